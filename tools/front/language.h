/* SPDX-License-Identifier: MIT */
/* What a filter over answers needs of its language: the word lists of lexicons/<language>/ and readers made of them. */
#ifndef SD_FRONT_LANGUAGE_H
#define SD_FRONT_LANGUAGE_H

#include "front.h"
#include "say/answer.h"
#include "say/nonanswer.h"
#include "say/words.h"

struct front_language {
	const char *code; /* an ISO 639-1 code where it is known by one, else as --language has it; "en" where not
			     given */
	/* function.txt, contrast.txt, abbreviations.txt, generic.txt, non-answers.tsv; each NULL where the language has
	 * none */
	struct sd_words *function, *contrast, *abbreviations, *generic;
	struct sd_nonanswers *nonanswers;
};

/* The code of --language; NULL with `err` where that is auto: for filters that read all answers in one language. */
const char *front_language_code(struct front *front, struct sd_error *err);
/* Reads the lists of the one language of a run, or of `code`; in `prepare` only. */
int front_language_load(struct front *front, struct front_language *language, struct sd_error *err);
int front_language_load_of(struct front *front, const char *code, struct front_language *language,
			   struct sd_error *err);
/* A word list of the user's; in `prepare` only. NULL with `err`. */
struct sd_words *front_words(const char *path, struct sd_error *err);
void front_language_release(struct front_language *language);
struct sd_answer_options front_answer_options(const struct front_language *language, bool hyphen_parts);
/* A reader of answers for one thread; see sd_answer_options.hyphen_parts. */
struct sd_answer_reader *front_answer_reader(const struct front_language *language, bool hyphen_parts,
					     struct sd_error *err);

/* A tokenizer for one thread. */
struct sd_tokenizer *front_tokenizer(const struct front_language *language);

/* The columns that tell whose answer it is, for rows of their own: those of --id, else the only one of a usual name,
 * else none (*length 0). */
int front_optional_ids(struct front *front, const struct sd_header *header, size_t **indices, size_t *length,
		       struct sd_error *err);

/* Begins the writer (none where NULL), runs the pass, ends the writer. */
int front_pass_whole(struct front *front, const struct sd_pass *pass, struct sd_reader *reader,
		     struct sd_writer *writer, struct sd_error *err);
/* Tells on stderr which lists the language has not, for filters that read answers by them. */
void front_language_tell_lists(struct front *front, const struct front_language *language);


#endif
