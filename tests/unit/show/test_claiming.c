/* SPDX-License-Identifier: MIT */
/* The claims of a survey read while it is, by small tables of the test's own. */
#include "../do/rows.h"

#include <math.h>

#include "base/mem.h"
#include "rows/composite.h"
#include "say/claim_cells.h"
#include "show/claiming.h"

static const char words[] = "self\t-\ti\nother\t-\tmy aunt\nchain\tcertain\twill\nunit\t365.25/7\tweek\n"
			    "unit\t12\tmonth\n";
static const char patterns[] = "frequency\trate\t-\tevery <unit>\nintent\trebuy\tfuture\tbe back\n";

/* As the survey's pass hands them on: two questions, and what is added for each. An absent `what`: says nothing. */
#define ADDED(name) name ".sentiment," name ".codes," name ".codes_sentiment," name ".language," name ".what"
#define HEAD "branch,id,date,like,better," ADDED("like") "," ADDED("better") "\n"
#define SAID "0,,,en,answer"
#define SILENT ",,,en,"
enum { BRANCH, ID, DATE, LIKE, BETTER, LIKE_ADDED, BETTER_ADDED = LIKE_ADDED + SD_SURVEY_ADDED };

struct world {
	struct rows *rows;
	struct sd_claim_tables *tables;
	struct sd_telling telling;
	struct sd_reading reading;
	struct sd_survey survey;
	struct sd_survey_question questions[2];
	size_t id[2];
	struct sd_verbatim_sample quotes;
	struct sd_claimed claimed;
};

/* The claims of these rows, read by so many workers. */
static void read_world(struct world *world, const char *csv, unsigned jobs, size_t date, bool quotes)
{
	struct sd_error err = SD_ERROR_INIT;
	*world = (struct world){.rows = rows_of(csv), .id = {BRANCH, ID}};
	world->questions[0] = (struct sd_survey_question){LIKE, SD_PROMPT_LIKE, LIKE_ADDED};
	world->questions[1] = (struct sd_survey_question){BETTER, SD_PROMPT_IMPROVE, BETTER_ADDED};
	static const char *const codes[] = {"en"};
	world->telling = (struct sd_telling){codes, 1, NULL, SIZE_MAX, NULL};
	world->reading = (struct sd_reading){.answers = {.language = "en"}};
	world->survey = (struct sd_survey){.header = sd_reader_header(world->rows->reader),
					   .questions = world->questions,
					   .length = 2,
					   .telling = &world->telling,
					   .readings = &world->reading};
	world->tables = sd_claim_tables_new("words", SD_TEXT(words), "patterns", SD_TEXT(patterns), &err);
	if (!world->tables)
		fail_msg("%s", err.message.data);
	sd_verbatims_init(&world->quotes, &world->survey, SIZE_MAX, SD_QUOTES_CLAIMS);
	struct sd_claiming claiming = {.survey = &world->survey,
				       .tables = &world->tables,
				       .id = world->id,
				       .ids = 2,
				       .date = date,
				       .quotes = quotes ? &world->quotes : NULL};
	assert_int_equal(run_rows(world->rows, sd_claiming_pass(&claiming), jobs, &err), 0);
	world->claimed = (struct sd_claimed){.ids = 2};
	assert_int_equal(sd_claiming_finish(&claiming, &world->claimed, &err), 0);
	assert_null(claiming.parts);
	sd_claiming_release(&claiming);
}

static void release_world(struct world *world)
{
	sd_claimed_release(&world->claimed);
	sd_verbatims_release(&world->quotes);
	sd_claim_tables_free(world->tables);
	free_rows(world->rows);
}

/* All of each claim that gap judges by, and its cells. */
static char *said(const struct sd_claimed *claimed)
{
	struct sd_str text = SD_STR_INIT;
	for (size_t i = 0; i < claimed->length; i++) {
		const struct sd_claimed_row *claim = &claimed->rows[i];
		sd_str_addf(&text, "%llu %d %s %d %d %d %.4f %.4f ", (unsigned long long)claim->said, (int)claim->day,
			    sd_claim_kind_name(claim->kind), (int)claim->subject, (int)claim->tense,
			    (int)claim->modality, claim->low, claim->high);
		sd_str_add_text(&text, claim->key);
		for (size_t k = 0; k < claim->row.length; k++) {
			sd_str_addc(&text, claim->row.cells[k].kind == SD_CELL_ABSENT ? '-' : '|');
			sd_str_add_text(&text, claim->row.cells[k].text);
		}
		sd_str_addc(&text, '\n');
	}
	return text.data ? sd_str_take(&text) : NULL;
}

