/* SPDX-License-Identifier: MIT */
#include "keying.h"

#include "partials.h"

const char *const front_keying_kinds[] = {"words", "phrases", "codes", NULL};

int front_keying_prepare(struct front *front, struct front_keying *keying, struct sd_error *err)
{
	keying->reads = keying->items != SD_KEYNESS_CODES || keying->twice;
	if (keying->reads && front_readings_load(front, &keying->readings, false, err))
		return -1;
	return keying->twice ? front_again_prepare(front, &keying->again, err) : 0;
}

static void spell_items(const struct front_keying *keying, struct sd_str *spelt)
{
	sd_str_addf(spelt, "--items=%s", front_keying_kinds[keying->items]);
	if (keying->items != SD_KEYNESS_CODES) {
		sd_str_addc(spelt, ' ');
		front_languages_spell(&keying->readings.languages, spelt);
	}
}

/* Of what partials must have in common, what was said. */
static int read_partials(struct front *front, struct front_keying *keying, struct sd_partial **partial,
			 struct sd_error *err)
{
	struct sd_str asked = SD_STR_INIT;
	if (keying->items >= 0)
		spell_items(keying, &asked);
	if (keying->by->length)
		front_spell_names(&asked, "by", keying->by);
	if (keying->codes->length)
		front_spell_names(&asked, "codes-column", keying->codes);
	if (front->text.length && keying->items != SD_KEYNESS_CODES)
		front_spell_names(&asked, "text", &front->text);
	int finishing = front_read_partials(front, sd_str_text(&asked), partial, err);
	sd_str_release(&asked);
	return finishing;
}

static int find_columns(struct front *front, struct front_keying *keying, const struct sd_header *header,
			struct sd_str *spelt, struct sd_error *err)
{
	struct sd_keyness_rows *rows = &keying->rows;
	const struct sd_tally_names names = {
		.codes = keying->codes->items, .codes_length = keying->codes->length, .sentiment = ""};
	bool coded = keying->items == SD_KEYNESS_CODES;
	if (!keying->by->length && !keying->ungrouped)
		return sd_fail(err, "say which groups are held against one another: --by COLUMN");
	if (front_columns(keying->by, header, &keying->by_columns, err) ||
	    (coded && sd_tally_rows_find(&keying->coded, header, &names, err)))
		return -1;
	if ((!coded || keying->twice) && front_text_columns(front, header, &keying->text, &rows->text_length, err))
		return -1;
	if (keying->reads && front_languages_find_column(&keying->readings.languages, header, err))
		return -1;
	rows->text = keying->text;
	rows->by = keying->by_columns;
	rows->by_length = keying->by->length;
	rows->codes = keying->coded.codes;
	rows->codes_length = keying->coded.codes_length;
	spell_items(keying, spelt);
	if (keying->by->length)
		front_spell_columns(spelt, "by", header, rows->by, rows->by_length);
	if (coded)
		front_spell_columns(spelt, "codes-column", header, rows->codes, rows->codes_length);
	else
		front_spell_columns(spelt, "text", header, rows->text, rows->text_length);
	return 0;
}

static int pass(struct front *front, struct front_keying *keying, struct sd_error *err)
{
	const struct sd_pass rows = sd_keyness_rows_pass(&keying->rows);
	return keying->twice ? front_again_pass(front, &keying->again, &rows, keying->reader, err)
			     : front_pass(front, &rows, keying->reader, NULL, err);
}

static int count_rows(struct front *front, struct front_keying *keying, struct sd_partial **partial,
			 struct sd_error *err)
{
	struct sd_str spelt = SD_STR_INIT;
	if (keying->items < 0)
		keying->items = SD_KEYNESS_WORDS;
	keying->rows.items = (enum sd_keyness_items)keying->items;
	const struct front_languages *languages = &keying->readings.languages;
	for (size_t i = 0; i < languages->length; i++) {
		struct sd_answer_reader *trial = front_answer_reader(&languages->kits[i], true, err);
		if (!trial)
			return -1;
		sd_answer_reader_free(trial);
	}
	if (keying->reads) {
		keying->rows.telling = &languages->telling;
		keying->rows.readings = keying->readings.readings;
	}
	if (languages->length == 1)
		front_language_tell_lists(front, &languages->kits[0]);
	keying->reader = front_reader(front, err);
	int result = keying->reader ? find_columns(front, keying, sd_reader_header(keying->reader), &spelt, err) : -1;
	if (!result) {
		*partial = sd_partial_new("keyness", sd_str_text(&spelt));
		keying->total = sd_keyness_of_partial(*partial);
		keying->rows.total = &keying->total;
		result = pass(front, keying, err);
		keying->readings.languages.counts = keying->rows.told;
		if (keying->reads)
			front_languages_tell(front, &keying->readings.languages);
	}
	sd_str_release(&spelt);
	return result;
}

int front_keying_count(struct front *front, struct front_keying *keying, struct sd_partial **partial,
		       struct sd_error *err)
{
	int finishing = read_partials(front, keying, partial, err);
	if (!finishing)
		return count_rows(front, keying, partial, err);
	if (finishing < 0)
		return -1;
	keying->total = sd_keyness_of_partial(*partial);
	for (int i = 0; front_keying_kinds[i]; i++)
		if (sd_keyness_partial_counts(*partial, front_keying_kinds[i]))
			keying->items = i;
	return keying->twice ? sd_fail(err, "partials hold no answers, so there are no --verbatims to find in them")
			     : 1;
}

int front_keying_quotes(struct front *front, struct front_keying *keying, const struct sd_keyness_table *table,
			size_t most, struct sd_error *err)
{
	sd_keyness_quotes_init(&keying->rows, table, most);
	sd_reader_free(keying->reader);
	keying->reader = NULL;
	if (front_again_rewind(front, &keying->again, err) || !(keying->reader = front_reader(front, err)))
		return -1;
	return pass(front, keying, err);
}

void front_keying_release(struct front_keying *keying)
{
	sd_reader_free(keying->reader);
	sd_tally_rows_release(&keying->coded);
	free(keying->text);
	free(keying->by_columns);
	front_again_release(&keying->again);
	if (keying->reads)
		front_readings_release(&keying->readings);
}
