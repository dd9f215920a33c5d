/* SPDX-License-Identifier: MIT */
/* Planted worlds for the gap: customers of world.h, of whom some are asked and answer, name themes, and change what
 * they buy by what they name; everything that estimates see is judged against what was planted.
 *
 * Eight themes A … H. Named by chance alone, a fifth of the people each, but for B, which is named with A (`together`),
 * and C, which those who bought most name more often (selection, no change). Of who names A every purchase behind the
 * answer is lost with the chance `loss`; of who names D everything is lost with the chance `leave`. The mood of who
 * names A is unhappy more often. Being asked adds a purchase with the chance `prompt`. */
#ifndef SD_TESTS_WORLD_GAP_H
#define SD_TESTS_WORLD_GAP_H

#include <string.h>

#include "gap/groups.h"
#include "gap/theme_ledger.h"
#include "worlds/ledger.h"

enum { GAP_THEMES = 8, GAP_TERMS = GAP_THEMES + 1, GAP_CUT = 400, GAP_WAVE = 56, GAP_HORIZON = 56, GAP_DRAWS = 199 };

struct gap_plan {
	struct world_plan world;
	double loss, leave, prompt, together;
	double asked, answers; /* shares: of customers who are asked; of these who answer */
	bool by_spend;	       /* who bought more answers more often */
};
#define GAP_PLAN                                                                                                       \
	{                                                                                                              \
		.world = WORLD_PLAN, .asked = 0.5, .answers = 0.6                                                      \
	}

struct gap_world {
	struct world world;
	struct sd_ledger ledger;
	struct sd_text *keys;
	char (*names)[8];
	struct sd_respondents answers;
	struct sd_match_ledger matched;
	struct sd_model model;
	struct sd_expectation expectation;
	struct sd_theme_ledger themes;
	struct sd_group_result groups[4]; /* everyone; unhappy; the others; others − unhappy */
	/* What was planted: what each did more than they would have done. Its sums over everyone with a forecast, and,
	 * over those who are not too rare, the normal equations of what was planted on what was named: their solution
	 * is what the joint fit is after. */
	double named[GAP_TERMS][GAP_TERMS], spend_by[GAP_TERMS], stay_by[GAP_TERMS];
	double spend_all, people_all;
};

static inline sd_day gap_origin(void)
{
	return sd_day_of(2023, 1, 1);
}

/* Decides on what an answerer does behind their answer: purchases in (day, day + h] that are lost or come on top. */
struct gap_change {
	double spend, stay; /* what came less what would have come */
};

static inline int gap_compare_entries(const void *a, const void *b)
{
	const struct sd_ledger_entry *x = a, *y = b;
	return (x->day > y->day) - (x->day < y->day);
}

/* The customer's purchase days as entries, one a day. */
static inline void gap_entries(struct gap_world *gap, size_t i, size_t *room)
{
	struct sd_ledger *ledger = &gap->ledger;
	const struct world_customer *customer = gap->world.customers + i;
	ledger->customers[i] = (struct sd_ledger_customer){gap->keys[i], ledger->entries_length, 0};
	for (size_t j = customer->first; j < customer->first + customer->length; j++) {
		sd_day day = gap_origin() + gap->world.purchases[j].day;
		sd_decimal amount = gap->world.purchases[j].cents * (SD_DECIMAL_UNIT / 100);
		size_t own = ledger->customers[i].length;
		if (own && ledger->entries[ledger->entries_length - 1].day == day) {
			ledger->entries[ledger->entries_length - 1].count++;
			ledger->entries[ledger->entries_length - 1].amount += amount;
			continue;
		}
		SD_GROW(ledger->entries, ledger->entries_length, *room);
		ledger->entries[ledger->entries_length++] = (struct sd_ledger_entry){day, SD_NO_CATEGORY, 1, amount, 0};
		ledger->customers[i].length++;
	}
}

