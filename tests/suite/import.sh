# SPDX-License-Identifier: MIT
# What saydo import promises: the same at any size of pieces and from a pipe; every record written or set aside; what it
# writes every filter reads; the real exports, where SAYDO_TEST_DATA names their folder, by counts made by hand.
. "$(dirname "$0")/lib.sh"
import=$BUILD/bin/saydo-import
cases=$root/tests/cases/import

pieces() {
	local file n
	for file in "$cases"/*/*.csv "$cases"/*/*.tsv "$cases"/*/*.txt; do
		[ -s "$file" ] || continue
		"$import" "$file" --questions-out whole.q --reject whole.r >whole 2>whole.err || :
		for n in 1 7 64 1000; do
			"$import" "$file" --chunk "$n" --questions-out q --reject r >out 2>err || :
			same whole out "$file --chunk $n"
			same whole.err err "$file --chunk $n, what is told"
			same whole.q q "$file --chunk $n, the questions"
			same whole.r r "$file --chunk $n, what is set aside"
		done
	done
}

pipe() {
	local file status again
	for file in "$cases"/*/*.csv; do
		[ -s "$file" ] || continue
		status=0 again=0
		"$import" -q "$file" >whole 2>err || status=$?
		[ "$status" -le 1 ] || fail "$(cat err)"
		"$import" -q <"$file" >out 2>err || again=$?
		[ "$again" = "$status" ] || fail "$file from standard input: status $again"
		same whole out "$file from standard input"
		again=0
		cat "$file" | "$import" -q >out 2>err || again=$?
		[ "$again" = "$status" ] || fail "$file from a pipe: status $again"
		same whole out "$file from a pipe"
	done
}

# Records of the source = responses + those set aside, each of which is in the ledger.
ledger() {
	local file told all aside
	for file in "$cases"/*/*.csv "$cases"/*/*.tsv; do
		[ -s "$file" ] || continue
		"$import" "$file" --reject ledger.csv --to jsonl >out 2>err || [ $? = 1 ] || fail "$(cat err)"
		told=$(grep -oE '[0-9]+ records: [0-9]+ response' err)
		all=${told%% *}
		aside=$("$BUILD/bin/saydo-tokens" -q --text reason --as zz ledger.csv --to jsonl | wc -l)
		[ "$(($(wc -l <out) + aside))" = "$all" ] || fail "$file: $(wc -l <out) out, $aside set aside; it said: $told"
	done
}

