/* SPDX-License-Identifier: MIT */
#include "say/codebook.h"

#include "base/utf8.h"
#include "say/codebook_state.h"
#include "say/language.h"
#include "say/lexicon_lines.h"
#include "say/nonanswer.h"

int codebook_fail(struct codebook_parser *p, size_t at, const char *format, ...)
{
	struct sd_str message = SD_STR_INIT;
	va_list arguments;
	va_start(arguments, format);
	sd_str_vaddf(&message, format, arguments);
	va_end(arguments);
	size_t column = 1;
	for (size_t i = 0; i < at && i < p->line.length; i++)
		column += ((unsigned char)p->line.data[i] & 0xc0) != 0x80;
	sd_fail(p->err, "%s: line %llu, column %zu: %s", p->file, (unsigned long long)p->number, column, message.data);
	sd_str_release(&message);
	return -1;
}

static struct sd_text keep(struct sd_codebook *book, struct sd_text text)
{
	return sd_text_keep(&book->arena, text);
}

/* The text as a message may show it; belongs to the book. */
static const char *shown(struct codebook_parser *p, struct sd_text text)
{
	struct sd_str str = SD_STR_INIT;
	sd_str_adds(&str, "");
	sd_str_add_printable(&str, text, 60);
	const char *kept = sd_arena_dup(&p->book->arena, str.data ? str.data : "", str.length);
	sd_str_release(&str);
	return kept;
}

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

int codebook_add_code(struct codebook_parser *p, size_t indent, struct sd_text name, size_t at)
{
	if (name.length == 0)
		return codebook_fail(p, at, "a code needs a name");
	const char *semicolon = memchr(name.data, ';', name.length);
	if (semicolon)
		return codebook_fail(p, at + (size_t)(semicolon - name.data), "a code's name holds no ';'");
	if (sd_nonanswer_is_name(name))
		return codebook_fail(p, at, "'%s' is the name of a built-in code", shown(p, name));
	int64_t *known = sd_count_at(p->names, name);
	if (*known)
		return codebook_fail(p, at, "the code '%s' is there already, on line %llu", shown(p, name),
			       (unsigned long long)p->book->entries[*known - 1].code.line);
	*known = (int64_t)p->book->length + 1;
	SD_GROW(p->book->entries, p->book->length, p->book->room);
	uint32_t index = (uint32_t)p->book->length++;
	struct entry *entry = &p->book->entries[index];
	*entry = (struct entry){.examples = NULL};
	entry->code.name = keep(p->book, name);
	entry->code.parent = p->depth ? p->levels[p->depth - 1].code : SD_NO_CODE;
	entry->code.depth = (uint32_t)p->depth;
	entry->code.line = p->number;
	entry->code.threshold = SD_DECIMAL_UNIT;
	SD_GROW(p->reach, index, p->reach_room);
	p->reach[index] = (struct reach){.found = false};
	for (size_t i = 0; i < p->depth; i++) /* a code above it is found when this one is */
		p->reach[p->levels[i].code].found = true;
	SD_GROW(p->levels, p->depth, p->levels_room);
	p->levels[p->depth++] = (struct level){index, indent, 0};
	return 0;
}

static int parse_once(struct codebook_parser *p, const char *keyword, struct sd_text *member, struct sd_text value,
		size_t at)
{
	if (member->data)
		return codebook_fail(p, at, "a second %s for this code", keyword);
	if (value.length == 0)
		return codebook_fail(p, at, "nothing behind '%s'", keyword);
	*member = keep(p->book, value);
	return 0;
}

/* A pattern that a further language's stems make another one's is left out; in the book's own it is an error. */
static bool left_out(struct codebook_parser *p)
{
	if (p->left_out)
		++*p->left_out;
	return p->left_out;
}

