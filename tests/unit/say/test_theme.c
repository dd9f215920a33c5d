/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/hash.h"
#include "say/theme_book.h"

/* Six answers of each of four kinds, and four others: what goes together stands in one answer. */
static const char *const kinds[] = {"The waiting room was cold and the waiting room was full",
				    "parking cost a fortune, parking meters everywhere",
				    "A nurse explained it; the nurses were kind", "Tickets for the meter were lost"};
enum { KINDS = 4, EACH = 6, ANSWERS = KINDS * EACH };

struct fixture {
	struct sd_answer_reader *reader;
	struct sd_words *function;
	struct sd_term_lists lists;
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
	f->lists = (struct sd_term_lists){f->function, NULL, NULL};
	f->counts = (struct sd_theme_counts){sd_count_new(1), sd_count_new(1), sd_count_new(1)};
	f->pairs = sd_count_new(SD_THEME_FOLDS);
	for (size_t i = 0, at = first; i < ANSWERS; i++, at = (at + step) % ANSWERS)
		sd_theme_count(&f->counts, sd_answer_read(f->reader, sd_text_of(kinds[at % KINDS])), &f->lists);
	sd_theme_terms_find(&f->terms, &f->counts, &f->lists, f->reader);
	/* Halves, counted apart. */
	for (size_t half = 0; half < 2; half++) {
		struct sd_theme_pairs pairs;
		sd_theme_pairs_init(&pairs, &f->terms);
		for (size_t i = half * ANSWERS / 2, at = (first + i * step) % ANSWERS; i < (half + 1) * ANSWERS / 2;
		     i++, at = (at + step) % ANSWERS)
			sd_theme_pair(&pairs, &f->terms, sd_answer_read(f->reader, sd_text_of(kinds[at % KINDS])),
				      &f->lists);
		assert_int_equal(sd_theme_pairs_add(f->pairs, &pairs, NULL), 0);
		sd_theme_pairs_release(&pairs);
	}
	sd_themes_propose(&f->themes, &f->terms, f->pairs, SD_THEME_FACTORS, 3);
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
			const struct sd_theme *one = &first.themes.items[t], *same = &other.themes.items[t];
			assert_int_equal(same->length, one->length);
			for (size_t p = 0; p < one->length; p++) {
				assert_int_equal(same->patterns[p].weight, one->patterns[p].weight);
				assert_int_equal(same->patterns[p].term, one->patterns[p].term);
			}
			assert_int_equal(same->label[0], one->label[0]);
			assert_true(same->coherence == one->coherence && same->stability == one->stability);
		}
		release(&other);
	}
	/* No theme mixes the waiting room with the nurses, which never meet. */
	for (size_t t = 0; t < first.themes.length; t++) {
		bool room = false, nurse = false;
		for (size_t m = 0; m < first.themes.items[t].length; m++) {
			struct sd_text key = first.terms.items[first.themes.items[t].patterns[m].term].key;
			room |= strstr(key.data, "room") != NULL;
			nurse |= strstr(key.data, "nurs") != NULL;
		}
		assert_false(room && nurse);
	}
	release(&first);
}

static void pairs_are_counted_once_an_answer_by_fold(void **state)
{
	struct fixture f;
	struct sd_theme_pairs pairs;
	(void)state;
	build(&f, 0, 1);
	sd_theme_pairs_of(&pairs, f.pairs, &f.terms);
	size_t cost = (size_t)*sd_count_find(f.terms.index, SD_TEXT("cost\ta\tfortun")) - 1;
	size_t meters = (size_t)*sd_count_find(f.terms.index, SD_TEXT("meter")) - 1;
	int64_t both = 0, alone = 0, all = 0;
	for (size_t fold = 0; fold < SD_THEME_FOLDS; fold++) {
		both += pairs.sums[sd_theme_pair_at(cost, meters) + fold];
		alone += pairs.sums[sd_theme_pair_at(meters, meters) + fold];
		all += pairs.sums[sd_theme_pair_at(0, f.terms.length) + fold];
	}
	assert_int_equal(both, EACH);
	assert_int_equal(alone, 2 * EACH);
	assert_int_equal(all, ANSWERS);
	sd_theme_pairs_release(&pairs);
	release(&f);
}

/* Every theme's book line is read as it was meant, no two have one name, and each word names one theme. */
static void the_book_reads_back(void **state)
{
	struct fixture f;
	struct sd_str book = SD_STR_INIT;
	struct sd_error err = {0};
	(void)state;
	build(&f, 0, 1);
	sd_themes_add_book(&f.themes, &f.terms, NULL, NULL, 0, &book);
	struct sd_codebook *read = sd_codebook_new("book", sd_str_text(&book), f.reader, &err);
	assert_non_null(read);
	assert_int_equal(sd_codebook_length(read), f.themes.length);
	for (size_t t = 0; t < f.themes.length; t++)
		for (size_t p = 0; p < f.themes.items[t].length; p++)
			for (size_t u = 0; u < t; u++)
				for (size_t q = 0; q < f.themes.items[u].length; q++)
					assert_int_not_equal(f.themes.items[t].patterns[p].term,
							     f.themes.items[u].patterns[q].term);
	sd_codebook_free(read);
	sd_str_release(&book);
	release(&f);
}

