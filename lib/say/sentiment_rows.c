/* SPDX-License-Identifier: MIT */
#include "say/sentiment_rows.h"

#include "base/mem.h"
#include "say/sentiment_cells.h"

enum { PLACES = 4 };

struct row {
	struct sd_sentiment_part part;
	size_t start, end; /* bytes of the answer */
};

struct sd_scorer {
	const struct sd_scoring *scoring;
	const struct sd_sentiment_rules *rules;
	struct sd_sentiment *sentiment;
	struct sd_vader *vader;
	const struct sd_sentiment_result *result;
	struct sd_cell answer;
	struct row *rows;
	size_t length, room;
	struct sd_str json;
	const struct sd_nonanswers *nonanswers;
	struct sd_answer_reader *reader;
	enum sd_prompt prompt;
	enum sd_nonanswer nonanswer; /* where `answered` */
	struct sd_sentiment_span nothing;
	struct sd_sentiment_result prompted; /* of that span, or of none */
};

size_t sd_scoring_columns(const struct sd_scoring *scoring, const char *names[SD_SCORING_COLUMNS_MOST])
{
	size_t count = 0;
	for (; count < SD_SENTIMENT_CELLS; count++)
		names[count] = sd_sentiment_columns[count];
	if (scoring->probability)
		names[count++] = "_probability";
	if (scoring->explain)
		names[count++] = "_spans";
	if (scoring->unit != SD_UNIT_ANSWER) {
		names[count++] = "_unit";
		names[count++] = "_start";
		names[count++] = "_end";
	}
	return count;
}

struct sd_scorer *sd_scorer_new(const struct sd_scoring *scoring, const struct sd_sentiment_rules *rules,
				const struct sd_nonanswers *nonanswers, struct sd_answer_reader *reader)
{
	struct sd_scorer *scorer = sd_calloc(1, sizeof *scorer);
	scorer->scoring = scoring;
	scorer->rules = rules;
	scorer->nonanswers = nonanswers;
	scorer->reader = reader;
	if (scoring->vader)
		scorer->vader = sd_vader_new(scoring->vader);
	else
		scorer->sentiment = sd_sentiment_new(rules);
	return scorer;
}

void sd_scorer_free(struct sd_scorer *scorer)
{
	if (!scorer)
		return;
	sd_sentiment_free(scorer->sentiment);
	sd_vader_free(scorer->vader);
	free(scorer->rows);
	sd_str_release(&scorer->json);
	free(scorer);
}

static void add_row(struct sd_scorer *scorer, struct row row)
{
	SD_GROW(scorer->rows, scorer->length, scorer->room);
	scorer->rows[scorer->length++] = row;
}

static void add_units(struct sd_scorer *scorer)
{
	const struct sd_sentiment_result *result = scorer->result;
	for (size_t i = 0; i < result->clause_count;) {
		const struct sd_sentiment_clause *first = &result->clauses[i], *last = first;
		struct sd_sentiment_part part = first->part;
		i++;
		if (scorer->scoring->unit == SD_UNIT_SENTENCE) {
			for (; i < result->clause_count && result->clauses[i].sentence == first->sentence; i++)
				last = &result->clauses[i];
			part = sd_sentiment_range(scorer->sentiment, first->start, last->end);
		}
		add_row(scorer, (struct row){part, first->start, last->end});
	}
}

void sd_scorer_prompt(struct sd_scorer *scorer, enum sd_prompt prompt)
{
	scorer->prompt = prompt;
}

/* What an answer is where its question asks for praise or blame. Such phrases are short. */
static enum sd_nonanswer kind_of(const struct sd_scorer *scorer, struct sd_text text)
{
	enum { LONGEST = 100 };
	const struct sd_scoring *scoring = scorer->scoring;
	if (scorer->prompt == SD_PROMPT_NEUTRAL || !scorer->nonanswers || !scorer->reader || scoring->vader ||
	    scoring->unit != SD_UNIT_ANSWER || scoring->towards || text.length > LONGEST ||
	    (scorer->rules->without & SD_SHIFT_PROMPTED))
		return SD_ANSWERED;
	return sd_nonanswer_kind(scorer->nonanswers, sd_answer_read_words(scorer->reader, text));
}

static void score_nonanswer(struct sd_scorer *scorer, enum sd_nonanswer kind, struct sd_text text)
{
	const struct sd_text typed = sd_text_trim(text);
	const size_t start = (size_t)(typed.data - text.data);
	if (kind != SD_NONANSWER_NOTHING) {
		scorer->prompted = (struct sd_sentiment_result){.whole = {.label = SD_SENTIMENT_NEUTRAL}};
		return;
	}
	int raw = -sd_prompt_weight(scorer->prompt);
	int64_t score = sd_sentiment_score_of(raw);
	scorer->nothing = (struct sd_sentiment_span){.start = start,
						     .end = start + typed.length,
						     .base = raw,
						     .weight = raw,
						     .term = typed,
						     .entry = SD_SENTIMENT_NO_ENTRY,
						     .shifts = SD_SHIFT_PROMPTED};
	scorer->prompted = (struct sd_sentiment_result){
		.whole = {score, raw > 0 ? score : 0, raw < 0 ? score : 0, raw, 1,
			  raw > 0 ? SD_SENTIMENT_POSITIVE : SD_SENTIMENT_NEGATIVE},
		.spans = &scorer->nothing,
		.span_count = 1};
}

