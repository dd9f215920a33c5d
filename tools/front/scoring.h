/* SPDX-License-Identifier: MIT */
/* How `saydo sentiment` scores, by its options: lexicons, rules, units, words to score towards. */
#ifndef SD_FRONT_SCORING_H
#define SD_FRONT_SCORING_H

#include "feeling.h"
#include "languages.h"
#include "say/given.h"
#include "say/sentiment_rows.h"

enum { FRONT_RULES_FEEDBACK, FRONT_RULES_VADER, FRONT_RULES_NONE };
extern const char *const front_rules_names[];
/* What --table may write in place of rows; see say/given.h. */
enum { FRONT_GIVEN_QUESTIONS, FRONT_GIVEN_LABELS, FRONT_GIVEN_LANGUAGES };
extern const char *const front_given_names[];

struct front_scoring {
	/* The values of the options. */
	struct sd_inputs lexicons, tables;
	struct sd_list categories, without;
	const char *window;
	struct sd_input window_list;
	int rules, unit; /* FRONT_RULES_…, enum sd_sentiment_unit */
	bool adds, explain, probability, answered;
	int table; /* of front_given_tables, -1 for rows */
	struct sd_list prompts;
	/* What front_scoring_settle makes of them. */
	struct sd_scoring scoring;
	struct sd_lexicon *towards;
	struct sd_vader_tables *vader;
};

/* Reads what the options name, adds lexicons to the feelings and makes the rules of each language. */
int front_scoring_settle(struct front_scoring *scoring, const struct front_languages *languages,
			 struct front_feeling *feelings, struct sd_sentiment_rules *rules, struct sd_error *err);
void front_scoring_release(struct front_scoring *scoring);
/* --lexicon-category NAME=WEIGHT… and --list-weight WEIGHT (or NULL) into *told; free() its categories. */
int front_lexicon_told(const struct sd_list *categories, const char *list_weight, bool adds,
		       struct sd_lexicon_told *told, struct sd_error *err);
/* Checks the inputs as lexicons and writes what was found: FRONT_DONE, FRONT_FINDINGS or -1. */
int front_lexicon_check(struct front *front, const struct sd_lexicon_told *told, struct sd_error *err);

#endif
