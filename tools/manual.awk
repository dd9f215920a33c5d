# SPDX-License-Identifier: MIT
# Makes a manual's Markdown whole: the option table of the program (first file, from --options) gives the synopsis and
# the options, which stand behind the text's first section. Variables: name, version.
BEGIN { FS = "\t" }

function mark(text) { gsub(/[*_<>]/, "\\\\&", text); return text }

FILENAME ~ /\.options$/ {
	if (FNR == 1) next
	head = "**--" $1 "**"
	if ($2 != "") head = "**-" $2 "**, " head
	if ($4 != "") head = head " *" $4 "*"
	text = mark($7)
	if ($5 != "") { list = $5; gsub(/ /, ", ", list); text = text ": " list }
	if ($6 != "") text = text " (default " $6 ")"
	if ($3 ~ /s$/ && $3 != "flags") text = text "; may be repeated"
	if ($8 != group) { options = options "\n### " $8 "\n\n"; group = $8 }
	options = options head "\n\n: " text "\n\n"
	if ($1 == "from") takes_rows = 1
	next
}

# The text's first line is "# saydo NAME"; man pages want a title block and a NAME section.
FNR == 1 {
	title = $0
	sub(/^# */, "", title)
	print "title: " toupper(name) "\nshiftheadinglevelby: -1\nsection: 1\ndate: saydo " version "\nsource: saydo " version "\nvolume: saydo\n"
	print "## Name\n"
	naming = 1
	next
}
naming && NF { $0 = name " - " $0; naming = 0 }
/^## / && !done {
	if (options != "" && !/^## Synopsis/) {
		verb = name
		sub(/-/, " ", verb)
		print "## Synopsis\n\n**" verb "** [*OPTION*]..." (takes_rows ? " [*FILE*]..." : "") "\n"
	}
	done = 1
}
/^## Examples/ && options != "" { print "## Options\n" options; printed = 1 }
{ print }
END { if (options != "" && !printed) print "\n## Options\n" options }
