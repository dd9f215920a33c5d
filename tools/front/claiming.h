/* SPDX-License-Identifier: MIT */
/* What reading claims in several languages needs: of each language of FRONT_LANGUAGES its tables. */
#ifndef SD_FRONT_CLAIMING_H
#define SD_FRONT_CLAIMING_H

#include "languages.h"
#include "say/claim.h"

struct front_claiming {
	struct front_languages languages;
	struct sd_claim_tables *tables[SD_LANGUAGES_MOST]; /* of the languages' kits */
};

/* Reads the languages and their tables; in `prepare` only. `competitors` (fd -1 where there are none) are known in
 * every language. -1 with `err` where the language of --language has no tables. */
int front_claiming_load(struct front *front, struct front_claiming *claiming, struct sd_input *competitors,
			struct sd_error *err);
void front_claiming_release(struct front_claiming *claiming);

/* The tables of one language; in `prepare` only. 1, 0 where it has none, or -1 with `err`. */
int front_claim_tables(struct front *front, const char *code, struct sd_claim_tables **tables, struct sd_error *err);

/* One worker's; begins with its teller, see front_teller_done. Zero-initialised. */
struct front_claimer {
	struct sd_teller teller;
	struct sd_tokenizer *tokenizers[SD_LANGUAGES_MOST]; /* NULL until an answer is in that language */
	struct sd_claim_reader *readers[SD_LANGUAGES_MOST];
};
struct sd_claim_reader *front_claim_reader_of(const struct front_claiming *claiming, struct front_claimer *claimer,
					      size_t kit);
void front_claimer_release(struct front_claimer *claimer);

#endif
