/* SPDX-License-Identifier: MIT */
/* The tables `moods` and `sensitivity`. */
#include <math.h>

#include "gap/hide.h"
#include "gap/tables_out.h"

enum { HAPPY, MIDDLE, UNHAPPY, ALL, GROUPS, ROWS = 5, COLUMNS = 16 };
static const char *const columns[COLUMNS] = {"mood",	      "n",	     "retention",	   "low",
					     "high",	      "expected_retention", "adjusted",	   "adjusted_low",
					     "adjusted_high", "spend",	     "spend_low",	   "spend_high",
					     "expected_spend", "gap",	     "gap_low",		   "gap_high"};

/* Which rows may not tell how many stay. */
struct hiding {
	bool row[ROWS];
};

/* Counts by mood of who stays and who leaves; each outcome's sum is known by the row of all, each mood's by its n.
 * `quadrant`: also what that table hides. */
static void hide(const struct sd_gap_view *view, const struct sd_expectation *expectation, const uint32_t *member,
		 bool quadrant, struct hiding *hiding)
{
	enum { CELLS = 2 * ALL };
	uint64_t n[CELLS] = {0}, all[2] = {0};
	bool hidden[CELLS] = {false};
	for (size_t i = 0; i < expectation->asked_length; i++) {
		const struct sd_subject *subject = expectation->asked + i;
		size_t mood = HAPPY;
		while (mood < ALL && !(member[i] >> mood & 1))
			mood++;
		if (!subject->judged || !(member[i] >> ALL & 1))
			continue;
		if (mood < ALL)
			n[mood * 2 + (subject->stay > 0)]++;
		all[subject->stay > 0]++;
	}
	struct sd_counts counts = {.n = n, .hidden = hidden, .length = CELLS, .least = view->min_cell};
	for (size_t mood = HAPPY; mood < ALL; mood++) {
		hidden[mood * 2] = quadrant && sd_quadrant_hides(view, (enum sd_mood)(SD_MOOD_HAPPY + mood));
		size_t *line = sd_counts_line(&counts, 2);
		line[0] = mood * 2;
		line[1] = mood * 2 + 1;
	}
	for (size_t outcome = 0; outcome < 2; outcome++) {
		size_t *line = sd_counts_line(&counts, ALL);
		for (size_t mood = HAPPY; mood < ALL; mood++)
			line[mood] = mood * 2 + outcome;
	}
	sd_hide_few(&counts);
	sd_hide_lines(&counts);
	sd_counts_release(&counts);
	for (size_t mood = HAPPY; mood < ALL; mood++)
		hiding->row[mood] = hidden[mood * 2] || hidden[mood * 2 + 1];
	hiding->row[ALL] = sd_is_few(all[0], view->min_cell) || sd_is_few(all[1], view->min_cell);
	hiding->row[ROWS - 1] = hiding->row[HAPPY] || hiding->row[UNHAPPY];
}

static void put_estimate(struct sd_out *out, const struct sd_estimate *estimate, int places)
{
	sd_out_double(out, estimate->value, places);
	sd_out_double(out, isnan(estimate->value) ? NAN : estimate->interval.low, places);
	sd_out_double(out, isnan(estimate->value) ? NAN : estimate->interval.high, places);
}

/* Wilson's and Newcombe's intervals are of people who stand each for themselves, by their effective number. */
static void put_retention(const struct sd_gap_view *view, const struct sd_group_result *results, size_t row,
			  struct sd_out *out)
{
	struct sd_estimate retention = results[row].of[SD_MEASURE_RETENTION];
	double happy = results[HAPPY].effective, unhappy = results[UNHAPPY].effective;
	bool plain = !view->clustered && !view->frame;
	if (plain && row < ALL + 1)
		retention.interval = sd_wilson(retention.value * results[row].effective, results[row].effective);
	else if (plain)
		retention.interval = sd_newcombe(results[HAPPY].of[SD_MEASURE_RETENTION].value * happy, happy,
						 results[UNHAPPY].of[SD_MEASURE_RETENTION].value * unhappy, unhappy);
	put_estimate(out, &retention, 4);
}

static void put_row(const struct sd_gap_view *view, const struct sd_expectation *expectation,
		    const struct sd_group_result *results, const struct hiding *hiding, size_t row, struct sd_out *out)
{
	static const char *const names[ROWS] = {"happy", "middle", "unhappy", "all", "happy-unhappy"};
	const struct sd_group_result *result = results + row;
	bool difference = row == ROWS - 1, told = expectation->forecast && (difference || expectation->cells);
	size_t people = difference && results[UNHAPPY].complete < results[HAPPY].complete ? results[UNHAPPY].complete
			: difference						       ? results[HAPPY].complete
											       : result->complete;
	bool poor = sd_is_few(people, view->min_cell) ||
		    (difference ? sd_is_of_one(results[HAPPY].total, results[HAPPY].most, view->min_cell) ||
					  sd_is_of_one(results[UNHAPPY].total, results[UNHAPPY].most, view->min_cell)
				: sd_is_of_one(result->total, result->most, view->min_cell));
	sd_out_string(out, names[row]);
	if (difference)
		sd_out_absent(out);
	else
		sd_put_count(view, out, result->judged, hiding->row[row]);
	if (hiding->row[row] || !result->judged) {
		sd_put_absent(out, 7);
	} else {
		put_retention(view, results, row, out);
		sd_out_double(out, told ? result->expected_stay : NAN, 4);
		if (told)
			put_estimate(out, result->of + SD_MEASURE_ADJUSTED, 4);
		else
			sd_put_absent(out, 3);
	}
	if (poor) {
		sd_put_absent(out, 7);
	} else {
		put_estimate(out, result->of + SD_MEASURE_SPEND, 2);
		sd_out_double(out, told ? result->expected_value : NAN, 2);
		if (told)
			put_estimate(out, result->of + SD_MEASURE_GAP, 2);
		else
			sd_put_absent(out, 3);
	}
	sd_out_end(out);
}

