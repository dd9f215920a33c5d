# SPDX-License-Identifier: MIT
# How near proposed themes come to what people coded by hand, beside scikit-learn's NMF and LDA on the same answers.
#
#	themes.py saydo-binaries data-folder [set:k ...]
#
# Each set is cut in two by a hash of the id. Themes are found on one half and applied to the other one, then the other
# way about. Each unseen answer goes to the one theme whose patterns weigh most in it (saydo codes --explain); those that
# name none are a cluster of their own. NMI is 2I/(H+H) between clusters and the human code over all unseen answers; the
# mean of both ways is printed. NPMI is that of each two of a theme's ten leading terms over the answers it was found on,
# -1 where they never meet: for saydo as it prints it, for the peers by their own tokens.
import csv, hashlib, io, json, subprocess, sys, tempfile

import numpy as np
from sklearn.decomposition import NMF, LatentDirichletAllocation
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.metrics import normalized_mutual_info_score as nmi

binaries, data = sys.argv[1:3]
wanted = [w.split(":") for w in sys.argv[3:]] or [(s, k) for s in ("airline", "nhs") for k in (10, 20)] + [("clothing", 10)]


def read(name):
    if name == "airline":
        rows = list(csv.DictReader(open(data + "/sentiment/airline.csv", newline="")))
        rows = [(r["id"], r["text"], r["negative_reason"]) for r in rows if r["negative_reason"]]
        often = {g for g in {r[2] for r in rows} if sum(r[2] == g for r in rows) >= 50}  # not the stray ones
        return [r for r in rows if r[2] in often]
    if name == "clothing":  # no answers to a question, but long, and with a group that is not of our making
        rows = csv.DictReader(open(data + "/sentiment/clothing.csv", newline=""))
        return [(r["id"], r["text"], r["department"]) for r in rows if r["text"] and r["department"]]
    rows = list(csv.DictReader(open(data + "/codes/nhs.csv", newline="")))
    return [(r["id"], r["text"], r["codes"]) for r in rows if r["codes"] and ";" not in r["codes"]
            and r["codes"] != "Labelling not possible" and r["text"]]


def table(rows):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("id", "text"))
    writer.writerows((i, r[1]) for i, r in enumerate(rows))
    return out.getvalue()


def filter(name, *options, text):
    return subprocess.run([binaries + "/saydo-" + name, "-q", "--text", "text", *options], input=text, text=True,
                          capture_output=True, check=True).stdout


def saydo(k, seen, unseen, *method):
    summary = list(csv.DictReader(io.StringIO(filter("themes", "-k", str(k), *method, "--summary", "--min-cell", "0", text=table(seen)))))
    with tempfile.NamedTemporaryFile("w", prefix="saydo-quality-") as book:
        book.write(filter("themes", "-k", str(k), *method, text=table(seen)))
        book.flush()
        coded = filter("codes", "--codebook", book.name, "--explain", "--to", "jsonl", text=table(unseen))
    clusters, named = [], 0
    for line in coded.splitlines():
        record = json.loads(line)
        weights, seen_before = {}, set()
        for span in record.get("codes_spans") or []:
            word = (span["code"], span["text"].lower())
            if word not in seen_before:
                weights[span["code"]] = weights.get(span["code"], 0) + float(span.get("weight", 1))
            seen_before.add(word)
        named += len(set(filter_names(record.get("codes"))))
        clusters.append(max(sorted(weights), key=lambda c: weights[c]) if weights else "-uncovered")
    coherence = [float(r["coherence"]) for r in summary if r["coherence"]]
    return clusters, np.mean(coherence), clusters.count("-uncovered") / len(clusters), named / len(clusters)


def filter_names(codes):
    return [c for c in (codes or "").split(";") if c and not c.startswith("-")]


def peer(model, vectorizer, seen, unseen):
    counts = vectorizer.fit_transform([r[1] for r in seen])
    model.fit(counts)
    clusters = model.transform(vectorizer.transform([r[1] for r in unseen])).argmax(1)
    there = (counts > 0).astype(float).tocsc()
    values = []
    for component in model.components_:
        top = there[:, component.argsort()[::-1][:10]]
        both = (top.T @ top).toarray() / len(seen)
        for i in range(10):
            for j in range(i):
                p = both[i, j]
                values.append(-1 if p == 0 else np.log(p / (both[i, i] * both[j, j])) / -np.log(p))
    return list(clusters), np.mean(values), 0, 1


print(f"{'set':8} {'k':>2} {'method':6} {'NMI':>6} {'NPMI':>6} {'uncovered':>9} {'themes/answer':>13}")
for name, k in wanted:
    rows, k = read(name), int(k)
    half = [hashlib.md5(r[0].encode()).digest()[0] & 1 for r in rows]
    methods = {
        "saydo": lambda a, b: saydo(k, a, b),
        "anchor": lambda a, b: saydo(k, a, b, "--method", "anchor"),  # saydo's, too
        "NMF": lambda a, b: peer(NMF(k, random_state=0), TfidfVectorizer(stop_words="english"), a, b),
        "LDA": lambda a, b: peer(LatentDirichletAllocation(k, random_state=0), CountVectorizer(stop_words="english"), a, b),
    }
    for method, run in methods.items():
        figures = []
        for side in (0, 1):
            seen = [r for r, h in zip(rows, half) if h == side]
            unseen = [r for r, h in zip(rows, half) if h != side]
            clusters, coherence, uncovered, named = run(seen, unseen)
            figures.append((nmi([r[2] for r in unseen], clusters), coherence, uncovered, named))
        print(f"{name:8} {k:2} {method:6} {'%6.3f %6.3f %9.3f %13.2f' % tuple(np.mean(figures, 0))}", flush=True)
