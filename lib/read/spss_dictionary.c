/* SPDX-License-Identifier: MIT */
#include "read/spss_dictionary.h"

#include <math.h>
#include <strings.h>

#include "base/utf8.h"
#include "rows/reader.h"

enum { MOST_LABELS = 4 * 1000 * 1000 };

static const char no_text[] = "";

void sd_spss_dictionary_release(struct sd_spss_dictionary *dictionary)
{
	sd_arena_release(&dictionary->arena);
	for (size_t i = 0; i < dictionary->sets_length; i++)
		free(dictionary->sets[i].codes);
	free(dictionary->sets);
	free(dictionary->variables);
	sd_count_free(dictionary->names);
	free(dictionary->columns);
}

struct sd_text sd_spss_keep(struct sd_spss_dictionary *dictionary, struct sd_text text)
{
	struct sd_str clean = SD_STR_INIT;
	(void)sd_utf8_add_repaired(&clean, text);
	text = (struct sd_text){sd_arena_dup(&dictionary->arena, clean.length ? clean.data : no_text, clean.length),
				clean.length};
	sd_str_release(&clean);
	return text;
}

/* DATE11, DATETIME20, TIME8 … */
static enum sd_serial_kind shown_as(const char *format)
{
	static const struct {
		const char *name;
		enum sd_serial_kind kind;
	} formats[] = {{"DATETIME", SD_SERIAL_MOMENT}, {"YMDHMS", SD_SERIAL_MOMENT}, {"DATE", SD_SERIAL_DATE},
		       {"ADATE", SD_SERIAL_DATE},      {"EDATE", SD_SERIAL_DATE},    {"JDATE", SD_SERIAL_DATE},
		       {"SDATE", SD_SERIAL_DATE},      {"QYR", SD_SERIAL_DATE},	     {"MOYR", SD_SERIAL_DATE},
		       {"WKYR", SD_SERIAL_DATE},       {"DTIME", SD_SERIAL_DURATION}, {"MTIME", SD_SERIAL_DURATION},
		       {"TIME", SD_SERIAL_TIME}};
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		size_t length = strlen(formats[i].name);
		if (!strncasecmp(format, formats[i].name, length) && (format[length] < 'A' || format[length] > 'z'))
			return formats[i].kind;
	}
	return SD_SERIAL_NUMBER;
}

static void add_small(struct sd_str *out, struct sd_text name)
{
	for (size_t i = 0; i < name.length; i++)
		sd_str_addc(out, name.data[i] >= 'A' && name.data[i] <= 'Z' ? (char)(name.data[i] + 32) : name.data[i]);
}

size_t sd_spss_variable_named(const struct sd_spss_dictionary *dictionary, struct sd_text name)
{
	struct sd_str small = SD_STR_INIT;
	add_small(&small, name);
	const int64_t *place = dictionary->names ? sd_count_find(dictionary->names, sd_str_text(&small)) : NULL;
	sd_str_release(&small);
	return place ? (size_t)*place - 1 : SIZE_MAX;
}

struct sd_spss_variable *sd_spss_variable_add(struct sd_spss_dictionary *dictionary, struct sd_text name,
					      struct sd_text label, const char *format, bool string)
{
	if (dictionary->length == SD_MAX_COLUMNS)
		return NULL;
	SD_GROW(dictionary->variables, dictionary->length, dictionary->room);
	struct sd_spss_variable *own = &dictionary->variables[dictionary->length++];
	*own = (struct sd_spss_variable){.name = sd_spss_keep(dictionary, name),
					 .label = sd_spss_keep(dictionary, sd_text_trim(label)),
					 .string = string,
					 .shown = format ? shown_as(format) : SD_SERIAL_NUMBER};
	struct sd_str small = SD_STR_INIT;
	if (!dictionary->names)
		dictionary->names = sd_count_new(1);
	add_small(&small, own->name);
	int64_t *place = sd_count_at(dictionary->names, sd_str_text(&small));
	*place = *place ? *place : (int64_t)dictionary->length;
	sd_str_release(&small);
	return own;
}

