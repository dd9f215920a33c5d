#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# How well polluted CSV files are loaded untold: by kind of pollution the score of 10 in the measures of Vitagliano and
# others, Pollock: A Data Loading Benchmark, PVLDB 16(8), 2023, simple and weighted; in how many files each cell is in its
# place; in how many others that is told, and in how many not. Then small tables polluted in each place. The files are
# made by the tests themselves (tests/unit/read/test_loading.c, test_pollution.c); `make quality` calls it.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd -P)
cd "$root" || exit 2
export LC_ALL=C
BUILD=${BUILD:-build}
case $BUILD in /*) ;; *) BUILD=$root/$BUILD ;; esac
"$BUILD/tests/unit/read/test_loading" --table 2>&1 | grep -v '^\[' || exit 1
echo
"$BUILD/tests/unit/read/test_pollution" --table 2>&1 | grep -v '^\['
