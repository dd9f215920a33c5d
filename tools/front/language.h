/* SPDX-License-Identifier: MIT */
/* What a filter over answers needs of its language: the word lists of lexicons/<language>/ and readers made of them. */
#ifndef SD_FRONT_LANGUAGE_H
#define SD_FRONT_LANGUAGE_H

#include "front.h"
#include "say/answer.h"
#include "say/nonanswer.h"
#include "say/prompt.h"
#include "say/words.h"

struct front_language {
	const char *code; /* --language, else "en" */
	/* function.txt, contrast.txt, abbreviations.txt, generic.txt, non-answers.tsv; each NULL where the language has
	 * none */
	struct sd_words *function, *contrast, *abbreviations, *generic;
	struct sd_nonanswers *nonanswers;
	struct sd_prompts *prompts; /* prompts.tsv */
};

/* Reads the lists; in `prepare` only. */
int front_language_load(struct front *front, struct front_language *language, struct sd_error *err);
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

/* The writer's columns for a row filter that adds one a text column: all of the header's, then those. */
void front_added_columns(struct front *front, struct sd_writer *writer, const struct sd_header *header,
			 const size_t *text, size_t text_length);
/* Begins the writer (none where NULL), runs the pass, ends the writer. */
int front_pass_whole(struct front *front, const struct sd_pass *pass, struct sd_reader *reader,
		     struct sd_writer *writer, struct sd_error *err);
/* Writes a partial to -o. */
struct sd_partial;
int front_write_partial(struct front *front, const struct sd_partial *partial, struct sd_error *err);

#endif
