/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>

#include "base/hash.h"
#include "say/code.h"
#include "say/learn_codes.h"

static const struct sd_learn_codes_options options = {
	.answers = {.language = "en", .hyphen_parts = true}, .least = 2, .words = 2, .ridge = 1, .folds = 5, .jobs = 2};

static int set_up(void **state)
{
	(void)state;
	return sd_hash_init();
}

/* Invented answers: a code of its own word, a code of a run of two words neither of which tells it, and one of
 * chance. */
static const struct {
	const char *text, *codes;
} samples[] = {
	{"the soup was cold again", "Soup"},	   {"hot soup at last", "Soup"},
	{"soups with no salt", "Soup; Price"},	   {"ice cream on the terrace", "Ice cream"},
	{"ice in every glass", "Drinks"},	   {"cream in the coffee", "Drinks"},
	{"an ice cream too dear", "Ice cream;Price"}, {"cream and ice for drinks", "Drinks"},
	{"glass of water", "Drinks"},		   {"too dear for a glass", "Drinks;Price"},
};
enum { SAMPLES = sizeof samples / sizeof *samples, ANSWERS = 200 };

static void answer(size_t i, char text[64])
{
	snprintf(text, 64, "%s, visit %c%c", samples[i % SAMPLES].text, (char)('a' + i / SAMPLES % 26),
		 (char)('a' + i % 7));
}

static struct sd_learn_codes *learned(bool backwards, unsigned jobs)
{
	struct sd_error err = SD_ERROR_INIT;
	struct sd_learn_codes_options wanted = options;
	wanted.jobs = jobs;
	struct sd_learn_codes *learn = sd_learn_codes_new(&wanted, &err);
	assert_non_null(learn);
	for (size_t n = 0; n < ANSWERS; n++) {
		char text[64], person[16];
		size_t i = backwards ? ANSWERS - 1 - n : n;
		answer(i, text);
		snprintf(person, sizeof person, "p%zu", i / 2);
		sd_learn_codes_add(learn, sd_text_of(person), sd_text_of(text),
				   sd_text_of(i % 50 == 0 ? "Chance" : samples[i % SAMPLES].codes));
	}
	assert_int_equal(sd_learn_codes_run(learn, true, &err), 0);
	return learn;
}

static void tells_words_and_runs(void **state)
{
	struct sd_learn_codes *learn = learned(false, 1);
	struct sd_learn_codes_quality quality;
	(void)state;
	assert_int_equal(sd_learn_codes_length(learn), 5);
	for (size_t c = 0; c < 5; c++) {
		sd_learn_codes_quality(learn, c, &quality);
		bool chance = sd_text_equals(quality.code, "Chance");
		assert_int_equal(quality.trusted, !chance);
		if (sd_text_equals(quality.code, "Ice cream")) {
			assert_true(quality.recall > 0.95 && quality.precision > 0.95);
			assert_true(quality.kappa_interval.low <= quality.kappa &&
				    quality.kappa <= quality.kappa_interval.high);
		}
	}
	struct sd_learn_codes_total total;
	sd_learn_codes_total(learn, &total);
	assert_int_equal(total.answers, ANSWERS);
	assert_int_equal(total.trusted, 4);
	assert_true(total.micro_f1 > 0.9 && total.macro_f1 < total.micro_f1);
	sd_learn_codes_free(learn);
}

/* The figures are those of the fold's book applied as `codes` applies it, its written form read again. */
static void books_hold_what_was_measured(void **state)
{
	struct sd_error err = SD_ERROR_INIT;
	struct sd_learn_codes *learn = learned(false, 1);
	struct sd_answer_reader *reader = sd_answer_reader_new(&options.answers, &err);
	int64_t told[5] = {0};
	(void)state;
	for (size_t i = 0; i < ANSWERS; i++) {
		char text[64], person[16];
		answer(i, text);
		snprintf(person, sizeof person, "p%zu", i / 2);
		size_t fold = sd_learn_codes_fold_of(learn, sd_text_of(person), sd_text_of(text));
		struct sd_coder *coder = sd_coder_new(sd_learn_codes_fold_book(learn, fold), NULL, reader, NULL);
		const struct sd_coding *coding = sd_code_answer(coder, sd_text_of(text));
		for (size_t k = 0; k < coding->length; k++)
			for (size_t c = 0; c < 5; c++) {
				struct sd_learn_codes_quality quality;
				sd_learn_codes_quality(learn, c, &quality);
				told[c] += sd_text_equal(quality.code,
							 sd_codebook_code(coding->book, coding->codes[k])->name);
			}
		sd_coder_free(coder);
	}
	for (size_t c = 0; c < 5; c++) {
		struct sd_learn_codes_quality quality;
		sd_learn_codes_quality(learn, c, &quality);
		assert_int_equal(told[c], quality.told);
	}
	struct sd_str book = SD_STR_INIT;
	sd_learn_codes_write(learn, &book);
	struct sd_codebook *read = sd_codebook_new("book", sd_str_text(&book), reader, &err);
	assert_non_null(read);
	assert_int_equal(sd_codebook_length(read), 5);
	sd_codebook_free(read);
	sd_str_release(&book);
	sd_answer_reader_free(reader);
	sd_learn_codes_free(learn);
}

static void order_and_threads_do_not_matter(void **state)
{
	struct sd_learn_codes *one = learned(false, 1), *other = learned(true, 3);
	struct sd_str a = SD_STR_INIT, b = SD_STR_INIT;
	(void)state;
	sd_learn_codes_write(one, &a);
	sd_learn_codes_write(other, &b);
	assert_string_equal(a.data, b.data);
	sd_str_release(&a);
	sd_str_release(&b);
	sd_learn_codes_free(one);
	sd_learn_codes_free(other);
}

static void nothing_to_learn_from(void **state)
{
	struct sd_error err = SD_ERROR_INIT;
	(void)state;
	struct sd_learn_codes *learn = sd_learn_codes_new(&options, &err);
	sd_learn_codes_add(learn, SD_TEXT("p"), SD_TEXT("soup"), SD_TEXT(" "));
	sd_learn_codes_add(learn, SD_TEXT("p"), SD_TEXT("soup"), SD_TEXT("Soup;;Soup;-none"));
	assert_int_equal(sd_learn_codes_run(learn, true, &err), -1);
	sd_error_release(&err);
	sd_learn_codes_free(learn);

	learn = sd_learn_codes_new(&options, &err); /* every answer has the one code there is */
	for (int i = 0; i < 9; i++)
		sd_learn_codes_add(learn, (struct sd_text){NULL, 0}, SD_TEXT("soup"), SD_TEXT("Soup"));
	assert_int_equal(sd_learn_codes_run(learn, true, &err), -1);
	assert_non_null(strstr(err.message.data, "no pattern tells"));
	sd_error_release(&err);
	sd_learn_codes_free(learn);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_words_and_runs),
		cmocka_unit_test(books_hold_what_was_measured),
		cmocka_unit_test(order_and_threads_do_not_matter),
		cmocka_unit_test(nothing_to_learn_from),
	};
	return cmocka_run_group_tests(tests, set_up, NULL);
}
