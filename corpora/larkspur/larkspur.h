/* SPDX-License-Identifier: MIT */
/*
 * What the recipe makes (recipe.c) and the count of what it planted (truths.c) share.
 */
#ifndef LARKSPUR_H
#define LARKSPUR_H

#include <stdbool.h>
#include <stdint.h>

/* Days are counted from 2024-01-01, a Monday, which is day 0. */
enum { DAYS = 547, CUSTOMERS = 3000, STORES = 6, CATEGORIES = 4, WINDOW = 364, WAVES = 3 };

/* Themes and claims as bits of a word: what is blamed, what is praised, what is claimed. */
enum { WAIT, STAFF, COFFEE, FOOD, PRICE, SEATS, APP, CLOSING, CLEAN, NOISE, LOYALTY, PLACE, CHOICE, THEMES };
#define BLAME(theme) (UINT64_C(1) << (theme))
#define PRAISE(theme) (UINT64_C(1) << (16 + (theme)))

enum { LEAVE, SWITCH, CANCEL, STAY, MORE, LESS, MOVED, DAILY, TWICE, WEEKLY, MONTHLY, THIRD, CONDITIONAL, RECOMMEND,
	AGAIN, CLAIMS };
#define CLAIM(claim) (UINT64_C(1) << (32 + (claim)))

enum field { KEY, MOOD, LANGUAGE, THEMES_FIELD, CLAIMS_FIELD, SCORE, LIKED, IMPROVE, FIELDS };
enum spelling { CLEAN_ID, VARIANT_ID, LOOKALIKE_ID, UNKNOWN_ID, BLANK_ID };

struct answer {
	char *field[FIELDS];
	uint64_t marks; /* BLAME, PRAISE and CLAIM bits */
	int person, wave, day;
	uint64_t shuffle;
};

struct customer {
	int joined, answered, last_answer, leaves, store, level, after_percent, answer; /* answer -1 where silent */
	int64_t rate; /* visits a day, in millionths */
	int hazard; /* chance a day of leaving, in millionths */
	enum spelling spelling;
	bool invited, consent, never;
	int number;
};

struct line {
	int customer, order, day, second, category, store;
	int64_t pence;
};

struct corpus {
	const struct answer *answers;
	int answer_count, person_count;
	const struct customer *customers;
	const unsigned char (*bought)[DAYS]; /* 1 on a purchase day: an order of net value above zero */
	const int64_t (*spent)[DAYS];        /* net pence of the orders placed that day, refunds taken off */
	const char *const *theme_names, *const *store_names;
};

/* Prints the planted truths, counted by the definitions in ORIGIN, on standard output. */
void print_truths(const struct corpus *corpus);

#endif
