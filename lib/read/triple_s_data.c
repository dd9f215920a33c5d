/* SPDX-License-Identifier: MIT */
/* The kind `triple-s`: a definition and its data, two files named in that order.
 *
 * A single answer gives its label, a multiple one a column for each option, 1 or 0. Blanks are absent: Triple-S has no
 * other way to say so. */
#include "base/time.h"
#include "read/encoding.h"
#include "read/transcript.h"
#include "read/triple_s.h"
#include "rows/reader.h"

static const char fault_code[] = "a code that the definition does not name";
static const char fault_short[] = "the record is shorter than the definition says";
static const char fault_date[] = "a date or time that is none";

struct triple_s {
	struct sd_source source;
	struct sd_triple_s survey;
	struct sd_source *csv;	    /* the data, in cells … */
	struct sd_decoder *decoder; /* … or in lines */
	struct sd_str text;
	size_t at;
	bool last;
	uint64_t line;
	size_t most;
	size_t *characters; /* where each character of the line begins */
	size_t characters_room;
	struct sd_source_column *columns;
	struct sd_cell *cells;
	size_t length;
	struct sd_str own; /* dates and times put together */
	size_t *starts;	   /* of those, SIZE_MAX elsewhere */
	const char *fault;
	size_t fault_column;
};

/* What a record has at positions start to finish. */
struct where {
	const struct sd_source_record *record; /* of csv, or NULL */
	struct sd_text line;
	const size_t *characters;
	size_t length; /* in characters or cells */
};

static struct sd_text field(const struct where *where, uint64_t start, uint64_t finish)
{
	if (start > where->length)
		return (struct sd_text){0};
	if (where->record)
		return where->record->cells[start - 1].text;
	size_t from = where->characters[start - 1];
	size_t to = finish < where->length ? where->characters[finish] : where->line.length;
	return (struct sd_text){where->line.data + from, to - from};
}

static void amiss(struct triple_s *triple, size_t column, const char *fault)
{
	if (triple->fault)
		return;
	triple->fault = fault;
	triple->fault_column = column + 1;
}

static struct sd_text without_zeros(struct sd_text text)
{
	while (text.length > 1 && *text.data == '0' && text.data[1] >= '0' && text.data[1] <= '9')
		text = (struct sd_text){text.data + 1, text.length - 1};
	return text;
}

static void put(struct triple_s *triple, size_t column, struct sd_text text, enum sd_cell_kind kind)
{
	triple->cells[column] = (struct sd_cell){text, text.length ? kind : SD_CELL_ABSENT};
}

static void put_single(struct triple_s *triple, const struct sd_triple_s_variable *variable, size_t column,
		       struct sd_text code)
{
	code = without_zeros(code);
	for (size_t i = 0; code.length && i < variable->length; i++)
		if (sd_text_equal(without_zeros(variable->options[i].code), code)) {
			put(triple, column, variable->options[i].value.length ? variable->options[i].value : code,
			    SD_CELL_TEXT);
			return;
		}
	put(triple, column, code, SD_CELL_TEXT);
	if (code.length && variable->length)
		amiss(triple, column, fault_code);
}

static uint64_t code_number(struct sd_text code)
{
	uint64_t number = 0;
	for (size_t i = 0; i < code.length; i++) {
		if (code.data[i] < '0' || code.data[i] > '9' || number > UINT32_MAX)
			return 0;
		number = number * 10 + (uint64_t)(code.data[i] - '0');
	}
	return number;
}

