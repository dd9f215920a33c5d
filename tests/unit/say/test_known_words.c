/* SPDX-License-Identifier: MIT */
#include "say/known_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "say/words.h"

static struct sd_lexicon *lexicon_of(const char *content)
{
	struct sd_lexicon *lexicon = sd_lexicon_new();
	struct sd_error err = SD_ERROR_INIT;
	assert_int_equal(sd_lexicon_add(lexicon, "lexicon", sd_text_of(content), &err), 0);
	return lexicon;
}

static uint64_t next(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return *state >> 33;
}

/* A word of 1 to 20 of few letters, so that many are asked for again, and many share a slot, ends or beginnings. */
static struct sd_text word_of(uint64_t *state, char bytes[20])
{
	static const char letters[] = "aab-";
	size_t length = next(state) % 20 + 1;
	for (size_t i = 0; i < length; i++)
		bytes[i] = letters[next(state) % 4];
	return (struct sd_text){bytes, length};
}

static void what_is_remembered_is_what_looking_says(void **state)
{
	struct sd_lexicon *lexicon = lexicon_of("a\t1\nab\t2\naab a\t-1\nba*\t3\naaaaaaaaaaaaaaaaaaaa\t1\n");
	struct sd_words *negators = sd_words_new("negators", SD_TEXT("b\naa\nabab\n"), NULL);
	struct sd_words *boosters = sd_words_new("boosters", SD_TEXT("bb\naaa\n"), NULL);
	struct sd_sentiment_rules rules = {.lexicon = lexicon, .negators = negators, .intensifiers = boosters,
					   .diminishers = boosters, .without = SD_SHIFT_DIMINISHED};
	struct sd_known_words *known = sd_known_words_new(&rules);
	uint64_t random = 7;
	size_t begun = 0, denied = 0;
	(void)state;
	for (size_t i = 0; i < 100000; i++) {
		char bytes[20];
		struct sd_text word = word_of(&random, bytes);
		const struct sd_known_word *told = sd_known_word(known, word);
		const struct sd_lexicon_begin begin = sd_lexicon_begin_of(lexicon, word);
		assert_int_equal(told->entry.node, begin.node);
		assert_int_equal(told->entry.prefix, begin.prefix);
		assert_int_equal(told->phrase.node, 0);
		assert_int_equal(told->negator, sd_words_has(negators, word));
		assert_int_equal(told->intensifier, sd_words_has(boosters, word));
		assert_false(told->diminisher || told->contrast);
		assert_int_equal(told->cut, memchr(word.data, '-', word.length) != NULL);
		begun += begin.node || begin.prefix;
		denied += told->negator;
	}
	assert_true(begun > 10000 && denied > 1000);
	sd_known_words_free(known);
	sd_words_free(negators);
	sd_words_free(boosters);
	sd_lexicon_free(lexicon);
}

/* From the beginning on, an entry is found as from the first word on. */
static void goes_on(const char *content)
{
	struct sd_lexicon *lexicon = lexicon_of(content);
	static const char *const words[] = {"a", "b", "ab", "bb", "bbb", "abb", "x"};
	uint64_t random = 11;
	size_t matched = 0;
	for (size_t i = 0; i < 20000; i++) {
		struct sd_text texts[4];
		size_t count = next(&random) % 4 + 1;
		for (size_t w = 0; w < count; w++)
			texts[w] = sd_text_of(words[next(&random) % 7]);
		struct sd_lexicon_match one, other;
		bool found = sd_lexicon_match(lexicon, texts, count, &one);
		assert_int_equal(sd_lexicon_match_from(lexicon, sd_lexicon_begin_of(lexicon, *texts), texts, count,
						       NULL, &other),
				 found);
		if (found)
			assert_true(one.length == other.length && one.weight == other.weight &&
				    one.entry == other.entry);
		matched += found;
	}
	assert_true(matched > 1000 && matched < 20000);
	sd_lexicon_free(lexicon);
}

static void a_match_goes_on_from_where_it_begins(void **state)
{
	(void)state;
	goes_on("a\t1\na b\t2\nb a b\t-1\nbb a*\t3\nab b bb\t2\nbbb b b a\t2\n");
	goes_on("a\t1\na b\t2\nb a b\t-1\nb\t0.5\nbb a*\t3\na* a\t1\nab b bb\t2\nbbb* a\t1\n");
	goes_on("a b\t2\nb a b\t-1\nbb a*\t3\n* bbb\t2\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_remembered_is_what_looking_says),
		cmocka_unit_test(a_match_goes_on_from_where_it_begins),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