size_t sd_spss_set_add(struct sd_spss_dictionary *dictionary, struct sd_text name)
{
	SD_GROW(dictionary->sets, dictionary->sets_length, dictionary->sets_room);
	dictionary->sets[dictionary->sets_length] = (struct sd_spss_label_set){.name = sd_spss_keep(dictionary, name)};
	return dictionary->sets_length++;
}

size_t sd_spss_set_named(struct sd_spss_dictionary *dictionary, const char *name)
{
	for (size_t i = dictionary->sets_length; i-- > 0;)
		if (sd_text_equals(dictionary->sets[i].name, name))
			return i;
	return sd_spss_set_add(dictionary, sd_text_of(name));
}

static struct sd_text without_padding(struct sd_text text)
{
	while (text.length && text.data[text.length - 1] == ' ')
		text.length--;
	return text;
}

bool sd_spss_label_add(struct sd_spss_dictionary *dictionary, size_t at, bool string, double number,
		       struct sd_text text, struct sd_text label)
{
	if (++dictionary->labels > MOST_LABELS || dictionary->sets_length > 2 * (size_t)SD_MAX_COLUMNS)
		return false;
	struct sd_spss_label_set *set = &dictionary->sets[at];
	struct sd_spss_code code = {.label = sd_spss_keep(dictionary, sd_text_trim(label))};
	if (string) {
		set->strings = true;
		code.text = without_padding(sd_spss_keep(dictionary, text));
	} else {
		struct sd_str shown = SD_STR_INIT;
		code.number = number;
		if (!isfinite(code.number))
			return true;
		sd_serial_add_double(&shown, code.number);
		code.text = sd_spss_keep(dictionary, sd_str_text(&shown));
		sd_str_release(&shown);
	}
	SD_GROW(set->codes, set->length, set->room);
	set->codes[set->length++] = code;
	return true;
}

static int by_code(const void *left, const void *right)
{
	const struct sd_spss_code *a = left, *b = right;
	return a->number < b->number ? -1 : a->number > b->number ? 1 : 0;
}

static int by_text(const void *left, const void *right)
{
	return sd_text_compare(((const struct sd_spss_code *)left)->text, ((const struct sd_spss_code *)right)->text);
}

static int by_label(const void *left, const void *right)
{
	const struct sd_spss_code *const *a = left, *const *b = right;
	int order = sd_text_compare((*a)->label, (*b)->label);
	return order ? order : *a < *b ? -1 : *a > *b;
}

/* Two codes of one label would be one answer in the table: `label (code)`. */
static void part_labels(struct sd_spss_dictionary *dictionary, struct sd_spss_label_set *set)
{
	struct sd_spss_code **codes = sd_calloc(set->length, sizeof *codes);
	struct sd_str text = SD_STR_INIT;
	for (size_t i = 0; i < set->length; i++)
		codes[i] = &set->codes[i];
	qsort(codes, set->length, sizeof *codes, by_label);
	for (size_t from = 0, to; from < set->length; from = to) {
		struct sd_text label = codes[from]->label;
		for (to = from + 1; to < set->length && sd_text_equal(codes[to]->label, label);)
			to++;
		for (size_t i = from; i < to && to - from > 1; i++) {
			sd_str_clear(&text);
			sd_str_add_text(&text, label);
			sd_str_adds(&text, label.length ? " (" : "(");
			sd_str_add_text(&text, codes[i]->text);
			sd_str_addc(&text, ')');
			codes[i]->label = sd_spss_keep(dictionary, sd_str_text(&text));
			dictionary->renamed++;
		}
	}
	sd_str_release(&text);
	free(codes);
}

