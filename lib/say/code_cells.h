/* SPDX-License-Identifier: MIT */
/* The cells that `codes` adds to a row, and the rows it writes for one, so that the filter and the report write the
 * same ones. */
#ifndef SD_SAY_CODE_CELLS_H
#define SD_SAY_CODE_CELLS_H

#include "rows/writer.h"
#include "say/code.h"

struct sd_code_cells {
	bool sentiment, spans; /* whether those columns are there */
	bool unscored;	       /* for want of a lexicon: the cell of sentiment is absent */
};
/* What stands behind the prefix in the names of the columns: "", "_sentiment", "_spans" as wanted, then NULL. */
void sd_code_columns(struct sd_code_cells wanted, const char *suffixes[4]);

/* Codes the cell and writes its cells, absent ones for an absent answer. `scratch` is overwritten. */
void sd_code_write(struct sd_coder *coder, struct sd_cell answer, struct sd_code_cells wanted, struct sd_str *scratch,
		   struct sd_out *out);

/* row, id, column, code, sentiment, start, end, quote; NULL-terminated. */
extern const char *const sd_code_span_columns[];
/* Codes the cell and writes a row a span; `sentiment` is absent unless wanted. */
void sd_code_write_spans(struct sd_coder *coder, struct sd_cell answer, bool sentiment, uint64_t row, struct sd_cell id,
			 struct sd_text column, struct sd_out *out);

#endif
