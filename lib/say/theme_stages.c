/* SPDX-License-Identifier: MIT */
#include "say/theme_stages.h"

void sd_theme_stages_init(struct sd_theme_stages *stages, const struct sd_answer_options *options,
			  const struct sd_term_lists *lists, struct sd_answer_reader *reader)
{
	*stages = (struct sd_theme_stages){.rows = {.options = *options, .lists = *lists}, .reader = reader};
	sd_str_addf(&stages->spelt, "--language=%s", options->language);
	sd_tally_init(&stages->rows.tally);
	sd_tally_init(&stages->rows.rest);
}

void sd_theme_stages_release(struct sd_theme_stages *stages)
{
	sd_quotes_free(stages->rows.quotes, stages->themes.length);
	sd_tally_release(&stages->rows.tally);
	sd_tally_release(&stages->rows.rest);
	sd_codebook_free(stages->known);
	sd_words_free(stages->stop);
	sd_codebook_free(stages->book);
	sd_themes_release(&stages->themes);
	sd_theme_terms_release(&stages->terms);
	sd_partial_free(stages->vocabulary);
	sd_partial_free(stages->pairs);
	sd_str_release(&stages->spelt);
}

int sd_theme_stages_take_stop(struct sd_theme_stages *stages, const char *name, struct sd_text content,
			      struct sd_error *err)
{
	stages->stop = sd_words_new(name, content, err);
	if (!stages->stop)
		return -1;
	stages->rows.lists.stop = stages->stop;
	char hash[SD_HASH_HEX];
	sd_hash_content(content.data, content.length, hash);
	sd_str_addf(&stages->spelt, " --stop=%s", hash);
	return 0;
}

int sd_theme_stages_take_known(struct sd_theme_stages *stages, const char *name, struct sd_text content,
			       struct sd_error *err)
{
	stages->known = sd_codebook_new(name, content, stages->reader, err);
	if (!stages->known)
		return -1;
	stages->rows.known = stages->known;
	sd_str_addf(&stages->spelt, " --codebook=%s", sd_codebook_hash(stages->known));
	return 0;
}

int64_t sd_theme_stages_known(const struct sd_theme_stages *stages)
{
	const int64_t *known = sd_count_find(stages->rows.counts.answers, SD_TEXT("known"));
	return known ? *known : 0;
}

static bool find_tables(struct sd_theme_stages *stages)
{
	stages->rows.counts.terms = sd_partial_table(stages->vocabulary, "terms", 1);
	stages->rows.counts.surfaces = sd_partial_table(stages->vocabulary, "surfaces", 1);
	stages->rows.counts.answers = sd_partial_table(stages->vocabulary, "answers", 1);
	return stages->rows.counts.terms && stages->rows.counts.surfaces && stages->rows.counts.answers;
}

int sd_theme_stages_take_vocabulary(struct sd_theme_stages *stages, const char *name, struct sd_text content,
				    struct sd_error *err)
{
	if (sd_partial_read(&stages->vocabulary, name, content, err))
		return -1;
	struct sd_text options = sd_partial_options(stages->vocabulary);
	size_t length = stages->spelt.length;
	static const struct sd_text pairs = SD_TEXT(" --vocabulary=");
	if (strcmp(sd_partial_filter(stages->vocabulary), "themes") != 0 || options.length < length ||
	    memmem(options.data, options.length, pairs.data, pairs.length) ||
	    memcmp(options.data, stages->spelt.data, length) != 0 || (options.length > length && options.data[length] != ' '))
		return sd_fail(err, "%s: is not what `saydo themes --partial %s` writes", name, stages->spelt.data);
	if (!find_tables(stages))
		return sd_fail(err, "%s: holds no counts of terms", name);
	sd_str_clear(&stages->spelt);
	sd_str_add_text(&stages->spelt, options);
	char hash[SD_HASH_HEX];
	sd_hash_content(content.data, content.length, hash);
	sd_str_addf(&stages->spelt, " --vocabulary=%s", hash);
	return 0;
}

int sd_theme_stages_take_pairs(struct sd_theme_stages *stages, struct sd_error *err)
{
	if (!stages->vocabulary)
		return sd_fail(err, "a vocabulary alone makes no themes: give it by --vocabulary, with the rows or with pairs");
	if (!sd_text_equal(sd_partial_options(stages->pairs), sd_str_text(&stages->spelt)))
		return sd_fail(err, "these pairs were counted with another vocabulary");
	if (!sd_partial_table(stages->pairs, "pairs", SD_THEME_FOLDS))
		return sd_fail(err, "these pairs hold no counts by fold: count them anew");
	find_tables(stages);
	sd_theme_terms_find(&stages->terms, &stages->rows.counts, stages->reader);
	return 0;
}

int sd_theme_stages_check_lists(const struct sd_theme_stages *stages, struct sd_error *err)
{
	if (stages->rows.lists.function || stages->stop)
		return 0;
	return sd_fail(err, "there is no list of function words for the language \"%s\", and such words would lead "
		       "every theme; name a file of them with --stop FILE", stages->rows.options.language);
}

int sd_theme_stages_read(struct sd_theme_stages *stages, struct sd_input *input,
			 int (*take)(struct sd_theme_stages *, const char *, struct sd_text, struct sd_error *),
			 struct sd_error *err)
{
	struct sd_str content = SD_STR_INIT;
	if (input->fd < 0)
		return 0;
	int result = sd_input_read_all(input, &content, SIZE_MAX, err);
	if (!result)
		result = take(stages, input->name, sd_str_text(&content), err);
	sd_str_release(&content);
	return result;
}

void sd_theme_stages_begin(struct sd_theme_stages *stages)
{
	stages->vocabulary = sd_partial_new("themes", sd_str_text(&stages->spelt));
	stages->rows.stage = SD_THEME_COUNTING;
	find_tables(stages);
}

void sd_theme_stages_pair(struct sd_theme_stages *stages)
{
	find_tables(stages);
	sd_theme_terms_find(&stages->terms, &stages->rows.counts, stages->reader);
	stages->pairs = sd_partial_new("themes", sd_str_text(&stages->spelt));
	stages->rows.stage = SD_THEME_PAIRING;
	stages->rows.terms = &stages->terms;
	stages->rows.pairs = sd_partial_table(stages->pairs, "pairs", SD_THEME_FOLDS);
}

void sd_theme_stages_propose(struct sd_theme_stages *stages, enum sd_theme_method method, size_t wanted)
{
	sd_themes_propose(&stages->themes, &stages->terms, sd_partial_table(stages->pairs, "pairs", SD_THEME_FOLDS), method,
			  wanted);
}

int sd_theme_stages_size(struct sd_theme_stages *stages, const struct sd_sentiment_rules *rules, struct sd_error *err)
{
	if (!stages->themes.length)
		return 0;
	struct sd_str text = SD_STR_INIT;
	sd_themes_add_book(&stages->themes, &stages->terms, NULL, 0, &text);
	stages->book = sd_codebook_new("the proposed codebook", sd_str_text(&text), stages->reader, err);
	sd_str_release(&text);
	if (!stages->book)
		return -1;
	stages->rows.stage = SD_THEME_SIZING;
	stages->rows.book = stages->book;
	stages->rows.rules = rules;
	stages->rows.quotes = sd_quotes_new(stages->themes.length, SD_THEME_QUOTES);
	return 1;
}

void sd_theme_stages_add_book(const struct sd_theme_stages *stages, int64_t min_cell, struct sd_str *book)
{
	sd_themes_add_book(&stages->themes, &stages->terms, stages->book ? &stages->rows : NULL, min_cell, book);
}
