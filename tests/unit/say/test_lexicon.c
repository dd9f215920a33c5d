/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "say/lexicon.h"
#include "say/lexicon_word.h"
#include "say/words.h"

static struct sd_lexicon *lexicon_of(const char *content)
{
	struct sd_error err = SD_ERROR_INIT;
	struct sd_lexicon *lexicon = sd_lexicon_new();
	if (sd_lexicon_add(lexicon, "list.tsv", sd_text_of(content), &err))
		fail_msg("%s", err.message.data);
	sd_error_release(&err);
	return lexicon;
}

/* The length of the match at the words of `answer`, which blanks part; its weight in *weight. */
static size_t match(const struct sd_lexicon *lexicon, const char *answer, int32_t *weight)
{
	struct sd_text words[16];
	size_t count = 0;
	for (const char *at = answer; *at && count < 16; count++) {
		const char *end = strchr(at, ' ');
		size_t length = end ? (size_t)(end - at) : strlen(at);
		words[count] = (struct sd_text){at, length};
		at += length + (end != NULL);
	}
	struct sd_lexicon_match found;
	if (!sd_lexicon_match(lexicon, words, count, &found))
		return 0;
	if (weight)
		*weight = found.weight;
	return found.length;
}

static void test_longest_phrase_wins(void **state)
{
	(void)state;
	struct sd_lexicon *lexicon = lexicon_of("waste\t-2\nwaste of\t-2.5\nwaste of time\t-3.25\nno\t-1\n");
	int32_t weight = 0;
	assert_int_equal(match(lexicon, "waste of time and money", &weight), 3);
	assert_int_equal(weight, -32500);
	assert_int_equal(match(lexicon, "waste of money", &weight), 2);
	assert_int_equal(weight, -25000);
	assert_int_equal(match(lexicon, "waste paper", &weight), 1);
	assert_int_equal(match(lexicon, "of time", &weight), 0);
	assert_int_equal(sd_lexicon_count(lexicon), 4);
	sd_lexicon_free(lexicon);
}

static void test_wildcards(void **state)
{
	(void)state;
	struct sd_lexicon *lexicon =
		lexicon_of("disappoint*\t-3\ndisappointed\t-2\ndisappointing*\t-1\ncan't praise * enough\t4\n"
			   "hotel* near\t1\n");
	int32_t weight = 0;
	assert_int_equal(match(lexicon, "disappoint", &weight), 1);
	assert_int_equal(weight, -30000);
	assert_int_equal(match(lexicon, "disappointment", &weight), 1);
	assert_int_equal(weight, -30000);
	assert_int_equal(match(lexicon, "disappointed", &weight), 1);
	assert_int_equal(weight, -20000);
	assert_int_equal(match(lexicon, "disappointingly", &weight), 1);
	assert_int_equal(weight, -10000);
	assert_int_equal(match(lexicon, "disappoin", &weight), 0);
	assert_int_equal(match(lexicon, "can't praise them enough", &weight), 4);
	assert_int_equal(match(lexicon, "can't praise the staff enough", &weight), 0);
	assert_int_equal(match(lexicon, "hotels near", &weight), 2);
	assert_int_equal(match(lexicon, "hotels", &weight), 0);
	sd_lexicon_free(lexicon);
}

static void test_normal_forms(void **state)
{
	(void)state;
	struct sd_lexicon *lexicon = lexicon_of(
		"\xEF\xBB\xBF# a head\n\nDON\xE2\x80\x99T Recommend\t-3\r\nwell-made\t2.4\n:-)\t2\n#fail\t-2\n");
	int32_t weight = 0;
	assert_int_equal(match(lexicon, "don't recommend", &weight), 2);
	assert_int_equal(match(lexicon, "well made", &weight), 2);
	assert_int_equal(match(lexicon, ":)", &weight), 1);
	assert_int_equal(weight, 20000);
	assert_int_equal(sd_lexicon_count(lexicon), 4);
	sd_lexicon_free(lexicon);
}

