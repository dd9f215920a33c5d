/* SPDX-License-Identifier: MIT */
#include "claims_of.h"

#define HEAD CLAIMS_HEAD
#define INTENT(row, id, date, value) row "," id "," date ",t,1,intent," value ",,,,self,future,certain,,0,1,q\n"

/* B1 buys on 2024-02-08 and 09 (a + 7, a + 8), C1 on 02-29 (a + 28), D1 on 03-01 (a + 29); the log is whole to
 * 03-31. */
static const char orders[] = "customer_id,time,amount,category\n"
			     "A1,2024-01-02,4,tea\nB1,2024-01-02,4,tea\nC1,2024-01-02,4,tea\nD1,2024-01-02,4,tea\n"
			     "a1,2024-01-02,4,tea\n"
			     "B1,2024-02-08,4,tea\nE1,2024-01-02,4,tea\nE1,2024-02-09,4,tea\n"
			     "C1,2024-02-29,4,tea\nD1,2024-03-01,4,tea\nZ1,2024-04-01,4,tea\n";
/* Of people whose days before tell nothing: F1's begin behind the answer, G1's before the log, H1's are over. */
static const char late_orders[] = "customer_id,time,amount,category\n"
				  "F1,2024-02-20,4,tea\nG1,2024-02-20,4,tea\nH1,2024-01-02,4,tea\n"
				  "Z1,2025-06-01,4,tea\n";
static const char late_survey[] = "id,date,score\nF1,2024-02-01,9\nG1,2023-12-01,9\nH1,2025-02-01,9\n";
static const char survey[] = "id,date,score\n"
			     "A1,2024-02-01,9\nB1,2024-02-01,9\n c1,2024-02-01,9\nD1,2024-02-01,9\nE1,2024-02-01,9\n"
			     "C1,2024-01-20,2\nQ1,2024-02-01,9\n";

static void judge_of(struct judged *judged, const char *said, const char *bought, const char *claims)
{
	const char *const sources[SD_SOURCE_LENGTH] = {bought, NULL, NULL, NULL};
	sd_gap_init(&judged->gap);
	judge_claims(judged, said, sources, claims);
}

static void judge(struct judged *judged, const char *claims)
{
	judge_of(judged, survey, orders, claims);
}

static void is(const struct judged *judged, size_t row, enum sd_verdict verdict, enum sd_reason reason)
{
	assert_true(row < judged->claimed.length);
	assert_string_equal(sd_verdict_names[judged->claimed.rows[row].finding.verdict], sd_verdict_names[verdict]);
	assert_int_equal(judged->claimed.rows[row].finding.reason, reason);
}

static void windows_end_where_they_should(void **state)
{
	(void)state;
	struct judged judged;
	judge(&judged, HEAD INTENT("2", "B1", "2024-02-01", "cancel")  /* bought on a + 7: grace */
	      INTENT("5", "E1", "2024-02-01", "cancel")		       /* on a + 8 */
	      INTENT("3", "c1", "2024-02-01", "stay")		       /* on a + 28 */
	      INTENT("4", "D1", "2024-02-01", "stay")		       /* on a + 29 */
	      "4,D1,2024-02-01,t,1,intent,stay,,,,self,future,certain,P4W,0,1,q\n"
	      "4,D1,2024-02-01,t,1,intent,stay,,,,self,future,certain,P29D,0,1,q\n"
	      "4,D1,2024-02-01,t,1,intent,stay,,,,self,future,certain,P59D,0,1,q\n"   /* to 03-31, the last whole day */
	      "1,A1,2024-02-01,t,1,intent,stay,,,,self,future,certain,P59D,0,1,q\n"
	      "1,A1,2024-02-01,t,1,intent,stay,,,,self,future,certain,P60D,0,1,q\n"
	      "1,A1,2024-02-01,t,1,intent,cancel,,,,self,future,certain,P7D,0,1,q\n"
	      "1,A1,2024-02-01,t,1,switch,,,,,self,past,certain,P1D,0,1,q\n"
	      "5,E1,2024-02-01,t,1,frequency,60.0000,60.0000,60.0000,per-year,self,past,certain,P364D,0,1,q\n");
	is(&judged, 0, SD_VERDICT_KEPT, SD_REASON_NONE);
	is(&judged, 1, SD_VERDICT_BROKEN, SD_REASON_NONE);
	is(&judged, 2, SD_VERDICT_KEPT, SD_REASON_NONE);
	is(&judged, 3, SD_VERDICT_BROKEN, SD_REASON_NONE);
	is(&judged, 4, SD_VERDICT_BROKEN, SD_REASON_NONE);
	is(&judged, 5, SD_VERDICT_KEPT, SD_REASON_NONE);
	is(&judged, 6, SD_VERDICT_KEPT, SD_REASON_NONE);
	is(&judged, 7, SD_VERDICT_BROKEN, SD_REASON_NONE);
	is(&judged, 8, SD_VERDICT_TOO_EARLY, SD_REASON_NONE);
	is(&judged, 9, SD_VERDICT_UNTESTABLE, SD_REASON_NO_HORIZON);
	is(&judged, 10, SD_VERDICT_KEPT, SD_REASON_NONE); /* what lies behind is no horizon */
	/* Once in the 30 days since the log begins, not in a year of which the log has 30 days. */
	is(&judged, 11, SD_VERDICT_UNTESTABLE, SD_REASON_UNCLEAR);
	release_claims(&judged);
}

