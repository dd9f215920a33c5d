/* SPDX-License-Identifier: MIT */
#include "say/learn.h"

#include <math.h>
#include <stdlib.h>

#include "base/decimal.h"
#include "base/hash.h"
#include "say/learn_fit.h"
#include "stats/logistic.h"

enum { UNIT = 10000, CLASSES = 3, COUNTS_MOST = 2 };
static const double weight_shown = 0.05;

/* A domain's scores, and what balances it. */
struct domain {
	struct sd_text name;
	double low, high;
	double rows, above, below; /* above, below: the sums of how far targets lie from the middle */
};

struct sd_learn {
	struct sd_learn_options options;
	struct sd_learn_corpus corpus;
	struct sd_count *numbers; /* domain → its number, from 1 */
	struct domain *domains;
	size_t domains_room;
	struct sd_learn_fitted fits[SD_LEARN_FOLDS + 1]; /* the last is of all */
	bool fitted, folded;
	double *scores; /* out of fold, a row each */
	unsigned char *covered, *told; /* told: the label's class: 0 negative, 1 neutral or mixed, 2 positive */
};

struct sd_learn *sd_learn_new(const struct sd_learn_options *options)
{
	struct sd_learn *learn = sd_calloc(1, sizeof *learn);
	learn->options = *options;
	learn->corpus.options = &learn->options;
	learn->numbers = sd_count_new(1);
	return learn;
}

void sd_learn_free(struct sd_learn *learn)
{
	if (!learn)
		return;
	for (size_t i = 0; i <= SD_LEARN_FOLDS; i++)
		sd_learn_fitted_release(&learn->fits[i]);
	sd_learn_corpus_release(&learn->corpus);
	sd_count_free(learn->numbers);
	free(learn->domains);
	free(learn->scores);
	free(learn->covered);
	free(learn->told);
	free(learn);
}

size_t sd_learn_fold_of(struct sd_text answer)
{
	return (size_t)(sd_hash_sample(answer.data, answer.length, 1) % SD_LEARN_FOLDS);
}

bool sd_learn_score(struct sd_text cell, double *score)
{
	static const struct {
		const char *label;
		double score;
	} labels[] = {{"positive", 1},	      {"pos", 1},	{"positiv", 1},	 {"positivo", 1}, {"positif", 1},
		      {"positief", 1},	      {"negative", -1}, {"neg", -1},	 {"negativ", -1}, {"negativo", -1},
		      {"n\xC3\xA9gatif", -1}, {"negatief", -1}, {"neutral", 0},	 {"neu", 0},	  {"neutro", 0},
		      {"neutre", 0},	      {"neutrale", 0},	{"neutraal", 0}, {"mixed", 0},	  {"none", 0}};
	char lower[16] = "";
	sd_decimal value;
	cell = sd_text_trim(cell);
	if (cell.length && cell.length < sizeof lower)
		for (size_t i = 0; i < cell.length; i++)
			lower[i] =
				cell.data[i] >= 'A' && cell.data[i] <= 'Z' ? (char)(cell.data[i] + 32) : cell.data[i];
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (!strcmp(lower, labels[i].label)) {
			*score = labels[i].score;
			return true;
		}
	if (!sd_decimal_parse(cell, SD_DECIMAL_POINT, &value))
		return false;
	*score = sd_decimal_to_double(value);
	return true;
}

void sd_learn_add(struct sd_learn *learn, struct sd_text name, struct sd_text answer, double score)
{
	struct sd_learn_corpus *corpus = &learn->corpus;
	int64_t *number = sd_count_at(learn->numbers, name);
	if (!*number) {
		SD_GROW(learn->domains, corpus->domains, learn->domains_room);
		learn->domains[corpus->domains++] = (struct domain){
			.name = sd_text_keep(&corpus->arena, name),
			.low = score,
			.high = score};
		*number = (int64_t)corpus->domains;
	}
	struct domain *domain = &learn->domains[*number - 1];
	domain->low = score < domain->low ? score : domain->low;
	domain->high = score > domain->high ? score : domain->high;
	SD_GROW(corpus->rows, corpus->length, corpus->room);
	corpus->rows[corpus->length++] = (struct sd_learn_row){
		.answer = sd_text_keep(&corpus->arena, answer),
		.score = score,
		.order = sd_hash_sample(answer.data, answer.length, 0),
		.domain = (uint32_t)(*number - 1),
		.fold = (uint32_t)sd_learn_fold_of(answer),
	};
}

