/* SPDX-License-Identifier: MIT */
#include "say/learn_codes_rows.h"

#include <stdlib.h>

#include "base/mem.h"
#include "rows/composite.h"
#include "rows/keep.h"
#include "say/code.h"

struct kept {
	struct sd_text person, answer, codes;
};

static void *worker_new(void *context)
{
	return sd_keeper_new(context, sizeof(struct kept));
}

static int keep_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct sd_keeper *worker = state;
	const struct sd_learn_codes_rows *rows = worker->context;
	struct sd_text codes = sd_text_trim(row->cells[rows->codes].text);
	(void)out;
	(void)err;
	for (size_t i = 0; i < rows->text_length; i++) {
		struct sd_text answer = row->cells[rows->text[i]].text;
		if (!sd_text_trim(answer).length)
			continue;
		if (!codes.length) {
			worker->left_out[0]++;
			continue;
		}
		struct sd_cell person = sd_composite(row, rows->id, rows->id_length, &worker->text);
		const struct kept kept = {sd_text_keep(&worker->arena, person.text),
					  sd_text_keep(&worker->arena, answer), sd_text_keep(&worker->arena, codes)};
		sd_keeper_add(worker, &kept);
	}
	return 0;
}

static int worker_done(void *context, void *state, struct sd_error *err)
{
	struct sd_learn_codes_rows *rows = context;
	struct sd_keeper *worker = state;
	(void)err;
	const struct kept *kept = worker->items;
	for (size_t i = 0; i < worker->length; i++)
		sd_learn_codes_add(rows->learn, kept[i].person, kept[i].answer, kept[i].codes);
	rows->uncoded += (int64_t)worker->left_out[0];
	return 0;
}

struct sd_pass sd_learn_codes_pass(struct sd_learn_codes_rows *rows)
{
	return (struct sd_pass){rows, worker_new, keep_row, worker_done, sd_keeper_free};
}

/* --- out of fold -------------------------------------------------------------------------------------------------- */

struct teller {
	const struct sd_learn_codes_rows *rows;
	struct sd_answer_reader *reader;
	struct sd_coder **coders; /* one a fold, NULL until an answer is of it */
	size_t folds;
	struct sd_str scratch, cell;
};

static void *teller_new(void *context)
{
	struct teller *teller = sd_calloc(1, sizeof *teller);
	teller->rows = context;
	teller->folds = sd_learn_codes_folds(teller->rows->learn);
	teller->reader = sd_answer_reader_new(teller->rows->answers, NULL); /* learning made one like it */
	teller->coders = sd_calloc(teller->folds + 1, sizeof(struct sd_coder *));
	return teller;
}

static void teller_free(void *state)
{
	struct teller *teller = state;
	for (size_t f = 0; f < teller->folds; f++)
		sd_coder_free(teller->coders[f]);
	free(teller->coders);
	sd_answer_reader_free(teller->reader);
	sd_str_release(&teller->scratch);
	sd_str_release(&teller->cell);
	free(teller);
}

static void tell_answer(struct teller *teller, struct sd_text person, struct sd_text answer)
{
	size_t fold = sd_learn_codes_fold_of(teller->rows->learn, person, answer);
	const struct sd_codebook *book = sd_learn_codes_fold_book(teller->rows->learn, fold);
	sd_str_clear(&teller->cell);
	if (!book)
		return;
	if (!teller->coders[fold])
		teller->coders[fold] = sd_coder_new(book, NULL, teller->reader, NULL);
	sd_coding_add_codes(sd_code_names(teller->coders[fold], answer), &teller->cell);
}

static int tell_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct teller *teller = state;
	const struct sd_learn_codes_rows *rows = teller->rows;
	(void)err;
	sd_out_pass(out, row);
	for (size_t i = 0; i < rows->text_length; i++) {
		struct sd_cell answer = row->cells[rows->text[i]];
		if (answer.kind == SD_CELL_ABSENT) {
			sd_out_absent(out);
			continue;
		}
		tell_answer(teller, sd_composite(row, rows->id, rows->id_length, &teller->scratch).text, answer.text);
		sd_out_text(out, sd_str_text(&teller->cell));
	}
	sd_out_end(out);
	return 0;
}

struct sd_pass sd_learn_codes_coding_pass(struct sd_learn_codes_rows *rows)
{
	return (struct sd_pass){rows, teller_new, tell_row, NULL, teller_free};
}

/* --- agreement ---------------------------------------------------------------------------------------------------- */

static void write_row(const struct sd_learn_codes *learn, size_t code, struct sd_out *out)
{
	struct sd_learn_codes_quality quality;
	sd_learn_codes_quality(learn, code, &quality);
	sd_out_text(out, quality.code);
	sd_out_int(out, quality.answers);
	sd_out_int(out, quality.told);
	sd_out_double(out, quality.precision, 4);
	sd_out_double(out, quality.recall, 4);
	sd_out_double(out, quality.f1, 4);
	sd_out_double(out, quality.kappa, 4);
	sd_out_double(out, quality.kappa_interval.low, 4);
	sd_out_double(out, quality.kappa_interval.high, 4);
	sd_out_int(out, (int64_t)quality.patterns);
	sd_out_int(out, quality.trusted);
	sd_out_end(out);
}

int sd_learn_codes_write_quality(const struct sd_learn_codes *learn, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const names[] = {"code",  "n",	  "told",	"precision", "recall", "f1",
					    "kappa", "kappa_low", "kappa_high", "patterns",  "trusted", NULL};
	sd_writer_columns(writer, names);
	if (sd_writer_begin(writer, err))
		return -1;
	for (size_t c = 0; c < sd_learn_codes_length(learn); c++)
		write_row(learn, c, sd_writer_out(writer));
	return sd_writer_end(writer, err);
}
