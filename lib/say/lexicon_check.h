/* SPDX-License-Identifier: MIT */
/* What is wrong with lexicons, how they are written in our format, and what of a corpus they leave unweighed. */
#ifndef SD_SAY_LEXICON_CHECK_H
#define SD_SAY_LEXICON_CHECK_H

#include "rows/writer.h"
#include "say/lexicon.h"
#include "say/words.h"

/* Findings over files read one after the other: a term twice in one file ("duplicate": with the same weight,
 * "conflict": with another), one whose weight an earlier file gave otherwise ("replaced"), a file that cannot be read
 * to its end
 * ("broken": the message names the line). */
struct sd_lexicon_check;
struct sd_lexicon_check *sd_lexicon_check_new(void);
void sd_lexicon_check_free(struct sd_lexicon_check *check);
void sd_lexicon_check_file(struct sd_lexicon_check *check, const char *name, struct sd_text content,
			   const struct sd_lexicon_told *told);
size_t sd_lexicon_check_findings(const struct sd_lexicon_check *check);
size_t sd_lexicon_check_entries(const struct sd_lexicon_check *check);
/* Writes rows of `file,line,finding,term,message`, the findings in the order of the files; begins and ends the
 * writer. */
int sd_lexicon_check_write(const struct sd_lexicon_check *check, struct sd_writer *writer, struct sd_error *err);

/* The lexicon as a file in our format: head, then the entries in order. */
void sd_lexicon_write(const struct sd_lexicon *lexicon, struct sd_str *file);

/* The words of answers that no entry holds, function words aside. One a thread, summed up by sd_lexicon_cover_add. */
struct sd_lexicon_cover;
struct sd_lexicon_cover *sd_lexicon_cover_new(const struct sd_lexicon *lexicon, const struct sd_words *function,
					      const char *language);
void sd_lexicon_cover_free(struct sd_lexicon_cover *cover);
void sd_lexicon_cover_answer(struct sd_lexicon_cover *cover, struct sd_text answer);
int sd_lexicon_cover_add(struct sd_lexicon_cover *into, const struct sd_lexicon_cover *from, struct sd_error *err);
/* Words that count (neither function words, numbers, links nor marks), those of them in entries, answers that hold any,
 * answers that hold an entry. */
struct sd_lexicon_covered {
	int64_t words, weighed, answers, answers_weighed;
};
struct sd_lexicon_covered sd_lexicon_cover_sums(const struct sd_lexicon_cover *cover);
/* Writes rows of `word,count,answers,share`, beginning and ending the writer: the words no entry holds in `least`
 * answers or more, by falling answers, `most` of them (0: all). `share` is of the answers. */
int sd_lexicon_cover_write(const struct sd_lexicon_cover *cover, int64_t least, int64_t most, struct sd_writer *writer,
			   struct sd_error *err);

#endif
