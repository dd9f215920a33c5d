/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

#include "base/hash.h"
#include "base/mem.h"
#include "say/learn.h"

static struct sd_words *words_of(const char *content)
{
	struct sd_error err = SD_ERROR_INIT;
	struct sd_words *words = sd_words_new("words.txt", sd_text_of(content), &err);
	assert_non_null(words);
	return words;
}

static struct sd_learn_options options;
static struct sd_lexicon *start;

static int set_up(void **state)
{
	struct sd_error err = SD_ERROR_INIT;
	(void)state;
	assert_int_equal(sd_hash_init(), 0);
	start = sd_lexicon_new();
	assert_int_equal(sd_lexicon_add(start, "start.tsv", SD_TEXT("# language: en\nlovely\t2\ngrim\t-2\n:D\t2.4\n"
								    "as if\t0\n"),
					&err),
			 0);
	options = (struct sd_learn_options){
		.rules = {.lexicon = start, .negators = words_of("not\nnever\n"), .contrast = words_of("but\n")},
		.function = words_of("the\nwas\nit\nand\na\nof\n"),
		.language = "en",
		.least = 5,
		.words = 3,
		.ridge = 1,
		.lasso = 0.5,
	};
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	sd_lexicon_free(start);
	sd_words_free((struct sd_words *)options.rules.negators);
	sd_words_free((struct sd_words *)options.rules.contrast);
	sd_words_free((struct sd_words *)options.function);
	return 0;
}

/* Invented answers of two domains. Everywhere: "soggy" is low and "crunchy" high, "soup" nothing. "brisk" is high in
 * the one and low in the other. "cold" is low, but for "ice cold". The pattern repeats with a number to make texts
 * differ. */
static const struct {
	const char *answer;
	double score;
	unsigned domains; /* 1: cafe, 2: train, 3: both */
} answers[] = {
	{"the toast was soggy", 1, 3},	     {"soggy and grim", 2, 3},		{"crunchy toast", 10, 3},
	{"the soup was crunchy", 9, 3},	     {"lovely soup", 10, 3},		{"the soup was grim", 1, 3},
	{"a soup", 5, 3},		     {"brisk service", 10, 1},		{"brisk soup", 9, 1},
	{"brisk service", 1, 2},	     {"brisk soup", 2, 2},		{"cold soup", 1, 3},
	{"the toast was cold", 2, 3},	     {"the drinks were ice cold", 10, 3}, {"ice cold drinks", 9, 3},
	{"not soggy", 9, 3},		     {"not crunchy", 2, 3},		{"lovely :D", 10, 3},
};
enum { ANSWERS = sizeof answers / sizeof *answers, TIMES = 12 };

static struct sd_learn *learn_from(const struct sd_learn_options *how, bool backwards, bool folds)
{
	struct sd_learn *learn = sd_learn_new(how);
	struct sd_error err = SD_ERROR_INIT;
	for (size_t n = 0; n < ANSWERS * TIMES; n++) {
		size_t i = backwards ? ANSWERS * TIMES - 1 - n : n;
		struct sd_str text = SD_STR_INIT;
		sd_str_addf(&text, "%s, row%c%c", answers[i % ANSWERS].answer, (char)('a' + i % ANSWERS),
			    (char)('a' + i / ANSWERS));
		for (unsigned d = 1; d <= 2; d++)
			if (answers[i % ANSWERS].domains & d)
				sd_learn_add(learn, d == 1 ? SD_TEXT("cafe") : SD_TEXT("train"), sd_str_text(&text),
					     answers[i % ANSWERS].score);
		sd_str_release(&text);
	}
	if (sd_learn_run(learn, folds, &err))
		fail_msg("%s", err.message.data);
	return learn;
}

static char *file_of(const struct sd_learn *learn)
{
	struct sd_str file = SD_STR_INIT;
	sd_learn_write(learn, &file);
	return sd_str_take(&file);
}