/* What a file of claims would say, read as gap reads it. */
struct filter {
	const struct world *world;
	struct sd_claim_reader *reader;
	struct sd_writer *writer;
};
static void *no_worker(void *context)
{
	return context;
}
static void no_free(void *state)
{
	(void)state;
}
static int write_claims(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct filter *filter = state;
	(void)out;
	(void)err;
	for (size_t i = 0; i < 2; i++) {
		struct sd_str id = SD_STR_INIT;
		size_t column = filter->world->questions[i].column;
		const struct sd_claim_place place = {row->number, sd_composite(row, filter->world->id, 2, &id),
						     row->cells[DATE], filter->world->survey.header->names[column]};
		sd_claim_write(filter->reader, row->cells[column], &place, sd_writer_out(filter->writer));
		sd_str_release(&id);
	}
	return 0;
}
static int done(void *context, void *state, struct sd_error *err)
{
	(void)context;
	(void)state;
	(void)err;
	return 0;
}

static char *by_file(const struct world *world, const char *csv)
{
	static const struct sd_writer_options options = {SD_FORMAT_CSV, -1, false};
	const struct sd_token_options tokens = {.rules = SD_TOKEN_RULES_ALL, .language = "en"};
	struct sd_error err = SD_ERROR_INIT;
	struct sd_str file = SD_STR_INIT;
	struct sd_tokenizer *tokenizer = sd_tokenizer_new(&tokens);
	struct filter filter = {world, sd_claim_reader_new(world->tables, tokenizer),
				sd_writer_new_into(&file, &options)};
	for (size_t i = 0; sd_claim_columns[i]; i++)
		sd_writer_column(filter.writer, sd_text_of(sd_claim_columns[i]));
	assert_int_equal(sd_writer_begin(filter.writer, &err), 0);
	struct rows *rows = rows_of(csv);
	assert_int_equal(run_rows(rows, (struct sd_pass){&filter, no_worker, write_claims, done, no_free}, 1, &err), 0);
	free_rows(rows);
	assert_int_equal(sd_writer_end(filter.writer, &err), 0);
	sd_writer_free(filter.writer);
	sd_claim_reader_free(filter.reader);
	sd_tokenizer_free(tokenizer);
	struct sd_claimed claimed = {.ids = 2};
	rows = rows_of(file.data);
	assert_int_equal(sd_claimed_find(&claimed, sd_reader_header(rows->reader), &err), 0);
	assert_int_equal(run_rows(rows, sd_claimed_pass(&claimed), 1, &err), 0);
	char *text = said(&claimed);
	sd_claimed_release(&claimed);
	free_rows(rows);
	sd_str_release(&file);
	return text;
}

/* `length` people; each fifth claims something, in one answer or in both, with what must be escaped on the way. */
static char *people(size_t length)
{
	struct sd_str csv = SD_STR_INIT;
	sd_str_adds(&csv, HEAD);
	for (size_t i = 0; i < length; i++) {
		static const char *const answers[5][2] = {
			{"\"I come every week,\tthe tea \\ is \"\"good\"\"\"", "\"I will be back,\nevery month\""},
			{"tea", "nothing"},
			{"", "\"\""},
			{"the staff", "My aunt comes every week"},
			{"cake", "seats"},
		};
		const char *const *answer = answers[i % 25 < 5 ? i % 5 : 4];
		sd_str_addf(&csv, "b/%zu,p%zu,2024-0%zu-01,%s,%s," SAID ",%s\n", i % 3, i, 1 + i % 9, answer[0],
			    answer[1], i % 5 == 2 ? SILENT : SAID);
	}
	return sd_str_take(&csv);
}

static void claims_are_those_of_a_file_of_them(void **state)
{
	(void)state;
	char *csv = people(4000);
	struct world world;
	read_world(&world, csv, 1, DATE, false);
	/* Of 25 people three claims: one in each answer of the first, and the fourth's, of their aunt. */
	assert_int_equal(world.claimed.length, 4000 / 25 * 3);
	char *one = said(&world.claimed), *file = by_file(&world, csv);
	assert_string_equal(one, file);
	release_world(&world);
	read_world(&world, csv, 3, DATE, false);
	char *three = said(&world.claimed);
	assert_string_equal(one, three);
	release_world(&world);
	free(one);
	free(file);
	free(three);
	free(csv);
}

