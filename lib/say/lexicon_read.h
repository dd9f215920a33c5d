/* SPDX-License-Identifier: MIT */
/* Lexicon files of several makers, told apart by what stands in them and read as terms with weights. */
#ifndef SD_SAY_LEXICON_READ_H
#define SD_SAY_LEXICON_READ_H

#include "base/error.h"
#include "base/str.h"

/* How a file is written, and what it is known by:
 *
 *	own		term⇥weight[⇥@condition][⇥notes], as lexicon.h tells; whatever is none of the others
 *	vader		token⇥mean⇥deviation⇥[ratings], -4…4 (Hutto and Gilbert 2014)
 *	emoji		emoji⇥description, of the same makers: has no weights, serves --rules vader alone
 *	afinn		term⇥whole number, a hundred entries or more, one of them ±5 (Nielsen 2011)
 *	list		one word a line, `;` or `#` before a comment; the file's name says positive or negative: ±2
 *	dic, dicx	LIWC's: `%`, numbers and names of categories, `%`, terms with numbers; or CSV, `DicTerm,NAME,…`,
 *X sentiws		lemma|PART⇥weight⇥form,form…, -1…1 (Remus, Quasthoff and Heyer 2010); forms weigh as the lemma
 *	nrc		term⇥category⇥0 or 1, a line each (Mohammad and Turney 2013)
 *	loughran	CSV with Word, Positive, Negative…, the year of entry or 0 (Loughran and McDonald 2011)
 *	quanteda	YAML of this shape and no other: `name:` above `- term` lines, or `name: [term, term]`, names
 *within names, quotes and comments sentimentr	CSV with columns x and y, -1…1, or -2…2 where one is beyond 1
 *
 * Those with categories give a term the sum of its categories' weights: 2 for posemo, pos, positive, tone_pos, emo_pos,
 * pos_feel; -2 for their opposites; else as told. Terms that no such category holds, or whose sum is 0, are left
 * out. */
enum sd_lexicon_format {
	SD_LEXICON_OWN,
	SD_LEXICON_VADER,
	SD_LEXICON_EMOJI,
	SD_LEXICON_AFINN,
	SD_LEXICON_LIST,
	SD_LEXICON_DIC,
	SD_LEXICON_DICX,
	SD_LEXICON_SENTIWS,
	SD_LEXICON_NRC,
	SD_LEXICON_LOUGHRAN,
	SD_LEXICON_QUANTEDA,
	SD_LEXICON_SENTIMENTR,
	SD_LEXICON_FORMATS
};
const char *sd_lexicon_format_name(enum sd_lexicon_format format);
enum sd_lexicon_format sd_lexicon_recognise(struct sd_text content);

/* What the file itself does not say. Zero-initialised: nothing told. */
struct sd_lexicon_category {
	struct sd_text name; /* compared without case */
	int32_t weight;	     /* 1/10,000 */
};
struct sd_lexicon_told {
	const struct sd_lexicon_category *categories; /* where there are any, no others count */
	size_t categories_length;
	int32_t list_weight; /* of the words of a list; 0: by its name */
	bool adds;	     /* sd_lexicon_add_told: weights add up with those of earlier files, within -4…4 */
};
/* "NAME=WEIGHT" into a category, borrowed; -1 with `err`. */
int sd_lexicon_category_of(struct sd_text told, struct sd_lexicon_category *category, struct sd_error *err);

/* What is read. `term` and `value` hold until the function returns; -1 with the error set stops the reading. */
struct sd_lexicon_line {
	struct sd_text term;
	int32_t weight; /* 1/10,000, brought to -4…4 */
	size_t line;
	struct sd_text condition; /* with its `@`; empty where there is none */
};
struct sd_lexicon_sink {
	int (*entry)(void *context, const struct sd_lexicon_line *line, struct sd_error *err);
	/* A line of the head, `# key: value`; only of the own format. May be NULL. */
	void (*about)(void *context, struct sd_text key, struct sd_text value);
	void *context;
};
/* Reads a file's whole content; `name` is for messages, and tells a list's sign. Bytes that are not UTF-8 are an error
 * in the own format and read as Latin-1 in others. 0, or -1 with file, line and remedy in `err`. */
int sd_lexicon_read(const char *name, struct sd_text content, const struct sd_lexicon_told *told,
		    const struct sd_lexicon_sink *sink, struct sd_error *err);

#endif
