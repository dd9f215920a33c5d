/* SPDX-License-Identifier: MIT */
/* E-mail addresses that hide from machines: "ann dot poe at example dot org", "ann [at] example.org", "ann @
 * example.org". */
#include <string.h>

#include "guard/redact_state.h"

enum { PARTS_MOST = 5, LABEL_MOST = 63, CUE_WORDS = 7, CUE_BYTES = 40 };

/* What @ and the point are called in the languages there are; the first of each are words of a language too. */
static const char *const at_words[] = {"at", "ät", "arroba", "arobase", "chiocciola", "apenstaartje", "klammeraffe",
				       "apestaartje", "apestaart", "apenstaart", "affenschwanz", "at-teken", "a", NULL};
enum { AT_LETTER = 12 }; /* "a": in brackets alone */
static const char *const dot_words[] = {"dot", "punkt", "punto", "point", "punt", "ponto", NULL};
/* Where blanks or the word "at" leave it in doubt, it ends in one of these. */
static const char *const ends[] = {
	"com", "org", "net", "de", "es", "fr", "it", "nl", "pt", "uk", "br", "eu", "info", "io", "at", "ch", "be", "ie",
	"us", "ca", "au", "nz", "in", "mx", "ar", "dk", "se", "no", "fi", "pl", "edu", "gov", "example", NULL};

/* The word of the list that stands at `at` in any case, as a whole: its number, SIZE_MAX where none does. */
static size_t word_at(struct sd_text text, size_t at, const char *const *list, size_t *length)
{
	const size_t end = sd_redact_word_end(text, at);
	for (size_t i = 0; end && list[i]; i++) {
		size_t bytes = strlen(list[i]), same = 0;
		while (same < bytes && at + same < end &&
		       (text.data[at + same] == list[i][same] || (redact_is_capital(text.data[at + same]) &&
								  text.data[at + same] + ('a' - 'A') == list[i][same])))
			same++;
		if (same == bytes && end - at == bytes) {
			*length = bytes;
			return i;
		}
	}
	return SIZE_MAX;
}

static size_t skip_blanks(struct sd_text text, size_t at)
{
	size_t from = at;
	while (at < text.length && text.data[at] == ' ' && at - from < 2)
		at++;
	return at;
}

struct sign {
	size_t end;	/* behind it and its blanks; 0: there is none */
	bool bracketed; /* in brackets */
	bool word;	/* a word, or a mark between blanks */
	size_t which;
};

/* The sign at `at`: blanks, a word of the list or the mark itself, in brackets or not, blanks. */
static struct sign sign_at(struct sd_text text, size_t at, const char *const *list, char mark)
{
	struct sign sign = {.which = SIZE_MAX};
	size_t blank = skip_blanks(text, at), length = 1;
	size_t inner = blank;
	char close = 0;
	if (inner < text.length && text.data[inner] && strchr("([{<", text.data[inner])) {
		close = text.data[inner] == '('	  ? ')'
			: text.data[inner] == '[' ? ']'
			: text.data[inner] == '{' ? '}'
						  : '>';
		inner = skip_blanks(text, inner + 1);
	}
	if (inner >= text.length)
		return sign;
	if (text.data[inner] != mark && (sign.which = word_at(text, inner, list, &length)) == SIZE_MAX)
		return sign;
	size_t end = inner + length;
	if (close) {
		end = skip_blanks(text, end);
		if (end >= text.length || text.data[end] != close)
			return sign;
		end++;
	}
	if (list == at_words && sign.which == AT_LETTER && !close)
		return sign;
	sign.bracketed = close != 0;
	sign.end = skip_blanks(text, end);
	sign.word = sign.which != SIZE_MAX || sign.end > end || blank > at;
	/* A point with a blank behind it alone ends a sentence. */
	if (!close && mark == '.' && sign.which == SIZE_MAX && (blank > at) != (sign.end > end))
		sign.end = 0;
	/* A bare word needs its blanks. */
	if (!close && sign.which != SIZE_MAX && (blank == at || sign.end == end))
		sign.end = 0;
	return sign;
}

static bool is_label_byte(char c)
{
	return redact_is_letter(c) || redact_is_digit(c) || c == '-';
}

/* Where the label ends that begins at `at`; `at` where there is none. */
static size_t label_end(struct sd_text text, size_t at)
{
	size_t end = at;
	while (end < text.length && is_label_byte(text.data[end]) && end - at < LABEL_MOST)
		end++;
	while (end > at && text.data[end - 1] == '-')
		end--;
	return end > at && !sd_redact_goes_on(text, end) && text.data[at] != '-' ? end : at;
}

static bool is_known_end(struct sd_text text, size_t at, size_t end)
{
	size_t length;
	return word_at((struct sd_text){text.data, end}, at, ends, &length) != SIZE_MAX;
}

/* Where the domain at `at` ends; 0 where there is none. `at_word`: what @ was called; "at" goes with dot, punkt and
 * punt. `spelt`: one of its points is. */
