/* SPDX-License-Identifier: MIT */
#include "say/learn_rows.h"

#include "base/mem.h"
#include "rows/keep.h"
#include "say/sentiment_cells.h"

struct kept {
	struct sd_text domain, answer;
	double score;
};

static void *worker_new(void *context)
{
	return sd_keeper_new(context, sizeof(struct kept));
}

static int keep_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct sd_keeper *worker = state;
	const struct sd_learn_rows *rows = worker->context;
	struct sd_text cell = sd_text_trim(row->cells[rows->score].text);
	double score = 0;
	bool known = sd_learn_score(cell, &score);
	(void)out;
	(void)err;
	for (size_t i = 0; i < rows->text_length; i++) {
		struct sd_text answer = row->cells[rows->text[i]].text;
		if (!sd_text_trim(answer).length)
			continue;
		if (!known) {
			worker->left_out[cell.length > 0]++;
			continue;
		}
		const struct kept kept = {rows->domain == SIZE_MAX
						  ? rows->name
						  : sd_text_keep(&worker->arena, row->cells[rows->domain].text),
					  sd_text_keep(&worker->arena, answer), rows->low_is_best ? -score : score};
		sd_keeper_add(worker, &kept);
	}
	return 0;
}

static int worker_done(void *context, void *state, struct sd_error *err)
{
	struct sd_learn_rows *rows = context;
	struct sd_keeper *worker = state;
	(void)err;
	const struct kept *kept = worker->items;
	for (size_t i = 0; i < worker->length; i++)
		sd_learn_add(rows->learn, kept[i].domain, kept[i].answer, kept[i].score);
	rows->scored += (int64_t)worker->length;
	rows->unscored += (int64_t)worker->left_out[0];
	rows->unknown += (int64_t)worker->left_out[1];
	return 0;
}

struct sd_pass sd_learn_pass(struct sd_learn_rows *rows)
{
	return (struct sd_pass){rows, worker_new, keep_row, worker_done, sd_keeper_free};
}

/* --- out of fold -------------------------------------------------------------------------------------------------- */

struct scorer {
	const struct sd_learn_scoring *scoring;
	struct sd_sentiment *sentiments[SD_LEARN_FOLDS];
	struct sd_str scratch;
};

static void *scorer_new(void *context)
{
	struct scorer *scorer = sd_calloc(1, sizeof *scorer);
	scorer->scoring = context;
	for (size_t fold = 0; fold < SD_LEARN_FOLDS; fold++) {
		struct sd_sentiment_rules rules = scorer->scoring->rules;
		rules.lexicon = sd_learn_fold_lexicon(scorer->scoring->learn, fold);
		scorer->sentiments[fold] = sd_sentiment_new(&rules);
	}
	return scorer;
}

static void scorer_free(void *state)
{
	struct scorer *scorer = state;
	for (size_t fold = 0; fold < SD_LEARN_FOLDS; fold++)
		sd_sentiment_free(scorer->sentiments[fold]);
	sd_str_release(&scorer->scratch);
	free(scorer);
}

static int score_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct scorer *scorer = state;
	(void)err;
	sd_out_pass(out, row);
	for (size_t i = 0; i < scorer->scoring->text_length; i++) {
		struct sd_cell answer = row->cells[scorer->scoring->text[i]];
		size_t fold = sd_learn_fold_of(answer.text);
		sd_sentiment_write(scorer->sentiments[fold], sd_learn_fold_lexicon(scorer->scoring->learn, fold),
				   answer, false, &scorer->scratch, out);
	}
	sd_out_end(out);
	return 0;
}

struct sd_pass sd_learn_scoring_pass(struct sd_learn_scoring *scoring)
{
	return (struct sd_pass){scoring, scorer_new, score_row, NULL, scorer_free};
}

/* --- agreement ---------------------------------------------------------------------------------------------------- */

static void write_row(const struct sd_learn *learn, size_t domain, struct sd_out *out)
{
	struct sd_learn_quality quality;
	sd_learn_quality(learn, domain, &quality);
	sd_out_text(out, quality.domain);
	sd_out_int(out, quality.answers);
	sd_out_int(out, quality.high);
	sd_out_int(out, quality.middle);
	sd_out_int(out, quality.low);
	sd_out_double(out, quality.accuracy, 4);
	sd_out_double(out, quality.macro_f1, 4);
	sd_out_double(out, quality.area, 4);
	sd_out_double(out, quality.coverage, 4);
	sd_out_end(out);
}

int sd_learn_write_quality(const struct sd_learn *learn, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const names[] = {"domain",	"n",	    "high", "middle", "low",
					    "accuracy", "macro_f1", "auc",  "coverage", NULL};
	sd_writer_columns(writer, names);
	if (sd_writer_begin(writer, err))
		return -1;
	for (size_t d = 0; d <= sd_learn_domains(learn); d++)
		write_row(learn, d, sd_writer_out(writer));
	return sd_writer_end(writer, err);
}
