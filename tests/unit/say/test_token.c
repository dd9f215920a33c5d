/* SPDX-License-Identifier: MIT */
/* What holds of every answer's tokens, tried on made-up ones of all sorts; and each rule by itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "unit/say/token_checks.h"

enum { ANSWERS = 60000, PARTS_MOST = 14 };

static uint64_t next_random(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return *state >> 33;
}

static void make_answer(struct sd_str *answer, uint64_t *random)
{
	sd_str_clear(answer);
	size_t count = 1 + next_random(random) % PARTS_MOST;
	for (size_t i = 0; i < count; i++) {
		sd_str_adds(answer, answer_parts[next_random(random) % ANSWER_PARTS]);
		if (next_random(random) % 4 == 0)
			sd_str_addc(answer, ' ');
	}
}

/* Runs `check` on many answers with every rule on and with each rule off, in two languages. */
static void try_many(void (*check)(struct sd_text answer, const struct sd_token_options *options,
				   struct sd_tokenizer *tokenizer, struct sd_tokenizer *other))
{
	static const char *const languages[] = {"en", "fr", "de"};
	struct sd_words *contrast = sd_words_new("contrast", SD_TEXT("but\nword\n"), NULL);
	struct sd_words *abbreviations = sd_words_new("abbreviations", SD_TEXT("dr.\ne.g.\nx.\n"), NULL);
	uint64_t random = 20240531;
	struct sd_str answer = SD_STR_INIT;
	for (unsigned off = 0; off <= 8; off++) {
		for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
			struct sd_token_options options = {
				.rules = off == 8 ? SD_TOKEN_RULES_ALL : SD_TOKEN_RULES_ALL & ~(1u << off),
				.contrast = contrast,
				.abbreviations = abbreviations,
				.language = languages[i]};
			struct sd_tokenizer *tokenizer = sd_tokenizer_new(&options);
			struct sd_tokenizer *other = sd_tokenizer_new(&options);
			for (int n = 0; n < ANSWERS / (off == 8 ? 3 : 24); n++) {
				make_answer(&answer, &random);
				check(sd_str_text(&answer), &options, tokenizer, other);
			}
			sd_tokenizer_free(tokenizer);
			sd_tokenizer_free(other);
		}
	}
	sd_str_release(&answer);
	sd_words_free(contrast);
	sd_words_free(abbreviations);
}

static void show(struct sd_text answer, const struct sd_token *token)
{
	struct sd_str shown = SD_STR_INIT;
	sd_str_add_printable(&shown, answer, answer.length);
	print_message("in: %s\n", shown.data ? shown.data : "");
	if (token)
		print_message("token %zu to %zu, kind %s, normal %.*s\n", token->start, token->end,
			      sd_token_kind_name(token->kind), (int)token->normal.length, token->normal.data);
	sd_str_release(&shown);
}

static void require(struct sd_text answer, const char *failed, const struct sd_token *token)
{
	if (!failed)
		return;
	show(answer, token);
	fail_msg("%s", failed);
}

static void check_quick(struct sd_text answer, const struct sd_token_options *options, struct sd_tokenizer *tokenizer,
			struct sd_tokenizer *other)
{
	(void)options;
	const struct sd_token *token = NULL;
	struct sd_tokens quick = sd_tokenize_by(tokenizer, answer, sd_cut_quick);
	require(answer, check_same_tokens(quick, sd_tokenize_by(other, answer, sd_cut_full), &token), token);
}

static void quick_and_full_agree(void **state)
{
	(void)state;
	try_many(check_quick);
}

static void check_ranges(struct sd_text answer, const struct sd_token_options *options, struct sd_tokenizer *tokenizer,
			 struct sd_tokenizer *other)
{
	(void)other;
	const struct sd_token *token = NULL;
	require(answer, check_token_ranges(answer, options->rules, sd_tokenize(tokenizer, answer), &token), token);
}

/* Each letter that the quick cutter takes by itself, and those around them, in all places that a letter can stand in.
 * */
