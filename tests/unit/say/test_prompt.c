/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/hash.h"
#include "say/prompt.h"

static void words_tell_what_is_asked(void **state)
{
	static const struct {
		const char *question;
		enum sd_prompt prompt;
	} cases[] = {
		{"What did you like?", SD_PROMPT_LIKE},	     {"What did you LIKE least?", SD_PROMPT_IMPROVE},
		{"What could be better?", SD_PROMPT_IMPROVE}, {"comment", SD_PROMPT_NEUTRAL},
		{"what_could_be_better", SD_PROMPT_IMPROVE},
		{"qu'aimeriez-vous de better-vous?", SD_PROMPT_IMPROVE}, {"d'better", SD_PROMPT_IMPROVE},
		{"What didn’t you like", SD_PROMPT_IMPROVE},  {"", SD_PROMPT_NEUTRAL},
		{"What would you like to see?", SD_PROMPT_NEUTRAL},
		{"What did you like and what could be better?", SD_PROMPT_NEUTRAL},
		{"What could be better, and what did you like least?", SD_PROMPT_IMPROVE},
		{"We want to be better. What did you like?", SD_PROMPT_LIKE},
	};
	struct sd_error err = SD_ERROR_INIT;
	struct sd_prompts *prompts =
		sd_prompts_new("prompts", SD_TEXT("# words\nlike\tlike\nleast\timprove\nbetter\timprove\n"
						  "didn't\timprove\n"
					       "would you like to\tneutral\nand\tjoin\n"), &err);
	(void)state;
	assert_non_null(prompts);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(sd_prompt_guess(prompts, sd_text_of(cases[i].question)), cases[i].prompt);
	assert_int_equal(sd_prompt_guess(NULL, SD_TEXT("What could be better?")), SD_PROMPT_NEUTRAL);
	sd_prompts_free(prompts);
}

static void a_line_of_another_form_is_named(void **state)
{
	static const char *const wrong[] = {
		"like\n", "like\tpraise\n", "one two three four five six\tlike\n", "\tlike\n"};
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct sd_error err = SD_ERROR_INIT;
		assert_null(sd_prompts_new("prompts", sd_text_of(wrong[i]), &err));
		assert_string_equal(err.message.data, "prompts: line 1: wants up to 5 words, a TAB, and like, improve, "
						      "neutral or join");
		sd_error_release(&err);
	}
}

static void what_is_said_outweighs_the_words(void **state)
{
	static const char *const said[] = {"a=b?=like", "comment=improve"}, *const wrong[] = {"comment=praise"},
				*const nobody[] = {"coment=like"};
	static const struct sd_text questions[] = {{"a=b?", 4}, {"comment", 7}, {"other", 5}};
	struct sd_error err = SD_ERROR_INIT;
	enum sd_prompt chosen[3] = {SD_PROMPT_NEUTRAL, SD_PROMPT_NEUTRAL, SD_PROMPT_NEUTRAL};
	(void)state;
	assert_int_equal(sd_prompts_said(questions, 3, said, 2, chosen, &err), 0);
	assert_int_equal(chosen[0], SD_PROMPT_LIKE);
	assert_int_equal(chosen[1], SD_PROMPT_IMPROVE);
	assert_int_equal(chosen[2], SD_PROMPT_NEUTRAL);
	assert_int_equal(sd_prompts_said(questions, 3, wrong, 1, chosen, &err), -1);
	sd_error_clear(&err);
	assert_int_equal(sd_prompts_said(questions, 3, nobody, 1, chosen, &err), -1);
	sd_error_release(&err);
}

static int set_up(void **state)
{
	(void)state;
	return sd_hash_init();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_tell_what_is_asked),
		cmocka_unit_test(a_line_of_another_form_is_named),
		cmocka_unit_test(what_is_said_outweighs_the_words),
	};
	return cmocka_run_group_tests(tests, set_up, NULL);
}
