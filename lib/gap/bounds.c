/* SPDX-License-Identifier: MIT */
/* What the respondents whose customer was not found could change: retention if all of them left, and if all stayed
 * (Manski 1990, Nonparametric bounds on treatment effects; nothing is assumed of them). */
#include <math.h>

#include "gap/hide.h"
#include "gap/tables_out.h"
#include "stats/interval.h"

enum { STAYS, LEAVES, UNKNOWN, PARTS, MOODS = SD_MOOD_LENGTH - 1 };

struct bounds {
	uint64_t n[PARTS];
	double retention, low, high;
	bool hidden;
};

/* Whether the time of somebody's answer would be up, had they been found. */
static bool would_count(const struct sd_gap_view *view, const struct sd_respondent *answer)
{
	int32_t horizon = view->windows.horizon;
	if (!answer->followed || !horizon)
		return true;
	return view->orders ? answer->follow_up >= horizon : answer->follow_up > horizon;
}

static void add(const struct sd_gap_view *view, const struct sd_respondent *answer, struct bounds *of)
{
	if (answer->mood == SD_MOOD_NONE || answer->match == SD_MATCH_DUPLICATE)
		return;
	struct bounds *bounds = &of[answer->mood - SD_MOOD_HAPPY];
	if (answer->outcome == SD_OUTCOME_STAYS)
		bounds->n[STAYS]++;
	else if (answer->outcome == SD_OUTCOME_LEAVES)
		bounds->n[LEAVES]++;
	else if (!sd_respondent_is_matched(answer) && would_count(view, answer))
		bounds->n[UNKNOWN]++;
}

static void finish(struct bounds *bounds, int64_t least)
{
	double stays = (double)bounds->n[STAYS], known = stays + (double)bounds->n[LEAVES];
	double all = known + (double)bounds->n[UNKNOWN];
	bounds->retention = known > 0 ? stays / known : NAN;
	bounds->low = all > 0 ? stays / all : NAN;
	bounds->high = all > 0 ? (stays + (double)bounds->n[UNKNOWN]) / all : NAN;
	for (size_t i = 0; i < PARTS; i++)
		bounds->hidden = bounds->hidden || sd_is_few(bounds->n[i], least);
}

static void put(const struct sd_gap_view *view, const char *name, const struct bounds *bounds, struct sd_out *out)
{
	sd_out_string(out, name);
	for (size_t i = 0; i < PARTS; i++)
		sd_put_count(view, out, bounds->n[i], bounds->hidden);
	double all = (double)(bounds->n[STAYS] + bounds->n[LEAVES] + bounds->n[UNKNOWN]);
	struct sd_interval low = sd_wilson((double)bounds->n[STAYS], all);
	struct sd_interval high = sd_wilson((double)(bounds->n[STAYS] + bounds->n[UNKNOWN]), all);
	bool shown = !bounds->hidden && all > 0;
	sd_out_double(out, shown ? bounds->retention : NAN, 4);
	sd_out_double(out, shown ? bounds->low : NAN, 4);
	sd_out_double(out, shown ? bounds->high : NAN, 4);
	sd_out_double(out, shown ? low.low : NAN, 4);
	sd_out_double(out, shown ? high.high : NAN, 4);
	sd_out_end(out);
}

int sd_table_bounds(const struct sd_gap_view *view, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const names[] = {"mood",	 "stays",      "leaves",      "not_matched", "retention",
					    "all_leave", "all_stay", "low", "high"};
	if (sd_table_begin(writer, names, sizeof names / sizeof *names, err))
		return -1;
	struct bounds of[MOODS] = {{{0}, 0, 0, 0, false}};
	for (size_t i = 0; i < view->answers->length; i++)
		add(view, view->answers->items + i, of);
	struct sd_out *out = sd_writer_out(writer);
	for (int i = 0; i < MOODS; i++) {
		finish(&of[i], view->min_cell);
		put(view, sd_mood_names[i + SD_MOOD_HAPPY], &of[i], out);
	}
	const struct bounds *happy = &of[0], *unhappy = &of[MOODS - 1];
	bool shown = !happy->hidden && !unhappy->hidden;
	sd_out_string(out, "happy-unhappy");
	sd_put_absent(out, PARTS);
	sd_out_double(out, shown ? happy->retention - unhappy->retention : NAN, 4);
	sd_out_double(out, shown ? happy->low - unhappy->high : NAN, 4);
	sd_out_double(out, shown ? happy->high - unhappy->low : NAN, 4);
	sd_put_absent(out, 2);
	sd_out_end(out);
	return sd_writer_flush(writer, err);
}
