/* SPDX-License-Identifier: MIT */
/* Least squares and relative importance on the tables `mtcars`, `swiss` and `attitude` of R ($SAYDO_TEST_DATA/known):
 * importance against the R packages relaimpo and rwa, HC3 against the sandwich written out with NumPy. */
#include "base/decimal.h"
#include "base/mem.h"
#include "base/hash.h"
#include "known/cells.h"
#include "known/near.h"
#include "stats/importance.h"
#include "stats/matrix.h"
#include "stats/regression.h"

enum { ROWS_MOST = 64 };

struct column {
	double *to;
	size_t step, length;
};

static void take(struct sd_text cell, void *context)
{
	struct column *column = context;
	sd_decimal value;
	assert_true(sd_decimal_parse(cell, SD_DECIMAL_POINT, &value));
	assert_true(column->length < ROWS_MOST);
	column->to[column->length++ * column->step] = (double)value / SD_DECIMAL_UNIT;
}

/* The columns side by side, row by row; the number of rows. */
static size_t read_table(const char *name, const char *const *names, size_t columns, double *values)
{
	const char *data = getenv("SAYDO_TEST_DATA");
	struct sd_str path = SD_STR_INIT, content = SD_STR_INIT;
	size_t rows = 0;
	sd_str_addf(&path, "%s/known/%s.csv", data ? data : "", name);
	if (!data || !read_bytes(path.data, &content)) {
		print_message("SKIPPED: SAYDO_TEST_DATA has no known/%s.csv\n", name);
		sd_str_release(&path);
		skip();
	}
	for (size_t c = 0; c < columns; c++) {
		struct column column = {values + c, columns, 0};
		rows = each_cell(sd_str_text(&content), SD_FORMAT_CSV, names[c], take, &column);
		assert_true(rows > 0);
	}
	sd_str_release(&path);
	sd_str_release(&content);
	return rows;
}

static void hc3(void **state)
{
	(void)state;
	static const char *const names[] = {"cyl", "disp", "hp", "gear"}, *const outcomes[] = {"mpg", "qsec"},
				*const weights[] = {"wt"};
	double x[ROWS_MOST * 4], y[ROWS_MOST * 2], weight[ROWS_MOST];
	size_t rows = read_table("mtcars", names, 4, x);
	read_table("mtcars", outcomes, 2, y);
	read_table("mtcars", weights, 1, weight);
	assert_int_equal(rows, 32);
	static const double wanted[2][2][3][5] = {
		{{{27.42342270102782, -0.8662353563768246, -0.011903482284183274, -0.03050100467104619, 1.4230626280337275},
		  {6.006805724093376, 0.7485311469725616, 0.011079313811417562, 0.017229349913131204, 1.0052784930951801},
		  {6.301084758782153, 0.8494074653629906, 0.011898640776532826, 0.019821630244429147, 1.2105318578480018}},
		 {{28.19974151779156, -0.8945542358981067, 0.003860816297934444, -0.006333880427365695, -1.2956232876670903},
		  {2.3787000091535027, 0.34571745820417493, 0.0037359485545522307, 0.009256019559345637, 0.43601854949381363},
		  {2.183590996552018, 0.2943554268470396, 0.004123379682304962, 0.006869028904649122, 0.4195002236959546}}},
		{{{27.519359525345994, -0.7855472197882853, -0.014041868490149816, -0.02503419327730787, 1.0994963399785211},
		  {5.0586206845546045, 0.6697968033076346, 0.01094764338077696, 0.015219886242140778, 0.8389629323286186},
		  {6.115490671613453, 0.7701655305103516, 0.009799505939874094, 0.01806088026511162, 1.1618001864816525}},
		 {{27.922151318801767, -0.9048888977174703, 0.004358698567903264, -0.007548029601010135, -1.1607662898097124},
		  {2.5288049885740707, 0.3444554450335567, 0.0034411503241229113, 0.00944092491209719, 0.4488333727511502},
		  {2.2480183666629885, 0.283108314757879, 0.0036022406900749907, 0.006639073254176054, 0.42707090859059077}}}};
	static const double inflation[] = {7.746515067670735, 7.32079012034314, 6.217361492258188, 2.685245233645901};
	for (size_t weighted = 0; weighted < 2; weighted++) {
		struct sd_regression problem = {rows, 4, 2, x, y, weighted ? weight : NULL, names, NULL, 0};
		struct sd_regression_fit fit;
		struct sd_error err = SD_ERROR_INIT;
		assert_int_equal(sd_regression_fit(&problem, &fit, &err), 0);
		for (size_t o = 0; o < 2; o++)
			for (size_t t = 0; t < 5; t++) {
				const struct sd_regression_term *term = sd_regression_term(&fit, o, t);
				expect_relative(term->coefficient, wanted[weighted][o][0][t], 1e-10, "coefficient");
				expect_relative(term->error, wanted[weighted][o][1][t], 1e-10, "HC3");
				expect_relative(term->plain_error, wanted[weighted][o][2][t], 1e-10, "plain error");
			}
		for (size_t c = 0; c < 4 && !weighted; c++)
			expect_relative(fit.inflation[c], inflation[c], 1e-10, "inflation");
		if (!weighted)
			expect_within(fit.r_squared[0], .7791896390, 5.1e-11, "R squared");
		sd_regression_release(&fit);
	}
}

