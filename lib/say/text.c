/* SPDX-License-Identifier: MIT */
#include "say/text.h"

#include "base/utf8.h"
#include "text_tables.h"

enum { LAST_CODE = 0x10FFFF, REPLACEMENT = 0xFFFD };

static inline const struct sd_char *properties(uint32_t code)
{
	if (code > LAST_CODE)
		code = LAST_CODE;
	size_t block = text_blocks[code >> TEXT_BLOCK_BITS];
	return &text_records[text_places[block << TEXT_BLOCK_BITS | (code & ((1u << TEXT_BLOCK_BITS) - 1))]];
}

const struct sd_char *sd_char_of(uint32_t code)
{
	return properties(code);
}

size_t sd_char_read(struct sd_text text, size_t at, uint32_t *code)
{
	unsigned char byte = (unsigned char)text.data[at];
	if (byte < 0x80) {
		*code = byte;
		return 1;
	}
	size_t length = sd_utf8_decode(text.data + at, text.length - at, code);
	if (length)
		return length;
	*code = REPLACEMENT;
	return sd_utf8_bad_length(text.data + at, text.length - at);
}

size_t sd_char_read_before(struct sd_text text, size_t at, uint32_t *code)
{
	/* The longest form that ends here wins; what none ends at is one ill-formed byte. */
	for (size_t length = 1; length <= 4 && length <= at; length++) {
		unsigned char byte = (unsigned char)text.data[at - length];
		if ((byte & 0xC0) == 0x80)
			continue;
		if (sd_utf8_decode(text.data + at - length, length, code) == length)
			return length;
		if (length > 1 && sd_utf8_bad_length(text.data + at - length, length) == length) {
			*code = REPLACEMENT;
			return length;
		}
		break;
	}
	*code = REPLACEMENT;
	return 1;
}

static inline const struct sd_char *read_char(struct sd_text text, size_t at, size_t *length)
{
	uint32_t code = (unsigned char)text.data[at];
	*length = code < 0x80 ? 1 : sd_char_read(text, at, &code);
	return properties(code);
}

/* ---- grapheme clusters ---- */

static bool grapheme_joins(unsigned before, unsigned after, bool pictograph_before, bool pictograph,
			   size_t flags_before)
{
	if (before == SD_GRAPHEME_CR && after == SD_GRAPHEME_LF)
		return true; /* GB3 */
	if (before == SD_GRAPHEME_Control || before == SD_GRAPHEME_CR || before == SD_GRAPHEME_LF)
		return false; /* GB4 */
	if (after == SD_GRAPHEME_Control || after == SD_GRAPHEME_CR || after == SD_GRAPHEME_LF)
		return false; /* GB5 */
	if (before == SD_GRAPHEME_L && (after == SD_GRAPHEME_L || after == SD_GRAPHEME_V || after == SD_GRAPHEME_LV ||
					after == SD_GRAPHEME_LVT))
		return true; /* GB6 */
	if ((before == SD_GRAPHEME_LV || before == SD_GRAPHEME_V) &&
	    (after == SD_GRAPHEME_V || after == SD_GRAPHEME_T))
		return true; /* GB7 */
	if ((before == SD_GRAPHEME_LVT || before == SD_GRAPHEME_T) && after == SD_GRAPHEME_T)
		return true; /* GB8 */
	if (after == SD_GRAPHEME_Extend || after == SD_GRAPHEME_ZWJ)
		return true; /* GB9 */
	if (after == SD_GRAPHEME_SpacingMark)
		return true; /* GB9a */
	if (before == SD_GRAPHEME_Prepend)
		return true; /* GB9b */
	if (pictograph_before && before == SD_GRAPHEME_ZWJ && pictograph)
		return true; /* GB11 */
	if (before == SD_GRAPHEME_Regional_Indicator && after == SD_GRAPHEME_Regional_Indicator)
		return flags_before % 2 == 1; /* GB12, GB13 */
	return false; /* GB999 */
}

/* GB9c's left side: a consonant, then linkers and extenders; it joins a consonant where a linker was among them. */
enum conjunct { CONJUNCT_NONE, CONJUNCT_BEGUN, CONJUNCT_LINKED };

static enum conjunct conjunct_after(enum conjunct before, uint16_t flags)
{
	if (flags & SD_CHAR_InCB_Consonant)
		return CONJUNCT_BEGUN;
	if (before != CONJUNCT_NONE && flags & SD_CHAR_InCB_Linker)
		return CONJUNCT_LINKED;
	return flags & SD_CHAR_InCB_Extend ? before : CONJUNCT_NONE;
}

