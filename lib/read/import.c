/* SPDX-License-Identifier: MIT */
#include "read/import.h"

#include <strings.h>

#include "base/io.h"
#include "read/reshape.h"
#include "read/value.h"
#include "rows/format.h"
#include "rows/reader.h"

enum { EXTRA_MOST = 16, BEHIND_MOST = 20, TOLD_MOST = 10 };

static size_t filled(const struct sd_source_record *record)
{
	size_t count = 0;
	for (size_t c = 0; c < record->length; c++)
		count += sd_text_trim(record->cells[c].text).length > 0;
	return count;
}

/* The cells up to the last that is not absent. */
static size_t length_of(const struct sd_source_record *record)
{
	size_t length = record->length;
	while (length && record->cells[length - 1].kind == SD_CELL_ABSENT)
		length--;
	return length;
}

static bool is_blank(const struct sd_source_record *record)
{
	return !length_of(record);
}

/* Nothing but a line drawn under the header or between rows, as `---|:--:|---`. */
static bool is_rule(const struct sd_source_record *record)
{
	enum { LEAST = 3 };
	size_t rules = 0;
	for (size_t c = 0; c < record->length; c++) {
		struct sd_text text = sd_text_trim(record->cells[c].text);
		size_t run = 0;
		for (size_t i = 0; i < text.length; i++) {
			if (!strchr("-=+_:", text.data[i]) || (text.data[i] == ':' && i && i + 1 < text.length))
				return false;
			run += text.data[i] != ':';
		}
		if (text.length && run < LEAST)
			return false;
		rules += text.length > 0;
	}
	return rules && rules * 2 >= record->length;
}

/* The first records behind those that --skip passes over, however many these are. */
static int read_head(struct sd_import *import, struct sd_head_records *head, uint64_t skip, struct sd_error *err)
{
	struct sd_source_record record;
	size_t bytes = 0;
	int got = 1;
	for (uint64_t skipped = 0; skipped < skip && (got = import->source->next(import->source, &record, err)) > 0;
	     skipped++)
		if (skipped + 1 == skip && (got = import->source->next(import->source, &record, err)) > 0)
			sd_head_records_add(head, &record);
	if (skip && !got)
		return sd_fail(err, "%s: --skip %llu: there are no more records than that", import->name,
			       (unsigned long long)skip);
	while (head->length < SD_HEAD_RECORDS && bytes < SD_HEAD_BYTES &&
	       (got = import->source->next(import->source, &record, err)) > 0) {
		sd_head_records_add(head, &record);
		bytes += record.raw.length;
	}
	return got < 0 || import->source->rewind(import->source, err) ? -1 : 0;
}

/* Whether the record's first cell is of the kind that all before it are: a response that was cut short, no footnote. */
static bool fits(const struct sd_question *first, const struct sd_source_record *record)
{
	enum sd_value value = record->length ? sd_value_of(record->cells[0].text) : SD_VALUE_NOTHING;
	return (value == SD_VALUE_NUMBER && first->numbers * 20 >= first->answers * 19) ||
	       (value == SD_VALUE_DATE && first->dates * 20 >= first->answers * 19);
}

