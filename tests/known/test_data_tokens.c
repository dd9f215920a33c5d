/* SPDX-License-Identifier: MIT */
/* What is promised of tokens (token.h), on every text of every set in $SAYDO_TEST_DATA: each file's cells, where it has
 * them, in English, and each file's lines in the languages that have rules of their own, by turns. Ranges ascend, lie
 * in the text and leave nothing but blanks out; the bytes in a range have the token's normal form; the quick cutter's
 * tokens are the full one's; and without rules they are UAX #29's segments. With sanitizers, which take ten times as
 * long, one text of sixteen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ftw.h>

#include "known/cells.h"
#include "unit/say/token_checks.h"

static const char *const languages[] = {"en", "de", "fr", "pt"};
enum { LANGUAGES = sizeof languages / sizeof *languages, FOLDERS_MOST = 16, TOLD_MOST = 20 };
#ifdef __SANITIZE_ADDRESS__
enum { ONE_OF = 16 };
#else
enum { ONE_OF = 1 };
#endif

/* Paths of files, for nftw() hands nothing over. */
static char **paths;
static size_t paths_length, paths_room;

static int add_path(const char *path, const struct stat *about, int kind, struct FTW *where)
{
	static const char *const ends[] = {".csv", ".tsv", ".txt", ".json", ".md", ".dic", ".dicx"};
	(void)about;
	(void)where;
	bool text = false;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		text = text || (strlen(path) > strlen(ends[i]) &&
				!strcmp(path + strlen(path) - strlen(ends[i]), ends[i]));
	if (kind != FTW_F || !text)
		return 0;
	SD_GROW(paths, paths_length, paths_room);
	paths[paths_length++] = strdup(path);
	return 0;
}

static int compare_paths(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

struct engines {
	struct sd_tokenizer *quick[LANGUAGES], *full[LANGUAGES], *plain;
	struct sd_str own;
	bool by_turns; /* the languages; else the first */
	size_t texts, tokens, failures;
};

static void tell(struct engines *engines, const char *failed, const char *language, const struct sd_token *token)
{
	if (!failed)
		return;
	/* Where, not what: the texts are others'. */
	if (++engines->failures <= TOLD_MOST)
		print_message("text %zu, language %s, token %zu to %zu: %s\n", engines->texts, language,
			      token ? token->start : 0, token ? token->end : 0, failed);
}

static void check_text(struct sd_text text, void *context)
{
	struct engines *engines = context;
	const struct sd_token *token = NULL;
	if (engines->texts++ % ONE_OF)
		return;
	size_t i = engines->by_turns ? engines->texts / ONE_OF % LANGUAGES : 0;
	struct sd_tokens tokens = sd_tokenize_by(engines->quick[i], text, sd_cut_quick);
	struct sd_tokens full = sd_tokenize_by(engines->full[i], text, sd_cut_full);
	engines->tokens += tokens.length;
	tell(engines, check_same_tokens(tokens, full, &token), languages[i], token);
	tell(engines, check_token_ranges(text, SD_TOKEN_RULES_ALL, tokens, &token), languages[i], token);
	tell(engines, check_token_normals(text, SD_TOKEN_RULES_ALL, tokens, &engines->own, &token), languages[i],
	     token);
	tell(engines, check_plain_tokens(text, sd_tokenize(engines->plain, text), &token), "none", token);
}

static void every_text_of_every_set(void **state)
{
	(void)state;
	const char *data = getenv("SAYDO_TEST_DATA");
	if (!data || nftw(data, add_path, FOLDERS_MOST, FTW_PHYS) || !paths_length) {
		print_message("SKIPPED: SAYDO_TEST_DATA names no folder of texts\n");
		skip();
	}
	qsort(paths, paths_length, sizeof *paths, compare_paths);
	struct sd_words *contrast = sd_words_new("contrast", SD_TEXT("but\naber\nmais\nmas\n"), NULL);
	struct sd_words *stops = sd_words_new("abbreviations", SD_TEXT("dr.\nmr.\nmrs.\ne.g.\nz.b.\nsr.\n"), NULL);
	struct engines engines = {.own = SD_STR_INIT};
	struct sd_token_options options = {.contrast = contrast, .abbreviations = stops};
	for (size_t i = 0; i < LANGUAGES; i++) {
		options.rules = SD_TOKEN_RULES_ALL;
		options.language = languages[i];
		engines.quick[i] = sd_tokenizer_new(&options);
		engines.full[i] = sd_tokenizer_new(&options);
	}
	engines.plain = sd_tokenizer_new(&(struct sd_token_options){.rules = 0});
	for (size_t i = 0; i < paths_length; i++) {
		struct sd_str content = SD_STR_INIT;
		size_t failures = engines.failures, length = strlen(paths[i]);
		engines.texts = 0;
		engines.by_turns = true;
		assert_true(read_bytes(paths[i], &content));
		each_line(sd_str_text(&content), check_text, &engines);
		engines.by_turns = false;
		if (length > 4 && (!strcmp(paths[i] + length - 4, ".csv") || !strcmp(paths[i] + length - 4, ".tsv")))
			each_cell(sd_str_text(&content),
				  paths[i][length - 3] == 'c' ? SD_FORMAT_CSV : SD_FORMAT_TSV, NULL, check_text,
				  &engines);
		if (engines.failures > failures)
			print_message("%zu failures in %s\n", engines.failures - failures, paths[i]);
		sd_str_release(&content);
		free(paths[i]);
	}
	print_message("%zu files, %zu tokens, %zu failures\n", paths_length, engines.tokens, engines.failures);
	for (size_t i = 0; i < LANGUAGES; i++) {
		sd_tokenizer_free(engines.quick[i]);
		sd_tokenizer_free(engines.full[i]);
	}
	sd_tokenizer_free(engines.plain);
	sd_words_free(contrast);
	sd_words_free(stops);
	sd_str_release(&engines.own);
	free(paths);
	assert_int_equal(engines.failures, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_text_of_every_set),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
