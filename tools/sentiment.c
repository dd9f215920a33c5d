/* SPDX-License-Identifier: MIT */
/* saydo sentiment: how each answer feels, and which words say so. */
#include "front/answers.h"
#include "front/asking.h"
#include "front/scoring.h"

static struct front_scoring values;
/* Each unit's row repeats its answer: an answer that would fill more is no answer. */
enum { UNITS_BYTES_MOST = 64 << 20 };
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
	{"probability", 0, SD_OPT_FLAG, AT(probability), NULL, "add how probable it is that the answer is positive", 0, 0, 0, NULL},
	{"explain", 'e', SD_OPT_FLAG, AT(explain), NULL, "add which words made the score, and which rules shifted them (sentiment_spans)", 0, 0, 0, NULL},
};

/* What every worker shares; not changed while rows are read. */
static struct {
	struct front_languages languages;
	struct front_feeling feelings[SD_LANGUAGES_MOST]; /* of the languages' kits */
	struct sd_sentiment_rules rules[SD_LANGUAGES_MOST];
	struct front_answers answers;
	enum sd_prompt *prompts; /* beside text */
} shared;

struct worker {
	struct sd_teller teller; /* first */
	struct sd_scorer *scorers[SD_LANGUAGES_MOST]; /* NULL until an answer is in that language */
	struct sd_answer_reader *readers[SD_LANGUAGES_MOST];
};

static int prepare(struct front *front, struct sd_error *err)
{
	bool built_in = values.lexicons.length == 0;
	const struct front_languages_wanted wanted = {.lists = true, .rows = true, .needed = built_in ? "feedback.tsv" : NULL};
	int result = front_languages_load(front, &shared.languages, wanted, err);
	for (size_t i = 0; !result && i < shared.languages.length; i++)
		result = front_feeling_load_of(front, shared.languages.kits[i].code, &shared.feelings[i], built_in, err);
	return result;
}

static void *worker_new(void *context)
{
	(void)context;
	return sd_calloc(1, sizeof(struct worker));
}

static void worker_free(void *state)
{
	struct worker *worker = state;
	for (size_t i = 0; i < shared.languages.length; i++) {
		sd_scorer_free(worker->scorers[i]);
		sd_answer_reader_free(worker->readers[i]);
	}
	sd_teller_release(&worker->teller);
	free(worker);
}

static struct sd_scorer *scorer_of(struct worker *worker, size_t kit)
{
	const struct front_language *language = &shared.languages.kits[kit];
	if (!worker->scorers[kit]) {
		worker->readers[kit] = front_answer_reader(language, true, NULL); /* NULL where there is no stemmer */
		worker->scorers[kit] = sd_scorer_new(&values.scoring, &shared.rules[kit], language->nonanswers,
						     worker->readers[kit]);
	}
	return worker->scorers[kit];
}

static int score_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct worker *worker = state;
	(void)err;
	sd_out_pass(out, row);
	for (size_t i = 0; i < shared.answers.text_length; i++) {
		struct sd_cell answer = row->cells[shared.answers.text[i]];
		struct sd_told told = sd_tell(&shared.languages.telling, &worker->teller, row, answer);
		struct sd_scorer *scorer = scorer_of(worker, told.language);
		sd_scorer_prompt(scorer, shared.prompts[i]);
		/* More rows than one have only units, and those one text. */
		size_t rows = sd_scorer_score(scorer, answer);
		if (rows > UNITS_BYTES_MOST / (row->raw.length + 1) + 1)
			return sd_out_reject(out, shared.answers.text[i],
					     "the answer's %zu units would each repeat it, more than 64 MB in all; leave it out or "
					     "score it whole",
					     rows);
		for (size_t r = 0; r < rows; r++) {
			if (r > 0) {
				sd_out_end(out);
				sd_out_pass(out, row);
			}
			sd_scorer_write(scorer, r, out);
			front_language_write(&shared.languages, told, answer, out);
		}
	}
	sd_out_end(out);
	return 0;
}

static int begin(struct front *front, struct sd_writer *writer, struct sd_error *err)
{
	const struct front_answers *answers = &shared.answers;
	const char *names[SD_SCORING_COLUMNS_MOST];
	if (values.unit != SD_UNIT_ANSWER && answers->text_length > 1)
		return sd_fail(err, "--unit makes rows of the units of one text: name one --text");
	front_answers_columns(front, answers, writer, names, sd_scoring_columns(&values.scoring, names));
	return front_ask(front, shared.languages.kits[0].prompts, answers->header, answers->text, answers->text_length,
			 &values.prompts, &shared.prompts, err);
}

static int run(struct front *front, struct sd_error *err)
{
	if (front_scoring_settle(&values, &shared.languages, shared.feelings, shared.rules, err))
		return -1;
	shared.answers.languages = &shared.languages;
	const struct front_answers_work work = {
		FRONT_ANSWERS_PASS, begin, {.worker_new = worker_new, .row = score_row, .worker_free = worker_free}};
	int result = front_answers_run(front, &shared.answers, &work, err);
	free(shared.prompts);
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
