/* SPDX-License-Identifier: MIT */
#include "say/learn_fit.h"

#include <math.h>

#include "base/decimal.h"
#include "stats/logistic.h"

enum { UNIT = 10000, HELD = 3, SWEEPS = 40, WEIGHT_MOST = 4 };
static const double word_z = 1.8, phrase_z = 3, opposite = 2.5, weight_least = 0.1;
/* Without a start there is nothing to take the scale from: with this one strong words come out near 3. */
static const double scale_alone = 0.7;

/* One training set: rows by their place in the corpus, and what is known of each. */
struct fitting {
	const struct sd_learn_corpus *corpus;
	struct sd_learn_fitted *fitted;
	size_t *places, length;
	double *target, *weight, *residual; /* residual: of the corpus' rows */
	double *intercept, *p;
	uint32_t *group;
};

/* The features, column by column, one a term. */
struct features {
	size_t *starts;
	uint32_t *row;
	double *value;
};

struct hit {
	uint32_t entry, row;
	double value;
};

static int compare_terms(const void *a, const void *b)
{
	return sd_text_compare(((const struct sd_learn_term *)a)->text, ((const struct sd_learn_term *)b)->text);
}

/* Weights as a lexicon writes them. */
static double rounded(double weight)
{
	double most = WEIGHT_MOST;
	weight = weight > most ? most : weight < -most ? -most : weight;
	return round(weight * 100) / 100;
}

void sd_learn_add_head(const struct sd_lexicon *start, struct sd_str *file)
{
	if (start && sd_lexicon_negators_follow(start))
		sd_str_adds(file, "# negators-follow: yes\n");
	static const char *const cuts[] = {"positive-from", "negative-from"};
	for (size_t i = 0; start && i < sizeof cuts / sizeof *cuts; i++) {
		struct sd_text from = sd_lexicon_about(start, cuts[i]);
		if (from.length)
			sd_str_addf(file, "# %s: %.*s\n", cuts[i], (int)from.length, from.data);
	}
}

/* The terms as a lexicon, in whose order they then are. `signs`: learned terms with their sign alone. */
static int make_lexicon(struct fitting *f, bool signs, struct sd_error *err)
{
	struct sd_learn_fitted *fitted = f->fitted;
	const struct sd_learn_options *options = f->corpus->options;
	struct sd_str file = SD_STR_INIT;
	if (fitted->length)
		qsort(fitted->terms, fitted->length, sizeof *fitted->terms, compare_terms);
	sd_str_addf(&file, "# language: %s\n", options->language);
	sd_learn_add_head(options->rules.lexicon, &file);
	for (size_t i = 0; i < fitted->length; i++) {
		const struct sd_learn_term *term = &fitted->terms[i];
		double weight = !signs ? term->weight : term->given ? term->start : term->weight > 0 ? 1 : -1;
		sd_str_add_text(&file, term->written);
		sd_str_addc(&file, '\t');
		sd_double_add(&file, rounded(weight), 2);
		sd_str_addc(&file, '\n');
	}
	sd_lexicon_free(fitted->lexicon);
	fitted->lexicon = sd_lexicon_new();
	int result = sd_lexicon_add(fitted->lexicon, "what was learned", sd_str_text(&file), err);
	sd_str_release(&file);
	if (!result && sd_lexicon_count(fitted->lexicon) != fitted->length)
		return sd_fail(err, "the start lexicon has terms that are one and the same");
	return result;
}

static struct sd_sentiment *scorer(const struct fitting *f)
{
	struct sd_sentiment_rules rules = f->corpus->options->rules;
	rules.lexicon = f->fitted->lexicon;
	return sd_sentiment_new(&rules);
}

static double length_of(const struct sd_learn_row *row)
{
	return sqrt(row->told ? row->told : 1);
}

