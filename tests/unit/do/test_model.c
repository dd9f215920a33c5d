/* SPDX-License-Identifier: MIT */
/* The joined model on planted worlds: what was planted is found, and forecasts hold. */
#include "do/model.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/hash.h"
#include "worlds/ledger.h"

enum { CUT = 545, HORIZON = 91 };

struct planted {
	struct world world;
	struct sd_ledger *ledger;
	struct sd_model model;
	struct sd_str notes;
};

static void plant(struct planted *planted, const struct world_plan *plan, enum sd_model_kind kind)
{
	struct sd_error err = SD_ERROR_INIT;
	world_make(&planted->world, plan);
	planted->ledger = world_ledger(&planted->world, 0);
	planted->notes = (struct sd_str)SD_STR_INIT;
	if (sd_model_fit_ledger(&planted->model, kind, planted->ledger, true, CUT, &planted->notes, &err))
		fail_msg("%s", err.message.data);
}

static void uproot(struct planted *planted)
{
	world_release(&planted->world);
	sd_ledger_free(planted->ledger);
	sd_str_release(&planted->notes);
}

/* What was forecast for the horizon from `CUT` on, and what came. */
struct held {
	double customers, alive, pi, count, value;
	double were_alive, bought, counted, spent;
};

static struct held hold(const struct planted *planted)
{
	struct held held = {0};
	for (size_t i = 0; i < planted->ledger->length; i++) {
		struct sd_buyer buyer;
		struct sd_forecast forecast;
		struct sd_ledger_sums sums;
		if (!sd_buyer_at(planted->ledger, i, CUT - 1, &buyer))
			continue;
		sd_model_forecast(&planted->model, &buyer, HORIZON, &forecast);
		sd_ledger_between(planted->ledger, i, CUT, CUT + HORIZON - 1, &sums);
		held.customers++;
		held.alive += isnan(forecast.alive) ? 1 : forecast.alive;
		held.pi += forecast.pi;
		held.count += forecast.count;
		held.value += forecast.value;
		held.bought += sums.days > 0;
		held.counted += (double)sums.days;
		held.spent += sd_decimal_to_double(sums.amount);
	}
	for (size_t i = 0; i < planted->world.length; i++) {
		const struct world_customer *customer = planted->world.customers + i;
		bool known = customer->length && planted->world.purchases[customer->first].day < CUT;
		held.were_alive += known && customer->stopped >= CUT;
	}
	return held;
}

static void within(double got, double wanted, double share)
{
	if (!(fabs(got - wanted) <= share * wanted))
		fail_msg("%g, not %g within %g", got, wanted, share);
}

/* 4,000 customers of the model's own world: parameters, P(alive), π (held against the simulated future), counts and
 * money. Tolerances are some three standard errors. */
static void what_was_planted_is_found(void **state)
{
	(void)state;
	const struct world_plan plan = WORLD_PLAN;
	struct planted planted;
	plant(&planted, &plan, SD_MODEL_MBG_NBD);
	const struct sd_bgnbd *m = &planted.model.bgnbd;
	within(m->r, plan.r, 0.15);
	within(m->alpha, plan.alpha, 0.2);
	within(m->a / (m->a + m->b), plan.a / (plan.a + plan.b), 0.1);
	within(planted.model.spend.p, plan.p, 0.15);
	within(planted.model.spend.q, plan.q, 0.15);
	assert_true(fabs(planted.model.correlation) < 0.1);
	const struct held held = hold(&planted);
	within(held.alive, held.were_alive, 0.08);
	within(held.pi, held.bought, 0.06);
	within(held.count, held.counted, 0.08);
	within(held.value, held.spent, 0.1);
	uproot(&planted);
}

