# SPDX-License-Identifier: MIT
# The pipeline that a report shows gives the tables that it writes, cell by cell, and so does its JSON.
. "$(dirname "$0")/lib.sh"
corpus=$root/corpora/larkspur
export PATH=$BUILD/bin:$PATH

# agrees ARGUMENTS…: runs the pipeline of this report, each table into its own file, and compares.
agrees() {
	local id
	saydo report "$@" -q --tables tables --to json -o report.json >/dev/null 2>err || fail "$(cat err)"
	saydo report "$@" -q --print-pipeline 2>err | sed -E 's/   # ([a-z0-9-]+)$/ -q >\1.csv/' >pipeline.sh || fail "$(cat err)"
	sh -e ./pipeline.sh 2>err || fail "$(tail -5 err)"
	[ "$(ls ./*.csv | wc -l)" -gt "$least" ] || fail "few tables: $(ls)"
	for id in *.csv; do
		case $id in coded.csv) continue ;; esac
		cmp -s "$id" "tables/$id" || fail "$id: $(diff -a "$id" "tables/$id" | head -6)"
	done
	command -v python3 >/dev/null || return 0
	python3 - <<-'PYTHON' || fail 'the JSON has other cells than the tables'
		import csv, json
		for table in json.load(open('report.json'))['tables']:
		    rows = list(csv.reader(open('tables/%s.csv' % table['id'], newline='')))
		    assert rows[0] == table['columns'], table['id']
		    said = json.load(open('report.json'), parse_float=str, parse_int=str)
		for table in said['tables']:
		    rows = list(csv.reader(open('tables/%s.csv' % table['id'], newline='')))[1:]
		    assert rows == [['' if cell is None else cell for cell in row] for row in table['rows']], table['id']
	PYTHON
}
larkspur() {
	least=10
	agrees "$corpus/survey.csv" -t 'What did you like?' -t 'What could be better?' --codebook "$corpus/codebook.txt" --by store \
		--ledger "$corpus/orders.csv" --customers "$corpus/roster.csv"
}
proposed() {
	least=4
	agrees "$corpus/survey.csv" -t 'What could be better?' --by store --every year
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
for name in larkspur proposed steam olist; do verdict "$name" "$name"; done
