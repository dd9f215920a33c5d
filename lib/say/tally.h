/* SPDX-License-Identifier: MIT */
/* How many answers name each code, by group and period: counts that add up, and the table made of them, from which no
 * small cell can be read. */
#ifndef SD_SAY_TALLY_H
#define SD_SAY_TALLY_H

#include "base/count.h"
#include "base/decimal.h"
#include "base/mem.h"
#include "base/time.h"
#include "stats/interval.h"

/* The counts. Keys are made by sd_key_add(): group, period and, in `codes`, code; an absent group or period (data
 * NULL) is one of its own. The sums: answers, the sum of their scores in 1/10,000, answers with a score. Where
 * answers are weighted, further: the sum of the weights in 1/10,000; that of their squares in 1/10,000², as a number
 * of whole SD_TALLY_SQUARE_UNIT and the rest; that of the weights of answers with a score; that of weight × score,
 * in the same two parts of 1/10,000 and 1/10,000². Integers all, so that weighted halves add up too, to the byte. */
enum {
	SD_TALLY_ANSWERS,
	SD_TALLY_SCORE_SUM,
	SD_TALLY_SCORED,
	SD_TALLY_WIDTH,
	SD_TALLY_WEIGHT = SD_TALLY_WIDTH,
	SD_TALLY_SQUARES,
	SD_TALLY_SQUARES_REST,
	SD_TALLY_SCORED_WEIGHT,
	SD_TALLY_WEIGHTED_SCORE,
	SD_TALLY_WEIGHTED_SCORE_REST,
	SD_TALLY_WEIGHTED_WIDTH
};
#define SD_TALLY_SQUARE_UNIT ((int64_t)SD_DECIMAL_UNIT * SD_DECIMAL_UNIT)
struct sd_tally {
	struct sd_count *codes, *bases;
};
void sd_tally_init(struct sd_tally *tally);
void sd_tally_init_weighted(struct sd_tally *tally);
bool sd_tally_is_weighted(const struct sd_tally *tally);
void sd_tally_release(struct sd_tally *tally);
int sd_tally_add(struct sd_tally *into, const struct sd_tally *from, struct sd_error *err);

/* One answer: its codes and scores. Zero-initialise, clear before each answer, release at the end. */
struct sd_tally_code {
	struct sd_text name;
	sd_decimal score;
	bool scored;
};
struct sd_tally_answer {
	struct sd_tally_code *codes; /* a name may be there twice */
	size_t length, room;
	sd_decimal score; /* of the whole answer */
	bool scored;
	sd_decimal weight; /* 0 to SD_TALLY_WEIGHT_MOST; 1 once cleared; of no matter to a tally that is not weighted */
	struct sd_tally_code *scores; /* of single codes */
	size_t scores_length, scores_room;
	struct sd_arena names;
};
void sd_tally_answer_clear(struct sd_tally_answer *answer);
void sd_tally_answer_release(struct sd_tally_answer *answer);
#define SD_TALLY_WEIGHT_MOST (1000000 * (sd_decimal)SD_DECIMAL_UNIT)
/* Reads a cell with a weight. False where it is none from 0 to a million. */
bool sd_tally_answer_weight(struct sd_tally_answer *answer, struct sd_text cell);
/* Reads a cell with a score, or with a JSON object of a score a code, as `codes --sentiment` writes it; nothing in
 * it is no score. False where it is neither, or a score is not from -1 to 1. To be called before
 * sd_tally_answer_codes(). */
bool sd_tally_answer_score(struct sd_tally_answer *answer, struct sd_text cell);
/* Adds the names of a `codes` cell: joined by `;`, blanks around names ignored, empty ones passed over. Each has its
 * own score, or where there are none the whole answer's. The cell is borrowed until the answer is counted. */
void sd_tally_answer_codes(struct sd_tally_answer *answer, struct sd_text cell);
/* Counts the answer once for each different name and once as a base. Group and period are absent where their data is
 * NULL. */