static void test_words_of_tokens(void **state)
{
	(void)state;
	static const struct {
		const char *normal;
		uint8_t kind;
		const char *words[4];
	} cases[] = {
		{"user-friendly", SD_TOKEN_WORD, {"user", "friendly", NULL}},
		{"state-of-art", SD_TOKEN_WORD, {"state", "of", "art", NULL}},
		{"l'accueil", SD_TOKEN_WORD, {"l'", "accueil", NULL}},
		{"mi-d'ottobre", SD_TOKEN_WORD, {"mi", "d'", "ottobre", NULL}},
		{"don't", SD_TOKEN_WORD, {"don't", NULL}},
		{"we'll", SD_TOKEN_WORD, {"we'll", NULL}},
		{":'(((", SD_TOKEN_EMOJI, {":'(((", NULL}},
		{":-)", SD_TOKEN_EMOJI, {":-)", NULL}},
		{"-5", SD_TOKEN_NUMBER, {"-5", NULL}},
		{"#fail", SD_TOKEN_HASHTAG, {"fail", NULL}},
		{"plain", SD_TOKEN_WORD, {"plain", NULL}},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sd_token token = {.normal = sd_text_of(cases[i].normal), .kind = cases[i].kind};
		struct sd_text rest = sd_lexicon_word_form(&token), word;
		size_t count = 0;
		while (sd_lexicon_next_word(&rest, &word)) {
			assert_non_null(cases[i].words[count]);
			assert_true(sd_text_equals(word, cases[i].words[count]));
			count++;
		}
		assert_null(cases[i].words[count]);
	}
}

/* Terms and answers are cut alike, and a term reads as it was written. */
static void test_elisions(void **state)
{
	(void)state;
	struct sd_lexicon *lexicon = lexicon_of("j'aime bien\t2\nd'accord\t1\nl'oreil*\t3\n");
	static const struct sd_text aime[] = {{"j'", 2}, {"aime", 4}, {"bien", 4}},
				    accord[] = {{"d'", 2}, {"accord", 6}}, oreille[] = {{"l'", 2}, {"oreille", 7}};
	struct sd_lexicon_match match;
	int32_t weight;
	assert_true(sd_lexicon_match(lexicon, aime, 3, &match) && match.length == 3 && match.weight == 20000);
	assert_true(sd_text_equals(sd_lexicon_entry(lexicon, match.entry, &weight), "j'aime bien"));
	assert_true(sd_lexicon_match(lexicon, accord, 2, &match) && match.weight == 10000);
	assert_true(sd_lexicon_match(lexicon, oreille, 2, &match) && match.weight == 30000);
	sd_lexicon_free(lexicon);
}

/* What a condition makes of a term, and where it stands. */
static void test_conditions(void **state)
{
	(void)state;
	struct sd_lexicon *lexicon = lexicon_of("kind\t2\t@not-before:of|a*\nlike\t1\t@after:i|WE\tnotes\n"
						"like\t0.5\t@at-end\nlike\t-1\n"
						"fine\t1.5\t@alone\nno\t-1\t@at-start not-alone\nno\t-0.5\tnotes\n");
	static const struct {
		const char *before, *word, *behind;
		size_t earlier, later; /* words over marks */
		int32_t weight;	       /* 0: none */
	} cases[] = {
		{NULL, "kind", NULL, 0, 0, 20000},	 {NULL, "kind", "of", 0, 0, 0},	  {NULL, "kind", "and", 0, 0, 0},
		{NULL, "kind", "nurse", 0, 0, 20000},	 {"i", "like", "it", 0, 0, 10000}, {"we", "like", "it", 0, 0, 10000},
		{"looks", "like", "it", 0, 0, -10000},	 {"looks", "like", NULL, 0, 0, 5000},
		{"looks", "like", NULL, 0, 1, -10000},	 {NULL, "fine", NULL, 0, 0, 15000}, {NULL, "fine", NULL, 0, 1, 0},
		{NULL, "fine", NULL, 1, 0, 0},		 {NULL, "no", "it", 0, 0, -10000}, {NULL, "no", NULL, 0, 0, -5000},
		{NULL, "no", "it", 3, 0, -5000},
	};
	assert_true(sd_lexicon_has_conditions(lexicon));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sd_text words[3];
		size_t count = 0, at = 0;
		if (cases[i].before)
			words[at = count++, 0] = sd_text_of(cases[i].before);
		at = count;
		words[count++] = sd_text_of(cases[i].word);
		if (cases[i].behind)
			words[count++] = sd_text_of(cases[i].behind);
		const struct sd_lexicon_around around = {at, at + cases[i].earlier,
							 count + cases[i].earlier + cases[i].later};
		struct sd_lexicon_match match = {0, 0, 0};
		bool found = sd_lexicon_match_around(lexicon, words + at, count - at, &around, &match);
		if (found != (cases[i].weight != 0) || match.weight != cases[i].weight)
			fail_msg("case %zu: %d", i, (int)match.weight);
	}
	/* The conditions are part of the hash, and stay when a later file brings other entries. */
	struct sd_lexicon *other = lexicon_of("kind\t2\nlike\t-1\nno\t-0.5\n");
	char one[SD_HASH_HEX], two[SD_HASH_HEX];
	sd_lexicon_hash(lexicon, one);
	sd_lexicon_hash(other, two);
	assert_string_not_equal(one, two);
	assert_false(sd_lexicon_has_conditions(other));
	assert_int_equal(sd_lexicon_add(lexicon, "later", SD_TEXT("like\t3\t@after:i\n"
								  "like\t2\t@after:i|we\n"), NULL), 0);
	assert_int_equal(sd_lexicon_count(lexicon), 8);
	sd_lexicon_free(lexicon);
	sd_lexicon_free(other);
}

