/* SPDX-License-Identifier: MIT */
#include "read/question.h"

#include <math.h>
#include <strings.h>

#include "base/hash.h"
#include "base/json.h"
#include "read/value.h"

enum { VALUES_MOST = 64, PARTS_MOST = 120, VALUE_BYTES = 200, MARKS = 8192 };

void sd_question_init(struct sd_question *question)
{
	*question = (struct sd_question){.values = sd_count_new(1), .parts = sd_count_new(1)};
	question->marks = sd_calloc(MARKS / 8, 1);
}

void sd_question_release(struct sd_question *question)
{
	sd_count_free(question->values);
	sd_count_free(question->parts);
	free(question->marks);
}

static size_t words_of(struct sd_text text)
{
	size_t words = 0;
	for (size_t i = 0; i < text.length; i++)
		words += text.data[i] != ' ' && (i == 0 || text.data[i - 1] == ' ');
	return words;
}

static void add_parts(struct sd_question *question, struct sd_text text)
{
	while (text.length) {
		size_t end = 0;
		while (end < text.length && text.data[end] != ';' && text.data[end] != ',')
			end++;
		struct sd_text part = sd_text_trim((struct sd_text){text.data, end});
		question->parts_seen += part.length > 0;
		bool known = sd_count_find(question->parts, part) != NULL;
		if (part.length && part.length <= VALUE_BYTES && (known ||
			sd_count_length(question->parts) < PARTS_MOST)) {
			question->parts_kept += known;
			++*sd_count_at(question->parts, part);
		}
		end += end < text.length;
		text.data += end;
		text.length -= end;
	}
}

void sd_question_add(struct sd_question *question, struct sd_cell cell)
{
	struct sd_text text = sd_text_trim(cell.text);
	if (!text.length) {
		question->blank++;
		return;
	}
	enum sd_value value = cell.kind == SD_CELL_NUMBER ? SD_VALUE_NUMBER : text.length > 48 ? SD_VALUE_TEXT
		: sd_value_of(text);
	bool point = value == SD_VALUE_NUMBER && ((text.length == 1 && text.data[0] >= '0' && text.data[0] <= '9') ||
		sd_text_equals(text, "10"));
	question->answers++;
	question->numbers += value == SD_VALUE_NUMBER;
	question->points += point;
	question->dates += value == SD_VALUE_DATE;
	question->bytes += text.length;
	size_t words = words_of(text);
	question->words += words;
	question->spaced += words > 1;
	question->ended += text.data[text.length - 1] == ';';
	uint64_t hash = sd_hash_sample(text.data, text.length, 0) % MARKS;
	question->marks[hash / 8] |= (unsigned char)(1U << hash % 8);
	bool known = sd_count_find(question->values, text) != NULL;
	if (text.length > VALUE_BYTES || (!known && sd_count_length(question->values) >= VALUES_MOST))
		question->many = true;
	else
		++*sd_count_at(question->values, text);
	if (value != SD_VALUE_NUMBER && value != SD_VALUE_DATE && text.length <= 2000)
		add_parts(question, text);
}

double sd_question_distinct(const struct sd_question *question)
{
	size_t empty = 0;
	for (size_t i = 0; i < MARKS; i++)
		empty += !(question->marks[i / 8] >> i % 8 & 1);
	if (!question->many)
		return (double)sd_count_length(question->values);
	return empty ? -(double)MARKS * log((double)empty / MARKS) : (double)question->answers;
}

bool sd_question_joined(const struct sd_question *question)
{
	size_t parts = sd_count_length(question->parts), values = sd_count_length(question->values);
	if (question->ended && question->ended == question->answers)
		return true;
	/* Options that hold a comma themselves give more parts than there are values. */
	return question->parts_seen > question->answers && values > 2 && (question->many || parts < values);
}

/* What forms say where several options may be ticked, or one is to be taken. */
static bool asks_to_choose(struct sd_text label)
{
	static const char *const words[] = {"check all", "select all", "mark all", "tick all", "that apply", "choose",
		"please select", "select one", "ausw\xc3\xa4hlen",
					    "zutreffen", "choisissez", "cochez", "seleccione", "selecione", "scegli",
						"kies "};
	for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
		size_t length = strlen(words[w]);
		for (size_t i = 0; i + length <= label.length; i++)
			if (!strncasecmp(label.data + i, words[w], length))
				return true;
	}
	return false;
}