/* π one by one: of those with a π near 0.2, about a fifth buys, and so on. */
static void pi_is_calibrated(void **state)
{
	(void)state;
	const struct world_plan plan = WORLD_PLAN;
	for (int kind = SD_MODEL_MBG_NBD; kind <= SD_MODEL_PARETO_NBD; kind++) {
		struct planted planted;
		plant(&planted, &plan, (enum sd_model_kind)kind);
		double forecast_sum[5] = {0}, bought[5] = {0}, many[5] = {0};
		for (size_t i = 0; i < planted.ledger->length; i++) {
			struct sd_buyer buyer;
			struct sd_forecast forecast;
			struct sd_ledger_sums sums;
			if (!sd_buyer_at(planted.ledger, i, CUT - 1, &buyer))
				continue;
			sd_model_forecast(&planted.model, &buyer, HORIZON, &forecast);
			assert_true(forecast.pi >= 0 && forecast.pi <= 1);
			assert_true(fabs(forecast.pi - forecast.alive * forecast.psi) < 1e-15);
			sd_ledger_between(planted.ledger, i, CUT, CUT + HORIZON - 1, &sums);
			size_t fifth = (size_t)fmin(4, forecast.pi * 5);
			forecast_sum[fifth] += forecast.pi;
			bought[fifth] += sums.days > 0;
			many[fifth]++;
		}
		for (size_t i = 0; i < 5; i++) {
			if (many[i] < 100)
				continue;
			double error = 3.5 * sqrt(0.25 / many[i]) + 0.02;
			if (fabs(forecast_sum[i] - bought[i]) > error * many[i])
				fail_msg("%s, fifth %zu: %g forecast, %g bought of %g", sd_model_names[kind], i,
					 forecast_sum[i], bought[i], many[i]);
		}
		uproot(&planted);
	}
}

/* The other worlds are what they say, and a fit in them ends. */
static void worlds_differ_as_planned(void **state)
{
	(void)state;
	struct world_plan plan = WORLD_PLAN;
	struct planted plain, other;
	plant(&plain, &plan, SD_MODEL_MBG_NBD);
	plan.season = 0.8;
	plant(&other, &plan, SD_MODEL_MBG_NBD);
	/* Days 545 to 635 are midsummer, when rates are low: without knowing of seasons the model expects too much. */
	struct held held = hold(&other);
	assert_true(held.count > 1.25 * held.counted);
	uproot(&other);
	plan = (struct world_plan)WORLD_PLAN;
	plan.heavy = 0.02;
	plant(&other, &plan, SD_MODEL_MBG_NBD);
	held = hold(&other);
	assert_true(held.spent > 1.3 * hold(&plain).spent);
	uproot(&other);
	plan = (struct world_plan)WORLD_PLAN;
	plan.before = 364;
	plant(&other, &plan, SD_MODEL_MBG_NBD);
	size_t unseen = 0;
	for (size_t i = 0; i < other.world.length; i++)
		unseen += other.world.customers[i].came < 0;
	within((double)unseen, 4000 * 364 / 546.0, 0.05);
	uproot(&other);
	plan = (struct world_plan)WORLD_PLAN;
	plan.regular = 6;
	plant(&other, &plan, SD_MODEL_PARETO_NBD);
	uproot(&other);
	struct world again;
	plan = (struct world_plan)WORLD_PLAN;
	world_make(&again, &plan);
	assert_int_equal(again.purchases_length, plain.world.purchases_length);
	for (size_t i = 0; i < again.purchases_length; i++) {
		assert_int_equal(again.purchases[i].day, plain.world.purchases[i].day);
		assert_int_equal(again.purchases[i].cents, plain.world.purchases[i].cents);
	}
	world_release(&again);
	uproot(&plain);
}

static void the_state_of_a_day_knows_nothing_later(void **state)
{
	(void)state;
	struct world_plan plan = WORLD_PLAN;
	struct sd_buyer whole, cut;
	struct world world;
	plan.customers = 50;
	world_make(&world, &plan);
	struct sd_ledger *ledger = world_ledger(&world, 0);
	for (size_t i = 0; i < ledger->length; i++) {
		sd_day first = ledger->entries[ledger->customers[i].first].day;
		assert_false(sd_buyer_at(ledger, i, first - 1, &cut));
		assert_true(sd_buyer_at(ledger, i, first, &cut));
		assert_int_equal(cut.history.repeats, 0);
		assert_int_equal(cut.history.age, 0);
		assert_true(isnan(cut.worth));
		assert_true(sd_buyer_at(ledger, i, 729, &whole));
		assert_int_equal(whole.history.repeats, ledger->customers[i].length - 1);
		assert_int_equal(whole.history.age, 729 - first);
	}
	/* 10 on the first day, 20 and 30 later, of which 6 come back: 50 ÷ 2, less a tenth of all money. */
	assert_true(fabs(sd_buyer_worth(540000, 60000, 100000, 2) - 50 / 2.0 * 0.9) < 1e-12);
	assert_true(sd_buyer_worth(0, 600000, 100000, 2) == 0);
	assert_true(isnan(sd_buyer_worth(100000, 0, 100000, 0)));
	struct sd_model model;
	struct sd_error err = SD_ERROR_INIT;
	struct sd_str notes = SD_STR_INIT;
	assert_int_equal(sd_model_fit_ledger(&model, SD_MODEL_MBG_NBD, ledger, true, 5, &notes, &err), -1);
	assert_non_null(strstr(err.message.data, "fitted from 30 on"));
	sd_error_release(&err);
	sd_str_release(&notes);
	sd_ledger_free(ledger);
	world_release(&world);
}

