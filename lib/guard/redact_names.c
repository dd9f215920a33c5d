/* SPDX-License-Identifier: MIT */
/* Names: of lists, and those that the words around them announce.
 *
 * What announces surely ("my name is") lets any word be a name; what often stands before other things needs more:
 * "thanks Ann for", "Hi Ann,", "Regards, Ann" at a line's end, "I'm Ann from". */
#include <string.h>

#include "guard/redact_state.h"

enum { NAME_WORDS = 4, GAP_BYTES = 6, PLACE_WORDS = 2, WHOLE_BYTES = 5 };

static struct sd_text folded(const struct sd_redact_finder *finder, size_t i)
{
	return (struct sd_text){finder->folds.data + finder->words[i].folded, finder->words[i].folded_length};
}

static bool is_one_of(struct sd_text word, const char *const *list)
{
	for (size_t i = 0; list[i]; i++)
		if (sd_text_equals(word, list[i]))
			return true;
	return false;
}

static bool is_particle(const struct sd_redact_finder *finder, size_t i)
{
	static const char *const particles[] = {
		"van", "von", "de", "der", "den", "het", "del", "della", "di", "da", "dos", "du", "la", "le", "ten",
		"ter", "zu", "el", "al", "bin", "ibn", "y", "e", NULL};
	return is_one_of(folded(finder, i), particles);
}

/* An initial: "J." in "J. Smith". */
static bool is_initial(const struct sd_redact_finder *finder, size_t i)
{
	const struct word *word = &finder->words[i];
	return word->capital && word->end - word->start == 1 && word->end < finder->text.length &&
	       finder->text.data[word->end] == '.';
}

/* Whether the next word goes on behind blanks alone, in the same line. */
static bool goes_on_in_line(const struct sd_redact_finder *finder, size_t i)
{
	const struct word *words = finder->words;
	return i + 1 < finder->words_length && words[i + 1].joined &&
	       !memchr(finder->text.data + words[i].end, '\n', words[i + 1].start - words[i].end);
}

static bool follows(const struct sd_redact_finder *finder, size_t i)
{
	if (i >= finder->words_length)
		return false;
	if (finder->words[i].joined)
		return goes_on_in_line(finder, i - 1);
	return is_initial(finder, i - 1) && finder->words[i].start - finder->words[i - 1].end <= 2;
}

/* "I'd", "we've": no name is shortened so. */
static bool is_contraction(struct sd_text word)
{
	static const char *const endings[] = {"'d", "'m", "'t", "'ve", "'ll", "'re", NULL};
	for (size_t i = 0; endings[i]; i++) {
		size_t length = strlen(endings[i]);
		if (word.length > length && !memcmp(word.data + word.length - length, endings[i], length))
			return true;
	}
	return false;
}

/* Whether a name may stand at word i: what else stands there is known by lists, by a digit or a sign that joins it. */
static bool may_be_name(const struct sd_redact_finder *finder, size_t i)
{
	const struct word *word = &finder->words[i];
	const struct sd_text text = finder->text;
	if (is_initial(finder, i) && follows(finder, i + 1))
		return true;
	if (is_contraction(folded(finder, i)))
		return false;
	if (word->bits & (WORD_NOT_NAME | WORD_NAME | WORD_PHONE))
		return is_particle(finder, i) && word->capital && follows(finder, i + 1) &&
		       (finder->words[i + 1].capital || is_particle(finder, i + 1));
	if (word->end < text.length &&
	    (redact_is_digit(text.data[word->end]) || strchr("@_", text.data[word->end]) ||
	     (text.data[word->end] == ':' && word->end + 1 < text.length && text.data[word->end + 1] == '/')))
		return false;
	return !word->start ||
	       !(redact_is_digit(text.data[word->start - 1]) || strchr("@#_", text.data[word->start - 1]));
}

