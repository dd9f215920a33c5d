/* SPDX-License-Identifier: MIT */
/* What a survey's columns ask: kind, options, how many answered; told from all cells, in bounded memory. */
#ifndef SD_READ_QUESTION_H
#define SD_READ_QUESTION_H

#include "base/count.h"
#include "read/joined.h"
#include "read/shape.h"
#include "rows/form_words.h"
#include "rows/writer.h"

/* One column's cells, summed up. */
struct sd_question {
	uint64_t answers, blank;			       /* cells with something in them; absent or empty ones */
	uint64_t numbers, points, dates, words, spaced, bytes; /* points: whole numbers 0 to 10 */
	struct sd_count *values;			       /* of at most so many */
	struct sd_joined joined;			       /* of answers that may be several options in a cell */
	uint64_t names, addresses;	  /* written as names are; with an @, or telephone numbers */
	uint64_t looked;		  /* the first 1,000 answers; of these, as read/amount.h tells them: */
	uint64_t measures, ratings, ends; /* amounts with units; points of a rating; points with their meaning */
	uint64_t objects;		  /* of JSON */
	uint64_t codes;			  /* one word with a digit in it, or a whole number of five digits and more */
	size_t shortest, longest;	  /* answer, in bytes */
	uint64_t longer, longer_again; /* of the first 400 answers: of four words and more, and those of them that came
					  before */
	bool many;		       /* more values than are kept */
	unsigned char *marks;	       /* by hash of the value, for telling how many there are */
};
void sd_question_init(struct sd_question *question);
void sd_question_release(struct sd_question *question);
void sd_question_add(struct sd_question *question, struct sd_cell cell);
/* About how many values there are (linear counting: K.-Y. Whang and others, ACM TODS 15(2), 1990). */
double sd_question_distinct(const struct sd_question *question);
/* Whether a label has one of the class's words: ASCII case aside, as a whole word or, where that ends with `*`, as the
 * beginning of one. */
bool sd_question_says(struct sd_text label, enum sd_form_class class);
/* Whether answers are several options in one cell. */
bool sd_question_joined(const struct sd_question *question);
enum sd_question_kind sd_question_tell(const struct sd_question *question, const struct sd_shape_column *column);
/* Tells the kind of each of the shape's columns that has none yet. The columns of a grid are of one kind: few answers
 * in one of them are told by what the others hold. */
void sd_questions_tell(struct sd_shape *shape, const struct sd_question *questions);

/* Writes the table `name,question,kind,prompt,group,option,options,answers,blank`. `prompt` says what an open question
 * asks for: "like", "improve" or "neutral". `length` questions beside the shape's columns. */
struct sd_question_prompts {
	void *context;
	const char *(*tell)(void *context, struct sd_text question);
};
int sd_questions_write(const struct sd_shape *shape, const struct sd_question *questions, const bool *left_out,
		       const struct sd_question_prompts *prompts, struct sd_writer *writer, struct sd_error *err);

#endif
