/* SPDX-License-Identifier: MIT */
#include "surveying.h"

#include "asking.h"
#include "claiming.h"
#include "judging.h"
#include "questions.h"

int front_surveying_prepare(struct front *front, struct front_surveying *surveying, struct sd_error *err)
{
	surveying->choosing = !front->language && !front->language_column;
	surveying->questionnaire = front_questionnaire(front, err);
	if (!surveying->questionnaire)
		return -1;
	if (surveying->choosing)
		front->language = "auto";
	if (front_readings_load(front, &surveying->readings, true, err))
		return -1;
	const struct front_languages *languages = &surveying->readings.languages;
	if (!surveying->readings.readings[0].rules)
		return sd_fail(err,
			       "there is no lexicon for the language \"%s\", so there is no report of how answers "
			       "feel; saydo themes and saydo codes go without",
			       languages->kits[0].code);
	for (size_t i = 0; front_judging_wanted(front) && i < languages->length; i++)
		if (front_claim_tables(front, languages->kits[i].code, &surveying->claims[i], err) < 0)
			return -1;
	return 0;
}

/* Which languages the survey is in, where that was not said. */
static int choose_language(struct front_surveying *surveying, struct sd_report *report,
			   const struct sd_report_rows *rows, const size_t *columns, struct sd_error *err)
{
	const struct front_languages *languages = &surveying->readings.languages;
	size_t chosen = SD_SEVERAL_LANGUAGES;
	if (surveying->choosing && sd_report_choose_language(report, rows, &languages->telling, columns, &chosen, err))
		return -1;
	surveying->telling = languages->telling;
	report->language = languages->voters ? "auto" : languages->kits[0].code;
	report->language_column = languages->column_name;
	if (chosen != SD_SEVERAL_LANGUAGES) {
		surveying->language = chosen;
		surveying->telling = (struct sd_telling){&languages->codes[chosen], 1, NULL, SIZE_MAX, NULL};
		report->language = languages->codes[chosen];
	}
	report->survey.telling = &surveying->telling;
	report->survey.readings = &surveying->readings.readings[surveying->language];
	return 0;
}

static int find_questions(struct front *front, struct front_surveying *surveying, struct sd_report *report,
			  const struct sd_report_rows *rows, struct sd_error *err)
{
	struct sd_survey *survey = &report->survey;
	size_t *columns = NULL;
	bool usual = front->text.length || sd_orders_among(survey->header, sd_text_columns, &(size_t){0}) == 1;
	if (!usual && sd_report_choose_texts(report, rows, &columns, err))
		return -1;
	if (!columns && front_text_columns(front, survey->header, &columns, &survey->length, err) < 0)
		return -1;
	const struct sd_list *said;
	int result = choose_language(surveying, report, rows, columns, err);
	if (!result)
		result = front_questions_prompts(front, survey->header, columns, survey->length, surveying->prompts,
						 &said, err);
	if (!result)
		result = sd_survey_ask(survey, columns, surveying->questionnaire, said->items,
				       said->length, err);
	report->wordings = surveying->wordings =
		front_questions_wordings(front, survey->header, columns, survey->length);
	free(columns);
	return result;
}

int front_surveying_find(struct front *front, struct front_surveying *surveying, struct sd_report *report,
			 const struct sd_report_rows *rows, struct sd_error *err)
{
	const struct sd_header *header = report->survey.header;
	if (front_languages_find_column(&surveying->readings.languages, header, err) ||
	    find_questions(front, surveying, report, rows, err) ||
	    (surveying->by && sd_header_find(header, surveying->by, &report->by, err)))
		return -1;
	if (report->judged) {
		front_judging_ask(front, &report->gap);
		if (front_judging_find(front, &report->gap, header, &(struct sd_list){0}, &(struct sd_list){0}, err))
			return -1;
		report->date = report->gap.answers.columns.date;
		report->score = report->gap.answers.columns.score;
		sd_report_choose_claims(report, surveying->claims + surveying->language);
		return 0;
	}
	size_t *ids = NULL;
	if (front_judging_idle(front, err) || front_columns(&front->id, header, &ids, err))
		return -1;
	free(ids);
	if (front->judging.score && sd_header_find(header, front->judging.score, &report->score, err))
		return -1;
	if (!front->judging.score)
		sd_report_choose_score(report);
	bool dated = front->date || sd_orders_among(header, sd_date_columns, &(size_t){0}) == 1;
	return dated ? front_date_column(front, header, &report->date, err) : 0;
}

void front_surveying_release(struct front_surveying *surveying)
{
	for (size_t i = 0; i < SD_LANGUAGES_MOST; i++)
		sd_claim_tables_free(surveying->claims[i]);
	front_readings_release(&surveying->readings);
	sd_questionnaire_free(surveying->questionnaire);
	free(surveying->wordings);
}
