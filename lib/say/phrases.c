/* SPDX-License-Identifier: MIT */
#include "say/phrases.h"

#include "base/mem.h"
#include "say/lexicon_condition.h"
#include "say/lexicon_lines.h"

enum { PHRASES_MOST = 4 * LEXICON_UNIT, PLACES = 4 };

static const char *const kinds[SD_PHRASE_KINDS] = {
	[SD_PHRASE_AFFIRM] = "affirm",		 [SD_PHRASE_ALSO] = "also",	  [SD_PHRASE_DENY] = "deny",
	[SD_PHRASE_PLAIN] = "plain",		 [SD_PHRASE_WISH] = "wish",
	[SD_PHRASE_CONDITION] = "condition",	 [SD_PHRASE_REQUEST] = "request", [SD_PHRASE_CONCEDE] = "concede",
	[SD_PHRASE_EXPECTATION] = "expectation", [SD_PHRASE_IDIOM] = "idiom",	  [SD_PHRASE_QUESTION] = "question",
	[SD_PHRASE_QUOTATION] = "quotation",
};

struct item {
	enum sd_phrase_kind kind;
	int32_t weight;
};

/* The trie is a lexicon's; the weight it holds of a phrase is that phrase's index into `items`. */
struct sd_phrases {
	struct sd_lexicon *terms;
	struct item *items;
	size_t length, room;
	int32_t factors[SD_PHRASE_KINDS][2]; /* praise, blame */
	struct sd_str calibration;
};

static enum sd_phrase_kind kind_of(struct sd_text name)
{
	for (int i = SD_PHRASE_NONE + 1; i < SD_PHRASE_KINDS; i++)
		if (sd_text_equals(name, kinds[i]))
			return (enum sd_phrase_kind)i;
	return SD_PHRASE_NONE;
}

/* `# kind: PRAISE BLAME`, `# calibration: A B`; any other comment says nothing. */
static int read_factors(struct sd_phrases *phrases, const struct lexicon_file *file, struct sd_text line)
{
	struct sd_text text = sd_text_trim((struct sd_text){line.data + 1, line.length - 1});
	const char *colon = text.length ? memchr(text.data, ':', text.length) : NULL;
	enum sd_phrase_kind kind =
		colon ? kind_of((struct sd_text){text.data, (size_t)(colon - text.data)}) : SD_PHRASE_NONE;
	if (!kind) {
		static const char calibration[] = "calibration:";
		size_t length = sizeof calibration - 1;
		if (text.length > length && !memcmp(text.data, calibration, length))
			sd_str_add_text(&phrases->calibration,
					sd_text_trim((struct sd_text){text.data + length, text.length - length}));
		return 0;
	}
	struct sd_text value = sd_text_trim((struct sd_text){colon + 1, (size_t)(text.data + text.length - colon - 1)});
	const char *blank = value.length ? memchr(value.data, ' ', value.length) : NULL;
	size_t cut = blank ? (size_t)(blank - value.data) : value.length;
	int64_t praise, blame;
	if (!lexicon_weight((struct sd_text){value.data, cut}, PLACES, &praise) ||
	    !lexicon_weight(sd_text_trim((struct sd_text){value.data + cut, value.length - cut}), PLACES, &blame) ||
	    lexicon_scale(praise, LEXICON_BOUND) != praise || lexicon_scale(blame, LEXICON_BOUND) != blame)
		return lexicon_fail(file, line, (size_t)(value.data - line.data), "not two factors:", value,
				    "write one for praise and one for blame, as -0.5 1");
	phrases->factors[kind][0] = (int32_t)praise;
	phrases->factors[kind][1] = (int32_t)blame;
	return 0;
}

