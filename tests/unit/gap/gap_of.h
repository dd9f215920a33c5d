/* SPDX-License-Identifier: MIT */
/* A whole gap from texts, for tests. */
#ifndef SD_TEST_GAP_OF_H
#define SD_TEST_GAP_OF_H

#include "../do/rows.h"

#include "gap/gap.h"

static inline void read_source(struct sd_gap *gap, enum sd_source source, const char *csv)
{
	struct sd_error err = SD_ERROR_INIT;
	struct rows *rows = rows_of(csv);
	assert_int_equal(sd_source_begin(&gap->sources, source, sd_reader_header(rows->reader), &err), 0);
	assert_int_equal(run_rows(rows, sd_source_pass(&gap->sources, source), 2, &err), 0);
	assert_int_equal(sd_source_end(&gap->sources, source, &err), 0);
	free_rows(rows);
}

/* Reads a survey whose first `ids` columns are its id, and whose `date` column is that, or SIZE_MAX; then the sources
 * that are not NULL. The survey's reader must stay while the gap does. */
static inline struct rows *read_gap(struct sd_gap *gap, const char *survey, size_t ids, size_t date,
				    const struct sd_gap_names *names, const char *const sources[SD_SOURCE_LENGTH])
{
	struct sd_error err = SD_ERROR_INIT;
	struct rows *rows = rows_of(survey);
	struct sd_respondent_columns *columns = &gap->answers.columns;
	columns->id = sd_alloc(ids, sizeof *columns->id);
	columns->ids = ids;
	for (size_t i = 0; i < ids; i++)
		columns->id[i] = i;
	columns->date = date;
	gap->answers.keep_rows = true;
	if (!gap->answers.key_rules)
		assert_int_equal(sd_gap_key_rules(gap, NULL, 0, &err), 0);
	assert_int_equal(sd_gap_find(gap, sd_reader_header(rows->reader), names, &err), 0);
	for (int i = 0; i < SD_SOURCE_LENGTH; i++)
		if (sources[i])
			read_source(gap, (enum sd_source)i, sources[i]);
	assert_int_equal(run_rows(rows, sd_respondents_pass(&gap->answers), 2, &err), 0);
	return rows;
}

static inline void judge_gap(struct sd_gap *gap)
{
	struct sd_error err = SD_ERROR_INIT;
	if (sd_gap_judge(gap, &err))
		fail_msg("%s", err.message.data);
}

/* What a table, or where `which` is below 0 the survey's rows, look like; yours to free(). */
static inline char *write_gap(const struct sd_gap *gap, const struct rows *rows, int which)
{
	struct sd_error err = SD_ERROR_INIT;
	struct written written;
	begin_writing(&written);
	int status = which < 0 ? sd_table_rows(&gap->view, sd_reader_header(rows->reader), NULL, written.writer, &err)
			       : sd_table(&gap->view, (enum sd_table)which, written.writer, &err);
	assert_int_equal(status, 0);
	return end_writing(&written);
}

static const struct sd_list no_columns = {NULL, 0, 0};
static const struct sd_gap_names no_names = {NULL, NULL, NULL, &no_columns, &no_columns, false, NULL};

/* The gap of a survey with `id,date` first and of orders alone, judged; both texts are released. */
static inline struct rows *judged_gap(struct sd_gap *gap, struct sd_str *survey, struct sd_str *orders)
{
	const char *const sources[] = {orders->data, NULL, NULL, NULL};
	struct rows *rows = read_gap(gap, survey->data, 1, 1, &no_names, sources);
	judge_gap(gap);
	sd_str_release(survey);
	sd_str_release(orders);
	return rows;
}

#endif
