/* SPDX-License-Identifier: MIT */
#include "say/claim_cells.h"

#include <math.h>

enum { PLACES = 4 };

const char *const sd_claim_columns[] = {"row",	    "id",      "date",	"column", "claim",   "kind",
					"value",    "low",     "high",	"unit",	  "subject", "tense",
					"modality", "horizon", "start", "end",	  "quote",   NULL};

static void write_or_absent(struct sd_out *out, struct sd_text text)
{
	if (text.length)
		sd_out_text(out, text);
	else
		sd_out_absent(out);
}

static void write_number(struct sd_out *out, double value)
{
	if (isnan(value))
		sd_out_absent(out);
	else
		sd_out_double(out, value, PLACES);
}

size_t sd_claim_write(struct sd_claim_reader *reader, struct sd_cell answer, const struct sd_claim_place *place,
		      struct sd_out *out)
{
	if (answer.kind == SD_CELL_ABSENT)
		return 0;
	struct sd_claims claims = sd_claims_read(reader, answer.text);
	for (size_t i = 0; i < claims.length; i++) {
		const struct sd_claim *claim = &claims.items[i];
		sd_out_int(out, (int64_t)place->row);
		sd_out_cell(out, place->id);
		sd_out_cell(out, place->date);
		sd_out_text(out, place->column);
		sd_out_int(out, (int64_t)i + 1);
		sd_out_string(out, sd_claim_kind_name(claim->kind));
		if (claim->class.length)
			sd_out_text(out, claim->class);
		else
			write_number(out, claim->value);
		write_number(out, claim->low);
		write_number(out, claim->high);
		write_or_absent(out, claim->unit);
		sd_out_string(out, sd_claim_subject_name(claim->subject));
		sd_out_string(out, sd_claim_tense_name(claim->tense));
		sd_out_string(out, sd_claim_modality_name(claim->modality));
		write_or_absent(out, claim->horizon);
		sd_out_int(out, (int64_t)claim->start);
		sd_out_int(out, (int64_t)claim->end);
		sd_out_text(out, (struct sd_text){answer.text.data + claim->start, claim->end - claim->start});
		sd_out_end(out);
	}
	return claims.length;
}
