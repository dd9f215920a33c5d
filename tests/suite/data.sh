# SPDX-License-Identifier: MIT
# Real files, where SAYDO_TEST_DATA names their folder: known CSV cases against their JSON, exports as vendors write
# them, surveys and ledgers through a filter unchanged, and memory that does not grow with rows.
. "$(dirname "$0")/lib.sh"
data=$SAYDO_TEST_DATA
pass=$BUILD/tests/bench/pass

if [ -z "$data" ] || [ ! -d "$data" ]; then
	echo "skip suite/data: SAYDO_TEST_DATA names no folder (${data:-it is not set})"
	exit 0
fi
row_filter=
for filter in $FILTERS; do
	filter_line "$filter" && [ "$kind" = row ] && [ "${arguments[*]}" = '--text text' ] && row_filter=$filter && break
done

# --- csv-spectrum ----------------------------------------------------------------------------------------------------

# An array of objects of strings, or one object, as one compact object a line.
compact() {
	awk '{ text = text $0 "\n" }
		END {
			n = length(text)
			for (i = 1; i <= n; i++) {
				c = substr(text, i, 1)
				if (inside) {
					out = out c
					if (c == "\\") out = out substr(text, ++i, 1)
					else if (c == "\"") inside = 0
				} else if (c == "\"") { inside = 1; depth_comma = 0; out = out c }
				else if (c == "{") { out = out c; open = 1 }
				else if (c == "}") { print out c; out = ""; open = 0 }
				else if (c == ":" || (c == "," && open)) out = out c
			}
		}' "$1"
}

# The rows of a CSV file as JSON Lines, without what the filter added.
as_json() {
	local first
	first=$(head -n 1 "$1" | tr -d '\r' | cut -d, -f1)
	"$BUILD/bin/saydo-$row_filter" --quiet --text "$first" --to jsonl "$1" >added 2>err || return
	sed "s/,\"$row_filter\":.*\$/}/" added
}

spectrum() {
	local case=$1 number file=$data/csv/csvs/$1.csv json=$data/csv/json/$1.json
	[ -n "$row_filter" ] || fail 'there is no row filter to read with'
	compact "$json" >want
	case $case in
	newlines_crlf)
		# Contradicts itself: the JSON has \r\n inside a cell, and the file no CR anywhere (its line ends were
		# changed on the way). The file's own cells are what is to be read.
		! grep -q $'\r' "$file" || fail 'the file has a CR now: compare it as the others'
		sed -i 's/\\r\\n/\\n/g' want
		;;
	location_coordinates)
		# Contradicts itself too: the JSON has another telephone number than the file. And its one row has quotes
		# inside a cell without quotes, which is refused by name; with quotes it is what the JSON says.
		"$BUILD/bin/saydo-$row_filter" --text Cities "$file" >out 2>err
		expect 2 $? "$case"
		says 'line 2, byte [0-9]+, column 2 \(Location Coordinates\)' err "$case"
		awk -F, 'NR > 1 { gsub(/"/, "\"\"", $2); $2 = "\"" $2 "\"" } { print $1 "," $2 "," $3 "," $4 }' "$file" >quoted.csv
		file=quoted.csv
		number=$(cut -d, -f1 quoted.csv | tail -n 1)
		! grep -q "$number" want || fail 'the JSON has the same number now: compare it as the others'
		sed -i "s/\"Contact Phone Number\":\"[0-9]*\"/\"Contact Phone Number\":\"$number\"/" want
		;;
	esac
	as_json "$file" >got || fail "$(cat err)"
	same want got "$case"
	[ -s got ] || fail 'no rows'
}

# --- whole files -----------------------------------------------------------------------------------------------------

# What a file is but for a byte order mark, blank lines and the choice of line ends, which a filter does not keep.
plainly() { sed '1s/^\xEF\xBB\xBF//' "$1" | tr -d '\r' | grep -av '^$'; }

