/* SPDX-License-Identifier: MIT */
#include "show/survey.h"

#include "say/tally.h"
#include "stats/interval.h"

enum { PLACES = 4 };
enum { ANSWERS, SCORES, WIDTH };

struct worker {
	struct sd_survey *survey;
	struct sd_sentiment *sentiment;
	struct sd_answer_reader *reader;
	struct sd_coder *coder;
	struct sd_count *given;
	struct sd_cell *cells; /* of the extended row */
	struct sd_arena arena; /* holds what was added to it */
	struct sd_str scratch, key;
	void **states; /* of the followers */
};

int sd_survey_ask(struct sd_survey *survey, const size_t *columns, const struct sd_prompts *prompts,
		  const char *const *said, size_t said_length, struct sd_error *err)
{
	struct sd_text *names = sd_calloc(survey->length + 1, sizeof *names);
	enum sd_prompt *chosen = sd_calloc(survey->length + 1, sizeof *chosen);
	for (size_t i = 0; i < survey->length; i++)
		names[i] = survey->header->names[columns[i]];
	int result = sd_prompts_choose(prompts, names, survey->length, said, said_length, chosen, err);
	survey->questions = sd_calloc(survey->length + 1, sizeof *survey->questions);
	for (size_t i = 0; i < survey->length; i++) {
		survey->questions[i].column = columns[i];
		survey->questions[i].prompt = chosen[i];
	}
	free(chosen);
	free(names);
	return result;
}

void sd_survey_prepare(struct sd_survey *survey)
{
	survey->given = sd_count_new(WIDTH);
	survey->width = survey->header->length;
	for (size_t i = 0; i < survey->length; i++, survey->width += SD_SURVEY_ADDED)
		survey->questions[i].added = survey->width;
}

void sd_survey_release(struct sd_survey *survey)
{
	sd_count_free(survey->given);
	survey->given = NULL;
}

int sd_survey_check(const struct sd_survey *survey, struct sd_error *err)
{
	struct sd_answer_reader *reader = sd_answer_reader_new(&survey->answers, err);
	sd_answer_reader_free(reader);
	return reader ? 0 : -1;
}

static void *worker_new(void *context)
{
	struct sd_survey *survey = context;
	struct worker *worker = sd_calloc(1, sizeof *worker);
	worker->survey = survey;
	worker->sentiment = sd_sentiment_new(survey->rules);
	worker->reader = sd_answer_reader_new(&survey->answers, NULL);
	if (survey->book)
		worker->coder = sd_coder_new(survey->book, survey->nonanswers, worker->reader, survey->rules);
	worker->given = sd_count_new(WIDTH);
	worker->cells = sd_calloc(survey->width + 1, sizeof *worker->cells);
	worker->states = sd_calloc(survey->followers_length + 1, sizeof *worker->states);
	for (size_t i = 0; i < survey->followers_length; i++)
		if (survey->followers[i].worker_new)
			worker->states[i] = survey->followers[i].worker_new(survey->followers[i].context);
	return worker;
}

static void worker_free(void *state)
{
	struct worker *worker = state;
	const struct sd_survey *survey = worker->survey;
	for (size_t i = 0; i < survey->followers_length; i++)
		if (survey->followers[i].worker_free)
			survey->followers[i].worker_free(worker->states[i]);
	sd_coder_free(worker->coder);
	sd_answer_reader_free(worker->reader);
	sd_sentiment_free(worker->sentiment);
	sd_count_free(worker->given);
	sd_arena_release(&worker->arena);
	sd_str_release(&worker->scratch);
	sd_str_release(&worker->key);
	free(worker->cells);
	free(worker->states);
	free(worker);
}

static int worker_done(void *context, void *state, struct sd_error *err)
{
	struct sd_survey *survey = context;
	struct worker *worker = state;
	for (size_t i = 0; i < survey->followers_length; i++)
		if (survey->followers[i].worker_done &&
		    survey->followers[i].worker_done(survey->followers[i].context, worker->states[i], err) < 0)
			return -1;
	return sd_count_add(survey->given, worker->given, err);
}

