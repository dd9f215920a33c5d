/* SPDX-License-Identifier: MIT */
#include "say/lexicon.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "say/normal.h"

enum {
	UNIT = 10000,
	BOUND = 4 * UNIT,
	DECIMALS_MOST = 4,
	TERM_BYTES_MOST = 1023,
	FIRST_SLOTS = 256,
	SHOWN_MOST = 40
};
static const uint32_t none = UINT32_MAX;

/* A trie over words. A node's children are found by hash of (node, whether a prefix, text). */
struct node {
	uint32_t entry;			/* or none */
	uint32_t shortest, longest;	/* bytes of its prefix children; shortest > longest where it has none */
};
struct edge {
	struct sd_text text;
	uint32_t parent, child;
	bool prefix, used;
};
struct entry {
	struct sd_text term;
	int32_t weight;
	uint32_t node;
	size_t file, line;
};
struct about {
	struct sd_text key, value;
};

struct sd_lexicon {
	struct node *nodes;
	size_t node_count, node_room;
	struct edge *edges; /* open addressing, a power of two of slots */
	size_t edge_slots, edge_count;
	struct entry *entries;
	size_t entry_count, entry_room;
	struct about *abouts;
	size_t about_count, about_room;
	size_t files;
	bool negators_follow;
	struct sd_arena arena;
};

/* What belongs to the file being read. */
struct reading {
	struct sd_lexicon *lexicon;
	const char *name;
	size_t line;
	int64_t low, high; /* 1/10,000 */
	struct sd_tokenizer *tokenizer;
	struct sd_str term;
	struct sd_error *err;
};

static struct sd_text keep(struct sd_lexicon *lexicon, struct sd_text text)
{
	return (struct sd_text){sd_arena_dup(&lexicon->arena, text.data, text.length), text.length};
}

static uint32_t node_new(struct sd_lexicon *lexicon)
{
	SD_GROW(lexicon->nodes, lexicon->node_count, lexicon->node_room);
	lexicon->nodes[lexicon->node_count] = (struct node){none, UINT32_MAX, 0};
	return (uint32_t)lexicon->node_count++;
}

/* FNV-1a; its order never reaches an output. */
static size_t edge_hash(uint32_t parent, bool prefix, struct sd_text text)
{
	uint64_t h = (14695981039346656037u ^ (uint64_t)parent << 1 ^ prefix) * 1099511628211u;
	for (size_t i = 0; i < text.length; i++)
		h = (h ^ (unsigned char)text.data[i]) * 1099511628211u;
	return (size_t)(h ^ h >> 32);
}

/* The slot that holds the edge, or the empty one where it belongs. */
static struct edge *edge_slot(const struct sd_lexicon *lexicon, uint32_t parent, bool prefix, struct sd_text text)
{
	size_t mask = lexicon->edge_slots - 1, i = edge_hash(parent, prefix, text) & mask;
	for (;; i = (i + 1) & mask) {
		struct edge *edge = &lexicon->edges[i];
		if (!edge->used ||
		    (edge->parent == parent && edge->prefix == prefix && sd_text_equal(edge->text, text)))
			return edge;
	}
}

static void edges_grow(struct sd_lexicon *lexicon)
{
	struct edge *old = lexicon->edges;
	size_t old_slots = lexicon->edge_slots;
	lexicon->edge_slots = old_slots ? old_slots * 2 : FIRST_SLOTS;
	lexicon->edges = sd_calloc(lexicon->edge_slots, sizeof *lexicon->edges);
	for (size_t i = 0; i < old_slots; i++)
		if (old[i].used)
			*edge_slot(lexicon, old[i].parent, old[i].prefix, old[i].text) = old[i];
	free(old);
}

static uint32_t child_of(struct sd_lexicon *lexicon, uint32_t parent, bool prefix, struct sd_text text)
{
	if (lexicon->edge_count * 2 >= lexicon->edge_slots)
		edges_grow(lexicon);
	struct edge *edge = edge_slot(lexicon, parent, prefix, text);
	if (!edge->used) {
		*edge = (struct edge){keep(lexicon, text), parent, node_new(lexicon), prefix, true};
		lexicon->edge_count++;
		struct node *node = &lexicon->nodes[parent];
		if (prefix && text.length < node->shortest)
			node->shortest = (uint32_t)text.length;
		if (prefix && text.length > node->longest)
			node->longest = (uint32_t)text.length;
	}
	return edge->child;
}

