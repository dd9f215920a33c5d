/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "say/code.h"

static struct sd_answer_reader *reader_of(void)
{
	const struct sd_answer_options options = {.language = "en", .hyphen_parts = true};
	struct sd_answer_reader *reader = sd_answer_reader_new(&options, NULL);
	assert_non_null(reader);
	return reader;
}

static struct sd_codebook *book_of(const char *content, struct sd_error *err)
{
	struct sd_answer_reader *reader = reader_of();
	struct sd_codebook *book = sd_codebook_new("book", sd_text_of(content), reader, err);
	sd_answer_reader_free(reader);
	return book;
}

static const char small[] = "\xef\xbb\xbf# a comment\r\n"
			    "code Waiting; no\n";

static void reads_codes_in_order_with_their_fields(void **state)
{
	(void)state;
	struct sd_error err = SD_ERROR_INIT;
	struct sd_codebook *book = book_of("# comment\n"
					   "code Waiting \xe2\x80\xa2 time: \"long\", 'slow' # all of it\r\n"
					   "\tlabel Waiting and queues\n"
					   "\texample One\n\texample Two\n"
					   "\n"
					   "\tcode At the counter\n"
					   "\t\tmatch till\n"
					   "\tmatch queue*\n"
					   "code Staff\n\tmatch staff\n",
					   &err);
	assert_non_null(book);
	assert_int_equal(sd_codebook_length(book), 3);
	const struct sd_code *waiting = sd_codebook_code(book, 0), *counter = sd_codebook_code(book, 1);
	assert_true(sd_text_equals(waiting->name, "Waiting \xe2\x80\xa2 time: \"long\", 'slow' # all of it"));
	assert_true(sd_text_equals(waiting->label, "Waiting and queues"));
	assert_null(waiting->definition.data);
	assert_int_equal(waiting->examples_length, 2);
	assert_true(sd_text_equals(waiting->examples[1], "Two"));
	assert_int_equal(waiting->parent, SD_NO_CODE);
	assert_int_equal(counter->parent, 0);
	assert_int_equal(counter->depth, 1);
	assert_int_equal(sd_codebook_code(book, 2)->parent, SD_NO_CODE);
	assert_int_equal(sd_matcher_length(sd_codebook_matcher(book)), 3);
	sd_codebook_free(book);
	sd_error_release(&err);
}

