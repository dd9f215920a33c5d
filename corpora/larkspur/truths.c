/* SPDX-License-Identifier: MIT */
#include "larkspur.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Sums over some respondents. Before: the days [a - 364, a - 1] since the first purchase; after: [a + 1, a + h]. */
struct group {
	int people, stays, before_visits, before_days, kept, often, often_stays;
	int64_t before_pence, after_pence;
};

static int first_purchase(const struct corpus *corpus, int c)
{
	int day = 0;
	while (day < DAYS && !corpus->bought[c][day])
		day++;
	return day;
}

static int first_answer(const struct corpus *corpus)
{
	int first = DAYS;
	for (int i = 0; i < corpus->answer_count; i++)
		if (corpus->answers[i].day < first)
			first = corpus->answers[i].day;
	return first;
}

/* P90 (nearest rank) of the gaps between purchase days before the first answer, up to whole weeks. */
static int horizon(const struct corpus *corpus)
{
	int gaps[DAYS] = {0}, count = 0, first = first_answer(corpus), p90 = 0;
	for (int c = 0; c < CUSTOMERS; c++)
		for (int day = 0, last = -1; day < first; day++)
			if (corpus->bought[c][day]) {
				if (last >= 0) {
					gaps[day - last]++;
					count++;
				}
				last = day;
			}
	for (int seen = gaps[0]; seen * 10 < count * 9 && p90 < DAYS - 1;)
		seen += gaps[++p90];
	int weeks = (p90 + 6) / 7;
	return 7 * (weeks < 4 ? 4 : weeks > 52 ? 52 : weeks);
}

/* Matched as typed or after trimming and upper case, consenting, and among the orders. */
static bool is_matched(const struct corpus *corpus, int c)
{
	const struct customer *customer = &corpus->customers[c];
	return customer->answer >= 0 && (customer->spelling == CLEAN_ID || customer->spelling == VARIANT_ID) &&
		customer->consent && first_purchase(corpus, c) < DAYS;
}

static bool is_complete(const struct customer *customer, int h)
{
	return customer->last_answer + h <= DAYS - 1;
}

static void add_person(const struct corpus *corpus, struct group *group, int c, int h)
{
	int a = corpus->customers[c].last_answer, first = first_purchase(corpus, c), visits = 0, late = 0;
	int from = first > a - WINDOW ? first : a - WINDOW, earlier = 0;
	for (int day = from; day < a; day++) {
		earlier += corpus->bought[c][day];
		group->before_pence += corpus->spent[c][day];
	}
	for (int day = a + 1; day <= a + h; day++) {
		visits += corpus->bought[c][day];
		late += day > a + 7 && corpus->bought[c][day];
		group->after_pence += corpus->spent[c][day];
	}
	group->people++;
	group->before_visits += earlier;
	group->before_days += from < a ? a - from : 0;
	group->stays += visits > 0;
	if (earlier * 40 >= a - from) {
		group->often++;
		group->often_stays += visits > 0;
	}
	group->kept += late == 0;
}

/* Matched people whose window is complete, with one of `with` (where it is not 0) and none of `without`. */
static struct group sum(const struct corpus *corpus, int h, uint64_t with, uint64_t without, char mood)
{
	struct group group = {0};
	for (int c = 0; c < corpus->person_count; c++) {
		if (!is_matched(corpus, c) || !is_complete(&corpus->customers[c], h))
			continue;
		const struct answer *answer = &corpus->answers[corpus->customers[c].answer];
		if ((with != 0 && !(answer->marks & with)) || answer->marks & without || (mood != '\0' &&
			answer->field[MOOD][0] != mood))
			continue;
		add_person(corpus, &group, c, h);
	}
	return group;
}

static void print_tenths(int64_t above, int64_t under)
{
	if (under <= 0)
		printf("-");
	else
		printf("%" PRId64 ".%d", above * 10 / under / 10, (int)(above * 10 / under % 10));
}

static void print_group(const char *name, struct group group, int h)
{
	printf("    %-28s n %3d  stays %3d (", name, group.people, group.stays);
	print_tenths((int64_t)group.stays * 100, group.people);
	printf(" %%)  pence a week before ");
	print_tenths(group.before_pence * 7, group.before_days);
	printf(", after ");
	print_tenths(group.after_pence * 7, (int64_t)group.people * h);
	printf("  days a visit before ");
	print_tenths(group.before_days, group.before_visits);
	printf("\n    %-28s n %3d  stays %3d (", "    often enough to tell", group.often, group.often_stays);
	print_tenths((int64_t)group.often_stays * 100, group.often);
	printf(" %%)\n");
}

static void print_against(const struct corpus *corpus, int h, const char *name, uint64_t with, uint64_t without)
{
	print_group(name, sum(corpus, h, with, without, '\0'), h);
	print_group("  the others", sum(corpus, h, 0, with | without, '\0'), h);
}

