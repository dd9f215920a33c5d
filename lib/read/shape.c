/* SPDX-License-Identifier: MIT */
#include "read/shape_state.h"

#include <strings.h>

#include "base/count.h"

void sd_head_records_add(struct sd_head_records *head, const struct sd_source_record *record)
{
	SD_GROW(head->items, head->length, head->room);
	struct sd_head_record *copy = &head->items[head->length++];
	copy->length = record->length;
	copy->cells = sd_arena_alloc(&head->arena, (record->length + 1) * sizeof *copy->cells);
	copy->raw = (struct sd_text){sd_arena_dup(&head->arena, record->raw.data, record->raw.length),
		record->raw.length};
	for (size_t i = 0; i < record->length; i++) {
		copy->cells[i] = record->cells[i];
		copy->cells[i].text.data =
			sd_arena_dup(&head->arena, record->cells[i].text.data, record->cells[i].text.length);
	}
}

void sd_head_records_release(struct sd_head_records *head)
{
	free(head->items);
	sd_arena_release(&head->arena);
	*head = (struct sd_head_records)SD_HEAD_RECORDS_INIT;
}

void sd_shape_release(struct sd_shape *shape)
{
	free(shape->columns);
	sd_str_release(&shape->why);
	sd_arena_release(&shape->arena);
}

struct sd_text sd_head_cell(const struct sd_head_records *head, size_t record, size_t column)
{
	if (record >= head->length || column >= head->items[record].length)
		return (struct sd_text){NULL, 0};
	return sd_text_trim(head->items[record].cells[column].text);
}

size_t sd_head_filled(const struct sd_head_records *head, size_t record)
{
	size_t filled = 0;
	for (size_t c = 0; record < head->length && c < head->items[record].length; c++)
		filled += sd_head_cell(head, record, c).length > 0;
	return filled;
}

size_t sd_head_width(const struct sd_head_records *head, size_t from)
{
	size_t best = 0, most = 0;
	bool *filled = sd_calloc(head->length + 1, sizeof *filled);
	for (size_t r = from; r < head->length; r++)
		filled[r] = sd_head_filled(head, r) > 0;
	for (size_t r = from; r < head->length; r++) {
		size_t width = head->items[r].length, times = 0;
		for (size_t other = from; other < head->length; other++)
			times += filled[other] && head->items[other].length == width;
		if (filled[r] && (times > most || (times == most && width > best))) {
			most = times;
			best = width;
		}
	}
	free(filled);
	return best;
}

bool sd_is_one_of(struct sd_text text, const char *const *names)
{
	for (; *names; names++)
		if (strlen(*names) == text.length && !strncasecmp(*names, text.data, text.length))
			return true;
	return false;
}

static bool begins(struct sd_text text, size_t at, const char *with)
{
	size_t length = strlen(with);
	return text.length - at >= length && !strncasecmp(text.data + at, with, length);
}

/* A tag within a word or around some: no blank stands for it. */
static bool is_inline(struct sd_text tag)
{
	static const char *const names[] = {
		"b", "i", "u", "s", "a", "em", "strong", "span", "font", "sub", "sup", "small", "mark", "big", NULL};
	size_t start = tag.length && *tag.data == '/', length = start;
	while (length < tag.length && tag.data[length] != ' ' && tag.data[length] != '/')
		length++;
	return length > start && sd_is_one_of((struct sd_text){tag.data + start, length - start}, names);
}

