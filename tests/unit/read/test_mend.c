/* SPDX-License-Identifier: MIT */
/* mend.h and further.h: records that differ from those around them. */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "read/further.h"

/* A record of cells parted by |, an absent one where there is nothing; points into `line`. */
static struct sd_source_record record_of(const char *line, struct sd_cell cells[16])
{
	struct sd_source_record record = {.cells = cells, .line = 7, .raw = sd_text_of(line)};
	for (const char *at = line;; at++) {
		const char *end = strchr(at, '|');
		size_t length = end ? (size_t)(end - at) : strlen(at);
		cells[record.length++] = (struct sd_cell){{at, length}, length ? SD_CELL_TEXT : SD_CELL_ABSENT};
		if (!end)
			return record;
		at = end;
	}
}

static void add(struct sd_head_records *head, const char *line)
{
	struct sd_cell cells[16];
	struct sd_source_record record = record_of(line, cells);
	sd_head_records_add(head, &record);
}

/* A header, and ten records of a date, a code, words, a number and nothing. */
static void fill(struct sd_head_records *head)
{
	static const char *const words[] = {"Good", "Too loud at noon", "Fine, really", "The soup", "So so"};
	add(head, "day|code|said|score|remarks");
	for (int i = 0; i < 10; i++) {
		struct sd_str line = SD_STR_INIT;
		sd_str_addf(&line, "2024-03-%02d|A%c-%d|%s%.*s|%d|", i + 1, 'B' + i, 100 + i, words[i % 5], i,
			    " and so on and on", i % 5);
		add(head, line.data);
		sd_str_release(&line);
	}
}

static struct sd_head_records head;
static struct sd_mender mender;

static int set_up(void **state)
{
	(void)state;
	head = (struct sd_head_records)SD_HEAD_RECORDS_INIT;
	fill(&head);
	sd_mender_init(&mender, &head, 1, 5);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	sd_mender_release(&mender);
	sd_head_records_release(&head);
	return 0;
}

static void mend(const char *line, enum sd_mend how, const char *wanted)
{
	struct sd_cell cells[16];
	struct sd_source_record record = record_of(line, cells);
	struct sd_str got = SD_STR_INIT;
	assert_int_equal(sd_mend(&mender, &record), how);
	for (size_t i = 0; i < record.length; i++) {
		sd_str_adds(&got, i ? "/" : "");
		sd_str_add_text(&got, record.cells[i].text);
	}
	assert_string_equal(got.data ? got.data : "", wanted);
	assert_int_equal(record.fault != NULL, how == SD_MEND_MENDED);
	assert_true(how != SD_MEND_MENDED || (record.fault_line == 7 && record.length == 5));
	sd_str_release(&got);
}

static void too_many(void **state)
{
	(void)state;
	mend("2024-03-11|AX-111|Nice|4|", SD_MEND_FITS, "2024-03-11/AX-111/Nice/4/");
	mend("|2024-03-11|AX-111|Nice|4|", SD_MEND_MENDED, "2024-03-11/AX-111/Nice/4/");
	mend("2024-03-11||AX-111|Nice|4|", SD_MEND_MENDED, "2024-03-11/AX-111/Nice/4/");
	mend("2024-03-11|AX-111||Nice|4|", SD_MEND_MENDED, "2024-03-11/AX-111/Nice/4/");
	mend("2024-03-11|AX-111|Nice||4|", SD_MEND_MENDED, "2024-03-11/AX-111/Nice/4/");
	/* At the end it does no harm. */
	mend("2024-03-11|AX-111|Nice|4||", SD_MEND_FITS, "2024-03-11/AX-111/Nice/4//");
	mend("2024-03-11|AX-111|Nice|or so|4|", SD_MEND_ODD, "2024-03-11/AX-111/Nice/or so/4/");
	/* A text with the delimiter and a blank in it. */
	mend("2024-03-11|AX-111|Nice| or so| I think|4|", SD_MEND_MENDED, "2024-03-11/AX-111/Nice| or so| I think/4/");
}

static void too_few(void **state)
{
	(void)state;
	mend("2024-03-11AX-111|Nice|4|", SD_MEND_MENDED, "2024-03-11/AX-111/Nice/4/");
	mend("2024-03-11|AX-111Nice|4|", SD_MEND_MENDED, "2024-03-11/AX-111/Nice/4/");
	mend("2024-03-11|AX-111|Nice4|", SD_MEND_MENDED, "2024-03-11/AX-111/Nice/4/");
	mend("2024-03-11|AX-111|Nice\"4|", SD_MEND_MENDED, "2024-03-11/AX-111/Nice/4/");
	/* The last column is always blank: nothing is missing. */
	mend("2024-03-11|AX-111|Nice|4", SD_MEND_FITS, "2024-03-11/AX-111/Nice/4");
	/* A column that is never blank would be. */
	mend("2024-03-11|AX-111|Nice", SD_MEND_ODD, "2024-03-11/AX-111/Nice");
	mend("words|AX-111|4|", SD_MEND_ODD, "words/AX-111/4/");
}

