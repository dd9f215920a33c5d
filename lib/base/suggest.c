/* SPDX-License-Identifier: MIT */
#include "base/suggest.h"

#include "base/mem.h"

enum { LOOKED_AT = 64, PART_LEAST = 3 };

struct folded {
	unsigned char bytes[LOOKED_AT];
	size_t length;
};

static struct folded fold(struct sd_text text)
{
	struct folded folded = {.length = text.length < LOOKED_AT ? text.length : LOOKED_AT};
	for (size_t i = 0; i < folded.length; i++) {
		unsigned char byte = (unsigned char)text.data[i];
		if (byte >= 'A' && byte <= 'Z')
			byte = (unsigned char)(byte - 'A' + 'a');
		folded.bytes[i] = byte == '_' || byte == ' ' ? '-' : byte;
	}
	return folded;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t distance(const struct folded *a, const struct folded *b)
{
	/* Row i of the table, and the two before it. */
	size_t rows[3][LOOKED_AT + 1];
	size_t *two_before = rows[0], *before = rows[1], *now = rows[2];
	for (size_t j = 0; j <= b->length; j++)
		before[j] = j;
	for (size_t i = 1; i <= a->length; i++) {
		now[0] = i;
		for (size_t j = 1; j <= b->length; j++) {
			size_t cost = a->bytes[i - 1] != b->bytes[j - 1];
			now[j] = least(least(before[j], now[j - 1]) + 1, before[j - 1] + cost);
			if (i > 1 && j > 1 && a->bytes[i - 1] == b->bytes[j - 2] && a->bytes[i - 2] == b->bytes[j - 1])
				now[j] = least(now[j], two_before[j - 2] + 1);
		}
		size_t *freed = two_before;
		two_before = before;
		before = now;
		now = freed;
	}
	return before[b->length];
}

size_t sd_suggest_distance(struct sd_text a, struct sd_text b)
{
	struct folded folded_a = fold(a), folded_b = fold(b);
	return distance(&folded_a, &folded_b);
}

struct ranked {
	size_t index, distance;
};

static int by_distance(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;
	if (a->distance != b->distance)
		return a->distance < b->distance ? -1 : 1;
	return (a->index > b->index) - (a->index < b->index);
}

size_t *sd_suggest_order(struct sd_text wanted, const struct sd_text *names, size_t length)
{
	struct ranked *ranked = sd_alloc(length, sizeof *ranked);
	for (size_t i = 0; i < length; i++)
		ranked[i] = (struct ranked){i, sd_suggest_distance(wanted, names[i])};
	qsort(ranked, length, sizeof *ranked, by_distance);
	size_t *order = sd_alloc(length, sizeof *order);
	for (size_t i = 0; i < length; i++)
		order[i] = ranked[i].index;
	free(ranked);
	return order;
}

bool sd_suggest_is_near(struct sd_text wanted, struct sd_text name)
{
	struct folded a = fold(wanted), b = fold(name);
	const struct folded *longer = a.length > b.length ? &a : &b, *shorter = longer == &a ? &b : &a;
	if (3 * distance(&a, &b) <= longer->length)
		return true;
	return shorter->length >= PART_LEAST &&
	       (!memcmp(longer->bytes, shorter->bytes, shorter->length) ||
		!memcmp(longer->bytes + longer->length - shorter->length, shorter->bytes, shorter->length));
}
