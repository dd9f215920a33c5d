/* SPDX-License-Identifier: MIT */
/* URLs, e-mail addresses, @mentions and #hashtags. */
#include <strings.h>

#include "say/token_cut.h"
#include "say/token_data.h"

/* RFC 5321, 4.5.3.1.1, and RFC 1035, 2.3.4; they also bound the look ahead. */
enum { LOCAL_PART_MOST = 64, LABEL_MOST = 63, DOMAIN_MOST = 253 };

static bool is_alphanumeric(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
}

static bool is_label_byte(char byte)
{
	return is_alphanumeric(byte) || byte == '-';
}

static size_t starts_with(struct sd_text answer, size_t at, const char *prefix)
{
	size_t length = strlen(prefix);
	return answer.length - at >= length && !strncasecmp(answer.data + at, prefix, length) ? length : 0;
}

/* A URL's end: up to white space or a mark that no URL holds, without the punctuation of the sentence around it. */
static size_t url_end(struct sd_text answer, size_t at)
{
	size_t end = at, open = 0;
	while (end < answer.length) {
		unsigned char byte = (unsigned char)answer.data[end];
		if (byte <= ' ' || byte == 0x7F || strchr("<>\"{}|\\^`", byte))
			break;
		if (byte >= 0x80) {
			uint32_t code;
			size_t length = sd_char_read(answer, end, &code);
			const struct sd_char *c = sd_char_of(code);
			if (!sd_char_is_word(c) && c->word != SD_WORD_Extend)
				break;
			end += length;
			continue;
		}
		open += byte == '(';
		if (byte == ')') {
			if (!open)
				break;
			open--;
		}
		end++;
	}
	while (end > at && strchr(".,;:!?'*_~", answer.data[end - 1]))
		end--;
	return end;
}

static size_t scan_url(struct sd_text answer, size_t at)
{
	static const char *const prefixes[] = {"https://", "http://", "ftp://", "www."};
	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
		size_t length = starts_with(answer, at, prefixes[i]);
		if (!length || at + length >= answer.length || !sd_char_is_word(sd_char_at(answer, at + length)))
			continue;
		return url_end(answer, at + length);
	}
	return 0;
}

/* A domain's end from `at`, two labels or more, and where its last label begins; 0 where there is none. */
static size_t domain_end(struct sd_text answer, size_t at, size_t *last_label, size_t *labels)
{
	size_t end = at;
	*labels = 0;
	for (;;) {
		size_t label = end;
		while (end < answer.length && is_label_byte(answer.data[end]) && end - label <= LABEL_MOST)
			end++;
		if (end == label || end - at > DOMAIN_MOST || answer.data[label] == '-' || answer.data[end - 1] == '-')
			return 0;
		*last_label = label;
		(*labels)++;
		if (end + 1 >= answer.length || answer.data[end] != '.' || !is_alphanumeric(answer.data[end + 1]))
			return *labels > 1 ? end : 0;
		end++;
	}
}

static size_t scan_email(struct sd_text answer, size_t at)
{
	size_t sign = at;
	while (sign < answer.length && sign - at <= LOCAL_PART_MOST &&
	       (is_alphanumeric(answer.data[sign]) || memchr("._%+-", answer.data[sign], 5)))
		sign++;
	if (sign == at || sign >= answer.length || answer.data[sign] != '@')
		return 0;
	size_t last, labels;
	size_t end = domain_end(answer, sign + 1, &last, &labels);
	while (end) {
		/* What a missing blank hung on is no part of it: "me@example.org.Thanks". */
		bool letters = end - last >= 2;
		for (size_t i = last; i < end; i++)
			letters = letters && (answer.data[i] < '0' || answer.data[i] > '9');
		bool sentence = answer.data[last] >= 'A' && answer.data[last] <= 'Z' && end - last > 1 &&
				answer.data[last + 1] >= 'a';
		if (letters && !(sentence && labels > 2))
			return end;
		if (labels <= 2)
			return 0;
		end = last - 1;
		for (last = end; answer.data[last - 1] != '.' && answer.data[last - 1] != '@';)
			last--;
		labels--;
	}
	return 0;
}

