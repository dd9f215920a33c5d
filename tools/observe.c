/* SPDX-License-Identifier: MIT */
/* saydo observe: what customers did, one row a customer or a customer-day, from a log of orders. */
#include "do/observe.h"

#include "base/partial.h"
#include "do/orders.h"
#include "front/modelling.h"
#include "front/partials.h"

static struct values {
	const char *amount, *category, *order;
	int decimal;
	sd_day as_of;
	bool days;
	struct front_modelling modelling;
} values;

static const char *const marks[] = {"point", "comma", NULL};

#define AT(member) offsetof(struct values, member)
static const struct sd_opt options[] = {
	{"amount", 0, SD_OPT_COLUMN, AT(amount), "COLUMN", "for how much; refunds are negative", 0, 0, 0, NULL},
	{"category", 0, SD_OPT_COLUMN, AT(category), "COLUMN", "what was ordered", 0, 0, 0, NULL},
	{"order", 0, SD_OPT_COLUMN, AT(order), "COLUMN", "the order's number, by which a refund finds its order", 0, 0, 0, NULL},
	{"decimal", 0, SD_OPT_CHOICE, AT(decimal), "MARK", "the decimal mark of amounts", 0, 0, 0, marks},
	{"as-of", 0, SD_OPT_DATE, AT(as_of), "DATE", "look at the log as it stood at the end of that day", 0, 0, 0, NULL},
	{"model", 0, SD_OPT_CHOICE, AT(modelling.model), "MODEL", "the model of buying behind p_alive and the columns after it; mbg-nbd where not given", -1, 0, 0, front_models},
	{"horizon", 0, SD_OPT_NUMBER, AT(modelling.horizon), "DAYS", "how far ahead it looks; by the gaps between purchases where not given", 0, 1, 36500, NULL},
	{"hiatus", 0, SD_OPT_NUMBER, AT(modelling.hiatus), "DAYS", "who has not bought for longer is not active; by the gaps where not given", 0, 1, 36500, NULL},
	{"save-model", 0, SD_OPT_OUT, AT(modelling.save_model), "FILE", "write the model's parameters to FILE", 0, 0, 0, NULL},
	{"use-model", 0, SD_OPT_IN, AT(modelling.use_model), "FILE", "apply the model in FILE and fit none", 0, 0, 0, NULL},
	{"rfm-cuts", 0, SD_OPT_TEXT, AT(modelling.rfm_cuts), "CUTS", "score r, f and m by R,R,R,R/F,F,F,F/M,M,M,M and not by fifths", 0, 1, 0, NULL},
	{"days", 0, SD_OPT_FLAG, AT(days), NULL, "write one row a customer, day and category", 0, 0, 0, NULL},
};

/* Counts the rows of the inputs. */
static int gather(struct front *front, struct sd_orders *orders, struct sd_error *err)
{
	const struct sd_orders_names names = {front->id.items, front->id.length, front->date,	values.amount,
					      values.category, values.order,	 "--"};
	struct sd_str notes = SD_STR_INIT;
	struct sd_reader *reader = front_reader(front, err);
	if (!reader)
		return -1;
	int status = sd_orders_find(orders, sd_reader_header(reader), &names, NULL, 0, &notes, err);
	/* Customer-days and partials keep what parts of one order need to find each other; without orders nobody
	 * does. */
	if (!status && sd_orders_alone(orders) && !values.days && !front->partial)
		orders->customers = sd_customers_new(orders->amount != SIZE_MAX, orders->category != SIZE_MAX);
	if (!status) {
		const struct sd_pass pass = sd_orders_pass(orders);
		status = front_pass(front, &pass, reader, NULL, err);
	}
	front_note_lines(front, sd_str_text(&notes));
	sd_str_release(&notes);
	sd_orders_release(orders);
	sd_reader_free(reader);
	return status;
}

static void tell_about(struct front *front, const struct sd_orders *orders)
{
	int64_t anonymous = sd_orders_about(orders, "anonymous"), hidden = sd_orders_about(orders, "hidden");
	if (anonymous)
		front_note(front, "%lld row%s no id and belong%s to no customer", (long long)anonymous,
			   anonymous == 1 ? " has" : "s have", anonymous == 1 ? "s" : "");
	if (hidden)
		front_note(front, "%lld row%s after --as-of and %s not looked at", (long long)hidden,
			   hidden == 1 ? " comes" : "s come", hidden == 1 ? "was" : "were");
}

static int write_partial(struct front *front, const struct sd_partial *partial, struct sd_error *err)
{
	struct sd_str bytes = SD_STR_INIT;
	sd_partial_write(partial, &bytes);
	int status = sd_output_write(&front->output, sd_str_text(&bytes), err);
	sd_str_release(&bytes);
	return status;
}

static int write_table(struct front *front, const struct sd_orders *orders, struct sd_error *err)
{
	struct sd_observe observe = {.valued = sd_orders_about(orders, "valued") > 0,
				     .now = orders->as_of,
				     .jobs = (unsigned)front->jobs};
	struct sd_ledger *ledger = orders->customers ? NULL : sd_ledger_new(orders->days, SD_NO_DAY, err);
	if (orders->customers ? sd_customers_end(orders->customers, err) : !ledger)
		return -1;
	observe.log = (struct sd_log){ledger, orders->customers};
	struct sd_writer *writer = front_writer(front, NULL);
	int status = values.days ? sd_observe_days(&observe, writer, err) 
			     : front_write_customers(front, &values.modelling, &observe, writer, err);
	if (!status)
		status = sd_writer_end(writer, err);
	sd_writer_free(writer);
	sd_ledger_free(ledger);
	return status;
}

static int run(struct front *front, struct sd_error *err)
{
	if (front_check_modelling(&values.modelling, values.days ? "--days" : front->partial ? "--partial" : NULL, err))
		return -1;
	struct sd_str spelt = SD_STR_INIT;
	sd_observe_spell(&spelt, values.as_of);
	struct sd_partial *partial = NULL;
	bool given = values.as_of != SD_NO_DAY;
	int finished =
		front_read_partials(front, given ? sd_str_text(&spelt) : (struct sd_text){NULL, 0}, &partial, err);
	if (!finished)
		partial = sd_partial_new("observe", sd_str_text(&spelt));
	sd_str_release(&spelt);
	int status = finished < 0 ? -1 : 0;
	struct sd_orders orders = SD_ORDERS_INIT;
	if (!status) {
		orders.date_format = front->date_format;
		orders.decimal = (enum sd_decimal_mark)values.decimal;
		orders.as_of = sd_observe_as_of(sd_partial_options(partial));
		orders.days = sd_partial_table(partial, "days", SD_ORDERS_WIDTH);
		orders.about = sd_partial_table(partial, "about", 1);
		if (!orders.days || !orders.about)
			status = sd_fail(err, "the partial's tables have other widths than observe's");
	}
	if (!status && !finished)
		status = gather(front, &orders, err);
	if (!status) {
		tell_about(front, &orders);
		status = front->partial ? write_partial(front, partial, err) : write_table(front, &orders, err);
	}
	sd_customers_free(orders.customers);
	sd_partial_free(partial);
	return status;
}

static const struct tool tool = {
	.name = "observe",
	.summary = "what customers did: one row a customer from a log of orders",
	.kind = "table",
	.uses = FRONT_ROWS | FRONT_ID | FRONT_DATE | FRONT_PARTIAL,
	.options = options,
	.options_length = sizeof options / sizeof *options,
	.values = &values,
	.run = run,
};

int main(int count, char **arguments)
{
	return front_main(&tool, count, arguments);
}
