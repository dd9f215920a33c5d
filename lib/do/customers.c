/* SPDX-License-Identifier: MIT */
#include "do/customers.h"

#include <endian.h>
#include <pthread.h>

#include "base/count.h"
#include "base/hash.h"
#include "base/sort.h"

enum {
	PARTS = 16,	   /* a power of two: far more than threads, so that they seldom wait for one another */
	HELD = 192,	   /* rows that a feed holds back for each part: they stay in the processor's own cache */
	NO_CATEGORY = -1,
	CLASSES = 40,	   /* of sizes of blocks */
	SETS = 16,	   /* of categories that a feed knows without looking them up, */
	WAYS = 4,	   /* of so many each: two names in one place would else drive each other out, row by row */
	DENSE = 16	   /* the first categories stand in an array, further ones in a list */
};

/* 32 days of which `bits` were purchase days. */
struct stretch {
	int32_t at; /* ⌊day / 32⌋ */
	uint32_t bits;
};
/* Net money, or orders, of a category from DENSE on. */
struct spent {
	int64_t sum;
	int32_t category;
};

struct customer {
	uint64_t prefix; /* the first eight bytes of the key, by which short ones are compared */
	struct sd_text key;
	int64_t count;
	sd_decimal amount, refunds, first_gross;
	struct stretch *stretches; /* by `at` */
	int64_t *dense; /* net money, or orders, by category */
	struct spent *spent;
	sd_day first;
	uint32_t stretches_length, dense_length, spent_length;
};

/* Blocks by size, which are handed back when what they hold outgrows them. A block of class c has room for 4, 8, 12,
 * 16, 24, 32, 48 … elements of 8 bytes. */
struct blocks {
	struct sd_arena arena;
	void *free[CLASSES];
};

struct part {
	pthread_mutex_t lock;
	uint64_t *slots; /* 0 or the top bits of the hash over the number of the customer + 1 */
	size_t slot_room;
	struct customer **pages; /* of PAGE customers each, so that none moves */
	uint64_t *hashes;
	size_t length, pages_room, hashes_room;
	struct blocks blocks;
	struct sd_arena keys, room; /* `room`: of the pages */
	bool overflow;
};
enum { PAGE = 1024, INDEX_BITS = 40 };
#define INDEX_MASK (((uint64_t)1 << INDEX_BITS) - 1)

struct held {
	uint64_t hash, prefix;
	sd_decimal amount;
	size_t key; /* where it begins in the feed's keys of the part, if it is longer than its prefix */
	uint32_t key_length;
	int32_t category;
	sd_day day;
	int32_t count;
};

struct sd_customers {
	bool valued, categories;
	struct part parts[PARTS];
	pthread_mutex_t lock; /* of what follows */
	struct sd_count *ranks; /* name of a category → its number + 1 */
	sd_day first, last;
	/* Once it has ended. */
	struct customer **sorted;
	size_t length;
	struct sd_text *names;
	int32_t *rank; /* of the categories as they came */
	size_t names_length;
};

struct sd_customers_feed {
	struct sd_customers *customers;
	struct {
		struct held rows[HELD];
		size_t length;
		struct sd_str keys;
	} parts[PARTS];
	struct set {
		struct sd_str names[WAYS];
		int32_t categories[WAYS];
		unsigned next; /* to be forgotten */
	} remembered[SETS];
	sd_day first, last;
};

/* --- blocks ------------------------------------------------------------------------------------------------------- */

/* The room of class c: 4, 8, 12, 16, then steps of a half and a third. */
static size_t room_of(unsigned class)
{
	if (class < 3)
		return 4 * ((size_t)class + 1);
	size_t power = (size_t)16 << ((class - 3) / 2);
	return (class - 3) % 2 ? power + power / 2 : power;
}

/* The class that holds `length` and no less. */
static unsigned class_of(size_t length)
{
	unsigned class = 0;
	while (room_of(class) < length)
		class++;
	return class;
}

static void *block_new(struct blocks *blocks, unsigned class, size_t unit)
{
	void *block = blocks->free[class];
	if (block) {
		memcpy(&blocks->free[class], block, sizeof block);
		return block;
	}
	return sd_arena_alloc(&blocks->arena, room_of(class) * unit);
}

