/* SPDX-License-Identifier: MIT */
#include "do/ledger.h"

#include "do/orders.h"

/* A row of the table `days`, as read back from its key. */
struct line {
	struct sd_text order; /* data NULL where it names none */
	struct sd_ledger_entry entry;
};

struct builder {
	struct sd_ledger *ledger;
	size_t customers_room, entries_room, categories_room;
	struct sd_count *categories; /* name → its index + 1 */
	struct line *lines;	     /* of one customer */
	size_t lines_length, lines_room;
	struct sd_arena orders; /* names of one customer's orders */
	bool overflow;
};

static int compare_days(const void *a, const void *b)
{
	const struct sd_ledger_entry *x = a, *y = b;
	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return x->category < y->category ? -1 : x->category > y->category;
}

static int compare_lines(const void *a, const void *b)
{
	const struct line *x = a, *y = b;
	if (!x->order.data != !y->order.data)
		return x->order.data ? 1 : -1;
	int order = x->order.data ? sd_text_compare(x->order, y->order) : 0;
	return order ? order : compare_days(&x->entry, &y->entry);
}

static int compare_customers(const void *a, const void *b)
{
	const struct sd_ledger_customer *x = a, *y = b;
	return sd_text_compare(x->key, y->key);
}

static int compare_texts(const void *a, const void *b)
{
	const struct sd_text *x = a, *y = b;
	return sd_text_compare(*x, *y);
}

static uint32_t category_index(struct builder *builder, struct sd_text name)
{
	struct sd_ledger *ledger = builder->ledger;
	int64_t *index = sd_count_at(builder->categories, name);
	if (!*index) {
		SD_GROW(ledger->categories, ledger->categories_length, builder->categories_room);
		char *copy = sd_arena_dup(&ledger->arena, name.data, name.length);
		ledger->categories[ledger->categories_length++] = (struct sd_text){copy, name.length};
		*index = (int64_t)ledger->categories_length;
	}
	return (uint32_t)(*index - 1);
}

/* The category that the order spent most in; its lines are sorted by category. */
static uint32_t main_category(const struct builder *builder, const struct line *lines, size_t length, bool *overflow)
{
	const struct sd_text *names = builder->ledger->categories;
	uint32_t best = lines[0].entry.category;
	sd_decimal most = INT64_MIN;
	for (size_t i = 0; i < length;) {
		uint32_t category = lines[i].entry.category;
		sd_decimal sum = 0;
		for (; i < length && lines[i].entry.category == category; i++)
			sum = sd_decimal_sum(sum, lines[i].entry.amount, overflow);
		bool ahead = sum == most && category != SD_NO_CATEGORY &&
			     (best == SD_NO_CATEGORY || sd_text_compare(names[category], names[best]) < 0);
		if (sum > most || ahead) {
			best = category;
			most = sum;
		}
	}
	return best;
}

static int compare_by_category(const void *a, const void *b)
{
	const struct line *x = a, *y = b;
	if (x->entry.category != y->entry.category)
		return x->entry.category < y->entry.category ? -1 : 1;
	return x->entry.day < y->entry.day ? -1 : x->entry.day > y->entry.day;
}

/* The lines of one order become those of its day; all but one of them count no order. */
static void net_order(struct builder *builder, struct line *lines, size_t length, bool valued)
{
	sd_decimal value = 0;
	sd_day day = SD_NO_DAY;
	for (size_t i = 0; i < length; i++) {
		value = sd_decimal_sum(value, lines[i].entry.amount, &builder->overflow);
		if (lines[i].entry.count > 0 && (day == SD_NO_DAY || lines[i].entry.day < day))
			day = lines[i].entry.day;
	}
	bool bought = day != SD_NO_DAY && (!valued || value > 0);
	qsort(lines, length, sizeof *lines, compare_by_category);
	uint32_t category = bought ? main_category(builder, lines, length, &builder->overflow) : SD_NO_CATEGORY;
	for (size_t i = 0; i < length; i++) {
		if (day != SD_NO_DAY)
			lines[i].entry.day = day;
		lines[i].entry.count = bought && lines[i].entry.category == category;
		bought = bought && !lines[i].entry.count;
	}
}

static void add_entry(struct builder *builder, const struct sd_ledger_entry *entry, bool first)
{
	struct sd_ledger *ledger = builder->ledger;
	if (!first && compare_days(ledger->entries + ledger->entries_length - 1, entry) == 0) {
		struct sd_ledger_entry *last = ledger->entries + ledger->entries_length - 1;
		last->count = sd_decimal_sum(last->count, entry->count, &builder->overflow);
		last->amount = sd_decimal_sum(last->amount, entry->amount, &builder->overflow);
		last->refunds = sd_decimal_sum(last->refunds, entry->refunds, &builder->overflow);
		return;
	}
	SD_GROW(ledger->entries, ledger->entries_length, builder->entries_room);
	ledger->entries[ledger->entries_length++] = *entry;
}

