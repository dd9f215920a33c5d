# SPDX-License-Identifier: MIT
# For tests/quality/run: what each rule of `saydo sentiment` is worth on the English sets. A rule is worth its place where
# the error falls on the rows it fires on.

golds_and_scores() { # NAME COLUMN LOW FILE [OPTION]…: gold⇥score of each row that has both, and the row's number
	local name=$1 column=$2 low=$3 file=$4
	shift 4
	"$sentiment" --quiet --language en --text text --as told --to tsv "$@" "$work/$name.csv" |
		awk -F '\t' -v gold="$column" -v reverse="$low" '
			BEGIN { number["pos"] = number["positive"] = 1; number["neg"] = number["negative"] = -1; number["neu"] = number["neutral"] = 0 }
			NR == 1 { for (i = 1; i <= NF; i++) place[$i] = i; next }
			{
				value = $(place[gold]); told = $(place["told"])
				if (tolower(value) in number) value = number[tolower(value)]
				else if (value !~ /^-?[0-9.]+$/) next
				if (told == "" || told == "\\N") next
				print (reverse ? -value : value) "\t" told
			}' >"$file"
}

each_set() { # DO [OPTION]…: DO NAME COLUMN LOW [OPTION]… for each English set
	local name language column low file verb=$1
	shift
	while read -r name language column low file; do
		[ "${language:-}" != en ] || "$verb" "$name" "$column" "$low" "$@"
	done <<<"$sets"
}

with_all() { golds_and_scores "$1" "$2" "$3" "$work/$1.with"; }

rule_on() { # NAME COLUMN LOW RULE
	golds_and_scores "$1" "$2" "$3" "$work/$1.without" --without "$4"
	paste "$work/$1.with" <(cut -f 2 "$work/$1.without") | awk -f "$here/rule.awk" | sed "s/^/$1 /"
}

part_rules() {
	local rule
	if ! takes without; then
		echo 'skip rules: saydo sentiment takes no --without'
		return
	fi
	each_set with_all
	printf '\n%s\n%s\n%s\n%-14s %8s %8s %8s %9s %9s %9s  %s\n' \
		'What each rule is worth on the English sets. AUC and r: means over the sets, with all rules less without this one.' \
		'Where it fires: rows, by how much the squared error of their scores falls, share of right signs with and without;' \
		'then the error by set, where it fires on 20 rows or more.' \
		rule AUC r rows error 'signs' 'without' 'error by set'
	for rule in $(echo text | "$sentiment" --without '?' 2>&1 | sed -n 's/,//g; s/.*there are //p'); do
		each_set rule_on "$rule" | awk -v rule="$rule" '
			{
				sets++; auc += $3 - $4; r += $5 - $6; rows += $7; with += $8; without += $9; ends += $10; right += $11; before += $12
				if ($7 >= 20) by = by sprintf(" %s %+.1f %%", $1, 100 * (1 - $8 / $9))
			}
			END {
				printf "%-14s %+8.4f %+8.4f %8d %+8.1f%% %9.4f %9.4f %s\n", rule, auc / sets, r / sets, rows, without ? 100 * (1 - with / without) : 0, ends ? right / ends : 0, ends ? before / ends : 0, by
			}'
	done
}
