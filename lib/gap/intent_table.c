/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "base/hash.h"
#include "gap/claimed.h"
#include "gap/hide.h"
#include "gap/intent.h"
#include "gap/tables_out.h"
#include "stats/calibration.h"

/* Forecasts are measured on people they were not fitted on, a tenth at a time. */
enum { FOLDS = 10, BINS = 10 };

/* Somebody who stated a level. */
struct stated {
	size_t level;
	int did;
	size_t fold;
};

/* One a person, of matched answers that count. Yours: free(). */
static struct stated *gather(const struct sd_gap_view *view, struct sd_intent *intent, size_t *length, size_t *off)
{
	const struct sd_respondents *answers = view->answers;
	struct stated *people = sd_alloc(answers->length + 1, sizeof *people);
	*intent = (struct sd_intent){.scale = (enum sd_scale)view->scale,
				     .first = SD_NO_DAY,
				     .last = SD_NO_DAY,
				     .horizon = view->windows.horizon};
	*length = *off = 0;
	for (size_t i = 0; i < answers->length; i++) {
		const struct sd_respondent *answer = answers->items + i;
		if (!answer->scored || !sd_respondent_is_matched(answer))
			continue;
		int level = sd_scale_level(intent->scale, answer->score, view->reversed);
		if (level < 0) {
			++*off;
			continue;
		}
		int did = sd_respondent_did(view, answer);
		size_t fold = (size_t)(sd_hash_sample(answer->normal.data, answer->normal.length, 0) % FOLDS);
		people[(*length)++] = (struct stated){(size_t)level, did, fold};
		if (did < 0)
			continue;
		intent->n[level]++;
		intent->done[level] += did > 0;
		if (answer->day == SD_NO_DAY)
			continue;
		intent->first = intent->first == SD_NO_DAY || answer->day < intent->first ? answer->day : intent->first;
		intent->last = answer->day > intent->last ? answer->day : intent->last;
	}
	return people;
}

void sd_intent_of(const struct sd_gap_view *view, struct sd_intent *intent)
{
	size_t length, off;
	free(gather(view, intent, &length, &off));
}

enum { STATED, ISOTONIC, TRUE_INTENT, FORECASTS };

static void put_quality(const char *name, const double *forecast, const unsigned char *outcome, size_t length,
			size_t bins, bool shown, struct sd_out *out)
{
	struct sd_calibration measured;
	struct sd_error err = SD_ERROR_INIT;
	sd_out_string(out, "forecast");
	sd_out_string(out, name);
	sd_put_absent(out, 1);
	bool known = shown && length && !sd_calibration_measure(&measured, forecast, outcome, length, bins, &err);
	if (!known) {
		sd_put_absent(out, 14);
	} else {
		sd_out_int(out, (int64_t)length);
		sd_put_absent(out, 7);
		const double cells[] = {measured.brier,	      measured.reliability, measured.resolution,
					measured.uncertainty, measured.within_variance - measured.within_covariance,
					measured.expected_error};
		for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
			sd_out_double(out, cells[i], 4);
		sd_calibration_release(&measured);
	}
	sd_out_end(out);
	sd_error_release(&err);
}

/* What each way of forecasting would have said, those that are fitted without the tenth that is forecast. */
static void put_qualities(const struct sd_gap_view *view, const struct sd_intent *intent, const struct stated *people,
			  size_t length, struct sd_out *out)
{
	static const char *const names[FORECASTS] = {"stated", "isotonic", "true-intent"};
	double *forecast[FORECASTS];
	unsigned char *outcome[FORECASTS];
	size_t n[FORECASTS] = {0};
	for (size_t f = 0; f < FORECASTS; f++) {
		forecast[f] = sd_alloc(length + 1, sizeof *forecast[f]);
		outcome[f] = sd_alloc(length + 1, sizeof *outcome[f]);
	}
	for (size_t fold = 0; fold < FOLDS; fold++) {
		struct sd_intent others = *intent;
		struct sd_intent_curves curves;
		for (size_t i = 0; i < length; i++) {
			if (people[i].fold != fold || people[i].did < 0)
				continue;
			others.n[people[i].level]--;
			others.done[people[i].level] -= people[i].did > 0;
		}
		sd_intent_curves(view->calibration ? view->calibration : &others, &curves);
		const double *const by[FORECASTS] = {curves.stated, curves.isotonic, curves.true_intent};
		for (size_t i = 0; i < length; i++)
			for (size_t f = 0; f < FORECASTS && people[i].fold == fold && people[i].did >= 0; f++) {
				double chance = by[f][people[i].level];
				if (isnan(chance))
					continue;
				forecast[f][n[f]] = chance;
				outcome[f][n[f]++] = people[i].did > 0;
			}
	}
	for (size_t f = 0; f < FORECASTS; f++) {
		put_quality(names[f], forecast[f], outcome[f], n[f], f == STATED ? 0 : BINS,
			    !sd_is_few(n[f], view->min_cell), out);
		free(forecast[f]);
		free(outcome[f]);
	}
}

