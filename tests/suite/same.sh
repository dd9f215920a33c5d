# SPDX-License-Identifier: MIT
# The same bytes at any number of jobs, size of chunks, locale, order of columns, and however the rows are written.
. "$(dirname "$0")/lib.sh"

# expected: what the input gives, in `plain`; small chunks make many batches of a few rows.
expected() {
	as_csv=(--to csv)
	[ "$kind" != merge ] || as_csv=() # it reads no rows
	run "${inputs[@]}" "${as_csv[@]}"
	expect 0 $? 'the input'
	[ -s out ] || fail 'the input gives nothing'
	mv out plain
}

jobs() {
	local n
	expected
	for n in 1 2 8; do
		run "${inputs[@]}" --to csv --jobs "$n" --chunk 64
		expect 0 $? "--jobs $n"
		same plain out "--jobs $n"
	done
}

chunks() {
	local n
	expected
	for n in 1 2 3 7 64 4096; do
		run "${inputs[@]}" --to csv --chunk "$n"
		expect 0 $? "--chunk $n"
		same plain out "--chunk $n"
		[ "$kind" != merge ] || continue
		run "$S/$input_kind.tsv" --to csv --chunk "$n"
		same plain out "TSV, --chunk $n"
		run "$S/$input_kind.jsonl" --to csv --chunk "$n"
		same plain out "JSON Lines, --chunk $n"
	done
}

locales() {
	local name
	expected
	for name in C.UTF-8 de_DE.UTF-8 tr_TR.UTF-8; do
		locale -a 2>/dev/null | grep -qix "${name/UTF-8/utf8}" || continue
		LC_ALL=$name LANG=$name run "${inputs[@]}" "${as_csv[@]}"
		expect 0 $? "LC_ALL=$name"
		same plain out "LC_ALL=$name"
	done
	TZ=Asia/Tokyo run "${inputs[@]}" "${as_csv[@]}"
	same plain out 'TZ=Asia/Tokyo'
}

again() {
	local n
	expected
	for n in 1 2 3; do
		run "${inputs[@]}" "${as_csv[@]}"
		same plain out 'run again'
	done
	# A pipe gives its bytes in pieces, and has no name to tell a format by.
	if [ "$kind" != merge ]; then
		run_program --to csv <"$input" >out 2>err
		same plain out 'from standard input'
		{ head -n 3 "$input"; sleep 0.05; tail -n +4 "$input"; } | run_program --to csv >out 2>err
		same plain out 'from a slow pipe'
		run_program --to csv - <"$input" >out 2>err
		same plain out 'from -'
	fi
}

# The rows written as CSV, TSV and JSON Lines give the same cells in any of them.
formats() {
	local from to
	for to in csv tsv jsonl; do
		run "$S/$input_kind.csv" --to $to
		expect 0 $? "csv to $to"
		mv out plain
		[ -s plain ] || fail "csv to $to gives nothing"
		for from in tsv jsonl; do
			run "$S/$input_kind.$from" --to $to
			expect 0 $? "$from to $to"
			same plain out "$from to $to, compared with csv to $to"
			run_program --from $from --to $to <"$S/$input_kind.$from" >out 2>err
			same plain out "--from $from --to $to"
		done
	done
	run "$S/$input_kind.csv" --to table
	expect 0 $? '--to table'
	iconv -f UTF-8 -t UTF-8 out >/dev/null || fail '--to table wrote what is not UTF-8'
	# Where the format out is not said, rows that pass through keep theirs.
	if [ "$kind" = row ]; then
		for from in csv tsv jsonl; do
			run "$S/$input_kind.$from"
			cp out unsaid
			run "$S/$input_kind.$from" --to $from
			same unsaid out "the format of $from where none is asked for"
		done
	fi
}

several_files() {
	local n
	expected
	for n in 1 2 3; do
		awk -v part=$n 'NR == 1 || (NR <= 9 ? 1 : NR <= 10 ? 2 : 3) == part' "$S/$input_kind.tsv" >part$n.tsv
		tsv_to_csv part$n.tsv >part$n.csv
		tsv_to_jsonl part$n.tsv >part$n.jsonl
	done
	run part1.csv part2.csv part3.csv --to csv
	expect 0 $? 'three files'
	same plain out 'three files'
	run part1.jsonl part2.jsonl part3.jsonl --to csv
	same plain out 'three files of JSON Lines'
	# A further file whose columns stand in another order.
	awk -F '\t' '{ for (i = NF; i > 0; i--) printf "%s%s", $i, (i > 1 ? FS : "\n") }' part2.tsv | tsv_to_csv >part2.csv
	run part1.csv part2.csv part3.csv --to csv
	expect 0 $? 'a file with its columns in another order'
	same plain out 'a file with its columns in another order'
	# A further file that lacks a column is refused.
	cut -d, -f2- part3.csv >lacking.csv
	run part1.csv lacking.csv
	expect 2 $? 'a file that lacks a column'
	says 'lacking.csv: line 1: .*part1.csv' err 'a file that lacks a column'
}

# What is told on standard error changes nothing of the output.
telling() {
	expected
	run "${inputs[@]}" "${as_csv[@]}" --quiet
	expect 0 $? --quiet
	same plain out --quiet
	! grep -E 'rows? in,' err || fail '--quiet told the count of rows'
	run "${inputs[@]}" "${as_csv[@]}" --progress
	expect 0 $? --progress
	same plain out --progress
	run_program "${inputs[@]}" --to csv >out 2>&-
	expect 0 $? 'standard error closed'
	same plain out 'standard error closed'
	run_program "${inputs[@]}" --to csv >out 2>/dev/full
	expect 0 $? 'standard error full'
	same plain out 'standard error full'
}

contract telling "row rewrite long table findings join page" telling
contract jobs "row rewrite long table findings join page" jobs
contract chunks "row rewrite long table findings join page" chunks
contract locales all locales
contract again all again
contract formats "$rows" formats
contract several-files "$rows" several_files