/* The last word of the name that begins at word i; SIZE_MAX where none does. `small`: it may be in small letters. */
static size_t name_last(const struct sd_redact_finder *finder, size_t i, bool small)
{
	const struct word *words = finder->words;
	if (!may_be_name(finder, i))
		return SIZE_MAX;
	/* In small letters, or where all letters are capitals: one word, and a second where none follows that. */
	if (!words[i].capital || (finder->shouting && words[i].shouted)) {
		/* Small letters are a name's where a language has capitals; shouted ones where it is a given name. */
		if (!words[i].capital && (!small || (unsigned char)finder->text.data[words[i].start] >= 0xE0))
			return SIZE_MAX;
		if (words[i].capital && !small && !(words[i].bits & WORD_GIVEN))
			return SIZE_MAX;
		if (!follows(finder, i + 1) || (words[i + 1].bits & WORD_NOT_NAME))
			return i;
		if (!words[i].capital && words[i + 1].capital)
			return words[i + 1].shouted ? i : i + 1;
		return !follows(finder, i + 2) || (words[i + 2].bits & WORD_NOT_NAME) ? i + 1 : i;
	}
	/* In a text that does not shout, capitals alone abbreviate or stress. */
	if (!small && words[i].shouted && !(words[i].bits & WORD_GIVEN))
		return SIZE_MAX;
	size_t last = i;
	for (size_t next = i + 1; next < finder->words_length && next < i + NAME_WORDS && follows(finder, next);
	     next++) {
		/* A place begins no name, and yet is a surname: "Anna Paris". */
		if (words[next].capital && (!(words[next].bits & WORD_NOT_NAME) || (words[next].bits & WORD_GIVEN) ||
					    is_initial(finder, next)))
			last = next;
		else if (!is_particle(finder, next))
			break;
	}
	return last;
}

/* "Smith's": what belongs to the name is not it. */
static size_t name_end(const struct sd_redact_finder *finder, size_t last)
{
	const struct word *word = &finder->words[last];
	struct sd_text name = folded(finder, last);
	if (name.length > 2 && !memcmp(name.data + name.length - 2, "'s", 2))
		return word->end - (finder->text.data[word->end - 2] == '\'' ? 2 : 4);
	return is_initial(finder, last) && last && finder->words[last - 1].capital ? word->end + 1 : word->end;
}

/* Whether only bytes of `marks`, and signs beyond ASCII where `wide`, stand between two places. */
static bool only(const struct sd_redact_finder *finder, size_t from, size_t to, const char *marks, bool wide)
{
	for (size_t at = from; at < to; at++) {
		const char c = finder->text.data[at];
		if (!(c && strchr(marks, c)) && !(wide && (unsigned char)c >= 0x80))
			return false;
	}
	return true;
}

/* Nothing but marks stands between the name's end and the end of its line, or what was taken; a place may: ",
 * Leeds". */
static bool ends_line(const struct sd_redact_finder *finder, size_t last)
{
	const struct sd_text text = finder->text;
	size_t at = name_end(finder, last), words = 0;
	const size_t behind = at;
	while (at < text.length && text.data[at] != '\n' && text.data[at] != '<' && !finder->taken[at]) {
		size_t start, end;
		if (redact_is_digit(text.data[at]))
			return false;
		if (!sd_redact_goes_on(text, at) || text.data[at] == '_') {
			at++;
			continue;
		}
		if (!sd_redact_next_word(text, at, &start, &end) || ++words > PLACE_WORDS ||
		    (words == 1 && (text.data[behind] != ',' || !redact_is_capital(text.data[start]))))
			return false;
		at = end > at ? end : at + 1;
	}
	return true;
}

/* The first word of a line or of a sentence. */
static bool begins_sentence(const struct sd_redact_finder *finder, size_t i)
{
	const struct sd_text text = finder->text;
	size_t at = finder->words[i].start;
	while (at && text.data[at - 1] == ' ')
		at--;
	return !at || strchr(".!?\n\r\t>-:;,)\"*", text.data[at - 1]) || (unsigned char)text.data[at - 1] >= 0x80;
}

/* Whether the phrase that ends at word i begins a line or a sentence. */
static bool phrase_begins(const struct sd_redact_finder *finder, size_t i)
{
	const unsigned words = finder->words[i].phrase;
	return words && begins_sentence(finder, i - (words - 1));
}

