/* SPDX-License-Identifier: MIT */
/* What holds of every answer's tokens, for the tests on made-up answers, on real ones and on the fuzzer's. A check
 * returns NULL, or the condition that did not hold and in *token the token it was asked of, or NULL. */
#ifndef SD_TESTS_TOKEN_CHECKS_H
#define SD_TESTS_TOKEN_CHECKS_H

#include "base/utf8.h"
#include "say/normal.h"
#include "say/token_cut.h"

/* Pieces that answers are put together from. */
static const char *const answer_parts[] = {
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
	" € ", "km", "st", "ﬁ", "Ⅳ", "İ", "ſ", "ß", "-", "señor", "Über", "ÜBEL", "coração", "niñooo", "ÿ",
	"ª", "º", "µ", "×", "÷", "¿", "¡", "«", "»", "„", "”", "·", "¨", "[", "{", "|",
	"d’été", "zł", "Łódź", "été", "é", "à", "ö",
};
enum { ANSWER_PARTS = sizeof answer_parts / sizeof *answer_parts };

#define HOLDS(condition)                                                                                               \
	do {                                                                                                           \
		if (!(condition))                                                                                      \
			return #condition;                                                                             \
	} while (0)

static inline bool all_have_flags(struct sd_text text, unsigned flags)
{
	for (size_t at = 0; at < text.length;) {
		uint32_t code;
		at += sd_char_read(text, at, &code);
		if (!(sd_char_of(code)->flags & flags))
			return false;
	}
	return true;
}

static inline bool any_has_flags(struct sd_text text, unsigned flags)
{
	for (size_t at = 0; at < text.length;) {
		uint32_t code;
		at += sd_char_read(text, at, &code);
		if (sd_char_of(code)->flags & flags)
			return true;
	}
	return false;
}

static inline struct sd_text part_of(struct sd_text answer, size_t from, size_t to)
{
	return (struct sd_text){answer.data + from, to - from};
}

/* The quick cutter's tokens are those of the full one. */
static inline const char *check_same_tokens(struct sd_tokens quick, struct sd_tokens full,
					    const struct sd_token **token)
{
	*token = NULL;
	for (size_t i = 0; i < full.length && i < quick.length; i++) {
		const struct sd_token *meant = &full.items[i];
		*token = &quick.items[i];
		HOLDS((*token)->start == meant->start && (*token)->end == meant->end);
		HOLDS((*token)->kind == meant->kind && (*token)->flags == meant->flags);
		HOLDS((*token)->sentence == meant->sentence && (*token)->clause == meant->clause);
		HOLDS(sd_text_equal((*token)->normal, meant->normal));
	}
	HOLDS(quick.length == full.length);
	return NULL;
}

/* Ranges ascend and cover all that is no blank; only a run's bigrams overlap, by their one common character. Sentences
 * and clauses are numbered without gaps. */
