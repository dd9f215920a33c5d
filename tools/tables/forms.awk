# SPDX-License-Identifier: MIT
# For the build: the words of lexicons/*/forms.tsv as tables of C, a list a class of lib/rows/form_words.h, which is the
# first file:
#
#	awk -f forms.awk lib/rows/form_words.h lexicons/*/forms.tsv > build/gen/form_tables.h
#
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
	list[$2] = list[$2] "\t\"" word "\",\n"
}
END {
	if (failed)
		exit 1
	print "/* SPDX-License-Identifier: MIT */"
	for (i = 1; i <= classes; i++)
		printf "static const char *const words_%s[] = {\n%s\tNULL};\n", class[i], list[class[i]]
	print "static const char *const *const words_of[] = {"
	for (i = 1; i <= classes; i++)
		printf "\t[SD_FORM_%s] = words_%s,\n", class[i], class[i]
	print "};"
}
