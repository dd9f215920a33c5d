/* SPDX-License-Identifier: MIT */
#include "source_checks.h"

#include "compound_file.h"

#include <readstat.h>

static const struct sd_source_options plain = {.quote = -1, .escape = -1};
enum { LONG = 3000, CASES = 3 };

static ssize_t keep(const void *data, size_t length, void *state)
{
	sd_str_add(state, data, length);
	return (ssize_t)length;
}

/* An invented survey as ReadStat writes it: labels for all codes of `again`, for the ends of `liking` alone. */
static void write_survey(struct sd_str *out, bool portable, readstat_compress_t compression, int cases)
{
	readstat_writer_t *writer = readstat_writer_init();
	assert_int_equal(readstat_set_data_writer(writer, keep), READSTAT_OK);
	(void)readstat_writer_set_compression(writer, compression);
	readstat_label_set_t *again = readstat_add_label_set(writer, READSTAT_TYPE_DOUBLE, "again");
	readstat_label_double_value(again, 1, "Surely");
	readstat_label_double_value(again, 2, "Never");
	readstat_label_double_value(again, 9, "No answer");
	readstat_label_set_t *liking = readstat_add_label_set(writer, READSTAT_TYPE_DOUBLE, "liking");
	readstat_label_double_value(liking, 0, "Not at all");
	readstat_label_double_value(liking, 10, "Very much");
	readstat_variable_t *id = readstat_add_variable(writer, "ID", READSTAT_TYPE_DOUBLE, 0);
	readstat_variable_t *a = readstat_add_variable(writer, "AGAIN", READSTAT_TYPE_DOUBLE, 0);
	readstat_variable_set_label(a, "Will you come again?");
	readstat_variable_set_label_set(a, again);
	if (!portable)
		readstat_variable_add_missing_double_value(a, 9);
	readstat_variable_t *l = readstat_add_variable(writer, "LIKING", READSTAT_TYPE_DOUBLE, 0);
	readstat_variable_set_label_set(l, liking);
	readstat_variable_t *day = readstat_add_variable(writer, "DAY", READSTAT_TYPE_DOUBLE, 0);
	readstat_variable_set_format(day, "DATE11");
	readstat_variable_t *at = readstat_add_variable(writer, "AT", READSTAT_TYPE_DOUBLE, 0);
	readstat_variable_set_format(at, "DATETIME20");
	readstat_variable_t *why = readstat_add_variable(writer, "WHY", READSTAT_TYPE_STRING, portable ? 100 : LONG);
	if (portable)
		assert_int_equal(readstat_begin_writing_por(writer, out, cases), READSTAT_OK);
	else
		assert_int_equal(readstat_begin_writing_sav(writer, out, cases), READSTAT_OK);
	char text[LONG + 1];
	memset(text, 'x', LONG);
	memcpy(text, "begin", 5);
	memcpy(text + LONG - 3, "end", 4);
	for (int i = 0; i < cases; i++) {
		(void)readstat_begin_row(writer);
		(void)readstat_insert_double_value(writer, id, i + 1);
		if (i % 3 == 2)
			(void)readstat_insert_double_value(writer, a, 9);
		else
			(void)readstat_insert_double_value(writer, a, i % 3 + 1);
		(void)readstat_insert_double_value(writer, l, 7.5 + i);
		if (i % 3 == 1) {
			(void)readstat_insert_missing_value(writer, day);
			(void)readstat_insert_missing_value(writer, at);
		} else {
			(void)readstat_insert_double_value(writer, day, 13898217600.0);
			(void)readstat_insert_double_value(writer, at, 13898217600.0 + 3661);
		}
		(void)readstat_insert_string_value(writer, why,
						   i % 3 == 1 ? ""
						   : portable ? "tea"
						   : !i	      ? text
							      : "caf\xC3\xA9");
		assert_int_equal(readstat_end_row(writer), READSTAT_OK);
	}
	assert_int_equal(readstat_end_writing(writer), READSTAT_OK);
	readstat_writer_free(writer);
}

