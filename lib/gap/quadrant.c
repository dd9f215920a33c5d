/* SPDX-License-Identifier: MIT */
#include "gap/hide.h"
#include "gap/tables_out.h"
#include "stats/interval.h"

/* A span of follow-up, both ends included. The first one of a table is everyone. */
struct band {
	int32_t low, high;
};
enum { BANDS = 4, MOODS = SD_MOOD_LENGTH - 1 };

/* Cells by band, then mood from happy on, then outcome; the outcome that is not known is the first of them. */
struct quadrant {
	const struct sd_gap_view *view;
	struct band bands[BANDS];
	size_t bands_length, outcomes, length;
	uint64_t *n;
	sd_decimal *value, *most; /* net spend before, and the most by one person */
	double *weight, *square;  /* sums of weights and of their squares, where answers are weighted; else NULL */
	bool *hidden, *poor;	  /* of n, of value */
	uint64_t moodless; /* matched, but nobody knows how they feel */
	bool money, unknown; /* any spend is known; any outcome is not */
	bool overflow;	     /* a cell's spend leaves 64 bits */
};

static size_t at(const struct quadrant *quadrant, size_t band, size_t mood, size_t outcome)
{
	return (band * MOODS + mood - SD_MOOD_HAPPY) * quadrant->outcomes + outcome;
}

static void find_bands(struct quadrant *quadrant)
{
	quadrant->bands[quadrant->bands_length++] = (struct band){INT32_MIN, INT32_MAX};
	if (!quadrant->view->by_follow_up)
		return;
	/* Just complete, up to twice the horizon; within a year; longer. */
	int32_t horizon = quadrant->view->windows.horizon, twice = horizon * 2, year = 365;
	int32_t first = quadrant->view->orders ? horizon : horizon + 1;
	const struct band bands[] = {{first, twice < year ? twice : year}, {twice + 1, year}, {year + 1, INT32_MAX}};
	for (size_t i = 0; i < sizeof bands / sizeof *bands; i++)
		if (bands[i].low <= bands[i].high)
			quadrant->bands[quadrant->bands_length++] = bands[i];
}

static void add_answer(struct quadrant *quadrant, const struct sd_respondent *answer)
{
	if (!sd_respondent_is_matched(answer))
		return;
	if (answer->mood == SD_MOOD_NONE) {
		quadrant->moodless++;
		return;
	}
	quadrant->unknown = quadrant->unknown || answer->outcome == SD_OUTCOME_NONE;
	quadrant->money = quadrant->money || (answer->before && answer->valued);
	for (size_t i = 0; i < quadrant->bands_length; i++) {
		const struct band *band = &quadrant->bands[i];
		if (i && (answer->outcome == SD_OUTCOME_NONE || answer->follow_up < band->low ||
			  answer->follow_up > band->high))
			continue;
		size_t cell = at(quadrant, i, answer->mood, answer->outcome);
		quadrant->n[cell]++;
		if (quadrant->weight) {
			double weight = answer->weight > 0 ? answer->weight : 1;
			quadrant->weight[cell] += weight;
			quadrant->square[cell] += weight * weight;
		}
		quadrant->value[cell] =
			sd_decimal_sum(quadrant->value[cell], answer->before_value, &quadrant->overflow);
		if (answer->before_value > quadrant->most[cell])
			quadrant->most[cell] = answer->before_value;
	}
}

/* Those of a mood add up to the ledger's, those of an outcome to what the themes tell. */
static void add_rows_and_columns(const struct quadrant *quadrant, struct sd_counts *counts)
{
	for (size_t band = 0; band < quadrant->bands_length; band++) {
		for (size_t mood = SD_MOOD_HAPPY; mood < SD_MOOD_LENGTH; mood++) {
			size_t *line = sd_counts_line(counts, quadrant->outcomes);
			for (size_t outcome = 0; outcome < quadrant->outcomes; outcome++)
				line[outcome] = at(quadrant, band, mood, outcome);
		}
		for (size_t outcome = 0; outcome < quadrant->outcomes; outcome++) {
			size_t *line = sd_counts_line(counts, MOODS);
			for (size_t mood = SD_MOOD_HAPPY; mood < SD_MOOD_LENGTH; mood++)
				line[mood - SD_MOOD_HAPPY] = at(quadrant, band, mood, outcome);
		}
	}
}