static const char *const names[] = {"of",	   "level",	 "people",	"n",	    "done",	   "share",
				    "low",	   "high",	 "stated",	"isotonic", "true_intent", "brier",
				    "reliability", "resolution", "uncertainty", "within",   "ece"};

static void put_level(const struct sd_gap_view *view, const char *of, const char *level, uint64_t people, uint64_t n,
		      uint64_t done, const double curves[FORECASTS], bool hidden, struct sd_out *out)
{
	sd_out_string(out, of);
	sd_out_string(out, level);
	sd_put_count(view, out, people, hidden || sd_is_few(people, view->min_cell));
	sd_put_count(view, out, n, hidden);
	sd_put_count(view, out, done, hidden);
	sd_put_share(out, done, hidden ? 0 : n, view->min_cell);
	for (size_t f = 0; f < FORECASTS; f++)
		/* The curve of this wave's own counts would tell what is hidden of them. */
		sd_out_double(out, hidden && f && !view->calibration ? NAN : curves[f], 4);
	sd_put_absent(out, 6);
	sd_out_end(out);
}

static void hide_levels(const struct sd_intent *intent, int64_t least, bool *hidden)
{
	/* Who did and who did not: of a level, and of all levels. */
	size_t levels = sd_scale_levels(intent->scale);
	uint64_t n[2 * SD_LEVELS_MOST] = {0};
	bool few[2 * SD_LEVELS_MOST] = {false};
	struct sd_counts counts = {.n = n, .hidden = few, .length = 2 * SD_LEVELS_MOST, .least = least};
	for (size_t did = 0; did < 2; did++) {
		size_t *line = sd_counts_line(&counts, levels);
		for (size_t i = 0; i < levels; i++) {
			n[did * SD_LEVELS_MOST + i] = did ? intent->done[i] : intent->n[i] - intent->done[i];
			line[i] = did * SD_LEVELS_MOST + i;
		}
	}
	for (size_t i = 0; i < levels; i++) {
		size_t *line = sd_counts_line(&counts, 2);
		line[0] = i;
		line[1] = SD_LEVELS_MOST + i;
	}
	sd_hide_few(&counts);
	sd_hide_lines(&counts);
	sd_counts_release(&counts);
	for (size_t i = 0; i < levels; i++)
		hidden[i] = few[i] || few[SD_LEVELS_MOST + i];
}

