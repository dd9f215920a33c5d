/* SPDX-License-Identifier: MIT */
/* The kinds `sav` (.sav and .zsav) and `por`: SPSS, read by ReadStat.
 *
 * ReadStat calls back for each value until the file ends. So rows are taken a batch at a time, and the file is begun again
 * for the next batch, with those before passed over: memory is bounded, and a file of one batch is unpacked but twice,
 * for one pass over all values comes first. It tells that the file is whole, and which columns of labelled codes have a
 * label for each answer: those give labels, the others (scales whose ends alone are named) give codes. */
#include <iconv.h>
#include <math.h>
#include <readstat.h>
#include <strings.h>

#include "base/utf8.h"
#include "read/serial.h"
#include "read/source.h"
#include "rows/reader.h"

enum { BATCH = 32 * 1024 * 1024, MOST_LABELS = 4 * 1000 * 1000 };

static const char no_text[] = "";

struct code {
	double number;
	struct sd_text text, label; /* text: of a string's code, else as cells have it */
	bool missing;
};
struct label_set {
	struct sd_text name;
	struct code *codes; /* sorted */
	size_t length, room;
	bool strings;
};
struct variable {
	struct sd_text name, label;
	struct label_set *set; /* or NULL */
	size_t set_at;	       /* its index + 1 until sets stay where they are */
	enum sd_serial_kind shown;
	bool string, unlabelled; /* a value without a label was there */
};
struct value {
	size_t start, length;
	enum sd_cell_kind kind;
};

struct spss {
	struct sd_source source;
	const struct sd_file *file;
	const char *encoding;
	iconv_t kept; /* what converts stays loaded when the process is locked in */
	size_t max_field;
	uint64_t at; /* ReadStat's place in the file */
	struct sd_error read;
	struct sd_str said; /* by ReadStat, about what is wrong */
	struct sd_arena arena;
	struct variable *variables;
	size_t length, room;
	struct label_set *sets;
	size_t sets_length, sets_room, labels;
	struct sd_source_column *columns;
	int64_t declared; /* rows, -1 where the file does not say */
	bool known;	  /* variables and labels are; they come but once */
	bool first_pass, too_long, hide, plain;
	uint64_t rows; /* of the first pass */
	/* The batch. */
	struct sd_str text;
	struct value *values;
	size_t values_length, values_room, next_value;
	uint64_t before, given; /* rows of earlier batches; rows given out */
	struct sd_cell *cells;
};

static struct sd_text keep(struct spss *spss, struct sd_text text)
{
	struct sd_str clean = SD_STR_INIT;
	(void)sd_utf8_add_repaired(&clean, text);
	text = (struct sd_text){sd_arena_dup(&spss->arena, clean.length ? clean.data : no_text, clean.length), clean.length};
	sd_str_release(&clean);
	return text;
}

static int open_nothing(const char *path, void *state)
{
	(void)path;
	((struct spss *)state)->at = 0;
	return 0;
}

static int close_nothing(void *state)
{
	(void)state;
	return 0;
}

/* ReadStat stops at the number of cases the header gives, though there be more. So it is told that the number is not
 * known (-1), which makes it read to the end, and we hold the one against the other. Not so where
 * cases are written plainly, of which it would then read none: there what is left of the file tells. In .zsav a number
 * that is too small goes unseen. */
enum { CASES_AT = 80, LAYOUT_AT = 64, COMPRESSION_AT = 72 };

static void hide_cases(const struct spss *spss, char *buffer, uint64_t at, size_t length)
{
	for (size_t i = 0; i < length && spss->hide; i++)
		if (at + i >= CASES_AT && at + i < CASES_AT + 4)
			buffer[i] = (char)0xFF;
}

static int64_t declared_cases(const struct spss *spss)
{
	unsigned char header[CASES_AT + 4];
	uint32_t little = 0, big = 0;
	if (spss->source.kind != &sd_source_sav ||
	    sd_file_read(spss->file, 0, (char *)header, sizeof header, NULL) != (int64_t)sizeof header)
		return -1;
	for (int i = 0; i < 4; i++) {
		little |= (uint32_t)header[CASES_AT + i] << (8 * i);
		big |= (uint32_t)header[CASES_AT + i] << (8 * (3 - i));
	}
	return (int32_t)(header[LAYOUT_AT] ? little : big); /* the layout's number is 2 or 3 */
}

