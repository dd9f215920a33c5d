/* SPDX-License-Identifier: MIT */
/* Raking against ipfn's table, ten people worked out by hand, and the sample of schools of R's package survey. */
#include "known/near.h"
#include "stats/rake.h"

static void a_table(void **state)
{
	(void)state;
	double weight[] = {40, 30, 20, 10, 35, 50, 100, 75, 30, 80, 70, 120, 20, 30, 40, 50};
	static const double rows[] = {150, 300, 400, 150}, columns[] = {200, 300, 400, 100};
	static const double wanted[] = {64.558510,  46.232460, 35.384298, 3.824732,   49.967919,  68.159354,
					156.498546, 25.374180, 56.721944, 144.428226, 145.082481, 53.767349,
					28.751627,  41.179961, 63.034674, 17.033738};
	uint32_t row[16], column[16];
	for (uint32_t i = 0; i < 16; i++) {
		row[i] = i / 4;
		column[i] = i % 4;
	}
	const struct sd_rake_margin margins[] = {{"row", row, rows, NULL, 4}, {"column", column, columns, NULL, 4}};
	struct sd_rake_result result;
	assert_int_equal(sd_rake(&(struct sd_rake){16, 2, margins, 1000, 0, NULL}, weight, &result, NULL), 0);
	for (size_t i = 0; i < 16; i++)
		expect_within(weight[i], wanted[i], 5.1e-7, "cell");
}

static const uint32_t sex[] = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1}, age[] = {0, 0, 0, 1, 1, 2, 0, 1, 1, 2};
static const double sexes[] = {.51, .49}, ages[] = {.30, .35, .35};
static const char *const sex_labels[] = {"F", "M"}, *const age_labels[] = {"18-34", "35-54", "55+"};
static const struct sd_rake_margin people[] = {{"sex", sex, sexes, sex_labels, 2}, {"age", age, ages, age_labels, 3}};

static void ten_people(void **state)
{
	(void)state;
	static const double wanted[] = {.6943926211, .6943926211, .6943926211, .7542055341, .7542055341,
					1.5084110683, .9168221366, .9957944659, .9957944659, 1.9915889317};
	double weight[10];
	for (size_t i = 0; i < 10; i++)
		weight[i] = 1;
	struct sd_rake_result result;
	assert_int_equal(sd_rake(&(struct sd_rake){10, 2, people, 0, 0, NULL}, weight, &result, NULL), 0);
	for (size_t i = 0; i < 10; i++)
		expect_within(weight[i], wanted[i], 2e-10, "weight");
	expect_within(result.effective_n, 8.5839107037, 1e-9, "effective n");
	expect_within(result.design_effect, 1.1649701803, 1e-9, "design effect");
	expect_within(result.most, 1.9915889317, 2e-10, "most");
}

static void schools(void **state)
{
	(void)state;
	/* By type (E, H, M) and whether the target was met (no, yes). */
	static const size_t counts[3][2] = {{12, 132}, {3, 11}, {8, 17}};
	static const double types[] = {4421, 755, 1018}, met[] = {1072, 5122};
	static const double wanted[3][2] = {{39.83923622, 29.87067548},
					    {67.12552925, 50.32940115},
					    {49.06907221, 36.79102491}},
			    survey[3][2] = {{39.83850941, 29.87046387},
					    {67.12578263, 50.33015277},
					    {49.07006740, 36.79218166}};
	uint32_t type[183], meets[183];
	double weight[183];
	size_t rows = 0;
	for (uint32_t t = 0; t < 3; t++)
		for (uint32_t m = 0; m < 2; m++)
			for (size_t i = 0; i < counts[t][m]; i++) {
				type[rows] = t;
				meets[rows] = m;
				weight[rows++] = 33.847;
			}
	assert_int_equal(rows, 183);
	const struct sd_rake_margin margins[] = {{"type", type, types, NULL, 3}, {"met", meets, met, NULL, 2}};
	struct sd_rake_result result;
	assert_int_equal(sd_rake(&(struct sd_rake){183, 2, margins, 6194, 0, NULL}, weight, &result, NULL), 0);
	/* The package stops after four rounds; with NumPy, after eight. */
	for (size_t i = 0; i < 183; i++) {
		expect_within(weight[i], wanted[type[i]][meets[i]], 1e-6, "weight");
		expect_within(weight[i], survey[type[i]][meets[i]], 2e-3, "weight, nearly");
	}
	expect_within(result.design_effect, 1.051660507, 1e-5, "design effect");
	expect_within(result.effective_n, 174.0105279, 2e-3, "effective n");
}

