/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "base/hash.h"
#include "gap/claimed.h"
#include "gap/hide.h"
#include "gap/intent.h"
#include "gap/tables_out.h"
#include "gap/till.h"
#include "stats/interval.h"

/* What is known of everyone who may be asked about, column by column. */
struct gathering {
	const struct sd_gap_view *view;
	const struct sd_respondent **people;
	size_t length;
	double **columns; /* of length each; NAN where not known */
	enum sd_till_block *blocks;
	size_t columns_length, room, blocks_room;
};

static double *add_column(struct gathering *gathering, enum sd_till_block block)
{
	SD_GROW(gathering->columns, gathering->columns_length, gathering->room);
	SD_GROW(gathering->blocks, gathering->columns_length, gathering->blocks_room);
	gathering->blocks[gathering->columns_length] = block;
	return gathering->columns[gathering->columns_length++] = sd_calloc(gathering->length + 1, sizeof(double));
}

static void gather_behaviour(struct gathering *gathering)
{
	const struct sd_gap_view *view = gathering->view;
	const struct sd_expectation *expectation = view->expectation;
	if (!view->orders)
		return;
	double *days = add_column(gathering, SD_TILL_BEHAVIOUR), *recency = add_column(gathering, SD_TILL_BEHAVIOUR);
	double *spend = add_column(gathering, SD_TILL_BEHAVIOUR);
	for (size_t i = 0; i < gathering->length; i++) {
		const struct sd_respondent *answer = gathering->people[i];
		struct sd_ledger_sums sums;
		sd_ledger_between(view->orders, answer->customer, answer->day - view->windows.before, answer->day - 1,
				  &sums);
		days[i] = log1p((double)sums.days);
		recency[i] = log1p(sums.days ? answer->day - sums.last : view->windows.before + 1);
		spend[i] = log1p(fmax(sd_decimal_to_double(answer->before_value), 0));
	}
	if (!expectation || !expectation->forecast)
		return;
	/* By the answer's place. */
	double *pi = add_column(gathering, SD_TILL_BEHAVIOUR), *value = add_column(gathering, SD_TILL_BEHAVIOUR);
	size_t *place = sd_alloc(view->answers->length + 1, sizeof *place);
	for (size_t i = 0; i < view->answers->length; i++)
		place[i] = SIZE_MAX;
	for (size_t i = 0; i < gathering->length; i++) {
		place[gathering->people[i] - view->answers->items] = i;
		pi[i] = value[i] = NAN;
	}
	for (size_t i = 0; i < expectation->asked_length; i++) {
		const struct sd_subject *subject = expectation->asked + i;
		if (place[subject->answer] == SIZE_MAX)
			continue;
		pi[place[subject->answer]] = subject->forecast ? subject->pi : NAN;
		value[place[subject->answer]] = subject->forecast && subject->value >= 0 ? log1p(subject->value) : NAN;
	}
	free(place);
}

static void gather_moods(struct gathering *gathering)
{
	double *score = add_column(gathering, SD_TILL_SCORE), *silent = add_column(gathering, SD_TILL_SCORE);
	double *felt = add_column(gathering, SD_TILL_SENTIMENT);
	for (size_t i = 0; i < gathering->length; i++) {
		const struct sd_respondent *answer = gathering->people[i];
		score[i] = answer->scored ? sd_decimal_to_double(answer->score) : NAN;
		silent[i] = !answer->scored;
		felt[i] = answer->felt ? sd_decimal_to_double(answer->sentiment) : NAN;
	}
}

static void gather_claims(struct gathering *gathering)
{
	enum { COMING, GOING, MORE, LESS, ACTS };
	const struct sd_gap_view *view = gathering->view;
	double *acts[ACTS];
	if (!view->claimed)
		return;
	size_t *place = sd_alloc(view->answers->length + 1, sizeof *place);
	for (size_t i = 0; i < view->answers->length; i++)
		place[i] = SIZE_MAX;
	for (size_t i = 0; i < gathering->length; i++)
		place[gathering->people[i] - view->answers->items] = i;
	for (size_t act = 0; act < ACTS; act++)
		acts[act] = add_column(gathering, SD_TILL_CLAIMS);
	for (size_t i = 0; i < view->claimed->length; i++) {
		const struct sd_claimed_row *claim = view->claimed->rows + i;
		if (claim->answer == SIZE_MAX || place[claim->answer] == SIZE_MAX || claim->subject == SD_CLAIM_OTHER ||
		    claim->modality == SD_CLAIM_CONDITIONAL)
			continue;
		bool going = claim->kind == SD_CLAIM_SWITCH || sd_text_equals(claim->class, "cancel");
		bool coming = sd_text_equals(claim->class, "stay") || sd_text_equals(claim->class, "rebuy");
		size_t act = going    ? GOING
			     : coming ? COMING
			     : sd_text_equals(claim->class, "increase") ? MORE
			     : sd_text_equals(claim->class, "reduce")	? LESS
									: ACTS;
		bool intent = claim->kind == SD_CLAIM_INTENT || claim->kind == SD_CLAIM_SWITCH;
		if (intent && act < ACTS)
			acts[act][place[claim->answer]] = 1;
	}
	free(place);
}