static inline const char *check_token_ranges(struct sd_text answer, unsigned rules, struct sd_tokens tokens,
					     const struct sd_token **at)
{
	const unsigned nothing = SD_CHAR_White_Space | SD_CHAR_Default_Ignorable_Code_Point;
	size_t reached = 0;
	*at = NULL;
	for (size_t i = 0; i < tokens.length; i++) {
		const struct sd_token *token = *at = &tokens.items[i];
		HOLDS(token->start < token->end && token->end <= answer.length);
		if (token->start < reached) {
			HOLDS(rules & SD_RULE_BIGRAMS);
			HOLDS(sd_char_at(answer, token->start)->run != SD_RUN_None);
			HOLDS(token->start > token[-1].start && token->end > token[-1].end);
			HOLDS(sd_text_next_grapheme(answer, token->start) == reached);
			HOLDS(!(token->flags & SD_TOKEN_SPACE_BEFORE));
		} else {
			struct sd_text between = part_of(answer, reached, token->start);
			HOLDS(all_have_flags(between, nothing));
			bool space = token->flags & SD_TOKEN_SPACE_BEFORE;
			HOLDS(space == any_has_flags(between, SD_CHAR_White_Space));
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
	HOLDS(all_have_flags(part_of(answer, reached, answer.length), nothing));
	return NULL;
}

/* Whether `normal` is what a number's bytes, whose normal form is `own`, stand for: 8/10, 4.5, 3/5. */
static inline bool is_number_form(struct sd_text normal, struct sd_text own)
{
	for (size_t i = 0; i < normal.length; i++)
		if (!memchr("0123456789./", normal.data[i], 12) && !memchr(own.data, normal.data[i], own.length))
			return false;
	return memchr(normal.data, '/', normal.length) || memchr(normal.data, '.', normal.length);
}

/* A token's bytes have its normal form, but for the rules that say otherwise. `own` is overwritten. */
static inline const char *check_token_normals(struct sd_text answer, unsigned rules, struct sd_tokens tokens,
					      struct sd_str *own, const struct sd_token **at)
{
	*at = NULL;
	for (size_t i = 0; i < tokens.length; i++) {
		const struct sd_token *token = *at = &tokens.items[i];
		struct sd_text normal = token->normal, form;
		size_t repeats;
		sd_str_clear(own);
		sd_normal_add(own, part_of(answer, token->start, token->end));
		bool same = sd_text_equal(sd_str_text(own), normal);
		struct sd_text contraction = sd_contraction_of(sd_str_text(own));
		bool contracts = (rules & SD_RULE_CONTRACTIONS) && contraction.length;
		HOLDS(sd_utf8_valid_prefix(normal.data, normal.length) == normal.length);
		HOLDS(!any_has_flags(normal, SD_CHAR_White_Space));
		if (token->flags & SD_TOKEN_DRAWN_OUT)
			HOLDS(!same && normal.length < own->length);
		else if (token->kind == SD_TOKEN_WORD)
			HOLDS(same || (contracts && sd_text_equal(normal, contraction)));
		else if (token->kind == SD_TOKEN_EMOJI)
			HOLDS(same || (sd_scan_emoticon(answer, token->start, &form, &repeats) == token->end &&
				       sd_text_equal(normal, form)));
		else if (token->kind == SD_TOKEN_NUMBER)
			HOLDS(same || is_number_form(normal, sd_str_text(own)));
		else
			HOLDS(same);
	}
	return NULL;
}

/* No rule on: the segments of UAX #29, without white space at their ends and without those of nothing else, and its
 * sentences, but for boundaries inside a word (SB11 against WB6, as in "a.한"). */
static inline const char *check_plain_tokens(struct sd_text answer, struct sd_tokens tokens, const struct sd_token **at)
{
	const unsigned nothing = SD_CHAR_White_Space | SD_CHAR_Default_Ignorable_Code_Point;
	const struct sd_token *token = tokens.items, *end = tokens.items + tokens.length;
	size_t sentence_end = answer.length ? sd_text_next_sentence(answer, 0) : 0;
	uint32_t sentence = 0;
	bool due = false;
	*at = NULL;
	for (size_t from = 0; from < answer.length;) {
		size_t segment = sd_text_next_word(answer, from), start = from;
		HOLDS(segment > from && segment <= answer.length);
		from = segment;
		while (start < segment) {
			uint32_t code;
			size_t length = sd_char_read(answer, start, &code);
			if (!(sd_char_of(code)->flags & nothing))
				break;
			start += length;
		}
		if (start >= segment)
			continue;
		HOLDS(token < end);
		*at = token;
		HOLDS(token->start == start && token->end == segment);
		while (start >= sentence_end) {
			due = due || token == tokens.items || sentence_end >= token[-1].end;
			sentence_end = sd_text_next_sentence(answer, sentence_end);
		}
		sentence += due && token > tokens.items;
		due = false;
		HOLDS(token->sentence == sentence);
		token++;
	}
	HOLDS(token == end);
	return NULL;
}

#undef HOLDS
#endif