static void cut(void **state)
{
	(void)state;
	double weight[10];
	for (size_t i = 0; i < 10; i++)
		weight[i] = 1;
	struct sd_rake_result result;
	/* Only one margin, so what is cut from one person of a cell can go to the others of it. */
	weight[0] = 20;
	assert_int_equal(sd_rake(&(struct sd_rake){10, 1, people, 0, 1.5, NULL}, weight, &result, NULL), 0);
	assert_int_equal(result.capped, 1);
	assert_true(result.most <= 1.5 * (1 + 1e-5));
	double women = 0, all = 0;
	for (size_t i = 0; i < 10; i++) {
		women += sex[i] ? 0 : weight[i];
		all += weight[i];
	}
	expect_within(women / all, .51, 1e-9, "margin");
	/* A lone person in a cell must carry it: the margin holds, the cap does not. */
	for (size_t i = 0; i < 10; i++)
		weight[i] = 1;
	assert_int_equal(sd_rake(&(struct sd_rake){10, 2, people, 0, 1.2, NULL}, weight, &result, NULL), 0);
	assert_true(result.most > 1.2);
}

/* A row that stands for three is as three rows. */
static void rows_for_several(void **state)
{
	(void)state;
	static const uint32_t one_sex[] = {0, 0, 0, 1, 1, 1}, one_age[] = {0, 1, 2, 0, 1, 2};
	static const double number[] = {3, 2, 1, 1, 2, 1};
	const struct sd_rake_margin rows[] = {{"sex", one_sex, sexes, NULL, 2}, {"age", one_age, ages, NULL, 3}};
	for (int cap = 0; cap < 2; cap++) {
		double weight[10], cell[6];
		struct sd_rake_result result, grouped;
		for (size_t i = 0; i < 10; i++)
			weight[i] = cell[i % 6] = 1;
		assert_int_equal(sd_rake(&(struct sd_rake){10, 2, people, 0, cap ? 1.2 : 0, NULL}, weight, &result,
					 NULL),
				 0);
		assert_int_equal(sd_rake(&(struct sd_rake){6, 2, rows, 0, cap ? 1.2 : 0, number}, cell, &grouped, NULL),
				 0);
		for (size_t i = 0; i < 10; i++)
			expect_within(cell[sex[i] * 3 + age[i]], weight[i], 1e-9, "weight");
		expect_within(grouped.effective_n, result.effective_n, 1e-8, "effective n");
		expect_within(grouped.design_effect, result.design_effect, 1e-9, "design effect");
		expect_within(grouped.most, result.most, 1e-9, "most");
	}
}

static void expect_message(const struct sd_rake *problem, const char *words)
{
	double weight[10];
	struct sd_rake_result result;
	struct sd_error err = SD_ERROR_INIT;
	for (size_t i = 0; i < 10; i++)
		weight[i] = 1;
	assert_int_equal(sd_rake(problem, weight, &result, &err), -1);
	assert_non_null(strstr(err.message.data, words));
	sd_error_release(&err);
}

static void errors(void **state)
{
	(void)state;
	static const double four[] = {.3, .3, .3, .1}, none[] = {.5, .5, 0}, minus[] = {.5, -.1, .6};
	static const char *const labels[] = {"18-34", "35-54", "55-69", "70+"};
	struct sd_rake_margin margin = {"age", age, four, labels, 4};
	expect_message(&(struct sd_rake){10, 1, &margin, 0, 0, NULL}, "\"age\", cell \"70+\": nobody");
	margin = (struct sd_rake_margin){"age", age, none, labels, 3};
	expect_message(&(struct sd_rake){10, 1, &margin, 0, 0, NULL}, "\"55-69\": people are in it");
	margin = (struct sd_rake_margin){"age", age, minus, NULL, 3};
	expect_message(&(struct sd_rake){10, 1, &margin, 0, 0, NULL}, "cell 2: its target");
	/* The same people in two margins with other shares. */
	static const double other[] = {.2, .8};
	const struct sd_rake_margin both[] = {{"sex", sex, sexes, NULL, 2}, {"again", sex, other, NULL, 2}};
	expect_message(&(struct sd_rake){10, 2, both, 0, 0, NULL}, "contradict");
	expect_message(&(struct sd_rake){0, 2, both, 0, 0, NULL}, "no rows");
	double weight[] = {1, 0};
	struct sd_rake_result result;
	struct sd_error err = SD_ERROR_INIT;
	assert_int_equal(sd_rake(&(struct sd_rake){2, 0, NULL, 0, 0, NULL}, weight, &result, &err), -1);
	assert_non_null(strstr(err.message.data, "row 2"));
	sd_error_release(&err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(a_table),
					   cmocka_unit_test(ten_people),
					   cmocka_unit_test(rows_for_several),
					   cmocka_unit_test(schools),
					   cmocka_unit_test(cut),
					   cmocka_unit_test(errors)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