/* Spread: each subfield holds a code. Else the character, or the cell, of a code's number is 1 or 0. */
static void put_multiple(struct triple_s *triple, const struct sd_triple_s_variable *variable, size_t column,
			 const struct where *where)
{
	uint64_t step = where->record ? 1 : variable->width;
	bool asked = false;
	for (size_t i = 0; i < variable->length; i++)
		put(triple, column + i, SD_TEXT("0"), SD_CELL_NUMBER);
	if (variable->subfields && !step)
		step = (variable->finish - variable->start + 1) / variable->subfields;
	for (uint64_t i = 0; variable->subfields && i < variable->subfields; i++) {
		uint64_t start = variable->start + i * step;
		if (start > where->length)
			break;
		struct sd_text code = without_zeros(sd_text_trim(field(where, start, start + step - 1)));
		asked = asked || code.length;
		for (size_t j = 0; code.length && j < variable->length; j++)
			if (sd_text_equal(without_zeros(variable->options[j].code), code))
				put(triple, column + j, SD_TEXT("1"), SD_CELL_NUMBER);
	}
	for (size_t i = 0; !variable->subfields && i < variable->length; i++) {
		uint64_t bit = code_number(variable->options[i].code);
		bool cells = where->record && variable->finish > variable->start;
		struct sd_text text = !bit ? (struct sd_text){0}
				      : cells || !where->record
					      ? field(where, variable->start + bit - 1, variable->start + bit - 1)
					      : field(where, variable->start, variable->start);
		if (bit && !cells && where->record)
			text = bit <= text.length ? (struct sd_text){text.data + bit - 1, 1} : (struct sd_text){0};
		if (!cells && !where->record && variable->start + bit - 1 > variable->finish)
			text = (struct sd_text){0};
		text = sd_text_trim(text);
		asked = asked || text.length;
		if (sd_text_equals(text, "1"))
			put(triple, column + i, SD_TEXT("1"), SD_CELL_NUMBER);
		else if (text.length && !sd_text_equals(text, "0"))
			amiss(triple, column + i, fault_code);
	}
	for (size_t i = 0; i < variable->length && !asked; i++)
		triple->cells[column + i] = (struct sd_cell){.kind = SD_CELL_ABSENT};
}

static void put_moment(struct triple_s *triple, enum sd_triple_s_type type, size_t column, struct sd_text text)
{
	struct sd_moment moment;
	size_t start = triple->own.length;
	bool good = text.length > 0;
	if (type == SD_TRIPLE_S_DATE) {
		good = good && sd_moment_parse(text, &moment) && moment.seconds < 0;
		if (good)
			sd_day_add_iso(&triple->own, moment.day);
	} else {
		good = good && text.length == 6 && code_number(text) <= 235959 &&
		       (code_number(text) || *text.data == '0');
		if (good)
			sd_str_addf(&triple->own, "%.2s:%.2s:%.2s", text.data, text.data + 2, text.data + 4);
	}
	if (!good) {
		put(triple, column, text, SD_CELL_TEXT);
		if (text.length)
			amiss(triple, column, fault_date);
		return;
	}
	triple->starts[column] = start;
	triple->cells[column] = (struct sd_cell){{NULL, triple->own.length - start}, SD_CELL_TEXT};
}

static void put_all(struct triple_s *triple, const struct where *where)
{
	size_t column = 0;
	uint64_t needed = 0;
	sd_str_clear(&triple->own);
	triple->fault = NULL;
	triple->fault_column = 0;
	for (size_t i = 0; i < triple->length; i++)
		triple->starts[i] = SIZE_MAX;
	for (size_t i = 0; i < triple->survey.length; i++) {
		const struct sd_triple_s_variable *variable = &triple->survey.variables[i];
		struct sd_text text = sd_text_trim(field(where, variable->start, variable->finish));
		bool character = variable->type == SD_TRIPLE_S_CHARACTER;
		if (!character && variable->start > needed)
			needed = variable->start;
		switch (variable->type) {
		case SD_TRIPLE_S_SINGLE:
			put_single(triple, variable, column, text);
			break;
		case SD_TRIPLE_S_MULTIPLE:
			put_multiple(triple, variable, column, where);
			column += variable->length - 1;
			break;
		case SD_TRIPLE_S_QUANTITY:
		case SD_TRIPLE_S_LOGICAL:
			put(triple, column, without_zeros(text), SD_CELL_NUMBER);
			break;
		case SD_TRIPLE_S_CHARACTER:
			put(triple, column, text, SD_CELL_TEXT);
			break;
		case SD_TRIPLE_S_DATE:
		case SD_TRIPLE_S_TIME:
			put_moment(triple, variable->type, column, text);
			break;
		}
		column++;
	}
	if (where->length < needed)
		amiss(triple, triple->length - 1, fault_short);
	for (size_t i = 0; i < triple->length; i++)
		if (triple->starts[i] != SIZE_MAX)
			triple->cells[i].text.data = triple->own.data + triple->starts[i];
}