static void other_marks(void **state)
{
	(void)state;
	mend("2024-03-11 AX-111 Nice and warm 4 ", SD_MEND_MENDED, "2024-03-11/AX-111/Nice and warm/4/");
	mend("2024-03-11 AX-111 \"Nice and warm\" 4 ", SD_MEND_MENDED, "2024-03-11/AX-111/Nice and warm/4/");
	mend("Nice and warm it was that day", SD_MEND_ODD, "Nice and warm it was that day");
	mend("2024-03-11 AX-111 \"Nice \"\"and\"\" warm\" 4 ", SD_MEND_MENDED,
	     "2024-03-11/AX-111/Nice \"and\" warm/4/");
	/* A cell with a doubled quote stands in no one place with those beside it. */
	mend("2024-03-11 \"A\"\"X\" Nice and warm 4 ", SD_MEND_ODD, "2024-03-11 \"A\"\"X\" Nice and warm 4 ");
}

/* Of few records, or records of all lengths, nothing is known. */
static void knows_when_not(void **state)
{
	struct sd_mender other;
	struct sd_head_records few = SD_HEAD_RECORDS_INIT;
	struct sd_cell cells[16];
	(void)state;
	add(&few, "a|b");
	add(&few, "1|2");
	add(&few, "3|4");
	sd_mender_init(&other, &few, 1, 2);
	struct sd_source_record record = record_of("5||6", cells);
	assert_int_equal(sd_mend(&other, &record), SD_MEND_ODD);
	record = record_of("5|6|", cells);
	assert_int_equal(sd_mend(&other, &record), SD_MEND_FITS);
	record = record_of("5", cells);
	assert_int_equal(sd_mend(&other, &record), SD_MEND_FITS);
	sd_mender_release(&other);
	add(&few, "1|2|3");
	add(&few, "1|2|3|4");
	sd_mender_init(&other, &few, 1, 2);
	assert_int_equal(other.width, 0);
	record = record_of("5||6", cells);
	assert_int_equal(sd_mend(&other, &record), SD_MEND_FITS);
	sd_mender_release(&other);
	sd_head_records_release(&few);
}

static enum sd_further_kind header(const struct sd_further *further, const char *line, bool behind_blank)
{
	struct sd_cell cells[16];
	struct sd_source_record record = record_of(line, cells);
	return sd_further_header(further, &mender, &record, behind_blank);
}

static void further_headers(void **state)
{
	struct sd_further further;
	(void)state;
	sd_further_init(&further, &head, 0, 1);
	assert_int_equal(header(&further, "day|code|said|score|remarks", false), SD_HEADER_AGAIN);
	assert_int_equal(header(&further, " day|code |said|score|remarks||", false), SD_HEADER_AGAIN);
	assert_int_equal(header(&further, "day|code|said|score", false), SD_HEADER_OTHER);
	assert_int_equal(header(&further, "day|code|said|score|remarks|more", false), SD_HEADER_OTHER);
	assert_int_equal(header(&further, "day|code|words|score|remarks", false), SD_HEADER_NONE);
	assert_int_equal(header(&further, "day", false), SD_HEADER_NONE);
	assert_int_equal(header(&further, "2024-03-12|AX-112|Nice|4|", true), SD_HEADER_NONE);
	/* Other names: only behind a blank record, and where columns of dates, codes and numbers would hold words. */
	assert_int_equal(header(&further, "town|people|shops|area", true), SD_HEADER_OTHER);
	assert_int_equal(header(&further, "town|people|shops|area", false), SD_HEADER_NONE);
	assert_int_equal(header(&further, "town|people|town|area", true), SD_HEADER_NONE);
	assert_int_equal(header(&further, "town|people|shops|4", true), SD_HEADER_NONE);
	assert_int_equal(header(&further, "Source: our own counting", true), SD_HEADER_NONE);
	sd_further_release(&further);
	/* A table without a header has none again. */
	sd_further_init(&further, &head, 1, 0);
	assert_int_equal(header(&further, "day|code|said|score|remarks", false), SD_HEADER_NONE);
	sd_further_release(&further);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(too_many), cmocka_unit_test(too_few),
					   cmocka_unit_test(other_marks), cmocka_unit_test(knows_when_not),
					   cmocka_unit_test(further_headers)};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
