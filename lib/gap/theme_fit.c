/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "gap/theme_state.h"
#include "stats/interval.h"
#include "stats/matrix.h"
#include "stats/multiple.h"
#include "stats/regression.h"

/* One joint fit: people whose outcome is known, rows with two arms of them. */
struct fit {
	size_t *person, people; /* of the base */
	size_t *at;		/* where a person of the base stands among them; SIZE_MAX: not */
	size_t *row, rows;
	size_t *column; /* of a row of the ledger; SIZE_MAX: none */
	double *x, *y;
	size_t *cluster, clusters;
};

static void choose_people(const struct theme_work *work, enum sd_theme_outcome outcome, struct fit *fit)
{
	size_t base = work->ledger->base;
	fit->person = sd_alloc(base + 1, sizeof *fit->person);
	fit->at = sd_alloc(base + 1, sizeof *fit->at);
	for (size_t i = 0; i < base; i++) {
		bool known = isfinite(work->outcome[outcome][i]);
		fit->at[i] = known ? fit->people : SIZE_MAX;
		if (known)
			fit->person[fit->people++] = i;
	}
}

/* How many of the fit's people are in each row. */
static size_t *count_arms(const struct theme_work *work, const struct fit *fit)
{
	size_t *arms = sd_calloc(work->ledger->length + 1, sizeof *arms);
	for (size_t i = 0; i < work->length; i++)
		arms[work->namings[i].row] += fit->at[work->namings[i].person] != SIZE_MAX;
	return arms;
}

static void choose_rows(const struct theme_work *work, const size_t *arms, struct fit *fit)
{
	struct sd_theme_ledger *ledger = work->ledger;
	fit->row = sd_alloc(ledger->length + 1, sizeof *fit->row);
	fit->column = sd_alloc(ledger->length + 1, sizeof *fit->column);
	for (size_t i = 0; i < ledger->length; i++) {
		bool both = arms[i] >= SD_ARM_LEAST && fit->people - arms[i] >= SD_ARM_LEAST;
		fit->column[i] = both ? fit->rows : SIZE_MAX;
		if (both)
			fit->row[fit->rows++] = i;
	}
}

static void fill(const struct theme_work *work, struct fit *fit)
{
	memset(fit->x, 0, fit->people * fit->rows * sizeof *fit->x);
	for (size_t i = 0; i < work->length; i++) {
		size_t person = fit->at[work->namings[i].person], column = fit->column[work->namings[i].row];
		if (person != SIZE_MAX && column != SIZE_MAX)
			fit->x[person * fit->rows + column] = 1;
	}
}

/* Leaves out rows that are sums of those before them. */
static void drop_dependent(const struct theme_work *work, struct fit *fit)
{
	struct sd_theme_ledger *ledger = work->ledger;
	double *copy = sd_alloc(fit->people * (fit->rows + 1) + 1, sizeof *copy);
	double *diagonal = sd_alloc(fit->rows + 1, sizeof *diagonal);
	for (;;) {
		size_t terms = fit->rows + 1;
		fill(work, fit);
		if (fit->people < terms)
			break;
		for (size_t i = 0; i < fit->people; i++) {
			copy[i * terms] = 1;
			memcpy(copy + i * terms + 1, fit->x + i * fit->rows, fit->rows * sizeof *copy);
		}
		size_t at = sd_qr(copy, fit->people, terms, diagonal);
		if (at == terms || at == 0)
			break;
		ledger->rows[fit->row[at - 1]].dependent = true;
		fit->column[fit->row[at - 1]] = SIZE_MAX;
		for (size_t i = at; i < fit->rows; i++) {
			fit->row[i - 1] = fit->row[i];
			fit->column[fit->row[i]] = i - 1;
		}
		fit->rows--;
	}
	free(copy);
	free(diagonal);
}