static void their_order_is_that_of_rows_questions_and_words(void **state)
{
	(void)state;
	struct world world;
	read_world(&world, HEAD "a,1,2024-01-01,every week,\"every month, I will be back\"," SAID "," SAID "\n"
			   "a,2,2024-01-02,tea,every week," SAID "," SAID "\n",
		   2, DATE, false);
	static const struct {
		uint64_t row;
		enum sd_claim_kind kind;
		double rate;
	} expected[] = {
		{1, SD_CLAIM_FREQUENCY, 365.25 / 7}, {1, SD_CLAIM_FREQUENCY, 12}, {1, SD_CLAIM_INTENT, 0},
		{2, SD_CLAIM_FREQUENCY, 365.25 / 7}};
	assert_int_equal(world.claimed.length, 4);
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(world.claimed.rows[i].said, expected[i].row);
		assert_int_equal(world.claimed.rows[i].kind, expected[i].kind);
		assert_int_equal(world.claimed.rows[i].row.number, i + 1);
		if (expected[i].rate > 0)
			assert_true(fabs(world.claimed.rows[i].low - expected[i].rate) < 1e-3);
	}
	release_world(&world);
}

static void without_a_date_they_have_none_and_one_that_is_none_leaves_its_claims_out(void **state)
{
	static const char csv[] =
		HEAD "a,1,2024-01-01,every week,," SAID "," SAID "\na,2,soon,every week,," SAID "," SAID "\n"
		     "a,3,2024-01-03,every month,," SAID "," SAID "\n";
	struct world world;
	(void)state;
	read_world(&world, csv, 1, SIZE_MAX, false);
	assert_int_equal(world.claimed.length, 3);
	assert_int_equal(world.claimed.rows[1].day, SD_NO_DAY);
	release_world(&world);
	read_world(&world, csv, 1, DATE, false);
	assert_int_equal(world.claimed.length, 2);
	assert_int_equal(world.claimed.rows[1].said, 3);
	release_world(&world);
	read_world(&world, HEAD "a,1,2024-01-01,tea,," SAID "," SAID "\n", 1, DATE, false);
	assert_int_equal(world.claimed.length, 0);
	release_world(&world);
}

static void only_answers_that_claim_are_offered_as_quotes(void **state)
{
	static const char claims[] = HEAD "a,1,2024-01-01,every week,seats," SAID "," SAID "\na,2,2024-01-02,tea,every "
											   "month," SAID "," SILENT "\n"
					  "a,3,2024-01-03,cake,\"I will be back, every month\"," SAID "," SAID "\n";
	struct world world;
	(void)state;
	/* The second says nothing, by the survey's word. */
	read_world(&world, claims, 1, DATE, true);
	assert_int_equal(world.quotes.length, 2);
	assert_int_equal(world.quotes.items[0].row + world.quotes.items[1].row, 4);
	release_world(&world);
}

/* Those who claim are drawn first, up to their bound; each answer stands once. */
static void quotes_of_claims_come_first(void **state)
{
	struct sd_error err = SD_ERROR_INIT;
	struct sd_str csv = SD_STR_INIT;
	(void)state;
	for (int many = 0; many < 2; many++) {
		struct world world;
		struct sd_verbatim_sample sample;
		sd_str_clear(&csv);
		sd_str_adds(&csv, HEAD);
		for (int i = 0; i < 8000; i++)
			sd_str_addf(&csv, "a,%d,2024-01-01,\"%s, %d\",," SAID "," SILENT "\n", i,
				    i % (many ? 2 : 10) ? "tea" : "every week", i);
		read_world(&world, csv.data, 3, DATE, true);
		struct rows *rows = rows_of(csv.data);
		sd_verbatims_init(&sample, &world.survey, SIZE_MAX, SD_QUOTES_MOST);
		assert_int_equal(run_rows(rows, sd_verbatims_pass(&sample), 2, &err), 0);
		sd_verbatims_finish(&sample, &world.quotes);
		assert_int_equal(sample.length, SD_QUOTES_MOST);
		size_t claim = 0;
		bool seen[8001] = {false};
		for (size_t i = 0; i < sample.length; i++) {
			assert_false(seen[sample.items[i].row]);
			seen[sample.items[i].row] = true;
			claim += !memcmp(sample.items[i].text.data, "every", 5);
		}
		/* All 800; of 4,000 the thousand and those that were drawn anyway: in all about 1000 + 2000 · 3/7. */
		if (many)
			assert_in_range(claim, 1001, 2000);
		else
			assert_int_equal(claim, 800);
		sd_verbatims_release(&sample);
		free_rows(rows);
		release_world(&world);
	}
	sd_str_release(&csv);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(claims_are_those_of_a_file_of_them),
		cmocka_unit_test(their_order_is_that_of_rows_questions_and_words),
		cmocka_unit_test(without_a_date_they_have_none_and_one_that_is_none_leaves_its_claims_out),
		cmocka_unit_test(only_answers_that_claim_are_offered_as_quotes),
		cmocka_unit_test(quotes_of_claims_come_first),
	};
	return cmocka_run_group_tests(tests, draw_key, NULL);
}
