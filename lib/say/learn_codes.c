/* SPDX-License-Identifier: MIT */
#include "say/learn_codes.h"

#include <math.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/jobs.h"
#include "say/code.h"
#include "say/learn_codes_fit.h"
#include "stats/bootstrap.h"

enum { CELLS = 4 }; /* given and told, given alone, told alone, neither */


struct sd_learn_codes {
	struct sd_learn_codes_options options;
	struct sd_learn_codes_corpus corpus;
	struct sd_answer_reader *reader;
	struct sd_learn_codes_fitted *fits; /* of the fold in hand; in the end of all answers; one a code */
	struct sd_codebook **books;	    /* one a fold; NULL where nothing could be learned */
	bool *told; /* rows × codes, out of fold */
	struct sd_learn_codes_quality *qualities;
};

struct sd_learn_codes *sd_learn_codes_new(const struct sd_learn_codes_options *options, struct sd_error *err)
{
	struct sd_answer_reader *reader = sd_answer_reader_new(&options->answers, err);
	if (!reader)
		return NULL;
	struct sd_learn_codes *learn = sd_calloc(1, sizeof *learn);
	learn->options = *options;
	learn->corpus.options = &learn->options;
	learn->reader = reader;
	learn->books = sd_calloc(options->folds + 1, sizeof(struct sd_codebook *));
	return learn;
}

static void release_fits(struct sd_learn_codes *learn)
{
	for (size_t c = 0; learn->fits && c < learn->corpus.codes_length; c++)
		free(learn->fits[c].weights);
	free(learn->fits);
	learn->fits = NULL;
}

void sd_learn_codes_free(struct sd_learn_codes *learn)
{
	if (!learn)
		return;
	release_fits(learn);
	for (size_t f = 0; f < learn->options.folds; f++)
		sd_codebook_free(learn->books[f]);
	free(learn->books);
	free(learn->told);
	free(learn->qualities);
	sd_answer_reader_free(learn->reader);
	sd_learn_codes_corpus_release(&learn->corpus);
	free(learn);
}

static struct sd_text person_of(struct sd_text person, struct sd_text answer)
{
	return person.length ? person : answer;
}

size_t sd_learn_codes_folds(const struct sd_learn_codes *learn)
{
	return learn->options.folds;
}

size_t sd_learn_codes_fold_of(const struct sd_learn_codes *learn, struct sd_text person, struct sd_text answer)
{
	struct sd_text key = person_of(person, answer);
	return (size_t)(sd_hash_sample(key.data, key.length, 2) % learn->options.folds);
}

void sd_learn_codes_add(struct sd_learn_codes *learn, struct sd_text person, struct sd_text answer,
			struct sd_text codes)
{
	struct sd_learn_codes_corpus *corpus = &learn->corpus;
	struct sd_text key = person_of(person, answer);
	if (!sd_text_trim(codes).length)
		return;
	SD_GROW(corpus->rows, corpus->length, corpus->room);
	corpus->rows[corpus->length++] = (struct sd_learn_codes_row){
		.person = sd_text_keep(&corpus->arena, key),
		.answer = sd_text_keep(&corpus->arena, answer),
		.codes = sd_text_keep(&corpus->arena, codes),
		.order = sd_hash_sample(answer.data, answer.length, 0),
		.fold = (uint32_t)sd_learn_codes_fold_of(learn, person, answer),
		.inner = (uint32_t)(sd_hash_sample(key.data, key.length, 3) % SD_LEARN_CODES_INNER),
	};
}

/* --- fitting all codes -------------------------------------------------------------------------------------------- */

struct fitting {
	struct sd_learn_codes *learn;
	struct sd_learn_codes_matrix matrices[SD_LEARN_CODES_INNER + 1];
	size_t next;
};

static void *batch_new(void *context)
{
	(void)context;
	return sd_calloc(1, sizeof(size_t));
}

static int produce(void *context, void *batch, struct sd_error *err)
{
	struct fitting *fitting = context;
	(void)err;
	if (fitting->next == fitting->learn->corpus.codes_length)
		return 0;
	*(size_t *)batch = fitting->next++;
	return 1;
}