/* The weight a file gives a term; not a number where it has none. */
static double weight_in(const char *file, const char *term)
{
	struct sd_lexicon *lexicon = sd_lexicon_new();
	struct sd_error err = SD_ERROR_INIT;
	double found = NAN;
	if (sd_lexicon_add(lexicon, "learned.tsv", sd_text_of(file), &err))
		fail_msg("%s", err.message.data);
	for (size_t i = 0; i < sd_lexicon_count(lexicon); i++) {
		int32_t weight;
		if (sd_text_equals(sd_lexicon_entry(lexicon, i, &weight), term))
			found = weight / 10000.0;
	}
	sd_lexicon_free(lexicon);
	return found;
}

static void test_words(void **state)
{
	(void)state;
	struct sd_learn_options single = options;
	single.words = 1;
	struct sd_learn *learn = learn_from(&single, false, false);
	char *file = file_of(learn);
	assert_true(weight_in(file, "soggy") < -0.5);
	assert_true(weight_in(file, "crunchy") > 0.5);
	assert_true(isnan(weight_in(file, "brisk"))); /* its sign differs between domains */
	assert_true(isnan(weight_in(file, "the")));
	assert_true(weight_in(file, "lovely") > 1 && weight_in(file, "grim") < -1);
	assert_true(weight_in(file, ":d") > 0); /* written as :D, or it would be read as d */
	assert_true(fabs(weight_in(file, "as if")) < 1e-9);
	assert_non_null(strstr(file, "\nsoggy\t-"));
	assert_non_null(strstr(file, "domains=2/2"));
	free(file);
	sd_learn_free(learn);
}

static void test_phrases(void **state)
{
	(void)state;
	struct sd_learn *learn = learn_from(&options, false, false);
	char *file = file_of(learn);
	assert_true(weight_in(file, "ice cold") > 0.15 || weight_in(file, "ice") > 0.15);
	free(file);
	sd_learn_free(learn);
	struct sd_learn_options single = options;
	single.words = 1;
	learn = learn_from(&single, false, false);
	file = file_of(learn);
	assert_true(isnan(weight_in(file, "ice cold")));
	free(file);
	sd_learn_free(learn);
}

static void test_order_does_not_matter(void **state)
{
	(void)state;
	struct sd_learn *learn = learn_from(&options, false, false), *other = learn_from(&options, true, false);
	char *file = file_of(learn), *same = file_of(other);
	assert_string_equal(file, same);
	free(file);
	free(same);
	sd_learn_free(learn);
	sd_learn_free(other);
}

static void test_skip_and_prior(void **state)
{
	(void)state;
	struct sd_learn_options how = options;
	struct sd_words *skip = words_of("soggy\n");
	how.skip = skip;
	how.lasso = 10000; /* nothing moves from where it began */
	struct sd_learn *learn = learn_from(&how, false, false);
	char *file = file_of(learn);
	assert_true(isnan(weight_in(file, "soggy")) && isnan(weight_in(file, "crunchy")));
	assert_true(fabs(weight_in(file, "lovely") - 2) < 1e-9);
	free(file);
	sd_learn_free(learn);
	sd_words_free(skip);
}

static void test_folds(void **state)
{
	(void)state;
	struct sd_learn *learn = learn_from(&options, false, true);
	struct sd_learn_quality all, cafe;
	sd_learn_quality(learn, 0, &all);
	sd_learn_quality(learn, 1, &cafe);
	assert_int_equal(sd_learn_domains(learn), 2);
	assert_true(sd_text_equals(cafe.domain, "cafe"));
	assert_int_equal(cafe.answers, 16 * TIMES);
	assert_int_equal(cafe.high + cafe.middle + cafe.low, cafe.answers);
	assert_int_equal(all.answers, 32 * TIMES);
	assert_true(all.area > 0.8 && all.area <= 1 && all.accuracy > 0.6);
	for (size_t fold = 0; fold < SD_LEARN_FOLDS; fold++)
		assert_true(sd_lexicon_count(sd_learn_fold_lexicon(learn, fold)) > 4);
	assert_true(sd_learn_fold_of(SD_TEXT("cold soup")) < SD_LEARN_FOLDS);
	sd_learn_free(learn);
}