static void make_key(struct sd_str *key, size_t question, const char *what)
{
	struct sd_str number = SD_STR_INIT;
	sd_str_clear(key);
	sd_str_add_int(&number, (int64_t)question);
	sd_key_add(key, sd_str_text(&number));
	sd_key_add(key, sd_text_of(what));
	sd_str_release(&number);
}

static void count(struct worker *worker, size_t question, const char *what, int64_t score)
{
	make_key(&worker->key, question, what);
	int64_t *sums = sd_count_at(worker->given, sd_str_text(&worker->key));
	sums[ANSWERS]++;
	sums[SCORES] += score;
}

static struct sd_cell keep(struct worker *worker, enum sd_cell_kind kind)
{
	const char *copy = sd_arena_dup(&worker->arena, worker->scratch.data ? worker->scratch.data : "",
					worker->scratch.length);
	return (struct sd_cell){{copy, worker->scratch.length}, kind};
}

/* Scores and codes one answer; returns its score, and what it was in *what. */
static int64_t read_answer(struct worker *worker, struct sd_cell answer, enum sd_prompt prompt, struct sd_cell *added,
			   const char **what)
{
	const struct sd_survey *survey = worker->survey;
	for (size_t i = 0; i < SD_SURVEY_ADDED; i++)
		added[i] = (struct sd_cell){{NULL, 0}, SD_CELL_ABSENT};
	*what = "absent";
	if (answer.kind == SD_CELL_ABSENT)
		return 0;
	if (worker->coder) {
		sd_coder_prompt(worker->coder, prompt);
		const struct sd_coding *coding = sd_code_answer(worker->coder, answer.text);
		sd_str_clear(&worker->scratch);
		sd_coding_add_codes(coding, &worker->scratch);
		added[SD_SURVEY_CODES] = keep(worker, SD_CELL_TEXT);
		sd_str_clear(&worker->scratch);
		sd_coding_add_sentiment(coding, &worker->scratch);
		added[SD_SURVEY_CODES_SENTIMENT] = keep(worker, SD_CELL_JSON);
	}
	const struct sd_sentiment_part *whole = &sd_sentiment_score(worker->sentiment, answer.text)->whole;
	*what = "empty";
	if (whole->label == SD_SENTIMENT_EMPTY)
		return 0;
	enum sd_nonanswer none = sd_nonanswer_kind(survey->nonanswers, sd_answer_read(worker->reader, answer.text));
	*what = none == SD_ANSWERED ? sd_sentiment_label_name(whole->label) : sd_nonanswer_name(none);
	if (none != SD_ANSWERED)
		return 0;
	sd_str_clear(&worker->scratch);
	sd_decimal_add(&worker->scratch, whole->score, PLACES);
	added[SD_SURVEY_SENTIMENT] = keep(worker, SD_CELL_NUMBER);
	return whole->score;
}

static int read_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct worker *worker = state;
	const struct sd_survey *survey = worker->survey;
	struct sd_row extended = *row;
	sd_arena_clear(&worker->arena);
	memcpy(worker->cells, row->cells, row->length * sizeof *row->cells);
	extended.cells = worker->cells;
	extended.length = survey->width;
	extended.raw_fits = false;
	const char **what = sd_arena_alloc(&worker->arena, (survey->length + 1) * sizeof *what);
	int64_t *scores = sd_arena_alloc(&worker->arena, (survey->length + 1) * sizeof *scores);
	for (size_t i = 0; i < survey->length; i++)
		scores[i] = read_answer(worker, row->cells[survey->questions[i].column], survey->questions[i].prompt,
					worker->cells + survey->questions[i].added, &what[i]);
	for (size_t i = 0; i < survey->followers_length; i++) {
		int result = survey->followers[i].row(worker->states[i], &extended, out, err);
		if (result)
			return result;
	}
	for (size_t i = 0; i < survey->length; i++)
		count(worker, i, what[i], scores[i]);
	return 0;
}

