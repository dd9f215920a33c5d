/* SPDX-License-Identifier: MIT */
/* What is wrong with a survey, as rows that never hold what an answer says: which column, how many rows, which for
 * example. */
#ifndef SD_GUARD_FAULT_H
#define SD_GUARD_FAULT_H

#include "rows/writer.h"

enum { SD_SEEN_EXAMPLES = 5 };
/* How many rows, and the first of them. Those of parts add up. Zero-initialised. */
struct sd_seen {
	uint64_t n, rows[SD_SEEN_EXAMPLES];
};
void sd_seen_add(struct sd_seen *seen, uint64_t row);
void sd_seen_merge(struct sd_seen *into, const struct sd_seen *from);

enum sd_severity { SD_SEVERITY_ERROR, SD_SEVERITY_WARNING, SD_SEVERITY_NOTE };

/* Findings in the order that they are added; zero-initialised. */
struct sd_faults {
	struct sd_fault {
		enum sd_severity severity;
		size_t column; /* SIZE_MAX: the survey as a whole */
		struct sd_seen seen; /* n: the rows; no rows where the finding is of the column alone */
		char *what;
	} *items;
	size_t length, room;
};
/* Adds a finding where `seen` has any rows, or is NULL: of the column alone. */
void sd_faults_add(struct sd_faults *findings, enum sd_severity severity, size_t column, const struct sd_seen *seen,
		     const char *format, ...) __attribute__((format(printf, 5, 6)));
/* Writes `severity,column,rows,finding`, errors first, then by column, the whole survey before them. The examples stand
 * behind the finding: "(rows 3, 17, 204, …)". */
int sd_faults_write(struct sd_faults *findings, const struct sd_header *header, struct sd_writer *writer,
		      struct sd_error *err);
void sd_faults_release(struct sd_faults *findings);

/* Texts seen before, by their 128-bit hashes: 24 bytes a text, whatever its length. Zero-initialised. */
struct sd_repeats {
	struct sd_repeat {
		uint64_t hash[2], row;
	} *items;
	size_t length, room;
};
void sd_repeats_add(struct sd_repeats *repeats, struct sd_text text, uint64_t row);
void sd_repeats_merge(struct sd_repeats *into, const struct sd_repeats *from);
/* The rows whose text an earlier row has too; the texts that repeat. Sorts. */
void sd_repeats_find(struct sd_repeats *repeats, struct sd_seen *seen, uint64_t *texts);
void sd_repeats_release(struct sd_repeats *repeats);

#endif