int codebook_add_use(struct codebook_parser *p, uint32_t code, const struct sd_pattern_parser *patterns,
		sd_decimal weight,
		   bool matches, size_t at)
{
	const struct sd_match_pattern pattern = sd_pattern_read(patterns);
	struct use use = {sd_matcher_add(p->book->matcher, &pattern), code, weight};
	int64_t *known = sd_count_at(p->known, (struct sd_text){(const char *)&use,
			sizeof use.pattern + sizeof use.code});
	if (*known) {
		if (p->uses[*known - 1].weight == weight || left_out(p))
			return 0;
		return codebook_fail(p, at, "%s is a pattern of this code already, with another weight",
				     shown(p, patterns->source));
	}
	if (matches) {
		int64_t *owner = sd_count_at(p->matched, (struct sd_text){(const char *)&use.pattern,
				sizeof use.pattern});
		if (*owner && left_out(p))
			return 0;
		if (*owner) {
			const struct sd_code *other = &p->book->entries[*owner - 1].code;
			return codebook_fail(p, at, "%s is a pattern of '%s' already, which begins on line %llu",
				       shown(p, patterns->source), shown(p, other->name),
						(unsigned long long)other->line);
		}
		*owner = (int64_t)code + 1;
	}
	SD_GROW(p->uses, p->uses_length, p->uses_room);
	p->uses[p->uses_length++] = use;
	*known = (int64_t)p->uses_length;
	p->reach[code].most += weight > 0 ? weight : 0;
	p->book->entries[code].code.weighs |= weight != SD_DECIMAL_UNIT;
	return 0;
}

/* Whether a code's patterns are of another language than this reader's. They are read for their form, and name the book
 * as they stand. */
static bool is_elsewhere(struct codebook_parser *p, uint32_t code, struct sd_text value, sd_decimal weight)
{
	const char *language = p->book->entries[code].code.language;
	const char *read = sd_language_code(sd_text_of(sd_answer_reader_language(p->reader)));
	if (!language || (read && !strcmp(language, read)))
		return false;
	sd_str_addf(&p->book->elsewhere, "%u\t%lld\t", (unsigned)code, (long long)weight);
	sd_str_add_text(&p->book->elsewhere, value);
	sd_str_addc(&p->book->elsewhere, '\n');
	p->book->entries[code].code.weighs |= weight != SD_DECIMAL_UNIT;
	return true;
}

/* The patterns of a `match` line, and of a `weigh` line behind its weight. */
static int parse_patterns(struct codebook_parser *p, uint32_t code, const char *keyword, struct sd_text value,
		sd_decimal weight,
			  size_t at)
{
	struct sd_pattern_parser patterns;
	bool elsewhere = is_elsewhere(p, code, value, weight);
	sd_pattern_parser_init(&patterns, value, p->reader);
	patterns.further = p->left_out || elsewhere;
	int got;
	size_t any = 0;
	while ((got = sd_pattern_next(&patterns)) > 0) {
		any++;
		if (!elsewhere && codebook_add_use(p, code, &patterns, weight, *keyword == 'm', at + patterns.at)) {
			got = -1;
			break;
		}
	}
	if (got < 0 && !sd_error_is_set(p->err))
		codebook_fail(p, at + patterns.at, "%s", patterns.problem);
	sd_pattern_parser_release(&patterns);
	if (got == 0 && any == 0)
		return codebook_fail(p, at,
				*keyword == 'm' ? "nothing behind 'match'" : "no pattern behind the weight");
	p->reach[code].found = true;
	p->reach[code].own |= !elsewhere;
	return got;
}

/* A weight or a threshold: a decimal of four places at most, within ±1,000. */
static int parse_number(struct codebook_parser *p, const char *keyword, struct sd_text number, size_t at,
		sd_decimal *value)
{
	const sd_decimal most = 1000 * SD_DECIMAL_UNIT;
	if (number.length == 0)
		return codebook_fail(p, at, "nothing behind '%s'", keyword);
	if (!lexicon_weight(number, 4, value) || *value > most || *value < -most)
		return codebook_fail(p, at,
				     "'%s' is no number from -1000 to 1000 with at most four decimals, such as 0.8",
				     shown(p, number));
	return 0;
}