static int compare_by_day(const void *a, const void *b)
{
	const struct line *x = a, *y = b;
	return compare_days(&x->entry, &y->entry);
}

/* All lines of a customer are there: nets their orders and enters their days. */
static int finish_customer(struct builder *builder, struct sd_error *err)
{
	struct sd_ledger *ledger = builder->ledger;
	struct line *lines = builder->lines;
	size_t length = builder->lines_length;
	qsort(lines, length, sizeof *lines, compare_lines);
	for (size_t i = 0; i < length;) {
		size_t end = i + 1;
		if (lines[i].order.data) {
			/* Without an amount every row is a visit, and its money says nothing. */
			bool valued = lines[i].entry.amount || lines[i].entry.refunds;
			for (; end < length && sd_text_equal(lines[end].order, lines[i].order); end++)
				valued = valued || lines[end].entry.amount || lines[end].entry.refunds;
			net_order(builder, lines + i, end - i, valued);
		}
		i = end;
	}
	qsort(lines, length, sizeof *lines, compare_by_day);
	struct sd_ledger_customer *customer = ledger->customers + ledger->length - 1;
	customer->first = ledger->entries_length;
	sd_decimal in = 0, out = 0;
	int64_t count = 0;
	for (size_t i = 0; i < length; i++) {
		const struct sd_ledger_entry *entry = &lines[i].entry;
		add_entry(builder, entry, i == 0);
		/* Any window's sum lies between these two. */
		in = sd_decimal_sum(in, entry->amount > 0 ? entry->amount : 0, &builder->overflow);
		out = sd_decimal_sum(out, entry->amount < 0 ? entry->amount : 0, &builder->overflow);
		out = sd_decimal_sum(out, -entry->refunds, &builder->overflow);
		count = sd_decimal_sum(count, entry->count, &builder->overflow);
	}
	customer->length = ledger->entries_length - customer->first;
	builder->lines_length = 0;
	sd_arena_clear(&builder->orders);
	return builder->overflow ? sd_fail(err, "the amounts of one customer leave 64 bits") : 0;
}

static int bad_key(struct sd_error *err)
{
	return sd_fail(err, "a key of the table of days is not customer, day, order and category");
}

/* Reads one key into a line of its customer, whom it enters where they are new. */
static int read_entry(struct builder *builder, const struct sd_count_entry *from, sd_day as_of, struct sd_str *part,
		      struct sd_error *err)
{
	struct sd_ledger *ledger = builder->ledger;
	struct sd_text rest = from->key;
	struct line line = {{NULL, 0},
			    {0, SD_NO_CATEGORY, from->sums[SD_ORDERS_COUNT], from->sums[SD_ORDERS_AMOUNT],
			     from->sums[SD_ORDERS_REFUNDS]}};
	bool absent;
	if (!sd_key_next(&rest, part, &absent) || absent)
		return bad_key(err);
	bool same = ledger->length && sd_text_equal(ledger->customers[ledger->length - 1].key, sd_str_text(part));
	struct sd_str customer = SD_STR_INIT;
	if (!same)
		sd_str_add_text(&customer, sd_str_text(part));
	struct sd_moment moment;
	bool sound = sd_key_next(&rest, part, &absent) && !absent && sd_moment_parse(sd_str_text(part), &moment);
	if (!sound || (as_of != SD_NO_DAY && moment.day > as_of)) {
		sd_str_release(&customer);
		return sound ? 0 : bad_key(err);
	}
	line.entry.day = moment.day;
	if (ledger->first == SD_NO_DAY || moment.day < ledger->first)
		ledger->first = moment.day;
	if (ledger->last == SD_NO_DAY || moment.day > ledger->last)
		ledger->last = moment.day;
	int status = 0;
	if (!same) {
		if (ledger->length)
			status = finish_customer(builder, err);
		SD_GROW(ledger->customers, ledger->length, builder->customers_room);
		char *copy = sd_arena_dup(&ledger->arena, customer.data ? customer.data : "", customer.length);
		ledger->customers[ledger->length++] =
			(struct sd_ledger_customer){{copy, customer.length}, ledger->entries_length, 0};
		sd_str_release(&customer);
	}
	if (status || !sd_key_next(&rest, part, &absent))
		return status ? -1 : bad_key(err);
	if (!absent)
		line.order = sd_text_keep(&builder->orders, sd_str_text(part));
	if (!sd_key_next(&rest, part, &absent) || rest.data)
		return bad_key(err);
	if (!absent)
		line.entry.category = category_index(builder, sd_str_text(part));
	SD_GROW(builder->lines, builder->lines_length, builder->lines_room);
	builder->lines[builder->lines_length++] = line;
	return 0;
}

