#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# How well claims are found: sentences labelled by hand against what `saydo claims` says, on the half that rules were made
# on (dev) and on the half set aside before there was a rule (held). `make quality` calls it.
#
#	tests/quality/claims.sh              all of it; needs SAYDO_TEST_DATA for the real sentences
#	tests/quality/claims.sh written      only the sentences written for saydo
#
# Labels, joined by ;: f:RATE (1/w once a week, 2/mo, 1/6w every six weeks, 3-4/w, <1/w below, >1/w above, ~often an ordinal
# word, 0 never), i:CLASS (intent), s (switch), r and r- (recommends, or not), e:CLASS (event), a (amount), c (category); -
# for none. Behind it < for the past, @ for somebody else's, ? for a condition. A claim counts where it is the respondent's
# own and hangs on no condition; an intent or event counts with its class; in a sentence each counts once. Rates are right
# within 2 %.
# shellcheck source=tests/quality/lib.sh
. "$(dirname "$0")/lib.sh"
cd "$root" || exit 2
T=$(mktemp -d "${TMPDIR:-/tmp}/saydo-claims.XXXXXX") || exit 2
trap 'rm -rf "$T"' EXIT

# id, language, text; and id, half, source, first, second, settled.
printf 'id\tlanguage\ttext\n' >"$T/in.tsv"
grep -v '^#' tests/quality/claims-written.tsv | awk -F '\t' -v labels="$T/labels" 'NR > 1 {
	print $1 "\t" $3 "\t" $4
	print $1 "\t" $2 "\t" ($3 == "en" ? "written-en" : "written-other") "\t" $5 "\t" $6 "\t" $7 > labels
}' >>"$T/in.tsv"
if [ "${1:-}" != written ]; then
	for set in $(grep -v '^#' tests/quality/claims-real.tsv | awk -F '\t' 'NR > 1 { print $3 }' | sort -u); do
		if [ ! -f "$data/$set" ]; then
			echo "skip quality/claims/$set: $data/$set is not there"
			continue
		fi
		"$BUILD/bin/saydo" tokens -q -t text --as tokens.of.text --to tsv "$data/$set" -o "$T/set.tsv" || exit 2
		awk -F '\t' -v set="$set" -v labels="$T/labels" '
			NR == FNR { if ($3 == set) { n[$4]++; want[$4, n[$4]] = $0 } next }
			FNR == 1 { for (i = 1; i <= NF; i++) if ($i == "text") column = i; next }
			{
				row = FNR - 1
				if (!(row in n)) next
				text = $column
				gsub(/\\\\/, "\001", text); gsub(/\\t/, "\t", text); gsub(/\\n/, "\n", text); gsub(/\\r/, "\r", text)
				gsub(/\001/, "\\", text)
				for (k = 1; k <= n[row]; k++) {
					split(want[row, k], w, "\t")
					part = substr(text, w[5] + 1, w[6] - w[5])
					gsub(/\\/, "\\\\", part); gsub(/\t/, "\\t", part); gsub(/\n/, "\\n", part); gsub(/\r/, "\\r", part)
					print w[1] "\ten\t" part
					print w[1] "\t" w[2] "\treal\t" w[7] "\t" w[8] "\t" w[9] >> labels
				}
			}' tests/quality/claims-real.tsv "$T/set.tsv" >>"$T/in.tsv"
	done
fi
"$BUILD/bin/saydo" claims -q --id id --text text --language-column language --from tsv --to tsv "$T/in.tsv" -o "$T/out.tsv" || exit 2

