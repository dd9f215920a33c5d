/* SPDX-License-Identifier: MIT */
/* The kind `sav` (.sav and .zsav): SPSS, read by ReadStat. Its own reader has `por`.
 *
 * ReadStat calls back for each value until the file ends. So rows are taken a batch at a time, and the file is begun
 * again for the next batch, with those before passed over: memory is bounded, and a file of one batch is unpacked but
 * twice, for one pass over all values comes first. It tells that the file is whole, and which columns of labelled codes
 * have a label for each answer: those give labels, the others (scales whose ends alone are named) give codes. */
#include <math.h>
#include <readstat.h>

#include "read/spss_dictionary.h"
#include "rows/reader.h"

enum { BATCH = 32 * 1024 * 1024 };

static const char no_text[] = "";

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
	struct sd_spss_dictionary dictionary;
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
	if (sd_file_read(spss->file, 0, (char *)header, sizeof header, NULL) != (int64_t)sizeof header)
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

static int on_variable(int index, readstat_variable_t *variable, const char *labels, void *state)
{
	struct spss *spss = state;
	if (spss->known)
		return READSTAT_HANDLER_OK;
	const char *name = readstat_variable_get_name(variable), *label = readstat_variable_get_label(variable);
	struct sd_spss_variable *own =
		index >= 0 && (size_t)index == spss->dictionary.length
			? sd_spss_variable_add(&spss->dictionary, sd_text_of(name ? name : ""),
					       sd_text_of(label ? label : ""), readstat_variable_get_format(variable),
					       readstat_variable_get_type(variable) == READSTAT_TYPE_STRING)
			: NULL;
	if (!own) {
		on_error("more columns than can be", spss);
		return READSTAT_HANDLER_ABORT;
	}
	if (labels && *labels)
		own->set_at = sd_spss_set_named(&spss->dictionary, labels) + 1;
	return READSTAT_HANDLER_OK;
}

static int on_label(const char *name, readstat_value_t value, const char *label, void *state)
{
	struct spss *spss = state;
	if (spss->known || !name || !label)
		return READSTAT_HANDLER_OK;
	bool string = readstat_value_type(value) == READSTAT_TYPE_STRING;
	const char *text = string ? readstat_string_value(value) : NULL;
	if (!sd_spss_label_add(&spss->dictionary, sd_spss_set_named(&spss->dictionary, name), string,
			       string ? 0 : readstat_double_value(value), sd_text_of(text ? text : ""),
			       sd_text_of(label))) {
		on_error("more labels than can be", spss);
		return READSTAT_HANDLER_ABORT;
	}
	return READSTAT_HANDLER_OK;
}

/* Variables and labels have all come when the first value does. */
static void settle(struct spss *spss)
{
	if (!spss->known)
		sd_spss_settle(&spss->dictionary);
	spss->known = true;
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
	if (index < 0 || (size_t)index >= spss->dictionary.length)
		return READSTAT_HANDLER_ABORT;
	/* A batch ends between rows. */
	if (!index && spss->values_length &&
	    spss->text.length + spss->values_length * sizeof *spss->values > BATCH && !spss->first_pass)
		return READSTAT_HANDLER_ABORT;
	struct sd_spss_variable *variable = &spss->dictionary.variables[index];
	const char *string = variable->string ? readstat_string_value(value) : NULL;
	struct sd_text text = sd_text_of(string ? string : "");
	double number = variable->string ? 0 : readstat_double_value(value);
	bool missing = readstat_value_is_missing(value, described) || (variable->string ? !string : !isfinite(number));
	if (text.length > spss->max_field)
		spss->too_long = true;
	if (spss->first_pass) {
		variable->missing += readstat_value_is_defined_missing(value, described) != 0;
		sd_spss_value_note(variable, missing, number, text);
		spss->rows += (size_t)index + 1 == spss->dictionary.length;
		return spss->too_long ? READSTAT_HANDLER_ABORT : READSTAT_HANDLER_OK;
	}
	size_t start = spss->text.length;
	put(spss, start, sd_spss_value_add(variable, missing, number, text, &spss->text));
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
	readstat_error_t status = readstat_parse_sav(parser, "", spss);
	readstat_parser_free(parser);
	return status;
}

