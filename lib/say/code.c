/* SPDX-License-Identifier: MIT */
#include "say/code.h"

#include <math.h>

#include "base/json.h"
#include "base/mem.h"
#include "say/code_feeling.h"
#include "say/tally.h"

enum { WORDS_LOOKED_AT = 64 }; /* no phrase that is a non-answer has more */

/* What an answer says of one code. */
struct tally {
	sd_decimal score; /* the sum of its patterns' weights */
	int64_t sum, clauses;
	size_t last; /* the last clause counted */
	bool touched;
};

struct sd_coder {
	const struct sd_codebook *book;
	const struct sd_nonanswers *nonanswers;
	struct sd_answer_reader *reader;
	struct sd_match_finder *finder;
	struct sd_pattern_matches matches;
	struct sd_code_span *spans;
	size_t spans_length, spans_room;
	uint64_t answers, *heard; /* by pattern: the answer it was last found in, counted from 1 */
	uint32_t *touched;	  /* codes with a score, each once; room for every code */
	size_t touched_length;
	struct code_feeling *feeling; /* NULL where no scores are wanted */
	size_t *clauses;	      /* beside spans */
	size_t clauses_room;
	bool single;
	struct tally *tallies;		/* one a code, all zero between calls */
	uint32_t *codes;		/* room for every code, as in the next */
	sd_decimal *scores;
	struct sd_coding coding;
};

struct sd_coder *sd_coder_new(const struct sd_codebook *book, const struct sd_nonanswers *nonanswers,
			      struct sd_answer_reader *reader, const struct sd_sentiment_rules *rules)
{
	struct sd_coder *coder = sd_calloc(1, sizeof *coder);
	*coder = (struct sd_coder){.book = book, .nonanswers = nonanswers, .reader = reader};
	coder->feeling = rules ? code_feeling_new(rules) : NULL;
	coder->tallies = sd_calloc(sd_codebook_length(book) + 1, sizeof *coder->tallies);
	coder->finder = sd_match_finder_new(sd_codebook_matcher(book));
	coder->heard = sd_calloc(sd_matcher_length(sd_codebook_matcher(book)) + 1, sizeof *coder->heard);
	coder->touched = sd_calloc(sd_codebook_length(book) + 1, sizeof *coder->touched);
	coder->codes = sd_calloc(sd_codebook_length(book) + 1, sizeof *coder->codes);
	coder->scores = sd_calloc(sd_codebook_length(book) + 1, sizeof *coder->scores);
	return coder;
}

void sd_coder_free(struct sd_coder *coder)
{
	if (!coder)
		return;
	sd_match_finder_free(coder->finder);
	free(coder->spans);
	free(coder->heard);
	free(coder->touched);
	code_feeling_free(coder->feeling);
	free(coder->clauses);
	free(coder->tallies);
	free(coder->codes);
	free(coder->scores);
	free(coder);
}

void sd_coder_single(struct sd_coder *coder)
{
	coder->single = true;
}

void sd_coder_prompt(struct sd_coder *coder, enum sd_prompt prompt)
{
	if (coder->feeling)
		code_feeling_prompt(coder->feeling, sd_prompt_weight(prompt));
}

/* A code's score as a multiple of its threshold; 0 where it does not reach it. */
static double reach_of(const struct sd_coder *coder, uint32_t code)
{
	sd_decimal score = coder->tallies[code].score, threshold = sd_codebook_code(coder->book, code)->threshold;
	return score < threshold ? 0 : (double)score / (double)threshold;
}

/* Takes the score off each code that says `beside` and comes to less than that share of the highest of such codes. */
static void choose_beside(struct sd_coder *coder)
{
	double most = 0;
	for (size_t i = 0; i < coder->touched_length; i++)
		if (sd_codebook_code(coder->book, coder->touched[i])->beside)
			most = fmax(most, reach_of(coder, coder->touched[i]));
	for (size_t i = 0; i < coder->touched_length; i++) {
		uint32_t code = coder->touched[i];
		/* Rounding of the two quotients is no reason to leave out what is just half. */
		double share = (double)sd_codebook_code(coder->book, code)->beside / SD_DECIMAL_UNIT - 1e-9;
		if (share > 0 && reach_of(coder, code) < share * most)
			coder->tallies[code].score = 0;
	}
}