/* Room for one more of `length` elements: `old` itself, or a larger block with its content. `unit` is 8 or 16. */
static void *block_grow(struct blocks *blocks, void *old, size_t length, size_t unit)
{
	/* A block of elements of 16 bytes is one of twice as many of 8. */
	size_t eights = unit / 8, used = length * eights;
	unsigned class = length ? class_of(used) : 0;
	if (length && used + eights <= room_of(class))
		return old;
	unsigned larger = class_of(used + eights);
	void *block = block_new(blocks, larger, 8);
	if (length) {
		memcpy(block, old, length * unit);
		memcpy(old, &blocks->free[class], sizeof old);
		blocks->free[class] = old;
	}
	return block;
}

/* --- one part ----------------------------------------------------------------------------------------------------- */

static struct customer *customer_at(const struct part *part, size_t index)
{
	return part->pages[index / PAGE] + index % PAGE;
}

/* In the order of bytes. */
static uint64_t prefix_of(struct sd_text key)
{
	uint64_t whole = 0;
	uint32_t first, last;
	if (key.length >= sizeof whole) {
		memcpy(&whole, key.data, sizeof whole);
		return be64toh(whole);
	}
	/* Pieces of fixed sizes: a copy of any other is waited for when it is loaded. */
	if (key.length >= sizeof first) {
		memcpy(&first, key.data, sizeof first);
		memcpy(&last, key.data + key.length - sizeof last, sizeof last);
		size_t rest = key.length - sizeof first;
		whole = be32toh(last) & (((uint64_t)1 << rest * 8) - 1);
		return (uint64_t)be32toh(first) << 32 | whole << (32 - rest * 8);
	}
	for (size_t i = 0; i < key.length; i++)
		whole |= (uint64_t)(unsigned char)key.data[i] << (56 - i * 8);
	return whole;
}

static void place(uint64_t *slots, size_t room, uint64_t hash, size_t index)
{
	size_t at = hash / PARTS & (room - 1);
	while (slots[at])
		at = (at + 1) & (room - 1);
	slots[at] = (hash & ~INDEX_MASK) | (index + 1);
}

static void grow_slots(struct part *part)
{
	size_t room = part->slot_room * 2;
	uint64_t *slots = sd_calloc(room, sizeof *slots);
	for (size_t i = 0; i < part->length; i++)
		place(slots, room, part->hashes[i], i);
	free(part->slots);
	part->slots = slots;
	part->slot_room = room;
}

/* Customers stand at multiples of 32 bytes where pointers have 64 bits: of 96 bytes each, none touches a third line of
 * the processor's cache. The arena frees them. */
static struct customer *page_new(struct sd_arena *arena)
{
	enum { LINE = 64 };
	char *room = sd_arena_alloc(arena, PAGE * sizeof(struct customer) + LINE);
	return (void *)(room + (LINE - (uintptr_t)room % LINE) % LINE);
}

static struct customer *enter(struct part *part, const struct held *row, const char *keys)
{
	uint64_t hash = row->hash, whole = htobe64(row->prefix);
	const char *key = row->key_length > sizeof whole ? keys + row->key : (const char *)&whole;
	if ((part->length + 1) * 3 > part->slot_room * 2)
		grow_slots(part);
	if (part->length % PAGE == 0) {
		size_t pages = part->length / PAGE;
		SD_GROW(part->pages, pages, part->pages_room);
		part->pages[pages] = page_new(&part->room);
	}
	SD_GROW(part->hashes, part->length, part->hashes_room);
	size_t index = part->length++;
	part->hashes[index] = hash;
	struct customer *customer = customer_at(part, index);
	*customer = (struct customer){.prefix = row->prefix,
				      .key = {sd_arena_dup(&part->keys, key, row->key_length), row->key_length},
				      .first = SD_NO_DAY};
	place(part->slots, part->slot_room, hash, index);
	return customer;
}

static struct customer *find(struct part *part, const struct held *row, const char *keys)
{
	size_t mask = part->slot_room - 1;
	uint64_t hash = row->hash, prefix = row->prefix;
	for (size_t at = hash / PARTS & mask; part->slots[at]; at = (at + 1) & mask) {
		uint64_t slot = part->slots[at];
		if ((slot ^ hash) >> INDEX_BITS)
			continue;
		size_t index = (slot & INDEX_MASK) - 1;
		struct customer *customer = customer_at(part, index);
		if (customer->key.length == row->key_length && customer->prefix == prefix &&
		    (row->key_length <= sizeof prefix || !memcmp(customer->key.data, keys + row->key, row->key_length)))
			return customer;
	}
	return enter(part, row, keys);
}

