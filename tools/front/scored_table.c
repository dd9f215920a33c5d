/* SPDX-License-Identifier: MIT */
/* What `saydo sentiment` counted: its tables, and what is told. */
#include "say/told_table.h"
#include "scored.h"

int front_scored_write(struct front *front, const struct front_scored *scored, struct sd_error *err)
{
	const struct front_languages *languages = &scored->languages;
	const struct sd_sentiment_rules *rules[SD_LANGUAGES_MOST];
	struct sd_writer *writer = front_writer(front, NULL);
	int64_t asked = 0;
	int result;
	for (size_t i = 0; i < scored->length; i++)
		asked += sd_given_asked(scored->given, i);
	for (size_t i = 0; i < languages->length; i++)
		rules[i] = languages->bare[i] ? NULL : &scored->rules[i];
	if (scored->values->table == FRONT_GIVEN_LANGUAGES)
		result = sd_told_write(&languages->telling, &languages->counts, asked, rules, writer, err);
	else if (scored->values->table == FRONT_GIVEN_LABELS)
		result = sd_given_write_labels(scored->given, scored->questions, scored->length, writer, err);
	else
		result = sd_given_write_questions(scored->given, scored->questions, scored->length, writer, err);
	sd_writer_free(writer);
	return result;
}

void front_scored_tell(struct front *front, const struct front_scored *scored)
{
	if (scored->foreign)
		front_note(front, "answers in a script that the lexicon has no word in, not scored: %llu",
			   (unsigned long long)scored->foreign);
}
