/* SPDX-License-Identifier: MIT */
#include "do/model.h"

#include <math.h>

#include "base/jobs.h"

const char *const sd_model_names[] = {"mbg-nbd", "pareto-nbd", "bg-nbd", NULL};

double sd_buyer_worth(sd_decimal amount, sd_decimal refunds, sd_decimal first_gross, int32_t repeats)
{
	if (!repeats)
		return NAN;
	double net = (double)amount, gross = net + (double)refunds, later = gross - (double)first_gross;
	if (!(net > 0) || !(later > 0))
		return 0;
	return later * (net / gross) / repeats / SD_DECIMAL_UNIT;
}

bool sd_buyer_at(const struct sd_ledger *ledger, size_t customer, sd_day day, struct sd_buyer *buyer)
{
	const struct sd_ledger_customer *who = ledger->customers + customer;
	const struct sd_ledger_entry *entry = ledger->entries + who->first, *end = entry + who->length;
	sd_day first = SD_NO_DAY, last = SD_NO_DAY;
	sd_decimal amount = 0, refunds = 0, first_gross = 0;
	int32_t days = 0;
	bool overflow = false;
	for (; entry < end && entry->day <= day; entry++) {
		amount = sd_decimal_sum(amount, entry->amount, &overflow);
		refunds = sd_decimal_sum(refunds, entry->refunds, &overflow);
		if (entry->count <= 0 || entry->day == last)
			continue;
		days++;
		last = entry->day;
		first = first == SD_NO_DAY ? last : first;
	}
	if (first == SD_NO_DAY)
		return false;
	for (entry = ledger->entries + who->first; entry < end && entry->day <= first; entry++)
		if (entry->day == first)
			first_gross = sd_decimal_sum(sd_decimal_sum(first_gross, entry->amount, &overflow),
						     entry->refunds, &overflow);
	*buyer = (struct sd_buyer){{days - 1, last - first, day - first},
				   sd_buyer_worth(amount, refunds, first_gross, days - 1)};
	return true;
}

static void note_summit(struct sd_str *notes, const char *what, const struct sd_maximum *maximum)
{
	if (maximum->at_bound)
		sd_str_addf(notes,
			    "warning: the %s has no best parameters, only better ones without end: its customers "
			    "differ too little or too much; see the manual\n",
			    what);
	else if (!(maximum->condition < 1e6))
		sd_str_addf(notes,
			    "warning: the %s hardly tells its parameters apart (condition %.1e): forecasts may hold, "
			    "the parameters say little\n",
			    what, maximum->condition);
}

static void note_counts(struct sd_str *notes, const struct sd_model *model)
{
	const struct sd_bgnbd *b = &model->bgnbd;
	const struct sd_paretonbd *p = &model->paretonbd;
	sd_str_addf(notes, "model %s of %zu customers: ", sd_model_names[model->kind], model->customers);
	if (model->kind == SD_MODEL_PARETO_NBD)
		sd_str_addf(notes, "r %.4f, alpha %.4f, s %.4f, beta %.4f", p->r, p->alpha, p->s, p->beta);
	else
		sd_str_addf(notes, "r %.4f, alpha %.4f, a %.4f, b %.4f", b->r, b->alpha, b->a, b->b);
	sd_str_addf(notes, " (weeks), log-likelihood %.4f\n", model->counts.value);
	note_summit(notes, sd_model_names[model->kind], &model->counts);
}

/* The two fits know nothing of each other, so each may have a thread. */
struct fit {
	struct sd_model *model;
	const struct sd_buyer *buyers;
	size_t length, next;
	struct sd_str notes[2];
	struct sd_error error;
	int status;
};

