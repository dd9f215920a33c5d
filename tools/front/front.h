/* SPDX-License-Identifier: MIT */
/* The front of every tool: options, opening, locking in, running, closing, messages and status, in one order.
 *
 * To add a filter: 1. write what it does in lib, header and test first; 2. tools/NAME.c: its values, its option table,
 * its run function and a `struct tool`; 3. tools/NAME.md, the manual, with examples that run; 4. its name in the
 * Makefile's FILTERS; 5. a case in tests/cases/NAME. The contracts of tests/suite cover it from then on.
 *
 *	int main(int count, char **arguments) { return front_main(&tool, count, arguments);
 * } */
#ifndef SD_FRONT_H
#define SD_FRONT_H

#include "base/io.h"
#include "base/opt.h"
#include "base/time.h"
#include "rows/pass.h"
#include "rows/reader.h"
#include "rows/writer.h"

enum { FRONT_DONE = 0, FRONT_FINDINGS = 1, FRONT_FAILED = 2 };

/* Groups of common options a tool may use; their values are in `struct front`. FRONT_OUTPUT and FRONT_BASICS (--help,
 * --version, --no-sandbox) are always there. */
enum {
	FRONT_FILES = 1 << 0,	  /* FILE… or standard input, opened; no rows are read */
	FRONT_ROWS = 1 << 1,	  /* the same, read as rows; --from --to --jobs --reject --max-field --invalid-utf8
				     --progress */
	FRONT_TEXT = 1 << 2,	  /* --text COLUMN… */
	FRONT_ID = 1 << 3,	  /* --id COLUMN… */
	FRONT_DATE = 1 << 4,	  /* --date COLUMN, --date-format */
	FRONT_LANGUAGE = 1 << 5,  /* --language CODE */
	FRONT_LANGUAGES = 1 << 6, /* with FRONT_LANGUAGE: --language auto, --language-column COLUMN, --show-language;
				   * see front/languages.h */
	FRONT_AS = 1 << 7,	  /* --as NAME */
	FRONT_PARTIAL = 1 << 8,	  /* --partial: write mergeable counts; a partial as the only input is finished */
	FRONT_LEDGER = 1 << 9,	  /* --ledger FILE --ledger-id --ledger-date --ledger-amount … --decimal */
	FRONT_JUDGING = 1 << 10	  /* --observed --customers --map --score --horizon …: how answers are judged */
};

struct front;
struct tool {
	const char *name;    /* "sentiment" */
	const char *summary; /* one line, as in the README's table */
	const char *kind;    /* "row", "long", "table" or "join" */
	unsigned uses;	     /* FRONT_… */
	const struct sd_opt *options;
	size_t options_length;
	void *values;
	/* Reads lexicons before the process is locked in; may be NULL. 0 or -1. */
	int (*prepare)(struct front *front, struct sd_error *err);
	/* The work: FRONT_DONE, FRONT_FINDINGS or -1 with `err`. */
	int (*run)(struct front *front, struct sd_error *err);
};

/* FRONT_JUDGING; see front/judging.h. */
enum { FRONT_BEFORE_DAYS = 364, FRONT_SOURCES = 8, FRONT_KEPT = 32 };
struct front_judging {
	struct sd_input observed, customers, map;
	const char *observed_column, *log_end_by, *score, *cuts, *consent, *invited;
	struct sd_list key_rules, done;
	int observed_kind;
	sd_day log_end;
	const char *cluster;
	int64_t horizon, before, min_cell, draws;
	bool reversed;
};

