#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# How well `saydo import --questions-out` tells what a column asks: the invented columns of questions.tsv against the
# kinds they were labelled with, and the questions of prompts.tsv against what they ask for. Halves: dev, which rules were
# tuned on; held, set aside before; fresh, written when the rules stood; later, written after that in seven languages, of
# the wordings and the odd columns that real surveys have, and tuned on; last, written with it and not looked at in
# tuning; end, of prompts alone, written to be unlike those and tuned on then; final, written when all that stood. `make quality` and tests/suite/import.sh call it.
#
# Each column is imported alone, behind one of ids; each question with its language told, and with none told. Status 1
# where fewer than nine in ten of the held columns, open ones or prompts are told right, or fewer than eight in ten of the
# fresh, the last or the final, or fewer prompts without their language than so.
#
#	tests/quality/questions.sh [-v]      -v shows what was told wrongly, but for held and last
set -u
root=$(cd "$(dirname "$0")/../.." && pwd -P)
cd "$root" || exit 2
export LC_ALL=C
BUILD=${BUILD:-build}
case $BUILD in /*) ;; *) BUILD=$root/$BUILD ;; esac
[ -d "$BUILD/bin/../../lexicons" ] || export SAYDO_DATA=$root
T=$(mktemp -d "${TMPDIR:-/tmp}/saydo-questions.XXXXXX") || exit 2
trap 'rm -rf "$T"' EXIT

# One CSV a column: ids, and the answers dealt out by a fixed sequence of pseudo-random numbers.
mkdir "$T/in"
awk -F '\t' -v folder="$T/in" '
	function quoted(text) { gsub(/"/, "\"\"", text); return "\"" text "\"" }
	/^#/ { next }
	{
		n = 0; delete answers; lists = split($7, list, / && /)
		if (lists > 1) {
			firsts = split(list[1], first, "|"); seconds = split(list[2], second, "|")
			for (i = 1; i <= firsts; i++) for (j = 1; j <= seconds; j++) answers[++n] = first[i] " " second[j]
		} else {
			for (i = split($7, item, "|"); i > 0; i--) {
				times = 1
				if (match(item[i], /\*[0-9]+$/)) { times = substr(item[i], RSTART + 1) + 0; item[i] = substr(item[i], 1, RSTART - 1) }
				while (times-- > 0) answers[++n] = item[i]
			}
		}
		for (i = 0; i < $5; i++) answers[++n] = ""
		seed = 12345
		for (i = n; i > 1; i--) {
			seed = (seed * 16807) % 2147483647; j = seed % i + 1
			kept = answers[i]; answers[i] = answers[j]; answers[j] = kept
		}
		file = sprintf("%s/%03d.csv", folder, ++columns)
		print "Respondent," quoted($6) > file
		for (i = 1; i <= n; i++) { gsub(/¦/, "|", answers[i]); print 1000 + i "," (answers[i] == "" ? "" : quoted(answers[i])) > file }
		close(file)
	}' tests/quality/questions.tsv

grep -v '^#' tests/quality/questions.tsv | cut -f 1-4,6 >"$T/labels"
number=0
while IFS=$'\t' read -r half kind prompt language question; do
	number=$((number + 1))
	file=$(printf '%s/in/%03d.csv' "$T" $number)
	"$BUILD/bin/saydo-import" -q "$file" --language "$language" --questions-out "$T/q.csv" >/dev/null 2>"$T/err" || { cat "$T/err" >&2; exit 2; }
	printf '%s\t%s\t%s\t%s\t%s\t' "$half" "$kind" "$prompt" "$language" "$question"
	"$BUILD/bin/saydo-tokens" -q --text name --as zz --to tsv "$T/q.csv" | cut -f 3,4 | tail -n 1
done <"$T/labels" >"$T/told"
# Prompts: a column each, whose answers are open beyond doubt.
grep -v '^#' tests/quality/prompts.tsv >"$T/asked"
asked_for() { # OPTION…
	"$BUILD/bin/saydo-import" -q "$T/one.csv" "$@" --questions-out "$T/q.csv" >/dev/null 2>"$T/err" || { cat "$T/err" >&2; exit 2; }
	"$BUILD/bin/saydo-tokens" -q --text name --as zz --to tsv "$T/q.csv" | cut -f 4 | tail -n 1
}
while IFS=$'\t' read -r half prompt language question; do
	{
		printf 'Respondent,"%s"\n' "$question"
		printf '%s\n' '1,"we came by the old bridge, and it rained"' '2,"my sister told me of it a year ago"' '3,"somebody rang, then nobody did"'
	} >"$T/one.csv"
	printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$half" "$prompt" "$language" "$question" "$(asked_for --language "$language")" "$(asked_for)"
done <"$T/asked" >"$T/prompts"

awk -F '\t' -v verbose="${1:-}" '
	function shown(half) { return verbose == "-v" && half != "held" && half != "last" && half != "final" }
	FILENAME ~ /told$/ {
		half = $1; if ($6 == "\\N" || $6 == "") $6 = "none"; kinds[$2]; n[half]++; of[half, $2]++; as[half, $6]++
		if ($2 == $6) { right[half]++; hits[half, $2]++ }
		else if (shown(half)) print "kind " $2 " told as " $6 ": " $5
		next
	}
	{
		half = $1; asks[half]++; prompts[$2]; asked[half, $2]++; by[half, $3]++
		if ($2 == $6) untold[half]++
		else if ($2 == $5 && shown(half)) print "prompt " $2 " told as " $6 " without its language: " $4
		if ($2 == $5) { good[half]++; got[half, $2]++; by_good[half, $3]++ }
		else if (shown(half)) print "prompt " $2 " told as " $5 ": " $4
	}
	END {
		halves = split("dev held fresh later last end final", names, " ")
		for (h = 1; h <= halves; h++) {
			half = names[h]
			if (n[half])
				printf "%s: kinds of %d columns: %.3f right;", half, n[half], right[half] / n[half]
			m = split("open choice scale number date id none", order, " ")
			for (i = 1; i <= m; i++) if (of[half, order[i]]) printf " %s %d/%d", order[i], hits[half, order[i]], of[half, order[i]]
			if (n[half])
				printf "; %d of %d told as open are\n", hits[half, "open"], as[half, "open"]
			printf "%s: prompts of %d questions: %.3f right;", half, asks[half], good[half] / asks[half]
			m = split("like improve neutral", order, " ")
			for (i = 1; i <= m; i++) printf " %s %d/%d", order[i], got[half, order[i]], asked[half, order[i]]
			m = split("en de fr es it pt nl", order, " ")
			for (i = 1; i <= m; i++) printf "%s %s %d/%d", i == 1 ? ";" : "", order[i], by_good[half, order[i]], by[half, order[i]]
			printf "; %d where no language is told\n", untold[half]
		}
		for (half in asks)
			if (untold[half] < .8 * asks[half] || good[half] < .8 * asks[half])
				exit 1
		exit !(right["last"] >= .8 * n["last"] && right["fresh"] >= .8 * n["fresh"] && right["held"] >= .9 * n["held"] && hits["held", "open"] >= .9 * of["held", "open"] && good["held"] >= .9 * asks["held"])
	}' "$T/told" "$T/prompts"