static void mark_day(struct part *part, struct customer *customer, sd_day day)
{
	int32_t at = day >= 0 ? day / 32 : -1 - (-1 - day) / 32;
	uint32_t bit = (uint32_t)1 << (uint32_t)(day - at * 32);
	uint32_t low = 0, high = customer->stretches_length;
	/* Logs mostly run forward. */
	if (high && customer->stretches[high - 1].at <= at)
		low = high - (customer->stretches[high - 1].at == at);
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (customer->stretches[middle].at < at)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < customer->stretches_length && customer->stretches[low].at == at) {
		customer->stretches[low].bits |= bit;
		return;
	}
	customer->stretches = block_grow(&part->blocks, customer->stretches, customer->stretches_length,
					 sizeof *customer->stretches);
	memmove(customer->stretches + low + 1, customer->stretches + low,
		(customer->stretches_length - low) * sizeof *customer->stretches);
	customer->stretches[low] = (struct stretch){at, bit};
	customer->stretches_length++;
}

/* sd_decimal_sum without a call where nothing overflows. */
static inline sd_decimal sum_of(sd_decimal a, sd_decimal b, bool *overflow)
{
	sd_decimal sum;
	return __builtin_add_overflow(a, b, &sum) ? sd_decimal_sum(a, b, overflow) : sum;
}

static void spend(struct part *part, struct customer *customer, int32_t category, int64_t sum)
{
	/* What has no category comes first. */
	uint32_t number = (uint32_t)(category + 1);
	if (number < DENSE) {
		while (customer->dense_length <= number) {
			customer->dense =
				block_grow(&part->blocks, customer->dense, customer->dense_length, sizeof sum);
			customer->dense[customer->dense_length++] = 0;
		}
		customer->dense[number] = sum_of(customer->dense[number], sum, &part->overflow);
		return;
	}
	uint32_t low = 0, high = customer->spent_length;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (customer->spent[middle].category < category)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == customer->spent_length || customer->spent[low].category != category) {
		customer->spent =
			block_grow(&part->blocks, customer->spent, customer->spent_length, sizeof *customer->spent);
		memmove(customer->spent + low + 1, customer->spent + low,
			(customer->spent_length - low) * sizeof *customer->spent);
		customer->spent[low] = (struct spent){0, category};
		customer->spent_length++;
	}
	customer->spent[low].sum = sum_of(customer->spent[low].sum, sum, &part->overflow);
}

static void apply(const struct sd_customers *customers, struct part *part, struct customer *customer,
		  const struct held *row)
{
	customer->count += row->count;
	customer->amount = sum_of(customer->amount, row->amount, &part->overflow);
	if (row->amount < 0)
		customer->refunds = sum_of(customer->refunds, -row->amount, &part->overflow);
	if (customers->categories)
		spend(part, customer, row->category, customers->valued ? row->amount : row->count);
	if (!row->count)
		return;
	if (customer->first == SD_NO_DAY || row->day < customer->first) {
		customer->first = row->day;
		customer->first_gross = 0;
	}
	if (row->day == customer->first)
		customer->first_gross = sum_of(customer->first_gross, row->amount, &part->overflow);
	mark_day(part, customer, row->day);
}

/* Enters the rows held back for a part. In rounds, each of which asks for the memory that the next one needs: the waits
 * for it, which were most of the time, go on side by side. */
static void flush(struct sd_customers_feed *feed, size_t which)
{
	struct part *part = feed->customers->parts + which;
	struct held *rows = feed->parts[which].rows;
	const char *keys = feed->parts[which].keys.data;
	size_t length = feed->parts[which].length;
	struct customer *found[HELD];
	pthread_mutex_lock(&part->lock);
	for (size_t i = 0; i < length; i++)
		__builtin_prefetch(part->slots + (rows[i].hash / PARTS & (part->slot_room - 1)));
	for (size_t i = 0; i < length; i++) {
		uint64_t slot = part->slots[rows[i].hash / PARTS & (part->slot_room - 1)];
		if (!slot)
			continue;
		const struct customer *customer = customer_at(part, (slot & INDEX_MASK) - 1);
		__builtin_prefetch(customer, 1);
		__builtin_prefetch((const char *)customer + 64, 1);
	}
	for (size_t i = 0; i < length; i++) {
		found[i] = find(part, rows + i, keys);
		if (found[i]->dense_length)
			__builtin_prefetch(found[i]->dense + (rows[i].category + 1) % DENSE, 1);
		if (found[i]->stretches_length)
			__builtin_prefetch(found[i]->stretches + found[i]->stretches_length - 1, 1);
	}
	for (size_t i = 0; i < length; i++)
		apply(feed->customers, part, found[i], rows + i);
	pthread_mutex_unlock(&part->lock);
	feed->parts[which].length = 0;
	sd_str_clear(&feed->parts[which].keys);
}

