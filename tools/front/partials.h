/* SPDX-License-Identifier: MIT */
/* --partial: counts that are written to be added up, and finished by the filter that wrote them; and the options that
 * partials of one kind must have in common. */
#ifndef SD_FRONT_PARTIALS_H
#define SD_FRONT_PARTIALS_H

#include "front.h"

struct sd_partial;

/* Adds `--OPTION=NAME,NAME…` to what partials must have in common, after a blank where something stands before. What
 * would part names or options is written %XX. */
void front_spell_columns(struct sd_str *spelt, const char *option, const struct sd_header *header,
			 const size_t *indices, size_t length);
void front_spell_names(struct sd_str *spelt, const char *option, const struct sd_list *names);
/* --partial: where the only input is a partial of this filter, reads all inputs (partials) into *partial and returns 1;
 * 0 where the input is rows. Each of `options`, parted by blanks, must be among those of the partial. */
int front_read_partials(struct front *front, struct sd_text options, struct sd_partial **partial, struct sd_error *err);
/* Writes a partial to -o. */
int front_write_partial(struct front *front, const struct sd_partial *partial, struct sd_error *err);

/* The columns of --text, as partials name them. Partials as input (1): as front_read_partials(), with --text where it
 * was given. Rows (0): front_text_partial() makes the partial, once the columns are found; `spelt` is what the filter
 * itself has to say, and stays so. */
int front_read_text_partials(struct front *front, const struct sd_str *spelt, struct sd_partial **partial,
			     struct sd_error *err);
struct sd_partial *front_text_partial(const struct front *front, const struct sd_str *spelt,
				      const struct sd_header *header, const size_t *text, size_t text_length);
/* The reader of the rows, with their columns found and spelt. The reader and the list are yours. */
struct sd_reader *front_text_reader(struct front *front, struct sd_str *spelt, size_t **text, size_t *text_length,
				    struct sd_error *err);

#endif
