/* SPDX-License-Identifier: MIT */
#include "say/claim_tables.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "say/lexicon_lines.h"
#include "say/normal.h"

enum { FIRST_SLOTS = 1024, LINES_MOST = 1 << 16 };

static size_t slot_of(const struct sd_claim_tables *tables, struct sd_text word)
{
	size_t i = (size_t)sd_hash_table(word.data, word.length) & (tables->slots_length - 1);
	while (tables->slots[i] && !sd_text_equal(tables->words[tables->slots[i]], word))
		i = (i + 1) & (tables->slots_length - 1);
	return i;
}

uint32_t claim_word_find(const struct sd_claim_tables *tables, struct sd_text normal)
{
	return tables->slots[slot_of(tables, normal)];
}

uint32_t claim_word_add(struct sd_claim_tables *tables, struct sd_text normal)
{
	uint32_t found = claim_word_find(tables, normal);
	if (found)
		return found;
	if (tables->words_length * 2 >= tables->slots_length) {
		free(tables->slots);
		tables->slots_length *= 2;
		tables->slots = sd_calloc(tables->slots_length, sizeof *tables->slots);
		for (size_t i = 1; i < tables->words_length; i++)
			tables->slots[slot_of(tables, tables->words[i])] = (uint32_t)i;
	}
	SD_GROW(tables->words, tables->words_length, tables->words_room);
	tables->words[tables->words_length] = sd_text_keep(&tables->arena, normal);
	tables->slots[slot_of(tables, normal)] = (uint32_t)tables->words_length;
	return (uint32_t)tables->words_length++;
}

size_t claim_class_find(struct sd_claim_tables *tables, struct sd_text name, bool add)
{
	for (size_t i = 0; i < tables->classes_length; i++)
		if (sd_text_equal(tables->classes[i], name))
			return i;
	if (!add || tables->classes_length == CLAIM_CLASSES_MOST)
		return CLAIM_CLASSES_MOST;
	tables->classes[tables->classes_length] = sd_text_keep(&tables->arena, name);
	return tables->classes_length++;
}

/* --- values ------------------------------------------------------------------------------------------------------- */

/* 4, 365.25, 365.25/7. */
static bool read_number(struct sd_text text, double *value)
{
	double parts[2] = {0, 0};
	size_t part = 0;
	bool digits = false;
	double place = 0;
	for (size_t i = 0; i < text.length; i++) {
		char c = text.data[i];
		if (c >= '0' && c <= '9') {
			digits = true;
			parts[part] = place > 0 ? parts[part] + (c - '0') / place : parts[part] * 10 + (c - '0');
			place *= 10;
		} else if (c == '.' && place == 0) {
			place = 10;
		} else if (c == '/' && part == 0 && digits) {
			part = 1, place = 0, digits = false;
		} else {
			return false;
		}
	}
	if (!digits || (part && parts[1] <= 0))
		return false;
	*value = part ? parts[0] / parts[1] : parts[0];
	return true;
}

/* X; LOW..HIGH; X:LOW..HIGH. */
static bool read_range(struct sd_text text, struct claim_entry *entry)
{
	const char *colon = text.length ? memchr(text.data, ':', text.length) : NULL;
	struct sd_text rest = text;
	if (colon) {
		rest = (struct sd_text){colon + 1, (size_t)(text.data + text.length - colon - 1)};
		if (!read_number((struct sd_text){text.data, (size_t)(colon - text.data)}, &entry->value))
			return false;
	}
	for (size_t i = 0; i + 1 < rest.length; i++)
		if (rest.data[i] == '.' && rest.data[i + 1] == '.')
			return read_number((struct sd_text){rest.data, i}, &entry->low) &&
			       read_number((struct sd_text){rest.data + i + 2, rest.length - i - 2}, &entry->high);
	if (colon || !read_number(rest, &entry->value))
		return false;
	entry->low = entry->high = entry->value;
	return true;
}

static const struct {
	const char *name;
	unsigned feature;
} features[] = {{"certain", CLAIM_IS_CERTAIN},	 {"probable", CLAIM_IS_PROBABLE}, {"possible", CLAIM_IS_POSSIBLE},
		{"would", CLAIM_IS_WOULD},	 {"not", CLAIM_IS_NOT},		  {"unable", CLAIM_IS_UNABLE},
		{"past", CLAIM_IS_PAST},	 {"former", CLAIM_IS_FORMER},	  {"wish", CLAIM_IS_WISH},
		{"perfect", CLAIM_IS_PERFECT}, {"able", CLAIM_IS_ABLE}};
