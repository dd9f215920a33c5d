/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "gap/claimed.h"
#include "gap/hide.h"
#include "gap/tables_out.h"

enum { FLUSH_ROWS = 4096, PLACES = 4 };

static void put_name(struct sd_out *out, const char *name)
{
	if (name)
		sd_out_string(out, name);
	else
		sd_out_absent(out);
}

static void put_day(struct sd_out *out, sd_day day, struct sd_str *text)
{
	sd_str_clear(text);
	sd_day_add_iso(text, day);
	if (text->length)
		sd_out_text(out, sd_str_text(text));
	else
		sd_out_absent(out);
}

static void put_claim(const struct sd_gap_view *view, const struct sd_claimed_row *claim, struct sd_str *text,
		      struct sd_out *out)
{
	const struct sd_finding *finding = &claim->finding;
	sd_out_pass(out, &claim->row);
	put_name(out, claim->answer == SIZE_MAX ? NULL : sd_match_names[view->answers->items[claim->answer].match]);
	sd_out_string(out, sd_verdict_names[finding->verdict]);
	put_name(out, sd_reason_names[finding->reason]);
	sd_out_double(out, finding->observed, PLACES);
	sd_out_double(out, finding->low, PLACES);
	sd_out_double(out, finding->high, PLACES);
	put_name(out, finding->unit);
	put_day(out, finding->from, text);
	put_day(out, finding->to, text);
	if (finding->verdict == SD_VERDICT_UNTESTABLE)
		sd_out_absent(out);
	else
		sd_out_int(out, finding->complete);
	sd_out_end(out);
}

int sd_table_claims(const struct sd_gap_view *view, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const names[] = {"match",	     "verdict",	      "reason", "observed", "observed_low",
					    "observed_high", "observed_unit", "from",	"to",	    "complete"};
	struct sd_str text = SD_STR_INIT;
	sd_writer_pass(writer, &view->claimed->header);
	int status = sd_table_begin(writer, names, sizeof names / sizeof *names, err);
	for (size_t i = 0; i < view->claimed->length && !status; i++) {
		put_claim(view, view->claimed->rows + i, &text, sd_writer_out(writer));
		if (i % FLUSH_ROWS == FLUSH_ROWS - 1)
			status = sd_writer_flush(writer, err);
	}
	sd_str_release(&text);
	return status ? -1 : sd_writer_flush(writer, err);
}

/* --- totals ------------------------------------------------------------------------------------------------------- */

/* The first claim of a person in a group: what they do and what they mean to do, one group each; of the others the
 * kind. */
struct entry {
	const struct sd_claimed_row *claim;
	struct sd_text class;
};

enum { KEPT = SD_VERDICT_KEPT,
       BROKEN = SD_VERDICT_BROKEN,
       EARLY = SD_VERDICT_TOO_EARLY,
       UNTESTABLE = SD_VERDICT_UNTESTABLE,
       PEOPLE = SD_VERDICT_LENGTH,
       PARTS };

struct sd_text sd_claimed_class(const struct sd_claimed_row *claim)
{
	bool has = claim->kind == SD_CLAIM_INTENT || claim->kind == SD_CLAIM_EVENT;
	return has ? claim->class : (struct sd_text){NULL, 0};
}

enum sd_verdict sd_claimed_verdict(const struct sd_claimed_row *claim)
{
	if (claim->finding.verdict == SD_VERDICT_UNTESTABLE)
		return SD_VERDICT_UNTESTABLE;
	return claim->finding.complete ? claim->finding.verdict : SD_VERDICT_TOO_EARLY;
}

static int compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	if (x->claim->kind != y->claim->kind)
		return x->claim->kind < y->claim->kind ? -1 : 1;
	int order = sd_text_compare(x->class, y->class);
	if (order)
		return order;
	/* Nobody's claims come last, each for itself. */
	if (x->claim->answer != y->claim->answer)
		return x->claim->answer < y->claim->answer ? -1 : 1;
	return x->claim->row.number < y->claim->row.number ? -1 : x->claim->row.number > y->claim->row.number;
}

static bool is_same_group(const struct entry *x, const struct entry *y)
{
	return x->claim->kind == y->claim->kind && sd_text_equal(x->class, y->class);
}

/* Every claim, group by group. */
static struct entry *entries_of(const struct sd_claimed *claimed)
{
	struct entry *entries = sd_alloc(claimed->length + 1, sizeof *entries);
	for (size_t i = 0; i < claimed->length; i++)
		entries[i] = (struct entry){claimed->rows + i, sd_claimed_class(claimed->rows + i)};
	if (claimed->length)
		qsort(entries, claimed->length, sizeof *entries, compare_entries);
	return entries;
}

/* Whether the person's claim of this group stands before it. */
static bool is_repeated(const struct entry *entries, size_t i)
{
	size_t answer = entries[i].claim->answer;
	return i && answer != SIZE_MAX && answer == entries[i - 1].claim->answer &&
	       is_same_group(entries + i - 1, entries + i);
}

size_t *sd_claimed_counted(const struct sd_claimed *claimed, size_t *length)
{
	struct entry *entries = entries_of(claimed);
	size_t *counted = sd_alloc(claimed->length + 1, sizeof *counted);
	*length = 0;
	for (size_t i = 0; i < claimed->length; i++)
		if (!is_repeated(entries, i))
			counted[(*length)++] = (size_t)(entries[i].claim - claimed->rows);
	free(entries);
	return counted;
}

