/* SPDX-License-Identifier: MIT */
/* What forms, their exports and transcripts say in many languages: lexicons/<language>/forms.tsv, and
 * lexicons/tools/forms.tsv for names that are no language's. A line is `words⇥class`; tools/tables/forms.awk makes
 * tables of all of them when saydo is built, so that any program has them. To add words, add lines; a new class is
 * added here, and is asked for by what needs it. */
#ifndef SD_ROWS_FORM_WORDS_H
#define SD_ROWS_FORM_WORDS_H

#include "base/str.h"

#define SD_FORM_CLASSES(X)                                                                                             \
	X(choose)	 /* within a question: several options may be ticked, or one is to be taken */                 \
	X(choose_first)	 /* … where it begins a sentence */                                                          \
	X(other)	 /* an option's name begins so: the answer is typed beside the options */                      \
	X(specify)	 /* … and asks so */                                                                         \
	X(person)	 /* a question so asks for a name */                                                           \
	X(people)	 /* the whole name of a column of people's names */                                            \
	X(address)	 /* … for a telephone number or an e-mail address */                                         \
	X(identity)	 /* a short column's name so tells of ids */                                                   \
	X(respondent)	 /* SurveyMonkey's first column */                                                             \
	X(response)	 /* … what stands below a question whose answer is one cell */                               \
	X(response_open) /* … and is typed */                                                                        \
	X(about_id)	 /* columns about the response: ids */                                                         \
	X(about_date)	 /* … dates and times */                                                                     \
	X(about)	 /* … others */                                                                              \
	X(lime_id)	 /* LimeSurvey's first columns, with full texts */                                             \
	X(lime_date)                                                                                                   \
	X(lime_page)                                                                                                   \
	X(lime_language)                                                                                               \
	X(google_time)	   /* the first column of Google Forms */                                                      \
	X(microsoft_start) /* the second and the third of Microsoft Forms */                                           \
	X(microsoft_end)                                                                                               \
	X(quiz)	     /* … what its quizzes put before a question's points */                                         \
	X(remark)    /* what stands before a colon in a transcript, and is nobody */                                   \
	X(particle)  /* small words within people's names */                                                           \
	X(sent)	     /* in a column's name, for report: when an answer was sent */                                     \
	X(answered)  /* … when it was given */                                                                       \
	X(dated)     /* … when something was done */                                                                 \
	X(ordered)   /* … when something was ordered */                                                              \
	X(numbered)  /* … and is a number of it */                                                                   \
	X(elsewhen)  /* … a date of something else */                                                                \
	X(elsewho)   /* … what many people have in common: an age, a post code, a product */                         \
	X(recommend) /* … a score of how likely one is to recommend */                                               \
	X(overall)   /* … one of the whole */                                                                        \
	X(score)     /* … any */                                                                                     \
	X(total)     /* … what an order came to */                                                                   \
	X(price)     /* … what a thing cost */                                                                       \
	X(elsewhat)  /* … an amount of something else, or what was given back */                                       \
	X(currency)  /* … in which currency */                                                                       \
	X(undone)    /* a cell so says that an order was cancelled, returned or refused */                             \
	X(sum)       /* the last row of an export begins so: it sums up the others */                                  \
	X(money)     /* beside an amount */                                                                            \
	X(unit)	     /* of time, length, weight and the like, behind a number */                                       \
	X(point)     /* … of a rating: 4 stars */                                                                    \
	X(month)     /* months as dates spell them */                                                                  \
	X(date_word) /* what else stands in a date: weekdays, zones, small words */                                    \
	X(bound)     /* beside the ends of a range: under 18, 65 or more */                                            \
	X(answer)    /* whole answers that forms offer: scales of agreement and the like; `*` takes up to three bytes  \
			more */                                                                                        \
	X(nothing)   /* whole answers of those who have none */

#define SD_FORM_ENUM(class) SD_FORM_##class,
enum sd_form_class { SD_FORM_CLASSES(SD_FORM_ENUM) SD_FORM_LENGTH };
#undef SD_FORM_ENUM

/* The words of a class, NULL-terminated, each once. */
const char *const *sd_form_words(enum sd_form_class class);
/* Whether the bytes are the same, the case of ASCII and of Latin-1 aside. */
bool sd_form_same(const char *left, const char *right, size_t length);
/* Whether `text` is one of them, case aside as above; the latter: `*` at a word's end takes up to three bytes more. */
bool sd_form_is(struct sd_text text, enum sd_form_class class);
/* Whether a column called so holds people's names: by all of its name, or what stands behind a last ` - `; `_` is a
 * blank. */
bool sd_form_names_people(struct sd_text name);
bool sd_form_is_like(struct sd_text text, enum sd_form_class class);

#endif
