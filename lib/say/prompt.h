/* SPDX-License-Identifier: MIT */
/* What a question asks for: praise, blame, or neither. "Nothing" is praise behind one and blame behind another, so
 * sentiment is never pooled over prompts (GAP, Stated). */
#ifndef SD_SAY_PROMPT_H
#define SD_SAY_PROMPT_H

#include "base/error.h"

enum sd_prompt { SD_PROMPT_NEUTRAL, SD_PROMPT_LIKE, SD_PROMPT_IMPROVE, SD_PROMPT_KINDS };
/* "neutral", "like", "improve". */
const char *sd_prompt_name(enum sd_prompt prompt);
/* What a bare topic ("the queue") feels like where it answers the question, in the units of a lexicon, 1/10,000: one
 * unit of praise or of blame, 0 where neither was asked for. To have nothing to name feels as much the other way. */
enum { SD_PROMPT_WEIGHT = 10000 };
int sd_prompt_weight(enum sd_prompt prompt);
/* -1 where `name` is none of them. */
int sd_prompt_of_name(struct sd_text name, enum sd_prompt *prompt);

/* The words of a language's questions; content as in lexicons/<language>/prompts.tsv: `words⇥like`, `words⇥improve`,
 * `words⇥neutral` or `word⇥join`, up to SD_PROMPT_WORDS words; `#` begins a comment line. NULL with `err`, naming the
 * line, where one is of another form. */
enum { SD_PROMPT_WORDS = 5 };
struct sd_prompts;
struct sd_prompts *sd_prompts_new(const char *name, struct sd_text content, struct sd_error *err);
void sd_prompts_free(struct sd_prompts *prompts);
/* What `question` asks for. Of entries that begin with the same word the longest counts; words of a neutral one count
 * for nothing ("would like to"). What stands between two words of `join` (and, or) asks for improvement where one of
 * its words does, else for praise where one does: "what did you like least". The question asks for what its parts do,
 * for neither where one asks for praise and another for improvement. Where there are sentences that end with a question
 * mark, the others do not count. `_` is a blank, as in names of columns. `prompts` may be NULL: neutral. */
enum sd_prompt sd_prompt_guess(const struct sd_prompts *prompts, struct sd_text question);
/* Puts into `chosen`, beside `questions`, what `said` says, each `QUESTION=KIND`. -1 where one of them is of another
 * form, or names none of the questions. */
int sd_prompts_said(const struct sd_text *questions, size_t questions_length, const char *const *said,
		    size_t said_length, enum sd_prompt *chosen, struct sd_error *err);

#endif
