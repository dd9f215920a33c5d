# SPDX-License-Identifier: MIT
# Files that are named twice, and options that would do nothing: refused before anything is lost.
. "$(dirname "$0")/lib.sh"

with_bad_row() { { cat "$input"; echo 'x,y,"z'; } >bad.csv; cp bad.csv kept; }

rejects_over_the_result() {
	with_bad_row
	run bad.csv -o both --reject both
	expect 2 $? 'one file for rows and rejects'
	says 'where the result goes too' err 'one file for rows and rejects'
	[ ! -e both ] || fail 'it was written'
	ln -s both other
	run bad.csv -o both --reject ./both
	expect 2 $? 'one file by two names'
	run bad.csv --reject -
	expect 2 $? 'rows and rejects on standard output'
	timeout 60 "$program" "${arguments[@]}" bad.csv --reject /dev/null >/dev/null 2>err
	expect 1 $? 'both to /dev/null'
}
rejects_over_the_input() {
	with_bad_row
	run bad.csv --reject bad.csv
	expect 2 $? 'rejects over the survey'
	says 'one of the inputs' err 'rejects over the survey'
	same kept bad.csv 'the survey'
	ln bad.csv hard
	run bad.csv --reject hard
	expect 2 $? 'rejects over the survey by another name'
	run bad.csv -o bad.csv --reject aside
	expect 1 $? 'the result over the survey'
	[ "$(grep -ac '^bad.csv,' aside)" = 1 ] || fail "no row set aside: $(cat aside)"
}
standard_input_twice() {
	timeout 20 "$program" "${arguments[@]}" - - <"$input" >out 2>err
	expect 2 $? 'two inputs from standard input'
	says 'standard input' err 'two inputs from standard input'
}
ledger_from_standard_input() {
	timeout 20 "$program" --ledger - <"$input" >out 2>err
	expect 2 $? 'rows and orders from standard input'
	says 'standard input is read already' err 'rows and orders from standard input'
}
# The page has every section that its manual names.
sections() {
	local heading
	(cd "$root" && "$BUILD/bin/saydo" report corpora/larkspur/survey.csv -q -t 'What could be better?' --by store \
		--codebook corpora/larkspur/codebook.txt --ledger corpora/larkspur/orders.csv \
		--customers corpora/larkspur/roster.csv) >page 2>err || fail "$(cat err)"
	sed -n '/^## The page/,/^## /s/^| \([A-Z][^|]*\) |.*/\1/p' "$root/tools/report.md" | sed 's/, Group/\nGroup/' >headings
	[ "$(wc -l <headings)" -gt 8 ] || fail "headings of the manual: $(cat headings)"
	while IFS= read -r heading; do
		grep -qF "<h2>${heading% }</h2>" page || fail "the page has no section \"$heading\""
	done <headings
}
idle_options() {
	(cd "$root" && "$BUILD/bin/saydo" report corpora/larkspur/survey.csv -t 'What could be better?' \
		--customers corpora/larkspur/roster.csv) >out 2>err
	expect 2 $? '--customers without orders'
	says 'customers is of no use without --ledger' err '--customers without orders'
	(cd "$root" && "$BUILD/bin/saydo" report corpora/larkspur/survey.csv -t 'What could be better?' --prompt X=like) >out 2>err
	expect 2 $? '--prompt of no question'
	says 'names no column of --text' err '--prompt of no question'
}

contract rejects-over-the-result "row rewrite table findings join page" rejects_over_the_result
contract rejects-over-the-input "row rewrite table findings join page" rejects_over_the_input
contract standard-input-twice all standard_input_twice
contract ledger-from-standard-input "join page" ledger_from_standard_input
verdict sections-of-the-page sections
verdict idle-options idle_options
