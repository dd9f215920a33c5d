# SPDX-License-Identifier: MIT
# What a rule is worth on one set: of lines `gold⇥score with the rule⇥score without it`, as one line
# n, AUC with and without, r with and without, rows where the rule fires, squared error there with and without, those of
# them that are scored high or low, signs right with and without.
# r is Pearson's, of the score and the gold. The error is of the gold in standard deviations, against the straight line
# through all rows that fits its own scores best: of rows where the rule does nothing, a rule must not be judged.
BEGIN { FS = "\t" }
{
	n++
	g[n] = $1; s[n, 1] = $2; s[n, 2] = $3
	if (n == 1 || $1 < low) low = $1
	if (n == 1 || $1 > high) high = $1
	sum += $1; squares += $1 * $1
	for (k = 1; k <= 2; k++) { x[k] += s[n, k]; xx[k] += s[n, k] ^ 2; xy[k] += s[n, k] * $1 }
}
function auc(k, i, key, count, below, above, area) {
	split("", count)
	for (i = 1; i <= n; i++)
		if (g[i] != middle) count[int(s[i, k] * 10000 + 10000.5), g[i] > middle]++
	for (key = 0; key <= 20000; key++) {
		area += count[key, 1] * (below + count[key, 0] / 2)
		below += count[key, 0]; above += count[key, 1]
	}
	return above * below ? area / above / below : 0
}
END {
	middle = (low + high) / 2
	spread = squares - sum * sum / n
	for (k = 1; k <= 2; k++) {
		wide = xx[k] - x[k] ^ 2 / n; both = xy[k] - x[k] * sum / n
		r[k] = both / sqrt(wide * spread); slope[k] = both / wide; base[k] = (sum - slope[k] * x[k]) / n
	}
	for (i = 1; i <= n; i++) {
		if (s[i, 1] == s[i, 2]) continue
		fires++
		for (k = 1; k <= 2; k++) {
			error[k] += (base[k] + slope[k] * s[i, k] - g[i]) ^ 2 * n / spread
			if (g[i] != middle) right[k] += (s[i, k] > 0 && g[i] > middle) || (s[i, k] < 0 && g[i] < middle)
		}
		ends += g[i] != middle
	}
	printf "%d %.6f %.6f %.6f %.6f %d %.6f %.6f %d %d %d\n", n, auc(1), auc(2), r[1], r[2], fires, error[1], error[2], ends, right[1], right[2]
}
