/* SPDX-License-Identifier: MIT */
/* Claims by small tables of the test's own: patterns, contexts, numbers, and what is wrong with a table. What the
 * languages' own tables find is asked in tests/suite/claims.sh. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

#include "base/hash.h"
#include "base/mem.h"
#include "say/claim.h"

static const char words_text[] = "# words\n"
				 "self\t-\ti|my aunt and i\n"
				 "self\tcertain\ti'll\n"
				 "other\t-\tmy aunt\n"
				 "thing\t-\tthey\n"
				 "chain\tcertain\twill\n"
				 "chain\tcertain,not\twon't\n"
				 "chain\tpossible\tmight\n"
				 "chain\tformer,past\tused to\n"
				 "condition\t-\tif\n"
				 "number\t2\ttwo\n"
				 "number\t3:2..4\ta few\n"
				 "times\t2\ttwice\n"
				 "unit\t365.25/7\tweek\n"
				 "unit\t12\tmonth\n"
				 "unit\t26..104\tbiweek\n"
				 "weeks\t365.25/7\tweeks\n"
				 "period\tM\tmonth|months\n"
				 "act\t-\tcome|came\n"
				 "idle\t-\twait\n"
				 "least\t-\tat least\n"
				 "most\tbefore\tup to\n"
				 "not\t-\tnot\n"
				 "currency\tGBP\tpounds\n";
static const char patterns_text[] = "frequency\trate\t-\t<times> a|per <unit>\n"
				    "frequency\trate\t-\t<number> times a <unit>\n"
				    "frequency\trate\t-\tevery <unit>\n"
				    "frequency\trate\t-\tevery /<number> <weeks>\n"
				    "intent\trebuy\tfuture\tbe back !pain\n"
				    "intent\tcancel\tquestion\tclose ..2 account\n"
				    "intent\tcancel\tself\t^ never again $\n"
				    "switch\t-\t-\twent to <competitor>|<name>\n"
				    "amount\t-\topen\tspend <money> a <unit>\n"
				    "amount\t-\topen\tspend <number> <currency>\n"
				    "none\t-\t-\tbe back pain\n"
				    "ahead\t-\t-\tin <number> <period>\n";

struct fixture {
	struct sd_claim_tables *tables;
	struct sd_tokenizer *tokenizer;
	struct sd_claim_reader *reader;
};

static int set_up(void **state)
{
	const struct sd_token_options options = {.rules = SD_TOKEN_RULES_ALL, .language = "en"};
	struct fixture *f = sd_calloc(1, sizeof *f);
	sd_hash_init();
	f->tables = sd_claim_tables_new("words", SD_TEXT(words_text), "patterns", SD_TEXT(patterns_text), NULL);
	assert_non_null(f->tables);
	f->tokenizer = sd_tokenizer_new(&options);
	f->reader = sd_claim_reader_new(f->tables, f->tokenizer);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	sd_claim_reader_free(f->reader);
	sd_tokenizer_free(f->tokenizer);
	sd_claim_tables_free(f->tables);
	free(f);
	return 0;
}

static struct sd_claims read_text(void **state, const char *text)
{
	struct fixture *f = *state;
	return sd_claims_read(f->reader, sd_text_of(text));
}

static const struct sd_claim *only(void **state, const char *text)
{
	struct sd_claims claims = read_text(state, text);
	assert_int_equal(claims.length, 1);
	return &claims.items[0];
}

static void check_rate(void **state, const char *text, double value, double low, double high)
{
	const struct sd_claim *claim = only(state, text);
	const double want[] = {value, low, high}, got[] = {claim->value, claim->low, claim->high};
	assert_int_equal(claim->kind, SD_CLAIM_FREQUENCY);
	for (int i = 0; i < 3; i++)
		assert_true(isnan(want[i]) ? isnan(got[i]) : fabs(want[i] - got[i]) < 1e-9);
}

static void rates(void **state)
{
	check_rate(state, "I come twice a week", 2 * 365.25 / 7, 2 * 365.25 / 7, 2 * 365.25 / 7);
	check_rate(state, "I come a few times a month", 36, 24, 48);
	check_rate(state, "I come every two weeks", 365.25 / 14, 365.25 / 14, 365.25 / 14);
	check_rate(state, "I come 2x per month", 24, 24, 24);
	check_rate(state, "I come every biweek", NAN, 26, 104);
	check_rate(state, "I come at least twice a month", 24, 24, NAN);
	check_rate(state, "I come up to twice a month", 24, 0, 24);
	check_rate(state, "I come not every month", NAN, 0, 12);
}

static void whose(void **state)
{
	assert_int_equal(only(state, "I come every week")->subject, SD_CLAIM_SELF);
	assert_int_equal(only(state, "my aunt comes every week")->subject, SD_CLAIM_OTHER);
	assert_int_equal(only(state, "my aunt and I come every week")->subject, SD_CLAIM_SELF);
	assert_int_equal(read_text(state, "they come every week").length, 0);
	assert_int_equal(read_text(state, "I wait every week").length, 0);
	assert_int_equal(only(state, "I used to come every week")->tense, SD_CLAIM_PAST);
	assert_true(sd_claim_is_testable(only(state, "I come every week")));
	assert_false(sd_claim_is_testable(only(state, "my aunt comes every week")));
	assert_false(sd_claim_is_testable(only(state, "I come every week if I can")));
}

static void intents(void **state)
{
	const struct sd_claim *claim = only(state, "Fine. I'll be back in two months");
	assert_true(sd_text_equals(claim->class, "rebuy"));
	assert_int_equal(claim->modality, SD_CLAIM_CERTAIN);
	assert_true(sd_text_equals(claim->horizon, "P2M"));
	assert_int_equal(claim->start, 6);
	assert_int_equal(claim->end, 18);
	assert_true(sd_text_equals(only(state, "i won't be back")->class, "cancel"));
	assert_int_equal(only(state, "i might be back")->modality, SD_CLAIM_POSSIBLE);
	assert_int_equal(read_text(state, "i will have be back pain").length, 0);
	assert_int_equal(read_text(state, "will i be back?").length, 0);
	assert_true(sd_text_equals(only(state, "close that old account?")->class, "cancel"));
	assert_int_equal(read_text(state, "close, that account").length, 0); /* a gap stays within its clause */
	assert_int_equal(only(state, "@shop never again")->start, 6);
	assert_int_equal(read_text(state, "so never again").length, 0);
}