static int parse_threshold(struct codebook_parser *p, uint32_t code, struct sd_text value, size_t at)
{
	sd_decimal *threshold = &p->book->entries[code].code.threshold;
	if (p->reach[code].threshold)
		return codebook_fail(p, at, "a second threshold for this code");
	if (parse_number(p, "threshold", value, at, threshold))
		return -1;
	if (*threshold <= 0)
		return codebook_fail(p, at,
				"a threshold is above 0: below that, answers would be named for nothing they say");
	p->reach[code].threshold = true;
	p->book->entries[code].code.weighs |= *threshold != SD_DECIMAL_UNIT;
	return 0;
}

static int parse_beside(struct codebook_parser *p, uint32_t code, struct sd_text value, size_t at)
{
	sd_decimal *beside = &p->book->entries[code].code.beside;
	if (*beside)
		return codebook_fail(p, at, "a second 'beside' for this code");
	if (parse_number(p, "beside", value, at, beside))
		return -1;
	if (*beside <= 0 || *beside > SD_DECIMAL_UNIT)
		return codebook_fail(p, at,
				     "'beside' takes a share of what the highest of these codes scores: above 0, 1 at "
				     "most");
	return 0;
}

static int parse_otherwise(struct codebook_parser *p, uint32_t code, struct sd_text value, size_t at)
{
	uint32_t known = p->book->otherwise;
	if (value.length)
		return codebook_fail(p, at, "nothing stands behind 'otherwise'");
	if (known != SD_NO_CODE)
		return codebook_fail(p, at, "a second 'otherwise': the code '%s' says it already",
				     shown(p, p->book->entries[known].code.name));
	p->book->otherwise = code;
	p->reach[code].found = true;
	return 0;
}

static int parse_language(struct codebook_parser *p, uint32_t code, struct sd_text value, size_t at)
{
	struct sd_code *entry = &p->book->entries[code].code;
	if (entry->language)
		return codebook_fail(p, at, "a second language for this code");
	if (p->reach[code].found)
		return codebook_fail(p, at, "'language' stands before the patterns and the codes below");
	entry->language = sd_language_code(value);
	if (!entry->language)
		return codebook_fail(p, at, "'%s' is no language that is known; write an ISO 639 code, such as de",
				     shown(p, value));
	return 0;
}

static int parse_weigh(struct codebook_parser *p, uint32_t code, struct sd_text value, size_t at)
{
	size_t end = 0, next;
	sd_decimal weight;
	while (end < value.length && !is_blank(value.data[end]))
		end++;
	if (parse_number(p, "weigh", (struct sd_text){value.data, end}, at, &weight))
		return -1;
	if (weight == 0)
		return codebook_fail(p, at, "a weight of 0 changes nothing; take the line out");
	for (next = end; next < value.length && is_blank(value.data[next]); next++)
		;
	return parse_patterns(p, code, "weigh", (struct sd_text){value.data + next, value.length - next}, weight,
			at + next);
}

