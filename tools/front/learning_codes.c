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

static int read_answers(struct front *front, const struct front_learn_codes *asked, struct sd_learn_codes *learn,
			struct sd_error *err)
{
	struct sd_reader *reader = front_reader(front, err);
	struct sd_learn_codes_rows rows = {.learn = learn};
	size_t *text = NULL, *id = NULL;
	if (!reader)
		return -1;
	int result = find_columns(front, asked, sd_reader_header(reader), &text, &id, &rows, err);
	const struct sd_pass pass = sd_learn_codes_pass(&rows);
	if (!result)
		result = front_pass(front, &pass, reader, NULL, err);
	if (rows.uncoded)
		front_note(front, "%lld answers without codes were not learned from", (long long)rows.uncoded);
	free(text);
	free(id);
	sd_reader_free(reader);
	return result;
}

static int write_rows(struct front *front, const struct front_learn_codes *asked, struct front_again *again,
		      struct sd_learn_codes *learn, struct sd_error *err)
{
	struct sd_learn_codes_rows rows = {.learn = learn, .answers = &asked->options.answers};
	const struct sd_pass_counts counts = front->counts;
	const struct sd_output reject = front->reject;
	front->as = front->as ? front->as : "codes_out_of_fold"; /* `codes` is what was given */
	if (front_again_rewind(front, again, err))
		return -1;
	struct sd_reader *reader = front_reader(front, err);
	if (!reader)
		return -1;
	const struct sd_header *header = sd_reader_header(reader);
	struct sd_writer *writer = front_writer(front, reader);
	size_t *text = NULL, *id = NULL;
	int result = find_columns(front, asked, header, &text, &id, &rows, err);
	sd_writer_pass(writer, header);
	for (size_t i = 0; !result && i < rows.text_length; i++) {
		char *name = front_column_name(front, header, text[i], rows.text_length, "");
		sd_writer_column(writer, sd_text_of(name));
		free(name);
	}
	const struct sd_pass pass = sd_learn_codes_coding_pass(&rows);
	if (reject.fd >= 0)
		front->reject = again->nowhere; /* they were set aside before */
	if (!result)
		result = front_pass_whole(front, &pass, reader, writer, err);
	front->reject = reject;
	front->counts = counts;
	free(text);
	free(id);
	sd_writer_free(writer);
	sd_reader_free(reader);
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
		front_note(front, "not to be trusted (fewer than %d answers, or kappa's interval begins below %.1f): %s",
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
			   "out of fold, %lld answers and %zu codes: micro-F1 %.3f, macro-F1 %.3f; %.0f patterns a code; to be trusted: %zu codes",
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
	int result = read_answers(front, asked, learn, err);
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
