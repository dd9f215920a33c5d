/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "guard/mask.h"

static void masks(const char *text, const char *wanted)
{
	struct sd_str masked = SD_STR_INIT;
	sd_mask_add(&masked, sd_text_of(text));
	assert_string_equal(masked.data ? masked.data : "", wanted);
	sd_str_release(&masked);
}

static void what_tells_who_is_masked(void **state)
{
	(void)state;
	masks("write to ann.poe@example.org.", "write to [e-mail].");
	masks("(ann@example.org)", "([e-mail])");
	masks("thanks @larkspur_cafe!", "thanks [account]!");
	masks("see https://example.org/a?b=1 and www.example.com", "see [link] and [link]");
	masks("ring 020 7946 0958, please", "ring [phone], please");
	masks("call +44 (0)20 7946-0958", "call [phone]");
	masks("order 4711 was late", "order [number] was late");
	masks("I am LK-01279.", "I am [number].");
	masks("My name is bea Marlow and I wait", "My name is [name] and I wait");
	masks("my name\xE2\x80\x99s Jo", "my name\xE2\x80\x99s [name]");
	masks("je m'appelle Zoé Dupont, merci", "je m'appelle [name], merci");
	masks("ich heiße Ödön", "ich heiße [name]");
	masks("Mrs. Marlow at the till", "Mrs. [name] at the till");
	masks("Dr Okoro Vance said", "Dr [name] said");
}

static void what_does_not_stays(void **state)
{
	(void)state;
	masks("", "");
	masks("12 minutes for 2 coffees, 10/10", "12 minutes for 2 coffees, 10/10");
	masks("at 8.30 or 9.15", "at 8.30 or 9.15");
	masks("I miss the old place", "I miss the old place");
	masks("Drinks were cold. Mr nobody", "Drinks were cold. Mr nobody");
	masks("a @ b, 50% off, e.g. this", "a @ b, 50% off, e.g. this");
	masks("émigré naïve 日本語", "émigré naïve 日本語");
}

static void any_bytes_do(void **state)
{
	struct sd_str masked = SD_STR_INIT;
	unsigned char bytes[512];
	unsigned draw = 1;
	(void)state;
	for (int round = 0; round < 2000; round++) {
		for (size_t i = 0; i < sizeof bytes; i++)
			bytes[i] = (unsigned char)((draw = draw * 1103515245U + 12345U) >> 16);
		char *exact = malloc(sizeof bytes);
		memcpy(exact, bytes, sizeof bytes);
		sd_mask_add(&masked, (struct sd_text){exact, (size_t)round % sizeof bytes});
		free(exact);
		sd_str_clear(&masked);
	}
	sd_str_release(&masked);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_tells_who_is_masked),
		cmocka_unit_test(what_does_not_stays),
		cmocka_unit_test(any_bytes_do),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
