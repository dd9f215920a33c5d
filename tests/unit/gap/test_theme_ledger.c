/* SPDX-License-Identifier: MIT */
/* The theme ledger by hand: people whose spend and staying are set, so that each effect is known. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/hash.h"
#include "gap/theme_ledger.h"

enum { PEOPLE = 240 };

struct people {
	struct sd_respondent answers[PEOPLE];
	struct sd_respondents respondents;
	struct sd_subject subjects[PEOPLE];
	struct sd_recentring one;
	struct sd_expectation expectation;
	char names[PEOPLE][8];
	struct sd_theme_ledger ledger;
	struct sd_str notes;
};

static struct sd_text text_of(const char *text)
{
	return (struct sd_text){text, strlen(text)};
}

/* Everyone was to stay with π 0.5 and to spend 10; what they did is filled in behind this. */
static void begin(struct people *people)
{
	*people = (struct people){.one = {1, 1}, .notes = SD_STR_INIT};
	people->respondents = (struct sd_respondents){.items = people->answers, .length = PEOPLE};
	people->respondents.columns.cluster = SIZE_MAX;
	for (size_t i = 0; i < PEOPLE; i++) {
		struct sd_str name = SD_STR_INIT;
		sd_str_addf(&name, "%04zu", i);
		memcpy(people->names[i], name.data, 5);
		sd_str_release(&name);
		people->answers[i] =
			(struct sd_respondent){.coded = true, .scored = true, .normal = {people->names[i], 4}};
		people->subjects[i] = (struct sd_subject){.key = {people->names[i], 4},
							  .answer = i,
							  .forecast = true,
							  .psi = 1,
							  .pi = 0.5,
							  .value = 10,
							  .judged = true,
							  .weight = 1};
	}
	people->expectation = (struct sd_expectation){.asked = people->subjects,
						      .asked_length = PEOPLE,
						      .recentring = &people->one,
						      .forecast = true,
						      .valued = true};
}

static void make(struct people *people)
{
	sd_theme_ledger_init(&people->ledger, &people->expectation, &people->respondents, &people->notes);
}

static void end(struct people *people)
{
	sd_theme_ledger_release(&people->ledger);
	sd_str_release(&people->notes);
}

static const struct sd_theme_row *row_of(const struct people *people, const char *code, enum sd_polarity polarity)
{
	for (size_t i = 0; i < people->ledger.length; i++)
		if (sd_text_equals(people->ledger.rows[i].code, code) && people->ledger.rows[i].polarity == polarity)
			return people->ledger.rows + i;
	fail_msg("no row %s", code);
	return NULL;
}

static void within(double got, double wanted, double error)
{
	if (!(fabs(got - wanted) <= error))
		fail_msg("%.12g, not %.12g", got, wanted);
}

/* Wait costs 6 of spend and is named with slow two times of three, which costs 2: the raw difference of each holds part
 * of the other's, the joint fit does not. */
static void the_joint_fit_takes_themes_apart(void **state)
{
	(void)state;
	struct people people;
	begin(&people);
	for (size_t i = 0; i < PEOPLE; i++) {
		bool wait = i % 2, slow = wait ? i % 6 != 1 : i % 12 == 2;
		struct sd_subject *subject = people.subjects + i;
		people.answers[i].codes = text_of(wait && slow ? "wait;slow;wait" : wait ? "wait" : slow ? "slow" : "");
		/* A scatter that is the same in each of the four kinds. */
		subject->spend = 10 - 6 * wait - 2 * slow + ((i / 12) % 2 ? 0.5 : -0.5);
		subject->stay = (i / 12) % 4 < 2;
		people.answers[i].score = (7 - 3 * wait) * SD_DECIMAL_UNIT;
	}
	make(&people);
	const struct sd_theme_row *wait = row_of(&people, "wait", SD_POLARITY_NONE);
	const struct sd_theme_row *slow = row_of(&people, "slow", SD_POLARITY_NONE);
	assert_int_equal(people.ledger.base, PEOPLE);
	assert_int_equal(wait->n, 120);
	assert_int_equal(slow->n, 80 + 20);
	within(wait->effect[SD_THEME_SPEND].value, -6, 1e-9);
	within(slow->effect[SD_THEME_SPEND].value, -2, 1e-9);
	within(wait->spend_difference, -6 - 2 * (80.0 / 120 - 20.0 / 120), 1e-9);
	within(wait->effect[SD_THEME_STAY].value, 0, 1e-9);
	within(wait->effect[SD_THEME_STATED].value, -3, 1e-9);
	within(slow->effect[SD_THEME_STATED].value, 0, 1e-9);
	within(wait->stated_difference, -3, 1e-9);
	within(slow->stated_difference, -3 * (80.0 / 100 - 40.0 / 140), 1e-9);
	within(wait->at_stake, -720, 1e-6);
	assert_true(wait->effect[SD_THEME_SPEND].q < 1e-6 && wait->effect[SD_THEME_SPEND].low < -6);
	assert_false(wait->effect[SD_THEME_SPEND].of_one);
	within(wait->overlap, 80.0 / 140, 1e-12);
	assert_int_equal(wait->both, 80);
	assert_ptr_equal(people.ledger.rows + wait->like, slow);
	assert_int_equal(wait->rank, 1);
	assert_int_equal(slow->rank, 2);
	/* Of two binary columns the inflation is 1/(1 − φ²). */
	double phi = (80.0 * 100 - 20.0 * 40) / sqrt(120.0 * 120 * 100 * 140);
	within(wait->inflation, 1 / (1 - phi * phi), 1e-9);
	end(&people);
}