static void letters_of_latin(void **state)
{
	(void)state;
	static const char *const frames[] = {"%s", "a%sb", " %s%s. %sA", "\"%s\" (%s) -%s", "%s-%s' %s'a", "l'%s",
					     "5 %s 5%s", "%s%s%s a%sa", "Dell'%s %s:) %s!%s", "%s.%s@%s",
					     "but%s, %s\xCC\x81 %s",
					     "x%s--%s%s", "\xC3%s\xC5", "DELL'%sA %sA-%sA"};
	for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
		for (const char *language = "en\0fr\0de\0pt\0"; *language; language += 3) {
			struct sd_token_options options = {.rules = SD_TOKEN_RULES_ALL, .language = language};
			struct sd_tokenizer *quick = sd_tokenizer_new(&options), *full = sd_tokenizer_new(&options);
			for (uint32_t code = 0x80; code < 0x250; code++) {
				struct sd_str answer = SD_STR_INIT, own = SD_STR_INIT;
				char letter[4];
				size_t length = sd_utf8_encode(code, letter);
				for (const char *at = frames[i]; *at; at++) {
					if (at[0] == '%')
						sd_str_add(&answer, letter, length), at++;
					else
						sd_str_addc(&answer, *at);
				}
				const struct sd_token *token = NULL;
				struct sd_text text = sd_str_text(&answer);
				struct sd_tokens tokens = sd_tokenize_by(quick, text, sd_cut_quick);
				struct sd_tokens meant = sd_tokenize_by(full, text, sd_cut_full);
				require(text, check_same_tokens(tokens, meant, &token), token);
				require(text, check_token_normals(text, options.rules, tokens, &own, &token), token);
				sd_str_release(&answer);
				sd_str_release(&own);
			}
			sd_tokenizer_free(quick);
			sd_tokenizer_free(full);
		}
	}
	for (uint32_t code = 0x80; code < 0x250; code++) {
		char letter[4];
		sd_utf8_encode(code, letter);
		const struct sd_char *c = sd_char_of(code);
		bool meant = code >= 0xC0 && code < 0x180 && sd_normal_simple(code) == code &&
			     c->word == SD_WORD_ALetter && c->sentence == SD_SENTENCE_Lower && c->run == SD_RUN_None;
		assert_int_equal(sd_is_latin_letter(letter), meant);
	}
}

static void ranges_cover_the_answer(void **state)
{
	(void)state;
	try_many(check_ranges);
}

static void check_normals(struct sd_text answer, const struct sd_token_options *options, struct sd_tokenizer *tokenizer,
			  struct sd_tokenizer *other)
{
	(void)other;
	const struct sd_token *token = NULL;
	struct sd_str own = SD_STR_INIT;
	struct sd_tokens tokens = sd_tokenize(tokenizer, answer);
	require(answer, check_token_normals(answer, options->rules, tokens, &own, &token), token);
	sd_str_release(&own);
}

static void bytes_have_their_normal_form(void **state)
{
	(void)state;
	try_many(check_normals);
}

static void no_rule_is_plain(void **state)
{
	(void)state;
	struct sd_token_options options = {.rules = 0};
	struct sd_tokenizer *tokenizer = sd_tokenizer_new(&options);
	uint64_t random = 7;
	struct sd_str made = SD_STR_INIT;
	for (int n = 0; n < ANSWERS; n++) {
		make_answer(&made, &random);
		const struct sd_token *token = NULL;
		struct sd_text answer = sd_str_text(&made);
		require(answer, check_plain_tokens(answer, sd_tokenize(tokenizer, answer), &token), token);
	}
	sd_str_release(&made);
	sd_tokenizer_free(tokenizer);
}