static void test_broken_conditions(void **state)
{
	(void)state;
	static const struct {
		const char *content, *said;
	} cases[] = {
		{"good\t2\nkind\t2\t@noun\n", "line 2, column 9: no condition that is known: \"@noun\""},
		{"kind\t2\t@\n", "no condition behind the @"},
		{"kind\t2\t@before\n", "a condition without its words"},
		{"kind\t2\t@at-start before:\n", "line 1, column 18: a condition without its words"},
		{"kind\t2\t@before:of||a\n", "a condition without its words"},
		{"kind\t2\t@alone:of\n", "a condition with words that takes none"},
		{"kind\t2\t@alone\nkind\t1\t@alone\n", "line 2, column 1: a term for the second time"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sd_error err = SD_ERROR_INIT;
		struct sd_lexicon *lexicon = sd_lexicon_new();
		assert_int_equal(sd_lexicon_add(lexicon, "words.tsv", sd_text_of(cases[i].content), &err), -1);
		if (!strstr(err.message.data, cases[i].said))
			fail_msg("%s", err.message.data);
		sd_error_release(&err);
		sd_lexicon_free(lexicon);
	}
}

static void test_head(void **state)
{
	(void)state;
	struct sd_lexicon *lexicon = lexicon_of("# Not the head\n# name: mine\n# version: 3\n# language: de\n"
						"# range: -5 5\n# negators-follow: yes\ngut\t5\nschlecht\t-2.5\n");
	int32_t weight = 0;
	assert_true(sd_text_equals(sd_lexicon_about(lexicon, "name"), "mine"));
	assert_true(sd_text_equals(sd_lexicon_about(lexicon, "version"), "3"));
	assert_int_equal(sd_lexicon_about(lexicon, "licence").length, 0);
	assert_true(sd_lexicon_negators_follow(lexicon));
	assert_int_equal(match(lexicon, "gut", &weight), 1);
	assert_int_equal(weight, 40000);
	assert_int_equal(match(lexicon, "schlecht", &weight), 1);
	assert_int_equal(weight, -20000);
	sd_lexicon_free(lexicon);
}

static void test_malformed_lines_are_told(void **state)
{
	(void)state;
	static const struct {
		const char *content, *said[3];
	} cases[] = {
		{"good\t2\nbad -2\n", {"list.tsv: line 2, column 7", "no TAB", "term, TAB, weight"}},
		{"good\ttwo\n", {"line 1, column 6", "not a weight: \"two\"", "-1.5"}},
		{"good\t\n", {"line 1, column 6", "no weight", "-1.5"}},
		{"good\t2,5\n", {"line 1", "not a weight: \"2,5\"", "point"}},
		{"good\t1.23456\n", {"line 1", "not a weight", "four decimals"}},
		{"good\t2x\ta note\n", {"line 1", "not a weight", "number"}},
		{"good\t1e3\n", {"line 1", "not a weight", "number"}},
		{"good\t-\n", {"line 1", "not a weight", "number"}},
		{"good\t4.1\n", {"line 1, column 6", "out of range: \"4.1\"", "-4 to 4"}},
		{"# range: 0 1\ngood\t-0.1\n", {"line 2", "out of range", "head of the file"}},
		{"# range: 4\ngood\t1\n", {"line 1, column 10", "not a range: \"4\"", "-4 4"}},
		{"\t2\n", {"line 1, column 1", "no term", "term, TAB, weight"}},
		{"caf\xE9\t2\n", {"line 1, column 4", "not UTF-8", "save the file as UTF-8"}},
		{"good\t2\nbad\t-2\nGOOD\t1\n", {"line 3", "second time: \"good\"", "line 1"}},
		{"\xC2\xAD\t2\n", {"line 1, column 1", "nothing that can be seen", "term, TAB, weight"}},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sd_error err = SD_ERROR_INIT;
		struct sd_lexicon *lexicon = sd_lexicon_new();
		assert_int_equal(sd_lexicon_add(lexicon, "list.tsv", sd_text_of(cases[i].content), &err), -1);
		for (size_t k = 0; k < 3; k++)
			if (!strstr(err.message.data, cases[i].said[k]))
				fail_msg("\"%s\" does not say \"%s\"", err.message.data, cases[i].said[k]);
		sd_error_release(&err);
		sd_lexicon_free(lexicon);
	}
}

static void test_same_term_same_weight_is_one_entry(void **state)
{
	(void)state;
	struct sd_lexicon *lexicon = lexicon_of("good\t2\ta note\nGood\t2.0\n");
	assert_int_equal(sd_lexicon_count(lexicon), 1);
	sd_lexicon_free(lexicon);
}

static void test_later_file_stands(void **state)
{
	(void)state;
	struct sd_error err = SD_ERROR_INIT;
	struct sd_lexicon *lexicon = lexicon_of("good\t2\nsick\t-2.6\n");
	int32_t weight = 0;
	assert_int_equal(sd_lexicon_add(lexicon, "mine.tsv", SD_TEXT("sick\t3\nzesty\t1\n"), &err), 0);
	assert_int_equal(sd_lexicon_count(lexicon), 3);
	assert_int_equal(match(lexicon, "sick", &weight), 1);
	assert_int_equal(weight, 30000);
	assert_int_equal(match(lexicon, "good", &weight), 1);
	assert_int_equal(weight, 20000);
	struct sd_lexicon_match found;
	struct sd_text zesty = SD_TEXT("zesty");
	assert_true(sd_lexicon_match(lexicon, &zesty, 1, &found));
	assert_true(sd_text_equals(sd_lexicon_entry(lexicon, found.entry, &weight), "zesty"));
	assert_int_equal(weight, 10000);
	sd_lexicon_free(lexicon);
}

static void test_hash_names_the_content(void **state)
{
	(void)state;
	struct sd_lexicon *one = lexicon_of("good\t2\nnot bad\t1.5\n");
	struct sd_lexicon *other = lexicon_of("# a comment\nNot  Bad\t1.50\n\ngood\t+2\n");
	struct sd_lexicon *third = lexicon_of("good\t2\nnot bad\t1.6\n");
	char a[SD_HASH_HEX], b[SD_HASH_HEX], c[SD_HASH_HEX];
	sd_lexicon_hash(one, a);
	sd_lexicon_hash(other, b);
	sd_lexicon_hash(third, c);
	assert_int_equal(strlen(a), SD_HASH_HEX - 1);
	assert_string_equal(a, b);
	assert_string_not_equal(a, c);
	sd_lexicon_free(one);
	sd_lexicon_free(other);
	sd_lexicon_free(third);
}

static void test_entries_are_ordered(void **state)
{
	(void)state;
	struct sd_lexicon *lexicon = lexicon_of("b\t1\na b\t1\nc\t1\na\t1\na*\t1\n");
	struct sd_text last = {NULL, 0};
	int32_t weight;
	assert_int_equal(sd_lexicon_count(lexicon), 5);
	for (size_t i = 0; i < 5; i++) {
		struct sd_text term = sd_lexicon_entry(lexicon, i, &weight);
		assert_true(sd_text_compare(last, term) < 0);
		last = term;
	}
	sd_lexicon_free(lexicon);
}

static void test_empty_content(void **state)
{
	(void)state;
	struct sd_lexicon *lexicon = lexicon_of("");
	assert_int_equal(sd_lexicon_count(lexicon), 0);
	assert_int_equal(match(lexicon, "anything", NULL), 0);
	sd_lexicon_free(lexicon);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_longest_phrase_wins),
		cmocka_unit_test(test_wildcards),
		cmocka_unit_test(test_normal_forms),
		cmocka_unit_test(test_words_of_tokens),
		cmocka_unit_test(test_elisions),
		cmocka_unit_test(test_conditions),
		cmocka_unit_test(test_broken_conditions),
		cmocka_unit_test(test_head),
		cmocka_unit_test(test_malformed_lines_are_told),
		cmocka_unit_test(test_same_term_same_weight_is_one_entry),
		cmocka_unit_test(test_later_file_stands),
		cmocka_unit_test(test_hash_names_the_content),
		cmocka_unit_test(test_entries_are_ordered),
		cmocka_unit_test(test_empty_content),
	};
	if (sd_hash_init())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
