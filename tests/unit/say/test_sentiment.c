/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "say/sentiment.h"

static const char lexicon_content[] =
	"good\t2\ngreat\t3\nbad\t-2.5\nslow\t-2\nbroken\t-2.8\nterribly\t-3\nhelpful\t2.6\nfriendly\t2.6\n"
	"no problem*\t2.6\nproblem\t-2.2\nnot bad\t2.4\nnot only\t0\nas well\t0\nwell\t1.6\nlove\t3.2\n"
	"\xF0\x9F\x98\x8D\t3.2\n:)\t2.2\nwell made\t2.4\n";

static struct sd_words *words_of(const char *content)
{
	struct sd_error err = SD_ERROR_INIT;
	struct sd_words *words = sd_words_new("words.txt", sd_text_of(content), &err);
	assert_non_null(words);
	return words;
}

static struct sd_sentiment_rules rules_of(const char *lexicon_text, const char *negators)
{
	struct sd_error err = SD_ERROR_INIT;
	struct sd_lexicon *lexicon = sd_lexicon_new();
	if (sd_lexicon_add(lexicon, "list.tsv", sd_text_of(lexicon_text), &err))
		fail_msg("%s", err.message.data);
	return (struct sd_sentiment_rules){
		.lexicon = lexicon,
		.negators = words_of(negators),
		.intensifiers = words_of("very\nterribly\nso\n"),
		.diminishers = words_of("slightly\nbit\n"),
		.contrast = words_of("but\n"),
		.abbreviations = words_of("dr.\n"),
	};
}

static void release(struct sd_sentiment_rules *rules)
{
	sd_lexicon_free((struct sd_lexicon *)rules->lexicon);
	sd_words_free((struct sd_words *)rules->negators);
	sd_words_free((struct sd_words *)rules->intensifiers);
	sd_words_free((struct sd_words *)rules->diminishers);
	sd_words_free((struct sd_words *)rules->contrast);
	sd_words_free((struct sd_words *)rules->abbreviations);
}

static struct sd_sentiment_rules english;
static struct sd_sentiment *sentiment;

static int set_up(void **state)
{
	(void)state;
	english = rules_of(lexicon_content, "not\nno\nnever\ndon't\nweren't\nnor\n");
	sentiment = sd_sentiment_new(&english);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	sd_sentiment_free(sentiment);
	release(&english);
	return 0;
}

static int64_t raw(const char *answer)
{
	return sd_sentiment_score(sentiment, sd_text_of(answer))->whole.raw;
}

static enum sd_sentiment_label label(const char *answer)
{
	return sd_sentiment_score(sentiment, sd_text_of(answer))->whole.label;
}

static void test_mapping(void **state)
{
	(void)state;
	/* S / sqrt(S² + 15), by hand: 2 / sqrt(19) = 0.458831…, -2.5 / sqrt(21.25) = -0.542326… */
	const struct sd_sentiment_result *result = sd_sentiment_score(sentiment, SD_TEXT("good"));
	assert_int_equal(result->whole.score, 4588);
	assert_int_equal(result->whole.positive, 4588);
	assert_int_equal(result->whole.negative, 0);
	result = sd_sentiment_score(sentiment, SD_TEXT("bad"));
	assert_int_equal(result->whole.score, -5423);
	assert_int_equal(result->whole.negative, -5423);
	assert_int_equal(result->whole.words, 1);
}

static void test_no_answer_and_nothing_weighted(void **state)
{
	(void)state;
	const struct sd_sentiment_result *result = sd_sentiment_score(sentiment, SD_TEXT(" \t\n"));
	assert_int_equal(result->whole.label, SD_SENTIMENT_EMPTY);
	assert_int_equal(result->whole.score, 0);
	assert_int_equal(result->clause_count, 0);
	assert_int_equal(label(""), SD_SENTIMENT_EMPTY);
	result = sd_sentiment_score(sentiment, SD_TEXT("The box is on the table."));
	assert_int_equal(result->whole.label, SD_SENTIMENT_NEUTRAL);
	assert_int_equal(result->whole.score, 0);
	assert_int_equal(result->span_count, 0);
}

static void test_denial(void **state)
{
	(void)state;
	assert_int_equal(raw("not good"), -14800);
	assert_int_equal(raw("it is not slow"), 6000);
	assert_int_equal(label("not good"), SD_SENTIMENT_NEGATIVE);
	/* Four words reach, five do not; a comma ends the scope. */
	assert_int_equal(raw("not a b c good"), -14800);
	assert_int_equal(raw("not a b c d good"), 20000);
	assert_int_equal(raw("not this one, good"), 20000);
	/* Two negators deny once. */
	assert_int_equal(raw("not never good"), -14800);
	assert_int_equal(raw("they weren't friendly or helpful"), -2 * 19240);
	assert_int_equal(raw("they weren't friendly so the nurse was helpful"), -19240 + 26000);
}

static void test_curly_apostrophe_and_none(void **state)
{
	(void)state;
	assert_int_equal(raw("don't love"), -23680);
	assert_int_equal(raw("don\xE2\x80\x99t love"), -23680);
	assert_int_equal(raw("dont love"), -23680);
}

