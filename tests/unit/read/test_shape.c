/* SPDX-License-Identifier: MIT */
/* Header shapes: where the header stands, whose it is, and what columns are called. Vendors' whole exports are golden
 * cases (tests/cases/import); here is what decides. */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/hash.h"
#include "read/shape.h"

static const struct sd_shape_options plain = {NULL, -1, -1, false};
static const struct sd_source source = {.kind = &sd_source_text};

/* Records by line, cells parted by |. */
static void fill(struct sd_head_records *head, const char *text)
{
	while (*text) {
		size_t length = strcspn(text, "\n");
		struct sd_cell cells[32];
		struct sd_source_record record = {.cells = cells, .raw = {text, length}};
		for (size_t at = 0; at <= length && record.length < 32;) {
			size_t cell = strcspn(text + at, "|\n");
			cells[record.length++] =
				(struct sd_cell){{text + at, cell}, cell ? SD_CELL_TEXT : SD_CELL_ABSENT};
			at += cell + 1;
		}
		sd_head_records_add(head, &record);
		text += length + (text[length] == '\n');
	}
}

static void check_with(const struct sd_shape_options *options, const char *text, const char *name, size_t before,
		       size_t headers, const char *columns)
{
	struct sd_head_records head = SD_HEAD_RECORDS_INIT;
	struct sd_shape shape = SD_SHAPE_INIT;
	struct sd_error err = SD_ERROR_INIT;
	struct sd_str got = SD_STR_INIT;
	fill(&head, text);
	assert_int_equal(sd_shape_find(&head, &source, options, &shape, &err), 0);
	for (size_t c = 0; c < shape.length; c++) {
		sd_str_adds(&got, c ? "|" : "");
		sd_str_add_text(&got, shape.columns[c].name);
	}
	assert_string_equal(shape.name, name);
	assert_string_equal(got.data, columns);
	assert_int_equal(shape.before, before);
	assert_int_equal(shape.headers, headers);
	assert_true(shape.why.length > 0);
	sd_str_release(&got);
	sd_shape_release(&shape);
	sd_head_records_release(&head);
}

static void check(const char *text, const char *name, size_t before, size_t headers, const char *columns)
{
	check_with(&plain, text, name, before, headers, columns);
}

static void tables(void **state)
{
	(void)state;
	check("id|text\n1|good\n2|bad\n", "table", 0, 1, "id|text");
	check("1|good\n2|bad\n3|so so\n", "table", 0, 0, "column_1|column_2");
	check("a|b|c\n", "table", 0, 1, "a|b|c");
	check("comment\nGood\nBad\n", "table", 0, 1, "comment");
	/* Years name columns; a number over words does not. */
	check("town|2020|2021\nEly|3|4\nWells|5|6\nAshby|1|2\n", "table", 0, 1, "town|2020|2021");
}

static void preambles(void **state)
{
	(void)state;
	check("Visits of the year||\n||\nid|text|score\n1|good|3\n2|bad|4\n", "table", 2, 1, "id|text|score");
	check("Visits of the year\n\nid|text|score\n1|good|3\n2|bad|4\n", "table", 2, 1, "id|text|score");
	check("sep=,\nid|text\n1|good\n2|bad\n", "table", 1, 1, "id|text");
	/* Lines of it that are wider than a third: short, as programs write them, or filled up, as spreadsheets do. */
	check("Visits\nMade by: Ann\nFilter: all| whole\nid|text|score\n1|good|3\n"
	      "2|bad|4\n", "table", 3, 1, "id|text|score");
	check("Visits||\nMade|2024-03-01|\n||\nid|text|score\n1|good|3\n2|bad|4\n", "table", 3, 1, "id|text|score");
	check("Visits||\nMade on|2024-03-01|\nid|text|score\n1|good|3\n2|bad|4\n", "table", 2, 1, "id|text|score");
	/* A header that is short is no preamble, nor is one with a name missing. */
	check("id|text\n1|good|3\n2|bad|4\n3|so|5\n", "table", 0, 1, "id|text");
	check("id||score|town\n1|good|3|Ely\n2|bad|4|Wells\n3|so|5|Ely\n", "table", 0, 1, "id|column_2|score|town");
}