static void amounts(void **state)
{
	const struct sd_claim *claim = only(state, "I spend £10.50 a month");
	assert_true(fabs(claim->value - 126) < 1e-9);
	assert_true(sd_text_equals(claim->unit, "GBP-per-year"));
	claim = only(state, "I spend 20 pounds");
	assert_true(fabs(claim->value - 20) < 1e-9);
	assert_true(sd_text_equals(claim->unit, "GBP"));
}

static void competitors(void **state)
{
	struct fixture *f = *state;
	assert_true(sd_text_equals(only(state, "I went to Brightwater")->class, "Brightwater"));
	assert_int_equal(sd_claim_tables_add_competitors(f->tables, "list", SD_TEXT("# names\n"
										    "North Bank\tnbank\n"), NULL), 0);
	assert_true(sd_text_equals(only(state, "I went to nbank")->class, "North Bank"));
	assert_true(sd_text_equals(only(state, "I went to north bank")->class, "North Bank"));
}

static void odd_bytes(void **state)
{
	assert_int_equal(read_text(state, "").length, 0);
	assert_true(only(state, "\xFF\xC3 I come every week\xE2")->end <= 20);
	struct sd_str text = SD_STR_INIT;
	for (int i = 0; i < 20000; i++)
		sd_str_adds(&text, "I come every week and never again ");
	struct fixture *f = *state;
	assert_true(sd_claims_read(f->reader, sd_str_text(&text)).length > 10000);
	sd_str_release(&text);
}

static void check_fails(const char *words, const char *patterns, const char *message)
{
	struct sd_error err = SD_ERROR_INIT;
	assert_null(sd_claim_tables_new("w", sd_text_of(words), "p", sd_text_of(patterns), &err));
	if (!strstr(err.message.data, message))
		fail_msg("'%s' is not in '%s'", message, err.message.data);
	sd_error_release(&err);
}

static void faults(void **state)
{
	(void)state;
	check_fails("self\ti\n", "", "w: line 1, column 7: not class, value and phrases");
	check_fails("\n# x\nunit\tweek\tweek\n", "", "w: line 3, column 6: not a number");
	check_fails("unit\t1/0\tweek\n", "", "not a number");
	check_fails("chain\tsometimes\tx\n", "", "no such meaning");
	check_fails("self\t-\ti||we\n", "", "not a phrase of 1 to 12 words");
	check_fails("", "habit\t-\t-\tx\n", "p: line 1, column 1: no kind of pattern");
	check_fails("", "intent\t-\tsoon\tx\n", "no such flag");
	check_fails("", "intent\t-\t-\t<nobody> x\n", "no word has this class");
	check_fails("", "intent\t-\t-\t..3 x\n", "a gap begins the pattern");
	check_fails("", "intent\t-\t-\tx ..9\n", "not a gap");
	check_fails("", "intent\t-\t-\tx? !y ^\n", "nothing in it must be there");
	check_fails("", "intent\t-\t-\ta|| b\n", "not a word or a class");
	check_fails("", "intent\t-\t-\ta b c d e f g h i j k l m n o p q\n", "more than 16 elements");
	check_fails("", "intent\t-\t-\n", "not kind, value, flags and pattern");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(rates, set_up, tear_down),
		cmocka_unit_test_setup_teardown(whose, set_up, tear_down),
		cmocka_unit_test_setup_teardown(intents, set_up, tear_down),
		cmocka_unit_test_setup_teardown(amounts, set_up, tear_down),
		cmocka_unit_test_setup_teardown(competitors, set_up, tear_down),
		cmocka_unit_test_setup_teardown(odd_bytes, set_up, tear_down),
		cmocka_unit_test(faults),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