static int refuse(struct spss *spss, readstat_error_t status, struct sd_error *err)
{
	const char *name = spss->file->name;
	if (sd_error_is_set(&spss->read))
		return sd_fail(err, "%s", spss->read.message.data);
	if (spss->too_long)
		return sd_fail(err, "%s: case %llu: a cell is longer than %zu bytes; --max-field takes a higher limit",
			       name, (unsigned long long)spss->rows + 1, spss->max_field);
	if (status == READSTAT_ERROR_CONVERT || status == READSTAT_ERROR_CONVERT_BAD_STRING ||
	    status == READSTAT_ERROR_UNSUPPORTED_CHARSET)
		return sd_fail(err,
			       "%s: the text is not in the encoding that the file says; try --encoding Windows-1252",
			       name);
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
	if (!spss->values_length || spss->values_length % spss->dictionary.length)
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
	for (size_t i = 0; i < spss->dictionary.length; i++) {
		const struct value *value = &spss->values[spss->next_value++];
		const char *bytes = value->length ? spss->text.data + value->start : no_text;
		spss->cells[i] = (struct sd_cell){{bytes, value->length}, value->kind};
	}
	*record = (struct sd_source_record){.cells = spss->cells,
					    .length = spss->dictionary.length,
					    .line = ++spss->given};
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
	sd_spss_dictionary_release(&spss->dictionary);
	free(spss->values);
	free(spss->cells);
	sd_str_release(&source->notes);
	free(spss);
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
	if (!spss->dictionary.length)
		return sd_fail(err, "%s: has no columns", spss->file->name);
	if (spss->plain && spss->file->size > spss->at &&
	    spss->file->size - spss->at >= spss->dictionary.length * sizeof(double))
		return sd_fail(err, "%s: says it has %lld cases, and has more: it is damaged; save it again",
			       spss->file->name, (long long)spss->declared);
	if (spss->declared >= 0 && (uint64_t)spss->declared != spss->rows)
		return sd_fail(err,
			       "%s: says it has %lld cases, and has %llu: it is damaged or cut off; fetch or save it "
			       "again",
			       spss->file->name, (long long)spss->declared, (unsigned long long)spss->rows);
	sd_spss_groups_read(spss->file, spss->kept, &spss->dictionary);
	sd_spss_columns_make(&spss->dictionary, &spss->source.notes);
	spss->cells = sd_calloc(spss->dictionary.length, sizeof *spss->cells);
	spss->source.columns = spss->dictionary.columns;
	spss->source.columns_length = spss->dictionary.length;
	return 0;
}

static struct sd_source *open_sav(const struct sd_source_head *head, const struct sd_source_options *options,
				  struct sd_error *err)
{
	struct spss *spss = sd_calloc(1, sizeof *spss);
	spss->source =
		(struct sd_source){.kind = &sd_source_sav, .next = next, .rewind = rewind_rows, .free = free_spss};
	spss->file = head->files;
	if (head->bytes.length > CASES_AT) {
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

static int recognise_sav(const struct sd_source_head *head, struct sd_str *why)
{
	if (head->bytes.length < 4 ||
	    (memcmp(head->bytes.data, "$FL2", 4) != 0 && memcmp(head->bytes.data, "$FL3", 4) != 0))
		return 0;
	sd_str_adds(why, "begins with $FL2 or $FL3");
	return 98;
}

const struct sd_source_kind sd_source_sav = {
	.name = "sav",
	.what = "an SPSS file",
	.most_files = 1,
	.before_lock = true, /* iconv opens files */
	.recognise = recognise_sav,
	.open = open_sav,
};