static void put_moods(const struct sd_gap_view *view, const struct sd_expectation *expectation, const char *variant,
		      struct sd_out *out)
{
	static const struct sd_group_row rows[ROWS] = {{HAPPY, SD_NO_GROUP},
						       {MIDDLE, SD_NO_GROUP},
						       {UNHAPPY, SD_NO_GROUP},
						       {ALL, SD_NO_GROUP},
						       {HAPPY, UNHAPPY}};
	struct sd_group_result results[ROWS];
	struct hiding hiding = {{false}};
	uint32_t *member = sd_calloc(expectation->asked_length + 1, sizeof *member);
	bool known = false;
	for (size_t i = 0; i < expectation->asked_length; i++) {
		enum sd_mood mood = view->answers->items[expectation->asked[i].answer].mood;
		member[i] = mood == SD_MOOD_NONE ? 0 : 1u << ALL | 1u << (mood - SD_MOOD_HAPPY);
		known = known || mood != SD_MOOD_NONE;
	}
	/* Where nobody's mood is known there is still everyone. */
	for (size_t i = 0; i < expectation->asked_length && !known; i++)
		member[i] = 1u << ALL;
	hide(view, expectation, member, expectation == view->expectation, &hiding);
	sd_groups_estimate(expectation, member, GROUPS, rows, ROWS, view->draws, view->jobs, results);
	for (size_t row = 0; row < ROWS; row++) {
		if (variant) {
			sd_out_string(out, variant);
			sd_out_int(out, expectation->horizon);
		}
		put_row(view, expectation, results, &hiding, row, out);
	}
	free(member);
}

int sd_table_moods(const struct sd_gap_view *view, struct sd_writer *writer, struct sd_error *err)
{
	if (sd_table_begin(writer, columns, COLUMNS, err))
		return -1;
	if (view->expectation)
		put_moods(view, view->expectation, NULL, sd_writer_out(writer));
	return sd_writer_flush(writer, err);
}

static bool is_weighted(const struct sd_expectation *expectation)
{
	for (size_t i = 0; i < expectation->asked_length; i++)
		if (expectation->asked[i].weight < 1 || expectation->asked[i].weight > 1)
			return true;
	return false;
}

int sd_table_sensitivity(const struct sd_gap_view *view, struct sd_writer *writer, struct sd_error *err)
{
	enum { DROPPED = 14 };
	const char *names[COLUMNS + 2] = {"variant", "horizon"};
	memcpy(names + 2, columns, sizeof columns);
	if (sd_table_begin(writer, names, COLUMNS + 2, err))
		return -1;
	if (!view->expectation)
		return sd_writer_flush(writer, err);
	put_moods(view, view->expectation, "as given", sd_writer_out(writer));
	if (is_weighted(view->expectation)) {
		struct sd_expectation plain;
		sd_expectation_init(&plain, &view->input);
		for (size_t i = 0; i < plain.asked_length; i++)
			plain.asked[i].weight = 1;
		plain.reraking = NULL;
		put_moods(view, &plain, "not weighted", sd_writer_out(writer));
		sd_expectation_release(&plain);
	}
	int32_t horizon = view->windows.horizon;
	const struct variant {
		const char *name;
		int32_t horizon, skipped;
	} variants[] = {{"half the horizon", horizon / 2, 0},
			{"twice the horizon", horizon * 2, 0},
			{"first 14 days dropped", horizon, DROPPED}};
	for (size_t i = 0; view->input.ledger && i < sizeof variants / sizeof *variants; i++) {
		if (variants[i].horizon <= variants[i].skipped)
			continue;
		struct sd_expectation_input input = view->input;
		struct sd_expectation expectation;
		input.windows.horizon = variants[i].horizon;
		input.skipped = variants[i].skipped;
		sd_expectation_init(&expectation, &input);
		put_moods(view, &expectation, variants[i].name, sd_writer_out(writer));
		sd_expectation_release(&expectation);
	}
	if (view->notes && !view->input.ledger)
		sd_str_adds(view->notes, "what was observed has no other windows: sensitivity needs --ledger\n");
	return sd_writer_flush(writer, err);
}