/* Categories were numbered as they came; from here on they stand in byte order. */
static void sort_categories(struct builder *builder)
{
	struct sd_ledger *ledger = builder->ledger;
	size_t length = ledger->categories_length;
	if (length)
		qsort(ledger->categories, length, sizeof *ledger->categories, compare_texts);
	uint32_t *rank = sd_alloc(length ? length : 1, sizeof *rank);
	for (size_t i = 0; i < length; i++)
		rank[*sd_count_find(builder->categories, ledger->categories[i]) - 1] = (uint32_t)i;
	for (size_t i = 0; i < ledger->entries_length; i++)
		if (ledger->entries[i].category != SD_NO_CATEGORY)
			ledger->entries[i].category = rank[ledger->entries[i].category];
	free(rank);
	for (size_t i = 0; i < ledger->length; i++)
		qsort(ledger->entries + ledger->customers[i].first, ledger->customers[i].length,
		      sizeof *ledger->entries, compare_days);
}

/* Frees the entries. */
static struct sd_ledger *build(struct sd_count_entry *entries, size_t length, sd_day as_of, struct sd_error *err)
{
	struct sd_ledger *ledger = sd_calloc(1, sizeof *ledger);
	ledger->first = ledger->last = SD_NO_DAY;
	struct builder builder = {.ledger = ledger, .categories = sd_count_new(1)};
	struct sd_str part = SD_STR_INIT;
	int status = 0;
	for (size_t i = 0; !status && i < length; i++)
		status = read_entry(&builder, entries + i, as_of, &part, err);
	if (!status && ledger->length)
		status = finish_customer(&builder, err);
	if (!status) {
		sort_categories(&builder);
		if (ledger->length)
			qsort(ledger->customers, ledger->length, sizeof *ledger->customers, compare_customers);
	}
	sd_str_release(&part);
	sd_count_free(builder.categories);
	sd_arena_release(&builder.orders);
	free(builder.lines);
	free(entries);
	if (!status)
		return ledger;
	sd_ledger_free(ledger);
	return NULL;
}

struct sd_ledger *sd_ledger_new(const struct sd_count *days, sd_day as_of, struct sd_error *err)
{
	return build(sd_count_sorted(days), sd_count_length(days), as_of, err);
}

struct sd_ledger *sd_ledger_new_from(struct sd_count *days, sd_day as_of, struct sd_error *err)
{
	return build(sd_count_used_up(days), sd_count_length(days), as_of, err);
}

void sd_ledger_free(struct sd_ledger *ledger)
{
	if (!ledger)
		return;
	free(ledger->customers);
	free(ledger->entries);
	free(ledger->categories);
	sd_arena_release(&ledger->arena);
	free(ledger);
}

size_t sd_ledger_find(const struct sd_ledger *ledger, struct sd_text key)
{
	size_t low = 0, high = ledger->length;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = sd_text_compare(ledger->customers[middle].key, key);
		if (order == 0)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return SD_NO_CUSTOMER;
}

void sd_ledger_between(const struct sd_ledger *ledger, size_t customer, sd_day from, sd_day to,
		       struct sd_ledger_sums *sums)
{
	*sums = (struct sd_ledger_sums){0, 0, 0, 0, SD_NO_DAY, SD_NO_DAY};
	const struct sd_ledger_customer *who = ledger->customers + customer;
	const struct sd_ledger_entry *entry = ledger->entries + who->first, *end = entry + who->length;
	bool overflow = false;
	for (; entry < end && entry->day <= to; entry++) {
		if (entry->day < from)
			continue;
		sums->amount = sd_decimal_sum(sums->amount, entry->amount, &overflow);
		sums->refunds = sd_decimal_sum(sums->refunds, entry->refunds, &overflow);
		sums->orders = sd_decimal_sum(sums->orders, entry->count, &overflow);
		if (entry->count <= 0)
			continue;
		sums->days += entry->day != sums->last;
		sums->last = entry->day;
		if (sums->first == SD_NO_DAY)
			sums->first = entry->day;
	}
}

size_t sd_ledger_days(const struct sd_ledger *ledger, size_t customer, sd_day *days)
{
	const struct sd_ledger_customer *who = ledger->customers + customer;
	size_t length = 0;
	for (size_t i = who->first; i < who->first + who->length; i++)
		if (ledger->entries[i].count > 0 && (!length || days[length - 1] != ledger->entries[i].day))
			days[length++] = ledger->entries[i].day;
	return length;
}
