/* SPDX-License-Identifier: MIT */
#include "gap/theme_ledger.h"

#include <math.h>

#include "base/count.h"
#include "base/json.h"
#include "gap/theme_state.h"

const char *const sd_polarity_names[] = {NULL, "praise", "neutral", "blame"};
/* From where on `sentiment_label` says positive. */
#define POLAR 0.05

static const struct sd_respondent *answer_of(const struct theme_work *work, size_t person)
{
	return work->answers->items + work->people[person]->answer;
}

static void find_people(struct theme_work *work, const struct sd_expectation *expectation)
{
	struct sd_theme_ledger *ledger = work->ledger;
	work->people = sd_alloc(expectation->asked_length + 1, sizeof(const struct sd_subject *));
	for (size_t i = 0; i < expectation->asked_length; i++) {
		const struct sd_subject *subject = expectation->asked + i;
		if (!subject->judged || !work->answers->items[subject->answer].coded)
			continue;
		ledger->stays += subject->stay > 0;
		ledger->foreseen += subject->forecast;
		work->people[ledger->base++] = subject;
	}
}

static void add_naming(struct theme_work *work, struct naming naming)
{
	SD_GROW(work->namings, work->length, work->room);
	work->namings[work->length++] = naming;
}

/* The members of the objects that stand one behind another; what cannot be read says nothing of any code. */
static void add_feelings(struct theme_work *work, size_t person)
{
	struct sd_text at = answer_of(work, person)->feelings;
	struct sd_str key = SD_STR_INIT;
	struct sd_json_value value;
	struct sd_error err = SD_ERROR_INIT;
	while (at.length) {
		bool object = *at.data == '{';
		at.data++;
		at.length--;
		for (bool first = true; object && sd_json_next_member(&at, first, &key, &value, NULL, &err) > 0;
		     first = false) {
			sd_decimal feeling;
			if (value.kind != SD_JSON_NUMBER || !sd_decimal_parse(value.raw, SD_DECIMAL_POINT, &feeling))
				continue;
			double felt = sd_decimal_to_double(feeling);
			enum sd_polarity polarity = felt >= POLAR    ? SD_POLARITY_PRAISE
						    : felt <= -POLAR ? SD_POLARITY_BLAME
								     : SD_POLARITY_NEUTRAL;
			struct sd_text code = sd_text_keep(&work->texts, sd_str_text(&key));
			add_naming(work, (struct naming){person, code, polarity, felt, 0});
		}
		sd_error_release(&err);
	}
	sd_str_release(&key);
}

static void add_namings(struct theme_work *work)
{
	bool polar = work->answers->columns.feelings_length > 0;
	work->ledger->polar = polar;
	for (size_t person = 0; person < work->ledger->base; person++) {
		struct sd_text rest = answer_of(work, person)->codes, code;
		size_t first = work->length, felt;
		if (polar)
			add_feelings(work, person);
		felt = work->length;
		while (sd_code_next(&rest, &code)) {
			size_t at = first;
			while (at < felt && !sd_text_equal(work->namings[at].code, code))
				at++;
			if (at == felt)
				add_naming(work,
					   (struct naming){person, code, polar ? SD_POLARITY_NEUTRAL : SD_POLARITY_NONE,
							   NAN, 0});
		}
	}
}

static int compare_kinds(const struct naming *x, const struct naming *y)
{
	int order = sd_text_compare(x->code, y->code);
	return order ? order : (x->polarity > y->polarity) - (x->polarity < y->polarity);
}

static int compare_namings(const void *a, const void *b)
{
	const struct naming *x = a, *y = b;
	int order = compare_kinds(x, y);
	if (order)
		return order;
	if (x->person != y->person)
		return x->person < y->person ? -1 : 1;
	return (x->feeling > y->feeling) - (x->feeling < y->feeling);
}

