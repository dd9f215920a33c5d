/* SPDX-License-Identifier: MIT */
/* Questions are read in their own language, else in that of all of them; where neither tells, as the languages
 * agree. */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/hash.h"
#include "say/questionnaire.h"

static void add(struct sd_questionnaire *questionnaire, const char *code, const char *prompts, const char *words)
{
	struct sd_error err = SD_ERROR_INIT;
	struct sd_prompts *read = sd_prompts_new(code, sd_text_of(prompts), &err);
	assert_non_null(read);
	sd_questionnaire_add(questionnaire, code, read);
	assert_int_equal(sd_languages_add_list(sd_questionnaire_voters(questionnaire), SD_LANGUAGE_FUNCTION,
					       "function.txt", sd_text_of(words), &err),
			 0);
}

/* "was" asks in German and tells in English; "bad" means two things. */
static struct sd_questionnaire *two(void)
{
	struct sd_questionnaire *questionnaire = sd_questionnaire_new();
	add(questionnaire, "en", "good\tlike\nbad\timprove\n", "what\nwas\nthe\nof\n");
	add(questionnaire, "de", "gut\tlike\nbad\tlike\nschlecht\timprove\n", "was\nan\nuns\nist\n");
	return questionnaire;
}

static void check(struct sd_questionnaire *questionnaire, const char *question, enum sd_prompt prompt, const char *code)
{
	const char *told;
	assert_int_equal(sd_questionnaire_guess(questionnaire, sd_text_of(question), &told), prompt);
	if (code)
		assert_string_equal(told, code);
	else
		assert_null(told);
}

static void by_their_own_words(void **state)
{
	struct sd_questionnaire *questionnaire = two();
	(void)state;
	check(questionnaire, "What was bad of the tour?", SD_PROMPT_IMPROVE, "en");
	check(questionnaire, "Was ist an uns gut?", SD_PROMPT_LIKE, "de");
	check(questionnaire, "Was ist an uns bad?", SD_PROMPT_LIKE, "de");
	check(questionnaire, "schlecht", SD_PROMPT_IMPROVE, NULL);
	check(questionnaire, "bad", SD_PROMPT_NEUTRAL, NULL); /* they differ */
	check(questionnaire, "gut, bad", SD_PROMPT_NEUTRAL, NULL);
	check(questionnaire, "", SD_PROMPT_NEUTRAL, NULL);
	sd_questionnaire_free(questionnaire);
}

static void by_those_of_all(void **state)
{
	struct sd_questionnaire *questionnaire = two();
	const struct sd_text questions[] = {SD_TEXT("Was ist an uns gut?"), SD_TEXT("bad"),
					    SD_TEXT("What was the matter of the good?")};
	const char *said[] = {"bad=neutral"}, *codes[3];
	enum sd_prompt chosen[3];
	struct sd_error err = SD_ERROR_INIT;
	(void)state;
	sd_questionnaire_read(questionnaire, questions, 2);
	check(questionnaire, "bad", SD_PROMPT_LIKE, "de");
	check(questionnaire, "the schlecht", SD_PROMPT_NEUTRAL, "en"); /* one whole vote for another outweighs them */
	assert_int_equal(sd_questionnaire_choose(questionnaire, questions, 3, said, 1, chosen, codes, &err), 0);
	assert_int_equal(chosen[0], SD_PROMPT_LIKE);
	assert_int_equal(chosen[1], SD_PROMPT_NEUTRAL);
	assert_string_equal(codes[2], "en");
	said[0] = "good=like";
	assert_int_equal(sd_questionnaire_choose(questionnaire, questions, 3, said, 1, chosen, NULL, &err), -1);
	sd_error_release(&err);
	sd_questionnaire_free(questionnaire);
}

static void with_one_language_nothing_votes(void **state)
{
	struct sd_questionnaire *questionnaire = sd_questionnaire_new();
	(void)state;
	check(questionnaire, "bad", SD_PROMPT_NEUTRAL, NULL);
	add(questionnaire, "de", "bad\tlike\n", "was\n");
	check(questionnaire, "What was the bad?", SD_PROMPT_LIKE, "de");
	assert_int_equal(sd_questionnaire_guess(NULL, SD_TEXT("bad"), NULL), SD_PROMPT_NEUTRAL);
	sd_questionnaire_free(questionnaire);
}

static int set_up(void **state)
{
	(void)state;
	return sd_hash_init();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_their_own_words),
		cmocka_unit_test(by_those_of_all),
		cmocka_unit_test(with_one_language_nothing_votes),
	};
	return cmocka_run_group_tests(tests, set_up, NULL);
}
