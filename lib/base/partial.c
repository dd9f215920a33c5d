/* SPDX-License-Identifier: MIT */
#include "base/partial.h"

#include "base/hash.h"
#include "base/mem.h"

#ifndef SD_VERSION
#error "the Makefile says the version"
#endif

static const char magic[] = "#saydo-partial\t";
static const char end_mark[] = "#end\t";

struct table {
	char *name;
	struct sd_count *count;
};

struct sd_partial {
	char *filter;
	struct sd_str options;
	struct table *tables; /* in byte order of their names */
	size_t length, room;
};

static char *copy_of(struct sd_text text)
{
	struct sd_str copy = SD_STR_INIT;
	sd_str_add_text(&copy, text);
	return sd_str_take(&copy);
}

struct sd_partial *sd_partial_new(const char *filter, struct sd_text options)
{
	struct sd_partial *partial = sd_calloc(1, sizeof *partial);
	partial->filter = copy_of(sd_text_of(filter));
	sd_str_add_text(&partial->options, options);
	return partial;
}

void sd_partial_free(struct sd_partial *partial)
{
	if (!partial)
		return;
	for (size_t i = 0; i < partial->length; i++) {
		free(partial->tables[i].name);
		sd_count_free(partial->tables[i].count);
	}
	free(partial->tables);
	sd_str_release(&partial->options);
	free(partial->filter);
	free(partial);
}

static bool is_table_name(struct sd_text name)
{
	for (size_t i = 0; i < name.length; i++) {
		char letter = (char)(name.data[i] | 0x20);
		if (name.data[i] != '-' && (letter < 'a' || letter > 'z'))
			return false;
	}
	return name.length > 0;
}

/* The first table whose name is not below `name`; there are few. */
static size_t position_of(const struct sd_partial *partial, struct sd_text name)
{
	size_t i = 0;
	while (i < partial->length && sd_text_compare(sd_text_of(partial->tables[i].name), name) < 0)
		i++;
	return i;
}

static struct sd_count *find_table(const struct sd_partial *partial, struct sd_text name)
{
	size_t i = position_of(partial, name);
	bool found = i < partial->length && sd_text_equals(name, partial->tables[i].name);
	return found ? partial->tables[i].count : NULL;
}

static struct sd_count *table_of(struct sd_partial *partial, struct sd_text name, size_t width)
{
	if (!is_table_name(name))
		return NULL;
	struct sd_count *count = find_table(partial, name);
	if (count)
		return sd_count_width(count) == width ? count : NULL;
	size_t at = position_of(partial, name);
	SD_GROW(partial->tables, partial->length, partial->room);
	struct table *tables = partial->tables;
	memmove(tables + at + 1, tables + at, (partial->length - at) * sizeof *tables);
	partial->length++;
	tables[at] = (struct table){copy_of(name), sd_count_new(width)};
	return tables[at].count;
}

struct sd_count *sd_partial_table(struct sd_partial *partial, const char *name, size_t width)
{
	return table_of(partial, sd_text_of(name), width);
}

const char *sd_partial_filter(const struct sd_partial *partial)
{
	return partial->filter;
}

struct sd_text sd_partial_options(const struct sd_partial *partial)
{
	return sd_str_text(&partial->options);
}

static void write_table(const struct table *table, struct sd_str *out)
{
	struct sd_count_entry *entries = sd_count_sorted(table->count);
	for (size_t i = 0; i < sd_count_length(table->count); i++) {
		sd_str_adds(out, table->name);
		sd_str_addc(out, '\t');
		sd_str_add_text(out, entries[i].key);
		for (size_t j = 0; j < sd_count_width(table->count); j++) {
			sd_str_addc(out, '\t');
			sd_str_add_int(out, entries[i].sums[j]);
		}
		sd_str_addc(out, '\n');
	}
	free(entries);
}

void sd_partial_write(const struct sd_partial *partial, struct sd_str *out)
{
	size_t start = out->length, rows = 0;
	struct sd_str fields = SD_STR_INIT;
	sd_key_add(&fields, sd_text_of(partial->filter));
	sd_key_add(&fields, partial->options.length ? sd_str_text(&partial->options) : SD_TEXT(""));
	sd_str_addf(out, "%s%s\t", magic, SD_VERSION);
	sd_str_add_text(out, sd_str_text(&fields));
	sd_str_release(&fields);
	for (size_t i = 0; i < partial->length; i++)
		sd_str_addf(out, "\t%s=%zu", partial->tables[i].name, sd_count_width(partial->tables[i].count));
	sd_str_addc(out, '\n');
	for (size_t i = 0; i < partial->length; i++) {
		write_table(partial->tables + i, out);
		rows += sd_count_length(partial->tables[i].count);
	}
	char hex[SD_HASH_HEX];
	sd_hash_content(out->data + start, out->length - start, hex);
	sd_str_addf(out, "%s%zu\t%s\n", end_mark, rows, hex);
}