struct sd_lexicon *sd_lexicon_new(void)
{
	struct sd_lexicon *lexicon = sd_calloc(1, sizeof *lexicon);
	edges_grow(lexicon);
	node_new(lexicon);
	return lexicon;
}

void sd_lexicon_free(struct sd_lexicon *lexicon)
{
	if (!lexicon)
		return;
	free(lexicon->nodes);
	free(lexicon->edges);
	free(lexicon->entries);
	free(lexicon->abouts);
	sd_arena_release(&lexicon->arena);
	free(lexicon);
}

struct sd_text sd_lexicon_word_form(const struct sd_token *token)
{
	struct sd_text form = token->normal;
	if (token->kind == SD_TOKEN_HASHTAG && form.length > 1 && form.data[0] == '#')
		return (struct sd_text){form.data + 1, form.length - 1};
	return form;
}

/* Letters, digits and every byte beyond ASCII. */
static bool is_wordly(char byte)
{
	unsigned char c = (unsigned char)byte;
	return c >= 0x80 || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

bool sd_lexicon_next_word(struct sd_text *rest, struct sd_text *word)
{
	/* The nose of :-) is no hyphen: only one between letters cuts. */
	size_t end = 0;
	while (end < rest->length && !(rest->data[end] == '-' && end > 0 && end + 1 < rest->length &&
				       is_wordly(rest->data[end - 1]) && is_wordly(rest->data[end + 1])))
		end++;
	*word = (struct sd_text){rest->data, end};
	*rest = end < rest->length ? (struct sd_text){rest->data + end + 1, rest->length - end - 1}
				   : (struct sd_text){NULL, 0};
	return word->length > 0;
}

/* The column, counted in characters from 1, of the byte `at` of the line. */
static size_t column_of(struct sd_text line, size_t at)
{
	size_t column = 1;
	for (size_t i = 0; i < at && i < line.length; i++)
		column += ((unsigned char)line.data[i] & 0xC0) != 0x80;
	return column;
}

static int fail_at(const struct reading *reading, struct sd_text line, size_t at, const char *what,
		   struct sd_text shown, const char *remedy)
{
	struct sd_str text = SD_STR_INIT;
	sd_str_add_printable(&text, shown, SHOWN_MOST);
	sd_fail(reading->err, "%s: line %zu, column %zu: %s%s%s%s; %s", reading->name, reading->line,
		column_of(line, at), what, shown.length ? " \"" : "", text.length ? text.data : "",
		shown.length ? "\"" : "", remedy);
	sd_str_release(&text);
	return -1;
}

/* A decimal of at most four places into 1/10,000; false where it is something else. */
static bool parse_weight(struct sd_text text, int64_t *weight)
{
	size_t i = text.length && (text.data[0] == '-' || text.data[0] == '+');
	bool negative = i && text.data[0] == '-', digits = false;
	int64_t value = 0;
	for (; i < text.length && text.data[i] >= '0' && text.data[i] <= '9' && value < INT32_MAX; i++, digits = true)
		value = value * 10 + (text.data[i] - '0');
	int places = 0;
	if (i < text.length && text.data[i] == '.')
		for (i++; i < text.length && text.data[i] >= '0' && text.data[i] <= '9' && places < DECIMALS_MOST;
		     i++, places++, digits = true)
			value = value * 10 + (text.data[i] - '0');
	if (!digits || i < text.length)
		return false;
	for (; places < DECIMALS_MOST; places++)
		value *= 10;
	*weight = negative ? -value : value;
	return true;
}

/* "LOW HIGH". */
static int read_range(struct reading *reading, struct sd_text line, struct sd_text value)
{
	size_t at = (size_t)(value.data - line.data), cut = 0;
	while (cut < value.length && value.data[cut] != ' ')
		cut++;
	struct sd_text low = {value.data, cut};
	struct sd_text high = sd_text_trim((struct sd_text){value.data + cut, value.length - cut});
	if (!parse_weight(low, &reading->low) || !parse_weight(high, &reading->high) || reading->low >= reading->high)
		return fail_at(reading, line, at, "not a range:", value, "write it as -4 4, the lower bound first");
	return 0;
}

static void set_about(struct sd_lexicon *lexicon, struct sd_text key, struct sd_text value)
{
	size_t i = 0;
	while (i < lexicon->about_count && !sd_text_equal(lexicon->abouts[i].key, key))
		i++;
	if (i == lexicon->about_count) {
		SD_GROW(lexicon->abouts, lexicon->about_count, lexicon->about_room);
		lexicon->abouts[lexicon->about_count++] = (struct about){keep(lexicon, key), {NULL, 0}};
	}
	lexicon->abouts[i].value = keep(lexicon, value);
}

/* A comment; those of the form `# key: value` above the first entry are the head. */
static int read_comment(struct reading *reading, struct sd_text line)
{
	static const char *const keys[] = {"name", "version", "language", "licence", "range", "negators-follow"};
	struct sd_text text = sd_text_trim((struct sd_text){line.data + 1, line.length - 1});
	const char *colon = text.length ? memchr(text.data, ':', text.length) : NULL;
	if (!colon || reading->tokenizer)
		return 0;
	struct sd_text key = {text.data, (size_t)(colon - text.data)};
	struct sd_text value = sd_text_trim((struct sd_text){colon + 1, text.length - key.length - 1});
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (sd_text_equals(key, keys[i])) {
			set_about(reading->lexicon, key, value);
			if (sd_text_equals(key, "range"))
				return read_range(reading, line, value);
			if (sd_text_equals(key, "negators-follow"))
				reading->lexicon->negators_follow = sd_text_equals(value, "yes");
		}
	return 0;
}

static void ready_tokenizer(struct reading *reading)
{
	if (reading->tokenizer)
		return;
	struct sd_text language = sd_lexicon_about(reading->lexicon, "language");
	struct sd_token_options options = {
		.rules = SD_TOKEN_RULES_ALL,
		.language = language.length ? language.data : NULL,
	};
	reading->tokenizer = sd_tokenizer_new(&options);
}

static bool ends_in_wildcard(struct sd_text piece)
{
	if (!piece.length || piece.data[piece.length - 1] != '*')
		return false;
	if (piece.length == 1)
		return true;
	/* `:*` is a kiss, not a colon with any ending. */
	return is_wordly(piece.data[piece.length - 2]);
}

static uint32_t descend(struct reading *reading, uint32_t node, struct sd_text word, bool prefix)
{
	if (reading->term.length)
		sd_str_addc(&reading->term, ' ');
	sd_str_add_text(&reading->term, word);
	if (prefix)
		sd_str_addc(&reading->term, '*');
	return child_of(reading->lexicon, node, prefix, word);
}

/* One piece between blanks: its words become edges below `node`; the last one is a prefix where a `*` ends it. */
static uint32_t add_piece(struct reading *reading, uint32_t node, struct sd_text piece)
{
	bool prefix = ends_in_wildcard(piece);
	if (prefix)
		piece.length--;
	if (!piece.length)
		return descend(reading, node, SD_TEXT(""), true);
	struct sd_tokens tokens = sd_tokenize(reading->tokenizer, piece);
	struct sd_text last = {NULL, 0};
	for (size_t i = 0; i < tokens.length; i++) {
		if (tokens.items[i].kind == SD_TOKEN_PUNCTUATION)
			continue;
		struct sd_text rest = sd_lexicon_word_form(&tokens.items[i]), word;
		while (sd_lexicon_next_word(&rest, &word)) {
			if (last.length)
				node = descend(reading, node, last, false);
			last = word;
		}
	}
	return last.length ? descend(reading, node, last, prefix) : node;
}

static int add_entry(struct reading *reading, struct sd_text line, uint32_t node, int32_t weight)
{
	struct sd_lexicon *lexicon = reading->lexicon;
	uint32_t known = lexicon->nodes[node].entry;
	struct entry entry = {.weight = weight, .node = node, .file = lexicon->files, .line = reading->line};
	if (known != none) {
		struct entry *old = &lexicon->entries[known];
		if (old->file == lexicon->files && old->weight != weight) {
			struct sd_str remedy = SD_STR_INIT;
			sd_str_addf(&remedy, "it stands on line %zu with another weight: keep one of the two",
				    old->line);
			fail_at(reading, line, 0, "a term for the second time:", sd_str_text(&reading->term),
				remedy.data);
			sd_str_release(&remedy);
			return -1;
		}
		entry.term = old->term;
		*old = entry;
		return 0;
	}
	SD_GROW(lexicon->entries, lexicon->entry_count, lexicon->entry_room);
	entry.term = keep(lexicon, sd_str_text(&reading->term));
	lexicon->nodes[node].entry = (uint32_t)lexicon->entry_count;
	lexicon->entries[lexicon->entry_count++] = entry;
	return 0;
}

static int read_entry(struct reading *reading, struct sd_text line)
{
	const char *tab = memchr(line.data, '\t', line.length);
	if (!tab)
		return fail_at(reading, line, line.length, "no TAB behind the term", (struct sd_text){NULL, 0},
			       "write term, TAB, weight");
	size_t at = (size_t)(tab - line.data);
	struct sd_text term = sd_text_trim((struct sd_text){line.data, at});
	struct sd_text cell = sd_text_trim((struct sd_text){tab + 1, line.length - at - 1});
	if (!term.length)
		return fail_at(reading, line, 0, "no term before the TAB", term, "write term, TAB, weight");
	if (term.length > TERM_BYTES_MOST)
		return fail_at(reading, line, 0, "a term of more than 1023 bytes:", term, "shorten it");
	int64_t weight;
	if (!parse_weight(cell, &weight))
		return fail_at(reading, line, at + 1, cell.length ? "not a weight:" : "no weight behind the TAB", cell,
			       "write a number with a point and at most four decimals, as -1.5");
	if (weight < reading->low || weight > reading->high)
		return fail_at(reading, line, at + 1, "a weight out of range:", cell,
			       "keep within the range at the head of the file (-4 to 4 where it says none)");
	ready_tokenizer(reading);
	sd_str_clear(&reading->term);
	uint32_t node = 0;
	for (size_t i = 0; i < term.length;) {
		size_t end = i;
		while (end < term.length && term.data[end] != ' ')
			end++;
		if (end > i)
			node = add_piece(reading, node, (struct sd_text){term.data + i, end - i});
		i = end + 1;
	}
	if (!node) {
		/* Marks alone: kept, as one word, for a tokenizer that knows them as an emoticon. */
		struct sd_str normal = SD_STR_INIT;
		sd_normal_add(&normal, term);
		if (normal.length)
			node = descend(reading, node, sd_str_text(&normal), false);
		sd_str_release(&normal);
		if (!node)
			return fail_at(reading, line, 0, "nothing that can be seen before the TAB",
				       (struct sd_text){NULL, 0}, "write term, TAB, weight");
	}
	int64_t bound = -reading->low > reading->high ? -reading->low : reading->high;
	int64_t scaled = weight * BOUND;
	scaled = (scaled + (scaled < 0 ? -bound / 2 : bound / 2)) / bound;
	return add_entry(reading, line, node, (int32_t)scaled);
}

static int compare_entries(const void *a, const void *b)
{
	return sd_text_compare(((const struct entry *)a)->term, ((const struct entry *)b)->term);
}

int sd_lexicon_add(struct sd_lexicon *lexicon, const char *name, struct sd_text content, struct sd_error *err)
{
	struct reading reading = {.lexicon = lexicon, .name = name, .low = -BOUND, .high = BOUND, .err = err};
	size_t at = content.length >= 3 && !memcmp(content.data, "\xEF\xBB\xBF", 3) ? 3 : 0;
	int failed = 0;
	lexicon->files++;
	while (at < content.length && !failed) {
		const char *newline = memchr(content.data + at, '\n', content.length - at);
		size_t end = newline ? (size_t)(newline - content.data) : content.length;
		struct sd_text line = {content.data + at, end - at};
		if (line.length && line.data[line.length - 1] == '\r')
			line.length--;
		reading.line++;
		size_t valid = line.length ? sd_utf8_valid_prefix(line.data, line.length) : 0;
		if (valid < line.length)
			failed = fail_at(&reading, line, valid, "not UTF-8", (struct sd_text){NULL, 0},
					 "save the file as UTF-8");
		else if (line.length && line.data[0] == '#' && !memchr(line.data, '\t', line.length))
			failed = read_comment(&reading, line);
		else if (sd_text_trim(line).length)
			failed = read_entry(&reading, line);
		at = end + 1;
	}
	if (lexicon->entry_count)
		qsort(lexicon->entries, lexicon->entry_count, sizeof *lexicon->entries, compare_entries);
	for (size_t i = 0; i < lexicon->entry_count; i++)
		lexicon->nodes[lexicon->entries[i].node].entry = (uint32_t)i;
	sd_tokenizer_free(reading.tokenizer);
	sd_str_release(&reading.term);
	return failed;
}

size_t sd_lexicon_count(const struct sd_lexicon *lexicon)
{
	return lexicon->entry_count;
}

struct sd_text sd_lexicon_entry(const struct sd_lexicon *lexicon, size_t index, int32_t *weight)
{
	*weight = lexicon->entries[index].weight;
	return lexicon->entries[index].term;
}

struct sd_text sd_lexicon_about(const struct sd_lexicon *lexicon, const char *key)
{
	for (size_t i = 0; i < lexicon->about_count; i++)
		if (sd_text_equals(lexicon->abouts[i].key, key))
			return lexicon->abouts[i].value;
	return (struct sd_text){NULL, 0};
}

bool sd_lexicon_negators_follow(const struct sd_lexicon *lexicon)
{
	return lexicon->negators_follow;
}

void sd_lexicon_hash(const struct sd_lexicon *lexicon, char hex[SD_HASH_HEX])
{
	struct sd_hash_stream *stream = sd_hash_stream_new();
	struct sd_str line = SD_STR_INIT;
	if (lexicon->negators_follow)
		sd_hash_stream_add(stream, "negators-follow\n", 16);
	for (size_t i = 0; i < lexicon->entry_count; i++) {
		sd_str_clear(&line);
		sd_str_add_text(&line, lexicon->entries[i].term);
		sd_str_addc(&line, '\t');
		sd_str_add_int(&line, lexicon->entries[i].weight);
		sd_str_addc(&line, '\n');
		sd_hash_stream_add(stream, line.data, line.length);
	}
	sd_str_release(&line);
	sd_hash_stream_finish(stream, hex);
}

/* Goes down the trie by words[depth …], keeping the deepest entry seen. Spelt-out children come before prefixes, longer
 * prefixes before shorter ones, and only a longer match replaces one, so the order of trial decides ties. */
static void walk(const struct sd_lexicon *lexicon, uint32_t at, const struct sd_text *words, size_t count, size_t depth,
		 struct sd_lexicon_match *best)
{
	const struct node *node = &lexicon->nodes[at];
	if (node->entry != none && depth > best->length)
		*best = (struct sd_lexicon_match){depth, lexicon->entries[node->entry].weight, node->entry};
	if (depth == count)
		return;
	struct sd_text word = words[depth];
	const struct edge *edge = edge_slot(lexicon, at, false, word);
	if (edge->used)
		walk(lexicon, edge->child, words, count, depth + 1, best);
	if (node->shortest > node->longest)
		return;
	size_t length = word.length < node->longest ? word.length : node->longest;
	for (;; length--) {
		edge = edge_slot(lexicon, at, true, (struct sd_text){word.data, length});
		if (edge->used)
			walk(lexicon, edge->child, words, count, depth + 1, best);
		if (length <= node->shortest)
			return;
	}
}

bool sd_lexicon_match(const struct sd_lexicon *lexicon, const struct sd_text *words, size_t count,
		      struct sd_lexicon_match *match)
{
	*match = (struct sd_lexicon_match){0, 0, 0};
	walk(lexicon, 0, words, count, 0, match);
	return match->length > 0;
}
