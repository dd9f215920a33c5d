/* SPDX-License-Identifier: MIT */
#include "base/count.h"

#include "base/hash.h"
#include "base/mem.h"

/* Open addressing with linear steps. A slot is 0 where free, else the top bits of the key's hash, by which nearly every
 * other key is passed over without a look at it, above the number of its entry + 1. */
enum { INDEX_BITS = 40, FIRST_ROOM = 16 };
#define INDEX_MASK (((uint64_t)1 << INDEX_BITS) - 1)

struct entry {
	struct sd_text key;
	uint64_t hash;
};

struct sd_count {
	size_t width, length;
	uint64_t *slots;
	size_t slot_room; /* a power of two */
	struct entry *entries;
	size_t entry_room;
	int64_t *sums; /* `width` for each entry, with room for entry_room of them */
	struct sd_arena keys;
};

struct sd_count *sd_count_new(size_t width)
{
	struct sd_count *count = sd_calloc(1, sizeof *count);
	count->width = width;
	count->slot_room = FIRST_ROOM;
	count->slots = sd_calloc(count->slot_room, sizeof *count->slots);
	return count;
}

void sd_count_free(struct sd_count *count)
{
	if (!count)
		return;
	free(count->slots);
	free(count->entries);
	free(count->sums);
	sd_arena_release(&count->keys);
	free(count);
}

/* The slot that holds `key`, or the free one where it belongs. */
static uint64_t *slot_of(const struct sd_count *count, struct sd_text key, uint64_t hash)
{
	size_t mask = count->slot_room - 1;
	for (size_t at = hash & mask;; at = (at + 1) & mask) {
		uint64_t *slot = count->slots + at;
		if (!*slot)
			return slot;
		if ((*slot ^ hash) >> INDEX_BITS)
			continue;
		const struct entry *entry = count->entries + (*slot & INDEX_MASK) - 1;
		if (entry->hash == hash && sd_text_equal(entry->key, key))
			return slot;
	}
}

static int64_t *sums_of(const struct sd_count *count, size_t index)
{
	return count->sums + index * count->width;
}

static void place(uint64_t *slots, size_t room, uint64_t hash, size_t index)
{
	size_t at = hash & (room - 1);
	while (slots[at])
		at = (at + 1) & (room - 1);
	slots[at] = (hash & ~INDEX_MASK) | (index + 1);
}

static void grow_slots(struct sd_count *count)
{
	size_t room = count->slot_room * 2;
	uint64_t *slots = sd_calloc(room, sizeof *slots);
	for (size_t i = 0; i < count->length; i++)
		place(slots, room, count->entries[i].hash, i);
	free(count->slots);
	count->slots = slots;
	count->slot_room = room;
}

static int64_t *enter(struct sd_count *count, struct sd_text key, uint64_t hash)
{
	/* At most two thirds full: a key that is not there is known after some five slots of one or two cache lines. */
	if ((count->length + 1) * 3 > count->slot_room * 2)
		grow_slots(count);
	if (count->length == count->entry_room) {
		SD_GROW(count->entries, count->length, count->entry_room);
		size_t values;
		/* SIZE_MAX is more than there is, and so ends where memory does. */
		if (__builtin_mul_overflow(count->entry_room, count->width, &values))
			values = SIZE_MAX;
		count->sums = sd_realloc(count->sums, values, sizeof *count->sums);
	}
	size_t index = count->length++;
	count->entries[index].hash = hash;
	count->entries[index].key = (struct sd_text){sd_arena_dup(&count->keys, key.data, key.length), key.length};
	int64_t *sums = sums_of(count, index);
	for (size_t i = 0; i < count->width; i++)
		sums[i] = 0;
	place(count->slots, count->slot_room, hash, index);
	return sums;
}

static int64_t *at_hash(struct sd_count *count, struct sd_text key, uint64_t hash)
{
	const uint64_t *slot = slot_of(count, key, hash);
	return *slot ? sums_of(count, (*slot & INDEX_MASK) - 1) : enter(count, key, hash);
}

int64_t *sd_count_at(struct sd_count *count, struct sd_text key)
{
	return at_hash(count, key, sd_hash_table(key.data, key.length));
}

const int64_t *sd_count_find(const struct sd_count *count, struct sd_text key)
{
	const uint64_t *slot = slot_of(count, key, sd_hash_table(key.data, key.length));
	return *slot ? sums_of(count, (*slot & INDEX_MASK) - 1) : NULL;
}

