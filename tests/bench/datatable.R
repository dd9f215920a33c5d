# SPDX-License-Identifier: MIT
# `datatable.R FILE` does what duckdb.py does by R's data.table on two threads.
suppressMessages(library(data.table))
setDTthreads(2)
begin <- proc.time()[["elapsed"]]
log <- fread(commandArgs(TRUE)[1])
rows <- log[, .(.N, sum(amount), min(amount), max(amount)), by = id]
cat(sprintf("%.2f s, %d customers\n", proc.time()[["elapsed"]] - begin, nrow(rows)))
