/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/mem.h"
#include "say/code.h"

static const char book_text[] = "code Service\n"
				"\tmatch service\n"
				"\tcode Waiting\n"
				"\t\tmatch wait queue* \"took for ever\"\n"
				"code Coffee\n"
				"\tmatch coffee\n";

struct fixture {
	struct sd_answer_reader *reader;
	struct sd_codebook *book;
	struct sd_nonanswers *nonanswers;
	struct sd_lexicon *lexicon;
	struct sd_sentiment_rules rules;
	struct sd_coder *coder;
	struct sd_str cell;
};

static int set_up(void **state)
{
	const struct sd_answer_options options = {.language = "en", .hyphen_parts = true};
	struct fixture *f = sd_calloc(1, sizeof *f);
	f->reader = sd_answer_reader_new(&options, NULL);
	f->book = sd_codebook_new("book", SD_TEXT(book_text), f->reader, NULL);
	f->nonanswers = sd_nonanswers_new(
		"list", SD_TEXT("# said by many\nn/a\tnone\ndon't know\tdont-know\nrather not say\trefusal\n"), f->reader, NULL);
	f->lexicon = sd_lexicon_new();
	sd_lexicon_add(f->lexicon, "words", SD_TEXT("great\t3\nbad\t-2\n"), NULL);
	f->rules = (struct sd_sentiment_rules){.lexicon = f->lexicon};
	f->coder = sd_coder_new(f->book, f->nonanswers, f->reader, &f->rules);
	*state = f;
	return f->book && f->nonanswers ? 0 : -1;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	sd_coder_free(f->coder);
	sd_lexicon_free(f->lexicon);
	sd_nonanswers_free(f->nonanswers);
	sd_codebook_free(f->book);
	sd_answer_reader_free(f->reader);
	sd_str_release(&f->cell);
	free(f);
	return 0;
}

static const char *codes_of(struct fixture *f, const char *answer)
{
	sd_str_clear(&f->cell);
	sd_str_adds(&f->cell, "");
	sd_coding_add_codes(sd_code_answer(f->coder, sd_text_of(answer)), &f->cell);
	return f->cell.data;
}

static void codes_stand_in_the_books_order_with_those_above(void **state)
{
	struct fixture *f = *state;
	assert_string_equal(codes_of(f, "Coffee! The queues... and coffee"), "Service;Waiting;Coffee");
	assert_string_equal(codes_of(f, "The service"), "Service");
	assert_string_equal(codes_of(f, "Nice cups"), "");
	assert_string_equal(codes_of(f, ""), "");
	assert_string_equal(codes_of(f, " \t"), "");
}

static void non_answers_are_whole_answers(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *answer, *code;
	} cases[] = {
		{"N/A", "-none"},      {"n / a.", "-none"},	 {"-", "-none"},		{"...", "-none"},
		{"Don\xe2\x80\x99t know!", "-dont-know"},	 {"dont know", "-dont-know"},	{"rather not say", "-refusal"},
		{"n/a coffee", "Coffee"}, {"I don't know why", ""},	 {"asdf", "-noise"},		{"QWERTY lkjh", "-noise"},
		{"aaaa", "-noise"},    {"asdasdasd", "-noise"},	 {"sdfgk", "-noise"},		{"hahaha", ""},
		{"hmmmm", ""},	       {"were", ""},		 {"tree", ""},			{"asdf coffee", "Coffee"},
		{"asdf cups", ""},     {"\xf0\x9f\x91\x8d", ""}, {"10", ""},			{"pop", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(codes_of(f, cases[i].answer), cases[i].code);
}

static void spans_are_bytes_of_the_answer_as_typed(void **state)
{
	struct fixture *f = *state;
	const struct sd_coding *coding = sd_code_answer(f->coder, SD_TEXT("Caf\xc3\xa9: it TOOK for \xe2\x80\x9c" "ever\xe2\x80\x9d"));
	assert_int_equal(coding->spans_length, 1);
	assert_int_equal(coding->spans[0].start, 10);
	assert_int_equal(coding->spans[0].end, 26);
	sd_str_clear(&f->cell);
	sd_coding_add_spans(coding, &f->cell);
	assert_string_equal(f->cell.data, "[{\"start\":10,\"end\":26,\"code\":\"Waiting\",\"text\":\"TOOK for \xe2\x80\x9c" "ever\"}]");
	sd_str_clear(&f->cell);
	sd_coding_add_spans(sd_code_answer(f->coder, SD_TEXT("none of it")), &f->cell);
	assert_string_equal(f->cell.data, "[]");
}

/* A weight of 3 scores 3/√(9 + 15) = 0.6124, one of −2 scores −0.4588. */
static void feelings_come_from_the_clause_then_the_sentence(void **state)
{
	struct fixture *f = *state;
	sd_str_clear(&f->cell);
	sd_coding_add_sentiment(sd_code_answer(f->coder, SD_TEXT("Great coffee. Bad queue.")), &f->cell);
	assert_string_equal(f->cell.data, "{\"Service\":-0.4588,\"Waiting\":-0.4588,\"Coffee\":0.6124}");
	sd_str_clear(&f->cell);
	sd_coding_add_sentiment(sd_code_answer(f->coder, SD_TEXT("The queue. Great coffee. Bad coffee.")), &f->cell);
	assert_string_equal(f->cell.data, "{\"Service\":0.0000,\"Waiting\":0.0000,\"Coffee\":0.0768}");
	sd_str_clear(&f->cell);
	sd_coding_add_sentiment(sd_code_answer(f->coder, SD_TEXT("No codes, bad as it is")), &f->cell);
	assert_string_equal(f->cell.data, "{}");
}

/* Each of them would take minutes, were a sentence or an answer looked through for each place. */
static void long_answers_take_no_longer_than_their_bytes(void **state)
{
	static const char *const pieces[] = {"service, ", "service, bad. "};
	struct fixture *f = *state;
	struct sd_str answer = SD_STR_INIT;
	alarm(60);
	for (size_t i = 0; i < 2; i++) {
		sd_str_clear(&answer);
		while (answer.length < 5000000)
			sd_str_adds(&answer, pieces[i]);
		const struct sd_coding *coding = sd_code_answer(f->coder, sd_str_text(&answer));
		assert_int_equal(coding->length, 1);
		assert_int_equal(coding->scores[0], i ? -4588 : 0);
	}
	alarm(0);
	sd_str_release(&answer);
}

static void lists_of_non_answers_are_checked(void **state)
{
	struct fixture *f = *state;
	static const char *const bad[] = {"n/a none\n", "n/a\tnoise\n", "...\tnone\n", "a\tnone\nA!\trefusal\n"};
	static const char *const messages[] = {"list: line 1: no tab", "list: line 1: the kind is none",
					       "list: line 1: no word", "list: line 2: the phrase has another kind"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct sd_error err = SD_ERROR_INIT;
		assert_null(sd_nonanswers_new("list", sd_text_of(bad[i]), f->reader, &err));
		assert_non_null(strstr(err.message.data, messages[i]));
		sd_error_release(&err);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(codes_stand_in_the_books_order_with_those_above, set_up, tear_down),
		cmocka_unit_test_setup_teardown(non_answers_are_whole_answers, set_up, tear_down),
		cmocka_unit_test_setup_teardown(spans_are_bytes_of_the_answer_as_typed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(feelings_come_from_the_clause_then_the_sentence, set_up, tear_down),
		cmocka_unit_test_setup_teardown(long_answers_take_no_longer_than_their_bytes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(lists_of_non_answers_are_checked, set_up, tear_down),
	};
	if (sd_hash_init())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