int sd_count_add(struct sd_count *into, const struct sd_count *from, struct sd_error *err)
{
	if (into->width != from->width)
		return sd_fail(err, "counts of %zu sums cannot be added to counts of %zu", from->width, into->width);
	bool overflow = false;
	for (size_t i = 0; i < from->length; i++) {
		int64_t *sums = at_hash(into, from->entries[i].key, from->entries[i].hash);
		const int64_t *more = sums_of(from, i);
		for (size_t j = 0; j < from->width; j++) {
			if (__builtin_add_overflow(sums[j], more[j], &sums[j])) {
				sums[j] = more[j] < 0 ? INT64_MIN : INT64_MAX;
				overflow = true;
			}
		}
	}
	return overflow ? sd_fail(err, "a sum leaves the range of 64-bit integers") : 0;
}

int sd_count_give(struct sd_count *into, struct sd_count *from, struct sd_error *err)
{
	if (into->length || into->width != from->width)
		return sd_count_add(into, from, err);
	const struct sd_count empty = *into;
	*into = *from;
	*from = empty;
	return 0;
}

size_t sd_count_length(const struct sd_count *count)
{
	return count->length;
}

size_t sd_count_width(const struct sd_count *count)
{
	return count->width;
}

/* Most keys differ within eight bytes, so most comparisons need not leave the array that is sorted. */
struct sortable {
	uint64_t prefix;
	const struct entry *entry;
};

static uint64_t prefix_of(struct sd_text key)
{
	uint64_t prefix = 0;
	for (size_t i = 0; i < sizeof prefix; i++)
		prefix = prefix << 8 | (i < key.length ? (unsigned char)key.data[i] : 0);
	return prefix;
}

static int compare_sortable(const void *left, const void *right)
{
	const struct sortable *a = left, *b = right;
	if (a->prefix != b->prefix)
		return a->prefix < b->prefix ? -1 : 1;
	return sd_text_compare(a->entry->key, b->entry->key);
}

struct sd_count_entry *sd_count_sorted(const struct sd_count *count)
{
	struct sortable *order = sd_alloc(count->length, sizeof *order);
	for (size_t i = 0; i < count->length; i++)
		order[i] = (struct sortable){prefix_of(count->entries[i].key), count->entries + i};
	if (count->length)
		qsort(order, count->length, sizeof *order, compare_sortable);
	struct sd_count_entry *sorted = sd_alloc(count->length, sizeof *sorted);
	for (size_t i = 0; i < count->length; i++) {
		sorted[i].key = order[i].entry->key;
		sorted[i].sums = sums_of(count, (size_t)(order[i].entry - count->entries));
	}
	free(order);
	return sorted;
}

struct sd_count_entry *sd_count_used_up(struct sd_count *count)
{
	free(count->slots);
	count->slots = NULL;
	struct sd_count_entry *sorted = sd_count_sorted(count);
	free(count->entries);
	count->entries = NULL;
	return sorted;
}

void sd_key_add(struct sd_str *key, struct sd_text part)
{
	if (key->length)
		sd_str_addc(key, '\t');
	if (!part.length) {
		sd_str_add(key, part.data ? "\\E" : "\\N", 2);
		return;
	}
	size_t done = 0;
	for (size_t i = 0; i < part.length; i++) {
		char letter = part.data[i];
		if (letter != '\\' && letter != '\t' && letter != '\n' && letter != '\r')
			continue;
		sd_str_add(key, part.data + done, i - done);
		sd_str_addc(key, '\\');
		sd_str_addc(key, letter == '\t' ? 't' : letter == '\n' ? 'n' : letter == '\r' ? 'r' : '\\');
		done = i + 1;
	}
	sd_str_add(key, part.data + done, part.length - done);
}

bool sd_key_next(struct sd_text *rest, struct sd_str *part, bool *absent)
{
	const char *data = rest->data;
	sd_str_clear(part);
	if (!data || !rest->length) {
		*rest = (struct sd_text){NULL, 0};
		return false;
	}
	const char *tab = memchr(data, '\t', rest->length);
	size_t length = tab ? (size_t)(tab - data) : rest->length;
	*rest = tab ? (struct sd_text){tab + 1, rest->length - length - 1} : (struct sd_text){NULL, 0};
	bool is_absent = length == 2 && !memcmp(data, "\\N", 2);
	if (absent)
		*absent = is_absent;
	if (is_absent || (length == 2 && !memcmp(data, "\\E", 2)))
		return true;
	for (size_t i = 0; i < length;) {
		const char *escape = length - i > 1 ? memchr(data + i, '\\', length - i - 1) : NULL;
		size_t end = escape ? (size_t)(escape - data) : length;
		sd_str_add(part, data + i, end - i);
		i = end;
		if (escape) {
			char letter = data[i + 1];
			sd_str_addc(part, letter == 't' ? '\t' : letter == 'n' ? '\n' : letter == 'r' ? '\r' : letter);
			i += 2;
		}
	}
	return true;
}