/* Sums up every column, finds how wide the table is and where it ends. */
static int sum_up(struct sd_import *import, struct sd_error *err)
{
	struct sd_source *source = import->source;
	struct sd_source_record record;
	const size_t width = import->shape.length, few = width / 3 ? width / 3 : 1;
	size_t widest = width, longest = 0, room = width + EXTRA_MOST;
	uint64_t number = 0, end = import->first_data, byte = 0, limit;
	bool behind_blank = false;
	int got;
	import->questions = sd_calloc(room, sizeof *import->questions);
	for (size_t c = 0; c < room; c++)
		sd_question_init(&import->questions[c]);
	for (; (got = source->next(source, &record, err)) > 0; number++) {
		sd_progress_add(import->options.progress, record.byte > byte ? (record.byte - byte) / 2 : 0);
		byte = record.byte;
		if (number < import->first_data || record.refused || number >= import->other)
			continue;
		if (is_blank(&record)) {
			behind_blank = true;
			continue;
		}
		if (is_rule(&record) && (record.length > 1 || number == import->first_data))
			continue;
		enum sd_further_kind header =
			sd_further_header(&import->further, &import->mender, &record, behind_blank);
		if (behind_blank && number > import->first_data) {
			import->parted_line = import->parted++ ? import->parted_line : record.line;
			import->last_parted = number;
		}
		behind_blank = false;
		if (header == SD_HEADER_OTHER) {
			import->other = number;
			import->other_line = record.line;
		}
		if (header != SD_HEADER_NONE)
			continue;
		sd_mend(&import->mender, &record);
		size_t length = length_of(&record);
		longest = record.length > longest ? record.length : longest;
		bool narrow = width >= 3 && length <= few && record.length < width && filled(&record) <= few &&
			      !fits(&import->questions[0], &record);
		if (!narrow || number + 1 == import->first_data + 1)
			end = number + 1;
		if (length > room)
			continue;
		widest = length > widest ? length : widest;
		for (size_t c = 0; c < length || c < width; c++)
			sd_question_add(&import->questions[c], c < record.length
								       ? record.cells[c]
								       : (struct sd_cell){{NULL, 0}, SD_CELL_ABSENT});
	}
	limit = number < import->other ? number : import->other;
	import->end_data = limit - end <= BEHIND_MOST && !source->columns ? end : limit;
	for (size_t c = widest; c < room; c++)
		sd_question_release(&import->questions[c]);
	import->width = width;
	import->widest = longest;
	import->narrow = longest < width && longest && !source->columns;
	sd_shape_widen(&import->shape, widest);
	sd_questions_tell(&import->shape, import->questions);
	return got < 0 || source->rewind(source, err) ? -1 : 0;
}

static int check_drop(const struct sd_import *import, struct sd_error *err)
{
	unsigned drop = import->options.drop;
	if ((drop & (SD_DROP_PREVIEW | SD_DROP_SPAM)) && import->shape.status == SIZE_MAX)
		return sd_fail(err,
			       "--drop-rows: the file is read as %s, and has no column Status that tells previews and "
			       "spam",
			       import->shape.name);
	if ((drop & SD_DROP_UNFINISHED) && import->shape.finished == SIZE_MAX)
		return sd_fail(err,
			       "--drop-rows unfinished: the file is read as %s, and has no column that tells what was "
			       "finished",
			       import->shape.name);
	return 0;
}

static void tell_shape(struct sd_import *import)
{
	size_t out = 0;
	sd_str_addf(&import->notes, "kind: %s\n", import->shape.why.data ? import->shape.why.data : import->shape.name);
	for (size_t c = 0; c < import->shape.length; c++)
		out += import->left_out[c];
	if (import->other != UINT64_MAX)
		sd_str_addf(&import->notes,
			    "line %llu: another table begins, which is set aside; --skip %llu reads that one\n",
			    (unsigned long long)import->other_line, (unsigned long long)import->other);
	/* Where blank ones are rare. */
	const uint64_t responses = import->end_data > import->first_data ? import->end_data - import->first_data : 0;
	if (import->parted && import->parted <= 3 && import->parted * 4 <= responses &&
	    import->last_parted + 1 < import->end_data && !import->source->columns)
		sd_str_addf(&import->notes,
			    "line %llu: the records go on behind a blank one, and are kept; where that is another "
			    "table, cut the file there\n",
			    (unsigned long long)import->parted_line);
	/* Told too where nothing stands behind the further delimiter: a name may be missing before it, and the last
	 * column be empty. */
	if (import->shape.headers && import->mender.usual > import->width && !import->source->columns)
		sd_str_addf(&import->notes,
			    "the header has %zu cells, and most records have %zu: names may stand over the wrong "
			    "columns\n",
			    import->width, import->mender.usual);
	if (import->shape.headers && import->narrow)
		sd_str_addf(&import->notes,
			    "the header has %zu cells, and no record has more than %zu: one name may be wrong\n",
			    import->width, import->widest);
	if (out)
		sd_str_addf(&import->notes, "columns left out, without name or content: %zu\n", out);
	if (import->shape.length - out > SD_MAX_COLUMNS)
		sd_str_addf(&import->notes,
			    "%zu columns: the other filters take %d; cut the table before it is imported\n",
			    import->shape.length - out, SD_MAX_COLUMNS);
}

