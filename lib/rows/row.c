/* SPDX-License-Identifier: MIT */
#include "rows/row.h"

#include <string.h>

#include "base/suggest.h"

int sd_format_by_name(const char *name)
{
	static const struct {
		const char *ending;
		enum sd_format format;
	} endings[] = {{".csv", SD_FORMAT_CSV},
		       {".tsv", SD_FORMAT_TSV},
		       {".tab", SD_FORMAT_TSV},
		       {".jsonl", SD_FORMAT_JSONL},
		       {".ndjson", SD_FORMAT_JSONL}};
	size_t length = strlen(name);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		size_t ending = strlen(endings[i].ending);
		if (length >= ending && !strcmp(name + length - ending, endings[i].ending))
			return (int)endings[i].format;
	}
	return -1;
}

const char *const sd_text_columns[] = {"text", "comment", "response", "answer", "verbatim", "review", NULL};
const char *const sd_id_columns[] = {"id", "respondent", "respondent_id", "customer_id", NULL};
const char *const sd_date_columns[] = {"date", "submitted", "created", "completed", "time", "timestamp", NULL};

enum { SHOWN = 60, LISTED = 12 };

void sd_header_add(struct sd_header *header, struct sd_text name)
{
	header->names = sd_realloc(header->names, header->length + 1, sizeof *header->names);
	header->names[header->length].data = sd_arena_dup(&header->arena, name.data, name.length);
	header->names[header->length].length = name.length;
	header->length++;
}

void sd_header_release(struct sd_header *header)
{
	free(header->names);
	sd_arena_release(&header->arena);
	*header = (struct sd_header)SD_HEADER_INIT;
}

static const char import_remedy[] = "; saydo import reads files that something else than commas parts";

const char *sd_header_remedy(const struct sd_header *header)
{
	return header->length == 1 ? sd_header_remedy_of(*header->names) : "";
}

const char *sd_header_remedy_of(struct sd_text raw)
{
	bool other = false;
	for (size_t i = 0; i < raw.length && raw.data[i] != '\n'; i++) {
		if (raw.data[i] == ',')
			return "";
		other = other || (raw.data[i] && strchr(";\t|", raw.data[i]));
	}
	return other ? import_remedy : "";
}

static int no_such_column(const struct sd_header *header, struct sd_text wanted, struct sd_error *err)
{
	struct sd_str message = SD_STR_INIT;
	size_t *order = sd_suggest_order(wanted, header->names, header->length);
	sd_str_adds(&message, "no column is called \"");
	sd_str_add_printable(&message, wanted, SHOWN);
	sd_str_adds(&message, header->length ? "\"; there are: " : "\"; there are none");
	for (size_t i = 0; i < header->length && i < LISTED; i++) {
		if (i)
			sd_str_adds(&message, ", ");
		sd_str_add_printable(&message, header->names[order[i]], SHOWN);
	}
	if (header->length > LISTED)
		sd_str_addf(&message, " and %zu more", header->length - LISTED);
	sd_str_adds(&message, sd_header_remedy(header));
	sd_fail(err, "%s", message.data);
	free(order);
	sd_str_release(&message);
	return -1;
}

int sd_header_find(const struct sd_header *header, const char *name, size_t *index, struct sd_error *err)
{
	struct sd_text wanted = sd_text_of(name);
	size_t found = SIZE_MAX;
	for (size_t i = 0; i < header->length; i++) {
		if (!sd_text_equal(header->names[i], wanted))
			continue;
		if (found != SIZE_MAX)
			return sd_fail(err, "two columns are called \"%s\" (the %zu. and the %zu.); rename one", name,
				       found + 1, i + 1);
		found = i;
	}
	if (found == SIZE_MAX)
		return no_such_column(header, wanted, err);
	*index = found;
	return 0;
}

static char lower(char byte)
{
	return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

static bool is_one_of(struct sd_text name, const char *const *candidates)
{
	name = sd_text_trim(name);
	for (; *candidates; candidates++) {
		if (strlen(*candidates) != name.length)
			continue;
		size_t i = 0;
		while (i < name.length && lower(name.data[i]) == (*candidates)[i])
			i++;
		if (i == name.length)
			return true;
	}
	return false;
}

int sd_header_guess(const struct sd_header *header, const char *const *candidates, const char *what, const char *option,
		    size_t *index, struct sd_error *err)
{
	struct sd_str list = SD_STR_INIT;
	size_t found = 0;
	for (size_t i = 0; i < header->length; i++) {
		if (!is_one_of(header->names[i], candidates))
			continue;
		*index = i;
		sd_str_adds(&list, found++ ? ", " : "");
		sd_str_add_printable(&list, header->names[i], SHOWN);
	}
	if (found == 1) {
		sd_str_release(&list);
		return 0;
	}
	if (!found) {
		for (size_t i = 0; i < header->length && i < LISTED; i++) {
			sd_str_adds(&list, i ? ", " : "");
			sd_str_add_printable(&list, header->names[i], SHOWN);
		}
		if (header->length > LISTED)
			sd_str_addf(&list, " and %zu more", header->length - LISTED);
	}
	sd_fail(err, found ? "more than one column can hold the %s (%s); say which with %s COLUMN"
			   : "no column can be told to hold the %s (there are: %s); say which with %s COLUMN%s",
		what, list.length ? list.data : "none", option, sd_header_remedy(header));
	sd_str_release(&list);
	return -1;
}
