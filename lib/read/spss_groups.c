/* SPDX-License-Identifier: MIT */
/* Sets of multiple answers in a .sav file. Its dictionary is walked record by record; what holds no set is passed
 * over. */
#include "read/spss_dictionary.h"

enum { HEADER = 176, LAYOUT_AT = 64, MOST_TEXT = 16 * 1024 * 1024 };
enum { RECORD_VARIABLE = 2, RECORD_LABELS = 3, RECORD_USES = 4, RECORD_DOCUMENT = 6, RECORD_EXTENSION = 7 };
enum { EXTENSION_SETS = 7, EXTENSION_NAMES = 13, EXTENSION_SETS_NEWER = 19 };

struct walk {
	const struct sd_file *file;
	uint64_t at;
	bool little;
	iconv_t encoding;
	struct sd_spss_dictionary *dictionary;
	struct sd_str names; /* SHORT=Long, parted by TABs */
	struct sd_count *longer; /* short names in small letters: where the long one begins in names, + 1 */
	struct sd_str small;
	struct sd_str sets;  /* one a line: $name=… */
};

static bool take(struct walk *walk, void *bytes, size_t length)
{
	int64_t got = sd_file_read(walk->file, walk->at, bytes, length, NULL);
	if (got < 0 || (size_t)got != length)
		return false;
	walk->at += length;
	return true;
}

static bool take_number(struct walk *walk, uint32_t *number)
{
	unsigned char bytes[4];
	if (!take(walk, bytes, sizeof bytes))
		return false;
	*number = 0;
	for (int i = 0; i < 4; i++)
		*number |= (uint32_t)bytes[i] << 8 * (walk->little ? i : 3 - i);
	return true;
}

static bool pass_variable(struct walk *walk)
{
	uint32_t numbers[5], length; /* width, has a label, missing values, formats */
	for (int i = 0; i < 5; i++)
		if (!take_number(walk, &numbers[i]))
			return false;
	walk->at += 8; /* its short name */
	if (numbers[1] == 1) {
		if (!take_number(walk, &length))
			return false;
		walk->at += ((uint64_t)length + 3) / 4 * 4;
	}
	int32_t missing = (int32_t)numbers[2];
	if (missing < -3 || missing > 3)
		return false;
	walk->at += 8 * (uint64_t)(missing < 0 ? -missing : missing);
	return true;
}

static bool pass_labels(struct walk *walk)
{
	uint32_t count;
	unsigned char length;
	if (!take_number(walk, &count))
		return false;
	for (uint32_t i = 0; i < count; i++) {
		walk->at += 8;
		if (!take(walk, &length, 1))
			return false;
		walk->at += ((uint64_t)length + 1 + 7) / 8 * 8 - 1;
	}
	return true;
}

static bool read_extension(struct walk *walk)
{
	uint32_t subtype, size, count;
	if (!take_number(walk, &subtype) || !take_number(walk, &size) || !take_number(walk, &count))
		return false;
	uint64_t length = (uint64_t)size * count;
	struct sd_str *into = subtype == EXTENSION_NAMES					    ? &walk->names
			      : subtype == EXTENSION_SETS || subtype == EXTENSION_SETS_NEWER ? &walk->sets
											     : NULL;
	if (!into || length > MOST_TEXT || length > walk->file->size) {
		walk->at += length;
		return true;
	}
	sd_str_reserve(into, into->length + (size_t)length + 1);
	if (!take(walk, into->data + into->length, (size_t)length))
		return false;
	into->length += (size_t)length;
	sd_str_addc(into, into == &walk->sets ? '\n' : '\t');
	return true;
}

static bool walk_records(struct walk *walk)
{
	uint32_t type, count;
	while (take_number(walk, &type))
		switch (type) {
		case RECORD_VARIABLE:
			if (!pass_variable(walk))
				return false;
			break;
		case RECORD_LABELS:
			if (!pass_labels(walk))
				return false;
			break;
		case RECORD_USES:
			if (!take_number(walk, &count))
				return false;
			walk->at += 4 * (uint64_t)count;
			break;
		case RECORD_DOCUMENT:
			if (!take_number(walk, &count))
				return false;
			walk->at += 80 * (uint64_t)count;
			break;
		case RECORD_EXTENSION:
			if (!read_extension(walk))
				return false;
			break;
		default:
			return true; /* the dictionary ends */
		}
	return false;
}

static struct sd_text next_part(struct sd_text *text, const char *marks)
{
	size_t length = 0;
	while (length < text->length && !strchr(marks, text->data[length]))
		length++;
	struct sd_text part = {text->data, length};
	length += length < text->length;
	*text = (struct sd_text){text->data + length, text->length - length};
	return part;
}

