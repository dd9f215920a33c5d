/* SPDX-License-Identifier: MIT */
/* The rules of VADER with a lexicon and tables made up for the purpose; the figures are worked out from its
 * formulas. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "say/vader.h"

static struct sd_vader_tables *tables;
static struct sd_vader *vader;

static int set_up(void **state)
{
	(void)state;
	static const char lexicon[] = "zesty\t2\t0.5\t[2, 2]\nmurky\t-2\t0.5\t[-2, -2]\nmild\t1\t0.5\t[1, 1]\n"
				      "drab\t-2\t0.5\t[-2, -2]\nno\t-1.2\t0.5\t[-1, -1]\n:o)\t1.5\t0.5\t[1, 2]\n";
	static const char rules[] = "kind\tterm\tvalue\nnegator\tnot\t\nnegator\tnever\t\nnegator\twithout\t\n"
				    "booster\tmighty\t0.293\nbooster\tkinda\t-0.293\nbooster\tsort of\t-0.293\n"
				    "special_cases\tzesty bus\t0.0\nspecial_cases\thot zesty\t3\n"
				    "sentiment_laden_idioms\ton top\t2\n";
	static const char emoji[] = "\xF0\x9F\x98\x80\tzesty face\n";
	tables = sd_vader_tables_new();
	assert_false(sd_vader_tables_whole(tables));
	assert_int_equal(sd_vader_tables_add(tables, "lexicon", SD_TEXT(lexicon), NULL, NULL), 0);
	assert_false(sd_vader_tables_whole(tables));
	assert_int_equal(sd_vader_tables_add(tables, "rules", SD_TEXT(rules), NULL, NULL), 0);
	assert_int_equal(sd_vader_tables_add(tables, "emoji", SD_TEXT(emoji), NULL, NULL), 0);
	assert_true(sd_vader_tables_whole(tables));
	vader = sd_vader_new(tables);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	sd_vader_free(vader);
	sd_vader_tables_free(tables);
	return 0;
}

static int64_t raw(const char *answer)
{
	return sd_vader_score(vader, sd_text_of(answer))->whole.raw;
}

static void test_words(void **state)
{
	(void)state;
	assert_int_equal(raw("zesty"), 20000);
	assert_int_equal(raw("(Zesty),"), 20000);
	assert_int_equal(raw("a :o) b"), 15000);
	assert_int_equal(raw("the table"), 0);
	assert_int_equal(sd_vader_score(vader, SD_TEXT("zesty"))->whole.score, 4588);
	assert_int_equal(sd_vader_score(vader, SD_TEXT(" "))->whole.label, SD_SENTIMENT_EMPTY);
	assert_int_equal(sd_vader_score(vader, SD_TEXT("table"))->whole.label, SD_SENTIMENT_NEUTRAL);
}

static void test_shares(void **state)
{
	(void)state;
	/* pos 3, neu 1 of 4; with a weight below 0, -3 of 7. */
	const struct sd_sentiment_part *whole = &sd_vader_score(vader, SD_TEXT("zesty table"))->whole;
	assert_int_equal(whole->positive, 7500);
	assert_int_equal(whole->negative, 0);
	whole = &sd_vader_score(vader, SD_TEXT("zesty table murky"))->whole;
	assert_int_equal(whole->positive, 4290);
	assert_int_equal(whole->negative, -4290);
}

static void test_degrees_and_denial(void **state)
{
	(void)state;
	assert_int_equal(raw("mighty zesty"), 22930);
	assert_int_equal(raw("mighty x y zesty"), 20000 + 2637); /* × 0.9 */
	assert_int_equal(raw("mighty here zesty"), 20000 + 2784); /* 0.293 × 0.95 */
	assert_int_equal(raw("kinda murky"), -17070);
	assert_int_equal(raw("not zesty"), -14800);
	assert_int_equal(raw("isn't here zesty"), -14800);
	assert_int_equal(raw("without doubt zesty"), 20000);
	assert_int_equal(raw("least zesty"), -14800);
	assert_int_equal(raw("at least zesty"), 20000);
	assert_int_equal(raw("no zesty"), -14800);
}

