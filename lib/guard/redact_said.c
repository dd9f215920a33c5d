/* SPDX-License-Identifier: MIT */
/* Codes of letters and digits that a word announces: national ids in any grouping, number plates, booking codes. */
#include <string.h>

#include "guard/checkdigit.h"
#include "guard/redact_state.h"

enum { FILL_WORDS = 4, FILL_BYTES = 28, CODE_MOST = 16, TOKENS_MOST = 8 };

/* A run of ASCII letters and digits. */
struct token {
	size_t start, end;
	size_t digits;
	bool capitals; /* no small letter */
	bool joined;   /* behind a single blank, - . or / */
	bool tight;    /* behind nothing, or a hyphen */
};

static bool is_alnum(char c)
{
	return redact_is_digit(c) || redact_is_letter(c);
}

/* The bytes of what may stand once between two tokens of a code. */
static size_t gap_at(struct sd_text text, size_t at)
{
	static const char *const wide[] = {
		"\xC2\xA0", "\xC2\xB7", "\xE2\x80\xAF", "\xE2\x80\x90", "\xE2\x80\x91", "\xE2\x80\x93", NULL};
	if (at < text.length && text.data[at] && strchr(" -./", text.data[at]))
		return 1;
	for (size_t i = 0; wide[i]; i++)
		if (text.length - at >= strlen(wide[i]) && !memcmp(text.data + at, wide[i], strlen(wide[i])))
			return strlen(wide[i]);
	return 0;
}

/* Reads the tokens of the code that begins at `at`; how many. */
static size_t read_tokens(struct sd_text text, size_t at, struct token tokens[TOKENS_MOST])
{
	size_t length = 0;
	while (length < TOKENS_MOST && at < text.length) {
		struct token token = {.start = at, .capitals = true};
		if (length) {
			size_t gap = gap_at(text, at);
			token.joined = gap > 0;
			token.tight = text.data[at] == '-';
			token.start = at + gap;
			if (!gap)
				break;
		}
		for (at = token.start; at < text.length && is_alnum(text.data[at]); at++) {
			token.digits += redact_is_digit(text.data[at]);
			token.capitals &= text.data[at] < 'a';
		}
		token.end = at;
		if (at == token.start || sd_redact_goes_on(text, at))
			break;
		tokens[length++] = token;
	}
	return length;
}

/* The next place from *at on, not far behind the word, at which a code may begin. */
static bool next_start(const struct sd_redact_finder *finder, size_t cue, size_t *at)
{
	const struct sd_text text = finder->text;
	const size_t from = finder->words[cue].end;
	size_t lines = 0;
	for (size_t i = *at; i < text.length && i - from <= FILL_BYTES; i++) {
		const char c = text.data[i];
		if (is_alnum(c) && !sd_redact_goes_before(text, i)) {
			*at = i;
			return true;
		}
		/* A sentence ends; "n.º", "no." do not end one. */
		if ((c && strchr("!?;", c)) || (c == '\n' && ++lines > 1))
			return false;
		if (c == '.' && i - from > 4 && redact_is_letter(text.data[i - 1]) &&
		    redact_is_letter(text.data[i - 2]) && redact_is_letter(text.data[i - 3]))
			return false;
	}
	return false;
}

bool sd_redact_is_link(const struct sd_redact_finder *finder, size_t i)
{
	static const char *const links[] = {
		"is", "was", "are", "here", "below", "as", "which", "id", "digits", "full", "number", "no",
		"nr", "of", "my", "our", "the", "car", "vehicle", "with", "on", "code", "ref", "reference", /* en */
		"ist", "war", "lautet", "nummer", "dem", "der", "das", "mein", "meines", "auto", "mit",
		"numero", /* de */
		"es", "era", "n\xC3\xBAmero", "del", "de", "la", "mi", "coche", "n\xC2\xBA", "con",
		"c\xC3\xB3" "digo", /* es */
		"est", "\xC3\xA9tait", "num\xC3\xA9ro", "ma", "voiture", "le", "du", "n", /* fr */
		"\xC3\xA8", "della", "mia", "macchina", "il", /* it */
		"van", "mijn", "het", "een", /* nl */
		"\xC3\xA9", "do", "da", "meu", "carro", "a", "o", /* pt */
		NULL};
	const struct sd_text folded = {finder->folds.data + finder->words[i].folded, finder->words[i].folded_length};
	for (size_t k = 0; links[k]; k++)
		if (sd_text_equals(folded, links[k]))
			return true;
	return false;
}

/* --- national ids ------------------------------------------------------------------------------------------------- */