/* Takes purchases away, or adds one, behind the answer. A lost one has count and amount 0. */
static inline struct gap_change gap_change(struct gap_world *gap, const struct gap_plan *plan, size_t i, sd_day day,
					   bool loses, bool leaves, uint64_t *state)
{
	struct sd_ledger_customer *customer = gap->ledger.customers + i;
	struct gap_change change = {0, 0};
	bool would = false, does = false, prompted = world_uniform(state) < plan->prompt;
	double gone = world_uniform(state);
	sd_decimal usual = 0;
	for (size_t j = customer->first; j < customer->first + customer->length; j++) {
		struct sd_ledger_entry *entry = gap->ledger.entries + j;
		usual = entry->day < day ? entry->amount : usual;
		if (entry->day <= day)
			continue;
		bool within = entry->day <= day + GAP_HORIZON, kept = true;
		would = would || within;
		if (loses && world_uniform(state) < plan->loss)
			kept = false;
		if (leaves && gone < plan->leave)
			kept = false;
		if (!kept) {
			change.spend -= within ? sd_decimal_to_double(entry->amount) : 0;
			entry->count = entry->amount = 0;
		}
		does = does || (within && kept);
	}
	/* Prompted: the last purchase day gets its like on the day behind the answer, in the first entry that is lost
	 * or past the window. */
	for (size_t j = customer->first; prompted && usual && j < customer->first + customer->length; j++) {
		struct sd_ledger_entry *entry = gap->ledger.entries + j;
		if (entry->day <= day + GAP_HORIZON)
			continue;
		*entry = (struct sd_ledger_entry){day + 1, SD_NO_CATEGORY, 1, usual, 0};
		change.spend += sd_decimal_to_double(usual);
		does = true;
		break;
	}
	if (customer->length)
		qsort(gap->ledger.entries + customer->first, customer->length, sizeof *gap->ledger.entries,
		      gap_compare_entries);
	change.stay = (double)does - (double)would;
	return change;
}

/* An answer, with what it names; `bought` purchase days in the year before. */
static inline void gap_answer(struct gap_world *gap, const struct gap_plan *plan, size_t i, sd_day day, double bought,
			      struct sd_arena *arena, uint64_t *state)
{
	bool names[GAP_THEMES];
	char codes[GAP_THEMES * 2 + 1];
	size_t length = 0;
	for (size_t t = 0; t < GAP_THEMES; t++) {
		double chance = world_uniform(state);
		names[t] = chance < 0.2;
		if (t == 1 && plan->together > 0)
			names[t] = chance < (names[0] ? plan->together : 0.05);
		if (t == 2)
			names[t] = chance < (bought > 4 ? 0.4 : 0.1);
		if (names[t]) {
			codes[length++] = (char)('A' + t);
			codes[length++] = ';';
		}
	}
	struct sd_respondent *answer = gap->answers.items + gap->answers.length;
	struct gap_change change = gap_change(gap, plan, i, day, names[0], names[3], state);
	*answer = (struct sd_respondent){.key = gap->keys[i],
					 .normal = gap->keys[i],
					 .usable = true,
					 .consented = true,
					 .day = day,
					 .coded = true,
					 .codes = {sd_arena_dup(arena, codes, length), length},
					 .match = SD_MATCH_EXACT,
					 .customer = i,
					 .responded = i,
					 .sharing = 1,
					 .mood = world_uniform(state) < (names[0] ? 0.6 : 0.2) ? SD_MOOD_UNHAPPY
											       : SD_MOOD_HAPPY,
					 .row.number = gap->answers.length + 1};
	/* What was planted waits here until it is known who is judged. */
	answer->before_value = sd_decimal_of_double(change.spend);
	answer->before_count = (int64_t)change.stay;
	gap->answers.length++;
	gap->matched.unasked[i] = false;
}