static void refuses_with_line_and_column(void **state)
{
	static const struct {
		const char *content, *message;
	} cases[] = {
		{"", "book: no code in it"},
		{small, "line 2, column 13: a code's name holds no ';'"},
		{"code A\n\tlable x\n", "line 2, column 2: 'lable' is none of code, label, definition, example, match, weigh, threshold, beside, otherwise and language"},
		{"match x\n", "line 1, column 1: 'match' belongs to no code"},
		{"code A\n\tmatch x\ncode A\n\tmatch y\n", "line 3, column 6: the code 'A' is there already, on line 1"},
		{"code A\n\tmatch wait\ncode B\n\tmatch y waiting\n",
		 "line 4, column 10: waiting is a pattern of 'A' already, which begins on line 1"},
		{"code A\n\tmatch \xc3\xa9t\xc3\xa9 !?\n", "line 2, column 12: this can never match: there is no word in it"},
		{"code A\n\tmatch x *\n", "line 2, column 10: a * alone would match every word"},
		{"code A\n\tmatch x \"* y\"\n", "line 2, column 10: a * for any one word stands between two words"},
		{"code A\n\tmatch a,b*\n", "line 2, column 8: this can never match: no single word looks so"},
		{"code A\n\tmatch \"x y\n", "line 2, column 8: a quotation mark that is not closed"},
		{"code A\n\tmatch x NOT\n", "line 2, column 13: a pattern is missing behind the operator"},
		{"code A\n\tmatch NOT y\n", "line 2, column 8: NOT stands behind what is looked for"},
		{"code A\n\tmatch x AND NOT y\n", "line 2, column 14: NOT stands behind what is looked for"},
		{"code A\n\tmatch (x AND (NOT y))\n", "line 2, column 16: NOT stands behind what is looked for"},
		{"code A\n\tmatch x AND OR y\n", "line 2, column 14: a pattern is missing before the operator"},
		{"code A\n\tmatch x (y\n", "line 2, column 10: a bracket that is not closed"},
		{"code A\n\tmatch x y)\n", "line 2, column 11: a bracket that was not opened"},
		{"code A\n\tmatch (x AND )\n", "line 2, column 15: a pattern is missing before the bracket"},
		{"code A\n\tmatch ( )\n", "line 2, column 10: nothing between the brackets"},
		{"code A\n\tmatch x(y)\n", "line 2, column 9: a blank is missing before the bracket"},
		{"code A\n\tmatch (x)y\n", "line 2, column 11: a blank is missing behind the bracket"},
		{"code A\n\tmatch x [y]\n", "line 2, column 10: only round brackets and OR"},
		{"code A\n\tmatch x | y\n", "line 2, column 10: only round brackets and OR"},
		{"code A\n\tmatch x NEAR/ y\n", "line 2, column 14: behind the / stands how many words"},
		{"code A\n\tmatch x NEAR/five y\n", "line 2, column 14: behind the / stands how many words"},
		{"code A\n\tmatch x NEAR/101 y\n", "line 2, column 14: behind the / stands how many words"},
		{"code A\n\tmatch x AND/5 y\n", "line 2, column 13: behind the / stands clause or sentence"},
		{"code A\n\tmatch x OR/clause y\n", "line 2, column 12: nothing stands behind OR"},
		{"code A\n\tmatch x NEAR \"late. Never\"\n", "line 2, column 15: this can never match: a sentence ends in it"},
		{"code A\n\tmatch wait NOT waiting\n", "line 2, column 13: this can never match: what NOT leaves out"},
		{"code A\n\tmatch ('long wait' wait) NOT (x OR wait)\n", "line 2, column 27: this can never match"},
		{"code A\n\tmatch late NEAR slow\ncode B\n\tmatch slow NEAR/10 late\n",
		 "line 4, column 8: slow NEAR/10 late is a pattern of 'A' already"},
		{"code A\n\tmatch 'a* b'\n", "line 2, column 8: a * stands in a word or in double quotes"},
		{"code A\n\tlabel x\n", "line 1: the code 'A' has no patterns and no codes below it"},
		{"code A\n\tlabel x\n\tlabel y\n", "line 3, column 8: a second label"},
		{"code A\n\tmatch x\n  code B\n", "line 3, column 1: a blank where the lines above are indented by tabs"},
		{"code A\n    match x\n  label y\n", "line 3, column 3: indented by 2, but the lines above"},
		{"  code A\n    match x\n", "line 1, column 3: indented, but below no code"},
		{"code -none\n\tmatch x\n", "line 1, column 6: '-none' is the name of a built-in code"},
		{"code A\n\tlanguage klingon\n\tmatch x\n", "line 2, column 11: 'klingon' is no language that is known"},
		{"code A\n\tlanguage de\n\tlanguage de\n\tmatch x\n", "line 3, column 11: a second language"},
		{"code A\n\tmatch x\n\tlanguage de\n", "line 3, column 11: 'language' stands before the patterns"},
		{"code A\n\tlanguage de\n\tmatch \"x y\n", "line 3, column 8: a quotation mark that is not closed"},
		{"code\n", "line 1, column 5: a code needs a name"},
		{"code A\n\tmatch\n", "line 2, column 7: nothing behind 'match'"},
		{"code A\n\tmatch \xff\n", "line 2, column 8: not UTF-8"},
		{"%\n1\tHelp\n%\nkind\t1\t7\n", "line 4, column 8: no category has the number \"7\""},
		{"%\n1\tHelp\n1\tHarm\n%\nkind\t1\n", "line 3, column 1: a category's number for the second time"},
		{"%\n1\tHelp\n2\tHelp\n%\nkind\t1\n", "line 3, column 3: the code 'Help' is there already, on line 2"},
		{"%\n1\tHelp;us\n%\nkind\t1\n", "line 2, column 7: a code's name holds no ';'"},
		{"%\n1\tHelp\n", "no second line of %"},
		{"%\n1\tHelp\n%\n", "no term in it"},
		{"%\n1\tHelp\n%\n*\t1\n", "line 4, column 1: "},
		{"%\n1\tHelp\n%\n?!\t1\n", "line 4, column 1: this can never match: there is no word in it"},
		{"Service:\n  - {a: b}\n", "line 2, column 5: not a plain term"},
		{"---\n- slow\n", "line 2, column 3: a term below no name"},
		{"Service:\n    Staff:\n    - a\n  Speed:\n  - b\n", "line 4, column 3: indented by 2, but the names above by 4"},
		{"DicTerm,Help\nkind,maybe\n", "line 2, column 6: neither X nor a number"},
		{"code A\n\totherwise x\n", "line 2, column 12: nothing stands behind 'otherwise'"},
		{"code A\n\totherwise\ncode B\n\totherwise\n", "line 4, column 11: a second 'otherwise': the code 'A' says it"},
		{"code A\n\tthreshold\n", "line 2, column 11: nothing behind 'threshold'"},
		{"code A\n\tthreshold 0\n", "line 2, column 12: a threshold is above 0"},
		{"code A\n\tthreshold x\n", "line 2, column 12: 'x' is no number from -1000 to 1000"},
		{"code A\n\tthreshold 0.12345\n", "line 2, column 12: '0.12345' is no number"},
		{"code A\n\tthreshold 1\n\tthreshold 1\n", "line 3, column 12: a second threshold"},
		{"code A\n\tbeside\n", "line 2, column 8: nothing behind 'beside'"},
		{"code A\n\tbeside 0\n", "line 2, column 9: 'beside' takes a share"},
		{"code A\n\tbeside 1.1\n", "line 2, column 9: 'beside' takes a share"},
		{"code A\n\tbeside 1\n\tbeside 1\n", "line 3, column 9: a second 'beside'"},
		{"code A\n\tweigh\n", "line 2, column 7: nothing behind 'weigh'"},
		{"code A\n\tweigh slow\n", "line 2, column 8: 'slow' is no number"},
		{"code A\n\tweigh 1000.1 slow\n", "line 2, column 8: '1000.1' is no number"},
		{"code A\n\tweigh 0 slow\n", "line 2, column 8: a weight of 0 changes nothing"},
		{"code A\n\tweigh 1\n", "line 2, column 9: no pattern behind the weight"},
		{"code A\n\tweigh 1 slow\n\tweigh 2 slows\n", "line 3, column 10: slows is a pattern of this code already"},
		{"code A\n\tweigh 0.5 slow\n\tweigh 0.4 late\n\tweigh -3 fast\n",
		 "line 1: the patterns of the code 'A' add up to 0.9000 at most, below its threshold"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sd_error err = SD_ERROR_INIT;
		assert_null(book_of(cases[i].content, &err));
		if (!strstr(err.message.data, cases[i].message))
			fail_msg("\"%s\" is not in \"%s\"", cases[i].message, err.message.data);
		sd_error_release(&err);
	}
}

static void the_hash_is_of_the_meaning(void **state)
{
	static const char *const same[] = {
		"code A\n\tmatch wait \"for ever\"\n\tcode B\n\t\tmatch x*\n",
		"# other words\ncode A\n  label L\n  match \"FOR  ever\"\n  match waiting waits\n\n  code B\n"
		"      match X*\n",
	};
	static const char *const other[] = {
		"code A\n\tmatch wait \"for ever\"\ncode B\n\tmatch x*\n",	/* no hierarchy */
		"code A\n\tmatch wait 'for ever'\n\tcode B\n\t\tmatch x*\n",	/* by stems */
		"code A\n\tmatch wait\n\tcode B\n\t\tmatch x* \"for ever\"\n",	/* another owner */
		"code a\n\tmatch wait \"for ever\"\n\tcode B\n\t\tmatch x*\n", /* another name */
	};
	(void)state;
	struct sd_codebook *first = book_of(same[0], NULL), *second = book_of(same[1], NULL);
	assert_string_equal(sd_codebook_hash(first), sd_codebook_hash(second));
	assert_int_equal(strlen(sd_codebook_hash(first)), SD_HASH_HEX - 1);
	for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
		struct sd_codebook *book = book_of(other[i], NULL);
		assert_string_not_equal(sd_codebook_hash(first), sd_codebook_hash(book));
		sd_codebook_free(book);
	}
	sd_codebook_free(first);
	sd_codebook_free(second);
}

