# SPDX-License-Identifier: MIT
# What other programs write, read: workbooks of LibreOffice, system files of PSPP, made here from an invented survey.
. "$(dirname "$0")/lib.sh"
import=$BUILD/bin/saydo-import

survey() {
	printf '%s\n' 'id,day,score,comment' '1,2024-02-29,4.1,"Tea: hot, bun: cold"' '2,1999-12-31,7,"two' 'lines"' '3,,,Café'
}

from_libreoffice() { # FILTER
	command -v soffice >/dev/null || skip 'there is no LibreOffice (libreoffice-calc-nogui)'
	survey >in.csv
	HOME=$PWD timeout 100 soffice --headless --infilter='CSV:44,34,76,1,,1033' --convert-to "$1" in.csv >said 2>&1
	[ -s "in.${1%%:*}" ] || skip "LibreOffice wrote nothing: $(head -c 200 said)"
	"$import" -q "in.${1%%:*}" >out 2>err || fail "$(cat err)"
	survey | cmp -s - out || fail "$(diff <(survey) out)"
}
xlsx_of_libreoffice() { from_libreoffice xlsx; }
xls_of_libreoffice() { from_libreoffice 'xls:MS Excel 97'; }

sav_of_pspp() {
	command -v pspp >/dev/null || skip 'there is no PSPP (pspp)'
	cat >in.sps <<-END
		data list list /id (f4) again (f2) liking (f2) day (date11) at (time8) why (a2000).
		begin data
		1 1 7 29-FEB-2024 10:20:30 "tea"
		2 9 10 . . ""
		3 2 0 31-DEC-1999 00:00:01 "bun"
		end data.
		variable labels again "Will you come again?".
		value labels again 1 "Surely" 2 "Never" 9 "No answer" /liking 0 "Not at all" 10 "Fully".
		missing values again (9).
		if id = 1 why = rpad("begin", 1990, "x").
		if id = 1 why = concat(rtrim(why), "end").
		save outfile='plain.sav' /uncompressed.
		save outfile='rows.sav'.
		save outfile='packed.zsav' /zcompressed.
	END
	timeout 60 pspp in.sps >said 2>&1 || skip "PSPP failed: $(head -c 200 said)"
	{
		echo id,again,liking,day,at,why
		printf '1,Surely,7,2024-02-29,10:20:30,begin%send\n' "$(printf 'x%.0s' $(seq 1985))"
		echo '2,,10,,,""'
		echo '3,Never,0,1999-12-31,00:00:01,bun'
	} >wanted
	for file in plain.sav rows.sav packed.zsav; do
		"$import" -q "$file" --questions-out "$file.csv" >out 2>err || fail "$file: $(cat err)"
		cmp -s wanted out || fail "$file: $(diff wanted out | cut -c1-200)"
		grep -q '^again,Will you come again?,choice,.*""1 = Surely"",""2 = Never"",""9 = No answer""' "$file.csv" ||
			fail "$file: $(cat "$file.csv")"
		head -c 700 "$file" >cut.sav
		if "$import" cut.sav >out 2>err; then fail "$file: taken, though cut off"; fi
	done
}

# A portable file, a set of multiple answers, missing values, two codes of one label.
por_of_pspp() {
	command -v pspp >/dev/null || skip 'there is no PSPP (pspp)'
	cat >in.sps <<-'END'
		data list list /id (f4) again (f2) tea (f1) bun (f1) day (date11) part (f8.5) why (a200) code (a12).
		begin data
		1 1 1 0 29-FEB-2024 0.125 "tea, bun" abc
		2 9 0 1 . -17 "" xyz
		3 98 1 1 31-DEC-1999 0.00625 "bun" zzz
		4 2 . . 01-JAN-2000 100000 "so?" abc
		end data.
		variable labels again "Will you come again?" /tea "Tea" /bun "Bun".
		value labels again 1 "Surely" 2 "Surely" 9 "No answer" 98 "Refused" /tea bun 0 "No" 1 "Yes" /code "abc" "First" "xyz" "Second" "zzz" "Third".
		missing values again (9, 90 thru 99) /code ("zzz").
		mrsets /mdgroup name=$bought label="What did you buy?" variables=tea bun value=1.
		save outfile='in.sav'.
		export outfile='in.por'.
	END
	timeout 60 pspp in.sps >said 2>&1 || skip "PSPP failed: $(head -c 200 said)"
	printf '%s\n' id,again,tea,bun,day,part,why,code '1,Surely (1),Yes,No,2024-02-29,0.125,"tea, bun",First' \
		'2,,No,Yes,,-17,"",Second' '3,,Yes,Yes,1999-12-31,0.00625,bun,' '4,Surely (2),,,2000-01-01,100000,so?,First' >wanted
	for file in in.sav in.por; do
		"$import" "$file" --questions-out q >out 2>err || fail "$file: $(cat err)"
		sed -i '1s/.*/\L&/' out
		cmp -s wanted out || fail "$file: $(diff wanted out)"
		says 'missing: 3 values in 2 columns that the file declares as missing are absent' err "$file"
		says 'labels: 2 of several codes of one label have their code behind it' err "$file"
	done
	"$import" -q in.sav --reshape long >out || fail 'in.sav, --reshape long'
	grep -q '^1,.*,What did you buy?,Tea,Yes$' out || fail "$(cat out)"
}

# Of several sheets, the first with cells; a header of two records, merged; dates, a boolean, an error, a text by formula.
book_of_libreoffice() { # FILTER
	command -v soffice >/dev/null || skip 'there is no LibreOffice (libreoffice-calc-nogui)'
	cp "$root/tests/suite/data/book.fods" .
	HOME=$PWD timeout 100 soffice --headless --convert-to "$1" book.fods >said 2>&1
	[ -s "book.${1%%:*}" ] || skip "LibreOffice wrote nothing: $(head -c 200 said)"
	"$import" "book.${1%%:*}" >out 2>err || fail "$(cat err)"
	says 'sheet: "Answers" of "Notes"( \(hidden\))?, "Answers", "Key" \(--sheet takes another\)' err "$1"
	says 'line 3, column 8: an error of the spreadsheet' err "$1"
	printf '%s\n' 'Respondent,Which did you buy? - Tea,Which did you buy? - Bun,Day,Seen,Took,Member,Share' \
		'1,Tea,,2024-02-29,2024-02-29T10:20:00,01:02:03,1,#DIV/0!' '2,,Bun,1999-12-31,,,0,0.25' \
		'3,Tea,Bun,2001-01-01,2001-01-01T00:00:00,,,Grüße' >wanted
	cmp -s wanted out || fail "$(diff wanted out)"
	"$import" -q "book.${1%%:*}" --sheet Key >out || fail 'the sheet Key'
	printf '%s\n' code,means 1,Yes | cmp -s - out || fail "the sheet Key: $(cat out)"
}
book_xlsx_of_libreoffice() { book_of_libreoffice xlsx; }
book_xls_of_libreoffice() { book_of_libreoffice 'xls:MS Excel 97'; }

for rule in book_xlsx_of_libreoffice book_xls_of_libreoffice xlsx_of_libreoffice xls_of_libreoffice sav_of_pspp por_of_pspp; do
	verdict "${rule//_/-}" $rule
done
