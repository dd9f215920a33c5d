/* SPDX-License-Identifier: MIT */
#include "do/observe.h"

#include <math.h>

#include "base/jobs.h"
#include "do/rhythm.h"
#include "rows/format.h"
#include "stats/stray.h"

enum { FLUSH_ROWS = 4096, BATCH_ROWS = 1024, HOLE = 31 };

/* How many columns the customers' keys have, by one of them. */
static size_t key_parts(struct sd_text key)
{
	size_t parts = 0;
	struct sd_str part = SD_STR_INIT;
	bool absent;
	while (sd_key_next(&key, &part, &absent))
		parts++;
	sd_str_release(&part);
	return parts ? parts : 1;
}

static void name_id_columns(struct sd_text key, struct sd_writer *writer)
{
	struct sd_str name = SD_STR_INIT;
	size_t parts = key_parts(key);
	sd_writer_column(writer, SD_TEXT("id"));
	for (size_t i = 2; i <= parts; i++) {
		sd_str_clear(&name);
		sd_str_addf(&name, "id_%zu", i);
		sd_writer_column(writer, sd_str_text(&name));
	}
	sd_str_release(&name);
}

static void put_key(struct sd_out *out, struct sd_text key, struct sd_str *part)
{
	bool absent;
	while (sd_key_next(&key, part, &absent))
		sd_out_text(out, sd_str_text(part));
}

static void put_day(struct sd_out *out, sd_day day, struct sd_str *text)
{
	sd_str_clear(text);
	sd_day_add_iso(text, day);
	sd_out_text(out, sd_str_text(text));
}

static void put_money(struct sd_out *out, sd_decimal amount, bool there)
{
	if (there)
		sd_out_decimal(out, amount, 2);
	else
		sd_out_absent(out);
}

/* Two places, or four where the amount has them, so that a ledger read back from customer-days is the same. */
static void put_exact(struct sd_out *out, sd_decimal amount, bool there)
{
	if (there)
		sd_out_decimal(out, amount, amount % 100 ? 4 : 2);
	else
		sd_out_absent(out);
}

/* The mean of exact sums, rounded half to even once, to the two places that are written. */
static sd_decimal mean_of(sd_decimal total, int64_t count)
{
	enum { PLACE = SD_DECIMAL_UNIT / 100 };
	count = count > INT64_MAX / PLACE ? INT64_MAX : count * PLACE;
	sd_decimal quotient = total / count, rest = total % count;
	int sign = total < 0 ? -1 : 1;
	int64_t twice = rest < 0 ? -rest : rest;
	twice = twice > INT64_MAX / 2 ? INT64_MAX : twice * 2;
	if (twice > count || (twice == count && quotient % 2))
		quotient += sign;
	return quotient * PLACE;
}

/* How a customer scores. */
struct scores {
	int of[SD_RFM_LENGTH];
};

struct summary {
	const struct sd_observe *observe;
	sd_day now;
	struct sd_people people;
	struct scores *scores; /* one a person */
	const struct sd_model *model;
	struct sd_model fitted;
	int32_t hiatus, horizon;
	size_t categories;
};

/* Recency, frequency and money are ranked among those who bought. */
static void fill_scores(const struct summary *summary, struct sd_str *notes)
{
	size_t length = summary->people.length, buyers = 0;
	int64_t *values = sd_alloc(length ? length : 1, sizeof *values);
	int *scores = sd_alloc(length ? length : 1, sizeof *scores);
	for (int what = 0; what < SD_RFM_LENGTH; what++) {
		if (what == SD_RFM_MONEY && !summary->observe->valued)
			continue;
		buyers = 0;
		for (size_t i = 0; i < length; i++) {
			const struct sd_customer_sums *sums = &summary->people.items[i].sums;
			if (sums->days)
				values[buyers++] = what == SD_RFM_RECENCY     ? summary->now - sums->last
						   : what == SD_RFM_FREQUENCY ? sums->days
									      : sums->amount;
		}
		sd_rfm_score((enum sd_rfm)what, values, buyers, &summary->observe->cuts, scores, notes);
		buyers = 0;
		for (size_t i = 0; i < length; i++)
			if (summary->people.items[i].sums.days)
				summary->scores[i].of[what] = scores[buyers++];
	}
	free(values);
	free(scores);
}

