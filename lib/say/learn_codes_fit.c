/* SPDX-License-Identifier: MIT */
#include "say/learn_codes_fit.h"

#include <math.h>
#include <stdlib.h>

#include "stats/logistic.h"

/* As many sweeps give the decisions that twice as many do. How many patterns: the fewest that measured near what a
 * thousand give (tests/quality/codes.sh). */
enum {
	SWEEPS = 30,
	PATTERNS_LEAST = 40,
	PATTERNS_MOST = 300,
	ANSWERS_A_PATTERN = 2,
	HUNDREDTH = SD_DECIMAL_UNIT / 100
};
static const double named_most = 1.1, drawn = 10;

/* --- features column by column ------------------------------------------------------------------------------------ */

void sd_learn_codes_matrix(const struct sd_learn_codes_corpus *corpus, size_t fold, size_t inner,
			   struct sd_learn_codes_matrix *matrix)
{
	*matrix = (struct sd_learn_codes_matrix){.places = sd_alloc(corpus->length + 1, sizeof(size_t)),
						 .feature = sd_alloc(corpus->patterns_length + 1, sizeof(uint32_t))};
	size_t *held = sd_calloc(corpus->patterns_length + 1, sizeof *held), total = 0;
	uint32_t *column = sd_alloc(corpus->patterns_length + 1, sizeof *column);
	for (size_t i = 0; i < corpus->length; i++) {
		const struct sd_learn_codes_row *row = &corpus->rows[i];
		if (row->fold == fold || row->inner == inner)
			continue;
		matrix->places[matrix->rows++] = i;
		for (size_t f = 0; f < row->length; f++)
			held[corpus->features[row->first + f]]++;
	}
	matrix->starts = sd_calloc(corpus->patterns_length + 2, sizeof *matrix->starts);
	for (size_t f = 0; f < corpus->patterns_length; f++) {
		column[f] = UINT32_MAX;
		if ((int64_t)held[f] < corpus->options->least || !corpus->patterns[f].data)
			continue;
		column[f] = (uint32_t)matrix->columns;
		matrix->feature[matrix->columns] = (uint32_t)f;
		matrix->starts[matrix->columns++] = total;
		total += held[f];
	}
	matrix->row = sd_alloc(total + 1, sizeof *matrix->row);
	for (size_t r = 0; r < matrix->rows; r++) {
		const struct sd_learn_codes_row *row = &corpus->rows[matrix->places[r]];
		for (size_t f = 0; f < row->length; f++) {
			uint32_t at = column[corpus->features[row->first + f]];
			if (at != UINT32_MAX)
				matrix->row[matrix->starts[at]++] = (uint32_t)r;
		}
	}
	for (size_t c = matrix->columns; c > 0; c--)
		matrix->starts[c] = matrix->starts[c - 1];
	matrix->starts[0] = 0;
	free(held);
	free(column);
}

void sd_learn_codes_matrix_release(struct sd_learn_codes_matrix *matrix)
{
	free(matrix->places);
	free(matrix->feature);
	free(matrix->starts);
	free(matrix->row);
}

/* --- one regression ----------------------------------------------------------------------------------------------- */

/* What is learned of one code: a weight a feature, and the intercept. */
struct line {
	double *weight; /* of all features of the corpus; 0 where not kept */
	double intercept;
	size_t answers; /* with the code */
};

struct ranked {
	double worth;
	size_t column;
};

static int by_worth(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;
	if (a->worth != b->worth)
		return a->worth > b->worth ? -1 : 1;
	return a->column < b->column ? -1 : a->column > b->column;
}

static int by_column(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;
	return a->column < b->column ? -1 : a->column > b->column;
}

/* The columns in hand: of a matrix, scaled. */
struct scaled {
	const struct sd_learn_codes_matrix *matrix;
	size_t columns;
	size_t *column; /* in the matrix */
	double *scale;	/* as are the next two, of the columns in hand */
	double *coefficient, *curvature;
	size_t *starts;
	uint32_t *row;
	double *value;
	double *target, *ones, *p;
	uint32_t *group;
};

static void lay_out(struct scaled *s)
{
	size_t at = 0;
	for (size_t c = 0; c < s->columns; c++) {
		size_t from = s->matrix->starts[s->column[c]], to = s->matrix->starts[s->column[c] + 1];
		s->starts[c] = at;
		for (size_t k = from; k < to; k++, at++) {
			s->row[at] = s->matrix->row[k];
			s->value[at] = s->scale[c];
		}
	}
	s->starts[s->columns] = at;
}

