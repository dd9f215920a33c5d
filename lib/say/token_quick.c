/* SPDX-License-Identifier: MIT */
/* The quick cutter: words of Latin letters, ASCII marks around them and blanks between, where one look at the next byte
 * shows that no rule has more to say; all else goes to sd_cut_full(), which remains the meaning. It reads the folded
 * copy of the answer that sd_tokenize_by() made, eight bytes at a time, and normal forms are places in that copy.
 * Measured on 33.1 MB of English film reviews, one core of an EPYC, gcc 12 -O2: 290 MB/s; the full cutter alone 18
 * MB/s. */
#include "say/token_cut.h"
#include "say/token_data.h"
#include "say/words.h"

enum quick_class {
	QUICK_NOT,	 /* for the full cutter */
	QUICK_LETTER,	 /* a-z; the copy holds no A-Z */
	QUICK_LATIN,	 /* the first byte of U+00C0 to U+017F: a letter where sd_is_latin_letter() says so */
	QUICK_DIGIT,	 /* 0-9, where nothing behind the number may belong to it */
	QUICK_WIDE,	 /* the first byte of ¡ ¿ « » – — “ ” „ … among others: a mark where wide_mark() says so */
	QUICK_BLANK,	 /* white space */
	QUICK_MARK,	 /* a mark, whatever ASCII follows */
	QUICK_CLAUSE,	 /* the same, and a clause ends behind it */
	QUICK_STOP,	 /* . or a run of them, where neither letter nor digit follows */
	QUICK_COLON,	 /* : where white space follows: else an emoticon may begin */
	QUICK_SEMICOLON, /* ; likewise */
	QUICK_OPEN,	 /* ( where a letter follows */
	QUICK_CLOSE,	 /* ) unless : or - follows */
	QUICK_LESS,	 /* < where a letter or blank follows */
	QUICK_MORE,	 /* > where a letter, < or blank follows */
	QUICK_DASH,	 /* - where white space or a letter follows, or a run of them */
};

static const uint8_t classes[256] = {
	['a'] = QUICK_LETTER,      ['b'] = QUICK_LETTER,      ['c'] = QUICK_LETTER,      ['d'] = QUICK_LETTER,
	['e'] = QUICK_LETTER,      ['f'] = QUICK_LETTER,      ['g'] = QUICK_LETTER,      ['h'] = QUICK_LETTER,
	['i'] = QUICK_LETTER,      ['j'] = QUICK_LETTER,      ['k'] = QUICK_LETTER,      ['l'] = QUICK_LETTER,
	['m'] = QUICK_LETTER,      ['n'] = QUICK_LETTER,      ['o'] = QUICK_LETTER,      ['p'] = QUICK_LETTER,
	['q'] = QUICK_LETTER,      ['r'] = QUICK_LETTER,      ['s'] = QUICK_LETTER,      ['t'] = QUICK_LETTER,
	['u'] = QUICK_LETTER,      ['v'] = QUICK_LETTER,      ['w'] = QUICK_LETTER,      ['x'] = QUICK_LETTER,
	['y'] = QUICK_LETTER,      ['z'] = QUICK_LETTER,      ['0'] = QUICK_DIGIT,       ['1'] = QUICK_DIGIT,
	['2'] = QUICK_DIGIT,       ['3'] = QUICK_DIGIT,       ['4'] = QUICK_DIGIT,       ['5'] = QUICK_DIGIT,
	['6'] = QUICK_DIGIT,       ['7'] = QUICK_DIGIT,       ['8'] = QUICK_DIGIT,       ['9'] = QUICK_DIGIT,
	[' '] = QUICK_BLANK,       ['\t'] = QUICK_BLANK,      ['\n'] = QUICK_BLANK,      ['\v'] = QUICK_BLANK,
	['\f'] = QUICK_BLANK,      ['\r'] = QUICK_BLANK,      ['"'] = QUICK_MARK,        ['\''] = QUICK_MARK,
	['&'] = QUICK_MARK,        ['/'] = QUICK_MARK,        ['*'] = QUICK_MARK,        [','] = QUICK_CLAUSE,
	['!'] = QUICK_CLAUSE,      ['?'] = QUICK_CLAUSE,      ['.'] = QUICK_STOP,        [':'] = QUICK_COLON,
	[';'] = QUICK_SEMICOLON,   ['('] = QUICK_OPEN,        [')'] = QUICK_CLOSE,       ['<'] = QUICK_LESS,
	['>'] = QUICK_MORE,        ['-'] = QUICK_DASH,        [0xC3] = QUICK_LATIN,      [0xC4] = QUICK_LATIN,
	[0xC5] = QUICK_LATIN,      ['['] = QUICK_MARK,        [']'] = QUICK_MARK,        ['{'] = QUICK_MARK,
	['}'] = QUICK_MARK,        ['|'] = QUICK_MARK,        [0xC2] = QUICK_WIDE,       [0xE2] = QUICK_WIDE,
};

