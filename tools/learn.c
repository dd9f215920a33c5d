/* SPDX-License-Identifier: MIT */
/* saydo learn: weights for words, learned from answers that people scored or coded. */
#include "front/feeling.h"
#include "front/language.h"
#include "front/learning.h"
#include "front/learning_codes.h"

static struct values {
	struct sd_list score, low_is_best;
	const char *codes, *domain, *ridge, *lasso;
	struct sd_input seed, stop;
	struct sd_output quality;
	int64_t least, words, most, patterns, folds;
	bool by_file, alone, out_of_fold, quick;
} values;

#define AT(member) offsetof(struct values, member)
static const struct sd_opt options[] = {
	{"score", 0, SD_OPT_COLUMNS, AT(score), "COLUMN", "the score or label of each answer; with --by-file, of several the first that a file has", 0, 0, 0, NULL},
	{"low-is-best", 0, SD_OPT_COLUMNS, AT(low_is_best), "COLUMN", "the same of a score in which the low is the good", 0, 0, 0, NULL},
	{"codes-column", 0, SD_OPT_COLUMN, AT(codes), "COLUMN", "the codes of each answer, joined by ;: learn a codebook, not a lexicon", 0, 0, 0, NULL},
	{"domain", 0, SD_OPT_COLUMN, AT(domain), "COLUMN", "what tells domains apart", 0, 0, 0, NULL},
	{"by-file", 0, SD_OPT_FLAG, AT(by_file), NULL, "each FILE is a domain of its own", 0, 0, 0, NULL},
	{"seed-lexicon", 0, SD_OPT_IN, AT(seed), "FILE", "begin from this lexicon, not from the language's own", 0, 0, 0, NULL},
	{"alone", 0, SD_OPT_FLAG, AT(alone), NULL, "begin from no lexicon at all", 0, 0, 0, NULL},
	{"stop", 0, SD_OPT_IN, AT(stop), "LIST", "words that no learned term may hold, and phrases that are none, one a line", 0, 0, 0, NULL},
	{"least", 0, SD_OPT_NUMBER, AT(least), "N", "learn terms that at least N answers hold (5; for codes 2)", 0, 1, INT64_MAX, NULL},
	{"words", 0, SD_OPT_NUMBER, AT(words), "N", "learn phrases of up to N words (for codes 2 at most)", SD_LEARN_WORDS, 1, SD_LEARN_WORDS, NULL},
	{"most", 0, SD_OPT_NUMBER, AT(most), "N", "learn from at most N answers of a domain, drawn by a fixed hash; 0: all", 0, 0, INT64_MAX, NULL},
	{"ridge", 0, SD_OPT_TEXT, AT(ridge), "X", "how strongly weights hold to where they begin, by the square (5; for codes 10)", 0, 0, 0, NULL},
	{"lasso", 0, SD_OPT_TEXT, AT(lasso), "X", "the same, by the distance: what tells little stays (0)", 0, 0, 0, NULL},
	{"most-patterns", 0, SD_OPT_NUMBER, AT(patterns), "N", "of a code at most N patterns (40 and one for each two of its answers, 300 at most)", 0, 1, INT32_MAX, NULL},
	{"folds", 0, SD_OPT_NUMBER, AT(folds), "N", "hold codes against N parts left out in turn", SD_LEARN_FOLDS, 2, 50, NULL},
	{"out-of-fold", 0, SD_OPT_FLAG, AT(out_of_fold), NULL, "write the rows, scored or coded by what did not see them", 0, 0, 0, NULL},
	{"quality", 0, SD_OPT_OUT, AT(quality), "FILE", "write to FILE how well what is told out of fold agrees with what was given", 0, 0, 0, NULL},
	{"quick", 0, SD_OPT_FLAG, AT(quick), NULL, "learn from all at once, without folds and without figures", 0, 0, 0, NULL},
};

static struct {
	struct front_feeling feeling;
	struct front_language language;
	struct front_again again;
	struct sd_words *skip;
	struct sd_learn_options options;
} state = {.again = FRONT_AGAIN_INIT};