static void test_its_two_slips(void **state)
{
	(void)state;
	/* "so" keeps the negator three words back from denying. */
	assert_int_equal(raw("not here so zesty"), 25000);
	assert_int_equal(raw("not here mighty zesty"), -16968); /* 2.293 × -0.74 */
	assert_int_equal(raw("zesty but murky and drab"), 10000 - 30000 - 30000);
	/* 2 before "but" became 1, so the 1 behind it is taken for that one: 2 × 0.5 × 0.5, and 1 as it was. */
	assert_int_equal(raw("zesty but mild"), 5000 + 10000);
}

static void test_marks_and_capitals(void **state)
{
	(void)state;
	assert_int_equal(raw("zesty!"), 20000 + 2920);
	assert_int_equal(raw("zesty!!!!!!"), 20000 + 4 * 2920);
	assert_int_equal(raw("murky???"), -20000 - 5400);
	assert_int_equal(raw("murky????"), -20000 - 9600);
	assert_int_equal(raw("here ZESTY"), 27330);
	assert_int_equal(raw("HERE ZESTY"), 20000);
}

static void test_idioms_and_emoji(void **state)
{
	(void)state;
	/* Only behind three words, and what replaces is the special case's value. */
	assert_int_equal(raw("a hot zesty"), 20000);
	assert_int_equal(raw("a b hot zesty"), 30000);
	assert_int_equal(raw("a b c zesty bus"), 0);
	assert_int_equal(raw("a sort of zesty"), 17070);
	const struct sd_sentiment_result *result = sd_vader_score(vader, SD_TEXT("ok\xF0\x9F\x98\x80"));
	assert_int_equal(result->whole.raw, 20000);
	assert_int_equal(result->spans[0].start, 2);
}

static void test_spans_add_up(void **state)
{
	(void)state;
	const struct sd_sentiment_result *result = sd_vader_score(vader, SD_TEXT("Wow! not ZESTY but murky"));
	int64_t sum = 0;
	size_t at = 0;
	for (size_t i = 0; i < result->span_count; i++) {
		assert_true(result->spans[i].start >= at && result->spans[i].end > result->spans[i].start);
		at = result->spans[i].end;
		sum += result->spans[i].weight;
	}
	assert_int_equal(result->span_count, 3);
	assert_int_equal(sum, result->whole.raw);
	assert_int_equal(result->spans[0].shifts, SD_SHIFT_EXCLAIMED);
	assert_int_equal(result->spans[1].shifts, SD_SHIFT_DENIED | SD_SHIFT_CAPITALS | SD_SHIFT_BEFORE_CONTRAST);
}

static void test_any_bytes(void **state)
{
	(void)state;
	static const char bytes[] = "zesty \xFF\xFE\x80 \0 not\xC2 zesty \xF0\x9F";
	assert_int_equal(sd_vader_score(vader, (struct sd_text){bytes, sizeof bytes - 1})->span_count, 2);
}

static void test_broken_tables(void **state)
{
	(void)state;
	static const struct {
		const char *content, *said;
	} cases[] = {
		{"kind\tterm\tvalue\nbooster\tvery\t\n", "line 2"},
		{"kind\tterm\tvalue\nfriend\tvery\t1\n", "no kind of rule: \"friend\""},
		{"kind\tterm\tvalue\nnegator\n", "no kind and term"},
		{"zesty\ttwo\n", "not a weight"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sd_error err = SD_ERROR_INIT;
		struct sd_vader_tables *broken = sd_vader_tables_new();
		assert_int_equal(sd_vader_tables_add(broken, "file", sd_text_of(cases[i].content), NULL, &err), -1);
		if (!strstr(err.message.data, cases[i].said))
			fail_msg("%s", err.message.data);
		sd_error_release(&err);
		sd_vader_tables_free(broken);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),		  cmocka_unit_test(test_shares),
		cmocka_unit_test(test_degrees_and_denial), cmocka_unit_test(test_its_two_slips),
		cmocka_unit_test(test_marks_and_capitals), cmocka_unit_test(test_idioms_and_emoji),
		cmocka_unit_test(test_spans_add_up),	  cmocka_unit_test(test_any_bytes),
		cmocka_unit_test(test_broken_tables),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
