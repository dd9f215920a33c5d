/* SPDX-License-Identifier: MIT */
/* For the build: writes the two-stage property tables of lib/say/text.c to standard output, from Unicode's own files:
 *
 *	generate-tables /usr/share/unicode > build/gen/text_tables.h
 *
 * A code point's high bits choose a block, its low bits a place there, and what stands in that place is the number of
 * one of the few distinct records. It fails, and says so, where a file is missing or holds a value of a break
 * property that text_classes.h does not name: a newer Unicode is then to be read before it is used. */
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>

#include "say/text.h"

enum { CODES = 0x110000, BLOCK = 128, BLOCKS = CODES / BLOCK, RECORDS_MOST = 256 };

#define NAME(name) #name,
static const char *const word_names[] = {SD_WORD_CLASSES(NAME) NULL};
static const char *const sentence_names[] = {SD_SENTENCE_CLASSES(NAME) NULL};
static const char *const grapheme_names[] = {SD_GRAPHEME_CLASSES(NAME) NULL};
static const char *const flag_names[] = {SD_CHAR_FLAGS(NAME) NULL};
#undef NAME

/* Scripts.txt's names, each with its class of runs. */
static const struct {
	const char *script;
	uint8_t run;
} scripts[] = {
	{"Han", SD_RUN_Han},	   {"Hiragana", SD_RUN_Han}, {"Katakana", SD_RUN_Han},	 {"Bopomofo", SD_RUN_Han},
	{"Thai", SD_RUN_Thai},	   {"Lao", SD_RUN_Lao},	     {"Khmer", SD_RUN_Khmer}, {"Myanmar", SD_RUN_Myanmar},
};

static struct sd_char chars[CODES];
static uint8_t record_of[CODES];
static struct sd_char records[RECORDS_MOST];
static size_t record_count;
static uint16_t block_of[BLOCKS];
static size_t block_start[BLOCKS];
static size_t block_count;

static _Noreturn void fail(const char *what, const char *detail)
{
	fprintf(stderr, "generate-tables: %s: %s\n", what, detail);
	exit(2);
}

static int place(const char *const *names, const char *value)
{
	for (int i = 0; names[i]; i++)
		if (!strcmp(names[i], value))
			return i;
	return -1;
}

static void set_word(struct sd_char *c, const char *value)
{
	int i = place(word_names, value);
	if (i < 0)
		fail("unknown Word_Break value", value);
	c->word = (uint8_t)i;
}

static void set_sentence(struct sd_char *c, const char *value)
{
	int i = place(sentence_names, value);
	if (i < 0)
		fail("unknown Sentence_Break value", value);
	c->sentence = (uint8_t)i;
}

static void set_grapheme(struct sd_char *c, const char *value)
{
	int i = place(grapheme_names, value);
	if (i < 0)
		fail("unknown Grapheme_Cluster_Break value", value);
	c->grapheme = (uint8_t)i;
}

static void set_script(struct sd_char *c, const char *value)
{
	for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
		if (!strcmp(scripts[i].script, value))
			c->run = scripts[i].run;
}

static void set_flag(struct sd_char *c, const char *value)
{
	int i = place(flag_names, value);
	if (i >= 0)
		c->flags = (uint16_t)(c->flags | 1u << i);
}

/* "InCB; Linker", a property with values among binary ones, is named InCB_Linker; blanks at the end go. */
static void name_value(char *value)
{
	char *mark = strstr(value, "; ");
	if (mark) {
		*mark = '_';
		memmove(mark + 1, mark + 2, strlen(mark + 2) + 1);
	}
	for (size_t length = strlen(value); length && value[length - 1] == ' '; length--)
		value[length - 1] = '\0';
}