int sd_import_begin(struct sd_import *import, struct sd_source *source, const char *name,
		    const struct sd_import_options *options, struct sd_error *err)
{
	struct sd_head_records head = SD_HEAD_RECORDS_INIT;
	*import = (struct sd_import){.source = source, .name = name, .options = *options, .shape = SD_SHAPE_INIT};
	struct sd_shape_options shape = options->shape;
	const uint64_t skip = shape.skip > 0 && !source->columns ? (uint64_t)shape.skip : 0;
	shape.skip = skip ? 0 : shape.skip;
	int result = read_head(import, &head, skip, err);
	/* Names of columns that the header leaves empty are made up; what they hold decides whether they stay. */
	if (!result)
		result = sd_shape_find(&head, source, &shape, &import->shape, err);
	if (!result && shape.header_rows > 0 && !source->columns && (int64_t)import->shape.headers < shape.header_rows)
		result = sd_fail(err, "%s: --header-rows %lld: there are no more than %zu records", name,
				 (long long)shape.header_rows, import->shape.headers);
	import->other = UINT64_MAX;
	if (!result && !source->columns) {
		sd_mender_init(&import->mender, &head, import->shape.before + import->shape.headers,
			       import->shape.length);
		sd_further_init(&import->further, &head, import->shape.before, import->shape.headers);
	}
	import->shape.before += skip;
	import->first_data = import->shape.before + import->shape.headers;
	if (skip)
		sd_str_addf(&import->shape.why, ", behind %llu record%s before it", (unsigned long long)skip,
			    skip == 1 ? "" : "s");
	size_t named = import->shape.length;
	bool *unnamed = sd_calloc(named + 1, sizeof *unnamed);
	for (size_t c = 0; c < named; c++)
		unnamed[c] = !import->shape.columns[c].label.length && import->shape.headers;
	sd_head_records_release(&head);
	if (!result)
		result = check_drop(import, err) ? -1 : sum_up(import, err);
	import->left_out = sd_calloc(import->shape.length + 1, sizeof *import->left_out);
	for (size_t c = 0; !result && c < named; c++)
		import->left_out[c] = unnamed[c] && !import->questions[c].answers;
	free(unnamed);
	for (size_t c = 0; !result && c < import->width; c++)
		if (import->questions[c].answers)
			import->needed = c + 1;
	if (!result)
		tell_shape(import);
	return result;
}

void sd_import_release(struct sd_import *import)
{
	if (import->questions)
		for (size_t c = 0; c < import->shape.length; c++)
			sd_question_release(&import->questions[c]);
	free(import->questions);
	free(import->left_out);
	sd_mender_release(&import->mender);
	sd_further_release(&import->further);
	sd_shape_release(&import->shape);
	sd_str_release(&import->notes);
}

/* --- the second pass ---- */

struct writing {
	struct sd_import *import;
	struct sd_writer *writer;
	struct sd_str ledger;
	size_t told;
};

static int flush(struct writing *writing, bool all, struct sd_error *err)
{
	enum { PIECE = 64 * 1024 };
	if (!writing->import->options.reject || (!all && writing->ledger.length < PIECE))
		return 0;
	int result = sd_output_write(writing->import->options.reject, sd_str_text(&writing->ledger), err);
	sd_str_clear(&writing->ledger);
	return result;
}

/* A row of the ledger: file,line,byte,column,reason,raw. */
static int set_aside(struct writing *writing, const struct sd_source_record *record, const char *reason,
		     uint64_t *count, struct sd_error *err)
{
	++*count;
	if (!writing->import->options.reject)
		return 0;
	struct sd_str *ledger = &writing->ledger, raw = SD_STR_INIT;
	for (size_t c = 0; !record->raw.data && c < record->length; c++) {
		sd_str_adds(&raw, c ? "," : "");
		sd_csv_add(&raw, record->cells[c], false);
	}
	sd_csv_add(ledger, (struct sd_cell){sd_text_of(writing->import->name), SD_CELL_TEXT}, false);
	sd_str_addf(ledger, ",%llu,%llu,", (unsigned long long)record->line, (unsigned long long)record->byte);
	if (record->refused && record->fault_column)
		sd_str_addf(ledger, "%zu", record->fault_column);
	sd_str_addc(ledger, ',');
	sd_csv_add(ledger, (struct sd_cell){sd_text_of(reason), SD_CELL_TEXT}, false);
	sd_str_addc(ledger, ',');
	sd_csv_add(ledger, (struct sd_cell){record->raw.data ? record->raw : sd_str_text(&raw), SD_CELL_TEXT}, false);
	sd_str_addc(ledger, '\n');
	sd_str_release(&raw);
	return flush(writing, false, err);
}

