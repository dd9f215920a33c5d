/* SPDX-License-Identifier: MIT */
/* saydo lexicon: checks lexicons, writes them in saydo's format, or tells what of a corpus they leave unweighed. */
#include "front/language.h"
#include "front/scoring.h"
#include "say/lexicon_check.h"

static struct values {
	struct sd_inputs lexicons;
	struct sd_list categories;
	const char *list_weight;
	int64_t least, most;
	bool check, convert, adds;
} values;

#define AT(member) offsetof(struct values, member)
static const struct sd_opt options[] = {
	{"check", 0, SD_OPT_FLAG, AT(check), NULL, "FILE… are lexicons: tell what is wrong with them; status 1 where anything is", 0, 0, 0, NULL},
	{"convert", 0, SD_OPT_FLAG, AT(convert), NULL, "FILE… are lexicons: write them as one, in saydo's format", 0, 0, 0, NULL},
	{"lexicon", 0, SD_OPT_INS, AT(lexicons), "FILE", "tell what of the answers FILE leaves unweighed, not the language's own lexicon", 0, 0, 0, NULL},
	{"lexicon-adds", 0, SD_OPT_FLAG, AT(adds), NULL, "add up the weights that several lexicons give a word; else the later wins", 0, 0, 0, NULL},
	{"lexicon-category", 0, SD_OPT_TEXTS, AT(categories), "NAME=WEIGHT", "weigh the words of a lexicon's category NAME so", 0, 0, 0, NULL},
	{"list-weight", 0, SD_OPT_TEXT, AT(list_weight), "WEIGHT", "weigh the words of lists so, from -4 to 4", 0, 0, 0, NULL},
	{"least", 0, SD_OPT_NUMBER, AT(least), "N", "tell words that stand in N answers or more", 2, 1, INT64_MAX, NULL},
	{"most", 0, SD_OPT_NUMBER, AT(most), "N", "tell at most N words; 0: all", 100, 0, INT64_MAX, NULL},
};

static struct {
	struct front_feeling feeling;
	struct front_language language;
	struct sd_lexicon_told told;
	struct sd_lexicon_cover *all;
	size_t *text, text_length;
} shared;

static int prepare(struct front *front, struct sd_error *err)
{
	bool own = !values.check && !values.convert && !values.lexicons.length;
	return front_language_load(front, &shared.language, err) || front_feeling_load(front, &shared.feeling, own, err)
		       ? -1
		       : 0;
}

static void *worker_new(void *context)
{
	(void)context;
	return sd_lexicon_cover_new(shared.feeling.lexicon, shared.language.function, shared.language.code);
}

static int cover_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	(void)out;
	(void)err;
	for (size_t i = 0; i < shared.text_length; i++)
		if (row->cells[shared.text[i]].kind != SD_CELL_ABSENT)
			sd_lexicon_cover_answer(state, row->cells[shared.text[i]].text);
	return 0;
}

static int worker_done(void *all, void *state, struct sd_error *err)
{
	return sd_lexicon_cover_add(all, state, err);
}

static void worker_free(void *state)
{
	sd_lexicon_cover_free(state);
}

static int cover(struct front *front, struct sd_error *err)
{
	if (front_feeling_add(&shared.feeling, 1, &values.lexicons, &shared.told, err))
		return -1;
	struct sd_reader *reader = front_reader(front, err);
	if (!reader)
		return -1;
	shared.all = worker_new(NULL);
	const struct sd_pass pass = {shared.all, worker_new, cover_row, worker_done, worker_free};
	int result = front_text_columns(front, sd_reader_header(reader), &shared.text, &shared.text_length, err);
	if (!result)
		result = front_pass(front, &pass, reader, NULL, err);
	if (!result) {
		struct sd_lexicon_covered sums = sd_lexicon_cover_sums(shared.all);
		struct sd_writer *writer = front_writer(front, NULL);
		front_note(front, "%lld of %lld words that count %s weighed; %lld of %lld answers %s a weighed word",
			   (long long)sums.weighed, (long long)sums.words, sums.weighed == 1 ? "is" : "are",
			   (long long)sums.answers_weighed, (long long)sums.answers,
			   sums.answers_weighed == 1 ? "holds" : "hold");
		result = sd_lexicon_cover_write(shared.all, values.least, values.most, writer, err);
		sd_writer_free(writer);
	}
	sd_lexicon_cover_free(shared.all);
	free(shared.text);
	sd_reader_free(reader);
	return result;
}

static int convert(struct front *front, struct sd_error *err)
{
	struct sd_str file = SD_STR_INIT;
	int result = front_feeling_add(&shared.feeling, 1, &front->inputs, &shared.told, err);
	sd_lexicon_write(shared.feeling.lexicon, &file);
	if (!result)
		result = sd_output_write(&front->output, sd_str_text(&file), err);
	sd_str_release(&file);
	return result;
}

static int run(struct front *front, struct sd_error *err)
{
	int result = values.check && values.convert ? sd_fail(err, "--check or --convert, one at a time") : 0;
	if (!result)
		result = front_lexicon_told(&values.categories, values.list_weight, values.adds, &shared.told, err);
	if (!result)
		result = values.check	  ? front_lexicon_check(front, &shared.told, err)
			 : values.convert ? convert(front, err)
					  : cover(front, err);
	free((void *)shared.told.categories);
	front_feeling_release(&shared.feeling);
	front_language_release(&shared.language);
	return result;
}

static const struct tool tool = {
	.name = "lexicon",
	.summary = "lexicons checked, converted, and what they leave unweighed",
	.kind = "table",
	.uses = FRONT_ROWS | FRONT_TEXT | FRONT_LANGUAGE,
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
