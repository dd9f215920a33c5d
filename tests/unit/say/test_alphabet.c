/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "say/alphabet.h"

static void tells_other_scripts(void **state)
{
	(void)state;
	struct sd_alphabet latin = {{0}, false};
	assert_false(sd_alphabet_is_foreign(&latin, SD_TEXT("שלום")));
	sd_alphabet_add(&latin, SD_TEXT("good bad 😀"));
	assert_true(sd_alphabet_is_foreign(&latin, SD_TEXT("שלום")));
	assert_true(sd_alphabet_is_foreign(&latin, SD_TEXT("السعر مرتفع: 25")));
	assert_true(sd_alphabet_is_foreign(&latin, SD_TEXT("очень хорошо, ok")));
	assert_true(sd_alphabet_is_foreign(&latin, SD_TEXT("とても良い")));
	assert_false(sd_alphabet_is_foreign(&latin, SD_TEXT("naïve café crème")));
	assert_false(sd_alphabet_is_foreign(&latin, SD_TEXT("rất tốt, cảm ơn")));
	assert_false(sd_alphabet_is_foreign(&latin, SD_TEXT("Shalom שלום")));
	assert_false(sd_alphabet_is_foreign(&latin, SD_TEXT("10/10 😀 ...")));
	assert_false(sd_alphabet_is_foreign(&latin, SD_TEXT("")));
	struct sd_alphabet hebrew = latin;
	sd_alphabet_add(&hebrew, SD_TEXT("טוב"));
	assert_false(sd_alphabet_is_foreign(&hebrew, SD_TEXT("שלום")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(tells_other_scripts)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
