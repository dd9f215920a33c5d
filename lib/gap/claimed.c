/* SPDX-License-Identifier: MIT */
#include "gap/claimed.h"

#include <math.h>

#include "gap/key.h"

static const char *const column_names[SD_CLAIMED_COLUMNS] = {"row",  "id",   "date",    "kind",  "value",    "low",
							     "high", "unit", "subject", "tense", "modality", "horizon"};

int sd_claimed_find(struct sd_claimed *claimed, const struct sd_header *header, struct sd_error *err)
{
	struct sd_error unheard = SD_ERROR_INIT;
	int found = 0;
	for (size_t i = 0; i < SD_CLAIMED_COLUMNS && !found; i++) {
		found = sd_header_find(header, column_names[i], &claimed->column[i], &unheard);
		if (found)
			sd_fail(err,
				"line 1: no one column is called \"%s\": these are no claims; `saydo claims` writes "
				"them",
				column_names[i]);
	}
	sd_error_release(&unheard);
	if (found)
		return -1;
	for (size_t i = 0; i < header->length; i++)
		sd_header_add(&claimed->header, header->names[i]);
	return 0;
}

static void *worker_new(void *context)
{
	return sd_keeper_new(context, sizeof(struct sd_claimed_row));
}

static struct sd_text text_of(const struct sd_claimed *claimed, const struct sd_row *row, enum sd_claimed_column column)
{
	return sd_text_trim(row->cells[claimed->column[column]].text);
}

/* Takes the parts of a composite id apart (rows/composite.h) and makes a key of them; false where one is blank, or
 * they are not as many as the survey has. */
static bool split_key(struct sd_keeper *worker, struct sd_text id)
{
	const struct sd_claimed *claimed = worker->context;
	size_t parts = 0;
	sd_str_clear(&worker->text);
	sd_str_clear(&worker->part);
	for (size_t i = 0; i <= id.length; i++) {
		bool ends = i == id.length || (id.length - i >= 3 && memcmp(id.data + i, " / ", 3) == 0);
		if (!ends) {
			if (id.data[i] == '\\' && i + 1 < id.length)
				i++;
			sd_str_addc(&worker->part, id.data[i]);
			continue;
		}
		if (!sd_text_trim(sd_str_text(&worker->part)).length)
			return false;
		sd_key_add(&worker->text, sd_str_text(&worker->part));
		sd_str_clear(&worker->part);
		parts++;
		i += 2;
	}
	return parts == claimed->ids;
}

static bool read_key(struct sd_keeper *worker, const struct sd_row *row, struct sd_claimed_row *claim)
{
	const struct sd_claimed *claimed = worker->context;
	struct sd_text id = row->cells[claimed->column[SD_CLAIMED_ID]].text;
	if (!sd_text_trim(id).length)
		return false;
	if (claimed->ids > 1) {
		if (!split_key(worker, id))
			return false;
	} else {
		sd_str_clear(&worker->text);
		sd_key_add(&worker->text, id);
	}
	claim->key = sd_text_keep(&worker->arena, sd_str_text(&worker->text));
	sd_str_clear(&worker->part);
	bool usable = sd_key_normalise(&worker->part, claim->key, claimed->key_rules);
	claim->normal = sd_text_keep(&worker->arena, sd_str_text(&worker->part));
	return usable;
}

static bool find_name(struct sd_text text, const char *(*name)(unsigned), unsigned length, unsigned *found)
{
	for (*found = 0; *found < length; ++*found)
		if (sd_text_equals(text, name(*found)))
			return true;
	return false;
}
static const char *kind_name(unsigned i)
{
	return sd_claim_kind_name((enum sd_claim_kind)i);
}
static const char *subject_name(unsigned i)
{
	return sd_claim_subject_name((enum sd_claim_subject)i);
}
static const char *tense_name(unsigned i)
{
	return sd_claim_tense_name((enum sd_claim_tense)i);
}
static const char *modality_name(unsigned i)
{
	return sd_claim_modality_name((enum sd_claim_modality)i);
}