size_t sd_scorer_score(struct sd_scorer *scorer, struct sd_cell answer)
{
	const struct sd_scoring *scoring = scorer->scoring;
	scorer->answer = answer;
	scorer->length = 0;
	if (answer.kind == SD_CELL_ABSENT)
		return 1;
	enum sd_nonanswer kind = scoring->answered ? SD_ANSWERED : kind_of(scorer, answer.text);
	if (kind != SD_ANSWERED) {
		score_nonanswer(scorer, kind, answer.text);
		scorer->result = &scorer->prompted;
	} else {
		scorer->result = scorer->vader ? sd_vader_score(scorer->vader, answer.text)
					       : sd_sentiment_score(scorer->sentiment, answer.text);
	}
	scorer->nonanswer = SD_ANSWERED;
	if (scoring->answered && scorer->reader && scorer->result->whole.label != SD_SENTIMENT_EMPTY)
		scorer->nonanswer =
			sd_nonanswer_kind(scorer->nonanswers, sd_answer_read_words(scorer->reader, answer.text));
	if (scorer->nonanswer != SD_ANSWERED) {
		scorer->prompted = (struct sd_sentiment_result){.whole = {.label = SD_SENTIMENT_EMPTY}};
		scorer->result = &scorer->prompted;
	}
	if (scoring->unit != SD_UNIT_ANSWER)
		add_units(scorer);
	if (!scorer->length) {
		struct row row = {scorer->result->whole, 0, answer.text.length};
		if (scoring->towards)
			row.part = sd_sentiment_towards(scorer->sentiment, scoring->towards);
		add_row(scorer, row);
	}
	return scorer->length;
}

const char *sd_scorer_what(const struct sd_scorer *scorer, int64_t *score)
{
	*score = 0;
	if (scorer->answer.kind == SD_CELL_ABSENT)
		return "absent";
	if (scorer->nonanswer != SD_ANSWERED)
		return sd_nonanswer_name(scorer->nonanswer);
	*score = scorer->result->whole.score;
	enum sd_sentiment_label label = scorer->result->whole.label;
	return label == SD_SENTIMENT_EMPTY ? "empty" : sd_sentiment_label_name(label);
}

bool sd_scorer_is_foreign(const struct sd_scorer *scorer)
{
	return scorer->answer.kind != SD_CELL_ABSENT && scorer->result->whole.label == SD_SENTIMENT_UNSCORED;
}

void sd_scorer_write(struct sd_scorer *scorer, size_t index, struct sd_out *out)
{
	const struct sd_scoring *scoring = scorer->scoring;
	const char *names[SD_SCORING_COLUMNS_MOST];
	if (scorer->answer.kind == SD_CELL_ABSENT) {
		for (size_t i = sd_scoring_columns(scoring, names); i-- > 0;)
			sd_out_absent(out);
		return;
	}
	const struct row *row = &scorer->rows[index];
	const struct sd_sentiment_part *part = &row->part;
	sd_sentiment_write_part(part, scorer->nonanswer == SD_ANSWERED ? NULL : sd_nonanswer_name(scorer->nonanswer),
				out);
	if (scoring->probability && (part->label == SD_SENTIMENT_EMPTY || part->label == SD_SENTIMENT_UNSCORED))
		sd_out_text(out, SD_TEXT(""));
	else if (scoring->probability)
		sd_out_decimal(out, sd_sentiment_probability(scorer->rules, part->score), PLACES);
	if (scoring->explain) {
		struct sd_sentiment_result shown = *scorer->result;
		if (scoring->unit != SD_UNIT_ANSWER) {
			size_t first = 0, last = 0;
			while (first < shown.span_count && shown.spans[first].start < row->start)
				first++;
			for (last = first; last < shown.span_count && shown.spans[last].start < row->end;)
				last++;
			shown.spans += first;
			shown.span_count = last - first;
		}
		sd_str_clear(&scorer->json);
		sd_sentiment_add_spans(&shown, scorer->answer.text, &scorer->json);
		sd_out_json(out, sd_str_text(&scorer->json));
	}
	if (scoring->unit != SD_UNIT_ANSWER) {
		sd_out_int(out, (int64_t)index + 1);
		sd_out_int(out, (int64_t)row->start);
		sd_out_int(out, (int64_t)row->end);
	}
}
