/* SPDX-License-Identifier: MIT */
/* saydo keyness: what one group says more than the others do. */
#include "front/keying.h"
#include "front/partials.h"

static struct values {
	struct sd_list by, codes;
	int items;
	bool collocations;
	int64_t top, verbatims, min_cell, prior;
} values;

#define AT(member) offsetof(struct values, member)
static const struct sd_opt options[] = {
	{"by", 'b', SD_OPT_COLUMNS, AT(by), "COLUMN", "the groups that are held against one another; several make one key", 0, 0, 0, NULL},
	{"items", 'i', SD_OPT_CHOICE, AT(items), "KIND", "what is counted; words where not given", -1, 0, 0, front_keying_kinds},
	{"codes-column", 'c', SD_OPT_COLUMNS, AT(codes), "COLUMN", "the codes; column codes, else all that end in .codes, where not given", 0, 0, 0, NULL},
	{"top", 'k', SD_OPT_NUMBER, AT(top), "N", "list the first N of each group; 0 for all", 20, 0, 1000000, NULL},
	{"verbatims", 0, SD_OPT_NUMBER, AT(verbatims), "N", "add N typical answers to each", 0, 0, 10, NULL},
	{"collocations", 0, SD_OPT_FLAG, AT(collocations), NULL, "list the phrases whose words stand together, not what groups differ in", 0, 0, 0, NULL},
	{"min-cell", 0, SD_OPT_NUMBER, AT(min_cell), "N", "no groups and no items of fewer respondents", 10, 0, 1000000, NULL},
	{"prior", 0, SD_OPT_NUMBER, AT(prior), "N", "respondents that the prior of the log-odds is worth", 10, 1, 1000000, NULL},
};

static struct front_keying keying = {.by = &values.by, .codes = &values.codes, .again = FRONT_AGAIN_INIT};

static int prepare(struct front *front, struct sd_error *err)
{
	if (values.collocations && values.items >= 0 && values.items != SD_KEYNESS_PHRASES)
		return sd_fail(err, "--collocations are of phrases, and --items says %s",
			       front_keying_kinds[values.items]);
	if (values.codes.length && values.items != SD_KEYNESS_CODES)
		return sd_fail(err, "--codes-column is for --items codes");
	keying.items = values.collocations ? SD_KEYNESS_PHRASES : values.items;
	keying.ungrouped = values.collocations;
	keying.twice = values.verbatims > 0;
	return front_keying_prepare(front, &keying, err);
}

static int write_table(struct front *front, struct sd_error *err)
{
	const struct sd_keyness_options settings = {values.min_cell, (double)values.prior, (size_t)values.top,
						    keying.items == SD_KEYNESS_PHRASES ? 2 : 1};
	struct sd_keyness_table table;
	struct sd_str notes = SD_STR_INIT;
	int result = values.collocations ? sd_collocations_finish(&keying.total, &settings, &table, err)
					 : sd_keyness_finish(&keying.total, &settings, &table, err);
	if (!result && values.verbatims)
		result = front_keying_quotes(front, &keying, &table, (size_t)values.verbatims, err);
	if (!result) {
		struct sd_writer *writer = front_writer(front, NULL);
		result = sd_keyness_write(&table, values.collocations, keying.rows.quotes, (size_t)values.verbatims,
					  writer, err);
		sd_writer_free(writer);
		sd_keyness_add_notes(&table, values.collocations, values.min_cell, &notes);
		front_note_lines(front, sd_str_text(&notes));
	}
	if (keying.rows.quotes)
		sd_keyness_quotes_release(&keying.rows);
	sd_keyness_table_release(&table);
	sd_str_release(&notes);
	return result;
}

static int run(struct front *front, struct sd_error *err)
{
	struct sd_partial *partial = NULL;
	int result = front_keying_count(front, &keying, &partial, err);
	if (result >= 0)
		result = front->partial ? front_write_partial(front, partial, err) : write_table(front, err);
	sd_partial_free(partial);
	front_keying_release(&keying);
	return result;
}

static const struct tool tool = {
	.name = "keyness",
	.summary = "what one group says more than the others do",
	.kind = "table",
	.uses = FRONT_ROWS | FRONT_TEXT | FRONT_LANGUAGE | FRONT_LANGUAGES | FRONT_PARTIAL,
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
