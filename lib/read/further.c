/* SPDX-License-Identifier: MIT */
#include "read/further.h"

#include "read/value.h"

static size_t filled_length(const struct sd_cell *cells, size_t length)
{
	while (length && !sd_text_trim(cells[length - 1].text).length)
		length--;
	return length;
}

void sd_further_init(struct sd_further *further, const struct sd_head_records *head, size_t before, size_t headers)
{
	*further = (struct sd_further)SD_FURTHER_INIT;
	if (!headers || before + headers > head->length)
		return;
	further->headers = sd_arena_alloc(&further->arena, headers * sizeof *further->headers);
	further->length = headers;
	for (size_t h = 0; h < headers; h++) {
		const struct sd_head_record *from = &head->items[before + h];
		struct sd_head_record *to = &further->headers[h];
		*to = (struct sd_head_record){.length = filled_length(from->cells, from->length)};
		to->cells = sd_arena_alloc(&further->arena, (to->length + 1) * sizeof *to->cells);
		for (size_t c = 0; c < to->length; c++) {
			struct sd_text text = sd_text_trim(from->cells[c].text);
			text.data = sd_arena_dup(&further->arena, text.data, text.length);
			to->cells[c] = (struct sd_cell){text, from->cells[c].kind};
		}
	}
}

void sd_further_release(struct sd_further *further)
{
	sd_arena_release(&further->arena);
	*further = (struct sd_further)SD_FURTHER_INIT;
}

/* How many of the first cells are the header's; blank ones too. */
static size_t same_cells(const struct sd_head_record *header, const struct sd_source_record *record, size_t length)
{
	size_t c = 0;
	while (c < header->length && c < length &&
	       sd_text_equal(header->cells[c].text, sd_text_trim(record->cells[c].text)))
		c++;
	return c;
}

static size_t named(const struct sd_head_record *header, size_t length)
{
	size_t count = 0;
	for (size_t c = 0; c < header->length && c < length; c++)
		count += header->cells[c].text.length > 0;
	return count;
}

static int by_text(const void *left, const void *right)
{
	const struct sd_text *a = left, *b = right;
	return sd_text_compare(*a, *b);
}

/* The cells, trimmed and in order, for a record may be thousands wide. Yours: free(). */
static struct sd_text *sorted(const struct sd_cell *cells, size_t length)
{
	struct sd_text *texts = sd_calloc(length + 1, sizeof *texts);
	for (size_t c = 0; c < length; c++)
		texts[c] = sd_text_trim(cells[c].text);
	if (length)
		qsort(texts, length, sizeof *texts, by_text);
	return texts;
}

/* Whether the record has all names of the header, three or more, in another order: exports of other columns' order were
 * put one behind the other. */
static bool is_reordered(const struct sd_head_record *header, const struct sd_source_record *record, size_t length)
{
	enum { LEAST = 3 };
	bool same = false;
	if (length < LEAST || length != header->length)
		return false;
	/* Hardly a record begins with one of the names. */
	const struct sd_text first = sd_text_trim(record->cells[0].text);
	for (size_t c = 0; c < length && first.length && !same; c++)
		same = sd_text_equal(first, header->cells[c].text);
	if (!same)
		return false;
	struct sd_text *here = sorted(record->cells, length), *there = sorted(header->cells, length);
	for (size_t c = 0; c < length && same; c++)
		same = here[c].length && sd_text_equal(here[c], there[c]);
	free(here);
	free(there);
	return same;
}

/* Words without a gap, no two the same. */
static bool is_names(const struct sd_source_record *record, size_t length)
{
	bool names = true;
	for (size_t c = 0; c < length && names; c++) {
		enum sd_value value = sd_value_of(record->cells[c].text);
		names = value == SD_VALUE_WORD || value == SD_VALUE_TEXT;
	}
	if (!names)
		return false;
	struct sd_text *texts = sorted(record->cells, length);
	for (size_t c = 1; c < length && names; c++)
		names = !sd_text_equal(texts[c], texts[c - 1]);
	free(texts);
	return names;
}

enum sd_further_kind sd_further_header(const struct sd_further *further, const struct sd_mender *mender,
				       const struct sd_source_record *record, bool behind_blank)
{
	const size_t length = filled_length(record->cells, record->length);
	if (length < 2 || record->refused)
		return SD_HEADER_NONE;
	for (size_t h = 0; h < further->length; h++) {
		const struct sd_head_record *header = &further->headers[h];
		size_t same = same_cells(header, record, length), names = named(header, same);
		if (!h && same < length && is_reordered(header, record, length))
			return SD_HEADER_OTHER;
		if (names < 2 || (same < header->length && same < length))
			continue;
		if (same == header->length && same == length)
			return SD_HEADER_AGAIN;
		if (!h && names == same)
			return SD_HEADER_OTHER;
	}
	size_t typed, strange;
	if (!behind_blank || !further->length || !is_names(record, length))
		return SD_HEADER_NONE;
	sd_mender_strange(mender, record, &typed, &strange);
	/* One column of numbers is enough where the record is of another width too. */
	bool other_width = length < further->headers->length && typed;
	return (typed >= 2 || other_width) && strange == typed ? SD_HEADER_OTHER : SD_HEADER_NONE;
}