/* Domains in the order of their names, lest the order of rows matter. */
static void order_domains(struct sd_learn *learn)
{
	size_t count = learn->corpus.domains;
	uint32_t *order = sd_alloc(count + 1, sizeof *order), *place = sd_alloc(count + 1, sizeof *place);
	struct domain *sorted = sd_alloc(count + 1, sizeof *sorted);
	for (size_t i = 0; i < count; i++) {
		size_t at = i;
		for (; at && sd_text_compare(learn->domains[order[at - 1]].name, learn->domains[i].name) > 0; at--)
			order[at] = order[at - 1];
		order[at] = (uint32_t)i;
	}
	for (size_t i = 0; i < count; i++) {
		sorted[i] = learn->domains[order[i]];
		place[order[i]] = (uint32_t)i;
	}
	for (size_t i = 0; i < learn->corpus.length; i++)
		learn->corpus.rows[i].domain = place[learn->corpus.rows[i].domain];
	free(order);
	free(place);
	free(learn->domains);
	learn->domains = sorted;
}

/* Targets, and weights that balance domains and, in each, high scores and low ones. */
static int weigh(struct sd_learn *learn, struct sd_error *err)
{
	struct sd_learn_corpus *corpus = &learn->corpus;
	for (size_t i = 0; i < corpus->length; i++) {
		struct sd_learn_row *row = &corpus->rows[i];
		struct domain *domain = &learn->domains[row->domain];
		if (domain->high <= domain->low)
			return sd_fail(err,
				       "%.*s has one and the same score everywhere: there is nothing to learn from it",
				       (int)domain->name.length, domain->name.data);
		row->target = (row->score - domain->low) / (domain->high - domain->low);
		domain->rows++;
		double *side = row->target > 0.5 ? &domain->above : &domain->below;
		*side += fabs(row->target - 0.5);
	}
	double mean = (double)corpus->length / (double)(corpus->domains ? corpus->domains : 1);
	for (size_t i = 0; i < corpus->length; i++) {
		struct sd_learn_row *row = &corpus->rows[i];
		const struct domain *domain = &learn->domains[row->domain];
		double share = mean / domain->rows > COUNTS_MOST ? COUNTS_MOST : mean / domain->rows;
		double side = row->target > 0.5 ? domain->above : domain->below, both = domain->above + domain->below;
		row->weight = share * (fabs(row->target - 0.5) > 0 && side > 0 ? both / side / 2 : 1);
	}
	return 0;
}

/* What the lexicons of the other folds make of each answer. */
static void score_folds(struct sd_learn *learn)
{
	struct sd_learn_corpus *corpus = &learn->corpus;
	learn->scores = sd_calloc(corpus->length + 1, sizeof *learn->scores);
	learn->covered = sd_calloc(corpus->length + 1, 1);
	learn->told = sd_calloc(corpus->length + 1, 1);
	for (size_t fold = 0; fold < SD_LEARN_FOLDS; fold++) {
		struct sd_sentiment_rules rules = learn->options.rules;
		rules.lexicon = learn->fits[fold].lexicon;
		struct sd_sentiment *sentiment = sd_sentiment_new(&rules);
		for (size_t i = 0; i < corpus->length; i++) {
			if (corpus->rows[i].fold != fold)
				continue;
			const struct sd_sentiment_part *whole =
				&sd_sentiment_score(sentiment, corpus->rows[i].answer)->whole;
			learn->scores[i] = (double)whole->score / UNIT;
			learn->covered[i] = whole->words > 0;
			learn->told[i] =
				whole->label == SD_SENTIMENT_POSITIVE ? 2 : whole->label != SD_SENTIMENT_NEGATIVE;
		}
		sd_sentiment_free(sentiment);
	}
}

int sd_learn_run(struct sd_learn *learn, bool folds, struct sd_error *err)
{
	const struct sd_lexicon *start = learn->options.rules.lexicon;
	if (start && sd_lexicon_has_conditions(start))
		return sd_fail(err, "the lexicon to begin from has entries with a condition (@…), and a weight is "
				    "learned for a term wherever it stands: leave those out");
	order_domains(learn);
	sd_learn_read(&learn->corpus);
	if (weigh(learn, err))
		return -1;
	for (size_t fold = folds ? 0 : SD_LEARN_FOLDS; fold <= SD_LEARN_FOLDS; fold++)
		if (sd_learn_fit(&learn->corpus, fold, &learn->fits[fold], err))
			return -1;
	learn->fitted = true;
	learn->folded = folds;
	if (folds)
		score_folds(learn);
	return 0;
}

const struct sd_lexicon *sd_learn_fold_lexicon(const struct sd_learn *learn, size_t fold)
{
	return learn->fits[fold].lexicon;
}

size_t sd_learn_domains(const struct sd_learn *learn)
{
	return learn->corpus.domains;
}