struct shared {
	const char *table, *outcome;
	const char *names[6];
	size_t columns, rows;
	double r_squared, shapley[6], relative[6], tolerance;
};

static const struct shared tables[] = {
	{"mtcars", "mpg", {"cyl", "disp", "hp", "gear"}, 4, 32, .7791896390,
	 {.247052033, .243499595, .210912900, .077725111}, {.2284797, .2221469, .2321744, .0963886}, 5.1e-8},
	{"swiss", "Fertility", {"Agriculture", "Examination", "Education", "Catholic", "Infant.Mortality"}, 5, 47, .7067350016,
	 {.057091221, .171173029, .260134679, .105570150, .112765923},
	 {.04841690, .15470825, .27196410, .11468003, .11696572}, 5.1e-9},
	{"attitude", "rating", {"complaints", "privileges", "learning", "raises", "critical", "advance"}, 6, 30, .7326019925,
	 {.3708161943, .0509037930, .1557659902, .1203450794, .0065887225, .0281822131},
	 {.36276020, .05600228, .16361091, .12178040, .00825547, .02019274}, 5.1e-9},
};

static void importance(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(tables); i++) {
		const struct shared *table = &tables[i];
		double x[ROWS_MOST * 6], y[ROWS_MOST], shares[6];
		size_t rows = read_table(table->table, table->names, table->columns, x);
		read_table(table->table, &table->outcome, 1, y);
		assert_int_equal(rows, table->rows);
		struct sd_importance problem = {rows, table->columns, x, y, NULL, table->names};
		expect_within(sd_importance_shapley(&problem, shares, NULL), table->r_squared, 5.1e-11, "R squared");
		for (size_t c = 0; c < table->columns; c++)
			expect_within(shares[c], table->shapley[c], 5.1e-10, table->names[c]);
		expect_within(sd_importance_relative(&problem, shares, NULL), table->r_squared, 5.1e-11, "R squared");
		for (size_t c = 0; c < table->columns; c++)
			expect_within(shares[c], table->relative[c], table->tolerance, table->names[c]);
	}
	static const char *const names[] = {"wt", "cyl", "hp", "disp", "gear"}, *const mpg = "mpg";
	static const double wanted[] = {.23642417, .18833374, .18809142, .16479802, .07345304};
	double x[ROWS_MOST * 5], y[ROWS_MOST], shares[5];
	struct sd_importance problem = {read_table("mtcars", names, 5, x), 5, x, y, NULL, names};
	read_table("mtcars", &mpg, 1, y);
	sd_importance_relative(&problem, shares, NULL);
	for (size_t c = 0; c < 5; c++)
		expect_within(shares[c], wanted[c], 5.1e-9, names[c]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(hc3), cmocka_unit_test(importance)};
	return sd_hash_init() ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
