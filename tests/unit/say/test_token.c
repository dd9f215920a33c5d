/* SPDX-License-Identifier: MIT */
/* What holds of every answer's tokens, tried on made-up ones of all sorts; and each rule by itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "say/normal.h"
#include "say/token.h"
#include "say/token_cut.h"
#include "say/token_data.h"
#include "say/words.h"

enum { ANSWERS = 60000, PARTS_MOST = 14 };

/* Pieces that answers are put together from, at random and mostly without blanks. */
static const char *const parts[] = {
	" ", " ", " ", "  ", "\n", "\r\n", "\t", "\xC2\xA0", "word", "Word", "WORD", "don't", "dont",
	"don’t", "soooo", "goood", "check", "in", "but", "Dr", "e.g", "U.S", "x", "xD", "XDD", "D", "www",
	"http", "a", "I", "of", "out of", "l", "qu", "straße", "É", "e\xCC\x81", "\xCC\x88", "漢", "字",
	"かな", "カナ", "ไทย", "한국", "שלום", "ש\"ש", "мир", "1", "10", "5", "299", "1,5", "½", "٣", ".", ".",
	"..", "...", ",", ";", ":", "!", "?", "'", "’", "`", "´", "\"", "“", "(", ")", "[", "-", "--", "–",
	"—", "‐", "_", "/", "\\", "@", "#", "$", "€", "%", "&", "*", "+", "=", "<", ">", "^", "|", "~",
	"…", "。", "，", "★", "☆", "⭐", "😀", "👍🏽", "🏽", "🇩", "❤", "\xEF\xB8\x8F", "\xE2\x83\xA3",
	"\xE2\x80\x8D", "\xC2\xAD", "\xEF\xBB\xBF", "\xE2\x80\x8B", "\xFF", "\xE2\x82", "\xF0\x9F",
	"\xED\xA0\x80", ":)", ":-(", "<3", "http://", "www.", "me@example.org", "example.com", "@name",
	"#tag", "10 out of 10", "5/5", "10:30", "5kg", "R$ 20", "-5", "🇩🇪", "1️⃣", "\x01", "°C", " %",
	" € ", "km", "st", "ﬁ", "Ⅳ", "İ", "ſ", "ß", "-",
};

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
		sd_str_adds(answer, parts[next_random(random) % (sizeof parts / sizeof *parts)]);
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

#define HOLDS(condition)                                                                                               \
	do {                                                                                                           \
		if (!(condition)) {                                                                                    \
			show(answer, token);                                                                           \
			assert_true(condition);                                                                        \
		}                                                                                                      \
	} while (0)

static void check_quick(struct sd_text answer, const struct sd_token_options *options, struct sd_tokenizer *tokenizer,
			struct sd_tokenizer *other)
{
	(void)options;
	struct sd_tokens quick = sd_tokenize_by(tokenizer, answer, sd_cut_quick);
	struct sd_tokens full = sd_tokenize_by(other, answer, sd_cut_full);
	const struct sd_token *token = NULL;
	HOLDS(quick.length == full.length);
	for (size_t i = 0; i < full.length; i++) {
		const struct sd_token *meant = &full.items[i];
		token = &quick.items[i];
		HOLDS(token->start == meant->start && token->end == meant->end);
		HOLDS(token->kind == meant->kind && token->flags == meant->flags);
		HOLDS(token->sentence == meant->sentence && token->clause == meant->clause);
		HOLDS(sd_text_equal(token->normal, meant->normal));
	}
}

static void quick_and_full_agree(void **state)
{
	(void)state;
	try_many(check_quick);
}

static bool is_blank_or_ignorable(struct sd_text answer, size_t from, size_t to)
{
	while (from < to) {
		uint32_t code;
		from += sd_char_read(answer, from, &code);
		if (!(sd_char_of(code)->flags & (SD_CHAR_White_Space | SD_CHAR_Default_Ignorable_Code_Point)))
			return false;
	}
	return true;
}

static bool has_white_space(struct sd_text answer, size_t from, size_t to)
{
	while (from < to) {
		uint32_t code;
		from += sd_char_read(answer, from, &code);
		if (sd_char_of(code)->flags & SD_CHAR_White_Space)
			return true;
	}
	return false;
}

/* Ranges ascend and cover all that is no blank; only a run's bigrams overlap, by their one common character. */
static void check_ranges(struct sd_text answer, const struct sd_token_options *options, struct sd_tokenizer *tokenizer,
			 struct sd_tokenizer *other)
{
	(void)other;
	struct sd_tokens tokens = sd_tokenize(tokenizer, answer);
	size_t reached = 0;
	const struct sd_token *token = NULL;
	for (size_t i = 0; i < tokens.length; i++) {
		token = &tokens.items[i];
		HOLDS(token->start < token->end && token->end <= answer.length);
		if (token->start < reached) {
			HOLDS(options->rules & SD_RULE_BIGRAMS);
			HOLDS(sd_char_at(answer, token->start)->run != SD_RUN_None);
			HOLDS(token->start > token[-1].start && token->end > token[-1].end);
			HOLDS(sd_text_next_grapheme(answer, token->start) == reached);
			HOLDS(!(token->flags & SD_TOKEN_SPACE_BEFORE));
		} else {
			HOLDS(is_blank_or_ignorable(answer, reached, token->start));
			bool space = token->flags & SD_TOKEN_SPACE_BEFORE;
			HOLDS(space == has_white_space(answer, reached, token->start));
		}
		reached = token->end;
		if (i) {
			HOLDS(token->sentence == token[-1].sentence || token->sentence == token[-1].sentence + 1);
			HOLDS(token->clause == token[-1].clause || token->clause == token[-1].clause + 1);
			HOLDS(token->sentence == token[-1].sentence || token->clause > token[-1].clause);
		} else {
			HOLDS(token->sentence == 0 && token->clause == 0);
		}
	}
	HOLDS(is_blank_or_ignorable(answer, reached, answer.length));
}