/* The bands of a cell add up to everyone, where whoever has that outcome has a follow-up in one of them. */
static void add_bands(const struct quadrant *quadrant, struct sd_counts *counts)
{
	size_t cells = MOODS * quadrant->outcomes, bands = quadrant->bands_length - 1;
	for (size_t cell = 0; cell < cells; cell++) {
		uint64_t sum = 0;
		for (size_t band = 1; band <= bands; band++)
			sum += quadrant->n[cell + band * cells];
		if (!sum || sum != quadrant->n[cell])
			continue;
		size_t *line = sd_counts_line(counts, bands + 1);
		for (size_t band = 1; band <= bands; band++)
			line[band - 1] = cell + band * cells;
		line[bands] = cell;
	}
}

static void hide(struct quadrant *quadrant)
{
	int64_t least = quadrant->view->min_cell;
	struct sd_counts counts = {.n = quadrant->n,
				   .hidden = quadrant->hidden,
				   .length = quadrant->length,
				   .least = least};
	struct sd_counts values = {.n = quadrant->n,
				   .hidden = quadrant->poor,
				   .length = quadrant->length,
				   .least = least};
	add_rows_and_columns(quadrant, &counts);
	add_bands(quadrant, &counts);
	sd_hide_few(&counts);
	sd_hide_lines(&counts);
	for (size_t i = 0; i < quadrant->length; i++)
		quadrant->poor[i] = quadrant->hidden[i] || sd_is_of_one(sd_decimal_to_double(quadrant->value[i]),
									sd_decimal_to_double(quadrant->most[i]), least);
	add_bands(quadrant, &values);
	sd_hide_lines(&values);
	sd_counts_release(&counts);
	sd_counts_release(&values);
}

static void put_band(struct sd_out *out, const struct band *band)
{
	struct sd_str text = SD_STR_INIT;
	if (band->low == INT32_MIN)
		sd_str_adds(&text, "all");
	else if (band->high == INT32_MAX)
		sd_str_addf(&text, "%d-", band->low);
	else
		sd_str_addf(&text, "%d-%d", band->low, band->high);
	sd_out_text(out, sd_str_text(&text));
	sd_str_release(&text);
}

static bool is_judged(uint32_t outcome)
{
	return outcome != SD_OUTCOME_NONE && outcome != SD_OUTCOME_TOO_EARLY && outcome != SD_OUTCOME_TOO_RARE;
}

/* The share of the weights, and Wilson's interval on the effective number of people. */
static void put_weighted(const struct quadrant *quadrant, size_t cell, struct sd_out *out)
{
	size_t first = cell - cell % quadrant->outcomes;
	double weights = 0, squares = 0;
	for (uint32_t outcome = SD_OUTCOME_STAYS; outcome < quadrant->outcomes; outcome++) {
		weights += is_judged(outcome) ? quadrant->weight[first + outcome] : 0;
		squares += is_judged(outcome) ? quadrant->square[first + outcome] : 0;
	}
	double share = quadrant->weight[cell] / weights, people = sd_effective_n(weights, squares);
	struct sd_interval interval = sd_wilson(share * people, people);
	sd_out_double(out, share, 4);
	sd_out_double(out, interval.low, 4);
	sd_out_double(out, interval.high, 4);
}

static void put_cell(const struct quadrant *quadrant, size_t cell, uint64_t base, struct sd_out *out)
{
	const struct sd_gap_view *view = quadrant->view;
	uint64_t n = quadrant->n[cell];
	sd_put_count(view, out, n, quadrant->hidden[cell]);
	if (quadrant->weight && base && !sd_is_few(base, view->min_cell))
		put_weighted(quadrant, cell, out);
	else
		sd_put_share(out, n, base, view->min_cell);
	if (quadrant->money && n && !quadrant->poor[cell]) {
		sd_out_decimal(out, quadrant->value[cell], 2);
		return;
	}
	sd_out_absent(out);
	if (quadrant->money && n && !quadrant->hidden[cell] && view->hidden)
		++*view->hidden;
}

