/* SPDX-License-Identifier: MIT */
#include "read/question.h"

#include <math.h>
#include <strings.h>

#include "base/hash.h"
#include "base/json.h"
#include "read/amount.h"
#include "read/value.h"

enum { VALUES_MOST = 64, VALUE_BYTES = SD_OPTION_BYTES, MARKS = 8192, EARLY = 400, LONG_WORDS = 4 };

void sd_question_init(struct sd_question *question)
{
	*question = (struct sd_question){.values = sd_count_new(1)};
	sd_joined_init(&question->joined);
	question->marks = sd_calloc(MARKS / 8, 1);
}

void sd_question_release(struct sd_question *question)
{
	sd_count_free(question->values);
	sd_joined_release(&question->joined);
	free(question->marks);
}

/* By blanks; in Chinese and Japanese, which have none, two characters are about a word. Every byte of every answer
 * comes through here: sums without branches. */
static size_t words_of(struct sd_text text)
{
	size_t words = 0, characters = 0;
	unsigned char before = ' ';
	for (size_t i = 0; i < text.length; i++) {
		unsigned char byte = (unsigned char)text.data[i];
		words += (size_t)((byte != ' ') & (before == ' '));
		characters += (unsigned char)(byte - 0xe3) <= 0xe9 - 0xe3;
		before = byte;
	}
	return characters / 2 > words ? characters / 2 : words;
}

/* As names are written: one to five words, each with a capital, no digits. */
static bool like_a_name(struct sd_text text, size_t words)
{
	if (words > 5 || text.length > 60)
		return false;
	for (size_t i = 0; i < text.length; i++) {
		if (text.data[i] >= '0' && text.data[i] <= '9')
			return false;
		if (text.data[i] != ' ' && (i == 0 || text.data[i - 1] == ' ') &&
		    sd_capital((struct sd_text){text.data + i, text.length - i}) <= 0)
			return false;
	}
	return true;
}

/* http://…, www.…, or a host and a path. */
static bool like_a_link(struct sd_text text)
{
	if (memchr(text.data, ' ', text.length))
		return false;
	const char *slash = memchr(text.data, '/', text.length);
	struct sd_text host = {text.data, slash ? (size_t)(slash - text.data) : 0};
	const char *stop = host.length ? memrchr(host.data, '.', host.length) : NULL;
	bool path = stop && host.data + host.length - stop > 2;
	for (const char *c = stop; path && c && c + 1 < host.data + host.length; c++)
		path = (c[1] >= 'a' && c[1] <= 'z') || (c[1] >= 'A' && c[1] <= 'Z');
	return path || memmem(text.data, text.length, "://", 3) ||
	       (text.length > 4 && !strncasecmp(text.data, "www.", 4));
}

/* An extension is cut off: +1 202 555 0143 ext. 7. */
static struct sd_text without_extension(struct sd_text text)
{
	enum { MOST = 40 };
	for (size_t i = 6; text.length <= MOST && i + 4 < text.length; i++)
		if (text.data[i] == ' ' &&
		    (!strncasecmp(text.data + i + 1, "ext", 3) || !strncasecmp(text.data + i + 1, "x", 1)))
			return (struct sd_text){text.data, i};
	return text;
}

/* A link, an address with an @, or six digits and more with marks as telephone numbers have them. */
static bool like_an_address(struct sd_text text)
{
	const char *at = memchr(text.data, '@', text.length);
	size_t digits = 0;
	if (at)
		return at > text.data && !memchr(text.data, ' ', text.length) &&
		       memchr(at, '.', text.length - (size_t)(at - text.data));
	if (like_a_link(text))
		return true;
	text = without_extension(text);
	for (size_t i = 0; i < text.length; i++) {
		bool digit = text.data[i] >= '0' && text.data[i] <= '9';
		if (!digit && !memchr("+-./() ", text.data[i], 7))
			return false;
		digits += digit;
	}
	return digits >= 6 && digits <= 16 && digits < text.length;
}