void sd_tally_count(struct sd_tally *tally, struct sd_text group, struct sd_text period,
		    struct sd_tally_answer *answer);

enum sd_period { SD_PERIOD_YEAR, SD_PERIOD_QUARTER, SD_PERIOD_MONTH, SD_PERIOD_WEEK };
/* Adds the period that holds `day`: 2024, 2024-Q1, 2024-01, 2024-W05 (ISO 8601: weeks begin on Monday, week 1 holds the
 * year's first Thursday). In byte order they are in order of time. */
void sd_period_add(struct sd_str *str, sd_day day, enum sd_period every);

struct sd_tally_row {
	struct sd_text group, period, code; /* data NULL where absent */
	int64_t n, base;		    /* −1 where hidden */
	double value;			    /* the share: n / base, or of the weights; not a number where hidden */
	struct sd_interval share;	    /* Wilson's, of that share and `effective` */
	double effective;		    /* Kish's number of answers of the base where weighted, else base */
	sd_decimal sentiment;		    /* the (weighted) mean, rounded half to even */
	bool has_sentiment;
	/* sd_tally_compare(): against the period before of the same group; data NULL where there is none to hold it
	 * against. */
	struct sd_text previous;
	double change, p, q;
	struct sd_interval change_interval;
};
struct sd_tally_table {
	struct sd_tally_row *rows;
	size_t length;
	size_t hidden_small, hidden_more; /* cells hidden for being small; further ones, lest those be derived */
	bool weighted, compared;
	struct sd_arena arena;
};
/* Fails, saying how many cells there are, where the table would have more than SD_TALLY_CELLS. To be asked before
 * sd_tally_finish() where there are groups or periods. */
enum { SD_TALLY_CELLS = 20000000 };
int sd_tally_check(const struct sd_tally *tally, struct sd_error *err);
/* Every code that occurs in any answer, for every group and period that has answers. Ordered by group, period (absent
 * ones first, else byte order), n falling, hidden ones last, code.
 *
 * A cell is hidden where n is below `min_cell`; all of a group's period where its base is. A hidden n could be derived
 * from the totals over groups or over periods, which another table may show. So in each line (one code and period over
 * all groups, one code and group over all periods, and all codes of one group and period where they add up to the base,
 * as codes do of which each answer has one) the smallest other cells are hidden too, until those hidden hold no answer,
 * or are two at least and hold `min_cell` answers; bases likewise. A mean is hidden where fewer than `min_cell`
 * scores are in it. min_cell 0 hides nothing. Weights hide nothing and show nothing: it is answers that are counted. */
void sd_tally_finish(const struct sd_tally *tally, int64_t min_cell, struct sd_tally_table *table);
/* Holds each share against that of the same code and group in the period before that has answers: the difference
 * with Newcombe's interval, p by the test of two shares, q over all that were tested in the table (Benjamini and
 * Hochberg 1995); weighted ones as if of their effective numbers. Only shares that are shown are compared, so
 * nothing that is hidden is in any of it. An absent period is held against none, and none against it. */
void sd_tally_compare(struct sd_tally_table *table);
/* Writes the table: group, period, code, n, base, share, low, high, sentiment; what is hidden as absent cells. Where
 * weighted, base_effective behind base; where compared, previous, change, change_low, change_high, p, q at the end. */
struct sd_writer;
int sd_tally_write(const struct sd_tally_table *table, struct sd_writer *writer, struct sd_error *err);
/* The cells n, base, share, low, high and sentiment of one row. */
struct sd_out;
void sd_tally_write_size(const struct sd_tally_row *row, struct sd_out *out);
/* sum / count (count above 0), rounded half to even. */
sd_decimal sd_tally_mean(int64_t sum, int64_t count);
void sd_tally_table_release(struct sd_tally_table *table);

#endif
