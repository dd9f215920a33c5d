# SPDX-License-Identifier: MIT
# For scripts: the shared sets with a score, each as NAME, LANGUAGE, COLUMN of the score, 1 where low is good, FILE below
# $SAYDO_TEST_DATA; and `prepare FOLDER`, which lays them out there as NAME.csv. Patients' grades are 1 (best) to 5, and
# their column takes a name of its own, for elsewhere a high "sentiment" is the good one.
sets='
airline en sentiment 0 sentiment/airline.csv
pros_cons en sentiment 0 sentiment/pros_cons.csv
clothing en rating 0 sentiment/clothing.csv
hotel_reviews en sentiment 0 sentiment/hotel_reviews.csv
course_evaluations en sentiment 0 sentiment/course_evaluations.csv
imdb en sentiment 0 sentiment/imdb.csv
steam en recommended 0 saydo/steam/said.csv
nhs en grade 1 codes/nhs.csv
germeval de sentiment 0 sentiment/germeval_de.csv
tass es sentiment 0 sentiment/tass_es.csv
olist pt score 0 saydo/olist/said.csv
'
# What every run of `saydo learn` over them is given.
learning='--text text --score sentiment --score rating --score recommended --low-is-best grade'
learning_pt='--text text --score score'

learning_options() { # LANGUAGE FOLDER: what `saydo learn` is given for it, as `options`
	local given=$learning
	[ "$1" != pt ] || given=$learning_pt
	# shellcheck disable=SC2206
	options=($given --ridge 12 --least 5)
	[ ! -f "$2/skip.txt" ] || options+=(--stop "$2/skip.txt")
}

prepare() {
	local name language column low file
	while read -r name language column low file; do
		[ -z "$name" ] || case $name in
		nhs) sed '1s/sentiment/grade/' "$SAYDO_TEST_DATA/$file" >"$1/$name.csv" ;;
		*) ln -sf "$SAYDO_TEST_DATA/$file" "$1/$name.csv" ;;
		esac
	done <<<"$sets"
}

names_of() { # LANGUAGE: its sets
	awk -v language="$1" '$2 == language { print $1 }' <<<"$sets"
}