/* Leaves a score to the code alone that is furthest above its threshold, to the first of those in the book. */
static void choose(struct sd_coder *coder)
{
	uint32_t best = SD_NO_CODE;
	sd_decimal above = 0;
	for (size_t i = 0; i < coder->touched_length; i++) {
		uint32_t code = coder->touched[i];
		sd_decimal over = coder->tallies[code].score - sd_codebook_code(coder->book, code)->threshold;
		if (over < 0 || (best != SD_NO_CODE && (over < above || (over == above && code > best))))
			continue;
		best = code;
		above = over;
	}
	for (size_t i = 0; i < coder->touched_length; i++)
		if (coder->touched[i] != best)
			coder->tallies[coder->touched[i]].score = 0;
}

/* Counts a span for its code and those above it, once a clause. */
static void count(struct sd_coder *coder, uint32_t code, size_t clause, sd_decimal score)
{
	for (; code != SD_NO_CODE; code = sd_codebook_code(coder->book, code)->parent) {
		struct tally *tally = &coder->tallies[code];
		if (tally->clauses && tally->last == clause)
			continue;
		tally->sum += score;
		tally->clauses++;
		tally->last = clause;
	}
}

/* Adds what each different pattern found weighs to its codes. */
static void weigh(struct sd_coder *coder)
{
	coder->answers++;
	coder->touched_length = 0;
	for (size_t i = 0; i < coder->matches.length; i++) {
		uint32_t pattern = coder->matches.items[i].pattern;
		if (coder->heard[pattern] == coder->answers)
			continue;
		coder->heard[pattern] = coder->answers;
		size_t length;
		const struct sd_code_use *uses = sd_codebook_uses(coder->book, pattern, &length);
		for (size_t u = 0; u < length; u++) {
			struct tally *tally = &coder->tallies[uses[u].code];
			if (!tally->touched)
				coder->touched[coder->touched_length++] = uses[u].code;
			tally->touched = true;
			tally->score += uses[u].weight;
		}
	}
}

/* Whether the patterns found of a code stand, together, for every word of the answer. */
static bool covers(const struct sd_coder *coder, uint32_t code, size_t words)
{
	uint64_t left = words < WORDS_LOOKED_AT ? (UINT64_C(1) << words) - 1 : UINT64_MAX;
	for (size_t i = 0; i < coder->matches.length && left; i++) {
		const struct sd_pattern_match *match = &coder->matches.items[i];
		size_t length;
		const struct sd_code_use *uses = sd_codebook_uses(coder->book, match->pattern, &length);
		for (size_t u = 0; u < length; u++)
			for (size_t w = match->first; w < match->last && uses[u].code == code; w++)
				left &= ~(UINT64_C(1) << w);
	}
	return left == 0;
}

/* In "did not answer" nobody speaks of answering: what weighs one of its words among others is not heard. Patterns that
 * count as they stand, and such as weigh all of it, were meant; "nothing at all" may be praise to who coded it so. */
static void unweigh_nonanswer(struct sd_coder *coder, const struct sd_answer *answer)
{
	bool any = false;
	for (size_t i = 0; i < coder->touched_length && !any; i++)
		any = sd_codebook_code(coder->book, coder->touched[i])->weighs;
	if (!any || answer->length > WORDS_LOOKED_AT)
		return;
	enum sd_nonanswer kind = sd_nonanswer_kind(coder->nonanswers, answer);
	if (kind == SD_ANSWERED || kind == SD_NONANSWER_NOTHING)
		return;
	for (size_t i = 0; i < coder->touched_length; i++) {
		uint32_t code = coder->touched[i];
		if (sd_codebook_code(coder->book, code)->weighs && !covers(coder, code, answer->length))
			coder->tallies[code].score = 0;
	}
}