enum sd_question_kind sd_question_tell(const struct sd_question *question, const struct sd_shape_column *column)
{
	double n = (double)question->answers, distinct = sd_question_distinct(question);
	if (column->options_length)
		return SD_QUESTION_CHOICE;
	if (column->kind != SD_QUESTION_UNKNOWN)
		return column->kind;
	if (!question->answers)
		return SD_QUESTION_UNKNOWN;
	if ((double)question->points >= .95 * n && distinct <= 11)
		return column->group.length && distinct <= 2 ? SD_QUESTION_CHOICE : SD_QUESTION_SCALE;
	if ((double)question->numbers >= .95 * n)
		return SD_QUESTION_NUMBER;
	if ((double)question->dates >= .9 * n)
		return SD_QUESTION_DATE;
	double words = (double)question->words / n;
	if (column->about)
		return distinct >= .9 * n && n > 2 ? SD_QUESTION_ID : SD_QUESTION_CHOICE;
	if (!question->many && (distinct <= 2 || distinct * 3 <= n))
		return n >= 4 || words < 2 ? SD_QUESTION_CHOICE : SD_QUESTION_OPEN;
	if (asks_to_choose(column->label) && column->option.length == 0)
		return SD_QUESTION_CHOICE;
	/* Several options in a cell: the same few parts over and over. */
	if (question->parts_seen > 20 && (double)question->parts_kept >= .8 * (double)question->parts_seen &&
		distinct < .9 * n)
		return SD_QUESTION_CHOICE;
	if ((double)question->spaced < .1 * n && distinct >= .95 * n && (double)question->bytes >= 5 * n)
		return SD_QUESTION_ID;
	if (words >= 2)
		return SD_QUESTION_OPEN;
	if (!question->many && words < 1.5 && distinct < n)
		return SD_QUESTION_CHOICE;
	return distinct * 2 <= n ? SD_QUESTION_CHOICE : SD_QUESTION_OPEN;
}

static int more_first(const void *left, const void *right)
{
	const struct sd_count_entry *a = left, *b = right;
	if (*a->sums != *b->sums)
		return *a->sums < *b->sums ? 1 : -1;
	return sd_text_compare(a->key, b->key);
}

/* A JSON array: what the file declares, `code = meaning` where these are two, else what answers hold, the commonest
 * first. */
static void add_options(const struct sd_question *question, const struct sd_shape_column *column, struct sd_str *json)
{
	struct sd_str text = SD_STR_INIT;
	sd_str_addc(json, '[');
	for (size_t i = 0; i < column->options_length; i++) {
		const struct sd_source_option *option = &column->options[i];
		struct sd_text code = option->code.length ? option->code : option->value;
		struct sd_text meaning = option->label.length ? option->label : option->value;
		sd_str_clear(&text);
		if (!sd_text_equal(code, meaning)) {
			sd_str_add_text(&text, code);
			sd_str_adds(&text, " = ");
		}
		sd_str_add_text(&text, meaning);
		sd_str_adds(json, i ? "," : "");
		sd_json_add_string(json, sd_str_text(&text), false);
	}
	if (!column->options_length) {
		bool joined = question->many || sd_question_joined(question);
		const struct sd_count *from = joined ? question->parts : question->values;
		struct sd_count_entry *entries = sd_count_sorted(from);
		size_t length = sd_count_length(from);
		qsort(entries, length, sizeof *entries, more_first);
		for (size_t i = 0, written = 0; i < length && written < VALUES_MOST; i++) {
			if (question->many && *entries[i].sums < 2)
				break; /* what somebody wrote beside the options */
			sd_str_adds(json, written++ ? "," : "");
			sd_json_add_string(json, entries[i].key, false);
		}
		free(entries);
	}
	sd_str_addc(json, ']');
	sd_str_release(&text);
}

int sd_questions_write(const struct sd_shape *shape, const struct sd_question *questions, const bool *left_out,
		       const struct sd_question_prompts *prompts, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const names[] = {"name", "question", "kind", "prompt", "group", "option", "options",
		"answers", "blank"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		sd_writer_column(writer, sd_text_of(names[i]));
	if (sd_writer_begin(writer, err))
		return -1;
	struct sd_str json = SD_STR_INIT;
	for (size_t c = 0; c < shape->length; c++) {
		const struct sd_shape_column *column = &shape->columns[c];
		if (left_out && left_out[c])
			continue;
		struct sd_out *out = sd_writer_out(writer);
		enum sd_question_kind kind = sd_question_tell(&questions[c], column);
		sd_out_text(out, column->name);
		sd_out_text(out, column->label.length ? column->label : column->name);
		sd_out_string(out, sd_question_kind_names[kind]);
		if (kind == SD_QUESTION_OPEN && prompts && prompts->tell)
			sd_out_string(out, prompts->tell(prompts->context, column->label.length ? column->label
				: column->name));
		else
			sd_out_absent(out);
		if (column->group.length) {
			sd_out_text(out, column->group);
			sd_out_text(out, column->option);
		} else {
			sd_out_absent(out);
			sd_out_absent(out);
		}
		if (kind == SD_QUESTION_CHOICE) {
			sd_str_clear(&json);
			add_options(&questions[c], column, &json);
			sd_out_text(out, sd_str_text(&json));
		} else {
			sd_out_absent(out);
		}
		sd_out_int(out, (int64_t)questions[c].answers);
		sd_out_int(out, (int64_t)questions[c].blank);
		sd_out_end(out);
	}
	sd_str_release(&json);
	return sd_writer_end(writer, err);
}
