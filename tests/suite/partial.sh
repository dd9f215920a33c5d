# SPDX-License-Identifier: MIT
# Counts add up: partials of parts, merged, are the partial of the whole, and finish as the whole does.
. "$(dirname "$0")/lib.sh"

# whole_and_parts PARTS [ARGUMENT]…: leaves the partial of the whole in `partial` and those of the parts, which merge
# to it in either order, in part.0, part.1 …
whole_and_parts() {
	local parts=$1 n
	shift
	run "$whole" --partial "$@"
	expect 0 $? "--partial $*"
	mv out partial
	head -n 1 partial | grep -qP "^#saydo-partial\t.*$filter" || fail "the first line: $(head -n 1 partial)"
	tail -n 1 partial | grep -qP '^#end\t' || fail "the last line: $(tail -n 1 partial)"
	for ((n = 0; n < parts; n++)); do
		awk -v n=$n -v parts="$parts" 'NR == 1 || NR % parts == n' "$whole" >part.tsv
		run part.tsv --partial "$@"
		expect 0 $? "--partial $* of part $n of $parts"
		mv out part.$n
	done
	# shellcheck disable=SC2046
	"$BUILD/bin/saydo-merge" $(seq -f 'part.%g' 0 $((parts - 1))) >merged 2>err
	expect 0 $? "merging $parts parts"
	same partial merged "$parts parts merged"
	# shellcheck disable=SC2046
	"$BUILD/bin/saydo-merge" $(seq -f 'part.%g' $((parts - 1)) -1 0) >backwards 2>err
	same partial backwards "$parts parts merged in the other order"
}

# A filter that counts twice: first a vocabulary, then how its terms go together.
two_stages() {
	local parts
	run "$whole"
	expect 0 $? 'the whole'
	grep -E '^[\t ]*(code|match)' out >finished
	[ -s finished ] || fail "nothing comes of the whole: $(cat out err)"
	for parts in 2 7; do
		whole_and_parts $parts
		mv merged vocabulary
		whole_and_parts $parts --vocabulary vocabulary
		# shellcheck disable=SC2046
		run --vocabulary vocabulary $(seq -f 'part.%g' 0 $((parts - 1)))
		expect 0 $? "finishing $parts parts"
		grep -E '^[\t ]*(code|match)' out >got
		same finished got "$parts partials finished"
	done
}

split_and_merge() {
	local parts
	[ -x "$BUILD/bin/saydo-merge" ] || fail 'saydo-merge was not built'
	whole=$S/$input_kind.tsv
	arguments+=("${partial_arguments[@]}")
	run "$whole" --to csv
	expect 0 $? 'the whole'
	mv out finished
	if has_option vocabulary; then
		two_stages
		return
	fi
	whole_and_parts 2
	run "$whole" --partial -o file
	expect 0 $? '--partial -o FILE'
	[ "$(stat -c %a file)" = 600 ] || fail "a partial has mode $(stat -c %a file), not 600"
	run partial --to csv
	expect 0 $? 'finishing the partial of the whole'
	same finished out 'the partial of the whole, finished'
	"$BUILD/bin/saydo-merge" part.0 part.1 -o file 2>err
	[ "$(stat -c %a file)" = 600 ] || fail "a merged partial has mode $(stat -c %a file), not 600"
	for parts in 2 7; do
		whole_and_parts $parts
		run merged --to csv
		expect 0 $? "finishing $parts parts"
		same finished out "$parts parts merged and finished"
		run $(seq -f 'part.%g' 0 $((parts - 1))) --to csv
		expect 0 $? "finishing $parts parts together"
		same finished out "$parts partials finished together"
	done
	# A partial without its end is refused, and so is another filter's.
	sed '$d' partial >cut
	run cut
	expect 2 $? 'a partial without its end'
	"$BUILD/bin/saydo-merge" partial cut >out 2>err
	expect 2 $? 'merging a partial without its end'
	sed "1s/$filter/another/" partial >other
	run other
	expect 2 $? "another filter's partial"
}

for one in $FILTERS; do
	filter_line "$one" && [ "$kind" != merge ] && [ -x "$program" ] && has_option partial || continue
	FILTERS=$one contract split-and-merge "$rows" split_and_merge
done
