/* SPDX-License-Identifier: MIT */
/* Which language an answer is written in: the names of languages, and a vote of the answer's words and letters.
 *
 * The languages are those whose lists are added. In an answer each of its
 *
 *	words in a list of function words	has one vote: 1
 *	words in a list of common words or in a lexicon, and in no list of function words of that language	1/2
 *	letters and marks in a list of letters	1/2
 *
 * and shares it out: of a vote that k languages lay claim to, each gets a k-th. So what tells little ("no", "me", "a")
 * counts little, and what all have in common, nothing. Let V1 and V2 be the votes of the first and the second language:
 *
 *	lead = V1 - V2		the first is told where lead >= 1/3; below that nothing is: no votes, or a tie
 *	sure = lead / (lead + 1/2)	0.4 to 1 where told, else 0
 *
 * Were each word drawn for itself, lead would grow as the logarithm of the odds of the first against the second does,
 * whatever the answer's length. Shares are rounded down to 1/10,000; all of it is integer arithmetic.
 *
 * Words are runs of letters in normal form (sd_normal_add) with inner apostrophes; where that is in no list, what
 * stands up to the first apostrophe and what stands behind it (l'hôtel). No vote have links, addresses, @mentions and
 * #hashtags, runs with digits, what follows a stop without a blank (example.com), and single consonants (N/A). */
#ifndef SD_SAY_LANGUAGE_H
#define SD_SAY_LANGUAGE_H

#include "say/lexicon.h"

/* The ISO 639-1 codes of the languages that have a name here, those of the house's lists first; NULL behind the
 * last. */
const char *sd_language_at(size_t index);
/* The code of a language as people and programs write it: an ISO 639-1 code, an ISO 639-2 code (T or B) or its English
 * name, in any case, blanks around it and a region or a script behind `-` or `_` aside: EN, en-GB, eng, "English ",
 * pt_BR. NULL where it is none of them. */
const char *sd_language_code(struct sd_text written);
/* The English name of the language of a code, "German"; the code itself where it has none. */
const char *sd_language_name(const char *code);

/* Languages that can be told apart, 32 at most. Not changed by any vote, so threads may share it. */
enum { SD_LANGUAGES_MOST = 32 };
struct sd_languages;
struct sd_languages *sd_languages_new(void);
void sd_languages_free(struct sd_languages *languages);
/* A further language; its index, 0, 1, …. To be followed by its lists. */
size_t sd_languages_add(struct sd_languages *languages);

/* Lists of the language added last, by their whole content, as lexicons/<language>/ has them; the first two are read as
 * sd_words_new() reads them; of letters each line holds one that ASCII has not, or a mark, and capitals count as
 * small ones do; one that the normal form has not (ß) counts as typed. `name` is for messages. 0, or -1 with `err`
 * naming the line where one is of another form. */
enum sd_language_list { SD_LANGUAGE_FUNCTION, SD_LANGUAGE_COMMON, SD_LANGUAGE_LETTERS };
int sd_languages_add_list(struct sd_languages *languages, enum sd_language_list list, const char *name,
			  struct sd_text content, struct sd_error *err);
/* The lexicon's entries of one word that is spelt out. */
void sd_languages_add_lexicon(struct sd_languages *languages, const struct sd_lexicon *lexicon);

struct sd_language_vote {
	size_t language;  /* index of the first; 0 where nothing is told */
	bool told;
	int64_t sure;	  /* 1/10,000; 0 where nothing is told */
	int64_t votes[SD_LANGUAGES_MOST]; /* 1/10,000, each language's */
};
/* The vote over `answer`, any bytes. `scratch` is the caller's and is overwritten; one serves one thread. Time is
 * linear in the answer's length. Never fails. */
void sd_language_vote(const struct sd_languages *languages, struct sd_text answer, struct sd_str *scratch,
		      struct sd_language_vote *vote);

#endif
