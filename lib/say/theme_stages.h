/* SPDX-License-Identifier: MIT */
/* The stages of finding themes and the partials between them, so that a caller only runs the passes:
 *
 *	begin, pass                       counts terms            → partial `vocabulary`
 *	pair, pass                        counts what goes together → partial `pairs`
 *	propose                           makes the themes and their book
 *	size, pass                        applies the book
 *
 * Any of the first two may be left out where its partial is given.
 *
 * Each language has themes of its own: what goes together is counted among its answers alone, for among all answers any
 * two words of one language would seem to. Of several, those are looked at that have function words, and
 * SD_THEME_ANSWERS_LEAST answers and one in SD_THEME_ANSWERS_SHARE of all or more, so that a few answers whose language
 * was mistaken make no theme. Where more than the first propose, names and codes are marked (say/theme_book.h). */
#ifndef SD_SAY_THEME_STAGES_H
#define SD_SAY_THEME_STAGES_H

#include "base/io.h"
#include "base/partial.h"
#include "say/theme_book.h"

enum { SD_THEME_ANSWERS_LEAST = 20, SD_THEME_ANSWERS_SHARE = 100 };

struct sd_theme_language {
	const char *code;
	const struct sd_reading *reading;
	struct sd_answer_reader *reader;
	struct sd_theme_rows rows;
	struct sd_theme_terms terms;
	struct sd_themes themes;
	struct sd_codebook *known; /* what is coded already, by this language's stems, or NULL */
	struct sd_codebook *book;  /* the proposed one, once sized */
	bool passed_over;	   /* too few answers, or no function words */
};

struct sd_theme_stages {
	struct sd_theme_answers answers; /* for sd_theme_pass(); the caller fills text */
	struct sd_theme_language *languages; /* of the telling's indices */
	size_t length;
	struct sd_partial *vocabulary, *pairs;
	struct sd_words *stop; /* the user's, or NULL */
	struct sd_str spelt;   /* the options of the partial that is counted next; the caller adds the columns */
};

/* `telling` and a reading for each of its languages are borrowed. `spelt` says the languages, "--language=de", and
 * names partials: those of other ones are refused. -1 where a language has no stemmer. */
int sd_theme_stages_init(struct sd_theme_stages *stages, const struct sd_telling *telling,
			 const struct sd_reading *readings, struct sd_text spelt, struct sd_error *err);
void sd_theme_stages_release(struct sd_theme_stages *stages);
/* Looks for themes only in answers that name no code of `content`, a codebook called `name`; before anything else. */
int sd_theme_stages_take_known(struct sd_theme_stages *stages, const char *name, struct sd_text content,
			       struct sd_error *err);
/* Words that name no theme, one a line, beside those of the language; before anything else. */
int sd_theme_stages_take_stop(struct sd_theme_stages *stages, const char *name, struct sd_text content,
			      struct sd_error *err);
/* Takes a vocabulary that was counted before, of options that begin with `spelt`, which from then on names it too;
 * `name` is for messages. */
int sd_theme_stages_take_vocabulary(struct sd_theme_stages *stages, const char *name, struct sd_text content,
				    struct sd_error *err);
/* Checks that `pairs`, read from partials, were counted with the vocabulary, which must be there. */
int sd_theme_stages_take_pairs(struct sd_theme_stages *stages, struct sd_error *err);
/* Fails where the only language has neither function words nor words of the user's to leave out: such words would lead
 * every theme. */
int sd_theme_stages_check_lists(const struct sd_theme_stages *stages, struct sd_error *err);
/* Hands the content of `input` to one of the functions above that take it; nothing where it is not open. */
int sd_theme_stages_read(struct sd_theme_stages *stages, struct sd_input *input,
			 int (*take)(struct sd_theme_stages *, const char *, struct sd_text, struct sd_error *),
			 struct sd_error *err);
void sd_theme_stages_begin(struct sd_theme_stages *stages);
void sd_theme_stages_pair(struct sd_theme_stages *stages);
/* At most `wanted` themes of each language; with 0 as many as are most stable. */
void sd_theme_stages_propose(struct sd_theme_stages *stages, enum sd_theme_method method, size_t wanted);
/* Readies sizing. 1, 0 where there is no theme to size, -1. */
int sd_theme_stages_size(struct sd_theme_stages *stages, struct sd_error *err);
/* The proposed codebook, with sizes and quotes where it was sized; *codes is how many it has. */
void sd_theme_stages_add_book(const struct sd_theme_stages *stages, int64_t min_cell, size_t *codes,
			      struct sd_str *book);
/* Writes the table of themes, once sized. */
int sd_theme_stages_write_summary(const struct sd_theme_stages *stages, int64_t min_cell, struct sd_writer *writer,
				  struct sd_error *err);
/* How many answers name a code that was known, and how many others there are. */
int64_t sd_theme_stages_known(const struct sd_theme_stages *stages);
int64_t sd_theme_stages_answers(const struct sd_theme_stages *stages);
/* Adds a line that says in which languages no themes were looked for, where there are such answers; of fewer than
 * `min_cell` the language is not named. */
void sd_theme_stages_add_notes(const struct sd_theme_stages *stages, int64_t min_cell, struct sd_str *notes);

#endif
