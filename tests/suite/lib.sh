# SPDX-License-Identifier: MIT
# For the scripts beside it: where a contract is a function, and `contract NAME KINDS FUNCTION` makes it a test of every
# filter of those kinds. In the function are set: $filter, $kind, $program, the arrays $arguments, $partial_arguments
# and $inputs (files), $input (the first of them), $input_kind, $column_option and $column. The present folder is an
# empty one; `fail WHY…` or `skip WHY` ends it.
set -u
shopt -s lastpipe # so that `… | while read` and `… | none` can end a contract
: "${BUILD:?run by tests/run}" "${FILTERS:?run by tests/run}" "${root:?run by tests/run}"
suite=$root/tests/suite
script=$(basename "$0" .sh)
S=$(mktemp -d "${TMP:-/tmp}/suite-$script.XXXXXX") || exit 2
chmod 755 "$S" "${TMP:-$S}"
trap 'chmod -R u+rwX "$S" 2>/dev/null; rm -rf "$S"' EXIT
export TMPDIR=$S LC_ALL=C
timer=$BUILD/tests/bench/timer

# --- the inputs in every format, by an awk of our own and not by what is tested ---------------------------------------

tsv_to_csv() {
	awk -F '\t' '{
		for (i = 1; i <= NF; i++) {
			c = $i
			if (c == "\\N") c = ""
			else if (c == "") c = "\"\""
			else {
				gsub(/\\\\/, "\001", c); gsub(/\\t/, "\t", c); gsub(/\\n/, "\n", c); gsub(/\\r/, "\r", c)
				gsub(/\001/, "\\", c)
				if (c ~ /[",\n\r]/) { gsub(/"/, "\"\"", c); c = "\"" c "\"" }
			}
			printf "%s%s", c, i < NF ? "," : "\n"
		}
	}' "$@"
}

# The escapes of TSV are those of JSON.
tsv_to_jsonl() {
	awk -F '\t' '
		NR == 1 { for (i = 1; i <= NF; i++) name[i] = $i; next }
		{
			printf "{"
			for (i = 1; i <= NF; i++) {
				c = $i
				gsub(/"/, "\\\"", c)
				printf "%s\"%s\":%s", (i > 1 ? "," : ""), name[i], ($i == "\\N" ? "null" : "\"" c "\"")
			}
			print "}"
		}' "$@"
}

