/* SPDX-License-Identifier: MIT */
#include "base/sort.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static uint64_t bits(uint64_t *state)
{
	uint64_t z = *state += 0x9E3779B97F4A7C15u;
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	return z ^ (z >> 31);
}

static void sorted_and_stable(void **state)
{
	(void)state;
	static const uint64_t masks[] = {0, 1, 0xFF, 0x7FF000, 0xFFFFFFFF, UINT64_MAX, (uint64_t)1 << 63};
	uint64_t seed = 3;
	for (size_t mask = 0; mask < sizeof masks / sizeof *masks; mask++)
		for (size_t length = 0; length < 3000; length = length * 2 + 1) {
			struct sd_sortable *items = calloc(length + 1, sizeof *items);
			uint64_t sum = 0, again = 0;
			for (size_t i = 0; i < length; i++) {
				items[i] = (struct sd_sortable){bits(&seed) & masks[mask], i};
				sum += items[i].key * (i + 1);
			}
			uint64_t *keys = calloc(length + 1, sizeof *keys);
			for (size_t i = 0; i < length; i++)
				keys[i] = items[i].key;
			sd_sort(items, length);
			for (size_t i = 0; i < length; i++) {
				assert_true(items[i].key == keys[items[i].value]);
				again += items[i].key * (items[i].value + 1);
				if (i)
					assert_true(items[i - 1].key < items[i].key ||
						    (items[i - 1].key == items[i].key &&
						     items[i - 1].value < items[i].value));
			}
			assert_true(sum == again);
			free(keys);
			free(items);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(sorted_and_stable)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