static int prepare(struct front *front, struct sd_error *err)
{
	bool built_in = !values.alone && values.seed.fd < 0;
	if (!values.codes && front_feeling_load(front, &state.feeling, built_in, err))
		return -1;
	if (front_language_load(front, &state.language, err))
		return -1;
	return values.out_of_fold ? front_again_prepare(front, &state.again, err) : 0;
}

static int get_ready(struct sd_error *err)
{
	if (front_learn_lists(&values.seed, state.feeling.lexicon, &values.stop, &state.skip, err))
		return -1;
	state.options = (struct sd_learn_options){.rules = front_feeling_rules(&state.feeling),
						  .function = state.language.function,
						  .skip = state.skip,
						  .language = state.language.code,
						  .least = values.least ? values.least : 5,
						  .words = (size_t)values.words,
						  .most = values.most};
	if (front_learn_penalty("ridge", values.ridge, 5, 0.001, &state.options.ridge, err))
		return -1;
	return front_learn_penalty("lasso", values.lasso, 0, 0, &state.options.lasso, err);
}

static int write_result(struct front *front, const struct sd_learn *learn, struct sd_error *err)
{
	struct sd_str file = SD_STR_INIT;
	if (!values.quick && front_learn_tell(front, learn, &values.quality, err))
		return -1;
	if (values.out_of_fold)
		return front_learn_score(front, &state.again, learn, &state.options.rules, err);
	sd_learn_write(learn, &file);
	int result = sd_output_write(&front->output, sd_str_text(&file), err);
	sd_str_release(&file);
	return result;
}

static void release(void)
{
	sd_words_free(state.skip);
	front_again_release(&state.again);
	front_feeling_release(&state.feeling);
	front_language_release(&state.language);
}

static int learn_codes(struct front *front, struct sd_error *err)
{
	struct front_learn_codes asked = {.column = values.codes,
					  .quick = values.quick,
					  .out_of_fold = values.out_of_fold,
					  .quality = &values.quality};
	asked.options = (struct sd_learn_codes_options){.answers = front_answer_options(&state.language, true),
							.least = values.least ? values.least : 2,
							.words = values.words < 2 ? 1 : 2,
							.patterns = (size_t)values.patterns,
							.folds = (size_t)values.folds,
							.jobs = (unsigned)front->jobs};
	int result = front_learn_penalty("ridge", values.ridge, 10, 0.001, &asked.options.ridge, err);
	if (!result)
		result = front_learn_codes(front, &asked, &state.again, err);
	release();
	return result;
}

static int run(struct front *front, struct sd_error *err)
{
	if (values.quick && (values.out_of_fold || values.quality.fd >= 0))
		return sd_fail(err, "--quick makes no folds, which --out-of-fold and --quality are made of: leave it "
				    "out");
	if (values.codes && (values.score.length || values.low_is_best.length))
		return sd_fail(err, "--codes-column learns a codebook, --score a lexicon: leave one out");
	if (values.codes && (values.domain || values.by_file || values.seed.fd >= 0 || values.alone ||
			     values.stop.fd >= 0 || values.most || values.lasso))
		return sd_fail(err, "--domain, --by-file, --seed-lexicon, --alone, --stop, --most and --lasso are for "
				    "--score alone");
	if (!values.codes && (values.patterns || front->id.length))
		return sd_fail(err, "--most-patterns and --id are for --codes-column alone");
	if (values.codes)
		return learn_codes(front, err);
	if (values.domain && values.by_file)
		return sd_fail(err, "--domain and --by-file both tell domains apart: leave one out");
	if (get_ready(err))
		return -1;
	struct sd_learn *learn = sd_learn_new(&state.options);
	const struct front_scores scores = {&values.score, &values.low_is_best, values.domain, values.by_file};
	int result = front_learn_from(front, &state.again, &scores, learn, err);
	if (!result)
		result = sd_learn_run(learn, !values.quick, err);
	if (!result)
		result = write_result(front, learn, err);
	sd_learn_free(learn);
	release();
	return result;
}

static const struct tool tool = {
	.name = "learn",
	.summary = "a lexicon or a codebook learned from answers that have a score or codes",
	.kind = "table",
	.uses = FRONT_ROWS | FRONT_TEXT | FRONT_ID | FRONT_LANGUAGE | FRONT_AS,
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