static void tell(struct writing *writing, uint64_t line, size_t column, const char *what, const char *so)
{
	struct sd_str *notes = &writing->import->notes;
	if (writing->told++ >= TOLD_MOST)
		return;
	sd_str_addf(notes, "%s: line %llu", writing->import->name, (unsigned long long)line);
	if (column)
		sd_str_addf(notes, ", column %zu", column);
	sd_str_addf(notes, ": %s%s\n", what, so);
}

static struct sd_text cell_of(const struct sd_source_record *record, size_t column)
{
	return column < record->length ? sd_text_trim(record->cells[column].text) : (struct sd_text){NULL, 0};
}

static bool holds(struct sd_text text, const char *word)
{
	size_t length = strlen(word);
	for (size_t i = 0; i + length <= text.length; i++)
		if (!strncasecmp(text.data + i, word, length))
			return true;
	return false;
}

/* Qualtrics writes the status in words or as a number, of which 1 and 2 are tests, 8 spam, 16 offline (support page
 * "Understanding Your Dataset"). */
static const char *dropped(const struct sd_import *import, const struct sd_source_record *record)
{
	unsigned drop = import->options.drop;
	struct sd_text status = cell_of(record, import->shape.status),
		       finished = cell_of(record, import->shape.finished);
	static const char *const previews[] = {"1", "2", "9", "17", NULL}, *const spams[] = {"8", "9", "12", "40",
											     NULL};
	/* Of Qualtrics; of Typeform and Alchemer. */
	static const char *const unfinished[] = {"0", "false", "partial", "started", NULL};
	for (size_t i = 0; (drop & SD_DROP_PREVIEW) && previews[i]; i++)
		if (sd_text_equals(status, previews[i]))
			return "dropped: a preview or test";
	for (size_t i = 0; (drop & SD_DROP_SPAM) && spams[i]; i++)
		if (sd_text_equals(status, spams[i]))
			return "dropped: spam";
	if ((drop & SD_DROP_PREVIEW) && (holds(status, "preview") || holds(status, "survey test")))
		return "dropped: a preview or test";
	if ((drop & SD_DROP_SPAM) && holds(status, "spam"))
		return "dropped: spam";
	bool by_date = !strcmp(import->shape.name, "limesurvey");
	for (size_t i = 0; (drop & SD_DROP_UNFINISHED) && unfinished[i]; i++)
		if (by_date ? !finished.length
			    : finished.length == strlen(unfinished[i]) &&
				      !strncasecmp(finished.data, unfinished[i], finished.length))
			return "dropped: not finished";
	return NULL;
}

static void write_row(struct writing *writing, const struct sd_source_record *record)
{
	struct sd_import *import = writing->import;
	struct sd_out *out = sd_writer_out(writing->writer);
	for (size_t c = 0; c < import->shape.length; c++) {
		if (import->left_out[c])
			continue;
		if (c < record->length)
			sd_out_cell(out, record->cells[c]);
		else
			sd_out_absent(out);
	}
	sd_out_end(out);
}

/* Whether half of the columns that are numbers or dates all over the file, and three or more there are, have something
 * else here: its cells have been shifted, or it is no response. */
static bool is_strange(const struct sd_import *import, const struct sd_source_record *record)
{
	size_t typed = 0, strange = 0;
	for (size_t c = 0; c < import->width && c < record->length && !import->source->columns; c++) {
		const struct sd_question *question = &import->questions[c];
		bool numbers = question->numbers * 50 >= question->answers * 49;
		if (question->answers < 50 || (!numbers && question->dates * 50 < question->answers * 49))
			continue;
		enum sd_value value = sd_value_of(record->cells[c].text);
		typed++;
		strange += value != SD_VALUE_NOTHING && value != (numbers ? SD_VALUE_NUMBER : SD_VALUE_DATE);
	}
	return typed >= 3 && strange * 2 >= typed;
}

