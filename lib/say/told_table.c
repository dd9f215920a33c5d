/* SPDX-License-Identifier: MIT */
#include "say/told_table.h"

static bool is_calibrated(const struct sd_sentiment_rules *rules)
{
	return sd_sentiment_probability(rules, 0) >= 0;
}

uint64_t sd_told_in(const struct sd_telling *telling, const struct sd_told_counts *counts, int64_t asked,
		    size_t language)
{
	if (!telling->voters && telling->column == SIZE_MAX)
		return (uint64_t)asked;
	return counts->answers[language] - (language ? 0 : counts->untold + counts->unnamed + counts->unknown);
}

/* Its name and version, or, where it has no name, its hash. */
static void write_lexicon(struct sd_out *out, const struct sd_lexicon *lexicon)
{
	struct sd_text name = sd_lexicon_about(lexicon, "name"), version = sd_lexicon_about(lexicon, "version");
	struct sd_str cell = SD_STR_INIT;
	char hash[SD_HASH_HEX];
	sd_lexicon_hash(lexicon, hash);
	if (name.length) {
		sd_str_add_text(&cell, name);
		sd_str_adds(&cell, version.length ? " " : "");
		sd_str_add_text(&cell, version);
	} else {
		sd_str_adds(&cell, hash);
	}
	sd_out_text(out, sd_str_text(&cell));
	sd_str_release(&cell);
}

static void write_row(struct sd_out *out, const char *name, uint64_t answers, const char *read_as,
		      const struct sd_sentiment_rules *rules)
{
	sd_out_string(out, name);
	sd_out_int(out, (int64_t)answers);
	sd_out_string(out, read_as);
	if (rules) {
		write_lexicon(out, rules->lexicon);
		sd_out_string(out, is_calibrated(rules) ? "yes" : "no");
	} else {
		sd_out_absent(out);
		sd_out_absent(out);
	}
	sd_out_end(out);
}

int sd_told_write(const struct sd_telling *telling, const struct sd_told_counts *counts, int64_t asked,
		  const struct sd_sentiment_rules *const *rules, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const columns[] = {"language", "answers", "read_as", "lexicon", "calibrated", NULL};
	const struct {
		const char *name;
		uint64_t answers;
	} unknown[] = {{"-untold", counts->untold}, {"-unnamed", counts->unnamed}, {"-unknown", counts->unknown}};
	sd_writer_columns(writer, columns);
	if (sd_writer_begin(writer, err))
		return -1;
	struct sd_out *out = sd_writer_out(writer);
	bool written[SD_LANGUAGES_MOST] = {false};
	for (size_t length = 0; length < telling->length; length++) {
		size_t most = telling->length;
		for (size_t i = 0; i < telling->length; i++)
			if (!written[i] && (most == telling->length || sd_told_in(telling, counts, asked, i) >
									      sd_told_in(telling, counts, asked, most)))
				most = i;
		written[most] = true;
		uint64_t answers = sd_told_in(telling, counts, asked, most);
		if (answers)
			write_row(out, telling->codes[most], answers, telling->codes[most], rules[most]);
	}
	for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
		if (unknown[i].answers)
			write_row(out, unknown[i].name, unknown[i].answers, telling->codes[0], rules[0]);
	return sd_writer_end(writer, err);
}

void sd_told_add_notes(const struct sd_telling *telling, const struct sd_told_counts *counts, int64_t asked,
		       const struct sd_sentiment_rules *const *rules, struct sd_str *notes)
{
	struct sd_str unmeasured = SD_STR_INIT, unscored = SD_STR_INIT;
	for (size_t i = 0; i < telling->length; i++) {
		struct sd_str *list = rules[i] ? &unmeasured : &unscored;
		if (sd_told_in(telling, counts, asked, i) && !(rules[i] && is_calibrated(rules[i])))
			sd_str_addf(list, "%s%s", list->length ? ", " : "", telling->codes[i]);
	}
	if (unmeasured.length)
		sd_str_addf(notes,
			    "sentiment in %s is by a lexicon that was written by hand and never held against answers "
			    "that people had scored: hold some against your own reading first\n",
			    unmeasured.data);
	if (unscored.length)
		sd_str_addf(notes, "there is no lexicon for %s: such answers are counted and coded, and not scored\n",
			    unscored.data);
	sd_str_release(&unmeasured);
	sd_str_release(&unscored);
}
