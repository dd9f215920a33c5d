/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "gap/hide.h"
#include "gap/tables_out.h"
#include "gap/theme_ledger.h"

static void put_effect(struct sd_out *out, const struct sd_theme_effect *effect, bool shown, int places)
{
	if (!shown) {
		sd_put_absent(out, 5);
		return;
	}
	sd_out_double(out, effect->value, places);
	sd_out_double(out, effect->low, places);
	sd_out_double(out, effect->high, places);
	sd_out_double(out, effect->p, 4);
	sd_out_double(out, effect->q, 4);
}

/* The counts, shares and plain differences. n and other_n add up to the base and both stays to its stays, which are the
 * same in each row and so known: one hidden count of two hides the other, and one of the four within hides all. */
static void put_counts(const struct sd_gap_view *view, const struct sd_theme_ledger *ledger,
		       const struct sd_theme_row *row, struct sd_out *out, bool few)
{
	const uint64_t inner[] = {row->stays, row->n - row->stays, row->other_stays, row->other_n - row->other_stays};
	bool few_inside = few;
	for (size_t i = 0; i < sizeof inner / sizeof *inner; i++)
		few_inside = few_inside || sd_is_few(inner[i], view->min_cell);
	sd_put_count(view, out, row->n, few);
	sd_put_share(out, row->n, few ? 0 : ledger->base, view->min_cell);
	sd_put_count(view, out, inner[0], few_inside);
	sd_put_count(view, out, inner[1], few_inside);
	sd_put_share(out, row->stays, few_inside ? 0 : row->n, view->min_cell);
	sd_put_count(view, out, row->other_n, few);
	sd_put_count(view, out, inner[2], few_inside);
	sd_put_count(view, out, inner[3], few_inside);
	sd_put_share(out, row->other_stays, few_inside ? 0 : row->other_n, view->min_cell);
	if (row->few || few_inside) {
		sd_put_absent(out, 3);
	} else {
		sd_out_double(out,
			      (double)row->stays / (double)row->n - (double)row->other_stays / (double)row->other_n, 4);
		sd_out_double(out, row->stay_low, 4);
		sd_out_double(out, row->stay_high, 4);
	}
	sd_out_double(out, row->felt && !sd_is_few(row->felt, view->min_cell) ? row->sentiment : NAN, 4);
}

static bool hides(const struct sd_gap_view *view, const struct sd_theme_row *row)
{
	return sd_is_few(row->n, view->min_cell) || sd_is_few(row->other_n, view->min_cell);
}

static void add_flag(struct sd_str *flags, const char *flag, bool set)
{
	if (set)
		sd_str_addf(flags, "%s%s", flags->length ? ";" : "", flag);
}

static void put_overlap(const struct sd_gap_view *view, const struct sd_theme_ledger *ledger,
			const struct sd_theme_row *row, struct sd_str *text, struct sd_out *out)
{
	if (row->like == SIZE_MAX || !row->both || sd_is_few(row->both, view->min_cell) || hides(view, row) ||
	    hides(view, ledger->rows + row->like)) {
		sd_put_absent(out, 2);
		return;
	}
	const struct sd_theme_row *like = ledger->rows + row->like;
	sd_out_double(out, row->overlap, 2);
	sd_str_clear(text);
	sd_str_add_text(text, like->code);
	if (like->polarity)
		sd_str_addf(text, " (%s)", sd_polarity_names[like->polarity]);
	sd_out_text(out, sd_str_text(text));
}

static void put_row(const struct sd_gap_view *view, const struct sd_theme_ledger *ledger,
		    const struct sd_theme_row *row, struct sd_str *text, struct sd_out *out)
{
	bool few = hides(view, row), shown = !few && !row->few;
	bool of_one = sd_is_of_one(row->spend, row->most_spend, view->min_cell), money = shown && !of_one;
	const struct sd_theme_effect *spend = row->effect + SD_THEME_SPEND, *stay = row->effect + SD_THEME_STAY;
	sd_out_text(out, row->code);
	if (row->polarity)
		sd_out_string(out, sd_polarity_names[row->polarity]);
	else
		sd_out_absent(out);
	put_counts(view, ledger, row, out, few);
	sd_out_double(out, shown ? row->stated_difference : NAN, 4);
	sd_out_double(out, money ? row->spend_difference : NAN, 2);
	if (shown && of_one && isfinite(row->spend_difference) && view->hidden)
		++*view->hidden;
	put_effect(out, row->effect + SD_THEME_STATED, shown, 4);
	put_effect(out, spend, money, 2);
	put_effect(out, stay, shown, 4);
	sd_out_double(out, money ? row->effect[SD_THEME_CAPPED].value : NAN, 2);
	if (money && row->rank)
		sd_out_int(out, (int64_t)row->rank);
	else
		sd_out_absent(out);
	sd_out_double(out, money ? row->at_stake : NAN, 2);
	put_overlap(view, ledger, row, text, out);
	sd_out_double(out, shown ? row->inflation : NAN, 2);
	sd_str_clear(text);
	add_flag(text, "few", row->few);
	add_flag(text, "dependent", row->dependent);
	add_flag(text, "inflated", row->inflation > SD_INFLATION_MOST);
	add_flag(text, "one-person", spend->of_one || stay->of_one);
	if (text->length)
		sd_out_text(out, sd_str_text(text));
	else
		sd_out_absent(out);
	sd_out_end(out);
}

int sd_table_themes(const struct sd_gap_view *view, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const names[] = {
		"code", "polarity", "n", "share", "low", "high", "stays", "leaves", "retention", "retention_low",
		"retention_high", "other_n", "other_stays", "other_leaves", "other_retention", "other_low",
		"other_high", "stay_difference", "difference_low", "difference_high", "sentiment", "stated_difference",
		"spend_difference", "stated_weight", "stated_low", "stated_high", "stated_p", "stated_q",
		"spend_adjusted", "spend_low", "spend_high", "spend_p", "spend_q", "stay_adjusted", "stay_low",
		"stay_high", "stay_p", "stay_q", "spend_capped", "rank", "at_stake", "overlap", "overlap_with",
		"inflation", "flags"};
	if (sd_table_begin(writer, names, sizeof names / sizeof *names, err))
		return -1;
	if (!view->expectation)
		return sd_writer_flush(writer, err);
	struct sd_theme_ledger ledger;
	struct sd_str text = SD_STR_INIT, notes = SD_STR_INIT;
	size_t few = 0;
	sd_theme_ledger_init(&ledger, view->expectation, view->answers, view->notes ? view->notes : &notes);
	for (size_t i = 0; i < ledger.length; i++) {
		put_row(view, &ledger, ledger.rows + i, &text, sd_writer_out(writer));
		few += ledger.rows[i].few;
	}
	if (view->notes && few)
		sd_str_addf(view->notes, "%zu of %zu themes carry no effect: under %d people named them, or did not\n",
			    few, ledger.length, SD_ARM_LEAST);
	if (view->notes && ledger.length)
		sd_str_adds(view->notes, "at_stake is association, not savings, and is never summed over rows\n");
	sd_theme_ledger_release(&ledger);
	sd_str_release(&text);
	sd_str_release(&notes);
	return sd_writer_flush(writer, err);
}