static struct sd_text in_small(struct walk *walk, struct sd_text name)
{
	sd_str_clear(&walk->small);
	for (size_t i = 0; i < name.length; i++)
		sd_str_addc(&walk->small,
			    name.data[i] >= 'A' && name.data[i] <= 'Z' ? (char)(name.data[i] + 32) : name.data[i]);
	return sd_str_text(&walk->small);
}

/* Names are many where a file means ill, and so are the words of sets: they are looked up in a table. */
static void find_names(struct walk *walk)
{
	struct sd_text names = sd_str_text(&walk->names);
	walk->longer = sd_count_new(1);
	while (names.length) {
		struct sd_text pair = next_part(&names, "\t"), brief = next_part(&pair, "=");
		int64_t *place = sd_count_at(walk->longer, in_small(walk, brief));
		*place = *place ? *place : pair.data - walk->names.data + 1;
	}
}

/* Its long name where there is one: sets name their variables by the short ones. */
static struct sd_text long_name(struct walk *walk, struct sd_text name)
{
	const int64_t *place = sd_count_find(walk->longer, in_small(walk, name));
	struct sd_text rest = sd_str_text(&walk->names);
	if (!place)
		return name;
	rest = (struct sd_text){rest.data + (*place - 1), rest.length - (size_t)(*place - 1)};
	return next_part(&rest, "\t");
}

/* `5 words` of that many bytes, and a blank behind; false where there are not as many. */
static bool counted(struct sd_text *text, struct sd_text *words)
{
	struct sd_text number = next_part(text, " ");
	size_t length = 0;
	for (size_t i = 0; i < number.length; i++) {
		if (number.data[i] < '0' || number.data[i] > '9' || length > MOST_TEXT)
			return false;
		length = 10 * length + (size_t)(number.data[i] - '0');
	}
	if (!number.length || length > text->length)
		return false;
	*words = (struct sd_text){text->data, length};
	*text = (struct sd_text){text->data + length, text->length - length};
	(void)next_part(text, " ");
	return true;
}

static struct sd_text convert(struct walk *walk, struct sd_text text)
{
	struct sd_str out = SD_STR_INIT;
	sd_str_reserve(&out, 4 * text.length + 8);
	char *from = (char *)(uintptr_t)text.data, *to = out.data;
	size_t left = text.length, room = 4 * text.length;
	if (walk->encoding != (iconv_t)-1 && text.length &&
	    iconv(walk->encoding, &from, &left, &to, &room) != (size_t)-1)
		text = (struct sd_text){out.data, (size_t)(to - out.data)};
	text = sd_spss_keep(walk->dictionary, text);
	sd_str_release(&out);
	return text;
}

/* `$name=D1 1 5 label a b c`, of a counted value; `$name=C 5 label a b c`; `$name=E 1 1 1 5 label a b c`. */
static void read_set(struct walk *walk, struct sd_text line)
{
	struct sd_text name = next_part(&line, "="), value, label;
	char sort = line.length ? *line.data : 0;
	if (!name.length || line.length < 2 || !strchr("CDE", sort))
		return;
	line = (struct sd_text){line.data + 1, line.length - 1};
	if (sort != 'D')
		(void)next_part(&line, " ");
	if (sort == 'E')
		(void)next_part(&line, " ");
	if ((sort != 'C' && !counted(&line, &value)) || !counted(&line, &label))
		return;
	if (!label.length && *name.data == '$')
		label = (struct sd_text){name.data + 1, name.length - 1};
	if (!label.length)
		return;
	label = convert(walk, label);
	while (line.length) {
		struct sd_text wanted = next_part(&line, " ");
		const struct sd_text names[] = {wanted, wanted.length ? long_name(walk, wanted) : wanted};
		for (size_t i = 0; wanted.length && i < 2; i++) {
			size_t at = sd_spss_variable_named(walk->dictionary, names[i]);
			if (at != SIZE_MAX && !walk->dictionary->variables[at].group.length)
				walk->dictionary->variables[at].group = label;
		}
	}
}

void sd_spss_groups_read(const struct sd_file *file, iconv_t encoding, struct sd_spss_dictionary *dictionary)
{
	struct walk walk = {.file = file,
			    .encoding = encoding,
			    .dictionary = dictionary,
			    .names = SD_STR_INIT,
			    .sets = SD_STR_INIT};
	unsigned char layout;
	walk.at = LAYOUT_AT;
	bool whole = take(&walk, &layout, 1);
	walk.little = layout != 0;
	walk.at = HEADER;
	if (whole && walk_records(&walk)) {
		struct sd_text sets = sd_str_text(&walk.sets);
		find_names(&walk);
		while (sets.length)
			read_set(&walk, next_part(&sets, "\n"));
	}
	sd_count_free(walk.longer);
	sd_str_release(&walk.small);
	sd_str_release(&walk.names);
	sd_str_release(&walk.sets);
}
