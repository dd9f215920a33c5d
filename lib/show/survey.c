/* SPDX-License-Identifier: MIT */
#include "show/survey.h"

enum { PLACES = 4 };

/* What one worker has of one language; the reader is NULL until an answer is in it. */
struct part {
	struct sd_answer_reader *reader;
	struct sd_sentiment *sentiment; /* NULL where the language has no lexicon */
	struct sd_coder *coder;
};

struct worker {
	struct sd_survey *survey;
	struct part parts[SD_LANGUAGES_MOST];
	struct sd_teller teller;	 /* of one row */
	struct sd_told_counts told;
	struct sd_count *given;
	struct sd_cell *cells; /* of the extended row */
	struct sd_arena arena; /* holds what was added to it */
	struct sd_str scratch, key;
	void **states; /* of the followers */
};

int sd_survey_ask(struct sd_survey *survey, const size_t *columns, struct sd_questionnaire *questionnaire,
		  const char *const *said, size_t said_length, struct sd_error *err)
{
	struct sd_text *names = sd_calloc(survey->length + 1, sizeof *names);
	enum sd_prompt *chosen = sd_calloc(survey->length + 1, sizeof *chosen);
	for (size_t i = 0; i < survey->length; i++)
		names[i] = survey->header->names[columns[i]];
	int result =
		sd_questionnaire_choose(questionnaire, names, survey->length, said, said_length, chosen, NULL, err);
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
	survey->given = sd_given_new();
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
	bool good = true;
	for (size_t i = 0; i < survey->telling->length && good; i++) {
		struct sd_answer_reader *reader = sd_answer_reader_new(&survey->readings[i].answers, err);
		good = reader;
		sd_answer_reader_free(reader);
	}
	return good ? 0 : -1;
}

static void *worker_new(void *context)
{
	struct sd_survey *survey = context;
	struct worker *worker = sd_calloc(1, sizeof *worker);
	worker->survey = survey;
	worker->given = sd_given_new();
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
	for (size_t i = 0; i < survey->telling->length; i++) {
		sd_coder_free(worker->parts[i].coder);
		sd_answer_reader_free(worker->parts[i].reader);
		sd_sentiment_free(worker->parts[i].sentiment);
	}
	sd_teller_release(&worker->teller);
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
	sd_told_counts_add(&survey->told, &worker->told);
	return sd_count_add(survey->given, worker->given, err);
}

static struct sd_cell keep(struct worker *worker, enum sd_cell_kind kind)
{
	const char *copy = sd_arena_dup(&worker->arena, worker->scratch.data ? worker->scratch.data : "",
					worker->scratch.length);
	return (struct sd_cell){{copy, worker->scratch.length}, kind};
}

static struct part *part_of(struct worker *worker, size_t language)
{
	const struct sd_survey *survey = worker->survey;
	const struct sd_reading *reading = &survey->readings[language];
	struct part *part = &worker->parts[language];
	if (part->reader)
		return part;
	part->reader = sd_answer_reader_new(&reading->answers, NULL); /* sd_survey_check made one like it */
	if (reading->rules)
		part->sentiment = sd_sentiment_new(reading->rules);
	if (survey->books)
		part->coder = sd_coder_new(survey->books[language], reading->nonanswers, part->reader, reading->rules);
	return part;
}

