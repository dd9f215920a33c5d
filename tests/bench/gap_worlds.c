/* SPDX-License-Identifier: MIT */
/* Planted worlds, family by family: how often intervals hold what was planted, how often nothing is flagged, and how
 * often something is found. Writes a table.
 *
 *	gap_worlds [WORLDS [FAMILY]] */
#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "worlds/gap.h"

static void tell(int family, size_t worlds, bool planted)
{
	struct gap_tally tally;
	gap_run(&tally, family, worlds, planted);
	for (int e = 0; e < GAP_ESTIMANDS; e++)
		printf("%s\t%s\t%zu\t%s\t%.4f\t%.4f\t%.4f\t%.4f\t%.4f\n", gap_families[family], planted ? "planted" : "nothing",
		       tally.worlds, gap_estimands[e], gap_truth(&tally, e), tally.value[e] / (double)tally.worlds,
		       gap_spread(&tally, e), tally.width[e] / (double)tally.worlds, gap_cover(&tally, e));
	double all = (double)tally.worlds;
	if (planted) {
		printf("%s\tplanted\t%zu\tfound: spend of theme A\t\t\t\t\t%.4f\n", gap_families[family], tally.worlds,
		       (double)tally.found_spend / all);
		printf("%s\tplanted\t%zu\tfound: staying of theme D\t\t\t\t\t%.4f\n", gap_families[family], tally.worlds,
		       (double)tally.found_stay / all);
	} else {
		static const char *const outcomes[SD_THEME_OUTCOMES] = {NULL, "spend", "staying", "capped spend"};
		for (int o = SD_THEME_SPEND; o < SD_THEME_OUTCOMES; o++)
			printf("%s\tnothing\t%zu\tflagged: %s of any theme\t\t\t\t\t%.4f\n", gap_families[family], tally.worlds,
			       outcomes[o], (double)tally.flagged[o] / all);
	}
	if (tally.failed)
		printf("%s\t%s\t%zu\tno model\t\t\t\t\t\n", gap_families[family], planted ? "planted" : "nothing", tally.failed);
	fflush(stdout);
	gap_tally_release(&tally);
}

int main(int count, char **arguments)
{
	size_t worlds = count > 1 ? (size_t)strtoul(arguments[1], NULL, 10) : 2000;
	int only = count > 2 ? (int)strtol(arguments[2], NULL, 10) : -1;
	if (sd_hash_init())
		return 2;
	printf("family\tworlds_are\tworlds\tof\tplanted\testimate\tspread\thalf_interval\tshare\n");
	for (int family = 0; family < GAP_FAMILIES; family++)
		for (int planted = 0; planted < 2; planted++)
			if (only < 0 || only == family)
				tell(family, worlds, planted);
	return 0;
}