static ssize_t read_some(void *buffer, size_t room, void *state)
{
	struct spss *spss = state;
	const uint64_t from = spss->at;
	size_t done = 0;
	while (done < room) {
		int64_t got = sd_file_read(spss->file, spss->at, (char *)buffer + done, room - done, &spss->read);
		if (got < 0)
			return -1;
		if (!got)
			break;
		spss->at += (uint64_t)got;
		done += (size_t)got;
	}
	hide_cases(spss, buffer, from, done);
	return (ssize_t)done;
}

static readstat_off_t seek(readstat_off_t offset, readstat_io_flags_t whence, void *state)
{
	struct spss *spss = state;
	int64_t base = whence == READSTAT_SEEK_SET   ? 0
		       : whence == READSTAT_SEEK_CUR ? (int64_t)spss->at
						     : (int64_t)spss->file->size;
	int64_t to;
	if (__builtin_add_overflow(base, offset, &to) || to < 0)
		return -1;
	spss->at = (uint64_t)to;
	return (readstat_off_t)to;
}

static void on_error(const char *message, void *state)
{
	struct spss *spss = state;
	if (!spss->said.length)
		sd_str_add_printable(&spss->said, sd_text_trim(sd_text_of(message)), 200);
}

static int on_metadata(readstat_metadata_t *metadata, void *state)
{
	struct spss *spss = state;
	const char *encoding = readstat_get_file_encoding(metadata);
	if (spss->known || !encoding)
		return READSTAT_HANDLER_OK;
	if (spss->kept == (iconv_t)-1)
		spss->kept = iconv_open("UTF-8", encoding);
	sd_str_adds(&spss->source.notes, "encoding: ");
	sd_str_add_printable(&spss->source.notes, sd_text_of(spss->encoding ? spss->encoding : encoding), 80);
	sd_str_adds(&spss->source.notes, spss->encoding ? ", as told\n" : ", as the file says\n");
	return READSTAT_HANDLER_OK;
}

static struct label_set *set_named(struct spss *spss, const char *name)
{
	for (size_t i = spss->sets_length; i-- > 0;)
		if (sd_text_equals(spss->sets[i].name, name))
			return &spss->sets[i];
	SD_GROW(spss->sets, spss->sets_length, spss->sets_room);
	spss->sets[spss->sets_length] = (struct label_set){.name = keep(spss, sd_text_of(name))};
	return &spss->sets[spss->sets_length++];
}

/* Formats as SPSS names them: DATE11, DATETIME20, TIME8 … */
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

static int on_variable(int index, readstat_variable_t *variable, const char *labels, void *state)
{
	struct spss *spss = state;
	if (spss->known)
		return READSTAT_HANDLER_OK;
	if (index < 0 || (size_t)index != spss->length || spss->length == SD_MAX_COLUMNS) {
		on_error("more columns than can be", spss);
		return READSTAT_HANDLER_ABORT;
	}
	const char *name = readstat_variable_get_name(variable), *label = readstat_variable_get_label(variable);
	const char *format = readstat_variable_get_format(variable);
	SD_GROW(spss->variables, spss->length, spss->room);
	struct variable *own = &spss->variables[spss->length++];
	*own = (struct variable){.name = keep(spss, sd_text_of(name ? name : "")),
				 .label = keep(spss, sd_text_trim(sd_text_of(label ? label : ""))),
				 .string = readstat_variable_get_type(variable) == READSTAT_TYPE_STRING,
				 .shown = format ? shown_as(format) : SD_SERIAL_NUMBER};
	if (labels && *labels)
		own->set_at = (size_t)(set_named(spss, labels) - spss->sets) + 1;
	return READSTAT_HANDLER_OK;
}

static int on_label(const char *name, readstat_value_t value, const char *label, void *state)
{
	struct spss *spss = state;
	if (spss->known || !name || !label)
		return READSTAT_HANDLER_OK;
	if (++spss->labels > MOST_LABELS || spss->sets_length > 2 * (size_t)SD_MAX_COLUMNS) {
		on_error("more labels than can be", spss);
		return READSTAT_HANDLER_ABORT;
	}
	struct label_set *set = set_named(spss, name);
	struct code code = {.label = keep(spss, sd_text_trim(sd_text_of(label)))};
	if (readstat_value_type(value) == READSTAT_TYPE_STRING) {
		const char *text = readstat_string_value(value);
		set->strings = true;
		code.text = keep(spss, sd_text_of(text ? text : ""));
		while (code.text.length && code.text.data[code.text.length - 1] == ' ') /* padded, as values are not */
			code.text.length--;
	} else {
		struct sd_str text = SD_STR_INIT;
		code.number = readstat_double_value(value);
		if (!isfinite(code.number))
			return READSTAT_HANDLER_OK;
		sd_serial_add_double(&text, code.number);
		code.text = keep(spss, sd_str_text(&text));
		sd_str_release(&text);
	}
	SD_GROW(set->codes, set->length, set->room);
	set->codes[set->length++] = code;
	return READSTAT_HANDLER_OK;
}

