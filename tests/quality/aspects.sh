#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# How well the codebooks of corpora/codebooks find what sentences speak of, and `saydo codes --sentiment` how:
#
#	tests/quality/aspects.sh [BOOK:FILE]…
#
# FILE holds a sentence a line, TAB, its codes with + - = or ~ behind each. Without arguments, the two of tests/quality/aspects.
# Precision, recall and F1 are over all codes of all sentences; polarity over the codes that were found rightly, by the sign of
# the score (0.05 and below is neither), with and without those that both praise and blame. Behind them, Larkspur's themes,
# and where the shared sets are: of patients' answers the codes of tests/quality/aspects/patients.txt, and the grade of the
# whole answer, 1 and 2 for praise, 3 for neither, 4 and 5 for blame.
# shellcheck source=tests/quality/lib.sh
. "$(dirname "$0")/lib.sh"
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
shared=$data/codes/nhs.csv own=1
[ $# -eq 0 ] || own= shared=
[ $# -gt 0 ] || set -- "$root/corpora/codebooks/restaurants.txt:$root/tests/quality/aspects/restaurants.tsv" \
	"$root/corpora/codebooks/electronics.txt:$root/tests/quality/aspects/electronics.tsv"
printf '%-16s %5s %5s %9s %7s %7s %9s %12s %12s\n' set n codes precision recall F1 polarity 'without ~' 'praise/blame'
for pair; do
	book=${pair%%:*} file=${pair#*:}
	{
		printf 'text\tgold\n'
		grep -v '^#' "$file"
	} >"$work/in.tsv"
	"$BUILD/bin/saydo-codes" -q --sentiment --text text --codebook "$book" --from tsv --to tsv "$work/in.tsv" >"$work/out.tsv" || exit 2
	[ -z "${SHOW:-}" ] || cat "$work/out.tsv"
	awk -F '\t' -v name="$(basename "$file" .tsv)" '
		NR > 1 {
			rows++
			split("", want); split("", got)
			n = split($2, gold, ";")
			for (i = 1; i <= n; i++) { c = substr(gold[i], 1, length(gold[i]) - 1); want[c] = substr(gold[i], length(gold[i])); wanted++ }
			n = split($3, code, ";")
			for (i = 1; i <= n; i++) if (code[i] != "" && code[i] !~ /^-/) { got[code[i]] = 1; named++ }
			for (c in got) {
				if (!(c in want)) continue
				right++
				score = $4; gsub(/""/, "\"", score)
				at = index(score, "\"" c "\":")
				value = substr(score, at + length(c) + 3) + 0
				sign = value > 0.05 ? "+" : value < -0.05 ? "-" : "="
				if (want[c] != "~") { clear++; same += sign == want[c] }
				if (want[c] == "+" || want[c] == "-") { strong++; agreed += sign == want[c] }
			}
		}
		END {
			p = right / named; r = right / wanted
			printf "%-16s %5d %5d %9.4f %7.4f %7.4f %9.4f %12.4f %12.4f\n", name, rows, wanted, p, r, 2 * p * r / (p + r), same / right, same / clear, agreed / strong
		}' "$work/out.tsv"
done

# Larkspur's answers in English against the themes that its writer planted: both cells together, a theme once.
if [ "$own" ]; then
	awk -F '\t' 'NR == 1 || $3 == "en"' "$root/corpora/larkspur/answers.tsv" >"$work/in.tsv"
	"$BUILD/bin/saydo-codes" -q --sentiment --text liked --text improve --codebook "$root/corpora/larkspur/codebook.txt" \
		--from tsv --to tsv "$work/in.tsv" >"$work/out.tsv" || exit 2
	awk -F '\t' '
		BEGIN {
			n = split("Waiting wait Staff staff Coffee coffee Food food Choice choice Price price Seats seats App app Hours closing " \
				"Cleanliness clean Noise noise Loyalty loyalty Place place", pair, " ")
			for (i = 1; i < n; i += 2) theme[pair[i]] = pair[i + 1]
		}
		NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		{
			rows++
			split("", want); split("", got); split("", sum)
			n = split($at["themes"], gold, ";")
			for (i = 1; i <= n; i++) {
				t = substr(gold[i], 1, length(gold[i]) - 1); sign = substr(gold[i], length(gold[i]))
				if (!(t in want)) { wanted++; want[t] = sign }
				else if (want[t] != sign) want[t] = "~"
			}
			for (cell = 1; cell <= 2; cell++) {
				name = cell == 1 ? "liked" : "improve"
				n = split($at[name ".codes"], code, ";")
				score = $at[name ".codes_sentiment"]; gsub(/""/, "\"", score)
				below = score ~ /"Choice"/ # and not said of the code above it
				for (i = 1; i <= n; i++) {
					if (!(code[i] in theme) || (code[i] == "Food" && below)) continue
					t = theme[code[i]]
					if (!(t in got)) named++
					got[t]++
					sum[t] += substr(score, index(score, "\"" code[i] "\":") + length(code[i]) + 3) + 0
				}
			}
			for (t in got) {
				if (!(t in want)) continue
				right++
				if (want[t] == "~") continue
				strong++; agreed += (sum[t] / got[t] > 0.05 ? "+" : sum[t] / got[t] < -0.05 ? "-" : "=") == want[t]
			}
		}
		END {
			p = right / named; r = right / wanted
			printf "%-16s %5d %5d %9.4f %7.4f %7.4f %9s %12s %12.4f\n", "larkspur", rows, wanted, p, r, 2 * p * r / (p + r), "-", "-", agreed / strong
		}' "$work/out.tsv"
fi
[ -f "$shared" ] || exit 0
"$BUILD/bin/saydo-codes" -q --sentiment --text text --as found --codebook "$root/tests/quality/aspects/patients.txt" --to tsv \
	"$shared" >"$work/out.tsv" || exit 2
sed -n 's/^code //p' "$root/tests/quality/aspects/patients.txt" | awk -F '\t' '
	NR == FNR { known[$0] = 1; next }
	FNR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
	$at["codes"] != "" && $at["codes"] != "Labelling not possible" {
		rows++
		split("", want); split("", got)
		n = split($at["codes"], gold, ";")
		for (i = 1; i <= n; i++) if (gold[i] in known) { want[gold[i]] = 1; wanted++ }
		n = split($at["found"], code, ";")
		for (i = 1; i <= n; i++) if (code[i] in known) { got[code[i]] = 1; named++ }
		grade = $at["sentiment"]
		sign = grade == 1 || grade == 2 ? "+" : grade == 4 || grade == 5 ? "-" : grade == 3 ? "=" : ""
		for (c in got) {
			if (!(c in want)) continue
			right++
			if (sign == "") continue
			score = $at["found_sentiment"]; gsub(/""/, "\"", score)
			value = substr(score, index(score, "\"" c "\":") + length(c) + 3) + 0
			told = value > 0.05 ? "+" : value < -0.05 ? "-" : "="
			graded++; same += told == sign
			if (sign != "=") { strong++; agreed += told == sign }
		}
	}
	END {
		p = right / named; r = right / wanted
		printf "%-16s %5d %5d %9.4f %7.4f %7.4f %9.4f %12s %12.4f\n", "patients (nhs)", rows, wanted, p, r, 2 * p * r / (p + r), same / graded, "-", agreed / strong
	}' - "$work/out.tsv"

# Do people who code name what an answer denies? Answers that say of waits, delays and queues that there were none, and others
# that speak of them: how many have the human code for it.
cat >"$work/denied.txt" <<'BOOK'
code denied
	match (no OR not OR never OR without OR "didn't" OR "don't" OR "wasn't" OR hardly) BEFORE/3 (wait OR delay OR queue)
code named
	match wait delay queue
BOOK
"$BUILD/bin/saydo-codes" -q --text text --as found --codebook "$work/denied.txt" --to tsv "$shared" >"$work/out.tsv" || exit 2
awk -F '\t' '
	NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
	$at["codes"] == "" || $at["codes"] == "Labelling not possible" || $at["found"] !~ /named/ { next }
	{ kind = $at["found"] ~ /denied/ ? "denied" : "named"; n[kind]++; coded[kind] += $at["codes"] ~ /Timeliness of care/ }
	END {
		printf "\nwaits, delays, queues in patients\x27 answers: denied in %d, coded in %.2f of these; not denied in %d, coded in %.2f\n",
			n["denied"], coded["denied"] / n["denied"], n["named"], coded["named"] / n["named"]
	}' "$work/out.tsv"
