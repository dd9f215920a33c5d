/* SPDX-License-Identifier: MIT */
/* Recentring by hand, and the whole of what was to be expected over logs whose customers are known. */
#include "gap_of.h"

#include <math.h>

#include "worlds/gap.h"

static void within(double got, double wanted, double error)
{
	if (!(fabs(got - wanted) <= error))
		fail_msg("%.12g, not %.12g", got, wanted);
}

/* κ = Σ observed / Σ forecast, cell by cell; π* is at most 1. */
static void kappa_by_hand(void **state)
{
	(void)state;
	struct sd_subject unasked[] = {
		{.cell = 0, .forecast = true, .pi = 0.5, .value = 10, .stay = 1, .spend = 30, .weight = 1},
		{.cell = 0, .forecast = true, .pi = 0.3, .value = 30, .stay = 0, .spend = 0, .weight = 1},
		{.cell = 1, .forecast = true, .pi = 0.4, .value = 5, .stay = 1, .spend = 4, .weight = 1},
		{.cell = 1, .forecast = true, .pi = 0.2, .value = NAN, .stay = 1, .spend = 9, .weight = 1},
	};
	struct sd_recentring kappa[2];
	struct sd_expectation expectation = {.unasked = unasked,
					     .unasked_length = 4,
					     .cells = 2,
					     .recentring = kappa,
					     .forecast = true,
					     .valued = true};
	sd_recentre(&expectation, NULL, kappa);
	within(kappa[0].stay, 1 / 0.8, 1e-12);
	within(kappa[0].value, 30.0 / 40, 1e-12);
	within(kappa[1].stay, 2 / 0.6, 1e-12);
	within(kappa[1].value, 4.0 / 5, 1e-12);
	struct sd_subject one = {.cell = 1, .forecast = true, .pi = 0.25, .value = 10};
	within(sd_expected_stay(&expectation, kappa, &one), 0.25 * 2 / 0.6, 1e-12);
	within(sd_expected_value(&expectation, kappa, &one), 8, 1e-12);
	one.pi = 0.4;
	within(sd_expected_stay(&expectation, kappa, &one), 1, 0);
	one.forecast = false;
	assert_true(isnan(sd_expected_stay(&expectation, kappa, &one)));
	const double weights[] = {2, 1, 0, 0};
	sd_recentre(&expectation, weights, kappa);
	within(kappa[0].stay, 2 / 1.3, 1e-12);
	within(kappa[0].value, 60.0 / 50, 1e-12);
	assert_true(isnan(kappa[1].stay));
}

/* Cells have thirty unasked customers or more, each subject is in one of its own, and in each the unasked get what they
 * got: Σ m* = Σ y. */
static void cells_are_large_and_centred(void **state)
{
	(void)state;
	struct gap_plan plan = gap_plan_of(GAP_SEASONAL, 5, false);
	struct gap_world gap;
	struct sd_arena arena = SD_ARENA_INIT;
	assert_int_equal(gap_world_make(&gap, &plan, &arena), 0);
	const struct sd_expectation *expectation = &gap.expectation;
	assert_true(expectation->cells >= 3 && expectation->unasked_length > 300);
	double *y = sd_calloc(expectation->cells, sizeof *y), *m = sd_calloc(expectation->cells, sizeof *m);
	size_t *n = sd_calloc(expectation->cells, sizeof *n);
	for (size_t i = 0; i < expectation->unasked_length; i++) {
		const struct sd_subject *subject = expectation->unasked + i;
		assert_true(subject->cell < expectation->cells);
		n[subject->cell]++;
		y[subject->cell] += subject->spend;
		m[subject->cell] += sd_expected_value(expectation, expectation->recentring, subject);
	}
	for (size_t cell = 0; cell < expectation->cells; cell++) {
		assert_true(n[cell] >= SD_RECENTRE_LEAST);
		within(m[cell], y[cell], 1e-6 * y[cell] + 1e-9);
	}
	for (size_t i = 0; i < expectation->asked_length; i++) {
		const struct sd_subject *subject = expectation->asked + i;
		assert_true(subject->cell < expectation->cells);
		if (subject->forecast)
			assert_int_equal(subject->judged, subject->psi >= 0.5);
		if (i)
			assert_true(sd_text_compare(subject[-1].key, subject->key) < 0);
	}
	free(y);
	free(m);
	free(n);
	gap_world_release(&gap);
	sd_arena_release(&arena);
}

/* --- from texts --------------------------------------------------------------------------------------------------- */

struct texts {
	struct sd_str log, survey, backward, roster;
};

/* Everyone whose number ends in 0 to 3 answers in the middle of the log; `asked` of the others were asked and did
 * not. */