static int by_code(const void *left, const void *right)
{
	const struct sd_code_span *a = left, *b = right;
	if (a->code != b->code)
		return a->code < b->code ? -1 : 1;
	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	return a->last > b->last ? -1 : a->last < b->last;
}

static int by_place(const void *left, const void *right)
{
	const struct sd_code_span *a = left, *b = right;
	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	if (a->code != b->code)
		return a->code < b->code ? -1 : 1;
	if (a->last != b->last)
		return a->last < b->last ? -1 : 1;
	return a->weight > b->weight ? -1 : a->weight < b->weight;
}

/* The places of the codes that reach their threshold. */
static void place(struct sd_coder *coder, const struct sd_answer *answer)
{
	size_t all = 0, kept = 0, reach = 0;
	for (size_t i = 0; i < coder->matches.length; i++) {
		const struct sd_pattern_match *match = &coder->matches.items[i];
		size_t length;
		const struct sd_code_use *uses = sd_codebook_uses(coder->book, match->pattern, &length);
		for (size_t u = 0; u < length; u++) {
			if (coder->tallies[uses[u].code].score < sd_codebook_code(coder->book, uses[u].code)->threshold)
				continue;
			SD_GROW(coder->spans, all, coder->spans_room);
			coder->spans[all++] = (struct sd_code_span){.code = uses[u].code,
								    .first = match->first,
								    .last = match->last,
								    .start = answer->words[match->first].token.start,
								    .end = answer->words[match->last - 1].token.end,
								    .weight = uses[u].weight};
		}
	}
	if (all > 1)
		qsort(coder->spans, all, sizeof *coder->spans, by_code);
	for (size_t i = 0; i < all; i++) {
		struct sd_code_span span = coder->spans[i];
		bool same = kept && coder->spans[kept - 1].code == span.code;
		if (same && span.last <= reach && !sd_codebook_code(coder->book, span.code)->weighs)
			continue;
		reach = same && reach > span.last ? reach : span.last;
		coder->spans[kept++] = span;
	}
	if (kept > 1)
		qsort(coder->spans, kept, sizeof *coder->spans, by_place);
	coder->spans_length = kept;
}

/* Counts each code that reaches its threshold and those above it, without a clause. */
static void name_codes(struct sd_coder *coder)
{
	for (size_t i = 0; i < coder->touched_length; i++) {
		uint32_t code = coder->touched[i];
		if (coder->tallies[code].score < sd_codebook_code(coder->book, code)->threshold)
			continue;
		for (; code != SD_NO_CODE && !coder->tallies[code].clauses;
		     code = sd_codebook_code(coder->book, code)->parent)
			coder->tallies[code].clauses = 1;
	}
}

/* Gives each span its score and counts it for its code. */
static void feel(struct sd_coder *coder, const struct sd_answer *answer)
{
	while (coder->clauses_room <= coder->spans_length)
		SD_GROW(coder->clauses, coder->clauses_room, coder->clauses_room);
	if (coder->feeling)
		code_feeling_score(coder->feeling, coder->book, answer, coder->spans, coder->spans_length,
				coder->clauses);
	for (size_t i = 0; i < coder->spans_length; i++)
		if (coder->spans[i].weight > 0)
			count(coder, coder->spans[i].code, coder->feeling ? coder->clauses[i] : 0,
					coder->spans[i].score);
}

/* The code that is named where no other is, and those above it, which come before it in the book. */
static void name_otherwise(struct sd_coder *coder, sd_decimal score)
{
	struct sd_coding *coding = &coder->coding;
	uint32_t code = sd_codebook_otherwise(coder->book);
	if (code == SD_NO_CODE)
		return;
	coding->length = sd_codebook_code(coder->book, code)->depth + 1;
	for (size_t i = coding->length; i-- > 0; code = sd_codebook_code(coder->book, code)->parent) {
		coder->codes[i] = code;
		coder->scores[i] = score;
	}
}