static void weights_and_thresholds_are_of_the_meaning(void **state)
{
	static const char *const books[] = {
		"code A\n\tmatch wait slow\n",
		"code A\n\tweigh 2 wait\n\tmatch slow\n",
		"code A\n\tthreshold 2\n\tmatch wait slow\n",
		"code A\n\tthreshold 0.5\n\tmatch wait slow\n",
		"code A\n\tbeside 0.5\n\tmatch wait slow\n",
		"code A\n\tbeside 0.25\n\tmatch wait slow\n",
	};
	(void)state;
	for (size_t i = 0; i < sizeof books / sizeof *books; i++)
		for (size_t j = 0; j < i; j++) {
			struct sd_codebook *one = book_of(books[i], NULL), *other = book_of(books[j], NULL);
			assert_string_not_equal(sd_codebook_hash(one), sd_codebook_hash(other));
			sd_codebook_free(one);
			sd_codebook_free(other);
		}
	struct sd_codebook *plain = book_of(books[0], NULL);
	struct sd_codebook *told = book_of("code A\n\tthreshold 1.0\n\tweigh 1 slow wait\n", NULL);
	assert_string_equal(sd_codebook_hash(plain), sd_codebook_hash(told));
	assert_false(sd_codebook_code(told, 0)->weighs);
	sd_codebook_free(plain);
	sd_codebook_free(told);
}

