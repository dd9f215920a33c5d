/* SPDX-License-Identifier: MIT */
/* The table `languages`, and what the page and its notes say of them. */
#include "say/told_table.h"
#include "show/report_tables.h"

static void rules_of(const struct sd_survey *survey, const struct sd_sentiment_rules *rules[SD_LANGUAGES_MOST])
{
	for (size_t i = 0; i < survey->telling->length; i++)
		rules[i] = survey->readings[i].rules;
}

int sd_report_add_languages(struct sd_report *report, struct sd_error *err)
{
	const struct sd_survey *survey = &report->survey;
	const struct sd_sentiment_rules *rules[SD_LANGUAGES_MOST];
	struct sd_writer *writer = sd_report_new_table(report, "languages", "base", SIZE_MAX,
						       SD_TEXT("Which languages the answers are in"));
	rules_of(survey, rules);
	int result = sd_told_write(survey->telling, &survey->told, sd_survey_asked(survey), rules, writer, err);
	sd_writer_free(writer);
	return result;
}

void sd_report_note_languages(struct sd_report *report)
{
	const struct sd_survey *survey = &report->survey;
	const struct sd_sentiment_rules *rules[SD_LANGUAGES_MOST];
	struct sd_str silent = SD_STR_INIT;
	int64_t asked = sd_survey_asked(survey);
	rules_of(survey, rules);
	sd_told_add_notes(survey->telling, &survey->told, asked, rules, &report->notes);
	int64_t unscored = 0;
	for (size_t i = 0; i < survey->length; i++)
		unscored += sd_given_unscored(survey->given, i);
	for (size_t i = 0; i < survey->telling->length; i++)
		if (!rules[i])
			unscored = 0; /* told with the languages that have no lexicon */
	if (unscored)
		sd_str_addf(&report->notes,
			    "%lld answers are in a script that the lexicon has no word in: they are counted and coded, "
			    "not scored\n",
			    (long long)unscored);
	for (size_t i = 0; report->claim_tables && i < survey->telling->length; i++)
		if (!report->claim_tables[i] && sd_told_in(survey->telling, &survey->told, asked, i))
			sd_str_addf(&silent, "%s%s", silent.length ? ", " : "", survey->telling->codes[i]);
	if (silent.length)
		sd_str_addf(&report->notes, "there are no tables of claims for %s: no claim is read in such answers\n",
			    silent.data);
	sd_str_release(&silent);
}

void sd_report_add_language_pair(const struct sd_report *report, struct sd_page *page)
{
	if (report->language_column)
		sd_page_pair(page, "Language", "as column %s says, else %s", report->language_column, report->language);
	else if (report->survey.telling->voters)
		sd_page_pair(page, "Language", "each answer's own, told by its words");
	else
		sd_page_pair(page, "Language", report->language_untold ? "none that the words tell; read as %s" : "%s",
			     sd_language_name(report->language));
}

void sd_report_add_lexicon_pairs(const struct sd_report *report, struct sd_page *page)
{
	char hash[SD_HASH_HEX];
	if (report->survey.telling->length == 1) {
		sd_lexicon_hash(report->survey.readings[0].rules->lexicon, hash);
		sd_page_pair(page, "Lexicon", "%s", hash);
	} else {
		for (size_t i = 0; i < report->survey.telling->length; i++) {
			if (!report->survey.readings[i].rules || !report->survey.told.answers[i])
				continue;
			sd_lexicon_hash(report->survey.readings[i].rules->lexicon, hash);
			sd_page_pair(page, "Lexicon", "%s: %s", report->survey.telling->codes[i], hash);
		}
	}
}
