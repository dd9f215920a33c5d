/* SPDX-License-Identifier: MIT */
#include "say/theme_propose.h"

#include <math.h>

#include "say/theme_factor.h"
#include "stats/anchor.h"
#include "stats/association.h"

/* Chosen on two sets of answers coded by hand; tests/quality/themes.py shows what they give. A term is a tenth as like
 * itself as it could be, so that one that is met with nothing can still make a theme; e^0.3 times more than at large is
 * evidence enough. */
enum { ROUNDS = 100, QUICK_ROUNDS = 50, QUICK_TERMS = 250, SPREADS = 3, AROUND = 3, MOST = 15 };
static const double SMOOTHING = 20, SMOOTHING_SHARE = 0.02, SELF = 0.1, EVIDENCE = 0.3;
/* A rare term is far from all others by chance, so none of fewer answers is an anchor. */
static const double ANCHOR_LEAST = 10, ANCHOR_SHARE = 0.01;

/* Counts as numbers, of all answers or without one fold. */
struct counted {
	double *both; /* terms × terms; the diagonal is answers with the term */
	size_t terms;
	double all;
};

static double sum_without(const int64_t *sums, size_t left_out)
{
	double sum = 0;
	for (size_t fold = 0; fold < SD_THEME_FOLDS; fold++)
		if (fold != left_out && sums[fold] > 0)
			sum += (double)sums[fold];
	return sum;
}

static void count_without(struct counted *counted, const struct sd_theme_pairs *pairs, size_t terms, size_t left_out)
{
	counted->terms = terms;
	counted->both = sd_calloc(terms * terms + 1, sizeof *counted->both);
	counted->all = sum_without(&pairs->sums[sd_theme_pair_at(0, pairs->terms)], left_out);
	for (size_t i = 0; i < terms; i++)
		for (size_t j = 0; j <= i; j++)
			counted->both[i * terms + j] = counted->both[j * terms + i] =
				sum_without(&pairs->sums[sd_theme_pair_at(j, i)], left_out);
}

static double alike(const struct counted *counted, const struct sd_theme_terms *terms, size_t i, size_t j)
{
	size_t length = counted->terms;
	double both = counted->both[i * length + j];
	double n = counted->both[i * length + i], m = counted->both[j * length + j];
	if (i == j)
		return SELF * n;
	/* A partial may claim what cannot be. */
	if (both < 1 || both > n || both > m || n > counted->all || m > counted->all ||
	    sd_theme_terms_overlap(&terms->items[i], &terms->items[j]))
		return 0;
	double npmi = sd_npmi(both, n, m, counted->all);
	return npmi > 0 ? npmi * sqrt(n * m) : 0;
}

/* Answers with both of two terms that share no stem; as often as they can be met by chance is not taken off. */
static double together(const struct counted *counted, const struct sd_theme_terms *terms, size_t i, size_t j)
{
	bool apart = i != j && !sd_theme_terms_overlap(&terms->items[i], &terms->items[j]);
	return apart ? counted->both[i * counted->terms + j] : 0;
}

/* Columns that no anchor was found for stay 0. */
static void anchor(const struct counted *counted, const double *matrix, size_t themes, double *factor)
{
	size_t length = counted->terms;
	bool *may = sd_calloc(length + 1, sizeof *may);
	size_t *anchors = sd_calloc(themes + 1, sizeof *anchors);
	double least = fmax(ANCHOR_LEAST, counted->all * ANCHOR_SHARE);
	for (size_t i = 0; i < length; i++)
		may[i] = counted->both[i * length + i] >= least;
	size_t found = sd_anchor_words(matrix, length, may, themes, anchors);
	double *topic = sd_calloc(length * found + 1, sizeof *topic);
	sd_anchor_topics(matrix, length, anchors, found, topic);
	for (size_t i = 0; i < length; i++)
		memcpy(&factor[i * themes], &topic[i * found], found * sizeof *topic);
	free(topic);
	free(anchors);
	free(may);
}

