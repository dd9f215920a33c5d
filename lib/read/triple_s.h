/* SPDX-License-Identifier: MIT */
/* The definition of a Triple-S survey (the Triple-S XML standard 2.0, www.triple-s.org): which variable lies where in
 * the records of the data, what it asks, what its codes mean. */
#ifndef SD_READ_TRIPLE_S_H
#define SD_READ_TRIPLE_S_H

#include "read/source.h"

enum sd_triple_s_type {
	SD_TRIPLE_S_SINGLE,
	SD_TRIPLE_S_MULTIPLE,
	SD_TRIPLE_S_QUANTITY,
	SD_TRIPLE_S_CHARACTER,
	SD_TRIPLE_S_LOGICAL,
	SD_TRIPLE_S_DATE,
	SD_TRIPLE_S_TIME
};
struct sd_triple_s_variable {
	struct sd_text name, label;
	enum sd_triple_s_type type;
	uint32_t start, finish;	  /* characters of a record, or cells; from 1 */
	uint32_t subfields, width; /* of a spread multiple answer; subfields 0: one character an option */
	struct sd_source_option *options; /* value: the label, code: the code */
	size_t length, room;
};
struct sd_triple_s {
	struct sd_triple_s_variable *variables;
	size_t length, room, options;
	bool csv;
	uint64_t skip; /* records before the first, of csv */
	struct sd_arena arena;
};
/* -1 with `err`, and nothing to release, where `file` is no such definition. */
int sd_triple_s_read(struct sd_triple_s *survey, const struct sd_file *file, struct sd_error *err);
void sd_triple_s_release(struct sd_triple_s *survey);

#endif