/* What each term counts in each answer, in units of its weight: the rules' factors over its hits. */
static void find_features(const struct fitting *f, struct features *features)
{
	size_t terms = f->fitted->length, hits_length = 0, hits_room = 0;
	struct hit *hits = NULL;
	struct sd_sentiment *sentiment = scorer(f);
	size_t *last = sd_calloc(terms + 1, sizeof *last); /* the hit + 1 of the term's last answer */
	features->starts = sd_calloc(terms + 2, sizeof *features->starts);
	for (size_t r = 0; r < f->length; r++) {
		const struct sd_learn_row *row = &f->corpus->rows[f->places[r]];
		const struct sd_sentiment_result *result = sd_sentiment_score(sentiment, row->answer);
		for (size_t s = 0; s < result->span_count; s++) {
			const struct sd_sentiment_span *span = &result->spans[s];
			if (span->entry == SD_SENTIMENT_NO_ENTRY)
				continue; /* the rules' own: phrases and ratings */
			double value = f->fitted->scale * span->weight / span->base / length_of(row);
			if (last[span->entry] && hits[last[span->entry] - 1].row == r) {
				hits[last[span->entry] - 1].value += value;
				continue;
			}
			SD_GROW(hits, hits_length, hits_room);
			hits[hits_length++] = (struct hit){span->entry, (uint32_t)r, value};
			last[span->entry] = hits_length;
			features->starts[span->entry + 2]++;
		}
	}
	for (size_t t = 0; t < terms; t++)
		features->starts[t + 2] += features->starts[t + 1];
	features->row = sd_alloc(hits_length + 1, sizeof *features->row);
	features->value = sd_alloc(hits_length + 1, sizeof *features->value);
	for (size_t h = 0; h < hits_length; h++) {
		size_t at = features->starts[hits[h].entry + 1]++;
		features->row[at] = hits[h].row;
		features->value[at] = hits[h].value;
	}
	free(hits);
	free(last);
	sd_sentiment_free(sentiment);
}

static void features_release(struct features *features)
{
	free(features->starts);
	free(features->row);
	free(features->value);
}

static struct sd_logistic problem_of(const struct fitting *f)
{
	return (struct sd_logistic){
		.rows = f->length,
		.groups = f->corpus->domains,
		.target = f->target,
		.weight = f->weight,
		.group = f->group,
		.ridge = f->corpus->options->ridge,
		.lasso = f->corpus->options->lasso,
	};
}

static void take_residuals(struct fitting *f)
{
	for (size_t r = 0; r < f->length; r++)
		f->residual[f->places[r]] = f->weight[r] * (f->target[r] - f->p[r]);
}

/* The scale and the intercepts, from the sums that the start makes. */
static void fit_scale(struct fitting *f)
{
	struct sd_sentiment *sentiment = scorer(f);
	size_t starts[2] = {0, f->length};
	uint32_t *row = sd_alloc(f->length + 1, sizeof *row);
	double *value = sd_calloc(f->length + 1, sizeof *value);
	bool any = false;
	for (size_t r = 0; r < f->length; r++) {
		const struct sd_learn_row *of = &f->corpus->rows[f->places[r]];
		row[r] = (uint32_t)r;
		value[r] = (double)sd_sentiment_score(sentiment, of->answer)->whole.raw / UNIT / length_of(of);
		any |= value[r] != 0;
	}
	double curvature, coefficient = scale_alone;
	struct sd_logistic problem = problem_of(f);
	problem.columns = any;
	problem.starts = starts;
	problem.row = row;
	problem.value = value;
	problem.ridge = 1;
	problem.lasso = 0;
	struct sd_logistic_fit fit = {&coefficient, f->intercept, &curvature, f->p, 0};
	sd_logistic_fit(&problem, SWEEPS, &fit);
	/* A start that tells the scores the wrong way round gives no scale. */
	f->fitted->scale = coefficient > 0.1 ? coefficient : scale_alone;
	take_residuals(f);
	free(row);
	free(value);
	sd_sentiment_free(sentiment);
}

