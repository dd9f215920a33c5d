/* SPDX-License-Identifier: MIT */
#include "say/vader_tables.h"

#include "base/mem.h"
#include "say/lexicon_lines.h"

enum { FIRST_SLOTS = 1024, PLACES = 12 };

struct sd_vader_tables {
	struct vader_entry *slots; /* open addressing, a power of two; text.data is NULL where empty */
	size_t slot_count, count;
	bool has_lexicon, has_rules, has_emoji;
	struct sd_arena arena;
};

/* FNV-1a; its order never reaches an output. */
static size_t hash(struct sd_text text)
{
	uint64_t h = 14695981039346656037u;
	for (size_t i = 0; i < text.length; i++)
		h = (h ^ (unsigned char)text.data[i]) * 1099511628211u;
	return (size_t)(h ^ h >> 32);
}

static struct vader_entry *slot_of(const struct sd_vader_tables *tables, struct sd_text text)
{
	size_t i = hash(text) & (tables->slot_count - 1);
	while (tables->slots[i].text.data && !sd_text_equal(tables->slots[i].text, text))
		i = (i + 1) & (tables->slot_count - 1);
	return &tables->slots[i];
}

static void grow(struct sd_vader_tables *tables)
{
	struct vader_entry *old = tables->slots;
	size_t old_count = tables->slot_count;
	tables->slot_count = old_count ? old_count * 2 : FIRST_SLOTS;
	tables->slots = sd_calloc(tables->slot_count, sizeof *tables->slots);
	for (size_t i = 0; i < old_count; i++)
		if (old[i].text.data)
			*slot_of(tables, old[i].text) = old[i];
	free(old);
}

static struct vader_entry *entry_for(struct sd_vader_tables *tables, struct sd_text text)
{
	if (tables->count * 2 >= tables->slot_count)
		grow(tables);
	struct vader_entry *entry = slot_of(tables, text);
	if (!entry->text.data) {
		entry->text = sd_text_keep(&tables->arena, text);
		tables->count++;
	}
	return entry;
}

const struct vader_entry *vader_find(const struct sd_vader_tables *tables, struct sd_text text)
{
	const struct vader_entry *entry = slot_of(tables, text);
	return entry->text.data ? entry : NULL;
}

bool vader_has_emoji(const struct sd_vader_tables *tables)
{
	return tables->has_emoji;
}

struct sd_vader_tables *sd_vader_tables_new(void)
{
	struct sd_vader_tables *tables = sd_calloc(1, sizeof *tables);
	grow(tables);
	return tables;
}

void sd_vader_tables_free(struct sd_vader_tables *tables)
{
	if (!tables)
		return;
	free(tables->slots);
	sd_arena_release(&tables->arena);
	free(tables);
}

bool sd_vader_tables_whole(const struct sd_vader_tables *tables)
{
	return tables->has_lexicon && tables->has_rules;
}

static int add_rule(struct sd_vader_tables *tables, const struct lexicon_file *file, struct sd_text line)
{
	struct sd_text cells[LEXICON_CELLS_MOST];
	int64_t value = 0;
	size_t count = lexicon_cells(line, '\t', cells);
	if (count < 2 || !cells[1].length)
		return lexicon_fail(file, line, 0, "no kind and term", (struct sd_text){NULL, 0},
				    "write kind, TAB, term, TAB, value");
	bool negator = sd_text_equals(cells[0], "negator"), booster = sd_text_equals(cells[0], "booster");
	bool special = sd_text_equals(cells[0], "special_cases");
	if (!negator && !booster && !special && !sd_text_equals(cells[0], "sentiment_laden_idioms"))
		return lexicon_fail(file, line, 0, "no kind of rule:", cells[0],
				    "write negator, booster, special_cases or sentiment_laden_idioms");
	if (!negator && (count < 3 || !lexicon_weight(cells[2], PLACES, &value)))
		return lexicon_fail(file, line, line.length, "no value behind the term:", cells[1],
				    "write a number with a point");
	if (!negator && !booster && !special)
		return 0;
	struct vader_entry *entry = entry_for(tables, cells[1]);
	entry->negates = entry->negates || negator;
	if (booster) {
		entry->boosts = true;
		entry->booster = (double)value / LEXICON_UNIT;
	}
	if (special) {
		entry->is_special = true;
		entry->special = (double)value / LEXICON_UNIT;
	}
	tables->has_rules = true;
	return 0;
}

static int add_emoji(struct sd_vader_tables *tables, const struct lexicon_file *file, struct sd_text line)
{
	struct sd_text cells[LEXICON_CELLS_MOST];
	if (lexicon_cells(line, '\t', cells) < 2 || !cells[0].length)
		return lexicon_fail(file, line, 0, "no emoji and description", (struct sd_text){NULL, 0},
				    "write emoji, TAB, description");
	struct vader_entry *entry = entry_for(tables, cells[0]);
	entry->description = sd_text_keep(&tables->arena, cells[1]);
	tables->has_emoji = true;
	return 0;
}

struct filling {
	struct sd_vader_tables *tables;
	bool as_written;
	struct sd_str term;
};

static int add_weight(void *context, const struct sd_lexicon_line *line, struct sd_error *err)
{
	struct filling *filling = context;
	struct sd_text term = line->term;
	(void)err;
	if (!filling->as_written) {
		sd_str_clear(&filling->term);
		for (size_t i = 0; i < term.length; i++)
			sd_str_addc(&filling->term, term.data[i] >= 'A' && term.data[i] <= 'Z'
							    ? (char)(term.data[i] + 32)
							    : term.data[i]);
		term = sd_str_text(&filling->term);
	}
	struct vader_entry *entry = entry_for(filling->tables, term);
	entry->weighs = true;
	entry->valence = (double)line->weight / LEXICON_UNIT;
	filling->tables->has_lexicon = true;
	return 0;
}

int sd_vader_tables_add(struct sd_vader_tables *tables, const char *name, struct sd_text content,
			const struct sd_lexicon_told *told, struct sd_error *err)
{
	static const char head[] = "kind\tterm\tvalue";
	enum sd_lexicon_format format = sd_lexicon_recognise(content);
	bool rules = content.length >= sizeof head - 1 && !memcmp(content.data, head, sizeof head - 1);
	if (!rules && format != SD_LEXICON_EMOJI) {
		struct filling filling = {.tables = tables, .as_written = format == SD_LEXICON_VADER};
		const struct sd_lexicon_sink sink = {add_weight, NULL, &filling};
		int failed = sd_lexicon_read(name, content, told, &sink, err);
		sd_str_release(&filling.term);
		return failed;
	}
	struct lexicon_file file = {.name = name, .content = content, .strict = true, .err = err};
	struct sd_text line;
	int got;
	while ((got = lexicon_next_line(&file, &line)) > 0) {
		if (!sd_text_trim(line).length || (rules && file.line == 1))
			continue;
		if (rules ? add_rule(tables, &file, line) : add_emoji(tables, &file, line))
			return -1;
	}
	return got;
}