size_t sd_text_next_grapheme(struct sd_text text, size_t from)
{
	size_t length;
	const struct sd_char *c = read_char(text, from, &length);
	size_t at = from + length;
	unsigned before = c->grapheme;
	/* GB11's left side: a pictograph, then only Extend. */
	bool pictograph_before = c->flags & SD_CHAR_Extended_Pictographic;
	size_t flags_before = before == SD_GRAPHEME_Regional_Indicator;
	enum conjunct conjunct = conjunct_after(CONJUNCT_NONE, c->flags);
	while (at < text.length) {
		c = read_char(text, at, &length);
		bool pictograph = c->flags & SD_CHAR_Extended_Pictographic;
		bool linked = conjunct == CONJUNCT_LINKED && c->flags & SD_CHAR_InCB_Consonant; /* GB9c */
		if (!linked && !grapheme_joins(before, c->grapheme, pictograph_before, pictograph, flags_before))
			return at;
		conjunct = conjunct_after(conjunct, c->flags);
		if (c->grapheme == SD_GRAPHEME_Extend || c->grapheme == SD_GRAPHEME_ZWJ)
			pictograph_before = pictograph_before && before != SD_GRAPHEME_ZWJ;
		else
			pictograph_before = pictograph;
		before = c->grapheme;
		flags_before += before == SD_GRAPHEME_Regional_Indicator;
		at += length;
	}
	return at; /* GB2 */
}

/* ---- words ---- */

static bool is_letter(unsigned c) /* AHLetter */
{
	return c == SD_WORD_ALetter || c == SD_WORD_Hebrew_Letter;
}

static bool is_mid_number_letter(unsigned c) /* MidNumLetQ */
{
	return c == SD_WORD_MidNumLet || c == SD_WORD_Single_Quote;
}

static bool is_line_end(unsigned c)
{
	return c == SD_WORD_Newline || c == SD_WORD_CR || c == SD_WORD_LF;
}

static bool is_passed_over(unsigned c) /* by WB4 */
{
	return c == SD_WORD_Extend || c == SD_WORD_Format || c == SD_WORD_ZWJ;
}

/* The class of the first character from `at` that WB4 does not pass over; Other at the end. */
static unsigned word_class_ahead(struct sd_text text, size_t at)
{
	while (at < text.length) {
		size_t length;
		unsigned c = read_char(text, at, &length)->word;
		if (!is_passed_over(c))
			return c;
		at += length;
	}
	return SD_WORD_Other;
}

/* WB5 to WB999 for `before` and `after`, with the class two back and, by `text` and `next`, what follows. */
static bool word_joins(unsigned two_back, unsigned before, unsigned after, size_t flags_before, struct sd_text text,
		       size_t next)
{
	if (is_letter(before) && is_letter(after))
		return true; /* WB5 */
	if (is_letter(before) && (after == SD_WORD_MidLetter || is_mid_number_letter(after)) &&
	    is_letter(word_class_ahead(text, next)))
		return true; /* WB6 */
	if (is_letter(two_back) && (before == SD_WORD_MidLetter || is_mid_number_letter(before)) && is_letter(after))
		return true; /* WB7 */
	if (before == SD_WORD_Hebrew_Letter && after == SD_WORD_Single_Quote)
		return true; /* WB7a */
	if (before == SD_WORD_Hebrew_Letter && after == SD_WORD_Double_Quote &&
	    word_class_ahead(text, next) == SD_WORD_Hebrew_Letter)
		return true; /* WB7b */
	if (two_back == SD_WORD_Hebrew_Letter && before == SD_WORD_Double_Quote && after == SD_WORD_Hebrew_Letter)
		return true; /* WB7c */
	if (before == SD_WORD_Numeric && after == SD_WORD_Numeric)
		return true; /* WB8 */
	if (is_letter(before) && after == SD_WORD_Numeric)
		return true; /* WB9 */
	if (before == SD_WORD_Numeric && is_letter(after))
		return true; /* WB10 */
	if (two_back == SD_WORD_Numeric && (before == SD_WORD_MidNum || is_mid_number_letter(before)) &&
	    after == SD_WORD_Numeric)
		return true; /* WB11 */
	if (before == SD_WORD_Numeric && (after == SD_WORD_MidNum || is_mid_number_letter(after)) &&
	    word_class_ahead(text, next) == SD_WORD_Numeric)
		return true; /* WB12 */
	if (before == SD_WORD_Katakana && after == SD_WORD_Katakana)
		return true; /* WB13 */
	if (after == SD_WORD_ExtendNumLet && (is_letter(before) || before == SD_WORD_Numeric ||
					      before == SD_WORD_Katakana || before == SD_WORD_ExtendNumLet))
		return true; /* WB13a */
	if (before == SD_WORD_ExtendNumLet &&
	    (is_letter(after) || after == SD_WORD_Numeric || after == SD_WORD_Katakana))
		return true; /* WB13b */
	if (before == SD_WORD_Regional_Indicator && after == SD_WORD_Regional_Indicator)
		return flags_before % 2 == 1; /* WB15, WB16 */
	return false; /* WB999 */
}

