/* SPDX-License-Identifier: MIT */
#include "say/lexicon.h"

#include "base/mem.h"
#include "say/lexicon_condition.h"
#include "say/lexicon_word.h"
#include "say/normal.h"

enum {
	UNIT = 10000,
	BOUND = 4 * UNIT,
	FIRST_SLOTS = 256,
	SIEVE_LOG = 17,
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
	bool prefix;
};
/* Where an edge is, with bits of its hash beside it: a look-up touches the edge itself only where those are the
 * same. */
struct slot {
	uint32_t tag, edge; /* edge: or none */
};
struct entry {
	struct sd_text term, condition;
	int32_t weight;
	uint32_t node, next; /* of the same term, under another condition; or none */
	size_t file, line;
};
struct about {
	struct sd_text key, value;
};

struct sd_lexicon {
	struct node *nodes;
	size_t node_count, node_room;
	struct edge *edges;
	size_t edge_count, edge_room;
	struct slot *slots; /* open addressing, a power of two of them */
	size_t slot_count;
	uint64_t sieve[(1 << SIEVE_LOG) / 64]; /* of the edges */
	bool begins_prefix[256];	       /* by first byte: whether any of the root's prefixes begins so */
	struct entry *entries;
	size_t entry_count, entry_room;
	struct about *abouts;
	size_t about_count, about_room;
	size_t files;
	bool negators_follow, conditions;
	struct sd_arena arena;
};

/* What belongs to the file being read. */
struct reading {
	struct sd_lexicon *lexicon;
	const char *name;
	size_t line;
	bool own;  /* the own format: a term twice must have one weight, and none may be of nothing */
	bool adds; /* weights add up with those of earlier files */
	struct sd_tokenizer *tokenizer;
	struct sd_str term, condition;
};

static struct sd_text keep(struct sd_lexicon *lexicon, struct sd_text text)
{
	return sd_text_keep(&lexicon->arena, text);
}

static uint32_t node_new(struct sd_lexicon *lexicon)
{
	SD_GROW(lexicon->nodes, lexicon->node_count, lexicon->node_room);
	lexicon->nodes[lexicon->node_count] = (struct node){none, UINT32_MAX, 0};
	return (uint32_t)lexicon->node_count++;
}

static inline uint64_t bytes_of(const char *data, size_t length)
{
	uint64_t value = 0;
	memcpy(&value, data, length);
	return value;
}

/* Eight bytes at a time, the last ones by reads that overlap; its order never reaches an output. */
static inline uint64_t edge_hash(uint32_t parent, bool prefix, struct sd_text text)
{
	const uint64_t odd = 0x9E3779B97F4A7C15u;
	uint64_t h = ((uint64_t)parent << 1 | prefix) ^ (uint64_t)text.length << 40, rest = 0;
	for (; text.length > 8; text.data += 8, text.length -= 8) {
		h = (h ^ bytes_of(text.data, 8)) * odd;
		h ^= h >> 29;
	}
	if (text.length >= 4)
		rest = bytes_of(text.data, 4) | bytes_of(text.data + text.length - 4, 4) << 32;
	else if (text.length)
		rest = bytes_of(text.data, 1) | bytes_of(text.data + text.length / 2, 1) << 8 |
		       bytes_of(text.data + text.length - 1, 1) << 16;
	h = (h ^ rest) * odd;
	h ^= h >> 32;
	h *= 0xD6E8FEB86659FD93u;
	return h ^ h >> 32;
}

/* One bit for what parent, length and three bytes together give: most words that begin nothing are told so without a
 * hash over them. */
static inline size_t sieve_bit(uint32_t parent, bool prefix, struct sd_text text)
{
	const unsigned char *bytes = (const unsigned char *)text.data;
	uint32_t key = (uint32_t)text.length << 24;
	if (text.length)
		key |= bytes[0] | (uint32_t)bytes[text.length / 2] << 8 | (uint32_t)bytes[text.length - 1] << 16;
	key ^= (parent << 1 | prefix) * 2246822519u;
	return key * 2654435761u >> (32 - SIEVE_LOG);
}

