/* SPDX-License-Identifier: MIT */
#include "learning.h"

#include "language.h"
#include "say/learn_rows.h"
#include "say/sentiment_cells.h"

int front_learn_penalty(const char *option, const char *text, double preset, double least, double *value,
			struct sd_error *err)
{
	sd_decimal decimal;
	*value = preset;
	if (!text)
		return 0;
	if (!sd_decimal_parse(sd_text_of(text), SD_DECIMAL_POINT, &decimal))
		return sd_fail(err, "--%s \"%s\" is not a number", option, text);
	*value = sd_decimal_to_double(decimal);
	return *value >= least ? 0 : sd_fail(err, "--%s is %g or more", option, least);
}

int front_learn_lists(struct sd_input *seed, struct sd_lexicon *lexicon, struct sd_input *stop,
		      struct sd_words **words, struct sd_error *err)
{
	struct sd_str content = SD_STR_INIT;
	int result = 0;
	if (seed->fd >= 0) {
		result = sd_input_read_all(seed, &content, SIZE_MAX, err);
		if (!result)
			result = sd_lexicon_add(lexicon, seed->name, sd_str_text(&content), err);
	}
	sd_str_clear(&content);
	if (!result && stop->fd >= 0) {
		result = sd_input_read_all(stop, &content, SIZE_MAX, err);
		if (!result && !(*words = sd_words_new(stop->name, sd_str_text(&content), err)))
			result = -1;
	}
	sd_str_release(&content);
	return result;
}

/* The column of the score: the first that is there. */
static int find_score(const struct front_scores *scores, const struct sd_header *header, struct sd_learn_rows *rows,
		      struct sd_error *err)
{
	size_t high = scores->score->length, length = high + scores->low_is_best->length;
	for (size_t i = 0; i < length; i++) {
		rows->low_is_best = i >= high;
		const char *name = i < high ? scores->score->items[i] : scores->low_is_best->items[i - high];
		struct sd_error none = SD_ERROR_INIT;
		int found = sd_header_find(header, name, &rows->score, &none);
		if (found && (i + 1 == length || !scores->by_file))
			sd_fail(err, "%s", none.message.data);
		sd_error_release(&none);
		if (found && !scores->by_file)
			return -1;
		if (!found && (scores->by_file || i + 1 == length))
			return 0;
	}
	return sd_fail(err, "which column holds the scores? Say so with --score COLUMN");
}

/* The inputs as they are now: all, or one of them with a header of its own. */
static int read_file(struct front *front, struct front_again *again, const struct front_scores *scores,
		     struct sd_learn_rows *rows, struct sd_error *err)
{
	struct sd_reader *reader = front_reader(front, err);
	size_t *text = NULL;
	int result = reader ? front_text_columns(front, sd_reader_header(reader), &text, &rows->text_length, err) : -1;
	rows->text = text;
	rows->domain = SIZE_MAX;
	if (!result)
		result = find_score(scores, sd_reader_header(reader), rows, err);
	if (!result && scores->domain)
		result = sd_header_find(sd_reader_header(reader), scores->domain, &rows->domain, err);
	const struct sd_pass pass = sd_learn_pass(rows);
	again->read = false; /* each file is read for the first time */
	if (!result)
		result = front_again_pass(front, again, &pass, reader, err);
	free(text);
	sd_reader_free(reader);
	return result;
}

int front_learn_from(struct front *front, struct front_again *again, const struct front_scores *scores,
		     struct sd_learn *learn, struct sd_error *err)
{
	const struct sd_inputs all = front->inputs;
	struct sd_learn_rows rows = {.learn = learn};
	int result = 0;
	rows.name = SD_TEXT("the input");
	if (!scores->by_file)
		result = read_file(front, again, scores, &rows, err);
	for (size_t i = 0; scores->by_file && !result && i < all.length; i++) {
		front->inputs = (struct sd_inputs){&all.items[i], 1, 1};
		rows.name = sd_text_of(all.items[i].name);
		result = read_file(front, again, scores, &rows, err);
	}
	front->inputs = all;
	if (rows.unscored)
		front_note(front, "%lld answers without a score were not learned from", (long long)rows.unscored);
	if (rows.unknown)
		front_note(front, "%lld answers whose score is neither a number nor a label were not learned from",
			   (long long)rows.unknown);
	return result;
}

static int begin_scoring(struct front *front, void *context, const struct sd_header *header, struct sd_writer *writer,
			 struct sd_error *err)
{
	struct sd_learn_scoring *scoring = context;
	size_t *text = NULL;
	if (front_text_columns(front, header, &text, &scoring->text_length, err))
		return -1;
	scoring->text = text;
	for (size_t i = 0; i < scoring->text_length; i++)
		for (size_t c = 0; c < SD_SENTIMENT_CELLS; c++)
			front_add_column(front, writer, header, text[i], scoring->text_length, sd_sentiment_columns[c]);
	return 0;
}

int front_learn_score(struct front *front, struct front_again *again, const struct sd_learn *learn,
		      const struct sd_sentiment_rules *rules, struct sd_error *err)
{
	struct sd_learn_scoring scoring = {.learn = learn, .rules = *rules};
	front->as = front->as ? front->as : "sentiment"; /* for that is what the columns hold */
	int result =
		front_again_write(front, again,
				  &(struct front_again_rows){&scoring, begin_scoring, sd_learn_scoring_pass(&scoring)},
				  err);
	free((void *)scoring.text);
	return result;
}

int front_learn_tell(struct front *front, const struct sd_learn *learn, struct sd_output *quality, struct sd_error *err)
{
	struct sd_learn_quality all;
	size_t domains = sd_learn_domains(learn);
	sd_learn_quality(learn, 0, &all);
	if (!all.answers)
		front_note(front, "no answer has a score to learn from: the weights are those it began with");
	else if (!front->quiet)
		front_note(front,
			   "out of fold, %lld answers of %zu domain%s: accuracy %.3f, macro-F1 %.3f, AUC %.3f, "
			   "coverage %.3f",
			   (long long)all.answers, domains, domains == 1 ? "" : "s", all.accuracy, all.macro_f1,
			   all.area, all.coverage);
	if (quality->fd < 0)
		return 0;
	const struct sd_writer_options options = {.to = SD_FORMAT_CSV, .from = -1};
	struct sd_writer *writer = sd_writer_new(quality, &options);
	int result = sd_learn_write_quality(learn, writer, err);
	sd_writer_free(writer);
	return result;
}