struct sd_text sd_label_clean(struct sd_arena *arena, struct sd_text text)
{
	static const struct {
		const char *entity, *means;
	} entities[] = {{"&nbsp;", " "}, {"\xc2\xa0", " "}, {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;",
		"\""}, {"&#39;", "'"}};
	struct sd_str clean = SD_STR_INIT;
	for (size_t i = 0; i < text.length;) {
		const char *end = text.data[i] == '<' ? memchr(text.data + i, '>', text.length - i) : NULL;
		char next = i + 1 < text.length ? text.data[i + 1] : ' ';
		if (end && is_inline((struct sd_text){text.data + i + 1, (size_t)(end - text.data) - i - 1})) {
			i = (size_t)(end - text.data) + 1;
			continue;
		}
		if (end && (next == '/' || next == '!' || (next >= 'a' && next <= 'z') || (next >= 'A' &&
			next <= 'Z'))) {
			sd_str_addc(&clean, ' ');
			i = (size_t)(end - text.data) + 1;
			continue;
		}
		size_t e = 0;
		while (e < sizeof entities / sizeof *entities && !begins(text, i, entities[e].entity))
			e++;
		if (e < sizeof entities / sizeof *entities) {
			sd_str_adds(&clean, entities[e].means);
			i += strlen(entities[e].entity);
			continue;
		}
		char byte = text.data[i++];
		sd_str_addc(&clean, byte == '\n' || byte == '\r' || byte == '\t' || !byte ? ' ' : byte);
	}
	size_t to = 0;
	for (size_t i = 0; i < clean.length; i++)
		if (clean.data[i] != ' ' || (to && clean.data[to - 1] != ' '))
			clean.data[to++] = clean.data[i];
	if (to && clean.data[to - 1] == ' ')
		to--;
	struct sd_text result = {sd_arena_dup(arena, clean.data, to), to};
	sd_str_release(&clean);
	return result;
}

struct sd_text sd_label_join(struct sd_arena *arena, struct sd_text question, struct sd_text option)
{
	struct sd_str joined = SD_STR_INIT;
	sd_str_add_text(&joined, question);
	if (question.length && option.length)
		sd_str_adds(&joined, " - ");
	sd_str_add_text(&joined, option);
	struct sd_text result = {sd_arena_dup(arena, joined.data, joined.length), joined.length};
	sd_str_release(&joined);
	return result;
}

struct sd_shape_column *sd_shape_add(struct sd_shape *shape, struct sd_text name, struct sd_text label)
{
	SD_GROW(shape->columns, shape->length, shape->room);
	struct sd_shape_column *column = &shape->columns[shape->length++];
	*column = (struct sd_shape_column){.name = sd_label_clean(&shape->arena, name),
					   .label = sd_label_clean(&shape->arena, label)};
	return column;
}

/* At most `most` bytes, between two words where there is a blank late enough, never within a character. */
static struct sd_text shorten(struct sd_text text, size_t most)
{
	if (text.length <= most)
		return text;
	size_t cut = most;
	while (cut && ((unsigned char)text.data[cut] & 0xc0) == 0x80)
		cut--;
	for (size_t blank = cut; blank > most / 2; blank--)
		if (text.data[blank] == ' ') {
			cut = blank;
			break;
		}
	return sd_text_trim((struct sd_text){text.data, cut});
}

static void add_parts(struct sd_str *name, struct sd_text question, struct sd_text option)
{
	enum { PART = 36, OPTION = 40 };
	sd_str_add_text(name, shorten(question, PART));
	sd_str_adds(name, " - ");
	sd_str_add_text(name, shorten(option, OPTION));
}

/* "question - tail", by the last such mark. */
static bool tail_of(struct sd_text name, struct sd_text *question, struct sd_text *tail)
{
	for (size_t at = name.length; at > 4; at--)
		if (!memcmp(name.data + at - 3, " - ", 3)) {
			*question = (struct sd_text){name.data, at - 3};
			*tail = (struct sd_text){name.data + at, name.length - at};
			return tail->length > 0;
		}
	return false;
}

/* Which columns have a name too long, or belong to a group side by side of which one has: all are cut alike. */
static bool *find_long(const struct sd_shape *shape, size_t most)
{
	bool *too_long = sd_calloc(shape->length + 1, sizeof *too_long);
	for (size_t from = 0, to; from < shape->length; from = to) {
		bool any = shape->columns[from].name.length > most;
		for (to = from + 1; to < shape->length && shape->columns[from].group.length &&
				    sd_text_equal(shape->columns[to].group, shape->columns[from].group); to++)
			any = any || shape->columns[to].name.length > most;
		for (size_t i = from; i < to; i++)
			too_long[i] = any;
	}
	return too_long;
}

