/* SPDX-License-Identifier: MIT */
#include "source_checks.h"

static const struct sd_source_options plain = {.quote = -1, .escape = -1};

/* The table as PSPP writes it: raised digits have the bytes of plain ones, places without a character that of 0. */
static const char table[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz "
			    ".<(+|&[]!$*);^-/|,%_>?`:$@'=\"000000~-0000123456789000-()0{}\\";

/* A head and `content` behind it, in lines of 80 characters; `cut` leaves out the blanks at the ends of lines. */
static void write_file(struct sd_str *out, const char *content, bool cut)
{
	struct sd_str all = SD_STR_INIT;
	for (int i = 0; i < 5; i++)
		sd_str_adds(&all, "ASCII SPSS PORT FILE                    ");
	for (int i = 0; i < 64; i++)
		sd_str_addc(&all, '0');
	sd_str_adds(&all, table);
	while (all.length < 200 + 256)
		sd_str_addc(&all, '0');
	sd_str_adds(&all, "SPSSPORTA8/202401026/1011121E/GNU pspp 1.6.2");
	sd_str_adds(&all, content);
	while (all.length % 80)
		sd_str_addc(&all, 'Z');
	sd_str_clear(out);
	for (size_t at = 0; at < all.length; at += 80) {
		size_t length = all.length - at < 80 ? all.length - at : 80;
		while (cut && length && all.data[at + length - 1] == ' ')
			length--;
		sd_str_add(out, all.data + at, length);
		sd_str_adds(out, "\r\n");
	}
	sd_str_release(&all);
}

/* A number, a scale whose value 9 and those from 20 on are missing, a day, a string of 12 with a label, one of 5 that
 * may be missing. */
static const char survey[] =
	"45/5B/"
	"70/2/ID5/4/0/5/4/0/"
	"70/5/AGAIN5/2/0/5/2/0/89/AK/CK/Will you come again?"
	"70/3/DAYK/B/0/K/B/0/"
	"7C/3/WHY1/C/0/1/C/0/"
	"75/4/CODE1/5/0/1/5/0/85/zzz  "
	"D1/5/AGAIN3/1/6/Surely2/5/Never9/0/"
	"D1/4/CODE2/5/abc  5/First5/xyz  6/Second"
	"F1/1/J35M+3/C/tea and bun 5/abc  "
	"2/9/*.0/5/zzz  "
	"A.F/L/I1O8O00/C/a \xE9 b       5/xyz  "
	"-1T/2/*.1/ 3/abcZZ";

static void read_as(const char *content, bool cut, const char *wanted)
{
	struct sd_str bytes = SD_STR_INIT, said = SD_STR_INIT;
	write_file(&bytes, content, cut);
	struct sd_file file = file_of("survey.por", sd_str_text(&bytes));
	struct sd_source *source = open_files(NULL, &file, 1, &plain, &said);
	if (!source)
		fail_msg("%s", said.data);
	assert_string_equal(source->kind->name, "por");
	assert_records(source, wanted);
	close(file.fd);
	sd_str_release(&bytes);
	sd_str_release(&said);
}

static void what_pspp_writes(void **state)
{
	(void)state;
	for (int cut = 0; cut < 2; cut++)
		read_as(survey, cut, "1: #1|Surely|2024-02-29|tea and bun|First\n2: #2|~|~||~\n"
				     "3: #10.5|~|1999-12-31|a \xC3\xA9 b|Second\n"
				     "4: #-59|Never|~||First\n");
}

static void codes_of_one_label_stay_apart(void **state)
{
	(void)state;
	read_as("41/5B/70/1/A5/1/0/5/1/0/D1/1/A3/1/3/Yes2/3/Yes3/2/NoF1/2/3/Z", false, "1: Yes (1)\n2: Yes (2)\n"
										       "3: No\n");
}

static void damaged_ones_are_refused(void **state)
{
	static const char *const wrong[] = {
		"F1/", "70/1/A5/1/0/5/1/0/F1/2", "70/1/A5/1/0/5/1/0/Fx/Z", "8/", "C1/a", "X", "7ZZZZZZ/1/A",
		"71/TTTTTTT/A", "D1/1/A9/", "7A/1/A1/A/0/1/A/0/FTTTTTT/aZ",
		"70/1/A5/1/0/5/1/0/81/81/81/81/81/81/81/81/81/F1/Z"};
	struct sd_str bytes = SD_STR_INIT, said = SD_STR_INIT;
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		write_file(&bytes, wrong[i], false);
		struct sd_file file = file_of("bad.por", sd_str_text(&bytes));
		if (open_files(&sd_source_por, &file, 1, &plain, &said))
			fail_msg("taken: %s", wrong[i]);
		assert_non_null(strstr(said.data, "bad.por: no whole SPSS portable file (near byte "));
		close(file.fd);
	}
	write_file(&bytes, survey, false);
	size_t whole = (size_t)((const char *)memrchr(bytes.data, 'c', bytes.length) - bytes.data) + 2; /* the first
													   Z */
	for (size_t cut = 530; cut < whole; cut += 3) {
		struct sd_file file = file_of("cut.por", (struct sd_text){bytes.data, cut});
		if (open_files(&sd_source_por, &file, 1, &plain, &said))
			fail_msg("taken, though cut off at %zu", cut);
		close(file.fd);
	}
	sd_str_release(&bytes);
	sd_str_release(&said);
}

/* Sets and variables by the thousand: half a minute and more where each is held against each. */
static void many_sets_take_no_long(void **state)
{
	enum { VARIABLES = 2000, SETS = 150000 };
	struct sd_str content = SD_STR_INIT, bytes = SD_STR_INIT, said = SD_STR_INIT;
	(void)state;
	for (int i = 0; i < VARIABLES; i++)
		sd_str_addf(&content, "70/5/V%c%c%c%c5/1/0/5/1/0/", 'A' + i / 1000, 'A' + i / 100 % 10,
			    'A' + i / 10 % 10, 'A' + i % 10);
	sd_str_adds(&content, "D1/5/vBJJJ1/1/3/Yes");
	for (int i = 0; i < SETS; i++)
		sd_str_adds(&content, i % 2 ? "D0/0/" : "D1/5/VAAAA0/");
	sd_str_addc(&content, 'F');
	for (int i = 0; i < VARIABLES; i++)
		sd_str_adds(&content, "1/");
	sd_str_addc(&content, 'Z');
	write_file(&bytes, content.data, false);
	struct sd_file file = file_of("sets.por", sd_str_text(&bytes));
	alarm(20);
	struct sd_source *source = open_files(&sd_source_por, &file, 1, &plain, &said);
	alarm(0);
	assert_non_null(source);
	assert_int_equal(source->columns_length, VARIABLES);
	assert_int_equal(source->columns[VARIABLES - 1].options_length, 1);
	sd_source_free(source);
	close(file.fd);
	sd_str_release(&content);
	sd_str_release(&bytes);
	sd_str_release(&said);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_pspp_writes),
		cmocka_unit_test(codes_of_one_label_stay_apart),
		cmocka_unit_test(damaged_ones_are_refused),
		cmocka_unit_test(many_sets_take_no_long),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
