/* SPDX-License-Identifier: MIT */
/* The cells and rows that `tokens` and `stems` write, and the counts of a stem map. */
#ifndef SD_SAY_TOKEN_CELLS_H
#define SD_SAY_TOKEN_CELLS_H

#include "base/count.h"
#include "rows/writer.h"
#include "say/answer.h"
#include "say/words.h"

/* Which tokens are kept, and how many make a gram. */
struct sd_token_choice {
	unsigned kinds;		     /* bits 1 << enum sd_token_kind */
	const struct sd_words *stop; /* tokens whose normal form is in it are left out; may be NULL */
	uint32_t least_length;	     /* words of fewer characters are left out */
	uint32_t grams;		     /* 1: single tokens; n: n kept ones beside one another in a sentence */
};
enum {
	SD_TOKEN_KINDS_DEFAULT = 1 << SD_TOKEN_WORD | 1 << SD_TOKEN_NUMBER | 1 << SD_TOKEN_EMOJI | 1 << SD_TOKEN_URL |
				 1 << SD_TOKEN_EMAIL | 1 << SD_TOKEN_MENTION | 1 << SD_TOKEN_HASHTAG
};
/* Reads kinds as INTERFACES name them, joined by commas. -1 naming the one that is none. */
int sd_token_kinds_read(const char *names, unsigned *kinds, struct sd_error *err);

/* The cell `tokens`: the kept tokens' normal forms joined by blanks, those of a gram by `_`. Absent for an absent
 * answer. `scratch` is overwritten. */
void sd_token_write(struct sd_tokenizer *tokenizer, struct sd_cell answer, const struct sd_token_choice *choice,
		    struct sd_str *scratch, struct sd_out *out);

/* row, id, column, sentence, clause, position, start, end, start_char, end_char, kind, token, normal;
 * NULL-terminated. */
extern const char *const sd_token_columns[];
/* A row a token or gram. Sentence, clause and position (among all tokens) count from 0; start and end are bytes,
 * start_char and end_char characters (code points), half-open; `kind` of a gram is `ngram`, its place its first
 * token's. */
void sd_token_write_long(struct sd_tokenizer *tokenizer, struct sd_cell answer, const struct sd_token_choice *choice,
			 uint64_t row, struct sd_cell id, struct sd_text column, struct sd_str *scratch,
			 struct sd_out *out);

/* The cell `stems`: stems of words, normal forms of what else is no punctuation, joined by blanks. */
void sd_stem_write(struct sd_answer_reader *reader, struct sd_cell answer, struct sd_str *scratch, struct sd_out *out);

/* A stem map's counts: keys of stem and surface (a word's normal form), sums of occurrences and of answers. */
enum { SD_STEM_COUNT, SD_STEM_ANSWERS, SD_STEM_WIDTH };
void sd_stem_count(struct sd_answer_reader *reader, struct sd_text answer, struct sd_count *map);
/* Writes stem, surface, count, answers in byte order. */
int sd_stem_write_map(const struct sd_count *map, struct sd_writer *writer, struct sd_error *err);

#endif
