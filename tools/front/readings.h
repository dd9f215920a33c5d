/* SPDX-License-Identifier: MIT */
/* How answers are read in each language of a run: lists, stems and, where the language has a lexicon, feeling. */
#ifndef SD_FRONT_READINGS_H
#define SD_FRONT_READINGS_H

#include "feeling.h"
#include "languages.h"

struct front_readings {
	struct front_languages languages;
	struct front_feeling feelings[SD_LANGUAGES_MOST]; /* of the languages' kits, as the next two are */
	struct sd_sentiment_rules rules[SD_LANGUAGES_MOST];
	struct sd_reading readings[SD_LANGUAGES_MOST];
};

/* Reads the languages of the run, and of each its lexicon where it has one and `felt`. In `prepare` only. */
int front_readings_load(struct front *front, struct front_readings *readings, bool felt, struct sd_error *err);
/* Tells on stderr that the run's only language has no lexicon, where it has none. */
void front_readings_tell(struct front *front, const struct front_readings *readings);
void front_readings_release(struct front_readings *readings);

#endif