static void fit_code(void *context, unsigned worker, void *batch)
{
	struct fitting *fitting = context;
	size_t code = *(size_t *)batch;
	(void)worker;
	sd_learn_codes_fit(&fitting->learn->corpus, fitting->matrices, code, &fitting->learn->fits[code]);
}

static int consume(void *context, void *batch, struct sd_error *err)
{
	(void)context;
	(void)batch;
	(void)err;
	return 0;
}

static int fit_without(struct sd_learn_codes *learn, size_t fold, struct sd_error *err)
{
	struct fitting fitting = {.learn = learn};
	const struct sd_jobs jobs = {&fitting, batch_new, free, produce, fit_code, consume};
	release_fits(learn);
	learn->fits = sd_calloc(learn->corpus.codes_length + 1, sizeof *learn->fits);
	for (size_t i = 0; i <= SD_LEARN_CODES_INNER; i++)
		sd_learn_codes_matrix(&learn->corpus, fold, i < SD_LEARN_CODES_INNER ? i : SIZE_MAX,
				      &fitting.matrices[i]);
	int result = sd_jobs_run(&jobs, learn->options.jobs, err);
	for (size_t i = 0; i <= SD_LEARN_CODES_INNER; i++)
		sd_learn_codes_matrix_release(&fitting.matrices[i]);
	return result;
}

/* --- the book ----------------------------------------------------------------------------------------------------- */

static void write_weights(const struct sd_learn_codes_fitted *fitted, struct sd_str *book)
{
	struct sd_str patterns = SD_STR_INIT;
	sd_codebook_add_threshold(book, 1, fitted->threshold);
	for (size_t i = 0; i < fitted->length; i++) {
		sd_str_adds(&patterns, patterns.length ? " " : "");
		sd_str_add_text(&patterns, fitted->weights[i].pattern);
		if (i + 1 < fitted->length && fitted->weights[i].weight == fitted->weights[i + 1].weight)
			continue;
		sd_codebook_add_weights(book, 1, fitted->weights[i].weight, sd_str_text(&patterns));
		sd_str_clear(&patterns);
	}
	sd_str_release(&patterns);
}

static void add_figure(struct sd_str *book, const char *name, double value)
{
	sd_str_adds(book, name);
	if (isnan(value))
		sd_str_addc(book, '-');
	else
		sd_double_add(book, value, 2);
}

static void write_quality(const struct sd_learn_codes_quality *quality, struct sd_str *book)
{
	sd_str_addf(book, "\t# %lld answers", (long long)quality->answers);
	add_figure(book, "; out of fold: precision ", quality->precision);
	add_figure(book, ", recall ", quality->recall);
	add_figure(book, ", F1 ", quality->f1);
	add_figure(book, ", kappa ", quality->kappa);
	if (isfinite(quality->kappa_interval.low)) {
		add_figure(book, " (", quality->kappa_interval.low);
		add_figure(book, " to ", quality->kappa_interval.high);
		sd_str_addc(book, ')');
	}
	sd_str_adds(book, quality->trusted ? "\n" : "\n\t# not to be trusted\n");
}

static void write_codes(const struct sd_learn_codes *learn, struct sd_str *book)
{
	for (size_t c = 0; c < learn->corpus.codes_length; c++) {
		if (!learn->fits[c].length)
			continue;
		sd_codebook_add_line(book, 0, "code", learn->corpus.codes[c]);
		if (learn->qualities)
			write_quality(&learn->qualities[c], book);
		write_weights(&learn->fits[c], book);
	}
}

void sd_learn_codes_write(const struct sd_learn_codes *learn, struct sd_str *book)
{
	size_t left_out = 0;
	sd_str_addf(book,
		    "# Learned from %zu answers. A code is named where the weights of its patterns that are found in "
		    "an\n"
		    "# answer, each once, come to its threshold.\n",
		    learn->corpus.length);
	if (learn->qualities)
		sd_str_addf(book,
			    "# Not to be trusted: in fewer than %d answers, or kappa's 95 %% interval begins below "
			    "%.1f.\n",
			    SD_LEARN_CODES_TRUSTED, SD_LEARN_CODES_KAPPA);
	for (size_t c = 0; c < learn->corpus.codes_length; c++) {
		if (learn->fits[c].length)
			continue;
		if (!left_out++)
			sd_str_adds(book, "# Not learned, for too few answers have them or no pattern tells them:\n");
		sd_codebook_add_line(book, 0, "#", learn->corpus.codes[c]);
	}
	write_codes(learn, book);
}