static void a_pattern_may_be_of_several_codes_that_weigh_it(void **state)
{
	(void)state;
	struct sd_codebook *book = book_of("code A\n\tmatch wait\ncode B\n\tthreshold 0.5\n\tweigh 0.5 slow wait\n"
					   "code C\n\tweigh 1 slow\n\tweigh -0.25 waits\n",
					   NULL);
	assert_non_null(book);
	assert_int_equal(sd_matcher_length(sd_codebook_matcher(book)), 2);
	size_t length;
	const struct sd_code_use *uses = sd_codebook_uses(book, 0, &length);
	assert_int_equal(length, 3);
	for (uint32_t i = 0; i < 3; i++)
		assert_int_equal(uses[i].code, i);
	assert_int_equal(uses[0].weight, 10000);
	assert_int_equal(uses[1].weight, 5000);
	assert_int_equal(uses[2].weight, -2500);
	uses = sd_codebook_uses(book, 1, &length);
	assert_int_equal(length, 2);
	assert_int_equal(uses[0].code, 1);
	sd_codebook_free(book);
}

/* What is written reads back as the same patterns. */
static void a_written_pattern_finds_its_words(void **state)
{
	static const struct {
		const char *words, *spelled;
		bool by_stem;
	} cases[] = {
		{"slow", "slow", true},		    {"long time", "'long time'", true},
		{"don't", "don't", true},	    {"for ever", "\"for ever\"", false},
		{"can't wait", "\xe2\x80\x98" "can't wait" "\xe2\x80\x99", true},
		{"NOT", "'NOT'", true},		    {":)", "\":)\"", false},
		{"caf\xc3\xa9", "caf\xc3\xa9", true},
	};
	(void)state;
	struct sd_str patterns = SD_STR_INIT;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sd_str book = SD_STR_INIT;
		sd_str_clear(&patterns);
		assert_true(sd_codebook_add_pattern(&patterns, sd_text_of(cases[i].words), cases[i].by_stem));
		assert_string_equal(patterns.data, cases[i].spelled);
		sd_codebook_add_line(&book, 0, "code", SD_TEXT("A"));
		sd_codebook_add_threshold(&book, 1, 2500);
		sd_codebook_add_beside(&book, 1, 5000);
		sd_codebook_add_weights(&book, 1, 5000, sd_str_text(&patterns));
		assert_non_null(strstr(book.data, "\tthreshold 0.25\n\tbeside 0.5\n\tweigh 0.5 "));
		struct sd_codebook *read = book_of(book.data, NULL);
		assert_non_null(read);
		struct sd_answer_reader *reader = reader_of();
		struct sd_coder *coder = sd_coder_new(read, NULL, reader, NULL);
		assert_int_equal(sd_code_answer(coder, sd_text_of(cases[i].words))->length, 1);
		sd_coder_free(coder);
		sd_answer_reader_free(reader);
		sd_codebook_free(read);
		sd_str_release(&book);
	}
	assert_false(sd_codebook_add_pattern(&patterns, SD_TEXT(":*"), false));
	assert_false(sd_codebook_add_pattern(&patterns, SD_TEXT(" "), true));
	sd_str_release(&patterns);
}