static void test_phrases_hide_their_negators(void **state)
{
	(void)state;
	assert_int_equal(raw("no problem"), 26000);
	assert_int_equal(raw("no problems good"), 26000 + 20000);
	assert_int_equal(label("not bad"), SD_SENTIMENT_POSITIVE);
	assert_int_equal(raw("never no problem"), 26000);
	/* An entry of weight 0 hides a negator, and a weighted word. */
	assert_int_equal(raw("not only good"), 20000);
	assert_int_equal(raw("slow as well"), -20000);
	/* Not across punctuation. */
	assert_int_equal(raw("no, problem"), -22000);
}

static void test_degrees(void **state)
{
	(void)state;
	assert_int_equal(raw("very good"), 25000);
	assert_int_equal(raw("a bit slow"), -14000);
	assert_int_equal(raw("so very good"), 31250);
	assert_int_equal(raw("not very good"), -18500);
	/* Weight and shifter at once: shifts what follows, counts alone. */
	assert_int_equal(raw("terribly slow"), -25000);
	assert_int_equal(raw("they did terribly"), -30000);
	assert_int_equal(raw("terribly, slow"), -50000);
}

static void test_emphasis(void **state)
{
	(void)state;
	assert_int_equal(raw("it is GOOD here"), 21000);
	assert_int_equal(raw("IT IS GOOD HERE"), 20000);
	assert_int_equal(raw("good!"), 21000);
	assert_int_equal(raw("good!!!!!!!"), 23000);
	assert_int_equal(raw("good. Here!"), 20000);
	assert_int_equal(raw("goooood food"), 24000);
}

static void test_contrast(void **state)
{
	(void)state;
	assert_int_equal(raw("good food but slow service"), 15000 - 25000);
	assert_int_equal(label("good food but slow service"), SD_SENTIMENT_MIXED);
	/* Nothing stands against what begins a sentence. */
	assert_int_equal(raw("But slow service"), -20000);
	assert_int_equal(raw("Good food. But slow service"), 0);
}

static void test_emoji_and_hyphens(void **state)
{
	(void)state;
	assert_int_equal(raw("\xF0\x9F\x98\x8D"), 32000);
	assert_int_equal(raw(":-)"), 22000);
	assert_int_equal(raw("well-made"), 24000);
}

static void test_spans_explain_the_sum(void **state)
{
	(void)state;
	static const char *const answers[] = {
		"Very good food, but the waiter was not friendly or helpful and SO slow!! \xF0\x9F\x98\x8D",
		"No problems at all. Not bad, well-made, terribly slow",
		"bad bad bad bad good",
	};
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
		const struct sd_sentiment_result *result = sd_sentiment_score(sentiment, sd_text_of(answers[i]));
		int64_t sum = 0, clauses = 0;
		size_t end = 0;
		assert_int_equal(result->span_count, result->whole.words);
		for (size_t k = 0; k < result->span_count; k++) {
			const struct sd_sentiment_span *span = &result->spans[k];
			assert_true(span->start >= end && span->end > span->start);
			assert_true(span->end <= strlen(answers[i]));
			assert_true((span->shifts == 0) == (span->weight == span->base));
			sum += span->weight;
			end = span->end;
		}
		for (size_t k = 0; k < result->clause_count; k++)
			clauses += result->clauses[k].part.raw;
		assert_int_equal(sum, result->whole.raw);
		assert_int_equal(clauses, result->whole.raw);
	}
	const struct sd_sentiment_result *result = sd_sentiment_score(sentiment, SD_TEXT("It was not very good."));
	assert_int_equal(result->span_count, 1);
	assert_int_equal(result->spans[0].start, 16);
	assert_int_equal(result->spans[0].end, 20);
	assert_int_equal(result->spans[0].shifts, SD_SHIFT_DENIED | SD_SHIFT_INTENSIFIED);
	int32_t weight;
	assert_true(sd_text_equals(sd_lexicon_entry(english.lexicon, result->spans[0].entry, &weight), "good"));
}

static void test_clauses_and_ranges(void **state)
{
	(void)state;
	const struct sd_text answer = SD_TEXT("Great food, slow service, a table");
	const struct sd_sentiment_result *result = sd_sentiment_score(sentiment, answer);
	assert_int_equal(result->clause_count, 3);
	assert_int_equal(result->clauses[0].part.raw, 30000);
	assert_int_equal(result->clauses[0].part.label, SD_SENTIMENT_POSITIVE);
	assert_int_equal(result->clauses[1].part.raw, -20000);
	assert_int_equal(result->clauses[2].part.label, SD_SENTIMENT_NEUTRAL);
	for (size_t i = 0; i < result->clause_count; i++) {
		struct sd_sentiment_part part =
			sd_sentiment_range(sentiment, result->clauses[i].start, result->clauses[i].end);
		assert_int_equal(part.score, result->clauses[i].part.score);
		assert_int_equal(part.label, result->clauses[i].part.label);
	}
	struct sd_sentiment_part all = sd_sentiment_range(sentiment, 0, answer.length);
	assert_int_equal(all.score, result->whole.score);
	assert_int_equal(sd_sentiment_range(sentiment, 5, 5).label, SD_SENTIMENT_EMPTY);
}