struct sd_pass sd_survey_pass(struct sd_survey *survey)
{
	return (struct sd_pass){.context = survey,
				.worker_new = worker_new,
				.row = read_row,
				.worker_done = worker_done,
				.worker_free = worker_free};
}

static const int64_t *find(const struct sd_survey *survey, size_t question, const char *what)
{
	static const int64_t nothing[WIDTH];
	struct sd_str key = SD_STR_INIT;
	make_key(&key, question, what);
	const int64_t *sums = sd_count_find(survey->given, sd_str_text(&key));
	sd_str_release(&key);
	return sums ? sums : nothing;
}

static int64_t sum_of_feelings(const struct sd_survey *survey, size_t question, size_t which)
{
	int64_t sum = 0;
	for (int label = SD_SENTIMENT_NEGATIVE; label < SD_SENTIMENT_LABELS; label++)
		sum += find(survey, question, sd_sentiment_label_name((enum sd_sentiment_label)label))[which];
	return sum;
}

int sd_survey_write_questions(const struct sd_survey *survey, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const columns[] = {"question", "prompt",    "asked",	    "answered",
					      "empty",	  "no_answer", "sentiment", NULL};
	for (size_t i = 0; columns[i]; i++)
		sd_writer_column(writer, sd_text_of(columns[i]));
	if (sd_writer_begin(writer, err) < 0)
		return -1;
	struct sd_out *out = sd_writer_out(writer);
	for (size_t i = 0; i < survey->length; i++) {
		int64_t answered = sum_of_feelings(survey, i, ANSWERS), none = 0;
		/* Those of NOTHING go by the name of NONE. */
		for (int kind = SD_NONANSWER_NONE; kind < SD_NONANSWER_NOTHING; kind++)
			none += find(survey, i, sd_nonanswer_name((enum sd_nonanswer)kind))[ANSWERS];
		int64_t empty = find(survey, i, "empty")[ANSWERS];
		sd_out_text(out, survey->header->names[survey->questions[i].column]);
		sd_out_string(out, sd_prompt_name(survey->questions[i].prompt));
		sd_out_int(out, answered + none + empty);
		sd_out_int(out, answered);
		sd_out_int(out, empty);
		sd_out_int(out, none);
		if (answered)
			sd_out_decimal(out, sd_tally_mean(sum_of_feelings(survey, i, SCORES), answered), PLACES);
		else
			sd_out_absent(out);
		sd_out_end(out);
	}
	return sd_writer_end(writer, err);
}

int sd_survey_write_feelings(const struct sd_survey *survey, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const columns[] = {"question", "prompt", "label", "n", "base", "share", "low", "high", NULL};
	static const enum sd_sentiment_label labels[] = {SD_SENTIMENT_POSITIVE, SD_SENTIMENT_MIXED,
							 SD_SENTIMENT_NEUTRAL, SD_SENTIMENT_NEGATIVE};
	for (size_t i = 0; columns[i]; i++)
		sd_writer_column(writer, sd_text_of(columns[i]));
	if (sd_writer_begin(writer, err) < 0)
		return -1;
	struct sd_out *out = sd_writer_out(writer);
	for (size_t i = 0; i < survey->length; i++) {
		int64_t base = sum_of_feelings(survey, i, ANSWERS);
		for (size_t l = 0; l < sizeof labels / sizeof *labels && base; l++) {
			int64_t n = find(survey, i, sd_sentiment_label_name(labels[l]))[ANSWERS];
			struct sd_interval interval = sd_wilson((double)n, (double)base);
			sd_out_text(out, survey->header->names[survey->questions[i].column]);
			sd_out_string(out, sd_prompt_name(survey->questions[i].prompt));
			sd_out_string(out, sd_sentiment_label_name(labels[l]));
			sd_out_int(out, n);
			sd_out_int(out, base);
			sd_out_double(out, (double)n / (double)base, PLACES);
			sd_out_double(out, interval.low, PLACES);
			sd_out_double(out, interval.high, PLACES);
			sd_out_end(out);
		}
	}
	return sd_writer_end(writer, err);
}