static int parse_field(struct codebook_parser *p, struct sd_text keyword, size_t keyword_at, struct sd_text value,
		size_t at)
{
	static const char *const fields[] = {"label", "definition", "example", "match", "weigh", "threshold",
			"otherwise", "language", "beside"};
	size_t field = 0;
	while (field < sizeof fields / sizeof *fields && !sd_text_equals(keyword, fields[field]))
		field++;
	if (field == sizeof fields / sizeof *fields)
		return codebook_fail(p, keyword_at,
				     "'%s' is none of code, label, definition, example, match, weigh, threshold, "
				     "beside, otherwise and language",
				     shown(p, keyword));
	if (p->depth == 0)
		return codebook_fail(p, keyword_at, "'%s' belongs to no code: indent it below one", shown(p, keyword));
	uint32_t code = p->levels[p->depth - 1].code;
	struct entry *entry = &p->book->entries[code];
	switch (field) {
	case 0:
		return parse_once(p, "label", &entry->code.label, value, at);
	case 1:
		return parse_once(p, "definition", &entry->code.definition, value, at);
	case 3:
		return parse_patterns(p, code, "match", value, SD_DECIMAL_UNIT, at);
	case 4:
		return parse_weigh(p, code, value, at);
	case 5:
		return parse_threshold(p, code, value, at);
	case 6:
		return parse_otherwise(p, code, value, at);
	case 7:
		return parse_language(p, code, value, at);
	case 8:
		return parse_beside(p, code, value, at);
	}
	if (value.length == 0)
		return codebook_fail(p, at, "nothing behind 'example'");
	SD_GROW(entry->examples, entry->code.examples_length, entry->examples_room);
	entry->examples[entry->code.examples_length++] = keep(p->book, value);
	return 0;
}

/* Ends the codes that a line indented by `indent` no longer belongs to. */
static int close_levels(struct codebook_parser *p, size_t indent)
{
	while (p->depth && p->levels[p->depth - 1].indent >= indent)
		p->depth--;
	if (p->depth == 0)
		return indent ? codebook_fail(p, indent, "indented, but below no code") : 0;
	struct level *level = &p->levels[p->depth - 1];
	if (level->members == 0)
		level->members = indent;
	if (level->members != indent)
		return codebook_fail(p, indent, "indented by %zu, but the lines above that belong to '%s' by %zu",
				indent,
			       shown(p, p->book->entries[level->code].code.name), level->members);
	return 0;
}

static int parse_line(struct codebook_parser *p)
{
	struct sd_text line = p->line;
	size_t indent = 0;
	while (indent < line.length && is_blank(line.data[indent]))
		indent++;
	while (line.length > indent && is_blank(line.data[line.length - 1]))
		line.length--;
	if (indent == line.length || line.data[indent] == '#')
		return 0;
	size_t valid = sd_utf8_valid_prefix(line.data, line.length);
	if (valid < line.length)
		return codebook_fail(p, valid, "not UTF-8");
	const char *nul = memchr(line.data, '\0', line.length);
	if (nul)
		return codebook_fail(p, (size_t)(nul - line.data), "a NUL byte");
	for (size_t i = 0; i < indent; i++) {
		if (!p->indent_by)
			p->indent_by = line.data[i];
		if (line.data[i] != p->indent_by)
			return codebook_fail(p, i, "a %s where the lines above are indented by %s",
				       line.data[i] == '\t' ? "tab" : "blank",
						p->indent_by == '\t' ? "tabs" : "blanks");
	}
	size_t end = indent;
	while (end < line.length && !is_blank(line.data[end]))
		end++;
	size_t at = end;
	while (at < line.length && is_blank(line.data[at]))
		at++;
	struct sd_text keyword = {line.data + indent, end - indent};
	struct sd_text value = {line.data + at, line.length - at};
	if (close_levels(p, indent))
		return -1;
	if (sd_text_equals(keyword, "code"))
		return codebook_add_code(p, indent, value, at);
	return parse_field(p, keyword, indent, value, at);
}

static int parse_all(struct codebook_parser *p, struct sd_text content)
{
	if (content.length >= 3 && memcmp(content.data, "\xef\xbb\xbf", 3) == 0)
		content = (struct sd_text){content.data + 3, content.length - 3};
	for (size_t at = 0; at < content.length;) {
		const char *feed = memchr(content.data + at, '\n', content.length - at);
		size_t end = feed ? (size_t)(feed - content.data) : content.length;
		p->line = (struct sd_text){content.data + at, end - at};
		if (p->line.length && p->line.data[p->line.length - 1] == '\r')
			p->line.length--;
		p->number++;
		if (parse_line(p))
			return -1;
		at = end + 1;
	}
	return 0;
}

