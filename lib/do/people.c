/* SPDX-License-Identifier: MIT */
#include "do/people.h"

#include <math.h>

#include "base/jobs.h"
#include "do/rhythm.h"

enum { BATCH = 2048 };

sd_day sd_log_last(const struct sd_log *log)
{
	if (log->ledger)
		return log->ledger->last;
	sd_day first, last;
	sd_customers_span(log->customers, &first, &last);
	return last;
}

static sd_day first_day(const struct sd_log *log)
{
	if (log->ledger)
		return log->ledger->first;
	sd_day first, last;
	sd_customers_span(log->customers, &first, &last);
	return first;
}

size_t sd_log_categories(const struct sd_log *log, const struct sd_text **names)
{
	if (!log->ledger)
		return sd_customers_names(log->customers, names);
	*names = log->ledger->categories;
	return log->ledger->categories_length;
}

void sd_log_by_category(const struct sd_log *log, size_t customer, bool valued, int64_t *sums)
{
	const struct sd_text *names;
	size_t length = sd_log_categories(log, &names);
	memset(sums, 0, (length + 1) * sizeof *sums);
	if (!log->ledger) {
		sd_customers_categories(log->customers, customer, sums);
		return;
	}
	const struct sd_ledger_customer *who = log->ledger->customers + customer;
	for (size_t i = who->first; i < who->first + who->length; i++) {
		const struct sd_ledger_entry *entry = log->ledger->entries + i;
		sums[entry->category == SD_NO_CATEGORY ? length : entry->category] +=
			valued ? entry->amount : entry->count;
	}
}

static void sums_of(const struct sd_log *log, size_t customer, struct sd_customer_sums *sums)
{
	if (!log->ledger) {
		sd_customers_at(log->customers, customer, sums);
		return;
	}
	const struct sd_ledger *ledger = log->ledger;
	const struct sd_ledger_customer *who = ledger->customers + customer;
	struct sd_ledger_sums all;
	sd_ledger_between(ledger, customer, ledger->first, ledger->last, &all);
	*sums = (struct sd_customer_sums){who->key,  all.orders, all.amount,	  all.refunds, 0,
					  all.first, all.last,	 (int32_t)all.days};
	bool overflow = false;
	for (size_t i = who->first; all.days && i < who->first + who->length; i++) {
		const struct sd_ledger_entry *entry = ledger->entries + i;
		if (entry->day == all.first)
			sums->first_gross = sd_decimal_sum(sd_decimal_sum(sums->first_gross, entry->amount, &overflow),
							   entry->refunds, &overflow);
	}
}

static void days_of(const struct sd_log *log, size_t customer, sd_day *days)
{
	if (log->ledger)
		sd_ledger_days(log->ledger, customer, days);
	else
		sd_customers_days(log->customers, customer, days);
}

struct batch {
	size_t first, end;
};

struct worker {
	sd_day *days;
	size_t days_room;
	int64_t *gaps, *own; /* of all customers of this worker; of one */
};

struct filling {
	struct sd_people *people;
	const struct sd_log *log;
	sd_day now;
	size_t next;
	const double *logs; /* of 1 … gaps_length − 1 */
	struct worker *workers;
};

static void *batch_new(void *context)
{
	(void)context;
	return sd_calloc(1, sizeof(struct batch));
}

static int produce(void *context, void *item, struct sd_error *err)
{
	struct filling *filling = context;
	struct batch *batch = item;
	(void)err;
	batch->first = filling->next;
	batch->end = filling->people->length - batch->first > BATCH ? batch->first + BATCH : filling->people->length;
	filling->next = batch->end;
	return batch->first < batch->end;
}

/* Gaps are whole days, mostly few: counting them orders them. */
static double median_of(const int64_t *own, size_t gaps)
{
	size_t low = (gaps - 1) / 2, high = gaps / 2, passed = 0, gap = 0;
	while (passed + (size_t)own[gap] <= low)
		passed += (size_t)own[gap++];
	size_t first = gap;
	while (passed + (size_t)own[gap] <= high)
		passed += (size_t)own[gap++];
	return ((double)first + (double)gap) / 2;
}