/* How many bytes the mark at `at` has, of those beyond ASCII that people type most: ¡ ¿ « », – — “ ” „ …; 0 where it is
 * another character. Sets its normal form, empty where that is the mark itself. */
static size_t wide_mark(const char *at, struct sd_text *normal)
{
	unsigned char second = (unsigned char)at[1];
	*normal = (struct sd_text){NULL, 0};
	if ((unsigned char)*at == 0xC2) {
		if (second == 0xAB || second == 0xBB)
			*normal = SD_TEXT("\"");
		return normal->length || second == 0xA1 || second == 0xBF ? 2 : 0;
	}
	if (second != 0x80)
		return 0;
	switch ((unsigned char)at[2]) {
	case 0x93:
	case 0x94:
		*normal = SD_TEXT("-");
		break;
	case 0x9C:
	case 0x9D:
	case 0x9E:
		*normal = SD_TEXT("\"");
		break;
	case 0xA6:
		*normal = SD_TEXT("...");
		break;
	default:
		return 0;
	}
	return 3;
}

static inline unsigned class_at(const char *at)
{
	unsigned class = classes[(unsigned char)*at];
	struct sd_text normal;
	if (class == QUICK_LATIN)
		return sd_is_latin_letter(at) ? QUICK_LETTER : QUICK_NOT;
	if (class == QUICK_WIDE)
		return wide_mark(at, &normal) ? QUICK_WIDE : QUICK_NOT;
	return class;
}

/* Whether what stands at `at` is for sure no mark or format character that would belong to what is before it (WB4):
 * ASCII and U+00C0 to U+017F hold none. */
static inline bool is_no_extension(const char *at)
{
	return (unsigned char)*at < 0x80 || classes[(unsigned char)*at] == QUICK_LATIN || class_at(at) == QUICK_WIDE;
}

static const uint64_t ONES = 0x0101010101010101, HIGH = 0x8080808080808080;

/* How many letters (a-z) stand at `at`; sets *drawn where three like ones stand in a row. */
static inline size_t letters_at(const char *at, bool *drawn)
{
	size_t length = 0;
	for (;;) {
		uint64_t bytes = sd_load8(at + length);
		uint64_t low = bytes & ~HIGH;
		uint64_t letters = (low + (0x80 - 'a') * ONES) & ~(low + (0x7F - 'z') * ONES) & ~bytes & HIGH;
		uint64_t like = bytes ^ bytes >> 8; /* byte i is 0 where bytes i and i + 1 are alike */
		like = ~(((like & ~HIGH) + ~HIGH) | like | ~HIGH);
		uint64_t triples = like & like >> 8 & letters & letters >> 8 & letters >> 16;
		if (letters != HIGH) {
			size_t more = (size_t)__builtin_ctzll(~letters & HIGH) / 8;
			uint64_t inside = more ? ~(uint64_t)0 >> (64 - 8 * more) : 0;
			*drawn = *drawn || (triples & inside);
			return length + more;
		}
		*drawn = *drawn || triples;
		length += 6; /* the last two once more, so that no triple is missed between two loads */
	}
}

/* The same, from where a letter beyond ASCII stands at `at`. */
static __attribute__((noinline)) size_t latin_letters_at(const char *at, bool *drawn)
{
	size_t length = 0;
	while (classes[(unsigned char)at[length]] == QUICK_LATIN && sd_is_latin_letter(at + length)) {
		const char *letter = at + length;
		if (!memcmp(letter, letter + 2, 4)) /* three like ones */
			*drawn = true;
		length += 2;
		length += letters_at(at + length, drawn);
	}
	return length;
}

/* How many bytes of letters stand at `at`, those of Latin-1 and Latin Extended-A too. */
static inline size_t all_letters_at(const char *at, bool *drawn)
{
	size_t length = letters_at(at, drawn);
	return (unsigned char)at[length] < 0x80 ? length : length + latin_letters_at(at + length, drawn);
}

static bool is_letter_or_digit(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
}

/* Behind the run of the byte at `at`. */
static size_t run_end(const struct sd_tokenizer *t, size_t at)
{
	size_t end = at + 1;
	while (t->plain[end] == t->plain[at] && end < t->answer.length)
		end++;
	return end;
}

