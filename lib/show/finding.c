/* SPDX-License-Identifier: MIT */
#include "show/finding.h"

#include <math.h>
#include <stdlib.h>

#include "stats/interval.h"
#include "stats/multiple.h"
#include "stats/special.h"

static const double level_of_families = 0.05;
enum { PLACES = 4 };

void sd_findings_release(struct sd_findings *findings)
{
	for (size_t i = 0; i < findings->length; i++)
		sd_str_release(&findings->items[i].words);
	free(findings->items);
	sd_arena_release(&findings->arena);
	*findings = (struct sd_findings){.items = NULL};
}

struct sd_standout *sd_findings_add(struct sd_findings *findings, enum sd_standout_kind kind, struct sd_text about)
{
	SD_GROW(findings->items, findings->length, findings->room);
	struct sd_standout *finding = &findings->items[findings->length++];
	const char *copy = sd_arena_dup(&findings->arena, about.data ? about.data : "", about.length);
	*finding = (struct sd_standout){.kind = kind, .about = {copy, about.length}, .words = SD_STR_INIT};
	return finding;
}

void sd_findings_drop(struct sd_findings *findings)
{
	sd_str_release(&findings->items[--findings->length].words);
}

/* Surest first: of p that are equal as 0 is, the one whose interval is further from nothing. */
static int by_p(const void *a, const void *b)
{
	const struct sd_standout *x = a, *y = b;
	if (x->p != y->p)
		return x->p < y->p ? -1 : 1;
	double left = fabs(x->difference) / fmax(x->high - x->low, 1e-12);
	double right = fabs(y->difference) / fmax(y->high - y->low, 1e-12);
	if (left != right)
		return left > right ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return sd_text_compare(sd_str_text(&x->words), sd_str_text(&y->words));
}

/* q within each family. Candidates that were not handed in, for being no finding whatever their p, count as tested, so
 * that no q is too small. Returns the family's p, by Simes 1986: the least q. */
static double judge_family(struct sd_findings *findings, enum sd_standout_kind kind)
{
	double least = 1;
	size_t length = 0;
	for (size_t i = 0; i < findings->length; i++)
		length += findings->items[i].kind == kind ? 1 : 0;
	if (findings->tested[kind] < length)
		findings->tested[kind] = length;
	for (size_t i = findings->length, rank = length; i-- > 0;) {
		struct sd_standout *finding = &findings->items[i];
		if (finding->kind != kind)
			continue;
		least = fmin(least, finding->p * (double)findings->tested[kind] / (double)rank--);
		finding->q = least;
	}
	return length ? least : NAN;
}

/* The level within the families that count, 0 where none does. */
static double judge(struct sd_findings *findings, bool counts[SD_FINDING_KINDS])
{
	double p[SD_FINDING_KINDS];
	size_t families = 0, chosen = 0;
	if (findings->length > 1)
		qsort(findings->items, findings->length, sizeof *findings->items, by_p);
	for (int kind = 0; kind < SD_FINDING_KINDS; kind++) {
		p[kind] = judge_family(findings, (enum sd_standout_kind)kind);
		families += findings->tested[kind] > 0;
		/* Tested without a candidate: none of it can stand out. */
		if (findings->tested[kind] && isnan(p[kind]))
			p[kind] = 1;
	}
	sd_benjamini_hochberg(p, SD_FINDING_KINDS, p);
	for (int kind = 0; kind < SD_FINDING_KINDS; kind++) {
		counts[kind] = p[kind] <= level_of_families;
		chosen += counts[kind] ? 1 : 0;
	}
	return families ? level_of_families * (double)chosen / (double)families : 0;
}

uint64_t sd_findings_tested(const struct sd_findings *findings)
{
	uint64_t sum = 0;
	for (int kind = 0; kind < SD_FINDING_KINDS; kind++)
		sum += findings->tested[kind];
	return sum;
}

static bool is_told(const struct sd_standout *told, size_t length, const struct sd_standout *finding)
{
	for (size_t i = 0; i < length; i++)
		if (told[i].kind == finding->kind && sd_text_equal(told[i].about, finding->about))
			return true;
	return false;
}

static size_t next_of_kind(const struct sd_findings *findings, double level, enum sd_standout_kind kind,
			   const struct sd_standout *told, size_t length)
{
	for (size_t i = 0; i < findings->length; i++)
		if (findings->items[i].kind == kind && findings->items[i].q <= level &&
		    !is_told(told, length, &findings->items[i]))
			return i;
	return SIZE_MAX;
}

void sd_findings_choose(struct sd_findings *findings)
{
	struct sd_standout told[SD_FINDINGS_MOST];
	size_t length = 0, before = SIZE_MAX, of_kind[SD_FINDING_KINDS] = {0};
	bool counts[SD_FINDING_KINDS];
	double level = judge(findings, counts);
	findings->stood_out = 0;
	for (size_t i = 0; i < findings->length; i++)
		findings->stood_out += counts[findings->items[i].kind] && findings->items[i].q <= level ? 1 : 0;
	while (length != before) {
		before = length;
		for (int kind = 0; kind < SD_FINDING_KINDS && length < SD_FINDINGS_MOST; kind++) {
			size_t at = counts[kind]
					    ? next_of_kind(findings, level, (enum sd_standout_kind)kind, told, length)
					    : SIZE_MAX;
			if (at == SIZE_MAX)
				continue;
			of_kind[kind]++;
			told[length++] = findings->items[at];
			findings->items[at].words = (struct sd_str)SD_STR_INIT;
		}
	}
	for (size_t i = 0; i < findings->length; i++)
		sd_str_release(&findings->items[i].words);
	for (size_t i = 0; i < length; i++) {
		struct sd_standout *finding = &findings->items[i];
		*finding = told[i];
		double z = -sd_normal_quantile(level * (double)of_kind[finding->kind] /
					       (2.0 * (double)findings->tested[finding->kind]));
		finding->low = finding->difference - (finding->difference - finding->low) * z / SD_Z95;
		finding->high = finding->difference + (finding->high - finding->difference) * z / SD_Z95;
		if (finding->percent) {
			finding->low = fmax(finding->low, -1);
			finding->high = fmin(finding->high, 1);
		}
	}
	findings->length = length;
}

int sd_findings_write(const struct sd_findings *findings, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const names[] = {"rank", "finding", "difference", "low", "high",
					    "n",    "other_n", "p",	     "q",   "table"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		sd_writer_column(writer, sd_text_of(names[i]));
	if (sd_writer_begin(writer, err))
		return -1;
	struct sd_out *out = sd_writer_out(writer);
	for (size_t i = 0; i < findings->length; i++) {
		const struct sd_standout *finding = &findings->items[i];
		sd_out_int(out, (int64_t)i + 1);
		sd_out_text(out, sd_str_text(&finding->words));
		sd_out_double(out, finding->difference, PLACES);
		sd_out_double(out, finding->low, PLACES);
		sd_out_double(out, finding->high, PLACES);
		sd_out_double(out, finding->n, 0);
		sd_out_double(out, finding->other_n, 0);
		sd_out_double(out, finding->p, PLACES);
		sd_out_double(out, finding->q, PLACES);
		sd_out_string(out, finding->table);
		sd_out_end(out);
	}
	return sd_writer_end(writer, err);
}
