/* SPDX-License-Identifier: MIT */
/* How well scores out of fold agree with those given, as a table. */
#ifndef SD_SAY_LEARN_TABLE_H
#define SD_SAY_LEARN_TABLE_H

#include "rows/writer.h"
#include "say/learn.h"

/* Writes domain, n, high, middle, low, accuracy, macro_f1, auc, coverage: the mean over domains ("all"), then a row
 * each (see struct sd_learn_quality). Begins and ends the writer. */
int sd_learn_write_quality(const struct sd_learn *learn, struct sd_writer *writer, struct sd_error *err);

#endif
