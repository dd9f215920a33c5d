/* SPDX-License-Identifier: MIT */
/* The stages of finding themes and the partials between them, so that a caller only runs the passes:
 *
 *	begin, pass                       counts terms            → partial `vocabulary`
 *	pair, pass                        counts what goes together → partial `pairs`
 *	propose                           makes the themes and their book
 *	size, pass                        applies the book
 *
 * Any of the first two may be left out where its partial is given. */
#ifndef SD_SAY_THEME_STAGES_H
#define SD_SAY_THEME_STAGES_H

#include "base/io.h"
#include "base/partial.h"
#include "say/theme_book.h"

struct sd_theme_stages {
	struct sd_theme_rows rows; /* for sd_theme_pass(); the caller fills options, lists and text */
	struct sd_partial *vocabulary, *pairs;
	struct sd_theme_terms terms;
	struct sd_themes themes;
	struct sd_words *stop;		 /* the user's, or NULL */
	struct sd_codebook *known;	 /* what is coded already, or NULL */
	struct sd_codebook *book;	 /* the proposed one, once sized */
	struct sd_str spelt;		 /* the options of the partial that is counted next; the caller adds the columns */
	struct sd_answer_reader *reader; /* the caller's */
};

/* `language` names partials: those of another one are refused. */
void sd_theme_stages_init(struct sd_theme_stages *stages, const struct sd_answer_options *options,
			  const struct sd_term_lists *lists, struct sd_answer_reader *reader);
void sd_theme_stages_release(struct sd_theme_stages *stages);
/* Looks for themes only in answers that name no code of `content`, a codebook called `name`; before anything else. */
int sd_theme_stages_take_known(struct sd_theme_stages *stages, const char *name, struct sd_text content,
			       struct sd_error *err);
/* Words that name no theme, one a line, beside those of the language; before anything else. */
int sd_theme_stages_take_stop(struct sd_theme_stages *stages, const char *name, struct sd_text content,
			      struct sd_error *err);
/* Takes a vocabulary that was counted before, of options that begin with `spelt`, which from then on names it too; `name`
 * is for messages. */
int sd_theme_stages_take_vocabulary(struct sd_theme_stages *stages, const char *name, struct sd_text content,
				    struct sd_error *err);
/* Checks that `pairs`, read from partials, were counted with the vocabulary, which must be there. */
int sd_theme_stages_take_pairs(struct sd_theme_stages *stages, struct sd_error *err);
/* Fails where there are neither function words nor words of the user's to leave out: such words would lead every theme. */
int sd_theme_stages_check_lists(const struct sd_theme_stages *stages, struct sd_error *err);
/* Hands the content of `input` to one of the functions above that take it; nothing where it is not open. */
int sd_theme_stages_read(struct sd_theme_stages *stages, struct sd_input *input,
			 int (*take)(struct sd_theme_stages *, const char *, struct sd_text, struct sd_error *),
			 struct sd_error *err);
void sd_theme_stages_begin(struct sd_theme_stages *stages);
void sd_theme_stages_pair(struct sd_theme_stages *stages);
void sd_theme_stages_propose(struct sd_theme_stages *stages, enum sd_theme_method method, size_t wanted);
/* Readies sizing with the rules of sentiment (or NULL). 1, 0 where there is no theme to size, -1. */
int sd_theme_stages_size(struct sd_theme_stages *stages, const struct sd_sentiment_rules *rules, struct sd_error *err);
/* The proposed codebook, with sizes and quotes where it was sized. */
void sd_theme_stages_add_book(const struct sd_theme_stages *stages, int64_t min_cell, struct sd_str *book);
/* How many answers name a code that was known. */
int64_t sd_theme_stages_known(const struct sd_theme_stages *stages);

#endif
