/* SPDX-License-Identifier: MIT */
#include "say/telling.h"

#include <string.h>

#include "base/hash.h"

/* One answer in so many is asked for its vote where the language is in doubt, by no more than its first bytes; so many
 * must tell one. */
enum { DOUBT_SAMPLE = 8, DOUBT_BYTES = 300, DOUBT_LEAST = 4 };

/* The earliest row is the same however rows were dealt out. What stands there is not kept: it may be an answer. */
static void keep_earliest(uint64_t *kept, uint64_t row)
{
	if (row && (!*kept || row < *kept))
		*kept = row;
}

void sd_told_counts_add(struct sd_told_counts *into, const struct sd_told_counts *from)
{
	for (size_t i = 0; i < SD_LANGUAGES_MOST; i++)
		into->answers[i] += from->answers[i];
	into->untold += from->untold;
	into->unnamed += from->unnamed;
	into->unknown += from->unknown;
	keep_earliest(&into->unknown_row, from->unknown_row);
}

static struct sd_told told_by_column(const struct sd_telling *telling, struct sd_told_counts *counts,
				     const struct sd_row *row)
{
	struct sd_text written = sd_text_trim(row->cells[telling->column].text);
	const char *code = sd_language_code(written);
	for (size_t i = 0; code && i < telling->length; i++)
		if (!strcmp(telling->codes[i], code))
			return (struct sd_told){i, SD_DECIMAL_UNIT};
	if (written.length) {
		counts->unknown++;
		keep_earliest(&counts->unknown_row, row->number);
	} else {
		counts->unnamed++;
	}
	return (struct sd_told){0, 0};
}

struct sd_told sd_tell(const struct sd_telling *telling, struct sd_teller *teller, const struct sd_row *row,
		       struct sd_cell answer)
{
	struct sd_told told = {0, SD_DECIMAL_UNIT};
	struct sd_language_vote vote;
	if (answer.kind == SD_CELL_ABSENT)
		return told;
	if (!telling->voters && telling->column == SIZE_MAX) {
		struct sd_text head = {answer.text.data,
				       answer.text.length < DOUBT_BYTES ? answer.text.length : DOUBT_BYTES};
		if (telling->doubt && sd_hash_sample(head.data, head.length, 0) % DOUBT_SAMPLE == 0) {
			sd_language_vote(telling->doubt, head, &teller->scratch, &vote);
			teller->counts.answers[vote.language] += vote.told;
		}
		return told;
	}
	if (telling->voters) {
		sd_language_vote(telling->voters, answer.text, &teller->scratch, &vote);
		told = (struct sd_told){vote.language, vote.sure};
		teller->counts.untold += !vote.told;
	} else {
		told = told_by_column(telling, &teller->counts, row);
	}
	teller->counts.answers[told.language]++;
	return told;
}

void sd_teller_release(struct sd_teller *teller)
{
	sd_str_release(&teller->scratch);
}

size_t sd_language_of_survey(const struct sd_told_counts *counts, size_t length, unsigned *share)
{
	uint64_t told = 0, most = 0;
	size_t first = 0;
	for (size_t i = 0; i < length; i++) {
		uint64_t answers = counts->answers[i] - (i ? 0 : counts->untold);
		told += answers;
		if (answers > most) {
			most = answers;
			first = i;
		}
	}
	*share = told ? (unsigned)(most * 100 / told) : 0;
	return told && *share < SD_LANGUAGE_CLEAR ? SD_SEVERAL_LANGUAGES : first;
}

size_t sd_language_doubted(const struct sd_told_counts *counts, size_t length)
{
	uint64_t told = 0;
	size_t most = 0;
	for (size_t i = 0; i < length; i++) {
		told += counts->answers[i];
		if (counts->answers[i] > counts->answers[most])
			most = i;
	}
	return told >= DOUBT_LEAST && counts->answers[most] * 2 > told ? most : 0;
}
