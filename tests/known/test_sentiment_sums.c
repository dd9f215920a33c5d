/* SPDX-License-Identifier: MIT */
/* The spans explain the score: on every text of every set of $SAYDO_TEST_DATA/sentiment the spans' weights add up to the
 * raw sum, so do the clauses', and the score is its mapping; spans ascend and lie in the text. With a small
 * lexicon and table of phrases in which every rule has something to do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

#include "base/decimal.h"
#include "known/cells.h"
#include "say/sentiment.h"

static const char *const sets[] = {"airline",	    "clothing", "course_evaluations", "germeval_de",
				   "hotel_reviews", "imdb",	"pros_cons",	      "tass_es"};

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

static void every_text(void **state)
{
	(void)state;
	static const char lexicon_text[] = "good\t2\ngreat\t3\nbad\t-2.5\nnot only\t0\nno problem*\t2.6\nproblem*\t-2\nlove*\t3\n"
					   "well*\t1\n:)\t2\nwait*\t-1\ngut*\t2\nschlecht*\t-2\nbien\t2\nmal\t-2\n";
	static const char phrases[] = "# wish: -0.4 1\n# condition: 0.6 0.8\n# question: 0.6 1\n# quotation: 0.7 0.8\naffirm\tnot only\n"
				      "wish\tshould\ncondition\tif\nrequest\tplease\nconcede\talthough\nconcede\twhile\nidiom\tthe best\t3\n";
	const char *data = getenv("SAYDO_TEST_DATA");
	struct sd_lexicon *lexicon = sd_lexicon_new();
	struct sd_phrases *table = sd_phrases_new("rules", SD_TEXT(phrases), NULL, NULL);
	struct sd_words *negators = sd_words_new("negators", SD_TEXT("not\nno\nnever\nnicht\n"), NULL);
	struct sd_words *degrees = sd_words_new("degrees", SD_TEXT("very\nso\nsehr\nmuy\n"), NULL);
	struct sd_words *contrast = sd_words_new("contrast", SD_TEXT("but\nalthough\nwhile\naber\npero\n"), NULL);
	assert_int_equal(sd_lexicon_add(lexicon, "lexicon", SD_TEXT(lexicon_text), NULL), 0);
	const struct sd_sentiment_rules rules = {.lexicon = lexicon,
						 .negators = negators,
						 .intensifiers = degrees,
						 .contrast = contrast,
						 .phrases = table};
	struct sums sums = {.sentiment = sd_sentiment_new(&rules)};
	for (size_t i = 0; data && i < sizeof sets / sizeof *sets; i++) {
		struct sd_str path = SD_STR_INIT, content = SD_STR_INIT;
		sd_str_addf(&path, "%s/sentiment/%s.csv", data, sets[i]);
		if (read_bytes(path.data, &content))
			each_cell(sd_str_text(&content), SD_FORMAT_CSV, "text", check_text, &sums);
		sd_str_release(&path);
		sd_str_release(&content);
	}
	size_t texts = sums.texts, failures = sums.failures, spans = sums.spans;
	sd_sentiment_free(sums.sentiment);
	sd_lexicon_free(lexicon);
	sd_phrases_free(table);
	sd_words_free(negators);
	sd_words_free(degrees);
	sd_words_free(contrast);
	if (!texts) {
		print_message("SKIPPED: SAYDO_TEST_DATA has no sentiment sets\n");
		skip();
	}
	print_message("%zu texts, %zu spans\n", texts, spans);
	assert_true(spans > texts / 4);
	assert_int_equal(failures, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
