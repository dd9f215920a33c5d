/* SPDX-License-Identifier: MIT */
/* The operators of a pattern, by recursive descent; one function a row of the grammar in the header. */
#include "say/pattern_parts.h"

void sd_pattern_parser_init(struct sd_pattern_parser *parser, struct sd_text line, struct sd_answer_reader *reader)
{
	*parser = (struct sd_pattern_parser){.line = line, .reader = reader};
}

void sd_pattern_parser_release(struct sd_pattern_parser *parser)
{
	sd_arena_release(&parser->forms);
	free(parser->elements);
	free(parser->nodes);
}

int sd_pattern_fail(struct sd_pattern_parser *parser, size_t at, const char *problem)
{
	parser->at = at;
	parser->problem = problem;
	return -1;
}

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

enum what { PART, END, OPEN, CLOSE, OR, NEAR, BEFORE, AND, NOT };

/* What stands next, behind blanks; of an operator `source` is the word, `behind` what follows its name. */
static enum what peek(struct sd_pattern_parser *parser, struct sd_text *source, struct sd_text *behind)
{
	static const struct {
		const char *name;
		enum what what;
	} operators[] = {{"OR", OR}, {"NEAR", NEAR}, {"BEFORE", BEFORE}, {"AND", AND}, {"NOT", NOT}};
	struct sd_text line = parser->line;
	while (parser->next < line.length && is_blank(line.data[parser->next]))
		parser->next++;
	if (parser->next >= line.length)
		return END;
	if (line.data[parser->next] == '(')
		return OPEN;
	if (line.data[parser->next] == ')')
		return CLOSE;
	size_t end = parser->next;
	while (end < line.length && !is_blank(line.data[end]) && line.data[end] != '(' && line.data[end] != ')')
		end++;
	struct sd_text word = {line.data + parser->next, end - parser->next};
	for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
		size_t length = strlen(operators[i].name);
		if (word.length < length || memcmp(word.data, operators[i].name, length) != 0 ||
		    (word.length > length && word.data[length] != '/'))
			continue;
		*source = word;
		*behind = (struct sd_text){word.data + length, word.length - length};
		return operators[i].what;
	}
	return PART;
}

static int add_node(struct sd_pattern_parser *parser, struct sd_match_node node)
{
	if (parser->nodes_length >= 2 * SD_PATTERN_PARTS_MOST)
		return sd_pattern_fail(parser, parser->next, "a pattern of more than a thousand parts; write several");
	SD_GROW(parser->nodes, parser->nodes_length, parser->nodes_room);
	parser->nodes[parser->nodes_length++] = node;
	return 0;
}

static uint32_t last_node(const struct sd_pattern_parser *parser)
{
	return (uint32_t)(parser->nodes_length - 1);
}

/* What an operator says behind its name, into the node. */
static int read_operator(struct sd_pattern_parser *parser, enum what what, struct sd_text behind,
		struct sd_match_node *node)
{
	static const enum sd_match_kind kinds[] = {[OR] = SD_MATCH_OR, [NEAR] = SD_MATCH_NEAR,
			[BEFORE] = SD_MATCH_BEFORE,
						   [AND] = SD_MATCH_AND, [NOT] = SD_MATCH_NOT};
	size_t at = (size_t)(behind.data - parser->line.data);
	node->kind = kinds[what];
	if (what == NEAR || what == BEFORE) {
		node->between = SD_PATTERN_NEAR;
		if (!behind.length)
			return 0;
		uint32_t number = 0;
		size_t i = 1;
		for (; i < behind.length && behind.data[i] >= '0' && behind.data[i] <= '9' &&
				number <= SD_MATCH_BETWEEN_MOST; i++)
			number = number * 10 + (uint32_t)(behind.data[i] - '0');
		if (i < behind.length || i == 1 || number > SD_MATCH_BETWEEN_MOST)
			return sd_pattern_fail(parser, at,
					"behind the / stands how many words may lie between, 0 to 100, as in NEAR/5");
		node->between = number;
		return 0;
	}
	node->clause = what == NOT;
	if (!behind.length)
		return 0;
	bool clause = sd_text_equals(behind, "/clause");
	if (what == OR || (!clause && !sd_text_equals(behind, "/sentence")))
		return sd_pattern_fail(parser, at,
				what == OR ? "nothing stands behind OR" : "behind the / stands clause or sentence");
	node->clause = clause;
	return 0;
}

static int read_either(struct sd_pattern_parser *parser);

static int read_group(struct sd_pattern_parser *parser)
{
	struct sd_text source, behind;
	size_t open = parser->next++;
	if (++parser->depth > SD_PATTERN_DEPTH_MOST)
		return sd_pattern_fail(parser, open, "brackets more than fifty deep");
	if (peek(parser, &source, &behind) == CLOSE)
		return sd_pattern_fail(parser, parser->next, "nothing between the brackets");
	if (read_either(parser))
		return -1;
	if (peek(parser, &source, &behind) != CLOSE)
		return sd_pattern_fail(parser, open, "a bracket that is not closed");
	parser->next++;
	parser->depth--;
	struct sd_text line = parser->line;
	if (parser->next < line.length && !is_blank(line.data[parser->next]) && line.data[parser->next] != ')')
		return sd_pattern_fail(parser, parser->next, "a blank is missing behind the bracket");
	return 0;
}

