# SPDX-License-Identifier: MIT
# --help, --options and --version agree; what is not known is answered with what is near; there is a manual.
. "$(dirname "$0")/lib.sh"

help_matches_options() {
	run --help
	expect 0 $? --help
	cp out help
	[ ! -s err ] || fail "--help wrote to standard error: $(cat err)"
	"$program" --options >options || fail "--options: status $?"
	head -n 1 options | grep -qP '^name\tletter\tkind\targument\tchoices\tdefault\thelp\tgroup$' ||
		fail "--options: $(head -n 1 options)"
	sed 1d options | cut -f1 | sort >listed
	[ -z "$(uniq -d listed)" ] || fail "listed twice: $(uniq -d listed)"
	sed 1d options | cut -f2 | grep . | sort | uniq -d >letters
	[ ! -s letters ] || fail "a letter of two options: $(cat letters)"
	grep -oE '^  (-.,|   ) --[a-z0-9-]+' help | sed 's/.*--//' | sort >helped
	same listed helped 'options listed (-) and in the help (+)'
	awk -F '\t' 'NR > 1 && ($7 == "" || $7 ~ /\.$/ || $7 ~ /^[A-Z][a-z]/ ) { print $1 ": " $7 }' options >odd
	[ ! -s odd ] || fail "help that is no sentence without full stop: $(cat odd)"
	# The defaults are those of the help, and the manual has them too.
	[ "$(grep -o '(default [^)]*)' <(tr -s '\n ' ' ' <help) | sort)" = \
		"$(awk -F '\t' 'NR > 1 && $6 != "" { print "(default " $6 ")" }' options | sort)" ] ||
		fail 'the defaults listed are not those of the help'
	awk 'length($0) > 90 { print }' help >long
	[ ! -s long ] || fail "long lines in the help: $(cat long)"
	! grep -nE ' $' help >blanks || fail "blanks at line ends in the help: $(cat blanks)"
	says "^Usage: saydo $filter" help --help
	says 'Exit status' help --help
}

# An option takes one thing in every filter that has it. (What a report may be written as is its own.)
options_agree() {
	for filter in $FILTERS; do
		"$BUILD/bin/saydo-$filter" --options | awk -F '\t' -v filter="$filter" \
			'NR > 1 && !(filter == "report" && $1 == "to") { print $1 "\t" $4 "\t" filter }'
	done | sort -u >all
	awk -F '\t' '
		$1 == option && $2 != takes { print "--" $1 ": " takes " in " first ", " $2 " in " $3 }
		$1 != option { option = $1; takes = $2; first = $3 }' all >differ
	[ ! -s differ ] || fail "an option takes this here and that there: $(cat differ)"
	[ "$(wc -l <all)" -gt 200 ] || fail 'hardly any options were listed'
}

version() {
	run --version
	expect 0 $? --version
	says '^saydo [0-9]+\.[0-9]+\.[0-9]+$' out --version
}

# Help is asked for even where other arguments would be wrong or missing.
help_alone() {
	"$program" --help >out 2>err
	expect 0 $? --help
	"$BUILD/bin/saydo" "$filter" --help >through 2>err
	expect 0 $? "saydo $filter --help"
	same out through "saydo $filter --help"
	"$BUILD/bin/saydo" >list 2>err
	expect 0 $? saydo
	says "^  $filter " list "the list of filters"
}

unknown_option() {
	run --ouput x
	expect 2 $? --ouput
	says '^saydo '"$filter"': .*--output' err --ouput
	[ ! -s out ] || fail "wrote to standard output"
	if [ "$kind" != merge ]; then
		run --jobs many
		expect 2 $? '--jobs many'
		says '--jobs' err '--jobs many'
	fi
	if [ "$kind" != merge ]; then
		run --from cvs
		expect 2 $? '--from cvs'
		says 'csv' err '--from cvs'
	fi
	run --output
	expect 2 $? '--output with nothing'
	says '--output' err '--output with nothing'
}

manual() {
	local page=$root/tools/$filter.md
	[ -f "$page" ] || fail "there is no tools/$filter.md"
	says "^# saydo $filter\$" "$page" 'the title'
	says '^## Examples$' "$page" 'the manual'
	says '^```console$' "$page" 'the manual has an example that runs'
	# Each option that the manual names is one of the filter's own, of another filter, or of saydo.
	"$program" --options | sed 1d | cut -f1 | sort -u >known
	for other in $FILTERS; do "$BUILD/bin/saydo-$other" --options; done 2>/dev/null | cut -f1 | sort -u >all
	grep -oE '(^|[^-a-z0-9])--[a-z][a-z0-9-]+' "$page" | sed 's/.*--//' |
		grep -v -- '-$' | sort -u >named # --ledger-… speaks of several
	comm -23 named all >strange
	[ ! -s strange ] || fail "the manual names options that no filter has: $(cat strange)"
}

contract help all help_matches_options
contract version all version
contract help-alone all help_alone
contract unknown-option all unknown_option
verdict options-agree options_agree
contract manual all manual
