/* SPDX-License-Identifier: MIT */
/* What a filter that learns from scored answers reads and writes. */
#ifndef SD_FRONT_LEARNING_H
#define SD_FRONT_LEARNING_H

#include "again.h"
#include "say/learn.h"

/* The number of --OPTION, `preset` where `text` is NULL; -1 where it is none or below `least`. */
int front_learn_penalty(const char *option, const char *text, double preset, double least, double *value,
			struct sd_error *err);
/* Reads --seed-lexicon into the lexicon and --stop into *words, each where it was given. */
int front_learn_lists(struct sd_input *seed, struct sd_lexicon *lexicon, struct sd_input *stop,
		      struct sd_words **words, struct sd_error *err);
/* Where the scores are: the first column of the two lists that a file has. */
struct front_scores {
	const struct sd_list *score, *low_is_best;
	const char *domain; /* a column that tells domains apart, or NULL */
	bool by_file;	    /* each file is a domain; else all are one */
};
/* Adds the scored answers of every input; with `by_file` each may have a header of its own. */
int front_learn_from(struct front *front, struct front_again *again, const struct front_scores *scores,
		     struct sd_learn *learn, struct sd_error *err);
/* Tells how well scores out of fold agree with those given, and writes it to `quality` where that is open. */
int front_learn_tell(struct front *front, const struct sd_learn *learn, struct sd_output *quality,
		     struct sd_error *err);
/* Writes the rows again, scored out of fold. */
int front_learn_score(struct front *front, struct front_again *again, const struct sd_learn *learn,
		      const struct sd_sentiment_rules *rules, struct sd_error *err);

#endif
