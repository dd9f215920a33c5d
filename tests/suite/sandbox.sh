# SPDX-License-Identifier: MIT
# Once its files are open, a filter can open nothing more, talk to no one and start nothing.
. "$(dirname "$0")/lib.sh"

locked_in() {
	local lock=$BUILD/tests/preload.so
	[ -e "$lock" ] || skip "$lock was not built"
	LD_PRELOAD=$lock run "$input" --no-sandbox
	expect 0 $? --no-sandbox
	says '^preload: open ALLOWED ' err '--no-sandbox'
	mv out free
	LD_PRELOAD=$lock run "$input"
	expect 0 $? 'locked in'
	says '^preload: open REFUSED socket REFUSED exec REFUSED$' err 'locked in'
	same free out 'locked in or not'
	LD_PRELOAD=$lock timeout 20 "$program" "${arguments[@]}" "$input" -o file --reject aside >nothing 2>err
	expect 0 $? 'locked in, with -o and --reject'
	says '^preload: open REFUSED socket REFUSED exec REFUSED$' err 'locked in, with -o and --reject'
	same free file 'locked in, -o'
}

contract locked-in "$rows" locked_in
