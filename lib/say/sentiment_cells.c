/* SPDX-License-Identifier: MIT */
#include "say/sentiment_cells.h"

#include "base/json.h"

enum { PLACES = 4 };

const char *const sd_sentiment_columns[] = {"", "_label", "_positive", "_negative", "_words", "_spans", NULL};

void sd_sentiment_add_spans(const struct sd_sentiment_result *result, struct sd_text answer, struct sd_str *json)
{
	sd_str_addc(json, '[');
	for (size_t i = 0; i < result->span_count; i++) {
		const struct sd_sentiment_span *span = &result->spans[i];
		sd_str_addf(json, "%s{\"start\":%zu,\"end\":%zu,\"text\":", i ? "," : "", span->start, span->end);
		sd_json_add_string(json, (struct sd_text){answer.data + span->start, span->end - span->start}, false);
		sd_str_adds(json, ",\"term\":");
		sd_json_add_string(json, span->term, false);
		sd_str_adds(json, ",\"base\":");
		sd_decimal_add(json, span->base, PLACES);
		sd_str_adds(json, ",\"weight\":");
		sd_decimal_add(json, span->weight, PLACES);
		sd_str_adds(json, ",\"rules\":[");
		const char *comma = "";
		for (unsigned shift = 1; shift <= SD_SHIFT_ALL; shift <<= 1) {
			if (!(span->shifts & shift))
				continue;
			sd_str_addf(json, "%s\"%s\"", comma, sd_sentiment_shift_name(shift));
			comma = ",";
		}
		sd_str_adds(json, "]}");
	}
	sd_str_addc(json, ']');
}

void sd_sentiment_write_part(const struct sd_sentiment_part *whole, const char *label, struct sd_out *out)
{
	bool silent = whole->label == SD_SENTIMENT_EMPTY || whole->label == SD_SENTIMENT_UNSCORED;
	const int64_t scores[] = {whole->positive, whole->negative};
	if (silent)
		sd_out_text(out, SD_TEXT(""));
	else
		sd_out_decimal(out, whole->score, PLACES);
	sd_out_string(out, label ? label : sd_sentiment_label_name(whole->label));
	for (size_t i = 0; i < 2; i++) {
		if (silent)
			sd_out_text(out, SD_TEXT(""));
		else
			sd_out_decimal(out, scores[i], PLACES);
	}
	sd_out_int(out, whole->words);
}

void sd_sentiment_write(struct sd_sentiment *sentiment, const struct sd_lexicon *lexicon, struct sd_cell answer,
			bool explain, struct sd_str *scratch, struct sd_out *out)
{
	if (answer.kind == SD_CELL_ABSENT) {
		for (int i = 0; i < SD_SENTIMENT_CELLS + explain; i++)
			sd_out_absent(out);
		return;
	}
	(void)lexicon;
	const struct sd_sentiment_result *result = sd_sentiment_score(sentiment, answer.text);
	sd_sentiment_write_part(&result->whole, NULL, out);
	if (!explain)
		return;
	sd_str_clear(scratch);
	sd_sentiment_add_spans(result, answer.text, scratch);
	sd_out_json(out, sd_str_text(scratch));
}