/* Scores and codes one answer; returns its score, and what it was in *what. */
static int64_t read_answer(struct worker *worker, const struct sd_row *row, const struct sd_survey_question *question,
			   struct sd_cell *added, const char **what)
{
	const struct sd_survey *survey = worker->survey;
	struct sd_cell answer = row->cells[question->column];
	for (size_t i = 0; i < SD_SURVEY_ADDED; i++)
		added[i] = (struct sd_cell){{NULL, 0}, SD_CELL_ABSENT};
	*what = "absent";
	if (answer.kind == SD_CELL_ABSENT)
		return 0;
	size_t language = sd_tell(survey->telling, &worker->teller, row, answer).language;
	const struct part *part = part_of(worker, language);
	added[SD_SURVEY_LANGUAGE] = (struct sd_cell){sd_text_of(survey->telling->codes[language]), SD_CELL_TEXT};
	if (part->coder) {
		sd_coder_prompt(part->coder, question->prompt);
		const struct sd_coding *coding = sd_code_answer(part->coder, answer.text);
		sd_str_clear(&worker->scratch);
		sd_coding_add_codes(coding, &worker->scratch);
		added[SD_SURVEY_CODES] = keep(worker, SD_CELL_TEXT);
		sd_str_clear(&worker->scratch);
		if (part->sentiment) {
			sd_coding_add_sentiment(coding, &worker->scratch);
			added[SD_SURVEY_CODES_SENTIMENT] = keep(worker, SD_CELL_JSON);
		}
	}
	const struct sd_sentiment_part *whole = NULL;
	if (part->sentiment)
		whole = &sd_sentiment_score(part->sentiment, answer.text)->whole;
	const struct sd_answer *words = sd_answer_read(part->reader, answer.text);
	*what = "empty";
	if (whole ? whole->label == SD_SENTIMENT_EMPTY : !words->tokens.length)
		return 0;
	enum sd_nonanswer none = sd_nonanswer_kind(survey->readings[language].nonanswers, words);
	*what = none != SD_ANSWERED ? sd_nonanswer_name(none)
		: whole		    ? sd_sentiment_label_name(whole->label)
				    : SD_GIVEN_UNSCORED;
	if (none != SD_ANSWERED)
		return 0;
	added[SD_SURVEY_WHAT] = (struct sd_cell){sd_text_of(*what), SD_CELL_TEXT};
	if (!whole || whole->label == SD_SENTIMENT_UNSCORED)
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
	worker->teller.counts = (struct sd_told_counts){.untold = 0};
	memcpy(worker->cells, row->cells, row->length * sizeof *row->cells);
	extended.cells = worker->cells;
	extended.length = survey->width;
	extended.raw_fits = false;
	const char **what = sd_arena_alloc(&worker->arena, (survey->length + 1) * sizeof *what);
	int64_t *scores = sd_arena_alloc(&worker->arena, (survey->length + 1) * sizeof *scores);
	for (size_t i = 0; i < survey->length; i++)
		scores[i] = read_answer(worker, row, &survey->questions[i], worker->cells + survey->questions[i].added,
					&what[i]);
	for (size_t i = 0; i < survey->followers_length; i++) {
		int result = survey->followers[i].row(worker->states[i], &extended, out, err);
		if (result)
			return result;
	}
	for (size_t i = 0; i < survey->length; i++)
		sd_given_add(worker->given, i, what[i], scores[i], &worker->key);
	sd_told_counts_add(&worker->told, &worker->teller.counts);
	return 0;
}

size_t sd_survey_language(const struct sd_survey *survey, const struct sd_row *row, size_t question)
{
	struct sd_text code = row->cells[survey->questions[question].added + SD_SURVEY_LANGUAGE].text;
	for (size_t i = 0; i < survey->telling->length; i++)
		if (code.data == survey->telling->codes[i])
			return i;
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

/* What the tables say of the questions; yours to free(). */
static struct sd_given_question *asked(const struct sd_survey *survey)
{
	struct sd_given_question *questions = sd_calloc(survey->length + 1, sizeof *questions);
	for (size_t i = 0; i < survey->length; i++)
		questions[i] = (struct sd_given_question){survey->header->names[survey->questions[i].column],
							  survey->questions[i].prompt};
	return questions;
}

int64_t sd_survey_asked(const struct sd_survey *survey)
{
	int64_t sum = 0;
	for (size_t i = 0; i < survey->length; i++)
		sum += sd_given_asked(survey->given, i);
	return sum;
}

int sd_survey_write_questions(const struct sd_survey *survey, struct sd_writer *writer, struct sd_error *err)
{
	struct sd_given_question *questions = asked(survey);
	int result = sd_given_write_questions(survey->given, questions, survey->length, writer, err);
	free(questions);
	return result;
}

int sd_survey_write_labels(const struct sd_survey *survey, struct sd_writer *writer, struct sd_error *err)
{
	struct sd_given_question *questions = asked(survey);
	int result = sd_given_write_labels(survey->given, questions, survey->length, writer, err);
	free(questions);
	return result;
}