/* Whether stops up to `end` have nothing behind them that makes them more than stops: the answer's end, white space or
 * a mark. */
static bool is_plain_behind(const struct sd_tokenizer *t, size_t end)
{
	switch (class_at(t->plain + end)) {
	case QUICK_WIDE:
	case QUICK_BLANK:
	case QUICK_MARK:
	case QUICK_CLAUSE:
	case QUICK_OPEN:
	case QUICK_CLOSE:
	case QUICK_LESS:
	case QUICK_MORE:
		return true;
	default:
		return end == t->answer.length;
	}
}

/* Whether what follows a word at `end` ends it for sure. */
static bool ends_word(const struct sd_tokenizer *t, size_t end, size_t letters)
{
	switch (class_at(t->plain + end)) {
	case QUICK_WIDE:
	case QUICK_BLANK:
	case QUICK_CLAUSE:
	case QUICK_CLOSE:
	case QUICK_SEMICOLON:
	case QUICK_LESS:
	case QUICK_MORE:
	case QUICK_OPEN:
		return true;
	case QUICK_MARK: /* no further part behind an apostrophe */
		return t->plain[end] != '\'' ||
		       (!is_letter_or_digit(t->plain[end + 1]) && (unsigned char)t->plain[end + 1] < 0x80);
	case QUICK_STOP: /* no abbreviation, domain or address */
		return is_plain_behind(t, run_end(t, end)) && (!t->has_at_sign || run_end(t, end) == end + 1);
	case QUICK_COLON: /* no "D:" */
		return letters > 1 &&
		       (end + 1 == t->answer.length || classes[(unsigned char)t->plain[end + 1]] == QUICK_BLANK);
	case QUICK_DASH: /* no compound or address, nor a machine's name: xn--… */
		return !t->has_at_sign && !is_letter_or_digit(t->plain[end + 1]) &&
		       (unsigned char)t->plain[end + 1] < 0x80 &&
		       !(t->plain[end + 1] == '-' && letters >= 2 && !memcmp(t->plain + end - 2, "xn", 2));
	default:
		return end == t->answer.length;
	}
}

/* Whether the answer's letter at `at` is upper case: the copy has it otherwise, and as long (ß is not). */
static bool is_upper(const struct sd_tokenizer *t, size_t at)
{
	const char *typed = t->answer.data + at, *folded = t->plain + at;
	return (unsigned char)*typed < 0x80 ? *typed != *folded : *typed == *folded && typed[1] != folded[1];
}

/* Two letters or more, all upper: the words here hold no letters but cased ones. */
static unsigned caps_of(const struct sd_tokenizer *t, size_t start, size_t end)
{
	size_t upper = 0;
	for (size_t at = start; at < end; at++) {
		if (t->plain[at] == '-' || t->plain[at] == '\'')
			continue;
		if (!is_upper(t, at))
			return 0;
		upper++;
		at += (unsigned char)t->plain[at] >= 0x80;
	}
	return upper >= 2 ? SD_TOKEN_ALL_CAPS : 0;
}

/* Past what apostrophes and hyphens join to the letters that end at `end`: don't, check-in. */
static __attribute__((noinline)) size_t joined_end(const struct sd_tokenizer *t, size_t end, bool *drawn)
{
	while (t->plain[end] == '-' || t->plain[end] == '\'') {
		size_t more = all_letters_at(t->plain + end + 1, drawn);
		if (!more)
			break;
		end += 1 + more;
	}
	return end;
}

/* Adds the word at `at`, a letter, and returns its end; `at` where it is for the full cutter. */
static size_t cut_word(struct sd_tokenizer *t, size_t at)
{
	const char *plain = t->plain;
	bool drawn = false;
	size_t end = at + all_letters_at(plain + at, &drawn);
	size_t letters = end - at;
	if (plain[end] != ' ') {
		bool joint = plain[end] == '-' || plain[end] == '\'';
		if (joint)
			end = joined_end(t, end, &drawn);
		if (!ends_word(t, end, letters))
			return at;
		if (joint)
			end = sd_cut_elision_end(t, at, end);
	}
	/* xD, xP, x-D are emoticons. */
	bool emoticon = plain[at] == 'x' && (plain[at + 1] == 'd' || plain[at + 1] == 'p' || plain[at + 1] == '-');
	if (drawn || emoticon)
		return at;
	struct sd_text normal = {plain + at, end - at};
	bool contrast = false;
	uint64_t head = sd_load8(plain + at);
	size_t bit = sd_sieve_bit(normal.length < 8 ? head & ~(~(uint64_t)0 << 8 * normal.length) : head);
	if (t->sieve[bit / 64] >> bit % 64 & 1) {
		struct sd_text contraction = {NULL, 0};
		if (t->language == SD_LANGUAGE_EN)
			contraction = sd_contraction_of(normal);
		if (contraction.length)
			normal = contraction;
		contrast = t->contrast && sd_words_has(t->contrast, normal);
	}
	/* Where nothing ended a sentence before, its end may as well be looked for from this word on. */
	t->sentence_from = at;
	unsigned flags = is_upper(t, at) ? caps_of(t, at, end) : 0;
	sd_cut_add_here(t, at, end, SD_TOKEN_WORD, flags, normal, SD_CLAUSE_GOES_ON, contrast);
	return end;
}