# What comes out is a table that the strict reader takes, and importing it changes nothing.
again() {
	local file
	for file in "$cases"/*/*.csv; do
		[ -s "$file" ] || continue
		"$import" -q "$file" >once 2>err || [ $? = 1 ] || fail "$(cat err)"
		"$BUILD/bin/saydo-tokens" -q --text "$(head -n 1 once | cut -d, -f1)" --as zz once >read 2>err || fail "$file: $(cat err)"
	done
}

long_cells() {
	{ printf 'id,comment,store\n1,"'; head -c 1500000 /dev/zero | tr '\0' x; printf '",North\n2,fine,South\n3,good,East\n'; } >long.csv
	"$import" long.csv >out 2>err || fail "$(cat err)"
	[ "$(wc -c <out)" = "$(($(wc -c <long.csv) - 2))" ] || fail 'a cell of 1.5 MB is not whole'
	"$import" long.csv --max-field 1000000 --reject aside >out 2>err
	expect 1 $? '--max-field'
	says 'line 2, column 2: .*--max-field' err '--max-field'
	[ "$(wc -l <out)" = 3 ] || fail 'the other rows'
	{ printf 'id,comment\n1,'; head -c 9000000 /dev/zero | tr '\0' x; echo; } >line.csv
	"$import" line.csv >out 2>err
	expect 2 $? 'a line of 9 MB'
	says 'line 2, byte 11: .*--max-field' err 'a line of 9 MB'
}

# A header of 150,000 names, and records of 8,000 cells that hold all names but one in another order: neither takes the
# square of their width.
wide() {
	awk 'BEGIN {
		for (r = 0; r < 4; r++)
			for (c = 0; c < 150000; c++) printf "%s%s", r ? "some words " r * 31 + c % 1000 : "c" c, c < 149999 ? "," : "\n"
	}' >header.csv
	awk 'BEGIN {
		for (c = 0; c < 8000; c++) printf "c%d,", c
		print "n"
		for (r = 0; r < 300; r++) {
			for (c = 0; c < 8000; c++) printf "c%d,", c % 2 ? c - 1 : c + 1
			print r
		}
	}' >other.csv
	timeout 30 "$import" header.csv >out 2>err || fail "header.csv: status $?: $(cat err)"
	says '150000 columns: the other filters take 16384' err 'more columns than are taken'
	timeout 30 "$import" -q other.csv >out 2>err || fail "other.csv: status $?: $(cat err)"
	[ "$(wc -l <out)" = 301 ] || fail "$(wc -l <out) records of other.csv"
}

# counted FILE KIND RESPONSES COLUMNS OPEN: as counted by hand.
counted() {
	[ -n "$SAYDO_TEST_DATA" ] && [ -d "$SAYDO_TEST_DATA" ] || skip 'SAYDO_TEST_DATA names no folder'
	[ -f "$SAYDO_TEST_DATA/exports/$1" ] || skip "there is no exports/$1"
	"$import" "$SAYDO_TEST_DATA/exports/$1" --questions-out q >out 2>err || fail "$(cat err)"
	says "kind: $2" err "$1"
	says " $3 response.*; $4 columns, $5 of them open" err "$1"
	"$BUILD/bin/saydo-tokens" -q --text question --as zz q --to jsonl >questions || fail 'the questions cannot be read'
	[ "$(wc -l <questions)" = "$4" ] || fail "$(wc -l <questions) questions"
	iconv -f UTF-8 -t UTF-8 out >/dev/null || fail 'what came out is not UTF-8'
}

# 300 MB from a pipe, in less than 64 MB of memory, and every byte as it was.
memory() {
	local corpus=$SAYDO_TEST_DATA/sentiment/imdb.csv took n
	[ -n "$SAYDO_TEST_DATA" ] && [ -f "$corpus" ] || skip 'SAYDO_TEST_DATA names no folder with sentiment/imdb.csv'
	[ -x "$timer" ] || fail "$timer was not built"
	{ cat "$corpus"; for n in 1 2 3 4 5 6 7 8; do tail -n +2 "$corpus"; done; } | tee big |
		"$timer" took "$import" -q >out 2>err || fail "$(cat err)"
	read -ra took <took
	[ "${took[2]}" -lt 65536 ] || fail "${took[2]} KiB over 300 MB"
	cmp big out >differ || fail "$(cat differ)"
}

questions() { BUILD=$BUILD "$root/tests/quality/questions.sh" >out || fail "$(cat out)"; }

# The words of forms are checked when they become tables: what is no line of them, or of no class, stops the build there.
form_words() {
	local line
	while IFS= read -r line; do
		printf '# words\nkies\tchoose\n%b\n' "$line" >forms.tsv
		! awk -f "$root/tools/tables/forms.awk" "$root/lib/rows/form_words.h" forms.tsv >out 2>err || fail "taken: $line"
		grep -q '^forms.tsv:3: ' err || fail "$line: $(cat err)"
	done <<-'LINES'
		kies
		kies\tpick
		kies\tchoose
		 kies\tchoose
		kies\tchoose\tnl
	LINES
	printf '#\tabout_id\n' >forms.tsv
	awk -f "$root/tools/tables/forms.awk" "$root/lib/rows/form_words.h" forms.tsv >out || fail 'a word # is refused'
	grep -q '"#"' out || fail 'a word # is taken for a comment'
}

# In one pipe a filter reads the list of questions that was there before import writes it anew: that is told.
replaced() {
	local tries=0 filter
	printf 'name,kind,prompt\nsaid,open,like\n' >list.csv
	mkfifo way
	"$BUILD/bin/saydo-sentiment" way --questions list.csv >out 2>err &
	filter=$!
	exec 8>way
	printf 'id,said\n1,fine soup\n' >&8
	# The filter has opened both when it holds the list.
	until ls -l "/proc/$filter/fd" 2>/dev/null | grep -q 'list\.csv'; do
		tries=$((tries + 1))
		[ "$tries" -lt 500 ] || fail 'the list is not opened'
		sleep 0.02
	done
	printf 'name,kind,prompt\nsaid,open,improve\n' >new
	mv new list.csv
	exec 8>&-
	wait "$filter" || fail "status $?: $(cat err)"
	grep -q 'warning: list.csv was written anew while this ran' err || fail "it is not told: $(cat err)"
	"$BUILD/bin/saydo-sentiment" --questions list.csv >out 2>err <<<$'id,said\n1,fine soup' || fail "$(cat err)"
	! grep -q anew err || fail "told without need: $(cat err)"
}

verdict replaced replaced
verdict form-words form_words
verdict memory memory
verdict questions questions
verdict pieces pieces
verdict pipe pipe
verdict ledger ledger
verdict again again
verdict long-cells long_cells
verdict wide wide
verdict counted/qualtrics-three counted qualtrics_three_headers.csv 'Qualtrics:' 1 20 1
verdict counted/qualtrics-legacy counted qualtrics_legacy.csv 'Qualtrics, legacy' 1 15 1
verdict counted/surveymonkey-two counted surveymonkey_two_headers.csv SurveyMonkey 550 15 0
verdict counted/surveymonkey-one counted surveymonkey_one_header.csv SurveyMonkey 1058 65 7
verdict counted/google-forms counted google_forms_2019_en.tsv 'Google Forms' 1838 52 3
verdict counted/wide-multilingual counted wide_multilingual.csv LimeSurvey 107 112 42