/* terms × themes; each column of length 1 (or 0), the weightiest first. */
static double *groups_of(const struct counted *counted, const struct sd_theme_terms *terms, enum sd_theme_method method,
			 size_t themes, unsigned rounds)
{
	size_t length = counted->terms;
	double *matrix = sd_calloc(length * length + 1, sizeof *matrix);
	double *factor = sd_calloc(length * themes + 1, sizeof *factor);
	double *sorted = sd_calloc(length * themes + 1, sizeof *sorted);
	double *weight = sd_calloc(themes + 1, sizeof *weight);
	double (*likeness)(const struct counted *, const struct sd_theme_terms *, size_t, size_t) =
		method == SD_THEME_ANCHOR ? together : alike;
	for (size_t i = 0; i < length; i++)
		for (size_t j = 0; j <= i; j++)
			matrix[i * length + j] = matrix[j * length + i] = likeness(counted, terms, i, j);
	if (method == SD_THEME_ANCHOR)
		anchor(counted, matrix, themes, factor);
	else
		sd_theme_factor(matrix, length, themes, rounds, factor);
	for (size_t k = 0; k < themes; k++)
		for (size_t i = 0; i < length; i++)
			weight[k] += factor[i * themes + k] * factor[i * themes + k];
	for (size_t place = 0; place < themes; place++) {
		size_t best = 0;
		for (size_t k = 1; k < themes; k++)
			if (weight[k] > weight[best])
				best = k;
		double scale = weight[best] > 0 ? 1 / sqrt(weight[best]) : 0;
		for (size_t i = 0; i < length; i++)
			sorted[i * themes + place] = factor[i * themes + best] * scale;
		weight[best] = -1;
	}
	free(weight);
	free(factor);
	free(matrix);
	return sorted;
}

static double npmi_of(const double *both, size_t terms, size_t i, size_t j, double all)
{
	return sd_npmi(both[i * terms + j], both[i * terms + i], both[j * terms + j], all);
}

/* Whether a term shares no stem with those chosen, and is met with them at least as often as chance has it. */
static bool goes_with(const struct counted *counted, const struct sd_theme_terms *terms, size_t place,
		      const size_t *places, size_t found)
{
	double sum = 0;
	for (size_t f = 0; f < found; f++) {
		if (places[f] == place || sd_theme_terms_overlap(&terms->items[place], &terms->items[places[f]]))
			return false;
		sum += npmi_of(counted->both, counted->terms, place, places[f], counted->all);
	}
	return sum >= 0;
}

/* The places of the largest entries of a column that go together, up to `most`. */
static size_t best_of(const double *column, size_t themes, const struct sd_theme_terms *terms,
		      const struct counted *counted, size_t *places, size_t most)
{
	size_t found = 0, length = counted->terms;
	while (found < most) {
		size_t best = length;
		for (size_t i = 0; i < length; i++)
			if (column[i * themes] > (best < length ? column[best * themes] : 0) &&
			    goes_with(counted, terms, i, places, found))
				best = i;
		/* What NNDSVD set to its floor and the rounds left near 0 says nothing. */
		if (best == length || column[best * themes] < 0.01)
			break;
		places[found++] = best;
	}
	return found;
}

double sd_theme_coherence(const double *both, size_t terms, const size_t *places, size_t length, double all)
{
	double sum = 0;
	size_t pairs = 0;
	for (size_t i = 0; i < length; i++)
		for (size_t j = 0; j < i; j++, pairs++)
			sum += npmi_of(both, terms, places[i], places[j], all);
	return pairs ? sum / (double)pairs : 0;
}

/* --- stability ---------------------------------------------------------------------------------------------------- */

struct lists {
	size_t (*places)[SD_THEME_TOP];
	size_t *lengths, themes;
};

static void lists_of(struct lists *lists, const double *groups, size_t themes, const struct sd_theme_terms *terms,
		     const struct counted *counted)
{
	lists->themes = themes;
	lists->places = sd_calloc(themes + 1, sizeof *lists->places);
	lists->lengths = sd_calloc(themes + 1, sizeof *lists->lengths);
	for (size_t k = 0; k < themes; k++)
		lists->lengths[k] = best_of(&groups[k], themes, terms, counted, lists->places[k], SD_THEME_TOP);
}

static void lists_release(struct lists *lists)
{
	free(lists->places);
	free(lists->lengths);
}

