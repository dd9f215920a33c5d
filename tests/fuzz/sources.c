/* SPDX-License-Identifier: MIT */
/* Any bytes as a file of each kind: refused with a message or read to the end, twice the same; what comes out is UTF-8.
 * The first byte says which kind. `s` and `t` are the sheet and the shared strings of a workbook put together here, for
 * bytes at random never make a whole archive; so are the sectors around the records `b` of an older workbook, whose
 * file `e` has; the two files of Triple-S are parted by a NUL. */
#include <sys/mman.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "read/source.h"

static void must(bool holds)
{
	if (!holds)
		abort();
}

#define assert_non_null(pointer) must((pointer) != NULL)
#define assert_true(holds) must(holds)
#define assert_int_equal(a, b) must((a) == (b))
#include "../unit/read/compound_file.h"
#include "../unit/read/workbook.h"

static const struct {
	char letter;
	const struct sd_source_kind *kind;
} kinds[] = {
	{'x', &sd_source_xlsx}, {'s', &sd_source_xlsx}, {'t', &sd_source_xlsx}, {'v', &sd_source_sav},
	{'e', &sd_source_xls}, {'b', &sd_source_xls},
	     {'p', &sd_source_por},  {'3', &sd_source_triple_s}, {'w', &sd_source_webvtt}, {'r', &sd_source_srt},
	     {'o', &sd_source_otter}, {'z', &sd_source_zoom}, {'l', &sd_source_labelled}};

static struct sd_file file_of(const char *name, struct sd_text bytes)
{
	int fd = memfd_create("fuzz", MFD_CLOEXEC);
	must(fd >= 0 && write(fd, bytes.data, bytes.length) == (ssize_t)bytes.length);
	return (struct sd_file){name, fd, 0, bytes.length};
}

/* What all cells come to; *failed where the reader stopped with an error. */
static uint64_t read_all(struct sd_source *source, bool *failed)
{
	struct sd_error err = SD_ERROR_INIT;
	struct sd_source_record record;
	uint64_t sum = 0;
	int status;
	while ((status = source->next(source, &record, &err)) == 1) {
		sum = sum * 31 + record.line + record.length + record.fault_column;
		for (size_t i = 0; i < record.length; i++) {
			struct sd_text text = record.cells[i].text;
			must(sd_utf8_valid_prefix(text.data, text.length) == text.length);
			must(record.cells[i].kind != SD_CELL_ABSENT || !text.length);
			for (size_t j = 0; j < text.length; j++)
				sum = sum * 31 + (unsigned char)text.data[j];
			sum = sum * 31 + record.cells[i].kind;
		}
	}
	*failed = status < 0;
	must(!*failed || sd_error_is_set(&err));
	sd_error_release(&err);
	return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct sd_source_options options = {.quote = -1, .escape = -1, .max_field = 4096, .chunk = 97};
	size_t which = 0, length = 1;
	while (which < sizeof kinds / sizeof *kinds && (!size || kinds[which].letter != (char)*data))
		which++;
	if (which == sizeof kinds / sizeof *kinds)
		return 0;
	struct sd_text bytes = {(const char *)data + 1, size - 1};
	struct sd_str book = SD_STR_INIT, part = SD_STR_INIT, buffer = SD_STR_INIT, why = SD_STR_INIT;
	struct sd_file files[2];
	if (*data == 's' || *data == 't') {
		sd_str_add_text(&part, bytes);
		sd_str_addc(&part, '\0');
		add_workbook(&book, "", *data == 't' ? part.data : NULL, NULL,
			     *data == 's' ? part.data
					  : "<worksheet><sheetData><row><c "
					    "t=\"s\"><v>0</v></c></row></sheetData></worksheet>");
		bytes = sd_str_text(&book);
	} else if (*data == 'b') {
		add_compound(&book, "Workbook", bytes);
		bytes = sd_str_text(&book);
	} else if (*data == '3') {
		const char *nul = memchr(bytes.data, '\0', bytes.length);
		size_t first = nul ? (size_t)(nul - bytes.data) : bytes.length;
		struct sd_text second = {bytes.data + (nul ? first + 1 : first),
					 bytes.length - (nul ? first + 1 : first)};
		files[1] = file_of("data", second);
		length = 2;
		bytes.length = first;
	}
	files[0] = file_of("file", bytes);
	struct sd_error err = SD_ERROR_INIT;
	struct sd_source_head head;
	must(!sd_source_head_read(&head, files, length, &buffer, &err));
	(void)sd_source_recognise(&head, &why);
	struct sd_source *source = kinds[which].kind->open(&head, &options, &err);
	must(source || sd_error_is_set(&err));
	if (source) {
		bool failed[2];
		uint64_t first = read_all(source, &failed[0]);
		if (!source->rewind(source, &err)) {
			uint64_t second = read_all(source, &failed[1]);
			must(failed[0] == failed[1] && first == second);
		}
	}
	sd_source_free(source);
	for (size_t i = 0; i < length; i++)
		close(files[i].fd);
	sd_error_release(&err);
	sd_str_release(&book);
	sd_str_release(&part);
	sd_str_release(&buffer);
	sd_str_release(&why);
	return 0;
}
