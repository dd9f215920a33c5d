/* SPDX-License-Identifier: MIT */
/* What SPSS files say of their columns, whatever form they are in: variables, labels of their codes, sets of multiple
 * answers; and a value as a cell. */
#ifndef SD_READ_SPSS_DICTIONARY_H
#define SD_READ_SPSS_DICTIONARY_H

#include <iconv.h>

#include "base/count.h"
#include "read/serial.h"
#include "read/source.h"

struct sd_spss_code {
	double number;
	struct sd_text text, label; /* text: of a string's code, else as cells have it */
};
struct sd_spss_label_set {
	struct sd_text name;
	struct sd_spss_code *codes; /* sorted once settled */
	size_t length, room;
	bool strings;
};
struct sd_spss_variable {
	struct sd_text name, label, group;
	struct sd_spss_label_set *set; /* or NULL, until settled too */
	size_t set_at;	       /* its index + 1; 0: none */
	enum sd_serial_kind shown;
	bool string, unlabelled; /* a value without a label was there */
	uint64_t missing; /* values that the file declares as such */
};
struct sd_spss_dictionary {
	struct sd_arena arena;
	struct sd_spss_variable *variables;
	size_t length, room;
	struct sd_count *names; /* of variables in small letters: their index + 1 */
	struct sd_spss_label_set *sets;
	size_t sets_length, sets_room, labels, renamed; /* renamed: labels that another code of their set bears too */
	struct sd_source_column *columns; /* once made */
};
void sd_spss_dictionary_release(struct sd_spss_dictionary *dictionary);
/* A copy that lasts as long as the dictionary, in valid UTF-8. */
struct sd_text sd_spss_keep(struct sd_spss_dictionary *dictionary, struct sd_text text);
/* NULL where there are more than SD_MAX_COLUMNS. Moves the others. `format` is as SPSS names them: DATE11, F8.2. */
struct sd_spss_variable *sd_spss_variable_add(struct sd_spss_dictionary *dictionary, struct sd_text name,
					      struct sd_text label, const char *format, bool string);
/* The index of the variable called so, the case of ASCII letters aside; SIZE_MAX. */
size_t sd_spss_variable_named(const struct sd_spss_dictionary *dictionary, struct sd_text name);
/* The index of a new set. */
size_t sd_spss_set_add(struct sd_spss_dictionary *dictionary, struct sd_text name);
/* The index of the set called so, made where there is none. */
size_t sd_spss_set_named(struct sd_spss_dictionary *dictionary, const char *name);
/* Whether there was room for a further label. */
bool sd_spss_label_add(struct sd_spss_dictionary *dictionary, size_t set, bool string, double number,
		       struct sd_text text, struct sd_text label);
/* Variables and labels have all come: codes are sorted; a label that several codes of a set bear gets its code behind
 * it. */
void sd_spss_settle(struct sd_spss_dictionary *dictionary);
/* Notes a value of the first pass. */
void sd_spss_value_note(struct sd_spss_variable *variable, bool missing, double number, struct sd_text text);
/* Adds the value to `out` as its cell has it; the cell's kind. `missing`: absent. */
enum sd_cell_kind sd_spss_value_add(const struct sd_spss_variable *variable, bool missing, double number,
				    struct sd_text text, struct sd_str *out);
/* The columns, after the first pass; tells what was declared missing and what was renamed, as lines of notes. */
void sd_spss_columns_make(struct sd_spss_dictionary *dictionary, struct sd_str *notes);

/* Sets of multiple answers (record 7, subtypes 7 and 19) are read from the .sav file itself, for ReadStat does not tell
 * of them: their variables get `group`. Texts are converted by `encoding`, unless it is (iconv_t)-1. Call it with all
 * variables known. A file of another form changes nothing. Source: PSPP's developers' guide, "System File Format". */
void sd_spss_groups_read(const struct sd_file *file, iconv_t encoding, struct sd_spss_dictionary *dictionary);

#endif