prepare() {
	local name
	cp "$suite/data/codebook.txt" "$suite/data/survey.tsv" "$suite/data/orders.tsv" "$S"
	cut -f1-3,6 "$S/survey.tsv" >"$S/answers.tsv"
	for name in survey answers orders; do
		tsv_to_csv "$S/$name.tsv" >"$S/$name.csv"
		tsv_to_jsonl "$S/$name.tsv" >"$S/$name.jsonl"
	done
	chmod 644 "$S"/*
	for name in 1 2; do
		awk -v part="$name" 'NR == 1 || NR % 2 + 1 == part' "$S/survey.tsv" >"$S/half.tsv"
		"$BUILD/bin/saydo-tally" --quiet --codes-column codes --by store --partial "$S/half.tsv" >"$S/partial.$name" \
			2>"$S/partial.err" || : >"$S/partial.$name"
	done
	rm -f "$S/half.tsv" "$S/partial.err"
}

# --- telling ---------------------------------------------------------------------------------------------------------

fail() {
	printf '%s\n' "$*"
	exit 1
}

skip() {
	printf '%s\n' "$*"
	exit 77
}

# verdict NAME FUNCTION [ARGUMENT]…: one test.
verdict() {
	local name=$script/$1 here=$S/here status
	shift
	chmod -R u+rwX "$here" 2>/dev/null
	rm -rf "$here"
	mkdir "$here"
	(
		cd "$here" || exit 1
		"$@"
	) >"$S/verdict" 2>&1
	status=$?
	case $status in
	0) echo "ok suite/$name" ;;
	77) echo "skip suite/$name: $(tail -n 1 "$S/verdict")" ;;
	*)
		echo "not ok suite/$name"
		head -c 6000 "$S/verdict" | head -60 | sed 's/^/    /'
		;;
	esac
}

# --- over every filter -----------------------------------------------------------------------------------------------

# Sets what a contract is told of a filter; fails where there is no line for it, or no program.
filter_line() {
	local line words more
	filter=$1
	program=$BUILD/bin/saydo-$filter
	line=$(grep -P "^$filter\t" "$suite/filters.tsv") || return 1
	IFS=$'\t' read -r filter kind input column more words <<<"$line"
	column_option=${column%%:*} column=${column#*:}
	arguments=()
	[ "$words" = - ] || read -ra arguments <<<"${words//@/$S}"
	partial_arguments=()
	[ "$more" = - ] || read -ra partial_arguments <<<"${more//@/$S}"
	input_kind=$input
	if [ "$input" = partial ]; then
		inputs=("$S/partial.1" "$S/partial.2")
	else
		inputs=("$S/$input.csv")
	fi
	input=${inputs[0]}
}

# contract NAME KINDS FUNCTION: KINDS is a list such as "row table", or "all".
contract() {
	for filter in $FILTERS; do
		if ! filter_line "$filter"; then
			case $1 in
			help) verdict "$1/$filter" fail "tests/suite/filters.tsv has no line for $filter" ;;
			esac
			continue
		fi
		if [ "$2" != all ]; then
			case " $2 " in *" $kind "*) ;; *) continue ;; esac
		fi
		if [ -x "$program" ]; then
			verdict "$1/$filter" "$3"
		else
			verdict "$1/$filter" fail "$program was not built"
		fi
	done
}

readonly rows="row rewrite long table findings join page" # the kinds that read rows

has_option() { "$program" --options | cut -f1 | grep -qx -- "$1"; }

# filter [MORE-ARGUMENTS]… runs it; what it says goes to the files out and err. Returns its status.
run() {
	run_program "$@" >out 2>err
}
# The same, its streams left as they are. Rows have a format; a page has none of those, so --to is left out there.
run_program() {
	local -a asked=()
	while [ $# -gt 0 ]; do
		if [ "${kind:-}" = page ] && [ "$1" = --to ]; then shift; else asked+=("$1"); fi
		shift
	done
	timeout 60 "$program" "${arguments[@]}" "${asked[@]}"
}

expect() { # STATUS GOT WHAT: the message must not be empty on failure, nor hold a sanitizer's or the shell's
	# That something was found is no failure of the run.
	[ "${kind:-}$1$2" != findings01 ] || ! grep -qE ' [1-9][0-9]* set aside' err || fail "$3: rows were set aside"
	[ "${kind:-}$1$2" = findings01 ] || [ "$2" = "$1" ] || fail "$3: status $2 where $1 was expected; it said: $(head -c 600 err)"
}

says() { # PATTERN (extended) FILE WHAT
	grep -qE -- "$1" "$2" || fail "$3: nothing like '$1' in: $(head -c 600 "$2")"
}

nameless() {
	sed -E -e 's#(<dt>Survey</dt><dd[^>]*>).*(: [0-9]+ rows)#\1\2#' -e 's#coded\.(csv|tsv|jsonl)#coded#g' \
		-e 's#saydo codes &\#39;.*&\#39; --sentiment#saydo codes --sentiment#' -e 's# --from (tsv|jsonl)##' \
		-e 's#saydo (sentiment|claims) &\#39;[^&]*&\#39; (-t|--table)#saydo \1 \2#' -e 's#claims\.(csv|tsv|jsonl)#claims#g'
}
same() { # FILE FILE WHAT; a page names the survey's file, which may be another each time
	if [ "${kind:-}" = page ]; then
		nameless <"$1" >page1
		nameless <"$2" >page2
		set -- page1 page2 "$3"
	fi
	cmp -s "$1" "$2" || fail "$3: $(diff -a -u "$1" "$2" | cut -c 1-300 | head -20)"
}

# Rows of an output in any format but CSV with line ends inside cells.
rows_of() { "$program" "${arguments[@]}" --quiet --to jsonl "$@" 2>/dev/null | wc -l; }

prepare