static int32_t weight_of(const struct sd_lexicon *lexicon, const char *term)
{
	int32_t weight;
	for (size_t i = 0; i < sd_lexicon_count(lexicon); i++)
		if (sd_text_equals(sd_lexicon_entry(lexicon, i, &weight), term))
			return weight;
	return 0;
}

static void test_fold_does_not_see_its_rows(void **state)
{
	(void)state;
	/* "plinth" stands in answers of one fold alone, so its lexicon cannot know the word, and the others do. */
	struct sd_learn_options single = options;
	single.words = 1;
	struct sd_learn *learn = sd_learn_new(&single);
	struct sd_error err = SD_ERROR_INIT;
	const size_t fold = 2;
	for (int i = 0, told = 0; told < 40; i++) {
		struct sd_str text = SD_STR_INIT;
		sd_str_addf(&text, "plinth number %d", i);
		if (sd_learn_fold_of(sd_str_text(&text)) == fold) {
			sd_learn_add(learn, SD_TEXT("one"), sd_str_text(&text), 10);
			told++;
		}
		sd_str_clear(&text);
		sd_str_addf(&text, "%s number %d", i % 2 ? "good" : "bad", i);
		sd_learn_add(learn, SD_TEXT("one"), sd_str_text(&text), 5 * (i % 2));
		sd_str_release(&text);
	}
	assert_int_equal(sd_learn_run(learn, true, &err), 0);
	assert_int_equal(weight_of(sd_learn_fold_lexicon(learn, fold), "plinth"), 0);
	assert_true(weight_of(sd_learn_fold_lexicon(learn, 0), "plinth") > 1000);
	sd_learn_free(learn);
}

static void test_scores(void **state)
{
	(void)state;
	double score = 7;
	assert_true(sd_learn_score(SD_TEXT(" Positive "), &score) && score > 0.9);
	assert_true(sd_learn_score(SD_TEXT("neg"), &score) && score < -0.9);
	assert_true(sd_learn_score(SD_TEXT("NEUTRAL"), &score) && fabs(score) < 1e-9);
	assert_true(sd_learn_score(SD_TEXT("-2.5"), &score) && fabs(score + 2.5) < 1e-9);
	assert_false(sd_learn_score(SD_TEXT(""), &score));
	assert_false(sd_learn_score(SD_TEXT("maybe"), &score));
}

static void test_nothing_to_learn(void **state)
{
	(void)state;
	struct sd_error err = SD_ERROR_INIT;
	struct sd_learn *learn = sd_learn_new(&options);
	assert_int_equal(sd_learn_run(learn, true, &err), 0);
	char *file = file_of(learn);
	assert_true(fabs(weight_in(file, "lovely") - 2) < 1e-9);
	free(file);
	sd_learn_free(learn);
	learn = sd_learn_new(&options);
	sd_learn_add(learn, SD_TEXT("one"), SD_TEXT("a soup"), 5);
	sd_learn_add(learn, SD_TEXT("one"), SD_TEXT("a toast"), 5);
	assert_int_equal(sd_learn_run(learn, false, &err), -1);
	assert_non_null(strstr(err.message.data, "one has one and the same score"));
	sd_error_release(&err);
	sd_learn_free(learn);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_phrases),
		cmocka_unit_test(test_order_does_not_matter),
		cmocka_unit_test(test_skip_and_prior),
		cmocka_unit_test(test_folds),
		cmocka_unit_test(test_fold_does_not_see_its_rows),
		cmocka_unit_test(test_scores),
		cmocka_unit_test(test_nothing_to_learn),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
