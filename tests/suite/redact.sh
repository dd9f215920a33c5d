# SPDX-License-Identifier: MIT
# What redact promises beyond the contracts of every filter: files still join, the key stays where it is, what is labelled
# is found.
. "$(dirname "$0")/lib.sh"
redact=$BUILD/bin/saydo-redact

new_key() { "$redact" --new-key key || fail 'no key was made'; }

# As many rows join behind it as before, and no others.
files_join() {
	new_key
	awk -F '\t' 'NR == 1 { print "id,text" } NR > 1 { print (NR % 3 ? $1 : "\" " $1 " \"") ",said" NR }' "$S/survey.tsv" >said.csv
	awk -F '\t' 'NR == 1 { print "who,amount" } NR > 1 { print $1 "," NR }' "$S/orders.tsv" >did.csv
	"$redact" -q --text text --pseudonym id --key key said.csv >said2.csv || fail said
	"$redact" -q --pseudonym who --key key did.csv >did2.csv 2>err || fail did
	for n in '' 2; do
		tr -d '" ' <"said$n.csv" | sed 1d | sort -t, -k1,1 >a
		sed 1d "did$n.csv" | sort -t, -k1,1 >b
		join -t, a b | cut -d, -f2,3 | sort >"joined$n"
	done
	[ -s joined ] || fail 'nothing joins before'
	same joined joined2 'what joins, before and after'
	cut -d, -f1 said2.csv | sed 1d | grep -vxE '[0-9a-f]{32}' >odd
	[ ! -s odd ] || fail "ids that are no pseudonyms: $(cat odd)"
	# Another label, and another key, join nothing.
	"$redact" -q --pseudonym who --pseudonym-label order --key key did.csv >did3.csv 2>err || fail did
	mv key old && new_key
	"$redact" -q --pseudonym who --key key did.csv >did4.csv 2>err || fail did
	cut -d, -f1 said2.csv | sed 1d | sort -u >ours
	cat did3.csv did4.csv | cut -d, -f1 | grep -cFxf ours >found
	[ "$(cat found)" = 0 ] || fail "$(cat found) ids join that must not"
}

normalised() {
	new_key
	printf 'id,text\nAb@X.example,1\n" ab@x.EXAMPLE",2\n' >in.csv
	"$redact" -q -t text --pseudonym id --key key in.csv | cut -d, -f1 | sed 1d | sort -u | wc -l >n
	[ "$(cat n)" = 2 ] || fail 'trimmed alone, two ids that differ in case are one'
	"$redact" -q -t text --pseudonym id --key-normalise email --key key in.csv | cut -d, -f1 | sed 1d | sort -u | wc -l >n
	[ "$(cat n)" = 1 ] || fail '--key-normalise email: not one'
}

