# SPDX-License-Identifier: MIT
# A row filter keeps every row in its place and every column as it was, and adds its own behind them.
. "$(dirname "$0")/lib.sh"

columns_kept() {
	local from width
	width=$(head -n 1 "$S/$input_kind.tsv" | awk -F '\t' '{ print NF }')
	for from in csv tsv jsonl; do
		run "$S/$input_kind.$from" --to tsv
		expect 0 $? "$from to tsv"
		cut -f "1-$width" out >kept
		same "$S/$input_kind.tsv" kept "the columns of the input, $from to tsv"
		awk -F '\t' -v width="$width" 'NF <= width { print "row " NR " has " NF " cells" }' out >narrow
		[ ! -s narrow ] || fail "nothing was added: $(cat narrow)"
	done
	head -n 1 out | cut -f "$((width + 1))-" | tr '\t' '\n' | grep -vE "^$filter(_[a-z]+)?\$" >odd
	[ ! -s odd ] || fail "added columns that are not named after the filter: $(cat odd)"
}

# What the filter itself need not rewrite goes out byte for byte, odd quoting and all.
bytes_kept() {
	{ head -n 1 "$input"; sed -n 2p "$input" | sed 's/,/","/g; s/^/"/; s/$/"/'
		sed -n 3p "$input" | sed 's/,[^,]*$/, two  blanks /'
		sed -n 2p "$input" | sed 's/[^,]*$/""/'; sed -n 3p "$input" | sed 's/[^,]*$//'; } >odd.csv
	run odd.csv
	expect 0 $? 'odd quoting'
	local length line kept
	length=$(wc -l <odd.csv)
	[ "$(wc -l <out)" = "$length" ] || fail "$(wc -l <out) lines out for $length"
	paste -d '\n' odd.csv out | while IFS= read -r line && IFS= read -r kept; do
		case $kept in "$line",*) ;; *) echo "'$line' became '$kept'" ;; esac
	done >changed
	[ ! -s changed ] || fail "$(cat changed)"
}

# Absent, empty and text stay three things.
absent_and_empty() {
	printf 'id,text,store\n1,,North\n2,"",North\n3,good coffee,\n4,good coffee,""\n' >three.csv
	run three.csv --to jsonl
	expect 0 $? 'absent and empty cells'
	sed -n 1p out | grep -q '^{"id":"1","text":null,"store":"North",' || fail "absent text: $(sed -n 1p out)"
	sed -n 2p out | grep -q '^{"id":"2","text":"","store":"North",' || fail "empty text: $(sed -n 2p out)"
	sed -n 3p out | grep -q '^{"id":"3","text":"good coffee","store":null,' || fail "absent store: $(sed -n 3p out)"
	sed -n 4p out | grep -q '^{"id":"4","text":"good coffee","store":"",' || fail "empty store: $(sed -n 4p out)"
	# Never asked gives what was never found; asked and silent gives something that was found empty.
	sed -n 1p out | grep -q ',"'"$filter"'":null' || fail "of an absent text: $(sed -n 1p out)"
}

# A name that is there already is an error that says so, and --as is its cure.
names() {
	run "$input" --to csv
	mv out once.csv
	run once.csv
	expect 2 $? 'the same filter again'
	says "\"$filter[a-z_]*\" is there already.*--as" err 'the same filter again'
	run once.csv --as second --to csv
	expect 0 $? '--as second'
	head -n 1 out | grep -q ',second\b' || fail "--as second named: $(head -n 1 out)"
	# Two texts: each column's name goes before.
	printf 'id,like,dislike\n1,good coffee,long queue\n' >two.csv
	run two.csv --text like --text dislike 2>/dev/null
	local words=() word
	for word in "${arguments[@]}"; do [ "$word" = --text ] || [ "$word" = text ] || words+=("$word"); done
	"$program" "${words[@]}" two.csv --text like --text dislike >out 2>err
	expect 0 $? 'two texts'
	head -n 1 out | grep -q "^id,like,dislike,like.$filter.*,dislike.$filter" || fail "two texts: $(head -n 1 out)"
}

spreadsheet() {
	printf 'id,text,store\n1,=1+1,@sum\n2,-5,+44\n' >cells.csv
	run cells.csv
	expect 0 $? 'cells that a spreadsheet would run'
	grep -q '^1,=1+1,@sum,' out || fail "in a pipe cells stay as they are: $(cat out)"
	run cells.csv --for-spreadsheet
	expect 0 $? --for-spreadsheet
	grep -q "^1,\"'=1+1\",\"'@sum\"," out || fail "--for-spreadsheet: $(cat out)"
}

# What a filter that rewrites cells has nothing to say of goes out byte for byte.
untouched() {
	local from
	{ head -n 1 "$input"; sed -n 2p "$input" | sed 's/,/","/g; s/^/"/; s/$/"/'
		sed -n 3p "$input" | sed 's/,[^,]*$/, two  blanks /'
		sed -n 2p "$input" | sed 's/[^,]*$/""/'; sed -n 3p "$input" | sed 's/[^,]*$//'; } >odd.csv
	run odd.csv
	expect 0 $? 'odd quoting'
	same odd.csv out 'odd quoting'
	for from in csv tsv jsonl; do
		run "$S/$input_kind.$from"
		expect 0 $? "$from"
		same "$S/$input_kind.$from" out "$from"
	done
}

contract untouched rewrite untouched
contract columns-kept row columns_kept
contract bytes-kept row bytes_kept
contract absent-and-empty row absent_and_empty
contract names row names
contract spreadsheet row spreadsheet
