# SPDX-License-Identifier: MIT
# For tests/bench/run: VADER's own program over the column `text` of a CSV, one process, as its readers use it.
import csv
import sys

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

csv.field_size_limit(2**31 - 1)
analyzer = SentimentIntensityAnalyzer()
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for row in csv.DictReader(file):
        print(analyzer.polarity_scores(row["text"])["compound"])
