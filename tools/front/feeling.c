/* SPDX-License-Identifier: MIT */
#include "feeling.h"

#include "language.h"

enum { MOST_BYTES = 64 << 20 };

int front_feeling_load(struct front *front, struct front_feeling *feeling, bool built_in, struct sd_error *err)
{
	const char *code = front_language_code(front, err);
	*feeling = (struct front_feeling){.lexicon = NULL};
	return code ? front_feeling_load_of(front, code, feeling, built_in, err) : -1;
}

int front_feeling_load_any(struct front *front, const char *code, struct front_feeling *feeling, struct sd_error *err)
{
	struct sd_str content = SD_STR_INIT;
	int got = front_feeling_load_of(front, code, feeling, false, err);
	if (!got)
		got = front_data(front, code, "feedback.tsv", &content, err);
	if (got > 0 && sd_lexicon_add(feeling->lexicon, "feedback.tsv", sd_str_text(&content), err))
		got = -1;
	sd_str_release(&content);
	return got;
}

int front_feeling_load_of(struct front *front, const char *code, struct front_feeling *feeling, bool built_in,
			  struct sd_error *err)
{
	const struct {
		const char *name;
		struct sd_words **words;
	} lists[] = {{"negators.txt", &feeling->negators},
		     {"intensifiers.txt", &feeling->intensifiers},
		     {"diminishers.txt", &feeling->diminishers},
		     {"contrast.txt", &feeling->contrast},
		     {"abbreviations.txt", &feeling->abbreviations}};
	*feeling = (struct front_feeling){.lexicon = sd_lexicon_new()};
	struct sd_str content = SD_STR_INIT;
	int got = 0;
	for (size_t i = 0; got >= 0 && i < sizeof lists / sizeof *lists; i++) {
		sd_str_clear(&content);
		got = front_data(front, code, lists[i].name, &content, err);
		if (got > 0 && !(*lists[i].words = sd_words_new(lists[i].name, sd_str_text(&content), err)))
			got = -1;
	}
	if (got >= 0) {
		sd_str_clear(&content);
		got = front_data(front, code, "rules.tsv", &content, err);
		if (got > 0 && !(feeling->phrases = sd_phrases_new("rules.tsv", sd_str_text(&content), code, err)))
			got = -1;
	}
	if (got >= 0 && built_in) {
		sd_str_clear(&content);
		got = front_data(front, code, "feedback.tsv", &content, err);
		if (!got)
			got = sd_fail(err, "there is no lexicon for the language \"%s\"; name one with --lexicon FILE",
				      code);
		else if (got > 0)
			got = sd_lexicon_add(feeling->lexicon, "feedback.tsv", sd_str_text(&content), err);
	}
	sd_str_release(&content);
	return got < 0 ? -1 : 0;
}

int front_feeling_add(struct front_feeling *feelings, size_t length, struct sd_inputs *lexicons,
		      const struct sd_lexicon_told *told, struct sd_error *err)
{
	for (size_t i = 0; i < lexicons->length; i++) {
		struct sd_str content = SD_STR_INIT;
		int result = sd_input_read_all(&lexicons->items[i], &content, MOST_BYTES, err);
		for (size_t f = 0; !result && f < length; f++)
			result = sd_lexicon_add_told(feelings[f].lexicon, lexicons->items[i].name,
						     sd_str_text(&content), told, err);
		sd_str_release(&content);
		if (result < 0)
			return -1;
	}
	/* With nothing to weigh by, every answer would come out neutral and look scored. */
	if (lexicons->length && length && sd_lexicon_count(feelings[0].lexicon) == 0)
		return sd_fail(err, "%s: holds no entry; a lexicon has lines of a term, a TAB and a weight",
			       lexicons->items[0].name);
	return 0;
}

struct sd_sentiment_rules front_feeling_rules(const struct front_feeling *feeling)
{
	return (struct sd_sentiment_rules){.lexicon = feeling->lexicon,
					   .negators = feeling->negators,
					   .intensifiers = feeling->intensifiers,
					   .diminishers = feeling->diminishers,
					   .contrast = feeling->contrast,
					   .abbreviations = feeling->abbreviations,
					   .phrases = feeling->phrases};
}

void front_feeling_release(struct front_feeling *feeling)
{
	sd_lexicon_free(feeling->lexicon);
	sd_phrases_free(feeling->phrases);
	sd_words_free(feeling->negators);
	sd_words_free(feeling->intensifiers);
	sd_words_free(feeling->diminishers);
	sd_words_free(feeling->contrast);
	sd_words_free(feeling->abbreviations);
}