static bool is_valid_id(struct sd_text code)
{
	static bool (*const holds[])(struct sd_text) = {
		sd_is_uk_nhs,  sd_is_uk_ni,  sd_is_de_tax, sd_is_fr_nir,  sd_is_es_dni,	 sd_is_nl_bsn,
		sd_is_br_cpf,  sd_is_it_cf,  sd_is_pt_nif, sd_is_ch_ahv,  sd_is_at_svnr, sd_is_be_nn,
		sd_is_de_rvnr, sd_is_ie_pps, sd_is_ca_sin, sd_is_us_itin,
	};
	for (size_t i = 0; i < sizeof holds / sizeof *holds; i++)
		if (holds[i](code))
			return true;
	return false;
}

/* NI numbers, and codici fiscali, whatever their check. */
static bool has_id_form(struct sd_text code)
{
	static const char *const forms[] = {"LLDDDDDDL", "LLLLLLDDLDDLDDDL", NULL};
	for (size_t i = 0; forms[i]; i++) {
		size_t at = 0;
		while (at < code.length && forms[i][at] &&
		       (forms[i][at] == 'D' ? redact_is_digit(code.data[at]) : redact_is_letter(code.data[at])))
			at++;
		if (at == code.length && !forms[i][at])
			return true;
	}
	return false;
}

/* Where the id ends that begins with the first token; 0 where none does. `sure`: its check digits need not hold. */
static size_t id_end(struct sd_text text, const struct token *tokens, size_t length, bool sure)
{
	char compact[CODE_MOST + 1];
	size_t have = 0, digits = 0, valid = 0, any = 0;
	bool capitals = true, goes_on = tokens->digits > 0;
	for (size_t i = 0; i < length; i++) {
		const struct token *token = &tokens[i];
		const size_t size = token->end - token->start;
		if (have + size > CODE_MOST)
			break;
		memcpy(compact + have, text.data + token->start, size);
		have += size;
		digits += token->digits;
		capitals &= token->capitals;
		if (is_valid_id((struct sd_text){compact, have}) || (sure && have == 9 && digits == 9))
			valid = token->end;
		if (has_id_form((struct sd_text){compact, have}) && (capitals || tokens->digits))
			any = token->end;
		/* "CPF 123.456.789-00 e", "passport C01X00T47" */
		goes_on &= token->digits || (size == 1 && (token->capitals || token->tight));
		if (goes_on && digits >= 6 && have >= 7 && (digits >= 7 || have >= 8))
			any = token->end;
		/* "123.456.789-00": what a hyphen joins belongs to it. */
		if (sure && i && goes_on && token->tight && valid == token[-1].end)
			valid = token->end;
	}
	return valid ? valid : sure ? any : 0;
}

static void find_id(struct sd_redact_finder *finder, size_t cue, bool sure)
{
	const struct sd_text text = finder->text;
	size_t at = finder->words[cue].end, fills = 0;
	bool near = sure;
	while (next_start(finder, cue, &at)) {
		struct token tokens[TOKENS_MOST];
		size_t length = read_tokens(text, at, tokens);
		size_t end = length ? id_end(text, tokens, length, near) : 0;
		if (end) {
			sd_redact_take(finder, at, end, SD_REDACT_NATIONAL_ID, NULL);
			return;
		}
		/* What is no code is a word between; a number that is none ends the search, as what speaks of another
		 * does. */
		while (at < text.length && is_alnum(text.data[at])) {
			if (redact_is_digit(text.data[at]))
				return;
			at++;
		}
		size_t word = sd_redact_word_before(finder, at);
		near &= word != SIZE_MAX && sd_redact_is_link(finder, word);
		/* "number is" announces a telephone's too, but here it was said whose number. */
		const unsigned telephone = word == cue + 1 ? 0 : WORD_PHONE;
		if (++fills > FILL_WORDS || (word != SIZE_MAX && word > cue &&
			(finder->words[word].bits & (telephone | WORD_HARMLESS | WORD_EMAIL | WORD_POSTCODE_NUMBER))))
			return;
	}
}

/* --- plates and bookings ------------------------------------------------------------------------------------------ */

/* The forms of number plates, their blanks and hyphens left out; for those in small letters, as words follow. */
static bool has_plate_form(struct sd_text code)
{
	static const char *const forms[] = {
		"LLDDLLL", "LDLLL", "LDDLLL", "LDDDLLL", "LLLDL", "LLLDDL", "LLLDDDL", /* GB */
		"LLDDDLL",							       /* FR, IT */
		"DDDDLLL",							       /* ES */
		"LLLDDDD", "LLLDLDD",						       /* BR, GB of Northern Ireland */
		"LLDDLL", "DDLLDD", "LLLLDD", "DDLLLL", "LDDDLL", "LLDDDL",
		"DLLLDD", "DDLLLD", "DLLDDD", "DDDLLD", /* NL, PT */
		"DLLLDDD",							       /* BE, US */
		"DLLLDDDD",
		NULL};
	for (size_t i = 0; forms[i]; i++) {
		size_t at = 0;
		while (at < code.length && forms[i][at] &&
		       (forms[i][at] == 'D' ? redact_is_digit(code.data[at]) : redact_is_letter(code.data[at])))
			at++;
		if (at == code.length && !forms[i][at])
			return true;
	}
	return false;
}

