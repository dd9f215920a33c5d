# SPDX-License-Identifier: MIT
# What `saydo claims` finds with the tables of each language: rates a year by form of words, sentences labelled by hand, the
# claims planted in corpora/larkspur.
. "$(dirname "$0")/lib.sh"
corpus=$root/corpora/larkspur
claims() { "$BUILD/bin/saydo" claims -q --text text --to tsv "$@"; }

# Rates per 365.25 days, to four decimals: value, low, high; - where there is none.
rates() {
	cat >want <<-'WANT'
	I check it hourly	8766.0000	8766.0000	8766.0000
	I use it several times a day	1461.0000	1095.7500	2556.7500
	I use it three times a day	1095.7500	1095.7500	1095.7500
	I come every day	365.2500	365.2500	365.2500
	I come daily	365.2500	365.2500	365.2500
	I come most days	260.8929	260.8929	260.8929
	I come on weekdays	260.8929	260.8929	260.8929
	I come every other day	182.6250	182.6250	182.6250
	I come 3 times a week	156.5357	156.5357	156.5357
	I come a couple of times a week	104.3571	104.3571	104.3571
	I come a few times a week	156.5357	104.3571	208.7143
	I come weekly	52.1786	52.1786	52.1786
	I come every Monday	52.1786	52.1786	52.1786
	I come once a week	52.1786	52.1786	52.1786
	I come on Mondays and Fridays	104.3571	104.3571	104.3571
	I come every other week	26.0893	26.0893	26.0893
	I come fortnightly	26.0893	26.0893	26.0893
	I come biweekly	-	26.0893	104.3571
	I come twice a month	24.0000	24.0000	24.0000
	I come monthly	12.0000	12.0000	12.0000
	I come every 6 weeks	8.6964	8.6964	8.6964
	I come quarterly	4.0000	4.0000	4.0000
	I come every quarter	4.0000	4.0000	4.0000
	I come twice a year	2.0000	2.0000	2.0000
	I come yearly	1.0000	1.0000	1.0000
	I come 3-4 days a week	182.6250	156.5357	208.7143
	I come at least twice a month	24.0000	24.0000	-
	I come up to twice a month	24.0000	0.0000	24.0000
	I come more than once a week	52.1786	52.1786	-
	I come less than once a month	12.0000	0.0000	12.0000
	I come twice a month at most	24.0000	0.0000	24.0000
	I don't come every week	-	0.0000	52.1786
	I never shop there	0.0000	0.0000	0.0000
	WANT
	{ echo text; cut -f1 want; } >in.tsv
	claims in.tsv | awk -F '\t' 'NR > 1 { for (i = 7; i <= 9; i++) if ($i == "\\N") $i = "-"; print $1 "\t" $7 "\t" $8 "\t" $9 }' >got
	awk -F '\t' '{ print NR "\t" $2 "\t" $3 "\t" $4 }' want | diff - got >different || fail "$(cat different)"
}

# kind, value, subject, tense, modality, horizon of one sentence each.
meanings() {
	cat >want <<-'WANT'
	I used to come every week	frequency 52.1786 self past certain -
	My wife goes weekly	frequency 52.1786 other present certain -
	I would go weekly if it were nearer	frequency 52.1786 self future conditional -
	I often shop there	frequency often self present certain -
	Never again!	intent cancel self present certain -
	I cancelled my subscription last week	intent cancel self past certain P1W
	I will be back next month	intent rebuy self future certain P1M
	We probably won't be back	intent cancel self future probable -
	I might buy it again	intent rebuy self future possible -
	I would come back if you fixed the lift	intent rebuy self future conditional -
	I won't cancel my contract	intent stay self future certain -
	How do I close my account?	intent cancel self future probable -
	Can you close my account please?	intent cancel self present certain -
	I asked you to close my account	intent cancel self future probable -
	I don't think I'll be back	intent cancel self future probable -
	I plan to come more often	intent increase self future probable -
	We have moved house	event moved self present certain -
	I lost my job two months ago	event job-lost self present certain P2M
	I would not recommend it	recommend recommend self future negated -
	WANT
	{ echo text; cut -f1 want; } >in.tsv
	claims in.tsv | awk -F '\t' 'NR > 1 { if ($14 == "\\N") $14 = "-"; print $1 "\t" $6 " " $7 " " $11 " " $12 " " $13 " " $14 }' >got
	awk -F '\t' '{ print NR "\t" $2 }' want | diff - got >different || fail "$(cat different)"
}