/* What the same words become with each rule alone switched off. */
static void each_rule_can_be_off(void **state)
{
	(void)state;
	static const struct {
		unsigned rule;
		const char *answer, *on, *off;
	} cases[] = {
		{SD_RULE_LINKS, "@me #it", "@me #it", "@ me # it"},
		{SD_RULE_LINKS, "see www.example.org", "see www.example.org", "see www . example.org"},
		{SD_RULE_EMOJI, "ok :)", "ok :)", "ok : )"},
		{SD_RULE_CONTRACTIONS, "dont", "don't", "dont"},
		{SD_RULE_CONTRACTIONS, "don´t", "don't", "don ' t"},
		{SD_RULE_HYPHENS, "check-in --", "check-in --", "check - in - -"},
		{SD_RULE_NUMBERS, "10 out of 10", "10/10", "10 out of 10"},
		{SD_RULE_NUMBERS, "-5%", "-5%", "- 5 %"},
		{SD_RULE_DRAWN_OUT, "soooo", "so", "soooo"},
		{SD_RULE_MISSING_BLANK, "good.But", "good . but", "good.but"},
		{SD_RULE_MISSING_BLANK, "a:b e.g.", "a : b e.g.", "a:b e.g ."},
		{SD_RULE_BIGRAMS, "很好吃", "很好 好吃", "很 好 吃"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		for (int on = 0; on < 2; on++) {
			struct sd_token_options options = {.rules = on ? SD_TOKEN_RULES_ALL
									: SD_TOKEN_RULES_ALL & ~cases[i].rule};
			struct sd_tokenizer *tokenizer = sd_tokenizer_new(&options);
			struct sd_tokens tokens = sd_tokenize(tokenizer, sd_text_of(cases[i].answer));
			struct sd_str got = SD_STR_INIT;
			for (size_t j = 0; j < tokens.length; j++) {
				if (j)
					sd_str_addc(&got, ' ');
				sd_str_add_text(&got, tokens.items[j].normal);
			}
			assert_string_equal(got.data, on ? cases[i].on : cases[i].off);
			sd_str_release(&got);
			sd_tokenizer_free(tokenizer);
		}
	}
}

static void nothing_has_no_tokens(void **state)
{
	(void)state;
	struct sd_token_options options = {.rules = SD_TOKEN_RULES_ALL};
	struct sd_tokenizer *tokenizer = sd_tokenizer_new(&options);
	assert_int_equal(sd_tokenize(tokenizer, (struct sd_text){NULL, 0}).length, 0);
	assert_int_equal(sd_tokenize(tokenizer, SD_TEXT(" \t\r\n\xC2\xA0\xE2\x80\x8B")).length, 0);
	/* NUL is a character like another. */
	struct sd_tokens tokens = sd_tokenize(tokenizer, SD_TEXT("a\0b"));
	assert_int_equal(tokens.length, 3);
	assert_int_equal(tokens.items[2].start, 2);
	sd_tokenizer_free(tokenizer);
	sd_tokenizer_free(NULL);
}

/* An answer of any size takes time in proportion to its length; where one of these did not, the test would not end. */
static void long_answers_end(void **state)
{
	(void)state;
	static const char *const patterns[] = {"aa.bb.", "a.",	 "a@",	 "1;",	  "1_1;", "1\xC2\xA0", "a:b:",	 "(((",
					       "-",	 "aa-",	 "a'b'", ":(",	  "★",	  "🇩",	       "e\xCC\x81", "漢",
					       "http://", "a.b.", "....x", "\xFF", "5 ",   "10 out of ",
					       ". :) ",	 "\"א"};
	struct sd_token_options options = {.rules = SD_TOKEN_RULES_ALL};
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		struct sd_tokenizer *tokenizer = sd_tokenizer_new(&options);
		struct sd_str answer = SD_STR_INIT;
		while (answer.length < 1000000)
			sd_str_adds(&answer, patterns[i]);
		assert_true(sd_tokenize(tokenizer, sd_str_text(&answer)).length > 0);
		sd_str_release(&answer);
		sd_tokenizer_free(tokenizer);
	}
}

static void data_is_in_order(void **state)
{
	(void)state;
	for (size_t i = 0; i < sd_emoticon_count; i++)
		assert_non_null(memchr(sd_emoticon_first, sd_emoticons[i].form[0], SD_EMOTICON_FIRST));
	assert_true(sd_text_equals(sd_contraction_of(SD_TEXT("aint")), "ain't"));
	assert_true(sd_text_equals(sd_contraction_of(SD_TEXT("youve")), "you've"));
	assert_int_equal(sd_contraction_of(SD_TEXT("were")).length, 0);
	assert_true(sd_has_doubled_letter(SD_TEXT("good")));
	assert_false(sd_has_doubled_letter(SD_TEXT("soo")));
	assert_true(sd_is_unit(SD_TEXT("kg")));
	assert_false(sd_is_unit(SD_TEXT("everyone")));
	assert_int_equal(sd_domain_end_of(SD_TEXT("com")), SD_DOMAIN_PLAIN);
	assert_int_equal(sd_domain_end_of(SD_TEXT("it")), SD_DOMAIN_COUNTRY);
	assert_int_equal(sd_domain_end_of(SD_TEXT("but")), SD_DOMAIN_NONE);
}

static void kinds_have_names(void **state)
{
	(void)state;
	static const char *const names[] = {"word",  "number",	"emoji",   "url",
					    "email", "mention", "hashtag", "punctuation"};
	for (int i = 0; i < SD_TOKEN_KINDS; i++)
		assert_string_equal(sd_token_kind_name((enum sd_token_kind)i), names[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quick_and_full_agree),	 cmocka_unit_test(letters_of_latin),
		cmocka_unit_test(ranges_cover_the_answer),
		cmocka_unit_test(bytes_have_their_normal_form), cmocka_unit_test(no_rule_is_plain),
		cmocka_unit_test(each_rule_can_be_off),	 cmocka_unit_test(nothing_has_no_tokens),
		cmocka_unit_test(long_answers_end),	 cmocka_unit_test(data_is_in_order),
		cmocka_unit_test(kinds_have_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