/* Whether the last response stands alone behind a blank line, begins with a word for a sum, or with any word where all
 * others begin with a number or a date. */
static bool is_sum(const struct sd_import *import, const struct sd_source_record *record, uint64_t number)
{
	enum { LEAST = 20 };
	if (number + 1 != import->end_data || import->source->columns || !record->length)
		return false;
	if (import->parted == 1 && import->last_parted == number)
		return true;
	const struct sd_question *first = &import->questions[0];
	enum sd_value value = sd_value_of(record->cells[0].text);
	if (import->width > 1 && sd_form_is(sd_text_trim(record->cells[0].text), SD_FORM_sum))
		return true;
	return (value == SD_VALUE_WORD || value == SD_VALUE_TEXT) && first->answers > LEAST &&
	       first->numbers + first->dates + 1 == first->answers;
}

/* Tells what is odd about a response that is kept. `given`: its fault is the source's. */
static void tell_oddities(struct writing *writing, const struct sd_source_record *record, uint64_t number, bool given,
			  enum sd_mend mend)
{
	const struct sd_import *import = writing->import;
	const size_t width = import->width, length = length_of(record);
	struct sd_import_counts *counts = &writing->import->counts;
	if (mend == SD_MEND_MENDED)
		counts->mended++;
	if (!given && mend == SD_MEND_FITS && is_strange(import, record)) {
		counts->odd++;
		tell(writing, record->line, 0, "cells are other than their columns hold elsewhere",
		     ": kept, but they may stand in the wrong columns");
	}
	if (!given && is_sum(import, record, number)) {
		counts->odd++;
		tell(writing, record->line, 1, "the last row stands apart, or begins as no other does",
		     ": kept, but it may be a sum or a footnote");
	}
	if (record->fault) {
		counts->odd += given || mend != SD_MEND_MENDED;
		tell(writing, record->fault_line, record->fault_column, record->fault,
		     given ? ": kept as it stands" : "");
	}
	if (length > width) {
		counts->longer++;
		tell(writing, record->line, width + 1, "more cells than the header has",
		     ": kept in columns extra_1 and on");
	} else if (mend == SD_MEND_ODD && record->length > width) {
		counts->longer++;
		tell(writing, record->line, 0, "a delimiter more than the header has",
		     ": kept, but cells may stand one column too far");
	} else if ((record->length < import->needed || record->length < import->mender.width) &&
		   !import->source->columns) {
		counts->shorter++;
		tell(writing, record->line, record->length + 1, "fewer cells than the header has",
		     ": kept, the others are absent");
	}
}

static int one_record(struct writing *writing, struct sd_reshaper *reshaper, struct sd_source_record *record,
		      uint64_t number, struct sd_error *err)
{
	struct sd_import *import = writing->import;
	struct sd_import_counts *counts = &import->counts;
	counts->records++;
	if (number < import->shape.before)
		return set_aside(writing, record, is_blank(record) ? "a blank record" : "stands before the header",
				 is_blank(record) ? &counts->blank : &counts->before, err);
	if (number < import->first_data) {
		if (record->fault) {
			counts->odd++;
			tell(writing, record->fault_line, record->fault_column, record->fault,
			     ", in the header: look at the columns' names");
		}
		return set_aside(writing, record, "part of the header", &counts->header, err);
	}
	if (is_blank(record))
		return set_aside(writing, record, "a blank record", &counts->blank, err);
	if (!import->source->columns && is_rule(record) && (record->length > 1 || number == import->first_data))
		return set_aside(writing, record, "a line drawn between records", &counts->header, err);
	if (record->refused) {
		tell(writing, record->fault_line, record->fault_column, record->fault, ": set aside");
		return set_aside(writing, record, record->fault, &counts->refused, err);
	}
	if (number >= import->other)
		return set_aside(writing, record, "of another table", &counts->other, err);
	if (sd_further_header(&import->further, &import->mender, record, false) == SD_HEADER_AGAIN) {
		tell(writing, record->line, 0, "the header again", ": set aside");
		return set_aside(writing, record, "the header again", &counts->header, err);
	}
	if (number >= import->end_data)
		return set_aside(writing, record, "stands behind the table", &counts->behind, err);
	const bool given = record->fault != NULL;
	const enum sd_mend mend = sd_mend(&import->mender, record);
	if (length_of(record) > import->shape.length) {
		tell(writing, record->line, import->shape.length + 1, "far more cells than the header has",
		     ": set aside");
		return set_aside(writing, record, "far more cells than the header has", &counts->refused, err);
	}
	const char *why = import->options.drop ? dropped(import, record) : NULL;
	if (why)
		return set_aside(writing, record, why, &counts->dropped, err);
	tell_oddities(writing, record, number, given, mend);
	counts->responses++;
	if (reshaper)
		sd_reshape_row(reshaper, record, sd_writer_out(writing->writer));
	else
		write_row(writing, record);
	return 0;
}

