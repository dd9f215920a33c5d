# SPDX-License-Identifier: MIT
# The pipeline that a report shows gives the tables that it writes, cell by cell: all of them but `findings` and `quotes`,
# which are chosen from the others, and are traced to them (trace.py). Its page, its JSON and its CSV hold the same cells.
. "$(dirname "$0")/lib.sh"
corpus=$root/corpora/larkspur
export PATH=$BUILD/bin:$PATH

# agrees ARGUMENTS…: runs the pipeline of this report, each table into its own file, and compares.
agrees() {
	local id
	saydo report "$@" -q --tables tables --to json -o report.json >/dev/null 2>err || fail "$(cat err)"
	saydo report "$@" -q --tables again -o page.html >summary 2>err || fail "$(cat err)"
	diff -r tables again || fail 'other tables beside the page'
	saydo report "$@" -q --print-pipeline 2>err | sed -E 's/   # ([a-z0-9-]+)$/ -q >\1.csv/' >pipeline.sh || fail "$(cat err)"
	sh -e ./pipeline.sh 2>err || fail "$(tail -5 err)"
	for id in tables/*; do
		id=${id#tables/}
		case $id in findings.csv | quotes.csv) continue ;; esac
		[ -e "$id" ] || fail "no line of the pipeline writes $id"
		cmp -s "$id" "tables/$id" || fail "$id: $(diff -a "$id" "tables/$id" | head -6)"
	done
	[ "$(ls tables | wc -l)" -gt "$least" ] || fail "few tables: $(ls tables)"
	command -v python3 >/dev/null || return 0
	python3 "$root/tests/suite/trace.py" report.json tables page.html summary 2>err || fail "$(tail -1 err)"
}
larkspur() {
	least=23
	agrees "$corpus/survey.csv" -t 'What did you like?' -t 'What could be better?' --codebook "$corpus/codebook.txt" --by store \
		--ledger "$corpus/orders.csv" --customers "$corpus/roster.csv"
}
proposed() {
	least=7
	agrees "$corpus/survey.csv" -t 'What could be better?' --by store --every year
}
# Without a score the mood is that of neutral answers, of which "n/a" is none; what a question asks for is said.
felt() {
	least=13
	sed -E '1s/,recommend,/,other,/; 1s/^recommend,/other,/; 1s/,recommend$/,other/' "$corpus/survey.csv" >felt.csv
	cmp -s felt.csv "$corpus/survey.csv" && fail 'the score is still there'
	agrees felt.csv -t 'What did you like?' --prompt 'What did you like?=neutral' --ledger "$corpus/orders.csv" --horizon 28
}
steam() {
	[ -d "$SAYDO_TEST_DATA" ] || skip 'no data sets (SAYDO_TEST_DATA)'
	local data=$SAYDO_TEST_DATA/saydo/steam
	least=5
	agrees "$data/said.csv" -t text --id player --id game --date written --score recommended --cuts 0,1 --horizon 30 \
		--observed "$data/did.csv" --observed-column last_played --log-end-by game
}
olist() {
	[ -d "$SAYDO_TEST_DATA" ] || skip 'no data sets (SAYDO_TEST_DATA)'
	local data=$SAYDO_TEST_DATA/saydo/olist
	least=5
	agrees "$data/said.csv" -t text --language pt --id customer --date written --horizon 28 --ledger "$data/orders.csv"
}
# The headline tells of what was planted in the corpus (its ORIGIN: T1, T6, T10, T12), and of no null (T2, T4, T8).
headline() {
	local truth
	saydo report "$corpus/survey.csv" -q -t 'What did you like?' -t 'What could be better?' --codebook "$corpus/codebook.txt" \
		--by store --ledger "$corpus/orders.csv" --customers "$corpus/roster.csv" --tables tables -o page.html >/dev/null 2>err ||
		fail "$(cat err)"
	for truth in 'blame Waiting .* bought again.*-0\.' 'happy .* bought again' 'Waiting is named more often in the group Old Station' \
		'Of the unhappy .* could not be found'; do
		grep -qE "$truth" tables/findings.csv || fail "the headline does not say: $truth"
	done
	! grep -E '(Price|App|Staff) .*(bought again|spent)' tables/findings.csv || fail 'the headline tells of a null'
}
# Scores, dates and stores dealt anew to the same answers: nothing is left to find.
nothing() {
	command -v python3 >/dev/null || skip 'no python3 to deal anew'
	python3 - "$corpus/survey.csv" <<-'PYTHON'
		import csv, random, sys
		rows = list(csv.reader(open(sys.argv[1], newline='')))
		random.seed(4)
		for column in (1, 2, 3):
		    cells = [row[column] for row in rows[1:]]
		    random.shuffle(cells)
		    for row, cell in zip(rows[1:], cells):
		        row[column] = cell
		csv.writer(open('dealt.csv', 'w', newline='')).writerows(rows)
	PYTHON
	saydo report dealt.csv -q -t 'What did you like?' -t 'What could be better?' --codebook "$corpus/codebook.txt" --by store \
		--tables tables -o page.html >/dev/null 2>err || fail "$(cat err)"
	[ "$(wc -l <tables/findings.csv)" = 1 ] || fail "$(cat tables/findings.csv)"
	grep -q 'Nothing stands out' page.html || fail 'the page does not say so'
}
# What was claimed stands in the report (its ORIGIN: T3, T7), read in the same run, the same at any number of workers.
claims() {
	local jobs
	for jobs in 1 3; do
		saydo report "$corpus/survey.csv" -q -j $jobs -t 'What did you like?' -t 'What could be better?' \
			--codebook "$corpus/codebook.txt" --ledger "$corpus/orders.csv" --customers "$corpus/roster.csv" --min-cell 1 \
			--tables tables$jobs --to json -o $jobs.json >/dev/null 2>err || fail "$(cat err)"
	done
	cmp 1.json 3.json || fail 'other claims with other workers'
	# T7: 20 of 26 who say they will not be back and 6 of 7 who cancel are gone, 26 of 33 who will stay stay.
	awk -F , '
		$1 == "frequency" { habits = $4 >= 11 && $5 >= 26 }
		$2 == "cancel" { going = $4 >= 18 && $7 <= .788 && $8 >= .788 && $11 < $6 }
		$2 == "stay" { staying = $4 >= 10 && $7 <= .788 && $8 >= .788 }
		END { exit !(habits && going && staying) }' tables1/verdicts.csv || fail "$(cat tables1/verdicts.csv)"
	grep -q '^class,cancel certain,' tables1/intent.csv || fail "$(cat tables1/intent.csv)"
}
# The same claims by many workers, each with some of the rows.
claims_by_many() {
	[ -d "$SAYDO_TEST_DATA" ] || skip 'no data sets (SAYDO_TEST_DATA)'
	local data=$SAYDO_TEST_DATA/saydo/olist jobs
	for jobs in 1 5; do
		saydo report "$data/said.csv" -q -j $jobs -t text --language pt --id customer --date written --horizon 28 \
			--ledger "$data/orders.csv" --to json -o $jobs.json >/dev/null 2>err || fail "$(cat err)"
	done
	grep -q '"id":"verdicts"' 1.json || fail 'no verdicts'
	cmp 1.json 5.json || fail 'other claims with other workers'
}
# Without dates no claim has a window: none are judged, and nothing fails.
no_claims() {
	sed '1s/,date,/,when,/' "$corpus/survey.csv" >undated.csv
	saydo report undated.csv -q -t 'What could be better?' --codebook "$corpus/codebook.txt" --ledger "$corpus/orders.csv" \
		--tables tables -o page.html >/dev/null 2>err || fail "$(cat err)"
	[ ! -e tables/verdicts.csv ] || fail 'verdicts without a date'
	saydo report undated.csv -q -t 'What could be better?' --codebook "$corpus/codebook.txt" --ledger "$corpus/orders.csv" \
		--print-pipeline >lines 2>err || fail "$(cat err)"
	! grep -E 'saydo claims| --claims ' lines || fail 'the pipeline asks for claims'
}
for name in larkspur proposed felt steam olist headline nothing claims claims_by_many no_claims; do verdict "$name" "$name"; done