static void add_to_row(struct theme_work *work, struct sd_theme_row *row, const struct naming *naming)
{
	const struct sd_subject *subject = work->people[naming->person];
	const struct sd_respondent *answer = answer_of(work, naming->person);
	double feeling = work->ledger->polar ? naming->feeling : NAN;
	if (!work->ledger->polar && answer->felt)
		feeling = sd_decimal_to_double(answer->sentiment);
	row->n++;
	row->stays += subject->stay > 0;
	row->weights += subject->weight;
	if (!isnan(feeling)) {
		row->felt++;
		row->sentiment += feeling;
	}
	if (!isnan(subject->spend)) {
		row->spend += subject->spend;
		row->most_spend = fmax(row->most_spend, subject->spend);
	}
}

/* Makes the rows, and leaves of the namings one a person and row. */
static void make_rows(struct theme_work *work)
{
	struct sd_theme_ledger *ledger = work->ledger;
	size_t room = 0, kept = 0;
	if (work->length)
		qsort(work->namings, work->length, sizeof *work->namings, compare_namings);
	for (size_t i = 0; i < work->length; i++) {
		struct naming naming = work->namings[i];
		bool other = !kept || compare_kinds(work->namings + kept - 1, &naming) != 0;
		if (!other && work->namings[kept - 1].person == naming.person)
			continue;
		if (other) {
			SD_GROW(ledger->rows, ledger->length, room);
			ledger->rows[ledger->length++] = (struct sd_theme_row){
				.code = naming.code, .polarity = naming.polarity, .inflation = NAN, .like = SIZE_MAX};
		}
		naming.row = ledger->length - 1;
		work->namings[kept++] = naming;
		add_to_row(work, ledger->rows + naming.row, &naming);
	}
	work->length = kept;
	for (size_t i = 0; i < ledger->length; i++) {
		struct sd_theme_row *row = ledger->rows + i;
		row->sentiment = row->felt ? row->sentiment / (double)row->felt : NAN;
		row->other_n = ledger->base - row->n;
		row->other_stays = ledger->stays - row->stays;
	}
}