static void check_columns(const struct sd_source *source)
{
	assert_int_equal(source->columns_length, 6);
	const struct sd_source_column *again = &source->columns[1], *liking = &source->columns[2];
	assert_true(sd_text_equals(again->name, "AGAIN") && sd_text_equals(again->label, "Will you come again?"));
	assert_int_equal(again->kind, SD_QUESTION_CHOICE);
	assert_int_equal(again->options_length, 3);
	assert_true(sd_text_equals(again->options[0].value, "Surely") && sd_text_equals(again->options[0].code, "1"));
	assert_int_equal(liking->kind, SD_QUESTION_SCALE);
	assert_true(sd_text_equals(liking->options[1].value, "10") && sd_text_equals(liking->options[1].label, "Very "
													       "much"));
	assert_int_equal(source->columns[3].kind, SD_QUESTION_DATE);
}

static void files_of_spss(void **state)
{
	static const readstat_compress_t compressions[] = {
		READSTAT_COMPRESS_NONE, READSTAT_COMPRESS_ROWS, READSTAT_COMPRESS_BINARY};
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct sd_str bytes = SD_STR_INIT, said = SD_STR_INIT, wanted = SD_STR_INIT;
		write_survey(&bytes, false, compressions[i], CASES);
		struct sd_file file = file_of("survey.sav", sd_str_text(&bytes));
		struct sd_source *source = open_files(NULL, &file, 1, &plain, &said);
		if (!source)
			fail_msg("%s", said.data);
		assert_string_equal(source->kind->name, "sav");
		check_columns(source);
		sd_str_adds(&wanted, "1: #1|Surely|#7.5|2023-03-15|2023-03-15T01:01:01|begin");
		for (int j = 0; j < LONG - 8; j++)
			sd_str_addc(&wanted, 'x');
		sd_str_adds(&wanted, "end\n2: #2|Never|#8.5|~|~|\n"
				     "3: #3|~|#9.5|2023-03-15|2023-03-15T01:01:01|caf\xC3\xA9\n");
		assert_records(source, wanted.data);
		close(file.fd);
		sd_str_release(&bytes);
		sd_str_release(&said);
		sd_str_release(&wanted);
	}
}

static void portable_files(void **state)
{
	struct sd_str bytes = SD_STR_INIT, said = SD_STR_INIT;
	(void)state;
	write_survey(&bytes, true, READSTAT_COMPRESS_NONE, CASES);
	struct sd_file file = file_of("survey.por", sd_str_text(&bytes));
	struct sd_source *source = open_files(NULL, &file, 1, &plain, &said);
	if (!source)
		fail_msg("%s", said.data);
	assert_string_equal(source->kind->name, "por");
	assert_records(source, "1: #1|Surely|#7.5|2023-03-15|2023-03-15T01:01:01|tea\n2: #2|Never|#8.5|~|~|\n"
			       "3: #3|No answer|#9.5|2023-03-15|2023-03-15T01:01:01|tea\n");
	close(file.fd);
	sd_str_release(&bytes);
	sd_str_release(&said);
}

/* More than one batch: rows of all batches, in order, also after rewinding midway. */
static void batches(void **state)
{
	enum { MANY = 150000 };
	struct sd_str bytes = SD_STR_INIT, said = SD_STR_INIT;
	struct sd_error err = SD_ERROR_INIT;
	struct sd_source_record record;
	(void)state;
	write_survey(&bytes, false, READSTAT_COMPRESS_ROWS, MANY);
	struct sd_file file = file_of("survey.sav", sd_str_text(&bytes));
	struct sd_source *source = open_files(&sd_source_sav, &file, 1, &plain, &said);
	assert_non_null(source);
	for (size_t stop = MANY - 7; stop <= MANY; stop += 7) {
		for (size_t i = 1; i <= stop; i++) {
			assert_int_equal(source->next(source, &record, &err), 1);
			assert_int_equal(record.line, i);
			char id[24];
			(void)snprintf(id, sizeof id, "%zu", i);
			assert_true(sd_text_equals(record.cells[0].text, id));
		}
		assert_true(stop < MANY || !source->next(source, &record, &err));
		assert_int_equal(source->rewind(source, &err), 0);
	}
	sd_source_free(source);
	close(file.fd);
	sd_str_release(&bytes);
	sd_str_release(&said);
}

