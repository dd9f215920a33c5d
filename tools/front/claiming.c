/* SPDX-License-Identifier: MIT */
#include "claiming.h"

#define WORDS "claims-words.tsv"
#define PATTERNS "claims.tsv"

int front_claim_tables(struct front *front, const char *code, struct sd_claim_tables **tables, struct sd_error *err)
{
	struct sd_str words = SD_STR_INIT, patterns = SD_STR_INIT;
	*tables = NULL;
	int got = front_data(front, code, WORDS, &words, err);
	if (got > 0)
		got = front_data(front, code, PATTERNS, &patterns, err);
	if (got > 0)
		*tables = sd_claim_tables_new(WORDS, sd_str_text(&words), PATTERNS, sd_str_text(&patterns), err);
	sd_str_release(&words);
	sd_str_release(&patterns);
	return got > 0 && !*tables ? -1 : got;
}

int front_claiming_load(struct front *front, struct front_claiming *claiming, struct sd_input *competitors,
			struct sd_error *err)
{
	struct sd_str names = SD_STR_INIT;
	*claiming = (struct front_claiming){.tables = {NULL}};
	int result = front_languages_load(front, &claiming->languages,
					  (struct front_languages_wanted){true, false, NULL}, err);
	claiming->languages.bare_told = "answers in languages without tables of claims, in which none are read";
	if (!result && competitors->fd >= 0)
		result = sd_input_read_all(competitors, &names, SIZE_MAX, err);
	for (size_t i = 0; !result && i < claiming->languages.length; i++) {
		const char *code = claiming->languages.kits[i].code;
		int got = front_claim_tables(front, code, &claiming->tables[i], err);
		if (got == 0 && i == 0)
			got = sd_fail(err,
				      "there are no tables of claims for the language \"%s\"; write lexicons/%s/" WORDS
				      " and " PATTERNS ", or name another with --language",
				      code, code);
		claiming->languages.bare[i] = got == 0;
		result = got < 0 ? -1 : 0;
		if (got > 0 && names.length)
			result = sd_claim_tables_add_competitors(claiming->tables[i], competitors->name,
								 sd_str_text(&names), err);
	}
	sd_str_release(&names);
	return result;
}

void front_claiming_release(struct front_claiming *claiming)
{
	for (size_t i = 0; i < claiming->languages.length; i++)
		sd_claim_tables_free(claiming->tables[i]);
	front_languages_release(&claiming->languages);
}

struct sd_claim_reader *front_claim_reader_of(const struct front_claiming *claiming, struct front_claimer *claimer,
					      size_t kit)
{
	if (!claimer->readers[kit]) {
		claimer->tokenizers[kit] = front_tokenizer(&claiming->languages.kits[kit]);
		claimer->readers[kit] = sd_claim_reader_new(claiming->tables[kit], claimer->tokenizers[kit]);
	}
	return claimer->readers[kit];
}

void front_claimer_release(struct front_claimer *claimer)
{
	for (size_t i = 0; i < SD_LANGUAGES_MOST; i++) {
		sd_claim_reader_free(claimer->readers[i]);
		sd_tokenizer_free(claimer->tokenizers[i]);
	}
	sd_teller_release(&claimer->teller);
}