/* Spend of those with money on a purchase day behind the first. */
static void fit_spend(const struct fit *fit, struct sd_str *notes)
{
	struct sd_model *model = fit->model;
	const struct sd_buyer *buyers = fit->buyers;
	size_t length = fit->length;
	struct sd_worth *worths = sd_alloc(length ? length : 1, sizeof *worths);
	size_t many = 0;
	for (size_t i = 0; i < length; i++)
		if (buyers[i].history.repeats && buyers[i].worth > 0)
			worths[many++] = (struct sd_worth){buyers[i].history.repeats, buyers[i].worth};
	struct sd_error why = SD_ERROR_INIT;
	model->spenders = many;
	if (sd_gammagamma_fit(&model->spend, worths, many, &model->worth, &why)) {
		sd_str_addf(notes, "no model of spending, so expected_value is absent: %s\n", why.message.data);
	} else {
		model->valued = true;
		model->worth.value = sd_gammagamma_log_likelihood(&model->spend, worths, many);
		model->correlation = sd_worth_correlation(worths, many);
		sd_str_addf(notes,
			    "model gamma-gamma of %zu customers: p %.4f, q %.4f, gamma %.4f, log-likelihood %.4f; "
			    "spend a day and purchase days correlate by %.2f, and the model takes that for 0\n",
			    many, model->spend.p, model->spend.q, model->spend.gamma, model->worth.value,
			    model->correlation);
		note_summit(notes, "model of spending", &model->worth);
		if (isnan(sd_gammagamma_expected(&model->spend, 0, 0)))
			sd_str_adds(notes, "warning: spend is spread so widely (q of 1 or below) that it has no mean "
					   "over all customers: expected_value is absent for who bought on one day\n");
	}
	sd_error_release(&why);
	free(worths);
}

static void fit_counts(struct fit *fit, struct sd_str *notes)
{
	struct sd_model *model = fit->model;
	size_t groups, length = fit->length;
	struct sd_history *histories = sd_alloc(length, sizeof *histories);
	for (size_t i = 0; i < length; i++)
		histories[i] = fit->buyers[i].history;
	struct sd_histories *grouped = sd_histories_new(histories, length, &groups);
	free(histories);
	if (model->kind == SD_MODEL_PARETO_NBD) {
		fit->status = sd_paretonbd_fit(&model->paretonbd, grouped, groups, &model->counts, &fit->error);
		if (!fit->status)
			model->counts.value = sd_paretonbd_log_likelihood(&model->paretonbd, grouped, groups);
	} else {
		fit->status = sd_bgnbd_fit(&model->bgnbd, model->kind == SD_MODEL_MBG_NBD, grouped, groups,
					   &model->counts, &fit->error);
		if (!fit->status)
			model->counts.value = sd_bgnbd_log_likelihood(&model->bgnbd, grouped, groups);
	}
	free(grouped);
	if (!fit->status)
		note_counts(notes, model);
}

static void *fit_new(void *context)
{
	(void)context;
	return sd_calloc(1, sizeof(size_t));
}

static int fit_produce(void *context, void *item, struct sd_error *err)
{
	struct fit *fit = context;
	(void)err;
	*(size_t *)item = fit->next++;
	return *(size_t *)item < 2;
}

static void fit_one(void *context, unsigned worker, void *item)
{
	struct fit *fit = context;
	(void)worker;
	if (*(size_t *)item == 0)
		fit_counts(fit, fit->notes);
	else
		fit_spend(fit, fit->notes + 1);
}

static int fit_consume(void *context, void *item, struct sd_error *err)
{
	(void)context;
	(void)item;
	(void)err;
	return 0;
}

int sd_model_fit_jobs(struct sd_model *model, enum sd_model_kind kind, const struct sd_buyer *buyers, size_t length,
		      bool valued, unsigned jobs, struct sd_str *notes, struct sd_error *err)
{
	*model = (struct sd_model){.kind = kind, .customers = length, .correlation = NAN, .last = SD_NO_DAY};
	if (length < SD_MODEL_LEAST)
		return sd_fail(err, "%zu customer%s, and a model is fitted from %d on", length, length == 1 ? "" : "s",
			       SD_MODEL_LEAST);
	struct fit fit = {.model = model, .buyers = buyers, .length = length};
	if (valued) {
		const struct sd_jobs map = {.context = &fit,
					    .batch_new = fit_new,
					    .batch_free = free,
					    .produce = fit_produce,
					    .work = fit_one,
					    .consume = fit_consume};
		sd_jobs_run(&map, jobs > 1 ? 2 : 1, NULL);
	} else {
		fit_counts(&fit, fit.notes);
	}
	if (fit.status)
		sd_fail(err, "%s", fit.error.message.data);
	for (size_t i = 0; i < 2; i++) {
		if (!fit.status)
			sd_str_add_text(notes, sd_str_text(fit.notes + i));
		sd_str_release(fit.notes + i);
	}
	sd_error_release(&fit.error);
	return fit.status ? -1 : 0;
}

int sd_model_fit(struct sd_model *model, enum sd_model_kind kind, const struct sd_buyer *buyers, size_t length,
		 bool valued, struct sd_str *notes, struct sd_error *err)
{
	return sd_model_fit_jobs(model, kind, buyers, length, valued, 1, notes, err);
}

