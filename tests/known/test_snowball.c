/* SPDX-License-Identifier: MIT */
/* Snowball's vocabularies with their stems: every word of every algorithm that libstemmer has, read from
 * $SAYDO_TEST_DATA/snowball.tar.xz. What sd_stem() gives must be what libstemmer gives for every word, and what the
 * vocabulary says for every word but those that this version of the library stems otherwise. SNOWBALL_LIST=FILE writes
 * them: folder, word, the library's stem, the vocabulary's.
 *
 * The library is Debian 12's, of Snowball 2.2.0; the vocabularies are those of a Snowball behind 3.0 (they hold Czech,
 * Esperanto, Estonian, Persian and Polish, which 2.2.0 has not). Between them changed, as Snowball's NEWS tell:
 *
 *	dutch		3.0 calls Kraaij and Pohlmann's algorithm `dutch` and Porter's `dutch_porter`; 2.2.0 has
 *			Porter's alone, as `dutch`, and all of `dutch_porter` is right
 *	english		-ogist goes as -ogi does; a doubled consonant behind one vowel stays (add, ebb, err, off);
 *			-ying of two letters; exceptions more, against false friends (emergency, evening, internal,
 *			organ-, past-, univers-)
 *	french		elisions (d', l', n', qu' ...) go, -aise and the like too
 *	german		-erin, -et and -ln go where they are endings
 *	greek, italian, yiddish		one word each
 *	lithuanian	-er- stays before an ending
 *	norwegian	-ers stays in words that end so; accents are vowels
 *	romanian	cedillas are read as commas below, the way the letters are written today, and the endings
 *			with them
 *	spanish		-acion and -ucion without their accent
 *	swedish		-et goes where it is the article; -st of -ost and the like
 *	turkish		what stands behind an apostrophe goes
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include <libstemmer.h>

#include "known/cells.h"
#include "say/stem.h"

/* An algorithm, the vocabulary's folder where it bears another name, its words, and those that libstemmer 2.2.0 stems
 * otherwise: how many, and FNV-1a over "word TAB library's stem LF" of each, which makes them these and no others. */
static const struct vocabulary {
	const char *algorithm, *folder;
	size_t words, others;
	uint64_t which;
} vocabularies[] = {
	{"armenian", NULL, 101780, 0, 0},
	{"basque", NULL, 21386, 0, 0},
	{"catalan", NULL, 48897, 0, 0},
	{"danish", NULL, 23832, 0, 0},
	{"dutch", "dutch_porter", 45670, 0, 0},
	{"dutch", NULL, 45670, 20897, 0x7CE7914F8622D0B3},
	{"english", NULL, 42649, 57, 0x0D329396A88E5077},
	{"finnish", NULL, 49957, 0, 0},
	{"french", NULL, 21655, 840, 0x7FCB4B7859BCAC03},
	{"german", NULL, 35033, 1247, 0x2EC296D9E3E0B6D9},
	{"greek", NULL, 90727, 1, 0x2DB9AD2331CCF7E2},
	{"hindi", NULL, 65118, 0, 0},
	{"hungarian", NULL, 29881, 0, 0},
	{"indonesian", NULL, 64586, 0, 0},
	{"irish", NULL, 186280, 0, 0},
	{"italian", NULL, 35495, 1, 0x17060CF3610DAFAC},
	{"lithuanian", NULL, 86109, 160, 0x4F63E1345FA8FEBD},
	{"nepali", NULL, 4000, 0, 0},
	{"norwegian", NULL, 20895, 136, 0xDA6EDE6EE8CDBB9D},
	{"porter", NULL, 42603, 0, 0},
	{"portuguese", NULL, 32016, 0, 0},
	{"romanian", NULL, 87642, 13304, 0x5E2F5E390F784A93},
	{"russian", NULL, 49785, 0, 0},
	{"serbian", NULL, 29996, 0, 0},
	{"spanish", NULL, 28378, 9, 0x900BEE8028C6FAE6},
	{"swedish", NULL, 30738, 553, 0xE9ACAB0429FAA182},
	{"turkish", NULL, 96325, 9204, 0x1C85193996E67C6C},
	{"yiddish", NULL, 99996, 1, 0xCB9F326F26C5086E},
};

/* What libstemmer has and the data have no vocabulary of (they would have to be fetched elsewhere). */
static const char *const without_vocabulary[] = {"arabic", "tamil"};

/* The next line of `rest`, without its LF. */
static bool next_line(struct sd_text *rest, struct sd_text *line)
{
	if (!rest->length)
		return false;
	const char *end = memchr(rest->data, '\n', rest->length);
	size_t length = end ? (size_t)(end - rest->data) : rest->length;
	*line = (struct sd_text){rest->data, length};
	length += end != NULL;
	rest->data += length;
	rest->length -= length;
	return true;
}

static void read_file(const char *folder, const char *name, const char *file, struct sd_str *content)
{
	struct sd_str path = SD_STR_INIT;
	sd_str_addf(&path, "%s/%s/%s", folder, name, file);
	assert_true(read_bytes(path.data, content));
	sd_str_release(&path);
}

