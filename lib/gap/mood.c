/* SPDX-License-Identifier: MIT */
#include "gap/mood.h"

enum { ONE = SD_DECIMAL_UNIT };

int sd_cuts_parse(struct sd_text text, struct sd_cuts *cuts, struct sd_error *err)
{
	const char *comma = text.length ? memchr(text.data, ',', text.length) : NULL;
	size_t before = comma ? (size_t)(comma - text.data) : 0;
	if (!comma || !sd_decimal_parse((struct sd_text){text.data, before}, SD_DECIMAL_POINT, &cuts->low) ||
	    !sd_decimal_parse((struct sd_text){comma + 1, text.length - before - 1}, SD_DECIMAL_POINT, &cuts->high) ||
	    cuts->low >= cuts->high)
		return sd_fail(err, "--cuts takes LOW,HIGH, two numbers, the lower one first, such as 6,9");
	return 0;
}

int sd_cuts_of_scores(const struct sd_respondents *answers, bool reversed, struct sd_cuts *cuts, const char **scale,
		      struct sd_error *err)
{
	enum { MANY = 30 };
	sd_decimal lowest = INT64_MAX, highest = INT64_MIN;
	size_t scored = 0;
	for (size_t i = 0; i < answers->length; i++) {
		const struct sd_respondent *answer = answers->items + i;
		if (!answer->scored)
			continue;
		scored++;
		lowest = answer->score < lowest ? answer->score : lowest;
		highest = answer->score > highest ? answer->score : highest;
	}
	if (lowest == INT64_MAX)
		lowest = highest = 10 * ONE;
	if (lowest >= 1 * ONE && highest >= 4 * ONE && highest <= 5 * ONE) {
		*cuts = (struct sd_cuts){2 * ONE, 4 * ONE, reversed};
		*scale = "1 to 5";
		return 0;
	}
	/* Of many people nobody gives 0, 8, 9 or 10 of 10: it is a scale of 1 to 6 or to 7. */
	bool shorter = scored >= MANY && lowest >= 1 * ONE && highest <= 7 * ONE;
	if (!shorter && lowest >= 0 && highest >= 6 * ONE && highest <= 10 * ONE) {
		*cuts = reversed ? (struct sd_cuts){1 * ONE, 4 * ONE, true} : (struct sd_cuts){6 * ONE, 9 * ONE, false};
		*scale = "0 to 10";
		return 0;
	}
	struct sd_str range = SD_STR_INIT;
	sd_decimal_add(&range, lowest, 0);
	sd_str_adds(&range, " to ");
	sd_decimal_add(&range, highest, 0);
	sd_fail(err,
		"the scores run from %s, neither a scale of 0 to 10 nor of 1 to 5: say what is unhappy and happy with "
		"--cuts LOW,HIGH",
		range.data);
	sd_str_release(&range);
	return -1;
}

struct sd_cuts sd_cuts_of_sentiment(void)
{
	return (struct sd_cuts){-ONE * 15 / 100, ONE * 3 / 10, false};
}

enum sd_mood sd_mood_of(sd_decimal value, const struct sd_cuts *cuts)
{
	if (value >= cuts->high)
		return cuts->reversed ? SD_MOOD_UNHAPPY : SD_MOOD_HAPPY;
	if (value <= cuts->low)
		return cuts->reversed ? SD_MOOD_HAPPY : SD_MOOD_UNHAPPY;
	return SD_MOOD_MIDDLE;
}

void sd_mood_all(struct sd_respondents *answers, const struct sd_cuts *score, const struct sd_cuts *sentiment)
{
	for (size_t i = 0; i < answers->length; i++) {
		struct sd_respondent *answer = answers->items + i;
		answer->mood = SD_MOOD_NONE;
		if (score && answer->scored)
			answer->mood = sd_mood_of(answer->score, score);
		else if (sentiment && answer->felt)
			answer->mood = sd_mood_of(answer->sentiment, sentiment);
	}
}
