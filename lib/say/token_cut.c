/* SPDX-License-Identifier: MIT */
/* The full cutter: UAX #29 with the tailoring upon it. */
#include "say/token_cut.h"

#include <utf8proc.h>

#include "say/normal.h"
#include "say/token_data.h"
#include "say/words.h"

/* How far is looked: for an abbreviation of the list, and for the letter or digit that makes a segment no mark. */
enum { ABBREVIATION_MOST = 64, KIND_BYTES = 4096 };

const struct sd_char *sd_char_before(struct sd_text answer, size_t at)
{
	uint32_t code = '\n';
	if (at > 0)
		sd_char_read_before(answer, at, &code);
	return sd_char_of(code);
}

const struct sd_char *sd_char_at(struct sd_text answer, size_t at)
{
	uint32_t code = '\n';
	if (at < answer.length)
		sd_char_read(answer, at, &code);
	return sd_char_of(code);
}

bool sd_char_is_word(const struct sd_char *c)
{
	return c->word == SD_WORD_ALetter || c->word == SD_WORD_Hebrew_Letter || c->word == SD_WORD_Numeric ||
	       c->word == SD_WORD_Katakana || c->run != SD_RUN_None || (c->flags & SD_CHAR_Alphabetic);
}

size_t sd_past_marks(struct sd_text answer, size_t at)
{
	while (at < answer.length) {
		uint32_t code;
		size_t length = sd_char_read(answer, at, &code);
		unsigned word = sd_char_of(code)->word;
		if (word != SD_WORD_Extend && word != SD_WORD_Format && word != SD_WORD_ZWJ)
			break;
		at += length;
	}
	return at;
}

/* ---- runs without blanks ---- */

/* Adds the overlapping bigrams of characters as they are seen (grapheme clusters) of the run that begins at `at`; a
 * run of one is one token. Returns the run's end. */
static size_t cut_run(struct sd_tokenizer *t, size_t at, unsigned run)
{
	size_t first = at, second = sd_text_next_grapheme(t->answer, at);
	bool any = false;
	while (second < t->answer.length && sd_char_at(t->answer, second)->run == run) {
		size_t end = sd_text_next_grapheme(t->answer, second);
		sd_cut_add_as_typed(t, first, end, SD_TOKEN_WORD, 0, SD_CLAUSE_GOES_ON);
		any = true;
		first = second;
		second = end;
	}
	if (!any)
		sd_cut_add_as_typed(t, first, second, SD_TOKEN_WORD, 0, SD_CLAUSE_GOES_ON);
	return second;
}

/* ---- words ---- */

/* Whether the stop at `stop`, inside the word that begins at `start`, is part of it: v2.0, e.g, U.S, index.html. */
static bool is_inner_stop(struct sd_tokenizer *t, size_t start, size_t stop, size_t end)
{
	struct sd_text answer = t->answer;
	if (answer.data[stop - 1] >= '0' && answer.data[stop - 1] <= '9')
		return true;
	if (sd_text_next_grapheme(answer, start) == stop)
		return true; /* one letter before it: an abbreviation by letters */
	size_t next_end = stop + 1;
	while (next_end < end && answer.data[next_end] != '.')
		next_end++;
	struct sd_str part = SD_STR_INIT;
	sd_normal_add(&part, (struct sd_text){answer.data + stop + 1, next_end - stop - 1});
	bool capital = sd_char_at(answer, stop + 1)->flags & SD_CHAR_Uppercase;
	bool second_capital = stop + 2 < end && (sd_char_at(answer, stop + 2)->flags & SD_CHAR_Uppercase);
	bool kept = (!capital || second_capital) && (sd_is_file_end(sd_str_text(&part)) ||
						     sd_domain_end_of(sd_str_text(&part)) == SD_DOMAIN_PLAIN);
	if (!kept && t->abbreviations && end - start <= ABBREVIATION_MOST) {
		sd_str_clear(&part);
		sd_normal_add(&part, (struct sd_text){answer.data + start, end - start});
		sd_str_addc(&part, '.');
		kept = sd_words_has(t->abbreviations, sd_str_text(&part));
	}
	sd_str_release(&part);
	return kept;
}

/* Where the piece [start, end) that UAX #29 joined is to be split: at a colon, and at a stop with its blank missing. */
static size_t split_end(struct sd_tokenizer *t, size_t start, size_t end)
{
	for (size_t i = start + 1; i + 1 < end; i++) {
		char byte = t->answer.data[i];
		if (byte == ':' || (byte == '.' && !is_inner_stop(t, start, i, end)))
			return i;
	}
	return end;
}

