/* SPDX-License-Identifier: MIT */
#include "rows/form_words.h"

#include <strings.h>

#include "form_tables.h"

const char *const *sd_form_words(enum sd_form_class class)
{
	return words_of[class];
}

bool sd_form_is(struct sd_text text, enum sd_form_class class)
{
	for (const char *const *word = words_of[class]; *word; word++)
		if (strlen(*word) == text.length && !strncasecmp(*word, text.data, text.length))
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