static void number_clusters(const struct theme_work *work, struct fit *fit)
{
	if (!work->cluster)
		return;
	size_t *number = sd_alloc(work->clusters + 1, sizeof *number);
	for (size_t i = 0; i < work->clusters; i++)
		number[i] = SIZE_MAX;
	fit->cluster = sd_alloc(fit->people + 1, sizeof *fit->cluster);
	for (size_t i = 0; i < fit->people; i++) {
		size_t *own = number + work->cluster[fit->person[i]];
		if (*own == SIZE_MAX)
			*own = fit->clusters++;
		fit->cluster[i] = *own;
	}
	free(number);
}

static void release(struct fit *fit)
{
	free(fit->person);
	free(fit->at);
	free(fit->row);
	free(fit->column);
	free(fit->x);
	free(fit->y);
	free(fit->cluster);
}

static int solve(const struct theme_work *work, struct fit *fit, const double *outcome,
		 struct sd_regression_fit *solved, struct sd_error *err)
{
	double *weight = sd_alloc(fit->people + 1, sizeof *weight);
	bool weighted = false;
	fit->y = sd_alloc(fit->people + 1, sizeof *fit->y);
	for (size_t i = 0; i < fit->people; i++) {
		fit->y[i] = outcome[fit->person[i]];
		weight[i] = work->people[fit->person[i]]->weight;
		weighted = weighted || weight[i] > 1 || weight[i] < 1;
	}
	const struct sd_regression problem = {.rows = fit->people,
					      .columns = fit->rows,
					      .outcomes = 1,
					      .x = fit->x,
					      .y = fit->y,
					      .weight = weighted ? weight : NULL,
					      .cluster = fit->cluster,
					      .clusters = fit->clusters};
	int status = sd_regression_fit(&problem, solved, err);
	free(weight);
	return status;
}

static void fit_outcome(struct theme_work *work, enum sd_theme_outcome outcome)
{
	static const char *const names[] = {"the score", "spend against what was expected",
					    "staying against what was expected", "capped spend"};
	struct sd_theme_ledger *ledger = work->ledger;
	struct fit fit = {0};
	struct sd_regression_fit solved;
	struct sd_error err = SD_ERROR_INIT;
	choose_people(work, outcome, &fit);
	size_t *arms = count_arms(work, &fit);
	choose_rows(work, arms, &fit);
	free(arms);
	fit.x = sd_alloc(fit.people * fit.rows + 1, sizeof *fit.x);
	if (fit.rows)
		drop_dependent(work, &fit);
	number_clusters(work, &fit);
	double *p = sd_alloc(ledger->length + 1, sizeof *p);
	for (size_t i = 0; i < ledger->length; i++)
		p[i] = NAN;
	if (fit.rows && solve(work, &fit, work->outcome[outcome], &solved, &err)) {
		if (outcome != SD_THEME_CAPPED)
			sd_str_addf(work->notes, "themes: %s is not fitted: %s\n", names[outcome], err.message.data);
		fit.rows = 0;
		sd_error_release(&err);
	} else if (fit.rows) {
		for (size_t i = 0; i < fit.rows; i++) {
			struct sd_theme_row *row = ledger->rows + fit.row[i];
			const struct sd_regression_term *term = sd_regression_term(&solved, 0, i + 1);
			bool flips = term->coefficient > 0 ? term->least <= 0 : term->most >= 0;
			row->effect[outcome] = (struct sd_theme_effect){
				term->coefficient, term->low, term->high, term->p, NAN, flips};
			row->inflation = fmax(row->inflation, solved.inflation[i]);
			p[fit.row[i]] = term->p;
		}
		sd_regression_release(&solved);
	}
	sd_benjamini_hochberg(p, ledger->length, p);
	for (size_t i = 0; i < ledger->length; i++)
		ledger->rows[i].effect[outcome].q = p[i];
	free(p);
	release(&fit);
}