static void dictionaries_of_other_programs_are_codebooks(void **state)
{
	static const char dic[] = "%\r\n1\tHelp\r\n2\tHarm\r\n3\tOther\r\n%\r\nkind\t1\r\nhurt*\t2\r\n"
				  "looked after\t1\r\nblunt\t1\t2\r\n";
	static const char yaml[] = "# two levels\nService:\n  Staff:\n    - barista*\n    - 'the waiter'\n"
				   "  Speed: [slow, \"for ever\"]\nHome:\n"
				   "  Staff:\n  - nanny\n";
	static const char dicx[] = "DicTerm,Help,Harm\nkind,X,\nhurt*,,X\nblunt,0.5,X\n";
	static const struct {
		const char *content, *answer, *codes;
	} cases[] = {
		{dic, "hurting and kindly", "Harm"},	{dic, "blunt", "Help;Harm"},	    {dic, "They looked after us", "Help"},
		{dicx, "blunt, and it hurts", "Harm"},	{dicx, "kind", "Help"},		    {yaml, "the baristas", "Service;Service.Staff"},
		{yaml, "slow nanny", "Service;Service.Speed;Home;Home.Staff"},		    {yaml, "a waiter", ""},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sd_error err = SD_ERROR_INIT;
		struct sd_codebook *book = book_of(cases[i].content, &err);
		if (!book)
			fail_msg("%s", err.message.data);
		struct sd_answer_reader *reader = reader_of();
		struct sd_coder *coder = sd_coder_new(book, NULL, reader, NULL);
		struct sd_str cell = SD_STR_INIT;
		sd_str_adds(&cell, "");
		sd_coding_add_codes(sd_code_names(coder, sd_text_of(cases[i].answer)), &cell);
		assert_string_equal(cell.data, cases[i].codes);
		sd_str_release(&cell);
		sd_coder_free(coder);
		sd_answer_reader_free(reader);
		sd_codebook_free(book);
	}
}

static void a_further_language_leaves_out_what_only_its_stems_confuse(void **state)
{
	(void)state;
	struct sd_error err = SD_ERROR_INIT;
	const struct sd_answer_options german = {.language = "de", .hyphen_parts = true};
	struct sd_answer_reader *reader = sd_answer_reader_new(&german, NULL);
	const struct sd_text content = SD_TEXT("code Waiting\n\tmatch wait\ncode Staff\n\tmatch waiters kellner\n");
	assert_null(sd_codebook_new("book", content, reader, NULL));
	size_t left_out = 0;
	struct sd_codebook *book = sd_codebook_new_further("book", content, reader, &left_out, &err);
	assert_non_null(book);
	assert_int_equal(left_out, 1);
	assert_int_equal(sd_codebook_length(book), 2);
	assert_int_equal(sd_matcher_length(sd_codebook_matcher(book)), 2);
	sd_codebook_free(book);
	/* All else is an error as ever. */
	assert_null(sd_codebook_new_further("book", SD_TEXT("code A\n"), reader, &left_out, &err));
	assert_non_null(strstr(err.message.data, "has no patterns"));
	sd_answer_reader_free(reader);
	sd_error_release(&err);
}

