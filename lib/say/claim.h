/* SPDX-License-Identifier: MIT */
/* Claims: what an answer says that a log could bear out: how often, what is meant to be done, how much is spent, what
 * alone is bought, where else one goes, whether one recommends, what happened in a life.
 *
 * Rules and words are a language's two tables, lexicons/<language>/claims-words.tsv and claims.tsv; this module knows
 * no word of any language. A pattern of claims.tsv finds a claim's core ("every week", "be back"); the words around it,
 * by their classes in claims-words.tsv, say whose it is, when, and how surely. How the tables are written stands at the
 * head of the English ones; kinds and rates follow SCIENCE: TimeML's SET (Pustejovsky et al. 2003) for frequencies. */
#ifndef SD_SAY_CLAIM_H
#define SD_SAY_CLAIM_H

#include "base/error.h"
#include "say/token.h"

enum sd_claim_kind {
	SD_CLAIM_FREQUENCY, /* how often: a rate a year, or an ordinal word without one */
	SD_CLAIM_INTENT,    /* rebuy stay increase reduce cancel try */
	SD_CLAIM_AMOUNT,    /* money spent, a year where a period is named */
	SD_CLAIM_CATEGORY,  /* what one buys only, mostly or never */
	SD_CLAIM_SWITCH,    /* to somebody else, named where it is known */
	SD_CLAIM_RECOMMEND,
	SD_CLAIM_EVENT,	    /* moved baby job-lost job-new married divorced retired bereaved ill */
	SD_CLAIM_KINDS
};
enum sd_claim_subject { SD_CLAIM_SELF, SD_CLAIM_OTHER };
enum sd_claim_tense { SD_CLAIM_PAST, SD_CLAIM_PRESENT, SD_CLAIM_FUTURE };
/* An act denied that has an opposite is that opposite ("won't be back" is cancel, "won't cancel" is stay): negated
 * stands for the others, and for "not every week". */
enum sd_claim_modality {
	SD_CLAIM_CERTAIN,
	SD_CLAIM_PROBABLE,
	SD_CLAIM_POSSIBLE,
	SD_CLAIM_CONDITIONAL,
	SD_CLAIM_NEGATED
};
const char *sd_claim_kind_name(enum sd_claim_kind kind);
const char *sd_claim_subject_name(enum sd_claim_subject subject);
const char *sd_claim_tense_name(enum sd_claim_tense tense);
const char *sd_claim_modality_name(enum sd_claim_modality modality);

struct sd_claim {
	enum sd_claim_kind kind;
	enum sd_claim_subject subject;
	enum sd_claim_tense tense;
	enum sd_claim_modality modality;
	/* The class, the ordinal word, the competitor's name, the category as written; empty where a number says it. */
	struct sd_text class;
	/* A frequency's or amount's; NAN where there is none: a bound that is open, the value where only bounds are
	 * known. A rate is per 365.25 days. */
	double value, low, high;
	struct sd_text unit; /* "per-year", "ordinal", a currency ("GBP") or that a year ("GBP-per-year"); else empty */
	struct sd_text horizon; /* ISO 8601 duration from the answer, ahead or, in the past, back; empty where none is
				   named */
	size_t start, end;	/* half-open range of bytes in the answer */
};
/* Whether the claim is the respondent's own and hangs on no condition: what can be held against a log. */
bool sd_claim_is_testable(const struct sd_claim *claim);

struct sd_claims {
	const struct sd_claim *items; /* by start; of one start the longer first, then by kind */
	size_t length;
};

/* A language's tables; unchanged by reading answers, so threads may share them. */
struct sd_claim_tables;
/* The whole contents of claims-words.tsv and claims.tsv (UTF-8); names are for messages. NULL with `err`: file, line,
 * column and remedy. */
struct sd_claim_tables *sd_claim_tables_new(const char *words_name, struct sd_text words, const char *patterns_name,
					    struct sd_text patterns, struct sd_error *err);
void sd_claim_tables_free(struct sd_claim_tables *tables);
/* Names of competitors, one a line, `#` before a comment; several ways to write one stand in one line with TABs
 * between, the first is what `class` gives. Before the tables serve any reader. 0 or -1. */
int sd_claim_tables_add_competitors(struct sd_claim_tables *tables, const char *name, struct sd_text content,
				    struct sd_error *err);

/* One reader serves one thread; tables and tokenizer stay the caller's and must outlive it. */
struct sd_claim_reader;
struct sd_claim_reader *sd_claim_reader_new(const struct sd_claim_tables *tables, struct sd_tokenizer *tokenizer);
void sd_claim_reader_free(struct sd_claim_reader *reader);
/* The claims of one answer, any bytes; valid until the next call and while `answer` is. Time is linear in the answer's
 * length. Never fails. */
struct sd_claims sd_claims_read(struct sd_claim_reader *reader, struct sd_text answer);

#endif
