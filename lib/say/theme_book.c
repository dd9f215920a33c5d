/* SPDX-License-Identifier: MIT */
#include "say/theme_book.h"

/* Overwrites `name` and gives what stands there. */
static struct sd_text name_of(const struct sd_theme *theme, const struct sd_theme_terms *terms, const char *language,
			      struct sd_str *name)
{
	sd_str_clear(name);
	sd_str_add_text(name, terms->items[theme->label[0]].surface);
	if (language)
		sd_str_addf(name, " (%s)", language);
	return sd_str_text(name);
}

static void add_label(const struct sd_theme *theme, const struct sd_theme_terms *terms, struct sd_str *label)
{
	for (size_t i = 0; i < theme->label_length; i++) {
		sd_str_adds(label, i ? ", " : "");
		sd_str_add_text(label, terms->items[theme->label[i]].surface);
	}
}

static const struct sd_tally_row *row_of(const struct sd_tally_table *table, struct sd_text name)
{
	for (size_t r = 0; r < table->length; r++)
		if (sd_text_equal(table->rows[r].code, name))
			return &table->rows[r];
	return NULL;
}

static void add_size(const struct sd_tally_row *row, const char *what, struct sd_str *book)
{
	sd_str_addf(book, "# %s%lld of %lld answers, %.1f %% (%.1f to %.1f)", what, (long long)row->n,
		    (long long)row->base, 100 * (double)row->n / (double)row->base, 100 * row->share.low,
		    100 * row->share.high);
	if (row->has_sentiment) {
		sd_str_adds(book, "; sentiment ");
		sd_decimal_add(book, row->sentiment, 2);
	}
	sd_str_addc(book, '\n');
}

static void add_patterns(const struct sd_theme *theme, const struct sd_theme_terms *terms, struct sd_str *book)
{
	struct sd_str list = SD_STR_INIT;
	for (size_t i = 0; i < theme->length; i++) {
		const struct sd_theme_weight *pattern = &theme->patterns[i];
		sd_str_adds(&list, list.length ? " " : "");
		sd_str_add_text(&list, terms->items[pattern->term].pattern);
		if (i + 1 < theme->length && theme->patterns[i + 1].weight == pattern->weight)
			continue;
		sd_codebook_add_weights(book, 1, pattern->weight, sd_str_text(&list));
		sd_str_clear(&list);
	}
	sd_str_release(&list);
}

void sd_themes_add_book(const struct sd_themes *themes, const struct sd_theme_terms *terms,
			const struct sd_theme_rows *rows, const char *language, int64_t min_cell, struct sd_str *book)
{
	struct sd_tally_table table = {.rows = NULL}, rest = {.rows = NULL};
	struct sd_str label = SD_STR_INIT, name = SD_STR_INIT;
	if (rows) {
		sd_tally_finish(&rows->tally, min_cell, &table);
		sd_tally_finish(&rows->rest, min_cell, &rest);
	}
	sd_str_addf(book, "# Proposed from %lld answers%s%s; names, labels and patterns are yours to change.\n",
		    (long long)terms->answers, language ? " in " : "", language ? language : "");
	for (size_t r = 0; r < rest.length; r++) {
		bool uncovered = sd_text_equals(rest.rows[r].code, SD_THEME_UNCOVERED);
		if (rest.rows[r].n < 0)
			continue;
		sd_str_clear(&label);
		sd_str_addf(&label, "No answer (%.*s): ", (int)rest.rows[r].code.length, rest.rows[r].code.data);
		add_size(&rest.rows[r], uncovered ? "In no theme: " : label.data, book);
	}
	for (size_t t = 0; t < themes->length; t++) {
		const struct sd_theme *theme = &themes->items[t];
		sd_codebook_add_line(book, 0, "code", name_of(theme, terms, language, &name));
		if (language)
			sd_codebook_add_line(book, 1, "language", sd_text_of(language));
		sd_str_clear(&label);
		add_label(theme, terms, &label);
		sd_codebook_add_line(book, 1, "label", sd_str_text(&label));
		const struct sd_tally_row *row = rows ? row_of(&table, sd_str_text(&name)) : NULL;
		if (row && row->n >= 0) {
			sd_str_addc(book, '\t');
			add_size(row, "", book);
		}
		sd_str_addf(book, "\t# coherence %.2f, stability %.2f\n", theme->coherence, theme->stability);
		sd_codebook_add_beside(book, 1, SD_THEME_BESIDE);
		for (size_t q = 0; row && row->n >= 0 && q < SD_THEME_QUOTES && rows->quotes[t].items[q].text; q++)
			sd_codebook_add_line(book, 1, "example",
					     (struct sd_text){rows->quotes[t].items[q].text,
							      rows->quotes[t].items[q].length});
		add_patterns(theme, terms, book);
	}
	sd_str_release(&label);
	sd_str_release(&name);
	sd_tally_table_release(&table);
	sd_tally_table_release(&rest);
}

static const struct sd_theme *theme_called(const struct sd_themes *themes, const struct sd_theme_terms *terms,
					   const char *language, struct sd_text name)
{
	const struct sd_theme *found = NULL;
	struct sd_str own = SD_STR_INIT;
	for (size_t t = 0; t < themes->length && !found; t++)
		if (sd_text_equal(name_of(&themes->items[t], terms, language, &own), name))
			found = &themes->items[t];
	sd_str_release(&own);
	return found;
}

static void write_row(const struct sd_tally_row *row, const struct sd_theme *theme, const struct sd_theme_terms *terms,
		      struct sd_out *out)
{
	struct sd_str label = SD_STR_INIT;
	sd_out_text(out, row->code);
	if (theme)
		add_label(theme, terms, &label);
	if (theme)
		sd_out_text(out, sd_str_text(&label));
	else
		sd_out_absent(out);
	sd_tally_write_size(row, out);
	if (theme) {
		sd_out_double(out, theme->coherence, 2);
		sd_out_double(out, theme->stability, 2);
	} else {
		sd_out_absent(out);
		sd_out_absent(out);
	}
	sd_out_end(out);
	sd_str_release(&label);
}

void sd_themes_summary_columns(bool languages, struct sd_writer *writer)
{
	static const char *const columns[] = {"language", "theme", "label",	"n",	     "base",	 "share",
					      "low",	  "high",  "sentiment", "coherence", "stability", NULL};
	sd_writer_columns(writer, columns + !languages);
}

int sd_themes_write_summary(const struct sd_themes *themes, const struct sd_theme_terms *terms,
			    const struct sd_theme_rows *rows, const char *language, bool shown, int64_t min_cell,
			    struct sd_writer *writer, struct sd_error *err)
{
	struct sd_tally_table table;
	int result = 0;
	for (int covered = 1; covered >= 0; covered--) {
		sd_tally_finish(covered ? &rows->tally : &rows->rest, min_cell, &table);
		for (size_t i = 0; !result && i < table.length; i++) {
			if (shown)
				sd_out_string(sd_writer_out(writer), rows->options.language);
			write_row(&table.rows[i], theme_called(themes, terms, language, table.rows[i].code), terms,
				  sd_writer_out(writer));
			result = sd_writer_flush(writer, err);
		}
		sd_tally_table_release(&table);
	}
	return result;
}
