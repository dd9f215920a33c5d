/* SPDX-License-Identifier: MIT */
/* What the tables of the gap write their cells with. */
#ifndef SD_GAP_TABLES_OUT_H
#define SD_GAP_TABLES_OUT_H

#include "gap/tables.h"

int sd_table_begin(struct sd_writer *writer, const char *const *names, size_t length, struct sd_error *err);
void sd_put_absent(struct sd_out *out, size_t cells);
/* A count of people, or nothing where it is hidden, which is counted. */
void sd_put_count(const struct sd_gap_view *view, struct sd_out *out, uint64_t n, bool hidden);
/* A share and its interval, or nothing where the base is none or too small. */
void sd_put_share(struct sd_out *out, uint64_t n, uint64_t base, int64_t min_cell);
/* Whether the quadrant does not show how many of a mood stay or leave. */
bool sd_quadrant_hides(const struct sd_gap_view *view, enum sd_mood mood);
/* Whether one person holds half of a group's money or more, which is not shown; with a min_cell of 0 or 1 it is. */
bool sd_is_of_one(double value, double most, int64_t min_cell);

#endif
