/* SPDX-License-Identifier: MIT */
#include "learning_codes.h"

/* What a reader's header says of the columns; `text` and `id` are yours. */
static int find_columns(struct front *front, const struct front_learn_codes *asked, const struct sd_header *header,
			size_t **text, size_t **id, struct sd_learn_codes_rows *rows, struct sd_error *err)
{
	if (front_text_columns(front, header, text, &rows->text_length, err))
		return -1;
	rows->text = *text;
	if (front->id.length && front_id_columns(front, header, id, &rows->id_length, err))
		return -1;
	rows->id = *id;
	return sd_header_find(header, asked->column, &rows->codes, err);
}

static int read_answers(struct front *front, const struct front_learn_codes *asked, struct front_again *again,
			struct sd_learn_codes *learn, struct sd_error *err)
{
	struct sd_reader *reader = front_reader(front, err);
	struct sd_learn_codes_rows rows = {.learn = learn};
	size_t *text = NULL, *id = NULL;
	if (!reader)
		return -1;
	int result = find_columns(front, asked, sd_reader_header(reader), &text, &id, &rows, err);
	const struct sd_pass pass = sd_learn_codes_pass(&rows);
	if (!result)
		result = front_again_pass(front, again, &pass, reader, err);
	if (rows.uncoded)
		front_note(front, "%lld answers without codes were not learned from", (long long)rows.uncoded);
	free(text);
	free(id);
	sd_reader_free(reader);
	return result;
}

/* What coding out of fold needs while it finds its columns. */
struct coding {
	const struct front_learn_codes *asked;
	struct sd_learn_codes_rows rows;
	size_t *text, *id;
};

static int begin_coding(struct front *front, void *context, const struct sd_header *header, struct sd_writer *writer,
			struct sd_error *err)
{
	struct coding *coding = context;
	if (find_columns(front, coding->asked, header, &coding->text, &coding->id, &coding->rows, err))
		return -1;
	for (size_t i = 0; i < coding->rows.text_length; i++)
		front_add_column(front, writer, header, coding->text[i], coding->rows.text_length, "");
	return 0;
}

static int write_rows(struct front *front, const struct front_learn_codes *asked, struct front_again *again,
		      struct sd_learn_codes *learn, struct sd_error *err)
{
	struct coding coding = {asked, {.learn = learn, .answers = &asked->options.answers}, NULL, NULL};
	front->as = front->as ? front->as : "codes_out_of_fold"; /* `codes` is what was given */
	int result = front_again_write(front, again,
				       &(struct front_again_rows){&coding, begin_coding,
								  sd_learn_codes_coding_pass(&coding.rows)},
				       err);
	free(coding.text);
	free(coding.id);
	return result;
}

static void tell_untrusted(struct front *front, const struct sd_learn_codes *learn)
{
	struct sd_str names = SD_STR_INIT;
	for (size_t c = 0; c < sd_learn_codes_length(learn); c++) {
		struct sd_learn_codes_quality quality;
		sd_learn_codes_quality(learn, c, &quality);
		if (quality.trusted)
			continue;
		sd_str_adds(&names, names.length ? "; " : "");
		sd_str_add_printable(&names, quality.code, SIZE_MAX);
	}
	if (names.length)
		front_note(front,
			   "not to be trusted (fewer than %d answers, or kappa's interval begins below %.1f): %s",
			   SD_LEARN_CODES_TRUSTED, SD_LEARN_CODES_KAPPA, names.data);
	sd_str_release(&names);
}

static int tell(struct front *front, const struct front_learn_codes *asked, const struct sd_learn_codes *learn,
		struct sd_error *err)
{
	struct sd_learn_codes_total total;
	sd_learn_codes_total(learn, &total);
	if (!front->quiet) {
		front_note(front,
			   "out of fold, %lld answers and %zu codes: micro-F1 %.3f, macro-F1 %.3f; %.0f patterns a "
			   "code; to be trusted: %zu codes",
			   (long long)total.answers, total.codes, total.micro_f1, total.macro_f1, total.patterns,
			   total.trusted);
		tell_untrusted(front, learn);
	}
	if (asked->quality->fd < 0)
		return 0;
	const struct sd_writer_options options = {.to = SD_FORMAT_CSV, .from = -1};
	struct sd_writer *writer = sd_writer_new(asked->quality, &options);
	int result = sd_learn_codes_write_quality(learn, writer, err);
	sd_writer_free(writer);
	return result;
}

int front_learn_codes(struct front *front, const struct front_learn_codes *asked, struct front_again *again,
		      struct sd_error *err)
{
	struct sd_learn_codes *learn = sd_learn_codes_new(&asked->options, err);
	if (!learn)
		return -1;
	int result = read_answers(front, asked, again, learn, err);
	if (!result)
		result = sd_learn_codes_run(learn, !asked->quick, err);
	if (!result && !asked->quick)
		result = tell(front, asked, learn, err);
	if (!result && asked->out_of_fold)
		result = write_rows(front, asked, again, learn, err);
	if (!result && !asked->out_of_fold) {
		struct sd_str book = SD_STR_INIT;
		sd_learn_codes_write(learn, &book);
		result = sd_output_write(&front->output, sd_str_text(&book), err);
		sd_str_release(&book);
	}
	sd_learn_codes_free(learn);
	return result;
}