static const struct sd_coding *code_answer(struct sd_coder *coder, struct sd_text text, bool spans)
{
	const struct sd_answer *answer = sd_answer_read_words(coder->reader, text);
	struct sd_coding *coding = &coder->coding;
	*coding = (struct sd_coding){.book = coder->book, .text = text, .spans = coder->spans, .answer = answer};
	coding->codes = coder->codes;
	coding->scores = coder->scores;
	coder->matches = sd_match_find(coder->finder, answer, coder->reader);
	weigh(coder);
	unweigh_nonanswer(coder, answer);
	choose_beside(coder);
	if (coder->single)
		choose(coder);
	if (spans) {
		place(coder, answer);
		feel(coder, answer);
		coding->spans = coder->spans;
		coding->spans_length = coder->spans_length;
	} else {
		name_codes(coder);
	}
	for (uint32_t code = 0; coder->touched_length && code < sd_codebook_length(coder->book); code++) {
		struct tally *tally = &coder->tallies[code];
		if (!tally->clauses)
			continue;
		coder->codes[coding->length] = code;
		coder->scores[coding->length++] = sd_tally_mean(tally->sum, tally->clauses);
	}
	for (size_t i = 0; i < coder->touched_length; i++)
		for (uint32_t code = coder->touched[i];
		     code != SD_NO_CODE && (coder->tallies[code].touched || coder->tallies[code].clauses);
		     code = sd_codebook_code(coder->book, code)->parent)
			coder->tallies[code] = (struct tally){.score = 0};
	coding->nonanswer = coding->length ? SD_ANSWERED : sd_nonanswer_kind(coder->nonanswers, answer);
	if (!coding->length && coding->nonanswer == SD_ANSWERED && answer->length)
		name_otherwise(coder, spans && coder->feeling ? code_feeling_whole(coder->feeling, text) : 0);
	coding->unscored = spans && coder->feeling && coding->length && code_feeling_unscored(coder->feeling);
	return coding;
}

const struct sd_coding *sd_code_answer(struct sd_coder *coder, struct sd_text text)
{
	return code_answer(coder, text, true);
}

const struct sd_coding *sd_code_names(struct sd_coder *coder, struct sd_text text)
{
	return code_answer(coder, text, false);
}

void sd_coding_add_codes(const struct sd_coding *coding, struct sd_str *cell)
{
	sd_str_adds(cell, sd_nonanswer_name(coding->nonanswer));
	for (size_t i = 0; i < coding->length; i++) {
		if (i)
			sd_str_addc(cell, ';');
		sd_str_add_text(cell, sd_codebook_code(coding->book, coding->codes[i])->name);
	}
}

void sd_coding_add_spans(const struct sd_coding *coding, struct sd_str *cell)
{
	sd_str_addc(cell, '[');
	for (size_t i = 0; i < coding->spans_length; i++) {
		const struct sd_code_span *span = &coding->spans[i];
		sd_str_addf(cell, "%s{\"start\":%zu,\"end\":%zu,\"code\":", i ? "," : "", span->start, span->end);
		sd_json_add_string(cell, sd_codebook_code(coding->book, span->code)->name, false);
		sd_str_adds(cell, ",\"text\":");
		sd_json_add_string(cell, (struct sd_text){coding->text.data + span->start, span->end - span->start},
				false);
		if (sd_codebook_code(coding->book, span->code)->weighs) {
			sd_str_adds(cell, ",\"weight\":");
			sd_decimal_add(cell, span->weight, 4);
		}
		sd_str_addc(cell, '}');
	}
	sd_str_addc(cell, ']');
}

void sd_coding_add_sentiment(const struct sd_coding *coding, struct sd_str *cell)
{
	sd_str_addc(cell, '{');
	const char *comma = "";
	for (size_t i = 0; i < coding->length; i++) {
		if (coding->unscored && !coding->scores[i])
			continue;
		sd_str_adds(cell, comma);
		comma = ",";
		sd_json_add_string(cell, sd_codebook_code(coding->book, coding->codes[i])->name, false);
		sd_str_addc(cell, ':');
		sd_decimal_add(cell, coding->scores[i], 4);
	}
	sd_str_addc(cell, '}');
}
