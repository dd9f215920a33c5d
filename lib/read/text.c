/* SPDX-License-Identifier: MIT */
/* The kind `text`: CSV and its kin, in any encoding and dialect. */
#include "read/dialect.h"
#include "read/encoding.h"
#include "rows/unfit.h"
#include "rows/reader.h"

struct text_source {
	struct sd_source source;
	struct sd_decoder *decoder;
	struct sd_source_options told;
	struct sd_dialect dialect;
	bool dialect_found, last;
	bool guarded_told, none_told; /* that cells are written ="…"; \N */
	struct sd_str text;	      /* decoded and not yet given out … */
	size_t at;		      /* … from here on */
	uint64_t line, byte;	      /* of text.data[at] */
	size_t max_record, chunk;
	const char *decoder_file;	/* its name */
	struct sd_cut_cells cut, inner; /* inner: of a line that stands in quotes as one cell … */
	struct sd_str line_inside;	/* … which this is */
};

static int recognise(const struct sd_source_head *head, struct sd_str *why)
{
	(void)head;
	sd_str_adds(why, "text");
	return 1;
}

/* Makes room at the front and decodes at least `chunk` more bytes, or what there is. */
static int more(struct text_source *text, size_t least, struct sd_error *err)
{
	if (text->at && text->text.length) {
		memmove(text->text.data, text->text.data + text->at, text->text.length - text->at);
		text->text.length -= text->at;
		text->at = 0;
	}
	size_t want = text->text.length + least;
	while (!text->last && text->text.length < want) {
		int got = sd_decoder_read(text->decoder, &text->text, err);
		if (got < 0)
			return -1;
		text->last = !got;
	}
	return 0;
}

static int find_dialect(struct text_source *text, struct sd_error *err)
{
	enum { HEAD = 128 * 1024 };
	struct sd_str why = SD_STR_INIT;
	if (more(text, HEAD, err))
		return -1;
	sd_dialect_find(sd_str_text(&text->text), text->last, &text->told, &text->dialect, &why);
	const struct sd_dialect *dialect = &text->dialect;
	const bool by_control = dialect->delimiter_length == 1 && dialect->width >= 2 &&
				(unsigned char)dialect->delimiter[0] < ' ' && dialect->delimiter[0] != '\t';
	if (!text->told.delimiter && !by_control && sd_unfit_binary(sd_str_text(&text->text))) {
		sd_str_release(&why);
		return sd_fail(err, "%s: is no text: it is full of control characters; export the survey as CSV",
			       text->decoder_file);
	}
	sd_str_addf(&text->source.notes, "dialect: %s\n", why.data);
	sd_str_release(&why);
	text->dialect_found = true;
	return 0;
}

/* The cells within a line that stands in quotes; false where it is not one cell, or more than a line. A line that
 * stands so among others that do not is told. */
static bool unwrap(struct text_source *text)
{
	const struct sd_cut_cells *cut = &text->cut;
	const struct sd_dialect *dialect = &text->dialect;
	if (cut->fault ||
	    (!dialect->wrapped && (dialect->width < 3 || cut->length != 1 || dialect->quote != '"' ||
				   dialect->delimiter_length != 1 || cut->cells->text.length < dialect->width ||
				   !memchr(cut->cells->text.data, dialect->delimiter[0], cut->cells->text.length))))
		return false;
	for (size_t c = 1; c < cut->length; c++)
		if (cut->cells[c].kind != SD_CELL_ABSENT)
			return false;
	sd_str_clear(&text->line_inside);
	sd_str_add_text(&text->line_inside, cut->cells->text);
	if (sd_cut_cells(dialect, sd_str_text(&text->line_inside), 0, true, text->max_record, &text->inner) !=
		    SD_CELLS_RECORD ||
	    text->inner.next != text->line_inside.length)
		return false;
	if (dialect->wrapped)
		return true;
	if (text->inner.fault || text->inner.length != dialect->width)
		return false;
	text->inner.fault = "the line stands in quotes as if it were one cell, and is read inside them";
	return true;
}

/* A file that begins with a byte order mark and was put behind another has it before a record: it is no text. */
static int skip_mark(struct text_source *text, struct sd_error *err)
{
	enum { MARK = 3 };
	if (text->text.length - text->at < MARK && more(text, text->chunk, err))
		return -1;
	if (text->text.length - text->at >= MARK && !memcmp(text->text.data + text->at, "\xEF\xBB\xBF", MARK)) {
		text->at += MARK;
		text->byte += MARK;
	}
	return 0;
}