static void regress(struct scaled *s, double ridge, double *intercept)
{
	const struct sd_logistic problem = {.rows = s->matrix->rows,
					    .columns = s->columns,
					    .groups = 1,
					    .target = s->target,
					    .weight = s->ones,
					    .group = s->group,
					    .starts = s->starts,
					    .row = s->row,
					    .value = s->value,
					    .ridge = ridge};
	struct sd_logistic_fit fit = {s->coefficient, intercept, s->curvature, s->p, 0};
	lay_out(s);
	sd_logistic_fit(&problem, SWEEPS, &fit);
}

static void scale_columns(struct scaled *s, size_t with)
{
	double without = (double)(s->matrix->rows - with);
	for (size_t c = 0; c < s->columns; c++) {
		double held = 0, all = (double)(s->matrix->starts[c + 1] - s->matrix->starts[c]);
		for (size_t k = s->matrix->starts[c]; k < s->matrix->starts[c + 1]; k++)
			held += s->target[s->matrix->row[k]];
		s->column[c] = c;
		s->scale[c] = log((held + 0.5) / ((double)with + 1)) - log((all - held + 0.5) / (without + 1));
	}
}

static void keep_the_worthiest(struct scaled *s, size_t most)
{
	if (s->columns <= most)
		return;
	struct ranked *ranked = sd_alloc(s->columns, sizeof *ranked);
	for (size_t c = 0; c < s->columns; c++) {
		double share = (double)(s->starts[c + 1] - s->starts[c]) / (double)s->matrix->rows;
		ranked[c] = (struct ranked){fabs(s->coefficient[c] * s->scale[c]) * sqrt(share * (1 - share)), c};
	}
	qsort(ranked, s->columns, sizeof *ranked, by_worth);
	qsort(ranked, most, sizeof *ranked, by_column);
	for (size_t i = 0; i < most; i++) {
		size_t c = ranked[i].column;
		s->column[i] = s->column[c];
		s->scale[i] = s->scale[c];
		s->coefficient[i] = s->coefficient[c];
	}
	s->columns = most;
	free(ranked);
}

static size_t patterns_of(const struct sd_learn_codes_options *options, size_t answers)
{
	size_t patterns = PATTERNS_LEAST + answers / ANSWERS_A_PATTERN;
	return options->patterns ? options->patterns : patterns < PATTERNS_MOST ? patterns : PATTERNS_MOST;
}

static void learn_line(const struct sd_learn_codes_corpus *corpus, const struct sd_learn_codes_matrix *matrix,
		       size_t code, struct line *line)
{
	size_t columns = matrix->columns + 1, rows = matrix->rows + 1, cells = matrix->starts[matrix->columns] + 1;
	struct scaled s = {
		.matrix = matrix,
		.columns = matrix->columns,
		.column = sd_alloc(columns, sizeof(size_t)),
		.scale = sd_alloc(columns, sizeof(double)),
		.coefficient = sd_calloc(columns, sizeof(double)),
		.curvature = sd_alloc(columns, sizeof(double)),
		.starts = sd_alloc(columns + 1, sizeof(size_t)),
		.row = sd_alloc(cells, sizeof(uint32_t)),
		.value = sd_alloc(cells, sizeof(double)),
		.target = sd_calloc(rows, sizeof(double)),
		.ones = sd_alloc(rows, sizeof(double)),
		.p = sd_alloc(rows, sizeof(double)),
		.group = sd_calloc(rows, sizeof(uint32_t)),
	};
	line->answers = 0;
	line->intercept = 0;
	for (size_t f = 0; f < corpus->patterns_length; f++)
		line->weight[f] = 0;
	for (size_t r = 0; r < matrix->rows; r++) {
		bool has = sd_learn_codes_has(corpus, matrix->places[r], code);
		s.target[r] = has;
		s.ones[r] = 1;
		line->answers += has;
	}
	if (line->answers) {
		scale_columns(&s, line->answers);
		regress(&s, corpus->options->ridge, &line->intercept);
		keep_the_worthiest(&s, patterns_of(corpus->options, line->answers));
		regress(&s, corpus->options->ridge, &line->intercept);
		for (size_t c = 0; c < s.columns; c++)
			line->weight[matrix->feature[s.column[c]]] = s.coefficient[c] * s.scale[c];
	}
	free(s.column);
	free(s.scale);
	free(s.coefficient);
	free(s.curvature);
	free(s.starts);
	free(s.row);
	free(s.value);
	free(s.target);
	free(s.ones);
	free(s.p);
	free(s.group);
}

static double score_of(const struct sd_learn_codes_corpus *corpus, size_t row, const struct line *line)
{
	double score = line->intercept;
	const struct sd_learn_codes_row *of = &corpus->rows[row];
	for (size_t f = 0; f < of->length; f++)
		score += line->weight[corpus->features[of->first + f]];
	return score;
}