static const struct {
	const char *name;
	unsigned flag;
} flags[] = {{"future", CLAIM_FLAG_FUTURE},	{"loose", CLAIM_FLAG_LOOSE}, {"fixed", CLAIM_FLAG_FIXED},
	     {"past", CLAIM_FLAG_PAST},		{"question", CLAIM_FLAG_QUESTION}, {"self", CLAIM_FLAG_SELF},
	     {"stated", CLAIM_FLAG_STATED},	{"not", CLAIM_FLAG_NOT},     {"open", CLAIM_FLAG_OPEN},
	     {"whole", CLAIM_FLAG_WHOLE},	{"denies", CLAIM_FLAG_DENIES}};

/* The next part of a list parted by `mark`, trimmed; false behind the last. */
static bool next_part(struct sd_text *rest, char mark, struct sd_text *part)
{
	if (!rest->data)
		return false;
	const char *end = rest->length ? memchr(rest->data, mark, rest->length) : NULL;
	size_t length = end ? (size_t)(end - rest->data) : rest->length;
	*part = sd_text_trim((struct sd_text){rest->data, length});
	*rest = end ? (struct sd_text){end + 1, rest->length - length - 1} : (struct sd_text){NULL, 0};
	return true;
}

static bool read_features(struct sd_text text, uint16_t *into)
{
	struct sd_text part;
	while (next_part(&text, ',', &part)) {
		size_t i = 0, count = sizeof features / sizeof *features;
		while (i < count && !sd_text_equals(part, features[i].name))
			i++;
		if (i == count)
			return !part.length || sd_text_equals(part, "-");
		*into = (uint16_t)(*into | features[i].feature);
	}
	return true;
}

static bool read_flags(struct sd_text text, uint16_t *into)
{
	struct sd_text part;
	while (next_part(&text, ',', &part)) {
		size_t i = 0, count = sizeof flags / sizeof *flags;
		while (i < count && !sd_text_equals(part, flags[i].name))
			i++;
		if (i == count)
			return !part.length || sd_text_equals(part, "-");
		*into = (uint16_t)(*into | flags[i].flag);
	}
	return true;
}

static bool has_number(unsigned class)
{
	return class == CLAIM_NUMBER || class == CLAIM_TIMES || class == CLAIM_UNIT;
}

/* --- lines -------------------------------------------------------------------------------------------------------- */

/* The words of a phrase, in normal form; hyphens part them as they part an answer's. Their number, or 0 where there are
 * none or too many. */
static size_t phrase_words(struct sd_claim_tables *tables, struct sd_text phrase, uint32_t words[CLAIM_PHRASE_MOST])
{
	struct sd_str normal = SD_STR_INIT;
	struct sd_text rest = phrase, part;
	size_t length = 0;
	bool fits = true;
	while (fits && next_part(&rest, ' ', &part)) {
		sd_str_clear(&normal);
		sd_normal_add(&normal, part);
		for (size_t at = 0, end; fits && at < normal.length; at = end + 1) {
			end = at;
			while (end < normal.length && normal.data[end] != '-')
				end++;
			if (end == at)
				continue;
			fits = length < CLAIM_PHRASE_MOST;
			if (fits)
				words[length++] = claim_word_add(tables, (struct sd_text){normal.data + at, end - at});
		}
	}
	sd_str_release(&normal);
	return fits ? length : 0;
}

static bool add_entry(struct sd_claim_tables *tables, struct claim_entry entry, struct sd_text phrase)
{
	uint32_t words[CLAIM_PHRASE_MOST];
	size_t length = phrase_words(tables, phrase, words);
	if (!length)
		return false;
	uint32_t *kept = sd_arena_alloc(&tables->arena, length * sizeof *kept);
	memcpy(kept, words, length * sizeof *kept);
	entry.words = kept;
	entry.length = (uint8_t)length;
	SD_GROW(tables->entries, tables->entries_length, tables->entries_room);
	tables->entries[tables->entries_length++] = entry;
	return true;
}

static struct sd_text keep(struct sd_claim_tables *tables, struct sd_text text)
{
	return sd_text_keep(&tables->arena, text);
}

