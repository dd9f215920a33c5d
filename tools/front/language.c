/* SPDX-License-Identifier: MIT */
#include "language.h"

#include "say/language.h"

static int load_words(struct front *front, const char *code, const char *name, struct sd_words **words,
		      struct sd_error *err)
{
	struct sd_str content = SD_STR_INIT;
	int got = front_data(front, code, name, &content, err);
	if (got > 0)
		*words = sd_words_new(name, sd_str_text(&content), err);
	sd_str_release(&content);
	return got < 0 || (got > 0 && !*words) ? -1 : 0;
}

static int load_nonanswers(struct front *front, struct front_language *language, struct sd_error *err)
{
	static const char name[] = "non-answers.tsv";
	struct sd_str content = SD_STR_INIT;
	int got = front_data(front, language->code, name, &content, err);
	if (got > 0) {
		struct sd_answer_reader *reader = front_answer_reader(language, true, err);
		if (reader)
			language->nonanswers = sd_nonanswers_new(name, sd_str_text(&content), reader, err);
		sd_answer_reader_free(reader);
	}
	sd_str_release(&content);
	return got < 0 || (got > 0 && !language->nonanswers) ? -1 : 0;
}

const char *front_language_code(struct front *front, struct sd_error *err)
{
	if (!front->language)
		return "en";
	if (!strcmp(front->language, "auto")) {
		sd_fail(err,
			"%s reads all answers in one language: name it with --language CODE; saydo tokens --language "
			"auto --show-language tells them apart",
			front->tool->name);
		return NULL;
	}
	const char *code = sd_language_code(sd_text_of(front->language));
	return code ? code : front->language;
}

int front_language_load(struct front *front, struct front_language *language, struct sd_error *err)
{
	const char *code = front_language_code(front, err);
	*language = (struct front_language){.code = code};
	return code ? front_language_load_of(front, code, language, err) : -1;
}

int front_language_load_of(struct front *front, const char *code, struct front_language *language,
			   struct sd_error *err)
{
	*language = (struct front_language){.code = code};
	if (load_words(front, language->code, "function.txt", &language->function, err) ||
	    load_words(front, language->code, "contrast.txt", &language->contrast, err) ||
	    load_words(front, language->code, "abbreviations.txt", &language->abbreviations, err) ||
	    load_words(front, language->code, "generic.txt", &language->generic, err))
		return -1;
	return load_nonanswers(front, language, err);
}

void front_language_tell_lists(struct front *front, const struct front_language *language)
{
	const char *what = "function words and non-answers";
	if (language->function && language->nonanswers)
		return;
	if (language->function || language->nonanswers)
		what = language->function ? "non-answers" : "function words";
	front_note(front, "there are no lists for the language \"%s\": %s are not told", language->code, what);
}

struct sd_words *front_words(const char *path, struct sd_error *err)
{
	struct sd_input input = SD_INPUT_INIT;
	struct sd_str content = SD_STR_INIT;
	struct sd_words *words = NULL;
	if (!sd_input_open(&input, path, err) && !sd_input_read_all(&input, &content, SIZE_MAX, err))
		words = sd_words_new(path, sd_str_text(&content), err);
	sd_input_close(&input);
	sd_str_release(&content);
	return words;
}

void front_language_release(struct front_language *language)
{
	sd_words_free(language->function);
	sd_words_free(language->contrast);
	sd_words_free(language->abbreviations);
	sd_words_free(language->generic);
	sd_nonanswers_free(language->nonanswers);
}

struct sd_answer_options front_answer_options(const struct front_language *language, bool hyphen_parts)
{
	return (struct sd_answer_options){.language = language->code,
					  .contrast = language->contrast,
					  .abbreviations = language->abbreviations,
					  .hyphen_parts = hyphen_parts};
}

struct sd_answer_reader *front_answer_reader(const struct front_language *language, bool hyphen_parts,
					     struct sd_error *err)
{
	const struct sd_answer_options options = front_answer_options(language, hyphen_parts);
	return sd_answer_reader_new(&options, err);
}

struct sd_tokenizer *front_tokenizer(const struct front_language *language)
{
	const struct sd_token_options options = {.rules = SD_TOKEN_RULES_ALL,
						 .contrast = language->contrast,
						 .abbreviations = language->abbreviations,
						 .language = language->code};
	return sd_tokenizer_new(&options);
}

int front_optional_ids(struct front *front, const struct sd_header *header, size_t **indices, size_t *length,
		       struct sd_error *err)
{
	if (front->id.length)
		return front_id_columns(front, header, indices, length, err);
	struct sd_error none = SD_ERROR_INIT;
	size_t index;
	*indices = sd_calloc(1, sizeof **indices);
	*length = sd_header_guess(header, sd_id_columns, "id", "--id", &index, &none) == 0;
	if (*length)
		**indices = index;
	sd_error_release(&none);
	return 0;
}

int front_pass_whole(struct front *front, const struct sd_pass *pass, struct sd_reader *reader,
		     struct sd_writer *writer, struct sd_error *err)
{
	int result = writer ? sd_writer_begin(writer, err) : 0;
	if (!result)
		result = front_pass(front, pass, reader, writer, err);
	return !result && writer ? sd_writer_end(writer, err) : result;
}
