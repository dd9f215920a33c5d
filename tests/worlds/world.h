/* SPDX-License-Identifier: MIT */
/* Planted worlds: logs of customers whose behaviour is known, for tests of what is estimated from logs. The same seed
 * gives the same world on every machine that computes log and exp alike.
 *
 *	struct world_plan plan = WORLD_PLAN;
 *	plan.season = 0.5;
 *	struct world world;
 *	world_make(&world, &plan);
 *	… world.customers[i], world.purchases[world.customers[i].first …] …
 *	world_release(&world);
 *
 * A customer of the plain world is one of the MBG/NBD (do/bgnbd.h) with spend of the Gamma-Gamma (do/gammagamma.h): a
 * rate a week from gamma(r, α), a chance to stop behind each purchase from beta(a, b), the first included. What the
 *plan may change:
 *
 *   season    rates rise and fall by this share over a year (0: not), highest on 1 January and lowest half a year later
 *   regular   waits are gamma distributed of this shape (1: chance, as the models have it; 6: like clockwork)
 *   heavy     this share of customers buys `heavy_times` as often and spends as many times as much
 *   before    customers came for so many days before the log begins, and what they bought then is not in it */
#ifndef SD_TESTS_WORLD_H
#define SD_TESTS_WORLD_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"

struct world_plan {
	uint64_t seed;
	size_t customers;
	int32_t arrivals;	       /* they come on days 0 … arrivals−1 */
	int32_t days;		       /* the log has days 0 … days−1 */
	double r, alpha, a, b;	       /* weeks */
	double p, q, gamma;	       /* spend */
	double season, regular, heavy, heavy_times;
	int32_t before;
};
#define WORLD_PLAN                                                                                                     \
	{                                                                                                              \
		.seed = 1, .customers = 4000, .arrivals = 182, .days = 730, .r = 0.8, .alpha = 6, .a = 0.8, .b = 2.5,  \
		.p = 4, .q = 4, .gamma = 7.5, .regular = 1, .heavy_times = 10                                          \
	}

struct world_purchase {
	int32_t day;
	int64_t cents; /* above 0 */
};
struct world_customer {
	size_t first, length; /* their purchases in the log, by day; may be none */
	int32_t came;	      /* the true day of the first purchase, below 0 where it is not in the log */
	int32_t stopped;      /* the day of the purchase that was the last whatever the log's end; INT32_MAX: goes on */
	double rate;	      /* purchases a week while a customer, heavy ones' included */
};
struct world {
	struct world_customer *customers;
	size_t length;
	struct world_purchase *purchases;
	size_t purchases_length, room;
};

/* splitmix64 (Steele, Lea and Flood 2014). */
static inline uint64_t world_bits(uint64_t *state)
{
	uint64_t z = *state += 0x9E3779B97F4A7C15u;
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

/* Within 0 and 1, neither of them. */
static inline double world_uniform(uint64_t *state)
{
	return ((double)(world_bits(state) >> 12) + 0.5) / 4503599627370496.0;
}

static inline double world_normal(uint64_t *state)
{
	double radius = sqrt(-2 * log(world_uniform(state)));
	return radius * cos(2 * acos(-1) * world_uniform(state));
}

/* Shape k, mean k (Marsaglia and Tsang 2000). */
static inline double world_gamma(uint64_t *state, double shape)
{
	if (shape < 1)
		return world_gamma(state, shape + 1) * pow(world_uniform(state), 1 / shape);
	double d = shape - 1.0 / 3, c = 1 / sqrt(9 * d);
	for (;;) {
		double x = world_normal(state), v = 1 + c * x;
		if (v <= 0)
			continue;
		v = v * v * v;
		if (log(world_uniform(state)) < 0.5 * x * x + d - d * v + d * log(v))
			return d * v;
	}
}

static inline void world_add(struct world *world, struct world_customer *customer, int32_t day, double money)
{
	int64_t cents = (int64_t)(money * 100 + 0.5);
	if (world->purchases_length == world->room) {
		world->room = world->room ? world->room * 2 : 1024;
		world->purchases = sd_realloc(world->purchases, world->room, sizeof *world->purchases);
	}
	world->purchases[world->purchases_length++] = (struct world_purchase){day, cents > 0 ? cents : 1};
	customer->length++;
}

/* The life of one customer, from their first purchase to the one they stop behind, or to the log's end. */
static inline void world_live(struct world *world, const struct world_plan *plan, struct world_customer *customer,
			      uint64_t *state)
{
	const double pi = acos(-1);
	double from_a = world_gamma(state, plan->a), from_b = world_gamma(state, plan->b);
	double stop = from_a / (from_a + from_b), scale = plan->gamma / world_gamma(state, plan->q);
	bool heavy = world_uniform(state) < plan->heavy;
	customer->rate = world_gamma(state, plan->r) / plan->alpha * (heavy ? plan->heavy_times : 1);
	scale *= heavy ? plan->heavy_times : 1;
	customer->stopped = INT32_MAX;
	for (double time = customer->came; time < plan->days;) {
		int32_t day = (int32_t)floor(time);
		/* Every purchase draws the same numbers, in the log or not. */
		double money = world_gamma(state, plan->p) * scale, leaves = world_uniform(state);
		if (day >= 0)
			world_add(world, customer, day, money);
		if (leaves < stop) {
			customer->stopped = day;
			return;
		}
		/* Waits at the highest rate of the year, of which the season takes some back (thinning). */
		bool kept = false;
		while (!kept && time < plan->days) {
			double wait = world_gamma(state, plan->regular) / plan->regular;
			time += 7 * wait / (customer->rate * (1 + plan->season));
			kept = world_uniform(state) * (1 + plan->season) <=
			       1 + plan->season * cos(2 * pi * time / 365.25);
		}
	}
}

static inline void world_make(struct world *world, const struct world_plan *plan)
{
	*world = (struct world){.length = plan->customers};
	world->customers = sd_calloc(plan->customers ? plan->customers : 1, sizeof *world->customers);
	for (size_t i = 0; i < plan->customers; i++) {
		/* Each customer has numbers of their own, so that more customers leave the first ones as they are. */
		uint64_t state = plan->seed * 0xD1342543DE82EF95u + i * 0x2545F4914F6CDD1Du;
		world_bits(&state);
		struct world_customer *customer = world->customers + i;
		customer->first = world->purchases_length;
		customer->came = (int32_t)(world_uniform(&state) * (plan->arrivals + plan->before)) - plan->before;
		world_live(world, plan, customer, &state);
	}
}

static inline void world_release(struct world *world)
{
	free(world->customers);
	free(world->purchases);
}

#endif
