# SPDX-License-Identifier: MIT
# The report's page in a browser: Chromium, headless, its network off. tests/browser/check.js says what is looked at.
. "$(dirname "$0")/lib.sh"
corpus=$root/corpora/larkspur
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || :)
chromium() {
	timeout 120 "$browser" --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --user-data-dir="$PWD/profile" \
		--host-resolver-rules='MAP * ~NOTFOUND' --enable-logging=stderr --log-level=0 "$@"
}

# A copy of page.html with the checks behind its script; their hash joins those that the policy allows.
with_checks() {
	local table
	{
		echo 'const expected = {'
		for table in tables/*.csv; do
			printf '%s: ' "\"$(basename "$table" .csv)\""
			sed -e 's/\\/\\\\/g' -e 's/`/\\`/g' -e 's/\$/\\$/g' -e 's/</\\u003c/g' -e '1s/^/`/' "$table"
			echo '`,'
		done
		echo '};'
		cat "$root/tests/browser/check.js"
	} >checks.js
	local hash
	hash=$(printf "$(sha256sum <checks.js | cut -c 1-64 | sed 's/../\\x&/g')" | base64)
	{
		sed -e "s#script-src '#script-src 'sha256-$hash' '#" -e '/^<\/body>$/,$d' page.html
		printf '<script>'
		cat checks.js
		printf '</script>\n</body>\n</html>\n'
	} >checked.html
}

# looks WIDTH: the checks at this width; the page itself must say nothing to the console.
looks() {
	with_checks
	chromium --window-size="$1",900 --virtual-time-budget=20000 --dump-dom "file://$PWD/checked.html" >dom 2>dom.err
	sed -n '/^begin-results$/,/^end-results$/p' dom >results
	[ -s results ] || fail "the checks did not run: $(grep CONSOLE dom.err | head -5)"
	! grep -q '^not ok' results || fail "$(grep '^not ok' results | head -20)"
	chromium --dump-dom "file://$PWD/page.html" >/dev/null 2>console
	! grep -q CONSOLE console || fail "the page says to the console: $(grep CONSOLE console | head -5)"
}
# report ARGUMENTS…: page.html and tables/, these as the page saves them: for a spreadsheet
report() {
	"$BUILD/bin/saydo" report "$@" -q --for-spreadsheet --tables tables -o page.html >/dev/null 2>err || fail "$(cat err)"
}

# pages of the three surveys; each is made once
page_larkspur() {
	report "$corpus/survey.csv" --title Larkspur -t 'What did you like?' -t 'What could be better?' --by store \
		--codebook "$corpus/codebook.txt" --ledger "$corpus/orders.csv" --customers "$corpus/roster.csv"
}
page_steam() {
	local data=$SAYDO_TEST_DATA/saydo/steam
	report "$data/said.csv" -t text --id player --id game --date written --score recommended --cuts 0,1 --horizon 30 \
		--observed "$data/did.csv" --observed-column last_played --log-end-by game --title Steam
}
page_olist() {
	local data=$SAYDO_TEST_DATA/saydo/olist
	report "$data/said.csv" -t text --language pt --id customer --date written --horizon 28 --ledger "$data/orders.csv" --title Olist
}
# Answers that are read from right to left, and questions, codes and groups too; made up for this.
page_right_to_left() {
	local likes=('הצוות אדיב מאוד' 'قهوة ممتازة والموظفون لطفاء' 'לחם טרי, 3 סוגים' 'المكان هادئ (مثل car wash)') i
	local better=('התור ארוך מדי' 'الطابور طويل جدا' 'המחיר של latte גבוה' 'السعر مرتفع: 25 ريال')
	local stores=('תחנה ישנה' 'شارع القناة')
	{
		echo 'id,date,חנות,"מה אהבת אצלנו?","ما الذي كان يمكن أن يكون أفضل عندما زرتنا آخر مرة في أحد متاجرنا، ولماذا برأيك؟"'
		for ((i = 0; i < 160; i++)); do
			echo "p$i,2025-0$((1 + i % 3))-10,${stores[i % 2]},\"${likes[i * 7 % 4]}\",\"${better[i * 3 % 4]}\""
		done
	} >survey.csv
	printf 'code צוות\n\tmatch הצוות\n\tmatch والموظفون\ncode الطابور\n\tmatch الطابور\n\tmatch התור\ncode מחיר\n\tmatch המחיר\n\tmatch السعر\n' >book.txt
	report survey.csv --title 'סקר לקוחות · استطلاع العملاء' -t 'מה אהבת אצלנו?' \
		-t 'ما الذي كان يمكن أن يكون أفضل عندما زرتنا آخر مرة في أحد متاجرنا، ولماذا برأيك؟' --by חנות --codebook book.txt
}
page() {
	case $1 in steam | olist) [ -d "$SAYDO_TEST_DATA" ] || skip 'no data sets (SAYDO_TEST_DATA)' ;; esac
	if [ ! -d "$S/pages/$1" ]; then
		mkdir -p "$S/pages/$1"
		(cd "$S/pages/$1" && "page_$1") || { rm -rf "$S/pages/$1"; exit 1; }
	fi
	cp -R "$S/pages/$1/." .
}

shows() {
	page "$1"
	looks 1100
	[ "$1" != larkspur ] || grep -q '^ok quotes filtered by claim and verdict' results || fail 'no claims are quoted'
	looks 390
	chromium --force-dark-mode --blink-settings=preferredColorScheme=0 --virtual-time-budget=20000 --dump-dom "file://$PWD/checked.html" >dom 2>/dev/null
	! grep -q '^not ok' dom || fail "dark: $(grep '^not ok' dom | head)"
	chromium --print-to-pdf=page.pdf "file://$PWD/page.html" >/dev/null 2>&1
	[ "$(head -c 5 page.pdf)" = '%PDF-' ] || fail 'printing gave no PDF'
}
scripted() {
	[ -n "$node" ] || skip 'no node here'
	CHROMIUM=$browser timeout 300 "$node" "$root/tests/browser/$1" "${@:2}" >said 2>&1
}
accessible() {
	page "$1"
	scripted accessible.js page.html
	grep -q '^ok nothing was said' said && ! grep -q '^not ok' said || fail "$(grep -v '^ok' said | head -20)"
}
# To be looked at, in build/pictures: desktop, dark, phone, A4 and Letter. On paper all words stand, none is cut: the last
# column of the widest table, and the end of the page.
pictures() {
	page "$1"
	mkdir -p "$BUILD/pictures"
	scripted pictures.js page.html "$BUILD/pictures/$1" || fail "$(cat said)"
	local way
	for way in .png -dark.png -phone.png -a4.pdf -letter.pdf; do
		[ -s "$BUILD/pictures/$1$way" ] || fail "no picture $1$way"
	done
	command -v pdftotext >/dev/null || return 0
	for way in a4 letter; do
		pdftotext -layout "$BUILD/pictures/$1-$way.pdf" paper.txt
		for word in 'What they talk about' 'How this was made' 'made another happen'; do
			[[ $(tr -s '[:space:]' ' ' <paper.txt) == *"$word"* ]] || fail "$way: not on paper: $word"
		done
		[ ! -f tables/theme-ledger.csv ] || grep -q 'inflation' paper.txt || fail "$way: the widest table is cut"
	done
}

# worlds WORD…: a survey and its codebook in which these stand in every place that takes foreign text.
world() { # FOLDER NAME HEADER GROUP CODE TEXT
	local i
	mkdir -p "$1"
	{
		printf 'id,date,"%s","%s"\n' "${4//\"/\"\"}" "${3//\"/\"\"}"
		for ((i = 0; i < 60; i++)); do
			printf '"p%d",2024-0%d-01,"%s","%s%s"\n' $i $((1 + i % 2)) "$([ $((i % 3)) = 0 ] && echo "${4//\"/\"\"}" || echo other)" \
				"I come in every week $([ $((i % 4)) = 0 ] && echo 'queue ' || echo 'table ')" "${6//\"/\"\"}"
		done
	} >"$1/$2"
	# What they claim of themselves is borne out by every third one's orders.
	{
		echo customer_id,time,amount
		for ((i = 0; i < 60; i++)); do
			printf "p$i,%s-10,5\n" 2023-{01..12} 2024-{01..03}
			[ $((i % 3)) != 0 ] || printf "p$i,%s,5\n" {2023-{01..12},2024-{01..03}}-{03,17,24}
		done
	} >"$1/orders.csv"
	printf 'code %s\n\tmatch queue\ncode Table\n\tmatch table\n' "$5" >"$1/book.txt"
	(cd "$1" && "$BUILD/bin/saydo" report "./$2" -q --ledger orders.csv --horizon 28 --min-cell 2 -t "$3" --by "$4" --codebook book.txt --title "$6" --quotes full \
		--for-spreadsheet --tables tables -o page.html >/dev/null 2>err) || fail "$1: $(cat "$1/err")"
}
hostile() {
	local i=0 shape text
	world harmless survey.csv Header Group Code word
	(cd harmless && looks 900) || exit 1
	grep -q '^ok quotes filtered by claim and verdict' harmless/results || fail 'no claims are quoted'
	grep -q '^frequency,,not borne out in this log,.* word,every week (52 a year)' harmless/tables/claim-quotes.csv ||
		fail "no claim is told: $(cat harmless/tables/claim-quotes.csv)"
	shape=$(grep '^shape ' harmless/results)
	for text in '<script>window.ran=1</script>' '</script><script>window.ran=1</script>' '"><img src=x onerror=window.ran=1>' \
		"' onfocus='window.ran=1' autofocus='" '</style><style>*{display:none}' '<!--' ']]>' 'javascript:window.ran=1' \
		'${window.ran=1}`' '{{7*7}}' '&lt;b&gt;&#60;i&#62;' $'\xe2\x80\xaeabc\xe2\x81\xa6' $'a\033[2Jb\x01' '</title><h1>' '</textarea></select>' '%s%n'; do
		i=$((i + 1))
		world "hostile$i" "a<b>$i'.csv" "H $text" "G $text" "C ${text//;/,}" "$text"
		(cd "hostile$i" && looks 900) || exit 1
		[ "$(grep '^shape ' "hostile$i/results")" = "$shape" ] || fail "the page has another shape with: $text"
	done
	# What a spreadsheet would run is text in what the page saves.
	for text in '=cmd|!A1' '+1+2' '-2+3' '@SUM(1)' $'\t=1' '-'; do
		i=$((i + 1))
		world "formula$i" survey.csv "$text h" "$text" "C $text" word
		(cd "formula$i" && looks 900) || exit 1
		[ "$(grep '^shape ' "formula$i/results")" = "$shape" ] || fail "the page has another shape with: $text"
		[ "$text" = $'\t=1' ] || grep -qF "\"'$text\"" "formula$i/tables/"*.csv || fail "no cell holds it alone: $text"
	done
}

# `make bench` opens the page of 200,000 answers and a million orders; here it is a twentieth of them.
sampled() {
	[ -x "$BUILD/tests/bench/answers" ] || skip "tests/bench/answers was not built (make check)"
	"$BUILD/tests/bench/answers" 10000 8000 1 >survey.csv
	"$BUILD/tests/bench/orders" 50000 8000 1 >orders.csv
	report survey.csv -t answer --id id --date date --score score --by store --ledger orders.csv --title Many
	grep -q 'of the [0-9]* answers that say something, drawn by a hash of their text' page.html || fail 'it does not say that quotes are a sample'
	[ "$(wc -c <page.html)" -lt 10000000 ] || fail "$(wc -c <page.html) bytes"
	[ -n "$node" ] || return 0
	scripted opens.js page.html || fail "$(cat said)"
}

node=$(command -v node || command -v nodejs || :)
verdict_of() {
	if [ -z "$browser" ]; then
		echo "skip suite/browser/$1: no Chromium here"
	else
		verdict "$@"
	fi
}
for name in larkspur steam olist right_to_left; do
	verdict_of "$name" shows "$name"
	verdict_of "$name/accessible" accessible "$name"
	verdict_of "$name/pictures" pictures "$name"
done
verdict_of sampled sampled
verdict_of hostile hostile