static inline bool may_have(const struct sd_lexicon *lexicon, uint32_t parent, bool prefix, struct sd_text text)
{
	size_t bit = sieve_bit(parent, prefix, text);
	return lexicon->sieve[bit / 64] >> bit % 64 & 1;
}

/* Words are short: two reads, that overlap, are all of one of four to sixteen bytes. */
static inline bool is_same(struct sd_text a, struct sd_text b)
{
	if (a.length != b.length)
		return false;
	if (a.length < 4 || a.length > 16)
		return memcmp(a.data, b.data, a.length) == 0;
	size_t piece = a.length < 8 ? 4 : 8, last = a.length - piece;
	if (piece == 4)
		return bytes_of(a.data, 4) == bytes_of(b.data, 4) &&
		       bytes_of(a.data + last, 4) == bytes_of(b.data + last, 4);
	return bytes_of(a.data, 8) == bytes_of(b.data, 8) && bytes_of(a.data + last, 8) == bytes_of(b.data + last, 8);
}

static inline bool is_edge(const struct edge *edge, uint32_t parent, bool prefix, struct sd_text text)
{
	return edge->parent == parent && edge->prefix == prefix && is_same(edge->text, text);
}

/* The slot of the edge, or the empty one where it belongs. */
static struct slot *slot_of(const struct sd_lexicon *lexicon, uint64_t hash, uint32_t parent, bool prefix,
			    struct sd_text text)
{
	size_t mask = lexicon->slot_count - 1, i = (size_t)hash & mask;
	for (;; i = (i + 1) & mask) {
		struct slot *slot = &lexicon->slots[i];
		if (slot->edge == none ||
		    (slot->tag == hash >> 32 && is_edge(&lexicon->edges[slot->edge], parent, prefix, text)))
			return slot;
	}
}

static const struct edge *edge_of(const struct sd_lexicon *lexicon, uint32_t parent, bool prefix, struct sd_text text)
{
	uint32_t edge = slot_of(lexicon, edge_hash(parent, prefix, text), parent, prefix, text)->edge;
	return edge == none ? NULL : &lexicon->edges[edge];
}

static void slots_grow(struct sd_lexicon *lexicon)
{
	free(lexicon->slots);
	lexicon->slot_count = lexicon->slot_count ? lexicon->slot_count * 2 : FIRST_SLOTS;
	lexicon->slots = sd_calloc(lexicon->slot_count, sizeof *lexicon->slots);
	for (size_t i = 0; i < lexicon->slot_count; i++)
		lexicon->slots[i].edge = none;
	for (size_t i = 0; i < lexicon->edge_count; i++) {
		const struct edge *edge = &lexicon->edges[i];
		uint64_t hash = edge_hash(edge->parent, edge->prefix, edge->text);
		*slot_of(lexicon, hash, edge->parent, edge->prefix, edge->text) =
			(struct slot){(uint32_t)(hash >> 32), (uint32_t)i};
	}
}

static void note_prefix(struct sd_lexicon *lexicon, uint32_t parent, struct sd_text text)
{
	struct node *node = &lexicon->nodes[parent];
	if (text.length < node->shortest)
		node->shortest = (uint32_t)text.length;
	if (text.length > node->longest)
		node->longest = (uint32_t)text.length;
	for (size_t byte = 0; !parent && byte < 256; byte++)
		if (!text.length || (unsigned char)text.data[0] == byte)
			lexicon->begins_prefix[byte] = true;
}

