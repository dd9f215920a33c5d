/* SPDX-License-Identifier: MIT */
#include "show/finding.h"

#include <math.h>
#include <stdlib.h>

#include "stats/interval.h"
#include "stats/special.h"

static const double least_q = 0.05;
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

/* Candidates that were not handed in, for being no finding whatever their p, count as tested, so q is none too small. */
static size_t judge(struct sd_findings *findings)
{
	double least = 1;
	size_t out = 0;
	if (findings->tested < findings->length)
		findings->tested = findings->length;
	if (findings->length > 1)
		qsort(findings->items, findings->length, sizeof *findings->items, by_p);
	for (size_t i = findings->length; i-- > 0;) {
		struct sd_standout *finding = &findings->items[i];
		least = fmin(least, finding->p * (double)findings->tested / (double)(i + 1));
		finding->q = least;
		out += least <= least_q;
	}
	findings->stood_out = out;
	return out;
}

static bool is_told(const struct sd_standout *told, size_t length, const struct sd_standout *finding)
{
	for (size_t i = 0; i < length; i++)
		if (told[i].kind == finding->kind && sd_text_equal(told[i].about, finding->about))
			return true;
	return false;
}

static size_t next_of_kind(const struct sd_findings *findings, size_t out, enum sd_standout_kind kind,
			   const struct sd_standout *told, size_t length)
{
	for (size_t i = 0; i < out; i++)
		if (findings->items[i].kind == kind && !is_told(told, length, &findings->items[i]))
			return i;
	return SIZE_MAX;
}

void sd_findings_choose(struct sd_findings *findings)
{
	struct sd_standout told[SD_FINDINGS_MOST];
	size_t length = 0, before = SIZE_MAX, out = judge(findings);
	while (length != before) {
		before = length;
		for (int kind = 0; kind < SD_FINDING_KINDS && length < SD_FINDINGS_MOST; kind++) {
			size_t at = next_of_kind(findings, out, (enum sd_standout_kind)kind, told, length);
			if (at == SIZE_MAX)
				continue;
			told[length++] = findings->items[at];
			findings->items[at].words = (struct sd_str)SD_STR_INIT;
		}
	}
	double z = length ? -sd_normal_quantile(least_q * (double)length / (2.0 * (double)findings->tested)) : SD_Z95;
	for (size_t i = 0; i < findings->length; i++)
		sd_str_release(&findings->items[i].words);
	for (size_t i = 0; i < length; i++) {
		struct sd_standout *finding = &findings->items[i];
		*finding = told[i];
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
