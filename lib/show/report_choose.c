/* SPDX-License-Identifier: MIT */
/* What a report chooses where nobody said it, each choice told in a note: columns that hold words, the answers'
 * language, the score; and whether claims are read. */
#include "show/choose.h"
#include "show/report_tables.h"

int sd_report_choose_texts(struct sd_report *report, const struct sd_report_rows *rows, size_t **columns,
			   struct sd_error *err)
{
	const struct sd_header *header = report->survey.header;
	struct sd_choose choose;
	sd_choose_init(&choose, header->length);
	const struct sd_pass pass = sd_choose_pass(&choose);
	int result = rows->run(rows->context, &pass, err);
	*columns = result ? NULL : sd_choose_columns(&choose, &report->survey.length);
	sd_choose_release(&choose);
	for (size_t i = 0; !result && i < report->survey.length; i++) {
		sd_str_adds(&report->notes, "answers are read from column \"");
		sd_str_add_printable(&report->notes, header->names[(*columns)[i]], SIZE_MAX);
		sd_str_adds(&report->notes, "\", which holds words (--text says another)\n");
	}
	if (!result && !report->survey.length) {
		free(*columns);
		*columns = NULL;
	}
	return result;
}

int sd_report_choose_language(struct sd_report *report, const struct sd_report_rows *rows,
			      const struct sd_telling *telling, const size_t *columns, size_t *chosen,
			      struct sd_error *err)
{
	struct sd_voting voting = {.telling = telling, .columns = columns, .length = report->survey.length};
	const struct sd_pass pass = sd_voting_pass(&voting);
	unsigned share = 0;
	if (rows->run(rows->context, &pass, err))
		return -1;
	*chosen = sd_language_of_survey(&voting.counts, telling->length, &share);
	if (*chosen == SD_SEVERAL_LANGUAGES) {
		sd_str_adds(&report->notes, "answers are in several languages, and each is read in its own (--language "
					    "CODE reads all in one)\n");
		return 0;
	}
	sd_str_adds(&report->notes, share ? "answers are read as "
					  : "no answer tells by its words which language it is in; they are read as ");
	sd_str_adds(&report->notes, telling->codes[*chosen]);
	report->language_untold = !share;
	if (share)
		sd_str_addf(&report->notes,
			    share < 100 ? ", the language of %u in 100 that tell one"
					: ", for all that tell a language are in it",
			    share);
	sd_str_adds(&report->notes, " (--language says another; with auto each is read in its own)\n");
	return 0;
}

void sd_report_choose_score(struct sd_report *report)
{
	const struct sd_header *header = report->survey.header;
	if (sd_orders_among(header, sd_score_columns, &report->score) != 1) {
		report->score = SIZE_MAX;
		return;
	}
	sd_str_adds(&report->notes, "the score: column \"");
	sd_str_add_printable(&report->notes, header->names[report->score], 60);
	sd_str_adds(&report->notes, "\" (--score says another)\n");
}

void sd_report_choose_claims(struct sd_report *report, struct sd_claim_tables *const *tables)
{
	const struct sd_gap *gap = &report->gap;
	bool dateless = gap->sources.observed_column && gap->sources.observed_kind != SD_KEYED_DATE, any = false;
	if (report->counts_only)
		return;
	for (size_t i = 0; i < report->survey.telling->length; i++)
		any |= tables[i] != NULL;
	if (!any)
		sd_str_adds(&report->notes, "claims are not read: there are no tables of claims for the answers' "
					    "language\n");
	else if (report->date == SIZE_MAX && !dateless)
		sd_str_adds(&report->notes, "claims are not read: without the answers' dates none can be held against "
					    "what was done (--date COLUMN)\n");
	else
		report->claim_tables = tables;
}