static uint32_t child_of(struct sd_lexicon *lexicon, uint32_t parent, bool prefix, struct sd_text text)
{
	if (lexicon->edge_count * 2 >= lexicon->slot_count)
		slots_grow(lexicon);
	uint64_t hash = edge_hash(parent, prefix, text);
	struct slot *slot = slot_of(lexicon, hash, parent, prefix, text);
	if (slot->edge != none)
		return lexicon->edges[slot->edge].child;
	*slot = (struct slot){(uint32_t)(hash >> 32), (uint32_t)lexicon->edge_count};
	SD_GROW(lexicon->edges, lexicon->edge_count, lexicon->edge_room);
	uint32_t child = node_new(lexicon);
	lexicon->edges[lexicon->edge_count++] = (struct edge){keep(lexicon, text), parent, child, prefix};
	size_t bit = sieve_bit(parent, prefix, text);
	lexicon->sieve[bit / 64] |= (uint64_t)1 << bit % 64;
	if (prefix)
		note_prefix(lexicon, parent, text);
	return child;
}

struct sd_lexicon *sd_lexicon_new(void)
{
	struct sd_lexicon *lexicon = sd_calloc(1, sizeof *lexicon);
	slots_grow(lexicon);
	node_new(lexicon);
	return lexicon;
}