static void test_negators_that_follow(void **state)
{
	(void)state;
	struct sd_sentiment_rules rules =
		rules_of("# language: de\n# negators-follow: yes\ngef\xC3\xA4llt\t2.5\ngut\t2\nteuer\t-2\n", "nicht\n");
	struct sd_sentiment *german = sd_sentiment_new(&rules);
	assert_int_equal(sd_sentiment_score(german, SD_TEXT("Es gef\xC3\xA4llt mir nicht"))->whole.raw, -18500);
	/* It has one to deny in front of it, so it leaves the one behind. */
	assert_int_equal(sd_sentiment_score(german, SD_TEXT("gut und nicht teuer"))->whole.raw, 20000 + 6000);
	/* Right behind an entry it denies that one, whatever follows. */
	assert_int_equal(sd_sentiment_score(german, SD_TEXT("gef\xC3\xA4llt nicht gut"))->whole.raw, -18500 - 14800);
	sd_sentiment_free(german);
	release(&rules);
	assert_int_equal(raw("good it is not"), 20000);
}

static void test_elisions(void **state)
{
	(void)state;
	struct sd_sentiment_rules rules =
		rules_of("# language: fr\nexcellent*\t3.6\naimable\t2.5\npas aimable\t-2.5\n", "n'\npas\n");
	struct sd_sentiment *french = sd_sentiment_new(&rules);
	assert_int_equal(sd_sentiment_score(french, SD_TEXT("d'excellente qualit\xC3\xA9"))->whole.raw, 36000);
	assert_int_equal(sd_sentiment_score(french, SD_TEXT("il n'est pas aimable"))->whole.raw, -25000);
	sd_sentiment_free(french);
	release(&rules);
}

static void test_lists_may_be_absent(void **state)
{
	(void)state;
	struct sd_sentiment_rules bare = {.lexicon = english.lexicon};
	struct sd_sentiment *s = sd_sentiment_new(&bare);
	assert_int_equal(sd_sentiment_score(s, SD_TEXT("not very good but slow"))->whole.raw, 0);
	sd_sentiment_free(s);
}

static void test_long_answers_stay_in_range(void **state)
{
	(void)state;
	struct sd_str answer = SD_STR_INIT;
	for (int i = 0; i < 200000; i++)
		sd_str_adds(&answer, "great ");
	const struct sd_sentiment_result *result = sd_sentiment_score(sentiment, sd_str_text(&answer));
	assert_int_equal(result->whole.words, 200000);
	assert_int_equal(result->whole.raw, INT64_C(6000000000));
	assert_int_equal(result->whole.score, 10000);
	sd_str_release(&answer);
}

static void test_any_bytes(void **state)
{
	(void)state;
	static const char bytes[] = "good \xFF\xFE\x80 \0 not\xC2 good \xF0\x9F";
	const struct sd_sentiment_result *result =
		sd_sentiment_score(sentiment, (struct sd_text){bytes, sizeof bytes - 1});
	assert_int_equal(result->span_count, 2);
}

static void test_names(void **state)
{
	(void)state;
	assert_string_equal(sd_sentiment_label_name(SD_SENTIMENT_EMPTY), "");
	assert_string_equal(sd_sentiment_label_name(SD_SENTIMENT_MIXED), "mixed");
	assert_string_equal(sd_sentiment_shift_name(SD_SHIFT_INTENSIFIED), "intensified");
	assert_string_equal(sd_sentiment_shift_name(SD_SHIFT_DENIED), "denied");
	assert_string_equal(sd_sentiment_shift_name(SD_SHIFT_AFTER_CONTRAST), "after-contrast");
	assert_null(sd_sentiment_shift_name(3));
	assert_string_equal(sd_sentiment_shift_name(SD_SHIFT_RATED), "rated");
	assert_string_equal(sd_sentiment_shift_name(SD_SHIFT_PROMPTED), "prompted");
	assert_null(sd_sentiment_shift_name(1 << 17));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mapping),
		cmocka_unit_test(test_no_answer_and_nothing_weighted),
		cmocka_unit_test(test_denial),
		cmocka_unit_test(test_curly_apostrophe_and_none),
		cmocka_unit_test(test_phrases_hide_their_negators),
		cmocka_unit_test(test_degrees),
		cmocka_unit_test(test_emphasis),
		cmocka_unit_test(test_contrast),
		cmocka_unit_test(test_emoji_and_hyphens),
		cmocka_unit_test(test_spans_explain_the_sum),
		cmocka_unit_test(test_clauses_and_ranges),
		cmocka_unit_test(test_negators_that_follow),
		cmocka_unit_test(test_elisions),
		cmocka_unit_test(test_lists_may_be_absent),
		cmocka_unit_test(test_long_answers_stay_in_range),
		cmocka_unit_test(test_any_bytes),
		cmocka_unit_test(test_names),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