static void several_headers(void **state)
{
	(void)state;
	check("score||text\nfirst|second|said\n1|2|good\n3|4|bad\n5|6|so\n", "table", 0, 2,
	      "score - first|score - second|text - said");
	check("id|score\nid|score\n1|2\n3|4\n5|6\n", "table", 0, 2, "id|score");
	/* Names over questions, each by itself. */
	check("CASE|A102_01|A103\nRunning number|How good: tea|What else?\n1|2|good\n3|4|bad\n5|6|so\n", "table", 0, 2,
	      "CASE|A102_01|A103");
}

/* … but lines that are all the same are records. */
static void all_the_same(void **state)
{
	(void)state;
	check("yes|so\nyes|so\nyes|so\nyes|so\nyes|so\nyes|so\n", "table", 0, 0, "column_1|column_2");
}

/* A delimiter too many in the header must not shift its names. */
static void header_with_a_cell_too_many(void **state)
{
	(void)state;
	check("id||text|score\n1|good|3\n2|bad|4\n3|so|5\n", "table", 0, 1, "id|text|score");
	check("|id|text|score\n1|good|3\n2|bad|4\n3|so|5\n", "table", 0, 1, "id|text|score");
	/* At the end it shifts none; a column without a name that records have stays. */
	check("id|text|score|\n1|good|3\n2|bad|4\n3|so|5\n", "table", 0, 1, "id|text|score|column_4");
	check("|text|score\n1|good|3\n2|bad|4\n3|so|5\n", "table", 0, 1, "column_1|text|score");
}

static void names(void **state)
{
	(void)state;
	check("a|a|a_2|b\n1|2|3|4\n5|6|7|8\n", "table", 0, 1, "a|a_2|a_2_2|b");
	check("<b>How</b>  was&nbsp;it?|n\ngood|2\nbad|3\n", "table", 0, 1, "How was it?|n");
	check("What did you like best about the place where you had your lunch today?|n\ngood|2\n"
	      "bad|3\n", "table", 0, 1,
	      "What did you like best about the place where you had your|n");
	struct sd_shape_options longer = plain;
	longer.long_names = true;
	check_with(&longer, "What did you like best about the place where you had your lunch today?|n\ngood|2\nbad|3\n",
		   "table", 0, 1, "What did you like best about the place where you had your lunch today?|n");
}

/* The columns of a grid are cut alike, however long each by itself would be. */
static void names_of_a_grid(void **state)
{
	(void)state;
	check("id|How would you rate each of these things that we sell? - Tea|How would you rate each of these things "
	      "that we sell? - Buns, warm\n"
	      "1|2|3\n2|3|4\n",
	      "table", 0, 1, "id|How would you rate each of these - Tea|How would you rate each of these - Buns, warm");
}

static void as_told(void **state)
{
	struct sd_shape_options told = plain;
	struct sd_head_records head = SD_HEAD_RECORDS_INIT;
	struct sd_shape shape = SD_SHAPE_INIT;
	struct sd_error err = SD_ERROR_INIT;
	(void)state;
	told.header_rows = 0;
	check_with(&told, "good|x\nbad|y\n", "table", 0, 0, "column_1|column_2");
	told.header_rows = 1;
	told.skip = 1;
	check_with(&told, "9|9\n1|2\n3|4\n", "table", 1, 1, "1|2");
	told = plain;
	told.kind = "qualtrics";
	fill(&head, "id|text\n1|good\n2|bad\n");
	assert_int_equal(sd_shape_find(&head, &source, &told, &shape, &err), -1);
	assert_non_null(strstr(err.message.data, "qualtrics"));
	sd_error_release(&err);
	sd_shape_release(&shape);
	sd_head_records_release(&head);
}