keys() {
	new_key
	[ "$(stat -c %a key)" = 600 ] || fail "the key has mode $(stat -c %a key)"
	cp -p key kept
	local wrong
	"$redact" --new-key key >out 2>err
	expect 2 $? 'a key that is there already'
	cmp -s key kept || fail 'the key was replaced'
	printf 'id,text\n1,x\n' >in.csv
	chmod 640 key
	"$redact" -t text --pseudonym id --key key in.csv >out 2>err
	expect 2 $? 'a key that the group may read'
	says 'chmod 600' err 'a key that the group may read'
	[ ! -s out ] || fail 'it wrote rows'
	chmod 604 key
	"$redact" -t text --pseudonym id --key key in.csv >out 2>err
	expect 2 $? 'a key that all may read'
	chmod 400 key
	"$redact" -q -t text --pseudonym id --key key in.csv >out 2>err || fail "a key that its owner may only read: $(cat err)"
	# A link is as good as what it leads to.
	ln -s kept link
	"$redact" -q -t text --pseudonym id --key link in.csv >out2 2>err || fail "a link to a key: $(cat err)"
	same out out2 'a key, and a link to it'
	chmod 644 kept
	"$redact" -t text --pseudonym id --key link in.csv >out 2>err
	expect 2 $? 'a link to a key that all may read'
	chmod 600 kept
	"$redact" --new-key link >out 2>err
	expect 2 $? 'a new key through a link to one'
	ln -s nowhere dangling
	"$redact" --new-key dangling 2>err || fail "a new key where a link leads: $(cat err)"
	[ "$(stat -c %a nowhere)" = 600 ] || fail "a key behind a link has mode $(stat -c %a nowhere)"
	mkdir folder
	"$redact" -t text --pseudonym id --key folder in.csv >out 2>err
	expect 2 $? 'a key that is a folder'
	mkfifo -m 600 pipe
	(timeout 10 cat kept >pipe &)
	timeout 10 "$redact" -t text --pseudonym id --key pipe in.csv >out 2>err
	expect 2 $? 'a key from a pipe'
	# Too short, too long, twice, other digits, nothing at all.
	for wrong in 'saydo-key 00' "$(cat kept)00" "$(cat kept kept)" "$(tr 0-9 x <kept)" "$(sed 's/saydo-key //' kept)" ''; do
		echo "$wrong" >short && chmod 600 short
		"$redact" -t text --pseudonym id --key short in.csv >out 2>err
		expect 2 $? "a key that is none: $wrong"
		says 'holds no key' err 'a key that is none'
		[ ! -s out ] || fail 'it wrote rows'
	done
	if [ "$(id -u)" = 0 ]; then
		chown 65534 kept
		"$redact" -t text --pseudonym id --key kept in.csv >out 2>err
		expect 2 $? "another user's key"
		says 'another user' err "another user's key"
	fi
}

