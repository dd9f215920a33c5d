/* SPDX-License-Identifier: MIT */
#include "readings.h"

int front_readings_load(struct front *front, struct front_readings *readings, bool felt, struct sd_error *err)
{
	struct front_languages *languages = &readings->languages;
	int result = front_languages_load(front, languages, (struct front_languages_wanted){.lists = true}, err);
	for (size_t i = 0; !result && i < languages->length; i++) {
		const struct front_language *kit = &languages->kits[i];
		int got = felt ? front_feeling_load_any(front, kit->code, &readings->feelings[i], err) : 0;
		readings->rules[i] = front_feeling_rules(&readings->feelings[i]);
		readings->readings[i] = (struct sd_reading){.answers = front_answer_options(kit, true),
							    .lists = {kit->function, kit->generic, NULL},
							    .nonanswers = kit->nonanswers,
							    .rules = got > 0 ? &readings->rules[i] : NULL};
		result = got < 0 ? -1 : 0;
	}
	return result;
}

void front_readings_tell(struct front *front, const struct front_readings *readings)
{
	if (readings->languages.length == 1 && !readings->readings[0].rules)
		front_note(front, "there is no lexicon for the language \"%s\": no sentiment is told",
			   readings->languages.kits[0].code);
}

void front_readings_release(struct front_readings *readings)
{
	for (size_t i = 0; i < readings->languages.length; i++)
		front_feeling_release(&readings->feelings[i]);
	front_languages_release(&readings->languages);
}
