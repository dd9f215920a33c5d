# SPDX-License-Identifier: MIT
"""deal.py SURVEY CLAIMS SEED OUT: scores, stores and answers dealt anew to the same people, each by itself. Rows whose
answers claim a habit, by CLAIMS (saydo claims), are left out: said of another they are wrong; `-` leaves them in."""
import csv
import random
import sys

survey, claims, seed, out = sys.argv[1:]
habits = {row['row'] for row in csv.DictReader(open(claims, newline='')) if row['kind'] == 'frequency'} if claims != '-' else set()
rows = list(csv.reader(open(survey, newline='')))
header, rows = rows[0], [row for i, row in enumerate(rows[1:], 1) if str(i) not in habits]
random.seed(int(seed))
for columns in ([2], [3], [4, 5]):
    cells = [[row[c] for c in columns] for row in rows]
    random.shuffle(cells)
    for row, dealt in zip(rows, cells):
        for c, cell in zip(columns, dealt):
            row[c] = cell
csv.writer(open(out, 'w', newline='')).writerows([header] + rows)