/* The words of `answer` that the patterns match, `first-last` each. */
/* The code of another language is there under its name, finds nothing, and is of the meaning. */
static void a_code_may_be_of_one_language(void **state)
{
	(void)state;
	static const char content[] = "code Service\n\tlanguage EN-gb\n\tmatch service\n"
				      "code Bedienung\n\tlanguage german\n\tthreshold 3\n\tweigh 4 service kellner\n";
	for (int german = 0; german < 2; german++) {
		const struct sd_answer_options options = {.language = german ? "de" : "en", .hyphen_parts = true};
		struct sd_answer_reader *reader = sd_answer_reader_new(&options, NULL);
		struct sd_codebook *book = sd_codebook_new("book", sd_text_of(content), reader, NULL);
		assert_non_null(book);
		assert_string_equal(sd_codebook_code(book, 1)->language, "de");
		assert_int_equal(sd_matcher_length(sd_codebook_matcher(book)), german ? 2 : 1);
		struct sd_coder *coder = sd_coder_new(book, NULL, reader, NULL);
		const struct sd_coding *coding = sd_code_answer(coder, SD_TEXT("service"));
		assert_int_equal(coding->length, 1);
		assert_int_equal(coding->codes[0], german);
		sd_coder_free(coder);
		sd_codebook_free(book);
		sd_answer_reader_free(reader);
	}
	const char *const others[] = {"code A\n\tlanguage de\n\tmatch x\n", "code A\n\tlanguage de\n\tmatch y\n",
				      "code A\n\tlanguage fr\n\tmatch x\n", "code A\n\tmatch x\n"};
	struct sd_codebook *books[4];
	for (size_t i = 0; i < 4; i++)
		books[i] = book_of(others[i], NULL);
	for (size_t i = 0; i < 4; i++)
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(sd_codebook_hash(books[i]), sd_codebook_hash(books[k]));
	for (size_t i = 0; i < 4; i++)
		sd_codebook_free(books[i]);
}

static void assert_matches(const char *patterns, const char *answer, const char *expected)
{
	struct sd_str content = SD_STR_INIT, found = SD_STR_INIT;
	sd_str_addf(&content, "code A\n\tmatch %s\n", patterns);
	struct sd_error err = SD_ERROR_INIT;
	struct sd_codebook *book = book_of(content.data, &err);
	if (!book)
		fail_msg("%s", err.message.data);
	struct sd_answer_reader *reader = reader_of();
	struct sd_coder *coder = sd_coder_new(book, NULL, reader, NULL);
	const struct sd_coding *coding = sd_code_answer(coder, sd_text_of(answer));
	sd_str_adds(&found, "");
	for (size_t i = 0; i < coding->spans_length; i++)
		sd_str_addf(&found, "%s%zu-%zu", i ? " " : "", coding->spans[i].first, coding->spans[i].last);
	assert_string_equal(found.data, expected);
	sd_coder_free(coder);
	sd_answer_reader_free(reader);
	sd_codebook_free(book);
	sd_str_release(&content);
	sd_str_release(&found);
	sd_error_release(&err);
}