int sd_model_fit_ledger(struct sd_model *model, enum sd_model_kind kind, const struct sd_ledger *ledger, bool valued,
			sd_day before, struct sd_str *notes, struct sd_error *err)
{
	struct sd_buyer *buyers = sd_alloc(ledger->length ? ledger->length : 1, sizeof *buyers);
	size_t length = 0;
	for (size_t i = 0; i < ledger->length; i++)
		length += sd_buyer_at(ledger, i, before - 1, buyers + length);
	int status = sd_model_fit(model, kind, buyers, length, valued, notes, err);
	model->last = before - 1;
	free(buyers);
	return status;
}

void sd_model_forecast(const struct sd_model *model, const struct sd_buyer *buyer, int32_t horizon_days,
		       struct sd_forecast *forecast)
{
	double weeks = (double)horizon_days / SD_DAYS_OF_A_WEEK;
	const struct sd_history *history = &buyer->history;
	if (model->kind == SD_MODEL_PARETO_NBD)
		*forecast = (struct sd_forecast){.alive = sd_paretonbd_alive(&model->paretonbd, history),
						 .psi = sd_paretonbd_buys(&model->paretonbd, history, weeks),
						 .count = sd_paretonbd_expected(&model->paretonbd, history, weeks)};
	else
		*forecast = (struct sd_forecast){.alive = sd_bgnbd_alive(&model->bgnbd, history),
						 .psi = sd_bgnbd_buys(&model->bgnbd, history, weeks),
						 .count = sd_bgnbd_expected(&model->bgnbd, history, weeks)};
	forecast->pi = (isnan(forecast->alive) ? 1 : forecast->alive) * forecast->psi;
	forecast->value = NAN;
	if (model->valued)
		forecast->value =
			forecast->count * sd_gammagamma_expected(&model->spend, history->repeats, buyer->worth);
}

/* --- as text ------------------------------------------------------------------------------------------------------ */

static const char magic[] = "#saydo-model\t";

struct field {
	const char *name;
	double *value;
	bool needed;
};
enum { FIELDS_MOST = 16 };

/* What a model of this kind has, in the order it is written. */
static size_t fields_of(struct sd_model *model, double *customers, double *spenders, struct field *fields)
{
	size_t n = 0;
	if (model->kind == SD_MODEL_PARETO_NBD) {
		struct sd_paretonbd *p = &model->paretonbd;
		fields[n++] = (struct field){"r", &p->r, true};
		fields[n++] = (struct field){"alpha", &p->alpha, true};
		fields[n++] = (struct field){"s", &p->s, true};
		fields[n++] = (struct field){"beta", &p->beta, true};
	} else {
		struct sd_bgnbd *b = &model->bgnbd;
		fields[n++] = (struct field){"r", &b->r, true};
		fields[n++] = (struct field){"alpha", &b->alpha, true};
		fields[n++] = (struct field){"a", &b->a, true};
		fields[n++] = (struct field){"b", &b->b, true};
	}
	fields[n++] = (struct field){"customers", customers, true};
	fields[n++] = (struct field){"log_likelihood", &model->counts.value, false};
	fields[n++] = (struct field){"spend_p", &model->spend.p, true};
	fields[n++] = (struct field){"spend_q", &model->spend.q, true};
	fields[n++] = (struct field){"spend_gamma", &model->spend.gamma, true};
	fields[n++] = (struct field){"spend_customers", spenders, true};
	fields[n++] = (struct field){"spend_log_likelihood", &model->worth.value, false};
	return n;
}

static bool is_spend(const char *name)
{
	return !strncmp(name, "spend_", 6);
}

void sd_model_write(const struct sd_model *model, struct sd_str *out)
{
	struct sd_model copy = *model;
	double customers = (double)model->customers, spenders = (double)model->spenders;
	struct field fields[FIELDS_MOST];
	size_t length = fields_of(&copy, &customers, &spenders, fields);
	sd_str_addf(out, "%s%s\t%s\n", magic, SD_VERSION, sd_model_names[model->kind]);
	if (model->last != SD_NO_DAY) {
		sd_str_adds(out, "until\t");
		sd_day_add_iso(out, model->last);
		sd_str_addc(out, '\n');
	}
	for (size_t i = 0; i < length; i++)
		if (model->valued || !is_spend(fields[i].name))
			sd_str_addf(out, "%s\t%.17g\n", fields[i].name, *fields[i].value);
	sd_str_adds(out, "#end\n");
}

