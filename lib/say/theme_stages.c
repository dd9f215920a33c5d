/* SPDX-License-Identifier: MIT */
#include "say/theme_stages.h"

/* One language alone, whatever its answers say. */
static bool is_alone(const struct sd_theme_stages *stages)
{
	return stages->length == 1;
}

int sd_theme_stages_init(struct sd_theme_stages *stages, const struct sd_telling *telling,
			 const struct sd_reading *readings, struct sd_text spelt, struct sd_error *err)
{
	*stages = (struct sd_theme_stages){.answers = {.telling = telling}, .length = telling->length};
	sd_str_add_text(&stages->spelt, spelt);
	stages->languages = sd_calloc(telling->length, sizeof *stages->languages);
	stages->answers.languages = sd_calloc(telling->length, sizeof *stages->answers.languages);
	for (size_t i = 0; i < stages->length; i++) {
		struct sd_theme_language *language = &stages->languages[i];
		*language = (struct sd_theme_language){.code = telling->codes[i],
						       .reading = &readings[i],
						       .rows = {.options = readings[i].answers,
								.lists = readings[i].lists,
								.nonanswers = readings[i].nonanswers}};
		sd_tally_init(&language->rows.tally);
		sd_tally_init(&language->rows.rest);
		language->reader = sd_answer_reader_new(&readings[i].answers, err);
		if (!language->reader)
			return -1;
		stages->answers.languages[i] = &language->rows;
	}
	return 0;
}

void sd_theme_stages_release(struct sd_theme_stages *stages)
{
	for (size_t i = 0; i < stages->length; i++) {
		struct sd_theme_language *language = &stages->languages[i];
		sd_quotes_free(language->rows.quotes, language->themes.length);
		sd_tally_release(&language->rows.tally);
		sd_tally_release(&language->rows.rest);
		sd_codebook_free(language->known);
		sd_codebook_free(language->book);
		sd_themes_release(&language->themes);
		sd_theme_terms_release(&language->terms);
		sd_answer_reader_free(language->reader);
	}
	free(stages->languages);
	free(stages->answers.languages);
	sd_words_free(stages->stop);
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
	for (size_t i = 0; i < stages->length; i++)
		stages->languages[i].rows.lists.stop = stages->stop;
	char hash[SD_HASH_HEX];
	sd_hash_content(content.data, content.length, hash);
	sd_str_addf(&stages->spelt, " --stop=%s", hash);
	return 0;
}

int sd_theme_stages_take_known(struct sd_theme_stages *stages, const char *name, struct sd_text content,
			       struct sd_error *err)
{
	for (size_t i = 0; i < stages->length; i++) {
		struct sd_theme_language *language = &stages->languages[i];
		size_t left_out;
		language->known = i ? sd_codebook_new_further(name, content, language->reader, &left_out, err)
				    : sd_codebook_new(name, content, language->reader, err);
		if (!language->known)
			return -1;
		language->rows.known = language->known;
	}
	sd_str_addf(&stages->spelt, " --codebook=%s", sd_codebook_hash(stages->languages[0].known));
	return 0;
}

int64_t sd_theme_stages_known(const struct sd_theme_stages *stages)
{
	int64_t sum = 0;
	for (size_t i = 0; i < stages->length; i++) {
		const int64_t *known = sd_count_find(stages->languages[i].rows.counts.answers, SD_TEXT("known"));
		sum += known ? *known : 0;
	}
	return sum;
}

static int64_t answers_of(const struct sd_theme_language *language)
{
	const int64_t *answers = sd_count_find(language->rows.counts.answers, SD_TEXT("answers"));
	return answers ? *answers : 0;
}

int64_t sd_theme_stages_answers(const struct sd_theme_stages *stages)
{
	int64_t sum = 0;
	for (size_t i = 0; i < stages->length; i++)
		sum += answers_of(&stages->languages[i]);
	return sum;
}