static void claims_find_the_answer_they_were_made_in(void **state)
{
	(void)state;
	struct judged judged;
	judge(&judged, HEAD INTENT("3", "C1", "2024-02-01", "stay") /* written otherwise, by date */
	      INTENT("6", "C1", "2024-01-20", "stay")		    /* the earlier answer */
	      INTENT("9", "C1", "2024-01-21", "stay")		    /* no answer of that day */
	      INTENT("7", "Q1", "2024-02-01", "stay") INTENT("8", "", "2024-02-01", "stay")
	      INTENT("1", "A1", "", "cancel") /* without a date */
	      "1,A1,2024-02-01,t,1,intent,stay,,,,other,future,certain,,0,1,q\n"
	      "1,A1,2024-02-01,t,1,intent,stay,,,,self,future,conditional,,0,1,q\n"
	      "1,A1,2024-02-01,t,1,recommend,recommend,,,,self,present,certain,,0,1,q\n"
	      "1,A1,2024-02-01,t,1,event,moved,,,,self,present,certain,,0,1,q\n"
	      "1,A1,2024-02-01,t,1,frequency,often,,,ordinal,self,present,certain,,0,1,q\n"
	      "1,A1,2024-02-01,t,1,frequency,12.0000,12.0000,12.0000,per-year,self,past,certain,,0,1,q\n"
	      "1,A1,2024-02-01,t,1,category,cakes,,,,self,present,certain,,0,1,q\n"
	      "1,A1,2024-02-01,t,1,category,Teas,,,,self,present,negated,,0,1,q\n");
	is(&judged, 0, SD_VERDICT_KEPT, SD_REASON_NONE);
	assert_int_equal(judged.claimed.rows[0].answer, 2);
	is(&judged, 1, SD_VERDICT_UNTESTABLE, SD_REASON_EARLIER);
	is(&judged, 2, SD_VERDICT_UNTESTABLE, SD_REASON_UNMATCHED);
	is(&judged, 3, SD_VERDICT_UNTESTABLE, SD_REASON_UNMATCHED);
	is(&judged, 4, SD_VERDICT_UNTESTABLE, SD_REASON_UNMATCHED);
	is(&judged, 5, SD_VERDICT_KEPT, SD_REASON_NONE);
	is(&judged, 6, SD_VERDICT_UNTESTABLE, SD_REASON_OTHER);
	is(&judged, 7, SD_VERDICT_UNTESTABLE, SD_REASON_CONDITIONAL);
	is(&judged, 8, SD_VERDICT_UNTESTABLE, SD_REASON_RECOMMEND);
	is(&judged, 9, SD_VERDICT_UNTESTABLE, SD_REASON_EVENT);
	is(&judged, 10, SD_VERDICT_UNTESTABLE, SD_REASON_NO_NUMBER);
	is(&judged, 11, SD_VERDICT_UNTESTABLE, SD_REASON_PAST);
	is(&judged, 12, SD_VERDICT_UNTESTABLE, SD_REASON_NO_CATEGORY);
	is(&judged, 13, SD_VERDICT_BROKEN, SD_REASON_NONE);
	release_claims(&judged);
}

/* Days that no log holds tell nothing, and a mean of no amounts has no interval. */
static void no_purchase_is_no_proof(void **state)
{
	(void)state;
	struct judged judged;
	judge_of(&judged, late_survey, late_orders,
		 HEAD
		 /* F1 first bought behind the answer, in a log that was there before; G1 answered before the log
		    begins. */
		 "1,F1,2024-02-01,t,1,frequency,0.0000,0.0000,0.0000,per-year,self,present,certain,,0,1,q\n"
		 "2,G1,2023-12-01,t,1,frequency,0.0000,0.0000,0.0000,per-year,self,present,certain,,0,1,q\n"
		 /* H1 bought before the days that count, and not within them. */
		 "3,H1,2025-02-01,t,1,amount,500.0000,500.0000,500.0000,EUR-per-year,self,present,certain,,0,1,q\n"
		 "3,H1,2025-02-01,t,1,amount,50.0000,50.0000,50.0000,EUR,self,present,certain,,0,1,q\n");
	is(&judged, 0, SD_VERDICT_KEPT, SD_REASON_NONE);
	is(&judged, 1, SD_VERDICT_UNTESTABLE, SD_REASON_NO_PURCHASE);
	is(&judged, 2, SD_VERDICT_UNTESTABLE, SD_REASON_NO_PURCHASE);
	is(&judged, 3, SD_VERDICT_UNTESTABLE, SD_REASON_NO_PURCHASE);
	assert_non_null(strstr(judged.gap.notes.data, "warning: the log begins 2024-01-02, behind the first answer"));
	release_claims(&judged);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_purchase_is_no_proof),
		cmocka_unit_test(windows_end_where_they_should),
		cmocka_unit_test(claims_find_the_answer_they_were_made_in),
	};
	return cmocka_run_group_tests(tests, draw_key, NULL);
}
