# SPDX-License-Identifier: MIT
# The house is in order: who may include whom, what lib may call, how long a file may be, what stands at the top.
. "$(dirname "$0")/lib.sh"
cd "$root" || exit 2
rooms=$(sed -n 's/^ROOMS = //p' Makefile)

# Every file of the project, also where there is no git (an unpacked archive).
files() {
	if [ -e "$root/.git" ] && command -v git >/dev/null; then
		git -C "$root" ls-files --cached --others --exclude-standard
	else
		(cd "$root" && find . -name .git -prune -o -path "./build" -prune -o -type f -print | sed 's#^\./##')
	fi | while IFS= read -r name; do [ ! -f "$root/$name" ] || echo "$name"; done
}
files >"$S/files"
sources() { grep -E '^(lib|tools|tests|corpora)/.*\.[ch]$' "$S/files" | sed "s#^#$root/#"; }
in_lib() { grep -E '^lib/.*\.[ch]$' "$S/files" | sed "s#^#$root/#"; }
none() { # WHAT, findings on standard input
	sed "s#^$root/##" >found
	[ ! -s found ] || fail "$1:"$'\n'"$(cat found)"
}

lower_rooms() {
	[ -n "$rooms" ] || fail 'the Makefile has no line ROOMS ='
	in_lib | xargs grep -HnoE '^[ \t]*#[ \t]*include[ \t]+"[a-z]+/' | sed "s#^$root/lib/##" |
		awk -F: -v rooms="$rooms" '
			BEGIN { n = split(rooms, name, " "); for (i = 1; i <= n; i++) place[name[i]] = i }
			{
				own = $1; sub(/\/.*/, "", own)
				other = $3; sub(/.*"/, "", other); sub(/\/.*/, "", other)
				if (!(own in place)) print $1 ": the room " own " is not in ROOMS"
				else if (!(other in place)) print $1 ":" $2 ": includes from no room: " other
				else if (place[other] > place[own]) print $1 ":" $2 ": " own " includes the higher room " other
			}' | none 'a room includes a higher one'
	in_lib | xargs grep -HnE '#[ \t]*include[ \t]+"(\.\./|tools/|front/|tests/)' | none 'lib includes what is not of lib'
}

say_and_do() {
	grep -rnE '#[ \t]*include[ \t]+"do/' "$root/lib/say" | none 'lib/say includes do/'
	grep -rnE '#[ \t]*include[ \t]+"say/' "$root/lib/do" | none 'lib/do includes say/'
	[ -n "$(ls "$root"/lib/say/*.c)" ] && [ -n "$(ls "$root"/lib/do/*.c)" ] || fail 'a room is empty'
}

# lib returns what went wrong; only tools print and exit.
lib_is_silent() {
	local calls='v?printf|v?fprintf|v?dprintf|f?puts|putchar|f?putc|fwrite|perror|_?exit|quick_exit|warnx?|errx?|syslog'
	in_lib | xargs grep -nE "(^|[^a-zA-Z0-9_>.])($calls)[ \t]*\(" |
		none 'lib prints or exits'
	in_lib | xargs grep -nE '(^|[^a-zA-Z0-9_])(setlocale|srand|srandom|drand48|random|time|gettimeofday|getenv)[ \t]*\(' |
		grep -v 'secure_getenv' | none 'lib asks for the locale, the clock, the environment or an unseeded random number'
}

licences() {
	sources | while IFS= read -r file; do
		[ "$(head -n 1 "$file")" = '/* SPDX-License-Identifier: MIT */' ] || echo "$file: the first line"
		[ "$(grep -c '^/\* SPDX-License-Identifier' "$file")" = 1 ] || echo "$file: more than one such line"
	done | none 'no SPDX line'
	grep -E '(\.sh|\.awk|^Makefile|^tests/run|^tests/bench/run|^\.ci/run)$' "$S/files" | while IFS= read -r file; do
		head -n 2 "$root/$file" | grep -q '^# SPDX-License-Identifier: MIT$' || echo "$file"
	done | none 'no SPDX line'
}

lengths() {
	in_lib | xargs wc -l | awk '$2 != "total" && $1 > 600 { print $2 ": " $1 " lines; it hides two modules" }' |
		none 'long files'
	ls "$root"/tools/*.c | xargs wc -l |
		awk '$2 != "total" && $1 > 160 { print $2 ": " $1 " lines; it hides a module of lib" }' | none 'long tools'
}

# Columns, not bytes: a TAB goes to the next multiple of eight, and only the first byte of a character counts. Rows of
# tables, and tables that clang-format leaves alone, may be longer.
columns() {
	sources | xargs awk '
		FNR == 1 { off = 0 }
		/clang-format off/ { off = 1 }
		length > 60 && !off && !/^[ \t]*\{./ && !/^[ \t]*[A-Z_]+\(.*\),?$/ {
			line = $0
			gsub(/[\200-\277]/, "", line)
			pieces = split(line, piece, "\t")
			width = 0
			for (i = 1; i < pieces; i++) width += length(piece[i]) + 8 - (width + length(piece[i])) % 8
			width += length(piece[pieces])
			if (width > 120) print FILENAME ":" FNR ": " width " columns"
		}
		/clang-format on/ { off = 0 }' | none 'lines of more than 120 columns (git clang-format wraps them)'
}

only_the_makefile() {
	local outside='\.\./shared'
	sed "s#^#$root/#" "$S/files" | grep -v "^$root/Makefile\$" | xargs -d '\n' grep -IlE "(^|[^.])$outside" |
		grep -v '/tests/suite/rooms\.sh$' | none 'names a folder outside of the source'
}

filters_whole() {
	local missing='' name
	for name in $FILTERS; do
		[ -f "$root/tools/$name.c" ] || missing="$missing tools/$name.c"
		[ -f "$root/tools/$name.md" ] || missing="$missing tools/$name.md"
		ls -d "$root/tests/cases/$name"/*/ >/dev/null 2>&1 || missing="$missing tests/cases/$name/"
	done
	[ -z "$missing" ] || fail "there is no$missing"
	for name in "$root"/tools/*.c; do
		name=$(basename "$name" .c)
		case " saydo $(sed -n 's/^FILTERS = //p' "$root/Makefile") " in *" $name "*) ;; *) echo "tools/$name.c" ;; esac
	done | none 'no filter of FILTERS'
}

top_level() {
	cut -d/ -f1 "$S/files" | sort -u |
		grep -vxE 'tools|lib|lexicons|corpora|tests|Makefile|README\.md|LICENSE|CONTRIBUTING\.md|\..*' |
		none 'these do not belong at the top level'
}

# Where a test of a module stands is where the module stands.
tests_mirror() {
	local test
	for test in "$root"/tests/unit/*/test_*.c; do
		test=${test#"$root"/tests/unit/}
		[ -d "$root/lib/${test%/*}" ] || echo "tests/unit/$test: there is no room lib/${test%/*}"
	done | none 'tests/unit does not mirror lib'
}

for rule in lower_rooms say_and_do lib_is_silent licences lengths columns only_the_makefile filters_whole \
	top_level tests_mirror; do
	verdict "${rule//_/-}" $rule
done
