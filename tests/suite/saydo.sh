# SPDX-License-Identifier: MIT
# saydo itself: it lists the filters there are, runs them, and tells where there is none.
. "$(dirname "$0")/lib.sh"
saydo=$BUILD/bin/saydo

lists() {
	"$saydo" >out 2>err
	expect 0 $? saydo
	sed -n 's/^  \([a-z]*\)  .*/\1/p' out | sort >listed
	sed -n 's/^FILTERS = //p' "$root/Makefile" | tr ' ' '\n' | sort >filters
	same filters listed 'FILTERS of the Makefile (-) and the list (+)'
	"$saydo" --help >help 2>err
	expect 0 $? --help
	same out help --help
	"$saydo" help >help 2>err
	expect 0 $? help
	same out help help
	"$saydo" --version >out 2>err
	expect 0 $? --version
	says '^saydo [0-9]+\.[0-9]+\.[0-9]+$' out --version
}

unknown() {
	"$saydo" sentimnet >out 2>err
	expect 2 $? 'saydo sentimnet'
	says 'there is no filter "sentimnet"; did you mean sentiment' err 'saydo sentimnet'
	"$saydo" help sentimnet >out 2>err
	expect 2 $? 'saydo help sentimnet'
	says 'there is no filter "sentimnet"; did you mean sentiment' err 'saydo help sentimnet'
	"$saydo" ../saydo-tally >out 2>err
	expect 2 $? 'a path for a filter'
	"$saydo" --sentiment >out 2>err
	expect 2 $? 'an option for a filter'
	"$saydo" "$(printf 'a\033[31m')" >out 2>err
	expect 2 $? 'an escape for a filter'
	! grep -q "$(printf '\033')" err || fail 'it sent the escape to the terminal'
}

writes() {
	local argument
	for argument in '' --help --version help --options; do
		"$saydo" $argument 2>err >/dev/full
		expect 2 $? "saydo $argument onto /dev/full"
		"$saydo" $argument 2>err >&-
		expect 2 $? "saydo $argument with standard output closed"
	done
}

# Arguments, streams and status go through as they are.
runs() {
	filter_line "${FILTERS%% *}"
	"$saydo" "$filter" "${arguments[@]}" "${inputs[@]}" >out 2>err
	expect 0 $? "saydo $filter"
	"$program" "${arguments[@]}" <"$input" >plain 2>err
	"$saydo" "$filter" "${arguments[@]}" <"$input" >out 2>err
	same plain out 'from standard input'
	(cd / && PATH=/nowhere "$saydo" "$filter" --version) >out 2>err
	expect 0 $? 'with no PATH'
	"$saydo" "$filter" 'two words' '' >out 2>err
	expect 2 $? 'a file of two words'
	says 'two words: No such file' err 'a file of two words'
}

for contract in lists unknown writes runs; do verdict "$contract" "$contract"; done
