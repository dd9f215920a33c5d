/* SPDX-License-Identifier: MIT */
#include "say/code_cells.h"

const char *const sd_code_span_columns[] = {"row", "id", "column", "code", "sentiment", "start", "end", "quote", NULL};

void sd_code_columns(struct sd_code_cells wanted, const char *suffixes[4])
{
	size_t length = 0;
	suffixes[length++] = "";
	if (wanted.sentiment)
		suffixes[length++] = "_sentiment";
	if (wanted.spans)
		suffixes[length++] = "_spans";
	suffixes[length] = NULL;
}

void sd_code_write(struct sd_coder *coder, struct sd_cell answer, struct sd_code_cells wanted, struct sd_str *scratch,
		   struct sd_out *out)
{
	if (answer.kind == SD_CELL_ABSENT) {
		for (int i = 0; i < 1 + wanted.sentiment + wanted.spans; i++)
			sd_out_absent(out);
		return;
	}
	const struct sd_coding *coding = wanted.sentiment || wanted.spans ? sd_code_answer(coder, answer.text)
									  : sd_code_names(coder, answer.text);
	sd_str_clear(scratch);
	sd_coding_add_codes(coding, scratch);
	sd_out_text(out, sd_str_text(scratch));
	if (wanted.sentiment && wanted.unscored) {
		sd_out_absent(out);
	} else if (wanted.sentiment) {
		sd_str_clear(scratch);
		sd_coding_add_sentiment(coding, scratch);
		sd_out_json(out, sd_str_text(scratch));
	}
	if (wanted.spans) {
		sd_str_clear(scratch);
		sd_coding_add_spans(coding, scratch);
		sd_out_json(out, sd_str_text(scratch));
	}
}

void sd_code_write_spans(struct sd_coder *coder, struct sd_cell answer, bool sentiment, uint64_t row, struct sd_cell id,
			 struct sd_text column, struct sd_out *out)
{
	const struct sd_coding *coding = sd_code_answer(coder, answer.text);
	for (size_t i = 0; i < coding->spans_length; i++) {
		const struct sd_code_span *span = &coding->spans[i];
		sd_out_int(out, (int64_t)row);
		sd_out_cell(out, id);
		sd_out_text(out, column);
		sd_out_text(out, sd_codebook_code(coding->book, span->code)->name);
		if (sentiment)
			sd_out_decimal(out, span->score, 4);
		else
			sd_out_absent(out);
		sd_out_int(out, (int64_t)span->start);
		sd_out_int(out, (int64_t)span->end);
		sd_out_text(out, (struct sd_text){answer.text.data + span->start, span->end - span->start});
		sd_out_end(out);
	}
}
