/* SPDX-License-Identifier: MIT */
/* Planted worlds (worlds/gap.h): intervals hold what was planted, nothing is seldom flagged, and what is there is
 * found. A hundred worlds a family here, so bounds are wide; tests/bench/gap_worlds runs two thousand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/hash.h"
#include "worlds/gap.h"

/* Sanitized, a world takes ten times as long, and it is the memory that is asked about. */
#if defined(__SANITIZE_ADDRESS__)
enum { WORLDS = 2 };
#else
enum { WORLDS = 100 };
#endif

static void family(int number)
{
	for (int planted = 0; planted < 2; planted++) {
		struct gap_tally tally;
		gap_run(&tally, number, WORLDS, planted);
		assert_int_equal(tally.failed, 0);
		for (int e = 0; e < GAP_ESTIMANDS && WORLDS >= 100; e++)
			if (gap_cover(&tally, e) < 0.88)
				fail_msg("%s, %s: the interval holds what was planted in %.2f of worlds",
					 gap_families[number], gap_estimands[e], gap_cover(&tally, e));
		if (WORLDS >= 100 && !planted)
			for (int o = SD_THEME_SPEND; o <= SD_THEME_STAY; o++)
				if (tally.flagged[o] > WORLDS * 12 / 100)
					fail_msg("%s: nothing is flagged in %zu of %d worlds", gap_families[number],
						 tally.flagged[o], WORLDS);
		if (WORLDS >= 100 && planted &&
		    (tally.found_spend < WORLDS * 7 / 10 || tally.found_stay < WORLDS * 7 / 10))
			fail_msg("%s: found in %zu and %zu of %d worlds", gap_families[number], tally.found_spend,
				 tally.found_stay, WORLDS);
		gap_tally_release(&tally);
	}
}

#define FAMILY(name, number)                                                                                           \
	static void name(void **state)                                                                                 \
	{                                                                                                              \
		(void)state;                                                                                           \
		family(number);                                                                                        \
	}
FAMILY(seasonal, GAP_SEASONAL)
FAMILY(regular_rhythm, GAP_REGULAR)
FAMILY(heavy_tails, GAP_HEAVY)
FAMILY(response_by_spend, GAP_BY_SPEND)
FAMILY(prompted_by_the_survey, GAP_PROMPTED)
FAMILY(themes_together, GAP_TOGETHER)
FAMILY(log_cut_off_on_the_left, GAP_CUT_LEFT)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(seasonal),
		cmocka_unit_test(regular_rhythm),
		cmocka_unit_test(heavy_tails),
		cmocka_unit_test(response_by_spend),
		cmocka_unit_test(prompted_by_the_survey),
		cmocka_unit_test(themes_together),
		cmocka_unit_test(log_cut_off_on_the_left),
	};
	return sd_hash_init() || cmocka_run_group_tests(tests, NULL, NULL);
}