/* Adds to each theme's `stability` how alike its list is without a fold. */
static void compare(const struct lists *whole, const struct lists *part, double *stability)
{
	size_t themes = whole->themes;
	double *gain = sd_calloc(themes * themes + 1, sizeof *gain);
	size_t *match = sd_calloc(themes + 1, sizeof *match);
	for (size_t k = 0; k < themes; k++)
		for (size_t l = 0; l < themes; l++)
			gain[k * themes + l] = sd_average_jaccard(whole->places[k], whole->lengths[k], part->places[l],
								  part->lengths[l], SD_THEME_TOP);
	sd_best_matching(gain, themes, match);
	for (size_t k = 0; k < themes; k++)
		stability[k] += gain[k * themes + match[k]] / SD_THEME_FOLDS;
	free(match);
	free(gain);
}

static void stability_of(const struct sd_theme_terms *terms, const struct sd_theme_pairs *pairs, size_t length,
			 enum sd_theme_method method, size_t themes, unsigned rounds, const struct lists *whole,
			 double *stability)
{
	for (size_t fold = 0; fold < SD_THEME_FOLDS; fold++) {
		struct counted counted;
		struct lists part;
		count_without(&counted, pairs, length, fold);
		double *groups = groups_of(&counted, terms, method, themes, rounds);
		lists_of(&part, groups, themes, terms, &counted);
		compare(whole, &part, stability);
		lists_release(&part);
		free(groups);
		free(counted.both);
	}
}

size_t sd_themes_middle(int64_t answers)
{
	double root = round(sqrt((double)answers / 20));
	return root < AROUND ? AROUND : root > MOST ? MOST : (size_t)root;
}

static size_t most_stable(const struct sd_theme_terms *terms, const struct sd_theme_pairs *pairs,
			  enum sd_theme_method method, size_t most)
{
	size_t length = terms->length < QUICK_TERMS ? terms->length : QUICK_TERMS;
	size_t middle = sd_themes_middle(terms->answers), chosen = 1;
	size_t first = middle > AROUND + 1 ? middle - AROUND : 2;
	double best = -1;
	for (size_t themes = first; themes <= middle + AROUND && themes <= most; themes++) {
		struct counted counted;
		struct lists whole;
		double *stability = sd_calloc(themes, sizeof *stability), mean = 0;
		count_without(&counted, pairs, length, SD_THEME_FOLDS);
		double *groups = groups_of(&counted, terms, method, themes, QUICK_ROUNDS);
		lists_of(&whole, groups, themes, terms, &counted);
		stability_of(terms, pairs, length, method, themes, QUICK_ROUNDS, &whole, stability);
		for (size_t k = 0; k < themes; k++)
			mean += stability[k] / (double)themes;
		/* Sums of many parts differ in their last bits between builds: such differences choose nothing. */
		if (mean > best + 1e-9) {
			best = mean;
			chosen = themes;
		}
		lists_release(&whole);
		free(groups);
		free(counted.both);
		free(stability);
	}
	return chosen;
}

/* --- weights ------------------------------------------------------------------------------------------------------ */

/* What a candidate is met with, by theme: out = (both without what overlaps) × groups. */
static void spread(const struct counted *counted, const struct sd_theme_terms *terms, const double *groups,
		   size_t themes, double *out)
{
	size_t length = counted->terms;
	for (size_t i = 0; i < length; i++)
		for (size_t j = 0; j < length; j++) {
			double both = counted->both[i * length + j];
			if (both == 0 || (i != j && sd_theme_terms_overlap(&terms->items[i], &terms->items[j])))
				continue;
			for (size_t k = 0; k < themes; k++)
				out[i * themes + k] += both * groups[j * themes + k];
		}
}

