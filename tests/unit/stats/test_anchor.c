/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "stats/anchor.h"

static void nothing_together_has_no_anchor(void **state)
{
	static const double together[9] = {0};
	size_t anchors[3];
	(void)state;
	assert_int_equal(sd_anchor_words(together, 3, NULL, 3, anchors), 0);
	sd_anchor_topics(together, 3, anchors, 0, NULL);
}

/* Words met as two topics would have it: the first alone has word 0, the second word 1, both have word 2, and word 3 is
 * met with none. Q = A R Aᵀ with columns of A {.6 0 .4 0} and {0 .5 .5 0} and R = {.4 .1; .1 .4}. */
static void separable(double *together)
{
	static const double a[4][2] = {{.6, 0}, {0, .5}, {.4, .5}, {0, 0}}, r[2][2] = {{.4, .1}, {.1, .4}};
	for (int i = 0; i < 4; i++)
		for (int j = 0; j < 4; j++) {
			together[i * 4 + j] = 0;
			for (int k = 0; k < 2; k++)
				for (int l = 0; l < 2; l++)
					together[i * 4 + j] += a[i][k] * r[k][l] * a[j][l];
		}
}

static void separable_topics_are_found(void **state)
{
	static const double expected[8] = {.6, 0, 0, .5, .4, .5, 0, 0};
	double together[16], topic[8];
	size_t anchors[4];
	(void)state;
	separable(together);
	/* A third row lies between the two. */
	assert_int_equal(sd_anchor_words(together, 4, NULL, 4, anchors), 2);
	assert_int_equal(anchors[0], 0);
	assert_int_equal(anchors[1], 1);
	sd_anchor_topics(together, 4, anchors, 2, topic);
	for (int i = 0; i < 8; i++)
		assert_true(fabs(topic[i] - expected[i]) < 1e-9);
}

static void only_what_may_is_an_anchor(void **state)
{
	static const bool may[4] = {false, true, true, true};
	double together[16];
	size_t anchors[4];
	(void)state;
	separable(together);
	assert_int_equal(sd_anchor_words(together, 4, may, 1, anchors), 1);
	assert_int_equal(anchors[0], 1);
	assert_int_equal(sd_anchor_words(together, 4, may, 2, anchors), 2);
	assert_int_equal(anchors[1], 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_together_has_no_anchor),
		cmocka_unit_test(separable_topics_are_found),
		cmocka_unit_test(only_what_may_is_an_anchor),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
