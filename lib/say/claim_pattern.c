/* SPDX-License-Identifier: MIT */
/* The text of one pattern: elements with blanks between. */
#include <string.h>

#include "say/claim_tables.h"
#include "say/normal.h"

static const char *read_class(struct sd_claim_tables *tables, struct sd_text name, struct claim_atom *atom)
{
	if (sd_text_equals(name, "name"))
		atom->type = CLAIM_NAME;
	else if (sd_text_equals(name, "money"))
		atom->type = CLAIM_MONEY;
	else {
		size_t class = claim_class_find(tables, name, false);
		if (class == CLAIM_CLASSES_MOST)
			return "no word has this class:";
		atom->type = (uint8_t)class;
	}
	return NULL;
}

static const char *read_atom(struct sd_claim_tables *tables, struct sd_text text, struct claim_atom *atom)
{
	if (sd_text_equals(text, "^"))
		atom->type = CLAIM_START;
	else if (sd_text_equals(text, "$"))
		atom->type = CLAIM_END;
	else if (text.length > 2 && text.data[0] == '<' && text.data[text.length - 1] == '>')
		return read_class(tables, (struct sd_text){text.data + 1, text.length - 2}, atom);
	else {
		struct sd_str normal = SD_STR_INIT;
		sd_normal_add(&normal, text);
		bool good = normal.length && !memchr(normal.data, '-', normal.length) &&
			    !memchr(normal.data, '<', normal.length);
		atom->type = CLAIM_WORD;
		atom->word = good ? claim_word_add(tables, sd_str_text(&normal)) : 0;
		sd_str_release(&normal);
		return good ? NULL : "not a word or a class:";
	}
	return NULL;
}

static const char *read_element(struct sd_claim_tables *tables, struct sd_text text, struct claim_element *element)
{
	*element = (struct claim_element){.first = (uint32_t)tables->atoms_length};
	if (text.length == 3 && text.data[0] == '.' && text.data[1] == '.') {
		if (text.data[2] < '1' || text.data[2] > '0' + CLAIM_GAP_MOST)
			return "not a gap of 1 to 8 words:";
		element->gap = (uint8_t)(text.data[2] - '0');
		return NULL;
	}
	if (text.length > 1 && text.data[text.length - 1] == '?')
		element->optional = true, text.length--;
	if (text.length > 1 && text.data[0] == '!')
		element->not_here = true, text.data++, text.length--;
	if (text.length > 1 && text.data[0] == '&')
		element->here = true, text.data++, text.length--;
	if (text.length > 1 && text.data[0] == '/')
		element->divides = true, text.data++, text.length--;
	while (text.data) {
		const char *bar = text.length ? memchr(text.data, '|', text.length) : NULL;
		size_t length = bar ? (size_t)(bar - text.data) : text.length;
		struct claim_atom atom = {0};
		const char *problem = read_atom(tables, (struct sd_text){text.data, length}, &atom);
		if (problem)
			return problem;
		SD_GROW(tables->atoms, tables->atoms_length, tables->atoms_room);
		tables->atoms[tables->atoms_length++] = atom;
		element->atoms++;
		text = bar ? (struct sd_text){bar + 1, text.length - length - 1} : (struct sd_text){NULL, 0};
	}
	return NULL;
}

const char *claim_pattern_read(struct sd_claim_tables *tables, struct sd_text text, struct claim_pattern *pattern,
			       size_t *at)
{
	size_t gaps = 0;
	bool certain = false; /* an element must be there */
	pattern->first = (uint32_t)tables->elements_length;
	for (size_t start = 0; start < text.length;) {
		size_t end = start;
		while (end < text.length && text.data[end] != ' ')
			end++;
		if (end > start) {
			struct claim_element element;
			*at = start;
			const char *problem =
				read_element(tables, (struct sd_text){text.data + start, end - start}, &element);
			if (problem)
				return problem;
			gaps += element.gap > 0;
			if (element.gap && !certain)
				return "a gap begins the pattern:";
			for (size_t i = 0; !element.optional && !element.not_here && !element.here && i < element.atoms;
			     i++)
				certain = certain || (tables->atoms[element.first + i].type < CLAIM_START ||
						      tables->atoms[element.first + i].type == CLAIM_WORD);
			SD_GROW(tables->elements, tables->elements_length, tables->elements_room);
			tables->elements[tables->elements_length++] = element;
			pattern->elements++;
			if (pattern->elements > CLAIM_ELEMENTS_MOST || gaps > CLAIM_GAPS_MOST)
				return "more than 16 elements or 3 gaps:";
		}
		start = end + 1;
	}
	*at = 0;
	return certain ? NULL : "nothing in it must be there:";
}
