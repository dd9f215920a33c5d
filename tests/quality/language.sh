#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# How often --language auto tells the language of real answers: of each set whose language is known, the share told
# right, the share that told nothing (read as en) and the share told wrong, in percent; all answers, and those of 1 to 3,
# 4 to 9, and 10 or more tokens. Answers without a token are left out. The shared sets are in English, German, Spanish and
# Portuguese; French, Italian and Dutch are tested with sentences of our own (tests/unit/say/test_language.c) alone. A few
# posts of the German and Spanish sets are in English indeed, and count as wrong.
#
#	SAYDO_TEST_DATA=FOLDER BUILD=build tests/quality/language.sh
#
# The status is 1 where a set has more than one answer in a hundred told wrong.
# shellcheck source=tests/quality/lib.sh
. "$(dirname "$0")/lib.sh"
cd "$root" || exit 2
needs language sentiment

measure() { # SET FILE LANGUAGE
	"$BUILD/bin/saydo-tokens" --quiet --text text --language auto --show-language --as answer --to tsv \
		--invalid-utf8 replace "$data/$2" 2>/dev/null | awk -F '\t' -v set="$1" -v language="$3" '
		function show(bin, of) {
			of = n[bin]
			if (!of) return sprintf("  %5s %5s %5s %6d", "-", "-", "-", 0)
			return sprintf("  %5.1f %5.1f %5.1f %6d", 100 * right[bin] / of, 100 * quiet[bin] / of, 100 * wrong[bin] / of, of)
		}
		NR > 1 && $(NF - 2) != "" && $(NF - 2) != "\\N" {
			words = split($(NF - 2), word, " ")
			bin = words < 4 ? 1 : words < 10 ? 2 : 3
			for (b = 0; b <= bin; b += bin) {
				n[b]++
				if ($NF == 0) quiet[b]++
				else if ($(NF - 1) == language) right[b]++
				else wrong[b]++
			}
		}
		END {
			printf "%-20s %-2s%s%s%s%s\n", set, language, show(0), show(1), show(2), show(3)
			exit !n[0] || 100 * wrong[0] > n[0]
		}'
}

status=0
printf '%-20s %-2s  %24s  %24s  %24s  %24s\n' '' '' 'all' '1-3 tokens' '4-9' '10 and more'
printf '%-20s %-2s' set ''
for bin in 1 2 3 4; do printf '  %5s %5s %5s %6s' right quiet wrong n; done
echo
while read -r file language; do
	set=$(basename "$file" .csv)
	if [ -f "$data/$file" ]; then
		measure "$set" "$file" "$language" || { status=1; echo "not ok quality/language/$set"; }
	else
		echo "skip quality/language/$set: $data/$file is not there"
	fi
done <<'SETS'
sentiment/airline.csv en
sentiment/clothing.csv en
codes/nhs.csv en
sentiment/course_evaluations.csv en
sentiment/pros_cons.csv en
sentiment/germeval_de.csv de
sentiment/tass_es.csv es
saydo/olist/said.csv pt
SETS
exit $status
