/* SPDX-License-Identifier: MIT */
/* Who is who: each answer gets exactly one category of SD_MATCHES, and each customer one of SD_CUSTOMERS. */
#ifndef SD_GAP_MATCH_H
#define SD_GAP_MATCH_H

#include "do/ledger.h"
#include "gap/respondents.h"
#include "gap/keyed.h"

/* Customers: all of the roster, or all of the log where there is no roster. Without a column that says who was invited,
 * whoever did not answer is `not-answered`. Who answered and withheld consent has answered, though no more is told. */
#define SD_CUSTOMERS(X)                                                                                                \
	X(ANSWERED, "answered")                                                                                        \
	X(INVITED_SILENT, "invited-silent")                                                                            \
	X(NOT_INVITED, "not-invited")                                                                                  \
	X(NOT_ANSWERED, "not-answered")
enum sd_customer {
#define X(name, text) SD_CUSTOMER_##name,
	SD_CUSTOMERS(X)
#undef X
	SD_CUSTOMER_LENGTH
};
extern const char *const sd_customer_names[SD_CUSTOMER_LENGTH];

struct sd_match_input {
	const struct sd_key_index *customers; /* of the log: of orders or of what was observed */
	const struct sd_text *keys; /* theirs */
	size_t customers_length;
	const struct sd_keyed *roster; /* --customers, or NULL */
	const struct sd_keyed *map;    /* --map: contact to account (a CLASS), or NULL */
	bool scored;		       /* a complete answer has a score */
	unsigned key_rules;
};

struct sd_match_ledger {
	uint64_t answers[SD_MATCH_LENGTH]; /* they add up to the survey's rows */
	uint64_t customers[SD_CUSTOMER_LENGTH];
	uint64_t customers_total;
	sd_day first_answer; /* the wave's: of all that may be used; SD_NO_DAY where no date is known */
	/* Of each customer of the log, whether nobody asked them: the roster's not-invited; where nobody says who was
	 * invited (`invited` false), those who did not answer. With a roster nobody who is not on it. Yours: free(). */
	bool *unasked, invited;
};

/* A key is bad where it can be none (key.h), or holds no digit where each key of the log does: words in a number's
 * place. Consent is withheld by the answer or by the roster. Sets match, customer, sharing and sharer of each answer.
 * Of several answers of one person the latest complete one counts (with a date and, where `scored`, a score; of two
 * on one day the later row), and the others are duplicates; two answers are of one person where they fit the same
 * customer, or have the same normal key. */
void sd_match(struct sd_respondents *answers, const struct sd_match_input *input, struct sd_match_ledger *ledger);

#endif