static void vendors(void **state)
{
	(void)state;
	check("StartDate|Q1\nStart|How?\n{\"ImportId\":\"startDate\"}|{\"ImportId\":\"QID1\"}\n2024-01-02|ok\n",
	      "qualtrics", 0, 3, "StartDate|Q1");
	check("Respondent ID|Collector ID|Start Date|What is good?|\n|||Soup|Cake\n"
	      "1|2|2024-01-02|Soup|\n", "surveymonkey", 0, 2,
	      "Respondent ID|Collector ID|Start Date|What is good? - Soup|What is good? - Cake");
	check("Timestamp|How was it?\n2024-01-02 10:00|ok\n2024-01-03 11:00|bad\n", "google-forms", 0, 1,
	      "Timestamp|How was it?");
	check("#|How *did* you like _it_?|snake_case and _such_|utm_a_b|Submit Date (UTC)|Network ID\n"
	      "k1|5|a|b|2024-01-02|n1\n", "typeform", 0,
	      1, "#|How did you like it?|snake_case and such|utm_a_b|Submit Date (UTC)|Network ID");
	check("KEY|SubmissionDate|formdef_version|q\nuuid:1|2024-01-02|3|ok\n", "surveycto", 0, 1,
	      "KEY|SubmissionDate|formdef_version|q");
}

/* Codes and texts in one cell, as LimeSurvey offers them. */
static void limesurvey_codes_and_texts(void **state)
{
	struct sd_head_records head = SD_HEAD_RECORDS_INIT;
	struct sd_shape shape = SD_SHAPE_INIT;
	struct sd_error err = SD_ERROR_INIT;
	(void)state;
	fill(&head, "id. Response ID|submitdate. Date submitted|lastpage. Last page|startlanguage. Start language|"
		    "G1Q1. Why? Say.|G1Q2[SQ001]. Which do you use? [Web]|G1Q2[SQ002]. Which do you use? [App]\n"
		    "1|2024-05-01 12:00:00|2|en|So|Y|N\n2||1|en|No|N|N\n");
	assert_int_equal(sd_shape_find(&head, &source, &plain, &shape, &err), 0);
	assert_string_equal(shape.name, "limesurvey");
	assert_int_equal(shape.finished, 1);
	assert_true(shape.columns[0].about && shape.columns[3].about && !shape.columns[4].about);
	assert_true(sd_text_equals(shape.columns[4].name, "G1Q1"));
	assert_true(sd_text_equals(shape.columns[4].label, "Why? Say."));
	assert_true(sd_text_equals(shape.columns[5].name, "G1Q2[SQ001]"));
	assert_true(sd_text_equals(shape.columns[5].group, "Which do you use?"));
	assert_true(sd_text_equals(shape.columns[6].option, "App"));
	sd_shape_release(&shape);
	sd_head_records_release(&head);
}

/* SurveyMonkey writes nothing below a question that is answered by a number: it is asked all the same. */
static void surveymonkey_first_question(void **state)
{
	struct sd_head_records head = SD_HEAD_RECORDS_INIT;
	struct sd_shape shape = SD_SHAPE_INIT;
	struct sd_error err = SD_ERROR_INIT;
	(void)state;
	fill(&head, "Respondent ID|Collector ID|Store|Would you recommend us?|What is good?\n||||Open-Ended Response\n"
		    "1|2|Ely|9|Soup\n");
	assert_int_equal(sd_shape_find(&head, &source, &plain, &shape, &err), 0);
	assert_string_equal(shape.name, "surveymonkey");
	assert_true(shape.columns[1].about && shape.columns[2].about && !shape.columns[3].about &&
		    !shape.columns[4].about);
	sd_shape_release(&shape);
	sd_head_records_release(&head);
}

