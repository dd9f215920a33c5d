# SPDX-License-Identifier: MIT
# What comes in: read whole, or refused with file, line, byte, column and reason; never swallowed.
. "$(dirname "$0")/lib.sh"

# The file `bad`: header, two rows, whose second ends in the cell $1 (printf's escapes) in place of its last one, then
# two rows more. The bad row is line 3. Sets $at, the byte its last cell begins at, and $width, the number of columns.
with_cell() {
	local prefix
	prefix=$(sed -n 3p "$input" | sed 's/[^,]*$//')
	head -n 2 "$input" >bad
	printf '%s' "$prefix" >>bad
	at=$(($(wc -c <bad)))
	printf "$1\n" >>bad
	sed -n '2,3p' "$input" | sed 's/^C0/D0/' >>bad
	width=$(head -n 1 "$input" | tr ',' '\n' | wc -l)
}

# refused PATTERN WHAT [ARGUMENT]…: `bad` is refused for that reason, and the reason speaks of the file and the row.
refused() {
	local pattern=$1 what=$2
	shift 2
	run bad "$@"
	expect 2 $? "$what"
	says "^saydo $filter: bad: line 3, byte $pattern" err "$what"
}


directory() {
	mkdir folder
	run folder
	expect 2 $? 'a folder'
	says 'folder: is a directory' err 'a folder'
	[ ! -s out ] || fail 'it wrote to standard output'
}

missing() {
	run none
	expect 2 $? 'no such file'
	says 'none: No such file or directory' err 'no such file'
	run "$input" none
	expect 2 $? 'the second is no such file'
	says 'none: No such file or directory' err 'the second is no such file'
	[ ! -s out ] || fail 'it wrote to standard output before it found that a file is missing'
}

unreadable() {
	cp "$input" locked
	chmod 000 locked
	if [ "$(id -u)" != 0 ]; then
		run locked
	else
		# Root reads everything: the same as nobody, if that one can reach the program.
		command -v setpriv >/dev/null || skip 'run by root, and there is no setpriv to be someone else with'
		local other="setpriv --reuid 65534 --regid 65534 --clear-groups"
		$other test -x "$program" -a -r "$S/codebook.txt" 2>/dev/null ||
			skip "run by root, and another user cannot reach $program"
		timeout 20 $other "$program" "${arguments[@]}" locked >out 2>err
	fi
	expect 2 $? 'a file of mode 000'
	says 'locked: Permission denied' err 'a file of mode 000'
}

closed_input() {
	timeout 20 "$program" "${arguments[@]}" >out 2>err <&-
	expect 2 $? 'standard input closed'
	says 'standard input: Bad file descriptor' err 'standard input closed'
}

empty_input() {
	: >empty
	run empty
	expect 2 $? 'an empty file'
	says "empty: .*(empty|whole|partial)" err 'an empty file'
	timeout 20 "$program" "${arguments[@]}" </dev/null >out 2>err
	expect 2 $? 'empty standard input'
	says 'standard input' err 'empty standard input'
}

header_only() {
	head -n 1 "$input" >bare
	run bare --to csv
	expect 0 $? 'a header without rows'
	[ -s out ] || fail 'a header without rows gave no header'
	[ "$kind" != row ] || [ "$(wc -l <out)" = 1 ] || fail "rows from nowhere: $(cat out)"
	says "0 rows in, 0 set aside" err 'a header without rows'
	printf '%s' "$(cat bare)" >unended
	cp out before
	run unended --to csv
	expect 0 $? 'a header without a line end'
	same before out 'a header without a line end'
}

unknown_column() {
	run "$input" "$column_option" "${column%?}"
	expect 2 $? "$column_option ${column%?}"
	says "no column is called \"${column%?}\"; there are: $column, " err "$column_option ${column%?}"
}

ragged() {
	with_cell 'North,one too many'
	refused "[0-9]+, column $((width + 1)): .*$((width + 1)) fields where the header has $width" 'a cell too many'
	sed -i '3s/,[^,]*,[^,]*$//' bad
	refused "[0-9]+, column $width .*: $((width - 1)) fields where the header has $width" 'a cell too few'
}

unclosed_quote() {
	with_cell '"North'
	refused "$at.*quote" 'a quote that is not closed'
	says '--reject' err 'a quote that is not closed'
}

quote_inside() {
	with_cell '12" screen'
	refused "$((at + 2)), column $width \(store\): .*quote" 'a quote inside a cell without quotes'
	with_cell '"12" screen'
	refused "$((at + 4)).*quote" 'more behind a closing quote'
}

nul() {
	with_cell 'a\000b'
	run bad --to csv
	local status=$?
	# Kept, or refused by name; in no case cut off.
	if [ "$kind" = row ]; then
		expect 0 "$status" 'a NUL'
		grep -qaP 'a\x00b' out || fail 'a cell with a NUL was not passed through whole'
		run bad --to jsonl
		expect 0 $? 'a NUL, to JSON Lines'
		grep -qF 'a\u0000b' out || fail 'a cell with a NUL was not written as \u0000'
	elif [ "$status" = 2 ]; then
		says "^saydo $filter: bad: line 3, byte .*NUL" err 'a NUL'
	else
		expect 0 "$status" 'a NUL'
		says "4 rows in, 0 set aside" err 'a NUL'
	fi
}

