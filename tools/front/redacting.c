/* SPDX-License-Identifier: MIT */
#include "redacting.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

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
			while (sd_redact_kind_names[kind] &&
			       strcmp(sd_redact_kind_names[kind], lists[which]->items[i]) != 0)
				kind++;
			if (!sd_redact_kind_names[kind])
				return sd_fail(err,
					       "--%s takes pattern, url, email, iban, card, national-id, plate, "
					       "booking, ip, phone, postcode, name, link, account or number, one each "
					       "time it is given, not \"%s\"",
					       which ? "except" : "only", lists[which]->items[i]);
			bits[which] |= 1u << kind;
		}
	*kinds = (redacting->only.length ? bits[0] : (unsigned)SD_REDACT_USUAL) & ~bits[1];
	return *kinds ? 0 : sd_fail(err, "--except leaves no kind: nothing would be masked");
}

static int read_list(struct front_redacting *redacting, struct sd_input *input,
		     int (*add)(struct sd_redactor *, const char *, struct sd_text, struct sd_error *),
		     struct sd_error *err)
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
		return sd_fail(err, "--pseudonym needs --key FILE, which --new-key FILE makes: without a key, ids "
				    "could be tried out");
	if (redacting->key.fd < 0)
		return 0;
	if (!redacting->pseudonym.length)
		return sd_fail(err, "--key is given, but no --pseudonym COLUMN: ids would go out as they are");
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
	if (redacting->new_key.fd >= 0 &&
	    (front->operands.length || front->text.length || redacting->pseudonym.length || redacting->drop.length ||
	     redacting->coarsen.length || redacting->risk.length || redacting->key.fd >= 0))
		return sd_fail(err, "--new-key makes a key, and nothing else: use it, by --key FILE, in a command of "
				    "its own");
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
