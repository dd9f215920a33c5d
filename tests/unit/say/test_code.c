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
		"list", SD_TEXT("# said by many\nn/a\tnone\ndon't know\tdont-know\nrather not say\trefusal\n"
		"did not answer\tnone\n"), f->reader, NULL);
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
	const struct sd_coding *coding = sd_code_answer(f->coder, SD_TEXT("Caf\xc3\xa9: it TOOK for \xe2\x80\x9c"
									  "ever\xe2\x80\x9d"));
	assert_int_equal(coding->spans_length, 1);
	assert_int_equal(coding->spans[0].start, 10);
	assert_int_equal(coding->spans[0].end, 26);
	sd_str_clear(&f->cell);
	sd_coding_add_spans(coding, &f->cell);
	assert_string_equal(f->cell.data, "[{\"start\":10,\"end\":26,\"code\":\"Waiting\",\"text\":\"TOOK for "
					  "\xe2\x80\x9c"
					  "ever\"}]");
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

static void assert_coded(struct fixture *f, const char *book_content, const char *answer, const char *codes,
			 const char *spans)
{
	struct sd_error err = SD_ERROR_INIT;
	struct sd_codebook *book = sd_codebook_new("book", sd_text_of(book_content), f->reader, &err);
	if (!book)
		fail_msg("%s", err.message.data);
	struct sd_coder *coder = sd_coder_new(book, f->nonanswers, f->reader, &f->rules);
	const struct sd_coding *coding = sd_code_answer(coder, sd_text_of(answer));
	struct sd_str cell = SD_STR_INIT;
	sd_coding_add_codes(coding, &cell);
	assert_string_equal(cell.data ? cell.data : "", codes);
	sd_str_clear(&cell);
	for (size_t i = 0; i < coding->spans_length; i++) {
		const struct sd_code_span *span = &coding->spans[i];
		sd_str_addf(&cell, "%s%u:%zu-%zu:%lld", i ? " " : "", span->code, span->first, span->last,
			    (long long)span->weight);
	}
	assert_string_equal(cell.data ? cell.data : "", spans);
	sd_str_release(&cell);
	sd_coder_free(coder);
	sd_codebook_free(book);
	sd_error_release(&err);
}

static void a_code_is_named_where_its_weights_reach_the_threshold(void **state)
{
	static const char book[] = "code Waiting\n\tthreshold 0.5\n\tweigh 0.3 slow \"long time\" time\n"
				   "\tweigh -0.4 room\n"
				   "\tcode Till\n\t\tmatch till\n"
				   "code Service\n\tthreshold 0.8\n\tweigh 0.8 slow\n\tmatch waiter\n"
				   "code Both\n\tthreshold 2\n\tmatch cup saucer\n";
	struct fixture *f = *state;
	assert_coded(f, book, "time and time again", "", "");
	assert_coded(f, book, "slow", "Service", "2:0-1:8000");
	assert_coded(f, book, "slow time", "Waiting;Service", "0:0-1:3000 2:0-1:8000 0:1-2:3000");
	/* A pattern within another counts, too, and is shown. */
	assert_coded(f, book, "a long time", "Waiting", "0:1-3:3000 0:2-3:3000");
	assert_coded(f, book, "a long time in a room", "", "");
	assert_coded(f, book, "slow, a long time in a room", "Waiting;Service",
		     "0:0-1:3000 2:0-1:8000 0:2-4:3000 0:3-4:3000 0:6-7:-4000");
	/* Named for the code below, its own words say too little to be shown. */
	assert_coded(f, book, "time at the till", "Waiting;Till", "1:3-4:10000");
	assert_coded(f, book, "cup, cup", "", "");
	assert_coded(f, book, "cup and saucer", "Both", "3:0-1:10000 3:2-3:10000");
}

static void weights_are_heard_in_a_non_answer_only_where_they_are_of_all_of_it(void **state)
{
	static const char book[] = "code Call\n\tweigh 1.2 answer phone\ncode Kept\n\tmatch answer\n";
	struct fixture *f = *state;
	assert_coded(f, "code Call\n\tweigh 1.2 answer phone\n", "Did not answer.", "-none", "");
	assert_coded(f, "code Call\n\tweigh 1.2 answer phone\n", "They did not answer", "Call", "0:3-4:12000");
	assert_coded(f, book, "Did not answer", "Kept", "1:2-3:10000");
	assert_coded(f, "code A\n\tweigh 1.2 \"did not answer\"\n", "Did not answer", "A", "0:0-3:12000");
	assert_coded(f, "code A\n\tthreshold 2\n"
			"\tweigh 1.2 \"did not\" answer\n", "Did not answer", "A", "0:0-2:12000 0:2-3:12000");
}

