/* SPDX-License-Identifier: MIT */
/* Tables of answers and what their tokens are. */
#ifndef SD_TESTS_TOKEN_CASES_H
#define SD_TESTS_TOKEN_CASES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "say/token.h"

struct token_case {
	const char *language, *answer, *expected;
};

/* Holds what `describe` writes of each answer's tokens against what is expected, and tells of all that are others.
 * `options` but for the language. */
static inline void check_token_cases(const struct token_case *cases, size_t length, struct sd_token_options options,
				     void (*describe)(struct sd_str *out, struct sd_tokens tokens))
{
	size_t wrong = 0;
	struct sd_str got = SD_STR_INIT;
	for (size_t i = 0; i < length; i++) {
		options.language = cases[i].language;
		struct sd_tokenizer *tokenizer = sd_tokenizer_new(&options);
		sd_str_clear(&got);
		describe(&got, sd_tokenize(tokenizer, sd_text_of(cases[i].answer)));
		if (!sd_text_equals(sd_str_text(&got), cases[i].expected)) {
			print_message("%s: %s\n  expected %s\n  got      %s\n", cases[i].language, cases[i].answer,
				      cases[i].expected, got.data);
			wrong++;
		}
		sd_tokenizer_free(tokenizer);
	}
	sd_str_release(&got);
	assert_int_equal(wrong, 0);
}

#endif