/* --- from outside ------------------------------------------------------------------------------------------------- */

struct sd_customers *sd_customers_new(bool valued, bool categories)
{
	enum { FIRST_ROOM = 1024 };
	struct sd_customers *customers = sd_calloc(1, sizeof *customers);
	customers->valued = valued;
	customers->categories = categories;
	customers->first = customers->last = SD_NO_DAY;
	customers->ranks = sd_count_new(1);
	pthread_mutex_init(&customers->lock, NULL);
	for (size_t i = 0; i < PARTS; i++) {
		pthread_mutex_init(&customers->parts[i].lock, NULL);
		customers->parts[i].slot_room = FIRST_ROOM;
		customers->parts[i].slots = sd_calloc(FIRST_ROOM, sizeof(uint64_t));
	}
	return customers;
}

void sd_customers_free(struct sd_customers *customers)
{
	if (!customers)
		return;
	for (size_t i = 0; i < PARTS; i++) {
		struct part *part = customers->parts + i;
		free(part->pages);
		free(part->slots);
		free(part->hashes);
		sd_arena_release(&part->keys);
		sd_arena_release(&part->room);
		sd_arena_release(&part->blocks.arena);
		pthread_mutex_destroy(&part->lock);
	}
	pthread_mutex_destroy(&customers->lock);
	sd_count_free(customers->ranks);
	free(customers->sorted);
	free(customers->names);
	free(customers->rank);
	free(customers);
}

struct sd_customers_feed *sd_customers_feed_new(struct sd_customers *customers)
{
	struct sd_customers_feed *feed = sd_calloc(1, sizeof *feed);
	feed->customers = customers;
	feed->first = feed->last = SD_NO_DAY;
	return feed;
}

static int32_t number_of(struct sd_customers *customers, struct sd_text category)
{
	pthread_mutex_lock(&customers->lock);
	int64_t *number = sd_count_at(customers->ranks, category);
	if (!*number)
		*number = (int64_t)sd_count_length(customers->ranks);
	int32_t result = (int32_t)(*number - 1);
	pthread_mutex_unlock(&customers->lock);
	return result;
}

static int32_t category_of(struct sd_customers_feed *feed, struct sd_text category)
{
	if (!category.length)
		return NO_CATEGORY;
	size_t last = category.length - 1;
	struct set *set = feed->remembered +
			  ((unsigned char)category.data[0] * 7u + (unsigned char)category.data[last] * 13u +
			   (unsigned char)category.data[last / 2] * 29u + category.length) % SETS;
	for (size_t way = 0; way < WAYS; way++)
		if (sd_text_equal(sd_str_text(set->names + way), category))
			return set->categories[way];
	unsigned way = set->next++ % WAYS;
	sd_str_clear(set->names + way);
	sd_str_add_text(set->names + way, category);
	return set->categories[way] = number_of(feed->customers, category);
}

void sd_customers_add(struct sd_customers_feed *feed, struct sd_text key, sd_day day, int64_t count, sd_decimal amount,
		      struct sd_text category)
{
	uint64_t hash = sd_hash_table(key.data, key.length);
	size_t which = hash % PARTS;
	struct sd_str *keys = &feed->parts[which].keys;
	uint64_t prefix = prefix_of(key);
	feed->parts[which].rows[feed->parts[which].length++] = (struct held){hash,
									     prefix,
									     amount,
									     keys->length,
									     (uint32_t)key.length,
									     category_of(feed, category),
									     day,
									     (int32_t)count};
	/* The prefix of a short key is all of it. */
	if (key.length > sizeof prefix)
		sd_str_add_text(keys, key);
	if (feed->first == SD_NO_DAY || day < feed->first)
		feed->first = day;
	if (feed->last == SD_NO_DAY || day > feed->last)
		feed->last = day;
	if (feed->parts[which].length == HELD)
		flush(feed, which);
}

void sd_customers_feed_free(struct sd_customers_feed *feed)
{
	struct sd_customers *customers = feed->customers;
	for (size_t i = 0; i < PARTS; i++) {
		flush(feed, i);
		sd_str_release(&feed->parts[i].keys);
	}
	for (size_t i = 0; i < SETS * WAYS; i++)
		sd_str_release(feed->remembered[i / WAYS].names + i % WAYS);
	pthread_mutex_lock(&customers->lock);
	if (feed->first != SD_NO_DAY && (customers->first == SD_NO_DAY || feed->first < customers->first))
		customers->first = feed->first;
	if (feed->last != SD_NO_DAY && (customers->last == SD_NO_DAY || feed->last > customers->last))
		customers->last = feed->last;
	pthread_mutex_unlock(&customers->lock);
	free(feed);
}

