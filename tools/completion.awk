# SPDX-License-Identifier: MIT
# Makes bash's completion from every filter's option table: lines `filter⇥name⇥letter⇥kind⇥argument⇥choices⇥default⇥…`.
BEGIN {
	FS = "\t"
	print "# bash completion for saydo, made from the filters' option tables"
}
$2 == "name" { next }
{
	if (!($1 in options)) order[++filters] = $1
	options[$1] = options[$1] " --" $2
	if ($6 != "") choices[$1 SUBSEP "--" $2] = $6
	if ($4 == "in" || $4 == "ins" || $4 == "out" || $4 == "private") files[$1] = files[$1] "|--" $2
	if ($4 == "dir") folders[$1] = folders[$1] "|--" $2
}
END {
	print "_saydo() {"
	print "\tlocal word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} filter=${COMP_WORDS[1]} words="
	print "\tCOMPREPLY=()"
	printf "\tif [ \"$COMP_CWORD\" = 1 ]; then words='"
	for (i = 1; i <= filters; i++) printf "%s ", order[i]
	print "help'"
	print "\telse case $filter in"
	for (i = 1; i <= filters; i++) {
		f = order[i]
		print "\t" f ")"
		print "\t\tcase $before in"
		for (key in choices) {
			split(key, part, SUBSEP)
			if (part[1] == f) lines[part[2]] = choices[key]
		}
		n = 0
		for (name in lines) names[++n] = name
		for (a = 2; a <= n; a++)
			for (b = a; b > 1 && names[b] < names[b - 1]; b--) { t = names[b]; names[b] = names[b - 1]; names[b - 1] = t }
		for (a = 1; a <= n; a++) print "\t\t" names[a] ") words='" lines[names[a]] "' ;;"
		for (name in lines) delete lines[name]
		if (files[f] != "") print "\t\t" substr(files[f], 2) ") compopt -o default; return ;;"
		if (folders[f] != "") print "\t\t" substr(folders[f], 2) ") compopt -o dirnames; return ;;"
		print "\t\t*) case $word in -*) words='" substr(options[f], 2) "' ;; *) compopt -o default; return ;; esac ;;"
		print "\t\tesac ;;"
	}
	print "\thelp) words='" "'$(saydo 2>/dev/null | sed -n 's/^  \\([a-z]*\\)  *.*/\\1/p') ;;"
	print "\tesac; fi"
	print "\tCOMPREPLY=($(compgen -W \"$words\" -- \"$word\"))"
	print "}"
	print "complete -F _saydo saydo"
}