static void otherwise_names_what_nothing_else_does(void **state)
{
	static const char book[] = "code Rest\n\tcode Other\n\t\totherwise\n\t\tmatch recommend\ncode Tea\n"
				   "\tmatch tea\n";
	struct fixture *f = *state;
	assert_coded(f, book, "Nice cups", "Rest;Other", "");
	assert_coded(f, book, "We recommend the tea", "Rest;Other;Tea", "1:1-2:10000 2:3-4:10000");
	assert_coded(f, book, "tea", "Tea", "2:0-1:10000");
	assert_coded(f, book, "n/a", "-none", "");
	assert_coded(f, book, "asdf", "-noise", "");
	assert_coded(f, book, "", "", "");
	assert_coded(f, book, "...", "-none", "");
	struct sd_codebook *read = sd_codebook_new("book", sd_text_of(book), f->reader, NULL);
	struct sd_coder *coder = sd_coder_new(read, f->nonanswers, f->reader, &f->rules);
	sd_str_clear(&f->cell);
	sd_coding_add_sentiment(sd_code_answer(coder, SD_TEXT("Great cups")), &f->cell);
	assert_string_equal(f->cell.data, "{\"Rest\":0.6124,\"Other\":0.6124}");
	sd_coder_free(coder);
	sd_codebook_free(read);
}

/* 3 alone scores 0.6124, −2 alone −0.4588; "great" is 3, "bad" is −2. */
static void feeling_goes_to_the_code_it_is_said_of(void **state)
{
	static const char book[] = "code Food\n\tmatch food cake\n\tcode Soup\n\t\tmatch soup\ncode Service\n"
				   "\tmatch service waiter\n"
				   "code Price\n\tmatch price\n";
	static const struct {
		const char *answer, *cell;
	} cases[] = {
		/* A list shares it. */
		{"Great food, service and prices", "{\"Food\":0.6124,\"Service\":0.6124,\"Price\":0.6124}"},
		{"The food, the service and the prices were great", "{\"Food\":0.6124,\"Service\":0.6124,\"Price\":0."
								    "6124}"},
		{"Great food, service, but bad prices", "{\"Food\":0.6124,\"Service\":0.6124,\"Price\":-0.4588}"},
		/* Beyond a turn, and said of another code, it is turned round and halved. */
		{"The prices, but great food", "{\"Food\":0.6124,\"Price\":-0.3612}"},
		{"Great food, service, but the prices", "{\"Food\":0.6124,\"Service\":0.6124,\"Price\":-0.3612}"},
		{"Although great food, the service and the prices", "{\"Food\":0.6124,\"Service\":-0.3612,\"Price\":-0."
								    "3612}"},
		{"But great food, service", "{\"Food\":0.6124,\"Service\":0.6124}"},
		{"The prices are what they are, but great", "{\"Price\":0.6124}"},
		/* Praise and blame in one clause go to what stands nearest: 3 − 2 × 1/2 and 3 × 1/6 − 2, 3 − 2 × 1/5
		   and 3 × 1/5 − 2. */
		{"Great food and bad service", "{\"Food\":0.4588,\"Service\":-0.3612}"},
		{"The food great and the service bad", "{\"Food\":0.5574,\"Service\":-0.3400}"},
		/* A code and the one above it are no rivals: 3 − 2. */
		{"Great food and bad soup", "{\"Food\":0.2500,\"Soup\":0.2500}"},
		/* The sentence behind, then the one before, where it names nothing itself. */
		{"The waiter. Great!", "{\"Service\":0.6124}"},
		{"Great! The waiter.", "{\"Service\":0.6124}"},
		{"Bad. The waiter. Great!", "{\"Service\":0.6124}"},
		{"Great cake. The waiter.", "{\"Food\":0.6124,\"Service\":0.0000}"},
	};
	struct fixture *f = *state;
	struct sd_codebook *read = sd_codebook_new("book", SD_TEXT(book), f->reader, NULL);
	const struct sd_words *kept = f->rules.contrast;
	struct sd_words *contrast = sd_words_new("contrast", SD_TEXT("but\nalthough\n"), NULL);
	struct sd_phrases *phrases = sd_phrases_new("phrases", SD_TEXT("concede\talthough\n"), NULL, NULL);
	f->rules.contrast = contrast;
	f->rules.phrases = phrases;
	f->rules.without = SD_SHIFT_EXCLAIMED | SD_SHIFT_BEFORE_CONTRAST | SD_SHIFT_AFTER_CONTRAST | SD_RULE_CONCEDED;
	struct sd_coder *coder = sd_coder_new(read, f->nonanswers, f->reader, &f->rules);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		sd_str_clear(&f->cell);
		sd_coding_add_sentiment(sd_code_answer(coder, sd_text_of(cases[i].answer)), &f->cell);
		if (strcmp(f->cell.data, cases[i].cell) != 0)
			print_error("%s: %s\n", cases[i].answer, f->cell.data);
		assert_string_equal(f->cell.data, cases[i].cell);
	}
	sd_coder_free(coder);
	f->rules.contrast = kept;
	f->rules.phrases = NULL;
	sd_phrases_free(phrases);
	f->rules.without = 0;
	sd_words_free(contrast);
	sd_codebook_free(read);
}