static void ranges_cover_the_answer(void **state)
{
	(void)state;
	try_many(check_ranges);
}

/* A token's bytes have its normal form, but for the rules that say otherwise. */
static void check_normals(struct sd_text answer, const struct sd_token_options *options, struct sd_tokenizer *tokenizer,
			  struct sd_tokenizer *other)
{
	(void)other;
	struct sd_tokens tokens = sd_tokenize(tokenizer, answer);
	struct sd_str own = SD_STR_INIT;
	for (size_t i = 0; i < tokens.length; i++) {
		const struct sd_token *token = &tokens.items[i];
		sd_str_clear(&own);
		sd_normal_add(&own, (struct sd_text){answer.data + token->start, token->end - token->start});
		bool same = sd_text_equal(sd_str_text(&own), token->normal);
		struct sd_text contraction = sd_contraction_of(sd_str_text(&own));
		bool contracts = (options->rules & SD_RULE_CONTRACTIONS) && contraction.length;
		struct sd_text normal;
		size_t repeats;
		HOLDS(sd_utf8_valid_prefix(token->normal.data, token->normal.length) == token->normal.length);
		HOLDS(!has_white_space(token->normal, 0, token->normal.length));
		if (token->flags & SD_TOKEN_DRAWN_OUT)
			HOLDS(!same && token->normal.length < own.length);
		else if (token->kind == SD_TOKEN_WORD)
			HOLDS(same || (contracts && sd_text_equal(token->normal, contraction)));
		else if (token->kind == SD_TOKEN_EMOJI)
			HOLDS(same || (sd_scan_emoticon(answer, token->start, &normal, &repeats) == token->end &&
				       sd_text_equal(token->normal, normal)));
		else if (token->kind == SD_TOKEN_NUMBER)
			HOLDS(same || memchr(token->normal.data, '/', token->normal.length) ||
			      memchr(token->normal.data, '.', token->normal.length));
		else
			HOLDS(same);
	}
	sd_str_release(&own);
}

static void bytes_have_their_normal_form(void **state)
{
	(void)state;
	try_many(check_normals);
}

/* No rule on: the segments of UAX #29, without white space at their ends and without those of nothing else, and its
 * sentences, but for boundaries inside a word (SB11 against WB6, as in "a.한"). */
static void no_rule_is_plain(void **state)
{
	(void)state;
	struct sd_token_options options = {.rules = 0};
	struct sd_tokenizer *tokenizer = sd_tokenizer_new(&options);
	uint64_t random = 7;
	struct sd_str made = SD_STR_INIT;
	for (int n = 0; n < ANSWERS; n++) {
		make_answer(&made, &random);
		struct sd_text answer = sd_str_text(&made);
		struct sd_tokens tokens = sd_tokenize(tokenizer, answer);
		const struct sd_token *token = tokens.items, *end = tokens.items + tokens.length;
		size_t sentence_end = sd_text_next_sentence(answer, 0);
		uint32_t sentence = 0;
		bool due = false;
		for (size_t at = 0; at < answer.length;) {
			size_t segment = sd_text_next_word(answer, at), start = at;
			while (start < segment) {
				uint32_t code;
				size_t length = sd_char_read(answer, start, &code);
				if (!is_blank_or_ignorable(answer, start, start + length))
					break;
				start += length;
			}
			if (start < segment) {
				HOLDS(token < end && token->start == start && token->end == segment);
				while (start >= sentence_end) {
					due = due || token == tokens.items || sentence_end >= token[-1].end;
					sentence_end = sd_text_next_sentence(answer, sentence_end);
				}
				sentence += due && token > tokens.items;
				due = false;
				HOLDS(token->sentence == sentence);
				token++;
			}
			at = segment;
		}
		HOLDS(token == end);
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
		cmocka_unit_test(quick_and_full_agree),	 cmocka_unit_test(ranges_cover_the_answer),
		cmocka_unit_test(bytes_have_their_normal_form), cmocka_unit_test(no_rule_is_plain),
		cmocka_unit_test(each_rule_can_be_off),	 cmocka_unit_test(nothing_has_no_tokens),
		cmocka_unit_test(long_answers_end),	 cmocka_unit_test(data_is_in_order),
		cmocka_unit_test(kinds_have_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
