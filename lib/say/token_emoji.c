/* SPDX-License-Identifier: MIT */
/* Emoji sequences (UTS #51) and emoticons. */
#include "say/token_cut.h"
#include "say/token_data.h"

enum {
	EMOJI_STYLE = 0xFE0F,
	TEXT_STYLE = 0xFE0E,
	ENCLOSING_KEYCAP = 0x20E3,
	FIRST_SYMBOL = 0x2600, /* Miscellaneous Symbols, and Dingbats behind them: ☹ ✌ ❤ */
	LAST_DINGBAT = 0x27BF,
	FIRST_PLANE_1 = 0x1F000
};

static uint32_t code_at(struct sd_text answer, size_t at)
{
	uint32_t code = 0;
	if (at < answer.length)
		sd_char_read(answer, at, &code);
	return code;
}

/* [0-9#*] FE0F? 20E3 (UTS #51, ED-14c) */
static size_t scan_keycap(struct sd_text answer, size_t at)
{
	char byte = answer.data[at];
	if ((byte < '0' || byte > '9') && byte != '#' && byte != '*')
		return 0;
	size_t next = at + 1;
	if (code_at(answer, next) == EMOJI_STYLE)
		next += strlen("\xEF\xB8\x8F");
	return code_at(answer, next) == ENCLOSING_KEYCAP ? sd_text_next_grapheme(answer, at) : 0;
}

/* Emoji by themselves, or by the emoji style behind them. Of those that are text by default, symbols and dingbats
 * count without it, for that is how ☹ and ❤ are typed; ©, ™, arrows and squares do not. */
static bool is_shown_as_emoji(uint32_t code, const struct sd_char *c, uint32_t behind)
{
	if (behind == TEXT_STYLE)
		return false;
	if (c->flags & SD_CHAR_Emoji_Presentation)
		return true;
	if (!(c->flags & SD_CHAR_Emoji) || !(c->flags & SD_CHAR_Extended_Pictographic))
		return false;
	return behind == EMOJI_STYLE || (code >= FIRST_SYMBOL && code <= LAST_DINGBAT) || code >= FIRST_PLANE_1;
}

size_t sd_scan_emoji(struct sd_text answer, size_t at)
{
	if ((unsigned char)answer.data[at] < 0x80)
		return scan_keycap(answer, at);
	uint32_t code;
	size_t next = at + sd_char_read(answer, at, &code);
	const struct sd_char *c = sd_char_of(code);
	if (c->word == SD_WORD_Regional_Indicator) {
		if (sd_char_of(code_at(answer, next))->word != SD_WORD_Regional_Indicator)
			return 0;
	} else if (!is_shown_as_emoji(code, c, code_at(answer, next))) {
		return 0;
	}
	/* A grapheme cluster holds the whole sequence: GB9 styles, tones and tags, GB11 joiners, GB12 flags. */
	return sd_text_next_grapheme(answer, at);
}

static bool is_ascii_word(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
}

/* What may stand behind the emoticon whose last byte is `last`. */
static bool may_follow(struct sd_text answer, size_t end, char last)
{
	if (end == answer.length)
		return true;
	bool word = sd_char_is_word(sd_char_at(answer, end));
	if (is_ascii_word(last))
		return !word && answer.data[end] != '_';
	if (last == '(' || last == '[' || last == '{' || last == ':' || last == '|' || last == '*' || last == '$' ||
	    last == '@' || last == '\\')
		return !word;
	if (last == '/')
		return !word && answer.data[end] != '/';
	return true;
}

size_t sd_scan_emoticon(struct sd_text answer, size_t at, struct sd_text *normal, size_t *repeats)
{
	size_t best = 0;
	*normal = (struct sd_text){NULL, 0};
	*repeats = 0;
	/* What the table's forms begin with; a test holds that none is missing. */
	char first = answer.data[at];
	if (!memchr(sd_emoticon_first, first, sizeof sd_emoticon_first))
		return 0;
	const struct sd_char *before = sd_char_before(answer, at);
	for (size_t i = 0; i < sd_emoticon_count; i++) {
		const char *form = sd_emoticons[i].form;
		if (form[0] != first)
			continue;
		size_t length = strlen(form);
		if (length > answer.length - at || memcmp(answer.data + at, form, length) != 0 || at + length <= best)
			continue;
		if (sd_emoticons[i].alone && !(before->flags & SD_CHAR_White_Space))
			continue;
		if (is_ascii_word(first) && sd_char_is_word(before))
			continue;
		char last = form[length - 1];
		size_t end = at + length;
		/* Mouths are drawn out: :))) and xDDD. */
		if (last == ')' || last == '(' || last == 'D' || last == '3')
			while (end < answer.length && answer.data[end] == last)
				end++;
		if (!may_follow(answer, end, last))
			continue;
		best = end;
		*repeats = end - at - length;
		*normal = sd_text_of(sd_emoticons[i].normal);
	}
	return best;
}
