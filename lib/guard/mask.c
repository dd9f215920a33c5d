/* SPDX-License-Identifier: MIT */
#include "guard/mask.h"

#include <string.h>

enum { PHONE_DIGITS = 7, NUMBER_DIGITS = 4, NAME_WORDS = 3, PHRASE_MOST = 24 };

/* What announces a name, in small letters (of ASCII; the others as they are). Behind the first group any word is one. */
static const char *const announced[] = {
	"my name is", "my name's", "i am called", "i'm called", "mein name ist", "ich heiße", "ich heisse", "me llamo",
	"mi nombre es", "je m'appelle", "mon nom est", "meu nome é", "o meu nome é", "chamo-me", "me chamo",
	"mi chiamo", "il mio nome è", "ik heet", "mijn naam is", NULL};
static const char *const titles[] = {"mr",   "mrs",   "ms",     "miss", "dr",   "prof", "herr", "frau",     "señor", "señora",
				     "sr",   "sra",   "senhor", "senhora", "mme", "monsieur", "madame", "signor", "signora",
				     "sig",  "dona",  "meneer", "mevrouw", NULL};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Letters, digits and all bytes beyond ASCII. */
static bool is_word(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static char small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* An ASCII capital, or a capital of Latin-1, Greek or Cyrillic as UTF-8 has them. */
static bool is_capital(struct sd_text rest)
{
	unsigned char first = (unsigned char)rest.data[0], second = rest.length > 1 ? (unsigned char)rest.data[1] : 0;
	return (first >= 'A' && first <= 'Z') || (first == 0xC3 && second >= 0x80 && second <= 0x9E) ||
	       (first == 0xCE && second >= 0x86 && second <= 0xAB) || (first == 0xD0 && second >= 0x80 && second <= 0xAF);
}

static struct sd_text behind(struct sd_text text, size_t at)
{
	return (struct sd_text){text.data + at, text.length - at};
}

static size_t word_length(struct sd_text rest)
{
	size_t i = 0;
	while (i < rest.length && (is_word(rest.data[i]) ||
				   (i && i + 1 < rest.length && strchr("-'", rest.data[i]) && is_word(rest.data[i + 1]))))
		i++;
	return i;
}

static size_t run(struct sd_text rest, bool (*is)(char))
{
	size_t i = 0;
	while (i < rest.length && is(rest.data[i]))
		i++;
	return i;
}

/* The apostrophe as word processors write it is three bytes. */
static bool begins(struct sd_text rest, const char *phrase, size_t *length)
{
	size_t at = 0;
	for (; *phrase; phrase++) {
		if (*phrase == ' ') {
			size_t blanks = run(behind(rest, at), is_blank);
			if (!blanks)
				return false;
			at += blanks;
		} else if (*phrase == '\'' && rest.length - at >= 3 && !memcmp(rest.data + at, "\xE2\x80\x99", 3)) {
			at += 3;
		} else if (at < rest.length && small(rest.data[at]) == *phrase) {
			at++;
		} else {
			return false;
		}
	}
	*length = at;
	return at == rest.length || !is_word(rest.data[at]);
}

/* How far a name reaches from `at`; 0 where there is none. */
static size_t name_length(struct sd_text rest, bool any)
{
	size_t end = 0, at = 0;
	for (size_t words = 0; words < NAME_WORDS && at < rest.length; words++) {
		size_t length = word_length(behind(rest, at));
		if (!length || !((any && !words) || is_capital(behind(rest, at))))
			break;
		end = at + length;
		size_t blanks = run(behind(rest, end), is_blank);
		if (!blanks)
			break;
		at = end + blanks;
	}
	return end;
}

/* Where a name is announced at the front: how many bytes announce it, and its own in *name. */
static size_t announcement(struct sd_text rest, size_t *name)
{
	for (size_t i = 0; announced[i]; i++) {
		size_t length;
		if (!begins(rest, announced[i], &length))
			continue;
		length += run(behind(rest, length), is_blank);
		*name = name_length(behind(rest, length), true);
		if (*name)
			return length;
	}
	for (size_t i = 0; titles[i]; i++) {
		size_t length;
		if (!begins(rest, titles[i], &length) || !is_capital(rest))
			continue;
		length += length < rest.length && rest.data[length] == '.';
		length += run(behind(rest, length), is_blank);
		*name = name_length(behind(rest, length), false);
		if (*name)
			return length;
	}
	return 0;
}

/* The bytes of a telephone number at the front, 0 where there is none. */
static size_t phone_length(struct sd_text rest)
{
	size_t digits = 0, end = 0, between = 0;
	for (size_t i = 0; i < rest.length; i++) {
		char c = rest.data[i];
		if (is_digit(c)) {
			digits++;
			between = 0;
			end = i + 1;
		} else if ((c == '+' && !i) || (strchr(" .-/()", c) && c && between < 2)) {
			between++;
		} else {
			break;
		}
	}
	return digits >= PHONE_DIGITS && (end == rest.length || !is_word(rest.data[end])) ? end : 0;
}

static bool is_of_address(char c)
{
	return is_word(c) || strchr(".-_+%", c) != NULL;
}

static const char *kind_of_word(struct sd_text piece)
{
	const char *at = memchr(piece.data, '@', piece.length);
	if (at == piece.data && piece.length > 1 && is_word(piece.data[1]))
		return "[account]";
	if (at && at + 1 < piece.data + piece.length &&
	    memchr(at, '.', (size_t)(piece.data + piece.length - at)))
		return "[e-mail]";
	size_t digits = 0;
	for (size_t i = 0; i < piece.length; i++)
		digits += is_digit(piece.data[i]);
	return digits >= NUMBER_DIGITS ? "[number]" : NULL;
}

/* What stands at the front, where a word begins: its mark and its length, or NULL and the length of what stays. */
static const char *look(struct sd_text rest, size_t *length)
{
	size_t http;
	bool link = false;
	static const char *const links[] = {"http://", "https://", "www."};
	for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
		http = 0;
		while (links[i][http] && http < rest.length && small(rest.data[http]) == links[i][http])
			http++;
		link |= !links[i][http];
	}
	*length = 0;
	if (link) {
		while (*length < rest.length && !is_blank(rest.data[*length]))
			++*length;
		return "[link]";
	}
	*length = phone_length(rest);
	if (*length)
		return "[phone]";
	while (*length < rest.length && (is_of_address(rest.data[*length]) || rest.data[*length] == '@'))
		++*length;
	while (*length > 1 && strchr(".-_+%", rest.data[*length - 1]))
		--*length;
	if (!*length)
		*length = 1;
	const char *mark = kind_of_word((struct sd_text){rest.data, *length});
	if (!mark)
		*length = run(rest, is_word) ? run(rest, is_word) : 1;
	return mark;
}

size_t sd_mask_add(struct sd_str *into, struct sd_text text)
{
	size_t masked = 0;
	bool boundary = true; /* no word stands directly before */
	for (size_t at = 0; at < text.length;) {
		struct sd_text rest = behind(text, at);
		size_t length = 1, name = 0;
		bool begins_word = boundary && (is_word(*rest.data) || *rest.data == '@' || *rest.data == '+' || *rest.data == '(');
		size_t before = begins_word ? announcement(rest, &name) : 0;
		const char *mark = before ? "[name]" : begins_word ? look(rest, &length) : NULL;
		if (before) {
			sd_str_add(into, rest.data, before);
			length = before + name;
		}
		if (mark) {
			sd_str_adds(into, mark);
			masked++;
		} else {
			sd_str_add(into, rest.data, length);
		}
		boundary = !is_word(rest.data[length - 1]) || (mark && !before);
		at += length;
	}
	return masked;
}