static size_t domain_end(struct sd_text text, size_t at, size_t at_word, bool *spelt)
{
	size_t end = label_end(text, at), done = 0;
	*spelt = false;
	for (size_t parts = 1; end > at && parts < PARTS_MOST; parts++) {
		struct sign dot = sign_at(text, end, dot_words, '.');
		if (!dot.end ||
		    (at_word == 0 && !dot.bracketed && (dot.which == 2 || dot.which == 3 || dot.which == 5)))
			break;
		size_t next = label_end(text, dot.end);
		if (next == dot.end || (dot.word && !dot.bracketed && !is_known_end(text, dot.end, next) &&
					!sign_at(text, next, dot_words, '.').word))
			break;
		bool letters = next - dot.end >= 2;
		for (size_t i = dot.end; i < next; i++)
			letters &= redact_is_letter(text.data[i]);
		*spelt |= dot.word;
		end = next;
		if (letters)
			done = end;
	}
	return done;
}

static bool is_local_byte(char c)
{
	return redact_is_letter(c) || redact_is_digit(c) || (c && strchr("._%+-'", c));
}

/* Where the part before the @ begins that ends at `end`; "dot" words between its pieces. `sure`: it is no plain
 * word. */
static size_t local_start(const struct sd_redact_finder *finder, size_t end, bool *sure)
{
	struct sd_text text = finder->text;
	size_t start = end;
	*sure = false;
	for (size_t parts = 0; parts < PARTS_MOST; parts++) {
		size_t from = start;
		while (from && is_local_byte(text.data[from - 1]) && !finder->taken[from - 1]) {
			from--;
			*sure |= redact_is_digit(text.data[from]) || strchr("._+", text.data[from]) != NULL;
		}
		while (from < start && !redact_is_letter(text.data[from]) && !redact_is_digit(text.data[from]))
			from++;
		if (from == start || sd_redact_goes_before(text, from))
			return parts ? start : end;
		/* "(dot)" before it, or " dot ". */
		start = from;
		size_t back = from, length;
		while (back && strchr(" )]", text.data[back - 1]) && from - back < 3)
			back--;
		size_t word = sd_redact_word_before(finder, back);
		if (back == from || word == SIZE_MAX || finder->words[word].end != back ||
		    word_at(text, finder->words[word].start, dot_words, &length) == SIZE_MAX)
			return start;
		size_t before = finder->words[word].start;
		while (before && strchr(" ([", text.data[before - 1]))
			before--;
		if (before == finder->words[word].start || !before || !is_local_byte(text.data[before - 1]))
			return start;
		*sure = true;
		start = before;
	}
	return start;
}

static void find_at(struct sd_redact_finder *finder, size_t at)
{
	struct sd_text text = finder->text;
	struct sign sign = sign_at(text, at, at_words, '@');
	bool spelt, sure;
	if (!sign.end || !(sign.bracketed || sign.word))
		return;
	size_t end = domain_end(text, sign.end, sign.which, &spelt), start = end ? local_start(finder, at, &sure) : at;
	if (start == at)
		return;
	const bool doubtful = !sign.bracketed && (sign.which == 0 || sign.which == SIZE_MAX);
	if (doubtful) {
		size_t last = end;
		while (last > sign.end && redact_is_letter(text.data[last - 1]))
			last--;
		size_t word = sd_redact_word_before(finder, at);
		bool shouts = sign.which == 0 && !finder->shouting && text.data[at] == ' ' &&
			      redact_is_capital(text.data[at + 1]);
		if (!is_known_end(text, last, end))
			return;
		if (!sure && (word == SIZE_MAX || (finder->words[word].bits & (WORD_NOT_NAME | WORD_EMAIL))))
			return;
		if (!(sure && (spelt || sign.which == SIZE_MAX)) && !shouts &&
		    !sd_redact_said_before(finder, start, WORD_EMAIL, CUE_WORDS, CUE_BYTES))
			return;
	}
	sd_redact_take(finder, start, end, SD_REDACT_EMAIL, NULL);
}

void sd_redact_find_spelt(struct sd_redact_finder *finder)
{
	struct sd_text text = finder->text;
	for (size_t at = 1; at + 4 < text.length; at++) {
		const char c = text.data[at];
		if (c != ' ' && c != '(' && c != '[' && c != '{' && c != '<' && c != '@')
			continue;
		/* The first letter that a sign has tells most blanks apart from it: a fifth of redact's time on film
		 * reviews. */
		const char next = text.data[at + 1 + (c == ' ' && text.data[at + 1] == ' ')];
		if (c == ' ' && !strchr("@([{<aAcCkK\xC3", next))
			continue;
		if (!is_local_byte(text.data[at - 1]) || text.data[at - 1] == '.' || finder->taken[at - 1])
			continue;
		find_at(finder, at);
	}
}