/* π* of each answer, not a number where it is not known; yours: free(). NULL where nothing is forecast. */
static double *forecasts_of(const struct sd_gap_view *view)
{
	const struct sd_expectation *expectation = view->expectation;
	if (!expectation || !expectation->forecast || !expectation->cells)
		return NULL;
	double *forecast = sd_alloc(view->answers->length + 1, sizeof *forecast);
	for (size_t i = 0; i < view->answers->length; i++)
		forecast[i] = NAN;
	for (size_t i = 0; i < expectation->asked_length; i++) {
		const struct sd_subject *subject = expectation->asked + i;
		forecast[subject->answer] = sd_expected_stay(expectation, expectation->recentring, subject);
	}
	return forecast;
}

/* The chance that somebody does as they said, from behaviour alone; not a number where the claim is none that the
 * forecast is of: over another time, or of more and less. */
static double forecast_of(const struct sd_claimed_row *claim, const double *forecast)
{
	bool coming = sd_text_equals(claim->class, "stay") || sd_text_equals(claim->class, "rebuy");
	bool going = claim->kind == SD_CLAIM_SWITCH || sd_text_equals(claim->class, "cancel");
	if (!forecast || claim->answer == SIZE_MAX || (claim->horizon && claim->tense != SD_CLAIM_PAST) ||
	    (claim->kind != SD_CLAIM_INTENT && claim->kind != SD_CLAIM_SWITCH) || (!coming && !going))
		return NAN;
	bool stays = coming != (claim->modality == SD_CLAIM_NEGATED);
	return stays ? forecast[claim->answer] : 1 - forecast[claim->answer];
}

static void put_group(const struct sd_gap_view *view, const struct entry *entries, size_t length,
		      const double *forecast, struct sd_out *out)
{
	double chances = 0;
	uint64_t foreseen = 0;
	uint64_t n[PARTS] = {0};
	bool hidden[PARTS] = {false};
	for (size_t i = 0; i < length; i++) {
		if (is_repeated(entries, i))
			continue;
		size_t part = sd_claimed_verdict(entries[i].claim);
		double chance = part == KEPT || part == BROKEN ? forecast_of(entries[i].claim, forecast) : NAN;
		chances += isnan(chance) ? 0 : chance;
		foreseen += isnan(chance) ? 0 : 1;
		n[part]++;
		n[PEOPLE]++;
	}
	struct sd_counts counts = {.n = n, .hidden = hidden, .length = PARTS, .least = view->min_cell};
	size_t *line = sd_counts_line(&counts, PARTS);
	for (size_t i = 0; i < PARTS; i++)
		line[i] = i;
	sd_hide_few(&counts);
	sd_hide_lines(&counts);
	sd_counts_release(&counts);
	bool rated = !hidden[KEPT] && !hidden[BROKEN];
	put_name(out, sd_claim_kind_name(entries->claim->kind));
	if (entries->class.length)
		sd_out_text(out, entries->class);
	else
		sd_out_absent(out);
	sd_put_count(view, out, n[PEOPLE], hidden[PEOPLE]);
	sd_put_count(view, out, n[KEPT], hidden[KEPT]);
	sd_put_count(view, out, n[BROKEN], hidden[BROKEN]);
	sd_put_share(out, n[KEPT], rated ? n[KEPT] + n[BROKEN] : 0, view->min_cell);
	sd_put_count(view, out, n[EARLY], hidden[EARLY]);
	sd_put_count(view, out, n[UNTESTABLE], hidden[UNTESTABLE]);
	sd_out_double(out, foreseen && !sd_is_few(foreseen, view->min_cell) ? chances / (double)foreseen : NAN, 4);
	sd_out_end(out);
}

int sd_table_verdicts(const struct sd_gap_view *view, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const names[] = {"kind", "value", "people",	  "kept",      "broken",
					    "share", "low",  "high",	  "too_early", "untestable", "forecast"};
	const struct sd_claimed *claimed = view->claimed;
	if (sd_table_begin(writer, names, sizeof names / sizeof *names, err))
		return -1;
	double *forecast = forecasts_of(view);
	struct entry *entries = entries_of(claimed);
	for (size_t i = 0, end; i < claimed->length; i = end) {
		for (end = i + 1; end < claimed->length && is_same_group(entries + i, entries + end);)
			end++;
		put_group(view, entries + i, end - i, forecast, sd_writer_out(writer));
	}
	free(entries);
	free(forecast);
	return sd_writer_flush(writer, err);
}

void sd_claimed_note(const struct sd_claimed *claimed, const struct sd_gap *gap, struct sd_str *notes)
{
	size_t found = 0, judged = 0;
	bool untold = false;
	bool classless = gap->observed && gap->observed->kind == SD_KEYED_CLASS && !gap->did;
	for (size_t i = 0; i < claimed->length; i++) {
		found += claimed->rows[i].answer != SIZE_MAX;
		judged += claimed->rows[i].finding.verdict != SD_VERDICT_UNTESTABLE;
		untold = untold || claimed->rows[i].finding.reason == SD_REASON_NO_ORDERS;
	}
	sd_str_addf(notes, "%zu of %zu claims found their answer, %zu can be tested\n", found, claimed->length, judged);
	if (classless)
		sd_str_adds(notes, "no claim can be tested: none of the classes observed is said to be what was "
				   "promised (--done CLASS)\n");
	else if (untold)
		sd_str_adds(notes, "claims of how often, how much, of what, of more or of less are untestable: what "
				   "was observed is no log of orders (--ledger FILE)\n");
}
