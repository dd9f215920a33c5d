/* SPDX-License-Identifier: MIT */
/* The headline: which of the report's comparisons stand out, by one stated rule.
 *
 * Every comparison that the tables test is a candidate, in a family of its kind. Families come first: a family's p is
 * Simes' over its tests, and those families count which Benjamini and Hochberg (1995) find at 0.05 among all families.
 * Within S of F families that count, those comparisons stand out whose q within their family is 0.05·S/F or less
 * (Benjamini and Bogomolov 2014, JRSS B 76). So where there is nothing at all, nothing is told 95 times in 100. They
 * are told in turns, the surest of each kind first, a code once a kind, five at most. The interval of each is widened
 * to the level 1 − 0.05·(S/F)·R/m, for R told of the m tested in its family, for having been chosen (Benjamini and
 * Yekutieli 2005, JASA 100, FCR): each arm by z(1 − 0.05·(S/F)·R/2m) / z(0.975). */
#ifndef SD_SHOW_FINDING_H
#define SD_SHOW_FINDING_H

#include "base/mem.h"
#include "base/str.h"
#include "rows/writer.h"

/* The kinds in the order in which they take turns. */
enum sd_standout_kind {
	SD_FINDING_MOOD,    /* who is happy stays, and who is not */
	SD_FINDING_THEME,   /* who names a theme stays, or not */
	SD_FINDING_SPEND,   /* who names a theme spends more or less than foreseen */
	SD_FINDING_CLAIM,   /* how often people say they come, and the log does not bear out */
	SD_FINDING_GROUP,   /* what a group says more than others */
	SD_FINDING_MISSING, /* whose answers could not be matched */
	SD_FINDING_TIME,    /* what is said more or less than before */
	SD_FINDING_SCORE,   /* what goes with the score */
	SD_FINDING_WAVE,    /* this survey against the last */
	SD_FINDING_KINDS
};
enum { SD_FINDINGS_MOST = 5 };

struct sd_standout {
	enum sd_standout_kind kind;
	struct sd_text about;  /* the code or group, so that it is told once */
	struct sd_str words;   /* the sentence, without its interval */
	const char *table;     /* the id of the table that it stands in */
	bool percent;	       /* the difference is one of shares */
	double difference, low, high, p, q;
	double n, other_n;     /* people on either side */
};
struct sd_findings {
	struct sd_standout *items; /* by sd_findings_choose: those told, in their order */
	size_t length, room;
	uint64_t tested[SD_FINDING_KINDS]; /* comparisons of each family, those too that are no candidates */
	uint64_t stood_out;
	struct sd_arena arena;
};
void sd_findings_release(struct sd_findings *findings);
/* A further candidate, zero but for its kind; `about` is copied. p must be a number. */
struct sd_standout *sd_findings_add(struct sd_findings *findings, enum sd_standout_kind kind, struct sd_text about);
/* Takes the last candidate back. */
void sd_findings_drop(struct sd_findings *findings);
void sd_findings_choose(struct sd_findings *findings);
uint64_t sd_findings_tested(const struct sd_findings *findings); /* in all families */
/* rank,finding,difference,low,high,n,other_n,p,q,table */
int sd_findings_write(const struct sd_findings *findings, struct sd_writer *writer, struct sd_error *err);

#endif
