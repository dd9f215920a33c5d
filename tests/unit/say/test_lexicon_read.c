/* SPDX-License-Identifier: MIT */
/* Lexicons of other makers, in small files made up for the purpose. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "say/lexicon.h"

static const struct sd_lexicon_category joy[] = {{SD_TEXT("Joy"), 30000}, {SD_TEXT("gloom"), -15000}};

static void expect(const char *name, const char *content, const struct sd_lexicon_told *told, const char *wanted)
{
	struct sd_error err = SD_ERROR_INIT;
	struct sd_lexicon *lexicon = sd_lexicon_new();
	struct sd_str got = SD_STR_INIT;
	if (sd_lexicon_add_told(lexicon, name, sd_text_of(content), told, &err))
		fail_msg("%s", err.message.data);
	for (size_t i = 0; i < sd_lexicon_count(lexicon); i++) {
		int32_t weight;
		struct sd_text term = sd_lexicon_entry(lexicon, i, &weight);
		sd_str_addf(&got, "%s%.*s %d", i ? "; " : "", (int)term.length, term.data, weight);
	}
	assert_string_equal(got.data ? got.data : "", wanted);
	sd_str_release(&got);
	sd_lexicon_free(lexicon);
}

static void refuse(const char *content, const char *said, const char *also)
{
	struct sd_error err = SD_ERROR_INIT;
	struct sd_lexicon *lexicon = sd_lexicon_new();
	assert_int_equal(sd_lexicon_add(lexicon, "words.x", sd_text_of(content), &err), -1);
	if (!strstr(err.message.data, said) || !strstr(err.message.data, also))
		fail_msg("\"%s\" does not say \"%s\" and \"%s\"", err.message.data, said, also);
	sd_error_release(&err);
	sd_lexicon_free(lexicon);
}

static void test_vader(void **state)
{
	(void)state;
	static const char content[] = "zesty\t2.3\t0.9\t[3, 2, 2]\n:-)\t1.3\t0.5\t[1, 2, 1]\n"
				      "zesty\t2.5\t0.9\t[3, 2, 2]\nmurky\t-1.45\t0.2\t[-1, -2]\n";
	assert_int_equal(sd_lexicon_recognise(SD_TEXT(content)), SD_LEXICON_VADER);
	expect("words", content, NULL, ":) 13000; murky -14500; zesty 25000");
}

static void test_afinn(void **state)
{
	(void)state;
	struct sd_str content = SD_STR_INIT;
	for (int i = 0; i < 120; i++)
		sd_str_addf(&content, "x%cq%cz\t%d\n", 'a' + i / 26, 'a' + i % 26, i % 11 - 5);
	assert_int_equal(sd_lexicon_recognise(sd_str_text(&content)), SD_LEXICON_AFINN);
	struct sd_lexicon *lexicon = sd_lexicon_new();
	assert_int_equal(sd_lexicon_add(lexicon, "words", sd_str_text(&content), NULL), 0);
	int32_t weight;
	assert_true(sd_text_equals(sd_lexicon_entry(lexicon, 0, &weight), "xaqaz"));
	assert_int_equal(weight, -40000);
	sd_lexicon_entry(lexicon, 9, &weight);
	assert_int_equal(weight, 32000);
	sd_lexicon_free(lexicon);
	/* With few entries it is a slip of ours. */
	refuse("good\t2\nbad\t-5\n", "line 2", "out of range");
	sd_str_release(&content);
}

static void test_lists(void **state)
{
	(void)state;
	static const char content[] = "; made up\n;\n\nzesty\nwell-oiled\nna\xEFve\n";
	assert_int_equal(sd_lexicon_recognise(SD_TEXT(content)), SD_LEXICON_LIST);
	expect("a/my_positive.txt", content, NULL, "na\xC3\xAFve 20000; well oiled 20000; zesty 20000");
	expect("Negative-words.txt", "murky\n", NULL, "murky -20000");
	expect("words", "murky\n", &(struct sd_lexicon_told){.list_weight = -12500}, "murky -12500");
	refuse("murky\nzesty\n", "neither positive nor negative", "saydo lexicon --convert --list-weight 2");
	/* A line that ends in a number misses its TAB. */
	refuse("murky\nzesty 2\n", "line 1", "no TAB");
}