/* A telephone number without marks: it begins with 0 or +. */
static bool like_a_bare_telephone(struct sd_text text)
{
	for (size_t i = 1; i < text.length; i++)
		if (text.data[i] < '0' || text.data[i] > '9')
			return false;
	return (text.data[0] == '0' || text.data[0] == '+') && text.length >= 9 && text.length <= 16;
}

/* Two short parts of capitals and digits, as post codes are in some countries: LS6 3HN. */
static bool like_two_codes(struct sd_text text, size_t words)
{
	size_t digits = 0, capitals = 0;
	if (words != 2 || text.length > 12)
		return false;
	for (size_t i = 0; i < text.length; i++) {
		digits += text.data[i] >= '0' && text.data[i] <= '9';
		capitals += text.data[i] >= 'A' && text.data[i] <= 'Z';
	}
	return digits && capitals && digits + capitals + 1 == text.length;
}

static bool like_a_code(struct sd_text text, enum sd_value value)
{
	size_t digits = 0;
	if (value != SD_VALUE_WORD && value != SD_VALUE_NUMBER)
		return false;
	for (size_t i = 0; i < text.length; i++)
		digits += text.data[i] >= '0' && text.data[i] <= '9';
	return value == SD_VALUE_WORD ? digits > 0 : digits == text.length && digits >= 5;
}

static void count_amount(struct sd_question *question, struct sd_text text, enum sd_value value)
{
	enum { LOOKED = 1000 };
	if (question->looked == LOOKED)
		return;
	question->looked++;
	if (value == SD_VALUE_NUMBER || text.length > SD_AMOUNT_BYTES)
		return;
	enum sd_amount amount = sd_amount_of(text);
	question->measures += amount == SD_AMOUNT_MEASURE;
	question->ratings += amount == SD_AMOUNT_POINT;
	question->ends += amount == SD_AMOUNT_END_POINT;
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
	bool parted = value == SD_VALUE_TEXT && like_two_codes(text, words);
	question->spaced += words > 1 && !parted;
	count_amount(question, text, value);
	question->objects +=
		text.data[0] == '{' && text.data[text.length - 1] == '}' && memmem(text.data, text.length, "\":", 2);
	question->codes += parted || like_a_code(text, value);
	question->shortest =
		question->answers == 1 || text.length < question->shortest ? text.length : question->shortest;
	question->longest = text.length > question->longest ? text.length : question->longest;
	question->names += like_a_name(text, words);
	question->addresses += value == SD_VALUE_NUMBER ? like_a_bare_telephone(text)
							: value != SD_VALUE_DATE && like_an_address(text);
	uint64_t hash = sd_hash_sample(text.data, text.length, 0) % MARKS;
	if (words >= LONG_WORDS && question->answers <= EARLY) {
		question->longer++;
		question->longer_again += question->marks[hash / 8] >> hash % 8 & 1;
	}
	question->marks[hash / 8] |= (unsigned char)(1U << hash % 8);
	bool known = sd_count_find(question->values, text) != NULL;
	if (text.length > VALUE_BYTES || (!known && sd_count_length(question->values) >= VALUES_MOST))
		question->many = true;
	else
		++*sd_count_at(question->values, text);
	if (value != SD_VALUE_NUMBER && value != SD_VALUE_DATE && text.length <= 2000)
		sd_joined_add(&question->joined, text);
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
	const struct sd_joined *joined = &question->joined;
	const size_t values = sd_count_length(question->values);
	if (joined->ended && joined->ended == question->answers)
		return true;
	if (sd_joined_by(joined) == SD_JOIN_SEMICOLONS && !question->many)
		return true;
	if (joined->seen <= question->answers || values <= 2)
		return false;
	/* Options that hold a comma themselves give more parts than there are values. */
	struct sd_count *options = sd_joined_options(joined);
	const bool fewer = question->many || sd_count_length(options) < values;
	sd_count_free(options);
	return fewer;
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
		struct sd_count *options = joined ? sd_joined_options(&question->joined) : NULL;
		const struct sd_count *from = joined ? options : question->values;
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
		sd_count_free(options);
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
		enum sd_question_kind kind = column->kind;
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
		if (kind == SD_QUESTION_CHOICE || column->options_length) {
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