static int by_code(const void *left, const void *right)
{
	const struct code *a = left, *b = right;
	return a->number < b->number ? -1 : a->number > b->number ? 1 : 0;
}

static int by_text(const void *left, const void *right)
{
	return sd_text_compare(((const struct code *)left)->text, ((const struct code *)right)->text);
}

/* Variables and labels have all come when the first value does. */
static void settle(struct spss *spss)
{
	if (spss->known)
		return;
	spss->known = true;
	for (size_t i = 0; i < spss->sets_length; i++)
		if (spss->sets[i].length)
			qsort(spss->sets[i].codes, spss->sets[i].length, sizeof *spss->sets[i].codes,
			      spss->sets[i].strings ? by_text : by_code);
	for (size_t i = 0; i < spss->length; i++) {
		struct variable *variable = &spss->variables[i];
		struct label_set *set = variable->set_at ? &spss->sets[variable->set_at - 1] : NULL;
		if (set && set->length && set->strings == variable->string && variable->shown == SD_SERIAL_NUMBER)
			variable->set = set;
	}
}

static const struct code *code_of(const struct variable *variable, double number, struct sd_text text)
{
	struct code wanted = {.number = number, .text = text};
	if (!variable->set)
		return NULL;
	return bsearch(&wanted, variable->set->codes, variable->set->length, sizeof wanted,
		       variable->set->strings ? by_text : by_code);
}

static void put(struct spss *spss, size_t start, enum sd_cell_kind kind)
{
	SD_GROW(spss->values, spss->values_length, spss->values_room);
	spss->values[spss->values_length++] = (struct value){start, spss->text.length - start, kind};
}

static int on_value(int row, readstat_variable_t *described, readstat_value_t value, void *state)
{
	struct spss *spss = state;
	int index = readstat_variable_get_index(described);
	(void)row;
	settle(spss);
	if (index < 0 || (size_t)index >= spss->length)
		return READSTAT_HANDLER_ABORT;
	/* A batch ends between rows. */
	if (!index && spss->values_length &&
	    spss->text.length + spss->values_length * sizeof *spss->values > BATCH && !spss->first_pass)
		return READSTAT_HANDLER_ABORT;
	struct variable *variable = &spss->variables[index];
	const char *string = variable->string ? readstat_string_value(value) : NULL;
	struct sd_text text = sd_text_of(string ? string : "");
	double number = variable->string ? 0 : readstat_double_value(value);
	bool missing = readstat_value_is_missing(value, described) || (variable->string ? !string : !isfinite(number));
	const struct code *code = missing ? NULL : code_of(variable, number, text);
	if (text.length > spss->max_field)
		spss->too_long = true;
	if (spss->first_pass) {
		/* A blank answer has no label and needs none. */
		if (!missing && !code && (!variable->string || text.length))
			variable->unlabelled = true;
		spss->rows += (size_t)index + 1 == spss->length;
		return spss->too_long ? READSTAT_HANDLER_ABORT : READSTAT_HANDLER_OK;
	}
	size_t start = spss->text.length;
	if (missing) {
		put(spss, start, SD_CELL_ABSENT);
	} else if (code && !variable->unlabelled) {
		sd_str_add_text(&spss->text, code->label);
		put(spss, start, SD_CELL_TEXT);
	} else if (variable->string) {
		(void)sd_utf8_add_repaired(&spss->text, text);
		put(spss, start, SD_CELL_TEXT);
	} else if (sd_serial_add_spss(&spss->text, number, variable->shown)) {
		put(spss, start, SD_CELL_TEXT);
	} else {
		sd_serial_add_double(&spss->text, number);
		put(spss, start, SD_CELL_NUMBER);
	}
	return READSTAT_HANDLER_OK;
}