/* Whether [start, end) is single letters with stops between them, two or more: "e.g", "U.S.A". */
static bool is_dotted(struct sd_text answer, size_t start, size_t end)
{
	size_t letters = 0;
	for (size_t at = start; at < end; letters++) {
		if (!(sd_char_at(answer, at)->flags & SD_CHAR_Alphabetic))
			return false;
		at = sd_text_next_grapheme(answer, at);
		if (at < end && answer.data[at] != '.')
			return false;
		at += at < end;
	}
	return letters > 1;
}

/* The bytes of a hyphen at `at` that is inside a word: - or ‐ or the no-break one. */
static size_t hyphen_at(struct sd_text answer, size_t at)
{
	uint32_t code = 0;
	size_t length = at < answer.length ? sd_char_read(answer, at, &code) : 0;
	return code == '-' || code == 0x2010 || code == 0x2011 ? length : 0;
}

/* The bytes of ` or ´ typed for an apostrophe; UAX #29 knows ' and ’ itself. */
static size_t accent_at(struct sd_text answer, size_t at)
{
	uint32_t code = 0;
	size_t length = at < answer.length ? sd_char_read(answer, at, &code) : 0;
	return code == '`' || code == 0xB4 ? length : 0;
}

static bool joins_words(const struct sd_char *c)
{
	return c->run == SD_RUN_None && (c->word == SD_WORD_ALetter || c->word == SD_WORD_Hebrew_Letter ||
					 c->word == SD_WORD_Numeric);
}

/* sd_text_next_word(), looked up once where tailoring cuts a segment into many pieces, so that time stays linear: from
 * a letter or digit inside a segment, the rest is what it was, for no rule looks back past the mark before it. */
static size_t segment_end(struct sd_tokenizer *t, size_t at)
{
	if (at < t->segment_end)
		return joins_words(sd_char_at(t->answer, at)) ? t->segment_end : sd_text_next_word(t->answer, at);
	t->segment_end = sd_text_next_word(t->answer, at);
	return t->segment_end;
}

static size_t word_end(struct sd_tokenizer *t, size_t at)
{
	size_t end = at, piece = at;
	bool letters = false;
	for (;;) {
		size_t joined = segment_end(t, piece);
		end = t->rules & SD_RULE_MISSING_BLANK ? split_end(t, piece, joined) : joined;
		if ((t->rules & SD_RULE_MISSING_BLANK) && is_dotted(t->answer, piece, end)) {
			bool stop = end < t->answer.length && t->answer.data[end] == '.';
			return end + stop;
		}
		if (end < joined)
			return end;
		for (size_t i = piece; i < end && !letters;) {
			uint32_t code;
			i += sd_char_read(t->answer, i, &code);
			letters = sd_char_of(code)->flags & SD_CHAR_Alphabetic;
		}
		size_t hyphen = t->rules & SD_RULE_HYPHENS ? hyphen_at(t->answer, end) : 0;
		size_t accent = t->rules & SD_RULE_CONTRACTIONS ? accent_at(t->answer, end) : 0;
		size_t joint = hyphen ? hyphen : accent;
		if (!joint || end + joint >= t->answer.length || !joins_words(sd_char_before(t->answer, end)))
			return end;
		const struct sd_char *behind = sd_char_at(t->answer, end + joint);
		bool letter = behind->flags & SD_CHAR_Alphabetic;
		/* Digits on both sides are a range: 2-3. */
		if (!joins_words(behind) || (accent && !letter) || (!letters && !letter))
			return end;
		piece = end + joint;
	}
}

size_t sd_cut_elision_end(const struct sd_tokenizer *t, size_t start, size_t end)
{
	static const struct {
		enum sd_token_language language;
		const char *words; /* each between blanks */
	} elided[] = {
		{SD_LANGUAGE_FR, " l d j m t s n c qu jusqu lorsqu puisqu quoiqu "},
		{SD_LANGUAGE_IT,
		 " l un d c m t s v n gl dell nell all dall sull coll quell quest bell sant dov com quant "},
		{SD_LANGUAGE_CA, " l d m t s n "},
	};
	const char *words = NULL;
	for (size_t i = 0; i < sizeof elided / sizeof *elided; i++)
		if (elided[i].language == t->language)
			words = elided[i].words;
	if (!words)
		return end;
	char key[16] = " ";
	size_t length = 1;
	for (size_t i = start; i < end && length + 2 < sizeof key; i++) {
		unsigned char byte = (unsigned char)t->answer.data[i];
		bool curly = end - i > 3 && !memcmp(t->answer.data + i, "\xE2\x80\x99", 3);
		if (byte == '\'' || curly) {
			size_t behind = i + (curly ? 3 : 1);
			key[length++] = ' ';
			key[length] = '\0';
			return behind < end && strstr(words, key) ? behind : end;
		}
		if ((byte | 0x20) < 'a' || (byte | 0x20) > 'z')
			return end;
		key[length++] = (char)(byte | 0x20);
	}
	return end;
}

