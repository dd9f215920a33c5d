# SPDX-License-Identifier: MIT
# What check finds: each fault is planted in a survey that has none, and must be told, in its column, with the number of its
# rows, and nothing else with it.
. "$(dirname "$0")/lib.sh"
check=$BUILD/bin/saydo-check

# 200 rows without a fault: ids as customers have them, dates, a store, a grid of four, seconds, answers no two of which are
# the same.
clean() {
	awk 'BEGIN {
		split("bread coffee till queue menu soup staff window parking price", what, " ")
		split("warm slow friendly small clean noisy bright early late fine", how, " ")
		split("morning evening weekend lunch visit", when, " ")
		print "id,date,store,Q5_1,Q5_2,Q5_3,Q5_4,duration,text"
		for (i = 1; i <= 200; i++)
			printf "C%05d,2024-%02d-%02d,%s,%d,%d,%d,%d,%d,The %s was %s when I came for the %s number %d\n", i * 37 % 99991, i % 12 + 1,
				i % 28 + 1, i % 3 ? "north" : "south", i % 5 + 1, (i + 1) % 5 + 1, i * 3 % 5 + 1, i * 7 % 5 + 1, 200 + i * 13 % 300,
				what[i % 10 + 1], how[int(i / 10) % 10 + 1], when[i % 5 + 1], i
	}'
}
# The cell in column COLUMN of each row that CONDITION (awk, on NR from 2) picks becomes TEXT.
plant() { # COLUMN CONDITION TEXT
	clean | awk -F, -v OFS=, -v column="$1" -v text="$3" "NR > 1 && ($2) { \$column = text } { print }" >planted.csv
}
run() { "$check" -q -t text --as-of 2024-12-31 "$@" >out 2>err; }
# told SEVERITY COLUMN ROWS PATTERN: it alone is told.
told() {
	run planted.csv
	expect 1 $? "$4"
	[ "$(sed 1d out | wc -l)" = 1 ] || fail "more than one finding, or none, for: $4
$(cat out)"
	sed 1d out | grep -qE "^$1,$2,$3,.*$4" || fail "it said for: $4
$(cat out)"
}

nothing() {
	clean >clean.csv
	run clean.csv
	expect 0 $? 'a survey without a fault'
	[ "$(wc -l <out)" = 1 ] || fail "$(cat out)"
}

planted() {
	plant 1 'NR % 50 == 0' C00037 && told error id 4 'ids that an earlier row has'
	plant 1 'NR % 50 == 0' '' && told error id 4 'rows without an id'
	plant 1 'NR % 20 == 0' 1.23E+12 && run planted.csv && fail 'no finding'
	grep -qE '^error,id,10,.*numbers as 1.23E' out || fail "1.23E+12: $(cat out)"
	plant 2 'NR % 40 == 0' 2031-01-01 && told error date 5 'dates after 2024-12-31'
	plant 2 'NR % 40 == 0' 1899-12-30 && told warning date 5 'dates before 2000-01-01'
	plant 2 'NR % 40 == 0' soon && told error date 5 'no dates'
	plant 3 'NR > 1' north && told note store '' 'holds one value'
	plant 3 'NR > 1' '' && told warning store '' 'is empty'
	plant 3 'NR % 40 == 0' 'ann@example.org' && told warning store 5 'e-mail addresses'
	plant 3 'NR % 3 < 3' '+44 7700 900123' && run planted.csv
	grep -qE '^warning,store,200,.*column of telephone numbers' out || fail "telephones: $(cat out)"
	plant 8 'NR % 40 == 0' 12 && told warning duration 5 'faster than 33 %'
	plant 8 'NR % 40 == 0' -5 && told error duration 5 'ends before it begins'
	clean | awk -F, -v OFS=, 'NR > 1 && NR % 40 == 0 { $4 = $5 = $6 = $7 = 3 } { print }' >planted.csv
	run planted.csv
	grep -qE '^warning,Q5_1,[0-9]+,.*same answer to all 4' out || fail "straight lines: $(cat out)"
	plant 9 'NR % 40 == 0' 'The bread was warm when I came again' && told warning text 4 'that an earlier row has'
	plant 9 'NR % 40 == 0' 'asdfgh' && told warning text 5 'keys struck at random'
	plant 9 'NR % 40 == 0' "don't know" && told note text 5 'do not know'
	plant 9 'NR % 40 == 0' 'n/a' && told note text 5 'nothing to say'
	plant 9 'NR == 40' 'Das Brot war noch warm und die Bedienung sehr freundlich zu uns allen' && told note text 1 'answers in de'
	plant 9 'NR == 40' 'You may write to ann@example.org about it' && told warning text 1 'e-mail addresses'
	plant 9 'NR == 40' 'card 4111 1111 1111 1111 was charged' && told warning text 1 'payment cards'
	plant 9 'NR == 40' "$(printf 'The caf\303\203\302\251 was warm')" && told error text 1 'read in the wrong encoding'
	plant 9 'NR == 40' "$(printf 'The caf\357\277\275 was warm')" && told warning text 1 'replacement characters'
	plant 9 'NR == 40' "$(printf 'The caf\007 was warm')" && told note text 1 'control characters'
	clean | sed '1s/store/Q5_1/' >planted.csv
	run planted.csv
	grep -q 'bear one name' out err || fail "two columns of one name: $(cat out err)"
	clean | sed '1s/store//' >planted.csv && run planted.csv
	grep -qE '^error,"?"?,,column 3 has no name' out || fail "no name: $(cat out)"
	clean | awk '{ print } NR == 1 { header = $0 } NR == 100 { print header }' >planted.csv && told error '' 1 'say the header again'
}