/* An integer as sd_str_add_int() writes it. */
static bool parse_sum(struct sd_text text, int64_t *sum)
{
	bool minus = text.length && text.data[0] == '-';
	size_t i = minus;
	if (i == text.length || (text.data[i] == '0' && text.length > 1))
		return false;
	int64_t value = 0;
	for (; i < text.length; i++) {
		int digit = text.data[i] - '0';
		if (digit < 0 || digit > 9 || __builtin_mul_overflow(value, 10, &value) ||
		    __builtin_add_overflow(value, minus ? -digit : digit, &value))
			return false;
	}
	*sum = value;
	return true;
}

/* Takes the line at the front of `rest`, without its LF. Every line of a whole partial ends in one. */
static bool next_line(struct sd_text *rest, struct sd_text *line)
{
	const char *end = rest->length ? memchr(rest->data, '\n', rest->length) : NULL;
	if (!end)
		return false;
	*line = (struct sd_text){rest->data, (size_t)(end - rest->data)};
	rest->data = end + 1;
	rest->length -= line->length + 1;
	return true;
}

/* Takes the last field off `line`, with the TAB before it. */
static bool take_last_field(struct sd_text *line, struct sd_text *field)
{
	const char *tab = line->length ? memrchr(line->data, '\t', line->length) : NULL;
	if (!tab)
		return false;
	size_t before = (size_t)(tab - line->data);
	*field = (struct sd_text){tab + 1, line->length - before - 1};
	line->length = before;
	return true;
}

/* Checks that `content` ends in its mark and is what was marked; leaves what stands before the mark in *body. */
static int check_whole(const char *name, struct sd_text content, struct sd_text *body, int64_t *rows,
		       struct sd_error *err)
{
	size_t length = content.length;
	const char *before = length > 1 ? memrchr(content.data, '\n', length - 1) : NULL;
	size_t start = before ? (size_t)(before - content.data) + 1 : 0;
	struct sd_text line = {content.data + start, length - start}, hash, number;
	if (!before || content.data[length - 1] != '\n' || line.length < sizeof end_mark ||
	    memcmp(line.data, end_mark, sizeof end_mark - 1) != 0)
		return sd_fail(err, "%s: torn: its last line is not the mark of a whole partial", name);
	line.length--;
	*body = (struct sd_text){content.data, start};
	char hex[SD_HASH_HEX];
	sd_hash_content(body->data, body->length, hex);
	if (!take_last_field(&line, &hash) || !take_last_field(&line, &number) || !parse_sum(number, rows) ||
	    !sd_text_equals(hash, hex))
		return sd_fail(err, "%s: changed since it was written: the hash in its last line is of other content",
			       name);
	return 0;
}

static int read_header(struct sd_partial **partial, const char *name, struct sd_text line, struct sd_error *err)
{
	struct sd_str field = SD_STR_INIT, filter = SD_STR_INIT;
	line.data += sizeof magic - 1;
	line.length -= sizeof magic - 1;
	bool good = sd_key_next(&line, &field, NULL);
	if (good && !sd_text_equals(sd_str_text(&field), SD_VERSION)) {
		struct sd_str shown = SD_STR_INIT;
		sd_str_add_printable(&shown, sd_str_text(&field), 40);
		sd_fail(err, "%s: line 1: counted by saydo %s, and this is %s: count anew", name, shown.data,
			SD_VERSION);
		sd_str_release(&shown);
		good = false;
	}
	good = good && sd_key_next(&line, &filter, NULL) && filter.length && sd_key_next(&line, &field, NULL);
	if (good)
		*partial = sd_partial_new(filter.data, sd_str_text(&field));
	while (good && sd_key_next(&line, &field, NULL)) {
		struct sd_text table = sd_str_text(&field);
		const char *equals = table.length ? memchr(table.data, '=', table.length) : NULL;
		size_t length = equals ? (size_t)(equals - table.data) : 0;
		int64_t width = 0;
		/* 2^20 sums are far more than any filter keeps and far fewer than exhaust memory. */
		struct sd_text number = {equals ? equals + 1 : NULL, equals ? table.length - length - 1 : 0};
		table.length = length;
		good = parse_sum(number, &width) && width >= 0 && width <= 1 << 20 && !find_table(*partial, table) &&
		       table_of(*partial, table, (size_t)width);
	}
	sd_str_release(&field);
	sd_str_release(&filter);
	return good ? 0 : sd_fail(err, "%s: line 1: not the first line of a partial", name);
}

