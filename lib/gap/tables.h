/* SPDX-License-Identifier: MIT */
/* The tables of the gap. Rates use complete windows only: people who stay or leave. No count of people above none and
 * under `min_cell` is shown, nor what would tell it (hide.h), nor what is said of so few; these cells are absent.
 * Shares are 0 to 1 with four decimals, intervals 95 % (Wilson; differences Newcombe), money has two.
 *
 *   ledger    of,category,n,share,happy,unhappy
 *             `answers`: each row of the survey is in one category; `customers`: each of the roster, or of the log.
 *             happy and unhappy: how many of the category's answers. n is always shown: it tells of the data's
 *             quality, of no behaviour, and adds up to the rows
 *   quadrant  [follow_up,]mood,outcome,n,share,low,high,before_value
 *             every matched answer is in one row: those whose outcome is not known in `unknown`, those whose mood is
 *             not in one row of mood `unknown` without an outcome; both only where there are any. share: of those of
 *             the mood whose outcome is known (so none for too-early); before_value: their net spend before the answer,
 *             none where one person holds half of it
 *   themes    code,polarity,n,share,low,high,stays,leaves,retention,retention_low,retention_high,other_n,other_stays,
 *             other_leaves,other_retention,other_low,other_high,stay_difference,difference_low,difference_high,
 *             sentiment,stated_difference,spend_difference,{stated_weight,spend_adjusted,stay_adjusted each with
 *             _low,_high,_p,_q},spend_capped,rank,at_stake,overlap,overlap_with,inflation,flags
 *             (theme_ledger.h) of the people whose outcome is stays or leaves and who were asked; `other`: those of
 *             them who did not name the code; sentiment: the mean towards the code where that is known, else of the
 *             answers. flags: few, dependent, inflated, one-person, joined by `;`
 *   moods     mood,n,retention,low,high,expected_retention,adjusted,adjusted_low,adjusted_high,spend,spend_low,
 *             spend_high,expected_spend,gap,gap_low,gap_high
 *             rows happy, middle, unhappy, all (of them; everyone where no mood is known) and the difference
 *             happy-unhappy. n: who stays or leaves; adjusted: mean of stay − π*; spend and gap: means over everyone
 *             with a complete window, too rare or not. Intervals by resampling, but that of retention: Wilson's, and
 *             Newcombe's for the difference, where people are not of clusters. Where forecasts are not recentred only
 *             the difference has adjusted and gap
 *   sensitivity  variant,horizon, then as moods: the same without weights where there are some, with half and twice the
 *             horizon, and without the first 14 days of the window
 *   who       group,n,share,orders,value,recency,class,frame_share,difference,raked_share,raked_difference
 *             everyone with a purchase in the b days before the wave's first answer (`frame`), those of them who
 *             answered (with or without consent), and those who did not: means of purchase days, net
 *             spend, and days since the last purchase. Then, of those whose answers are matched, a row for each class
 *             of value and recency (frame.h): how many of them, their share, the frame's, the standardised difference,
 *             and both as weighted; and one for each mean, with its standardised difference
 *   bounds    mood,stays,leaves,not_matched,retention,all_leave,all_stay,low,high
 *             retention if all respondents whose customer was not found left, and if all stayed; low and high: Wilson's
 *             outer ends of these. The last row is happy less unhappy
 *   missing   mood,n,missing,share,low,high
 *             of the happy and the unhappy who answered (a person once), how many could not be matched; none of a mood
 *             of which too few could, or could not
 *   intent    of,level,people,n,done,share,low,high,stated,isotonic,true_intent,brier,reliability,resolution,
 *             uncertainty,within,ece
 *             (intent.h) of a scale: each level, all of them, and three forecasts measured on people that they were not
 *             fitted on; of claims: each class and modality. people: who said so; n: those of whom it is known what
 *             they did; done: who did (of claims: who kept to it)
 *   till      of,forecast,n,loss,skill,gain,low,high,finding
 *             (till.h) how well it can be foreseen who stays, and what is spent: by the mean alone, by behaviour before
 *             the answer, and by that and what was said. loss: Brier's score, or the mean squared error; skill: 1 −
 *             loss / that of the mean; gain: how much less than by behaviour alone, with its interval by person
 *   claims    the claims in their order with all their columns, then match, verdict, reason, observed, observed_low,
 *             observed_high, observed_unit, from, to, complete. One person each, as the survey's rows: nothing is
 *             hidden
 *   verdicts
 *             kind,value,people,kept,broken,share,low,high,too_early,untestable,forecast
 *             people by what they claim, each once; kept and broken on complete windows alone, for claims that resolve
 *             early would bias the share, and count as too early. forecast: the mean chance by behaviour before the
 *             answer that the same people would do as they said (buy: π*; not buy: 1 − π*), absent where not known */