static void fill_rhythm(const struct filling *filling, struct worker *worker, size_t customer, struct sd_person *person)
{
	size_t days = (size_t)person->sums.days, gaps = days ? days - 1 : 0;
	person->gap_median = person->regularity = NAN;
	if (!gaps)
		return;
	if (days > worker->days_room) {
		worker->days_room = days * 2;
		worker->days = sd_realloc(worker->days, worker->days_room, sizeof *worker->days);
	}
	days_of(filling->log, customer, worker->days);
	double logs = 0;
	bool equal = true;
	int32_t first = worker->days[1] - worker->days[0];
	for (size_t i = 1; i < days; i++) {
		int32_t gap = worker->days[i] - worker->days[i - 1];
		worker->own[gap]++;
		worker->gaps[gap]++;
		logs += filling->logs[gap];
		equal = equal && gap == first;
	}
	person->gap_median = median_of(worker->own, gaps);
	if (!equal)
		person->regularity = sd_gamma_shape_of_sums(worker->days[days - 1] - worker->days[0], logs, gaps);
	for (size_t i = 1; i < days; i++)
		worker->own[worker->days[i] - worker->days[i - 1]] = 0;
}

static void work(void *context, unsigned index, void *item)
{
	struct filling *filling = context;
	const struct batch *batch = item;
	for (size_t i = batch->first; i < batch->end; i++) {
		struct sd_person *person = filling->people->items + i;
		const struct sd_customer_sums *sums = &person->sums;
		sums_of(filling->log, i, &person->sums);
		fill_rhythm(filling, filling->workers + index, i, person);
		if (sums->days)
			person->buyer = (struct sd_buyer){
				{sums->days - 1, sums->last - sums->first, filling->now - sums->first},
				sd_buyer_worth(sums->amount, sums->refunds, sums->first_gross, sums->days - 1)};
	}
}

static int consume(void *context, void *item, struct sd_error *err)
{
	(void)context;
	(void)item;
	(void)err;
	return 0;
}

/* Of 1 … length − 1. */
static double *logs_of(size_t length)
{
	double *logs = sd_calloc(length, sizeof *logs);
	for (size_t i = 1; i < length; i++)
		logs[i] = log((double)i);
	return logs;
}

void sd_people_init(struct sd_people *people, const struct sd_log *log, sd_day now, unsigned jobs)
{
	*people = (struct sd_people){.length = log->ledger ? log->ledger->length : sd_customers_length(log->customers)};
	people->items = sd_calloc(people->length ? people->length : 1, sizeof *people->items);
	sd_day first = first_day(log), last = sd_log_last(log);
	people->gaps_length = first == SD_NO_DAY ? 1 : (size_t)((int64_t)last - first) + 1;
	people->gaps = sd_calloc(people->gaps_length, sizeof *people->gaps);
	double *logs = logs_of(people->gaps_length);
	jobs = jobs ? jobs : 1;
	struct filling filling = {people, log, now, 0, logs, sd_calloc(jobs, sizeof(struct worker))};
	for (unsigned i = 0; i < jobs; i++) {
		filling.workers[i].gaps = sd_calloc(people->gaps_length, sizeof *people->gaps);
		filling.workers[i].own = sd_calloc(people->gaps_length, sizeof *people->gaps);
	}
	const struct sd_jobs map = {.context = &filling,
				    .batch_new = batch_new,
				    .batch_free = free,
				    .produce = produce,
				    .work = work,
				    .consume = consume};
	sd_jobs_run(&map, jobs, NULL);
	for (unsigned i = 0; i < jobs; i++) {
		for (size_t gap = 0; gap < people->gaps_length; gap++)
			people->gaps[gap] += filling.workers[i].gaps[gap];
		free(filling.workers[i].gaps);
		free(filling.workers[i].own);
		free(filling.workers[i].days);
	}
	free(filling.workers);
	free(logs);
}

void sd_people_release(struct sd_people *people)
{
	free(people->items);
	free(people->gaps);
}

int sd_people_hiatus(const struct sd_people *people)
{
	int64_t all = 0, passed = 0;
	for (size_t i = 0; i < people->gaps_length; i++)
		all += people->gaps[i];
	if (!all)
		return 0;
	/* The nearest rank: ⌈0.9 · all⌉. */
	int64_t rank = all / 10 * 9 + (all % 10 * 9 + 9) / 10;
	size_t gap = 0;
	while (passed + people->gaps[gap] < rank)
		passed += people->gaps[gap++];
	return sd_horizon_of((int32_t)gap);
}