/* As many columns as there can be, of long names with many marks: half a minute where each is held against each. */
static void many_columns_take_no_long(void **state)
{
	enum { COLUMNS = 16000, FIRST = 3, MARKS = 40 };
	static const char *const names[FIRST] = {"KEY", "formdef_version", "SubmissionDate"};
	struct sd_head_records head = SD_HEAD_RECORDS_INIT;
	struct sd_shape shape = SD_SHAPE_INIT;
	struct sd_error err = SD_ERROR_INIT;
	struct sd_str text = SD_STR_INIT;
	struct sd_cell *cells = sd_calloc(COLUMNS, sizeof *cells);
	(void)state;
	for (int k = 0; k < MARKS; k++)
		sd_str_adds(&text, "a_");
	for (size_t c = 0; c < COLUMNS; c++)
		cells[c] = (struct sd_cell){c < FIRST ? sd_text_of(names[c]) : sd_str_text(&text), SD_CELL_TEXT};
	struct sd_source_record record = {.cells = cells, .length = COLUMNS};
	sd_head_records_add(&head, &record);
	for (size_t c = 0; c < COLUMNS; c++)
		cells[c].text = SD_TEXT("1");
	sd_head_records_add(&head, &record);
	alarm(10);
	assert_int_equal(sd_shape_find(&head, &source, &plain, &shape, &err), 0);
	alarm(0);
	assert_string_equal(shape.name, "surveycto");
	assert_int_equal(shape.length, COLUMNS);
	struct sd_text stem = shape.columns[FIRST].name, last = shape.columns[COLUMNS - 1].name;
	assert_true(last.length == stem.length + 6 && !memcmp(last.data, stem.data, stem.length));
	assert_memory_equal(last.data + stem.length, "_15997", 6);
	free(cells);
	sd_str_release(&text);
	sd_shape_release(&shape);
	sd_head_records_release(&head);
}

/* What each column is: `a` about the response, `t` typed, else `-`; of a part, its question and option. */
static void check_parts(const char *text, const char *name, const char *parts)
{
	struct sd_head_records head = SD_HEAD_RECORDS_INIT;
	struct sd_shape shape = SD_SHAPE_INIT;
	struct sd_error err = SD_ERROR_INIT;
	struct sd_str got = SD_STR_INIT;
	fill(&head, text);
	assert_int_equal(sd_shape_find(&head, &source, &plain, &shape, &err), 0);
	for (size_t c = 0; c < shape.length; c++) {
		const struct sd_shape_column *column = &shape.columns[c];
		sd_str_adds(&got, c ? "|" : "");
		if (column->group.length) {
			sd_str_add_text(&got, column->group);
			sd_str_adds(&got, "=>");
			sd_str_add_text(&got, column->option);
		} else {
			sd_str_adds(&got, column->about ? "a" : column->typed ? "t" : "-");
		}
	}
	assert_string_equal(shape.name, name);
	assert_string_equal(got.data, parts);
	sd_str_release(&got);
	sd_shape_release(&shape);
	sd_head_records_release(&head);
}

