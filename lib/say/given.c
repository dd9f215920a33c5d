/* SPDX-License-Identifier: MIT */
#include "say/given.h"

#include "say/tally.h"
#include "stats/interval.h"

enum { PLACES = 4 };
enum { ANSWERS, SCORES, WIDTH };

struct sd_count *sd_given_new(void)
{
	return sd_count_new(WIDTH);
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

void sd_given_add(struct sd_count *given, size_t question, const char *what, int64_t score, struct sd_str *key)
{
	make_key(key, question, what);
	int64_t *sums = sd_count_at(given, sd_str_text(key));
	sums[ANSWERS]++;
	sums[SCORES] += score;
}

static const int64_t *find(const struct sd_count *given, size_t question, const char *what)
{
	static const int64_t nothing[WIDTH];
	struct sd_str key = SD_STR_INIT;
	make_key(&key, question, what);
	const int64_t *sums = sd_count_find(given, sd_str_text(&key));
	sd_str_release(&key);
	return sums ? sums : nothing;
}

static int64_t sum_of_labels(const struct sd_count *given, size_t question, size_t which)
{
	int64_t sum = 0;
	for (int label = SD_SENTIMENT_NEGATIVE; label < SD_SENTIMENT_LABELS; label++)
		sum += find(given, question, sd_sentiment_label_name((enum sd_sentiment_label)label))[which];
	return sum;
}

static int64_t sum_of_nonanswers(const struct sd_count *given, size_t question)
{
	int64_t none = 0;
	/* Those of NOTHING go by the name of NONE. */
	for (int kind = SD_NONANSWER_NONE; kind < SD_NONANSWER_NOTHING; kind++)
		none += find(given, question, sd_nonanswer_name((enum sd_nonanswer)kind))[ANSWERS];
	return none;
}

int64_t sd_given_unscored(const struct sd_count *given, size_t question)
{
	return find(given, question, SD_GIVEN_UNSCORED)[ANSWERS];
}

int64_t sd_given_asked(const struct sd_count *given, size_t question)
{
	return sum_of_labels(given, question, ANSWERS) + sd_given_unscored(given, question) +
	       find(given, question, "empty")[ANSWERS] + sum_of_nonanswers(given, question);
}

int sd_given_write_questions(const struct sd_count *given, const struct sd_given_question *questions, size_t length,
			     struct sd_writer *writer, struct sd_error *err)
{
	static const char *const columns[] = {"question", "prompt",    "asked",	    "answered",
					      "empty",	  "no_answer", "sentiment", NULL};
	sd_writer_columns(writer, columns);
	if (sd_writer_begin(writer, err) < 0)
		return -1;
	struct sd_out *out = sd_writer_out(writer);
	for (size_t i = 0; i < length; i++) {
		int64_t scored = sum_of_labels(given, i, ANSWERS), none = sum_of_nonanswers(given, i);
		int64_t answered = scored + sd_given_unscored(given, i);
		int64_t empty = find(given, i, "empty")[ANSWERS];
		sd_out_text(out, questions[i].name);
		sd_out_string(out, sd_prompt_name(questions[i].prompt));
		sd_out_int(out, answered + none + empty);
		sd_out_int(out, answered);
		sd_out_int(out, empty);
		sd_out_int(out, none);
		if (scored)
			sd_out_decimal(out, sd_tally_mean(sum_of_labels(given, i, SCORES), scored), PLACES);
		else
			sd_out_absent(out);
		sd_out_end(out);
	}
	return sd_writer_end(writer, err);
}

int sd_given_write_labels(const struct sd_count *given, const struct sd_given_question *questions, size_t length,
			  struct sd_writer *writer, struct sd_error *err)
{
	static const char *const columns[] = {"question", "prompt", "label", "n", "base", "share", "low", "high", NULL};
	static const enum sd_sentiment_label labels[] = {SD_SENTIMENT_POSITIVE, SD_SENTIMENT_MIXED,
							 SD_SENTIMENT_NEUTRAL, SD_SENTIMENT_NEGATIVE};
	sd_writer_columns(writer, columns);
	if (sd_writer_begin(writer, err) < 0)
		return -1;
	struct sd_out *out = sd_writer_out(writer);
	for (size_t i = 0; i < length; i++) {
		int64_t base = sum_of_labels(given, i, ANSWERS);
		for (size_t l = 0; l < sizeof labels / sizeof *labels && base; l++) {
			int64_t n = find(given, i, sd_sentiment_label_name(labels[l]))[ANSWERS];
			struct sd_interval interval = sd_wilson((double)n, (double)base);
			sd_out_text(out, questions[i].name);
			sd_out_string(out, sd_prompt_name(questions[i].prompt));
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
