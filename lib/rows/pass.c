/* SPDX-License-Identifier: MIT */
#include "rows/pass.h"

#include "base/jobs.h"
#include "rows/batch.h"
#include "rows/format.h"

/* One batch on its way: raw records in, formatted rows out. */
struct work {
	struct run *run;
	struct sd_batch batch;
	const struct sd_stored_block *block; /* in place of the batch, where rows come from memory */
	struct sd_out *out;
	struct sd_str packed; /* rows to be stored … */
	size_t packed_rows;   /* … and how many */
	struct sd_str raw;    /* of a stored row that is bad */
	struct sd_str rejects;
	uint64_t repaired;
	struct sd_set_aside rejected;
	struct sd_str why; /* keys, a line each */
	struct sd_error error; /* set: the run stops behind what was written */
};

struct worker {
	struct sd_parser *parser;
	struct sd_cell *ordered; /* cells brought into the header's order */
	void *state;
};

struct run {
	const struct sd_pass *pass;
	struct sd_reader *reader;
	struct sd_writer *writer;
	const struct sd_pass_options *options;
	struct sd_pass_counts *counts;
	const struct sd_header *header;
	size_t told; /* how many of options->aside are of earlier passes */
	struct worker *workers;
	uint64_t produced; /* rows, good or bad */
	struct sd_stored *stored; /* rows come from there, in place of the reader … */
	size_t next;		  /* … of which this block is the next */
	size_t done;		  /* … and this one the first that is wanted */
	bool last;
};

void sd_bad_message(struct sd_str *message, const struct sd_header *header, const char *file,
		    const struct sd_record *record, size_t column, size_t at, struct sd_text reason)
{
	sd_str_add_printable(message, sd_text_of(file), SIZE_MAX);
	sd_str_addf(message, ": line %llu, byte %llu", (unsigned long long)record->line,
		    (unsigned long long)(record->byte + at));
	if (column) {
		sd_str_addf(message, ", column %zu", column);
		if (column <= header->length) {
			sd_str_adds(message, " (");
			sd_str_add_printable(message, header->names[column - 1], 60);
			sd_str_adds(message, ")");
		}
	}
	sd_str_adds(message, ": ");
	sd_str_add_text(message, reason);
}

/* An order for the search alone. */
static int compare_places(const void *a, const void *b)
{
	const struct sd_place *x = a, *y = b;
	if (x->file != y->file)
		return (uintptr_t)x->file < (uintptr_t)y->file ? -1 : 1;
	return x->byte < y->byte ? -1 : x->byte > y->byte;
}

/* Whether a pass before this one set the row aside. */
static bool was_told(const struct run *run, struct sd_place place)
{
	const struct sd_set_aside *aside = run->options->aside;
	return aside && run->told && bsearch(&place, aside->places, run->told, sizeof place, compare_places);
}

static void add_place(struct sd_set_aside *aside, struct sd_place place)
{
	SD_GROW(aside->places, aside->length, aside->room);
	aside->places[aside->length++] = place;
}

static void add_why(struct work *work, const char *file, const struct sd_bad *bad)
{
	const struct sd_header *header = work->run->header;
	struct sd_str key = SD_STR_INIT;
	sd_key_add(&key, sd_text_of(file));
	sd_key_add(&key, bad->column && bad->column <= header->length ? header->names[bad->column - 1]
								      : (struct sd_text){NULL, 0});
	sd_key_add(&key, sd_str_text(&bad->reason));
	sd_str_add_text(&work->why, sd_str_text(&key));
	sd_str_addc(&work->why, '\n');
	sd_str_release(&key);
}

static void count_whys(struct sd_count *why, struct sd_text lines)
{
	while (lines.length) {
		size_t length = (size_t)((const char *)memchr(lines.data, '\n', lines.length) - lines.data);
		++*sd_count_at(why, (struct sd_text){lines.data, length});
		lines.data += length + 1;
		lines.length -= length + 1;
	}
}

/* Sets a bad record aside, or stops the batch at it. Of a `stored` row the record says where it stands. */
static void give_up(struct work *work, const struct sd_record *record, const struct sd_stored_row *stored,
		    const struct sd_bad *bad)
{
	const struct run *run = work->run;
	const char *file = stored ? stored->row.file : work->batch.layout->name;
	if (!run->options->reject) {
		struct sd_str message = SD_STR_INIT;
		sd_bad_message(&message, run->header, file, record, bad->column, bad->at, sd_str_text(&bad->reason));
		sd_fail(&work->error, "%s (--reject FILE sets such rows aside)", message.data);
		sd_str_release(&message);
		return;
	}
	const struct sd_place place = {file, record->byte};
	if (was_told(run, place))
		return;
	struct sd_str *to = &work->rejects;
	struct sd_text raw;
	if (stored) {
		sd_str_clear(&work->raw);
		if (sd_stored_add_raw(run->stored, stored, &work->raw, &work->error))
			return;
		raw = sd_str_text(&work->raw);
	} else {
		raw = (struct sd_text){work->batch.data + record->start, record->length};
	}
	sd_csv_add(to, (struct sd_cell){sd_text_of(file), SD_CELL_TEXT}, false);
	sd_str_addf(to, ",%llu,%llu,", (unsigned long long)record->line, (unsigned long long)(record->byte + bad->at));
	if (bad->column)
		sd_str_add_int(to, (int64_t)bad->column);
	sd_str_addc(to, ',');
	sd_csv_add(to, (struct sd_cell){sd_str_text(&bad->reason), SD_CELL_TEXT}, false);
	sd_str_addc(to, ',');
	sd_csv_add(to, (struct sd_cell){raw, SD_CELL_TEXT}, false);
	sd_str_addc(to, '\n');
	add_place(&work->rejected, place);
	if (run->options->why)
		add_why(work, file, bad);
}

