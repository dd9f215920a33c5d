/* SPDX-License-Identifier: MIT */
/* Sentiment of an answer: what its weighted words and phrases add up to, each with what shifted it.
 *
 * The answer is cut by sd_tokenize; hyphenated words by their parts. From left to right the longest entry that fits is
 * taken (phrases do not cross punctuation), and its words are used up: a negator inside "no problem"
 * denies nothing else. An entry's weight w is then shifted, in this order, each step rounded to 1/10,000, half away
 * from zero:
 *
 *	intensified, diminished	w × 1.25, w × 0.7	by up to two such words directly before it. A word that is both,
 *						weight and shifter ("terribly"), shifts where a weighted entry follows
 *						in its clause, and counts itself where none does
 *	capitals		w × 1.05 where w > 0, w × 1.2 where w < 0, unless all of the answer's words are in them
 *	drawn out		w × 1.2
 *	exclaimed		w × 1.05 for each ! of its sentence, three at most
 *	denied			w × -0.74 where w > 0, w × -0.3 where w < 0, by any number of negators among the four
 *				words (those of degree not counted) before it in its clause that no entry used up.
 *Another entry ends the search, but hands its denial on over negators and words of up to three bytes (or, nor, ni).
 *Where the lexicon says that negators follow, one that has no entry to deny after it denies one up to four words before
 *it. An entry that holds a negator ("no problem", "pas bon") is never denied: most languages say no twice and mean it
 *once. Nor is an emoji or emoticon: "nothing works :(". Such an entry denies the praise behind it where it blames
 *("failed to"); and a phrase of the kind deny ("far from") from its last word on
 *	wished, requested, conditional	by the factors of the table of phrases (phrases.h): behind "i wish" and "if" to
 *the end of the clause, behind "could you" to that of the sentence; the first of them that holds asked
 *by its factors, in a sentence whose last mark has a ? quoted			by its factors, between quotation marks
 *that do not hold the whole answer contrast		w × 0.75 before, w × 1.25 after: in the clauses of one sentence
 *before the last clause that a word of contrast begins, and from it on. None of these turns: a word that concedes, one
 *in a phrase ("nothing but"), the first one behind a phrase of the kind also ("not only") conceded		w × 0.75
 *from a word that concedes ("although") to the end of its clause, w × 1.25 in the rest of the sentence; where nothing
 *else of it weighs, to where praise and blame change, if they do
 *
 * Three kinds of spans are of no entry: expected ("better than we expected") and idiom ("never fails"), phrases that
 *weigh as a whole where no longer entry begins, and rated: 4/5, 7/10, 85/100 weigh 7 × share - 4.
 *
 * -0.74 is the factor of Hutto and Gilbert (2014); to deny a fault praises less than to
 * deny a merit blames, hence -0.3. The raw sum S of an answer is the sum of its spans' weights. Its score is
 * S / sqrt(S² + 15), S in units of the lexicon (-4…4), the mapping of the same paper: 0 stays 0, one strong word gives
 * about ±0.65, many approach ±1. All of it is integer arithmetic. */
#ifndef SD_SAY_SENTIMENT_H
#define SD_SAY_SENTIMENT_H

#include "say/lexicon.h"
#include "say/phrases.h"
#include "say/token.h"
#include "say/words.h"

/* All of it borrowed, and shared by any number of threads. Any list may be NULL, and without phrases their rules and
 * ratings rest. The language is the lexicon's. */
struct sd_sentiment_rules {
	const struct sd_lexicon *lexicon;
	const struct sd_words *negators, *intensifiers, *diminishers, *contrast, *abbreviations;
	const struct sd_phrases *phrases;
	unsigned without; /* SD_SHIFT_… and SD_RULE_… that are switched off */
};

enum sd_sentiment_label {
	SD_SENTIMENT_EMPTY,    /* no token at all: asked, and silent */
	SD_SENTIMENT_UNSCORED, /* no weighted words, and mostly in a script that the lexicon has no word in */
	SD_SENTIMENT_NEGATIVE, /* score ≤ what the lexicon's head says (negative-from), else -0.05 */
	SD_SENTIMENT_NEUTRAL,  /* no weighted words, or a score between */
	SD_SENTIMENT_MIXED, /* praise and blame; the lesser is at least 1.5 in raw units, and 0.9 of the greater, or 0.4
			     * where they are two spans */
	SD_SENTIMENT_POSITIVE, /* score ≥ what the lexicon's head says (positive-from), else 0.05. Where a sentence in
				* four asks, positive and negative take twice the score; switched off with
				* SD_SHIFT_ASKED */
	SD_SENTIMENT_LABELS
};
/* "", "unscored", "negative", "neutral", "mixed", "positive". */
const char *sd_sentiment_label_name(enum sd_sentiment_label label);