static void make_texts(struct texts *texts, size_t customers, bool all_asked)
{
	struct world_plan plan = WORLD_PLAN;
	struct world world;
	plan.customers = customers;
	plan.days = 600;
	plan.r = 2;
	plan.alpha = 4;
	world_make(&world, &plan);
	*texts = (struct texts){SD_STR_INIT, SD_STR_INIT, SD_STR_INIT, SD_STR_INIT};
	world_rows(&world, sd_day_of(2024, 1, 1), &texts->log);
	sd_str_adds(&texts->survey, "id,date,score,store,codes\n");
	sd_str_adds(&texts->backward, "id,date,score,store,codes\n");
	sd_str_adds(&texts->roster, "id,invited\n");
	for (size_t i = 0; i < customers; i++) {
		sd_str_addf(&texts->roster, "%06zu,%d\n", i, i % 10 < 4 || all_asked);
		for (int back = 0; back < 2; back++) {
			size_t at = back ? customers - 1 - i : i;
			if (at % 10 < 4)
				sd_str_addf(back ? &texts->backward : &texts->survey,
					    "%06zu,2025-0%zu-%02zu,%zu,%c,%s\n", at, 2 + at % 3, 1 + at % 27,
					    at * 7 % 11, (char)('a' + (char)(at / 10 % 5)),
					    at % 20 < 10 ? "price" : "staff;wait");
		}
	}
	world_release(&world);
}

static void release_texts(struct texts *texts)
{
	sd_str_release(&texts->log);
	sd_str_release(&texts->survey);
	sd_str_release(&texts->backward);
	sd_str_release(&texts->roster);
}

static struct rows *judge_texts(struct sd_gap *gap, const struct texts *texts, bool backward, unsigned jobs,
				const char *cluster)
{
	const char *const sources[] = {texts->log.data, NULL, texts->roster.data, NULL};
	struct sd_gap_names names = no_names;
	sd_gap_init(gap);
	names.roster = true;
	names.cluster = cluster;
	gap->windows.horizon = 28;
	gap->windows.log_end = sd_day_of(2025, 8, 1);
	gap->jobs = jobs;
	gap->draws = 99;
	struct rows *rows = read_gap(gap, backward ? texts->backward.data : texts->survey.data, 1, 1, &names, sources);
	judge_gap(gap);
	return rows;
}

/* The same bytes in any order of rows and on any number of threads; clusters give other intervals about the same. */
static void order_and_jobs_do_not_show(void **state)
{
	(void)state;
	struct texts texts;
	make_texts(&texts, 1500, false);
	static const int tables[] = {SD_TABLE_MOODS, SD_TABLE_SENSITIVITY, SD_TABLE_THEMES, SD_TABLE_QUADRANT};
	for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
		char *first = NULL;
		for (int round = 0; round < 4; round++) {
			struct sd_gap gap;
			struct rows *rows =
				judge_texts(&gap, &texts, round == 1, round == 2 ? 4 : 1, round == 3 ? "store" : NULL);
			char *table = write_gap(&gap, rows, tables[t]);
			if (!round)
				first = table;
			else if (round < 3)
				assert_string_equal(table, first);
			else if (tables[t] != SD_TABLE_QUADRANT)
				assert_string_not_equal(table, first);
			if (round)
				free(table);
			sd_gap_release(&gap);
			free_rows(rows);
		}
		free(first);
	}
	release_texts(&texts);
}

/* gap = after_value − expected_value to the cent, for everyone with a complete window who bought before, too rare or
 * not; nobody else has any. */
static void rows_tell_what_was_expected(void **state)
{
	(void)state;
	struct texts texts;
	struct sd_gap gap;
	size_t expected = 0, rare = 0;
	make_texts(&texts, 1500, false);
	struct rows *rows = judge_texts(&gap, &texts, false, 1, NULL);
	assert_true(gap.matched.invited);
	for (size_t i = 0; i < gap.answers.length; i++) {
		const struct sd_respondent *answer = gap.answers.items + i;
		expected += answer->expected;
		rare += answer->outcome == SD_OUTCOME_TOO_RARE;
		assert_int_equal(answer->expected, answer->foreseen);
		if (answer->expected) {
			assert_true(answer->after && answer->expected_value >= 0);
			assert_int_equal(answer->expected_value % (SD_DECIMAL_UNIT / 100), 0);
			assert_true(answer->expected_stay >= 0 && answer->expected_stay <= 1);
		}
	}
	assert_true(expected > 300 && rare > 10);
	assert_non_null(strstr(gap.notes.data, "customers who were not invited"));
	char *table = write_gap(&gap, rows, -1);
	size_t checked = 0;
	for (char *line = strchr(table, '\n') + 1; *line; line = strchr(line, '\n') + 1) {
		double after, value, difference;
		char *cell = line;
		for (int skip = 0; skip < 9; skip++)
			cell = strchr(cell, ',') + 1;
		if (sscanf(cell, "%lf,%lf,%lf,", &after, &value, &difference) != 3)
			continue;
		within(difference, after - value, 1e-9);
		checked++;
	}
	assert_int_equal(checked, expected);
	free(table);
	sd_gap_release(&gap);
	free_rows(rows);
	release_texts(&texts);
}

