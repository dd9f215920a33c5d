/* SPDX-License-Identifier: MIT */
#include "say/learn_codes_rows.h"

#include <stdlib.h>

#include "base/mem.h"
#include "rows/composite.h"
#include "say/code.h"

struct kept {
	struct sd_text person, answer, codes;
};

struct worker {
	const struct sd_learn_codes_rows *rows;
	struct kept *kept;
	size_t length, room;
	int64_t uncoded;
	struct sd_arena arena;
	struct sd_str scratch;
};

static void *worker_new(void *context)
{
	struct worker *worker = sd_calloc(1, sizeof *worker);
	worker->rows = context;
	return worker;
}

static void worker_free(void *state)
{
	struct worker *worker = state;
	free(worker->kept);
	sd_arena_release(&worker->arena);
	sd_str_release(&worker->scratch);
	free(worker);
}

static struct sd_text keep(struct worker *worker, struct sd_text text)
{
	return (struct sd_text){sd_arena_dup(&worker->arena, text.length ? text.data : "", text.length), text.length};
}

static int keep_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct worker *worker = state;
	const struct sd_learn_codes_rows *rows = worker->rows;
	struct sd_text codes = sd_text_trim(row->cells[rows->codes].text);
	(void)out;
	(void)err;
	for (size_t i = 0; i < rows->text_length; i++) {
		struct sd_text answer = row->cells[rows->text[i]].text;
		if (!sd_text_trim(answer).length)
			continue;
		if (!codes.length) {
			worker->uncoded++;
			continue;
		}
		struct sd_cell person = sd_composite(row, rows->id, rows->id_length, &worker->scratch);
		SD_GROW(worker->kept, worker->length, worker->room);
		worker->kept[worker->length++] =
			(struct kept){keep(worker, person.text), keep(worker, answer), keep(worker, codes)};
	}
	return 0;
}

static int worker_done(void *context, void *state, struct sd_error *err)
{
	struct sd_learn_codes_rows *rows = context;
	struct worker *worker = state;
	(void)err;
	for (size_t i = 0; i < worker->length; i++)
		sd_learn_codes_add(rows->learn, worker->kept[i].person, worker->kept[i].answer, worker->kept[i].codes);
	rows->uncoded += worker->uncoded;
	return 0;
}

struct sd_pass sd_learn_codes_pass(struct sd_learn_codes_rows *rows)
{
	return (struct sd_pass){rows, worker_new, keep_row, worker_done, worker_free};
}

/* --- out of fold ---------------------------------------------------------------------------------------------------- */

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

/* --- agreement ------------------------------------------------------------------------------------------------------ */

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
					    "kappa", "kappa_low", "kappa_high", "patterns",  "trusted"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		sd_writer_column(writer, sd_text_of(names[i]));
	if (sd_writer_begin(writer, err))
		return -1;
	for (size_t c = 0; c < sd_learn_codes_length(learn); c++)
		write_row(learn, c, sd_writer_out(writer));
	return sd_writer_end(writer, err);
}
