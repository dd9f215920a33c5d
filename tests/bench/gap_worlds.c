/* SPDX-License-Identifier: MIT */
/* Planted worlds, family by family: how often 95 % intervals hold what was planted (93 to 97 % is asked of 2,000
 * worlds), how often anything is flagged where nothing is there (6.5 % at most), and how often what is there is found
 * (80 %): half of the spend lost (0.6 where themes go together), and 35 in
 * 100 gone. Writes a table, then what was missed; the status is 1 where
 * something was.
 *
 *	gap_worlds [WORLDS [FAMILY]] */
#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "worlds/gap.h"

static size_t missed;

/* What is asked of a share. */
static void ask(double share, double least, double most)
{
	bool held = share >= least && share <= most;
	printf("\t%.4f\t%s\n", share, held ? "held" : "MISSED");
	missed += !held;
}

static void tell(int family, size_t worlds, bool planted)
{
	struct gap_tally tally;
	gap_run(&tally, family, worlds, planted);
	for (int e = 0; e < GAP_ESTIMANDS; e++) {
		printf("%s\t%s\t%zu\t%s\t%.4f\t%.4f\t%.4f\t%.4f", gap_families[family], planted ? "planted" : "nothing",
		       tally.worlds, gap_estimands[e], gap_truth(&tally, e), tally.value[e] / (double)tally.worlds,
		       gap_spread(&tally, e), tally.width[e] / (double)tally.worlds);
		ask(gap_cover(&tally, e), 0.93, 0.97);
	}
	double all = (double)tally.worlds;
	if (planted) {
		printf("%s\tplanted\t%zu\tfound: spend of theme A\t\t\t\t", gap_families[family], tally.worlds);
		ask((double)tally.found_spend / all, 0.8, 1);
		printf("%s\tplanted\t%zu\tfound: staying of theme D\t\t\t\t", gap_families[family], tally.worlds);
		ask((double)tally.found_stay / all, 0.8, 1);
	} else {
		static const char *const outcomes[SD_THEME_OUTCOMES] = {NULL, "spend", "staying", "capped spend"};
		for (int o = SD_THEME_SPEND; o < SD_THEME_OUTCOMES; o++) {
			printf("%s\tnothing\t%zu\tflagged: %s of any theme\t\t\t\t", gap_families[family], tally.worlds,
			       outcomes[o]);
			ask((double)tally.flagged[o] / all, 0, 0.065);
		}
	}
	if (tally.failed)
		printf("%s\t%s\t%zu\tno model\t\t\t\t\t\t\n", gap_families[family], planted ? "planted" : "nothing",
		       tally.failed);
	fflush(stdout);
	gap_tally_release(&tally);
}

int main(int count, char **arguments)
{
	size_t worlds = count > 1 ? (size_t)strtoul(arguments[1], NULL, 10) : 2000;
	int only = count > 2 ? (int)strtol(arguments[2], NULL, 10) : -1;
	if (sd_hash_init())
		return 2;
	printf("family\tworlds_are\tworlds\tof\tplanted\testimate\tspread\thalf_interval\tshare\tasked\n");
	for (int family = 0; family < GAP_FAMILIES; family++)
		for (int planted = 0; planted < 2; planted++)
			if (only < 0 || only == family)
				tell(family, worlds, planted);
	printf("%zu missed\n", missed);
	return missed ? 1 : 0;
}
