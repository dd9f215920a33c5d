/* SPDX-License-Identifier: MIT */
#include "read/joined.h"

#include <string.h>

#include "base/mem.h"

/* Of what somebody typed, pieces hardly ever come again: when that is clear, no more are looked up. */
enum { MOST = 120, TYPED_SEEN = 4000, CELLS_LEAST = 10 };

void sd_joined_init(struct sd_joined *joined)
{
	*joined = (struct sd_joined){.plain = sd_count_new(1), .runs = sd_count_new(1), .firsts = sd_count_new(1)};
	for (size_t i = 0; i < SD_JOINS; i++)
		joined->parts[i] = sd_count_new(1);
}

void sd_joined_release(struct sd_joined *joined)
{
	sd_count_free(joined->plain);
	sd_count_free(joined->runs);
	sd_count_free(joined->firsts);
	for (size_t i = 0; i < SD_JOINS; i++)
		sd_count_free(joined->parts[i]);
}

int sd_capital(struct sd_text text)
{
	unsigned char first = (unsigned char)text.data[0], second = text.length > 1 ? (unsigned char)text.data[1] : 0;
	if (first == 0xc3 && second >= 0x80 && second != 0x97 && second != 0xb7)
		return second < 0x9f ? 1 : -1;
	return first >= 'A' && first <= 'Z' ? 1 : first >= 'a' && first <= 'z' ? -1 : 0;
}

static bool digit(struct sd_text text, size_t at)
{
	return at < text.length && text.data[at] >= '0' && text.data[at] <= '9';
}

static bool blank(struct sd_text text, size_t at)
{
	return at < text.length && (text.data[at] == ' ' || text.data[at] == '\n' || text.data[at] == '\r');
}

/* `1,000`: a comma that parts thousands. */
static bool in_number(struct sd_text text, size_t at)
{
	return at && digit(text, at - 1) && digit(text, at + 1) && digit(text, at + 2) && digit(text, at + 3) &&
	       !digit(text, at + 4);
}

static bool is_tight(struct sd_text text, size_t at)
{
	return !blank(text, at + 1);
}

static bool has_tight(struct sd_text text, char mark)
{
	for (size_t i = 0; i < text.length; i++)
		if (text.data[i] == mark && is_tight(text, i) &&
		    (mark != ',' || (i + 1 < text.length && !digit(text, i + 1))))
			return true;
	return false;
}

static bool parts_here(struct sd_text text, size_t at, enum sd_join by, bool semicolons)
{
	const char byte = text.data[at];
	switch (by) {
	case SD_JOIN_LINES:
		return byte == '\n';
	case SD_JOIN_SEMICOLONS:
		return byte == ';' && is_tight(text, at);
	case SD_JOIN_TIGHT_COMMAS:
		return byte == ',' && is_tight(text, at) && !in_number(text, at);
	default:
		return byte == '\n' || byte == ';' || (byte == ',' && !semicolons && !in_number(text, at));
	}
}

/* Takes the next piece off `rest`, trimmed, perhaps empty; false at the end. `semicolons`: this cell is parted by
 * them. */
static bool next_part(struct sd_text *rest, enum sd_join by, bool semicolons, struct sd_text *part)
{
	size_t end = 0;
	if (!rest->length)
		return false;
	while (end < rest->length && !parts_here(*rest, end, by, semicolons)) {
		const bool opens = rest->data[end] == '(' && (by == SD_JOIN_COMMAS || by == SD_JOIN_TIGHT_COMMAS);
		/* No further than an option is kept, lest many that nothing closes take the square of the time. */
		const size_t ahead = rest->length - end < SD_OPTION_BYTES ? rest->length - end : SD_OPTION_BYTES;
		const char *close = opens ? memchr(rest->data + end, ')', ahead) : NULL;
		end = close ? (size_t)(close - rest->data) + 1 : end + 1;
	}
	*part = sd_text_trim((struct sd_text){rest->data, end});
	end += end < rest->length;
	*rest = (struct sd_text){rest->data + end, rest->length - end};
	return true;
}

/* Whether it is there already, or now; false where no more are kept. */
static bool keep(struct sd_count *count, struct sd_text text, int64_t times, bool *known)
{
	*known = sd_count_find(count, text) != NULL;
	if (text.length > SD_OPTION_BYTES || (!*known && sd_count_length(count) >= MOST))
		return false;
	*sd_count_at(count, text) += times;
	return true;
}

static struct sd_text from_to(struct sd_text from, struct sd_text to)
{
	return (struct sd_text){from.data, (size_t)(to.data - from.data) + to.length};
}

static void keep_first(struct sd_joined *joined, struct sd_text text)
{
	bool known;
	if (!keep(joined->firsts, text, 1, &known) && text.length <= SD_OPTION_BYTES)
		joined->lost = true;
}

