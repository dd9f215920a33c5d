/* SPDX-License-Identifier: MIT */
#include "treating.h"

#include <string.h>

#include "gap/key.h"

/* One column has one treatment. */
static int treat(struct front_redacting *redacting, const struct sd_header *header, const char *name,
		 struct sd_redact_treatment treatment, struct sd_error *err)
{
	size_t column;
	if (sd_header_find(header, name, &column, err) < 0)
		return -1;
	if (redacting->rows.treatments[column].how != SD_TREAT_PASS)
		return sd_fail(err,
			       "column \"%s\" is named twice: mask it, pseudonymise it, make it coarser or drop it",
			       name);
	redacting->rows.treatments[column] = treatment;
	return 0;
}

/* COLUMN=WIDTH: a column's name may hold = too, so the last one parts them. */
static int treat_coarse(struct front_redacting *redacting, const struct sd_header *header, const char *written,
			struct sd_error *err)
{
	struct sd_redact_treatment treatment = {.how = SD_TREAT_COARSEN};
	const char *sign = strrchr(written, '=');
	if (!sign || sign == written)
		return sd_fail(err, "--coarsen \"%s\": write COLUMN=month, quarter, year or a width such as 10",
			       written);
	struct sd_error why = SD_ERROR_INIT;
	if (sd_coarsening_parse(sd_text_of(sign + 1), &treatment.coarsening, &why) < 0) {
		sd_fail(err, "--coarsen \"%s\": %s", written, why.message.data);
		sd_error_release(&why);
		return -1;
	}
	treatment.coarsening.date_format = redacting->date_format;
	struct sd_str name = SD_STR_INIT;
	sd_str_add(&name, written, (size_t)(sign - written));
	int result = treat(redacting, header, name.data, treatment, err);
	sd_str_release(&name);
	return result;
}

static int treat_text(struct front *front, struct front_redacting *redacting, const struct sd_header *header,
		      struct sd_error *err)
{
	const struct front_redacting *r = redacting;
	bool more = r->pseudonym.length || r->drop.length || r->coarsen.length || r->risk.length;
	struct sd_error guess = SD_ERROR_INIT;
	size_t *columns = NULL, length = 0;
	int result = front_text_columns(front, header, &columns, &length, more && !front->text.length ? &guess : err);
	if (result < 0 && more && !front->text.length) {
		front_note(front, "no answers are masked: --text COLUMN says which");
		result = 0;
		length = 0;
	}
	for (size_t i = 0; result >= 0 && i < length; i++) {
		/* A guess gives way to what was named. */
		if (!front->text.length && redacting->rows.treatments[columns[i]].how != SD_TREAT_PASS)
			continue;
		result = treat(redacting, header, header->names[columns[i]].data,
			       (struct sd_redact_treatment){.how = SD_TREAT_MASK}, err);
	}
	free(columns);
	sd_error_release(&guess);
	return result;
}

int front_redacting_find(struct front *front, struct front_redacting *redacting, const struct sd_header *header,
			 struct sd_error *err)
{
	struct sd_redact_rows *rows = &redacting->rows;
	*rows = (struct sd_redact_rows){.redactor = redacting->redactor,
					.mask = (enum sd_redact_mask)redacting->mask,
					.key = redacting->secret,
					.normalise = sd_key_normalise,
					.length = header->length,
					.keeps_found = redacting->counts.fd >= 0};
	rows->treatments = sd_calloc(header->length + 1, sizeof *rows->treatments);
	int result = sd_key_rules_parse(redacting->key_rules.items, redacting->key_rules.length, SD_KEY_TRIM,
					&rows->rules, err);
	for (size_t i = 0; !result && i < redacting->pseudonym.length; i++) {
		const char *label = redacting->labels.length ? redacting->labels.items[i] : "id";
		result =
			treat(redacting, header, redacting->pseudonym.items[i],
			      (struct sd_redact_treatment){.how = SD_TREAT_PSEUDONYM, .label = sd_text_of(label)}, err);
	}
	for (size_t i = 0; !result && i < redacting->drop.length; i++)
		result = treat(redacting, header, redacting->drop.items[i],
			       (struct sd_redact_treatment){.how = SD_TREAT_DROP}, err);
	for (size_t i = 0; !result && i < redacting->coarsen.length; i++)
		result = treat_coarse(redacting, header, redacting->coarsen.items[i], err);
	if (!result)
		result = treat_text(front, redacting, header, err);
	if (!result)
		result = front_columns(&redacting->risk, header, &redacting->risk_columns, err);
	for (size_t i = 0; !result && i < redacting->risk.length; i++)
		if (rows->treatments[redacting->risk_columns[i]].how == SD_TREAT_DROP)
			result = sd_fail(err, "column \"%s\" is dropped: it is no risk any more",
					 redacting->risk.items[i]);
	size_t dropped = 0;
	for (size_t i = 0; i < header->length; i++)
		dropped += rows->treatments[i].how == SD_TREAT_DROP;
	if (!result && dropped == header->length && dropped)
		result = sd_fail(err, "every column is dropped: nothing would be left");
	rows->risk = redacting->risk_columns;
	rows->risk_length = redacting->risk.length;
	return result;
}
