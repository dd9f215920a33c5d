/* SPDX-License-Identifier: MIT */
/* The claims that `saydo claims` found, read back, joined to the answers they were made in, and judged by what was done
 * (verdict.h). */
#ifndef SD_GAP_CLAIMED_H
#define SD_GAP_CLAIMED_H

#include "gap/gap.h"
#include "gap/verdict.h"
#include "say/claim.h"

/* The columns of a claims file that are read, as indices. */
enum sd_claimed_column {
	SD_CLAIMED_ROW,
	SD_CLAIMED_ID,
	SD_CLAIMED_DATE,
	SD_CLAIMED_KIND,
	SD_CLAIMED_VALUE,
	SD_CLAIMED_LOW,
	SD_CLAIMED_HIGH,
	SD_CLAIMED_UNIT,
	SD_CLAIMED_SUBJECT,
	SD_CLAIMED_TENSE,
	SD_CLAIMED_MODALITY,
	SD_CLAIMED_HORIZON,
	SD_CLAIMED_COLUMNS
};

struct sd_claimed_row {
	struct sd_row row; /* as it was read, kept */
	uint64_t said;	   /* the survey's row, from 1; 0 where it is not told */
	struct sd_text key, normal; /* of the id; length 0 where there is none */
	sd_day day;
	enum sd_claim_kind kind;
	enum sd_claim_subject subject;
	enum sd_claim_tense tense;
	enum sd_claim_modality modality;
	struct sd_text class; /* the value, where it is no number */
	double low, high;     /* 0 and infinite where open; not a number where no number was said */
	struct sd_text unit;
	int32_t horizon; /* days; 0 where none was said */

	size_t answer; /* its place among the answers, or SIZE_MAX */
	struct sd_finding finding;
};

struct sd_claimed {
	/* To be set before the pass. */
	unsigned key_rules;
	size_t ids; /* how many columns the survey's id has */
	const char *date_format;
	size_t column[SD_CLAIMED_COLUMNS];
	struct sd_header header; /* the file's, copied */
	/* Thereafter, by row number. */
	struct sd_claimed_row *rows;
	size_t length;
	struct sd_kept kept; /* what holds them */
};

/* Finds the columns by the names that claims gives them and copies the header. -1 where one is missing. */
int sd_claimed_find(struct sd_claimed *claimed, const struct sd_header *header, struct sd_error *err);
/* The pass that reads them. A kind, subject, tense, modality, number, horizon or date that none can be is a bad row. */
struct sd_pass sd_claimed_pass(struct sd_claimed *claimed);
void sd_claimed_release(struct sd_claimed *claimed);

/* Joins each claim to an answer of the same key (by the rules of the survey; the same bytes first) and, where both
 * have one, of the same date; of several, to the row that the claim names, else the last. Then judges it. After
 * sd_gap_judge. Claims of answers that are not the person's latest, or whose customer is not known, are untestable. */
void sd_claimed_judge(struct sd_claimed *claimed, const struct sd_gap *gap);

/* What the table of verdicts counts: of each person the first claim of a kind and, of intents and events, of a class;
 * these as indices, group by group in the table's order. Yours: free(). */
size_t *sd_claimed_counted(const struct sd_claimed *claimed, size_t *length);
/* The class that it is counted under; data NULL where the kind has none. */
struct sd_text sd_claimed_class(const struct sd_claimed_row *claim);
/* As what it is counted: kept and broken of complete windows alone, others that resolve early are too early. */
enum sd_verdict sd_claimed_verdict(const struct sd_claimed_row *claim);

/* Notes of how many claims found their answer, and which cannot be told by what was observed. */
void sd_claimed_note(const struct sd_claimed *claimed, const struct sd_gap *gap, struct sd_str *notes);

#endif
