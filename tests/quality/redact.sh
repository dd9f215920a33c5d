#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# How well what tells of a person is found: the answers of redact.tsv, labelled as they were written, against what
# `saydo redact` masks, on the half that rules were tuned on (dev) and on the half set aside before (held). Both halves
# come from the same 180 or so sentences, with other people and numbers in them: the figures are of forms, less of ways
# to say things. `make quality` and tests/suite/redact.sh call it.
#
# A labelled span is found where a mask of its kind covers all of it; a mask is right where it lies over a labelled span
# of its kind. Status 1 where, on the held half, the structured kinds together (all but names) have a recall below 0.98
# or a precision below 0.95, or the names fall below the floors that they had.
#
#	tests/quality/redact.sh [-v]      -v shows what was missed, and what was masked wrongly, of dev
# shellcheck source=tests/quality/lib.sh
. "$(dirname "$0")/lib.sh"
cd "$root" || exit 2
T=$(mktemp -d "${TMPDIR:-/tmp}/saydo-redact.XXXXXX") || exit 2
trap 'rm -rf "$T"' EXIT

grep -v '^#' tests/quality/redact.tsv >"$T/labelled.tsv"
# ⟦kind| and ⟧ away: what redact is given.
awk -F '\t' -v OFS='\t' '{ gsub(/\342\237\246[a-z-]+\|/, "", $4); gsub(/\342\237\247/, "", $4); print }' "$T/labelled.tsv" >"$T/plain.tsv"
"$BUILD/bin/saydo-redact" -q --text text --from tsv --to tsv "$T/plain.tsv" -o "$T/masked.tsv" || exit 2

awk -F '\t' -v verbose="${1:-}" '
	FILENAME ~ /plain/ { plain[FNR] = $4; next }
	FILENAME ~ /labelled/ { labelled[FNR] = $4; half[FNR] = $2; next }
	FNR == 1 { next }
	{
		# The labels as spans of the plain text.
		n = 0; rest = labelled[FNR]; at = 1
		while ((open = index(rest, "\342\237\246")) > 0) {
			at += open - 1
			rest = substr(rest, open + 3)
			bar = index(rest, "|"); kind[++n] = substr(rest, 1, bar - 1)
			rest = substr(rest, bar + 1)
			close_at = index(rest, "\342\237\247")
			from[n] = at; to[n] = at + close_at - 1
			at = to[n]; rest = substr(rest, close_at + 3)
		}
		# The masks: what stands between them stands in the plain text, in this order.
		m = 0; rest = $4; at = 1
		while (match(rest, /\[[A-Z][A-Z-]*\]/)) {
			before = substr(rest, 1, RSTART - 1); mask = tolower(substr(rest, RSTART + 1, RLENGTH - 2))
			at += length(before); rest = substr(rest, RSTART + RLENGTH)
			masked[++m] = mask; start[m] = at
			if (match(rest, /\[[A-Z][A-Z-]*\]/)) stop[m] = at + index(substr(plain[FNR], at + 1), substr(rest, 1, RSTART - 1))
			else stop[m] = length(plain[FNR]) - length(rest) + 1
			at = stop[m]
		}
		for (i = 1; i <= n; i++) {
			all[half[FNR], kind[i]]++; kinds[kind[i]]; found = 0
			for (k = 1; k <= m; k++) if (masked[k] == kind[i] && start[k] <= from[i] && stop[k] >= to[i]) found = 1
			recalled[half[FNR], kind[i]] += found
			if (!found && verbose == "-v" && half[FNR] == "dev") print "missed " kind[i] ": " labelled[FNR] " -> " $4
		}
		for (k = 1; k <= m; k++) {
			given[half[FNR], masked[k]]++; kinds[masked[k]]; good = 0
			for (i = 1; i <= n; i++) if (masked[k] == kind[i] && start[k] < to[i] && from[i] < stop[k]) good = 1
			right[half[FNR], masked[k]] += good
			if (!good && verbose == "-v" && half[FNR] == "dev") print "wrong " masked[k] ": " labelled[FNR] " -> " $4
		}
	}
	function line(h, name, a, r, g, c) {
		return sprintf("%-5s %-12s n %4d  recall %.3f  precision %.3f", h, name, a, a ? r / a : 1, g ? c / g : 1)
	}
	END {
		for (x = 1; x <= 2; x++) {
			h = x == 1 ? "dev" : "held"; A = R = G = C = 0
			for (k in kinds) {
				print line(h, k, all[h, k], recalled[h, k], given[h, k], right[h, k]) | "sort"
				if (k == "name") continue
				A += all[h, k]; R += recalled[h, k]; G += given[h, k]; C += right[h, k]
			}
			close("sort")
			print line(h, "structured", A, R, G, C)
		}
		bad = R / A < 0.98 || C / G < 0.95 || recalled["held", "name"] / all["held", "name"] < 0.90 ||
			right["held", "name"] / given["held", "name"] < 0.90
		if (bad) print "not ok quality/redact: below its floors"
		exit bad
	}' "$T/plain.tsv" "$T/labelled.tsv" "$T/masked.tsv"