/* Fits the model, or takes the one given. */
static int find_model(struct summary *summary, struct sd_str *notes, struct sd_error *err)
{
	const struct sd_observe *observe = summary->observe;
	summary->model = observe->model;
	if (summary->model || observe->kind < 0)
		return 0;
	struct sd_buyer *buyers = sd_alloc(summary->people.length + 1, sizeof *buyers);
	size_t length = 0;
	for (size_t i = 0; i < summary->people.length; i++)
		if (summary->people.items[i].sums.days)
			buyers[length++] = summary->people.items[i].buyer;
	struct sd_error why = SD_ERROR_INIT;
	int status = sd_model_fit_jobs(&summary->fitted, (enum sd_model_kind)observe->kind, buyers, length,
				       observe->valued, observe->jobs, notes, &why);
	free(buyers);
	if (!status) {
		summary->fitted.last = summary->now;
		summary->model = &summary->fitted;
	} else if (observe->model_needed) {
		sd_fail(err, "no model: %s", why.message.data);
	} else {
		sd_str_addf(notes, "no model, so p_alive, expected_count and expected_value are absent: %s\n",
			    why.message.data);
		status = 0;
	}
	sd_error_release(&why);
	return status;
}

/* Scores and model know nothing of each other, so each may have a thread. */
struct two {
	struct summary *summary;
	int next, status;
	struct sd_str notes[2];
	struct sd_error error;
};

static void *two_new(void *context)
{
	(void)context;
	return sd_calloc(1, sizeof(int));
}

static int two_produce(void *context, void *item, struct sd_error *err)
{
	struct two *two = context;
	(void)err;
	*(int *)item = two->next++;
	return *(int *)item < 2;
}

static void two_work(void *context, unsigned worker, void *item)
{
	struct two *two = context;
	(void)worker;
	if (*(int *)item == 0)
		two->status = find_model(two->summary, two->notes + 1, &two->error);
	else
		fill_scores(two->summary, two->notes);
}

static int two_consume(void *context, void *item, struct sd_error *err)
{
	(void)context;
	(void)item;
	(void)err;
	return 0;
}

static int score_and_model(struct summary *summary, struct sd_str *notes, struct sd_error *err)
{
	struct two two = {.summary = summary};
	const struct sd_jobs map = {.context = &two,
				    .batch_new = two_new,
				    .batch_free = free,
				    .produce = two_produce,
				    .work = two_work,
				    .consume = two_consume};
	sd_jobs_run(&map, summary->observe->jobs > 1 ? 2 : 1, NULL);
	for (size_t i = 0; i < 2; i++) {
		sd_str_add_text(notes, sd_str_text(two.notes + i));
		sd_str_release(two.notes + i);
	}
	if (two.status)
		sd_fail(err, "%s", two.error.message.data);
	sd_error_release(&two.error);
	return two.status;
}

static void tell(const struct summary *summary, struct sd_str *notes)
{
	if (summary->hiatus)
		sd_str_addf(notes, "active: bought within the last %d days (--hiatus says another)\n",
			    (int)summary->hiatus);
	if (!summary->model)
		return;
	sd_str_addf(notes, "expected_count and expected_value are of the next %d days (--horizon says another)\n",
		    (int)summary->horizon);
	size_t once = 0;
	for (size_t i = 0; i < summary->people.length; i++)
		once += summary->people.items[i].sums.days == 1;
	if (summary->model->kind == SD_MODEL_BG_NBD && once)
		sd_str_addf(notes,
			    "bg-nbd takes every one-time buyer for a customer for ever: p_alive is absent for these "
			    "%zu\n",
			    once);
}

/* share.NAME of one customer; absent where no category has a value above zero. */
static void put_shares(const struct summary *summary, size_t customer, int64_t *sums, struct sd_out *out)
{
	size_t length = summary->categories;
	if (!length)
		return;
	sd_log_by_category(&summary->observe->log, customer, summary->observe->valued, sums);
	double base = 0;
	for (size_t i = 0; i <= length; i++)
		base += sums[i] > 0 ? (double)sums[i] : 0;
	for (size_t i = 0; i < length; i++)
		sd_out_double(out, base > 0 ? (sums[i] > 0 ? (double)sums[i] / base : 0) : NAN, 4);
}

static void put_score(struct sd_out *out, int score, bool there)
{
	if (there)
		sd_out_int(out, score);
	else
		sd_out_absent(out);
}

static void put_absent(struct sd_out *out, size_t cells)
{
	while (cells--)
		sd_out_absent(out);
}

static void put_forecast(const struct summary *summary, const struct sd_person *person, struct sd_out *out)
{
	const struct sd_observe *observe = summary->observe;
	if (!summary->model || !person->sums.days) {
		put_absent(out, 3);
	} else {
		struct sd_forecast forecast;
		sd_model_forecast(summary->model, &person->buyer, summary->horizon, &forecast);
		sd_out_double(out, forecast.alive, 4);
		sd_out_double(out, forecast.count, 4);
		sd_out_double(out, observe->valued ? forecast.value : NAN, 2);
	}
	if (summary->hiatus && person->sums.days)
		sd_out_int(out, summary->now - person->sums.last <= summary->hiatus);
	else
		sd_out_absent(out);
}

