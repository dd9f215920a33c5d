/* SPDX-License-Identifier: MIT */
#include "say/language.h"

#include <strings.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "say/normal.h"
#include "say/text.h"
#include "say/words.h"

enum {
	VOTE = 10000, /* a function word's */
	HALF = VOTE / 2,
	LEAST_LEAD = VOTE / 3,
	FIRST_SLOTS = 1024,
	/* Words up to that long are folded on the stack; a longer one of ASCII alone is in no list. */
	WORD_BYTES_MOST = 63,
	/* Before a letter's key, so that the letter é and the word é are two things: a letter of a normal form, and one
	 * that a normal form has not (ß is ss there). */
	LETTER = 1,
	TYPED_LETTER = 2
};

static const struct {
	const char *code, *three, *bibliographic, *name; /* bibliographic: "" where it is the other */
} names[] = {
#include "language_table.h"
};

struct slot {
	struct sd_text key; /* data is NULL where the slot is empty */
	uint32_t function, common; /* the languages that have it, a bit each; of a letter only `common` */
};

struct sd_languages {
	struct slot *slots; /* open addressing; a power of two of them */
	size_t slot_count, count, length;
	struct sd_arena arena;
	bool typed_letters; /* some are TYPED_LETTER */
};

const char *sd_language_at(size_t index)
{
	return index < sizeof names / sizeof *names ? names[index].code : NULL;
}

const char *sd_language_code(struct sd_text written)
{
	char name[16];
	size_t length = 0;
	written = sd_text_trim(written);
	while (length < written.length && written.data[length] != '-' && written.data[length] != '_') {
		char byte = written.data[length];
		if (length == sizeof name - 1 || !byte)
			return NULL;
		name[length++] = byte >= 'A' && byte <= 'Z' ? (char)(byte + ('a' - 'A')) : byte;
	}
	name[length] = '\0';
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(name, names[i].code) || !strcmp(name, names[i].three) || !strcasecmp(name, names[i].name) ||
		    (name[0] && !strcmp(name, names[i].bibliographic)))
			return names[i].code;
	return NULL;
}

const char *sd_language_name(const char *code)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(code, names[i].code))
			return names[i].name;
	return code;
}

/* FNV-1a; its order never reaches an output. */
static size_t hash(struct sd_text key)
{
	uint64_t h = 14695981039346656037u;
	for (size_t i = 0; i < key.length; i++)
		h = (h ^ (unsigned char)key.data[i]) * 1099511628211u;
	return (size_t)(h ^ h >> 32);
}

/* The slot that holds `key`, or the empty one where it belongs. */
static struct slot *slot_of(const struct sd_languages *languages, struct sd_text key)
{
	size_t i = hash(key) & (languages->slot_count - 1);
	while (languages->slots[i].key.data && !sd_text_equal(languages->slots[i].key, key))
		i = (i + 1) & (languages->slot_count - 1);
	return &languages->slots[i];
}

static void grow(struct sd_languages *languages)
{
	struct slot *old = languages->slots;
	size_t old_count = languages->slot_count;
	languages->slot_count = old_count ? old_count * 2 : FIRST_SLOTS;
	languages->slots = sd_calloc(languages->slot_count, sizeof *languages->slots);
	for (size_t i = 0; i < old_count; i++)
		if (old[i].key.data)
			*slot_of(languages, old[i].key) = old[i];
	free(old);
}

static struct slot *add(struct sd_languages *languages, struct sd_text key)
{
	if (languages->count * 2 >= languages->slot_count)
		grow(languages);
	struct slot *slot = slot_of(languages, key);
	if (!slot->key.data) {
		slot->key = sd_text_keep(&languages->arena, key);
		languages->count++;
	}
	return slot;
}

struct sd_languages *sd_languages_new(void)
{
	struct sd_languages *languages = sd_calloc(1, sizeof *languages);
	grow(languages);
	return languages;
}

void sd_languages_free(struct sd_languages *languages)
{
	if (!languages)
		return;
	sd_arena_release(&languages->arena);
	free(languages->slots);
	free(languages);
}

size_t sd_languages_add(struct sd_languages *languages)
{
	return languages->length++;
}

static uint32_t last_bit(const struct sd_languages *languages)
{
	return (uint32_t)1 << (languages->length - 1);
}

static bool is_single_consonant(struct sd_text word)
{
	return word.length == 1 && !strchr("aeiouy", word.data[0]);
}

static void add_function(struct sd_text word, void *languages)
{
	if (!is_single_consonant(word))
		add(languages, word)->function |= last_bit(languages);
}