/* Praise and blame of one code are two rows, told by its feeling; two answers of one person may hold both. */
static void polarity(void **state)
{
	(void)state;
	struct people people;
	size_t column = 0;
	begin(&people);
	people.respondents.columns.feelings = &column;
	people.respondents.columns.feelings_length = 1;
	for (size_t i = 0; i < PEOPLE; i++) {
		people.answers[i].codes = text_of(i % 4 ? "staff" : "");
		people.answers[i].feelings = text_of(i % 4 == 1   ? "{\"staff\":0.5}{\"staff\":-0.25}"
						     : i % 4 == 2 ? "{\"staff\":-0.75,\"odd\":\"x\"}"
						     : i % 4 == 3 ? "not an object"
								  : "");
	}
	make(&people);
	assert_true(people.ledger.polar);
	assert_int_equal(people.ledger.length, 3);
	assert_int_equal(row_of(&people, "staff", SD_POLARITY_PRAISE)->n, 60);
	within(row_of(&people, "staff", SD_POLARITY_PRAISE)->sentiment, 0.5, 1e-12);
	assert_int_equal(row_of(&people, "staff", SD_POLARITY_BLAME)->n, 120);
	within(row_of(&people, "staff", SD_POLARITY_BLAME)->sentiment, -0.5, 1e-12);
	assert_int_equal(row_of(&people, "staff", SD_POLARITY_NEUTRAL)->n, 60);
	end(&people);
}

/* An arm of 29 carries no effect; two codes that are always named together cannot both be fitted. */
static void few_and_dependent(void **state)
{
	(void)state;
	struct people people;
	begin(&people);
	for (size_t i = 0; i < PEOPLE; i++) {
		people.answers[i].codes = text_of(i < 29 ? "rare" : i < 100 ? "left;right" : "");
		people.subjects[i].spend = 10 + (double)(i % 7) - (i >= 29 && i < 100 ? 4 : 0);
		people.subjects[i].stay = i % 2 ? 1 : 0;
	}
	make(&people);
	const struct sd_theme_row *rare = row_of(&people, "rare", SD_POLARITY_NONE);
	assert_true(rare->few && isnan(rare->effect[SD_THEME_SPEND].value) && isnan(rare->spend_difference) &&
		    isnan(rare->stay_low));
	assert_false(row_of(&people, "left", SD_POLARITY_NONE)->dependent);
	assert_true(row_of(&people, "right", SD_POLARITY_NONE)->dependent);
	within(row_of(&people, "left", SD_POLARITY_NONE)->effect[SD_THEME_SPEND].value, -4, 0.3);
	assert_true(isnan(row_of(&people, "right", SD_POLARITY_NONE)->effect[SD_THEME_SPEND].value));
	within(row_of(&people, "right", SD_POLARITY_NONE)->overlap, 1, 1e-12);
	end(&people);
}

/* One person spends so much that the sign hangs on them; cut at the 99th percentile it does not. */
static void of_one_person(void **state)
{
	(void)state;
	struct people people;
	begin(&people);
	for (size_t i = 0; i < PEOPLE; i++) {
		people.answers[i].codes = text_of(i % 4 ? "" : "wait");
		people.subjects[i].spend = (i % 4 ? 10 : 8) + (double)(i % 3);
	}
	people.subjects[0].spend = 1000;
	make(&people);
	const struct sd_theme_row *wait = row_of(&people, "wait", SD_POLARITY_NONE);
	assert_true(wait->effect[SD_THEME_SPEND].value > 0 && wait->effect[SD_THEME_SPEND].of_one);
	assert_true(wait->effect[SD_THEME_CAPPED].value < -1 && !wait->effect[SD_THEME_CAPPED].of_one);
	within(people.ledger.cap, 12, 1e-12);
	within(wait->most_spend, 1000, 1e-12);
	end(&people);
}

/* People of one cluster do as one: what is known is known of twelve clusters, not of 240 people. */
static void clusters(void **state)
{
	(void)state;
	static char names[12][2];
	double width[2];
	for (int clustered = 0; clustered < 2; clustered++) {
		struct people people;
		begin(&people);
		people.respondents.columns.cluster = clustered ? 0 : SIZE_MAX;
		for (size_t i = 0; i < PEOPLE; i++) {
			size_t shop = i % 12;
			names[shop][0] = (char)('a' + shop);
			if (clustered)
				people.subjects[i].key = (struct sd_text){names[shop], 1};
			people.answers[i].codes = text_of(shop % 2 ? "wait" : "");
			people.subjects[i].spend = 10 + 3 * (double)(shop % 5);
			people.subjects[i].stay = shop % 3 > 0;
		}
		make(&people);
		const struct sd_theme_row *wait = row_of(&people, "wait", SD_POLARITY_NONE);
		width[clustered] = wait->effect[SD_THEME_SPEND].high - wait->effect[SD_THEME_SPEND].low;
		assert_true(wait->stay_low < wait->stay_high);
		end(&people);
	}
	assert_true(width[1] > 3 * width[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_joint_fit_takes_themes_apart), cmocka_unit_test(polarity),
		cmocka_unit_test(few_and_dependent),		    cmocka_unit_test(of_one_person),
		cmocka_unit_test(clusters),
	};
	return sd_hash_init() || cmocka_run_group_tests(tests, NULL, NULL);
}