static int parse_cells(const struct run *run, struct worker *worker, const struct work *work, struct sd_row *row,
		       size_t *repaired, struct sd_bad *bad)
{
	const struct sd_layout *layout = work->batch.layout;
	if (sd_reader_format(run->reader) == SD_FORMAT_JSONL) {
		bool in_order;
		if (sd_parser_members(worker->parser, row->raw, run->header, &row->cells, &in_order, repaired, bad) < 0)
			return -1;
		row->length = run->header->length;
		row->raw_fits = in_order && !*repaired;
		return 0;
	}
	if (sd_parser_cells(worker->parser, row->raw, &row->cells, &row->length, repaired, bad) < 0)
		return -1;
	if (row->length != layout->length) {
		bad->column = (row->length < layout->length ? row->length : layout->length) + 1;
		bad->at = 0;
		sd_str_addf(&bad->reason, "%zu field%s where the header has %zu%s", row->length,
			    row->length == 1 ? "" : "s", layout->length, sd_header_remedy(run->header));
		return -1;
	}
	row->raw_fits = !layout->to && !*repaired;
	if (layout->to) {
		for (size_t i = 0; i < row->length; i++)
			worker->ordered[layout->to[i]] = row->cells[i];
		row->cells = worker->ordered;
	}
	return 0;
}

static void take_row(struct worker *worker, struct work *work, const struct sd_record *record, const struct sd_row *row,
		     const struct sd_stored_row *stored, size_t repaired, struct sd_bad *bad)
{
	int result = work->run->pass->row(worker->state, row, work->out, &work->error);
	if (result == SD_ROW_BAD) {
		bad->column = work->out->refused_column == SIZE_MAX ? 0 : work->out->refused_column + 1;
		sd_str_add_text(&bad->reason, sd_str_text(&work->out->refusal));
		give_up(work, record, stored, bad);
	} else {
		work->repaired += repaired;
	}
}

static void clear_bad(struct sd_bad *bad)
{
	bad->column = bad->at = 0;
	sd_str_clear(&bad->reason);
}

static void work_on_stored(struct run *run, struct worker *worker, struct work *work)
{
	struct sd_bad bad = SD_BAD_INIT;
	const char *at = work->block->data;
	for (size_t i = 0; i < work->block->rows && !sd_error_is_set(&work->error); i++) {
		struct sd_stored_row stored;
		at = sd_stored_unpack(at, run->header->length, worker->ordered, &stored);
		stored.row.file = work->block->file;
		const struct sd_record record = {.line = stored.row.line, .byte = stored.row.byte};
		clear_bad(&bad);
		take_row(worker, work, &record, &stored.row, &stored, stored.repaired, &bad);
	}
	sd_str_release(&bad.reason);
}

static void work_on(void *context, unsigned index, void *item)
{
	struct run *run = context;
	struct worker *worker = &run->workers[index];
	struct work *work = item;
	struct sd_bad bad = SD_BAD_INIT;
	if (run->stored) {
		work_on_stored(run, worker, work);
		return;
	}
	for (size_t i = 0; i < work->batch.records_length && !sd_error_is_set(&work->error); i++) {
		const struct sd_record *record = &work->batch.records[i];
		struct sd_row row = {.file = work->batch.layout->name,
				     .raw = {work->batch.data + record->start, record->length},
				     .line = record->line,
				     .byte = record->byte,
				     .number = work->batch.first_number + i};
		size_t repaired = 0;
		clear_bad(&bad);
		if (record->bad) {
			bad.at = record->bad_at;
			sd_str_adds(&bad.reason, record->bad);
			give_up(work, record, NULL, &bad);
			continue;
		}
		if (parse_cells(run, worker, work, &row, &repaired, &bad) < 0) {
			give_up(work, record, NULL, &bad);
			continue;
		}
		/* What this pass calls bad, another may not. */
		if (run->options->stored) {
			sd_stored_pack(&work->packed, &row, repaired);
			work->packed_rows++;
		}
		take_row(worker, work, record, &row, NULL, repaired, &bad);
	}
	sd_str_release(&bad.reason);
}

