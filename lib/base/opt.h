/* SPDX-License-Identifier: MIT */
/* Options: one table a tool gives the parser, `--help`, the manual's synopsis and the shell's completion.
 *
 * To add an option: add a member to the tool's values, one line to its table, and say in the manual what it is for. */
#ifndef SD_BASE_OPT_H
#define SD_BASE_OPT_H

#include "base/io.h"

enum sd_opt_kind {	/* the member at `offset` is … */
	SD_OPT_FLAG,	/* bool */
	SD_OPT_TEXT,	/* const char *, NULL where not given; of `low` bytes at least */
	SD_OPT_DATE_FORMAT, /* the same, which sd_date_format_check() (base/time.h) takes */
	SD_OPT_TEXTS,	/* struct sd_list: may be given again and again */
	SD_OPT_COLUMN,	/* const char *, the name of a column */
	SD_OPT_COLUMNS, /* struct sd_list */
	SD_OPT_NUMBER,	/* int64_t, within low … high, `preset` where not given */
	SD_OPT_CHOICE,	/* int, an index into `choices`, `preset` where not given */
	SD_OPT_DATE,	/* sd_day (base/time.h), SD_NO_DAY where not given */
	SD_OPT_IN,	/* struct sd_input, fd −1 where not given: opened for reading */
	SD_OPT_INS,	/* struct sd_inputs */
	SD_OPT_OUT,	/* struct sd_output, fd −1 where not given: see io.h */
	SD_OPT_PRIVATE, /* struct sd_output of mode 0600 */
	SD_OPT_DIR	/* struct sd_directory */
};

struct sd_list {
	const char **items;
	size_t length, room;
};
struct sd_inputs {
	struct sd_input *items;
	size_t length, room;
};
struct sd_directory {
	const char *name;
	int fd; /* −1 where not given */
};

struct sd_opt {
	const char *name; /* without dashes */
	char letter;	  /* or 0 */
	enum sd_opt_kind kind;
	size_t offset;	      /* offsetof() in the values */
	const char *argument; /* "COLUMN"; NULL for flags */
	const char *help;     /* one sentence, no full stop, lower case at its start */
	int64_t preset, low, high;
	const char *const *choices; /* NULL-terminated */
};

/* A table with its values; several make up what a tool takes. */
struct sd_opt_group {
	const char *title; /* "Options" */
	const struct sd_opt *options;
	size_t length;
	void *values;
};

struct sd_opt_set {
	const struct sd_opt_group *groups;
	size_t length;
	struct sd_list *operands; /* what is no option; NULL: none are taken */
};

/* Sets every value to what it is when not given. */
void sd_opt_preset(const struct sd_opt_set *set);
/* Parses: `--name VALUE`, `--name=VALUE`, unambiguous beginnings of names, `-n VALUE`, `-nVALUE`, clustered letters,
 * `--`; options and operands in any order. Opens nothing: paths are kept as names until sd_opt_open. The argument
 * strings must outlive the values. A name not known or not clear is answered with those near it. */
int sd_opt_parse(const struct sd_opt_set *set, int count, char *const *arguments, struct sd_error *err);
/* Opens every IN, INS, OUT and DIR that was given. */
int sd_opt_open(const struct sd_opt_set *set, struct sd_error *err);
/* Whether the option's value is other than when it is not given. `value` is the address of its member. */
bool sd_opt_given(const struct sd_opt_set *set, const void *value);
/* Closes inputs, abandons outputs, frees lists. */
void sd_opt_release(const struct sd_opt_set *set);

/* The table as the help's option lines, and as TSV rows `name letter kind argument choices default help group` for
 * manuals, completion and tests. */
void sd_opt_add_help(const struct sd_opt_set *set, struct sd_str *text);
void sd_opt_add_listing(const struct sd_opt_set *set, struct sd_str *text);

#endif
