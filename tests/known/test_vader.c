/* SPDX-License-Identifier: MIT */
/* VADER's rules on its own lexicon give what its program prints: every line of
 * $SAYDO_TEST_DATA/known/vader_expected.txt, to the last decimal. The files are the authors' and no part of saydo. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/decimal.h"
#include "known/cells.h"
#include "say/vader.h"

static bool read_data(const char *name, struct sd_str *content)
{
	const char *data = getenv("SAYDO_TEST_DATA");
	struct sd_str path = SD_STR_INIT;
	sd_str_addf(&path, "%s/%s", data ? data : "", name);
	bool read = data && read_bytes(path.data, content);
	sd_str_release(&path);
	return read;
}

static struct sd_vader_tables *load(void)
{
	static const char *const names[] = {"lexicons/vader_lexicon.txt", "lexicons/vader_emoji.txt",
					    "known/vader_rules.tsv"};
	struct sd_vader_tables *tables = sd_vader_tables_new();
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct sd_str content = SD_STR_INIT;
		struct sd_error err = SD_ERROR_INIT;
		if (!read_data(names[i], &content)) {
			print_message("SKIPPED: SAYDO_TEST_DATA has no %s\n", names[i]);
			sd_str_release(&content);
			sd_vader_tables_free(tables);
			skip();
		}
		if (sd_vader_tables_add(tables, names[i], sd_str_text(&content), NULL, &err))
			fail_msg("%s", err.message.data);
		sd_str_release(&content);
	}
	assert_true(sd_vader_tables_whole(tables));
	return tables;
}

/* "neg 0.000 neu 0.254 pos 0.746 compound 0.8316", from the end of a line; what stands before is the sentence. */
static void every_published_score(void **state)
{
	(void)state;
	struct sd_vader_tables *tables = load();
	struct sd_vader *vader = sd_vader_new(tables);
	struct sd_str content = SD_STR_INIT;
	size_t lines = 0, failures = 0;
	assert_true(read_data("known/vader_expected.txt", &content));
	for (char *at = content.data, *end; (end = strchr(at, '\n')); at = end + 1) {
		*end = '\0';
		char *numbers = NULL;
		for (char *next = strstr(at, "neg "); next; next = strstr(next + 1, "neg "))
			numbers = next;
		assert_non_null(numbers);
		struct sd_text sentence = sd_text_trim((struct sd_text){at, (size_t)(numbers - at)});
		double negative, neutral, positive, compound;
		assert_int_equal(sscanf(numbers, "neg %lf neu %lf pos %lf compound %lf", &negative, &neutral, &positive,
					&compound),
				 4);
		const struct sd_sentiment_part *whole = &sd_vader_score(vader, sentence)->whole;
		lines++;
		if (whole->score == sd_decimal_of_double(compound) &&
		    whole->positive == sd_decimal_of_double(positive) &&
		    whole->negative == -sd_decimal_of_double(negative))
			continue;
		failures++;
		print_message("line %zu: compound %lld, pos %lld, neg %lld\n", lines, (long long)whole->score,
			      (long long)whole->positive, (long long)whole->negative);
	}
	assert_true(lines > 30);
	assert_int_equal(failures, 0);
	sd_str_release(&content);
	sd_vader_free(vader);
	sd_vader_tables_free(tables);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_published_score),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