static bool is_next(const struct sd_redact_finder *finder, size_t i, const char *const *list)
{
	return i < finder->words_length && finder->words[i].joined && is_one_of(folded(finder, i), list);
}

/* What stands between the words that announce and the name. */
static bool title_fits(const struct sd_redact_finder *finder, size_t title)
{
	const struct word *words = finder->words;
	const struct sd_text text = finder->text;
	const unsigned bits = words[title].bits;
	const size_t end = words[title].end, start = words[title + 1].start;
	const bool point = end < text.length && text.data[end] == '.';
	/* "Sig.ra", but no letter of "M.M.R" */
	if (words[title].start &&
	    strchr(end - words[title].start > 1 ? "/-_&" : "/.-_&", text.data[words[title].start - 1]))
		return false;
	if (words[title].start && redact_is_digit(text.data[words[title].start - 1]))
		return false;
	if (words[title].shouted && !finder->shouting &&
	    !(words[title + 1].shouted && words[title + 1].end - start > 4))
		return false; /* "MS Word", "TL;DR" */
	if (bits & WORD_TITLE_POINT)
		return point && start > end + 1 && only(finder, end + 1, start, " ", false) &&
		       (words[title + 1].end - start > 1 ||
			(is_initial(finder, title + 1) && follows(finder, title + 2) && words[title + 2].capital)) &&
		       (words[title].capital || end - words[title].start > 1);
	/* "el señor Vance"; "miss" and "sir" are other words too. */
	if (bits & WORD_TITLE_WHOLE)
		return (words[title].capital ||
			(end - words[title].start >= WHOLE_BYTES && words[title + 1].capital)) &&
		       only(finder, end, start, " \t\n\r", false);
	/* "mr Vance"; "dr" alone is no reason. */
	return only(finder, end + point, start, " \t", true) &&
	       (words[title].capital || words[title + 1].capital || is_particle(finder, title + 1)) &&
	       start - end <= GAP_BYTES;
}

static bool may_follow(const struct sd_redact_finder *finder, size_t cue)
{
	const size_t from = finder->words[cue].end, to = finder->words[cue + 1].start;
	return to - from <= GAP_BYTES && only(finder, from, to, " \t\n\r:,\"'-", true);
}

static const char *const ands[] = {"and", "und", "y", "e", "et", "en", NULL};

/* "thanks Ann!", "merci Ann pour". */
static size_t thanked(const struct sd_redact_finder *finder, size_t i)
{
	size_t last = name_last(finder, i, false);
	if (last == SIZE_MAX || !only(finder, finder->words[i - 1].end, finder->words[i].start, " ", false))
		return SIZE_MAX;
	if (!goes_on_in_line(finder, last))
		return last;
	/* "thank you Drake Hotel" */
	if (finder->words[last + 1].capital && !finder->shouting)
		return SIZE_MAX;
	if ((finder->words[last + 1].bits & WORD_NOT_NAME) || is_next(finder, last + 1, ands))
		return last;
	return SIZE_MAX;
}

/* "Hi Ann," */
static size_t greeted(const struct sd_redact_finder *finder, size_t i)
{
	const struct word *words = finder->words;
	const struct sd_text text = finder->text;
	size_t last = name_last(finder, i, false);
	if (last == SIZE_MAX || !only(finder, finder->words[i - 1].end, finder->words[i].start, " ", false) ||
	    !phrase_begins(finder, i - 1))
		return SIZE_MAX;
	size_t end = name_end(finder, last);
	/* A greeting is all there is: a given name alone. */
	if (end == text.length && (words[i].bits & WORD_GIVEN))
		return last;
	/* "Hi Ann and team," */
	if ((words[i].bits & WORD_GIVEN) && is_next(finder, last + 1, ands))
		return last;
	return end < text.length && strchr(",!\n\r:", text.data[end]) && last < i + 3 ? last : SIZE_MAX;
}

