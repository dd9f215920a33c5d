/* SPDX-License-Identifier: MIT */
/* In which languages answers are, and by what each is scored, as a table. */
#ifndef SD_SAY_TOLD_TABLE_H
#define SD_SAY_TOLD_TABLE_H

#include "rows/writer.h"
#include "say/telling.h"

/* Writes language,answers,read_as,lexicon,calibrated: the languages that answers are in, most answers first, then those
 * of which none is known, by why: -untold (their words tell none), -unnamed (nothing in the column), -unknown (another
 * thing there). So the rows add up to all answers that are not absent.
 *
 * lexicon: its name and version, or its hash where it has no name; absent where the language has none; calibrated:
 * whether scores in it were held against answers that people had scored (sd_sentiment_probability), yes or no. `rules`:
 * of the telling's languages, NULL where there are none. `asked`: all answers, which are the first language's where
 * they are not told apart. */
int sd_told_write(const struct sd_telling *telling, const struct sd_told_counts *counts, int64_t asked,
		  const struct sd_sentiment_rules *const *rules, struct sd_writer *writer, struct sd_error *err);

/* Adds lines: in which languages, of those that answers are in, scores were never held against people's, and which have
 * no lexicon. */
void sd_told_add_notes(const struct sd_telling *telling, const struct sd_told_counts *counts, int64_t asked,
		       const struct sd_sentiment_rules *const *rules, struct sd_str *notes);

/* Answers told, or taken, to be in this language. */
uint64_t sd_told_in(const struct sd_telling *telling, const struct sd_told_counts *counts, int64_t asked,
		    size_t language);

#endif