/* --- out of fold -------------------------------------------------------------------------------------------------- */

/* By its own book as `saydo codes` would read it, so that what is measured is what is used. */
static int code_fold(struct sd_learn_codes *learn, size_t fold, struct sd_error *err)
{
	struct sd_str book = SD_STR_INIT;
	write_codes(learn, &book);
	if (!book.length)
		return 0;
	learn->books[fold] = sd_codebook_new("the learned codebook", sd_str_text(&book), learn->reader, err);
	sd_str_release(&book);
	if (!learn->books[fold])
		return -1;
	const struct sd_codebook *codes = learn->books[fold];
	struct sd_coder *coder = sd_coder_new(codes, NULL, learn->reader, NULL);
	size_t *number = sd_alloc(sd_codebook_length(codes) + 1, sizeof *number), next = 0;
	for (size_t c = 0; c < learn->corpus.codes_length; c++)
		if (learn->fits[c].length)
			number[next++] = c;
	for (size_t r = 0; r < learn->corpus.length; r++) {
		if (learn->corpus.rows[r].fold != fold)
			continue;
		const struct sd_coding *coding = sd_code_names(coder, learn->corpus.rows[r].answer);
		for (size_t i = 0; i < coding->length; i++)
			learn->told[r * learn->corpus.codes_length + number[coding->codes[i]]] = true;
	}
	free(number);
	sd_coder_free(coder);
	return 0;
}

static int compare_persons(const void *left, const void *right)
{
	return sd_text_compare(((const struct sd_learn_codes_row *)left)->person,
			       ((const struct sd_learn_codes_row *)right)->person);
}

/* A table of each person: 2 × 2, given by told. */
static double kappa_of(const double table[CELLS])
{
	return sd_cohen_kappa(table, 2, SD_KAPPA_NOMINAL).kappa;
}

/* `weights`: of each draw of each person. */
static struct sd_interval kappa_interval(const double (*tables)[CELLS], const unsigned char *weights, size_t persons)
{
	double draws[SD_LEARN_CODES_DRAWS];
	for (size_t d = 0; d < SD_LEARN_CODES_DRAWS; d++) {
		double table[CELLS] = {0};
		for (size_t p = 0; p < persons; p++)
			for (size_t i = 0; i < CELLS; i++)
				table[i] += weights[d * persons + p] * tables[p][i];
		draws[d] = kappa_of(table);
	}
	return sd_percentile_interval(draws, SD_LEARN_CODES_DRAWS);
}

static void judge_code(const struct sd_learn_codes *learn, size_t code, const size_t *person, size_t persons,
		       const unsigned char *weights, struct sd_learn_codes_quality *quality)
{
	const struct sd_learn_codes_corpus *corpus = &learn->corpus;
	double(*tables)[CELLS] = sd_calloc(persons + 1, sizeof *tables), all[CELLS] = {0};
	for (size_t r = 0; r < corpus->length; r++) {
		bool given = sd_learn_codes_has(corpus, r, code), told = learn->told[r * corpus->codes_length + code];
		size_t cell = (given ? 0u : 2u) + (told ? 0u : 1u);
		tables[person[r]][cell]++;
		all[cell]++;
	}
	struct sd_found found = sd_found_of(all[0], all[2], all[1]);
	*quality = (struct sd_learn_codes_quality){
		.code = corpus->codes[code],
		.answers = corpus->codes_answers[code],
		.told = (int64_t)(all[0] + all[2]),
		.patterns = learn->fits[code].length,
		.precision = found.precision,
		.recall = found.recall,
		.f1 = found.f1,
		.kappa = kappa_of(all),
		.kappa_interval = kappa_interval((const double(*)[CELLS])tables, weights, persons),
	};
	quality->trusted = quality->patterns && quality->answers >= SD_LEARN_CODES_TRUSTED &&
			   quality->kappa_interval.low >= SD_LEARN_CODES_KAPPA;
	free(tables);
}