static void put_customer(const struct summary *summary, size_t customer, struct sd_out *out, struct sd_str *text,
			 int64_t *by_category)
{
	const struct sd_person *person = summary->people.items + customer;
	const struct sd_customer_sums *sums = &person->sums;
	const struct scores *scores = summary->scores + customer;
	bool valued = summary->observe->valued;
	put_key(out, sums->key, text);
	sd_out_int(out, sums->count);
	if (sums->days) {
		put_day(out, sums->first, text);
		put_day(out, sums->last, text);
		sd_out_int(out, summary->now - sums->last);
	} else {
		put_absent(out, 3);
	}
	sd_out_int(out, sums->days);
	if (sums->days)
		sd_out_int(out, summary->now - sums->first);
	else
		sd_out_absent(out);
	put_money(out, sums->amount, valued);
	put_money(out, sums->count ? mean_of(sums->amount, sums->count) : 0, valued && sums->count);
	put_money(out, sums->refunds, valued);
	sd_out_double(out, person->gap_median, 1);
	sd_out_double(out, person->regularity, 4);
	put_score(out, scores->of[SD_RFM_RECENCY], sums->days);
	put_score(out, scores->of[SD_RFM_FREQUENCY], sums->days);
	put_score(out, scores->of[SD_RFM_MONEY], sums->days && valued);
	put_shares(summary, customer, by_category, out);
	if (summary->observe->kind >= 0 || summary->model)
		put_forecast(summary, person, out);
	sd_out_end(out);
}

static int begin_customers(const struct summary *summary, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const before[] = {"count",	   "first", "last", "recency", "frequency",
					     "tenure",	   "total", "mean", "refunds", "gap_median",
					     "regularity", "r",	    "f",    "m",       NULL};
	static const char *const after[] = {"p_alive", "expected_count", "expected_value", "active"};
	const struct sd_text *names;
	size_t categories = sd_log_categories(&summary->observe->log, &names);
	if (categories > SD_OBSERVE_CATEGORIES)
		return sd_fail(err,
			       "%zu categories, more than the %d that become columns: --days has a row for each, and "
			       "--category names another column",
			       categories, SD_OBSERVE_CATEGORIES);
	name_id_columns(summary->people.length ? summary->people.items[0].sums.key : (struct sd_text){NULL, 0}, writer);
	sd_writer_columns(writer, before);
	struct sd_str name = SD_STR_INIT;
	for (size_t i = 0; i < categories; i++) {
		sd_str_clear(&name);
		sd_str_adds(&name, "share.");
		sd_str_add_text(&name, names[i]);
		sd_writer_column(writer, sd_str_text(&name));
	}
	sd_str_release(&name);
	for (size_t i = 0; (summary->observe->kind >= 0 || summary->model) && i < sizeof after / sizeof *after; i++)
		sd_writer_column(writer, sd_text_of(after[i]));
	return sd_writer_begin(writer, err);
}

/* Some customers on their way out. */
struct batch {
	size_t first, end;
	struct sd_out *out;
	struct sd_str text;
	int64_t *by_category;
};

struct writing {
	const struct summary *summary;
	struct sd_writer *writer;
	size_t next;
};

static void *batch_new(void *context)
{
	const struct writing *writing = context;
	struct batch *batch = sd_calloc(1, sizeof *batch);
	batch->out = sd_out_new(writing->writer);
	batch->by_category = sd_alloc(writing->summary->categories + 1, sizeof *batch->by_category);
	return batch;
}

static void batch_free(void *item)
{
	struct batch *batch = item;
	sd_out_free(batch->out);
	sd_str_release(&batch->text);
	free(batch->by_category);
	free(batch);
}

static int produce(void *context, void *item, struct sd_error *err)
{
	struct writing *writing = context;
	struct batch *batch = item;
	size_t length = writing->summary->people.length;
	(void)err;
	batch->first = writing->next;
	batch->end = length - batch->first > BATCH_ROWS ? batch->first + BATCH_ROWS : length;
	writing->next = batch->end;
	sd_str_clear(&batch->out->bytes);
	batch->out->row_start = 0;
	return batch->first < batch->end;
}

static void format(void *context, unsigned worker, void *item)
{
	const struct writing *writing = context;
	struct batch *batch = item;
	(void)worker;
	for (size_t i = batch->first; i < batch->end; i++)
		put_customer(writing->summary, i, batch->out, &batch->text, batch->by_category);
}

static int consume(void *context, void *item, struct sd_error *err)
{
	const struct writing *writing = context;
	struct batch *batch = item;
	return sd_writer_write(writing->writer, sd_str_text(&batch->out->bytes), err);
}

