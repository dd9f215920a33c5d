/* SPDX-License-Identifier: MIT */
/* saydo keyness: what one group says more than the others do. */
#include "front/again.h"
#include "front/language.h"
#include "say/keyness_rows.h"
#include "say/tally_rows.h"

static struct values {
	struct sd_list by, codes;
	int items;
	bool collocations;
	int64_t top, quotes, min_cell, prior;
} values;

static const char *const kinds[] = {"words", "phrases", "codes", NULL};

#define AT(member) offsetof(struct values, member)
static const struct sd_opt options[] = {
	{"by", 'b', SD_OPT_COLUMNS, AT(by), "COLUMN", "the groups that are held against one another; several make one key", 0, 0, 0, NULL},
	{"items", 'i', SD_OPT_CHOICE, AT(items), "KIND", "what is counted; words where not given", -1, 0, 0, kinds},
	{"codes-column", 'c', SD_OPT_COLUMNS, AT(codes), "COLUMN", "the codes; column codes, else all that end in .codes, where not given", 0, 0, 0, NULL},
	{"top", 'k', SD_OPT_NUMBER, AT(top), "N", "list the first N of each group; 0 for all", 20, 0, 1000000, NULL},
	{"quotes", 0, SD_OPT_NUMBER, AT(quotes), "N", "add N typical answers to each", 0, 0, 10, NULL},
	{"collocations", 0, SD_OPT_FLAG, AT(collocations), NULL, "list the phrases whose words stand together, not what groups differ in", 0, 0, 0, NULL},
	{"min-cell", 0, SD_OPT_NUMBER, AT(min_cell), "N", "no groups and no items of fewer respondents", 10, 0, 1000000, NULL},
	{"prior", 0, SD_OPT_NUMBER, AT(prior), "N", "respondents that the prior of the log-odds is worth", 10, 1, 1000000, NULL},
};

static struct {
	struct front_language language;
	struct front_again again;
	struct sd_keyness_rows rows;
	size_t *text, *by;
	struct sd_tally_rows coded; /* finds the columns of codes */
	struct sd_keyness total;    /* the partial's */
	struct sd_reader *reader;
} state = {.again = FRONT_AGAIN_INIT};

static int prepare(struct front *front, struct sd_error *err)
{
	if (values.collocations && values.items >= 0 && values.items != SD_KEYNESS_PHRASES)
		return sd_fail(err, "--collocations are of phrases, and --items says %s", kinds[values.items]);
	if (values.codes.length && values.items != SD_KEYNESS_CODES)
		return sd_fail(err, "--codes-column is for --items codes");
	if (values.collocations)
		values.items = SD_KEYNESS_PHRASES;
	bool reads = values.items != SD_KEYNESS_CODES || values.quotes;
	if (reads && front_language_load(front, &state.language, err))
		return -1;
	return values.quotes ? front_again_prepare(front, &state.again, err) : 0;
}

static void spell_items(struct sd_str *spelt, int items)
{
	sd_str_addf(spelt, "--items=%s", kinds[items]);
	if (items != SD_KEYNESS_CODES)
		sd_str_addf(spelt, " --language=%s", state.language.code);
}

/* Of what partials must have in common, what was said. */
static int read_partials(struct front *front, struct sd_partial **partial, struct sd_error *err)
{
	struct sd_str asked = SD_STR_INIT;
	if (values.items >= 0)
		spell_items(&asked, values.items);
	if (values.by.length)
		front_spell_names(&asked, "by", &values.by);
	if (values.codes.length)
		front_spell_names(&asked, "codes-column", &values.codes);
	if (front->text.length && values.items != SD_KEYNESS_CODES)
		front_spell_names(&asked, "text", &front->text);
	int finishing = front_read_partials(front, sd_str_text(&asked), partial, err);
	sd_str_release(&asked);
	return finishing;
}

static int find_columns(struct front *front, const struct sd_header *header, struct sd_str *spelt, struct sd_error *err)
{
	struct sd_keyness_rows *rows = &state.rows;
	const struct sd_tally_names names = {
		.codes = values.codes.items, .codes_length = values.codes.length, .sentiment = ""};
	bool coded = values.items == SD_KEYNESS_CODES;
	if (!values.by.length && !values.collocations)
		return sd_fail(err, "say which groups are held against one another: --by COLUMN");
	if (front_columns(&values.by, header, &state.by, err) ||
	    (coded && sd_tally_rows_find(&state.coded, header, &names, err)))
		return -1;
	if ((!coded || values.quotes) && front_text_columns(front, header, &state.text, &rows->text_length, err))
		return -1;
	rows->text = state.text;
	rows->by = state.by;
	rows->by_length = values.by.length;
	rows->codes = state.coded.codes;
	rows->codes_length = state.coded.codes_length;
	spell_items(spelt, values.items);
	if (values.by.length)
		front_spell_columns(spelt, "by", header, rows->by, rows->by_length);
	if (coded)
		front_spell_columns(spelt, "codes-column", header, rows->codes, rows->codes_length);
	else
		front_spell_columns(spelt, "text", header, rows->text, rows->text_length);
	return 0;
}

