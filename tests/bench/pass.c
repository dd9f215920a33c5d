/* SPDX-License-Identifier: MIT */
/* The two yardsticks of reading: `pass libcsv FILE` parses with libcsv alone, as its own csvinfo does; `pass rows FILE
 * JOBS` reads and writes rows with no work between, to standard output. */
#include <csv.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/hash.h"
#include "rows/pass.h"

static uint64_t fields, records;

static void on_field(void *bytes, size_t length, void *context)
{
	(void)bytes;
	(void)context;
	fields += length > 0;
}

static void on_record(int end, void *context)
{
	(void)end;
	(void)context;
	records++;
}

static int run_libcsv(const char *path)
{
	static char buffer[SD_CHUNK];
	struct csv_parser parser;
	ssize_t got;
	int fd = open(path, O_RDONLY);
	if (fd < 0 || csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_EMPTY_IS_NULL))
		return 2;
	while ((got = read(fd, buffer, sizeof buffer)) > 0)
		if (csv_parse(&parser, buffer, (size_t)got, on_field, on_record, NULL) != (size_t)got)
			return 2;
	csv_fini(&parser, on_field, on_record, NULL);
	csv_free(&parser);
	fprintf(stderr, "%llu records, %llu fields\n", (unsigned long long)records, (unsigned long long)fields);
	return 0;
}

static int pass_on(void *worker, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	(void)worker;
	(void)err;
	sd_out_pass(out, row);
	sd_out_end(out);
	return 0;
}

static int run_rows(const char *path, unsigned jobs)
{
	struct sd_error err = SD_ERROR_INIT;
	struct sd_input input;
	struct sd_output output = SD_OUTPUT_INIT;
	struct sd_reader_options options = {.from = -1};
	struct sd_pass pass = {.row = pass_on};
	struct sd_pass_options pass_options = {.jobs = jobs};
	struct sd_pass_counts counts = {0};
	if (sd_hash_init() < 0 || sd_input_open(&input, path, &err) < 0 ||
	    sd_output_open(&output, NULL, false, &err) < 0)
		return 2;
	struct sd_reader *reader = sd_reader_new(&input, 1, &options, &err);
	if (!reader)
		return 2;
	struct sd_writer_options writer_options = {.to = sd_reader_format(reader),
						   .from = (int)sd_reader_format(reader)};
	struct sd_writer *writer = sd_writer_new(&output, &writer_options);
	sd_writer_pass(writer, sd_reader_header(reader));
	int result = sd_writer_begin(writer, &err);
	if (!result)
		result = sd_pass_run(&pass, reader, writer, &pass_options, &counts, &err);
	if (!result)
		result = sd_writer_end(writer, &err);
	if (!result)
		result = sd_output_commit(&output, &err);
	if (result)
		fprintf(stderr, "%s\n", err.message.data);
	sd_writer_free(writer);
	sd_reader_free(reader);
	sd_input_close(&input);
	return result ? 2 : 0;
}

int main(int count, char **arguments)
{
	if (count >= 3 && !strcmp(arguments[1], "libcsv"))
		return run_libcsv(arguments[2]);
	if (count >= 4 && !strcmp(arguments[1], "rows"))
		return run_rows(arguments[2], (unsigned)strtoul(arguments[3], NULL, 10));
	fprintf(stderr, "usage: pass libcsv FILE | pass rows FILE JOBS\n");
	return 2;
}