static void put_mood(const struct quadrant *quadrant, size_t band, size_t mood, struct sd_out *out)
{
	const struct sd_gap_view *view = quadrant->view;
	uint64_t base = 0;
	bool hidden = false;
	for (uint32_t outcome = SD_OUTCOME_STAYS; outcome < quadrant->outcomes; outcome++) {
		size_t cell = at(quadrant, band, mood, outcome);
		base += is_judged(outcome) ? quadrant->n[cell] : 0;
		hidden = hidden || (is_judged(outcome) && quadrant->hidden[cell]);
	}
	/* The unknown behind the others. Any share would tell the base, and with it the one count that is hidden. */
	for (uint32_t i = SD_OUTCOME_STAYS; i <= quadrant->outcomes; i++) {
		uint32_t outcome = i < quadrant->outcomes ? i : SD_OUTCOME_NONE;
		size_t cell = at(quadrant, band, mood, outcome);
		bool judged = is_judged(outcome);
		if (outcome == SD_OUTCOME_NONE && (band || !quadrant->unknown))
			continue;
		if (outcome == SD_OUTCOME_TOO_RARE && !quadrant->n[cell] &&
		    !(view->expectation && view->expectation->rarity))
			continue;
		/* Where classes were observed, nobody stays or leaves; in a band nobody is too early. */
		if (!quadrant->n[cell] && ((band && !judged) || (view->classes_length && i < SD_OUTCOME_CLASS)))
			continue;
		if (view->by_follow_up)
			put_band(out, &quadrant->bands[band]);
		sd_out_string(out, sd_mood_names[mood]);
		sd_out_text(out,
			    outcome == SD_OUTCOME_NONE ? SD_TEXT("unknown") : sd_outcome_name(outcome, view->classes));
		put_cell(quadrant, cell, judged && !hidden ? base : 0, out);
		sd_out_end(out);
	}
}

static void put_moodless(const struct quadrant *quadrant, struct sd_out *out)
{
	if (!quadrant->moodless)
		return;
	if (quadrant->view->by_follow_up)
		put_band(out, &quadrant->bands[0]);
	sd_out_string(out, "unknown");
	sd_put_absent(out, 1);
	sd_out_int(out, (int64_t)quadrant->moodless);
	sd_put_absent(out, 4);
	sd_out_end(out);
}

static void count(struct quadrant *quadrant, const struct sd_gap_view *view)
{
	*quadrant = (struct quadrant){.view = view, .outcomes = SD_OUTCOME_CLASS + view->classes_length};
	find_bands(quadrant);
	quadrant->length = quadrant->bands_length * MOODS * quadrant->outcomes;
	quadrant->n = sd_calloc(quadrant->length, sizeof *quadrant->n);
	quadrant->value = sd_calloc(quadrant->length, sizeof *quadrant->value);
	quadrant->most = sd_calloc(quadrant->length, sizeof *quadrant->most);
	if (quadrant->view->frame) {
		quadrant->weight = sd_calloc(quadrant->length, sizeof *quadrant->weight);
		quadrant->square = sd_calloc(quadrant->length, sizeof *quadrant->square);
	}
	quadrant->hidden = sd_calloc(quadrant->length, sizeof *quadrant->hidden);
	quadrant->poor = sd_calloc(quadrant->length, sizeof *quadrant->poor);
	for (size_t i = 0; i < view->answers->length; i++)
		add_answer(quadrant, view->answers->items + i);
	hide(quadrant);
}

static void release(struct quadrant *quadrant)
{
	free(quadrant->n);
	free(quadrant->value);
	free(quadrant->most);
	free(quadrant->weight);
	free(quadrant->square);
	free(quadrant->hidden);
	free(quadrant->poor);
}

bool sd_quadrant_hides(const struct sd_gap_view *view, enum sd_mood mood)
{
	struct quadrant quadrant;
	count(&quadrant, view);
	bool hides = quadrant.hidden[at(&quadrant, 0, mood, SD_OUTCOME_STAYS)] ||
		     quadrant.hidden[at(&quadrant, 0, mood, SD_OUTCOME_LEAVES)];
	release(&quadrant);
	return hides;
}

int sd_table_quadrant(const struct sd_gap_view *view, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const names[] = {"follow_up", "mood", "outcome", "n",
					    "share",	 "low",	 "high",    "before_value"};
	size_t skipped = view->by_follow_up ? 0 : 1;
	if (sd_table_begin(writer, names + skipped, sizeof names / sizeof *names - skipped, err))
		return -1;
	struct quadrant quadrant;
	count(&quadrant, view);
	if (quadrant.overflow) {
		release(&quadrant);
		return sd_fail(err, "what respondents of one mood spent before adds up to more than 64 bits of "
				    "1/10,000 hold; give amounts in a larger unit");
	}
	struct sd_out *out = sd_writer_out(writer);
	for (size_t band = 0; band < quadrant.bands_length; band++) {
		for (size_t mood = SD_MOOD_HAPPY; mood < SD_MOOD_LENGTH; mood++)
			put_mood(&quadrant, band, mood, out);
		if (!band)
			put_moodless(&quadrant, out);
	}
	release(&quadrant);
	return sd_writer_flush(writer, err);
}