static inline void gap_survey(struct gap_world *gap, const struct gap_plan *plan, struct sd_arena *arena)
{
	uint64_t state = plan->world.seed * 0x9E3779B97F4A7C15u + 77;
	gap->matched.invited = true;
	gap->matched.first_answer = SD_NO_DAY;
	gap->matched.unasked = sd_calloc(gap->ledger.length + 1, sizeof *gap->matched.unasked);
	gap->answers.items = sd_calloc(gap->ledger.length + 1, sizeof *gap->answers.items);
	gap->answers.columns.cluster = SIZE_MAX;
	for (size_t i = 0; i < gap->ledger.length; i++) {
		bool asked = world_uniform(&state) < plan->asked;
		double chance = world_uniform(&state);
		sd_day day = gap_origin() + GAP_CUT + (sd_day)(world_uniform(&state) * GAP_WAVE);
		struct sd_ledger_sums sums;
		sd_ledger_between(&gap->ledger, i, day - SD_BEFORE_DAYS, day - 1, &sums);
		gap->matched.unasked[i] = !asked;
		if (!asked || !sums.days)
			continue;
		double answers = plan->by_spend ? fmin(0.95, 0.15 + 0.012 * sd_decimal_to_double(sums.amount) / 10)
						: plan->answers;
		if (chance < answers)
			gap_answer(gap, plan, i, day, (double)sums.days, arena, &state);
		if (chance < answers && (gap->matched.first_answer == SD_NO_DAY || day < gap->matched.first_answer))
			gap->matched.first_answer = day;
	}
}

static inline void gap_sum_planted(struct gap_world *gap)
{
	for (size_t person = 0; person < gap->expectation.asked_length; person++) {
		const struct sd_subject *subject = gap->expectation.asked + person;
		const struct sd_respondent *answer = gap->answers.items + subject->answer;
		double spend = sd_decimal_to_double(answer->before_value), stay = (double)answer->before_count;
		if (!subject->forecast)
			continue;
		gap->spend_all += spend;
		gap->people_all++;
		if (!subject->judged)
			continue;
		double z[GAP_TERMS] = {1};
		for (size_t t = 0; t < GAP_THEMES; t++)
			z[t + 1] = memchr(answer->codes.data, (int)('A' + t), answer->codes.length) ? 1 : 0;
		for (size_t i = 0; i < GAP_TERMS; i++) {
			gap->spend_by[i] += z[i] * spend;
			gap->stay_by[i] += z[i] * stay;
			for (size_t j = 0; j < GAP_TERMS; j++)
				gap->named[i][j] += z[i] * z[j];
		}
	}
}

/* 0, or -1 where the model could not be fitted. Either way released by gap_world_release(). */
static inline int gap_world_make(struct gap_world *gap, const struct gap_plan *plan, struct sd_arena *arena)
{
	*gap = (struct gap_world){.matched.invited = true};
	world_make(&gap->world, &plan->world);
	size_t length = gap->world.length, room = 0;
	gap->keys = sd_calloc(length, sizeof *gap->keys);
	gap->names = sd_calloc(length, sizeof *gap->names);
	gap->ledger.length = length;
	gap->ledger.customers = sd_calloc(length, sizeof *gap->ledger.customers);
	for (size_t i = 0; i < length; i++) {
		for (size_t digit = 6, rest = i; digit--; rest /= 10)
			gap->names[i][digit] = (char)('0' + rest % 10);
		gap->keys[i] = (struct sd_text){gap->names[i], 6};
		gap_entries(gap, i, &room);
	}
	gap->ledger.first = gap_origin();
	gap->ledger.last = gap_origin() + plan->world.days;
	gap_survey(gap, plan, arena);
	struct sd_error err = SD_ERROR_INIT;
	struct sd_str notes = SD_STR_INIT;
	int status = sd_model_fit_ledger(&gap->model, SD_MODEL_MBG_NBD, &gap->ledger, true, gap->matched.first_answer,
					 &notes, &err);
	sd_error_release(&err);
	if (!status) {
		const struct sd_expectation_input input = {.answers = &gap->answers,
							   .matched = &gap->matched,
							   .ledger = &gap->ledger,
							   .model = &gap->model,
							   .windows = {SD_BEFORE_DAYS, GAP_HORIZON, gap->ledger.last},
							   .valued = true};
		sd_expectation_init(&gap->expectation, &input);
		sd_theme_ledger_init(&gap->themes, &gap->expectation, &gap->answers, &notes);
		gap_sum_planted(gap);
		uint32_t *member = sd_calloc(gap->expectation.asked_length + 1, sizeof *member);
		for (size_t i = 0; i < gap->expectation.asked_length; i++)
			member[i] =
				gap->answers.items[gap->expectation.asked[i].answer].mood == SD_MOOD_UNHAPPY ? 3 : 5;
		static const struct sd_group_row rows[4] = {
			{0, SD_NO_GROUP}, {1, SD_NO_GROUP}, {2, SD_NO_GROUP}, {2, 1}};
		sd_groups_estimate(&gap->expectation, member, 3, rows, 4, GAP_DRAWS, 1, gap->groups);
		free(member);
	}
	sd_str_release(&notes);
	return status;
}