/* class⇥value⇥phrase|phrase|… */
static int read_words_line(struct sd_claim_tables *tables, const struct lexicon_file *file, struct sd_text line)
{
	struct sd_text cells[LEXICON_CELLS_MOST], nothing = {NULL, 0}, part;
	if (lexicon_cells(line, '\t', cells) != 3 || !cells[0].length || !cells[2].length)
		return lexicon_fail(file, line, line.length, "not class, value and phrases", nothing,
				    "put a TAB between each, and - where there is no value");
	size_t class = claim_class_find(tables, cells[0], true);
	if (class == CLAIM_CLASSES_MOST)
		return lexicon_fail(file, line, 0, "more than 128 classes:", cells[0], "join some");
	struct claim_entry entry = {.class = (uint8_t)class, .value = NAN, .low = NAN, .high = NAN};
	bool chained = class == CLAIM_CHAIN || class == CLAIM_SELF || class == CLAIM_PAST;
	size_t at = (size_t)(cells[1].data - line.data);
	/* Any class may have numbers: what is no number of things multiplies as a unit. */
	struct claim_entry numbers = entry;
	if (!chained && read_range(cells[1], &numbers))
		entry = numbers;
	else if (has_number((unsigned)class))
		return lexicon_fail(file, line, at, "not a number:", cells[1], "write 2, 365.25/7, 1..4 or 3:2..4");
	if (chained && !read_features(cells[1], &entry.features))
		return lexicon_fail(file, line, at, "no such meaning:", cells[1],
				    "write certain, probable, possible, would, not, unable, past, former, wish, "
				    "perfect, able or -, joined by commas");
	if (!sd_text_equals(cells[1], "-"))
		entry.text = keep(tables, cells[1]);
	while (next_part(&cells[2], '|', &part))
		if (!add_entry(tables, entry, part))
			return lexicon_fail(file, line, part.data ? (size_t)(part.data - line.data) : 0,
					    "not a phrase of 1 to 12 words:", part, "part phrases by one |");
	return 0;
}

static const char *const kind_names[] = {"frequency", "intent", "amount", "category", "switch",
					 "recommend", "event",	"none",	  "ahead",    "back"};

/* kind⇥value⇥flags⇥pattern */
static int read_pattern_line(struct sd_claim_tables *tables, const struct lexicon_file *file, struct sd_text line)
{
	struct sd_text cells[LEXICON_CELLS_MOST], nothing = {NULL, 0};
	struct claim_pattern pattern = {0};
	size_t kind = 0, at = 0;
	if (lexicon_cells(line, '\t', cells) != 4 || !cells[3].length)
		return lexicon_fail(file, line, line.length, "not kind, value, flags and pattern", nothing,
				    "put a TAB between each, and - where there is no value or flag");
	while (kind < sizeof kind_names / sizeof *kind_names && !sd_text_equals(cells[0], kind_names[kind]))
		kind++;
	if (kind == sizeof kind_names / sizeof *kind_names)
		return lexicon_fail(file, line, 0, "no kind of pattern:", cells[0],
				    "write frequency, intent, amount, category, switch, recommend, event, ahead, back "
				    "or none");
	pattern.kind = (uint8_t)kind;
	if (!read_flags(cells[2], &pattern.flags))
		return lexicon_fail(file, line, (size_t)(cells[2].data - line.data), "no such flag:", cells[2],
				    "write future, loose, fixed, past, question, self, stated, not, open, whole or -, "
				    "joined by commas");
	if (!sd_text_equals(cells[1], "-"))
		pattern.value = keep(tables, cells[1]);
	const char *problem = claim_pattern_read(tables, cells[3], &pattern, &at);
	if (problem) {
		struct sd_text rest = {cells[3].data + at, cells[3].length - at};
		return lexicon_fail(file, line, (size_t)(rest.data - line.data), problem, rest,
				    "write words, <class>, a|b, word?, ..3, !<class>, &<class>, ^ or $");
	}
	SD_GROW(tables->patterns, tables->patterns_length, tables->patterns_room);
	tables->patterns[tables->patterns_length++] = pattern;
	return 0;
}

static int read_lines(struct sd_claim_tables *tables, const char *name, struct sd_text content,
		      int (*each)(struct sd_claim_tables *, const struct lexicon_file *, struct sd_text),
		      struct sd_error *err)
{
	struct lexicon_file file = {.name = name, .content = content, .strict = true, .err = err};
	struct sd_text line;
	int got = 0;
	while (!got && (got = lexicon_next_line(&file, &line)) > 0) {
		got = 0;
		if (sd_text_trim(line).length && line.data[0] != '#')
			got = each(tables, &file, line);
		if (!got && file.line > LINES_MOST)
			got = lexicon_fail(&file, line, 0, "more than 65536 lines", (struct sd_text){NULL, 0},
					   "leave some out");
	}
	sd_str_release(&file.repaired);
	return got;
}

