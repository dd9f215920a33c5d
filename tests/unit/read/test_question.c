/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/hash.h"
#include "read/question.h"

enum { COLUMNS = 6 };

struct survey {
	struct sd_shape shape;
	struct sd_question questions[COLUMNS];
};

/* Columns labelled `labels`; `cells` of each are parted by `|`. */
static void begin(struct survey *survey, const char *const *labels, const char *const *cells, size_t length)
{
	survey->shape = (struct sd_shape)SD_SHAPE_INIT;
	assert_false(sd_hash_init());
	for (size_t c = 0; c < length; c++) {
		struct sd_shape_column column = {.name = sd_text_of(labels[c]), .label = sd_text_of(labels[c])};
		SD_GROW(survey->shape.columns, survey->shape.length, survey->shape.room);
		survey->shape.columns[survey->shape.length++] = column;
		sd_question_init(&survey->questions[c]);
		for (const char *at = cells[c]; *at;) {
			size_t end = strcspn(at, "|");
			sd_question_add(&survey->questions[c], (struct sd_cell){{at, end}, SD_CELL_TEXT});
			at += end + (at[end] == '|');
		}
	}
	sd_questions_tell(&survey->shape, survey->questions);
}

static void end(struct survey *survey)
{
	for (size_t c = 0; c < survey->shape.length; c++)
		sd_question_release(&survey->questions[c]);
	sd_shape_release(&survey->shape);
}

static enum sd_question_kind kind_of(const char *label, const char *cells)
{
	struct survey survey;
	begin(&survey, &label, &cells, 1);
	enum sd_question_kind kind = survey.shape.columns[0].kind;
	end(&survey);
	return kind;
}

static void cells_tell_the_kind(void **state)
{
	(void)state;
	assert_int_equal(kind_of("Bus", "Bus|Bus||Bus"), SD_QUESTION_CHOICE);
	assert_int_equal(kind_of("Other (please specify)", "a tram|my sister|my sister|Tram|a tram|my sister"),
			 SD_QUESTION_OPEN);
	assert_int_equal(kind_of("Other", "Yes|No|Yes|No|No"), SD_QUESTION_CHOICE);
	assert_int_equal(kind_of("What made you choose us?", "the staff|price|A friend told me|your shop window"),
			 SD_QUESTION_OPEN);
	assert_int_equal(kind_of("Pick one. Choose the nearest.", "the staff|the price|a friend told me|the shop "
								  "window|the price"),
			 SD_QUESTION_CHOICE);
	assert_int_equal(kind_of("Which brand comes to mind?", "Nike|nike|nike|Adi|adi|Adi|Puma|puma|Puma|Kelme|kelme|"
							       "Umbro|Umbro|Nike"),
			 SD_QUESTION_OPEN);
	assert_int_equal(kind_of("Gender", "male|Male|male|female|Female|female|female|F|M|male|Male|Female"),
			 SD_QUESTION_CHOICE);
	assert_int_equal(kind_of("Which is nearest to your view?", "I would rather pay less|They should ask us first|I "
								   "would rather pay less|It is all the same to "
								   "me|They should ask us first|I have no view on it "
								   "at all"),
			 SD_QUESTION_CHOICE);
	assert_int_equal(kind_of("Mail", "a@example.com|b@example.com|c@example.com"), SD_QUESTION_ID);
	assert_int_equal(kind_of("Your name", "Ada Croft|Ben Lind|Cleo Marsh"), SD_QUESTION_ID);
	assert_int_equal(kind_of("Your favourite saint", "Ada Croft|Ben Lind|Cleo Marsh"), SD_QUESTION_OPEN);
	assert_int_equal(kind_of("Paid", "1|0|0|1"), SD_QUESTION_CHOICE);
	assert_int_equal(kind_of("Rating", "1|5|3|4"), SD_QUESTION_SCALE);
	assert_int_equal(kind_of("Nothing", "||"), SD_QUESTION_UNKNOWN);
	assert_int_equal(kind_of("key", "0e9f1a02-7f2c-4b1d-9a4e-12d34c5b6a78|12345678-1234-1234-9abc-1234567890ab|"
					"99a1b2c3-0d4e-4f56-8a7b-1c2d3e4f5a6b"),
			 SD_QUESTION_ID);
	assert_int_equal(kind_of("When", "2024-03-01T09:30:00Z|1 March 2024|20 Mar 2024 9:30pm"), SD_QUESTION_DATE);
}

static enum sd_question_kind kind_with(struct sd_shape_column column, const char *cells)
{
	struct sd_question question;
	sd_question_init(&question);
	for (const char *at = cells; *at;) {
		size_t end = strcspn(at, "|");
		sd_question_add(&question, (struct sd_cell){{at, end}, SD_CELL_TEXT});
		at += end + (at[end] == '|');
	}
	enum sd_question_kind kind = sd_question_tell(&question, &column);
	sd_question_release(&question);
	return kind;
}