/* Folds letters that stand three times or more, in either case: to two where the word so made is known to be written
 * so, else to one; a word of nothing but one letter keeps two (mmm is mm). As typed, for Großstadt has no such letters
 * and grossstadt has. Numerals (iii), AAA, what holds a digit, www and German compounds stay. Puts the normal form of
 * the folded word into `normal`, which holds that of the word, and returns whether it did. */
static bool fold_drawn_out(struct sd_str *normal, struct sd_text typed, bool all_caps)
{
	struct sd_str one = SD_STR_INIT, two = SD_STR_INIT;
	size_t runs = 0, numerals = 0, longest = 0;
	bool digits = false;
	for (size_t at = 0; at < typed.length; runs++) {
		uint32_t code, next;
		size_t first = sd_char_read(typed, at, &code), second = 0, times = 1, end = at + first;
		int32_t lower = utf8proc_tolower((int32_t)code);
		while (end < typed.length) {
			size_t length = sd_char_read(typed, end, &next);
			if (utf8proc_tolower((int32_t)next) != lower)
				break;
			second = times == 1 ? length : second;
			end += length;
			times++;
		}
		const struct sd_char *c = sd_char_of(code);
		bool folds = times >= 3 && (c->flags & SD_CHAR_Alphabetic);
		longest = folds && times > longest ? times : longest;
		digits = digits || c->word == SD_WORD_Numeric;
		numerals += lower == 'i' || lower == 'v' || lower == 'x';
		sd_str_add(&one, typed.data + at, folds ? first : end - at);
		sd_str_add(&two, typed.data + at, folds ? first + second : end - at);
		at = end;
	}
	struct sd_text plain = sd_str_text(normal);
	bool abbreviation = (runs == 1 && all_caps && longest == 3) || sd_text_equals(plain, "www");
	bool drawn = longest && !digits && !abbreviation && numerals < runs && !sd_has_tripled_letter(plain);
	if (drawn) {
		/* Where a word has several drawn-out runs, all are doubled or none: more is seldom meant. */
		sd_str_clear(normal);
		sd_normal_add(normal, sd_str_text(&two));
		if (runs > 1 && !sd_has_doubled_letter(sd_str_text(normal))) {
			sd_str_clear(normal);
			sd_normal_add(normal, sd_str_text(&one));
		}
	}
	sd_str_release(&one);
	sd_str_release(&two);
	return drawn;
}

/* A quick look that is false for most words: three like letters are three like bytes in ASCII, and outside it anything
 * may be. */
static bool may_be_drawn_out(struct sd_text word)
{
	for (size_t i = 2; i < word.length; i++) {
		unsigned char byte = (unsigned char)word.data[i];
		if (byte == (unsigned char)word.data[i - 1] && byte == (unsigned char)word.data[i - 2])
			return true;
		if (byte >= 0x80)
			return true;
	}
	return false;
}

static unsigned case_flags(struct sd_text word)
{
	size_t upper = 0;
	for (size_t at = 0; at < word.length;) {
		uint32_t code;
		at += sd_char_read(word, at, &code);
		unsigned flags = sd_char_of(code)->flags;
		if (flags & SD_CHAR_Lowercase)
			return 0;
		upper += (flags & SD_CHAR_Uppercase) != 0;
	}
	return upper >= 2 ? SD_TOKEN_ALL_CAPS : 0;
}

static void add_word(struct sd_tokenizer *t, size_t start, size_t end)
{
	struct sd_text typed = {t->answer.data + start, end - start};
	unsigned flags = case_flags(typed);
	sd_str_clear(&t->scratch);
	sd_normal_add(&t->scratch, typed);
	if ((t->rules & SD_RULE_DRAWN_OUT) && may_be_drawn_out(sd_str_text(&t->scratch)) &&
	    fold_drawn_out(&t->scratch, typed, flags & SD_TOKEN_ALL_CAPS))
		flags |= SD_TOKEN_DRAWN_OUT;
	struct sd_text normal = sd_str_text(&t->scratch);
	struct sd_text contraction = {NULL, 0};
	if ((t->rules & SD_RULE_CONTRACTIONS) && t->language == SD_LANGUAGE_EN && sd_cut_may_be_listed(t, normal))
		contraction = sd_contraction_of(normal);
	normal = contraction.length ? contraction : sd_cut_keep(t, normal);
	sd_cut_add(t, start, end, SD_TOKEN_WORD, flags, normal, SD_CLAUSE_GOES_ON);
}