static int write_customers(const struct summary *summary, struct sd_writer *writer, struct sd_error *err)
{
	struct writing writing = {summary, writer, 0};
	const struct sd_jobs map = {.context = &writing,
				    .batch_new = batch_new,
				    .batch_free = batch_free,
				    .produce = produce,
				    .work = format,
				    .consume = consume};
	if (begin_customers(summary, writer, err) || sd_writer_flush(writer, err))
		return -1;
	return sd_jobs_run(&map, summary->observe->jobs, err);
}

/* A day that lies far behind all others, most often mistyped, moves the end of the log, and all seem to have left. */
static void warn_of_strays(const struct summary *summary, struct sd_str *notes)
{
	const struct sd_people *people = &summary->people;
	sd_day *days = sd_alloc(people->length + 1, sizeof *days), last = sd_log_last(&summary->observe->log);
	for (size_t i = 0; i < people->length; i++)
		days[i] = people->items[i].sums.last;
	struct sd_stray stray = sd_stray_find(days, people->length, HOLE);
	if (stray.late && summary->observe->now == SD_NO_DAY) {
		sd_str_adds(notes, "warning: the log's last day, ");
		sd_day_add_iso(notes, last);
		sd_str_adds(notes, ", lies far behind all others, so that everybody seems to have left: mistyped, most "
				   "likely; --as-of ");
		sd_day_add_iso(notes, stray.last);
		sd_str_adds(notes, " leaves it out\n");
	}
	free(days);
}

int sd_observe_customers(const struct sd_observe *observe, struct sd_writer *writer, struct sd_model *model,
			 struct sd_str *notes, struct sd_error *err)
{
	const struct sd_text *names;
	struct summary summary = {.observe = observe, .now = observe->now, .fitted = {.last = SD_NO_DAY}};
	if (summary.now == SD_NO_DAY)
		summary.now = sd_log_last(&observe->log);
	summary.categories = sd_log_categories(&observe->log, &names);
	sd_people_init(&summary.people, &observe->log, summary.now, observe->jobs);
	summary.scores = sd_calloc(summary.people.length + 1, sizeof *summary.scores);
	bool forecasting = observe->kind >= 0 || observe->model;
	warn_of_strays(&summary, notes);
	int32_t by_gaps = forecasting ? sd_people_hiatus(&summary.people) : 0;
	summary.hiatus = observe->hiatus && forecasting ? observe->hiatus : by_gaps;
	summary.horizon = observe->horizon ? observe->horizon : by_gaps ? by_gaps : SD_HORIZON_HIGH;
	int status = score_and_model(&summary, notes, err);
	if (!status) {
		tell(&summary, notes);
		if (model && summary.model)
			*model = *summary.model;
		status = write_customers(&summary, writer, err);
	}
	free(summary.scores);
	sd_people_release(&summary.people);
	return status;
}

int sd_observe_days(const struct sd_observe *observe, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const names[] = {"day", "category", "count", "amount", "refunds", NULL};
	const struct sd_ledger *ledger = observe->log.ledger;
	name_id_columns(ledger->length ? ledger->customers[0].key : (struct sd_text){NULL, 0}, writer);
	sd_writer_columns(writer, names);
	if (sd_writer_begin(writer, err))
		return -1;
	struct sd_str text = SD_STR_INIT;
	int status = 0;
	for (size_t i = 0; i < ledger->length && !status; i++) {
		const struct sd_ledger_customer *who = ledger->customers + i;
		struct sd_out *out = sd_writer_out(writer);
		for (size_t at = who->first; at < who->first + who->length; at++) {
			const struct sd_ledger_entry *entry = ledger->entries + at;
			put_key(out, who->key, &text);
			put_day(out, entry->day, &text);
			if (entry->category == SD_NO_CATEGORY)
				sd_out_absent(out);
			else
				sd_out_text(out, ledger->categories[entry->category]);
			sd_out_int(out, entry->count);
			put_exact(out, entry->amount, observe->valued);
			put_exact(out, entry->refunds, observe->valued);
			sd_out_end(out);
		}
		if (i % FLUSH_ROWS == FLUSH_ROWS - 1)
			status = sd_writer_flush(writer, err);
	}
	sd_str_release(&text);
	return status ? -1 : sd_writer_flush(writer, err);
}

static const struct sd_text as_of_is = SD_TEXT("as-of=");

void sd_observe_spell(struct sd_str *spelt, sd_day as_of)
{
	sd_str_add_text(spelt, as_of_is);
	if (as_of != SD_NO_DAY)
		sd_day_add_iso(spelt, as_of);
}

sd_day sd_observe_as_of(struct sd_text spelt)
{
	struct sd_moment moment;
	if (spelt.length <= as_of_is.length)
		return SD_NO_DAY;
	struct sd_text date = {spelt.data + as_of_is.length, spelt.length - as_of_is.length};
	return sd_moment_parse(date, &moment) ? moment.day : SD_NO_DAY;
}