static void add_commas(struct sd_joined *joined, struct sd_text text)
{
	struct sd_text rest = text, part, head = {NULL, 0}, last = {NULL, 0};
	const bool semicolons = has_tight(text, ';');
	bool known;
	while (next_part(&rest, SD_JOIN_COMMAS, semicolons, &part)) {
		if (!part.length)
			continue;
		joined->seen++;
		joined->kept += keep(joined->parts[SD_JOIN_COMMAS], part, 1, &known) && known;
		const bool small = sd_capital(part) < 0;
		if (!head.data && small)
			keep_first(joined, part);
		if (head.data && (!small || sd_capital(head) < 0)) {
			(void)keep(joined->runs, from_to(head, last), 1, &known);
			head = part;
		}
		head = head.data ? head : part;
		last = part;
	}
	if (head.data)
		(void)keep(joined->runs, from_to(head, last), 1, &known);
}

void sd_joined_add(struct sd_joined *joined, struct sd_text text)
{
	const bool comma = memchr(text.data, ',', text.length) != NULL,
		   line = memchr(text.data, '\n', text.length) != NULL,
		   semicolon = memchr(text.data, ';', text.length) != NULL;
	bool known;
	joined->cells++;
	joined->ended += text.data[text.length - 1] == ';';
	joined->commas += comma;
	joined->with[SD_JOIN_LINES] += line;
	joined->with[SD_JOIN_SEMICOLONS] += semicolon && has_tight(text, ';');
	joined->with[SD_JOIN_TIGHT_COMMAS] += comma && has_tight(text, ',');
	if (joined->seen >= TYPED_SEEN && joined->kept * 2 < joined->seen) {
		joined->seen++;
		return;
	}
	if (!comma && !line && !semicolon) {
		joined->seen++;
		joined->kept += keep(joined->parts[SD_JOIN_COMMAS], text, 1, &known) && known;
		(void)keep(joined->plain, text, 1, &known);
		if (sd_capital(text) < 0)
			keep_first(joined, text);
		return;
	}
	add_commas(joined, text);
	for (enum sd_join by = SD_JOIN_TIGHT_COMMAS; by < SD_JOINS; by++) {
		struct sd_text rest = text, part;
		while (next_part(&rest, by, false, &part))
			if (part.length)
				(void)keep(joined->parts[by], part, 1, &known);
	}
}

enum sd_join sd_joined_by(const struct sd_joined *joined)
{
	const uint64_t *with = joined->with;
	if ((joined->ended && joined->ended == joined->cells) ||
	    (with[SD_JOIN_SEMICOLONS] >= 2 && with[SD_JOIN_SEMICOLONS] * 10 >= joined->cells))
		return SD_JOIN_SEMICOLONS;
	if (with[SD_JOIN_LINES] >= 2 && with[SD_JOIN_LINES] * 10 >= joined->cells)
		return SD_JOIN_LINES;
	if (with[SD_JOIN_TIGHT_COMMAS] >= 2 && with[SD_JOIN_TIGHT_COMMAS] * 3 >= joined->commas)
		return SD_JOIN_TIGHT_COMMAS;
	return SD_JOIN_COMMAS;
}

/* The next option of a cell: a piece, and by commas those behind it that are none by themselves. */
static bool next_option(const struct sd_joined *joined, enum sd_join by, bool semicolons, struct sd_text *rest,
			struct sd_text *option)
{
	struct sd_text part, ahead;
	do
		if (!next_part(rest, by, semicolons, option))
			return false;
	while (!option->length);
	/* That a piece never came first says little of a few cells. */
	if (by != SD_JOIN_COMMAS || joined->lost || joined->cells < CELLS_LEAST || sd_capital(*option) < 0)
		return true;
	for (ahead = *rest; next_part(&ahead, by, semicolons, &part); *rest = ahead) {
		if (!part.length)
			continue;
		if (sd_capital(part) >= 0 || sd_count_find(joined->firsts, part))
			break;
		*option = from_to(*option, part);
	}
	return true;
}

struct sd_count *sd_joined_options(const struct sd_joined *joined)
{
	const enum sd_join by = sd_joined_by(joined);
	struct sd_count *options = sd_count_new(1);
	if (by == SD_JOIN_COMMAS && joined->lost) {
		(void)sd_count_add(options, joined->parts[by], NULL);
		return options;
	}
	(void)sd_count_add(options, joined->plain, NULL);
	if (by != SD_JOIN_COMMAS) {
		(void)sd_count_add(options, joined->parts[by], NULL);
		return options;
	}
	struct sd_count_entry *runs = sd_count_sorted(joined->runs);
	for (size_t i = 0; i < sd_count_length(joined->runs); i++) {
		struct sd_text rest = runs[i].key, option;
		while (next_option(joined, by, false, &rest, &option))
			*sd_count_at(options, option) += *runs[i].sums;
	}
	free(runs);
	return options;
}

bool sd_joined_has(const struct sd_joined *joined, struct sd_text cell, struct sd_text option)
{
	const enum sd_join by = sd_joined_by(joined);
	const bool semicolons = by == SD_JOIN_COMMAS && has_tight(cell, ';');
	struct sd_text here;
	while (next_option(joined, by, semicolons, &cell, &here))
		if (sd_text_equal(here, option))
			return true;
	return false;
}