static void a_model_is_read_back_as_it_was(void **state)
{
	(void)state;
	struct world_plan plan = WORLD_PLAN;
	plan.customers = 500;
	for (int kind = SD_MODEL_MBG_NBD; kind <= SD_MODEL_BG_NBD; kind++) {
		struct planted planted;
		struct sd_str text = SD_STR_INIT, again = SD_STR_INIT;
		struct sd_model read;
		struct sd_error err = SD_ERROR_INIT;
		plant(&planted, &plan, (enum sd_model_kind)kind);
		sd_model_write(&planted.model, &text);
		assert_int_equal(sd_model_read(&read, "m", sd_str_text(&text), &err), 0);
		sd_model_write(&read, &again);
		assert_string_equal(again.data, text.data);
		struct sd_buyer buyer = {{3, 100, 140}, 12};
		struct sd_forecast one, other;
		sd_model_forecast(&planted.model, &buyer, 91, &one);
		sd_model_forecast(&read, &buyer, 91, &other);
		assert_true(one.alive == other.alive && one.count == other.count && one.value == other.value);
		/* Cut anywhere it is refused. */
		for (size_t length = 0; length < text.length; length++) {
			assert_int_equal(sd_model_read(&read, "m", (struct sd_text){text.data, length}, &err), -1);
			sd_error_clear(&err);
		}
		sd_str_release(&text);
		sd_str_release(&again);
		sd_error_release(&err);
		uproot(&planted);
	}
	static const char *const bad[] = {
		"#saydo-model\t1\tmbg-nbd\nr\t1\nalpha\t2\na\t1\nb\t1\n#end\n",
		"#saydo-model\t1\tmbg-nbd\nr\t1\nr\t1\nalpha\t2\na\t1\nb\t1\ncustomers\t9\n#end\n",
		"#saydo-model\t1\tmbg-nbd\nr\t-1\nalpha\t2\na\t1\nb\t1\ncustomers\t9\n#end\n",
		"#saydo-model\t1\tmbg-nbd\nr\tnan\nalpha\t2\na\t1\nb\t1\ncustomers\t9\n#end\n",
		"#saydo-model\t1\tmbg-nbd\nr\t1e7\nalpha\t2\na\t1\nb\t1\ncustomers\t9\n#end\n",
		"#saydo-model\t1\tmbg-nbd\nr\t1\nalpha\t2\na\t1\nb\t1\ncustomers\t1e300\n#end\n",
		"#saydo-model\t1\tother\nr\t1\nalpha\t2\na\t1\nb\t1\ncustomers\t9\n#end\n",
		"#saydo-model\t1\tmbg-nbd\nr\t1\nalpha\t2\na\t1\nb\t1\ncustomers\t9\nspend_p\t1\n#end\n",
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct sd_model model;
		assert_int_equal(sd_model_read(&model, "m", sd_text_of(bad[i]), NULL), -1);
	}
}

/* Under BG/NBD nobody who bought once has ever left, and that is not written as a probability. */
static void bg_nbd_does_not_say_one(void **state)
{
	(void)state;
	struct world_plan plan = WORLD_PLAN;
	struct planted planted;
	plan.customers = 500;
	plant(&planted, &plan, SD_MODEL_BG_NBD);
	struct sd_forecast forecast;
	sd_model_forecast(&planted.model, &(struct sd_buyer){{0, 0, 500}, NAN}, 91, &forecast);
	assert_true(isnan(forecast.alive) && forecast.pi == forecast.psi && forecast.count > 0);
	uproot(&planted);
}

static int draw_key(void **state)
{
	(void)state;
	return sd_hash_init();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_planted_is_found),
		cmocka_unit_test(pi_is_calibrated),
		cmocka_unit_test(worlds_differ_as_planned),
		cmocka_unit_test(the_state_of_a_day_knows_nothing_later),
		cmocka_unit_test(a_model_is_read_back_as_it_was),
		cmocka_unit_test(bg_nbd_does_not_say_one),
	};
	return cmocka_run_group_tests(tests, draw_key, NULL);
}
