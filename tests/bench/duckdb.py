# SPDX-License-Identifier: MIT
"""`duckdb.py FILE` counts, sums and finds the least and the most of each customer's amounts by DuckDB on two threads, and
prints the seconds it took, loading of modules aside. A yardstick for observe; `make bench` calls it."""
import sys
import time

sys.path.pop(0)  # this folder, where this file would be found in place of the module
import duckdb

begin = time.monotonic()
connection = duckdb.connect()
connection.execute("set threads = 2")
rows = connection.execute(
    "select id, count(*), sum(amount), min(amount), max(amount) from read_csv(?) group by id", [sys.argv[1]]
).fetchnumpy()
print(f"{time.monotonic() - begin:.2f} s, {len(rows['id'])} customers")
