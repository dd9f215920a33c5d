/* SPDX-License-Identifier: MIT */
/* For tests of numbers: near enough, or a message that says both. */
#ifndef SD_TESTS_NEAR_H
#define SD_TESTS_NEAR_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define LENGTH(array) (sizeof(array) / sizeof *(array))

#define expect_within(value, expected, tolerance, what)                                                                \
	do {                                                                                                           \
		double value_ = (value), expected_ = (expected), tolerance_ = (tolerance);                             \
		if (!(fabs(value_ - expected_) <= tolerance_))                                                         \
			fail_msg("%s: %.15g, not %.15g", (what), value_, expected_);                                   \
	} while (0)
#define expect_relative(value, expected, tolerance, what)                                                              \
	do {                                                                                                           \
		double value_ = (value), expected_ = (expected);                                                       \
		if (!(fabs(value_ - expected_) <= (tolerance) * fabs(expected_)))                                      \
			fail_msg("%s: %.17g, not %.17g", (what), value_, expected_);                                   \
	} while (0)

#endif