static void add_common(struct sd_text word, void *languages)
{
	if (!is_single_consonant(word))
		add(languages, word)->common |= last_bit(languages);
}

static struct sd_text letter_key(uint32_t code, char mark, char key[8])
{
	key[0] = mark;
	return (struct sd_text){key, 1 + sd_utf8_encode(code, key + 1)};
}

static void add_letter(struct sd_languages *languages, struct sd_text letter, uint32_t code)
{
	char key[8];
	struct sd_str normal = SD_STR_INIT;
	sd_normal_add(&normal, letter);
	bool typed = !sd_text_equal(sd_str_text(&normal), letter);
	sd_str_release(&normal);
	languages->typed_letters |= typed;
	add(languages, letter_key(code, typed ? TYPED_LETTER : LETTER, key))->common |= last_bit(languages);
}

static int add_letters(struct sd_languages *languages, const char *name, struct sd_text content, struct sd_error *err)
{
	size_t number = 1;
	for (size_t at = 0; at < content.length; number++) {
		const char *feed = memchr(content.data + at, '\n', content.length - at);
		size_t end = feed ? (size_t)(feed - content.data) : content.length;
		struct sd_text line = sd_text_trim((struct sd_text){content.data + at, end - at});
		uint32_t code;
		at = end + 1;
		if (!line.length || line.data[0] == '#')
			continue;
		if (sd_utf8_decode(line.data, line.length, &code) != line.length || code < 0x80)
			return sd_fail(err, "%s: line %zu: not one letter in UTF-8 that ASCII has not; one a line",
				       name, number);
		add_letter(languages, line, code);
	}
	return 0;
}

int sd_languages_add_list(struct sd_languages *languages, enum sd_language_list list, const char *name,
			  struct sd_text content, struct sd_error *err)
{
	if (list == SD_LANGUAGE_LETTERS)
		return add_letters(languages, name, content, err);
	struct sd_words *words = sd_words_new(name, content, err);
	if (!words)
		return -1;
	sd_words_each(words, list == SD_LANGUAGE_FUNCTION ? add_function : add_common, languages);
	sd_words_free(words);
	return 0;
}

void sd_languages_add_lexicon(struct sd_languages *languages, const struct sd_lexicon *lexicon)
{
	int32_t weight;
	for (size_t i = 0; i < sd_lexicon_count(lexicon); i++) {
		struct sd_text term = sd_lexicon_entry(lexicon, i, &weight);
		if (!memchr(term.data, ' ', term.length) && !memchr(term.data, '*', term.length))
			add_common(term, languages);
	}
}

/* --- the vote ---------------------------------------------------------------------------------------------- */

struct voting {
	const struct sd_languages *languages;
	struct sd_str *scratch;
	int64_t *votes;
};

static void share_out(struct voting *v, const struct slot *slot)
{
	uint32_t claims = slot->function | slot->common;
	int64_t among = __builtin_popcount(claims);
	for (uint32_t rest = claims; rest; rest &= rest - 1) {
		int language = __builtin_ctz(rest);
		v->votes[language] += (slot->function >> language & 1 ? VOTE : HALF) / among;
	}
}

static bool vote_word(struct voting *v, struct sd_text word)
{
	const struct slot *slot = slot_of(v->languages, word);
	if (!slot->key.data)
		return false;
	share_out(v, slot);
	return true;
}

static void vote_normal(struct voting *v, struct sd_text normal)
{
	const char *mark;
	if (!normal.length || vote_word(v, normal) || !(mark = memchr(normal.data, '\'', normal.length)))
		return;
	size_t cut = (size_t)(mark - normal.data) + 1;
	vote_word(v, (struct sd_text){normal.data, cut});
	vote_word(v, (struct sd_text){normal.data + cut, normal.length - cut});
}

/* The letters of `text` that are in a list under `mark`. */
static void vote_letters(struct voting *v, struct sd_text text, char mark)
{
	uint32_t code;
	char key[8];
	for (size_t at = 0; at < text.length;) {
		if ((unsigned char)text.data[at] < 0x80) {
			at++;
			continue;
		}
		at += sd_char_read(text, at, &code);
		vote_word(v, letter_key(code, mark, key));
	}
}

