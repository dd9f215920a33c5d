/* SPDX-License-Identifier: MIT */
#include "say/lexicon_check.h"

#include "base/count.h"
#include "base/mem.h"
#include "say/normal.h"

enum { PLACES = 4 };

struct finding {
	struct sd_text file, term, message;
	size_t line;
	const char *kind;
};

enum { FILE_OF, LINE_OF, WEIGHT_OF, KNOWN_WIDTH };

struct sd_lexicon_check {
	struct finding *items;
	size_t length, room, files, entries;
	struct sd_count *known; /* by normal form: its last file, line and weight */
	struct sd_text file;
	struct sd_arena arena;
	struct sd_str scratch;
};

struct sd_lexicon_check *sd_lexicon_check_new(void)
{
	struct sd_lexicon_check *check = sd_calloc(1, sizeof *check);
	check->known = sd_count_new(KNOWN_WIDTH);
	return check;
}

void sd_lexicon_check_free(struct sd_lexicon_check *check)
{
	if (!check)
		return;
	free(check->items);
	sd_count_free(check->known);
	sd_arena_release(&check->arena);
	sd_str_release(&check->scratch);
	free(check);
}

static struct sd_text keep(struct sd_lexicon_check *check, struct sd_text text)
{
	return sd_text_keep(&check->arena, text);
}

static void add_finding(struct sd_lexicon_check *check, const char *kind, size_t line, struct sd_text term)
{
	SD_GROW(check->items, check->length, check->room);
	check->items[check->length++] =
		(struct finding){check->file, keep(check, term), keep(check, sd_str_text(&check->scratch)), line, kind};
}

static int check_entry(void *context, const struct sd_lexicon_line *line, struct sd_error *err)
{
	struct sd_lexicon_check *check = context;
	struct sd_str normal = SD_STR_INIT;
	(void)err;
	check->entries++;
	sd_normal_add(&normal, line->term);
	if (line->condition.length) {
		sd_str_addc(&normal, '\t');
		sd_normal_add(&normal, line->condition);
	}
	int64_t *known = sd_count_at(check->known, sd_str_text(&normal));
	bool here = known[FILE_OF] == (int64_t)check->files, same = known[WEIGHT_OF] == line->weight;
	if (known[FILE_OF] && (here || !same)) {
		sd_str_clear(&check->scratch);
		sd_str_addf(&check->scratch, here ? "stands on line %lld, too" : "an earlier file has it on line %lld",
			    (long long)known[LINE_OF]);
		if (!same) {
			sd_str_adds(&check->scratch, ", with ");
			sd_decimal_add(&check->scratch, known[WEIGHT_OF], PLACES);
			sd_str_adds(&check->scratch, " against ");
			sd_decimal_add(&check->scratch, line->weight, PLACES);
			sd_str_adds(&check->scratch, " here");
		}
		add_finding(check, !here ? "replaced" : same ? "duplicate" : "conflict", line->line, line->term);
	}
	known[FILE_OF] = (int64_t)check->files;
	known[LINE_OF] = (int64_t)line->line;
	known[WEIGHT_OF] = line->weight;
	sd_str_release(&normal);
	return 0;
}

void sd_lexicon_check_file(struct sd_lexicon_check *check, const char *name, struct sd_text content,
			   const struct sd_lexicon_told *told)
{
	const struct sd_lexicon_sink sink = {check_entry, NULL, check};
	struct sd_error err = SD_ERROR_INIT;
	check->file = keep(check, sd_text_of(name));
	check->files++;
	if (sd_lexicon_read(name, content, told, &sink, &err)) {
		sd_str_clear(&check->scratch);
		sd_str_add_text(&check->scratch, sd_str_text(&err.message));
		add_finding(check, "broken", 0, (struct sd_text){NULL, 0});
	}
	sd_error_release(&err);
}

size_t sd_lexicon_check_findings(const struct sd_lexicon_check *check)
{
	return check->length;
}

size_t sd_lexicon_check_entries(const struct sd_lexicon_check *check)
{
	return check->entries;
}

int sd_lexicon_check_write(const struct sd_lexicon_check *check, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const names[] = {"file", "line", "finding", "term", "message", NULL};
	sd_writer_columns(writer, names);
	if (sd_writer_begin(writer, err))
		return -1;
	struct sd_out *out = sd_writer_out(writer);
	for (size_t i = 0; i < check->length; i++) {
		const struct finding *finding = &check->items[i];
		sd_out_text(out, finding->file);
		if (finding->line)
			sd_out_int(out, (int64_t)finding->line);
		else
			sd_out_absent(out);
		sd_out_string(out, finding->kind);
		if (finding->term.length)
			sd_out_text(out, finding->term);
		else
			sd_out_absent(out);
		sd_out_text(out, finding->message);
		sd_out_end(out);
	}
	return sd_writer_end(writer, err);
}

void sd_lexicon_write(const struct sd_lexicon *lexicon, struct sd_str *file)
{
	static const char *const keys[] = {"name", "version", "language", "licence", "negators-follow", "calibration",
					   "positive-from", "negative-from"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		struct sd_text value = sd_lexicon_about(lexicon, keys[i]);
		if (value.length)
			sd_str_addf(file, "# %s: %.*s\n", keys[i], (int)value.length, value.data);
	}
	sd_str_adds(file, "# range: -4 4\n");
	for (size_t i = 0; i < sd_lexicon_count(lexicon); i++) {
		int32_t weight;
		sd_str_add_text(file, sd_lexicon_entry(lexicon, i, &weight));
		sd_str_addc(file, '\t');
		sd_decimal_add(file, weight, PLACES);
		if (sd_lexicon_condition(lexicon, i).length) {
			sd_str_addc(file, '\t');
			sd_str_add_text(file, sd_lexicon_condition(lexicon, i));
		}
		sd_str_addc(file, '\n');
	}
}