static inline const struct sd_theme_row *gap_theme(const struct gap_world *gap, size_t theme)
{
	for (size_t i = 0; i < gap->themes.length; i++)
		if (gap->themes.rows[i].code.data[0] == (char)('A' + theme))
			return gap->themes.rows + i;
	return NULL;
}

static inline void gap_world_release(struct gap_world *gap)
{
	sd_expectation_release(&gap->expectation);
	sd_theme_ledger_release(&gap->themes);
	free(gap->ledger.customers);
	free(gap->ledger.entries);
	free(gap->keys);
	free(gap->names);
	free(gap->answers.items);
	free(gap->matched.unasked);
	world_release(&gap->world);
}

/* --- families ----------------------------------------------------------------------------------------------------- */

enum { GAP_SEASONAL, GAP_REGULAR, GAP_HEAVY, GAP_BY_SPEND, GAP_PROMPTED, GAP_TOGETHER, GAP_CUT_LEFT, GAP_FAMILIES };
static const char *const gap_families[GAP_FAMILIES] = {"seasonal", "regular rhythm", "heavy tails", "response by spend",
							"prompted by the survey", "themes together",
							"log cut off on the left"};

/* Themes have effects where `planted`. */
static inline struct gap_plan gap_plan_of(int family, uint64_t seed, bool planted)
{
	struct gap_plan plan = GAP_PLAN;
	plan.world.customers = 2400;
	plan.world.arrivals = GAP_CUT - 60;
	plan.world.days = GAP_CUT + GAP_WAVE + GAP_HORIZON + 7;
	plan.world.r = 2;
	plan.world.alpha = 4;
	plan.world.a = 0.6;
	plan.world.b = 6;
	plan.world.p = 6;
	plan.world.q = 6;
	plan.world.gamma = 25;
	plan.world.seed = seed * GAP_FAMILIES + (uint64_t)family + 1;
	/* Where another theme is mostly named with it, an effect must be larger to be found as often. */
	plan.loss = !planted ? 0 : family == GAP_TOGETHER ? 0.6 : 0.5;
	plan.leave = planted ? 0.35 : 0;
	plan.world.season = family == GAP_SEASONAL ? 0.6 : 0;
	plan.world.regular = family == GAP_REGULAR ? 4 : 1;
	plan.world.heavy = family == GAP_HEAVY ? 0.02 : 0;
	plan.world.heavy_times = 3;
	plan.by_spend = family == GAP_BY_SPEND;
	plan.prompt = family == GAP_PROMPTED ? 0.2 : 0;
	plan.together = family == GAP_TOGETHER ? 0.7 : 0;
	plan.world.before = family == GAP_CUT_LEFT ? 365 : 0;
	return plan;
}

