/* SPDX-License-Identifier: MIT */
/* The pass of `saydo sentiment` over rows: each answer scored in its language, into rows or into counts. */
#ifndef SD_FRONT_SCORED_H
#define SD_FRONT_SCORED_H

#include "answers.h"
#include "asking.h"
#include "scoring.h"

struct front_scored {
	const struct front_scoring *values; /* settled */
	struct front_languages languages;
	struct front_feeling feelings[SD_LANGUAGES_MOST]; /* of the languages' kits */
	struct sd_sentiment_rules rules[SD_LANGUAGES_MOST];
	struct front_answers answers;
	struct sd_questionnaire *questionnaire;
	enum sd_prompt *prompts; /* beside the answers' columns */
	struct sd_count *given;	 /* for --table: say/given.h */
	struct sd_given_question *questions; /* of these */
	size_t length;
	struct sd_arena names;
	uint64_t foreign; /* answers in a script that the lexicon has no word in */
};
/* Once the columns are found: what each question asks for. */
int front_scored_ask(struct front *front, struct front_scored *scored, struct sd_error *err);
struct sd_pass front_scored_pass(struct front_scored *scored);
/* Writes the table that --table names. */
int front_scored_write(struct front *front, const struct front_scored *scored, struct sd_error *err);
void front_scored_tell(struct front *front, const struct front_scored *scored);
void front_scored_release(struct front_scored *scored); /* what these made */

#endif