static void gather_codes(struct gathering *gathering)
{
	struct sd_count *count = sd_count_new(1);
	for (size_t i = 0; i < gathering->length; i++) {
		struct sd_text rest = gathering->people[i]->codes, code;
		while (sd_code_next(&rest, &code))
			++*sd_count_at(count, code);
	}
	struct sd_count_entry *entries = sd_count_sorted(count);
	for (size_t c = 0; c < sd_count_length(count); c++) {
		if (entries[c].sums[0] < SD_TILL_CODE_LEAST)
			continue;
		double *named = add_column(gathering, SD_TILL_CODES);
		for (size_t i = 0; i < gathering->length; i++) {
			struct sd_text rest = gathering->people[i]->codes, code;
			while (sd_code_next(&rest, &code))
				if (sd_text_equal(code, entries[c].key))
					named[i] = 1;
		}
	}
	free(entries);
	sd_count_free(count);
}

/* Mean 0 and standard deviation 1, what is not known at the mean; a column that does not vary is left out. */
static void standardise(const struct gathering *gathering, struct sd_till *till)
{
	till->rows = gathering->length;
	till->x = sd_alloc(gathering->length * gathering->columns_length + 1, sizeof *till->x);
	till->block = sd_alloc(gathering->columns_length + 1, sizeof *till->block);
	double *kept = sd_alloc(gathering->length * gathering->columns_length + 1, sizeof *kept);
	for (size_t c = 0; c < gathering->columns_length; c++) {
		const double *column = gathering->columns[c];
		double n = 0, sum = 0, squares = 0;
		for (size_t i = 0; i < gathering->length; i++) {
			n += isnan(column[i]) ? 0 : 1;
			sum += isnan(column[i]) ? 0 : column[i];
		}
		double mean = n > 0 ? sum / n : 0;
		for (size_t i = 0; i < gathering->length; i++)
			squares += isnan(column[i]) ? 0 : (column[i] - mean) * (column[i] - mean);
		double deviation = n > 1 ? sqrt(squares / n) : 0;
		if (!(deviation > 1e-9))
			continue;
		for (size_t i = 0; i < gathering->length; i++)
			kept[till->columns * gathering->length + i] =
				isnan(column[i]) ? 0 : (column[i] - mean) / deviation;
		till->block[till->columns++] = gathering->blocks[c];
	}
	for (size_t i = 0; i < gathering->length; i++)
		for (size_t c = 0; c < till->columns; c++)
			till->x[i * till->columns + c] = kept[c * gathering->length + i];
	free(kept);
}

/* What rounds to nothing is nothing. */
static const char *finding_of(struct sd_interval interval)
{
	static const double shown = 0.00005;
	return interval.low >= shown ? "adds" : interval.high <= -shown ? "takes away" : "adds nothing that shows";
}

/* A row of the table; `base` the losses by behaviour alone, NULL in the rows up to that. */
static void put_loss(struct sd_out *out, const char *of, const char *name, const double *losses, const double *base,
		     double none, size_t length, struct sd_str *notes)
{
	double sum = 0, gain = 0, squares = 0, n = (double)length;
	for (size_t i = 0; i < length; i++) {
		double difference = base ? base[i] - losses[i] : 0;
		sum += losses[i];
		gain += difference;
		squares += difference * difference;
	}
	sd_out_string(out, of);
	sd_out_string(out, name);
	sd_out_int(out, (int64_t)length);
	sd_out_double(out, sum / n, 4);
	sd_out_double(out, none > 0 ? 1 - sum / n / none : NAN, 4);
	if (!base) {
		sd_put_absent(out, 4);
	} else {
		struct sd_interval interval = sd_mean_interval(n, gain, squares);
		sd_out_double(out, gain / n, 4);
		sd_out_double(out, interval.low, 4);
		sd_out_double(out, interval.high, 4);
		sd_out_string(out, finding_of(interval));
		if (notes && strcmp(name, "behaviour and said") == 0)
			sd_str_addf(notes, "%s: what people said %s %s what they had done before\n", of,
				    finding_of(interval), strcmp(finding_of(interval), "takes away") ? "to" : "from");
	}
	sd_out_end(out);
}