static void weigh(const struct counted *counted, const struct sd_theme_terms *terms, double *groups, size_t themes)
{
	size_t length = counted->terms;
	double smoothing = fmin(SMOOTHING, counted->all * SMOOTHING_SHARE);
	double *met = sd_calloc(length * themes + 1, sizeof *met), *share = sd_calloc(themes + 1, sizeof *share);
	memset(met, 0, length * themes * sizeof *met);
	spread(counted, terms, groups, themes, met);
	double all = 0;
	for (size_t i = 0; i < length; i++)
		for (size_t k = 0; k < themes; k++) {
			share[k] += met[i * themes + k];
			all += met[i * themes + k];
		}
	for (size_t i = 0; i < length; i++) {
		double n = counted->both[i * length + i], row = 0;
		for (size_t k = 0; k < themes; k++)
			row += met[i * themes + k];
		for (size_t k = 0; k < themes; k++) {
			double at_large = all > 0 ? share[k] / all : 0;
			double here = row > 0 ? met[i * themes + k] / row * n : 0;
			double lift = at_large > 0 ? (here + smoothing * at_large) / ((n + smoothing) * at_large) : 0;
			groups[i * themes + k] = lift > 1 ? log(lift) : 0;
		}
	}
	free(share);
	free(met);
}

static int by_weight(const void *left, const void *right)
{
	const struct sd_theme_weight *a = left, *b = right;
	if (a->weight != b->weight)
		return a->weight > b->weight ? -1 : 1;
	return a->term < b->term ? -1 : 1;
}

struct strength {
	double value;
	size_t term;
};

static int by_strength(const void *left, const void *right)
{
	const struct strength *a = left, *b = right;
	if (a->value != b->value)
		return a->value > b->value ? -1 : 1;
	return a->term < b->term ? -1 : 1;
}

static bool meets_any(const struct sd_theme *theme, const struct counted *counted, size_t place)
{
	for (size_t i = 0; i < theme->top_length; i++)
		if (counted->both[place * counted->terms + theme->top[i]] > 0)
			return true;
	return false;
}

/* The patterns of theme k: of what speaks for it most those that are met most, weights in steps of a tenth. */
static void choose_patterns(struct sd_theme *theme, const struct counted *counted, const double *weights, size_t themes,
			    size_t k)
{
	size_t length = counted->terms, found = 0;
	struct strength *order = sd_calloc(length + 1, sizeof *order);
	for (size_t i = 0; i < length; i++) {
		double weight = weights[i * themes + k];
		bool best = weight > 0 && meets_any(theme, counted, i);
		for (size_t l = 0; best && l < themes; l++)
			best = l == k || weights[i * themes + l] < weight ||
			       (weights[i * themes + l] == weight && k < l);
		if (best)
			order[found++] = (struct strength){weight * sqrt(counted->both[i * length + i]), i};
	}
	qsort(order, found, sizeof *order, by_strength);
	theme->patterns = sd_calloc(SD_THEME_PATTERNS, sizeof *theme->patterns);
	for (size_t i = 0; i < found && theme->length < SD_THEME_PATTERNS; i++) {
		double tenths = round(weights[order[i].term * themes + k] / EVIDENCE * 10);
		if (tenths >= 1)
			theme->patterns[theme->length++] =
				(struct sd_theme_weight){order[i].term, (sd_decimal)tenths * (SD_DECIMAL_UNIT / 10)};
	}
	if (theme->length)
		qsort(theme->patterns, theme->length, sizeof *theme->patterns, by_weight);
	free(order);
}

/* The longer term that a candidate mostly stands in, or itself: "service" is "customer service" where that makes up
 * half of its answers. */
static size_t in_full(const struct counted *counted, const struct sd_theme_terms *terms, size_t place)
{
	size_t length = counted->terms, best = place;
	for (size_t i = 0; i < length; i++) {
		bool longer = terms->items[i].stems > terms->items[best].stems;
		bool half = counted->both[i * length + i] * 2 >= counted->both[best * length + best];
		if (longer && half && sd_theme_term_holds(&terms->items[i], &terms->items[best]))
			best = i;
	}
	return best;
}

static bool is_pattern(const struct sd_theme *theme, size_t place)
{
	for (size_t i = 0; i < theme->length; i++)
		if (theme->patterns[i].term == place)
			return true;
	return false;
}

static bool is_named(const struct sd_themes *themes, const struct sd_theme_terms *terms, size_t place)
{
	for (size_t t = 0; t < themes->length; t++)
		if (sd_text_equal(terms->items[themes->items[t].label[0]].surface, terms->items[place].surface))
			return true;
	return false;
}