# Ids that a spreadsheet changed: first zeros cut off, 15 digits kept; and those that only look so.
ids() {
	# 1 in 10 had a first zero.
	clean | awk -F, -v OFS=, 'NR > 1 { n = NR * 7919 * 331 % 1000003; $1 = sprintf("%06d", n) + 0 } { print }' >planted.csv
	run planted.csv
	grep -qE '^warning,id,[0-9]+,.*first zero' out || fail "first zeros: $(cat out)"
	clean | awk -F, -v OFS=, 'NR > 1 { $1 = "45001234567" sprintf("%04d", NR) "00" } { print }' >planted.csv
	run planted.csv
	grep -qE '^error,id,200,.*16 digits' out || fail "15 digits: $(cat out)"
	# Given out in order from 1, from 95, and with zeros kept: no fault.
	clean | awk -F, -v OFS=, 'NR > 1 { $1 = NR - 1 } { print }' >planted.csv && run planted.csv || fail "1, 2, 3, …: $(cat out)"
	clean | awk -F, -v OFS=, 'NR > 1 { $1 = 9900 + NR } { print }' >planted.csv && run planted.csv || fail "9902 on: $(cat out)"
	clean | awk -F, -v OFS=, 'NR > 1 { $1 = sprintf("%08d", NR * 37) } { print }' >planted.csv && run planted.csv || fail "zeros kept: $(cat out)"
}

# Files that are no survey yet: what reads them is named.
headers() {
	printf 'RespondentID,Why?,Which?,\n,Open-Ended Response,Tea,Coffee\n1,So,Tea,\n2,Thus,,Coffee\n' >planted.csv
	"$check" -q planted.csv >out 2>err
	expect 1 $? 'two headers'
	grep -qE '^error,,1,.*second header.*saydo import' out || fail "two headers: $(cat out)"
	printf 'V1,V8,Q1\nResponseID,StartDate,Why?\nR_1,2024-01-02,So\n' >planted.csv
	"$check" -q planted.csv >out 2>err
	grep -qE '^error,,1,.*second header.*saydo import' out || fail "V1: $(cat out)"
	printf 'StartDate,Q1\nStart Date,Why?\n"{""ImportId"":""startDate""}","{""ImportId"":""QID1""}"\n2024-01-02,So\n' >planted.csv
	"$check" -q planted.csv >out 2>err
	grep -qE '^error,,[12],.*saydo import' out || fail "ImportId: $(cat out)"
	# An answer may be "Response" where it is one.
	printf 'id,text\n1,Response\n2,Your response was quick\n' >planted.csv
	"$check" -q -t text planted.csv >out 2>err
	! grep -q 'second header' out || fail "$(cat out)"
}

# Boxes that some ticked are no column of one value.
ticked() {
	clean | awk -F, -v OFS=, '{ print $0, NR == 1 ? "Which: soup" : NR % 4 ? "" : "soup" }' >planted.csv
	run planted.csv || fail "$(cat out)"
}

not_utf8() {
	plant 9 'NR % 40 == 0' 'The cafXX was warm on number 7' && LC_ALL=C sed -i "s/cafXX/caf$(printf '\351')/" planted.csv
	awk -F, -v OFS=, 'NR % 40 == 0 { $9 = $9 NR } { print }' planted.csv >p && mv p planted.csv
	told error '' 5 'not UTF-8: saydo import'
	"$check" -t text --invalid-utf8 reject planted.csv >out 2>err
	expect 2 $? '--invalid-utf8 reject'
	says 'line 40, .*UTF-8' err '--invalid-utf8 reject'
}

date_forms() {
	clean | awk -F, -v OFS=, 'NR > 1 { split($2, d, "-"); $2 = d[3] "/" d[2] "/" d[1] } { print }' >planted.csv && told error date 200 '%d/%m/%Y'
	run --date-format %d/%m/%Y planted.csv || fail "as it said: $(cat out)"
	clean | awk -F, -v OFS=, 'NR > 1 { split($2, d, "-"); $2 = NR % 10 ? d[3] "/" d[2] "/" d[1] : d[2] "/" d[3] "/" d[1] } { print }' >planted.csv
	run planted.csv
	grep -qE '^error,date,[0-9]+,.*dates with the month first' out || fail "both orders: $(cat out)"
	clean | awk -F, -v OFS=, 'NR > 1 && NR % 20 == 0 { split($2, d, "-"); $2 = d[3] "." d[2] "." d[1] } { print }' >planted.csv
	run planted.csv
	grep -qE '^warning,date,10,.*dates written as 09.03.2024, where most' out || fail "two forms: $(cat out)"
}

for rule in nothing planted ids headers ticked not_utf8 date_forms; do
	verdict "${rule//_/-}" $rule
done
