#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# themes.sh SAYDO-THEMES TIMER FOLDER: how time and memory of `saydo themes` grow with the answers, 10,000 to 1,000,000 of
# them. They are those of six of the shared sets, some 83,000 different ones, said again and again beyond that.
set -u
themes=$1 timer=$2 T=$3
data=${SAYDO_TEST_DATA:?names no folder}
for file in sentiment/airline sentiment/pros_cons sentiment/clothing sentiment/hotel_reviews codes/nhs saydo/steam/said; do
	# A JSONL row is a line, so that rows can be dealt out by lines.
	"${themes%themes}stems" -q --to jsonl --text text "$data/$file.csv" | sed -E 's/^.*("text":"([^"\\]|\\.)*").*$/{\1}/'
done | grep '^{"text":' | awk '{ line[NR] = $0 } END { for (s = 0; s < 97; s++) for (i = s; i <= NR; i += 97) if (i) print line[i] }' \
	>"$T/themes.once"
printf 'themes over answers of six sets, as many themes as are most stable, two threads:\n'
for answers in 10000 100000 1000000; do
	while cat "$T/themes.once"; do :; done 2>/dev/null | head -n "$answers" >"$T/themes.jsonl"
	"$timer" "$T/took" "$themes" -q --jobs 2 --from jsonl --text text "$T/themes.jsonl" >/dev/null 2>"$T/err"
	read -r wall busy kib status <"$T/took"
	[ "$status" = 0 ] || { echo "bench/themes failed: $(tail -n 1 "$T/err")"; break; }
	awk -v n="$answers" -v wall="$wall" -v kib="$kib" \
		'BEGIN { printf "themes %8d answers  %6.1f s, peak %.1f MiB\n", n, wall / 1e9, kib / 1024 }'
done
rm -f "$T/themes.once" "$T/themes.jsonl"