static bool next_line(struct sd_text *rest, struct sd_text *line)
{
	const char *end = rest->length ? memchr(rest->data, '\n', rest->length) : NULL;
	if (!end)
		return false;
	*line = (struct sd_text){rest->data, (size_t)(end - rest->data)};
	rest->length -= line->length + 1;
	rest->data = end + 1;
	return true;
}

/* A number that a whole cell is. */
static bool parse_number(struct sd_text text, double *value)
{
	char copy[64], *end;
	if (!text.length || text.length >= sizeof copy ||
	    (text.data[0] != '-' && (text.data[0] < '0' || text.data[0] > '9')))
		return false;
	memcpy(copy, text.data, text.length);
	copy[text.length] = '\0';
	*value = strtod(copy, &end);
	return end == copy + text.length && isfinite(*value);
}

static int read_first(struct sd_model *model, const char *name, struct sd_text line, struct sd_error *err)
{
	size_t begin = sizeof magic - 1;
	const char *tab = line.length > begin && !memcmp(line.data, magic, begin)
				  ? memrchr(line.data + begin, '\t', line.length - begin)
				  : NULL;
	if (!tab)
		return sd_fail(err, "%s: line 1: not a model as observe --save-model writes it", name);
	struct sd_text kind = {tab + 1, line.length - (size_t)(tab + 1 - line.data)};
	for (int i = 0; sd_model_names[i]; i++)
		if (sd_text_equals(kind, sd_model_names[i])) {
			model->kind = (enum sd_model_kind)i;
			return 0;
		}
	return sd_fail(err, "%s: line 1: a model of a kind that is not known here", name);
}

/* One line of name and value. */
static bool read_line(struct sd_model *model, struct sd_text line, struct field *fields, size_t length, bool *seen)
{
	const char *tab = line.length ? memchr(line.data, '\t', line.length) : NULL;
	if (!tab)
		return false;
	struct sd_text what = {line.data, (size_t)(tab - line.data)};
	struct sd_text cell = {tab + 1, line.length - what.length - 1};
	if (sd_text_equals(what, "until")) {
		struct sd_moment moment;
		bool sound = model->last == SD_NO_DAY && sd_moment_parse(cell, &moment);
		model->last = sound ? moment.day : model->last;
		return sound;
	}
	for (size_t i = 0; i < length; i++)
		if (sd_text_equals(what, fields[i].name)) {
			/* No fit goes further, and beyond it series would be summed up for ever. */
			enum { PARAMETER_MOST = 1000000 };
			bool sound = !seen[i] && parse_number(cell, fields[i].value) &&
				     (!fields[i].needed || *fields[i].value > 0) &&
				     (i >= 4 ||
				      (*fields[i].value <= PARAMETER_MOST && *fields[i].value * PARAMETER_MOST >= 1)) &&
				     fabs(*fields[i].value) < 1e15;
			seen[i] = true;
			model->valued = model->valued || is_spend(fields[i].name);
			return sound;
		}
	return false;
}

int sd_model_read(struct sd_model *model, const char *name, struct sd_text content, struct sd_error *err)
{
	*model = (struct sd_model){.correlation = NAN, .last = SD_NO_DAY};
	struct sd_text line = {NULL, 0};
	if (!next_line(&content, &line) || read_first(model, name, line, err))
		return sd_fail(err, "%s: line 1: not a model as observe --save-model writes it", name);
	model->bgnbd.modified = model->kind == SD_MODEL_MBG_NBD;
	double customers = 0, spenders = 0;
	struct field fields[FIELDS_MOST];
	bool seen[FIELDS_MOST] = {false}, ended = false;
	size_t length = fields_of(model, &customers, &spenders, fields);
	for (unsigned number = 2; !ended && next_line(&content, &line); number++) {
		ended = sd_text_equals(line, "#end");
		if (!ended && !read_line(model, line, fields, length, seen))
			return sd_fail(err, "%s: line %u: not a parameter of this model with its value, or there twice",
				       name, number);
	}
	if (!ended || content.length)
		return sd_fail(err, "%s: torn: its last line is not #end", name);
	for (size_t i = 0; i < length; i++)
		if (fields[i].needed && !seen[i] && (model->valued || !is_spend(fields[i].name)))
			return sd_fail(err, "%s: %s is missing", name, fields[i].name);
	model->customers = (size_t)customers;
	model->spenders = (size_t)spenders;
	return 0;
}
