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
