# SPDX-License-Identifier: MIT
"""`report.py FILE` does by pandas, scikit-learn and VADER what a report on the column `text` of a CSV counts at the least: the
sentiment of each answer, ten topics (TF-IDF and NMF), and how many answers belong to each, with their mean sentiment. One
process, as such notebooks are written. A yardstick for report; `make bench` calls it."""
import sys

sys.path.pop(0)  # this folder, where modules would be found in place of installed ones
import pandas
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import TfidfVectorizer
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

answers = pandas.read_csv(sys.argv[1])["text"].fillna("")
analyzer = SentimentIntensityAnalyzer()
feelings = answers.map(lambda text: analyzer.polarity_scores(text)["compound"])
vectors = TfidfVectorizer(stop_words="english", min_df=10, max_df=0.5)
weights = NMF(n_components=10, init="nndsvd", max_iter=200).fit_transform(vectors.fit_transform(answers))
topics = pandas.DataFrame({"topic": weights.argmax(axis=1), "feeling": feelings})
print(topics.groupby("topic")["feeling"].agg(["size", "mean"]).to_csv())