static int read_names(const struct sd_claimed *claimed, const struct sd_row *row, struct sd_claimed_row *claim,
		      struct sd_out *out)
{
	const size_t *column = claimed->column;
	unsigned found;
	if (!find_name(text_of(claimed, row, SD_CLAIMED_KIND), kind_name, SD_CLAIM_KINDS, &found))
		return sd_out_reject(out, column[SD_CLAIMED_KIND], "not a kind of claim that saydo claims writes");
	claim->kind = (enum sd_claim_kind)found;
	if (!find_name(text_of(claimed, row, SD_CLAIMED_SUBJECT), subject_name, SD_CLAIM_OTHER + 1, &found))
		return sd_out_reject(out, column[SD_CLAIMED_SUBJECT], "neither self nor other");
	claim->subject = (enum sd_claim_subject)found;
	if (!find_name(text_of(claimed, row, SD_CLAIMED_TENSE), tense_name, SD_CLAIM_FUTURE + 1, &found))
		return sd_out_reject(out, column[SD_CLAIMED_TENSE], "not past, present or future");
	claim->tense = (enum sd_claim_tense)found;
	if (!find_name(text_of(claimed, row, SD_CLAIMED_MODALITY), modality_name, SD_CLAIM_NEGATED + 1, &found))
		return sd_out_reject(out, column[SD_CLAIMED_MODALITY],
				     "not certain, probable, possible, conditional or negated");
	claim->modality = (enum sd_claim_modality)found;
	return 0;
}

/* The numbers of a frequency or an amount: bounds, open where absent; those of a value alone are the value. */
static int read_numbers(const struct sd_claimed *claimed, const struct sd_row *row, struct sd_claimed_row *claim,
		      struct sd_out *out)
{
	double number[3] = {NAN, NAN, NAN}; /* value, low, high */
	claim->low = claim->high = NAN;
	claim->class = text_of(claimed, row, SD_CLAIMED_VALUE);
	if (claim->kind != SD_CLAIM_FREQUENCY && claim->kind != SD_CLAIM_AMOUNT)
		return 0;
	if (sd_text_equals(claim->unit, "ordinal"))
		return 0;
	for (size_t i = 0; i < 3; i++) {
		struct sd_text text = text_of(claimed, row, (enum sd_claimed_column)(SD_CLAIMED_VALUE + i));
		sd_decimal value;
		if (!text.length)
			continue;
		if (!sd_decimal_parse(text, SD_DECIMAL_POINT, &value))
			return sd_out_reject(out, claimed->column[SD_CLAIMED_VALUE + i], "not a number");
		number[i] = sd_decimal_to_double(value);
	}
	claim->class = (struct sd_text){NULL, 0};
	if (isnan(number[1]) && isnan(number[2])) {
		claim->low = claim->high = number[0];
		return 0;
	}
	claim->low = isnan(number[1]) ? 0 : number[1];
	claim->high = isnan(number[2]) ? INFINITY : number[2];
	return 0;
}

static int claimed_row(void *opaque, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct sd_keeper *worker = opaque;
	const struct sd_claimed *claimed = worker->context;
	struct sd_claimed_row claim = {.day = SD_NO_DAY, .answer = SIZE_MAX};
	(void)err;
	claim.unit = text_of(claimed, row, SD_CLAIMED_UNIT);
	int status = read_names(claimed, row, &claim, out);
	if (!status)
		status = read_numbers(claimed, row, &claim, out);
	if (status)
		return status;
	struct sd_text text = text_of(claimed, row, SD_CLAIMED_DATE);
	struct sd_moment moment;
	if (text.length) {
		if (!sd_moment_parse_as(text, claimed->date_format, &moment))
			return sd_out_reject(out, claimed->column[SD_CLAIMED_DATE],
					     "not a date as YYYY-MM-DD, or as --date-format says");
		claim.day = moment.day;
	}
	text = text_of(claimed, row, SD_CLAIMED_HORIZON);
	if (text.length && !(claim.horizon = sd_duration_days(text)))
		return sd_out_reject(out, claimed->column[SD_CLAIMED_HORIZON], "not a duration as P1M");
	sd_decimal said;
	if (sd_decimal_parse(text_of(claimed, row, SD_CLAIMED_ROW), SD_DECIMAL_POINT, &said) && said > 0)
		claim.said = (uint64_t)(said / SD_DECIMAL_UNIT);
	if (!read_key(worker, row, &claim))
		claim.key = claim.normal = (struct sd_text){NULL, 0};
	claim.class = sd_text_keep(&worker->arena, claim.class);
	claim.unit = sd_text_keep(&worker->arena, claim.unit);
	claim.row = sd_row_keep(&worker->arena, row);
	sd_keeper_add(worker, &claim);
	return 0;
}

static int worker_done(void *context, void *opaque, struct sd_error *err)
{
	struct sd_claimed *claimed = context;
	(void)err;
	sd_keeper_give(opaque, &claimed->kept);
	claimed->rows = claimed->kept.items;
	claimed->length = claimed->kept.length;
	return 0;
}

struct sd_pass sd_claimed_pass(struct sd_claimed *claimed)
{
	return (struct sd_pass){claimed, worker_new, claimed_row, worker_done, sd_keeper_free};
}

void sd_claimed_release(struct sd_claimed *claimed)
{
	sd_kept_release(&claimed->kept);
	sd_header_release(&claimed->header);
	*claimed = (struct sd_claimed){.length = 0};
}