/* Enters a row's sums. Reading them from the last to the first leaves the key in the middle. */
static bool read_row(struct sd_count *count, struct sd_text rest, int64_t *sums)
{
	size_t width = sd_count_width(count), length = sd_count_length(count);
	for (size_t i = width; i > 0; i--) {
		struct sd_text field;
		if (!take_last_field(&rest, &field) || !parse_sum(field, sums + i - 1))
			return false;
	}
	if (!rest.length)
		return false;
	int64_t *at = sd_count_at(count, (struct sd_text){rest.data + 1, rest.length - 1});
	if (width)
		memcpy(at, sums, width * sizeof *sums);
	return sd_count_length(count) > length;
}

static int read_rows(struct sd_partial *partial, const char *name, struct sd_text rest, int64_t rows,
		     struct sd_error *err)
{
	size_t widest = 0, number = 1;
	for (size_t i = 0; i < partial->length; i++)
		if (sd_count_width(partial->tables[i].count) > widest)
			widest = sd_count_width(partial->tables[i].count);
	int64_t *sums = sd_alloc(widest, sizeof *sums);
	struct sd_text line, table = {NULL, 0};
	struct sd_count *count = NULL;
	bool good = true;
	while (good && next_line(&rest, &line)) {
		number++;
		const char *tab = line.length ? memchr(line.data, '\t', line.length) : NULL;
		struct sd_text here = {line.data, tab ? (size_t)(tab - line.data) : line.length};
		if (!count || !sd_text_equal(table, here)) {
			table = here;
			count = find_table(partial, table);
		}
		struct sd_text fields = {line.data + here.length, line.length - here.length};
		good = count && read_row(count, fields, sums);
	}
	free(sums);
	if (!good)
		return sd_fail(err, "%s: line %zu: not a row of counts of a table named in line 1", name, number);
	if (rows < 0 || number - 1 != (size_t)rows)
		return sd_fail(err, "%s: %zu rows, where its last line says %lld", name, number - 1, (long long)rows);
	return 0;
}

static int add_partial(struct sd_partial *into, const struct sd_partial *from, const char *name, struct sd_error *err)
{
	if (!sd_text_equals(sd_text_of(into->filter), from->filter))
		return sd_fail(err, "%s: line 1: counts of `%s`, not of `%s`", name, from->filter, into->filter);
	if (!sd_text_equal(sd_str_text(&into->options), sd_str_text(&from->options))) {
		struct sd_str shown = SD_STR_INIT;
		sd_str_add_printable(&shown, sd_str_text(&from->options), 400);
		sd_str_adds(&shown, "; before: ");
		sd_str_add_printable(&shown, sd_str_text(&into->options), 400);
		sd_fail(err, "%s: line 1: counted with other options than the partials before it: %s", name,
			shown.data);
		sd_str_release(&shown);
		return -1;
	}
	for (size_t i = 0; i < from->length; i++) {
		const struct table *table = from->tables + i;
		const struct sd_count *count = find_table(into, sd_text_of(table->name));
		if (count && sd_count_width(count) != sd_count_width(table->count))
			return sd_fail(err, "%s: line 1: the table `%s` has another number of sums than before", name,
				       table->name);
	}
	for (size_t i = 0; i < from->length; i++) {
		const struct table *table = from->tables + i;
		struct sd_count *count = table_of(into, sd_text_of(table->name), sd_count_width(table->count));
		if (sd_count_add(count, table->count, NULL))
			return sd_fail(err, "%s: with it, a sum of the table `%s` leaves the range of 64-bit integers",
				       name, table->name);
	}
	return 0;
}

int sd_partial_read(struct sd_partial **into, const char *name, struct sd_text content, struct sd_error *err)
{
	struct sd_text body = {NULL, 0}, first;
	int64_t rows = 0;
	if (content.length < sizeof magic || memcmp(content.data, magic, sizeof magic - 1) != 0)
		return sd_fail(err, "%s: line 1: not a partial of saydo", name);
	if (check_whole(name, content, &body, &rows, err))
		return -1;
	struct sd_partial *fresh = NULL;
	int status = next_line(&body, &first) ? read_header(&fresh, name, first, err) : -1;
	if (!status)
		status = read_rows(fresh, name, body, rows, err);
	if (!status && *into)
		status = add_partial(*into, fresh, name, err);
	if (!status && !*into) {
		*into = fresh;
		return 0;
	}
	sd_partial_free(fresh);
	return status;
}
