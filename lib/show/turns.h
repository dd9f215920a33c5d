/* SPDX-License-Identifier: MIT */
/* Transcripts: who asks does not answer. A pass over the turns of all but the moderator. */
#ifndef SD_SHOW_TURNS_H
#define SD_SHOW_TURNS_H

#include "rows/pass.h"

#define SD_TURNS_ROLE "role"	       /* the column, and */
#define SD_TURNS_MODERATOR "moderator" /* the cell, that saydo import writes */

struct sd_turns {
	size_t role;		    /* a column of the rows */
	const struct sd_pass *pass; /* gets the others' turns; borrowed */
	uint64_t left_out;	    /* told by the pass once it is done */
};

/* `turns` is borrowed and must outlive the pass. */
struct sd_pass sd_turns_pass(struct sd_turns *turns);

#endif