static void give(struct triple_s *triple, struct sd_source_record *record, uint64_t line, struct sd_text raw)
{
	*record = (struct sd_source_record){.cells = triple->cells,
					    .length = triple->length,
					    .line = line,
					    .raw = raw,
					    .fault = triple->fault,
					    .fault_line = triple->fault ? line : 0,
					    .fault_column = triple->fault_column};
}

/* The next line that is whole in `text`: 1, 0, -1. */
static int next_line(struct triple_s *triple, struct sd_text *line, struct sd_error *err)
{
	for (;;) {
		size_t at = triple->at;
		struct sd_text left = sd_str_text(&triple->text);
		if (sd_line_next(left, &at, line) && (triple->last || at < left.length)) {
			triple->at = at;
			triple->line++;
			if (line->length)
				return 1;
			continue;
		}
		if (triple->last)
			return 0;
		if (triple->text.length - triple->at > triple->most)
			return sd_fail(err,
				       "the data: line %llu is longer than %zu bytes; --max-field takes a higher limit",
				       (unsigned long long)triple->line + 1, triple->most);
		sd_str_reserve(&triple->text, 1);
		memmove(triple->text.data, triple->text.data + triple->at, triple->text.length - triple->at);
		triple->text.length -= triple->at;
		triple->at = 0;
		int got = sd_decoder_read(triple->decoder, &triple->text, err);
		if (got < 0)
			return -1;
		triple->last = !got;
	}
}

static int next(struct sd_source *source, struct sd_source_record *record, struct sd_error *err)
{
	struct triple_s *triple = (struct triple_s *)source;
	if (triple->csv) {
		struct sd_source_record given;
		int status;
		do {
			status = triple->csv->next(triple->csv, &given, err);
			triple->line += status == 1;
		} while (status == 1 && (triple->line <= triple->survey.skip ||
					 (given.length == 1 && !given.cells[0].text.length)));
		if (status != 1)
			return status;
		put_all(triple, &(struct where){.record = &given, .length = given.length});
		give(triple, record, given.line, given.raw);
		if (given.refused) {
			record->refused = true;
			record->fault = given.fault;
			record->fault_line = given.fault_line;
			record->fault_column = given.fault_column;
		}
		return 1;
	}
	struct sd_text line;
	int status = next_line(triple, &line, err);
	if (status != 1)
		return status;
	size_t characters = 0;
	for (size_t i = 0; i < line.length; i++)
		if (((unsigned char)line.data[i] & 0xC0) != 0x80) {
			SD_GROW(triple->characters, characters, triple->characters_room);
			triple->characters[characters++] = i;
		}
	put_all(triple, &(struct where){.line = line, .characters = triple->characters, .length = characters});
	give(triple, record, triple->line, line);
	return 1;
}

static int rewind_data(struct sd_source *source, struct sd_error *err)
{
	struct triple_s *triple = (struct triple_s *)source;
	triple->line = 0;
	if (triple->csv)
		return triple->csv->rewind(triple->csv, err);
	sd_decoder_rewind(triple->decoder);
	sd_str_clear(&triple->text);
	triple->at = 0;
	triple->last = false;
	return 0;
}

static void free_data(struct sd_source *source)
{
	struct triple_s *triple = (struct triple_s *)source;
	sd_source_free(triple->csv);
	sd_decoder_free(triple->decoder);
	sd_triple_s_release(&triple->survey);
	sd_str_release(&triple->text);
	sd_str_release(&triple->own);
	free(triple->characters);
	free(triple->columns);
	free(triple->cells);
	free(triple->starts);
	sd_str_release(&source->notes);
	free(triple);
}

