#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Whether those who complain of lateness were served late: orders of a Brazilian shop (Olist), what buyers wrote of them, and
# the days that were promised and kept. Complaints are found by corpora/codebooks/delivery-pt.txt. Dates are held against
# dates: what comes on the promised day is not late; what had not come when the buyer wrote is not delivered.
#
#	tests/quality/lateness.sh
# shellcheck source=tests/quality/lib.sh
. "$(dirname "$0")/lib.sh"
needs lateness saydo/olist/said.csv
shop=$data/saydo/olist
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
saydo() { "$BUILD/bin/saydo" "$@"; }
# No cell of the orders holds a comma.
saydo codes -q --language pt -t title -t text --codebook "$root/corpora/codebooks/delivery-pt.txt" "$shop/said.csv" \
	--to tsv -o "$work/coded.tsv" 2>/dev/null || exit 2
awk -F '\t' -v OFS='\t' '
	FNR == 1 { next }
	FILENAME ~ /orders/ { split($0, cell, ","); promised[cell[2]] = cell[7]; came[cell[2]] = substr(cell[8], 1, 10); next }
	$3 in promised {
		on = came[$3]
		print $1, $3, (on == "" || on > $4 ? "not delivered when written" : on > promised[$3] ? "late" : "on time")
	}' "$shop/orders.csv" "$work/coded.tsv" | sort -u | sed '1i review\torder\tdelivery' >"$work/observed.tsv"
saydo gap -q --from tsv --id review --id order --date written --score score --observed "$work/observed.tsv" \
	--observed-column delivery --observed-kind class --as did --to tsv "$work/coded.tsv" -o "$work/joined.tsv" 2>"$work/err" || { cat "$work/err"; exit 2; }
grep 'answers matched' "$work/err"
saydo tally -q --from tsv --by did_outcome --codes-column title.codes --codes-column text.codes --min-cell 0 --to table "$work/joined.tsv" 2>/dev/null
