/* SPDX-License-Identifier: MIT */
#include "rows/form_words.h"

#include "form_tables.h"

const char *const *sd_form_words(enum sd_form_class class)
{
	return forms[class].words;
}

/* A byte of UTF-8 whose capital of ASCII, or of Latin-1 behind 0xC3, is made small. */
static unsigned char small(const char *data, size_t i)
{
	unsigned char byte = (unsigned char)data[i];
	if (byte >= 'A' && byte <= 'Z')
		return (unsigned char)(byte + 32);
	return i && (unsigned char)data[i - 1] == 0xc3 && byte >= 0x80 && byte < 0x9f && byte != 0x97
		       ? (unsigned char)(byte + 32)
		       : byte;
}

bool sd_form_same(const char *left, const char *right, size_t length)
{
	size_t i = 0;
	while (i < length && small(left, i) == small(right, i))
		i++;
	return i == length;
}

bool sd_form_is(struct sd_text text, enum sd_form_class class)
{
	const struct form *form = &forms[class];
	if (!text.length || text.length > form->longest)
		return false;
	const unsigned char first = small(text.data, 0);
	for (size_t i = form->from[text.length]; i < form->from[text.length + 1]; i++)
		if (small(form->words[i], 0) == first && sd_form_same(form->words[i], text.data, text.length))
			return true;
	return false;
}

bool sd_form_names_people(struct sd_text name)
{
	struct sd_str plain = SD_STR_INIT;
	for (size_t i = name.length; i > 3; i--)
		if (!memcmp(name.data + i - 3, " - ", 3)) {
			name = (struct sd_text){name.data + i, name.length - i};
			break;
		}
	sd_str_add_text(&plain, sd_text_trim(name));
	for (size_t i = 0; i < plain.length; i++)
		plain.data[i] = plain.data[i] == '_' ? ' ' : plain.data[i];
	bool people = sd_form_is(sd_str_text(&plain), SD_FORM_people);
	sd_str_release(&plain);
	return people;
}

bool sd_form_is_like(struct sd_text text, enum sd_form_class class)
{
	enum { ENDING = 3 };
	for (const char *const *word = forms[class].words; *word; word++) {
		size_t length = strlen(*word);
		bool any_end = length && (*word)[length - 1] == '*';
		length -= any_end;
		if (text.length >= length && text.length <= length + (any_end ? ENDING : 0) &&
		    sd_form_same(*word, text.data, length))
			return true;
	}
	return false;
}