/* "Regards, Ann" */
static size_t closed(const struct sd_redact_finder *finder, size_t i)
{
	const struct word *words = finder->words;
	const size_t from = words[i - 1].end, to = words[i].start;
	const bool line = memchr(finder->text.data + from, '\n', to - from) != NULL;
	if (to - from > GAP_BYTES + 2 || !only(finder, from, to, " \t\n\r,.!:;-", true))
		return SIZE_MAX;
	if (!phrase_begins(finder, i - 1) && !line && to - from < 2)
		return SIZE_MAX;
	/* "Thanks. Followed."; "Fdo." */
	const bool short_form = words[i - 1].end - words[i - 1].start <= 3 && finder->text.data[from] == '.';
	if (!line && !short_form && !(words[i].bits & WORD_GIVEN) && !only(finder, from, to, " \t,:;-", true))
		return SIZE_MAX;
	/* "Best game": of words that are more than a close, a mark or a line is wanted. */
	const bool doubtful = words[i - 1].phrase == 1 && (words[i - 1].bits & WORD_NOT_NAME);
	if (doubtful && only(finder, from, to, " ", false))
		return SIZE_MAX;
	size_t last = name_last(finder, i, line && !doubtful);
	if (last == SIZE_MAX)
		return SIZE_MAX;
	/* "John & Mary Whitfield" */
	const bool both = last + 1 < finder->words_length && words[last + 1].capital &&
			  words[last + 1].start - words[last].end == 3 &&
			  !memcmp(finder->text.data + words[last].end, " & ", 3);
	const bool behind_and = is_next(finder, last + 1, ands) && follows(finder, last + 2);
	const size_t next = both ? last + 1 : behind_and ? last + 2 : SIZE_MAX;
	const size_t other = next != SIZE_MAX && words[next].capital ? name_last(finder, next, false) : SIZE_MAX;
	if (other != SIZE_MAX && ends_line(finder, other))
		return both ? other : last;
	if (!ends_line(finder, last))
		return SIZE_MAX;
	const size_t end = name_end(finder, last);
	const bool exclaimed = end < finder->text.length && finder->text.data[end] == '!';
	return exclaimed && last == i && !(words[i].bits & WORD_GIVEN) ? SIZE_MAX : last;
}

/* "I'm Ann from", "I am Ann Poe and": of what follows, only a given name, two capitals or where from tell. */
static size_t said_of_self(const struct sd_redact_finder *finder, size_t i)
{
	static const char *const from[] = {"from", "aus", "vom", "von", "de", "da", "do", "di", "uit", "van", NULL};
	static const char *const here[] = {"again", "here", "speaking", "calling", "writing", NULL};
	const struct word *words = finder->words;
	size_t last = name_last(finder, i, false);
	if (last == SIZE_MAX || !only(finder, words[i - 1].end, words[i].start, " ", false))
		return SIZE_MAX;
	bool and = is_next(finder, last + 1, ands), whence = is_next(finder, last + 1, from);
	if ((words[i].bits & WORD_GIVEN) &&
	    (and || whence || !goes_on_in_line(finder, last) || (words[last + 1].bits & WORD_NOT_NAME)))
		return last;
	if (words[i].shouted || (words[i].bits & WORD_STREET))
		return SIZE_MAX;
	if (last > i && (and || whence || !goes_on_in_line(finder, last)) && !begins_sentence(finder, i))
		return last;
	/* "this is Ann again", "this is Ann from Leeds" */
	if (is_next(finder, last + 1, here))
		return last;
	return whence && last + 2 < finder->words_length && words[last + 2].joined && words[last + 2].capital
		       ? last
		       : SIZE_MAX;
}

