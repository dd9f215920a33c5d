#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# How well a codebook learned from answers coded by hand codes the answers of people it has not seen:
#
#	SAYDO_TEST_DATA=FOLDER BUILD=build tests/quality/codes.sh
#
# patients	44 codes of patients' answers, five folds by respondent, for several numbers of patterns a code; then apart
#		from the measuring of `learn` itself: a book learned from four fifths of the respondents, applied by
#		`saydo codes` to the rest, the codes compared by name
# coders	four questions coded by two people: their kappa over all codes and answers, and that of a book learned from the
#		first one's codes, out of fold, with the first and with the second
# The status is 1 where micro-F1 is below 0.69 or macro-F1 below 0.42 for the patients.
# shellcheck source=tests/quality/lib.sh
. "$(dirname "$0")/lib.sh"
cd "$root" || exit 2
needs codes codes/nhs.csv
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
learn=$BUILD/bin/saydo-learn
status=0

# Two columns of codes joined by `;`, the first given: micro-F1, macro-F1 over the codes given, kappa over all cells.
agree() {
	awk -F '\t' '
	{
		n++
		split("", is); split("", says)
		k = split($1, part, /;/); for (i = 1; i <= k; i++) if (part[i] != "" && !(part[i] in is)) { is[part[i]] = 1; given[part[i]]++; code[part[i]] = 1 }
		k = split($2, part, /;/); for (i = 1; i <= k; i++) if (part[i] != "" && !(part[i] in says)) { says[part[i]] = 1; told[part[i]]++; code[part[i]] = 1; if (part[i] in is) both[part[i]]++ }
	}
	END {
		for (c in code) {
			codes++; tp += both[c]; g += given[c]; t += told[c]
			if (given[c]) { scored++; macro += 2 * both[c] / (given[c] + told[c]) }
		}
		cells = n * codes
		observed = (cells - g - t + 2 * tp) / cells
		chance = (g / cells) * (t / cells) + (1 - g / cells) * (1 - t / cells)
		printf "%.4f %.4f %.4f\n", 2 * tp / (g + t), macro / scored, (observed - chance) / (1 - chance)
	}'
}

echo 'Patients, 44 codes, five folds by respondent: patterns a code (three choices, and as it is), micro-F1, macro-F1'
for patterns in 20 50 200 ''; do
	"$learn" --codes-column codes --id respondent --text text ${patterns:+--most-patterns $patterns} -o /dev/null "$data/codes/nhs.csv" 2>&1 |
		sed -n 's/.*micro-F1 \([0-9.]*\), macro-F1 \([0-9.]*\); \([0-9]*\) patterns.*/\3 \1 \2/p' | tee "$work/line"
	[ -n "$patterns" ] || awk '{ exit !($2 >= 0.69 && $3 >= 0.42) }' "$work/line" || { status=1; echo 'not ok quality/codes/patients'; }
done
"$BUILD/bin/saydo-tokens" -q --text text --to tsv "$data/codes/nhs.csv" | cut -f 1-9 |
	awk -F '\t' -v work="$work" 'NR == 1 { print > (work "/four.tsv"); print > (work "/fifth.tsv"); next }
		$9 != "" && $9 != "\\N" { if (!($2 in part)) part[$2] = people++ % 5; print > (work (part[$2] ? "/four.tsv" : "/fifth.tsv")) }'
"$learn" -q --quick --codes-column codes --text text -o "$work/book.txt" "$work/four.tsv"
"$BUILD/bin/saydo-codes" -q --codebook "$work/book.txt" --text text --as told "$work/fifth.tsv" |
	awk -F '\t' 'NR > 1 { print $9 "\t" $10 }' | agree | sed 's/\([^ ]*\) \([^ ]*\) .*/Unseen respondents, by saydo codes: micro-F1 \1, macro-F1 of the codes there \2/'

echo
echo 'Two coders: kappa of the two, of the book with the first and with the second (all codes and answers)'
for first in "$data"/agreement/*_primary.csv; do
	[ -f "$first" ] || continue
	name=$(basename "$first" _primary.csv)
	for who in primary secondary; do
		"$BUILD/bin/saydo-tokens" -q --as t --text "$(sed -n '1s/^ResponseId,//; 1s/,Code 1.*//; 1s/^"\(.*\)"$/\1/p; 1p' "$data/agreement/${name}_$who.csv" | head -n 1)" --to tsv \
			"$data/agreement/${name}_$who.csv" | awk -F '\t' 'NR == 1 { print "id\ttext\tcodes"; next }
			{ c = ""; for (i = 3; i <= 10; i++) if ($i != "" && $i != "\\N") c = c (c == "" ? "" : ";") $i; print $1 "\t" $2 "\t" c }' >"$work/$who.tsv"
	done
	"$learn" -q --codes-column codes --text text --out-of-fold --as told "$work/primary.tsv" 2>/dev/null |
		awk -F '\t' 'NR > 1 { print $4 }' | sed 's/\\N//' >"$work/told"
	for who in primary secondary; do awk -F '\t' 'NR > 1 { print $3 }' "$work/$who.tsv" | sed 's/\\N//' >"$work/$who"; done
	paste "$work/primary" "$work/secondary" "$work/told" | awk -F '\t' -v work="$work" '$1 != "" && $2 != "" {
		print $1 > (work "/primary"); print $2 > (work "/secondary"); print $3 > (work "/told") }' # what both coded
	printf '%s %s %s %s\n' "$name" "$(paste "$work/primary" "$work/secondary" | agree | cut -d ' ' -f 3)" \
		"$(paste "$work/primary" "$work/told" | agree | cut -d ' ' -f 3)" "$(paste "$work/secondary" "$work/told" | agree | cut -d ' ' -f 3)"
done
exit $status