/* ---- marks ---- */

/* Whether `code` cuts a clause where it stands alone. Hyphens and dashes are seen to elsewhere. */
static enum sd_clause_cut cut_of(uint32_t code)
{
	if (code == '(' || code == 0xFF08)
		return SD_CLAUSE_BEFORE;
	if (code == ';' || code == ')' || code == 0x2026 || code == 0x3001 || code == 0xFF08 || code == 0xFF09 ||
	    code == 0xFF1B || code == 0x61B)
		return SD_CLAUSE_BEHIND;
	const struct sd_char *c = sd_char_of(code);
	if (c->sentence == SD_SENTENCE_STerm)
		return SD_CLAUSE_BEHIND;
	bool cuts = c->sentence == SD_SENTENCE_SContinue && !(c->flags & SD_CHAR_Dash);
	return cuts ? SD_CLAUSE_BEHIND : SD_CLAUSE_GOES_ON;
}

/* The end of a run of two or more of the byte at `at`. */
static size_t repeats_end(struct sd_text answer, size_t at)
{
	size_t end = at + 1;
	while (end < answer.length && answer.data[end] == answer.data[at])
		end++;
	return end;
}

static bool is_blank_at(struct sd_text answer, size_t at)
{
	return sd_char_at(answer, at)->flags & SD_CHAR_White_Space;
}

static size_t cut_mark(struct sd_tokenizer *t, size_t at, size_t end)
{
	struct sd_text answer = t->answer;
	uint32_t code;
	size_t length = sd_char_read(answer, at, &code);
	enum sd_clause_cut cut = cut_of(code);
	if (code == '.') {
		if ((t->rules & SD_RULE_MISSING_BLANK) && repeats_end(answer, at) > at + 1) {
			end = sd_past_marks(answer, repeats_end(answer, at));
			cut = SD_CLAUSE_BEHIND;
		}
	} else if (sd_char_of(code)->flags & SD_CHAR_Dash) {
		if ((t->rules & SD_RULE_HYPHENS) && code == '-')
			end = sd_past_marks(answer, repeats_end(answer, at));
		/* A dash, unless it is one hyphen that touches words: 2-3, pre-. */
		bool spaced = is_blank_at(answer, end) && (sd_char_before(answer, at)->flags & SD_CHAR_White_Space);
		if (end - at > length || spaced || !hyphen_at(answer, at))
			cut = SD_CLAUSE_BEHIND;
	}
	sd_cut_add_as_typed(t, at, end, SD_TOKEN_PUNCTUATION, 0, cut);
	/* "good.But": UAX #29 sees no end of a sentence there. */
	if (code == '.' && (t->rules & SD_RULE_MISSING_BLANK) && at > 0 && end < answer.length &&
	    sd_char_is_word(sd_char_at(answer, end)) && sd_char_is_word(sd_char_before(answer, at)))
		t->sentence_due = true;
	return end;
}

/* What the segment [at, end) of UAX #29 is. */
static enum sd_token_kind kind_of(struct sd_text answer, size_t at, size_t end)
{
	if (sd_scan_emoji(answer, at))
		return SD_TOKEN_EMOJI;
	bool digits = false;
	for (size_t i = at; i < end;) {
		uint32_t code;
		i += sd_char_read(answer, i, &code);
		const struct sd_char *c = sd_char_of(code);
		if (c->flags & SD_CHAR_Alphabetic)
			return SD_TOKEN_WORD;
		digits = digits || c->word == SD_WORD_Numeric || (c->flags & SD_CHAR_Nd);
	}
	return digits ? SD_TOKEN_NUMBER : SD_TOKEN_PUNCTUATION;
}

/* Passes over white space and default-ignorables in the segment [at, end). */
static size_t past_blanks(struct sd_tokenizer *t, size_t at, size_t end)
{
	while (at < end) {
		uint32_t code;
		size_t length = sd_char_read(t->answer, at, &code);
		unsigned flags = sd_char_of(code)->flags;
		if (!(flags & (SD_CHAR_White_Space | SD_CHAR_Default_Ignorable_Code_Point)))
			break;
		if (flags & SD_CHAR_White_Space)
			t->space = SD_TOKEN_SPACE_BEFORE;
		at += length;
	}
	return at;
}

