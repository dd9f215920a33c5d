# SPDX-License-Identifier: MIT
# The pipeline that a report shows gives the tables that it writes, cell by cell; those that no filter writes are made anew
# from the others, or held against them (trace.py), and one that is neither fails. Its page, its JSON and its CSV hold the same
# cells.
. "$(dirname "$0")/lib.sh"
corpus=$root/corpora/larkspur
export PATH=$BUILD/bin:$PATH

# agrees ARGUMENTS…: runs the pipeline of this report, each table into its own file, and compares.
agrees() {
	local id last='' before=''
	for id in "$@"; do
		[ "$before" != --compare ] || last=$id
		before=$id
	done
	saydo report "$@" -q --tables tables --to json -o report.json >/dev/null 2>err || fail "$(cat err)"
	saydo report "$@" -q --tables again -o page.html >summary 2>err || fail "$(cat err)"
	diff -r tables again || fail 'other tables beside the page'
	saydo report "$@" -q --print-pipeline 2>err | sed -E 's/   # ([a-z0-9-]+)$/ -q >\1.csv/' >pipeline.sh || fail "$(cat err)"
	sh -e ./pipeline.sh 2>err || fail "$(tail -5 err)"
	[ "$(ls tables | wc -l)" -gt "$least" ] || fail "few tables: $(ls tables)"
	ls tables | sed -E 's/(-[0-9]+)?\.csv$//' >>"$S/kinds"
	# To the byte, where nothing is left out for a focus group.
	for id in tables/*; do
		id=${id#tables/}
		[ -e "$id" ] && ! grep -q '^"counts_only":true' report.json || continue
		cmp -s "$id" "tables/$id" || fail "$id: $(diff -a "$id" "tables/$id" | head -6)"
	done
	command -v python3 >/dev/null || return 0
	python3 "$root/tests/suite/trace.py" report.json tables page.html summary . $last 2>err || fail "$(tail -1 err)"
}
larkspur() {
	least=23
	agrees "$corpus/survey.csv" -t 'What did you like?' -t 'What could be better?' --codebook "$corpus/codebook.txt" --by store \
		--ledger "$corpus/orders.csv" --customers "$corpus/roster.csv"
	# What is hidden for being of few is not hidden silently; the score's steps are held against what came of them.
	grep -q 'kinds of promises, how many were kept is hidden for all' page.html || fail 'the page does not say what is hidden'
	grep -q '^level,9,193,179,143,' tables/intent.csv || fail "$(cat tables/intent.csv)"
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
	grep -q 'sentiment of 0.30 or more is taken for happy, of -0.15 or less for unhappy' page.html || fail 'other cuts are told'
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
# Answers in several languages, told by a column, by their words, and without being asked for.
languages() {
	local in=$root/tests/cases/report/languages/in.csv how
	least=2
	for how in '--language auto' '--language-column lang' '--language-column lang --language de' '--language de' ''; do
		# shellcheck disable=SC2086
		agrees "$in" -t text --min-cell 3 --by lang $how
		rm -rf ./*.csv tables
	done
}
# Portuguese and English in one survey: each answer is read in its own language, and no theme is a language.
mixed() {
	[ -d "$SAYDO_TEST_DATA" ] || skip 'no data sets (SAYDO_TEST_DATA)'
	command -v python3 >/dev/null || skip 'no python3 to mix them'
	mkdir in
	python3 - "$SAYDO_TEST_DATA" >in/mixed.csv <<-'PYTHON'
		import csv, sys
		def texts(path):
		    rows = csv.DictReader(open(sys.argv[1] + path, newline=''))
		    return [row['text'] for row in rows if row['text'].strip()][:1500]
		out = csv.writer(sys.stdout, lineterminator='\n')
		out.writerow(['lang', 'text'])
		for pt, en in zip(texts('/saydo/olist/said.csv'), texts('/sentiment/airline.csv')):
		    out.writerows([['pt', pt], ['en', en]])
	PYTHON
	least=1
	agrees in/mixed.csv -t text
	grep -q '"language":"auto"' report.json || fail 'not told apart'
	[ "$(grep -c '^pt,1[45]..,pt,.*,yes' tables/languages.csv)" = 1 ] || fail "$(cat tables/languages.csv)"
	# Of no theme's answers three in four of those in its language; none of the other.
	saydo codes -q --codebook codebook.txt -t text --language auto in/mixed.csv >in/coded.csv 2>/dev/null
	python3 - in/coded.csv 2>err <<-'PYTHON' || fail "a theme is a language: $(tail -1 err)"
		import collections, csv, sys
		n = collections.Counter()
		for row in csv.DictReader(open(sys.argv[1], newline='')):
		    n.update((code, row['lang']) for code in row['codes'].split(';') if code.endswith(')'))
		assert len(n) >= 16, n
		for (code, language), answers in n.items():
		    assert answers < 1125 and (code.endswith('(%s)' % language) or answers < 15), (code, language, answers)
	PYTHON
}
# What the headline may tell of the corpus: the truths that its ORIGIN numbers, each with its sign, and nothing else.
planted='blame “Waiting” .* bought again afterwards.*",-0\.'                                          # T1
planted+='|who say how often they come .* not borne out in this log.*",0\.'                               # T3
planted+='|said they were happy .* bought again afterwards.*",0\.'                                        # T6
planted+='|blame “Hours” spent less afterwards.*",-'                                                  # T9
planted+='|“Waiting” is named more often where store is Old Station .*",0\.'                          # T10
planted+='|“Staff” is named more often where store is Mill Lane .*",0\.'                              # T10
planted+='|“App” was named more often in 2025[^ ]* than in 2024'                                      # T11
planted+='|Of the unhappy .* could not be found among the customers.*",0\.'                               # T12
planted+='|speak of “(Waiting|Staff|Coffee|Food|Price|App|Cleanliness|Noise|Loyalty)” \(What could be better\?\) gave.*",-' # T14
# tells WHAT LEAST ARGUMENTS…: at least so many findings, all of them planted.
tells() {
	local what=$1 least=$2
	shift 2
	rm -rf tables
	saydo report "$corpus/survey.csv" -q -t 'What did you like?' -t 'What could be better?' --codebook "$corpus/codebook.txt" \
		"$@" --tables tables -o page.html >/dev/null 2>err || fail "$what: $(cat err)"
	sed 1d tables/findings.csv >told
	! grep -vE "$planted" told >unplanted || fail "$what: told, and not planted: $(cat unplanted)"
	[ "$(wc -l <told)" -ge "$least" ] || fail "$what: few are told: $(cat told)"
}
# Told are T1, T3, T6, T10 and T12, whatever is hidden. T9 and T11 are true, and not surer than chance would make one of so
# many (q 0.13 and more); T2, T4 and T8 are nulls; T5, T7 and T13 are no comparisons that are tested.
headline() {
	local truth cells
	local -a log=(--ledger "$corpus/orders.csv" --customers "$corpus/roster.csv")
	for cells in 1 5 10; do
		tells "cells of $cells" 5 --by store --min-cell $cells "${log[@]}"
		for truth in 'blame “Waiting”' 'who say how often they come' 'who said they were happy' 'where store is Old Station' \
			'Of the unhappy'; do
			grep -q "$truth" told || fail "with cells of $cells the headline does not say: $truth"
		done
	done
	tells 'no stores' 4 "${log[@]}"
	tells 'no roster' 3 --by store --ledger "$corpus/orders.csv"
	tells 'quarters' 4 --by store --every quarter "${log[@]}"
	tells 'said alone' 2 --by store
	tells 'said alone, by year' 2 --by store --every year --min-cell 1
}
# Scores, stores and answers dealt anew to the people of the log: in one of twenty such surveys at most something stands out.
# Of 20 more than 3 is chance once in sixty.
nothing_done() {
	command -v python3 >/dev/null || skip 'no python3 to deal anew'
	local seed spoke=0
	local -a asked=(-t 'What did you like?' -t 'What could be better?')
	saydo claims "$corpus/survey.csv" -q "${asked[@]}" >said.csv 2>err || fail "$(cat err)"
	for seed in {1..20}; do
		python3 "$root/tests/suite/deal.py" "$corpus/survey.csv" said.csv $seed dealt.csv
		saydo report dealt.csv -q "${asked[@]}" --codebook "$corpus/codebook.txt" --by store --ledger "$corpus/orders.csv" \
			--customers "$corpus/roster.csv" --quotes none --draws 40 --tables tables -o page.html >/dev/null 2>err || fail "$(cat err)"
		[ "$(wc -l <tables/findings.csv)" = 1 ] || { spoke=$((spoke + 1)); sed 1d tables/findings.csv; }
	done
	[ $spoke -le 3 ] || fail "something stands out in $spoke of 20 surveys in which there is nothing"
	# What people say of how often they come is wrong of others, and that is all there is.
	python3 "$root/tests/suite/deal.py" "$corpus/survey.csv" - 1 dealt.csv
	saydo report dealt.csv -q "${asked[@]}" --codebook "$corpus/codebook.txt" --by store --ledger "$corpus/orders.csv" \
		--customers "$corpus/roster.csv" --tables tables -o page.html >/dev/null 2>err || fail "$(cat err)"
	grep -q '^1,"Of those who say how often they come' tables/findings.csv && [ "$(wc -l <tables/findings.csv)" = 2 ] ||
		fail "$(cat tables/findings.csv)"
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
# Claims are quoted as other answers are: masked, in full, or not at all; not of fewer than --min-cell; and of fewer than
# five times that only in words that others use, too.
claims_quoted() {
	local i
	{
		echo id,date,text
		for ((i = 0; i < 60; i++)); do
			case $((i % 4)) in
			0) echo "p$i,2024-01-01,I come every week. Write to ann.example@example.com or call Mrs Invented" ;;
			1) echo "p$i,2024-01-01,I come every week and I will be back" ;;
			2) echo "p$i,2024-01-01,I come every week and my zither$(tr 0-9 a-j <<<$i) is safe" ;;
			3) echo "p$i,2024-01-01,\"I write from ann.example@example.com and come every day, says Mrs Invented\"" ;;
			esac
		done
	} >survey.csv
	{
		echo customer_id,time,amount
		for ((i = 0; i < 60; i++)); do printf "p$i,%s-10,5\n" 2023-{01..12} 2024-{01..03}; done
	} >orders.csv
	for how in none masked full; do
		saydo report survey.csv -q --ledger orders.csv --horizon 28 --quotes $how --min-cell 2 --tables $how -o $how.html >/dev/null 2>err ||
			fail "$(cat err)"
		saydo report survey.csv -q --ledger orders.csv --horizon 28 --quotes $how --min-cell 2 --to json -o $how.json >/dev/null 2>err ||
			fail "$(cat err)"
		saydo report survey.csv -q --ledger orders.csv --horizon 28 --quotes $how --min-cell 2 --to md -o $how.md >/dev/null 2>err ||
			fail "$(cat err)"
	done
	grep -qx 'frequency,,not borne out in this log,60,60,1.0000,0.9398,1.0000,' none/claim-verdicts.csv || fail "$(cat none/claim-verdicts.csv)"
	[ ! -e none/claim-quotes.csv ] || fail 'quotes where none are wanted'
	! grep -qE 'every week|ann.example' none.html none.json none.md || fail 'an answer stands where none are quoted'
	grep -q '^frequency,,not borne out in this log,60,60,.*,60$' full/claim-verdicts.csv || fail "$(cat full/claim-verdicts.csv)"
	grep -q 'ann.example@example.com' full.html || fail 'masked where all is wanted'
	! grep -qE 'ann.example|Mrs Invented' masked.html masked.json masked.md masked/*.csv || fail 'a claim tells who wrote it'
	saydo report survey.csv -q --ledger orders.csv --horizon 28 --min-cell 2 --to json 2>err | tr '{' '\n' >claims || fail "$(cat err)"
	grep -q '^"kind":"frequency"' claims || fail 'no claims'
	# 60 people: with 20 to a cell and fewer than 100 asked for, the words of zithers are told with no verdict.
	saydo report survey.csv -q --ledger orders.csv --horizon 28 --min-cell 20 --tables few -o few.html >/dev/null 2>err || fail "$(cat err)"
	grep -q '^frequency,,not borne out in this log,60,60,.*,45$' few/claim-verdicts.csv || fail "$(cat few/claim-verdicts.csv)"
	! grep zither few/claim-quotes.csv || fail 'wording of one person'
	saydo report survey.csv -q --ledger orders.csv --horizon 28 --min-cell 61 --tables fewer -o fewer.html >/dev/null 2>err || fail "$(cat err)"
	[ ! -e fewer/claim-verdicts.csv ] && [ ! -e fewer/claim-quotes.csv ] || fail 'claims of too few'
}
# Claims against what was observed of each customer, and no orders: promises are judged, habits are not, and that is told.
observed() {
	local kind
	local -a said=("$corpus/survey.csv" -t 'What did you like?' -t 'What could be better?' --codebook "$corpus/codebook.txt" --min-cell 5)
	# The last day, how many after the second wave, and what that makes them.
	sed 1d "$corpus/orders.csv" | awk -F , -v header="$(head -1 "$corpus/orders.csv")" '
		BEGIN { n = split(header, name, ","); for (i = 1; i <= n; i++) at[name[i]] = i }
		{
			id = $(at["customer_id"]); day = substr($(at["time"]), 1, 10)
			if (day > last[id]) last[id] = day
			late[id] += day > "2025-03-20"
		}
		END {
			print "customer_id,last,late,state"
			for (id in last) print id "," last[id] "," late[id] "," (late[id] ? "here" : "gone")
		}' | { read -r line; echo "$line"; sort; } >did.csv
	least=5
	agrees "${said[@]}" --observed did.csv --observed-column last --horizon 28
	grep -q '^intent,cancel,[0-9]*,[0-9]*,' tables/verdicts.csv || fail "no promise is judged: $(cat tables/verdicts.csv)"
	grep -q '^frequency,,\(kept\|not\)' tables/claim-verdicts.csv && fail 'a habit is judged without orders'
	grep -q '^frequency,,untestable,' tables/claim-verdicts.csv || fail "habits are gone: $(cat tables/claim-verdicts.csv)"
	grep -q '^intent,cancel,kept,.*not seen later than 28 days after\|^intent,cancel,kept,.*not seen later than 7 days after' tables/claim-quotes.csv ||
		fail "$(cat tables/claim-quotes.csv)"
	grep -q 'What was observed is no log of orders' page.html || fail 'the page does not say what cannot be told'
	saydo report "${said[@]}" --observed did.csv --observed-column last --horizon 28 -o page.html 2>err >/dev/null || fail "$(cat err)"
	grep -q 'of how often, how much, of what, of more or of less are untestable' err || fail "$(cat err)"
	# A number and a class bear no date, and need none of the answers.
	sed -E -e '1s/,date,/,when,/' -e 's/^([^,]*),[0-9]{4}-[0-9]{2}-[0-9]{2},/\1,once,/' "$corpus/survey.csv" >undated.csv
	said[0]=undated.csv
	for kind in 'late --observed-kind number' 'state --observed-kind class --done here'; do
		rm -rf ./*.csv.new tables again verdicts.csv coded.csv claims.csv
		agrees "${said[@]}" --observed did.csv --observed-column $kind
		grep -q '^intent,cancel,[0-9]*,[0-9]' tables/verdicts.csv || fail "$kind: $(cat tables/verdicts.csv)"
	done
	grep -q '^intent,cancel,kept,.*observed: gone' tables/claim-quotes.csv || fail "$(cat tables/claim-quotes.csv)"
	saydo report "${said[@]}" --observed did.csv --observed-column state --observed-kind class -o page.html 2>err >/dev/null || fail "$(cat err)"
	for kind in err page.html; do grep -q 'no claim can be tested: none of the classes' $kind || fail "$kind does not say that --done is missing"; done
	! saydo report "${said[@]}" --observed did.csv --observed-column late --observed-kind number --done here -o page.html 2>err >/dev/null ||
		fail '--done beside numbers'
}
# Without dates no claim has a window: none are judged, and nothing fails.
no_claims() {
	sed -E -e '1s/,date,/,when,/' -e 's/^([^,]*),[0-9]{4}-[0-9]{2}-[0-9]{2},/\1,once,/' "$corpus/survey.csv" >undated.csv
	saydo report undated.csv -q -t 'What could be better?' --codebook "$corpus/codebook.txt" --ledger "$corpus/orders.csv" \
		--tables tables -o page.html >/dev/null 2>err || fail "$(cat err)"
	[ ! -e tables/verdicts.csv ] || fail 'verdicts without a date'
	for said in err page.html; do grep -q 'claims are not read: without the answers' $said || fail "$said does not say why"; done
	saydo report undated.csv -q -t 'What could be better?' --codebook "$corpus/codebook.txt" --ledger "$corpus/orders.csv" \
		--print-pipeline >lines 2>err || fail "$(cat err)"
	! grep -E 'saydo claims| --claims ' lines || fail 'the pipeline asks for claims'
}
# Two waves, the first one's report made from the filters' tables as it is, and the second held against it.
wave() {
	local -a asked=(-t 'What did you like?' -t 'What could be better?' --codebook "$corpus/codebook.txt" --by store)
	command -v python3 >/dev/null || skip 'no python3 to part the waves'
	python3 - "$corpus/survey.csv" <<-'PYTHON'
		import csv, sys
		rows = list(csv.reader(open(sys.argv[1], newline='')))
		for name, waves in (('first', ('2024',)), ('second', ('2025',))):
		    out = csv.writer(open(name + '.csv', 'w', newline=''), lineterminator='\n')
		    out.writerow(rows[0])
		    out.writerows(row for row in rows[1:] if row[1].startswith(waves))
	PYTHON
	least=8
	agrees first.csv "${asked[@]}"
	mv report.json last.json
	rm -rf tables again ./*-[0-9].csv
	agrees second.csv "${asked[@]}" --compare last.json
	[ "$(grep -c "^saydo tally .* --compare 'last.json' --question 'What [^']*' -q >wave-[12].csv$" pipeline.sh)" = 2 ] ||
		fail "$(grep tally pipeline.sh)"
	[ "$(wc -l <tables/wave-2.csv)" -gt 6 ] || fail "$(cat tables/wave-2.csv)"
	rm -rf tables again ./*-[0-9].csv
	agrees second.csv "${asked[@]}" --compare last.json --focus-group
}
# Counts alone, and all of them: those of the filters without their shares. Of few rows the same without being asked.
focus_group() {
	local -a log=(--ledger "$corpus/orders.csv" --customers "$corpus/roster.csv")
	least=13
	agrees "$corpus/survey.csv" -t 'What did you like?' -t 'What could be better?' --codebook "$corpus/codebook.txt" --by store \
		--focus-group "${log[@]}"
	grep -q '^# These are few people, so the report leaves shares and tests out' pipeline.sh || fail "$(cat pipeline.sh)"
	# Nothing is hidden for being of few, of what was done either.
	awk -F , 'NR > 1 && ($4 == "" || $5 == "") { bad = 1; print } END { exit bad }' tables/theme-ledger.csv || fail 'hidden'
	grep -q '^[^,]*,[a-z]*,[1-9],' tables/theme-ledger.csv || fail "no theme of few: $(cat tables/theme-ledger.csv)"
	rm -rf tables again ./*.csv
	command -v python3 >/dev/null || skip 'no python3 to take a few'
	python3 -c 'import csv, sys; csv.writer(open("few.csv", "w", newline="")).writerows(list(csv.reader(open(sys.argv[1], newline="")))[:26])' \
		"$corpus/survey.csv"
	least=6
	agrees few.csv -t 'What did you like?' -t 'What could be better?' --codebook "$corpus/codebook.txt" "${log[@]}"
	grep -q '^"counts_only":true' report.json || fail '25 are no few'
}
# A transcript: the lines say whose turns to take out before, and then give the same counts.
transcript() {
	saydo import -q "$corpus/focus-group.txt" --moderator Moderator -o focus.csv 2>err || fail "$(cat err)"
	command -v python3 >/dev/null || skip 'no python3 to take the moderator out'
	saydo report focus.csv -q --focus-group --codebook "$corpus/codebook.txt" --print-pipeline >lines 2>err || fail "$(cat err)"
	grep -q '^# The report left out [1-9][0-9]* turns whose role is moderator: ' lines || fail "$(cat lines)"
	saydo report focus.csv -q --focus-group --codebook "$corpus/codebook.txt" --tables all -o page.html >/dev/null 2>err || fail "$(cat err)"
	python3 - <<-'PYTHON'
		import csv
		rows = list(csv.reader(open('focus.csv', newline='')))
		role = rows[0].index('role')
		csv.writer(open('others.csv', 'w', newline='')).writerows(row for row in rows if row[role] != 'moderator')
	PYTHON
	least=4
	agrees others.csv --focus-group --codebook "$corpus/codebook.txt"
	rm all/base.csv tables/base.csv
	diff -r all tables || fail 'other counts where the moderator was taken out before'
}
# Every table that the report can write was in a report that was traced, by their names in the source.
every_table() {
	[ -d "$SAYDO_TEST_DATA" ] || skip 'no data sets (SAYDO_TEST_DATA)'
	{
		sed -nE 's/.*(add_table|sd_report_new_table)\(report, "([a-z-]+)".*/\2/p' "$root"/lib/show/*.c
		sed -n '/^} gap_tables\[\]/,/^};/p' "$root/lib/show/report_tables.c" | sed -nE 's/^.\{"[a-z-]+", "([a-z-]+)".*/\1/p'
		sed -nE 's/.*sections\[KINDS\] = \{(.*)\};/\1/p' "$root/lib/show/report_tables.c" | tr -d '" ' | tr , '\n'
	} | sort -u >known
	sort -u "$S/kinds" >traced
	[ "$(wc -l <known)" -gt 20 ] || fail "the source tells few: $(cat known)"
	[ -z "$(comm -3 known traced)" ] || fail "known, and not traced; traced, and not known: $(comm -3 known traced)"
}
# The survey is read once, though its language is voted on, its themes are sought in two passes, and then it is counted: of
# more than 1,000 pieces each is read one time, beside the lexicons. So are the orders, but for the first rows, which tell what the columns hold.
read_once() {
	local fault=$BUILD/tests/fault.so pieces orders
	[ -e "$fault" ] || skip "$fault was not built"
	pieces=$(($(wc -c <"$corpus/survey.csv") / 64)) orders=$(($(wc -c <"$corpus/orders.csv") / 64))
	[ $pieces -gt 1000 ] || fail "the survey has only $pieces pieces"
	# reads N ARGUMENTS…: whether the report reads N times or more.
	reads() {
		local n=$1
		shift
		FAULT=in:$n:interrupted LD_PRELOAD=$fault saydo-report "$corpus/survey.csv" -q -t 'What could be better?' --chunk 64 \
			"$@" -o page.html >/dev/null 2>err || fail "$(cat err)"
		grep -q '^fault: it comes$' err
	}
	reads $pieces --by store || fail 'the survey is not read whole'
	! reads $((pieces + pieces / 2)) --by store || fail 'the survey is read again'
	reads $((pieces + orders)) --ledger "$corpus/orders.csv" || fail 'the orders are not read whole'
	! reads $((pieces + orders + orders / 2)) --ledger "$corpus/orders.csv" || fail 'the orders are read again'
}
for name in larkspur proposed felt steam olist languages mixed headline nothing nothing_done claims claims_quoted observed claims_by_many no_claims wave focus_group transcript every_table read_once; do verdict "$name" "$name"; done