static int compare_by_person(const void *a, const void *b)
{
	const struct naming *x = a, *y = b;
	if (x->person != y->person)
		return x->person < y->person ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

/* By how many people two rows share, over those in either. */
static void find_overlaps(struct theme_work *work)
{
	struct sd_theme_ledger *ledger = work->ledger;
	size_t *both = sd_calloc(ledger->length * ledger->length + 1, sizeof *both);
	if (work->length)
		qsort(work->namings, work->length, sizeof *work->namings, compare_by_person);
	for (size_t first = 0, end; first < work->length; first = end) {
		for (end = first; end < work->length && work->namings[end].person == work->namings[first].person;)
			end++;
		for (size_t i = first; i < end; i++)
			for (size_t j = first; j < end; j++)
				both[work->namings[i].row * ledger->length + work->namings[j].row]++;
	}
	for (size_t i = 0; i < ledger->length; i++) {
		struct sd_theme_row *row = ledger->rows + i;
		row->overlap = NAN;
		for (size_t j = 0; j < ledger->length; j++) {
			size_t common = both[i * ledger->length + j];
			double jaccard = (double)common / (double)(row->n + ledger->rows[j].n - common);
			if (i == j || (row->like != SIZE_MAX && jaccard <= row->overlap))
				continue;
			row->overlap = jaccard;
			row->like = j;
			row->both = common;
		}
	}
	free(both);
}

/* Numbers the clusters, where people are of some. */
static void find_clusters(struct theme_work *work)
{
	size_t base = work->ledger->base;
	if (work->answers->columns.cluster == SIZE_MAX || !base)
		return;
	struct sd_count *numbers = sd_count_new(1);
	work->cluster = sd_alloc(base, sizeof *work->cluster);
	for (size_t i = 0; i < base; i++) {
		int64_t *number = sd_count_at(numbers, work->people[i]->key);
		if (!*number)
			*number = (int64_t)++work->clusters;
		work->cluster[i] = (size_t)*number - 1;
	}
	sd_count_free(numbers);
}

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* The nearest rank of SD_WINSOR_PERCENT among the spends of the base. */
static double find_cap(const struct theme_work *work)
{
	size_t length = 0, base = work->ledger->base;
	double *spends = sd_alloc(base + 1, sizeof *spends), cap = NAN;
	for (size_t i = 0; i < base; i++)
		if (!isnan(work->people[i]->spend))
			spends[length++] = work->people[i]->spend;
	if (length) {
		qsort(spends, length, sizeof *spends, compare_doubles);
		cap = spends[(length * SD_WINSOR_PERCENT + 99) / 100 - 1];
	}
	free(spends);
	return cap;
}

static void find_outcomes(struct theme_work *work, const struct sd_expectation *expectation)
{
	struct sd_theme_ledger *ledger = work->ledger;
	double cap = ledger->cap = find_cap(work);
	for (int o = 0; o < SD_THEME_OUTCOMES; o++)
		work->outcome[o] = sd_alloc(ledger->base + 1, sizeof(double));
	for (size_t i = 0; i < ledger->base; i++) {
		const struct sd_subject *subject = work->people[i];
		const struct sd_respondent *answer = answer_of(work, i);
		double value = sd_expected_value(expectation, expectation->recentring, subject);
		work->outcome[SD_THEME_STATED][i] = answer->scored ? sd_decimal_to_double(answer->score) : NAN;
		work->outcome[SD_THEME_STAY][i] =
			subject->stay - sd_expected_stay(expectation, expectation->recentring, subject);
		work->outcome[SD_THEME_SPEND][i] = subject->spend - value;
		/* fmin would take a number for what is none. */
		work->outcome[SD_THEME_CAPPED][i] =
			isnan(subject->spend - value) ? NAN : fmin(subject->spend, cap) - fmin(value, cap);
	}
}

static int compare_order(const void *a, const void *b)
{
	const struct sd_theme_row *x = *(struct sd_theme_row *const *)a, *y = *(struct sd_theme_row *const *)b;
	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return (x > y) - (x < y);
}

/* Most often named first; made by code and polarity, rows of one n stay in that order. */
static void order_rows(struct sd_theme_ledger *ledger)
{
	size_t length = ledger->length;
	struct sd_theme_row **order = sd_alloc(length + 1, sizeof(struct sd_theme_row *));
	struct sd_theme_row *ordered = sd_alloc(length + 1, sizeof *ordered);
	size_t *place = sd_alloc(length + 1, sizeof *place);
	for (size_t i = 0; i < length; i++)
		order[i] = ledger->rows + i;
	if (length)
		qsort(order, length, sizeof(struct sd_theme_row *), compare_order);
	for (size_t i = 0; i < length; i++)
		place[order[i] - ledger->rows] = i;
	for (size_t i = 0; i < length; i++) {
		ordered[i] = *order[i];
		if (ordered[i].like != SIZE_MAX)
			ordered[i].like = place[ordered[i].like];
	}
	free(order);
	free(place);
	free(ledger->rows);
	ledger->rows = ordered;
}

void sd_theme_ledger_init(struct sd_theme_ledger *ledger, const struct sd_expectation *expectation,
			  const struct sd_respondents *answers, struct sd_str *notes)
{
	struct theme_work work = {.answers = answers, .ledger = ledger, .notes = notes};
	*ledger = (struct sd_theme_ledger){.cap = NAN};
	find_people(&work, expectation);
	add_namings(&work);
	make_rows(&work);
	find_overlaps(&work);
	find_clusters(&work);
	find_outcomes(&work, expectation);
	theme_fit(&work);
	order_rows(ledger);
	ledger->texts = work.texts;
	for (int o = 0; o < SD_THEME_OUTCOMES; o++)
		free(work.outcome[o]);
	free(work.people);
	free(work.namings);
	free(work.cluster);
}

void sd_theme_ledger_release(struct sd_theme_ledger *ledger)
{
	free(ledger->rows);
	sd_arena_release(&ledger->texts);
	*ledger = (struct sd_theme_ledger){.cap = NAN};
}