/* A partial's table; of one of several languages under its code too. */
static struct sd_count *table_of(const struct sd_theme_stages *stages, struct sd_partial *partial, const char *name,
				 size_t language, size_t width)
{
	struct sd_str whole = SD_STR_INIT;
	sd_str_adds(&whole, name);
	if (!is_alone(stages))
		sd_str_addf(&whole, "-%s", stages->languages[language].code);
	struct sd_count *table = sd_partial_table(partial, whole.data, width);
	sd_str_release(&whole);
	return table;
}

static bool find_tables(struct sd_theme_stages *stages)
{
	bool found = true;
	for (size_t i = 0; i < stages->length; i++) {
		struct sd_theme_counts *counts = &stages->languages[i].rows.counts;
		counts->terms = table_of(stages, stages->vocabulary, "terms", i, 1);
		counts->surfaces = table_of(stages, stages->vocabulary, "surfaces", i, 1);
		counts->answers = table_of(stages, stages->vocabulary, "answers", i, 1);
		found &= counts->terms && counts->surfaces && counts->answers;
	}
	return found;
}

/* The candidates of each language that is looked at. */
static void find_terms(struct sd_theme_stages *stages)
{
	int64_t all = sd_theme_stages_answers(stages);
	for (size_t i = 0; i < stages->length; i++) {
		struct sd_theme_language *language = &stages->languages[i];
		int64_t answers = answers_of(language);
		bool few = answers < SD_THEME_ANSWERS_LEAST || answers < all / SD_THEME_ANSWERS_SHARE;
		language->passed_over = !is_alone(stages) && (few || (!language->rows.lists.function && !stages->stop));
		stages->answers.languages[i] = language->passed_over ? NULL : &language->rows;
		if (!language->passed_over)
			sd_theme_terms_find(&language->terms, &language->rows.counts, &language->rows.lists,
					    language->reader);
	}
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
	    memcmp(options.data, stages->spelt.data, length) != 0 ||
	    (options.length > length && options.data[length] != ' '))
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
		return sd_fail(err, "a vocabulary alone makes no themes: give it by --vocabulary, with the rows or "
				    "with pairs");
	if (!sd_text_equal(sd_partial_options(stages->pairs), sd_str_text(&stages->spelt)))
		return sd_fail(err, "these pairs were counted with another vocabulary");
	for (size_t i = 0; i < stages->length; i++)
		if (!table_of(stages, stages->pairs, "pairs", i, SD_THEME_FOLDS))
			return sd_fail(err, "these pairs hold no counts by fold: count them anew");
	find_tables(stages);
	find_terms(stages);
	return 0;
}