enum {
	SD_SHIFT_INTENSIFIED = 1,
	SD_SHIFT_DIMINISHED = 2,
	SD_SHIFT_CAPITALS = 4,
	SD_SHIFT_DRAWN_OUT = 8,
	SD_SHIFT_EXCLAIMED = 16,
	SD_SHIFT_DENIED = 32,
	SD_SHIFT_BEFORE_CONTRAST = 64,
	SD_SHIFT_AFTER_CONTRAST = 128,
	SD_SHIFT_WISHED = 256,
	SD_SHIFT_REQUESTED = 512,
	SD_SHIFT_CONDITIONAL = 1024,
	SD_SHIFT_ASKED = 2048,
	SD_SHIFT_QUOTED = 4096,
	/* Where a span comes from that is of no entry. */
	SD_SHIFT_EXPECTED = 8192,
	SD_SHIFT_IDIOM = 16384,
	SD_SHIFT_RATED = 32768,
	SD_SHIFT_PROMPTED = 65536, /* the whole answer, by its question (say/sentiment_rows.h) */
	SD_SHIFT_ALL = 131071,
	/* Rules that keep others from shifting: for `without` alone. */
	SD_RULE_AFFIRMED = 1 << 17,  /* "not only", "never been so": the negator denies nothing */
	SD_RULE_CONCEDED = 1 << 18,  /* "although …": the clause counts less, the others of its sentence more */
	SD_RULE_SENTIMENT_ALL = (1 << 19) - 1
};
/* The name of one of them: "intensified", "denied", "before-contrast" …; NULL for what is none. */
const char *sd_sentiment_shift_name(unsigned shift);
/* The bits of a rule by its name, for `without`: a shift's name, "contrast" (before and after), "affirmed", "conceded";
 * 0 where there is none of that name. sd_sentiment_rule_names lists them, NULL-terminated. */
unsigned sd_sentiment_rule(struct sd_text name);
extern const char *const sd_sentiment_rule_names[];

#define SD_SENTIMENT_NO_ENTRY UINT32_MAX

/* One entry found: its bytes in the answer, what the lexicon gives it and what it counts, in 1/10,000 of the lexicon's
 * units, and which shifts lie between the two. */
struct sd_sentiment_span {
	size_t start, end;
	int32_t base, weight;
	struct sd_text term; /* of the lexicon or the table of phrases; a rating's own text */
	uint32_t entry;	     /* for sd_lexicon_entry; SD_SENTIMENT_NO_ENTRY for phrases of the rules and ratings */
	uint32_t sentence, clause;
	unsigned shifts;
};

/* A score and what it is made of, in 1/10,000. `positive` (0…1) and `negative` (-1…0) are the scores that its praise
 * alone and its blame alone would get; `raw` is the sum of the spans' weights; `words` counts the spans. */
struct sd_sentiment_part {
	int64_t score, positive, negative, raw;
	uint32_t words;
	enum sd_sentiment_label label;
};

struct sd_sentiment_clause {
	size_t start, end; /* bytes, from its first token to its last */
	uint32_t sentence, clause;
	struct sd_sentiment_part part;
};

struct sd_sentiment_result {
	struct sd_sentiment_part whole;
	const struct sd_sentiment_span *spans; /* by start; those of a hyphenated word's parts have the word's range */
	size_t span_count;
	const struct sd_sentiment_clause *clauses; /* in order, those without weighted words too */
	size_t clause_count;
};

/* One serves one thread, for any number of answers. */
struct sd_sentiment;
struct sd_sentiment *sd_sentiment_new(const struct sd_sentiment_rules *rules);
void sd_sentiment_free(struct sd_sentiment *sentiment);
/* Never fails. The result is valid until the next call. */
const struct sd_sentiment_result *sd_sentiment_score(struct sd_sentiment *sentiment, struct sd_text answer);
/* The sentiment of the last answer's bytes [start, end) alone: of the spans that begin there. The label is EMPTY where
 * no token lies there. */
struct sd_sentiment_part sd_sentiment_range(const struct sd_sentiment *sentiment, size_t start, size_t end);
/* The sentiment towards `terms` in the last answer: of the spans in the clauses that name one of them; where none of
 * those has a span, of the sentences that do. The label is EMPTY where no term stands in the answer. */
struct sd_sentiment_part sd_sentiment_towards(struct sd_sentiment *sentiment, const struct sd_lexicon *terms);

/* The score of a raw sum of weights, as of a span's or a part's, in 1/10,000. */
int64_t sd_sentiment_score_of(int64_t raw);

/* P(positive) of a score, both in 1/10,000, by the line `# calibration: A B` of the lexicon's head, else of the
 * phrases': 1 / (1 + exp(-(A + B × score))). -1 where neither has such a line. */
int64_t sd_sentiment_probability(const struct sd_sentiment_rules *rules, int64_t score);

#endif
