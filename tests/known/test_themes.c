/* SPDX-License-Identifier: MIT */
/* Figures that other programs give for how well themes hold together and how stable they are. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "say/theme_factor.h"
#include "say/theme_propose.h"

/* The nine short documents of Deerwester et al. 1990, table 2, as word lists. */
static const char *const documents[] = {
	"human interface computer", "survey user computer system response time", "eps user interface system",
	"system human system eps", "user response time", "trees", "graph trees", "graph minors trees",
	"graph minors survey"};
static const char *const words[] = {"human", "interface", "computer", "survey", "user", "system",
				    "response", "time", "eps", "trees", "graph", "minors"};
enum { DOCUMENTS = 9, WORDS = 12, TOPIC = 4 };

static bool holds(const char *document, const char *word)
{
	size_t length = strlen(word);
	for (const char *at = document; (at = strstr(at, word)) != NULL; at += length)
		if ((at == document || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
			return true;
	return false;
}

/* NPMI over documents, -1 where two never meet, computed with NumPy from the formula of Bouma 2009. */
static void coherence_of_four_topics(void **state)
{
	static const struct {
		size_t places[TOPIC];
		double value;
	} topics[] = {{{0, 2, 5, 1}, .2768026848}, /* human computer system interface */
		      {{10, 11, 9, 8}, -.2706994576}, /* graph minors trees eps */
		      {{4, 10, 11, 5}, -.4681219782}, /* user graph minors system */
		      {{7, 10, 3, 11}, -.0578169456}}; /* time graph survey minors */
	double both[WORDS * WORDS] = {0};
	(void)state;
	for (size_t d = 0; d < DOCUMENTS; d++)
		for (size_t i = 0; i < WORDS; i++)
			for (size_t j = 0; j < WORDS; j++)
				both[i * WORDS + j] += holds(documents[d], words[i]) && holds(documents[d], words[j]);
	for (size_t t = 0; t < sizeof topics / sizeof *topics; t++)
		assert_true(fabs(sd_theme_coherence(both, WORDS, topics[t].places, TOPIC, DOCUMENTS) -
				 topics[t].value) < 5e-11);
}

/* Greene et al. 2014's index by hand: abcd against abdc to depth 4 is (1 + 1 + 2/4 + 1)/4. */
static void average_jaccard(void **state)
{
	static const size_t left[] = {'a', 'b', 'c', 'd'}, right[] = {'a', 'b', 'd', 'c'};
	(void)state;
	assert_true(fabs(sd_average_jaccard(left, 4, right, 4, 4) - .875) < 1e-12);
	assert_true(sd_average_jaccard(left, 4, left, 4, 4) == 1);
	assert_true(sd_average_jaccard(left, 0, right, 0, 4) == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(coherence_of_four_topics),
		cmocka_unit_test(average_jaccard),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
