/* SPDX-License-Identifier: MIT */
/* Several options in one cell, as tools join those that were ticked: what they are parted by, and what they are, told
 * from all cells of a column in bounded memory. */
#ifndef SD_READ_JOINED_H
#define SD_READ_JOINED_H

#include "base/count.h"

enum sd_join {
	SD_JOIN_COMMAS,	      /* `a, b`, and `a; b` */
	SD_JOIN_TIGHT_COMMAS, /* `a,b`: a comma with a blank behind it is an option's own */
	SD_JOIN_SEMICOLONS,   /* `a;b;`: the same of semicolons, and commas are the options' own */
	SD_JOIN_LINES,	      /* an option a line */
	SD_JOINS
};

/* One column's cells, summed up. No comma within brackets or a number parts. */
struct sd_joined {
	uint64_t cells, commas, ended; /* cells in all, with a comma, that end with `;` */
	uint64_t with[SD_JOINS];	/* … with a mark that parts by this and by no other */
	uint64_t seen, kept;		/* parts by commas, and those of them that came before */
	struct sd_count *plain;		/* cells without any mark */
	struct sd_count *parts[SD_JOINS]; /* of the others, by each */
	/* By commas: pieces of a cell from one that begins with no small letter to the next such, and pieces with a
	 * small letter that began a cell. One that never did belongs to what stands before it: `hot` of `Tea, hot`. */
	struct sd_count *runs, *firsts;
	bool lost; /* there were more firsts than are kept: none can be told to be missing */
};
enum { SD_OPTION_BYTES = 200 };
void sd_joined_init(struct sd_joined *joined);
void sd_joined_release(struct sd_joined *joined);
/* `text` is trimmed and not empty. */
void sd_joined_add(struct sd_joined *joined, struct sd_text text);
enum sd_join sd_joined_by(const struct sd_joined *joined);
/* The options, and in how many cells each is; yours: sd_count_free(). */
struct sd_count *sd_joined_options(const struct sd_joined *joined);
/* Whether the cell names the option. */
bool sd_joined_has(const struct sd_joined *joined, struct sd_text cell, struct sd_text option);
/* A letter that begins a word: 1 a capital, -1 a small one, 0 neither; of ASCII and of Latin-1. */
int sd_capital(struct sd_text text);

#endif