/* --- what is held against what was planted ------------------------------------------------------------------------ */

enum {
	GAP_MEAN,
	GAP_SPEND_A,
	GAP_STAY_A,
	GAP_SPEND_D,
	GAP_STAY_D,
	GAP_SPEND_NULL,
	GAP_STAY_NULL,
	GAP_RETENTION,
	GAP_ESTIMANDS
};
static const char *const gap_estimands[GAP_ESTIMANDS] = {
	"mean gap", "spend, theme A", "stay, theme A", "spend, theme D", "stay, theme D", "spend, theme C (nothing)",
	"stay, theme C (nothing)", "retention difference"};

struct gap_tally {
	size_t worlds, failed; /* failed: no model */
	double gap_sum, gap_people, retention_sum;
	double named[GAP_TERMS][GAP_TERMS], spend_by[GAP_TERMS], stay_by[GAP_TERMS];
	double squares[GAP_ESTIMANDS], width[GAP_ESTIMANDS]; /* of the estimates; half the intervals */
	double value[GAP_ESTIMANDS];
	struct sd_interval *intervals[GAP_ESTIMANDS];
	size_t flagged[SD_THEME_OUTCOMES]; /* worlds in which any theme was flagged by that outcome */
	size_t found_spend, found_stay; /* theme A's spend and theme D's staying */
};

static inline bool gap_is_flagged(const struct sd_theme_row *row, int outcome)
{
	return row && row->effect[outcome].q <= 0.05;
}

static inline void gap_take(struct gap_tally *tally, int estimand, double value, double low, double high)
{
	tally->value[estimand] += value;
	tally->squares[estimand] += value * value;
	tally->width[estimand] += (high - low) / 2;
	tally->intervals[estimand][tally->worlds] = (struct sd_interval){low, high};
}

static inline void gap_tally_world(struct gap_tally *tally, const struct gap_world *gap)
{
	static const struct {
		int estimand, theme, outcome;
	} themes[] = {{GAP_SPEND_A, 0, SD_THEME_SPEND},	   {GAP_STAY_A, 0, SD_THEME_STAY},
		      {GAP_SPEND_D, 3, SD_THEME_SPEND},	   {GAP_STAY_D, 3, SD_THEME_STAY},
		      {GAP_SPEND_NULL, 2, SD_THEME_SPEND}, {GAP_STAY_NULL, 2, SD_THEME_STAY}};
	const struct sd_estimate *mean = gap->groups[0].of + SD_MEASURE_GAP;
	gap_take(tally, GAP_MEAN, mean->value, mean->interval.low, mean->interval.high);
	tally->gap_sum += gap->spend_all;
	tally->gap_people += gap->people_all;
	for (size_t i = 0; i < GAP_TERMS; i++) {
		tally->spend_by[i] += gap->spend_by[i];
		tally->stay_by[i] += gap->stay_by[i];
		for (size_t j = 0; j < GAP_TERMS; j++)
			tally->named[i][j] += gap->named[i][j];
	}
	for (size_t i = 0; i < sizeof themes / sizeof *themes; i++) {
		const struct sd_theme_row *row = gap_theme(gap, (size_t)themes[i].theme);
		const struct sd_theme_effect *effect = row->effect + themes[i].outcome;
		gap_take(tally, themes[i].estimand, effect->value, effect->low, effect->high);
	}
	double happy = (double)gap->groups[2].judged, unhappy = (double)gap->groups[1].judged;
	double h = gap->groups[2].of[SD_MEASURE_RETENTION].value, u = gap->groups[1].of[SD_MEASURE_RETENTION].value;
	struct sd_interval newcombe = sd_newcombe(h * happy, happy, u * unhappy, unhappy);
	gap_take(tally, GAP_RETENTION, h - u, newcombe.low, newcombe.high);
	tally->retention_sum += h - u;
	for (int o = 0; o < SD_THEME_OUTCOMES; o++) {
		bool flagged = false;
		for (size_t t = 0; t < GAP_THEMES; t++)
			flagged = flagged || gap_is_flagged(gap_theme(gap, t), o);
		tally->flagged[o] += flagged;
	}
	tally->found_spend += gap_is_flagged(gap_theme(gap, 0), SD_THEME_SPEND);
	tally->found_stay += gap_is_flagged(gap_theme(gap, 3), SD_THEME_STAY);
	tally->worlds++;
}

