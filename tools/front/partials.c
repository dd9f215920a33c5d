/* SPDX-License-Identifier: MIT */
#include "partials.h"

#include "base/partial.h"

static void spell_begin(struct sd_str *spelt, const char *option)
{
	sd_str_addf(spelt, "%s--%s=", spelt->length ? " " : "", option);
}

static void spell_name(struct sd_str *spelt, struct sd_text name, bool first)
{
	if (!first)
		sd_str_addc(spelt, ',');
	for (size_t i = 0; i < name.length; i++) {
		unsigned char byte = (unsigned char)name.data[i];
		if (byte <= ' ' || byte == ',' || byte == '%' || byte == 0x7f)
			sd_str_addf(spelt, "%%%02X", byte);
		else
			sd_str_addc(spelt, (char)byte);
	}
}

void front_spell_columns(struct sd_str *spelt, const char *option, const struct sd_header *header,
			 const size_t *indices, size_t length)
{
	spell_begin(spelt, option);
	for (size_t i = 0; i < length; i++)
		spell_name(spelt, header->names[indices[i]], i == 0);
}

void front_spell_names(struct sd_str *spelt, const char *option, const struct sd_list *names)
{
	spell_begin(spelt, option);
	for (size_t i = 0; i < names->length; i++)
		spell_name(spelt, sd_text_of(names->items[i]), i == 0);
}

/* The next of several options that are parted by blanks. */
static bool next_option(struct sd_text *rest, struct sd_text *option)
{
	*rest = sd_text_trim(*rest);
	if (!rest->length)
		return false;
	const char *end = memchr(rest->data, ' ', rest->length);
	*option = (struct sd_text){rest->data, end ? (size_t)(end - rest->data) : rest->length};
	*rest = (struct sd_text){rest->data + option->length, rest->length - option->length};
	return true;
}

/* Whether each option of `asked` is among `written`. */
static bool agrees(struct sd_text asked, struct sd_text written)
{
	struct sd_text option, other, rest;
	while (next_option(&asked, &option)) {
		bool found = false;
		for (rest = written; !found && next_option(&rest, &other);)
			found = sd_text_equal(option, other);
		if (!found)
			return false;
	}
	return true;
}

int front_read_partials(struct front *front, struct sd_text options, struct sd_partial **partial, struct sd_error *err)
{
	static const struct sd_text mark = SD_TEXT("#saydo-partial\t");
	struct sd_text begin;
	*partial = NULL;
	for (size_t i = 0; i < front->inputs.length; i++) {
		struct sd_input *input = &front->inputs.items[i];
		if (sd_input_peek(input, mark.length, &begin, err) < 0)
			return -1;
		bool is_partial = sd_text_equal(begin, mark);
		if (!is_partial && i == 0)
			return 0;
		if (!is_partial)
			return sd_fail(err, "%s: is no partial, as %s is; give partials alone", input->name,
				       front->inputs.items[0].name);
		struct sd_str content = SD_STR_INIT;
		int result = sd_input_read_all(input, &content, SIZE_MAX, err);
		if (!result)
			result = sd_partial_read(partial, input->name, sd_str_text(&content), err);
		sd_str_release(&content);
		if (result < 0)
			return -1;
	}
	if (strcmp(sd_partial_filter(*partial), front->tool->name) != 0)
		return sd_fail(err, "%s: is a partial of \"%s\"; that filter finishes it", front->inputs.items[0].name,
			       sd_partial_filter(*partial));
	if (!agrees(options, sd_partial_options(*partial)))
		return sd_fail(err, "%s: was written with other options (%.*s) than these (%.*s)",
			       front->inputs.items[0].name, (int)sd_partial_options(*partial).length,
			       sd_partial_options(*partial).data, (int)options.length, options.data);
	return 1;
}

int front_write_partial(struct front *front, const struct sd_partial *partial, struct sd_error *err)
{
	struct sd_str bytes = SD_STR_INIT;
	sd_partial_write(partial, &bytes);
	int result = sd_output_write(&front->output, sd_str_text(&bytes), err);
	sd_str_release(&bytes);
	return result;
}

int front_read_text_partials(struct front *front, const struct sd_str *spelt, struct sd_partial **partial,
			     struct sd_error *err)
{
	struct sd_str asked = SD_STR_INIT;
	sd_str_add_text(&asked, sd_str_text(spelt));
	if (front->text.length)
		front_spell_names(&asked, "text", &front->text);
	int finishing = front_read_partials(front, sd_str_text(&asked), partial, err);
	sd_str_release(&asked);
	return finishing;
}

struct sd_partial *front_text_partial(const struct front *front, const struct sd_str *spelt,
				      const struct sd_header *header, const size_t *text, size_t text_length)
{
	struct sd_str whole = SD_STR_INIT;
	sd_str_add_text(&whole, sd_str_text(spelt));
	front_spell_columns(&whole, "text", header, text, text_length);
	struct sd_partial *partial = sd_partial_new(front->tool->name, sd_str_text(&whole));
	sd_str_release(&whole);
	return partial;
}

struct sd_reader *front_text_reader(struct front *front, struct sd_str *spelt, size_t **text, size_t *text_length,
				    struct sd_error *err)
{
	struct sd_reader *reader = front_reader(front, err);
	if (reader && front_text_columns(front, sd_reader_header(reader), text, text_length, err)) {
		sd_reader_free(reader);
		return NULL;
	}
	if (reader)
		front_spell_columns(spelt, "text", sd_reader_header(reader), *text, *text_length);
	return reader;
}