competitors() {
	printf 'Copperleaf\nFennick & Daughter\tFennicks\n' >rivals
	printf 'text\nWe get our coffee at Copperleaf now\nI have switched to Fennicks\nI like Copperleaf\n' >in.tsv
	claims --competitors rivals in.tsv | cut -f 1,6,7 >got
	printf 'row\tkind\tvalue\n1\tswitch\tCopperleaf\n2\tswitch\tFennick & Daughter\n' | diff - got >different || fail "$(cat different)"
}

no_claims() {
	claims - >got <<-'IN'
	text
	The bus is late every day
	They clean it twice a week
	You cancelled my flight
	Please cancel my transfer
	I had to call again
	The pain will be back
	I was not told about the monthly fee
	Don't forget to come back, they said
	Someone closed the branch
	Have a look, there is more every week
	IN
	[ "$(wc -l <got)" = 1 ] || fail "$(cat got)"
}

languages() {
	local language
	for language in de es fr it nl pt; do
		awk -F '\t' -v language="$language" '$3 == language' "$root/tests/quality/claims-written.tsv" | grep -q . || fail "no sentences: $language"
		echo text | claims --language "$language" - >/dev/null || fail "$language"
	done
	! echo text | claims --language fi - 2>err || fail 'tables for Finnish?'
	says 'no tables of claims for the language "fi".*--language' err 'a language without tables'
}

# Both halves; what is asked of held sentences is asked by tests/quality/claims.sh.
written() {
	"$root/tests/quality/claims.sh" written >figures || true
	awk '/^dev, all/ { on = 1 } /^$/ { on = 0 } on && /^(frequency|intent)/ { n++; if ($3 < 0.95 || $4 < 0.9) bad = 1 } END { exit bad || n != 2 }' figures ||
		fail "$(cat figures)"
}

halves() {
	grep -v '^#' "$root/tests/quality/claims-written.tsv" | awk -F '\t' 'NR > 1' | while IFS=$'\t' read -r id half language text rest; do
		[ "$half" = "$([ $(($(printf %s "$text" | cksum | cut -d' ' -f1) % 2)) = 0 ] && echo dev || echo held)" ] || echo "$id"
	done >odd
	[ ! -s odd ] || fail "not in the half that their cksum gives: $(tr '\n' ' ' <odd)"
}

# What larkspur's writer marked, found in either answer: habits with their rate, and what people mean to do.
larkspur() {
	printf 'Copperleaf\nFennick & Daughter\n' >rivals
	awk -F '\t' 'BEGIN { print "key\tlanguage\ttext" } !/^#/ && $1 != "key" { for (i = 7; i <= 8; i++) if ($i != "\\N") print $1 "\t" $3 "\t" $i }' "$corpus/answers.tsv" >in.tsv
	claims --id key --language-column language --competitors rivals in.tsv >got 2>err || fail "$(cat err)"
	awk -F '\t' '
		NR == FNR { if (FNR > 1 && $11 == "self" && $13 != "conditional") { n[$2]++; kind[$2, n[$2]] = $6; value[$2, n[$2]] = $7; unit[$2, n[$2]] = $10 } next }
		{
			tags = split($5, tag, ";")
			for (t = 1; t <= tags; t++) for (i = 1; i <= 1; i++) {
				found = 0
				for (k = 1; k <= n[$1]; k++) {
					v = value[$1, k]
					if (tag[t] ~ /^habit/) {
						r = tag[t] == "habit:daily" ? 365.25 : tag[t] == "habit:weekly" ? 52.18 : tag[t] == "habit:monthly" ? 12 : 104.36
						if (kind[$1, k] == "frequency" && unit[$1, k] == "per-year" && v > 0.7 * r && v < 1.3 * r) found = 1
					}
					if (tag[t] ~ /^(leave|cancel)$/ && v == "cancel") found = 1
					if (tag[t] == "stay" && (v == "stay" || v == "rebuy")) found = 1
					if (tag[t] == "switch" && kind[$1, k] == "switch") found = 1
					if (tag[t] == "moved" && v == "moved") found = 1
				}
				all[tag[t]]++; right[tag[t]] += found
			}
		}
		END {
			split("habit:daily habit:weekly habit:monthly habit:twice-weekly leave stay cancel switch moved", name, " ")
			split("0.7 0.75 0.7 0.8 0.65 0.55 1 0.4 0.8", least, " ")
			for (i = 1; i <= 9; i++) {
				printf "%s: %d of %d\n", name[i], right[name[i]], all[name[i]]
				if (right[name[i]] < least[i] * all[name[i]]) bad = 1
			}
			exit bad
		}' got "$corpus/answers.tsv" >figures || fail "$(cat figures)"
}

verdict rates rates
verdict meanings meanings
verdict competitors competitors
verdict no-claims no_claims
verdict languages languages
verdict written-sentences written
verdict halves-by-hash halves
verdict larkspur larkspur
