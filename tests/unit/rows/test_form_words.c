/* SPDX-License-Identifier: MIT */
/* The words of forms: every class has some, each once, and they are found whatever their case. */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "rows/form_words.h"

static void classes_hold_words(void **state)
{
	(void)state;
	for (int class = 0; class < SD_FORM_LENGTH; class++) {
		const char *const *words = sd_form_words((enum sd_form_class)class);
		assert_non_null(words[0]);
		for (size_t i = 0; words[i]; i++) {
			struct sd_text word = sd_text_of(words[i]);
			assert_true(word.length && sd_text_equal(word, sd_text_trim(word)));
			assert_true(sd_form_is(word, (enum sd_form_class)class));
			for (size_t j = 0; j < i; j++)
				assert_string_not_equal(words[i], words[j]);
		}
	}
}

static void words_are_found(void **state)
{
	(void)state;
	assert_true(sd_form_is(SD_TEXT("R\xC3\xA9ponse ouverte"), SD_FORM_response_open));
	assert_true(sd_form_is(SD_TEXT("ANMERKUNG"), SD_FORM_remark));
	assert_true(sd_form_is(SD_TEXT("#"), SD_FORM_about_id));
	assert_false(sd_form_is(SD_TEXT("Anmerkungen"), SD_FORM_remark));
	assert_false(sd_form_is(SD_TEXT(""), SD_FORM_remark));
	assert_true(sd_form_names_people(SD_TEXT("first_name")) && sd_form_names_people(SD_TEXT("About you - "
												"Surname")));
	assert_true(sd_form_names_people(SD_TEXT("Vorname")) && sd_form_names_people(SD_TEXT("RecipientLastName")));
	assert_false(sd_form_names_people(SD_TEXT("Brand name")) || sd_form_names_people(SD_TEXT("Username")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(classes_hold_words),
		cmocka_unit_test(words_are_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