/* Two hyphens in a row stand in names written for machines alone (RFC 5890, 2.3.1: xn--); where people type them, they
 * are a dash: "sold out--example.com had none". */
static bool has_dash(struct sd_text answer, size_t at, size_t end)
{
	for (size_t i = at + 1; i < end; i++) {
		bool dash = answer.data[i] == '-' && answer.data[i - 1] == '-';
		bool machine = dash && i - at >= 3 && starts_with(answer, i - 3, "xn--") &&
			       (i - at == 3 || answer.data[i - 4] == '.');
		if (dash && !machine)
			return true;
	}
	return false;
}

/* A domain without anything before it, as in "booked on example.com". */
static size_t scan_domain(struct sd_text answer, size_t at, enum sd_token_language language)
{
	size_t last, labels;
	size_t end = domain_end(answer, at, &last, &labels);
	if (!end || (end < answer.length && (answer.data[end] == '@' || answer.data[end] == '_' ||
					     (unsigned char)answer.data[end] >= 0x80)))
		return 0;
	if (has_dash(answer, at, end))
		return 0;
	char lower[LABEL_MOST + 1];
	size_t length = end - last;
	if (length > LABEL_MOST)
		return 0;
	bool sentence = answer.data[last] <= 'Z' && length > 1 && answer.data[last + 1] >= 'a';
	for (size_t i = 0; i < length; i++)
		lower[i] = (char)(answer.data[last + i] | 0x20);
	enum sd_domain_end kind = sd_domain_end_of((struct sd_text){lower, length});
	if (kind == SD_DOMAIN_NONE || sentence)
		return 0;
	bool path = end + 1 < answer.length && answer.data[end] == '/' && is_alphanumeric(answer.data[end + 1]);
	bool german_end = length == 2 && lower[0] == 'd' && lower[1] == 'e' &&
			  (language == SD_LANGUAGE_EN || language == SD_LANGUAGE_DE);
	if (kind == SD_DOMAIN_COUNTRY && !path && labels < 3 && !german_end)
		return 0;
	if (labels >= 3 && kind == SD_DOMAIN_COUNTRY && last - at < 6)
		return 0; /* "a.b.it" */
	return path ? url_end(answer, end) : end;
}

/* A name behind @ or #: letters, digits, _, of any script. */
static size_t name_end(struct sd_text answer, size_t at, bool *letter)
{
	*letter = false;
	while (at < answer.length) {
		uint32_t code;
		size_t length = sd_char_read(answer, at, &code);
		const struct sd_char *c = sd_char_of(code);
		if (!sd_char_is_word(c) && code != '_' && c->word != SD_WORD_Extend)
			break;
		*letter = *letter || (c->flags & SD_CHAR_Alphabetic);
		at += length;
	}
	return at;
}

size_t sd_scan_link(struct sd_text answer, size_t at, enum sd_token_language language, enum sd_token_kind *kind)
{
	char first = answer.data[at];
	if (first == '@' || first == '#') {
		bool letter;
		const struct sd_char *before = sd_char_before(answer, at);
		if (sd_char_is_word(before) || before->word == SD_WORD_ExtendNumLet)
			return 0;
		size_t end = name_end(answer, at + 1, &letter);
		*kind = first == '@' ? SD_TOKEN_MENTION : SD_TOKEN_HASHTAG;
		return end > at + 1 && (letter || first == '@') ? end : 0;
	}
	if (!is_alphanumeric(first))
		return 0;
	*kind = SD_TOKEN_URL;
	size_t end = scan_url(answer, at);
	if (end)
		return end;
	end = scan_email(answer, at);
	if (end) {
		*kind = SD_TOKEN_EMAIL;
		return end;
	}
	return scan_domain(answer, at, language);
}
