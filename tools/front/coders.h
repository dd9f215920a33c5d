/* SPDX-License-Identifier: MIT */
/* What coding answers in several languages needs: of each language of FRONT_LANGUAGES the codebook by its stems, its
 * non-answers and, for scores, its feeling. */
#ifndef SD_FRONT_CODERS_H
#define SD_FRONT_CODERS_H

#include "feeling.h"
#include "languages.h"
#include "say/code.h"

struct front_coders {
	struct front_languages languages;
	struct front_feeling feelings[SD_LANGUAGES_MOST]; /* of the languages' kits, as the next two are */
	struct sd_sentiment_rules rules[SD_LANGUAGES_MOST];
	struct sd_codebook *books[SD_LANGUAGES_MOST];
	bool scored;
	bool single; /* one code an answer; set once loaded */
};

/* Reads what is wanted of the languages, their lexicons where answers are `scored`, and the codebook; in `prepare`
 * only. */
int front_coders_load(struct front *front, struct front_coders *coders, struct front_languages_wanted wanted,
		      bool scored, struct sd_input *codebook, struct sd_error *err);
void front_coders_release(struct front_coders *coders);

/* One worker's; begins with its teller, see front_teller_done. Zero-initialised. */
struct front_coder {
	struct sd_teller teller;
	struct sd_answer_reader *readers[SD_LANGUAGES_MOST]; /* NULL until an answer is in that language */
	struct sd_coder *coders[SD_LANGUAGES_MOST];
};
struct sd_coder *front_coder_of(const struct front_coders *coders, struct front_coder *coder, size_t kit);
void front_coder_release(struct front_coder *coder);

#endif