static void put_outcome(const struct sd_gap_view *view, const struct sd_till *till, const char *of, bool logistic,
			struct sd_out *out)
{
	static const char *const names[] = {"behaviour", "behaviour and score", "behaviour and sentiment",
					    "behaviour and claims", "behaviour and codes"};
	unsigned there = 0, said;
	double *base = sd_alloc(till->rows + 1, sizeof *base), *losses = sd_alloc(till->rows + 1, sizeof *losses);
	double none = 0;
	for (size_t c = 0; c < till->columns; c++)
		there |= 1U << till->block[c];
	said = there & ~1U;
	sd_till_losses(till, 0, logistic, losses);
	for (size_t i = 0; i < till->rows; i++)
		none += losses[i] / (double)till->rows;
	put_loss(out, of, "mean", losses, NULL, none, till->rows, NULL);
	sd_till_losses(till, 1U << SD_TILL_BEHAVIOUR, logistic, base);
	put_loss(out, of, names[0], base, NULL, none, till->rows, NULL);
	for (unsigned block = SD_TILL_SCORE; block < SD_TILL_BLOCKS; block++) {
		if (!(said >> block & 1))
			continue;
		sd_till_losses(till, 1U << SD_TILL_BEHAVIOUR | 1U << block, logistic, losses);
		put_loss(out, of, names[block], losses, base, none, till->rows, NULL);
	}
	if (said) {
		sd_till_losses(till, there | 1U, logistic, losses);
		put_loss(out, of, "behaviour and said", losses, base, none, till->rows, view->notes);
	}
	free(base);
	free(losses);
}

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return x < y ? -1 : x > y;
}

static double *sort_of(const double *y, size_t length)
{
	double *sorted = sd_alloc(length + 1, sizeof *sorted);
	memcpy(sorted, y, length * sizeof *sorted);
	qsort(sorted, length, sizeof *sorted, compare_doubles);
	return sorted;
}

/* Spend above the 99th percentile counts as that. */
static void cap(double *y, size_t length)
{
	double *sorted = sort_of(y, length);
	double most = sorted[(99 * length + 99) / 100 - 1];
	for (size_t i = 0; i < length; i++)
		y[i] = fmin(y[i], most);
	free(sorted);
}

/* Whether (nearly) all did the same, so that there is nothing to foretell; that is told. */
static bool is_alike(const struct sd_gap_view *view, const struct sd_till *till, const char *of)
{
	double *sorted = sort_of(till->y, till->rows);
	size_t others = 0;
	for (size_t i = 0; i < till->rows; i++)
		others += sorted[i] < sorted[till->rows / 2] || sorted[i] > sorted[till->rows / 2];
	free(sorted);
	bool alike = others < SD_TILL_OTHERS_LEAST || sd_is_few(others, view->min_cell);
	if (alike && view->notes)
		sd_str_addf(view->notes, "%s: all but a few did the same, so there is nothing that words could add\n",
			    of);
	return alike;
}

int sd_table_till(const struct sd_gap_view *view, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const names[] = {"of", "forecast", "n", "loss", "skill", "gain", "low", "high", "finding"};
	struct gathering gathering = {.view = view};
	struct sd_till till = {.rows = 0};
	bool valued = true;
	if (sd_table_begin(writer, names, sizeof names / sizeof *names, err))
		return -1;
	gathering.people = sd_alloc(view->answers->length + 1, sizeof(struct sd_respondent *));
	for (size_t i = 0; i < view->answers->length; i++) {
		const struct sd_respondent *answer = view->answers->items + i;
		if (!sd_respondent_is_matched(answer) || sd_respondent_did(view, answer) < 0)
			continue;
		gathering.people[gathering.length++] = answer;
		valued = valued && answer->valued && answer->after;
	}
	if (gathering.length < SD_TILL_LEAST || sd_is_few(gathering.length, view->min_cell)) {
		if (view->notes)
			sd_str_addf(view->notes,
				    "of under %d people it is known what they did: too few to say what words add\n",
				    SD_TILL_LEAST);
		free(gathering.people);
		return sd_writer_flush(writer, err);
	}
	gather_behaviour(&gathering);
	gather_moods(&gathering);
	gather_claims(&gathering);
	gather_codes(&gathering);
	standardise(&gathering, &till);
	till.y = sd_alloc(till.rows, sizeof *till.y);
	till.fold = sd_alloc(till.rows, sizeof *till.fold);
	for (size_t i = 0; i < till.rows; i++) {
		const struct sd_respondent *answer = gathering.people[i];
		till.y[i] = sd_respondent_did(view, answer);
		till.fold[i] =
			(unsigned char)(sd_hash_sample(answer->normal.data, answer->normal.length, 1) % SD_TILL_FOLDS);
	}
	if (!is_alike(view, &till, "stay"))
		put_outcome(view, &till, "stay", true, sd_writer_out(writer));
	if (valued) {
		for (size_t i = 0; i < till.rows; i++)
			till.y[i] = sd_decimal_to_double(gathering.people[i]->after_value);
		cap(till.y, till.rows);
		if (!is_alike(view, &till, "spend"))
			put_outcome(view, &till, "spend", false, sd_writer_out(writer));
	}
	for (size_t c = 0; c < gathering.columns_length; c++)
		free(gathering.columns[c]);
	free(gathering.columns);
	free(gathering.blocks);
	free(gathering.people);
	free(till.x);
	free(till.block);
	free(till.y);
	free(till.fold);
	return sd_writer_flush(writer, err);
}
