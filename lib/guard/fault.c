/* SPDX-License-Identifier: MIT */
#include "guard/fault.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

void sd_seen_add(struct sd_seen *seen, uint64_t row)
{
	size_t length = seen->n < SD_SEEN_EXAMPLES ? (size_t)seen->n : SD_SEEN_EXAMPLES, at = length;
	seen->n++;
	while (at && seen->rows[at - 1] > row)
		at--;
	if (at == SD_SEEN_EXAMPLES)
		return;
	size_t moved = (length < SD_SEEN_EXAMPLES ? length : SD_SEEN_EXAMPLES - 1) - at;
	memmove(seen->rows + at + 1, seen->rows + at, moved * sizeof *seen->rows);
	seen->rows[at] = row;
}

void sd_seen_merge(struct sd_seen *into, const struct sd_seen *from)
{
	uint64_t n = into->n + from->n;
	for (size_t i = 0; i < SD_SEEN_EXAMPLES && i < from->n; i++)
		sd_seen_add(into, from->rows[i]);
	into->n = n;
}

void sd_faults_add(struct sd_faults *findings, enum sd_severity severity, size_t column, const struct sd_seen *seen,
		     const char *format, ...)
{
	if (seen && !seen->n)
		return;
	struct sd_str what = SD_STR_INIT;
	va_list arguments;
	va_start(arguments, format);
	sd_str_vaddf(&what, format, arguments);
	va_end(arguments);
	SD_GROW(findings->items, findings->length, findings->room);
	struct sd_fault *finding = &findings->items[findings->length++];
	*finding = (struct sd_fault){.severity = severity, .column = column, .what = sd_str_take(&what)};
	if (seen)
		finding->seen = *seen;
}

/* By severity, then the survey before its columns; equal ones stay as they were added. */
static int compare(const struct sd_fault *a, const struct sd_fault *b)
{
	if (a->severity != b->severity)
		return a->severity < b->severity ? -1 : 1;
	size_t left = a->column + 1, right = b->column + 1; /* SIZE_MAX is first */
	return left < right ? -1 : left > right;
}

static void sort(struct sd_faults *findings)
{
	for (size_t i = 1; i < findings->length; i++) {
		struct sd_fault moved = findings->items[i];
		size_t at = i;
		for (; at && compare(&findings->items[at - 1], &moved) > 0; at--)
			findings->items[at] = findings->items[at - 1];
		findings->items[at] = moved;
	}
}

int sd_faults_write(struct sd_faults *findings, const struct sd_header *header, struct sd_writer *writer,
		      struct sd_error *err)
{
	static const char *const columns[] = {"severity", "column", "rows", "finding", NULL};
	static const char *const severities[] = {"error", "warning", "note"};
	sd_writer_columns(writer, columns);
	if (sd_writer_begin(writer, err) < 0)
		return -1;
	sort(findings);
	struct sd_out *out = sd_writer_out(writer);
	for (size_t i = 0; i < findings->length; i++) {
		const struct sd_fault *finding = &findings->items[i];
		struct sd_str what = SD_STR_INIT;
		sd_str_adds(&what, finding->what);
		for (size_t k = 0; k < SD_SEEN_EXAMPLES && k < finding->seen.n; k++)
			sd_str_addf(&what, "%s%llu", k ? ", " : finding->seen.n > 1 ? " (rows " : " (row ",
				    (unsigned long long)finding->seen.rows[k]);
		if (finding->seen.n)
			sd_str_adds(&what, finding->seen.n > SD_SEEN_EXAMPLES ? ", \xE2\x80\xA6)" : ")");
		sd_out_string(out, severities[finding->severity]);
		if (finding->column == SIZE_MAX)
			sd_out_absent(out);
		else
			sd_out_text(out, header->names[finding->column]);
		if (finding->seen.n)
			sd_out_int(out, (int64_t)finding->seen.n);
		else
			sd_out_absent(out);
		sd_out_text(out, sd_str_text(&what));
		sd_out_end(out);
		sd_str_release(&what);
	}
	return sd_writer_end(writer, err);
}

void sd_faults_release(struct sd_faults *findings)
{
	for (size_t i = 0; i < findings->length; i++)
		free(findings->items[i].what);
	free(findings->items);
	*findings = (struct sd_faults){.items = NULL};
}

void sd_repeats_add(struct sd_repeats *repeats, struct sd_text text, uint64_t row)
{
	SD_GROW(repeats->items, repeats->length, repeats->room);
	struct sd_repeat *repeat = &repeats->items[repeats->length++];
	repeat->row = row;
	crypto_generichash((unsigned char *)repeat->hash, sizeof repeat->hash, (const unsigned char *)text.data,
			   text.length, NULL, 0);
}

void sd_repeats_merge(struct sd_repeats *into, const struct sd_repeats *from)
{
	for (size_t i = 0; i < from->length; i++) {
		SD_GROW(into->items, into->length, into->room);
		into->items[into->length++] = from->items[i];
	}
}

static int by_hash(const void *left, const void *right)
{
	const struct sd_repeat *a = left, *b = right;
	for (size_t i = 0; i < 2; i++)
		if (a->hash[i] != b->hash[i])
			return a->hash[i] < b->hash[i] ? -1 : 1;
	return a->row < b->row ? -1 : a->row > b->row;
}

void sd_repeats_find(struct sd_repeats *repeats, struct sd_seen *seen, uint64_t *texts)
{
	*seen = (struct sd_seen){0};
	*texts = 0;
	if (!repeats->length)
		return;
	qsort(repeats->items, repeats->length, sizeof *repeats->items, by_hash);
	for (size_t i = 0, same; i < repeats->length; i += same) {
		for (same = 1;
		     i + same < repeats->length &&
		     !memcmp(repeats->items[i + same].hash, repeats->items[i].hash, sizeof repeats->items[i].hash);)
			sd_seen_add(seen, repeats->items[i + same++].row);
		*texts += same > 1;
	}
}

void sd_repeats_release(struct sd_repeats *repeats)
{
	free(repeats->items);
	*repeats = (struct sd_repeats){.items = NULL};
}