awk -F '\t' '
	function rate_of(g,    m, top, bottom, unit) { # 3-4/2w as events a year; -1 where it is none
		gsub(/[<>]/, "", g)
		if (g == "0") return 0
		if (split(g, m, "/") != 2) return -1
		top = mean(m[1]); bottom = m[2]; unit = bottom
		gsub(/[0-9-]/, "", unit); gsub(/[a-z]/, "", bottom)
		if (!(unit in year)) return -1
		return top * year[unit] / (bottom == "" ? 1 : mean(bottom))
	}
	function mean(range,    r) { return split(range, r, "-") == 2 ? (r[1] + r[2]) / 2 : range + 0 }
	function testable(label) { return label !~ /[@?]$/ }
	function key(label) { sub(/[@?<]+$/, "", label); return label ~ /^f/ ? "f" : label }
	function kind(k) { return substr(k, 1, 1) }
	function add(table, half, source, k, by) { count[table, half, source, k] += by; count[table, half, "all", k] += by }
	function has(labels, k,    l, n, i) {
		n = split(labels, l, ";")
		for (i = 1; i <= n; i++) if (kind(l[i]) == k && testable(l[i])) return 1
		return 0
	}
	BEGIN { year["d"] = 365.25; year["w"] = 365.25 / 7; year["mo"] = 12; year["y"] = 1 }
	FILENAME ~ /out.tsv$/ {
		if (FNR == 1) { for (i = 1; i <= NF; i++) at[$i] = i; next }
		if ($(at["subject"]) != "self" || $(at["modality"]) == "conditional") next
		k = $(at["kind"]); v = $(at["value"])
		k = k == "frequency" ? "f" : k == "intent" ? "i:" v : k == "event" ? "e:" v : k == "switch" ? "s" : k == "amount" ? "a" : \
			k == "category" ? "c" : $(at["modality"]) == "negated" ? "r-" : "r"
		id = $(at["id"]); said[id, ++says[id]] = k
		if (v == "" || v == "\\N") v = $(at["high"])
		if (v == "" || v == "\\N") v = $(at["low"])
		value[id, says[id]] = v
		next
	}
	{
		id = $1; half = $2; source = $3; total++
		same += $4 == $5
		for (q = 1; q <= 2; q++) {
			c = q == 1 ? "f" : "i"; a = has($4, c); b = has($5, c)
			both[c] += a && b; one[c] += a; two[c] += b
		}
		sentences[half, source]++; sentences[half, "all"]++
		gold = $6 == "-" ? 0 : split($6, g, ";")
		for (i = 1; i <= gold; i++) {
			if (!testable(g[i])) continue
			want = key(g[i]); found = 0
			for (j = 1; j <= says[id] && !found; j++)
				if (!((id, j) in used) && said[id, j] == want) { used[id, j] = 1; found = j }
			add(found ? "hit" : "miss", half, source, kind(want), 1)
			if (found && want == "f") {
				r = rate_of(substr(key_f(g[i]), 3))
				if (r >= 0) {
					add("rated", half, source, "f", 1)
					v = value[id, found]
					add("exact", half, source, "f", (r == 0 && v == 0) || (r > 0 && v / r > 0.98 && v / r < 1.02))
				}
			}
		}
		for (j = 1; j <= says[id]; j++) if (!((id, j) in used)) add("false", half, source, kind(said[id, j]), 1)
	}
	function key_f(label) { sub(/[@?<]+$/, "", label); return label }
	END {
		printf "labelled twice: %d sentences, %.1f %% alike", total, 100 * same / total
		for (q = 1; q <= 2; q++) {
			c = q == 1 ? "f" : "i"
			agree = (total - one[c] - two[c] + 2 * both[c]) / total
			chance = (one[c] * two[c] + (total - one[c]) * (total - two[c])) / total / total
			printf ", kappa of %s %.3f", c == "f" ? "frequency" : "intent", (agree - chance) / (1 - chance)
		}
		print ""
		split("frequency intent switch recommend event amount category", name, " ")
		split("dev held", halves, " "); split("all written-en written-other real", sources, " ")
		for (h = 1; h <= 2; h++) for (s = 1; s <= 4; s++) {
			if (!sentences[halves[h], sources[s]]) continue
			printf "\n%s, %s: %d sentences\n%-10s %5s %9s %9s\n", halves[h], sources[s], sentences[halves[h], sources[s]], "", "n", "precision", "recall"
			for (n = 1; n <= 7; n++) {
				k = substr(name[n], 1, 1)
				tp = count["hit", halves[h], sources[s], k]; fn = count["miss", halves[h], sources[s], k]; fp = count["false", halves[h], sources[s], k]
				if (!(tp + fn + fp)) continue
				p = tp + fp ? tp / (tp + fp) : 0; r = tp + fn ? tp / (tp + fn) : 0
				printf "%-10s %5d %9.3f %9.3f", name[n], tp + fn, p, r
				if (k == "f") printf "   rates within 2 %%: %d of %d", count["exact", halves[h], sources[s], k], count["rated", halves[h], sources[s], k]
				print ""
				# What they had when this was written, less one claim.
				if (halves[h] == "held" && s == 1 && n <= 2 && (p < (n == 1 ? 0.925 : 0.95) || r < 0.9)) {
					printf "not ok quality/claims: %s is found less well than it was\n", name[n]; status = 1
				}
			}
		}
		exit status
	}' "$T/out.tsv" "$T/labels"