# unchanged FILE REJECTED: reading and writing, and through a filter, gives the same bytes; so many rows set aside.
unchanged() {
	local file=$data/$1 rejected=$2 status name second
	[ -x "$pass" ] || fail "$pass was not built"
	plainly "$file" >want
	"$pass" rows "$file" 2 >got 2>err
	if [ "$rejected" = 0 ]; then
		[ ! -s err ] || fail "$(cat err)"
		plainly got >out
		cmp want out >differ || fail "$(cat differ)"
	else
		[ -s err ] || fail 'it has no bad rows now'
	fi
	[ -n "$row_filter" ] || return 0
	# The first plain name that no other column has.
	name=$(head -n 1 want | if [ "${file##*.}" = tsv ]; then tr '\t' '\n'; else tr ',' '\n'; fi |
		grep -xE '[A-Za-z][A-Za-z0-9_ ]*' | sort | uniq -u | head -n 1)
	[ -n "$name" ] || fail 'no column with a plain name'
	"$BUILD/bin/saydo-$row_filter" --text "$name" --as zz --to tsv --reject aside "$file" >got 2>err
	status=$?
	[ "$rejected" != 0 ] || expect 0 $status "saydo $row_filter"
	second=$(sed -nE 's/.*: ([0-9]+) rows in, ([0-9]+) set aside.*/\1 \2/p' err)
	[ -n "$second" ] || fail "it said: $(cat err)"
	[ "$(($(wc -l <got) - 1 + ${second#* }))" = "${second% *}" ] || fail "$(wc -l <got) rows out; it said: $(cat err)"
	[ "${second#* }" = "$rejected" ] || fail "${second#* } rows set aside, not $rejected"
	iconv -f UTF-8 -t UTF-8 got >/dev/null || fail 'what came out is not UTF-8'
}

refused() {
	"$BUILD/bin/saydo-$row_filter" --text id "$data/$1" >out 2>err
	expect 2 $? "$1"
	says "$2" err "$1"
	[ ! -s out ] || fail 'it wrote to standard output'
}

# --- memory ----------------------------------------------------------------------------------------------------------

imdb_times() { # the speed corpus, N times over
	local n
	cat "$data/sentiment/imdb.csv"
	for ((n = 1; n < $1; n++)); do tail -n +2 "$data/sentiment/imdb.csv"; done
}

# 300 MB here, 1 GB in tests/bench/run: below 64 MB both times.
memory() {
	local took
	[ -x "$timer" ] || fail "$timer was not built"
	imdb_times 9 | "$timer" took "$@" >/dev/null 2>err || fail "status $?: $(cat err)"
	read -ra took <took
	[ "${took[2]}" -lt 65536 ] || fail "${took[2]} KiB over 300 MB"
}

for case in "$data"/csv/csvs/*.csv; do
	case=$(basename "$case" .csv)
	verdict "csv-spectrum/$case" spectrum "$case"
done
for file in saydo/olist/{olist_{customers,order_items,order_reviews}_dataset,orders,said}.csv \
	saydo/steam/{did,said}.csv codes/nhs.csv exports/surveymonkey_{one,two}_header*.csv; do
	for file in "$data"/$file; do verdict "unchanged/${file#"$data"/}" unchanged "${file#"$data"/}" 0; done
done
verdict unchanged/exports/qualtrics_legacy.csv unchanged exports/qualtrics_legacy.csv 0
verdict unchanged/exports/qualtrics_three_headers.csv unchanged exports/qualtrics_three_headers.csv 0
# Not saydo's TSV: a backslash stands for itself in one row, which is told.
verdict unchanged/exports/google_forms_2019_en.tsv unchanged exports/google_forms_2019_en.tsv 1
verdict refused/exports/wide_multilingual.csv refused exports/wide_multilingual.csv 'line 1, byte [0-9]+, .*UTF-8'
verdict memory/rows memory "$pass" rows /dev/stdin 2
for filter in $FILTERS; do
	filter_line "$filter" || continue
	[ "$kind" != row ] || verdict "memory/$filter" memory "$program" "${arguments[@]}" --as zz --jobs 2
	[ "$kind" != rewrite ] || verdict "memory/$filter" memory "$program" "${arguments[@]}" --jobs 2
done