static size_t plate_end(const struct sd_redact_finder *finder, const struct token *tokens, size_t length)
{
	enum { PLATE_LEAST = 4, PLATE_MOST = 8, PLATE_TOKENS = 4 };
	const struct sd_text text = finder->text;
	char compact[PLATE_MOST];
	size_t have = 0, digits = 0, end = 0, known = 0;
	bool capitals = true, tight = true;
	for (size_t i = 0; i < length && i < PLATE_TOKENS; i++) {
		const size_t size = tokens[i].end - tokens[i].start;
		if (have + size > PLATE_MOST)
			break;
		memcpy(compact + have, text.data + tokens[i].start, size);
		have += size;
		digits += tokens[i].digits;
		capitals &= tokens[i].capitals;
		tight &= !i || tokens[i].tight;
		if (has_plate_form((struct sd_text){compact, have}) &&
		    (capitals || tight || (tokens->digits && tokens->digits < tokens->end - tokens->start)))
			known = tokens[i].end;
		/* Small letters, and all where all are capitals, are plates in known forms alone. */
		if (finder->shouting || !capitals)
			continue;
		if (have >= PLATE_LEAST && digits && digits < have && (tokens[i].digits || size == 2 || size == 3))
			end = tokens[i].end;
	}
	return known > end ? known : end;
}

/* Where the code ends; `near`: next to its word, where six capitals may be one. */
static size_t booking_end(const struct sd_redact_finder *finder, const struct token *tokens, bool near)
{
	enum { BOOKING_LEAST = 5, BOOKING_MOST = 12, LOCATOR = 6 };
	const struct token *token = tokens;
	const size_t size = token->end - token->start;
	/* "LK-20417" */
	if (size <= 4 && token->capitals && !token->digits && tokens[1].tight && tokens[1].digits >= 4)
		return tokens[1].end;
	if (size < BOOKING_LEAST || size > BOOKING_MOST || token->digits == size)
		return 0;
	if (token->digits)
		return token->capitals || token->digits > 1 ? token->end : 0;
	/* Six capitals are a locator; in words of a text that shouts they are a word. */
	return near && size == LOCATOR && token->capitals && !finder->shouting ? token->end : 0;
}

static void find_code(struct sd_redact_finder *finder, size_t cue, enum sd_redact_kind kind)
{
	const struct sd_text text = finder->text;
	size_t at = finder->words[cue].end, fills = 0;
	while (next_start(finder, cue, &at)) {
		struct token tokens[TOKENS_MOST] = {{0}};
		size_t end = 0, length = read_tokens(text, at, tokens);
		if (length && kind == SD_REDACT_PLATE)
			end = plate_end(finder, tokens, length);
		else if (length)
			end = booking_end(finder, tokens, fills < 2);
		if (end) {
			sd_redact_take(finder, at, end, kind, NULL);
			return;
		}
		while (at < text.length && is_alnum(text.data[at])) {
			if (redact_is_digit(text.data[at]))
				return;
			at++;
		}
		const size_t word = sd_redact_word_before(finder, at);
		if (++fills > FILL_WORDS || word == SIZE_MAX || !sd_redact_is_link(finder, word))
			return;
	}
}

/* "EIN", "SIN" are words too: only in capitals, among small letters, are they an id's name. */
static bool is_common_word(const struct sd_redact_finder *finder, size_t i)
{
	static const char *const words[] = {"ein", "sin", "tin", "cf", "rg", "ci", "cc", "pis", "nie", "rut", NULL};
	const struct sd_text folded = {finder->folds.data + finder->words[i].folded, finder->words[i].folded_length};
	for (size_t k = 0; words[k]; k++)
		if (sd_text_equals(folded, words[k]))
			return !finder->words[i].shouted || finder->shouting;
	return false;
}

void sd_redact_find_said_ids(struct sd_redact_finder *finder)
{
	for (size_t i = 0; i < finder->words_length; i++)
		if (finder->words[i].bits & (WORD_ID | WORD_ID_NUMBER))
			find_id(finder, i, (finder->words[i].bits & WORD_ID_NUMBER) && !is_common_word(finder, i));
}

void sd_redact_find_said_codes(struct sd_redact_finder *finder, enum sd_redact_kind kind)
{
	const unsigned bits = kind == SD_REDACT_PLATE ? WORD_PLATE : WORD_BOOKING;
	for (size_t i = 0; i < finder->words_length; i++)
		if (finder->words[i].bits & bits)
			find_code(finder, i, kind);
}