/* The label, of which the first names the theme and no other one. False where there is no name left. */
static bool choose_label(const struct sd_themes *themes, struct sd_theme *theme, const struct counted *counted,
			 const struct sd_theme_terms *terms)
{
	for (size_t i = 0; i < theme->top_length && theme->label_length < SD_THEME_LABEL; i++) {
		size_t place = in_full(counted, terms, theme->top[i]);
		bool fresh =
			is_pattern(theme, theme->top[i]) && (theme->label_length || !is_named(themes, terms, place));
		for (size_t l = 0; fresh && l < theme->label_length; l++)
			fresh = !sd_theme_terms_overlap(&terms->items[place], &terms->items[theme->label[l]]);
		if (fresh)
			theme->label[theme->label_length++] = place;
	}
	return theme->label_length > 0;
}

/* Whether all patterns of a theme together name it, as a codebook wants. */
static bool can_be_named(const struct sd_theme *theme)
{
	sd_decimal sum = 0;
	for (size_t i = 0; i < theme->length; i++)
		sum += theme->patterns[i].weight;
	return sum >= SD_DECIMAL_UNIT;
}

/* Where there is but one theme nothing speaks more for it than at large: what says it best then names it. */
static void fall_back(struct sd_theme *theme, const struct sd_themes *themes)
{
	theme->length = 0;
	for (size_t i = 0; i < theme->top_length; i++) {
		bool taken = false;
		for (size_t t = 0; !taken && t < themes->length; t++)
			taken = is_pattern(&themes->items[t], theme->top[i]);
		if (!taken)
			theme->patterns[theme->length++] = (struct sd_theme_weight){theme->top[i], SD_DECIMAL_UNIT};
	}
	if (theme->length)
		qsort(theme->patterns, theme->length, sizeof *theme->patterns, by_weight);
}

void sd_themes_propose(struct sd_themes *themes, const struct sd_theme_terms *terms, const struct sd_count *count,
		       enum sd_theme_method method, size_t wanted)
{
	struct sd_theme_pairs pairs;
	struct counted counted;
	*themes = (struct sd_themes){NULL, 0};
	if (!terms->length)
		return;
	sd_theme_pairs_of(&pairs, count, terms);
	size_t most = wanted && wanted < terms->length ? wanted : terms->length;
	size_t asked = wanted ? most : most_stable(terms, &pairs, method, most);
	count_without(&counted, &pairs, terms->length, SD_THEME_FOLDS);
	double *groups = groups_of(&counted, terms, method, asked, ROUNDS);
	double *weights = sd_calloc(terms->length * asked, sizeof *weights);
	double *stability = sd_calloc(asked, sizeof *stability);
	struct lists lists;
	lists_of(&lists, groups, asked, terms, &counted);
	stability_of(terms, &pairs, terms->length, method, asked, ROUNDS, &lists, stability);
	memcpy(weights, groups, terms->length * asked * sizeof *weights);
	for (int i = 0; i < SPREADS; i++)
		weigh(&counted, terms, weights, asked);
	themes->items = sd_calloc(asked, sizeof *themes->items);
	for (size_t k = 0; k < asked; k++) {
		struct sd_theme theme = {.top_length = lists.lengths[k], .stability = stability[k]};
		memcpy(theme.top, lists.places[k], sizeof theme.top);
		theme.coherence =
			sd_theme_coherence(counted.both, terms->length, theme.top, theme.top_length, counted.all);
		choose_patterns(&theme, &counted, weights, asked, k);
		if (!can_be_named(&theme))
			fall_back(&theme, themes);
		if (can_be_named(&theme) && choose_label(themes, &theme, &counted, terms))
			themes->items[themes->length++] = theme;
		else
			free(theme.patterns);
	}
	lists_release(&lists);
	free(stability);
	free(weights);
	free(groups);
	free(counted.both);
	sd_theme_pairs_release(&pairs);
}

void sd_themes_release(struct sd_themes *themes)
{
	for (size_t t = 0; t < themes->length; t++)
		free(themes->items[t].patterns);
	free(themes->items);
}
