/* SPDX-License-Identifier: MIT */
/* Collocations and keyness against published figures: Dunning 1993; Manning and Schütze 1999, chapter 5; two groups of
 * letters as in the tests of quanteda.textstats; log-odds by the formula of Monroe, Colaresi and Quinn 2008, computed
 * apart. */
#include "known/near.h"
#include "stats/association.h"

static void collocations(void **state)
{
	(void)state;
	expect_within(sd_g_squared(110, 2552, 221, 31777), 270.72187694, 5.1e-9, "Dunning, the first");
	expect_within(sd_g_squared(8, 13, 32, 31777), 95.28575894, 5.1e-9, "Dunning, another");
	expect_within(sd_chi_squared(8, 15828, 4675, 14307668), 1.55, .0051, "new companies");
	expect_within(sd_chi_squared(59, 67, 65, 571007), 456400, 51, "vache, cow");
	expect_within(sd_t_score(8, 15828, 4675, 14307668), .9999, 5.1e-5, "new companies");
	expect_within(sd_t_score(20, 42, 20, 14307668), 4.4721, 5.1e-5, "Ayatollah Ruhollah");
	expect_within(sd_pmi(20, 42, 20, 14307668) / log(2), 18.38, .0051, "Ayatollah Ruhollah");
	expect_within(sd_pmi(20, 15019, 15629, 14307668) / log(2), .29, .0051, "over many");
	expect_within(sd_npmi(20, 42, 20, 14307668), .9449624808, 5.1e-11, "normalised");
	expect_within(sd_npmi(20, 15019, 15629, 14307668), .0146940081, 5.1e-11, "normalised");
	expect_within(sd_pmi(1, 3, 2, 5), -.182321557, 5.1e-10, "one pair");
}

/* Mean NPMI over the pairs of a topic's words, over the nine titles of Deerwester et al. 1990. */
static void coherence(void **state)
{
	(void)state;
	enum { HUMAN = 1, INTERFACE = 2, COMPUTER = 4, SURVEY = 8, USER = 16, SYSTEM = 32, TIME = 64, EPS = 128,
	       TREES = 256, GRAPH = 512, MINORS = 1024 };
	static const int documents[] = {HUMAN | INTERFACE | COMPUTER, SURVEY | USER | COMPUTER | SYSTEM | TIME,
					EPS | USER | INTERFACE | SYSTEM, SYSTEM | HUMAN | EPS, USER | TIME, TREES,
					GRAPH | TREES, GRAPH | MINORS | TREES, GRAPH | MINORS | SURVEY};
	static const struct {
		int words[4];
		double mean;
	} topics[] = {{{HUMAN, COMPUTER, SYSTEM, INTERFACE}, .2768026848},
		      {{GRAPH, MINORS, TREES, EPS}, -.2706994576},
		      {{USER, GRAPH, MINORS, SYSTEM}, -.4681219782},
		      {{TIME, GRAPH, SURVEY, MINORS}, -.0578169456}};
	for (size_t t = 0; t < LENGTH(topics); t++) {
		double sum = 0;
		for (int i = 1; i < 4; i++)
			for (int j = 0; j < i; j++) {
				int a = topics[t].words[i], b = topics[t].words[j], of_a = 0, of_b = 0, both = 0;
				for (size_t d = 0; d < LENGTH(documents); d++) {
					of_a += (documents[d] & a) != 0;
					of_b += (documents[d] & b) != 0;
					both += (documents[d] & a) && (documents[d] & b);
				}
				sum += sd_npmi(both, of_a, of_b, (double)LENGTH(documents));
			}
		expect_within(sum / 6, topics[t].mean, 1e-10, "coherence");
	}
}

static void keyness(void **state)
{
	(void)state;
	/* b stands 7 times among 10 letters here and 2 times among 9 there. */
	expect_within(sd_chi_squared(7, 10, 9, 19), 4.3371604938, 5.1e-11, "chi squared");
	expect_within(sd_chi_squared_yates(7, 10, 9, 19), 2.6324382716, 5.1e-11, "with Yates' correction");
	expect_within(sd_g_squared(7, 10, 9, 19), 4.5349393323, 5.1e-11, "four cells");
	expect_within(sd_g_squared_two_cells(7, 10, 2, 9), 2.4401004307, 5.1e-11, "two cells");
	expect_within(sd_g_squared_two_cells(150, 10000, 80, 12000), 36.3173043526, 5.1e-11, "two cells");
	expect_within(sd_g_squared(150, 10000, 230, 22000), 36.7001929700, 5.1e-11, "four cells");
}

static void log_odds(void **state)
{
	(void)state;
	static const struct {
		double x1, x2, flat_z, difference, variance, z;
	} words[] = {{30, 10, 4.118064, 1.253914, .104064, 3.887034},
		     {5, 25, -4.522245, -1.800827, .167649, -4.398164},
		     {10, 12, -.777800, -.283605, .155817, -.718467},
		     {15, 8, 1.534577, .567670, .158824, 1.424420}};
	for (size_t i = 0; i < LENGTH(words); i++) {
		double x1 = words[i].x1, x2 = words[i].x2;
		struct sd_log_odds odds = sd_log_odds(x1, 60, x2, 55, .01, .04);
		expect_within(odds.z, words[i].flat_z, 5.1e-7, "z, flat prior");
		odds = sd_log_odds(x1, 60, x2, 55, 10 * (x1 + x2) / 115, 10);
		expect_within(odds.difference, words[i].difference, 5.1e-7, "difference");
		expect_within(odds.variance, words[i].variance, 5.1e-7, "variance");
		expect_within(odds.z, words[i].z, 5.1e-7, "z");
	}
}

static void nothing_to_hold_against(void **state)
{
	(void)state;
	assert_true(sd_g_squared(0, 0, 0, 0) <= 0 && sd_g_squared(0, 0, 5, 10) <= 0 && sd_g_squared(5, 5, 10, 10) <= 0);
	assert_true(sd_chi_squared(0, 0, 5, 10) <= 0 && sd_chi_squared_yates(5, 10, 5, 10) <= 0);
	assert_true(sd_npmi(0, 3, 4, 10) <= -1 && sd_npmi(10, 10, 10, 10) >= 1 && sd_t_score(0, 1, 1, 5) <= 0);
	assert_true(isinf(sd_pmi(0, 3, 4, 10)) && sd_g_squared_two_cells(1, 2, 0, 0) <= 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(collocations), cmocka_unit_test(coherence), cmocka_unit_test(keyness),
		cmocka_unit_test(log_odds), cmocka_unit_test(nothing_to_hold_against),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