/* The last word of the name that the word before i announces; SIZE_MAX. */
static size_t announced(const struct sd_redact_finder *finder, size_t i)
{
	const struct word *words = finder->words;
	const struct sd_text text = finder->text;
	const unsigned bits = words[i - 1].bits;
	size_t last = SIZE_MAX;
	/* "spoke to Dr Vance": the title announces it. */
	if ((words[i].bits & (WORD_TITLE | WORD_TITLE_WHOLE | WORD_TITLE_POINT)) &&
	    words[i].end - words[i].start > 1 && i + 1 < finder->words_length && title_fits(finder, i) &&
	    name_last(finder, i + 1, false) != SIZE_MAX)
		return SIZE_MAX;
	if ((bits & (WORD_TITLE | WORD_TITLE_WHOLE | WORD_TITLE_POINT)) && title_fits(finder, i - 1))
		last = name_last(finder, i, finder->shouting && words[i].capital);
	/* "dhr de Vries", but "Señor de los" */
	static const char *const small_particles[] = {"van", "von", "de", "du", "dos", "ter", "ten", NULL};
	if (last == SIZE_MAX && (bits & WORD_TITLE) && title_fits(finder, i - 1) &&
	    is_one_of(folded(finder, i), small_particles) && follows(finder, i + 1) &&
	    (words[i + 1].capital || (is_particle(finder, i + 1) && follows(finder, i + 2) && words[i + 2].capital)))
		last = name_last(finder, words[i + 1].capital ? i + 1 : i + 2, false);
	if (last == SIZE_MAX && (bits & (WORD_NAME | WORD_NAME_CAPITAL)) && may_follow(finder, i - 1))
		last = name_last(finder, i, bits & WORD_NAME);
	if (last == SIZE_MAX && (bits & WORD_ROLE) && words[i].start - words[i - 1].end <= GAP_BYTES &&
	    memchr(text.data + words[i - 1].end, ':', words[i].start - words[i - 1].end) &&
	    only(finder, words[i - 1].end, words[i].start, ": ", false))
		last = name_last(finder, i, false);
	if (last == SIZE_MAX && (bits & WORD_THANKS))
		last = thanked(finder, i);
	if (last == SIZE_MAX && (bits & WORD_GREET))
		last = greeted(finder, i);
	if (last == SIZE_MAX && (bits & WORD_CLOSE))
		last = closed(finder, i);
	if (last == SIZE_MAX && (bits & WORD_PERHAPS))
		last = said_of_self(finder, i);
	/* "technician Ann", "phoned Ann" */
	if (last == SIZE_MAX && (bits & WORD_BEFORE_GIVEN) && (words[i].bits & WORD_GIVEN) &&
	    only(finder, words[i - 1].end, words[i].start, " ,", false))
		last = name_last(finder, i, false);
	return last;
}

/* "thanks to Ann and Bob": the second stands behind a name that was no title's. */
static size_t second(const struct sd_redact_finder *finder, size_t last)
{
	const struct word *words = finder->words;
	if (!is_next(finder, last + 1, ands) || !follows(finder, last + 2) || !words[last + 2].capital ||
	    words[last + 2].shouted)
		return SIZE_MAX;
	size_t end = name_last(finder, last + 2, false);
	return end != SIZE_MAX && end < last + 4 ? end : SIZE_MAX;
}

void sd_redact_find_names(struct sd_redact_finder *finder)
{
	const struct word *words = finder->words;
	for (size_t i = 0; i < finder->words_length; i++) {
		if (words[i].bits & WORD_LISTED) {
			size_t last = i;
			while (last + 1 < finder->words_length && (words[last + 1].bits & WORD_LISTED) &&
			       (words[last + 1].bits & WORD_BEGINS))
				last++;
			sd_redact_take(finder, words[i].start, name_end(finder, last), SD_REDACT_NAME, NULL);
			i = last;
			continue;
		}
		size_t last = i ? announced(finder, i) : SIZE_MAX;
		if (last == SIZE_MAX || (last == i && words[i].end - words[i].start < 2))
			continue;
		sd_redact_take(finder, words[i].start, name_end(finder, last), SD_REDACT_NAME, NULL);
		const bool title = words[i - 1].bits & (WORD_TITLE | WORD_TITLE_WHOLE | WORD_TITLE_POINT);
		size_t other = title ? SIZE_MAX : second(finder, last);
		if (other != SIZE_MAX) {
			sd_redact_take(finder, words[last + 2].start, name_end(finder, other), SD_REDACT_NAME, NULL);
			last = other;
		}
		i = last;
	}
}
