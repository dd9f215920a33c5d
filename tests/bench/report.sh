#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# report.sh BIN TIMER ORDERS FOLDER ANSWERS: `saydo report` beside the filters that it prints (--print-pipeline), run one
# after another: 25,000 long answers (also beside a pipeline in Python), and 100,000 short ones with five million orders.
set -u
bin=$1 timer=$2 orders=$3 T=$4 answers=$5
here=$(cd "$(dirname "$0")" && pwd -P)
python=${PYTHON:-python3}
export PATH=$bin:$PATH
mkdir -p "$T/report" && cd "$T/report" || exit

# took WHAT COMMAND…: its time and the largest resident set of one of its processes.
took() {
	local what=$1 wall busy kib status
	shift
	"$timer" "$T/took" "$@" >/dev/null 2>"$T/err" </dev/null
	read -r wall busy kib status <"$T/took"
	[ "$status" = 0 ] || { echo "bench/report failed: $what: $(tail -n 1 "$T/err")"; return 1; }
	awk -v what="$what" -v wall="$wall" -v busy="$busy" -v kib="$kib" 'BEGIN {
		printf "%-26s %6.1f s, %6.1f s of processors, peak %.1f MiB\n", what, wall / 1e9, busy / 1e9, kib / 1024 }'
}

# both FILE ARGUMENTS…
both() {
	took 'report --jobs 2' saydo-report -q --jobs 2 "$@" -o page.html || return
	saydo-report -q "$@" --print-pipeline 2>"$T/err" | sed -E 's/   # ([a-z0-9-]+)$/ -q >\1.csv/' >pipeline.sh
	took "its filters, $(grep -c '^saydo' pipeline.sh) lines" sh -e pipeline.sh
}

echo 'report over 25,000 long answers, themes proposed:'
both "$answers" --text text
if "$python" -c 'import sklearn, pandas, vaderSentiment' 2>/dev/null; then
	took 'pandas, TF-IDF, NMF, VADER' "$python" "$here/report.py" "$answers"
else
	echo "skip bench/report.py: $python has not pandas, scikit-learn and vaderSentiment; set PYTHON to one that has"
fi
"$orders" "${SAYDO_BENCH_ROWS:-5000000}" 200000 1 >log.csv
awk -v ROWS=100000 -f "$here/answers.awk" >short.csv
printf 'report over 100,000 short answers against %s MB of orders, themes proposed:\n' "$(($(wc -c <log.csv) / 1000000))"
both short.csv --by store --ledger log.csv
rm -rf "$T/report"
