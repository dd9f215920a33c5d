/* SPDX-License-Identifier: MIT */
#include "coders.h"

static int read_book(struct front *front, struct front_coders *coders, size_t kit, const char *name,
		     struct sd_text content, struct sd_error *err)
{
	const struct front_language *language = &coders->languages.kits[kit];
	struct sd_answer_reader *reader = front_answer_reader(language, true, err);
	size_t left_out = 0;
	if (reader)
		coders->books[kit] = kit ? sd_codebook_new_further(name, content, reader, &left_out, err)
					 : sd_codebook_new(name, content, reader, err);
	sd_answer_reader_free(reader);
	if (left_out)
		front_note(front,
			   "patterns left out of answers in %s, where their stems are those of a code before: %zu",
			   language->code, left_out);
	return coders->books[kit] ? 0 : -1;
}

int front_coders_load(struct front *front, struct front_coders *coders, struct front_languages_wanted wanted,
		      bool scored, struct sd_input *codebook, struct sd_error *err)
{
	struct front_languages *languages = &coders->languages;
	struct sd_str content = SD_STR_INIT;
	*coders = (struct front_coders){.scored = scored};
	int result = front_languages_load(front, languages, wanted, err);
	if (!result)
		result = sd_input_read_all(codebook, &content, SIZE_MAX, err);
	for (size_t i = 0; !result && i < languages->length; i++) {
		languages->bare_told = FRONT_UNSCORED;
		if (coders->scored)
			result = front_feeling_load_of_run(front, languages, i, &coders->feelings[i], true, err);
		coders->rules[i] = front_feeling_rules(&coders->feelings[i]);
		if (!result)
			result = read_book(front, coders, i, codebook->name, sd_str_text(&content), err);
	}
	sd_str_release(&content);
	return result;
}

void front_coders_release(struct front_coders *coders)
{
	for (size_t i = 0; i < coders->languages.length; i++) {
		sd_codebook_free(coders->books[i]);
		front_feeling_release(&coders->feelings[i]);
	}
	front_languages_release(&coders->languages);
}

struct sd_coder *front_coder_of(const struct front_coders *coders, struct front_coder *coder, size_t kit)
{
	const struct front_language *language = &coders->languages.kits[kit];
	if (!coder->coders[kit]) {
		coder->readers[kit] = front_answer_reader(language, true, NULL); /* loading made one like it */
		coder->coders[kit] =
			sd_coder_new(coders->books[kit], language->nonanswers, coder->readers[kit],
				     coders->scored && !coders->languages.bare[kit] ? &coders->rules[kit] : NULL);
		if (coders->single)
			sd_coder_single(coder->coders[kit]);
	}
	return coder->coders[kit];
}

void front_coder_release(struct front_coder *coder)
{
	for (size_t i = 0; i < SD_LANGUAGES_MOST; i++) {
		sd_coder_free(coder->coders[i]);
		sd_answer_reader_free(coder->readers[i]);
	}
	sd_teller_release(&coder->teller);
}
