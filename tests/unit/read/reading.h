/* SPDX-License-Identifier: MIT */
/* For the tests of read: an import of bytes in memory. */
#ifndef SD_TEST_READING_H
#define SD_TEST_READING_H

#include <sys/mman.h>
#include <unistd.h>

#include "read/import.h"

struct reading {
	struct sd_file file;
	struct sd_str head, table, notes;
	struct sd_import_counts counts;
	char kind[32];
	int result;
	struct sd_error error;
};

static inline struct sd_source_options reading_options(void)
{
	return (struct sd_source_options){.quote = -1, .escape = -1};
}

/* Imports `bytes`; `table` is what comes out as CSV, `notes` what is told. */
static inline void reading_begin(struct reading *reading, struct sd_text bytes, const struct sd_source_options *told,
				 const struct sd_import_options *asked)
{
	static const struct sd_import_options plain = {.shape = {NULL, -1, -1, false}};
	const struct sd_writer_options csv = {.to = SD_FORMAT_CSV, .from = -1};
	struct sd_source_options options = told ? *told : reading_options();
	struct sd_source_head head;
	*reading = (struct reading){.file = {"file", memfd_create("file", MFD_CLOEXEC), 0, bytes.length}, .result = -1};
	if (reading->file.fd < 0 || (bytes.length && pwrite(reading->file.fd, bytes.data, bytes.length,
		0) != (ssize_t)bytes.length))
		abort();
	struct sd_import import = {.source = NULL};
	struct sd_source *source = NULL;
	if (!sd_source_head_read(&head, &reading->file, 1, &reading->head, &reading->error))
		source = sd_source_text.open(&head, &options, &reading->error);
	if (source && !sd_import_begin(&import, source, "file", asked ? asked : &plain, &reading->error)) {
		struct sd_writer *writer = sd_writer_new_into(&reading->table, &csv);
		reading->result = sd_import_write(&import, writer, &reading->error);
		sd_writer_free(writer);
		reading->counts = import.counts;
		snprintf(reading->kind, sizeof reading->kind, "%s", import.shape.name);
	}
	if (source)
		sd_str_add_text(&reading->notes, sd_str_text(&source->notes));
	sd_str_add_text(&reading->notes, sd_str_text(&import.notes));
	if (source)
		sd_import_release(&import);
	sd_source_free(source);
}

static inline void reading_end(struct reading *reading)
{
	close(reading->file.fd);
	sd_str_release(&reading->head);
	sd_str_release(&reading->table);
	sd_str_release(&reading->notes);
	sd_error_release(&reading->error);
}

#endif