int sd_theme_stages_check_lists(const struct sd_theme_stages *stages, struct sd_error *err)
{
	const struct sd_theme_rows *rows = &stages->languages[0].rows;
	if (!is_alone(stages) || rows->lists.function || stages->stop)
		return 0;
	return sd_fail(err, "there is no list of function words for the language \"%s\", and such words would lead "
		       "every theme; name a file of them with --stop FILE", rows->options.language);
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

static void enter_stage(struct sd_theme_stages *stages, enum sd_theme_stage stage)
{
	for (size_t i = 0; i < stages->length; i++)
		stages->languages[i].rows.stage = stage;
}

void sd_theme_stages_begin(struct sd_theme_stages *stages)
{
	stages->vocabulary = sd_partial_new("themes", sd_str_text(&stages->spelt));
	enter_stage(stages, SD_THEME_COUNTING);
	find_tables(stages);
}

void sd_theme_stages_pair(struct sd_theme_stages *stages)
{
	find_tables(stages);
	find_terms(stages);
	stages->pairs = sd_partial_new("themes", sd_str_text(&stages->spelt));
	enter_stage(stages, SD_THEME_PAIRING);
	for (size_t i = 0; i < stages->length; i++) {
		struct sd_theme_rows *rows = &stages->languages[i].rows;
		rows->terms = &stages->languages[i].terms;
		rows->pairs = table_of(stages, stages->pairs, "pairs", i, SD_THEME_FOLDS);
	}
}

void sd_theme_stages_propose(struct sd_theme_stages *stages, enum sd_theme_method method, size_t wanted)
{
	for (size_t i = 0; i < stages->length; i++) {
		struct sd_theme_language *language = &stages->languages[i];
		if (!language->passed_over)
			sd_themes_propose(&language->themes, &language->terms,
					  table_of(stages, stages->pairs, "pairs", i, SD_THEME_FOLDS), method, wanted);
	}
}

/* Whether others than the first language propose. */
static bool is_marked(const struct sd_theme_stages *stages)
{
	for (size_t i = 1; i < stages->length; i++)
		if (stages->languages[i].themes.length)
			return true;
	return false;
}

static const char *mark_of(const struct sd_theme_stages *stages, size_t language)
{
	return is_marked(stages) ? stages->languages[language].code : NULL;
}

int sd_theme_stages_size(struct sd_theme_stages *stages, struct sd_error *err)
{
	int any = 0;
	enter_stage(stages, SD_THEME_SIZING);
	for (size_t i = 0; i < stages->length; i++) {
		struct sd_theme_language *language = &stages->languages[i];
		stages->answers.languages[i] = NULL;
		if (!language->themes.length)
			continue;
		struct sd_str text = SD_STR_INIT;
		sd_themes_add_book(&language->themes, &language->terms, NULL, mark_of(stages, i), 0, &text);
		language->book = sd_codebook_new("the proposed codebook", sd_str_text(&text), language->reader, err);
		sd_str_release(&text);
		if (!language->book)
			return -1;
		language->rows.book = language->book;
		language->rows.rules = language->reading->rules;
		language->rows.quotes = sd_quotes_new(language->themes.length, SD_THEME_QUOTES);
		stages->answers.languages[i] = &language->rows;
		any = 1;
	}
	return any;
}

void sd_theme_stages_add_book(const struct sd_theme_stages *stages, int64_t min_cell, size_t *codes,
			      struct sd_str *book)
{
	*codes = 0;
	for (size_t i = 0; i < stages->length; i++) {
		const struct sd_theme_language *language = &stages->languages[i];
		*codes += language->themes.length;
		/* Of several languages those that propose something; of none the first says how many answers there
		 * were. */
		if (is_alone(stages) || language->themes.length || (i == 0 && !is_marked(stages)))
			sd_themes_add_book(&language->themes, &language->terms, language->book ? &language->rows : NULL,
					   mark_of(stages, i), min_cell, book);
	}
}

int sd_theme_stages_write_summary(const struct sd_theme_stages *stages, int64_t min_cell, struct sd_writer *writer,
				  struct sd_error *err)
{
	sd_themes_summary_columns(!is_alone(stages), writer);
	int result = sd_writer_begin(writer, err);
	for (size_t i = 0; !result && i < stages->length; i++) {
		const struct sd_theme_language *language = &stages->languages[i];
		result = sd_themes_write_summary(&language->themes, &language->terms, &language->rows,
						 mark_of(stages, i), !is_alone(stages), min_cell, writer, err);
	}
	return result ? -1 : sd_writer_end(writer, err);
}

void sd_theme_stages_add_notes(const struct sd_theme_stages *stages, int64_t min_cell, struct sd_str *notes)
{
	struct sd_str named = SD_STR_INIT;
	int64_t others = 0;
	for (size_t i = 0; i < stages->length; i++) {
		const struct sd_theme_language *language = &stages->languages[i];
		int64_t answers = language->passed_over ? answers_of(language) : 0;
		if (answers && answers >= min_cell)
			sd_str_addf(&named, "%s%s", named.length ? ", " : "", language->code);
		else
			others += answers;
	}
	if (others)
		sd_str_adds(&named, named.length ? " and others" : "others");
	if (named.length)
		sd_str_addf(notes,
			    "no themes are looked for in answers of languages that have too few, or no list of "
			    "function words: %s\n",
			    named.data);
	sd_str_release(&named);
}
