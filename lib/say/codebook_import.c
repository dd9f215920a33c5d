/* SPDX-License-Identifier: MIT */
/* Dictionaries that other programs write, as codebooks: LIWC's .dic and .dicx, quanteda's YAML. A category is a code,
 * its terms are words as written, * and phrases included, and may stand in any number of categories. */
#include "say/codebook_state.h"
#include "say/lexicon_lines.h"

static bool is_own_line(struct sd_text line)
{
	static const char *const keywords[] = {"code", "label", "definition", "example", "match", "weigh",
			"threshold", "beside", "otherwise", "language"};
	size_t end = 0;
	while (end < line.length && line.data[end] != ' ' && line.data[end] != '\t')
		end++;
	for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
		if (sd_text_equals((struct sd_text){line.data, end}, keywords[i]))
			return true;
	return false;
}

enum sd_lexicon_format codebook_format(struct sd_text content)
{
	size_t at = content.length >= 3 && !memcmp(content.data, "\xef\xbb\xbf", 3) ? 3 : 0;
	while (at < content.length) {
		size_t end = at;
		while (end < content.length && content.data[end] != '\n' && content.data[end] != '\r')
			end++;
		struct sd_text line = sd_text_trim((struct sd_text){content.data + at, end - at});
		at = end + 1;
		if (!line.length || line.data[0] == '#')
			continue;
		if (is_own_line(line))
			return SD_LEXICON_OWN;
		break;
	}
	switch (sd_lexicon_recognise(content)) {
	case SD_LEXICON_DIC:
		return SD_LEXICON_DIC;
	case SD_LEXICON_DICX:
		return SD_LEXICON_DICX;
	case SD_LEXICON_QUANTEDA:
		return SD_LEXICON_QUANTEDA;
	default:
		return SD_LEXICON_OWN;
	}
}

static void go_to(struct codebook_parser *p, const struct lexicon_file *file, struct sd_text line)
{
	p->line = line;
	p->number = file->line;
}

static size_t place_in(struct sd_text line, struct sd_text part)
{
	return part.data >= line.data && part.data <= line.data + line.length ? (size_t)(part.data - line.data) : 0;
}

/* A name below others is told with theirs before it, as quanteda does: names need only differ among their like. */
static int add_category(void *context, const struct lexicon_file *file, struct sd_text line, struct sd_text name,
		size_t indent)
{
	struct codebook_parser *p = context;
	struct sd_str path = SD_STR_INIT;
	go_to(p, file, line);
	while (p->depth && p->levels[p->depth - 1].indent >= indent)
		p->depth--;
	if (p->depth == 0 && indent)
		return codebook_fail(p, indent, "indented, but below no name");
	if (p->depth) {
		struct level *level = &p->levels[p->depth - 1];
		level->members = level->members ? level->members : indent;
		if (level->members != indent)
			return codebook_fail(p, indent, "indented by %zu, but the names above by %zu", indent,
					level->members);
		sd_str_add_text(&path, p->book->entries[level->code].code.name);
		sd_str_addc(&path, '.');
	}
	sd_str_add_text(&path, name);
	int status = codebook_add_code(p, indent, sd_str_text(&path), place_in(line, name));
	sd_str_release(&path);
	return status;
}

static int add_member(void *context, const struct lexicon_file *file, struct sd_text line, size_t category,
		struct sd_text term,
		      int64_t weight)
{
	struct codebook_parser *p = context;
	struct sd_pattern_parser pattern;
	struct sd_str quoted = SD_STR_INIT;
	go_to(p, file, line);
	size_t at = place_in(line, term);
	sd_str_addc(&quoted, '"');
	sd_str_add_text(&quoted, term);
	sd_str_addc(&quoted, '"');
	sd_pattern_parser_init(&pattern, sd_str_text(&quoted), p->reader);
	pattern.further = true; /* whatever the term holds is words to look for */
	int status = sd_pattern_next(&pattern) == 1 && pattern.next == quoted.length
			     ? codebook_add_use(p, (uint32_t)category, &pattern, weight, false, at)
			     : codebook_fail(p, at, "%s",
					pattern.problem ? pattern.problem : "a quotation mark within the term");
	if (!status)
		for (uint32_t code = (uint32_t)category; code != SD_NO_CODE; code = p->book->entries[code].code.parent)
			p->reach[code].found = true;
	sd_pattern_parser_release(&pattern);
	sd_str_release(&quoted);
	return status;
}

int codebook_import(struct codebook_parser *p, struct sd_text content, enum sd_lexicon_format format)
{
	const struct lexicon_topics topics = {add_category, add_member, p};
	if (lexicon_read_topics(p->file, content, format, &topics, p->err))
		return -1;
	if (p->book->length == 0)
		return sd_fail(p->err, "%s: no category in it", p->file);
	return sd_matcher_length(p->book->matcher) ? 0 : sd_fail(p->err, "%s: no term in it", p->file);
}