static int read_part(struct sd_pattern_parser *parser)
{
	struct sd_text source, behind;
	size_t before = parser->length;
	switch (peek(parser, &source, &behind)) {
	case OPEN:
		return read_group(parser);
	case PART:
		if (sd_pattern_add_words(parser))
			return -1;
		return add_node(parser, (struct sd_match_node){
						.kind = SD_MATCH_WORDS, .first = before,
								.length = parser->length - before});
	case END:
		return sd_pattern_fail(parser, parser->line.length, "a pattern is missing behind the operator");
	case CLOSE:
		return sd_pattern_fail(parser, parser->next, parser->depth ? "a pattern is missing before the bracket"
									    : "a bracket that was not opened");
	case NOT:
		return sd_pattern_fail(parser, parser->next,
				       "NOT stands behind what is looked for, with nothing between: wait NOT \"no "
				       "wait\"");
	default:
		return sd_pattern_fail(parser, parser->next,
				"a pattern is missing before the operator; quote the word to mean it");
	}
}

/* Whether the sequence `inner` stands in `outer`: then there is none of these without one of those. */
static bool holds(const struct sd_pattern_parser *parser, const struct sd_match_node *outer,
		const struct sd_match_node *inner)
{
	for (size_t from = 0; from + inner->length <= outer->length; from++) {
		size_t i = 0;
		for (; i < inner->length; i++) {
			const struct sd_match_element *a = &parser->elements[outer->first + from + i];
			const struct sd_match_element *b = &parser->elements[inner->first + i];
			if (a->by != b->by || !sd_text_equal(a->form, b->form))
				break;
		}
		if (i == inner->length)
			return true;
	}
	return false;
}

/* Whether wherever the node finds something the words stand, too. */
static bool always_holds(const struct sd_pattern_parser *parser, uint32_t at, const struct sd_match_node *words)
{
	const struct sd_match_node *node = &parser->nodes[at];
	if (node->kind == SD_MATCH_WORDS)
		return holds(parser, node, words);
	if (node->kind == SD_MATCH_OR)
		return always_holds(parser, node->left, words) && always_holds(parser, node->right, words);
	return always_holds(parser, node->left, words) ||
	       (node->kind != SD_MATCH_NOT && always_holds(parser, node->right, words));
}

static bool never_matches(const struct sd_pattern_parser *parser, uint32_t left, uint32_t right)
{
	const struct sd_match_node *node = &parser->nodes[right];
	if (node->kind == SD_MATCH_OR)
		return never_matches(parser, left, node->left) || never_matches(parser, left, node->right);
	return node->kind == SD_MATCH_WORDS && always_holds(parser, left, node);
}

/* A row of operators of two kinds, `below` reading their sides. */
static int read_row(struct sd_pattern_parser *parser, int (*below)(struct sd_pattern_parser *), enum what one,
		enum what other)
{
	struct sd_text source, behind;
	if (below(parser))
		return -1;
	for (;;) {
		struct sd_match_node node = {.left = last_node(parser)};
		enum what what = peek(parser, &source, &behind);
		if (what != one && what != other)
			return 0;
		size_t at = parser->next;
		if (read_operator(parser, what, behind, &node))
			return -1;
		parser->next += source.length;
		if (below(parser))
			return -1;
		node.right = last_node(parser);
		if (what == NOT && !parser->further && never_matches(parser, node.left, node.right))
			return sd_pattern_fail(parser, at,
					"this can never match: what NOT leaves out stands in all that is looked for");
		if (add_node(parser, node))
			return -1;
	}
}

static int read_close(struct sd_pattern_parser *parser)
{
	return read_row(parser, read_part, NEAR, BEFORE);
}

static int read_both(struct sd_pattern_parser *parser)
{
	return read_row(parser, read_close, AND, NOT);
}

static int read_either(struct sd_pattern_parser *parser)
{
	struct sd_text source, behind = {NULL, 0};
	if (read_both(parser))
		return -1;
	for (;;) {
		struct sd_match_node node = {.kind = SD_MATCH_OR, .left = last_node(parser)};
		enum what what = peek(parser, &source, &behind);
		if (what != OR && !(parser->depth && (what == PART || what == OPEN)))
			return 0;
		if (what == OR && read_operator(parser, what, behind, &node))
			return -1;
		parser->next += what == OR ? source.length : 0;
		if (read_both(parser))
			return -1;
		node.right = last_node(parser);
		if (add_node(parser, node))
			return -1;
	}
}

int sd_pattern_next(struct sd_pattern_parser *parser)
{
	struct sd_text source, behind;
	enum what what = peek(parser, &source, &behind);
	if (what == END)
		return 0;
	sd_arena_clear(&parser->forms);
	parser->length = parser->nodes_length = parser->depth = 0;
	size_t from = parser->next;
	if (read_either(parser))
		return -1;
	parser->at = from;
	parser->source = sd_text_trim((struct sd_text){parser->line.data + from, parser->next - from});
	return 1;
}

struct sd_match_pattern sd_pattern_read(const struct sd_pattern_parser *parser)
{
	return (struct sd_match_pattern){parser->elements, parser->nodes, parser->nodes_length};
}