static readstat_error_t parse(struct spss *spss, uint64_t from)
{
	readstat_parser_t *parser = readstat_parser_init();
	(void)readstat_set_open_handler(parser, open_nothing);
	(void)readstat_set_close_handler(parser, close_nothing);
	(void)readstat_set_read_handler(parser, read_some);
	(void)readstat_set_seek_handler(parser, seek);
	(void)readstat_set_io_ctx(parser, spss);
	(void)readstat_set_error_handler(parser, on_error);
	(void)readstat_set_metadata_handler(parser, on_metadata);
	(void)readstat_set_variable_handler(parser, on_variable);
	(void)readstat_set_value_label_handler(parser, on_label);
	(void)readstat_set_value_handler(parser, on_value);
	if (spss->encoding)
		(void)readstat_set_file_character_encoding(parser, spss->encoding);
	if (from)
		(void)readstat_set_row_offset(parser, (long)from);
	sd_str_clear(&spss->said);
	bool portable = spss->source.kind == &sd_source_por;
	readstat_error_t status = portable ? readstat_parse_por(parser, "", spss) : readstat_parse_sav(parser, "", spss);
	readstat_parser_free(parser);
	return status;
}

static int refuse(struct spss *spss, readstat_error_t status, struct sd_error *err)
{
	const char *name = spss->file->name;
	if (sd_error_is_set(&spss->read))
		return sd_fail(err, "%s", spss->read.message.data);
	if (spss->too_long)
		return sd_fail(err, "%s: case %llu: a cell is longer than %zu bytes; --max-field takes a higher limit", name,
			       (unsigned long long)spss->rows + 1, spss->max_field);
	if (status == READSTAT_ERROR_CONVERT || status == READSTAT_ERROR_CONVERT_BAD_STRING ||
	    status == READSTAT_ERROR_UNSUPPORTED_CHARSET)
		return sd_fail(err, "%s: the text is not in the encoding that the file says; try --encoding Windows-1252", name);
	return sd_fail(err, "%s: no whole SPSS file (%s): it is damaged or cut off; fetch or save it again", name,
		       spss->said.length ? spss->said.data : readstat_error_message(status));
}

static int next_batch(struct spss *spss, struct sd_error *err)
{
	spss->before = spss->given;
	spss->values_length = spss->next_value = 0;
	sd_str_clear(&spss->text);
	readstat_error_t status = parse(spss, spss->before);
	if (status != READSTAT_OK && status != READSTAT_ERROR_USER_ABORT)
		return refuse(spss, status, err);
	if (!spss->values_length || spss->values_length % spss->length)
		return refuse(spss, READSTAT_ERROR_ROW_COUNT_MISMATCH, err);
	return 0;
}

static int next(struct sd_source *source, struct sd_source_record *record, struct sd_error *err)
{
	struct spss *spss = (struct spss *)source;
	if (spss->given == spss->rows)
		return 0;
	if (spss->next_value == spss->values_length && next_batch(spss, err))
		return -1;
	for (size_t i = 0; i < spss->length; i++) {
		const struct value *value = &spss->values[spss->next_value++];
		const char *bytes = value->length ? spss->text.data + value->start : no_text;
		spss->cells[i] = (struct sd_cell){{bytes, value->length}, value->kind};
	}
	*record = (struct sd_source_record){.cells = spss->cells, .length = spss->length, .line = ++spss->given};
	return 1;
}

static int rewind_rows(struct sd_source *source, struct sd_error *err)
{
	struct spss *spss = (struct spss *)source;
	(void)err;
	if (spss->before)
		spss->values_length = 0; /* else the first batch is still there */
	spss->next_value = 0;
	spss->given = 0;
	return 0;
}

static void free_spss(struct sd_source *source)
{
	struct spss *spss = (struct spss *)source;
	if (spss->kept != (iconv_t)-1)
		(void)iconv_close(spss->kept);
	sd_error_release(&spss->read);
	sd_str_release(&spss->said);
	sd_str_release(&spss->text);
	sd_arena_release(&spss->arena);
	for (size_t i = 0; i < spss->sets_length; i++)
		free(spss->sets[i].codes);
	free(spss->sets);
	free(spss->variables);
	free(spss->values);
	free(spss->columns);
	free(spss->cells);
	sd_str_release(&source->notes);
	free(spss);
}