static void patterns_match_what_they_say(void **state)
{
	(void)state;
	assert_matches("wait", "We WAITED, waiting still; await", "1-2 2-3");
	assert_matches("\"wait\"", "We waited. Wait!", "2-3");
	assert_matches("queu* *tion", "queue queued que station", "0-1 1-2 3-4");
	assert_matches("qu*d", "queued quid queue quad-bike", "0-1 1-2 3-4");
	assert_matches("\"took for ever\"", "It took for ever. Took for. Ever", "1-4");
	assert_matches("\"took * ever\" x", "x, took. For ever; it took almost ever", "0-1 5-8");
	assert_matches("'long line'", "the longest lines, a long, line", "4-6");
	assert_matches("\"check in\"", "check-in, check in", "0-2 2-4");
	assert_matches("check-in", "checked in", "0-2");
	assert_matches("e-mail*", "e-mails emailed e mailing", "0-2 3-5");
	assert_matches("wait \"wait time\"", "wait time", "0-2");
	assert_matches("fair-*", "fair play, fair-minded, unfair", "2-4");
	assert_matches("\xe2\x80\x9cno one\xe2\x80\x9d", "no one", "0-2");
	assert_matches("\xe2\x98\x95", "good \xe2\x98\x95", "1-2");
	assert_matches("\"friend*  staff\"", "friendly staff", "0-2");
}

static void operators_find_what_they_say(void **state)
{
	(void)state;
	assert_matches("late NEAR/2 deliver*", "delivered far too late", "0-4");
	assert_matches("late NEAR/1 deliver*", "delivered far too late", "");
	assert_matches("late NEAR/5 deliver*", "Late. Delivered", "");
	assert_matches("late BEFORE deliver*", "delivered late, late to be delivered", "2-6");
	assert_matches("price AND high", "The price, as it is: rather high. High. Price", "1-7");
	assert_matches("price AND/clause high", "The price, as it is: rather high", "");
	assert_matches("price AND/clause high", "fine, but a high price", "3-5");
	assert_matches("wait NOT \"no wait\"", "No wait at noon, a long wait at night", "6-7");
	assert_matches("wait NOT/sentence \"no wait\"", "No wait at noon, a long wait at night. I wait", "10-11");
	/* Brackets, and which operator comes first: NEAR and BEFORE, AND and NOT, OR; each row from left to right. */
	assert_matches("(late OR slow) NEAR/0 deliver*", "slow delivery", "0-2");
	assert_matches("(late slow 'long time') NEAR/0 deliver*", "a long time delivering", "1-4");
	assert_matches("late OR slow NEAR/0 deliver*", "late, delivered. Slow", "0-1");
	assert_matches("late OR slow AND deliver*", "deliver, slow. Late. Slow", "0-2 2-3");
	assert_matches("(late OR slow) AND deliver*", "deliver, slow. Late. Slow", "0-2");
	assert_matches("price AND high NEAR/0 very", "very high at that price", "0-5");
	assert_matches("price AND high NEAR/0 very", "high at a very good price", "");
	assert_matches("wait NOT long AND short", "a wait, short", "1-3");
	assert_matches("wait NOT (long AND short)", "a wait, short", "1-2");
	assert_matches("a BEFORE/0 b BEFORE/0 c", "a b c a c b", "0-3");
	assert_matches("not near \"AND\"", "and then near, not", "0-1 2-3 3-4");
	/* The shortest stretch, not the first. */
	assert_matches("late NEAR late", "late and late and early", "0-3");
	assert_matches("late AND deliver*", "late late delivered", "1-3");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_codes_in_order_with_their_fields),
		cmocka_unit_test(refuses_with_line_and_column),
		cmocka_unit_test(the_hash_is_of_the_meaning),
		cmocka_unit_test(weights_and_thresholds_are_of_the_meaning),
		cmocka_unit_test(a_pattern_may_be_of_several_codes_that_weigh_it),
		cmocka_unit_test(a_written_pattern_finds_its_words),
		cmocka_unit_test(dictionaries_of_other_programs_are_codebooks),
		cmocka_unit_test(a_further_language_leaves_out_what_only_its_stems_confuse),
		cmocka_unit_test(a_code_may_be_of_one_language),
		cmocka_unit_test(patterns_match_what_they_say),
		cmocka_unit_test(operators_find_what_they_say),
	};
	if (sd_hash_init())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