void sd_spss_settle(struct sd_spss_dictionary *dictionary)
{
	for (size_t i = 0; i < dictionary->sets_length; i++) {
		struct sd_spss_label_set *set = &dictionary->sets[i];
		if (!set->length)
			continue;
		qsort(set->codes, set->length, sizeof *set->codes, set->strings ? by_text : by_code);
		part_labels(dictionary, set);
	}
	for (size_t i = 0; i < dictionary->length; i++) {
		struct sd_spss_variable *variable = &dictionary->variables[i];
		struct sd_spss_label_set *set = variable->set_at ? &dictionary->sets[variable->set_at - 1] : NULL;
		if (set && set->length && set->strings == variable->string && variable->shown == SD_SERIAL_NUMBER)
			variable->set = set;
	}
}

static const struct sd_spss_code *code_of(const struct sd_spss_variable *variable, double number, struct sd_text text)
{
	struct sd_spss_code wanted = {.number = number, .text = text};
	if (!variable->set)
		return NULL;
	return bsearch(&wanted, variable->set->codes, variable->set->length, sizeof wanted,
		       variable->set->strings ? by_text : by_code);
}

void sd_spss_value_note(struct sd_spss_variable *variable, bool missing, double number, struct sd_text text)
{
	/* A blank answer has no label and needs none. */
	if (!missing && (!variable->string || text.length) && !code_of(variable, number, text))
		variable->unlabelled = true;
}

enum sd_cell_kind sd_spss_value_add(const struct sd_spss_variable *variable, bool missing, double number,
				    struct sd_text text, struct sd_str *out)
{
	const struct sd_spss_code *code = missing ? NULL : code_of(variable, number, text);
	if (missing)
		return SD_CELL_ABSENT;
	if (code && !variable->unlabelled) {
		sd_str_add_text(out, code->label);
		return SD_CELL_TEXT;
	}
	if (variable->string) {
		(void)sd_utf8_add_repaired(out, text);
		return SD_CELL_TEXT;
	}
	if (sd_serial_add_spss(out, number, variable->shown))
		return SD_CELL_TEXT;
	sd_serial_add_double(out, number);
	return SD_CELL_NUMBER;
}

void sd_spss_columns_make(struct sd_spss_dictionary *dictionary, struct sd_str *notes)
{
	uint64_t missing = 0;
	size_t columns = 0;
	dictionary->columns = sd_calloc(dictionary->length, sizeof *dictionary->columns);
	for (size_t i = 0; i < dictionary->length; i++) {
		const struct sd_spss_variable *variable = &dictionary->variables[i];
		struct sd_source_column *column = &dictionary->columns[i];
		*column = (struct sd_source_column){.name = variable->name,
						    .label = variable->label,
						    .group = variable->group};
		missing += variable->missing;
		columns += variable->missing > 0;
		if (variable->shown == SD_SERIAL_DATE || variable->shown == SD_SERIAL_MOMENT)
			column->kind = SD_QUESTION_DATE;
		if (!variable->set)
			continue;
		column->kind = variable->unlabelled ? SD_QUESTION_SCALE : SD_QUESTION_CHOICE;
		struct sd_source_option *options =
			sd_arena_alloc(&dictionary->arena, variable->set->length * sizeof *options);
		for (size_t j = 0; j < variable->set->length; j++) {
			const struct sd_spss_code *code = &variable->set->codes[j];
			options[j] = variable->unlabelled
					     ? (struct sd_source_option){.value = code->text, .label = code->label}
					     : (struct sd_source_option){.value = code->label, .code = code->text};
		}
		column->options = options;
		column->options_length = variable->set->length;
	}
	if (missing)
		sd_str_addf(notes,
			    "missing: %llu value%s in %zu column%s that the file declares as missing %s absent\n",
			    (unsigned long long)missing, missing == 1 ? "" : "s", columns, columns == 1 ? "" : "s",
			    missing == 1 ? "is" : "are");
	if (dictionary->renamed)
		sd_str_addf(notes, "labels: %zu of several codes of one label have their code behind it\n",
			    dictionary->renamed);
}
