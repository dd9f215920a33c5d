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
	assert_int_equal(kind_of("Other (please specify)", "a tram|my sister|my sister|Tram|a tram|my sister"), SD_QUESTION_OPEN);
	assert_int_equal(kind_of("Other", "Yes|No|Yes|No|No"), SD_QUESTION_CHOICE);
	assert_int_equal(kind_of("What made you choose us?", "the staff|price|A friend told me|your shop window"), SD_QUESTION_OPEN);
	assert_int_equal(kind_of("Pick one. Choose the nearest.", "the staff|the price|a friend told me|the shop window|the price"),
			 SD_QUESTION_CHOICE);
	assert_int_equal(kind_of("Which brand comes to mind?", "Nike|nike|nike|Adi|adi|Adi|Puma|puma|Puma|Kelme|kelme|Umbro|Umbro|Nike"),
			 SD_QUESTION_OPEN);
	assert_int_equal(kind_of("Gender", "male|Male|male|female|Female|female|female|F|M|male|Male|Female"), SD_QUESTION_CHOICE);
	assert_int_equal(kind_of("Which is nearest to your view?",
				 "I would rather pay less|They should ask us first|I would rather pay less|It is all the same to me|"
				 "They should ask us first|I have no view on it at all"),
			 SD_QUESTION_CHOICE);
	assert_int_equal(kind_of("Mail", "a@example.com|b@example.com|c@example.com"), SD_QUESTION_ID);
	assert_int_equal(kind_of("Your name", "Ada Croft|Ben Lind|Cleo Marsh"), SD_QUESTION_ID);
	assert_int_equal(kind_of("Your favourite saint", "Ada Croft|Ben Lind|Cleo Marsh"), SD_QUESTION_OPEN);
	assert_int_equal(kind_of("Paid", "1|0|0|1"), SD_QUESTION_CHOICE);
	assert_int_equal(kind_of("Rating", "1|5|3|4"), SD_QUESTION_SCALE);
	assert_int_equal(kind_of("Nothing", "||"), SD_QUESTION_UNKNOWN);
}

static void columns_of_a_grid_are_of_one_kind(void **state)
{
	static const char *const labels[] = {"Q1(1) Which did you mean? [Games][]", "Q1(2) Which did you mean? [News][]",
					     "Q1(3) Which did you mean? [Maps][]", "Q1(4) Which did you mean? [Post][]",
					     "Q1(5) Which did you mean? [Music][]"};
	static const char *const cells[] = {"the red one|none that I know", "a paper from home|the radio", "the old atlas|my phone, mostly",
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
		cmocka_unit_test(columns_of_a_grid_are_of_one_kind),
		cmocka_unit_test(options_of_another_column_tell_a_choice),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