static void a_weight_is_told_of_codes_that_weigh(void **state)
{
	struct fixture *f = *state;
	struct sd_codebook *book = sd_codebook_new("book", SD_TEXT("code A\n\tweigh 1.25 slow\ncode B\n"
								   "\tmatch tea\n"), f->reader, NULL);
	struct sd_coder *coder = sd_coder_new(book, NULL, f->reader, NULL);
	sd_str_clear(&f->cell);
	sd_coding_add_spans(sd_code_answer(coder, SD_TEXT("slow tea")), &f->cell);
	assert_string_equal(f->cell.data, "[{\"start\":0,\"end\":4,\"code\":\"A\",\"text\":\"slow\",\"weight\":1.2500},"
					  "{\"start\":5,\"end\":8,\"code\":\"B\",\"text\":\"tea\"}]");
	sd_coder_free(coder);
	sd_codebook_free(book);
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

static void what_is_named_beside_others_comes_to_a_share_of_the_highest(void **state)
{
	static const char book[] = "code Waiting\n\tbeside 0.5\n\tweigh 4 wait\n\tweigh 1 slow\n"
				   "code Staff\n\tbeside 0.5\n\tthreshold 2\n\tweigh 4 waiter\n\tweigh 3 rude\n"
				   "\tcode Till\n\t\tmatch till\n"
				   "code Price\n\tbeside 1\n\tweigh 4 dear\n"
				   "code Colour\n\tweigh 40 red\n\tmatch blue\n";
	struct fixture *f = *state;
	assert_coded(f, book, "slow", "Waiting", "0:0-1:10000");
	/* 4 over 2 is half of 4 over 1, 3 over 2 is less, and 1 over 1 half of 4 over 2. */
	assert_coded(f, book, "a wait, a waiter", "Waiting;Staff", "0:1-2:40000 1:3-4:40000");
	assert_coded(f, book, "a rude wait", "Waiting", "0:2-3:40000");
	assert_coded(f, book, "slow waiter", "Waiting;Staff", "0:0-1:10000 1:1-2:40000");
	/* Each by the share that it says itself. */
	assert_coded(f, book, "a wait, and dear", "Waiting;Price", "0:1-2:40000 3:3-4:40000");
	assert_coded(f, book, "slow wait, and dear", "Waiting", "0:0-1:10000 0:1-2:40000");
	/* What says nothing of it takes no part: neither named for less nor a measure for others. */
	assert_coded(f, book, "a blue till, a wait", "Waiting;Staff;Till;Colour",
		     "4:1-2:10000 2:2-3:10000 0:4-5:40000");
	assert_coded(f, book, "slow and red", "Waiting;Colour", "0:0-1:10000 4:2-3:400000");
}

static void single_names_what_is_furthest_above_its_threshold(void **state)
{
	struct fixture *f = *state;
	struct sd_coder *whole = f->coder;
	struct sd_codebook *book = sd_codebook_new("book",
						   SD_TEXT("code Waiting\n\tweigh 1 wait\n\tweigh 0.5 long\n"
							   "\tcode Till\n\t\tweigh 1.5 till\n"
							   "code Staff\n\tweigh 1 staff\ncode Price\n\tthreshold 2\n"
							   "\tweigh 3 dear\n"),
						   f->reader, NULL);
	assert_non_null(book);
	f->coder = sd_coder_new(book, f->nonanswers, f->reader, &f->rules);
	assert_string_equal(codes_of(f, "a long wait for staff, too dear"), "Waiting;Staff;Price");
	sd_coder_single(f->coder);
	assert_string_equal(codes_of(f, "a long wait for staff"), "Waiting");
	assert_string_equal(codes_of(f, "staff made us wait"), "Waiting");	 /* alike: the first in the book */
	assert_string_equal(codes_of(f, "a wait, staff, the till"), "Waiting;Till"); /* with those above */
	assert_string_equal(codes_of(f, "a long wait and too dear"), "Price");	 /* 1 above 2, not 0.5 above 1 */
	assert_string_equal(codes_of(f, "long"), "");
	assert_int_equal(sd_code_names(f->coder, SD_TEXT("staff made us wait"))->length, 1);
	sd_coder_free(f->coder);
	sd_codebook_free(book);
	f->coder = whole;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(codes_stand_in_the_books_order_with_those_above, set_up, tear_down),
		cmocka_unit_test_setup_teardown(non_answers_are_whole_answers, set_up, tear_down),
		cmocka_unit_test_setup_teardown(spans_are_bytes_of_the_answer_as_typed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(feelings_come_from_the_clause_then_the_sentence, set_up, tear_down),
		cmocka_unit_test_setup_teardown(long_answers_take_no_longer_than_their_bytes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_code_is_named_where_its_weights_reach_the_threshold, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(what_is_named_beside_others_comes_to_a_share_of_the_highest, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(single_names_what_is_furthest_above_its_threshold, set_up, tear_down),
		cmocka_unit_test_setup_teardown(weights_are_heard_in_a_non_answer_only_where_they_are_of_all_of_it,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(otherwise_names_what_nothing_else_does, set_up, tear_down),
		cmocka_unit_test_setup_teardown(feeling_goes_to_the_code_it_is_said_of, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_weight_is_told_of_codes_that_weigh, set_up, tear_down),
		cmocka_unit_test_setup_teardown(lists_of_non_answers_are_checked, set_up, tear_down),
	};
	if (sd_hash_init())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
