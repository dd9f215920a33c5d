/* SPDX-License-Identifier: MIT */
/* What redact is told: what to look for, what to do with which column, and the key. */
#ifndef SD_FRONT_REDACTING_H
#define SD_FRONT_REDACTING_H

#include "front.h"
#include "guard/redact_rows.h"

struct front_redacting {
	/* What was asked for. */
	struct sd_list only, except, pseudonym, labels, key_rules, drop, coarsen, risk;
	struct sd_input patterns, names, key;
	struct sd_output counts, new_key;
	const char *date_format;
	int mask; /* enum sd_redact_mask */
	int64_t min_cell;
	/* What is made of it. */
	struct sd_redactor *redactor;
	struct sd_redact_rows rows;
	struct sd_pseudonym_key *secret;
	size_t *risk_columns;
};

/* A finder of `kinds` that knows the words of every language there is; in `prepare` only. NULL with `err`. */
struct sd_redactor *front_redactor(struct front *front, unsigned kinds, struct sd_error *err);
/* Reads lists and the key; in `prepare` only. */
int front_redacting_prepare(struct front *front, struct front_redacting *redacting, struct sd_error *err);
/* Tells how much was masked, by kind. */
void front_redacting_tell(struct front *front, const struct front_redacting *redacting);
void front_redacting_release(struct front_redacting *redacting);

#endif