static void add_count(struct sd_str *notes, bool *any, uint64_t count, const char *what)
{
	if (!count)
		return;
	sd_str_addf(notes, "%s%llu %s", *any ? ", " : "", (unsigned long long)count, what);
	*any = true;
}

static void tell_counts(struct writing *writing)
{
	struct sd_import *import = writing->import;
	const struct sd_import_counts *counts = &import->counts;
	size_t columns = 0, open = 0;
	if (writing->told > TOLD_MOST)
		sd_str_addf(&import->notes, "and %zu more such records\n", writing->told - TOLD_MOST);
	for (size_t c = 0; c < import->shape.length; c++) {
		columns += !import->left_out[c];
		open += !import->left_out[c] && import->shape.columns[c].kind == SD_QUESTION_OPEN;
	}
	import->counts_at = import->notes.length;
	sd_str_addf(&import->notes, "%llu record%s: %llu response%s", (unsigned long long)counts->records,
		    counts->records == 1 ? "" : "s", (unsigned long long)counts->responses,
		    counts->responses == 1 ? "" : "s");
	bool any = true;
	add_count(&import->notes, &any, counts->header, "of the header");
	add_count(&import->notes, &any, counts->before, "before it");
	add_count(&import->notes, &any, counts->behind, "behind the table");
	add_count(&import->notes, &any, counts->other, "of another table");
	add_count(&import->notes, &any, counts->blank, "blank");
	add_count(&import->notes, &any, counts->dropped, "dropped");
	add_count(&import->notes, &any, counts->refused, "set aside");
	sd_str_addf(&import->notes, "; %zu column%s, %zu of them open questions\n", columns, columns == 1 ? "" : "s",
		    open);
	import->counts_end = import->notes.length;
	if (counts->longer || counts->shorter || counts->odd || counts->mended) {
		any = false;
		sd_str_adds(&import->notes, "kept, but look at them: ");
		add_count(&import->notes, &any, counts->longer, "with more cells than the header");
		add_count(&import->notes, &any, counts->shorter, "with fewer");
		add_count(&import->notes, &any, counts->mended, "mended where one place alone is likely");
		add_count(&import->notes, &any, counts->odd, "with odd quotes or marks");
		sd_str_addc(&import->notes, '\n');
	}
}

int sd_import_write(struct sd_import *import, struct sd_writer *writer, struct sd_error *err)
{
	struct writing writing = {import, writer, SD_STR_INIT, 0};
	struct sd_source_record record;
	struct sd_reshaper *reshaper = sd_reshaper_new(import, writer);
	for (size_t c = 0; !reshaper && c < import->shape.length; c++)
		if (!import->left_out[c])
			sd_writer_column(writer, import->shape.columns[c].name);
	int result = sd_writer_begin(writer, err), got = 0;
	uint64_t byte = 0;
	for (uint64_t number = 0; !result && (got = import->source->next(import->source, &record, err)) > 0; number++) {
		sd_progress_add(import->options.progress, record.byte > byte ? (record.byte - byte) / 2 : 0);
		byte = record.byte;
		result = one_record(&writing, reshaper, &record, number, err);
		if (!result && number % 64 == 63)
			result = sd_writer_flush(writer, err);
	}
	if (!result && got >= 0)
		result = flush(&writing, true, err);
	if (!result && got >= 0)
		result = sd_writer_end(writer, err);
	if (!result && got >= 0)
		tell_counts(&writing);
	sd_reshaper_free(reshaper);
	sd_str_release(&writing.ledger);
	return result || got < 0 ? -1 : 0;
}
