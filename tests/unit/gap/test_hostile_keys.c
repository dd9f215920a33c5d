/* SPDX-License-Identifier: MIT */
/* Keys as people and systems maul them, generated: whatever they are, each row is in one category and the ledger adds
 * up. */
#include "gap_of.h"

enum { KEYS = 60, ROWS = 400, WORLDS = 12 };

/* splitmix64 (Steele, Lea and Flood 2014). */
static uint64_t next(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15U;
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9U;
	z = (z ^ z >> 27) * 0x94d049bb133111ebU;
	return z ^ z >> 31;
}

static void add_wide(struct sd_str *str, unsigned number)
{
	/* U+FF10 and on: full-width digits. */
	for (unsigned unit = 1000; unit; unit /= 10)
		sd_str_addf(str, "\xef\xbc%c", (int)(0x90 + number / unit % 10));
}

/* The key of customer `number`, as one of those ways. */
static void add_key(struct sd_str *str, unsigned number, unsigned way)
{
	switch (way) {
	case 0:
	case 1:
	case 2: sd_str_addf(str, "KA%04u", number); break;
	case 3: sd_str_addf(str, "ka%04u", number); break;
	case 4: sd_str_addf(str, "  KA%04u\t", number); break;
	case 5: sd_str_addf(str, "KA%u", number); break;
	case 6: sd_str_addf(str, "\xd0\x9a\x41%04u", number); break;	       /* U+041A, Cyrillic */
	case 7: sd_str_addf(str, "K\xd0\xb0%04u", number); break;	       /* U+0430 */
	case 8: sd_str_addf(str, "KA\xc2\xad%04u", number); break;	       /* a soft hyphen */
	case 9: sd_str_addf(str, "KA%04u\xe2\x80\x8b", number); break;	       /* a zero-width space */
	case 10: sd_str_adds(str, "KA"), add_wide(str, number); break;
	case 11: sd_str_adds(str, " "); break;
	case 12: break;
	case 13: sd_str_adds(str, "\"\""); break;
	case 14: sd_str_adds(str, "\xe2\x80\x8b"); break; /* nothing to be seen, and no blank */
	case 15: sd_str_addf(str, "\"KA%04u, or so\"", number); break;
	case 16: sd_str_addf(str, "000%04u", number); break;
	case 17: sd_str_adds(str, "n/a"); break;
	case 18: sd_str_addf(str, "K\xcc\x81%04u", number); break; /* an accent by itself */
	default: sd_str_addf(str, "XX%04u", number); break;
	}
}
enum { WAYS = 20 };

static void write_file(struct sd_str *str, const char *head, size_t rows, uint64_t *state, bool orders)
{
	sd_str_clear(str);
	sd_str_adds(str, head);
	for (size_t i = 0; i < rows; i++) {
		unsigned number = (unsigned)(next(state) % KEYS), way = (unsigned)(next(state) % WAYS);
		/* In the log most are as they should be. */
		add_key(str, number, orders && next(state) % 4 ? 0 : way);
		sd_str_addf(str, ",2024-0%u-1%u%s\n", (unsigned)(1 + next(state) % 6), (unsigned)(next(state) % 10),
			    orders ? "" : next(state) % 5 ? ",9" : ",");
	}
}

static void check(const struct sd_gap *gap)
{
	uint64_t sum = 0, customers = 0;
	size_t *taken = sd_calloc(gap->ledger->length + 1, sizeof *taken);
	for (int i = 0; i < SD_MATCH_LENGTH; i++)
		sum += gap->matched.answers[i];
	assert_int_equal(sum, ROWS);
	for (int i = 0; i < SD_CUSTOMER_LENGTH; i++)
		customers += gap->matched.customers[i];
	assert_int_equal(customers, gap->matched.customers_total);
	uint64_t seen[SD_MATCH_LENGTH] = {0};
	for (size_t i = 0; i < gap->answers.length; i++) {
		const struct sd_respondent *answer = gap->answers.items + i;
		seen[answer->match]++;
		if (!sd_respondent_is_matched(answer)) {
			assert_true(answer->customer == SD_NO_CUSTOMER);
			continue;
		}
		struct sd_text key = gap->ledger->customers[answer->customer].key;
		assert_int_equal(taken[answer->customer]++, 0); /* nobody's purchases are two people's */
		assert_int_equal(sd_text_equal(key, answer->key), answer->match == SD_MATCH_EXACT);
		struct sd_str normal = SD_STR_INIT;
		sd_key_normalise(&normal, key, gap->answers.key_rules);
		assert_true(sd_text_equal(sd_str_text(&normal), answer->normal));
		sd_str_release(&normal);
	}
	assert_memory_equal(seen, gap->matched.answers, sizeof seen);
	free(taken);
}

static void the_ledger_adds_up_whatever_the_keys(void **state)
{
	(void)state;
	static const char *const rules[][2] = {{"trim", "case"}, {"none", NULL}, {"digits", NULL}, {"phone", NULL}};
	struct sd_str orders = SD_STR_INIT, survey = SD_STR_INIT;
	struct sd_error err = SD_ERROR_INIT;
	uint64_t seed = 162;
	for (size_t world = 0; world < WORLDS; world++) {
		write_file(&orders, "customer_id,time\n", 200, &seed, true);
		write_file(&survey, "id,date,score\n", ROWS, &seed, false);
		struct sd_gap gap;
		sd_gap_init(&gap);
		gap.windows.horizon = 28;
		gap.expects = false;
		const char *const *names = rules[world % 4];
		assert_int_equal(sd_gap_key_rules(&gap, names, names[1] ? 2 : 1, &err), 0);
		const char *const sources[] = {orders.data, NULL, NULL, NULL};
		struct rows *rows = read_gap(&gap, survey.data, 1, 1, &no_names, sources);
		judge_gap(&gap);
		check(&gap);
		sd_gap_release(&gap);
		free_rows(rows);
	}
	sd_str_release(&orders);
	sd_str_release(&survey);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_ledger_adds_up_whatever_the_keys),
	};
	return cmocka_run_group_tests(tests, draw_key, NULL);
}
