/* SPDX-License-Identifier: MIT */
#include "import_options.h"

#include <string.h>

/* --quote and --escape: a byte, or none. */
static int read_byte(const char *name, const char *said, int *byte, struct sd_error *err)
{
	*byte = -1;
	if (!said)
		return 0;
	if (!strcmp(said, "none"))
		*byte = 0;
	else if (strlen(said) == 1 && *said != '\n' && *said != '\r')
		*byte = (unsigned char)*said;
	else
		return sd_fail(err, "--%s wants one character, or none", name);
	return 0;
}

static const char *read_delimiter(const struct front *front, const char *said)
{
	static const struct {
		const char *name, *bytes;
	} names[] = {{"tab", "\t"}, {"\\t", "\t"}, {"comma", ","}, {"semicolon", ";"}, {"pipe", "|"}, {"blank", " "}};
	for (size_t i = 0; said && i < sizeof names / sizeof *names; i++)
		if (!strcmp(said, names[i].name))
			return names[i].bytes;
	if (!said && front->from >= 0)
		return front->from == SD_FORMAT_TSV ? "\t" : ",";
	return said;
}

int front_importing_options(struct front *front, struct front_importing *importing, struct sd_error *err)
{
	static const char *const sorts[] = {"preview", "spam", "unfinished"};
	struct sd_import_options *options = &importing->options;
	*options = (struct sd_import_options){
		.shape = {importing->kind, importing->skip, importing->header_rows, importing->long_names},
		.reshape = (enum sd_reshape)importing->reshape};
	for (size_t i = 0; i < importing->drop.length; i++) {
		unsigned sort = 0;
		while (sort < 3 && strcmp(importing->drop.items[i], sorts[sort]) != 0)
			sort++;
		if (sort == 3)
			return sd_fail(err, "--drop-rows wants preview, spam or unfinished, not \"%s\"",
				importing->drop.items[i]);
		options->drop |= 1U << sort;
	}
	if (front->from == SD_FORMAT_JSONL)
		return sd_fail(err,
			"--from jsonl: every filter reads JSON Lines as they are; there is nothing to import");
	importing->told = (struct sd_source_options){.encoding = importing->encoding,
						     .delimiter = read_delimiter(front, importing->delimiter),
						     .max_field = (size_t)front->max_field,
						     .chunk = (size_t)front->chunk,
						     .sheet = importing->sheet,
						     .moderators = importing->moderators.items,
						     .moderators_length = importing->moderators.length};
	if (read_byte("quote", importing->quote, &importing->told.quote, err) ||
	    read_byte("escape", importing->escape, &importing->told.escape, err))
		return -1;
	return 0;
}
