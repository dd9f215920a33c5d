/* SPDX-License-Identifier: MIT */
/* What redact does to a row: cells masked, pseudonymised, made coarser or dropped; all others pass as they are. A row
 * of which nothing changes goes out as its bytes. And how many rows share what the columns of a risk hold then. */
#ifndef SD_GUARD_REDACT_ROWS_H
#define SD_GUARD_REDACT_ROWS_H

#include "base/count.h"
#include "guard/coarsen.h"
#include "guard/pseudonym.h"
#include "guard/redact.h"
#include "rows/pass.h"

enum sd_treatment { SD_TREAT_PASS, SD_TREAT_MASK, SD_TREAT_PSEUDONYM, SD_TREAT_COARSEN, SD_TREAT_DROP };

struct sd_redact_treatment {
	enum sd_treatment how;
	struct sd_text label; /* of pseudonyms */
	struct sd_coarsening coarsening;
};

/* What was found in a cell, never the text. */
struct sd_redact_found {
	uint64_t row;
	uint32_t column, kind, n;
};

struct sd_redact_rows {
	/* To be set before the pass. */
	const struct sd_redactor *redactor;
	enum sd_redact_mask mask;
	const struct sd_pseudonym_key *key;
	/* The normal form of an id that is hashed: false where it has none, and then the trimmed id is; NULL: always
	 * that. */
	bool (*normalise)(struct sd_str *normal, struct sd_text id, unsigned rules);
	unsigned rules;
	struct sd_redact_treatment *treatments; /* one a column of the header; yours */
	size_t length;
	const size_t *risk; /* columns, none of them dropped; yours */
	size_t risk_length;
	bool keeps_found; /* for --counts: 24 bytes for each cell and kind that was found */
	/* Thereafter. */
	struct sd_redact_found *found; /* by row, column, kind */
	size_t found_length, found_room;
	uint64_t masked[SD_REDACT_KIND_COUNT], pseudonyms;
	struct sd_count *classes; /* of the risk: rows a class */
};

/* The columns that are left. */
void sd_redact_rows_header(const struct sd_redact_rows *rows, const struct sd_header *header, struct sd_header *left);
/* The pass over the rows. Absent and empty cells stay so; ids that are blank become empty. A value that cannot be made
 * coarser is a bad row, lest it go out as it is. */
struct sd_pass sd_redact_rows_pass(struct sd_redact_rows *rows);
/* Sorts what was found. */
void sd_redact_rows_finish(struct sd_redact_rows *rows);
/* As CSV `row,column,kind,n`. */
void sd_redact_rows_add_counts(const struct sd_redact_rows *rows, const struct sd_header *header, struct sd_str *csv);
void sd_redact_rows_release(struct sd_redact_rows *rows);

/* k-anonymity: one line for each size of class, ascending: `k`, `classes` of so many rows, their `rows`, and
 * `rows_to_k`, those in classes of k rows or fewer. */
struct sd_risk {
	uint64_t smallest, classes, rows, few_rows; /* few: in classes of fewer than `min_cell` */
};
int sd_risk_write(const struct sd_count *classes, int64_t min_cell, struct sd_writer *writer, struct sd_risk *risk,
		  struct sd_error *err);

#endif