size_t sd_text_next_word(struct sd_text text, size_t from)
{
	size_t length;
	unsigned touching = read_char(text, from, &length)->word; /* the class just before, whatever it is */
	unsigned before = touching;				  /* the same by WB4's reading */
	unsigned two_back = SD_WORD_Other;
	size_t flags_before = before == SD_WORD_Regional_Indicator;
	size_t at = from + length;
	while (at < text.length) {
		const struct sd_char *c = read_char(text, at, &length);
		unsigned after = c->word;
		if (touching == SD_WORD_CR && after == SD_WORD_LF) {
			/* WB3 */
		} else if (is_line_end(touching) || is_line_end(after)) {
			return at; /* WB3a, WB3b */
		} else if (touching == SD_WORD_ZWJ && (c->flags & SD_CHAR_Extended_Pictographic)) {
			/* WB3c */
		} else if (touching == SD_WORD_WSegSpace && after == SD_WORD_WSegSpace) {
			/* WB3d */
		} else if (is_passed_over(after)) {
			touching = after; /* WB4 */
			at += length;
			continue;
		} else if (!word_joins(two_back, before, after, flags_before, text, at + length)) {
			return at;
		}
		flags_before += after == SD_WORD_Regional_Indicator;
		two_back = before;
		before = touching = after;
		at += length;
	}
	return at; /* WB2 */
}

/* ---- sentences ---- */

static bool is_paragraph_end(unsigned c) /* ParaSep */
{
	return c == SD_SENTENCE_Sep || c == SD_SENTENCE_CR || c == SD_SENTENCE_LF;
}

static bool is_terminator(unsigned c) /* SATerm */
{
	return c == SD_SENTENCE_ATerm || c == SD_SENTENCE_STerm;
}

/* A place in the text as SB5 reads it: a character and all Extend and Format behind it. `kind` is -1 at the end. */
struct place {
	size_t at, next;
	int kind;
};

static struct place place_at(struct sd_text text, size_t at)
{
	struct place place = {at, at, -1};
	if (at >= text.length)
		return place;
	size_t length;
	unsigned kind = read_char(text, at, &length)->sentence;
	place.kind = (int)kind;
	place.next = at + length;
	/* SB4 stands before SB5: a paragraph's end takes nothing with it. */
	while (!is_paragraph_end(kind) && place.next < text.length) {
		unsigned behind = read_char(text, place.next, &length)->sentence;
		if (behind != SD_SENTENCE_Extend && behind != SD_SENTENCE_Format)
			break;
		place.next += length;
	}
	return place;
}

/* SB8's right side: no letter, paragraph's end or terminator before the next lower-case letter. */
static bool lower_case_follows(struct sd_text text, size_t at)
{
	while (at < text.length) {
		size_t length;
		switch (read_char(text, at, &length)->sentence) {
		case SD_SENTENCE_Lower:
			return true;
		case SD_SENTENCE_OLetter:
		case SD_SENTENCE_Upper:
		case SD_SENTENCE_Sep:
		case SD_SENTENCE_CR:
		case SD_SENTENCE_LF:
		case SD_SENTENCE_ATerm:
		case SD_SENTENCE_STerm:
			return false;
		default:
			at += length;
		}
	}
	return false;
}