/* Names that are short and that no two columns share. */
static void settle_names(struct sd_shape *shape, bool long_names)
{
	enum { NAME = 60 };
	struct sd_text question, tail;
	struct sd_count *taken = sd_count_new(1); /* the last number behind each name, 1 without */
	struct sd_str name = SD_STR_INIT;
	bool *too_long = find_long(shape, NAME);
	for (size_t i = 0; i < shape->length; i++) {
		struct sd_shape_column *column = &shape->columns[i];
		sd_str_clear(&name);
		if (!too_long[i] || long_names) {
			sd_str_add_text(&name, column->name);
		} else if (column->option.length && column->group.length) {
			add_parts(&name, column->group, column->option);
		} else if (tail_of(column->name, &question, &tail)) {
			add_parts(&name, question, tail);
		} else {
			sd_str_add_text(&name, shorten(column->name, NAME));
		}
		if (!name.length)
			sd_str_addf(&name, "column_%zu", i + 1);
		const size_t length = name.length;
		int64_t last = *sd_count_at(taken, sd_str_text(&name));
		while (*sd_count_at(taken, sd_str_text(&name))) {
			name.length = length;
			sd_str_addf(&name, "_%lld", (long long)++last);
		}
		*sd_count_at(taken, sd_str_text(&name)) = 1;
		*sd_count_at(taken, (struct sd_text){name.data, length}) = last ? last : 1;
		column->name = (struct sd_text){sd_arena_dup(&shape->arena, name.data, name.length), name.length};
	}
	sd_str_release(&name);
	free(too_long);
	sd_count_free(taken);
}

void sd_shape_widen(struct sd_shape *shape, size_t length)
{
	struct sd_str name = SD_STR_INIT;
	for (size_t n = 1; shape->length < length; n++) {
		sd_str_clear(&name);
		sd_str_addf(&name, "extra_%zu", n);
		sd_shape_add(shape, sd_str_text(&name), (struct sd_text){NULL, 0});
	}
	sd_str_release(&name);
	settle_names(shape, true);
}

const char *const sd_shape_names[] = {"qualtrics",   "qualtrics-legacy", "surveymonkey", "limesurvey", "google-forms",
	"alchemer", "typeform", "kobo",
				      "surveycto",   "microsoft-forms",	 "table",	 NULL};

static void declared(const struct sd_source *source, struct sd_shape *shape)
{
	for (size_t i = 0; i < source->columns_length; i++) {
		const struct sd_source_column *said = &source->columns[i];
		struct sd_shape_column *column = sd_shape_add(shape, said->name, said->label);
		column->kind = said->kind;
		column->group = said->group;
		column->options = said->options;
		column->options_length = said->options_length;
		if (said->group.length)
			column->option = column->label.length ? column->label : column->name;
	}
	shape->name = source->kind->name;
	sd_str_addf(&shape->why, "%s, which names its columns itself", source->kind->what);
}

/* The first record that a survey tool's header begins with. */
static bool by_vendor(const struct sd_head_records *head, const struct sd_shape_options *options,
	struct sd_shape *shape)
{
	enum { LOOK = 10 };
	size_t from = options->skip >= 0 ? (size_t)options->skip : 0, to = options->skip >= 0 ? from + 1 : LOOK;
	for (size_t r = from; r < to && r < head->length; r++)
		for (size_t v = 0; v < sd_vendors_length; v++) {
			const struct sd_vendor *vendor = &sd_vendors[v];
			if (options->kind && strcmp(options->kind, vendor->name) != 0)
				continue;
			struct sd_str why = SD_STR_INIT;
			size_t headers = vendor->recognise(head, r, &why);
			if (headers) {
				shape->name = vendor->name;
				shape->before = r;
				shape->headers = headers;
				sd_str_addf(&shape->why, "%s: %s", vendor->title, why.data ? why.data : "as told");
				vendor->columns(head, r, headers, shape);
			}
			sd_str_release(&why);
			if (headers)
				return true;
		}
	return false;
}

int sd_shape_find(const struct sd_head_records *head, const struct sd_source *source,
		  const struct sd_shape_options *options, struct sd_shape *shape, struct sd_error *err)
{
	bool table = options->kind && !strcmp(options->kind, "table");
	if (source->columns) {
		declared(source, shape);
	} else if (table || options->header_rows >= 0 || !by_vendor(head, options, shape)) {
		if (options->kind && !table && options->header_rows < 0)
			return sd_fail(err,
				       "the file's first records are no header as %s writes it; without --kind it is "
				       "found out",
				       options->kind);
		size_t filled = 0;
		for (size_t r = 0; r < head->length; r++)
			filled += sd_head_filled(head, r) > 0;
		if (!filled)
			return sd_fail(err, "there is nothing in it");
		sd_shape_table(head, options, shape);
	}
	settle_names(shape, options->long_names);
	return 0;
}