static void *work_new(void *context)
{
	struct run *run = context;
	struct work *work = sd_calloc(1, sizeof *work);
	work->run = run;
	work->out = sd_out_new(run->writer);
	return work;
}

static void work_free(void *item)
{
	struct work *work = item;
	sd_batch_release(&work->batch);
	sd_out_free(work->out);
	sd_str_release(&work->rejects);
	free(work->rejected.places);
	sd_str_release(&work->why);
	sd_str_release(&work->packed);
	sd_str_release(&work->raw);
	sd_error_release(&work->error);
	free(work);
}

static int produce(void *context, void *item, struct sd_error *err)
{
	struct run *run = context;
	struct work *work = item;
	sd_str_clear(&work->out->bytes);
	work->out->row_start = 0;
	sd_str_clear(&work->rejects);
	work->rejected.length = 0;
	sd_str_clear(&work->why);
	work->repaired = 0;
	sd_str_clear(&work->packed);
	work->packed_rows = 0;
	if (!run->stored) {
		if (run->options->most && run->produced >= run->options->most)
			return 0;
		int result = sd_reader_next(run->reader, &work->batch, err);
		run->produced += work->batch.records_length;
		return result;
	}
	if (run->next == run->stored->length)
		return 0;
	work->block = &run->stored->blocks[run->next++];
	return 1;
}

static int consume(void *context, void *item, struct sd_error *err)
{
	struct run *run = context;
	struct work *work = item;
	if (run->writer && sd_writer_write(run->writer, sd_str_text(&work->out->bytes), err) < 0)
		return -1;
	if (work->rejects.length && sd_output_write(run->options->reject, sd_str_text(&work->rejects), err) < 0)
		return -1;
	run->counts->rows += run->stored ? work->block->records : work->batch.records_length;
	run->counts->rejected += work->rejected.length;
	for (size_t i = 0; run->options->aside && i < work->rejected.length; i++)
		add_place(run->options->aside, work->rejected.places[i]);
	run->counts->repaired += work->repaired;
	if (run->options->why)
		count_whys(run->options->why, sd_str_text(&work->why));
	if (sd_error_is_set(&work->error))
		return sd_fail(err, "%s", work->error.message.data);
	if (run->stored && run->last)
		sd_stored_drop(run->stored, run->done++);
	if (run->options->stored)
		sd_stored_add(run->options->stored, sd_str_text(&work->packed), work->packed_rows,
			      work->batch.records_length, work->batch.layout->name);
	sd_progress_add(run->options->progress, work->batch.bytes);
	return 0;
}

static int run_pass(struct run *run, struct sd_error *err)
{
	const struct sd_pass *pass = run->pass;
	const struct sd_pass_options *options = run->options;
	unsigned jobs = options->jobs ? options->jobs : 1;
	struct sd_parser_options parser_options = {0};
	if (run->reader)
		parser_options = sd_reader_parser_options(run->reader);
	run->told = options->aside ? options->aside->length : 0;
	run->workers = sd_calloc(jobs, sizeof *run->workers);
	for (unsigned i = 0; i < jobs; i++) {
		run->workers[i].parser = run->reader ? sd_parser_new(&parser_options) : NULL;
		run->workers[i].ordered = sd_calloc(run->header->length + 1, sizeof *run->workers[i].ordered);
		run->workers[i].state = pass->worker_new ? pass->worker_new(pass->context) : NULL;
	}
	const struct sd_jobs map = {.context = run,
				    .batch_new = work_new,
				    .batch_free = work_free,
				    .produce = produce,
				    .work = work_on,
				    .consume = consume};
	int result = sd_jobs_run(&map, jobs, err);
	for (unsigned i = 0; i < jobs; i++) {
		if (!result && pass->worker_done)
			result = pass->worker_done(pass->context, run->workers[i].state, err);
		if (pass->worker_free)
			pass->worker_free(run->workers[i].state);
		sd_parser_free(run->workers[i].parser);
		free(run->workers[i].ordered);
	}
	if (options->aside && options->aside->length > run->told)
		qsort(options->aside->places, options->aside->length, sizeof *options->aside->places, compare_places);
	free(run->workers);
	return result;
}

int sd_pass_run(const struct sd_pass *pass, struct sd_reader *reader, struct sd_writer *writer,
		const struct sd_pass_options *options, struct sd_pass_counts *counts, struct sd_error *err)
{
	struct run run = {.pass = pass,
			  .reader = reader,
			  .writer = writer,
			  .options = options,
			  .counts = counts,
			  .header = sd_reader_header(reader)};
	int result = run_pass(&run, err);
	if (options->stored)
		options->stored->whole = !result && !options->stored->over;
	return result;
}

int sd_pass_run_stored(const struct sd_pass *pass, struct sd_stored *stored, const struct sd_header *header, bool last,
		       const struct sd_pass_options *options, struct sd_pass_counts *counts, struct sd_error *err)
{
	struct run run = {.pass = pass,
			  .options = options,
			  .counts = counts,
			  .header = header,
			  .stored = stored,
			  .last = last};
	return run_pass(&run, err);
}