static int read_phrase(struct sd_phrases *phrases, const struct lexicon_file *file, struct sd_text line,
		       struct sd_str *terms)
{
	struct sd_text cells[LEXICON_CELLS_MOST], nothing = {NULL, 0};
	size_t count = lexicon_cells(line, '\t', cells);
	enum sd_phrase_kind kind = kind_of(cells[0]);
	struct sd_text condition = nothing;
	if (count > 2 && count <= LEXICON_CELLS_MOST && sd_lexicon_is_condition(cells[count - 1]))
		condition = cells[--count];
	bool weighs = kind == SD_PHRASE_EXPECTATION || kind == SD_PHRASE_IDIOM;
	int64_t weight = 0;
	if (!kind || kind == SD_PHRASE_QUESTION || kind == SD_PHRASE_QUOTATION)
		return lexicon_fail(file, line, 0, "no kind of phrase:", cells[0],
				    "write affirm, also, deny, plain, wish, condition, request, concede, expectation "
				    "or idiom");
	/* A wish may say by itself that something is amiss: "I wish it had". */
	bool told = weighs || (kind == SD_PHRASE_WISH && count == 3);
	if (count != (told ? 3 : 2) || !cells[1].length)
		return lexicon_fail(file, line, line.length,
				    weighs ? "not kind, phrase and weight" : "not kind and phrase", nothing,
				    "put a TAB between each");
	if (told && (!lexicon_weight(cells[2], PLACES, &weight) || lexicon_scale(weight, LEXICON_BOUND) != weight))
		return lexicon_fail(file, line, (size_t)(cells[2].data - line.data), "not a weight:", cells[2],
				    "write a number from -4 to 4");
	if (condition.length && lexicon_read_condition(file, line, condition))
		return -1;
	if (phrases->length >= PHRASES_MOST)
		return lexicon_fail(file, line, 0, "more than 40000 phrases", nothing, "leave some out");
	sd_str_add_text(terms, cells[1]);
	sd_str_addf(terms, "\t%zu.%04zu", phrases->length / LEXICON_UNIT, phrases->length % LEXICON_UNIT);
	if (condition.length) {
		sd_str_addc(terms, '\t');
		sd_str_add_text(terms, condition);
	}
	SD_GROW(phrases->items, phrases->length, phrases->room);
	phrases->items[phrases->length++] = (struct item){kind, (int32_t)weight};
	return 0;
}

struct sd_phrases *sd_phrases_new(const char *name, struct sd_text content, const char *language, struct sd_error *err)
{
	struct sd_phrases *phrases = sd_calloc(1, sizeof *phrases);
	struct lexicon_file file = {.name = name, .content = content, .strict = true, .err = err};
	struct sd_str terms = SD_STR_INIT;
	struct sd_text line;
	int got = 0;
	phrases->terms = sd_lexicon_new();
	for (int i = 0; i < SD_PHRASE_KINDS; i++)
		phrases->factors[i][0] = phrases->factors[i][1] = LEXICON_UNIT;
	/* A line for each of the file's, so that the lexicon's errors name the right one; the language stands on its
	 * first. */
	while (got >= 0 && (got = lexicon_next_line(&file, &line)) > 0) {
		if (line.length && line.data[0] == '#')
			got = read_factors(phrases, &file, line);
		else if (sd_text_trim(line).length)
			got = read_phrase(phrases, &file, line, &terms);
		if (file.line == 1 && !terms.length && language)
			sd_str_addf(&terms, "# language: %s", language);
		sd_str_addc(&terms, '\n');
	}
	if (got >= 0)
		got = sd_lexicon_add(phrases->terms, name, sd_str_text(&terms), err);
	sd_str_release(&terms);
	if (!got)
		return phrases;
	sd_phrases_free(phrases);
	return NULL;
}

void sd_phrases_free(struct sd_phrases *phrases)
{
	if (!phrases)
		return;
	sd_lexicon_free(phrases->terms);
	free(phrases->items);
	sd_str_release(&phrases->calibration);
	free(phrases);
}

bool sd_phrases_have_conditions(const struct sd_phrases *phrases)
{
	return sd_lexicon_has_conditions(phrases->terms);
}

struct sd_lexicon_begin sd_phrases_begin_of(const struct sd_phrases *phrases, struct sd_text word)
{
	return sd_lexicon_begin_of(phrases->terms, word);
}

bool sd_phrases_match(const struct sd_phrases *phrases, struct sd_lexicon_begin begin, const struct sd_text *words,
		      size_t count, const struct sd_lexicon_around *around, struct sd_phrase *phrase)
{
	struct sd_lexicon_match match;
	int32_t index;
	if (!sd_lexicon_match_from(phrases->terms, begin, words, count, around, &match))
		return false;
	struct sd_text text = sd_lexicon_entry(phrases->terms, match.entry, &index);
	bool conditional = sd_lexicon_condition(phrases->terms, match.entry).length > 0;
	*phrase = (struct sd_phrase){phrases->items[index].kind, match.length, phrases->items[index].weight, text,
				     conditional};
	return true;
}

int32_t sd_phrases_factor(const struct sd_phrases *phrases, enum sd_phrase_kind kind, bool praise)
{
	return phrases->factors[kind][!praise];
}

struct sd_text sd_phrases_calibration(const struct sd_phrases *phrases)
{
	return sd_str_text(&phrases->calibration);
}
