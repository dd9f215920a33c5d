/* SPDX-License-Identifier: MIT */
#include "answers.h"

int front_answers_run(struct front *front, struct front_answers *answers, const struct front_answers_work *work,
		      struct sd_error *err)
{
	struct sd_reader *reader = front_reader(front, err);
	if (!reader)
		return -1;
	struct sd_writer *writer = NULL;
	struct sd_pass pass = work->pass;
	if (!pass.worker_done) {
		pass.context = answers->languages;
		pass.worker_done = front_teller_done;
	}
	if (work->rows != FRONT_ANSWERS_NONE)
		writer = front_writer(front, work->rows == FRONT_ANSWERS_PASS ? reader : NULL);
	answers->header = sd_reader_header(reader);
	int result = front_languages_find(front, answers->languages, answers->header, &answers->text,
					  &answers->text_length, err);
	if (!result && work->rows == FRONT_ANSWERS_OWN)
		result = front_optional_ids(front, answers->header, &answers->id, &answers->id_length, err);
	if (!result)
		result = work->begin(front, writer, err);
	if (!result)
		result = front_pass_whole(front, &pass, reader, writer, err);
	front_languages_tell(front, answers->languages);
	free(answers->text);
	free(answers->id);
	sd_writer_free(writer);
	sd_reader_free(reader);
	return result;
}

void front_answers_columns(struct front *front, const struct front_answers *answers, struct sd_writer *writer,
			   const char *const *suffixes, size_t length)
{
	const struct sd_header *header = answers->header;
	sd_writer_pass(writer, header);
	for (size_t i = 0; i < answers->text_length; i++) {
		for (size_t s = 0; s < length; s++)
			front_add_column(front, writer, header, answers->text[i], answers->text_length, suffixes[s]);
		if (!answers->languages->shown)
			continue;
		front_add_column(front, writer, header, answers->text[i], answers->text_length, "_language");
		front_add_column(front, writer, header, answers->text[i], answers->text_length, "_language_sure");
	}
}

void front_language_write(const struct front_languages *languages, struct sd_told told, struct sd_cell answer,
			  struct sd_out *out)
{
	if (!languages->shown)
		return;
	if (answer.kind == SD_CELL_ABSENT) {
		sd_out_absent(out);
		sd_out_absent(out);
		return;
	}
	sd_out_string(out, languages->kits[told.language].code);
	sd_out_decimal(out, told.sure, 4);
}
