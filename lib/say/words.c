/* SPDX-License-Identifier: MIT */
#include "say/words.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "say/normal.h"

enum { WORD_BYTES_MOST = 255, FIRST_SLOTS = 64, SIEVE_LOG = 12, SIEVE_BITS = 1 << SIEVE_LOG };

struct sd_words {
	struct sd_text *slots; /* open addressing; data is NULL where a slot is empty; a power of two of them */
	size_t slot_count, count;
	struct sd_arena arena;
	/* One bit for what first, middle and last byte and length together give: most words that are not in the list
	 * are told so without a hash over them. */
	uint64_t sieve[SIEVE_BITS / 64];
};

/* FNV-1a; its order never reaches an output. */
static uint64_t hash(struct sd_text word)
{
	uint64_t h = 14695981039346656037u;
	for (size_t i = 0; i < word.length; i++)
		h = (h ^ (unsigned char)word.data[i]) * 1099511628211u;
	return h ^ h >> 32;
}

static size_t sieve_bit(struct sd_text word)
{
	/* Mixed by Knuth's multiplicative hash. */
	const unsigned char *bytes = (const unsigned char *)word.data;
	uint32_t first = bytes[0], middle = bytes[word.length / 2], last = bytes[word.length - 1];
	uint32_t key = first | middle << 8 | last << 16 | (uint32_t)word.length << 24;
	return key * 2654435761u >> (32 - SIEVE_LOG);
}

/* The slot that holds `word`, or the empty one where it belongs. */
static struct sd_text *slot_of(const struct sd_words *words, struct sd_text word)
{
	size_t i = (size_t)hash(word) & (words->slot_count - 1);
	while (words->slots[i].data && !sd_text_equal(words->slots[i], word))
		i = (i + 1) & (words->slot_count - 1);
	return &words->slots[i];
}

static void grow(struct sd_words *words)
{
	struct sd_text *old = words->slots;
	size_t old_count = words->slot_count;
	words->slot_count = old_count ? old_count * 2 : FIRST_SLOTS;
	words->slots = sd_calloc(words->slot_count, sizeof *words->slots);
	for (size_t i = 0; i < old_count; i++)
		if (old[i].data)
			*slot_of(words, old[i]) = old[i];
	free(old);
}

static void add(struct sd_words *words, struct sd_text word)
{
	if (words->count * 2 >= words->slot_count)
		grow(words);
	struct sd_text *slot = slot_of(words, word);
	if (slot->data)
		return;
	*slot = sd_text_keep(&words->arena, word);
	words->count++;
	size_t bit = sieve_bit(word);
	words->sieve[bit / 64] |= (uint64_t)1 << bit % 64;
}

/* The line without its comment. */
static struct sd_text strip_comment(struct sd_text line)
{
	for (size_t i = 0; i < line.length; i++)
		if (line.data[i] == '#' && (i == 0 || line.data[i - 1] == ' ' || line.data[i - 1] == '\t'))
			line.length = i;
	return sd_text_trim(line);
}

static int add_line(struct sd_words *words, const char *name, size_t number, struct sd_text line,
		    struct sd_str *normal, struct sd_error *err)
{
	if (sd_utf8_valid_prefix(line.data, line.length) < line.length)
		return sd_fail(err, "%s: line %zu: not UTF-8; save the list as UTF-8", name, number);
	line = strip_comment(line);
	if (line.length > WORD_BYTES_MOST)
		return sd_fail(err, "%s: line %zu: a word of %zu bytes; at most %d are allowed, one word a line", name,
			       number, line.length, WORD_BYTES_MOST);
	sd_str_clear(normal);
	sd_normal_add(normal, line);
	if (normal->length)
		add(words, sd_str_text(normal));
	return 0;
}

struct sd_words *sd_words_new(const char *name, struct sd_text content, struct sd_error *err)
{
	struct sd_words *words = sd_calloc(1, sizeof *words);
	struct sd_str normal = SD_STR_INIT;
	size_t at = content.length >= 3 && !memcmp(content.data, "\xEF\xBB\xBF", 3) ? 3 : 0;
	int failed = 0;
	grow(words);
	for (size_t number = 1; at < content.length && !failed; number++) {
		size_t end = at;
		while (end < content.length && content.data[end] != '\n' && content.data[end] != '\r')
			end++;
		failed = add_line(words, name, number, (struct sd_text){content.data + at, end - at}, &normal, err);
		bool pair = end + 1 < content.length && content.data[end] == '\r' && content.data[end + 1] == '\n';
		at = end + (pair ? 2 : 1);
	}
	sd_str_release(&normal);
	if (!failed)
		return words;
	sd_words_free(words);
	return NULL;
}

void sd_words_free(struct sd_words *words)
{
	if (!words)
		return;
	sd_arena_release(&words->arena);
	free(words->slots);
	free(words);
}

bool sd_words_has(const struct sd_words *words, struct sd_text normal)
{
	if (!words || !normal.length)
		return false;
	size_t bit = sieve_bit(normal);
	return (words->sieve[bit / 64] >> bit % 64 & 1) && slot_of(words, normal)->data;
}

void sd_words_each(const struct sd_words *words, void (*each)(struct sd_text word, void *context), void *context)
{
	for (size_t i = 0; i < words->slot_count; i++)
		if (words->slots[i].data)
			each(words->slots[i], context);
}

size_t sd_words_count(const struct sd_words *words)
{
	return words->count;
}