static void parts_of_questions(void **state)
{
	(void)state;
	check_parts("id|How was it? [Tea]|How was it? [Bun]|Why [x]\n1|good|bad|so\n2|bad|bad|so\n", "table",
		    "-|How was it?=>Tea|How was it?=>Bun|-");
	check_parts("id|Our staff >> Speed|Our staff >> Care|Text\n1|5|4|so\n2|3|4|so\n", "table",
		    "-|Our staff=>Speed|Our staff=>Care|-");
	check_parts("id|Tried - Tea|Tried - Bun\n1|5|4\n2|3|4\n", "table", "-|Tried=>Tea|Tried=>Bun");
	check_parts("Response ID|Time Started|Legacy Comments|SessionID|Tea:Tried?|Bun, hot:Tried?|Time: when?\n"
		    "1|2024-03-01|x|y|Tea||noon\n",
		    "alchemer", "a|a|a|a|Tried?=>Tea|Tried?=>Bun, hot|-");
	/* KoboToolbox: parts alone, in a group that holds other things too. */
	check_parts("_id|_uuid|_submission_time|f/age|f/ate/tea|f/ate/bun|f/why\n1|u|2024-03-01|30|1|0|so\n"
		    "2|v|2024-03-01|41|0|1|so\n",
		    "kobo", "a|a|a|-|f/ate=>tea|f/ate=>bun|-");
	check_parts("V1|V8|Q3_1|Q3_2|Q4_1\nResponseID|StartDate|Rate it:-Tea|Rate it:-Bun|Pay-as-you-go\n"
		    "R_1|2024-03-01|1|2|3\n",
		    "qualtrics-legacy", "a|a|Rate it:=>Tea|Rate it:=>Bun|-");
}

/* What tools tell of how an answer came about. */
static void typed_or_made(void **state)
{
	(void)state;
	check_parts("Q1|Q2|Q3_Size\nAge?|How?|Photo - Size\n"
		    "{\"ImportId\":\"QID1_TEXT\"}|{\"ImportId\":\"QID2\"}|{\"ImportId\":\"QID3_FILE_SIZE\"}\n"
		    "31|good|70123\n",
		    "qualtrics", "t|-|a");
	/* Of workbooks, which have no ImportIds; and where the questions were deleted. */
	check("StartDate|EndDate|Finished|ResponseId|Q1\nStart Date|End Date|Finished|Response ID|How was it?\n"
	      "2024-03-01|2024-03-01|1|R_1|good\n",
	      "qualtrics", 0, 2, "StartDate|EndDate|Finished|ResponseId|Q1");
	check("StartDate|EndDate|Finished|ResponseId|Q1\n2024-03-01|2024-03-01|1|R_1|good\n"
	      "2024-03-01|2024-03-02|1|R_2|bad\n", "qualtrics", 0, 1,
	      "StartDate|EndDate|Finished|ResponseId|Q1");
	/* Of a quiz, in any language; a grid has no column of its question alone. */
	check_parts("Zeitstempel|Was?|Was? [Wertung]|Was? [Feedback]|Wie? [Tee]|Wie? [Kaffee]\n"
		    "1.3.2024|a|1|x|gut|gut\n", "google-forms",
		    "a|-|a|a|Wie?=>Tee|Wie?=>Kaffee");
	check_parts("ID|Starttid|Sluttid|Hvem|Navn|Hva?|Poeng - Hva?|Merknad - Hva?|Ros - og ris\n"
		    "1|2024-03-01T09:00:00|2024-03-01T09:01:00|anonymous||a|1|x|so\n"
		    "2|2024-03-01T09:00:00|2024-03-01T09:01:00|b@example.org||a|1|x|so\n",
		    "microsoft-forms", "a|a|a|a|a|-|a|a|-");
	check_parts("ID|Opened|Closed|Who|Text\n1|2024-03-01 09:00|2024-03-01 10:00|Ann|so\n"
		    "2|2024-03-01 09:00|2024-03-01 10:00|Ben|so\n",
		    "table", "-|-|-|-|-");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables), cmocka_unit_test(preambles), cmocka_unit_test(several_headers),
		cmocka_unit_test(header_with_a_cell_too_many), cmocka_unit_test(all_the_same),
		 cmocka_unit_test(names), cmocka_unit_test(names_of_a_grid), cmocka_unit_test(as_told),
		cmocka_unit_test(vendors), cmocka_unit_test(limesurvey_codes_and_texts),
		cmocka_unit_test(surveymonkey_first_question), cmocka_unit_test(many_columns_take_no_long),
		cmocka_unit_test(parts_of_questions), cmocka_unit_test(typed_or_made),
	};
	if (sd_hash_init())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
