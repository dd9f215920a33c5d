/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <libstemmer.h>

#include "say/stem.h"

static void check_stem(const char *language, const char *word, const char *expected)
{
	struct sd_stemmer *stemmer = sd_stemmer_new(language, NULL);
	assert_non_null(stemmer);
	for (int again = 0; again < 2; again++) {
		struct sd_text stem = sd_stem(stemmer, sd_text_of(word));
		assert_int_equal(stem.length, strlen(expected));
		assert_memory_equal(stem.data, expected, stem.length);
	}
	sd_stemmer_free(stemmer);
}

static void languages(void **state)
{
	(void)state;
	check_stem("en", "waiting", "wait");
	check_stem("EN-gb", "services", "servic");
	check_stem("english", "happily", "happili");
	check_stem("es", "habitaciones", "habit");
	check_stem("fr", "chambres", "chambr");
	check_stem("de", "zimmern", "zimm");
	check_stem("pt_BR", "entregas", "entreg");
	check_stem("it", "prezzi", "prezz");
	check_stem("nl", "kamers", "kamer");
	check_stem("deu", "zimmern", "zimm");
	check_stem("ru", "номера", "номер");
}

static void every_algorithm_of_the_library(void **state)
{
	(void)state;
	for (const char **name = sb_stemmer_list(); *name; name++) {
		struct sd_stemmer *stemmer = sd_stemmer_new(*name, NULL);
		assert_non_null(stemmer);
		assert_true(sd_stem(stemmer, SD_TEXT("a")).length > 0);
		sd_stemmer_free(stemmer);
	}
}

static void unknown_languages_are_told(void **state)
{
	(void)state;
	static const char *const unknown[] = {"", "xx", "-", "a language of a name much longer than any that there is",
					      "e\033n"};
	for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
		struct sd_error err = SD_ERROR_INIT;
		assert_null(sd_stemmer_new(unknown[i], &err));
		assert_non_null(strstr(err.message.data, "english"));
		assert_null(strchr(err.message.data, '\033'));
		sd_error_release(&err);
	}
}

/* More words than the cache has slots, twice over and in another order: what it holds never changes a stem. */
static void the_cache_changes_nothing(void **state)
{
	(void)state;
	enum { WORDS = 60000 };
	struct sd_stemmer *stemmer = sd_stemmer_new("en", NULL);
	struct sb_stemmer *plain = sb_stemmer_new("en", NULL);
	for (unsigned i = 0; i < 2 * WORDS; i++) {
		char word[32];
		unsigned n = i < WORDS ? i : i * 7919 % WORDS;
		int length = snprintf(word, sizeof word, "%c%c%c%ctions", 'a' + (int)(n % 26), 'a' + (int)(n / 26 % 26),
				      'a' + (int)(n / 676 % 26), 'a' + (int)(n / 17576 % 26));
		const char *expected = (const char *)sb_stemmer_stem(plain, (const sb_symbol *)word, length);
		struct sd_text stem = sd_stem(stemmer, (struct sd_text){word, (size_t)length});
		assert_int_equal(stem.length, (size_t)sb_stemmer_length(plain));
		assert_memory_equal(stem.data, expected, stem.length);
	}
	sb_stemmer_delete(plain);
	sd_stemmer_free(stemmer);
}

static void long_words(void **state)
{
	(void)state;
	struct sd_stemmer *stemmer = sd_stemmer_new("en", NULL);
	struct sd_str word = SD_STR_INIT;
	while (word.length < 250)
		sd_str_addc(&word, word.length % 2 ? 'a' : 'x');
	sd_str_adds(&word, "ings");
	assert_int_equal(sd_stem(stemmer, sd_str_text(&word)).length, 250);
	sd_str_adds(&word, "ings");
	struct sd_text same = sd_stem(stemmer, sd_str_text(&word));
	assert_true(sd_text_equal(same, sd_str_text(&word)));
	assert_int_equal(sd_stem(stemmer, SD_TEXT("")).length, 0);
	sd_str_release(&word);
	sd_stemmer_free(stemmer);
	sd_stemmer_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(languages),
		cmocka_unit_test(every_algorithm_of_the_library),
		cmocka_unit_test(unknown_languages_are_told),
		cmocka_unit_test(the_cache_changes_nothing),
		cmocka_unit_test(long_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
