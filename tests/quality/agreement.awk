# SPDX-License-Identifier: MIT
# Rows that `saydo sentiment --as told --to tsv` scored, against the score or label in the column `gold`, as one line:
# n, accuracy, macro-F1, AUC, sign (of those scored high or low: the right sign, 0 is wrong), coverage.
# Accuracy and macro-F1 are of the label, "mixed" being the middle; with -v cut=0.05 of the score, what is within it.
# With -v reverse=1 a low score is the good one. The middle of a score is that of its range; where no answer was scored
# the middle, it is no class, and to tell it is wrong.
BEGIN { FS = "\t"; number["pos"] = number["positive"] = 1; number["neg"] = number["negative"] = -1; number["neu"] = number["neutral"] = 0 }
NR == 1 {
	for (i = 1; i <= NF; i++) place[$i] = i
	if (!(gold in place)) { print "no column " gold > "/dev/stderr"; exit 1 }
	next
}
{
	value = $(place[gold])
	if (tolower(value) in number) value = number[tolower(value)]
	else if (value !~ /^-?[0-9.]+$/) next
	if ($(place["told_words"]) == "" || $(place["told_words"]) == "\\N" || $(place["told"]) == "") next
	n++
	if (reverse) value = -value
	v[n] = value + 0; s[n] = $(place["told"]) + 0; words[n] = $(place["told_words"]) > 0
	label[n] = $(place["told_label"])
	if (n == 1 || v[n] < low) low = v[n]
	if (n == 1 || v[n] > high) high = v[n]
}
END {
	middle = (low + high) / 2
	for (i = 1; i <= n; i++) {
		is = v[i] > middle ? 2 : v[i] < middle ? 0 : 1
		says = cut ? (s[i] >= cut ? 2 : s[i] <= -cut ? 0 : 1) : label[i] == "positive" ? 2 : label[i] == "negative" ? 0 : 1
		given[is]++; told[says]++; both[is] += is == says; right += is == says; covered += words[i]
		if (is != 1) {
			ends++; signs += (is == 2 && s[i] > 0) || (is == 0 && s[i] < 0)
			key = int(s[i] * 10000 + (s[i] < 0 ? -0.5 : 0.5)) + 10000
			count[key, is]++
		}
	}
	for (c = 0; c < 3; c++) if (given[c]) { classes++; f1 += 2 * both[c] / (given[c] + told[c]) }
	for (key = 0; key <= 20000; key++) {
		area += count[key, 2] * (below + count[key, 0] / 2)
		below += count[key, 0]; above += count[key, 2]
	}
	printf "%d %.4f %.4f %.4f %.4f %.4f\n", n, right / n, f1 / classes, above * below ? area / above / below : 0, signs / ends, covered / n
}