/* What can be told only when all is read. */
static int check_codes(struct codebook_parser *p)
{
	if (p->book->length == 0)
		return sd_fail(p->err, "%s: no code in it; a code begins with a line such as: code Waiting time",
				p->file);
	for (size_t i = 0; i < p->book->length; i++) {
		struct entry *entry = &p->book->entries[i];
		const struct reach *reach = &p->reach[i];
		if (!reach->found && !p->imported)
			return sd_fail(p->err, "%s: line %llu: the code '%s' has no patterns and no codes below it",
				       p->file, (unsigned long long)entry->code.line, shown(p, entry->code.name));
		if (reach->own && reach->most < entry->code.threshold && !p->left_out) {
			struct sd_str most = SD_STR_INIT;
			sd_decimal_add(&most, reach->most, 4);
			sd_fail(p->err,
				"%s: line %llu: the patterns of the code '%s' add up to %s at most, below its "
				"threshold",
				p->file, (unsigned long long)entry->code.line, shown(p, entry->code.name), most.data);
			sd_str_release(&most);
			return -1;
		}
		entry->code.examples = entry->examples;
	}
	return 0;
}

/* Lays the uses out by pattern, those of one pattern in the order of the file. */
static void lay_out_uses(struct sd_codebook *book, const struct use *uses, size_t length)
{
	size_t patterns = sd_matcher_length(book->matcher);
	book->uses = sd_calloc(length + 1, sizeof *book->uses);
	book->uses_from = sd_calloc(patterns + 2, sizeof *book->uses_from);
	size_t *from = book->uses_from + 1; /* where the next use of a pattern goes; its end, once all are laid out */
	for (size_t i = 0; i < length; i++)
		if (uses[i].pattern + 1 < patterns)
			from[uses[i].pattern + 1]++;
	for (size_t i = 1; i < patterns; i++)
		from[i] += from[i - 1];
	for (size_t i = 0; i < length; i++)
		book->uses[from[uses[i].pattern]++] = (struct sd_code_use){uses[i].code, uses[i].weight};
}

/* The canonical form: `code⇥depth⇥name`, its language where it has one, its threshold where it is not 1, what it says
 * of `beside`, then the code's patterns in byte order, a line each, with their weights where those are not 1. */
static void name_book(struct sd_codebook *book)
{
	struct sd_count *patterns = sd_count_new(0);
	struct sd_str key = SD_STR_INIT;
	for (uint32_t i = 0; i < sd_matcher_length(book->matcher); i++) {
		size_t length;
		const struct sd_code_use *uses = sd_codebook_uses(book, i, &length);
		for (size_t u = 0; u < length; u++) {
			sd_str_clear(&key);
			sd_str_addf(&key, "%010u\t", (unsigned)uses[u].code);
			sd_str_add_text(&key, sd_matcher_pattern(book->matcher, i));
			if (uses[u].weight != SD_DECIMAL_UNIT)
				sd_str_addf(&key, "\t%lld", (long long)uses[u].weight);
			sd_count_at(patterns, sd_str_text(&key));
		}
	}
	struct sd_count_entry *sorted = sd_count_sorted(patterns);
	struct sd_str form = SD_STR_INIT;
	size_t next = 0;
	for (size_t i = 0; i < book->length; i++) {
		sd_str_addf(&form, "code\t%u\t", (unsigned)book->entries[i].code.depth);
		sd_str_add_text(&form, book->entries[i].code.name);
		if (book->otherwise == i)
			sd_str_adds(&form, "\notherwise");
		if (book->entries[i].code.language)
			sd_str_addf(&form, "\nlanguage\t%s", book->entries[i].code.language);
		if (book->entries[i].code.threshold != SD_DECIMAL_UNIT)
			sd_str_addf(&form, "\nthreshold\t%lld", (long long)book->entries[i].code.threshold);
		if (book->entries[i].code.beside)
			sd_str_addf(&form, "\nbeside\t%lld", (long long)book->entries[i].code.beside);
		sd_str_addc(&form, '\n');
		sd_str_clear(&key);
		sd_str_addf(&key, "%010u\t", (unsigned)i);
		for (; next < sd_count_length(patterns); next++) {
			struct sd_text line = sorted[next].key;
			if (memcmp(line.data, key.data, key.length) != 0)
				break;
			sd_str_add(&form, line.data + key.length, line.length - key.length);
			sd_str_addc(&form, '\n');
		}
	}
	sd_str_add_text(&form, sd_str_text(&book->elsewhere));
	sd_hash_content(form.data, form.length, book->hash);
	free(sorted);
	sd_count_free(patterns);
	sd_str_release(&form);
	sd_str_release(&key);
}