/* Cells written ="…" are what stands between, and \N, as databases write it, is nothing. */
static void unguard(struct text_source *text, struct sd_cut_cells *cut)
{
	for (size_t i = 0; i < cut->length; i++) {
		struct sd_text *cell = &cut->cells[i].text;
		if (sd_text_equals(*cell, "\\N")) {
			cut->cells[i] = (struct sd_cell){{NULL, 0}, SD_CELL_ABSENT};
			if (!text->none_told)
				sd_str_addf(&text->source.notes,
					    "line %llu: cells are written \\N: they are taken for nothing\n",
					    (unsigned long long)text->line);
			text->none_told = true;
			continue;
		}
		if (!sd_cut_is_guarded(*cell))
			continue;
		*cell = (struct sd_text){cell->data + 2, cell->length - 3};
		if (!text->guarded_told)
			sd_str_addf(&text->source.notes,
				    "line %llu: cells are written =\"…\", for a spreadsheet: what stands in the quotes "
				    "is taken\n",
				    (unsigned long long)text->line);
		text->guarded_told = true;
	}
}

static int next(struct sd_source *source, struct sd_source_record *record, struct sd_error *err)
{
	struct text_source *text = (struct text_source *)source;
	struct sd_cut_cells *cut = &text->cut;
	if (!text->dialect_found && find_dialect(text, err))
		return -1;
	const struct sd_dialect outer = {.delimiter = {text->dialect.outer},
					 .delimiter_length = 1,
					 .quote = '"',
					 .escape = '"'};
	enum sd_cut_status status;
	if (skip_mark(text, err))
		return -1;
	for (;;) {
		status = sd_cut_cells(text->dialect.wrapped ? &outer : &text->dialect, sd_str_text(&text->text),
				      text->at, text->last, text->max_record, cut);
		if (status != SD_CELLS_MORE)
			break;
		size_t left = text->text.length - text->at;
		if (more(text, left > text->chunk ? left : text->chunk, err))
			return -1;
	}
	if (status == SD_CELLS_END)
		return 0;
	if (status == SD_CELLS_LONG)
		return sd_fail(err,
			       "%s: line %llu, byte %llu: a line is longer than %zu bytes, four times --max-field; "
			       "raise it if that is meant",
			       text->decoder_file, (unsigned long long)text->line, (unsigned long long)text->byte,
			       text->max_record);
	struct sd_text raw = {text->text.data + text->at, cut->end - text->at};
	struct sd_cut_cells *cells = unwrap(text) ? &text->inner : cut;
	/* The mark with which DOS ended a file. */
	if (text->last && cut->next == text->text.length && cells->length == 1 &&
	    sd_text_equals(cells->cells->text, "\x1A"))
		cells->cells[0] = (struct sd_cell){{NULL, 0}, SD_CELL_ABSENT};
	unguard(text, cells);
	*record = (struct sd_source_record){.cells = cells->cells,
					    .length = cells->length,
					    .line = text->line,
					    .byte = text->byte,
					    .raw = raw,
					    .fault = cells->fault,
					    .fault_line = text->line + cells->fault_lines,
					    .fault_column = cells->fault_column};
	for (size_t i = 0; i < cells->length; i++)
		if (cells->cells[i].text.length > text->max_record / 4) {
			record->refused = true;
			record->fault = "a cell is longer than --max-field allows";
			record->fault_column = i + 1;
		}
	text->line += cut->lines;
	text->byte += cut->next - text->at;
	text->at = cut->next;
	return 1;
}

static int rewind_text(struct sd_source *source, struct sd_error *err)
{
	struct text_source *text = (struct text_source *)source;
	(void)err;
	sd_decoder_rewind(text->decoder);
	sd_str_clear(&text->text);
	text->at = 0;
	text->last = false;
	text->line = 1;
	text->byte = 0;
	return 0;
}

static void free_text(struct sd_source *source)
{
	struct text_source *text = (struct text_source *)source;
	sd_decoder_free(text->decoder);
	sd_str_release(&text->text);
	sd_cut_cells_release(&text->cut);
	sd_cut_cells_release(&text->inner);
	sd_str_release(&text->line_inside);
	sd_str_release(&source->notes);
	free(text);
}

static struct sd_source *open_text(const struct sd_source_head *head, const struct sd_source_options *options,
				   struct sd_error *err)
{
	struct text_source *text = sd_calloc(1, sizeof *text);
	text->source =
		(struct sd_source){.kind = &sd_source_text, .next = next, .rewind = rewind_text, .free = free_text};
	text->told = *options;
	text->chunk = options->chunk ? options->chunk : SD_CHUNK;
	text->max_record = 4 * (options->max_field ? options->max_field : SD_MAX_FIELD);
	text->line = 1;
	text->decoder_file = head->files->name;
	text->decoder = sd_decoder_new(head->files, options->encoding, text->chunk, &text->source.notes, err);
	if (text->decoder)
		return &text->source;
	free_text(&text->source);
	return NULL;
}

const struct sd_source_kind sd_source_text = {
	.name = "text",
	.what = "delimited text",
	.most_files = 1,
	.before_lock = true, /* iconv opens files */
	.recognise = recognise,
	.open = open_text,
};