static int pass(struct front *front, struct sd_error *err)
{
	const struct sd_pass rows = sd_keyness_rows_pass(&state.rows);
	return values.quotes ? front_again_pass(front, &state.again, &rows, state.reader, err)
			     : front_pass(front, &rows, state.reader, NULL, err);
}

static int count_rows(struct front *front, struct sd_partial **partial, struct sd_error *err)
{
	struct sd_str spelt = SD_STR_INIT;
	if (values.items < 0)
		values.items = SD_KEYNESS_WORDS;
	state.rows.items = (enum sd_keyness_items)values.items;
	state.rows.function = state.language.function;
	if (state.language.code) {
		struct sd_answer_reader *trial = front_answer_reader(&state.language, true, err);
		if (!trial)
			return -1;
		sd_answer_reader_free(trial);
		state.rows.options = front_answer_options(&state.language, true);
		front_language_tell_lists(front, &state.language);
	}
	state.reader = front_reader(front, err);
	int result = state.reader ? find_columns(front, sd_reader_header(state.reader), &spelt, err) : -1;
	if (!result) {
		*partial = sd_partial_new("keyness", sd_str_text(&spelt));
		state.total = sd_keyness_of_partial(*partial);
		state.rows.total = &state.total;
		result = pass(front, err);
	}
	sd_str_release(&spelt);
	return result;
}

/* The second pass, once it is known what is listed. */
static int find_quotes(struct front *front, const struct sd_keyness_table *table, struct sd_error *err)
{
	sd_keyness_quotes_init(&state.rows, table, (size_t)values.quotes);
	sd_reader_free(state.reader);
	state.reader = NULL;
	if (front_again_rewind(front, &state.again, err) || !(state.reader = front_reader(front, err)))
		return -1;
	return pass(front, err);
}

static int write_table(struct front *front, bool finishing, struct sd_error *err)
{
	const struct sd_keyness_options settings = {values.min_cell, (double)values.prior, (size_t)values.top,
						    values.items == SD_KEYNESS_PHRASES ? 2 : 1};
	struct sd_keyness_table table;
	struct sd_str notes = SD_STR_INIT;
	if (finishing && values.quotes)
		return sd_fail(err, "partials hold no answers, so there are no --quotes to find in them");
	int result = (values.collocations ? sd_collocations_finish : sd_keyness_finish)(&state.total, &settings, &table, err);
	if (!result && values.quotes)
		result = find_quotes(front, &table, err);
	if (!result) {
		struct sd_writer *writer = front_writer(front, NULL);
		result = sd_keyness_write(&table, values.collocations, state.rows.quotes, (size_t)values.quotes, writer, err);
		sd_writer_free(writer);
		sd_keyness_add_notes(&table, values.collocations, values.min_cell, &notes);
		front_note_lines(front, sd_str_text(&notes));
	}
	if (state.rows.quotes)
		sd_keyness_quotes_release(&state.rows);
	sd_keyness_table_release(&table);
	sd_str_release(&notes);
	return result;
}

static int run(struct front *front, struct sd_error *err)
{
	struct sd_partial *partial = NULL;
	int finishing = read_partials(front, &partial, err);
	int result = finishing < 0 ? -1 : finishing ? 0 : count_rows(front, &partial, err);
	if (!result && finishing) {
		state.total = sd_keyness_of_partial(partial);
		for (int i = 0; kinds[i]; i++)
			if (sd_keyness_partial_counts(partial, kinds[i]))
				values.items = i;
	}
	if (!result && front->partial)
		result = front_write_partial(front, partial, err);
	else if (!result)
		result = write_table(front, finishing > 0, err);
	sd_partial_free(partial);
	sd_reader_free(state.reader);
	sd_tally_rows_release(&state.coded);
	free(state.text);
	free(state.by);
	front_again_release(&state.again);
	front_language_release(&state.language);
	return result;
}

static const struct tool tool = {
	.name = "keyness",
	.summary = "what one group says more than the others do",
	.kind = "table",
	.uses = FRONT_ROWS | FRONT_TEXT | FRONT_LANGUAGE | FRONT_PARTIAL,
	.options = options,
	.options_length = sizeof options / sizeof *options,
	.values = &values,
	.prepare = prepare,
	.run = run,
};

int main(int count, char **arguments)
{
	return front_main(&tool, count, arguments);
}