struct front {
	const struct tool *tool;
	struct sd_opt_set set;
	struct sd_list operands;
	struct sd_inputs inputs; /* the operands, opened; standard input where none */
	struct sd_output output; /* -o */
	/* FRONT_ROWS */
	int from, to; /* enum sd_format; -1 where not given */
	int64_t jobs, max_field, chunk;
	struct sd_output reject;
	int invalid_utf8; /* 0 reject, 1 replace, -1 not given: reject */
	bool progress_wanted, for_spreadsheet, quiet;
	/* FRONT_TEXT, FRONT_ID, FRONT_DATE, FRONT_LANGUAGE, FRONT_AS, FRONT_PARTIAL */
	struct sd_list text, id;
	const char *date, *date_format, *language, *as;
	bool partial;
	struct { /* FRONT_TEXT, --questions; see front/questions.h */
		struct sd_input file;
		struct sd_list open, prompts, known; /* names; NAME=KIND, NULL where none is said; with those of
							--prompt */
		struct sd_arena arena;
		bool read;
		struct sd_list wordings; /* of the open ones, in full, or NULL */
		struct sd_list names;	 /* of all */
	} asked;
	/* FRONT_LANGUAGES */
	const char *language_column;
	bool show_language;
	/* FRONT_LEDGER */
	struct sd_input ledger;
	struct sd_list ledger_id;
	const char *ledger_date, *ledger_amount, *ledger_category, *ledger_order, *ledger_date_format;
	int decimal; /* enum sd_decimal_mark */
	/* FRONT_JUDGING */
	struct front_judging judging;

	struct sd_pass_counts counts; /* of the passes over the inputs so far */
	struct front_source {	      /* of those over each other file */
		const char *name;
		struct sd_pass_counts counts;
	} sources[FRONT_SOURCES];
	size_t sources_length;
	struct sd_str notes;	      /* what to tell on stderr at the end, a line each (front_note) */
	struct sd_progress progress;
	bool help, version, listing, no_sandbox;
	struct sd_opt kept[FRONT_KEPT]; /* of a common group, those that the tool has not in its own words */
	struct sd_set_aside *aside; /* where inputs are read again (again.h): bad rows that were told */
	struct sd_stored *stored;   /* what is read is kept there (again.h), or NULL */
	struct sd_count *why; /* what rows are set aside for is counted here (rows/pass.h), or NULL */
	unsigned passes; /* run so far */
	char *data;	 /* the folder of lexicons, once asked for */
};

int front_main(const struct tool *tool, int count, char **arguments);

/* A line for stderr: "saydo sentiment: …". Kept until the run ends. For what was assumed, counted, set aside. */
void front_note(struct front *front, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* One such line for each line of `lines`. */
void front_note_lines(struct front *front, struct sd_text lines);
/* The reader over the inputs. */
struct sd_reader *front_reader(struct front *front, struct sd_error *err);
/* A reader over another input (--ledger) with the same settings. */
struct sd_reader *front_reader_of(struct front *front, struct sd_input *input, struct sd_error *err);
/* A writer to -o: rows pass through where `reader` is given (format out = format in unless --to), else CSV unless
 * --to. */
struct sd_writer *front_writer(struct front *front, const struct sd_reader *reader);
/* Runs a pass, adds its counts to those of what the reader reads. */
int front_pass(struct front *front, const struct sd_pass *pass, struct sd_reader *reader, struct sd_writer *writer,
	       struct sd_error *err);
/* The same over the inputs' rows where they are kept in memory; see sd_pass_run_stored. */
int front_pass_stored(struct front *front, const struct sd_pass *pass, struct sd_stored *stored,
		      const struct sd_header *header, bool last, struct sd_error *err);
/* Finds the columns: those named, else the only candidate, which is noted. `indices` is yours to free(). At least
 * one. */
int front_text_columns(struct front *front, const struct sd_header *header, size_t **indices, size_t *length,
		       struct sd_error *err);
int front_id_columns(struct front *front, const struct sd_header *header, size_t **indices, size_t *length,
		     struct sd_error *err);
int front_date_column(struct front *front, const struct sd_header *header, size_t *index, struct sd_error *err);
/* The columns of a list, all of which must be there. */
int front_columns(const struct sd_list *names, const struct sd_header *header, size_t **indices, struct sd_error *err);
/* Adds a column named PREFIX, PREFIX_label…; with several text columns COLUMN.PREFIX…; --as replaces the filter's
 * name. */
void front_add_column(const struct front *front, struct sd_writer *writer, const struct sd_header *header,
		      size_t text_column, size_t text_columns, const char *suffix);
/* The content of lexicons/<language>/<name>: 1, 0 where there is none, -1. In prepare only. */
int front_data(struct front *front, const char *language, const char *name, struct sd_str *content,
	       struct sd_error *err);

#endif
