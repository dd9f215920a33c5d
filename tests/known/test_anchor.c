/* SPDX-License-Identifier: MIT */
/* Topics by anchor words of ten made-up answers of seven words, as computed with NumPy from the formulas of Arora et
 * al. 2013: the matrix, the anchors in their order, and what each topic is made of: the mixtures of least squares
 * solved exactly, support by support. (Exponentiated gradient with a step of 50, as some programs have it, runs in
 * circles here: what it ends on depends on the number of rounds and lies three times as far from the row of "late".) */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "stats/anchor.h"

enum { LATE, DELAY, RUDE, STAFF, PRICE, CHEAP, FLIGHT, WORDS };
static const char *const answers[] = {"2100001", "1200001", "1100001", "0021001", "0012000",
				      "0011001", "0000210", "0000111", "0000120", "1011001"};

/* (h hᵀ − diag(h)) / (n(n − 1)), added up over answers of n words of which h[w] are w (section 4 of the paper's
 * supplement). */
static void add_up(double *together)
{
	memset(together, 0, WORDS * WORDS * sizeof *together);
	for (size_t a = 0; a < sizeof answers / sizeof *answers; a++) {
		double n = 0;
		for (size_t i = 0; i < WORDS; i++)
			n += answers[a][i] - '0';
		for (size_t i = 0; i < WORDS; i++)
			for (size_t j = 0; j < WORDS; j++) {
				double h = answers[a][i] - '0';
				together[i * WORDS + j] +=
					(h * (answers[a][j] - '0') - (i == j ? h : 0)) / (n * (n - 1));
			}
	}
}

static void near_to(double value, double expected, double within)
{
	if (fabs(value - expected) > within)
		fail_msg("%.8f, not %.8f", value, expected);
}

static void words_met_together(void **state)
{
	static const double sums[WORDS] = {1.333333, 1.083333, 1.416667, 1.5, 1.333333, 1.333333, 2.0};
	static const double late[WORDS] = {.125, .375, .0625, .0625, 0, 0, .375};
	double together[WORDS * WORDS];
	(void)state;
	add_up(together);
	for (size_t i = 0; i < WORDS; i++) {
		double sum = 0;
		for (size_t j = 0; j < WORDS; j++)
			sum += together[i * WORDS + j];
		near_to(sum, sums[i], 5e-7);
	}
	for (size_t j = 0; j < WORDS; j++)
		near_to(together[LATE * WORDS + j] / sums[LATE], late[j], 5e-7);
}

static void anchors_in_order(void **state)
{
	double together[WORDS * WORDS];
	size_t anchors[WORDS];
	(void)state;
	add_up(together);
	assert_int_equal(sd_anchor_words(together, WORDS, NULL, 3, anchors), 3);
	assert_int_equal(anchors[0], PRICE);
	assert_int_equal(anchors[1], RUDE);
	assert_int_equal(anchors[2], DELAY);
}

static void topics(void **state)
{
	static const double expected[3][WORDS] = {
		{.03656933, 0, 0, .05369924, .42470438, .33224781, .15277924},
		{.09153628, 0, .38677076, .29541655, 0, .03782967, .18844674},
		{.27620836, .33877942, 0, .07797994, 0, .04743921, .25959308}};
	double together[WORDS * WORDS], topic[WORDS * 3];
	size_t anchors[3];
	(void)state;
	add_up(together);
	assert_int_equal(sd_anchor_words(together, WORDS, NULL, 3, anchors), 3);
	sd_anchor_topics(together, WORDS, anchors, 3, topic);
	for (size_t k = 0; k < 3; k++) {
		double sum = 0;
		for (size_t i = 0; i < WORDS; i++) {
			near_to(topic[i * 3 + k], expected[k][i], 1e-8);
			sum += topic[i * 3 + k];
		}
		near_to(sum, 1, 1e-12);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_met_together),
		cmocka_unit_test(anchors_in_order),
		cmocka_unit_test(topics),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