/* With nobody unasked: no expected_value, and of adjusted and gap only differences. */
static void nobody_unasked(void **state)
{
	(void)state;
	struct texts texts;
	struct sd_gap gap;
	make_texts(&texts, 1500, true);
	struct rows *rows = judge_texts(&gap, &texts, false, 1, NULL);
	for (size_t i = 0; i < gap.answers.length; i++)
		assert_false(gap.answers.items[i].expected);
	assert_non_null(strstr(gap.notes.data, "only differences between groups"));
	char *table = write_gap(&gap, rows, SD_TABLE_MOODS);
	char *happy = strstr(table, "\nhappy,"), *difference = strstr(table, "\nhappy-unhappy,");
	assert_non_null(happy);
	assert_non_null(difference);
	*strchr(happy + 1, '\n') = '\0';
	assert_string_equal(happy + strlen(happy) - 4, ",,,,");
	assert_true(difference[strlen(difference) - 2] != ',');
	free(table);
	sd_gap_release(&gap);
	free_rows(rows);
	release_texts(&texts);
}

/* A log that carries no model: said, columns absent, and nobody is called too rare. */
static void too_few_for_a_model(void **state)
{
	(void)state;
	struct texts texts;
	struct sd_gap gap;
	make_texts(&texts, 20, false);
	struct rows *rows = judge_texts(&gap, &texts, false, 1, NULL);
	for (size_t i = 0; i < gap.answers.length; i++) {
		assert_false(gap.answers.items[i].expected);
		assert_true(gap.answers.items[i].outcome != SD_OUTCOME_TOO_RARE);
	}
	assert_non_null(strstr(gap.notes.data, "what was to be expected is not known"));
	sd_gap_release(&gap);
	free_rows(rows);
	release_texts(&texts);
}

/* A shop where hardly anybody comes twice, and whose first answer comes before the log carries a model: nobody's
 * silence tells anything, so nobody leaves. */
static void where_nobody_returns_nobody_leaves(void **state)
{
	(void)state;
	struct sd_str log = SD_STR_INIT, survey = SD_STR_INIT;
	struct sd_gap gap;
	sd_str_adds(&log, "id,date,amount\n");
	sd_str_adds(&survey, "id,date,score\n");
	for (int i = 0; i < 2000; i++) {
		sd_day day = sd_day_of(2024, 1, 1) + i / 4;
		sd_str_addf(&log, "k%d,", i);
		sd_day_add_iso(&log, day);
		sd_str_adds(&log, ",20\n");
		if (i % 150 == 7) {
			sd_str_addf(&log, "k%d,", i);
			sd_day_add_iso(&log, day + 2 + i * 37 % 450);
			sd_str_adds(&log, ",20\n");
		}
		sd_str_addf(&survey, "k%d,", i);
		sd_day_add_iso(&survey, day + 5);
		sd_str_addf(&survey, ",%d\n", i % 11);
	}
	sd_gap_init(&gap);
	gap.windows.horizon = 90;
	const char *const sources[] = {log.data, NULL, NULL, NULL};
	struct rows *rows = read_gap(&gap, survey.data, 1, 1, &no_names, sources);
	judge_gap(&gap);
	size_t rare = 0;
	for (size_t i = 0; i < gap.answers.length; i++) {
		assert_true(gap.answers.items[i].outcome != SD_OUTCOME_LEAVES);
		assert_false(gap.answers.items[i].expected);
		rare += gap.answers.items[i].outcome == SD_OUTCOME_TOO_RARE;
	}
	assert_true(rare > 1500);
	assert_non_null(strstr(gap.notes.data, "judged by a model of the whole log"));
	sd_gap_release(&gap);
	free_rows(rows);
	sd_str_release(&log);
	sd_str_release(&survey);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kappa_by_hand),
		cmocka_unit_test(cells_are_large_and_centred),
		cmocka_unit_test(order_and_jobs_do_not_show),
		cmocka_unit_test(rows_tell_what_was_expected),
		cmocka_unit_test(nobody_unasked),
		cmocka_unit_test(too_few_for_a_model),
		cmocka_unit_test(where_nobody_returns_nobody_leaves),
	};
	return sd_hash_init() || cmocka_run_group_tests(tests, NULL, NULL);
}
