# SPDX-License-Identifier: MIT
# For the build: the words of lexicons/*/forms.tsv as tables of C, a list a class of lib/rows/form_words.h, which is the
# first file:
#
#	awk -f forms.awk lib/rows/form_words.h lexicons/*/forms.tsv > build/gen/form_tables.h
#
# Of each list the words stand by their length in bytes (so LC_ALL=C), and `from` says where those of a length begin.
# A line that is not `words⇥class`, a class that is not there, and a word that a file gives a class twice fail the build.
function fail(what) {
	printf "%s:%d: %s\n", FILENAME, FNR, what > "/dev/stderr"
	failed = 1
	exit 1
}
BEGIN { FS = "\t" }
FNR == 1 { file++ }
file == 1 {
	if (match($0, /X\([a-z_]+\)/) && !/define/)
		place[class[++classes] = substr($0, RSTART + 2, RLENGTH - 3)] = classes
	next
}
/^# / || /^[ \t]*$/ { next }
NF != 2 || $1 == "" || $1 ~ /^ | $/ { fail("wants `words⇥class`") }
!($2 in place) { fail("there is no class " $2) }
(FILENAME, $2, $1) in here { fail("stands twice: " $1) }
{
	here[FILENAME, $2, $1]
	if (($2, $1) in seen)
		next
	seen[$2, $1]
	word = $1
	gsub(/\\/, "\\\\", word)
	gsub(/"/, "\\\"", word)
	bytes = length($1)
	list[$2, bytes] = list[$2, bytes] "\t\"" word "\",\n"
	count[$2, bytes]++
	if (bytes > longest[$2])
		longest[$2] = bytes
}
END {
	if (failed)
		exit 1
	print "/* SPDX-License-Identifier: MIT */"
	for (i = 1; i <= classes; i++) {
		name = class[i]
		printf "static const char *const words_%s[] = {\n", name
		for (bytes = 1; bytes <= longest[name]; bytes++)
			printf "%s", list[name, bytes]
		printf "\tNULL};\nstatic const unsigned short from_%s[] = {0, ", name
		at = 0
		for (bytes = 1; bytes <= longest[name]; bytes++) {
			printf "%d, ", at
			at += count[name, bytes]
		}
		printf "%d};\n", at
	}
	print "static const struct form {\n\tconst char *const *words;\n\tconst unsigned short *from;\n\tsize_t longest;\n} forms[] = {"
	for (i = 1; i <= classes; i++)
		printf "\t[SD_FORM_%s] = {words_%s, from_%s, %d},\n", class[i], class[i], class[i], longest[class[i]]
	print "};"
}