static void print_frame(const struct corpus *corpus, int day)
{
	static const char *const names[3] = {"answered and matched", "invited, silent", "not invited"};
	int people[3] = {0}, visits[3] = {0};
	int64_t pence[3] = {0};
	for (int c = 0; c < CUSTOMERS; c++) {
		const struct customer *customer = &corpus->customers[c];
		if (customer->answer >= 0 && !is_matched(corpus, c))
			continue;
		int kind = customer->answer >= 0 ? 0 : customer->invited ? 1 : 2, seen = 0;
		int64_t sum_pence = 0;
		for (int past = day - WINDOW; past < day; past++) {
			seen += corpus->bought[c][past];
			sum_pence += corpus->spent[c][past];
		}
		people[kind] += seen > 0;
		visits[kind] += seen;
		pence[kind] += seen > 0 ? sum_pence : 0;
	}
	for (int kind = 0; kind < 3; kind++) {
		printf("    %-28s n %4d  purchase days each ", names[kind], people[kind]);
		print_tenths(visits[kind], people[kind]);
		printf("  pounds each ");
		print_tenths(pence[kind] / 100, people[kind]);
		printf("\n");
	}
}

static void print_habits(const struct corpus *corpus, int h)
{
	static const struct {
		const char *name;
		int claim, low, high; /* visits a year within a quarter of what was said */
	} habits[] = {{"every day (260-365)", DAILY, 208, 456}, {"twice a week (104)", TWICE, 83, 130},
		{"every week (52)", WEEKLY, 42, 65}, {"every month (12)", MONTHLY, 10, 15}};
	for (size_t i = 0; i < sizeof habits / sizeof *habits; i++) {
		struct group group = sum(corpus, h, CLAIM(habits[i].claim), 0, '\0');
		int within = 0, under = 0;
		for (int c = 0; c < corpus->person_count; c++) {
			struct group one = {0};
			if (!is_matched(corpus, c) || !is_complete(&corpus->customers[c], h) ||
				!(corpus->answers[corpus->customers[c].answer].marks & CLAIM(habits[i].claim)))
				continue;
			add_person(corpus, &one, c, h);
			bool fewer = one.before_visits * 365 < habits[i].low * one.before_days;
			bool more = one.before_visits * 365 > habits[i].high * one.before_days;
			under += fewer;
			within += !fewer && !more;
		}
		printf("    %-28s n %3d  one visit every ", habits[i].name, group.people);
		print_tenths(group.before_days, group.before_visits);
		printf(" days; rate within a quarter of what was said %d, under that %d\n", within, under);
	}
}

static void print_shares(const struct corpus *corpus)
{
	for (int theme = 0; theme < THEMES; theme++) {
		int blamed = 0, praised = 0;
		for (int i = 0; i < corpus->answer_count; i++) {
			blamed += (corpus->answers[i].marks & BLAME(theme)) != 0;
			praised += (corpus->answers[i].marks & PRAISE(theme)) != 0;
		}
		printf("    %-10s blamed %3d (", corpus->theme_names[theme], blamed);
		print_tenths((int64_t)blamed * 100, corpus->answer_count);
		printf(" %%)  praised %3d (", praised);
		print_tenths((int64_t)praised * 100, corpus->answer_count);
		printf(" %%)\n");
	}
}

/* Answers with a mark, by store or (store false) by wave. */
static void print_by(const struct corpus *corpus, const char *name, uint64_t mark, bool by_store)
{
	printf("    %s:", name);
	for (int kind = 0; kind < (by_store ? (int)STORES : (int)WAVES); kind++) {
		int with = 0, all = 0;
		for (int i = 0; i < corpus->answer_count; i++) {
			const struct answer *answer = &corpus->answers[i];
			if ((by_store ? corpus->customers[answer->person].store : answer->wave) != kind)
				continue;
			all++;
			with += (answer->marks & mark) != 0;
		}
		if (by_store)
			printf(" %s", corpus->store_names[kind]);
		else
			printf(" wave %d", kind + 1);
		printf(" %d of %d (", with, all);
		print_tenths((int64_t)with * 100, all);
		printf(" %%)%s", kind + 1 < (by_store ? (int)STORES : (int)WAVES) ? "," : "\n");
	}
}

/* The mean score of the answers that blame a theme, and of the others; blank scores aside. */
static void print_scores(const struct corpus *corpus)
{
	for (int theme = 0; theme < THEMES; theme++) {
		int64_t n[2] = {0}, sum[2] = {0};
		for (int i = 0; i < corpus->answer_count; i++) {
			const struct answer *answer = &corpus->answers[i];
			char *end;
			long score = strtol(answer->field[SCORE], &end, 10);
			int blames = (answer->marks & BLAME(theme)) != 0;
			if (end == answer->field[SCORE])
				continue;
			n[blames]++;
			sum[blames] += score;
		}
		if (!n[1])
			continue;
		printf("    %s-: %d answers, mean score ", corpus->theme_names[theme], (int)n[1]);
		print_tenths(sum[1], n[1]);
		printf("; the others ");
		print_tenths(sum[0], n[0]);
		printf("\n");
	}
}