static inline void gap_tally_init(struct gap_tally *tally, size_t worlds)
{
	*tally = (struct gap_tally){.worlds = 0};
	for (int e = 0; e < GAP_ESTIMANDS; e++)
		tally->intervals[e] = sd_calloc(worlds + 1, sizeof(struct sd_interval));
}
static inline void gap_tally_release(struct gap_tally *tally)
{
	for (int e = 0; e < GAP_ESTIMANDS; e++)
		free(tally->intervals[e]);
}
/* By elimination; the matrix is one of normal equations, so its pivots are above 0. */
static inline double gap_solve(const struct gap_tally *tally, const double *right, size_t term)
{
	double a[GAP_TERMS][GAP_TERMS + 1];
	for (size_t i = 0; i < GAP_TERMS; i++) {
		memcpy(a[i], tally->named[i], sizeof tally->named[i]);
		a[i][GAP_TERMS] = right[i];
	}
	for (size_t k = 0; k < GAP_TERMS; k++)
		for (size_t i = 0; i < GAP_TERMS; i++) {
			double times = a[i][k] / a[k][k];
			for (size_t j = k; j <= GAP_TERMS && i != k; j++)
				a[i][j] -= times * a[k][j];
		}
	return a[term][GAP_TERMS] / a[term][term];
}
static inline double gap_truth(const struct gap_tally *tally, int estimand)
{
	switch (estimand) {
	case GAP_MEAN:
		return tally->gap_sum / tally->gap_people;
	case GAP_RETENTION:
		return tally->retention_sum / (double)tally->worlds;
	case GAP_SPEND_A:
	case GAP_STAY_A:
		return gap_solve(tally, estimand == GAP_SPEND_A ? tally->spend_by : tally->stay_by, 1);
	case GAP_SPEND_D:
	case GAP_STAY_D:
		return gap_solve(tally, estimand == GAP_SPEND_D ? tally->spend_by : tally->stay_by, 4);
	default:
		return gap_solve(tally, estimand == GAP_SPEND_NULL ? tally->spend_by : tally->stay_by, 3);
	}
}
/* The standard deviation of the estimates. */
static inline double gap_spread(const struct gap_tally *tally, int estimand)
{
	double n = (double)tally->worlds, mean = tally->value[estimand] / n;
	return sqrt(fmax(0, tally->squares[estimand] / n - mean * mean));
}
/* The share of worlds whose interval holds what was planted. */
static inline double gap_cover(const struct gap_tally *tally, int estimand)
{
	double truth = gap_truth(tally, estimand);
	size_t holds = 0;
	for (size_t i = 0; i < tally->worlds; i++)
		holds += tally->intervals[estimand][i].low <= truth && truth <= tally->intervals[estimand][i].high;
	return (double)holds / (double)tally->worlds;
}

static inline void gap_run(struct gap_tally *tally, int family, size_t worlds, bool planted)
{
	gap_tally_init(tally, worlds);
	for (size_t seed = 0; seed < worlds; seed++) {
		struct gap_plan plan = gap_plan_of(family, seed, planted);
		struct gap_world gap;
		struct sd_arena arena = SD_ARENA_INIT;
		if (gap_world_make(&gap, &plan, &arena))
			tally->failed++;
		else
			gap_tally_world(tally, &gap);
		gap_world_release(&gap);
		sd_arena_release(&arena);
	}
}

#endif
