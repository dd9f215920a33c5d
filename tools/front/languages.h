/* SPDX-License-Identifier: MIT */
/* FRONT_LANGUAGES: the language of each answer. One for the whole run (--language CODE), that of a column
 * (--language-column), or the one that the answer votes for (--language auto, see say/language.h).
 *
 * To use it: front_languages_load in `prepare`, front_languages_find once there is a header; a worker keeps a `struct
 * sd_teller` first and, of what it needs of a language, one a kit, made where it is first asked for; sd_tell with
 * `telling` says which. What workers counted is added up by front_teller_done and told by
 * front_languages_tell. */
#ifndef SD_FRONT_LANGUAGES_H
#define SD_FRONT_LANGUAGES_H

#include "feeling.h"
#include "language.h"
#include "say/telling.h"

struct front_languages {
	/* [0] is the language of --language, else en: of an answer of which nothing else is known, and the only one
	 * where neither auto nor a column was asked for. */
	struct front_language *kits;
	size_t length;
	const char *codes[SD_LANGUAGES_MOST]; /* theirs */
	struct sd_languages *voters; /* of the same indices; NULL without auto */
	/* Where the language was not said: all that have function words, the first kit's first; else NULL. */
	struct sd_languages *doubt;
	const char *doubt_codes[SD_LANGUAGES_MOST];
	size_t doubt_length;
	const char *column_name;
	struct sd_telling telling; /* of these; its column is found by front_languages_find */
	bool shown; /* --show-language */
	/* Set by a filter that has nothing to read some of them by: of which, and what is told of their answers. */
	bool bare[SD_LANGUAGES_MOST];
	const char *bare_told;
	struct sd_told_counts counts; /* of the workers */
};

/* What a filter wants of its languages. */
struct front_languages_wanted {
	bool lists; /* the lists of their kits */
	bool rows;  /* the rows of answers pass, so that --show-language has somewhere to add to */
	/* Of languages that only an answer or a column asks for, those without this file of lexicons/<language>/ are
	 * not known; may be NULL. */
	const char *needed;
};
/* Reads what is wanted of every language that an answer may be in; in `prepare` only. */
int front_languages_load(struct front *front, struct front_languages *languages, struct front_languages_wanted wanted,
			 struct sd_error *err);
/* Reads what the kit `index` is scored by: the first one's lexicon must be there where it is `built_in`; the answers of
 * others that have none are not scored (`bare`). In `prepare` only. */
#define FRONT_UNSCORED "answers in languages without a lexicon, not scored"
int front_feeling_load_of_run(struct front *front, struct front_languages *languages, size_t index,
			      struct front_feeling *feeling, bool built_in, struct sd_error *err);
/* Adds to the language that `voters` was given last the lists it votes by: function words and letters, which are quick
 * to read; the common words too; or these and the lexicon. In `prepare` only. */
enum front_voter { FRONT_VOTER_QUICK, FRONT_VOTER_WORDS, FRONT_VOTER_ALL };
int front_voter_lists(struct front *front, struct sd_languages *voters, const char *code, enum front_voter lists,
		      struct sd_error *err);
/* The columns of the answers, as front_text_columns finds them, and that of their language. */
int front_languages_find(struct front *front, struct front_languages *languages, const struct sd_header *header,
			 size_t **text, size_t *text_length, struct sd_error *err);
/* Their language's alone. */
int front_languages_find_column(struct front_languages *languages, const struct sd_header *header,
				struct sd_error *err);
/* Adds "--language=de", or what else says the languages, for what partials must have in common. */
void front_languages_spell(const struct front_languages *languages, struct sd_str *spelt);
/* Tells on stderr how many answers each language had, and of how many it was not known; and where none was said and
 * most answers seem to be in another one than they are read in. */
void front_languages_tell(struct front *front, const struct front_languages *languages);
void front_languages_release(struct front_languages *languages);

/* The worker_done of a pass whose context is the languages and whose workers begin with their teller. */
int front_teller_done(void *languages, void *teller, struct sd_error *err);

#endif