/* The boundary that the terminator `term` makes, 0 where it makes none and the search goes on at *resume. */
static size_t boundary_of_terminator(struct sd_text text, int before, struct place term, size_t *resume)
{
	bool full_stop = term.kind == SD_SENTENCE_ATerm;
	struct place place = place_at(text, term.next);
	*resume = place.at;
	if (full_stop && place.kind == SD_SENTENCE_Numeric)
		return 0; /* SB6 */
	if (full_stop && (before == SD_SENTENCE_Upper || before == SD_SENTENCE_Lower) &&
	    place.kind == SD_SENTENCE_Upper)
		return 0; /* SB7 */
	while (place.kind == SD_SENTENCE_Close)
		place = place_at(text, place.next); /* SB9 */
	while (place.kind == SD_SENTENCE_Sp)
		place = place_at(text, place.next); /* SB9, SB10 */
	*resume = place.at;
	if (place.kind < 0)
		return text.length; /* SB2 */
	if (full_stop && lower_case_follows(text, place.at))
		return 0; /* SB8 */
	if (place.kind == SD_SENTENCE_SContinue || is_terminator((unsigned)place.kind))
		return 0; /* SB8a */
	if (is_paragraph_end((unsigned)place.kind)) {
		struct place behind = place_at(text, place.next);
		if (place.kind == SD_SENTENCE_CR && behind.kind == SD_SENTENCE_LF)
			return behind.next; /* SB3 */
		return place.next;	    /* SB9, SB10, SB4 */
	}
	return place.at; /* SB11 */
}

/* ASCII that no sentence rule acts on unless a terminator stands before it: all but LF, CR, ! . ? */
static inline bool is_quiet(unsigned char byte)
{
	return byte < 0x80 && byte != '\n' && byte != '\r' && byte != '!' && byte != '.' && byte != '?';
}

/* The high bit of each byte of `bytes` that equals `byte`; of bytes behind such a one perhaps too. */
static uint64_t equal_bytes(uint64_t bytes, unsigned char byte)
{
	uint64_t zero = bytes ^ byte * (uint64_t)0x0101010101010101;
	return (zero - 0x0101010101010101) & ~zero;
}

/* Whether the two bytes at `at` are a character of U+00C0 to U+017F: letters, × and ÷, as quiet as ASCII's. */
static bool is_quiet_pair(struct sd_text text, size_t at)
{
	unsigned char lead = (unsigned char)text.data[at];
	return lead >= 0xC3 && lead <= 0xC5 && at + 1 < text.length && (text.data[at + 1] & 0xC0) == 0x80;
}

/* Past what is quiet from `at`, eight bytes at a time while none of them is odd. */
static size_t past_quiet(struct sd_text text, size_t at)
{
	for (;;) {
		while (text.length - at >= sizeof(uint64_t)) {
			uint64_t bytes;
			memcpy(&bytes, text.data + at, sizeof bytes);
			/* LF and CR among all below 0x0E: TAB is rare enough to be stopped at. */
			uint64_t odd = bytes | (bytes - 0x0E * (uint64_t)0x0101010101010101) |
				       equal_bytes(bytes, '.') | equal_bytes(bytes, '!') | equal_bytes(bytes, '?');
			if (odd & 0x8080808080808080)
				break;
			at += sizeof bytes;
		}
		while (at < text.length && is_quiet((unsigned char)text.data[at]))
			at++;
		if (at == text.length || !is_quiet_pair(text, at))
			return at;
		at += 2;
	}
}

size_t sd_text_next_sentence(struct sd_text text, size_t from)
{
	size_t at = from;
	int before = -1;
	while (at < text.length) {
		size_t quiet = past_quiet(text, at);
		if (quiet > at) {
			uint32_t code = (unsigned char)text.data[quiet - 1];
			if (code >= 0x80)
				sd_char_read_before(text, quiet, &code);
			before = properties(code)->sentence;
			at = quiet;
			continue;
		}
		struct place place = place_at(text, at);
		if (is_paragraph_end((unsigned)place.kind)) {
			struct place behind = place_at(text, place.next);
			if (place.kind == SD_SENTENCE_CR && behind.kind == SD_SENTENCE_LF)
				return behind.next; /* SB3 */
			return place.next;	    /* SB4 */
		}
		if (is_terminator((unsigned)place.kind)) {
			size_t resume;
			size_t boundary = boundary_of_terminator(text, before, place, &resume);
			if (boundary)
				return boundary;
			before = resume == place.next ? place.kind : SD_SENTENCE_Other;
			at = resume;
			continue;
		}
		/* Extend and Format at a text's start stand for themselves; elsewhere SB5 made them part of a place. */
		if (place.kind != SD_SENTENCE_Extend && place.kind != SD_SENTENCE_Format)
			before = place.kind;
		at = place.next;
	}
	return text.length; /* SB2 */
}