static int make_columns(struct triple_s *triple, const char *name, struct sd_error *err)
{
	static const enum sd_question_kind kinds[] = {
		SD_QUESTION_CHOICE, SD_QUESTION_CHOICE, SD_QUESTION_NUMBER, SD_QUESTION_UNKNOWN,
						      SD_QUESTION_CHOICE, SD_QUESTION_DATE,   SD_QUESTION_DATE};
	struct sd_str text = SD_STR_INIT;
	for (size_t i = 0; i < triple->survey.length; i++) {
		const struct sd_triple_s_variable *variable = &triple->survey.variables[i];
		triple->length += variable->type == SD_TRIPLE_S_MULTIPLE ? variable->length : 1;
		if (variable->type == SD_TRIPLE_S_MULTIPLE && !variable->length)
			return sd_fail(err, "%s: a multiple answer without codes", name);
	}
	if (triple->length > SD_MAX_COLUMNS)
		return sd_fail(err, "%s: more than %d columns", name, SD_MAX_COLUMNS);
	triple->columns = sd_calloc(triple->length, sizeof *triple->columns);
	triple->cells = sd_calloc(triple->length, sizeof *triple->cells);
	triple->starts = sd_calloc(triple->length, sizeof *triple->starts);
	for (size_t i = 0, at = 0; i < triple->survey.length; i++) {
		const struct sd_triple_s_variable *variable = &triple->survey.variables[i];
		bool many = variable->type == SD_TRIPLE_S_MULTIPLE;
		for (size_t j = 0; j < (many ? variable->length : 1); j++) {
			struct sd_source_column *column = &triple->columns[at++];
			*column = (struct sd_source_column){.name = variable->name,
							    .label = variable->label,
							    .kind = kinds[variable->type]};
			if (!many) {
				column->options = variable->options;
				column->options_length = variable->length;
				continue;
			}
			const struct sd_source_option *option = &variable->options[j];
			sd_str_clear(&text);
			sd_str_add_text(&text, variable->name);
			sd_str_addc(&text, '_');
			sd_str_add_text(&text, option->code);
			column->name = (struct sd_text){sd_arena_dup(&triple->survey.arena, text.data, text.length),
							text.length};
			sd_str_clear(&text);
			sd_str_add_text(&text, variable->label);
			sd_str_adds(&text, " - ");
			sd_str_add_text(&text, option->value);
			column->label = (struct sd_text){sd_arena_dup(&triple->survey.arena, text.data, text.length),
							 text.length};
			column->group = variable->name;
		}
	}
	sd_str_release(&text);
	triple->source.columns = triple->columns;
	triple->source.columns_length = triple->length;
	return 0;
}

static int open_both(struct triple_s *triple, const struct sd_source_head *head,
		     const struct sd_source_options *options, struct sd_error *err)
{
	const struct sd_file *files = head->files;
	if (head->length < 2)
		return sd_fail(err, "%s: is the definition of a Triple-S survey: name the file of its data behind it",
			       files->name);
	if (sd_triple_s_read(&triple->survey, files, err) || make_columns(triple, files->name, err))
		return -1;
	triple->most = 4 * (options->max_field ? options->max_field : SD_MAX_FIELD);
	if (!triple->survey.csv) {
		triple->decoder =
			sd_decoder_new(files + 1, options->encoding, options->chunk ? options->chunk : SD_CHUNK,
				       &triple->source.notes, err);
		return triple->decoder ? 0 : -1;
	}
	struct sd_source_options csv = *options;
	struct sd_source_head data;
	struct sd_str buffer = SD_STR_INIT;
	csv.delimiter = ",";
	csv.quote = '"';
	csv.escape = '"';
	if (!sd_source_head_read(&data, files + 1, 1, &buffer, err))
		triple->csv = sd_source_text.open(&data, &csv, err);
	sd_str_release(&buffer);
	return triple->csv ? 0 : -1;
}

static struct sd_source *open_triple_s(const struct sd_source_head *head, const struct sd_source_options *options,
				       struct sd_error *err)
{
	struct triple_s *triple = sd_calloc(1, sizeof *triple);
	triple->source =
		(struct sd_source){.kind = &sd_source_triple_s, .next = next, .rewind = rewind_data, .free = free_data};
	if (!open_both(triple, head, options, err))
		return &triple->source;
	free_data(&triple->source);
	return NULL;
}

static int recognise(const struct sd_source_head *head, struct sd_str *why)
{
	enum { LOOK = 4096 };
	size_t length = head->bytes.length < LOOK ? head->bytes.length : LOOK;
	if (!memmem(head->bytes.data, length, "<sss", 4))
		return 0;
	sd_str_adds(why, "holds <sss, as the definition of a Triple-S survey does");
	return 90;
}

const struct sd_source_kind sd_source_triple_s = {
	.name = "triple-s",
	.what = "a Triple-S survey",
	.most_files = 2,
	.before_lock = true, /* iconv opens files */
	.recognise = recognise,
	.open = open_triple_s,
};