/* Per domain: what a fit of it alone would make of the weight. */
static void hold_across(const struct fitting *f, const struct features *features, size_t t)
{
	struct sd_learn_term *term = &f->fitted->terms[t];
	size_t domains = f->corpus->domains;
	struct {
		double slope, curvature;
		int64_t answers;
	} *told = sd_calloc(domains + 1, sizeof *told);
	for (size_t k = features->starts[t]; k < features->starts[t + 1]; k++) {
		size_t r = features->row[k];
		double x = features->value[k];
		told[f->group[r]].slope += f->weight[r] * (f->target[r] - f->p[r]) * x;
		told[f->group[r]].curvature += f->weight[r] * f->p[r] * (1 - f->p[r]) * x * x;
		told[f->group[r]].answers++;
	}
	term->answers = (int64_t)(features->starts[t + 1] - features->starts[t]);
	term->domains = term->agree = 0;
	term->opposed = false;
	for (size_t d = 0; d < domains; d++) {
		if (told[d].answers < HELD)
			continue;
		double curvature = told[d].curvature + f->corpus->options->ridge;
		double alone = term->weight + told[d].slope / curvature;
		bool same = (alone > 0) == (term->weight > 0);
		term->domains++;
		term->agree += same;
		term->opposed |= !same && fabs(alone) * sqrt(curvature) >= opposite;
	}
	free(told);
}

/* One fit of all terms. */
static int fit_terms(struct fitting *f, struct sd_error *err)
{
	if (make_lexicon(f, true, err))
		return -1;
	struct sd_learn_fitted *fitted = f->fitted;
	struct features features;
	find_features(f, &features);
	struct sd_logistic problem = problem_of(f);
	double *prior = sd_calloc(fitted->length + 1, sizeof *prior);
	double *coefficient = sd_calloc(fitted->length + 1, sizeof *coefficient);
	double *curvature = sd_calloc(fitted->length + 1, sizeof *curvature);
	for (size_t t = 0; t < fitted->length; t++)
		prior[t] = coefficient[t] = fitted->terms[t].start;
	problem.columns = fitted->length;
	problem.starts = features.starts;
	problem.row = features.row;
	problem.value = features.value;
	problem.prior = prior;
	struct sd_logistic_fit fit = {coefficient, f->intercept, curvature, f->p, 0};
	sd_logistic_fit(&problem, SWEEPS, &fit);
	take_residuals(f);
	for (size_t t = 0; t < fitted->length; t++) {
		fitted->terms[t].weight = coefficient[t];
		fitted->terms[t].error = curvature[t] > 0 ? 1 / sqrt(curvature[t]) : 0;
		hold_across(f, &features, t);
	}
	free(prior);
	free(coefficient);
	free(curvature);
	features_release(&features);
	return 0;
}

static bool is_phrase(struct sd_text text)
{
	return memchr(text.data, ' ', text.length) != NULL;
}

/* Leaves out what was learned and does not hold. What a person wrote stays on its side of 0; a phrase that comes to
 * nothing goes on hiding its words. */
static void keep_what_holds(struct fitting *f)
{
	struct sd_learn_fitted *fitted = f->fitted;
	size_t kept = 0;
	for (size_t t = 0; t < fitted->length; t++) {
		struct sd_learn_term *term = &fitted->terms[t];
		bool holds = !term->opposed && 3 * term->agree >= 2 * term->domains &&
			     (term->domains >= 2 || f->corpus->domains < 2) &&
			     term->answers >= f->corpus->options->least && fabs(term->weight) >= weight_least;
		if (term->given) {
			bool turned = term->weight * term->start <= 0;
			holds = term->start == 0 || !turned || is_phrase(term->text);
			if (turned)
				term->weight = 0;
			else if (fabs(term->weight) < fabs(term->start) / 2)
				term->weight = term->start / 2;
		}
		if (holds)
			fitted->terms[kept++] = *term;
	}
	fitted->length = kept;
}