static void put_scale(const struct sd_gap_view *view, struct sd_out *out)
{
	struct sd_intent intent;
	struct sd_intent_curves curves;
	size_t length, off, levels = sd_scale_levels((enum sd_scale)view->scale);
	struct stated *people = gather(view, &intent, &length, &off);
	sd_intent_curves(view->calibration ? view->calibration : &intent, &curves);
	const double *const by[FORECASTS] = {curves.stated, curves.isotonic, curves.true_intent};
	uint64_t said[SD_LEVELS_MOST] = {0}, n = 0, done = 0;
	/* Of nobody there is no mean. */
	double start = length ? 0 : NAN, mean[FORECASTS] = {start, start, start};
	bool hidden[SD_LEVELS_MOST] = {false};
	for (size_t i = 0; i < length; i++) {
		said[people[i].level]++;
		for (size_t f = 0; f < FORECASTS; f++)
			mean[f] += by[f][people[i].level] / (double)length;
	}
	hide_levels(&intent, view->min_cell, hidden);
	struct sd_str level = SD_STR_INIT;
	for (size_t i = 0; i < levels; i++) {
		const double own[FORECASTS] = {by[0][i], by[1][i], by[2][i]};
		sd_str_clear(&level);
		sd_str_add_int(&level, (int64_t)(view->reversed ? levels - 1 - i : i) + sd_scale_low(intent.scale));
		put_level(view, "level", level.data, said[i], intent.n[i], intent.done[i], own, hidden[i], out);
		n += intent.n[i];
		done += intent.done[i];
	}
	bool few =
		sd_is_few(n, view->min_cell) || sd_is_few(done, view->min_cell) || sd_is_few(n - done, view->min_cell);
	put_level(view, "all", "all", length, n, done, mean, few, out);
	put_qualities(view, &intent, people, length, out);
	if (view->notes && off)
		sd_str_addf(view->notes, "%zu scores are not of the scale %s and are left out\n", off,
			    sd_scale_names[view->scale]);
	if (view->notes && !isnan(curves.alpha))
		sd_str_addf(view->notes,
			    "stated chances as a beta-binomial: alpha %.4f, beta %.4f; they are %.4f above what was "
			    "done on average\n",
			    curves.alpha, curves.beta, curves.bias);
	else if (view->notes)
		sd_str_adds(view->notes, "stated chances scatter no more than chance: no true intent is told\n");
	sd_str_release(&level);
	free(people);
}

/* --- classes of claims -------------------------------------------------------------------------------------------- */

struct claim {
	struct sd_text class;
	enum sd_claim_modality modality;
	size_t answer;
	bool kept;
};

static int compare_claims(const void *a, const void *b)
{
	const struct claim *x = a, *y = b;
	int order = sd_text_compare(x->class, y->class);
	if (order)
		return order;
	if (x->modality != y->modality)
		return x->modality < y->modality ? -1 : 1;
	return x->answer < y->answer ? -1 : x->answer > y->answer;
}

static void put_classes(const struct sd_gap_view *view, struct sd_out *out)
{
	const struct sd_claimed *claimed = view->claimed;
	static const double nothing[FORECASTS] = {NAN, NAN, NAN};
	struct claim *claims = sd_alloc(claimed->length + 1, sizeof *claims);
	struct sd_str level = SD_STR_INIT;
	size_t length = 0;
	for (size_t i = 0; i < claimed->length; i++) {
		const struct sd_claimed_row *row = claimed->rows + i;
		bool judged = row->finding.verdict == SD_VERDICT_KEPT || row->finding.verdict == SD_VERDICT_BROKEN;
		if ((row->kind != SD_CLAIM_INTENT && row->kind != SD_CLAIM_SWITCH) || !judged || !row->finding.complete)
			continue;
		claims[length++] = (struct claim){row->kind == SD_CLAIM_SWITCH ? SD_TEXT("switch") : row->class,
						  row->modality, row->answer, row->finding.verdict == SD_VERDICT_KEPT};
	}
	if (length)
		qsort(claims, length, sizeof *claims, compare_claims);
	for (size_t i = 0, end; i < length; i = end) {
		uint64_t n = 0, kept = 0;
		for (end = i; end < length && claims[end].modality == claims[i].modality &&
			      sd_text_equal(claims[end].class, claims[i].class);
		     end++) {
			if (end > i && claims[end].answer == claims[end - 1].answer)
				continue;
			n++;
			kept += claims[end].kept;
		}
		sd_str_clear(&level);
		sd_str_add_text(&level, claims[i].class);
		sd_str_addf(&level, " %s", sd_claim_modality_name(claims[i].modality));
		bool few = sd_is_few(n, view->min_cell) || sd_is_few(kept, view->min_cell) ||
			   sd_is_few(n - kept, view->min_cell);
		put_level(view, "class", level.data, n, n, kept, nothing, few, out);
	}
	sd_str_release(&level);
	free(claims);
}

int sd_table_intent(const struct sd_gap_view *view, struct sd_writer *writer, struct sd_error *err)
{
	if (sd_table_begin(writer, names, sizeof names / sizeof *names, err))
		return -1;
	if (view->scale >= 0)
		put_scale(view, sd_writer_out(writer));
	if (view->claimed)
		put_classes(view, sd_writer_out(writer));
	return sd_writer_flush(writer, err);
}
