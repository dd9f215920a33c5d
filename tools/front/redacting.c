/* SPDX-License-Identifier: MIT */
#include "redacting.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "gap/key.h"
#include "say/language.h"

enum { LIST_MOST = 64 << 20 };

struct sd_redactor *front_redactor(struct front *front, unsigned kinds, struct sd_error *err)
{
	struct sd_redactor *redactor = sd_redactor_new(kinds);
	int result = 0;
	for (size_t i = 0; result >= 0 && sd_language_at(i); i++) {
		struct sd_str content = SD_STR_INIT, name = SD_STR_INIT;
		result = front_data(front, sd_language_at(i), "personal.tsv", &content, err);
		sd_str_addf(&name, "lexicons/%s/personal.tsv", sd_language_at(i));
		if (result > 0)
			result = sd_redactor_add_words(redactor, name.data, sd_str_text(&content), err);
		sd_str_release(&content);
		sd_str_release(&name);
	}
	if (result >= 0)
		return redactor;
	sd_redactor_free(redactor);
	return NULL;
}

/* The bits of --only, less those of --except. */
static int read_kinds(const struct front_redacting *redacting, unsigned *kinds, struct sd_error *err)
{
	unsigned bits[2] = {0, 0};
	const struct sd_list *lists[2] = {&redacting->only, &redacting->except};
	for (size_t which = 0; which < 2; which++)
		for (size_t i = 0; i < lists[which]->length; i++) {
			size_t kind = 0;
			while (sd_redact_kind_names[kind] && strcmp(sd_redact_kind_names[kind], lists[which]->items[i]) != 0)
				kind++;
			if (!sd_redact_kind_names[kind])
				return sd_fail(err, "--%s takes pattern, url, email, iban, card, national-id, ip, phone, postcode, "
					       "name, link, account or number, not \"%s\"", which ? "except" : "only",
					       lists[which]->items[i]);
			bits[which] |= 1u << kind;
		}
	*kinds = (redacting->only.length ? bits[0] : (unsigned)SD_REDACT_USUAL) & ~bits[1];
	return 0;
}

static int read_list(struct front_redacting *redacting, struct sd_input *input,
		     int (*add)(struct sd_redactor *, const char *, struct sd_text, struct sd_error *), struct sd_error *err)
{
	struct sd_str content = SD_STR_INIT;
	int result = input->fd < 0 ? 0 : sd_input_read_all(input, &content, LIST_MOST, err);
	if (!result && input->fd >= 0)
		result = add(redacting->redactor, input->name, sd_str_text(&content), err);
	sd_str_release(&content);
	return result;
}

static int read_key(struct front_redacting *redacting, struct sd_error *err)
{
	if (redacting->pseudonym.length && redacting->key.fd < 0)
		return sd_fail(err, "--pseudonym needs --key FILE, which --new-key FILE makes: without a key, ids could be tried out");
	if (redacting->key.fd < 0)
		return 0;
	if (sd_pseudonym_protect(err) < 0)
		return -1;
	redacting->secret = sd_pseudonym_key_read(&redacting->key, err);
	return redacting->secret ? 0 : -1;
}

/* A key that is there already is never replaced: what was made with it would join no more. */
static int check_new_key(const struct sd_output *output, struct sd_error *err)
{
	struct stat there;
	if (output->fd < 0)
		return 0;
	if (output->directory < 0)
		return sd_fail(err, "%s: a key goes into a file of its own", output->name);
	if (!fstatat(output->directory, output->base, &there, AT_SYMLINK_NOFOLLOW))
		return sd_fail(err, "%s: is there already; a new key goes into a new file", output->name);
	return 0;
}

int front_redacting_prepare(struct front *front, struct front_redacting *redacting, struct sd_error *err)
{
	unsigned kinds = 0;
	if (check_new_key(&redacting->new_key, err) < 0)
		return -1;
	if (redacting->new_key.fd >= 0)
		return sd_pseudonym_protect(err);
	if (redacting->labels.length && redacting->labels.length != redacting->pseudonym.length)
		return sd_fail(err, "--pseudonym-label: %zu for %zu of --pseudonym; give one for each, in their order",
			       redacting->labels.length, redacting->pseudonym.length);
	for (size_t i = 0; i < redacting->labels.length; i++)
		if (strlen(redacting->labels.items[i]) > SD_PSEUDONYM_LABEL_MOST)
			return sd_fail(err, "--pseudonym-label: at most %d bytes", SD_PSEUDONYM_LABEL_MOST);
	if (read_kinds(redacting, &kinds, err) < 0 || read_key(redacting, err) < 0)
		return -1;
	redacting->redactor = front_redactor(front, kinds, err);
	if (!redacting->redactor || read_list(redacting, &redacting->patterns, sd_redactor_add_patterns, err) < 0)
		return -1;
	return read_list(redacting, &redacting->names, sd_redactor_add_names, err);
}

/* One column has one treatment. */
static int treat(struct front_redacting *redacting, const struct sd_header *header, const char *name,
		 struct sd_redact_treatment treatment, struct sd_error *err)
{
	size_t column;
	if (sd_header_find(header, name, &column, err) < 0)
		return -1;
	if (redacting->rows.treatments[column].how != SD_TREAT_PASS)
		return sd_fail(err, "column \"%s\" is named twice: mask it, pseudonymise it, make it coarser or drop it", name);
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
		return sd_fail(err, "--coarsen \"%s\": write COLUMN=month, quarter, year or a width such as 10", written);
	if (sd_coarsening_parse(sd_text_of(sign + 1), &treatment.coarsening, err) < 0)
		return -1;
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
	int result = sd_key_rules_parse(redacting->key_rules.items, redacting->key_rules.length, SD_KEY_TRIM, &rows->rules, err);
	for (size_t i = 0; !result && i < redacting->pseudonym.length; i++) {
		const char *label = redacting->labels.length ? redacting->labels.items[i] : "id";
		result = treat(redacting, header, redacting->pseudonym.items[i],
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
			result = sd_fail(err, "column \"%s\" is dropped: it is no risk any more", redacting->risk.items[i]);
	rows->risk = redacting->risk_columns;
	rows->risk_length = redacting->risk.length;
	return result;
}

void front_redacting_tell(struct front *front, const struct front_redacting *redacting)
{
	struct sd_str told = SD_STR_INIT;
	for (size_t kind = 0; kind < SD_REDACT_KIND_COUNT; kind++)
		if (redacting->rows.masked[kind])
			sd_str_addf(&told, "%s%llu %s", told.length ? ", " : "",
				    (unsigned long long)redacting->rows.masked[kind], sd_redact_kind_names[kind]);
	if (!front->quiet)
		front_note(front, "masked: %s", told.length ? told.data : "nothing");
	sd_str_release(&told);
}

void front_redacting_release(struct front_redacting *redacting)
{
	sd_redact_rows_release(&redacting->rows);
	free(redacting->rows.treatments);
	free(redacting->risk_columns);
	sd_redactor_free(redacting->redactor);
	sd_pseudonym_key_free(redacting->secret);
}