static void vote_run(struct voting *v, struct sd_text run, bool ascii)
{
	char folded[WORD_BYTES_MOST];
	if (ascii && run.length > sizeof folded)
		return;
	if (ascii) {
		for (size_t i = 0; i < run.length; i++) {
			char byte = run.data[i];
			folded[i] = byte >= 'A' && byte <= 'Z' ? (char)(byte + ('a' - 'A')) : byte;
		}
		vote_normal(v, (struct sd_text){folded, run.length});
		return;
	}
	sd_str_clear(v->scratch);
	sd_normal_add(v->scratch, run);
	vote_normal(v, sd_str_text(v->scratch));
	vote_letters(v, sd_str_text(v->scratch), LETTER);
	if (v->languages->typed_letters)
		vote_letters(v, run, TYPED_LETTER);
}

enum kind { NEITHER, LETTERS, APOSTROPHE, NO_WORD };

static enum kind kind_of(uint32_t code)
{
	if ((code | 0x20) >= 'a' && (code | 0x20) <= 'z')
		return LETTERS;
	if ((code >= '0' && code <= '9') || code == '_')
		return NO_WORD;
	if (code == '\'' || code == '`' || code == 0xB4 || code == 0x2018 || code == 0x2019 || code == 0x2BC)
		return APOSTROPHE;
	if (code < 0x80)
		return NEITHER;
	const struct sd_char *properties = sd_char_of(code);
	if (properties->flags & SD_CHAR_Nd)
		return NO_WORD;
	return properties->flags & SD_CHAR_Alphabetic || properties->word == SD_WORD_Extend ? LETTERS : NEITHER;
}

/* The runs of letters between two blanks. */
static void vote_chunk(struct voting *v, struct sd_text chunk)
{
	size_t start = 0, at = 0;
	bool inside = false, ascii = true, counts = true, stopped = false;
	while (at < chunk.length) {
		uint32_t code = (unsigned char)chunk.data[at], next;
		size_t bytes = code < 0x80 ? 1 : sd_char_read(chunk, at, &code);
		enum kind kind = kind_of(code);
		if (kind == APOSTROPHE) {
			size_t behind = at + bytes;
			bool inner = inside && behind < chunk.length;
			if (inner)
				sd_char_read(chunk, behind, &next);
			kind = inner && kind_of(next) == LETTERS ? LETTERS : NEITHER;
		}
		if (kind != NEITHER) {
			if (!inside) {
				start = at;
				ascii = true;
				counts = !stopped;
			}
			inside = true;
			ascii &= code < 0x80 && code != '`';
			counts &= kind == LETTERS;
		} else {
			if (inside && counts)
				vote_run(v, (struct sd_text){chunk.data + start, at - start}, ascii);
			stopped = inside && code == '.';
			inside = false;
			if (code >= 0x80)
				vote_letters(v, (struct sd_text){chunk.data + at, bytes}, LETTER);
		}
		at += bytes;
	}
	if (inside && counts)
		vote_run(v, (struct sd_text){chunk.data + start, at - start}, ascii);
}

static bool is_blank(char byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* The end of what begins at `at` and holds no blank; *address where that is a link, an address, a mention or a
 * hashtag. */
static size_t chunk_end(struct sd_text answer, size_t at, bool *address)
{
	static const char prefix[] = "www.";
	size_t left = answer.length - at;
	*address = left > sizeof prefix - 1 && !strncasecmp(answer.data + at, prefix, sizeof prefix - 1);
	for (; at < answer.length && !is_blank(answer.data[at]); at++)
		*address |= answer.data[at] == '@' || answer.data[at] == '#' ||
			    (answer.data[at] == '/' && at > 0 && answer.data[at - 1] == ':');
	return at;
}

void sd_language_vote(const struct sd_languages *languages, struct sd_text answer, struct sd_str *scratch,
		      struct sd_language_vote *vote)
{
	struct voting v = {languages, scratch, vote->votes};
	*vote = (struct sd_language_vote){.language = 0};
	for (size_t at = 0; at < answer.length;) {
		bool address;
		size_t end = chunk_end(answer, at, &address);
		if (!address)
			vote_chunk(&v, (struct sd_text){answer.data + at, end - at});
		at = end + 1;
	}
	size_t first = 0;
	int64_t second = 0;
	for (size_t i = 1; i < languages->length; i++)
		if (vote->votes[i] > vote->votes[first])
			first = i;
	for (size_t i = 0; i < languages->length; i++)
		if (i != first && vote->votes[i] > second)
			second = vote->votes[i];
	int64_t lead = vote->votes[first] - second;
	if (lead < LEAST_LEAD)
		return;
	vote->language = first;
	vote->told = true;
	vote->sure = lead * VOTE / (lead + HALF);
}