/* Means of those in a row less those of the others, where both arms are there. */
static void find_differences(struct theme_work *work, const double *values, bool stated)
{
	struct sd_theme_ledger *ledger = work->ledger;
	size_t *arms = sd_calloc(ledger->length + 1, sizeof *arms), people = 0;
	double *sums = sd_calloc(ledger->length + 1, sizeof *sums), sum = 0;
	for (size_t i = 0; i < ledger->base; i++) {
		people += isnan(values[i]) ? 0 : 1;
		sum += isnan(values[i]) ? 0 : values[i];
	}
	for (size_t i = 0; i < work->length; i++) {
		double value = values[work->namings[i].person];
		if (isnan(value))
			continue;
		arms[work->namings[i].row]++;
		sums[work->namings[i].row] += value;
	}
	for (size_t i = 0; i < ledger->length; i++) {
		struct sd_theme_row *row = ledger->rows + i;
		size_t others = people - arms[i];
		bool both = arms[i] >= SD_ARM_LEAST && others >= SD_ARM_LEAST;
		double difference = both ? sums[i] / (double)arms[i] - (sum - sums[i]) / (double)others : NAN;
		*(stated ? &row->stated_difference : &row->spend_difference) = difference;
	}
	free(arms);
	free(sums);
}

/* The interval of the difference of shares that stay; where people are of clusters, by these. */
static void find_stay_interval(const struct theme_work *work, size_t at)
{
	struct sd_theme_row *row = work->ledger->rows + at;
	row->stay_low = row->stay_high = NAN;
	if (row->few)
		return;
	if (!work->cluster) {
		struct sd_interval interval = sd_newcombe((double)row->stays, (double)row->n, (double)row->other_stays,
							  (double)row->other_n);
		row->stay_low = interval.low;
		row->stay_high = interval.high;
		return;
	}
	size_t base = work->ledger->base;
	double *x = sd_calloc(base, sizeof *x), *y = sd_alloc(base, sizeof *y);
	for (size_t i = 0; i < work->length; i++)
		if (work->namings[i].row == at)
			x[work->namings[i].person] = 1;
	for (size_t i = 0; i < base; i++)
		y[i] = work->people[i]->stay;
	const struct sd_regression problem = {.rows = base,
					      .columns = 1,
					      .outcomes = 1,
					      .x = x,
					      .y = y,
					      .cluster = work->cluster,
					      .clusters = work->clusters};
	struct sd_regression_fit solved;
	struct sd_error err = SD_ERROR_INIT;
	if (!sd_regression_fit(&problem, &solved, &err)) {
		row->stay_low = fmax(-1, sd_regression_term(&solved, 0, 1)->low);
		row->stay_high = fmin(1, sd_regression_term(&solved, 0, 1)->high);
		sd_regression_release(&solved);
	}
	sd_error_release(&err);
	free(x);
	free(y);
}

/* 1 has most at stake, whichever way, by capped spend. */
static void rank_rows(struct sd_theme_ledger *ledger)
{
	for (size_t i = 0; i < ledger->length; i++) {
		struct sd_theme_row *row = ledger->rows + i;
		double own = fabs(row->effect[SD_THEME_CAPPED].value * row->weights);
		row->at_stake = row->effect[SD_THEME_SPEND].value * row->weights;
		if (isnan(own))
			continue;
		row->rank = 1;
		for (size_t j = 0; j < ledger->length; j++) {
			double other = fabs(ledger->rows[j].effect[SD_THEME_CAPPED].value * ledger->rows[j].weights);
			row->rank += other > own || (!(other < own) && j < i && !isnan(other));
		}
	}
}

void theme_fit(struct theme_work *work)
{
	struct sd_theme_ledger *ledger = work->ledger;
	double *spend = sd_alloc(ledger->base + 1, sizeof *spend);
	for (size_t i = 0; i < ledger->base; i++)
		spend[i] = work->people[i]->spend;
	for (size_t i = 0; i < ledger->length; i++) {
		struct sd_theme_row *row = ledger->rows + i;
		row->few = row->n < SD_ARM_LEAST || row->other_n < SD_ARM_LEAST;
		for (int o = 0; o < SD_THEME_OUTCOMES; o++)
			row->effect[o] = (struct sd_theme_effect){NAN, NAN, NAN, NAN, NAN, false};
		find_stay_interval(work, i);
	}
	find_differences(work, work->outcome[SD_THEME_STATED], true);
	find_differences(work, spend, false);
	free(spend);
	for (int o = 0; o < SD_THEME_OUTCOMES; o++)
		fit_outcome(work, (enum sd_theme_outcome)o);
	rank_rows(ledger);
}