static double one_quality(const struct sd_learn *learn, size_t domain, struct sd_learn_quality *quality)
{
	double right = 0, given[CLASSES] = {0}, told[CLASSES] = {0}, both[CLASSES] = {0}, f1 = 0, classes = 0;
	size_t length = 0, covered = 0;
	double *scores = sd_alloc(learn->corpus.length + 1, sizeof *scores);
	unsigned char *positive = sd_alloc(learn->corpus.length + 1, 1);
	double middle = (learn->domains[domain].low + learn->domains[domain].high) / 2;
	for (size_t i = 0; i < learn->corpus.length; i++) {
		const struct sd_learn_row *row = &learn->corpus.rows[i];
		if (row->domain != domain)
			continue;
		double score = learn->scores[i];
		size_t is = row->score > middle ? 2 : row->score < middle ? 0 : 1;
		size_t says = learn->told[i];
		given[is]++;
		told[says]++;
		both[is] += is == says;
		right += is == says;
		covered += learn->covered[i];
		quality->answers++;
		if (is != 1) {
			scores[length] = score;
			positive[length++] = is == 2;
		}
	}
	for (size_t c = 0; c < CLASSES; c++) {
		classes += given[c] > 0;
		f1 += given[c] > 0 ? 2 * both[c] / (given[c] + told[c]) : 0;
	}
	quality->low = (int64_t)given[0];
	quality->middle = (int64_t)given[1];
	quality->high = (int64_t)given[2];
	quality->accuracy = right / (double)quality->answers;
	quality->macro_f1 = f1 / classes;
	quality->coverage = (double)covered / (double)quality->answers;
	quality->area = sd_area_under_curve(scores, positive, length);
	free(scores);
	free(positive);
	return quality->area;
}

void sd_learn_quality(const struct sd_learn *learn, size_t domain, struct sd_learn_quality *quality)
{
	*quality = (struct sd_learn_quality){.domain = SD_TEXT("all")};
	if (domain) {
		quality->domain = learn->domains[domain - 1].name;
		one_quality(learn, domain - 1, quality);
		return;
	}
	double areas = 0, domains = (double)learn->corpus.domains;
	for (size_t d = 0; d < learn->corpus.domains; d++) {
		struct sd_learn_quality one = {.answers = 0};
		double area = one_quality(learn, d, &one);
		quality->answers += one.answers;
		quality->high += one.high;
		quality->middle += one.middle;
		quality->low += one.low;
		quality->accuracy += one.accuracy / domains;
		quality->macro_f1 += one.macro_f1 / domains;
		quality->coverage += one.coverage / domains;
		quality->area += isnan(area) ? 0 : area;
		areas += !isnan(area);
	}
	quality->area = areas > 0 ? quality->area / areas : NAN;
}

void sd_learn_write(const struct sd_learn *learn, struct sd_str *file)
{
	const struct sd_learn_fitted *fitted = &learn->fits[SD_LEARN_FOLDS];
	sd_str_addf(file, "# name: learned\n# language: %s\n# range: -4 4\n", learn->options.language);
	sd_learn_add_head(learn->options.rules.lexicon, file);
	sd_str_addf(file,
		    "#\n"
		    "# Learned from %zu answers of %zu domain%s. Behind a weight: the answers that hold the term, 95 "
		    "%%\n",
		    learn->corpus.length, learn->corpus.domains, learn->corpus.domains == 1 ? "" : "s");
	sd_str_adds(file, "# interval, the domains that agree of those that hold it, the weight that was given.\n");
	for (size_t t = 0; t < fitted->length; t++) {
		const struct sd_learn_term *term = &fitted->terms[t];
		double weight = fabs(term->weight) < weight_shown ? 0 : term->weight;
		if (weight == 0 && term->start != 0 && !memchr(term->text.data, ' ', term->text.length))
			continue;
		weight = weight > 4 ? 4 : weight < -4 ? -4 : weight;
		sd_str_add_text(file, term->written);
		sd_str_addc(file, '\t');
		sd_double_add(file, weight, 1);
		if (term->answers) {
			sd_str_addf(file, "\tn=%lld ", (long long)term->answers);
			sd_double_add(file, term->weight - 1.96 * term->error, 1);
			sd_str_adds(file, "..");
			sd_double_add(file, term->weight + 1.96 * term->error, 1);
			sd_str_addf(file, " domains=%u/%u", (unsigned)term->agree, (unsigned)term->domains);
			if (term->given) {
				sd_str_adds(file, " given=");
				sd_double_add(file, term->start, 1);
			}
		}
		sd_str_addc(file, '\n');
	}
}