/* UAX #29 takes the colon of "Bad! :( Never" for a sentence going on (SB8a). Behind a stop and an emoticon a sentence
 * is due, unless the stop is a full stop and lower case follows (as SB8). */
static void end_sentence_behind_emoticon(struct sd_tokenizer *t, size_t end)
{
	if (t->length < 2 || t->items[t->length - 2].kind != SD_TOKEN_PUNCTUATION)
		return;
	char stop = t->answer.data[t->items[t->length - 2].start];
	if (stop != '.' && stop != '!' && stop != '?')
		return;
	while (end < t->answer.length && (sd_char_at(t->answer, end)->flags & SD_CHAR_White_Space))
		end++;
	if (stop != '.' || !(sd_char_at(t->answer, end)->flags & SD_CHAR_Lowercase))
		t->sentence_due = true;
}

static size_t cut_emoji(struct sd_tokenizer *t, size_t at)
{
	size_t end = sd_scan_emoji(t->answer, at);
	if (end) {
		sd_cut_add_as_typed(t, at, end, SD_TOKEN_EMOJI, 0, SD_CLAUSE_GOES_ON);
		return end;
	}
	struct sd_text normal;
	size_t repeats;
	end = sd_scan_emoticon(t->answer, at, &normal, &repeats);
	if (end) {
		unsigned flags = repeats >= 2 ? SD_TOKEN_DRAWN_OUT : 0;
		sd_cut_add(t, at, end, SD_TOKEN_EMOJI, flags, normal, SD_CLAUSE_GOES_ON);
		end_sentence_behind_emoticon(t, end);
	}
	return end;
}

static size_t cut_number(struct sd_tokenizer *t, size_t at)
{
	struct sd_str normal = SD_STR_INIT;
	size_t end = sd_scan_number(t->answer, at, t->rules, &normal);
	if (end && normal.length)
		sd_cut_add(t, at, end, SD_TOKEN_NUMBER, 0, sd_cut_keep(t, sd_str_text(&normal)), SD_CLAUSE_GOES_ON);
	else if (end)
		sd_cut_add_as_typed(t, at, end, SD_TOKEN_NUMBER, 0, SD_CLAUSE_GOES_ON);
	sd_str_release(&normal);
	return end;
}

size_t sd_cut_full(struct sd_tokenizer *t, size_t at)
{
	size_t segment = segment_end(t, at);
	size_t begin = past_blanks(t, at, segment);
	if (begin > at)
		return begin;
	size_t end = 0;
	enum sd_token_kind kind;
	if ((t->rules & SD_RULE_LINKS) && (end = sd_scan_link(t->answer, at, t->language, &kind))) {
		sd_cut_add_as_typed(t, at, end, kind, 0, SD_CLAUSE_GOES_ON);
		return end;
	}
	/* Stars are numbers before they are emoji, keycaps emoji before they are numbers. */
	bool keycap = (t->rules & SD_RULE_EMOJI) && (unsigned char)t->answer.data[at] < 0x80 &&
		      sd_scan_emoji(t->answer, at);
	if ((t->rules & SD_RULE_NUMBERS) && !keycap && (end = cut_number(t, at)))
		return end;
	if ((t->rules & SD_RULE_EMOJI) && (end = cut_emoji(t, at)))
		return end;
	unsigned run = sd_char_at(t->answer, at)->run;
	if ((t->rules & SD_RULE_BIGRAMS) && run != SD_RUN_None)
		return cut_run(t, at, run);
	kind = kind_of(t->answer, at, segment - at > KIND_BYTES ? at + KIND_BYTES : segment);
	if (kind == SD_TOKEN_PUNCTUATION)
		return cut_mark(t, at, segment);
	if (kind != SD_TOKEN_WORD && kind != SD_TOKEN_NUMBER) {
		sd_cut_add_as_typed(t, at, segment, kind, 0, SD_CLAUSE_GOES_ON);
		return segment;
	}
	end = word_end(t, at);
	if (t->rules & SD_RULE_CONTRACTIONS)
		end = sd_cut_elision_end(t, at, end);
	kind = kind_of(t->answer, at, end);
	if (kind == SD_TOKEN_WORD)
		add_word(t, at, end);
	else
		sd_cut_add_as_typed(t, at, end, kind, 0, SD_CLAUSE_GOES_ON);
	return end;
}