/* --- the threshold ------------------------------------------------------------------------------------------------ */

struct scored {
	double score;
	size_t place;
	bool has;
};

static int by_score(const void *left, const void *right)
{
	const struct scored *a = left, *b = right;
	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	return a->place < b->place ? -1 : a->place > b->place;
}

static double behind(const struct scored *scored, size_t length, size_t at)
{
	return at + 1 < length ? (scored[at].score + scored[at + 1].score) / 2 : scored[at].score - 0.5;
}

/* Of `length` answers, `with` of them with the code. */
static double threshold_of(struct scored *scored, size_t length, size_t with)
{
	qsort(scored, length, sizeof *scored, by_score);
	size_t most = (size_t)(named_most * (double)with), best = 0, right = 0;
	double best_f1 = -1;
	most = most < 2 ? 2 : most;
	for (size_t i = 0; i < length && i < most; i++) {
		right += scored[i].has;
		double f1 = 2 * (double)right / (double)(i + 1 + with);
		if (f1 > best_f1 && (i + 1 == length || scored[i].score > scored[i + 1].score)) {
			best_f1 = f1;
			best = i;
		}
	}
	double n = (double)with;
	return (n * behind(scored, length, best) + drawn * behind(scored, length, with - 1)) / (n + drawn);
}

/* --- the code's block --------------------------------------------------------------------------------------------- */

static int by_weight(const void *left, const void *right)
{
	const struct sd_learn_codes_weight *a = left, *b = right;
	if (a->weight != b->weight)
		return a->weight > b->weight ? -1 : 1;
	return sd_text_compare(a->pattern, b->pattern);
}

static sd_decimal hundredths(double value)
{
	double rounded = round(value * 100);
	return (sd_decimal)(rounded > 10000 ? 10000 : rounded < -10000 ? -10000 : rounded) * HUNDREDTH;
}

/* The intercept goes into the threshold, which is above 0: an answer with no pattern at all never gets a code. */
static void round_weights(const struct sd_learn_codes_corpus *corpus, const struct line *line, double threshold,
			  struct sd_learn_codes_fitted *fitted)
{
	size_t length = 0;
	sd_decimal above = 0;
	fitted->threshold = hundredths(threshold - line->intercept);
	fitted->threshold = fitted->threshold < HUNDREDTH ? HUNDREDTH : fitted->threshold;
	for (size_t f = 0; f < corpus->patterns_length; f++)
		length += line->weight[f] != 0;
	fitted->weights = sd_alloc(length + 1, sizeof *fitted->weights);
	for (size_t f = 0; f < corpus->patterns_length; f++) {
		sd_decimal weight = line->weight[f] != 0 ? hundredths(line->weight[f]) : 0;
		if (!weight)
			continue;
		above += weight > 0 ? weight : 0;
		fitted->weights[fitted->length++] = (struct sd_learn_codes_weight){corpus->patterns[f], weight};
	}
	if (above < fitted->threshold)
		fitted->length = 0;
	qsort(fitted->weights, fitted->length, sizeof *fitted->weights, by_weight);
}

void sd_learn_codes_fit(const struct sd_learn_codes_corpus *corpus, const struct sd_learn_codes_matrix *matrices,
			size_t code, struct sd_learn_codes_fitted *fitted)
{
	const struct sd_learn_codes_matrix *all = &matrices[SD_LEARN_CODES_INNER];
	struct line line = {.weight = sd_alloc(corpus->patterns_length + 1, sizeof(double))};
	struct scored *scored = sd_alloc(all->rows + 1, sizeof *scored);
	size_t with = 0;
	*fitted = (struct sd_learn_codes_fitted){.weights = NULL};
	for (size_t r = 0; r < all->rows; r++) {
		scored[r] = (struct scored){0, r, sd_learn_codes_has(corpus, all->places[r], code)};
		with += scored[r].has;
	}
	for (size_t inner = 0; with >= SD_LEARN_CODES_LEAST && inner < SD_LEARN_CODES_INNER; inner++) {
		learn_line(corpus, &matrices[inner], code, &line);
		for (size_t r = 0; r < all->rows; r++)
			if (corpus->rows[all->places[r]].inner == inner)
				scored[r].score = score_of(corpus, all->places[r], &line);
	}
	if (with >= SD_LEARN_CODES_LEAST && with < all->rows) {
		double threshold = threshold_of(scored, all->rows, with);
		learn_line(corpus, all, code, &line);
		round_weights(corpus, &line, threshold, fitted);
	}
	free(line.weight);
	free(scored);
}
