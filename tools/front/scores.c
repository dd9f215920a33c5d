/* SPDX-License-Identifier: MIT */
#include "scores.h"

#include "say/code_score.h"

static struct sd_count *table_of(struct sd_partial *partial)
{
	return sd_partial_table(partial, "scores", SD_CODE_SCORES_WIDTH);
}

bool front_scores_are_in(const struct sd_partial *partial)
{
	/* Names are spelt without blanks, so that this is an option's. */
	struct sd_text options = sd_partial_options(partial);
	return memmem(options.data, options.length, " --score=", strlen(" --score=")) != NULL;
}

static void spell_asked(const struct front_scores *asked, struct sd_str *spelt)
{
	const struct sd_list codes = {(const char **)asked->names.codes, asked->names.codes_length, 0};
	const struct sd_list sentiment = {(const char **)&asked->names.sentiment, 1, 0},
			     score = {(const char **)&asked->score, 1, 0};
	if (codes.length)
		front_spell_names(spelt, "codes-column", &codes);
	if (asked->names.sentiment)
		front_spell_names(spelt, "sentiment-column", &sentiment);
	front_spell_names(spelt, "score", &score);
}

static int count_rows(struct front *front, const struct front_scores *asked, struct sd_partial **partial,
		      struct sd_error *err)
{
	struct sd_tally_rows columns = {.weighted = false};
	struct sd_code_scores scores = {.score = SIZE_MAX};
	struct sd_str spelt = SD_STR_INIT;
	struct sd_reader *reader = front_reader(front, err);
	const struct sd_header *header = reader ? sd_reader_header(reader) : NULL;
	int result = reader ? sd_tally_rows_find(&columns, header, &asked->names, err) : -1;
	if (!result)
		result = sd_header_find(header, asked->score, &scores.score, err);
	if (!result) {
		if (!asked->names.sentiment && columns.sentiment != SIZE_MAX)
			front_note(front, "who answered: column \"%s\" (--sentiment-column says another, '' none)",
				   header->names[columns.sentiment].data);
		front_spell_columns(&spelt, "codes-column", header, columns.codes, columns.codes_length);
		front_spell_columns(&spelt, "sentiment-column", header, &columns.sentiment,
				    columns.sentiment != SIZE_MAX);
		front_spell_columns(&spelt, "score", header, &scores.score, 1);
		*partial = sd_partial_new("tally", sd_str_text(&spelt));
		scores = (struct sd_code_scores){columns.codes, columns.codes_length, columns.sentiment, scores.score,
						 table_of(*partial)};
		const struct sd_pass pass = sd_code_scores_pass(&scores);
		result = front_pass(front, &pass, reader, NULL, err);
	}
	sd_str_release(&spelt);
	sd_tally_rows_release(&columns);
	sd_reader_free(reader);
	return result;
}

int front_scores_run(struct front *front, const struct front_scores *asked, struct sd_error *err)
{
	struct sd_str spelt = SD_STR_INIT;
	struct sd_partial *partial = NULL;
	if (asked->others)
		return sd_fail(err, "--score is of all answers together: leave out --by, --over, --changes and "
				    "--weight");
	spell_asked(asked, &spelt);
	int finishing = front_read_partials(front, sd_str_text(&spelt), &partial, err);
	int result = finishing < 0 ? -1 : finishing ? 0 : count_rows(front, asked, &partial, err);
	if (!result && front->partial) {
		result = front_write_partial(front, partial, err);
	} else if (!result) {
		struct sd_writer *writer = front_writer(front, NULL);
		result = sd_code_scores_write(table_of(partial), asked->min_cell, writer, err);
		sd_writer_free(writer);
	}
	sd_partial_free(partial);
	sd_str_release(&spelt);
	return result;
}