static void test_dic(void **state)
{
	(void)state;
	static const char content[] = "%\r\n1\tposemo\r\n02\tNegEmo\r\n3\tfunct\r\n%\r\nzest*\t1\r\nthe\t3\r\n\r\n"
				      "fed up  02 3\r\nbittersweet\t1\t2\r\n";
	assert_int_equal(sd_lexicon_recognise(SD_TEXT(content)), SD_LEXICON_DIC);
	expect("x.dic", content, NULL, "fed up -20000; zest* 20000");
	expect("x.dic", "%\r1\tjoy\r2\tgloom\r%\rzest\t1\rmurk\t\t2\r", &(struct sd_lexicon_told){joy, 2, 0, false},
	       "murk -15000; zest 30000");
	refuse("%\n1\tposemo\nzest\t1\n", "line 3", "not a category's number");
	refuse("%\n1\tposemo\n%\nzest\t4\n", "line 4", "no category has the number");
	refuse("%\n1\tposemo\n%\nzest\n", "line 4", "without a category");
	refuse("%\n1\tposemo\n%\n\t1\n", "line 4", "no term");
	refuse("%\n1\tposemo\n1\tnegemo\n%\n", "line 3", "second time");
	refuse("%\n1\tposemo\n", "line 2", "no second line of %");
	refuse("%\n1\tjoy\n%\nzest\t1\n", "joy", "--lexicon-category");
}

static void test_dicx(void **state)
{
	(void)state;
	static const char content[] = "DicTerm,tone_pos,tone_neg,other\nzest*,X,,\nmurky,,x,X\n\"so, so\",0.5,,\n"
				      "plain,,,X\n";
	assert_int_equal(sd_lexicon_recognise(SD_TEXT(content)), SD_LEXICON_DICX);
	expect("x.dicx", content, NULL, "murky -20000; so so 10000; zest* 20000");
	refuse("DicTerm,posemo\n,X\n", "line 2", "no term");
	refuse("DicTerm,joy\n,X\n", "line 2", "no term");
	refuse("DicTerm,posemo\nzest,X,X\n", "line 2", "more or fewer cells");
	refuse("DicTerm,posemo\nzest,yes\n", "line 2", "neither X nor a number");
	refuse("DicTerm,joy\nzest,X\n", "joy", "--lexicon-category");
}

static void test_sentiws(void **state)
{
	(void)state;
	static const char content[] = "Murks|NN\t-0.0455\tMurkse,Murksen\nfluffig|ADJX\t0.5004\n";
	assert_int_equal(sd_lexicon_recognise(SD_TEXT(content)), SD_LEXICON_SENTIWS);
	expect("x", content, NULL, "fluffig 20016; murks -1820; murkse -1820; murksen -1820");
	refuse("Murks|NN\t-0.0455\nfluffig\t0.5\n", "line 2", "lemma|PART");
}

static void test_nrc(void **state)
{
	(void)state;
	static const char content[] = "zest\tjoy\t1\nzest\tnegative\t0\nzest\tpositive\t1\nmurk\tnegative\t1\n"
				      "murk\tpositive\t0\nodd\tnegative\t1\nodd\tpositive\t1\n";
	assert_int_equal(sd_lexicon_recognise(SD_TEXT(content)), SD_LEXICON_NRC);
	expect("x", content, NULL, "murk -20000; zest 20000");
	expect("x", content, &(struct sd_lexicon_told){joy, 2, 0, false}, "zest 30000");
	refuse("zest\tjoy\t1\nmurk\tjoy\t2\n", "line 2", "neither 0 nor 1");
}

static void test_loughran(void **state)
{
	(void)state;
	static const char content[] = "Word,Seq_num,Negative,Positive,Uncertainty\nMURKY,1,2009,0,0\n"
				      "ZESTY,2,0,2011,0\nFADED,3,-2020,0,0\nPERHAPS,4,0,0,2009\n";
	assert_int_equal(sd_lexicon_recognise(SD_TEXT(content)), SD_LEXICON_LOUGHRAN);
	expect("x.csv", content, NULL, "murky -20000; zesty 20000");
	refuse("Word,Negative,Positive\nMURKY,2009\n", "line 2", "cells");
}

