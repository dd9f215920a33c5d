# SPDX-License-Identifier: MIT
# No byte is lost unseen: whatever becomes of the output, the status tells, and a file is whole or as it was.
. "$(dirname "$0")/lib.sh"

full_device() {
	[ -c /dev/full ] || skip 'there is no /dev/full'
	timeout 20 "$program" "${arguments[@]}" "${inputs[@]}" 2>err >/dev/full
	expect 2 $? 'onto /dev/full'
	says 'standard output: No space left on device' err 'onto /dev/full'
	timeout 20 "$program" "${arguments[@]}" "${inputs[@]}" -o /dev/full 2>err >out
	expect 2 $? '-o /dev/full'
	says '/dev/full: No space left on device' err '-o /dev/full'
	[ -c /dev/full ] || fail '/dev/full is no longer a device'
	timeout 20 "$program" --help 2>err >/dev/full
	expect 2 $? '--help onto /dev/full'
	timeout 20 "$program" --version 2>err >/dev/full
	expect 2 $? '--version onto /dev/full'
}

closed_output() {
	timeout 20 "$program" "${arguments[@]}" "${inputs[@]}" 2>err >&-
	expect 2 $? 'standard output closed'
	says 'standard output: Bad file descriptor' err 'standard output closed'
	# A page that goes to a file leaves a summary for the terminal.
	[ "$kind" != page ] || return 0
	timeout 20 "$program" "${arguments[@]}" "${inputs[@]}" -o file 2>err >&-
	expect 0 $? 'standard output closed, where nothing is written to it'
	run "${inputs[@]}"
	same out file '-o FILE with standard output closed'
	# All three closed: nothing lands in a file that took the place of a standard stream.
	timeout 20 "$program" "${arguments[@]}" "${inputs[@]}" -o file2 <&- >&- 2>&-
	expect 0 $? 'all three closed'
	same out file2 'all three closed'
}

# A pipe whose reader is gone: opened for both, then the reading end closed.
reader_gone() {
	mkfifo pipe
	exec 8<>pipe 9>pipe 8<&-
	(
		trap - PIPE
		exec env --default-signal=PIPE timeout --foreground 20 "$program" "${arguments[@]}" "${inputs[@]}"
	) 2>err >&9
	expect 141 $? 'the reader has closed the pipe (128 + SIGPIPE)'
	! grep -vE "^saydo $filter: (the |[0-9]+ rows? in)" err || fail "it should die quietly: $(cat err)"
}

reader_gone_ignored() {
	mkfifo pipe
	exec 8<>pipe 9>pipe 8<&-
	(
		trap '' PIPE
		exec timeout 20 "$program" "${arguments[@]}" "${inputs[@]}"
	) 2>err >&9
	expect 2 $? 'the reader has closed the pipe, SIGPIPE ignored'
	says 'standard output: Broken pipe' err 'SIGPIPE ignored'
}

whole_file() {
	run "${inputs[@]}"
	expect 0 $? 'the run'
	mkdir to
	timeout 60 "$program" "${arguments[@]}" "${inputs[@]}" -o to/file >nothing 2>err
	expect 0 $? '-o FILE'
	[ ! -s nothing ] || [ "$kind" = page ] || fail '-o FILE wrote to standard output'
	same out to/file '-o FILE'
	echo old >to/file
	chmod 640 to/file
	timeout 60 "$program" "${arguments[@]}" "${inputs[@]}" -o to/file >nothing 2>err
	expect 0 $? '-o FILE over an old one'
	same out to/file '-o FILE over an old one'
	local mode=640
	[ "$kind" != merge ] || mode=600 # partials are no one else's business
	[ "$(stat -c %a to/file)" = $mode ] || fail "the mode became $(stat -c %a to/file), not $mode"
	[ "$(ls -A to)" = file ] || fail "left behind: $(ls -A to)"
}

# A run that fails has not touched the old file.
failing_run() {
	mkdir to
	echo old >to/file
	if [ "$kind" = merge ]; then
		sed '$d' "$input" >broken
	elif [ "$kind" = import ]; then
		: >broken # it takes rows as they are
	else
		{ head -n 3 "$input"; echo 'one,cell,too,many,in,this,row,and,yet,more'; } >broken
	fi
	timeout 20 "$program" "${arguments[@]}" broken -o to/file >out 2>err
	expect 2 $? 'a broken input'
	[ "$(cat to/file)" = old ] || fail 'the old file was touched'
	[ "$(ls -A to)" = file ] || fail "left behind: $(ls -A to)"
	timeout 20 "$program" "${arguments[@]}" "${inputs[@]}" -o to/none/file >out 2>err
	expect 2 $? '-o into a folder that is not there'
	says 'to/none/file: No such file or directory' err '-o into a folder that is not there'
}

# A signal midway leaves no temporary and the old file as it was.
killed() {
	mkdir to
	echo old >to/file
	mkfifo feed
	"$program" "${arguments[@]}" -o to/file <feed >out 2>err &
	local pid=$! try status
	exec 9>feed
	cat "$input" >&9
	# Midway is when the output's temporary is open.
	for ((try = 0; try < 250; try++)); do
		! ls -l "/proc/$pid/fd" 2>/dev/null | grep -q "$PWD/to/" || break
		sleep 0.02
	done
	[ "$try" -lt 250 ] || { kill -KILL "$pid"; fail 'it never came to have its output open'; }
	sleep 0.05
	kill -TERM "$pid"
	for ((try = 0; try < 250; try++)); do
		kill -0 "$pid" 2>/dev/null || break
		sleep 0.02
	done
	kill -KILL "$pid" 2>/dev/null
	wait "$pid" 2>/dev/null
	status=$?
	exec 9>&-
	[ "$status" = 143 ] || fail "status $status, not 143; it said: $(cat err)"
	[ "$(cat to/file)" = old ] || fail 'the old file was touched'
	[ "$(ls -A to)" = file ] || fail "left behind: $(ls -A to)"
}

contract full-device all full_device
contract closed-output all closed_output
contract reader-gone all reader_gone
contract reader-gone-ignored all reader_gone_ignored
contract whole-file all whole_file
contract failing-run all failing_run
contract killed all killed