/* What is typed is no choice, and words only where it is no number, date, address or name. */
static void what_is_typed(void **state)
{
	struct sd_shape_column column = {.name = SD_TEXT("Q6"), .label = SD_TEXT("How much?"), .typed = true};
	(void)state;
	assert_int_equal(kind_with(column, "31|7|64|18"), SD_QUESTION_NUMBER);
	assert_int_equal(kind_with(column, "1|2|1|1"), SD_QUESTION_NUMBER);
	assert_int_equal(kind_with(column, "more|more|more|less"), SD_QUESTION_OPEN);
	assert_int_equal(kind_with(column, "a@example.org|b@example.org|c@example.org"), SD_QUESTION_ID);
	column.label = SD_TEXT("Your name");
	assert_int_equal(kind_with(column, "Ada Croft|Ben Lind|Cleo Marsh"), SD_QUESTION_ID);
}

/* Of a grid, one number or 0 and 1 are a box that was ticked; two others are points of a scale. */
static void boxes_and_points(void **state)
{
	struct sd_shape_column column = {.name = SD_TEXT("Q2_1"),
					 .label = SD_TEXT("Rate - Tea"),
					 .group = SD_TEXT("Rate"),
					 .option = SD_TEXT("Tea")};
	(void)state;
	assert_int_equal(kind_with(column, "3|3||3"), SD_QUESTION_CHOICE);
	assert_int_equal(kind_with(column, "1|0"), SD_QUESTION_CHOICE);
	assert_int_equal(kind_with(column, "5|3|5"), SD_QUESTION_SCALE);
}

/* SPSS: a scale whose ends alone are named, or whose labels are its numbers, is no choice. */
static void labelled_scales(void **state)
{
	static const struct sd_source_option ends[] = {{SD_TEXT("0"), SD_TEXT("never"), {0}},
						       {SD_TEXT("10"), SD_TEXT("surely"), {0}}},
					     digits[] = {{SD_TEXT("1"), {0}, SD_TEXT("1")},
							 {SD_TEXT("2"), {0}, SD_TEXT("2")},
							 {SD_TEXT("3"), {0}, SD_TEXT("3")}},
					     flags[] = {{SD_TEXT("0"), SD_TEXT("No"), {0}},
							{SD_TEXT("1"), SD_TEXT("Yes"), {0}}},
					     towns[] = {{SD_TEXT("1"), SD_TEXT("Ely"), {0}},
							{SD_TEXT("2"), SD_TEXT("Wells"), {0}}};
	struct sd_shape_column column = {.name = SD_TEXT("nps"),
					 .label = SD_TEXT("How likely?"),
					 .options = ends,
					 .options_length = 2};
	(void)state;
	assert_int_equal(kind_with(column, "0|10|7|8|9|3"), SD_QUESTION_SCALE);
	column.options = digits;
	column.options_length = 3;
	assert_int_equal(kind_with(column, "1|2|3|1|2|3"), SD_QUESTION_SCALE);
	column.options = flags;
	column.options_length = 2;
	assert_int_equal(kind_with(column, "0|1|0|1"), SD_QUESTION_CHOICE);
	column.options = towns;
	assert_int_equal(kind_with(column, "1|2|3|1|2"), SD_QUESTION_CHOICE);
	column.options_length = 0;
	column.name = SD_TEXT("id");
	column.label = SD_TEXT("Number");
	assert_int_equal(kind_with(column, "1|2|3|4|5"), SD_QUESTION_ID);
}

static void columns_of_a_grid_are_of_one_kind(void **state)
{
	static const char *const labels[] = {
		"Q1(1) Which did you mean? [Games][]", "Q1(2) Which did you mean? [News][]",
		"Q1(3) Which did you mean? [Maps][]", "Q1(4) Which did you mean? [Post][]",
		"Q1(5) Which did you mean? [Music][]"};
	static const char *const cells[] = {
		"the red one|none that I know", "a paper from home|the radio", "the old atlas|my phone, mostly",
		"Letters to my aunt|parcels from abroad", "Gnat|Gnat|Gnat|Gnat|Gnat|Moth|Moth|Wasp|Wasp"};
	struct survey survey;
	(void)state;
	assert_int_equal(kind_of(labels[4], cells[4]), SD_QUESTION_CHOICE);
	begin(&survey, labels, cells, 5);
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(survey.shape.columns[i].kind, SD_QUESTION_OPEN);
	end(&survey);
}

static void options_of_another_column_tell_a_choice(void **state)
{
	static const char *const labels[] = {"What held you back most?", "What would hold you back?"};
	static const char *const few = "The price of it|The price of it|My own fear|Too little time|a lame leg";
	struct sd_str many = SD_STR_INIT;
	struct survey survey;
	(void)state;
	assert_int_equal(kind_of(labels[1], few), SD_QUESTION_OPEN);
	for (int i = 0; i < 12; i++)
		sd_str_adds(&many, "The price of it|My own fear|Too little time|");
	const char *const cells[] = {many.data, few};
	begin(&survey, labels, cells, 2);
	assert_int_equal(survey.shape.columns[0].kind, SD_QUESTION_CHOICE);
	assert_int_equal(survey.shape.columns[1].kind, SD_QUESTION_CHOICE);
	end(&survey);
	sd_str_release(&many);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_tell_the_kind),
		cmocka_unit_test(what_is_typed),
		cmocka_unit_test(labelled_scales),
		cmocka_unit_test(boxes_and_points),
		cmocka_unit_test(columns_of_a_grid_are_of_one_kind),
		cmocka_unit_test(options_of_another_column_tell_a_choice),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
