/* SPDX-License-Identifier: MIT */
/* What the table `who` says of classes and means. */
#ifndef SD_GAP_FRAME_TABLE_H
#define SD_GAP_FRAME_TABLE_H

#include "gap/tables.h"

/* The names of its columns behind those of the groups. */
#define SD_FRAME_NAMES "class", "frame_share", "difference", "raked_share", "raked_difference"
enum { SD_FRAME_WIDTH = 5 };
/* A row for each class of value and recency, and one for each mean. Nothing where there is no frame. */
void sd_frame_put(const struct sd_gap_view *view, struct sd_out *out);

#endif