static void the_number_tried_first_grows_with_the_answers(void **state)
{
	(void)state;
	assert_int_equal(sd_themes_middle(0), 3);
	assert_int_equal(sd_themes_middle(20), 3);
	assert_int_equal(sd_themes_middle(771), 6);
	assert_int_equal(sd_themes_middle(1000000), 15);
}

/* What a changed partial may claim: more with both than with either, fewer than none, more than all. */
static void impossible_counts_do_no_harm(void **state)
{
	static const int64_t claims[] = {-5, 1000000, INT64_MAX / 2, 0};
	(void)state;
	for (size_t c = 0; c < sizeof claims / sizeof *claims; c++) {
		struct fixture f;
		struct sd_themes themes;
		build(&f, 0, 1);
		struct sd_theme_pairs pairs;
		sd_theme_pairs_of(&pairs, f.pairs, &f.terms);
		for (size_t i = 0; i < f.terms.length; i += 2)
			for (size_t j = 0; j <= i; j += 3)
				pairs.sums[sd_theme_pair_at(i, j)] = claims[c];
		struct sd_count *count = sd_count_new(SD_THEME_FOLDS);
		assert_int_equal(sd_theme_pairs_add(count, &pairs, NULL), 0);
		for (size_t wanted = 0; wanted < 6; wanted += 5) {
			sd_themes_propose(&themes, &f.terms, count, SD_THEME_FACTORS, wanted);
			for (size_t t = 0; t < themes.length; t++)
				for (size_t p = 0; p < themes.items[t].length; p++)
					assert_true(themes.items[t].patterns[p].weight > 0);
			sd_themes_release(&themes);
		}
		sd_count_free(count);
		sd_theme_pairs_release(&pairs);
		release(&f);
	}
}

/* "parked" is in no list, but its stem is nearly always met as "parking", which is: the pattern would find that. */
static void a_stem_nearly_always_met_in_a_listed_form_is_no_candidate(void **state)
{
	static const char *const answers[] = {"Parked. Parking. Parking. Parking. Parking. Parking. Parking. Parking. "
					      "Parking. "
					      "Parking. Parking. Parking.",
					      "Parked. Parking. Parking."};
	static const char *const lists[] = {"the\n", "parking\n", "parking\n"};
	static const char *const surfaces[] = {"parking", NULL, "parked"};
	(void)state;
	for (size_t c = 0; c < 3; c++) {
		struct fixture f;
		struct sd_theme_terms terms;
		build(&f, 0, 1);
		struct sd_words *generic = sd_words_new("list", sd_text_of(lists[c]), NULL);
		struct sd_term_lists wanted = {f.function, generic, NULL};
		struct sd_theme_counts counts = {sd_count_new(1), sd_count_new(1), sd_count_new(1)};
		for (size_t i = 0; i < ANSWERS; i++)
			sd_theme_count(&counts,
				       sd_answer_read(f.reader,
						      sd_text_of(i < 3 ? answers[c == 2] : "a nurse was kind")),
				       &wanted);
		sd_theme_terms_find(&terms, &counts, &wanted, f.reader);
		const int64_t *place = sd_count_find(terms.index, SD_TEXT("park"));
		assert_int_equal(place != NULL, surfaces[c] != NULL);
		if (place)
			assert_true(sd_text_equals(terms.items[*place - 1].surface, surfaces[c]));
		sd_theme_terms_release(&terms);
		sd_count_free(counts.terms);
		sd_count_free(counts.surfaces);
		sd_count_free(counts.answers);
		sd_words_free(generic);
		release(&f);
	}
}

static void nothing_makes_no_themes(void **state)
{
	struct sd_theme_counts counts = {sd_count_new(1), sd_count_new(1), sd_count_new(1)};
	struct sd_count *pairs = sd_count_new(SD_THEME_FOLDS);
	struct sd_theme_terms terms;
	struct sd_themes themes;
	(void)state;
	sd_theme_terms_find(&terms, &counts, &(struct sd_term_lists){NULL, NULL, NULL}, NULL);
	assert_int_equal(terms.length, 0);
	sd_themes_propose(&themes, &terms, pairs, SD_THEME_FACTORS, 10);
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
		cmocka_unit_test(pairs_are_counted_once_an_answer_by_fold),
		cmocka_unit_test(the_book_reads_back),
		cmocka_unit_test(the_number_tried_first_grows_with_the_answers),
		cmocka_unit_test(impossible_counts_do_no_harm),
		cmocka_unit_test(a_stem_nearly_always_met_in_a_listed_form_is_no_candidate),
		cmocka_unit_test(nothing_makes_no_themes),
	};
	if (sd_hash_init())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