/* Whether a blank at `at` cannot be part of "10 out of 10", "5 / 5", "20 %", "20 €": a word follows it that does not
 * begin as those joints do. */
static bool is_blank_behind_number(const struct sd_tokenizer *t, size_t at)
{
	static const char joints[][3] = {"ou", "of", "vo", "su", "de", "em", "ui", "va"};
	if (t->plain[at] != ' ' || class_at(t->plain + at + 1) != QUICK_LETTER)
		return false;
	for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
		if (t->plain[at + 1] == joints[i][0] && t->plain[at + 2] == joints[i][1])
			return false;
	return true;
}

/* Adds the whole number at `at`, a digit, and returns its end; `at` where it is for the full cutter. */
static size_t cut_number(struct sd_tokenizer *t, size_t at)
{
	size_t end = at + 1;
	while (classes[(unsigned char)t->plain[end]] == QUICK_DIGIT)
		end++;
	bool ends = is_blank_behind_number(t, end) || end == t->answer.length;
	switch (classes[(unsigned char)t->plain[end]]) {
	case QUICK_CLOSE:
	case QUICK_SEMICOLON:
		ends = true;
		break;
	case QUICK_CLAUSE:
	case QUICK_STOP:
		ends = is_plain_behind(t, end + 1);
		break;
	default:
		break;
	}
	bool starts = at == 0 || classes[(unsigned char)t->plain[at - 1]] == QUICK_BLANK || t->plain[at - 1] == '(';
	if (!starts || !ends || t->has_at_sign)
		return at;
	sd_cut_add_here(t, at, end, SD_TOKEN_NUMBER, 0, (struct sd_text){t->plain + at, end - at}, SD_CLAUSE_GOES_ON,
			false);
	return end;
}

/* The end of the mark of class `class` at `at` where it is a token by itself, `at` where it may be more; and whether it
 * cuts a clause. */
static size_t mark_end(const struct sd_tokenizer *t, size_t at, unsigned class, enum sd_clause_cut *cut)
{
	bool last = at + 1 == t->answer.length;
	const char *behind = t->plain + at + 1;
	unsigned next = last ? QUICK_BLANK : class_at(behind);
	size_t end = at + 1;
	bool alone = false;
	*cut = SD_CLAUSE_BEHIND;
	switch (class) {
	case QUICK_MARK:
		*cut = SD_CLAUSE_GOES_ON;
		alone = is_no_extension(behind);
		break;
	case QUICK_CLAUSE:
		alone = is_no_extension(behind);
		break;
	case QUICK_STOP:
		end = run_end(t, at);
		alone = is_plain_behind(t, end);
		if (end == at + 1)
			*cut = SD_CLAUSE_GOES_ON;
		break;
	case QUICK_COLON:
	case QUICK_SEMICOLON:
		alone = next == QUICK_BLANK;
		break;
	case QUICK_OPEN:
		*cut = SD_CLAUSE_BEFORE;
		alone = next == QUICK_LETTER || next == QUICK_DIGIT;
		break;
	case QUICK_CLOSE:
		alone = is_no_extension(behind) && *behind != ':' && *behind != '-';
		break;
	case QUICK_LESS:
		*cut = SD_CLAUSE_GOES_ON;
		alone = next == QUICK_LETTER || next == QUICK_BLANK;
		break;
	case QUICK_MORE:
		*cut = SD_CLAUSE_GOES_ON;
		alone = next == QUICK_LETTER || next == QUICK_BLANK || next == QUICK_LESS;
		break;
	case QUICK_DASH:
		end = run_end(t, at);
		if (end > at + 1) {
			alone = is_no_extension(t->plain + end);
		} else {
			bool blank_before = at == 0 || classes[(unsigned char)t->plain[at - 1]] == QUICK_BLANK;
			/* No sign of an amount: -R$5, -US$5. */
			bool amount = t->plain[at + 2] == '$' || t->plain[at + 3] == '$';
			alone = (next == QUICK_BLANK || (next == QUICK_LETTER && !amount)) &&
				(at == 0 || (unsigned char)t->plain[at - 1] < 0x80);
			if (next != QUICK_BLANK || !blank_before)
				*cut = SD_CLAUSE_GOES_ON;
		}
		break;
	default:
		break;
	}
	return alone ? end : at;
}

