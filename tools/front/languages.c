/* SPDX-License-Identifier: MIT */
#include "languages.h"

#include "say/stem.h"

static int has(struct front *front, const char *code, const char *name, struct sd_error *err)
{
	struct sd_str content = SD_STR_INIT;
	int got = name ? front_data(front, code, name, &content, err) : 1;
	sd_str_release(&content);
	return got;
}

static bool has_stemmer(const char *code)
{
	struct sd_stemmer *stemmer = sd_stemmer_new(code, NULL);
	sd_stemmer_free(stemmer);
	return stemmer;
}

static int add_kit(struct front *front, struct front_languages *languages, const char *code, bool lists,
		   struct sd_error *err)
{
	struct front_language *kit = &languages->kits[languages->length++];
	languages->codes[languages->length - 1] = code;
	*kit = (struct front_language){.code = code};
	return lists ? front_language_load_of(front, code, kit, err) : 0;
}

int front_voter_lists(struct front *front, struct sd_languages *voters, const char *code, enum front_voter lists,
		      struct sd_error *err)
{
	static const char *const names[] = {[SD_LANGUAGE_FUNCTION] = "function.txt",
					    [SD_LANGUAGE_COMMON] = "common.txt",
					    [SD_LANGUAGE_LETTERS] = "letters.txt"};
	struct sd_str content = SD_STR_INIT;
	int got = 0;
	for (int i = 0; got >= 0 && i < 3; i++) {
		enum sd_language_list list = (enum sd_language_list)i;
		if (list == SD_LANGUAGE_COMMON && lists == FRONT_VOTER_QUICK)
			continue;
		sd_str_clear(&content);
		got = front_data(front, code, names[i], &content, err);
		if (got > 0)
			got = sd_languages_add_list(voters, list, names[i], sd_str_text(&content), err);
	}
	sd_str_clear(&content);
	if (got >= 0 && lists == FRONT_VOTER_ALL)
		got = front_data(front, code, "feedback.tsv", &content, err);
	if (got > 0 && lists == FRONT_VOTER_ALL) {
		struct sd_lexicon *lexicon = sd_lexicon_new();
		if (sd_lexicon_add(lexicon, "feedback.tsv", sd_str_text(&content), err))
			got = -1;
		else
			sd_languages_add_lexicon(voters, lexicon);
		sd_lexicon_free(lexicon);
	}
	sd_str_release(&content);
	return got < 0 ? -1 : 0;
}

static int add_voter(struct front *front, struct sd_languages *voters, const char *code, bool all, struct sd_error *err)
{
	(void)sd_languages_add(voters);
	return front_voter_lists(front, voters, code, all ? FRONT_VOTER_ALL : FRONT_VOTER_QUICK, err);
}

/* All languages that have the lists to vote with, or, for a column, a stemmer. */
static int add_others(struct front *front, struct front_languages *languages, struct front_languages_wanted wanted,
		      struct sd_error *err)
{
	for (size_t i = 0; sd_language_at(i) && languages->length < SD_LANGUAGES_MOST; i++) {
		const char *code = sd_language_at(i);
		bool first = !strcmp(code, languages->kits[0].code);
		int got = first ? 0 : has(front, code, wanted.needed, err);
		if (got > 0)
			got = languages->voters ? has(front, code, "function.txt", err) : has_stemmer(code);
		if (got < 0 || (got > 0 && add_kit(front, languages, code, wanted.lists, err)) ||
		    (got > 0 && languages->voters && add_voter(front, languages->voters, code, true, err)))
			return -1;
	}
	return 0;
}

static int add_doubt(struct front *front, struct front_languages *languages, struct sd_error *err)
{
	languages->doubt = sd_languages_new();
	for (size_t i = 0; sd_language_at(i); i++) {
		const char *code = sd_language_at(i);
		int got = has(front, code, "function.txt", err);
		if (got < 0 || (got > 0 && add_voter(front, languages->doubt, code, false, err)))
			return -1;
		if (got > 0)
			languages->doubt_codes[languages->doubt_length++] = code;
	}
	return 0;
}

int front_languages_load(struct front *front, struct front_languages *languages, struct front_languages_wanted wanted,
			 struct sd_error *err)
{
	bool voting = front->language && !strcmp(front->language, "auto");
	*languages = (struct front_languages){.column_name = front->language_column, .shown = front->show_language};
	if (voting && front->language_column)
		return sd_fail(err, "--language auto and --language-column both say which language an answer is in; "
				    "give one");
	if (front->show_language && !wanted.rows)
		return sd_fail(err, "--show-language adds to the rows of answers, which are not written here");
	const char *code = voting ? "en" : front_language_code(front, err);
	languages->kits = sd_calloc(SD_LANGUAGES_MOST, sizeof *languages->kits);
	if (add_kit(front, languages, code, wanted.lists, err))
		return -1;
	if (voting) {
		languages->voters = sd_languages_new();
		if (add_voter(front, languages->voters, code, true, err))
			return -1;
	}
	if ((voting || front->language_column) && add_others(front, languages, wanted, err))
		return -1;
	if (!front->language && !front->language_column && add_doubt(front, languages, err))
		return -1;
	languages->telling =
		(struct sd_telling){languages->codes, languages->length, languages->voters, SIZE_MAX, languages->doubt};
	return 0;
}

int front_feeling_load_of_run(struct front *front, struct front_languages *languages, size_t index,
			      struct front_feeling *feeling, bool built_in, struct sd_error *err)
{
	const char *code = languages->kits[index].code;
	if (index == 0 || !built_in)
		return front_feeling_load_of(front, code, feeling, built_in, err);
	int got = front_feeling_load_any(front, code, feeling, err);
	languages->bare[index] = got == 0;
	return got < 0 ? -1 : 0;
}

int front_languages_find(struct front *front, struct front_languages *languages, const struct sd_header *header,
			 size_t **text, size_t *text_length, struct sd_error *err)
{
	if (front_text_columns(front, header, text, text_length, err))
		return -1;
	return front_languages_find_column(languages, header, err);
}

int front_languages_find_column(struct front_languages *languages, const struct sd_header *header, struct sd_error *err)
{
	return languages->column_name ? sd_header_find(header, languages->column_name, &languages->telling.column, err)
				      : 0;
}

void front_languages_spell(const struct front_languages *languages, struct sd_str *spelt)
{
	sd_str_addf(spelt, "--language=%s", languages->voters ? "auto" : languages->kits[0].code);
	if (languages->column_name)
		sd_str_addf(spelt, " --language-column=%s", languages->column_name);
}

void front_languages_release(struct front_languages *languages)
{
	for (size_t i = 0; i < languages->length; i++)
		front_language_release(&languages->kits[i]);
	free(languages->kits);
	sd_languages_free(languages->voters);
	sd_languages_free(languages->doubt);
}
