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
	"$redact" --new-key key >out 2>err
	expect 2 $? 'a key that is there already'
	cmp -s key kept || fail 'the key was replaced'
	printf 'id,text\n1,x\n' >in.csv
	chmod 640 key
	"$redact" -t text --pseudonym id --key key in.csv >out 2>err
	expect 2 $? 'a key that the group may read'
	says 'chmod 600' err 'a key that the group may read'
	[ ! -s out ] || fail 'it wrote rows'
	mkfifo -m 600 pipe
	(timeout 10 cat kept >pipe &)
	timeout 10 "$redact" -t text --pseudonym id --key pipe in.csv >out 2>err
	expect 2 $? 'a key from a pipe'
	echo 'saydo-key 00' >short && chmod 600 short
	"$redact" -t text --pseudonym id --key short in.csv >out 2>err
	expect 2 $? 'a key that is none'
	says 'holds no key' err 'a key that is none'
	if [ "$(id -u)" = 0 ]; then
		chown 65534 kept
		"$redact" -t text --pseudonym id --key kept in.csv >out 2>err
		expect 2 $? "another user's key"
		says 'another user' err "another user's key"
	fi
}

# The key is in nothing that comes out, and a process that dies with it leaves no core file; others of the same user
# cannot look into it.
key_stays() {
	new_key
	local hex pid
	hex=$(sed 's/saydo-key //' key)
	printf 'id,text\n1,x\n' >in.csv
	"$redact" -t text --pseudonym id --key key --counts counts in.csv >out 2>err || fail "$(cat err)"
	! grep -qi "$hex" out err counts || fail 'the key came out'
	mkfifo hold
	"$redact" -t text --pseudonym id --key key hold >out 2>err &
	pid=$!
	exec 9>hold
	printf 'id,text\n' >&9
	for _ in 1 2 3 4 5 6 7 8 9 10; do grep -q '^Seccomp:.*2' "/proc/$pid/status" 2>/dev/null && break; sleep 0.2; done
	grep -q 'Max core file size  *0  *0' "/proc/$pid/limits" || fail "it may write a core file: $(grep core "/proc/$pid/limits")"
	[ "$(stat -c %u "/proc/$pid/environ")" = 0 ] || fail 'it can be looked into: /proc/PID is its own'
	! tr '\0' '\n' <"/proc/$pid/cmdline" | grep -qi "$hex" || fail 'the key is among the arguments'
	exec 9>&-
	wait "$pid"
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

labelled() { BUILD=$BUILD "$root/tests/quality/redact.sh" >figures || fail "$(cat figures)"; }

for rule in files_join normalised keys key_stays other_user labelled; do
	verdict "${rule//_/-}" $rule
done