#ifndef SD_GAP_TABLES_H
#define SD_GAP_TABLES_H

#include "gap/expected.h"
#include "gap/groups.h"
#include "rows/writer.h"

struct sd_claimed;
struct sd_frame;
struct sd_intent;

struct sd_gap_view {
	const struct sd_respondents *answers;
	const struct sd_match_ledger *ledger;
	const struct sd_text *classes; /* of sd_outcome_of_classes */
	size_t classes_length;
	int64_t min_cell; /* 0 and 1: nothing is hidden */
	uint64_t *hidden; /* how many cells were, is added here; or NULL */
	struct sd_windows windows;
	bool by_follow_up;	       /* quadrant: also by length of follow-up */
	const struct sd_ledger *orders; /* who: NULL where there are none */
	bool valued;
	const struct sd_claimed *claimed; /* judged (claimed.h), or NULL */
	const struct sd_frame *frame;	  /* to which answers are weighted (frame.h), or NULL */
	int scale;			  /* intent: enum sd_scale of the scores, −1 for none */
	bool reversed;			  /* the lowest score is the best */
	const struct sd_intent *calibration; /* intent: of an earlier wave, or NULL */
	const bool *did; /* of each class, whether it is what was asked after; NULL where nobody says */
	/* moods, sensitivity and themes: whoever has a complete window, and how they were found. NULL where nobody
	 * has. */
	const struct sd_expectation *expectation;
	struct sd_expectation_input input;
	bool clustered;	       /* intervals are by clusters of people */
	unsigned draws, jobs;
	struct sd_str *notes; /* a line for each thing to know; or NULL */
};

/* Each names its columns, begins, writes and flushes. */
int sd_table_ledger(const struct sd_gap_view *view, struct sd_writer *writer, struct sd_error *err);
int sd_table_quadrant(const struct sd_gap_view *view, struct sd_writer *writer, struct sd_error *err);
int sd_table_themes(const struct sd_gap_view *view, struct sd_writer *writer, struct sd_error *err);
int sd_table_who(const struct sd_gap_view *view, struct sd_writer *writer, struct sd_error *err);
int sd_table_claims(const struct sd_gap_view *view, struct sd_writer *writer, struct sd_error *err);
int sd_table_verdicts(const struct sd_gap_view *view, struct sd_writer *writer, struct sd_error *err);
int sd_table_bounds(const struct sd_gap_view *view, struct sd_writer *writer, struct sd_error *err);
int sd_table_till(const struct sd_gap_view *view, struct sd_writer *writer, struct sd_error *err);
int sd_table_intent(const struct sd_gap_view *view, struct sd_writer *writer, struct sd_error *err);

int sd_table_missing(const struct sd_gap_view *view, struct sd_writer *writer, struct sd_error *err);

int sd_table_moods(const struct sd_gap_view *view, struct sd_writer *writer, struct sd_error *err);
int sd_table_sensitivity(const struct sd_gap_view *view, struct sd_writer *writer, struct sd_error *err);

/* One line a table: whoever writes them all, as `gap --table` and `report` do, finds a new one there. */
#define SD_TABLES(X)                                                                                                   \
	X(LEDGER, ledger)                                                                                              \
	X(QUADRANT, quadrant)                                                                                          \
	X(THEMES, themes)                                                                                              \
	X(WHO, who)                                                                                                    \
	X(CLAIMS, claims)                                                                                              \
	X(VERDICTS, verdicts)                                                                                          \
	X(BOUNDS, bounds)                                                                                              \
	X(INTENT, intent)                                                                                              \
	X(TILL, till)                                                                                                  \
	X(MOODS, moods)                                                                                                \
	X(SENSITIVITY, sensitivity)                                                                                    \
	X(MISSING, missing)
enum sd_table {
#define X(name, word) SD_TABLE_##name,
	SD_TABLES(X)
#undef X
	SD_TABLE_LENGTH
};
extern const char *const sd_table_names[SD_TABLE_LENGTH + 1]; /* NULL-terminated */
int sd_table(const struct sd_gap_view *view, enum sd_table which, struct sd_writer *writer, struct sd_error *err);

/* The survey's rows in their order, with match, before_count, after_count, before_value, after_value, expected_value,
 * gap, outcome, quadrant; `prefix_` before each name where `prefix` is not NULL. */
int sd_table_rows(const struct sd_gap_view *view, const struct sd_header *header, const char *prefix,
		  struct sd_writer *writer, struct sd_error *err);

#endif
