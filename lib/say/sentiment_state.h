/* SPDX-License-Identifier: MIT */
/* Within sentiment*.c: an answer as it is scored. */
#ifndef SD_SAY_SENTIMENT_STATE_H
#define SD_SAY_SENTIMENT_STATE_H

#include "say/alphabet.h"
#include "say/known_words.h"
#include "say/sentiment.h"

enum {
	UNIT = 10000,
	SHIFTERS_MOST = 2 /* intensifiers or diminishers heeded before one entry */
};

#define NO_SPAN UINT32_MAX

/* A word as the lexicon sees it: a token, or what stands between its hyphens. */
struct unit {
	uint32_t token, sentence, clause;
	uint32_t span; /* of the entry it lies in, or NO_SPAN */
	uint32_t run;  /* units up to the next mark, with itself; 0 for a mark */
	uint32_t back; /* units since the last mark */
	uint32_t word; /* words of the answer before it */
	bool mark;     /* punctuation */
	struct sd_lexicon_begin entry, phrase; /* how those begin with it */
	bool used;	/* lies in an entry of several words, or in one of weight 0 */
	bool negator, intensifier, diminisher, contrast;
	bool denier;	/* the last word of a negator of several */
	bool also;	/* the next word of contrast turns nothing */
	bool bound;	/* lies in a phrase: begins no clause of its own */
	bool conceded;	/* lies in what "although" concedes */
	uint8_t mark_of; /* the kind of phrase that begins here and shifts others, or 0 */
};

struct found {
	size_t first, length; /* units */
	bool denied;
	size_t denier; /* the unit that denies it, or SIZE_MAX */
	bool denies; /* an entry that holds a negator of its own */
};

struct sd_sentiment {
	struct sd_sentiment_rules rules;
	bool negators_follow;
	int64_t positive_least; /* the score from which on the label is positive */
	int64_t negative_least; /* without its sign, that from which down it is negative */
	struct sd_tokenizer *tokenizer;
	struct sd_known_words *known;
	struct sd_tokens tokens;
	struct unit *units;
	size_t unit_count, unit_room, word_count;
	bool conditions; /* the lexicon or the phrases have some */
	struct sd_text *texts; /* the units' texts in a row, as the lexicon asks for them */
	size_t text_room;
	struct sd_sentiment_span *spans;
	size_t span_count, span_room;
	struct found *found; /* beside spans */
	size_t found_room;
	struct sd_sentiment_clause *clauses;
	size_t clause_count, clause_room;
	bool turns;	   /* a unit is a word of contrast */
	bool phrases_mark; /* a unit of the answer bears a mark */
	bool exclaims, asks, quotes; /* the answer has such marks */
	struct sd_alphabet alphabet; /* the lexicon's */
	bool foreign;		     /* no span, and most letters are none of the alphabet's */
	struct sd_sentiment_result result;
};

static inline const struct sd_token *token_of(const struct sd_sentiment *s, size_t unit)
{
	return &s->tokens.items[s->units[unit].token];
}

/* What the rules make of the spans' weights (sentiment_shift.c). */
void sd_sentiment_shift(struct sd_sentiment *s);

#endif