struct sd_claim_tables *sd_claim_tables_new(const char *words_name, struct sd_text words, const char *patterns_name,
					    struct sd_text patterns, struct sd_error *err)
{
	static const char *const known[] = {
#define X(id, name) name,
		CLAIM_CLASS_LIST(X)
#undef X
	};
	struct sd_claim_tables *tables = sd_calloc(1, sizeof *tables);
	tables->slots_length = FIRST_SLOTS;
	tables->slots = sd_calloc(tables->slots_length, sizeof *tables->slots);
	SD_GROW(tables->words, tables->words_length, tables->words_room);
	tables->words[tables->words_length++] = (struct sd_text){"", 0};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		claim_class_find(tables, sd_text_of(known[i]), true);
	if (read_lines(tables, words_name, words, read_words_line, err) ||
	    read_lines(tables, patterns_name, patterns, read_pattern_line, err)) {
		sd_claim_tables_free(tables);
		return NULL;
	}
	claim_tables_index(tables);
	return tables;
}

static void free_lists(struct claim_list *lists, size_t length)
{
	for (size_t i = 0; lists && i < length; i++)
		free(lists[i].items);
}

static void free_index(struct sd_claim_tables *tables)
{
	free_lists(tables->entries_of, tables->entries_of_length);
	free_lists(tables->patterns_of_word, tables->entries_of_length);
	free_lists(tables->patterns_of_class, CLAIM_WORD);
	memset(tables->patterns_of_class, 0, sizeof tables->patterns_of_class);
	free(tables->entries_of);
	free(tables->patterns_of_word);
	tables->entries_of = tables->patterns_of_word = NULL;
}

void sd_claim_tables_free(struct sd_claim_tables *tables)
{
	if (!tables)
		return;
	free_index(tables);
	sd_arena_release(&tables->arena);
	free(tables->words);
	free(tables->slots);
	free(tables->entries);
	free(tables->patterns);
	free(tables->elements);
	free(tables->atoms);
	free(tables);
}

static int read_competitor_line(struct sd_claim_tables *tables, const struct lexicon_file *file, struct sd_text line)
{
	struct sd_text cells[LEXICON_CELLS_MOST];
	size_t count = lexicon_cells(line, '\t', cells);
	struct claim_entry entry = {.class = CLAIM_COMPETITOR, .value = NAN, .low = NAN, .high = NAN};
	entry.text = keep(tables, sd_text_trim(cells[0]));
	for (size_t i = 0; i < count && i < LEXICON_CELLS_MOST; i++)
		if (!add_entry(tables, entry, sd_text_trim(cells[i])))
			return lexicon_fail(file, line, 0, "not a name of 1 to 12 words:", cells[i],
					    "one competitor a line, ways to write it with TABs between");
	return 0;
}

int sd_claim_tables_add_competitors(struct sd_claim_tables *tables, const char *name, struct sd_text content,
				    struct sd_error *err)
{
	if (read_lines(tables, name, content, read_competitor_line, err))
		return -1;
	free_index(tables);
	claim_tables_index(tables);
	return 0;
}

static void list_add(struct claim_list *list, uint32_t item)
{
	if (list->length && list->items[list->length - 1] == item)
		return;
	SD_GROW(list->items, list->length, list->room);
	list->items[list->length++] = item;
}

void claim_tables_index(struct sd_claim_tables *tables)
{
	tables->entries_of_length = tables->words_length;
	tables->entries_of = sd_calloc(tables->words_length, sizeof *tables->entries_of);
	tables->patterns_of_word = sd_calloc(tables->words_length, sizeof *tables->patterns_of_word);
	for (size_t i = 0; i < tables->entries_length; i++)
		list_add(&tables->entries_of[tables->entries[i].words[0]], (uint32_t)i);
	for (size_t p = 0; p < tables->patterns_length; p++) {
		const struct claim_pattern *pattern = &tables->patterns[p];
		for (size_t e = pattern->first; e < pattern->first + pattern->elements; e++) {
			const struct claim_element *element = &tables->elements[e];
			bool nothing = element->optional || element->not_here || element->here;
			for (size_t a = element->first; a < element->first + element->atoms; a++) {
				const struct claim_atom *atom = &tables->atoms[a];
				if (atom->type == CLAIM_START)
					nothing = true;
				else if (atom->type == CLAIM_WORD && !element->not_here && !element->here)
					list_add(&tables->patterns_of_word[atom->word], (uint32_t)p);
				else if (atom->type != CLAIM_WORD && !element->not_here && !element->here)
					list_add(&tables->patterns_of_class[atom->type], (uint32_t)p);
			}
			if (!nothing)
				break;
		}
	}
}
