# SPDX-License-Identifier: MIT
# The gap on real behaviour, where SAYDO_TEST_DATA names its folder: what players of games did after they wrote of them,
# whose figures are known, and a shop whose customers come once, where nobody can be said to leave.
. "$(dirname "$0")/lib.sh"
data=$SAYDO_TEST_DATA/saydo
saydo() { "$BUILD/bin/saydo" "$@"; }

if [ -z "$SAYDO_TEST_DATA" ] || [ ! -d "$data" ]; then
	echo "skip suite/real-gap: SAYDO_TEST_DATA names no folder with saydo/steam (${SAYDO_TEST_DATA:-it is not set})"
	exit 0
fi
steam() {
	saydo gap -q "$data/steam/said.csv" --id player --id game --date written --score recommended --cuts 0,1 \
		--observed "$data/steam/did.csv" --observed-column last_played --log-end-by game --horizon 30 --min-cell 1 "$@" 2>err ||
		fail "$(cat err)"
}
# A row is here: the start of it is given.
has() { grep -q "^$2" "$1" || fail "no row $2 in: $(cat "$1")"; }

counts() {
	steam --table quadrant >out
	for row in happy,stays,5428,0.6973 happy,too-early,8386 unhappy,stays,1323,0.5938 unhappy,too-early,3646; do has out "$row,"; done
}
follow_up() {
	steam --table quadrant --follow-up >out
	for row in 31-60,unhappy,stays,9,0.24 61-365,unhappy,stays,233,0.46 366-,unhappy,stays,1081,0.63 \
		31-60,happy,stays,60,0.36 61-365,happy,stays,1053,0.59 366-,happy,stays,4315,0.73; do has out "$row"; done
}
# The ten points: 8 to 13 by person, 2 to 19 by game.
intervals() {
	for way in '' player game; do
		steam --table moods ${way:+--cluster $way} >"out$way"
		awk -F, -v low="$([ "$way" = game ] && echo 2 || echo 8)" -v high="$([ "$way" = game ] && echo 19 || echo 13)" '
			$1 == "happy-unhappy" { exit !(sprintf("%.0f", $4 * 100) == low && sprintf("%.0f", $5 * 100) == high) }' "out$way" ||
			fail "by ${way:-person}: $(grep happy-unhappy "out$way")"
	done
}
# 108 of 20,554 customers came on a second day.
untestable() {
	for horizon in '' 28 90 180; do
		saydo gap -q "$data/olist/said.csv" --id customer --date written --ledger "$data/olist/orders.csv" \
			${horizon:+--horizon $horizon} --table quadrant --min-cell 1 2>err >out || fail "$(cat err)"
		awk -F, '$2 == "stays" || $2 == "leaves" { n += $3 } END { exit n != 0 }' out || fail "within ${horizon:-no} days: $(cat out)"
	done
}

verdict steam/counts counts
verdict steam/length-of-follow-up follow_up
verdict steam/intervals intervals
verdict olist/retention-cannot-be-tested untestable
