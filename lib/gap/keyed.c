/* SPDX-License-Identifier: MIT */
#include "gap/keyed.h"

#include <strings.h>

#include "do/orders.h"

bool sd_is_yes(struct sd_text text)
{
	static const char *const yes[] = {"1", "true", "yes", "y"};
	text = sd_text_trim(text);
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		if (text.length == strlen(yes[i]) && strncasecmp(text.data, yes[i], text.length) == 0)
			return true;
	return false;
}

static void *worker_new(void *context)
{
	return sd_keeper_new(context, sizeof(struct sd_keyed_value));
}

static int keyed_row(void *opaque, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct sd_keeper *worker = opaque;
	const struct sd_keyed *keyed = worker->context;
	struct sd_keyed_value value = {.day = SD_NO_DAY, .row = row->number, .line = row->line};
	(void)err;
	struct sd_text text = {NULL, 0};
	if (keyed->value != SIZE_MAX)
		text = sd_text_trim(row->cells[keyed->value].text);
	value.there = text.length > 0;
	struct sd_moment moment;
	if (value.there && keyed->kind == SD_KEYED_DATE) {
		if (!sd_moment_parse_as(text, keyed->date_format, &moment))
			return sd_out_reject(out, keyed->value,
					     "not a date as YYYY-MM-DD, or as --ledger-date-format says");
		value.day = moment.day;
	}
	if (value.there && keyed->kind == SD_KEYED_NUMBER && !sd_decimal_parse(text, SD_DECIMAL_POINT, &value.number))
		return sd_out_reject(out, keyed->value, "not a number");
	value.invited = keyed->invited != SIZE_MAX && sd_is_yes(row->cells[keyed->invited].text);
	value.consented = keyed->consent == SIZE_MAX || sd_is_yes(row->cells[keyed->consent].text);
	if (!sd_orders_key(&worker->text, row, keyed->id, keyed->ids)) {
		worker->left_out[0]++;
		return 0;
	}
	sd_str_clear(&worker->part);
	bool usable = sd_key_normalise(&worker->part, sd_str_text(&worker->text), keyed->rules);
	value.key = sd_text_keep(&worker->arena,
			 sd_str_text(keyed->kind == SD_KEYED_ROSTER && usable ? &worker->part : &worker->text));
	if (keyed->kind == SD_KEYED_CLASS)
		value.text = sd_text_keep(&worker->arena, text);
	if (keyed->group != SIZE_MAX)
		value.group = sd_text_keep(&worker->arena, row->cells[keyed->group].text);
	sd_keeper_add(worker, &value);
	return 0;
}

static int worker_done(void *context, void *opaque, struct sd_error *err)
{
	struct sd_keyed *keyed = context;
	struct sd_keeper *worker = opaque;
	(void)err;
	sd_keeper_give(worker, &keyed->kept);
	keyed->rows = keyed->kept.items;
	keyed->length = keyed->kept.length;
	keyed->anonymous += worker->left_out[0];
	return 0;
}

struct sd_pass sd_keyed_pass(struct sd_keyed *keyed)
{
	return (struct sd_pass){keyed, worker_new, keyed_row, worker_done, sd_keeper_free};
}

static int compare_values(const void *a, const void *b)
{
	const struct sd_keyed_value *x = a, *y = b;
	int order = sd_text_compare(x->key, y->key);
	return order ? order : x->row < y->row ? -1 : x->row > y->row;
}

/* Adds a later row of the same key. */
static int unite(const struct sd_keyed *keyed, struct sd_keyed_value *into, const struct sd_keyed_value *from,
		 struct sd_error *err)
{
	const char *file = keyed->file ? keyed->file : "-";
	bool overflow = false;
	if (keyed->kind == SD_KEYED_CLASS && into->there && from->there && !sd_text_equal(into->text, from->text))
		return sd_fail(err, "%s:%ju: another value than the same person's on line %ju; keep the one that holds",
			       file, (uintmax_t)from->line, (uintmax_t)into->line);
	if (!into->there)
		into->text = from->text;
	if (from->day > into->day)
		into->day = from->day;
	into->number = sd_decimal_sum(into->number, from->number, &overflow);
	into->invited = into->invited || from->invited;
	into->consented = into->consented && from->consented;
	into->there = into->there || from->there;
	return overflow ? sd_fail(err,
				  "%s:%ju: the numbers of one person, the first on line %ju, add up to more than 64 "
				  "bits of 1/10,000 hold; correct them or give them in a larger unit",
				  file, (uintmax_t)from->line, (uintmax_t)into->line)
			: 0;
}

int sd_keyed_finish(struct sd_keyed *keyed, struct sd_error *err)
{
	size_t length = 0;
	if (keyed->length)
		qsort(keyed->rows, keyed->length, sizeof *keyed->rows, compare_values);
	for (size_t i = 0; i < keyed->length; i++) {
		if (!length || !sd_text_equal(keyed->rows[length - 1].key, keyed->rows[i].key))
			keyed->rows[length++] = keyed->rows[i];
		else if (unite(keyed, keyed->rows + length - 1, keyed->rows + i, err))
			return -1;
	}
	keyed->length = length;
	keyed->keys = sd_alloc(length + 1, sizeof *keyed->keys);
	for (size_t i = 0; i < length; i++)
		keyed->keys[i] = keyed->rows[i].key;
	keyed->index = sd_key_index_new(keyed->keys, length, keyed->rules);
	return 0;
}

void sd_keyed_release(struct sd_keyed *keyed)
{
	sd_kept_release(&keyed->kept);
	free(keyed->keys);
	free(keyed->id);
	sd_key_index_free(keyed->index);
	*keyed = (struct sd_keyed)SD_KEYED_INIT;
}
