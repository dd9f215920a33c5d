/* SPDX-License-Identifier: MIT */
/* The spans explain the score: on every text of every scored set of $SAYDO_TEST_DATA the spans' weights add up to the
 * raw sum, so do the clauses', and the score is its mapping; spans ascend and lie in the text. With the
 * lexicons and the tables of rules that are installed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

#include "base/decimal.h"
#include "known/cells.h"
#include "say/sentiment.h"

static const struct {
	const char *name, *language;
} sets[] = {{"sentiment/airline", "en"},       {"sentiment/clothing", "en"}, {"sentiment/course_evaluations", "en"},
	    {"sentiment/hotel_reviews", "en"}, {"sentiment/imdb", "en"},     {"sentiment/pros_cons", "en"},
	    {"saydo/steam/said", "en"},	       {"codes/nhs", "en"},	     {"sentiment/germeval_de", "de"},
	    {"sentiment/tass_es", "es"},       {"saydo/olist/said", "pt"}};

struct sums {
	struct sd_sentiment *sentiment;
	size_t texts, spans, failures;
};

static void check_text(struct sd_text text, void *context)
{
	struct sums *sums = context;
	const struct sd_sentiment_result *result = sd_sentiment_score(sums->sentiment, text);
	int64_t spans = 0, clauses = 0;
	size_t start = 0;
	bool right = result->span_count == result->whole.words;
	sums->texts++;
	sums->spans += result->span_count;
	for (size_t i = 0; i < result->span_count; i++) {
		const struct sd_sentiment_span *span = &result->spans[i];
		right = right && span->start >= start && span->end > span->start && span->end <= text.length;
		start = span->start;
		spans += span->weight;
	}
	for (size_t i = 0; i < result->clause_count; i++)
		clauses += result->clauses[i].part.raw;
	double raw = sd_decimal_to_double(result->whole.raw), score = raw / sqrt(raw * raw + 15);
	right = right && spans == result->whole.raw && clauses == spans &&
		llabs(sd_decimal_of_double(score) - result->whole.score) <= 1;
	if (!right && sums->failures++ < 10)
		print_message("text %zu: spans %lld, clauses %lld, raw %lld\n", sums->texts, (long long)spans,
			      (long long)clauses, (long long)result->whole.raw);
}

/* A list of lexicons/<language>/ as installed. */
static struct sd_words *list_of(const char *language, const char *name)
{
	struct sd_str path = SD_STR_INIT, content = SD_STR_INIT;
	sd_str_addf(&path, "lexicons/%s/%s", language, name);
	struct sd_words *words =
		read_bytes(path.data, &content) ? sd_words_new(name, sd_str_text(&content), NULL) : NULL;
	assert_non_null(words);
	sd_str_release(&path);
	sd_str_release(&content);
	return words;
}

static void score_set(const char *set, struct sums *sums)
{
	struct sd_str path = SD_STR_INIT, content = SD_STR_INIT;
	sd_str_addf(&path, "%s/%s.csv", getenv("SAYDO_TEST_DATA"), set);
	if (read_bytes(path.data, &content))
		each_cell(sd_str_text(&content), SD_FORMAT_CSV, "text", check_text, sums);
	sd_str_release(&path);
	sd_str_release(&content);
}

static void every_text(void **state)
{
	(void)state;
	size_t texts = 0, failures = 0, spans = 0;
	static const char *const languages[] = {"en", "de", "es", "pt"};
	for (size_t l = 0; getenv("SAYDO_TEST_DATA") && l < sizeof languages / sizeof *languages; l++) {
		struct sd_lexicon *lexicon = sd_lexicon_new();
		struct sd_str path = SD_STR_INIT, terms = SD_STR_INIT, table = SD_STR_INIT;
		sd_str_addf(&path, "lexicons/%s/feedback.tsv", languages[l]);
		assert_true(read_bytes(path.data, &terms));
		assert_int_equal(sd_lexicon_add(lexicon, "feedback.tsv", sd_str_text(&terms), NULL), 0);
		sd_str_clear(&path);
		sd_str_addf(&path, "lexicons/%s/rules.tsv", languages[l]);
		assert_true(read_bytes(path.data, &table));
		struct sd_phrases *phrases = sd_phrases_new("rules.tsv", sd_str_text(&table), languages[l], NULL);
		assert_non_null(phrases);
		struct sd_words *lists[] = {list_of(languages[l], "negators.txt"),
					    list_of(languages[l], "intensifiers.txt"),
					    list_of(languages[l], "diminishers.txt"),
					    list_of(languages[l], "contrast.txt"),
					    list_of(languages[l], "abbreviations.txt")};
		const struct sd_sentiment_rules rules = {.lexicon = lexicon,
							 .negators = lists[0],
							 .intensifiers = lists[1],
							 .diminishers = lists[2],
							 .contrast = lists[3],
							 .abbreviations = lists[4],
							 .phrases = phrases};
		struct sums sums = {.sentiment = sd_sentiment_new(&rules)};
		for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
			if (!strcmp(sets[i].language, languages[l]))
				score_set(sets[i].name, &sums);
		texts += sums.texts;
		failures += sums.failures;
		spans += sums.spans;
		sd_sentiment_free(sums.sentiment);
		sd_phrases_free(phrases);
		sd_lexicon_free(lexicon);
		for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
			sd_words_free(lists[i]);
		sd_str_release(&path);
		sd_str_release(&terms);
		sd_str_release(&table);
	}
	if (!texts) {
		print_message("SKIPPED: SAYDO_TEST_DATA has no sentiment sets\n");
		skip();
	}
	print_message("%zu texts, %zu spans\n", texts, spans);
	assert_true(spans > texts);
	assert_int_equal(failures, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