static struct sd_codebook *read_book(const char *name, struct sd_text content, struct sd_answer_reader *reader,
				     size_t *left_out, struct sd_error *err)
{
	struct sd_codebook *book = sd_calloc(1, sizeof *book);
	book->matcher = sd_matcher_new();
	book->otherwise = SD_NO_CODE;
	struct sd_error local = SD_ERROR_INIT;
	struct codebook_parser p = {.book = book, .file = name, .reader = reader, .err = &local, .left_out = left_out};
	p.names = sd_count_new(1);
	p.known = sd_count_new(1);
	p.matched = sd_count_new(1);
	enum sd_lexicon_format format = codebook_format(content);
	p.imported = format != SD_LEXICON_OWN;
	int status = p.imported ? codebook_import(&p, content, format) : parse_all(&p, content);
	if (!status)
		status = check_codes(&p);
	if (!status)
		lay_out_uses(book, p.uses, p.uses_length);
	sd_count_free(p.names);
	sd_count_free(p.known);
	sd_count_free(p.matched);
	free(p.reach);
	free(p.uses);
	free(p.levels);
	if (status) {
		sd_fail(err, "%s", local.message.data);
		sd_error_release(&local);
		sd_codebook_free(book);
		return NULL;
	}
	sd_error_release(&local);
	name_book(book);
	return book;
}

struct sd_codebook *sd_codebook_new(const char *name, struct sd_text content, struct sd_answer_reader *reader,
				    struct sd_error *err)
{
	return read_book(name, content, reader, NULL, err);
}

struct sd_codebook *sd_codebook_new_further(const char *name, struct sd_text content, struct sd_answer_reader *reader,
					    size_t *left_out, struct sd_error *err)
{
	return read_book(name, content, reader, left_out, err);
}

void sd_codebook_free(struct sd_codebook *book)
{
	if (!book)
		return;
	for (size_t i = 0; i < book->length; i++)
		free(book->entries[i].examples);
	free(book->entries);
	sd_matcher_free(book->matcher);
	free(book->uses);
	free(book->uses_from);
	sd_arena_release(&book->arena);
	sd_str_release(&book->elsewhere);
	free(book);
}

size_t sd_codebook_length(const struct sd_codebook *book)
{
	return book->length;
}

const struct sd_code *sd_codebook_code(const struct sd_codebook *book, size_t index)
{
	return &book->entries[index].code;
}

uint32_t sd_codebook_otherwise(const struct sd_codebook *book)
{
	return book->otherwise;
}

const struct sd_matcher *sd_codebook_matcher(const struct sd_codebook *book)
{
	return book->matcher;
}

const struct sd_code_use *sd_codebook_uses(const struct sd_codebook *book, uint32_t pattern, size_t *length)
{
	*length = book->uses_from[pattern + 1] - book->uses_from[pattern];
	return book->uses + book->uses_from[pattern];
}

const char *sd_codebook_hash(const struct sd_codebook *book)
{
	return book->hash;
}