invalid_utf8() {
	local bytes
	[ "$filter" != check ] || return 0 # there it is a finding: suite/check
	# A byte that never stands in UTF-8; an overlong slash; a surrogate; a sequence cut short.
	for bytes in 'a\377b' 'a\300\257b' 'a\355\240\200b' 'a\342\202'; do
		with_cell "$bytes"
		refused "$((at + 1)), column $width \(store\): .*UTF-8" "not UTF-8 ($bytes)"
	done
	with_cell 'a\377b'
	run bad --invalid-utf8 replace
	expect 0 $? '--invalid-utf8 replace'
	says '1 ill-formed piece of UTF-8 became U\+FFFD' err '--invalid-utf8 replace'
	iconv -f UTF-8 -t UTF-8 out >/dev/null || fail '--invalid-utf8 replace wrote what is not UTF-8'
	[ "$kind" != row ] || grep -qaP 'a\xEF\xBF\xBDb' out || fail 'there is no U+FFFD in the output'
}

# The rows without line ends inside cells, which other line ends would change.
flat() { grep -v '^C06' "$S/$input_kind.tsv" >flat.tsv; tsv_to_csv flat.tsv >flat; }

line_ends() {
	flat
	run flat
	expect 0 $? 'LF'
	cp out plain
	sed 's/$/\r/' flat >crlf
	run crlf
	expect 0 $? CRLF
	same plain out CRLF
	tr '\n' '\r' <flat >cr
	run cr
	expect 0 $? 'CR alone'
	same plain out 'CR alone'
	awk '{ printf "%s%s", $0, NR % 3 == 0 ? "\n" : NR % 3 == 1 ? "\r\n" : "\r" }' flat >mixed
	run mixed
	expect 0 $? 'mixed line ends'
	same plain out 'mixed line ends'
	printf '%s' "$(cat flat)" >unended
	run unended
	expect 0 $? 'no line end at the end'
	same plain out 'no line end at the end'
}

byte_order_mark() {
	run "$input"
	cp out plain
	{ printf '\357\273\277'; cat "$input"; } >marked
	run marked
	expect 0 $? 'a byte order mark'
	same plain out 'a byte order mark'
	cp "$input" second
	run "$input" second
	cp out plain
	run marked marked
	expect 0 $? 'two files with byte order marks'
	same plain out 'two files with byte order marks'
}

utf16() {
	local code
	for code in UTF-16LE UTF-16BE UTF-16; do
		iconv -f UTF-8 -t "$code" "$input" >wide 2>/dev/null || skip 'iconv cannot make UTF-16'
		run wide
		expect 2 $? "$code"
		says "wide: line 1, byte 0: .*UTF-16.*iconv -f $([ $code = UTF-16BE ] && echo UTF-16 || echo UTF-16)" err "$code"
		[ ! -s out ] || fail 'it wrote to standard output'
	done
}

workbook() {
	printf 'PK\003\004and so on\n' >book.csv
	run book.csv
	expect 2 $? 'a workbook'
	says 'workbook' err 'a workbook'
	printf '$FL2@(#) SPSS DATA FILE\nand so on\n' >book.sav
	run book.sav
	expect 2 $? 'an SPSS file'
	says 'book.sav: .*SPSS file' err 'an SPSS file'
	printf '\377\330\377\340\000\020JFIF\000\n' >picture.csv
	run picture.csv
	expect 2 $? 'a picture'
	says 'picture.csv: .*JPEG' err 'a picture'
}

# Fields of 300 MB, made on the fly: it stops at the documented limit at once, in little memory.
endless() {
	[ -x "$timer" ] || fail "$timer was not built"
	local open name nanoseconds busy memory status
	for open in '' '"'; do
		name="300 MB ${open:+in quotes }in one cell"
		{ head -n 2 "$input"; sed -n 3p "$input" | sed 's/[^,]*$//' | tr -d '\n'; printf '%s' "$open"
			head -c 300000000 /dev/zero | tr '\0' a; printf '%s\n' "$open"; } 2>/dev/null |
			timeout 30 "$timer" took "$program" "${arguments[@]}" >out 2>err
		read -r nanoseconds busy memory status <took
		[ "$status" = 2 ] || fail "$name: status $status; it said: $(head -c 300 err)"
		says '^saydo '"$filter"': standard input: line 3, .*--max-field' err "$name"
		[ "$memory" -lt 200000 ] || fail "$name: $memory KiB of memory"
		[ "$nanoseconds" -lt 10000000000 ] || fail "$name: $((nanoseconds / 1000000)) ms"
	done
	# Within the limit, and just behind it.
	with_cell "$(head -c 1000 /dev/zero | tr '\0' x)"
	run bad --max-field 1000
	expect 0 $? '1,000 bytes with --max-field 1000'
	with_cell "\"$(head -c 1001 /dev/zero | tr '\0' x)\""
	run bad --max-field 1000
	expect 2 $? '1,001 bytes with --max-field 1000'
	says 'line 3, .*--max-field' err '1,001 bytes with --max-field 1000'
}

