/* SPDX-License-Identifier: MIT */
/* What customers are expected to do: a model of buying with one of spending, fitted on a log and applied to the state
 * of each customer on any day.
 *
 *	struct sd_model model;
 *	if (sd_model_fit_ledger(&model, SD_MODEL_MBG_NBD, ledger, valued, first_answer, &notes, err)) …
 *	struct sd_buyer buyer;
 *	struct sd_forecast forecast;
 *	if (sd_buyer_at(ledger, customer, answer - 1, &buyer))
 *		sd_model_forecast(&model, &buyer, horizon, &forecast);
 *
 * A model is a plain value: copy it as you like, nothing is to be freed. */
#ifndef SD_DO_MODEL_H
#define SD_DO_MODEL_H

#include "do/bgnbd.h"
#include "do/gammagamma.h"
#include "do/ledger.h"
#include "do/paretonbd.h"

enum sd_model_kind { SD_MODEL_MBG_NBD, SD_MODEL_PARETO_NBD, SD_MODEL_BG_NBD };
/* "mbg-nbd" "pareto-nbd" "bg-nbd", NULL. */
extern const char *const sd_model_names[];

/* A customer as they stood on a day. */
struct sd_buyer {
	struct sd_history history;
	/* The mean worth of a purchase day but the first, in the currency's unit: what these days brought in before
	 * refunds, over their number, times the net share of all the customer's money. Not a number where there is no
	 * such day; 0 where refunds took all, or there is no money in the log. */
	double worth;
};
/* The customer as they stood at the end of `day`. False where they had not bought by then. */
bool sd_buyer_at(const struct sd_ledger *ledger, size_t customer, sd_day day, struct sd_buyer *buyer);
/* The worth from sums: net money and refunds of all days, and what the first purchase day brought in before refunds. */
double sd_buyer_worth(sd_decimal amount, sd_decimal refunds, sd_decimal first_gross, int32_t repeats);

struct sd_model {
	enum sd_model_kind kind;
	struct sd_bgnbd bgnbd;	       /* MBG/NBD and BG/NBD */
	struct sd_paretonbd paretonbd; /* Pareto/NBD */
	bool valued;		       /* spend was fitted */
	struct sd_gammagamma spend;
	/* Of the fits; value is the log-likelihood of all customers. */
	struct sd_maximum counts, worth;
	size_t customers, spenders; /* they were fitted on */
	double correlation;	    /* of how often and how much, which the model of spending takes to be 0 */
	sd_day last;		    /* the day they were fitted up to, itself included; SD_NO_DAY where not known */
};

/* The fewest customers that are fitted: with fewer, four parameters say nothing. */
enum { SD_MODEL_LEAST = 30 };
/* Fits both models. `valued`: the log has money. Adds to `notes` a line for each
 * thing to know: what was fitted, whether the likelihood's summit is a sharp one, why there is no spend. -1, in words,
 * where there are fewer than SD_MODEL_LEAST customers or the counts cannot be fitted; spend that cannot be is noted. */
int sd_model_fit(struct sd_model *model, enum sd_model_kind kind, const struct sd_buyer *buyers, size_t length,
		 bool valued, struct sd_str *notes, struct sd_error *err);
/* The same on up to `jobs` threads. */
int sd_model_fit_jobs(struct sd_model *model, enum sd_model_kind kind, const struct sd_buyer *buyers, size_t length,
		      bool valued, unsigned jobs, struct sd_str *notes, struct sd_error *err);
/* The same of the log's days before `before`. */
int sd_model_fit_ledger(struct sd_model *model, enum sd_model_kind kind, const struct sd_ledger *ledger, bool valued,
			sd_day before, struct sd_str *notes, struct sd_error *err);

struct sd_forecast {
	double alive; /* P(still a customer); not a number for one-time buyers under BG/NBD, which cannot tell */
	double psi;   /* ψ: P(buys at least once in the horizon | still a customer) */
	double pi;    /* π: P(buys at least once in the horizon); alive · ψ, with alive 1 where BG/NBD cannot tell */
	double count; /* E(purchase days in the horizon) */
	double value; /* m: count · E(worth); not a number where spend was not fitted */
};
void sd_model_forecast(const struct sd_model *model, const struct sd_buyer *buyer, int32_t horizon_days,
		       struct sd_forecast *forecast);

/* A model as text: lines of name TAB value behind `#saydo-model TAB version TAB kind`, `#end` last. */
void sd_model_write(const struct sd_model *model, struct sd_str *out);
/* -1 where the text is none such, is torn, or has a parameter that is missing, twice there or not above 0. */
int sd_model_read(struct sd_model *model, const char *name, struct sd_text content, struct sd_error *err);

#endif