# The key is in nothing that comes out, not among arguments and not in the environment; a process that dies with it leaves
# no core file, and of its memory nothing that a core file holds has the key; others of the same user cannot look into it.
key_stays() {
	local hex raw pid from to flags n=0
	# grep looks line by line: a key with a newline among its bytes, one in eight, it would find nowhere.
	until [ -s key ] && hex=$(sed 's/saydo-key //' key) && ! fold -w 2 <<<"$hex" | grep -qx 0a; do
		rm -f key && new_key
	done
	raw=$(printf '%s' "$hex" | sed 's/../\\x&/g')
	printf 'id,text\n1,x\n' >in.csv
	"$redact" -t text --pseudonym id --key key --counts counts in.csv >out 2>err || fail "$(cat err)"
	! grep -qi "$hex" out err counts || fail 'the key came out'
	! LC_ALL=C grep -qaP "$raw" out err counts || fail 'the bytes of the key came out'
	mkfifo hold
	ulimit -c unlimited 2>/dev/null
	"$redact" -t text --pseudonym id --key key hold >out 2>err &
	pid=$!
	exec 9>hold
	printf 'id,text\n' >&9
	# Enough for rows to come out: the key has been used.
	awk 'BEGIN { for (i = 0; i < 200000; i++) print i ",a plain answer" }' >&9
	for _ in {1..100}; do [ -s out ] && grep -q '^Seccomp:.*2' "/proc/$pid/status" 2>/dev/null && break; sleep 0.2; done
	[ -s out ] || fail 'no row came out'
	grep -q 'Max core file size  *0  *0' "/proc/$pid/limits" || fail "it may write a core file: $(grep core "/proc/$pid/limits")"
	[ "$(stat -c %u "/proc/$pid/environ")" = 0 ] || fail 'it can be looked into: /proc/PID is its own'
	! tr '\0' '\n' <"/proc/$pid/cmdline" | grep -qi "$hex" || fail 'the key is among the arguments'
	if [ "$(id -u)" = 0 ] && [ -r "/proc/$pid/mem" ]; then
		! tr '\0' '\n' <"/proc/$pid/environ" | grep -qi "$hex" || fail 'the key is in the environment'
		# Each part of its memory that a core file would hold: not those marked dd (MADV_DONTDUMP).
		awk '/^[0-9a-f]+-[0-9a-f]+ r/ { part = $1; name = $6 } /^VmFlags:/ { if (part != "" && name !~ /^\[v/) print part, / dd( |$)/ ? "dd" : "-"; part = "" }' \
			"/proc/$pid/smaps" >parts
		while read -r from flags; do
			to=$((16#${from#*-})) from=$((16#${from%-*}))
			dd if="/proc/$pid/mem" of=part bs=1M iflag=skip_bytes,count_bytes skip="$from" count=$((to - from)) 2>/dev/null || continue
			if LC_ALL=C grep -qaP "$raw" part; then
				n=$((n + 1))
				[ "$flags" = dd ] || fail 'the key is in memory that a core file would hold'
			fi
			[ "$flags" = dd ] || ! LC_ALL=C grep -qai "$hex" part || fail 'the key file is in memory that a core file would hold'
		done <parts
		[ "$n" -gt 0 ] || fail 'the key was found nowhere: memory was not looked through'
	fi
	kill -ABRT "$pid"
	exec 9>&-
	wait "$pid" 2>/dev/null
	! ls core* >/dev/null 2>&1 || fail 'it left a core file'
}

# The environment is no way in: a key there is no key.
key_not_from_environment() {
	new_key
	printf 'id,text\n1,x\n' >in.csv
	SAYDO_KEY=$(cat key) KEY=$(cat key) "$redact" -t text --pseudonym id in.csv >out 2>err
	expect 2 $? 'no --key'
	says '--key FILE' err 'no --key'
	[ ! -s out ] || fail 'it wrote rows'
}

# Another user than root does the same: what /proc hides of a process that holds a key hides nothing that it needs.
other_user() {
	command -v setpriv >/dev/null && [ "$(id -u)" = 0 ] || skip 'not run by root, or there is no setpriv'
	local other="setpriv --reuid 65534 --regid 65534 --clear-groups"
	$other test -x "$redact" 2>/dev/null || skip "another user cannot reach $redact"
	mkdir open && chmod 777 open . && cd open || fail 'no folder'
	printf 'id,text\n1,x\n' >in.csv
	$other "$redact" --new-key key 2>err || fail "$(cat err)"
	$other "$redact" -q -t text --pseudonym id --key key -o out.csv in.csv 2>err || fail "$(cat err)"
	grep -qE '^[0-9a-f]{32},x$' out.csv || fail "$(cat out.csv)"
}

# What would leave personal data where it was thought to be gone is refused, with nothing written.
refusals() {
	new_key
	printf 'id,age,when,text\n1,34,09/03/2024,x\n' >in.csv
	local says arguments
	while IFS='|' read -r says arguments; do
		# shellcheck disable=SC2086 # words on purpose
		"$redact" $arguments in.csv >out 2>err
		expect 2 $? "$arguments"
		says "$says" err "$arguments"
		[ "$(sed 1d out | wc -c)" = 0 ] || fail "$arguments: it wrote rows"
	done <<-'LIST'
		no --pseudonym|-t text --key key
		needs --key|-t text --pseudonym id
		nothing else|--new-key new
		every column is dropped|--drop id --drop age --drop when --drop text
		leaves no kind|-t text --only name --except name
		one each time|-t text --only email,phone
		--coarsen "age=ten"|-t text --coarsen age=ten
		write COLUMN=month|-t text --coarsen age
		--date-format says|-t text --coarsen when=month
		is no number|-t text --coarsen when=10
		named twice|-t text --drop text
		is dropped|-t text --drop age --risk age
		no column is called|-t text --drop ages
	LIST
	[ ! -e new ] || fail 'a key was made'
}

labelled() { BUILD=$BUILD "$root/tests/quality/redact.sh" >figures || fail "$(cat figures)"; }

# A long answer takes as long as many short ones: what is looked for at each of its places ends soon, or is not there.
long_answers() {
	local piece
	for piece in '(0' '12 (' 'a@' 'Am Alten Markt ' 'Ann Poe and ' '+49 (0) ' '12 Mill Lane, ' 'at a dot ' "x'" 'DE44 ' '1:' '12-'; do
		{ echo text && printf '"' && yes "$piece" | tr -d '\n' | head -c 600000 && echo '"'; } >long.csv
		timeout 30 "$redact" -q -t text long.csv >/dev/null 2>err || fail "600 KB of '$piece': status $? ($(cat err))"
	done
}

for rule in files_join normalised keys key_stays key_not_from_environment refusals other_user labelled long_answers; do
	verdict "${rule//_/-}" $rule
done