# Bad rows set aside: rows in = rows out + rows set aside, and what was set aside can be read again.
reject() {
	with_cell 'a\377b'
	{ tail -n +2 bad | sed 's/^[CD]0/E0/'; echo 'just,two'; sed -n 2p "$input"; echo 'x,y,"z'; sed -n 3p "$input"; } >more
	cat more >>bad
	umask 022
	[ "$filter" != check ] || arguments+=(--invalid-utf8 reject)
	run bad --reject aside --to jsonl
	expect 1 $? '--reject'
	says "12 rows in, 4 set aside in aside" err '--reject'
	[ "$(stat -c %a aside)" = 600 ] || fail "the mode of the file of rejects is $(stat -c %a aside)"
	[ "$(head -n 1 aside)" = file,line,byte,column,reason,raw ] || fail "the header of the rejects: $(head -n 1 aside)"
	[ "$(grep -ac '^bad,[0-9]*,[0-9]*,' aside)" = 4 ] || fail "not four rows set aside: $(cat aside)"
	grep -aqF ',"x,y,""z"' aside || fail "no raw row with its quote: $(cat aside)"
	grep -aqP '^bad,3,\d+,'"$width"',.*a\xFFb' aside || fail "no raw row with its bytes: $(cat aside)"
	if [ "$kind" = row ]; then
		[ "$(wc -l <out)" = 8 ] || fail "$(wc -l <out) rows out, where 12 went in and 4 were set aside"
		grep -av -e a$'\xff'b -e just,two -e 'x,y,"z' bad >good
		run good --to jsonl
		cp out plain
		run bad --reject aside --to jsonl
		same plain out 'the rows that were not set aside'
	fi
	# The same rejects at any number of jobs and any size of chunks.
	cp aside before
	run bad --reject aside --to jsonl --jobs 3 --chunk 5
	expect 1 $? '--reject --jobs 3 --chunk 5'
	same before aside 'the rejects at --jobs 3 --chunk 5'
	# A good file leaves an empty list and status 0.
	run "$input" --reject aside
	expect 0 $? '--reject with nothing to set aside'
	[ "$(cat aside)" = file,line,byte,column,reason,raw ] || fail 'rejects of a good file'
}

broken_json() {
	local row case n=0
	head -n 2 "$S/$input_kind.jsonl" >good
	row=$(sed -n 3p "$S/$input_kind.jsonl")
	while IFS= read -r case; do
		n=$((n + 1))
		{ cat good; printf '%s\n' "$case"; } >bad.jsonl
		run bad.jsonl
		expect 2 $? "JSON Lines: $case"
		says "^saydo $filter: bad.jsonl: line 3, byte [0-9]+" err "JSON Lines: $case"
	done <<-END
		${row%?}
		${row%???????????????}
		${row%\}},"store":"twice"}
		${row%\}},"a new key":1}
		${row%??}\\ud800"}
		[1]
		$row x
	END
	{ cat good; printf '%s' "${row%\}},\"store\":"; head -c 200000 /dev/zero | tr '\0' '['; echo '}'; } >bad.jsonl
	run bad.jsonl
	expect 2 $? 'JSON Lines 200,000 deep'
	says 'bad.jsonl: line 3, byte [0-9]+' err 'JSON Lines 200,000 deep'
}

broken_partial() {
	sed '$d' "$input" >cut
	run cut
	expect 2 $? 'a partial without its end'
	says 'cut: ' err 'a partial without its end'
	sed '2s/[0-9]$/x/' "$input" >changed
	run changed
	expect 2 $? 'a partial that was changed'
	says 'changed: ' err 'a partial that was changed'
	head -n 5 "$S/survey.csv" >rows.csv
	run rows.csv
	expect 2 $? 'rows where partials are wanted'
	says 'rows.csv: ' err 'rows where partials are wanted'
	run "$input" rows.csv
	expect 2 $? 'a partial and rows'
	says 'rows.csv: ' err 'a partial and rows'
}

contract directory all directory
contract missing all missing
contract unreadable all unreadable
contract closed-input all closed_input
contract empty-input all empty_input
contract header-only "$rows" header_only
contract unknown-column "$rows" unknown_column
contract ragged "$rows" ragged
contract unclosed-quote "$rows" unclosed_quote
contract quote-inside "$rows" quote_inside
contract nul "$rows" nul
contract invalid-utf8 "$rows" invalid_utf8
contract line-ends "$rows" line_ends
contract byte-order-mark "$rows" byte_order_mark
contract utf16 "$rows" utf16
contract workbook "$rows" workbook
contract endless "$rows" endless
contract reject "$rows" reject
contract broken-json "$rows" broken_json
contract broken-partial merge broken_partial