static void begin(struct fitting *f)
{
	const struct sd_lexicon *start = f->corpus->options->rules.lexicon;
	struct sd_learn_fitted *fitted = f->fitted;
	for (size_t i = 0; start && i < sd_lexicon_count(start); i++) {
		int32_t weight;
		struct sd_text text = sd_lexicon_entry(start, i, &weight);
		if (!f->corpus->written[i].length)
			continue;
		double given = (double)weight / UNIT;
		SD_GROW(fitted->terms, fitted->length, fitted->room);
		fitted->terms[fitted->length++] = (struct sd_learn_term){
			.text = text, .written = f->corpus->written[i], .weight = given, .start = given, .given = true};
	}
}

/* Phrases of `length` words, each beginning from what its words and the rules make of it by now: as an entry of its own
 * it hides them. */
static int propose_phrases(struct fitting *f, size_t length, struct sd_error *err)
{
	struct sd_learn_fitted *fitted = f->fitted;
	if (make_lexicon(f, false, err))
		return -1;
	size_t before = fitted->length;
	struct sd_sentiment *sentiment = scorer(f);
	sd_learn_propose(f->corpus, f->residual, length, phrase_z, fitted->lexicon, fitted);
	for (size_t t = before; t < fitted->length; t++) {
		struct sd_learn_term *term = &fitted->terms[t];
		term->start = rounded((double)sd_sentiment_score(sentiment, term->text)->whole.raw / UNIT);
		term->weight = term->start > 0 || term->start < 0 ? term->start : term->weight;
	}
	sd_sentiment_free(sentiment);
	return 0;
}

static int fit_in_steps(struct fitting *f, struct sd_error *err)
{
	const struct sd_learn_corpus *corpus = f->corpus;
	begin(f);
	if (make_lexicon(f, true, err))
		return -1;
	fit_scale(f);
	sd_learn_propose(corpus, f->residual, 1, word_z, f->fitted->lexicon, f->fitted);
	if (fit_terms(f, err))
		return -1;
	keep_what_holds(f);
	for (size_t length = 2; length <= corpus->options->words; length++)
		if (propose_phrases(f, length, err))
			return -1;
	if (corpus->options->words > 1) {
		if (fit_terms(f, err))
			return -1;
		keep_what_holds(f);
	}
	if (fit_terms(f, err))
		return -1;
	keep_what_holds(f);
	return make_lexicon(f, false, err);
}

int sd_learn_fit(const struct sd_learn_corpus *corpus, size_t fold, struct sd_learn_fitted *fitted,
		 struct sd_error *err)
{
	*fitted = (struct sd_learn_fitted){.scale = scale_alone};
	struct fitting f = {
		.corpus = corpus,
		.fitted = fitted,
		.places = sd_alloc(corpus->length + 1, sizeof(size_t)),
		.target = sd_alloc(corpus->length + 1, sizeof(double)),
		.weight = sd_alloc(corpus->length + 1, sizeof(double)),
		.residual = sd_calloc(corpus->length + 1, sizeof(double)),
		.intercept = sd_calloc(corpus->domains + 1, sizeof(double)),
		.p = sd_calloc(corpus->length + 1, sizeof(double)),
		.group = sd_alloc(corpus->length + 1, sizeof(uint32_t)),
	};
	for (size_t i = 0; i < corpus->length; i++)
		if (corpus->rows[i].fold != fold) {
			f.places[f.length] = i;
			f.target[f.length] = corpus->rows[i].target;
			f.weight[f.length] = corpus->rows[i].weight;
			f.group[f.length++] = corpus->rows[i].domain;
		}
	int result = fit_in_steps(&f, err);
	free(f.places);
	free(f.target);
	free(f.weight);
	free(f.residual);
	free(f.intercept);
	free(f.p);
	free(f.group);
	return result;
}

void sd_learn_fitted_release(struct sd_learn_fitted *fitted)
{
	free(fitted->terms);
	sd_arena_release(&fitted->arena);
	sd_lexicon_free(fitted->lexicon);
}
