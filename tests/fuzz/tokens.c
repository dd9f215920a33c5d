/* SPDX-License-Identifier: MIT */
/* Any bytes as an answer, in any language and with any rules: the quick cutter agrees with the full one; ranges lie in
 * the answer, ascend and lose nothing; normal forms are those of the bytes and hold no blank; sentences and clauses
 * rise one by one; with no rule it is UAX #29; and an answer made of one piece over and over takes no longer than its
 * length allows (libFuzzer's time limit). */
#include "../unit/say/token_checks.h"

/* One language at a time is tried, in turn. */
static const char *const languages[] = {"en", "de", "fr", "it", "ca", "es", "en", "de"};
enum { LANGUAGES = sizeof languages / sizeof *languages, LONG_ANSWER = 64 * 1024 };

static void require(struct sd_text answer, const char *failed, const struct sd_token *token)
{
	if (!failed)
		return;
	struct sd_str shown = SD_STR_INIT;
	sd_str_add_printable(&shown, answer, answer.length);
	fprintf(stderr, "%s\nin: %s\n", failed, shown.data ? shown.data : "");
	if (token)
		fprintf(stderr, "token %zu to %zu, kind %s, normal %.*s\n", token->start, token->end,
			sd_token_kind_name((enum sd_token_kind)token->kind), (int)token->normal.length,
			token->normal.data);
	abort();
}

static void check(struct sd_text answer, const struct sd_token_options *options)
{
	struct sd_tokenizer *quick = sd_tokenizer_new(options), *full = sd_tokenizer_new(options);
	const struct sd_token *token;
	struct sd_str own = SD_STR_INIT;
	/* What an answer before this one left behind must change nothing. */
	sd_tokenize(quick, SD_TEXT("This was. But (then) 10 of 10 :) é"));
	struct sd_tokens tokens = sd_tokenize_by(quick, answer, sd_cut_quick);
	require(answer, check_same_tokens(tokens, sd_tokenize_by(full, answer, sd_cut_full), &token), token);
	require(answer, check_token_ranges(answer, options->rules, tokens, &token), token);
	require(answer, check_token_normals(answer, options->rules, tokens, &own, &token), token);
	if (!options->rules && !options->abbreviations)
		require(answer, check_plain_tokens(answer, tokens, &token), token);
	sd_str_release(&own);
	sd_tokenizer_free(quick);
	sd_tokenizer_free(full);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

/* The first byte chooses rules, lists and how the rest is read, the second the language. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
	if (length < 3)
		return 0;
	static struct sd_words *contrast, *abbreviations;
	if (!contrast) {
		contrast = sd_words_new("contrast", SD_TEXT("but\nword\npero\naußer\n"), NULL);
		abbreviations = sd_words_new("abbreviations", SD_TEXT("dr.\ne.g.\nx.\nsr.\nö.\n"), NULL);
	}
	unsigned how = data[0], off = how & 15;
	struct sd_token_options options = {.rules = SD_TOKEN_RULES_ALL, .language = languages[data[1] % LANGUAGES]};
	if (off < 8)
		options.rules &= ~(1u << off);
	else if (off == 8)
		options.rules = 0;
	else if (off & 1)
		options.contrast = contrast, options.abbreviations = abbreviations;
	struct sd_str answer = SD_STR_INIT;
	for (size_t i = 2; how & 16 && i < length; i++)
		sd_str_adds(&answer, answer_parts[data[i] % ANSWER_PARTS]);
	if (!(how & 16))
		sd_str_add(&answer, (const char *)data + 2, length - 2);
	size_t once = answer.length;
	/* One of very few, chosen by all bytes so that they have no offspring: an answer of many like pieces, and only
	 * what is quick to check. */
	uint32_t mixed = 0;
	for (size_t i = 0; i < length; i++)
		mixed = (mixed ^ data[i]) * 16777619u;
	if (mixed >> 24 == 0 && once) {
		sd_str_reserve(&answer, LONG_ANSWER + once);
		while (answer.length < LONG_ANSWER)
			sd_str_add(&answer, answer.data, once);
		struct sd_tokenizer *tokenizer = sd_tokenizer_new(&options);
		const struct sd_token *token;
		struct sd_tokens tokens = sd_tokenize(tokenizer, sd_str_text(&answer));
		require(sd_str_text(&answer),
			check_token_ranges(sd_str_text(&answer), options.rules, tokens, &token), token);
		sd_tokenizer_free(tokenizer);
	} else {
		/* From a block of its own size, so that a byte read behind it is found. */
		char *exact = sd_alloc(once ? once : 1, 1);
		memcpy(exact, answer.data ? answer.data : "", once);
		check((struct sd_text){exact, once}, &options);
		free(exact);
	}
	sd_str_release(&answer);
	return 0;
}