/* Adds the mark of wide_mark() at `at` and returns its end; `at` where it may be more. */
static size_t cut_wide_mark(struct sd_tokenizer *t, size_t at)
{
	struct sd_text normal;
	size_t end = at + wide_mark(t->plain + at, &normal);
	bool dash = normal.length && normal.data[0] == '-';
	unsigned next = class_at(t->plain + end);
	/* A dash is none where it is a number's sign, so that no figure and no currency may follow. */
	if (dash ? next != QUICK_BLANK : !is_no_extension(t->plain + end))
		return at;
	bool cuts = dash || normal.length == 3;
	if (!normal.length)
		normal = (struct sd_text){t->plain + at, end - at};
	enum sd_clause_cut cut = cuts ? SD_CLAUSE_BEHIND : SD_CLAUSE_GOES_ON;
	sd_cut_add_here(t, at, end, SD_TOKEN_PUNCTUATION, 0, normal, cut, false);
	return end;
}

/* Looks for the sentence's end now: something is coming that may make one. */
static void find_sentence_end(struct sd_tokenizer *t)
{
	if (t->sentence_end == SD_SENTENCE_END_UNKNOWN)
		t->sentence_end = sd_text_next_sentence(t->answer, t->sentence_from);
	t->sentence_end_can_wait = false;
}

/* The same for the mark at `at`, which may end one, where what follows is plain: a stop with a blank and a capital, !
 * or ? with a blank and any letter behind it (SB11, for SB6 to SB8a do not hold). */
static void find_sentence_end_at(struct sd_tokenizer *t, size_t at)
{
	char mark = t->plain[at];
	bool known = t->sentence_end != SD_SENTENCE_END_UNKNOWN;
	if (!known && mark != '\n' && mark != '\r' && t->plain[at + 1] == ' ') {
		char typed = t->answer.length > at + 2 ? t->answer.data[at + 2] : ' ';
		if ((typed >= 'A' && typed <= 'Z') || (mark != '.' && typed >= 'a' && typed <= 'z')) {
			t->sentence_end = at + 2;
			t->sentence_end_can_wait = false;
			return;
		}
	}
	find_sentence_end(t);
}

static bool may_end_sentence(char byte)
{
	return byte == '.' || byte == '!' || byte == '?' || byte == '\n' || byte == '\r';
}

size_t sd_cut_quick(struct sd_tokenizer *t, size_t at)
{
	if (t->rules != SD_TOKEN_RULES_ALL)
		return sd_cut_full(t, at);
	size_t length = t->answer.length;
	while (at < length) {
		unsigned class = class_at(t->plain + at);
		enum sd_clause_cut cut;
		size_t end = at;
		t->sentence_end_can_wait = true;
		if (class == QUICK_LETTER) {
			end = cut_word(t, at);
			if (end > at && t->plain[end] == ' ' && is_no_extension(t->plain + end + 1)) {
				t->space = SD_TOKEN_SPACE_BEFORE;
				end++;
			}
		} else if (class == QUICK_DIGIT) {
			end = cut_number(t, at);
		} else if (class == QUICK_WIDE) {
			end = cut_wide_mark(t, at);
		} else if (class != QUICK_NOT) {
			if (may_end_sentence(t->plain[at]))
				find_sentence_end_at(t, at);
			if (class != QUICK_BLANK) {
				end = mark_end(t, at, class, &cut);
				struct sd_text normal = {t->plain + at, end - at};
				if (end > at)
					sd_cut_add_here(t, at, end, SD_TOKEN_PUNCTUATION, 0, normal, cut, false);
			} else if (is_no_extension(t->plain + at + 1)) {
				t->space = SD_TOKEN_SPACE_BEFORE;
				end = at + 1;
			}
		}
		if (end == at) {
			find_sentence_end(t);
			return sd_cut_full(t, at);
		}
		at = end;
	}
	return length;
}