static uint64_t add_to_hash(uint64_t hash, struct sd_text text, char end)
{
	for (size_t i = 0; i <= text.length; i++)
		hash = (hash ^ (unsigned char)(i < text.length ? text.data[i] : end)) * 1099511628211u;
	return hash;
}

/* True where all is as the table says. */
static bool check(const struct vocabulary *vocabulary, const char *folder, FILE *list)
{
	const char *name = vocabulary->folder ? vocabulary->folder : vocabulary->algorithm;
	struct sd_str words = SD_STR_INIT, stems = SD_STR_INIT;
	read_file(folder, name, "voc.txt", &words);
	read_file(folder, name, "output.txt", &stems);
	struct sd_stemmer *stemmer = sd_stemmer_new(vocabulary->algorithm, NULL);
	struct sb_stemmer *snowball = sb_stemmer_new(vocabulary->algorithm, NULL);
	assert_non_null(stemmer);
	assert_non_null(snowball);
	struct sd_text rest = sd_str_text(&words), wanted_rest = sd_str_text(&stems), word, wanted;
	size_t count = 0, others = 0, not_the_library = 0;
	uint64_t which = 14695981039346656037u;
	for (; next_line(&rest, &word); count++) {
		assert_true(next_line(&wanted_rest, &wanted));
		const sb_symbol *own = sb_stemmer_stem(snowball, (const sb_symbol *)word.data, (int)word.length);
		struct sd_text library = {(const char *)own, (size_t)sb_stemmer_length(snowball)};
		/* Twice, the second time from the cache. */
		struct sd_text stem = sd_stem(stemmer, word);
		not_the_library += !sd_text_equal(stem, library);
		stem = sd_stem(stemmer, word);
		not_the_library += !sd_text_equal(stem, library);
		if (sd_text_equal(stem, wanted))
			continue;
		others++;
		which = add_to_hash(add_to_hash(which, word, '\t'), stem, '\n');
		if (list)
			fprintf(list, "%s\t%.*s\t%.*s\t%.*s\n", name, (int)word.length, word.data, (int)stem.length,
				stem.data, (int)wanted.length, wanted.data);
	}
	assert_int_equal(wanted_rest.length, 0);
	bool right = count == vocabulary->words && others == vocabulary->others && !not_the_library &&
		     (!others || which == vocabulary->which);
	print_message("%s%s: %zu words, %zu otherwise than the vocabulary (%016llx), %zu otherwise than libstemmer\n",
		      right ? "" : "NOT AS EXPECTED: ", name, count, others, (unsigned long long)which,
		      not_the_library);
	sb_stemmer_delete(snowball);
	sd_stemmer_free(stemmer);
	sd_str_release(&words);
	sd_str_release(&stems);
	return right;
}

static void every_word_of_every_vocabulary(void **state)
{
	(void)state;
	const char *data = getenv("SAYDO_TEST_DATA"), *list_path = getenv("SNOWBALL_LIST"), *tmp = getenv("TMPDIR");
	struct sd_str archive = SD_STR_INIT, folder = SD_STR_INIT, command = SD_STR_INIT;
	sd_str_addf(&archive, "%s/snowball.tar.xz", data ? data : "");
	if (!data || access(archive.data, R_OK)) {
		print_message("SKIPPED: %s cannot be read; set SAYDO_TEST_DATA\n", archive.data);
		sd_str_release(&archive);
		skip();
	}
	sd_str_addf(&folder, "%s/snowball-XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(folder.data));
	sd_str_addf(&command, "tar -xJf '%s' -C '%s'", archive.data, folder.data);
	size_t wrong = 0;
	int unpacked = system(command.data);
	FILE *list = list_path ? fopen(list_path, "we") : NULL;
	for (size_t i = 0; !unpacked && i < sizeof vocabularies / sizeof *vocabularies; i++)
		wrong += !check(&vocabularies[i], folder.data, list);
	if (list)
		assert_int_equal(fclose(list), 0);
	sd_str_clear(&command);
	sd_str_addf(&command, "rm -rf '%s'", folder.data);
	assert_int_equal(system(command.data), 0);
	assert_int_equal(unpacked, 0);
	assert_int_equal(wrong, 0);
	sd_str_release(&archive);
	sd_str_release(&folder);
	sd_str_release(&command);
}

static void no_algorithm_is_left_out(void **state)
{
	(void)state;
	for (const char **name = sb_stemmer_list(); *name; name++) {
		bool known = false;
		for (size_t i = 0; i < sizeof vocabularies / sizeof *vocabularies; i++)
			known = known || !strcmp(*name, vocabularies[i].algorithm);
		for (size_t i = 0; i < sizeof without_vocabulary / sizeof *without_vocabulary; i++)
			known = known || !strcmp(*name, without_vocabulary[i]);
		if (!known)
			print_message("no vocabulary of %s\n", *name);
		assert_true(known);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_word_of_every_vocabulary),
		cmocka_unit_test(no_algorithm_is_left_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
