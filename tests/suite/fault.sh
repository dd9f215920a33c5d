# SPDX-License-Identifier: MIT
# Whatever call fails, and whenever: the 1st, the 2nd, the 3rd … until a run has no more of them. No output is lost with a
# status that says it is done, no file is half written, nothing is left behind, and no filter dies of it.
. "$(dirname "$0")/lib.sh"

fault=$BUILD/tests/fault.so
here_is() { [ -e "$fault" ] || skip "$fault was not built"; }

# under FAULT: one run with it, into to/file, which was there before. Sets $status and whether the fault came.
under() {
	rm -rf to
	mkdir to
	echo old >to/file
	timeout 20 env FAULT="$1" LD_PRELOAD="$fault" "$program" "${arguments[@]}" "${inputs[@]}" -o to/file >nothing 2>err
	status=$?
	came=$(grep -c '^fault: it comes$' err)
}

# What must hold after it: all is well and the file whole, or it failed, said why, and the file is whole or the old one.
holds() {
	[ "$(ls -A to)" = file ] || fail "$1: left behind: $(ls -A to)"
	case $status in
	"$usual") cmp -s want to/file || fail "$1: status $status and another output: $(cmp want to/file 2>&1)" ;;
	2)
		cmp -s want to/file || [ "$(cat to/file)" = old ] || fail "$1: a file half written: $(head -c 300 to/file)"
		grep -v '^fault: ' err | grep -q "^saydo" || fail "$1: it failed and said nothing"
		case $1 in memory*) grep -q '^saydo.*[mM]emory' err || fail "$1: it said something else: $(head -c 600 err)" ;; esac
		;;
	*) fail "$1: status $status; it said: $(head -c 600 err)" ;;
	esac
}

wanted() {
	here_is
	under none:1:works
	[ "$came" = 0 ] || fail 'a fault that nobody asked for'
	usual=$status
	case $usual in 0 | 1) ;; *) fail "status $usual; it said: $(head -c 600 err)" ;; esac
	cp to/file want
}

# each CALLS HOW DENSE LEAST: N = 1, 2, 3 …, behind DENSE in larger and larger steps; there are LEAST calls or more.
each() {
	local n=1 last=0
	while [ "$n" -lt 10000000 ]; do
		under "$1:$n:$2"
		[ "$came" != 0 ] || break
		[ "$2" != "${2#fails}" ] || [ "$status" = "$usual" ] || fail "$1 $2, call $n: status $status; it said: $(head -c 600 err)"
		holds "$1 $2, call $n"
		last=$n
		n=$((n < $3 ? n + 1 : n + n / 2 + 1))
	done
	[ "$last" -ge "$4" ] || fail "$1 $2: hardly a call was met: $last"
}

byte_by_byte() { # WAY WORDS
	under "$1:1:short:ever"
	[ "$status" = "$usual" ] || fail "byte by byte: status $status"
	holds "$2 byte by byte"
}

reading() {
	wanted
	each in fails 24 2
	each in fails:ever 4 2
	each in interrupted 4 2
	byte_by_byte in read
}

writing() {
	wanted
	each out fails 24 4
	each out fails:ever 24 4
	each out interrupted 24 1
	byte_by_byte out written
}

memory() {
	wanted
	each memory fails 4 40
}

contract reading all reading
contract writing all writing
contract memory all memory
