/* SPDX-License-Identifier: MIT */
/* A world as a ledger, or as the rows of a log. Ids are six digits; day 0 is `origin`. */
#ifndef SD_TESTS_WORLD_LEDGER_H
#define SD_TESTS_WORLD_LEDGER_H

#include "do/ledger.h"
#include "do/orders.h"
#include "worlds/world.h"

static inline void world_id(struct sd_str *id, size_t customer)
{
	sd_str_clear(id);
	sd_str_addf(id, "%06zu", customer);
}

/* NULL is never returned; call sd_hash_init() before. */
static inline struct sd_ledger *world_ledger(const struct world *world, sd_day origin)
{
	struct sd_count *days = sd_count_new(SD_ORDERS_WIDTH);
	struct sd_str key = SD_STR_INIT, id = SD_STR_INIT, day = SD_STR_INIT;
	for (size_t i = 0; i < world->length; i++) {
		const struct world_customer *customer = world->customers + i;
		world_id(&id, i);
		for (size_t j = customer->first; j < customer->first + customer->length; j++) {
			sd_str_clear(&key);
			sd_str_clear(&day);
			sd_day_add_iso(&day, origin + world->purchases[j].day);
			sd_key_add(&key, sd_str_text(&id));
			sd_key_add(&key, sd_str_text(&day));
			sd_key_add(&key, (struct sd_text){NULL, 0});
			sd_key_add(&key, (struct sd_text){NULL, 0});
			int64_t *sums = sd_count_at(days, sd_str_text(&key));
			sums[SD_ORDERS_COUNT]++;
			sums[SD_ORDERS_AMOUNT] += world->purchases[j].cents * (SD_DECIMAL_UNIT / 100);
		}
	}
	struct sd_error err = SD_ERROR_INIT;
	struct sd_ledger *ledger = sd_ledger_new(days, SD_NO_DAY, &err);
	if (!ledger)
		abort();
	sd_str_release(&key);
	sd_str_release(&id);
	sd_str_release(&day);
	sd_count_free(days);
	return ledger;
}

/* Adds the rows `id,date,amount`, with a header. */
static inline void world_rows(const struct world *world, sd_day origin, struct sd_str *csv)
{
	sd_str_adds(csv, "id,date,amount\n");
	for (size_t i = 0; i < world->length; i++) {
		const struct world_customer *customer = world->customers + i;
		for (size_t j = customer->first; j < customer->first + customer->length; j++) {
			sd_str_addf(csv, "%06zu,", i);
			sd_day_add_iso(csv, origin + world->purchases[j].day);
			sd_str_addc(csv, ',');
			sd_decimal_add(csv, world->purchases[j].cents * (SD_DECIMAL_UNIT / 100), 2);
			sd_str_addc(csv, '\n');
		}
	}
}

#endif
