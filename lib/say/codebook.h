/* SPDX-License-Identifier: MIT */
/* A codebook: codes in a hierarchy, each with what it means and the patterns that name it.
 *
 *	# a comment has a line of its own
 *	code Waiting time
 *		label       Waiting and queues
 *		definition  How long it took to be served
 *		example     The queue went out of the door
 *		match       queue* wait slow "took for ever" 'long line'
 *		code At the counter
 *			match  till "no one at the counter"
 *
 * One thing a line: a keyword, blanks, and the rest of the line. What is indented further than a `code` belongs to it,
 * all by the same tabs or blanks. Tabs and blanks are not mixed. Patterns:
 *
 *	wait                 any word with the stem of "wait": waited, waiting
 *	queue*               words by their letters; * stands for any number of them, at any place but alone
 *	"took for ever"      these words as written, case aside; a * may stand in a word, or between two for any one
 *word 'long line'          these words by their stems: long lines
 *
 * The words of a pattern stand beside one another in one sentence, punctuation aside. Operators make one pattern of
 * several (grammar in say/pattern.h, meaning in say/match.h); [ ] { } | are refused outside quotes:
 *
 *	late NEAR/5 deliver*	price AND/clause high	wait NOT "no wait"	(late OR slow) BEFORE parcel
 *
 *
 * A code may weigh its patterns:
 *
 *	code Waiting
 *		threshold  0.5
 *		weigh      0.8 slow "long time"
 *		weigh      -0.4 "waiting room"
 *
 * Each pattern of a `weigh` line counts as much, each of `match` 1. What a code scores in an answer is the sum over its
 * different patterns found there, each once; it is named where that reaches its threshold (above 0; 1 where the book
 *says nothing). Weights and thresholds are in 1/10,000, from −1,000 to 1,000. A pattern of two codes is an error where
 *both `match` it, and may be of any number where they weigh it.
 *
 * Codes may be rivals: one that says `beside 0.5` is named only where its score, as a multiple of its threshold, comes
 *to at least half (0.5; above 0, 1 at most) of that of any other code that says `beside` and reaches its threshold. So
 *what a long answer hints at is not named beside what it is about.
 *
 * A code may be of one language: behind `language de`, before its patterns, these are looked for only in answers that
 *are read in German. Codes below it say so for themselves.
 *
 * One code may say `otherwise`, with nothing behind it: it is named, too, in an answer that has words, is no non-answer
 *and names no other code.
 *
 * A code found implies the codes above it. A name holds any character but `;` and a line's end. */
#ifndef SD_SAY_CODEBOOK_H
#define SD_SAY_CODEBOOK_H

#include "base/decimal.h"
#include "base/hash.h"
#include "say/match.h"

#define SD_NO_CODE UINT32_MAX

struct sd_code {
	struct sd_text name;
	struct sd_text label, definition; /* data NULL where not given */
	const char *language; /* whose answers its patterns are looked for in, as sd_language_code() has it; NULL:
				 all */
	const struct sd_text *examples;
	size_t examples_length;
	uint32_t parent; /* an index, SD_NO_CODE at the top */
	uint32_t depth;	 /* 0 at the top */
	uint64_t line;	 /* in the file, from 1 */
	sd_decimal threshold; /* SD_DECIMAL_UNIT where not given */
	sd_decimal beside;    /* 0 where not given */
	bool weighs;	 /* its threshold or the weight of a pattern is not 1 */
};

/* A code that a pattern speaks for. */
struct sd_code_use {
	uint32_t code;
	sd_decimal weight; /* not 0 */
};

struct sd_codebook;
/* Reads a codebook's whole content, in this form or as LIWC (.dic, .dicx) or quanteda (YAML) write dictionaries, which
 * is told by what stands in it: there a category is a code, its terms are words as written, each of weight 1 but where
 * a .dicx says another, and names within names are codes below codes, called as quanteda does (Service.Staff).
 *
 * `name` is for messages, `reader` is needed only for the call and tells how words are cut and stemmed. NULL with
 * `err`, naming file, line and column (characters, from 1), where a line is not of the form above, a name is used twice
 * or is one of the built-in ones (say/nonanswer.h), two codes match the same pattern, one gives it two weights, a
 * pattern can never match, the weights of a code cannot reach its threshold, a code has neither patterns nor codes
 * below it, or there is no code at all. */
struct sd_codebook *sd_codebook_new(const char *name, struct sd_text content, struct sd_answer_reader *reader,
				    struct sd_error *err);
/* The same book in a further language of its answers: a pattern that this reader's stems make another code's, or
 * another one of its own code, as those of the book's own language do not, stays as it is first; *left_out counts such
 * patterns. */
struct sd_codebook *sd_codebook_new_further(const char *name, struct sd_text content, struct sd_answer_reader *reader,
					    size_t *left_out, struct sd_error *err);
void sd_codebook_free(struct sd_codebook *book);
/* Codes in the file's order, which is the order of every output. Names are different. */
size_t sd_codebook_length(const struct sd_codebook *book);
const struct sd_code *sd_codebook_code(const struct sd_codebook *book, size_t index);
/* The code that says `otherwise`, SD_NO_CODE where none does. */
uint32_t sd_codebook_otherwise(const struct sd_codebook *book);
const struct sd_matcher *sd_codebook_matcher(const struct sd_codebook *book);
/* The codes that a pattern of the matcher speaks for, each once, at least one; *length of them. */
const struct sd_code_use *sd_codebook_uses(const struct sd_codebook *book, uint32_t pattern, size_t *length);
/* What names the book in a result: a hash of names, hierarchy, order, thresholds, what stands beside what, and patterns
 * (by stem, in byte order) with their weights, not of labels, definitions, examples, comments or layout. 32 hexadecimal
 * digits. */
const char *sd_codebook_hash(const struct sd_codebook *book);

/* For who writes a book: one line, `depth` tabs, the keyword, a blank and `value` with line ends turned into blanks. */
void sd_codebook_add_line(struct sd_str *book, unsigned depth, const char *keyword, struct sd_text value);
/* A line `threshold 0.5`, `beside 0.5`, or `weigh 0.8 PATTERNS`; `patterns` as sd_codebook_add_pattern() spells them,
 * blanks between. */
void sd_codebook_add_threshold(struct sd_str *book, unsigned depth, sd_decimal threshold);
void sd_codebook_add_beside(struct sd_str *book, unsigned depth, sd_decimal share);
void sd_codebook_add_weights(struct sd_str *book, unsigned depth, sd_decimal weight, struct sd_text patterns);
/* Spells a pattern of one word or several, blanks between, that finds them beside one another: by the stems of these
 * words, or as they are written. A stem is no word: hand over a word that has it. False, adding nothing, where no
 * pattern finds just that, as of words that hold a `*` or both kinds of quotation marks. */
bool sd_codebook_add_pattern(struct sd_str *patterns, struct sd_text words, bool by_stem);

#endif