static void make_columns(struct spss *spss)
{
	spss->columns = sd_calloc(spss->length, sizeof *spss->columns);
	spss->cells = sd_calloc(spss->length, sizeof *spss->cells);
	for (size_t i = 0; i < spss->length; i++) {
		const struct variable *variable = &spss->variables[i];
		struct sd_source_column *column = &spss->columns[i];
		*column = (struct sd_source_column){.name = variable->name, .label = variable->label};
		if (variable->shown == SD_SERIAL_DATE || variable->shown == SD_SERIAL_MOMENT)
			column->kind = SD_QUESTION_DATE;
		if (!variable->set)
			continue;
		column->kind = variable->unlabelled ? SD_QUESTION_SCALE : SD_QUESTION_CHOICE;
		struct sd_source_option *options =
			sd_arena_alloc(&spss->arena, variable->set->length * sizeof *options);
		for (size_t j = 0; j < variable->set->length; j++) {
			const struct code *code = &variable->set->codes[j];
			options[j] = variable->unlabelled ? (struct sd_source_option){.value = code->text, .label = code->label}
							  : (struct sd_source_option){.value = code->label, .code = code->text};
		}
		column->options = options;
		column->options_length = variable->set->length;
	}
	spss->source.columns = spss->columns;
	spss->source.columns_length = spss->length;
}

static int look_through(struct spss *spss, struct sd_error *err)
{
	spss->first_pass = true;
	spss->declared = declared_cases(spss);
	readstat_error_t status = parse(spss, 0);
	spss->first_pass = false;
	settle(spss);
	if (status != READSTAT_OK)
		return refuse(spss, status, err);
	if (!spss->length)
		return sd_fail(err, "%s: has no columns", spss->file->name);
	if (spss->plain && spss->file->size > spss->at && spss->file->size - spss->at >= spss->length * sizeof(double))
		return sd_fail(err, "%s: says it has %lld cases, and has more: it is damaged; save it again", spss->file->name,
			       (long long)spss->declared);
	if (spss->declared >= 0 && (uint64_t)spss->declared != spss->rows)
		return sd_fail(err, "%s: says it has %lld cases, and has %llu: it is damaged or cut off; fetch or save it again",
			       spss->file->name, (long long)spss->declared, (unsigned long long)spss->rows);
	make_columns(spss);
	return 0;
}

static struct sd_source *open_spss(const struct sd_source_head *head, const struct sd_source_options *options,
				   const struct sd_source_kind *kind, struct sd_error *err)
{
	struct spss *spss = sd_calloc(1, sizeof *spss);
	spss->source = (struct sd_source){.kind = kind, .next = next, .rewind = rewind_rows, .free = free_spss};
	spss->file = head->files;
	if (kind == &sd_source_sav && head->bytes.length > CASES_AT) {
		const char *bytes = head->bytes.data;
		bool packed = bytes[COMPRESSION_AT] || bytes[COMPRESSION_AT + 3];
		spss->hide = packed && bytes[3] == '2';
		spss->plain = !packed;
	}
	spss->encoding = options->encoding;
	spss->kept = (iconv_t)-1;
	spss->max_field = options->max_field ? options->max_field : SD_MAX_FIELD;
	if (!look_through(spss, err))
		return &spss->source;
	free_spss(&spss->source);
	return NULL;
}

static struct sd_source *open_sav(const struct sd_source_head *head, const struct sd_source_options *options,
				  struct sd_error *err)
{
	return open_spss(head, options, &sd_source_sav, err);
}

static struct sd_source *open_por(const struct sd_source_head *head, const struct sd_source_options *options,
				  struct sd_error *err)
{
	return open_spss(head, options, &sd_source_por, err);
}

static int recognise_sav(const struct sd_source_head *head, struct sd_str *why)
{
	if (head->bytes.length < 4 || (memcmp(head->bytes.data, "$FL2", 4) != 0 && memcmp(head->bytes.data, "$FL3", 4) != 0))
		return 0;
	sd_str_adds(why, "begins with $FL2 or $FL3");
	return 98;
}

/* The signature comes behind five splash strings of 40 bytes and a table of 256, in lines. */
static int recognise_por(const struct sd_source_head *head, struct sd_str *why)
{
	enum { FIRST = 440, LAST = 520 };
	if (head->bytes.length < LAST || !memmem(head->bytes.data + FIRST, LAST - FIRST, "SPSSPORT", 8))
		return 0;
	sd_str_adds(why, "holds SPSSPORT where a portable file does");
	return 95;
}

const struct sd_source_kind sd_source_sav = {
	.name = "sav",
	.what = "an SPSS file",
	.most_files = 1,
	.before_lock = true, /* iconv opens files */
	.recognise = recognise_sav,
	.open = open_sav,
};

const struct sd_source_kind sd_source_por = {
	.name = "por",
	.what = "an SPSS portable file",
	.most_files = 1,
	.before_lock = true, /* iconv opens files */
	.recognise = recognise_por,
	.open = open_por,
};