static void test_quanteda(void **state)
{
	(void)state;
	static const char content[] = "# made up\nfeelings:\n  positive:\n    - zest*\n    - \"well made\"\n"
				      "  negative: [murky, 'fed up']\n  other:\n    - the\n";
	assert_int_equal(sd_lexicon_recognise(SD_TEXT(content)), SD_LEXICON_QUANTEDA);
	expect("x.yml", content, NULL, "fed up -20000; murky -20000; well made 20000; zest* 20000");
	refuse("positive:\n  - zest\n  - {a: b}\n", "line 3", "not a plain term");
	refuse("positive: |\n  zest\n", "line 1", "neither a name nor a term");
	refuse("positive:\n  zest\n", "line 2", "neither a name nor a term");
}

static void test_sentimentr(void **state)
{
	(void)state;
	expect("x.csv", "x,y\nzesty,1\nmurky,-0.25\nplain,0\n", NULL, "murky -10000; zesty 40000");
	expect("x.csv", "\"\",\"x\",\"y\"\n\"1\",\"zesty\",1\n"
			"\"2\",\"not murky\",-2\n", NULL, "not murky -40000; zesty 20000");
	refuse("x,y\nzesty,1\nmurky,-3\n", "line 3", "not a weight of -2 to 2");
	refuse("x,y\nzesty\n", "line 2", "cells");
}

static void test_emoji_have_no_weights(void **state)
{
	(void)state;
	refuse("\xF0\x9F\x98\x80\tgrinning face\n", "no weights", "--rules vader");
}

static void test_files_add_or_win(void **state)
{
	(void)state;
	static const struct sd_lexicon_told adds = {.adds = true};
	struct sd_lexicon *lexicon = sd_lexicon_new();
	int32_t weight;
	assert_int_equal(sd_lexicon_add(lexicon, "a", SD_TEXT("zest\t2\nmurk\t-3\n"), NULL), 0);
	assert_int_equal(sd_lexicon_add_told(lexicon, "b", SD_TEXT("zest\t1.5\nmurk\t-3\nplain\t1\n"), &adds, NULL), 0);
	sd_lexicon_entry(lexicon, 0, &weight);
	assert_int_equal(weight, -40000);
	sd_lexicon_entry(lexicon, 1, &weight);
	assert_int_equal(weight, 10000);
	sd_lexicon_entry(lexicon, 2, &weight);
	assert_int_equal(weight, 35000);
	assert_int_equal(sd_lexicon_add(lexicon, "c", SD_TEXT("zest\t0.5\n"), NULL), 0);
	sd_lexicon_entry(lexicon, 2, &weight);
	assert_int_equal(weight, 5000);
	sd_lexicon_free(lexicon);
}

static void test_categories_told(void **state)
{
	(void)state;
	struct sd_lexicon_category category;
	assert_int_equal(sd_lexicon_category_of(SD_TEXT("care.virtue=1.5"), &category, NULL), 0);
	assert_true(sd_text_equals(category.name, "care.virtue"));
	assert_int_equal(category.weight, 15000);
	static const char *const bad[] = {"joy", "=2", "joy=", "joy=5", "joy=much"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct sd_error err = SD_ERROR_INIT;
		assert_int_equal(sd_lexicon_category_of(sd_text_of(bad[i]), &category, &err), -1);
		assert_non_null(strstr(err.message.data, "joy=2"));
		sd_error_release(&err);
	}
}

static void test_names(void **state)
{
	(void)state;
	assert_string_equal(sd_lexicon_format_name(SD_LEXICON_OWN), "own");
	assert_string_equal(sd_lexicon_format_name(SD_LEXICON_SENTIMENTR), "sentimentr");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_vader),	  cmocka_unit_test(test_afinn),
		cmocka_unit_test(test_lists),	  cmocka_unit_test(test_dic),
		cmocka_unit_test(test_dicx),	  cmocka_unit_test(test_sentiws),
		cmocka_unit_test(test_nrc),	  cmocka_unit_test(test_loughran),
		cmocka_unit_test(test_quanteda),  cmocka_unit_test(test_sentimentr),
		cmocka_unit_test(test_emoji_have_no_weights), cmocka_unit_test(test_files_add_or_win),
		cmocka_unit_test(test_categories_told), cmocka_unit_test(test_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