/* Cut off anywhere, or with another number of cases than it says: refused, with a message. */
static void damaged_files(void **state)
{
	enum { CASES_AT = 80 }; /* of the header (PSPP Developers Guide, System File Format) */
	struct sd_str bytes = SD_STR_INIT, said = SD_STR_INIT;
	(void)state;
	write_survey(&bytes, false, READSTAT_COMPRESS_NONE, CASES);
	for (size_t cut = 8; cut < bytes.length; cut += 97) {
		struct sd_file file = file_of("cut.sav", (struct sd_text){bytes.data, cut});
		assert_null(open_files(&sd_source_sav, &file, 1, &plain, &said));
		assert_non_null(strstr(said.data, "cut.sav: "));
		close(file.fd);
	}
	assert_int_equal(bytes.data[CASES_AT], CASES);
	for (int i = 0; i < 2; i++) {
		bytes.data[CASES_AT] = (char)(i ? 1 : 100);
		struct sd_file file = file_of("lies.sav", sd_str_text(&bytes));
		struct sd_source *source = open_files(&sd_source_sav, &file, 1, &plain, &said);
		if (source)
			fail_msg("%d cases were believed", bytes.data[CASES_AT]);
		close(file.fd);
	}
	sd_str_release(&bytes);
	sd_str_release(&said);
}

static void add_extension(struct sd_str *out, int subtype, const struct sd_str *content)
{
	add_little(out, 7, 4);
	add_little(out, (uint64_t)subtype, 4);
	add_little(out, 1, 4);
	add_little(out, content->length, 4);
	sd_str_add_text(out, sd_str_text(content));
}

/* Sixty sets of four thousand variables with long names: half a minute where each is held against each. */
static void many_answers_take_no_long(void **state)
{
	enum { VARIABLES = 4000, SETS = 60, HEADER = 176 };
	struct sd_str bytes = SD_STR_INIT, names = SD_STR_INIT, sets = SD_STR_INIT, said = SD_STR_INIT;
	(void)state;
	sd_str_addf(&bytes, "$FL2%-60s", "@(#) SPSS DATA FILE");
	const int numbers[] = {2, VARIABLES, 0, 0, 1}; /* layout, values a case, compression, weight, cases */
	for (size_t i = 0; i < 5; i++)
		add_little(&bytes, (uint64_t)numbers[i], 4);
	add_little(&bytes, 0x4059000000000000, 8); /* 100, what compressed numbers are less by */
	sd_str_addf(&bytes, "%-9s%-8s%-64s", "01 Jan 24", "10:00:00", "");
	while (bytes.length < HEADER)
		sd_str_addc(&bytes, '\0');
	for (int i = 0; i < VARIABLES; i++) {
		const int variable[] = {2, 0, 0, 0, 0x050802, 0x050802};
		for (size_t n = 0; n < 6; n++)
			add_little(&bytes, (uint64_t)variable[n], 4);
		sd_str_addf(&bytes, "V%07d", i);
		sd_str_addf(&names, "%sV%07d=Question%d", i ? "\t" : "", i, i);
	}
	for (int set = 0; set < SETS; set++) {
		sd_str_addf(&sets, "$s%d=C 5 Towns", set);
		for (int i = 0; i < VARIABLES - 1; i++)
			sd_str_addf(&sets, " v%07d", i);
		sd_str_addc(&sets, '\n');
	}
	add_extension(&bytes, 7, &sets);
	add_extension(&bytes, 13, &names);
	add_little(&bytes, 999, 4);
	add_little(&bytes, 0, 4);
	for (int i = 0; i < VARIABLES; i++)
		add_little(&bytes, 0, 8);
	struct sd_file file = file_of("sets.sav", sd_str_text(&bytes));
	alarm(20);
	struct sd_source *source = open_files(&sd_source_sav, &file, 1, &plain, &said);
	alarm(0);
	if (!source)
		fail_msg("%s", said.data);
	for (int i = 0; i < VARIABLES; i += VARIABLES - 1)
		assert_true(sd_text_equals(source->columns[i].group, i ? "" : "Towns"));
	assert_true(sd_text_equals(source->columns[1].name, "Question1"));
	sd_source_free(source);
	close(file.fd);
	sd_str_release(&bytes);
	sd_str_release(&names);
	sd_str_release(&sets);
	sd_str_release(&said);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_of_spss),
		cmocka_unit_test(portable_files),
		cmocka_unit_test(batches),
		cmocka_unit_test(damaged_files),
		cmocka_unit_test(many_answers_take_no_long),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
