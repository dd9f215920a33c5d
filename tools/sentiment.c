/* SPDX-License-Identifier: MIT */
/* saydo sentiment: how each answer feels, and which words say so. */
#include "front/asking.h"
#include "front/scored.h"

static struct front_scoring values;
static const char *const unit_names[] = {"answer", "sentence", "clause", NULL};

#define AT(member) offsetof(struct front_scoring, member)
static const struct sd_opt options[] = {
	{"lexicon", 0, SD_OPT_INS, AT(lexicons), "FILE", "weigh words by FILE, not by the language's own lexicon; of several the later wins", 0, 0, 0, NULL},
	{"lexicon-adds", 0, SD_OPT_FLAG, AT(adds), NULL, "add up the weights that several lexicons give a word", 0, 0, 0, NULL},
	{"lexicon-category", 0, SD_OPT_TEXTS, AT(categories), "NAME=WEIGHT", "weigh the words of a lexicon's category NAME so", 0, 0, 0, NULL},
	{"rules", 0, SD_OPT_CHOICE, AT(rules), "NAME", "shift weights by these rules", 0, 0, 0, front_rules_names},
	{"rules-table", 0, SD_OPT_INS, AT(tables), "FILE", "with --rules vader: its negators and boosters, its emoji", 0, 0, 0, NULL},
	{"without", 0, SD_OPT_TEXTS, AT(without), "RULE", "leave a rule out", 0, 0, 0, NULL},
	{"unit", 0, SD_OPT_CHOICE, AT(unit), "UNIT", "a row for each of these", SD_UNIT_ANSWER, 0, 0, unit_names},
	{"window", 0, SD_OPT_TEXT, AT(window), "WORDS", "score only what is said towards these words (commas between; * at an end)", 0, 0, 0, NULL},
	{"window-list", 0, SD_OPT_IN, AT(window_list), "FILE", "the same, with the words of a list or lexicon", 0, 0, 0, NULL},
	FRONT_PROMPT_OPTION(AT(prompts)),
	{"answered", 0, SD_OPT_FLAG, AT(answered), NULL, "no score for what answers nothing: \"n/a\", \"don't know\", keys struck at random", 0, 0, 0, NULL},
	{"table", 0, SD_OPT_CHOICE, AT(table), "TABLE", "in place of rows, what each question got, how its answers feel, or which languages they are in", -1, 0, 0, front_given_names},
	{"probability", 0, SD_OPT_FLAG, AT(probability), NULL, "add how probable it is that the answer is positive", 0, 0, 0, NULL},
	{"explain", 'e', SD_OPT_FLAG, AT(explain), NULL, "add which words made the score, and which rules shifted them (sentiment_spans)", 0, 0, 0, NULL},
};

/* What every worker shares; not changed while rows are read. */
static struct front_scored shared = {.values = &values};

static int prepare(struct front *front, struct sd_error *err)
{
	bool built_in = values.lexicons.length == 0;
	const struct front_languages_wanted wanted = {.lists = true, .rows = true};
	if (front_languages_load(front, &shared.languages, wanted, err))
		return -1;
	shared.languages.bare_told = FRONT_UNSCORED;
	for (size_t i = 0; i < shared.languages.length; i++)
		if (front_feeling_load_of_run(front, &shared.languages, i, &shared.feelings[i], built_in, err))
			return -1;
	shared.questionnaire = front_questionnaire(front, err);
	return shared.questionnaire ? 0 : -1;
}

static int begin(struct front *front, struct sd_writer *writer, struct sd_error *err)
{
	const struct front_answers *answers = &shared.answers;
	const char *names[SD_SCORING_COLUMNS_MOST];
	if (values.unit != SD_UNIT_ANSWER && answers->text_length > 1)
		return sd_fail(err, "--unit makes rows of the units of one text: name one --text");
	if (writer)
		front_answers_columns(front, answers, writer, names, sd_scoring_columns(&values.scoring, names));
	return front_scored_ask(front, &shared, err);
}

static int run(struct front *front, struct sd_error *err)
{
	if (front_scoring_settle(&values, &shared.languages, shared.feelings, shared.rules, err))
		return -1;
	shared.answers.languages = &shared.languages;
	const struct front_answers_work work = {values.table < 0 ? FRONT_ANSWERS_PASS : FRONT_ANSWERS_NONE, begin,
						front_scored_pass(&shared)};
	int result = front_answers_run(front, &shared.answers, &work, err);
	if (!result && values.table >= 0)
		result = front_scored_write(front, &shared, err);
	front_scored_tell(front, &shared);
	front_scored_release(&shared);
	for (size_t i = 0; i < shared.languages.length; i++)
		front_feeling_release(&shared.feelings[i]);
	front_languages_release(&shared.languages);
	front_scoring_release(&values);
	return result;
}

static const struct tool tool = {
	.name = "sentiment",
	.summary = "how each answer feels, and which words say so",
	.kind = "row",
	.uses = FRONT_ROWS | FRONT_TEXT | FRONT_LANGUAGE | FRONT_LANGUAGES | FRONT_AS,
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