void sd_lexicon_free(struct sd_lexicon *lexicon)
{
	if (!lexicon)
		return;
	free(lexicon->nodes);
	free(lexicon->edges);
	free(lexicon->slots);
	free(lexicon->entries);
	free(lexicon->abouts);
	sd_arena_release(&lexicon->arena);
	free(lexicon);
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

static void read_about(void *context, struct sd_text key, struct sd_text value)
{
	static const char *const keys[] = {
		"name", "version", "language", "licence", "range", "negators-follow", "calibration",
					   "positive-from", "negative-from"};
	struct reading *reading = context;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (sd_text_equals(key, keys[i]))
			set_about(reading->lexicon, key, value);
	if (sd_text_equals(key, "negators-follow"))
		reading->lexicon->negators_follow = sd_text_equals(value, "yes");
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
	return sd_lexicon_is_wordly(piece.data[piece.length - 2]);
}

static uint32_t descend(struct reading *reading, uint32_t node, struct sd_text word, bool prefix)
{
	if (reading->term.length && reading->term.data[reading->term.length - 1] != '\'')
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

static int32_t within_bounds(int64_t weight)
{
	return (int32_t)(weight > BOUND ? BOUND : weight < -BOUND ? -BOUND : weight);
}

static int add_entry(struct reading *reading, uint32_t node, int32_t weight, struct sd_error *err)
{
	struct sd_lexicon *lexicon = reading->lexicon;
	struct sd_text condition = sd_str_text(&reading->condition);
	uint32_t known = lexicon->nodes[node].entry;
	while (known != none && !sd_text_equal(lexicon->entries[known].condition, condition))
		known = lexicon->entries[known].next;
	struct entry entry = {.weight = weight,
			      .node = node,
			      .file = lexicon->files,
			      .line = reading->line,
			      .next = none};
	if (known != none) {
		struct entry *old = &lexicon->entries[known];
		if (reading->own && old->file == lexicon->files && old->weight != weight) {
			struct sd_str shown = SD_STR_INIT;
			sd_str_add_printable(&shown, sd_str_text(&reading->term), SHOWN_MOST);
			sd_fail(err,
				"%s: line %zu, column 1: a term for the second time: \"%s\"; it stands on line %zu "
				"with another weight: keep one of the two",
				reading->name, reading->line, shown.data, old->line);
			sd_str_release(&shown);
			return -1;
		}
		if (reading->adds && old->file != lexicon->files)
			entry.weight = within_bounds((int64_t)old->weight + weight);
		entry.term = old->term;
		entry.condition = old->condition;
		entry.next = old->next;
		*old = entry;
		return 0;
	}
	SD_GROW(lexicon->entries, lexicon->entry_count, lexicon->entry_room);
	entry.term = keep(lexicon, sd_str_text(&reading->term));
	if (condition.length) {
		entry.condition = keep(lexicon, condition);
		lexicon->conditions = true;
	}
	entry.next = lexicon->nodes[node].entry;
	lexicon->nodes[node].entry = (uint32_t)lexicon->entry_count;
	lexicon->entries[lexicon->entry_count++] = entry;
	return 0;
}

static int read_entry(void *context, const struct sd_lexicon_line *line, struct sd_error *err)
{
	struct reading *reading = context;
	struct sd_text term = line->term;
	reading->line = line->line;
	ready_tokenizer(reading);
	sd_str_clear(&reading->term);
	sd_str_clear(&reading->condition);
	/* Part by part, for a normal form holds no blank. */
	for (size_t i = 0, end; i < line->condition.length; i = end + 1) {
		for (end = i; end < line->condition.length && line->condition.data[end] != ' ';)
			end++;
		if (i && end > i)
			sd_str_addc(&reading->condition, ' ');
		sd_normal_add(&reading->condition, (struct sd_text){line->condition.data + i, end - i});
	}
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
		if (!node && !reading->own)
			return 0;
		if (!node)
			return sd_fail(err,
				       "%s: line %zu, column 1: nothing that can be seen before the TAB; write term, "
				       "TAB, weight",
				       reading->name, reading->line);
	}
	return add_entry(reading, node, line->weight, err);
}

static int compare_entries(const void *a, const void *b)
{
	const struct entry *one = a, *other = b;
	int order = sd_text_compare(one->term, other->term);
	/* Of one term in the order of the files, that without a condition last. */
	if (!order)
		order = !one->condition.length - !other->condition.length;
	if (!order)
		order = (one->file > other->file) - (one->file < other->file);
	return order ? order : (one->line > other->line) - (one->line < other->line);
}

int sd_lexicon_add(struct sd_lexicon *lexicon, const char *name, struct sd_text content, struct sd_error *err)
{
	return sd_lexicon_add_told(lexicon, name, content, NULL, err);
}

int sd_lexicon_add_told(struct sd_lexicon *lexicon, const char *name, struct sd_text content,
			const struct sd_lexicon_told *told, struct sd_error *err)
{
	struct reading reading = {.lexicon = lexicon,
				  .name = name,
				  .own = sd_lexicon_recognise(content) == SD_LEXICON_OWN,
				  .adds = told && told->adds};
	const struct sd_lexicon_sink sink = {read_entry, read_about, &reading};
	lexicon->files++;
	int failed = sd_lexicon_read(name, content, told, &sink, err);
	if (lexicon->entry_count)
		qsort(lexicon->entries, lexicon->entry_count, sizeof *lexicon->entries, compare_entries);
	for (size_t i = lexicon->entry_count; i-- > 0;) {
		struct entry *entry = &lexicon->entries[i];
		bool more = i + 1 < lexicon->entry_count && entry[1].node == entry->node;
		entry->next = more ? (uint32_t)(i + 1) : none;
		lexicon->nodes[entry->node].entry = (uint32_t)i;
	}
	sd_tokenizer_free(reading.tokenizer);
	sd_str_release(&reading.term);
	sd_str_release(&reading.condition);
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

bool sd_lexicon_has_conditions(const struct sd_lexicon *lexicon)
{
	return lexicon->conditions;
}

struct sd_text sd_lexicon_condition(const struct sd_lexicon *lexicon, size_t index)
{
	return lexicon->entries[index].condition;
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
	struct sd_text positive = sd_lexicon_about(lexicon, "positive-from");
	if (positive.length)
		sd_hash_stream_add(stream, positive.data, positive.length);
	struct sd_text negative = sd_lexicon_about(lexicon, "negative-from");
	if (negative.length)
		sd_hash_stream_add(stream, negative.data, negative.length);
	for (size_t i = 0; i < lexicon->entry_count; i++) {
		sd_str_clear(&line);
		sd_str_add_text(&line, lexicon->entries[i].term);
		sd_str_addc(&line, '\t');
		sd_str_add_int(&line, lexicon->entries[i].weight);
		if (lexicon->entries[i].condition.length) {
			sd_str_addc(&line, '\t');
			sd_str_add_text(&line, lexicon->entries[i].condition);
		}
		sd_str_addc(&line, '\n');
		sd_hash_stream_add(stream, line.data, line.length);
	}
	sd_str_release(&line);
	sd_hash_stream_finish(stream, hex);
}

/* Goes down the trie by words[depth …], keeping the deepest entry seen. Spelt-out children come before prefixes, longer
 * prefixes before shorter ones, and only a longer match replaces one, so the order of trial decides ties. */
static void walk(const struct sd_lexicon *lexicon, uint32_t at, const struct sd_text *words, size_t count, size_t depth,
		 const struct sd_lexicon_around *around, struct sd_lexicon_match *best)
{
	const struct node *node = &lexicon->nodes[at];
	if (node->entry != none && depth > best->length) {
		uint32_t entry = node->entry;
		while (around && entry != none && lexicon->entries[entry].condition.length &&
		       !sd_lexicon_condition_holds(lexicon->entries[entry].condition, words, depth, count, around))
			entry = lexicon->entries[entry].next;
		if (entry != none)
			*best = (struct sd_lexicon_match){depth, lexicon->entries[entry].weight, entry};
	}
	if (depth == count)
		return;
	struct sd_text word = words[depth];
	const struct edge *edge;
	if (may_have(lexicon, at, false, word) && (edge = edge_of(lexicon, at, false, word)))
		walk(lexicon, edge->child, words, count, depth + 1, around, best);
	if (node->shortest > node->longest ||
	    (!at && word.length && !lexicon->begins_prefix[(unsigned char)word.data[0]]))
		return;
	size_t length = word.length < node->longest ? word.length : node->longest;
	for (;; length--) {
		struct sd_text begin = {word.data, length};
		if (may_have(lexicon, at, true, begin) && (edge = edge_of(lexicon, at, true, begin)))
			walk(lexicon, edge->child, words, count, depth + 1, around, best);
		if (length <= node->shortest)
			return;
	}
}

bool sd_lexicon_match(const struct sd_lexicon *lexicon, const struct sd_text *words, size_t count,
		      struct sd_lexicon_match *match)
{
	return sd_lexicon_match_around(lexicon, words, count, NULL, match);
}

bool sd_lexicon_match_around(const struct sd_lexicon *lexicon, const struct sd_text *words, size_t count,
			     const struct sd_lexicon_around *around, struct sd_lexicon_match *match)
{
	*match = (struct sd_lexicon_match){0, 0, 0};
	walk(lexicon, 0, words, count, 0, around, match);
	return match->length > 0;
}

struct sd_lexicon_begin sd_lexicon_begin_of(const struct sd_lexicon *lexicon, struct sd_text word)
{
	const struct node *root = &lexicon->nodes[0];
	const struct edge *edge = may_have(lexicon, 0, false, word) ? edge_of(lexicon, 0, false, word) : NULL;
	struct sd_lexicon_begin begin = {edge ? edge->child : 0, false};
	if (word.length && !lexicon->begins_prefix[(unsigned char)word.data[0]])
		return begin;
	for (size_t length = root->shortest; !begin.prefix && length <= root->longest && length <= word.length;
	     length++) {
		struct sd_text start = {word.data, length};
		begin.prefix = may_have(lexicon, 0, true, start) && edge_of(lexicon, 0, true, start);
	}
	return begin;
}

bool sd_lexicon_match_from(const struct sd_lexicon *lexicon, struct sd_lexicon_begin begin, const struct sd_text *words,
			   size_t count, const struct sd_lexicon_around *around, struct sd_lexicon_match *match)
{
	if (begin.prefix)
		return sd_lexicon_match_around(lexicon, words, count, around, match);
	if (!begin.node)
		return false;
	/* Many a word begins entries of several words and is none: the next one mostly tells that it goes no
	 * further. */
	const struct node *node = &lexicon->nodes[begin.node];
	if (node->entry == none &&
	    (count < 2 || (node->shortest > node->longest && !may_have(lexicon, begin.node, false, words[1]))))
		return false;
	*match = (struct sd_lexicon_match){0, 0, 0};
	walk(lexicon, begin.node, words, count, 1, around, match);
	return match->length > 0;
}
