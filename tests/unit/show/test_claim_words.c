/* SPDX-License-Identifier: MIT */
/* A claim and what was observed, as a page says it. */
#include "../gap/claims_of.h"

#include "show/claim_words.h"

#define HEAD CLAIMS_HEAD
#define INTENT(id, value, modality) "1," id ",2024-03-01,t,1,intent," value ",,,,self,future," modality ",,0,1,q\n"
#define RATE(id, low, high, subject)                                                                                   \
	"1," id ",2024-03-01,t,1,frequency,," low "," high ",per-year," subject ",present,certain,,0,1,q\n"

/* A buys on ten days before and two after, B on one before; the log is whole to 2024-04-30. */
static const char orders[] = "customer_id,time,amount,category\n"
			     "A,2023-12-01,4,tea\nA,2023-12-11,4,tea\nA,2023-12-21,4,tea\nA,2023-12-31,4,tea\n"
			     "A,2024-01-10,4,tea\n"
			     "A,2024-01-20,4,tea\nA,2024-01-30,4,cake\nA,2024-02-09,4,tea\nA,2024-02-19,4,tea\n"
			     "A,2024-02-29,4,tea\n"
			     "A,2024-03-10,4,tea\nA,2024-03-20,4,tea\nB,2024-02-01,4,tea\nC,2024-02-01,4,tea\n"
			     "Z,2024-05-01,4,tea\n";
static const char survey[] = "id,date,score\nA,2024-03-01,9\nB,2024-03-01,9\nC,2024-04-15,9\n";

static void reads(const struct judged *judged, size_t row, const char *said, const char *observed)
{
	struct sd_str text = SD_STR_INIT;
	assert_true(row < judged->claimed.length);
	sd_claim_add_said(&text, &judged->claimed.rows[row], SD_TEXT("so"));
	assert_string_equal(text.data, said);
	sd_str_clear(&text);
	sd_claim_add_observed(&text, &judged->claimed.rows[row], &judged->gap);
	assert_string_equal(text.data, observed);
	sd_str_release(&text);
}

static void of_orders(void **state)
{
	static const char *const sources[SD_SOURCE_LENGTH] = {orders, NULL, NULL, NULL};
	struct judged judged;
	(void)state;
	sd_gap_init(&judged.gap);
	judge_claims(&judged, survey, sources,
		     HEAD RATE("A", "52.1786", "52.1786", "self") RATE("A", "24.0000", "36.0000", "self")
			     RATE("A", "12.0000", "", "self") RATE("B", "", "0.0000", "self")
				     RATE("A", "52.1786", "52.1786", "other") INTENT("A", "rebuy", "probable")
					     INTENT("B", "stay", "certain") INTENT("B", "cancel", "certain")
						     INTENT("A", "cancel",
							    "certain") "1,C,2024-04-15,t,1,intent,stay,,,,self,future,"
								       "certain,P1M,0,1,q\n"
								       "1,A,2024-03-01,t,1,category,cake,,,,self,"
								       "present,certain,,0,1,q\n"
								       "1,A,2024-03-01,t,1,amount,500,,,GBP-per-year,"
								       "self,present,certain,,0,1,q\n"
								       "1,A,2024-03-01,t,1,switch,Nowhere,,,,self,"
								       "present,certain,,0,1,q\n"
								       "1,X,2024-03-01,t,1,intent,stay,,,,self,future,"
								       "certain,,0,1,q\n" INTENT("A", "increase",
												 "certain")
									       RATE("A", "", "12.0000", "self"));
	reads(&judged, 0, "so (52 a year)",
	      "not to be told: too few to tell; 10 purchase days in 91 days (40 a year, 19 to 74)");
	reads(&judged, 1, "so (24 to 36 a year)", "10 purchase days in 91 days (40 a year, 19 to 74)");
	reads(&judged, 2, "so (12 or more a year)", "10 purchase days in 91 days (40 a year, 19 to 74)");
	reads(&judged, 3, "so (never)", "1 purchase day in 29 days (13 a year, 0.3 to 70)");
	reads(&judged, 4, "so (52 a year, of others)", "not to be told: third person");
	reads(&judged, 5, "so (rebuy, probable)", "2 purchase days in the 28 days after");
	reads(&judged, 6, "so (stay)", "no purchase day in the 28 days after");
	reads(&judged, 7, "so (cancel)", "no purchase day from day 8 to day 28 after");
	reads(&judged, 8, "so (cancel)", "2 purchase days from day 8 to day 28 after");
	reads(&judged, 9, "so (stay, within 30 days)",
	      "no purchase day in the 30 days after; those days are not over in the log");
	reads(&judged, 10, "so (category cake)", "10 % of the orders (0.3 to 45 %)");
	reads(&judged, 11, "so (500 GBP a year)", "160.55 a year (61 to 260)");
	reads(&judged, 12, "so (switch Nowhere)", "2 purchase days from day 8 to day 28 after");
	reads(&judged, 13, "so (stay)", "not to be told: unmatched");
	reads(&judged, 14, "so (increase)",
	      "not to be told: too few to tell; 17 % of the purchase days fell after (2.1 to 48 %)");
	reads(&judged, 15, "so (at most 12 a year)", "10 purchase days in 91 days (40 a year, 19 to 74)");
	release_claims(&judged);
}

static void of_dates_numbers_and_classes(void **state)
{
	static const char *const observed[] = {
		[SD_KEYED_DATE] = "id,what\nA,2024-04-20\nB,2024-03-10\nZ,2024-04-30\n",
		[SD_KEYED_NUMBER] = "id,what\nA,2.5\nB,0\n",
		[SD_KEYED_CLASS] = "id,what\nA,<b>member\nB,left\n",
	};
	static const char *const words[][2] = {
		[SD_KEYED_DATE] = {"seen later than 28 days after", "not seen later than 28 days after"},
		[SD_KEYED_NUMBER] = {"2.5 observed", "0 observed"},
		[SD_KEYED_CLASS] = {"observed: <b>member", "observed: left"},
	};
	static const char *const members[] = {"<b>member"};
	const struct sd_list done = {(const char **)(uintptr_t)members, 1, 1};
	(void)state;
	for (int kind = SD_KEYED_DATE; kind <= SD_KEYED_CLASS; kind++) {
		const char *const sources[SD_SOURCE_LENGTH] = {NULL, observed[kind], NULL, NULL};
		struct judged judged;
		sd_gap_init(&judged.gap);
		judged.gap.sources.observed_column = "what";
		judged.gap.sources.observed_kind = (enum sd_keyed_kind)kind;
		judged.gap.done = &done;
		judge_claims(&judged, survey, sources,
			     HEAD INTENT("A", "stay", "certain") INTENT("B", "stay", "certain")
				     RATE("A", "12.0000", "12.0000", "self"));
		assert_int_equal(judged.claimed.rows[0].finding.verdict, SD_VERDICT_KEPT);
		assert_int_equal(judged.claimed.rows[1].finding.verdict, SD_VERDICT_BROKEN);
		reads(&judged, 0, "so (stay)", words[kind][0]);
		reads(&judged, 1, "so (stay)", words[kind][1]);
		reads(&judged, 2, "so (12 a year)", "not to be told: no orders");
		release_claims(&judged);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_orders),
		cmocka_unit_test(of_dates_numbers_and_classes),
	};
	return cmocka_run_group_tests(tests, draw_key, NULL);
}