static int compare_keys(const void *left, const void *right)
{
	struct customer *const *a = left, *const *b = right;
	return sd_text_compare((*a)->key, (*b)->key);
}

/* By the first eight bytes of the key, then those that share them by all. */
static void sort_customers(struct sd_customers *customers)
{
	size_t length = customers->length, at = 0;
	struct sd_sortable *order = sd_alloc(length ? length : 1, sizeof *order);
	for (size_t i = 0; i < PARTS; i++)
		for (size_t j = 0; j < customers->parts[i].length; j++)
			order[at++] =
				(struct sd_sortable){customer_at(customers->parts + i, j)->prefix, i << INDEX_BITS | j};
	sd_sort(order, length);
	customers->sorted = sd_alloc(length ? length : 1, sizeof *customers->sorted);
	for (size_t i = 0; i < length; i++)
		customers->sorted[i] =
			customer_at(customers->parts + (order[i].value >> INDEX_BITS), order[i].value & INDEX_MASK);
	for (size_t i = 0; i < length; i = at) {
		for (at = i + 1; at < length && order[at].key == order[i].key;)
			at++;
		if (at > i + 1)
			qsort(customers->sorted + i, at - i, sizeof *customers->sorted, compare_keys);
	}
	free(order);
}

static void sort_names(struct sd_customers *customers)
{
	struct sd_count_entry *entries = sd_count_sorted(customers->ranks);
	size_t length = customers->names_length = sd_count_length(customers->ranks);
	customers->names = sd_alloc(length ? length : 1, sizeof *customers->names);
	customers->rank = sd_alloc(length ? length : 1, sizeof *customers->rank);
	for (size_t i = 0; i < length; i++) {
		customers->names[i] = entries[i].key;
		customers->rank[*entries[i].sums - 1] = (int32_t)i;
	}
	free(entries);
}

int sd_customers_end(struct sd_customers *customers, struct sd_error *err)
{
	bool overflow = false;
	for (size_t i = 0; i < PARTS; i++) {
		customers->length += customers->parts[i].length;
		overflow = overflow || customers->parts[i].overflow;
	}
	if (overflow)
		return sd_fail(err, "the amounts of one customer leave 64 bits");
	sort_customers(customers);
	sort_names(customers);
	return 0;
}

size_t sd_customers_length(const struct sd_customers *customers)
{
	return customers->length;
}

void sd_customers_at(const struct sd_customers *customers, size_t index, struct sd_customer_sums *sums)
{
	const struct customer *customer = customers->sorted[index];
	*sums = (struct sd_customer_sums){customer->key,     customer->count, customer->amount, customer->refunds,
					  customer->first_gross, customer->first, SD_NO_DAY,	    0};
	for (uint32_t i = 0; i < customer->stretches_length; i++)
		sums->days += __builtin_popcount(customer->stretches[i].bits);
	if (customer->stretches_length) {
		const struct stretch *last = customer->stretches + customer->stretches_length - 1;
		sums->last = last->at * 32 + 31 - __builtin_clz(last->bits);
	}
}

void sd_customers_days(const struct sd_customers *customers, size_t index, sd_day *days)
{
	const struct customer *customer = customers->sorted[index];
	for (uint32_t i = 0; i < customer->stretches_length; i++)
		for (uint32_t bits = customer->stretches[i].bits; bits; bits &= bits - 1)
			*days++ = customer->stretches[i].at * 32 + __builtin_ctz(bits);
}

void sd_customers_categories(const struct sd_customers *customers, size_t index, int64_t *sums)
{
	const struct customer *customer = customers->sorted[index];
	for (uint32_t i = 0; i < customer->dense_length; i++)
		sums[i == 0 ? customers->names_length : (size_t)customers->rank[i - 1]] += customer->dense[i];
	for (uint32_t i = 0; i < customer->spent_length; i++) {
		int32_t category = customer->spent[i].category;
		sums[customers->rank[category]] += customer->spent[i].sum;
	}
}

size_t sd_customers_names(const struct sd_customers *customers, const struct sd_text **names)
{
	*names = customers->names;
	return customers->names_length;
}

void sd_customers_span(const struct sd_customers *customers, sd_day *first, sd_day *last)
{
	*first = customers->first;
	*last = customers->last;
}
