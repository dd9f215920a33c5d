/* SPDX-License-Identifier: MIT */
#include "checking.h"

#include <string.h>

#include "redacting.h"
#include "rows/form_words.h"

int front_checking_prepare(struct front *front, struct front_checking *checking, struct sd_error *err)
{
	const struct front_languages_wanted wanted = {.lists = true, .needed = "function.txt"};
	if ((checking->start != NULL) != (checking->end != NULL))
		return sd_fail(err, "--start and --end go together: %s is not given",
			       checking->start ? "--end" : "--start");
	if (checking->duration && checking->start)
		return sd_fail(err, "--duration says how long it took, and so do --start and --end; give one");
	if (!front->language)
		front->language = "auto";
	/* A survey that is not UTF-8 is a finding. */
	if (front->invalid_utf8 < 0)
		front->invalid_utf8 = 1;
	if (front_languages_load(front, &checking->languages, wanted, err))
		return -1;
	if (!checking->any_personal && !(checking->redactor = front_redactor(front, SD_REDACT_USUAL, err)))
		return -1;
	const struct front_languages *languages = &checking->languages;
	checking->kits = sd_calloc(languages->length + 1, sizeof *checking->kits);
	for (size_t i = 0; i < languages->length; i++)
		checking->kits[i] = (struct sd_check_language){languages->kits[i].code,
							       front_answer_options(&languages->kits[i], true),
							       languages->kits[i].nonanswers};
	return 0;
}

/* A column that was named, or the only one of a usual name; SIZE_MAX where there is neither. */
static int find_column(struct front *front, const struct sd_header *header, const char *name,
		       const char *const *candidates, const char *what, const char *option, size_t *column,
		       struct sd_error *err)
{
	struct sd_error none = SD_ERROR_INIT;
	*column = SIZE_MAX;
	if (name)
		return sd_header_find(header, name, column, err);
	if (sd_header_guess(header, candidates, what, option, column, &none) < 0)
		*column = SIZE_MAX;
	else
		front_note(front, "%s: column \"%s\" (%s says another)", what, header->names[*column].data, option);
	sd_error_release(&none);
	return 0;
}

/* Those of --id or the only one of a usual name, which other filters look for too; else the one by which a survey tool
 * tells responses apart. */
static int find_ids(struct front *front, struct front_checking *checking, const struct sd_header *header,
		    struct sd_error *err)
{
	static const char *const tools[] = {
		"responseid", "response id", "respondentid", "respondent id", "antwort-id", "antwort id",
		"#", "_uuid", "key", NULL};
	size_t column;
	if (front_optional_ids(front, header, &checking->id, &checking->check.ids, err))
		return -1;
	if (!checking->check.ids && !find_column(front, header, NULL, tools, "the id", "--id", &column, err) &&
	    column != SIZE_MAX) {
		free(checking->id);
		checking->id = sd_calloc(1, sizeof *checking->id);
		*checking->id = column;
		checking->check.ids = 1;
	}
	return 0;
}

static int find_times(struct front *front, struct front_checking *checking, const struct sd_header *header,
		      size_t *date, struct sd_error *err)
{
	static const char *const durations[] = {
		"duration (in seconds)", "duration", "duration_seconds", "interviewtime", "total time", NULL};
	static const char *const starts[] = {
		"startdate", "start time", "start_time", "started", "start date", "start date (utc)",
		"starttime", "time started", "started time", "date started", "start", NULL};
	static const char *const ends[] = {
		"enddate", "end time", "end_time", "ended", "end date", "submit date (utc)", "endtime",
		"completion time", "date submitted", "completed time", "submitdate", "end", NULL};
	static const char *const whens[] = {
		"enddate", "end date", "recordeddate", "submit date (utc)", "submitdate", "date submitted",
		"completion time", "_submission_time", "submissiondate", "submission date", "completed time",
		"responded at", "datestamp", "submit date", "response_datetime", "recorded date", NULL};
	struct sd_survey_check *check = &checking->check;
	check->start = check->end = SIZE_MAX;
	/* A survey tool's own times: the first of these that is there. */
	for (const char *const *when = whens; *when && *date == SIZE_MAX; when++) {
		const char *const one[] = {*when, NULL};
		if (find_column(front, header, NULL, one, "when it was answered", "--date", date, err))
			return -1;
	}
	if (find_column(front, header, checking->duration, durations, "seconds that it took", "--duration",
			&check->duration, err))
		return -1;
	if (check->duration != SIZE_MAX && !checking->start)
		return 0;
	check->duration = SIZE_MAX;
	if (find_column(front, header, checking->start, starts, "when it began", "--start", &check->start, err) ||
	    find_column(front, header, checking->end, ends, "when it ended", "--end", &check->end, err))
		return -1;
	return 0;
}

static int find_texts(struct front *front, struct front_checking *checking, const struct sd_header *header,
		      struct sd_error *err)
{
	struct sd_error none = SD_ERROR_INIT;
	size_t length = 0;
	int result = front_text_columns(front, header, &checking->text, &length, front->text.length ? err : &none);
	if (result < 0 && !front->text.length) {
		front_note(front, "no answers are checked: --text COLUMN says which");
		result = 0;
		length = 0;
	}
	sd_error_release(&none);
	if (result < 0)
		return -1;
	checking->check.text = checking->text;
	checking->check.texts = length;
	for (size_t i = 0; i < length; i++)
		checking->columns[checking->text[i]].role = SD_ROLE_TEXT;
	return result;
}

int front_checking_find(struct front *front, struct front_checking *checking, const struct sd_header *header,
			struct sd_error *err)
{
	struct sd_survey_check *check = &checking->check;
	size_t date;
	*check = (struct sd_survey_check){.header = header,
					  .date_format = front->date_format,
					  .grid_least = (size_t)checking->straight,
					  .repeated_least = (size_t)checking->repeated,
					  .fast = checking->fast,
					  .redactor = checking->redactor,
					  .voters = checking->languages.voters,
					  .languages = checking->kits,
					  .languages_length = checking->languages.length};
	checking->columns = sd_calloc(header->length + 1, sizeof *checking->columns);
	sd_day earliest = checking->earliest == SD_NO_DAY ? sd_day_of(2000, 1, 1) : checking->earliest;
	for (size_t i = 0; i < header->length; i++)
		checking->columns[i] = (struct sd_column_options){SD_ROLE_NONE, NULL, earliest, checking->as_of,
								  sd_form_names_people(header->names[i])};
	check->columns = checking->columns;
	if (find_texts(front, checking, header, err) || find_ids(front, checking, header, err) ||
	    find_column(front, header, front->date, sd_date_columns, "when it was answered", "--date", &date, err) ||
	    find_times(front, checking, header, &date, err))
		return -1;
	check->id = checking->id;
	for (size_t i = 0; i < check->ids; i++)
		checking->columns[checking->id[i]].role = SD_ROLE_ID;
	if (date != SIZE_MAX) {
		checking->columns[date].role = SD_ROLE_DATE;
		checking->columns[date].date_format = front->date_format;
	}
	sd_survey_check_begin(check);
	return 0;
}

void front_checking_release(struct front_checking *checking)
{
	if (checking->check.header)
		sd_survey_check_release(&checking->check);
	front_languages_release(&checking->languages);
	sd_redactor_free(checking->redactor);
	free(checking->kits);
	free(checking->columns);
	free(checking->id);
	free(checking->text);
}