static void judge(struct sd_learn_codes *learn)
{
	const struct sd_learn_codes_corpus *corpus = &learn->corpus;
	struct sd_learn_codes_row *sorted = sd_alloc(corpus->length + 1, sizeof *sorted);
	size_t *person = sd_alloc(corpus->length + 1, sizeof *person), persons = 0;
	for (size_t r = 0; r < corpus->length; r++) {
		sorted[r] = corpus->rows[r];
		sorted[r].first = r;
	}
	if (corpus->length)
		qsort(sorted, corpus->length, sizeof *sorted, compare_persons);
	for (size_t r = 0; r < corpus->length; r++) {
		persons += r == 0 || compare_persons(&sorted[r - 1], &sorted[r]) != 0;
		person[sorted[r].first] = persons - 1;
	}
	unsigned char *weights = sd_alloc(persons * SD_LEARN_CODES_DRAWS + 1, 1);
	for (size_t r = 0; r < corpus->length; r++)
		for (size_t d = 0;
		     d < SD_LEARN_CODES_DRAWS && (r == 0 || person[sorted[r].first] != person[sorted[r - 1].first]);
		     d++)
			weights[d * persons + person[sorted[r].first]] =
				(unsigned char)sd_poisson_weight(sorted[r].person, d);
	learn->qualities = sd_calloc(corpus->codes_length + 1, sizeof *learn->qualities);
	for (size_t c = 0; c < corpus->codes_length; c++)
		judge_code(learn, c, person, persons, weights, &learn->qualities[c]);
	free(weights);
	free(person);
	free(sorted);
}

int sd_learn_codes_run(struct sd_learn_codes *learn, bool folds, struct sd_error *err)
{
	sd_learn_codes_read(&learn->corpus, learn->reader);
	if (!learn->corpus.codes_length || learn->corpus.codes_answers[0] < SD_LEARN_CODES_LEAST)
		return sd_fail(err, "no code is in %d answers or more: there is nothing to learn from",
			       SD_LEARN_CODES_LEAST);
	learn->told = sd_calloc(learn->corpus.length * learn->corpus.codes_length + 1, sizeof *learn->told);
	for (size_t f = 0; folds && f < learn->options.folds; f++)
		if (fit_without(learn, f, err) || code_fold(learn, f, err))
			return -1;
	if (fit_without(learn, SIZE_MAX, err))
		return -1;
	bool any = false;
	for (size_t c = 0; c < learn->corpus.codes_length; c++)
		any |= learn->fits[c].length > 0;
	if (!any)
		return sd_fail(err, "no pattern tells any of the codes: there are too few answers, or they say nothing "
				    "of them");
	if (folds)
		judge(learn);
	return 0;
}

const struct sd_codebook *sd_learn_codes_fold_book(const struct sd_learn_codes *learn, size_t fold)
{
	return learn->books[fold];
}

size_t sd_learn_codes_length(const struct sd_learn_codes *learn)
{
	return learn->corpus.codes_length;
}

void sd_learn_codes_quality(const struct sd_learn_codes *learn, size_t code, struct sd_learn_codes_quality *quality)
{
	*quality = learn->qualities[code];
}

void sd_learn_codes_total(const struct sd_learn_codes *learn, struct sd_learn_codes_total *total)
{
	double right = 0, named = 0, given = 0;
	size_t written = 0;
	*total = (struct sd_learn_codes_total){.answers = (int64_t)learn->corpus.length,
					       .codes = learn->corpus.codes_length};
	for (size_t c = 0; c < learn->corpus.codes_length; c++) {
		written += learn->fits[c].length > 0;
		total->patterns += (double)learn->fits[c].length;
		if (!learn->qualities)
			continue;
		const struct sd_learn_codes_quality *quality = &learn->qualities[c];
		double hits = isnan(quality->recall) ? 0 : round(quality->recall * (double)quality->answers);
		right += hits;
		named += (double)quality->told;
		given += (double)quality->answers;
		total->macro_f1 += isnan(quality->f1) ? 0 : quality->f1 / (double)total->codes;
		total->trusted += quality->trusted;
	}
	total->patterns = written ? total->patterns / (double)written : 0;
	total->micro_f1 = named + given > 0 ? 2 * right / (named + given) : NAN;
}