static void print_who(const struct corpus *corpus, int h)
{
	static const char moods[3] = {'h', 'm', 'u'};
	static const char *const names[3] = {"happy", "middle", "unhappy"};
	int early = 0, matched = 0;
	for (int c = 0; c < corpus->person_count; c++) {
		matched += is_matched(corpus, c);
		early += is_matched(corpus, c) && !is_complete(&corpus->customers[c], h);
	}
	printf("    people %d, matched %d, of them too early %d, complete %d\n", corpus->person_count, matched, early,
		matched - early);
	for (int mood = 0; mood < 3; mood++) {
		int people = 0, blank = 0, unknown = 0, lookalike = 0, unwilling = 0, never = 0;
		for (int c = 0; c < corpus->person_count; c++) {
			const struct customer *customer = &corpus->customers[c];
			if (corpus->answers[customer->answer].field[MOOD][0] != moods[mood])
				continue;
			people++;
			blank += customer->spelling == BLANK_ID;
			unknown += customer->spelling == UNKNOWN_ID;
			lookalike += customer->spelling == LOOKALIKE_ID;
			bool known = customer->spelling == CLEAN_ID || customer->spelling == VARIANT_ID;
			unwilling += known && !customer->consent;
			never += known && customer->consent && first_purchase(corpus, c) == DAYS;
		}
		printf("    %-7s %3d people: blank id %d, unknown id %d, look-alike id %d, no consent %d, "
			"never ordered %d\n", names[mood], people, blank, unknown, lookalike, unwilling, never);
	}
}

static void print_promises(const struct corpus *corpus, int h)
{
	static const struct {
		const char *name;
		int claim;
		bool going;
	} promises[] = {{"won't be back", LEAVE, true}, {"gone to a rival", SWITCH, true},
		{"cancelling the Pass", CANCEL, true}, {"will keep coming", STAY, false}};
	for (size_t i = 0; i < sizeof promises / sizeof *promises; i++) {
		struct group group = sum(corpus, h, CLAIM(promises[i].claim), 0, '\0');
		printf("    %-28s n %3d  kept %d\n", promises[i].name, group.people,
			promises[i].going ? group.kept : group.stays);
	}
}

void print_truths(const struct corpus *corpus)
{
	int h = horizon(corpus);
	const uint64_t gone = CLAIM(LEAVE) | CLAIM(SWITCH) | CLAIM(CANCEL) | CLAIM(MOVED);
	const uint64_t odd = BLAME(WAIT) | BLAME(CLOSING) | CLAIM(LESS) | gone;
	const uint64_t habit = CLAIM(DAILY) | CLAIM(TWICE) | CLAIM(WEEKLY) | CLAIM(MONTHLY);
	printf("horizon h = %d days; last day of the log 2025-06-30\n", h);
	print_who(corpus, h);
	printf("T1 blame of the wait\n");
	print_against(corpus, h, "wait-", BLAME(WAIT), 0);
	print_against(corpus, h, "wait-, nobody going", BLAME(WAIT), gone);
	printf("T2 blame of prices, without wait-, closing-, coming less and going\n");
	print_against(corpus, h, "price-", BLAME(PRICE), odd);
	printf("T3 habits\n");
	print_habits(corpus, h);
	printf("T4 praise of staff, without wait-, closing-, coming less and going\n");
	print_against(corpus, h, "staff+", PRAISE(STAFF), odd);
	print_against(corpus, h, "staff+, no stated habit", PRAISE(STAFF), odd | habit);
	printf("T5 who answers: customers with a purchase in the 364 days before 2025-01-13\n");
	print_frame(corpus, 378);
	printf("T6 happy, and moved away\n");
	print_group("happy, moved", sum(corpus, h, CLAIM(MOVED), 0, 'h'), h);
	print_group("happy, not moved", sum(corpus, h, 0, CLAIM(MOVED), 'h'), h);
	print_group("middle", sum(corpus, h, 0, 0, 'm'), h);
	print_group("unhappy", sum(corpus, h, 0, 0, 'u'), h);
	printf("T7 promises\n");
	print_promises(corpus, h);
	printf("T8 blame of the app, without wait-, closing-, coming less and going\n");
	print_against(corpus, h, "app-", BLAME(APP), odd);
	printf("T9 blame of closing times, without wait-, coming less and going\n");
	print_against(corpus, h, "closing-", BLAME(CLOSING), odd & ~BLAME(CLOSING));
	printf("T10 stores\n");
	print_by(corpus, "wait-", BLAME(WAIT), true);
	print_by(corpus, "staff+", PRAISE(STAFF), true);
	printf("T11 waves\n");
	print_by(corpus, "app, blame or praise", BLAME(APP) | PRAISE(APP), false);
	printf("T14 the score, by what is blamed\n");
	print_scores(corpus);
	printf("Themes, of %d answers\n", corpus->answer_count);
	print_shares(corpus);
}
