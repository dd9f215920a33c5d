# SPDX-License-Identifier: MIT
# Makes a large codebook of a corpus' own words, the same each time: 200 codes with 15 patterns each, of which 9 are
# words by stem, 2 wild cards, 2 phrases of neighbours in the text, 1 NEAR and 1 NOT. Words are taken over the whole
# range of frequency, so that many are found. Reads a word a line. Weighed, for two words of one stem may fall to two codes.
length($0) > 3 && /^[a-z]+$/ {
	if (!seen[$0]++) order[++words] = $0
	if (!(before in after)) after[before] = $0
	before = $0
}
END {
	for (i = 1; i <= words; i++) if (seen[order[i]] >= 5) usual[++n] = order[i]
	step = int(n / 3001)
	for (i = 1; i <= 3000; i++) word[i] = usual[i * step]
	for (code = 0; code < 200; code++) {
		print "code Code " code + 1
		for (k = 1; k <= 15; k++) {
			w = word[code + 200 * (k - 1) + 1]
			other = word[(code + 200 * k + 100) % 3000 + 1]
			if (k <= 9) pattern = w
			else if (k <= 11) pattern = substr(w, 1, 5) "*"
			else if (k <= 13) pattern = "\"" w " " (w in after ? after[w] : other) "\""
			else if (k == 14) pattern = w " NEAR/5 (" other " OR \"" usual[k + code] "\")"
			else pattern = "\"" w "\" NOT \"" other "\""
			print "\tweigh 1 " pattern
		}
	}
}
