/* SPDX-License-Identifier: MIT */
/* saydo redact: what tells of a person masked, pseudonymised, made coarser or dropped. */
#include "front/language.h"
#include "front/treating.h"

static struct front_redacting values;
static const char *const masks[] = {"named", "same-length", NULL};

#define AT(member) offsetof(struct front_redacting, member)
static const struct sd_opt options[] = {
	{"only", 0, SD_OPT_TEXTS, AT(only), "KIND", "mask this kind alone: email, phone, card, iban, national-id, plate, booking, postcode, ip, url, name, pattern; or link, account, number, which are otherwise left", 0, 0, 0, NULL},
	{"except", 0, SD_OPT_TEXTS, AT(except), "KIND", "leave this kind", 0, 0, 0, NULL},
	{"mask", 'm', SD_OPT_CHOICE, AT(mask), "HOW", "what stands in its place: its kind, or as many x", SD_MASK_NAMED, 0, 0, masks},
	{"patterns", 0, SD_OPT_IN, AT(patterns), "FILE", "mask what fits: number plates, booking codes; MASK, TAB, pattern a line", 0, 0, 0, NULL},
	{"names", 0, SD_OPT_IN, AT(names), "FILE", "mask these names too, one a line", 0, 0, 0, NULL},
	{"counts", 0, SD_OPT_PRIVATE, AT(counts), "FILE", "write how many of which kind were masked in each cell", 0, 0, 0, NULL},
	{"pseudonym", 'p', SD_OPT_COLUMNS, AT(pseudonym), "COLUMN", "replace the ids of COLUMN by a keyed hash", 0, 0, 0, NULL},
	{"pseudonym-label", 0, SD_OPT_TEXTS, AT(labels), "LABEL", "what the ids of each --pseudonym are, in their order: only the same label joins; id where not given", 0, 1, 0, NULL},
	{"key", 0, SD_OPT_IN, AT(key), "FILE", "the key of the hash: your own file, which no one else may read", 0, 0, 0, NULL},
	{"new-key", 0, SD_OPT_PRIVATE, AT(new_key), "FILE", "make a key, and nothing else", 0, 0, 0, NULL},
	{"key-normalise", 0, SD_OPT_TEXTS, AT(key_rules), "RULE", "hash ids alike that differ by trim, case, email, phone or digits, or none; trim where not given", 0, 0, 0, NULL},
	{"drop", 0, SD_OPT_COLUMNS, AT(drop), "COLUMN", "leave COLUMN out", 0, 0, 0, NULL},
	{"coarsen", 0, SD_OPT_TEXTS, AT(coarsen), "COLUMN=TO", "make values coarser: dates to month, quarter or year, numbers to ranges of a width such as 10", 0, 3, 0, NULL},
	{"date-format", 0, SD_OPT_DATE_FORMAT, AT(date_format), "FORMAT", "how dates are written, such as %d/%m/%Y; ISO 8601 where not given", 0, 0, 0, NULL},
	{"risk", 0, SD_OPT_COLUMNS, AT(risk), "COLUMN", "write no rows, but how many rows share the values of these columns", 0, 0, 0, NULL},
	{"min-cell", 0, SD_OPT_NUMBER, AT(min_cell), "N", "with --risk: tell how many rows share theirs with fewer than N", 10, 1, 1000000, NULL},
};

static int prepare(struct front *front, struct sd_error *err)
{
	return front_redacting_prepare(front, &values, err);
}

static int write_risk(struct front *front, struct sd_error *err)
{
	struct sd_risk risk;
	struct sd_writer *writer = front_writer(front, NULL);
	int result = sd_risk_write(values.rows.classes, values.min_cell, writer, &risk, err);
	sd_writer_free(writer);
	front_note(front, "smallest k %llu; %llu of %llu rows share theirs with fewer than %lld",
		   (unsigned long long)risk.smallest, (unsigned long long)risk.few_rows, (unsigned long long)risk.rows,
		   (long long)values.min_cell);
	return result;
}

static int write_counts(const struct sd_header *header, struct sd_error *err)
{
	struct sd_str csv = SD_STR_INIT;
	sd_redact_rows_finish(&values.rows);
	sd_redact_rows_add_counts(&values.rows, header, &csv);
	int result = sd_output_write(&values.counts, sd_str_text(&csv), err);
	sd_str_release(&csv);
	return result;
}

static int redact(struct front *front, struct sd_reader *reader, struct sd_error *err)
{
	const struct sd_header *header = sd_reader_header(reader);
	if (front_redacting_find(front, &values, header, err) < 0)
		return -1;
	const bool table = values.risk.length > 0;
	struct sd_header left = SD_HEADER_INIT;
	struct sd_writer *writer = table ? NULL : front_writer(front, reader);
	const struct sd_pass pass = sd_redact_rows_pass(&values.rows);
	sd_redact_rows_header(&values.rows, header, &left);
	if (writer)
		sd_writer_pass(writer, &left);
	int result = front_pass_whole(front, &pass, reader, writer, err);
	if (!result && values.counts.fd >= 0)
		result = write_counts(header, err);
	if (!result && table)
		result = write_risk(front, err);
	if (!result && !table)
		front_redacting_tell(front, &values);
	sd_writer_free(writer);
	sd_header_release(&left);
	return result;
}

static int run(struct front *front, struct sd_error *err)
{
	int result = -1;
	if (values.new_key.fd >= 0) {
		result = sd_pseudonym_key_write(&values.new_key, err);
	} else {
		struct sd_reader *reader = front_reader(front, err);
		result = reader ? redact(front, reader, err) : -1;
		sd_reader_free(reader);
	}
	front_redacting_release(&values);
	return result;
}

static const struct tool tool = {
	.name = "redact",
	.summary = "what tells of a person masked, pseudonymised or left out",
	.kind = "row",
	.uses = FRONT_ROWS | FRONT_TEXT,
	.options = options,
	.options_length = sizeof options / sizeof *options,
	.values = &values,
	.prepare = prepare,
	.run = run,
};

int main(int count, char **arguments)
{
	return front_main(&tool, count, arguments);
}
