/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/hash.h"
#include "say/theme.h"

/* Six answers of each of four kinds, and four others: what goes together stands in one answer. */
static const char *const kinds[] = {"The waiting room was cold and the waiting room was full",
				    "parking cost a fortune, parking meters everywhere",
				    "A nurse explained it; the nurses were kind", "Tickets for the meter were lost"};
enum { KINDS = 4, EACH = 6, ANSWERS = KINDS * EACH };

struct fixture {
	struct sd_answer_reader *reader;
	struct sd_words *function;
	struct sd_theme_lists lists;
	struct sd_theme_counts counts;
	struct sd_theme_terms terms;
	struct sd_count *pairs;
	struct sd_themes themes;
};

/* Reads the answers from `first` on, in steps of `step`, round and round. */
static void build(struct fixture *f, size_t first, size_t step)
{
	const struct sd_answer_options options = {.language = "en", .hyphen_parts = true};
	*f = (struct fixture){.reader = sd_answer_reader_new(&options, NULL)};
	f->function = sd_words_new("list", SD_TEXT("the\nwas\nand\na\nit\nwere\nfor\n"), NULL);
	f->lists = (struct sd_theme_lists){f->function, NULL};
	f->counts = (struct sd_theme_counts){sd_count_new(1), sd_count_new(1), sd_count_new(1)};
	f->pairs = sd_count_new(1);
	for (size_t i = 0, at = first; i < ANSWERS; i++, at = (at + step) % ANSWERS)
		sd_theme_count(&f->counts, sd_answer_read(f->reader, sd_text_of(kinds[at % KINDS])), &f->lists);
	sd_theme_terms_find(&f->terms, &f->counts, f->reader);
	for (size_t i = 0, at = first; i < ANSWERS; i++, at = (at + step) % ANSWERS)
		sd_theme_pair(f->pairs, &f->terms, sd_answer_read(f->reader, sd_text_of(kinds[at % KINDS])), &f->lists);
	sd_themes_propose(&f->themes, &f->terms, f->pairs, 3);
}

static void release(struct fixture *f)
{
	sd_themes_release(&f->themes);
	sd_theme_terms_release(&f->terms);
	sd_count_free(f->pairs);
	sd_count_free(f->counts.terms);
	sd_count_free(f->counts.surfaces);
	sd_count_free(f->counts.answers);
	sd_words_free(f->function);
	sd_answer_reader_free(f->reader);
}

static int64_t answers_with(const struct fixture *f, const char *key)
{
	const int64_t *sums = sd_count_find(f->counts.terms, sd_text_of(key));
	return sums ? *sums : 0;
}

static void terms_are_counted_once_an_answer(void **state)
{
	struct fixture f;
	(void)state;
	build(&f, 0, 1);
	assert_int_equal(*sd_count_find(f.counts.answers, SD_TEXT("answers")), ANSWERS);
	assert_int_equal(answers_with(&f, "wait"), EACH);
	assert_int_equal(answers_with(&f, "wait\troom"), EACH);
	assert_int_equal(answers_with(&f, "nurs"), EACH);
	assert_int_equal(answers_with(&f, "meter"), 2 * EACH);
	assert_int_equal(answers_with(&f, "the"), 0);
	assert_int_equal(answers_with(&f, "room\twas\tcold"), EACH);	/* a function word inside */
	assert_int_equal(answers_with(&f, "the\twait"), 0);		/* none at an end */
	assert_int_equal(answers_with(&f, "it\tnurs"), 0);		/* not over a clause's end */
	assert_int_equal(answers_with(&f, "fortun\tpark"), 0);
	release(&f);
}

static void a_longer_term_stands_for_its_parts(void **state)
{
	struct fixture f;
	(void)state;
	build(&f, 0, 1);
	bool phrase = false;
	for (size_t i = 0; i < f.terms.length; i++) {
		const struct sd_theme_term *term = &f.terms.items[i];
		assert_false(sd_text_equals(term->key, "wait"));
		assert_true(term->answers >= SD_THEME_LEAST && term->answers <= ANSWERS / 2);
		if (sd_text_equals(term->key, "wait\troom\twas"))
			fail_msg("ends in a function word");
		phrase |= term->pattern.data[0] == '\'';
	}
	assert_true(phrase);
	release(&f);
}

static void themes_are_what_goes_together_in_any_order_of_answers(void **state)
{
	static const size_t starts[] = {0, 5, 11}, steps[] = {1, 5, 7};
	struct fixture first;
	(void)state;
	build(&first, 0, 1);
	assert_int_equal(first.themes.length, 3);
	for (size_t i = 0; i < 3; i++) {
		struct fixture other;
		build(&other, starts[i], steps[i]);
		assert_int_equal(other.terms.length, first.terms.length);
		assert_int_equal(other.themes.length, first.themes.length);
		for (size_t t = 0; t < first.themes.length; t++) {
			assert_int_equal(other.themes.items[t].length, first.themes.items[t].length);
			for (size_t m = 0; m < first.themes.items[t].length; m++)
				assert_true(sd_text_equal(other.terms.items[other.themes.items[t].terms[m]].key,
							  first.terms.items[first.themes.items[t].terms[m]].key));
		}
		release(&other);
	}
	/* No theme mixes the waiting room with the nurses, which never meet. */
	for (size_t t = 0; t < first.themes.length; t++) {
		bool room = false, nurse = false;
		for (size_t m = 0; m < first.themes.items[t].length; m++) {
			struct sd_text key = first.terms.items[first.themes.items[t].terms[m]].key;
			room |= strstr(key.data, "room") != NULL;
			nurse |= strstr(key.data, "nurs") != NULL;
		}
		assert_false(room && nurse);
	}
	release(&first);
}

static void nothing_makes_no_themes(void **state)
{
	struct sd_theme_counts counts = {sd_count_new(1), sd_count_new(1), sd_count_new(1)};
	struct sd_count *pairs = sd_count_new(1);
	struct sd_theme_terms terms;
	struct sd_themes themes;
	(void)state;
	sd_theme_terms_find(&terms, &counts, NULL);
	assert_int_equal(terms.length, 0);
	sd_themes_propose(&themes, &terms, pairs, 10);
	assert_int_equal(themes.length, 0);
	sd_themes_release(&themes);
	sd_theme_terms_release(&terms);
	sd_count_free(pairs);
	sd_count_free(counts.terms);
	sd_count_free(counts.surfaces);
	sd_count_free(counts.answers);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(terms_are_counted_once_an_answer),
		cmocka_unit_test(a_longer_term_stands_for_its_parts),
		cmocka_unit_test(themes_are_what_goes_together_in_any_order_of_answers),
		cmocka_unit_test(nothing_makes_no_themes),
	};
	if (sd_hash_init())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