/* Gives each line "FIRST[..LAST] ; VALUE # comment" of a file to `set`, code point by code point. */
static void read_file(const char *directory, const char *name, void (*set)(struct sd_char *, const char *))
{
	char path[4096];
	if (snprintf(path, sizeof path, "%s/%s", directory, name) >= (int)sizeof path)
		fail(directory, "too long a name");
	FILE *file = fopen(path, "r");
	if (!file)
		fail(path, strerror(errno));
	char *line = NULL;
	size_t room = 0, lines = 0;
	while (getline(&line, &room, file) >= 0) {
		line[strcspn(line, "#\n")] = '\0';
		char value[64];
		uint32_t first, last;
		if (sscanf(line, "%" SCNx32 "..%" SCNx32 " ; %63[^\n]", &first, &last, value) != 3) {
			if (sscanf(line, "%" SCNx32 " ; %63[^\n]", &first, value) != 2)
				continue;
			last = first;
		}
		name_value(value);
		if (last >= CODES || first > last)
			fail(path, "a range outside Unicode");
		for (uint32_t code = first; code <= last; code++)
			set(&chars[code], value);
		lines++;
	}
	bool broken = ferror(file);
	free(line);
	fclose(file);
	if (broken || !lines)
		fail(path, "nothing could be read");
}

static bool same(const struct sd_char *a, const struct sd_char *b)
{
	return a->word == b->word && a->sentence == b->sentence && a->grapheme == b->grapheme && a->run == b->run &&
	       a->flags == b->flags;
}

static void number_records(void)
{
	for (size_t code = 0; code < CODES; code++) {
		size_t i = 0;
		while (i < record_count && !same(&records[i], &chars[code]))
			i++;
		if (i == RECORDS_MOST)
			fail("tables", "more than 256 distinct records");
		if (i == record_count)
			records[record_count++] = chars[code];
		record_of[code] = (uint8_t)i;
	}
}

static void share_blocks(void)
{
	for (size_t b = 0; b < BLOCKS; b++) {
		size_t i = 0;
		while (i < block_count && memcmp(record_of + block_start[i], record_of + b * BLOCK, BLOCK) != 0)
			i++;
		if (i == block_count)
			block_start[block_count++] = b * BLOCK;
		block_of[b] = (uint16_t)i;
	}
}

static void write_tables(void)
{
	printf("/* Made by tools/tables/generate.c; not to be edited. */\n"
	       "enum { TEXT_BLOCK_BITS = 7, TEXT_RECORDS = %zu };\n"
	       "static const struct sd_char text_records[] = {\n",
	       record_count);
	for (size_t i = 0; i < record_count; i++)
		printf("\t{%d, %d, %d, %d, 0x%X},\n", records[i].word, records[i].sentence, records[i].grapheme,
		       records[i].run, (unsigned)records[i].flags);
	printf("};\nstatic const uint16_t text_blocks[] = {");
	for (size_t b = 0; b < BLOCKS; b++)
		printf("%s%u,", b % 16 ? " " : "\n\t", (unsigned)block_of[b]);
	printf("\n};\nstatic const uint8_t text_places[] = {");
	for (size_t i = 0; i < block_count; i++)
		for (size_t j = 0; j < BLOCK; j++)
			printf("%s%u,", j % 16 ? " " : "\n\t", (unsigned)record_of[block_start[i] + j]);
	printf("\n};\n");
}

int main(int count, char **arguments)
{
	if (count != 2) {
		fprintf(stderr, "usage: generate-tables DIRECTORY > text_tables.h\n");
		return 2;
	}
	const char *directory = arguments[1];
	read_file(directory, "auxiliary/WordBreakProperty.txt", set_word);
	read_file(directory, "auxiliary/SentenceBreakProperty.txt", set_sentence);
	read_file(directory, "auxiliary/GraphemeBreakProperty.txt", set_grapheme);
	read_file(directory, "Scripts.txt", set_script);
	read_file(directory, "PropList.txt", set_flag);
	read_file(directory, "DerivedCoreProperties.txt", set_flag);
	read_file(directory, "extracted/DerivedGeneralCategory.txt", set_flag);
	read_file(directory, "emoji/emoji-data.txt", set_flag);
	number_records();
	share_blocks();
	write_tables();
	if (fflush(stdout) || ferror(stdout))
		fail("standard output", strerror(errno));
	return 0;
}
