/* SPDX-License-Identifier: MIT */
#include "say/token.h"

#include "say/normal.h"
#include "say/token_cut.h"
#include "say/token_data.h"
#include "say/words.h"

/* The quick cutter reads eight bytes at a time, also from an answer's last one. */
enum { PLAIN_SLACK = 16, ABBREVIATION_MOST = 64 };

static enum sd_token_language language_of(const char *code)
{
	static const struct {
		char code[3];
		enum sd_token_language language;
	} languages[] = {
		{"en", SD_LANGUAGE_EN}, {"de", SD_LANGUAGE_DE}, {"fr", SD_LANGUAGE_FR},
		{"it", SD_LANGUAGE_IT}, {"ca", SD_LANGUAGE_CA},
	};
	if (!code)
		return SD_LANGUAGE_EN;
	for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
		if (!strncmp(code, languages[i].code, 2) && (!code[2] || code[2] == '-' || code[2] == '_'))
			return languages[i].language;
	return SD_LANGUAGE_OTHER;
}

static void add_to_sieve(struct sd_text word, void *context)
{
	struct sd_tokenizer *t = context;
	char bytes[8] = {0};
	memcpy(bytes, word.data, word.length < sizeof bytes ? word.length : sizeof bytes);
	size_t bit = sd_sieve_bit(sd_load8(bytes));
	t->sieve[bit / 64] |= (uint64_t)1 << bit % 64;
}

struct sd_tokenizer *sd_tokenizer_new(const struct sd_token_options *options)
{
	struct sd_tokenizer *t = sd_calloc(1, sizeof *t);
	t->rules = options->rules;
	t->contrast = options->contrast;
	t->abbreviations = options->abbreviations;
	t->language = language_of(options->language);
	sd_contraction_each(add_to_sieve, t);
	if (t->contrast)
		sd_words_each(t->contrast, add_to_sieve, t);
	return t;
}

void sd_tokenizer_free(struct sd_tokenizer *tokenizer)
{
	if (!tokenizer)
		return;
	free(tokenizer->items);
	free(tokenizer->plain);
	sd_arena_release(&tokenizer->arena);
	sd_str_release(&tokenizer->scratch);
	free(tokenizer);
}

/* German "am 3. Mai": a stop behind one or two digits that what follows makes an ordinal's. */
static bool is_german_ordinal(const struct sd_tokenizer *t, size_t start, size_t stop, size_t end)
{
	if (t->language != SD_LANGUAGE_DE || stop - start > 2)
		return false;
	for (size_t i = start; i < stop; i++)
		if (t->answer.data[i] < '0' || t->answer.data[i] > '9')
			return false;
	size_t word_end = end < t->answer.length ? sd_text_next_word(t->answer, end) : end;
	return stop > start && sd_follows_german_ordinal((struct sd_text){t->answer.data + end, word_end - end});
}

/* Whether the boundary at `end` stands behind a stop that only closes an abbreviation of the list, as in "Dr. Jones",
 * or an ordinal. */
static bool is_no_sentence_end(struct sd_tokenizer *t, size_t end)
{
	size_t stop = end;
	while (stop > 0 && t->answer.data[stop - 1] == ' ')
		stop--;
	while (stop > 0 && t->answer.data[stop - 1] != '.' &&
	       sd_char_before(t->answer, stop)->flags & SD_CHAR_White_Space) {
		uint32_t code;
		stop -= sd_char_read_before(t->answer, stop, &code);
		if (sd_char_of(code)->sentence != SD_SENTENCE_Sp)
			return false;
	}
	if (!stop || t->answer.data[stop - 1] != '.')
		return false;
	/* The word up to the stop, back to a blank or an opening mark, however it was cut. */
	size_t start = stop - 1;
	bool simple = true; /* the copy's bytes are the normal form */
	while (start > 0 && stop - start <= ABBREVIATION_MOST) {
		unsigned char byte = (unsigned char)t->answer.data[start - 1];
		if (byte <= ' ' || byte == '(' || byte == '"' || byte == '[' || byte == ',' || byte == '/')
			break;
		simple = simple && byte < 0x80 && byte != '`';
		start--;
	}
	if (is_german_ordinal(t, start, stop - 1, end))
		return true;
	if (!t->abbreviations)
		return false;
	if (simple)
		return sd_words_has(t->abbreviations, (struct sd_text){t->plain + start, stop - start});
	sd_str_clear(&t->scratch);
	sd_normal_add(&t->scratch, (struct sd_text){t->answer.data + start, stop - start});
	return sd_words_has(t->abbreviations, sd_str_text(&t->scratch));
}

/* Whether a line ends in [from, to). */
static bool line_ends_between(struct sd_text answer, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (answer.data[i] == '\n' || answer.data[i] == '\r')
			return true;
	return false;
}

void sd_cut_advance_sentence(struct sd_tokenizer *t, size_t start)
{
	size_t last_end = t->length ? t->items[t->length - 1].end : 0;
	while (start >= t->sentence_end && t->sentence_end < t->answer.length) {
		size_t boundary = t->sentence_end;
		if (boundary >= last_end && !is_no_sentence_end(t, boundary))
			t->sentence_due = true;
		if (t->sentence_end_can_wait && start == boundary) {
			t->sentence_end = SD_SENTENCE_END_UNKNOWN;
			t->sentence_from = boundary;
			return;
		}
		t->sentence_end = sd_text_next_sentence(t->answer, boundary);
	}
}

void sd_cut_begin_sentence(struct sd_tokenizer *t, size_t start, enum sd_token_kind kind)
{
	size_t last_end = t->length ? t->items[t->length - 1].end : 0;
	/* An emoji behind the stop belongs to what it comments on, unless it stands on a line of its own. */
	bool stays = kind == SD_TOKEN_EMOJI && (t->rules & SD_RULE_EMOJI) &&
		     !line_ends_between(t->answer, last_end, start);
	if (stays)
		return;
	if (t->length) {
		t->sentence++;
		t->clause++;
	}
	t->sentence_due = t->clause_due = t->clause_has_content = false;
}

void sd_cut_add(struct sd_tokenizer *t, size_t start, size_t end, enum sd_token_kind kind, unsigned flags,
		struct sd_text normal, enum sd_clause_cut cut)
{
	bool contrast = kind == SD_TOKEN_WORD && t->contrast && sd_cut_may_be_listed(t, normal) &&
			sd_words_has(t->contrast, normal);
	sd_cut_add_here(t, start, end, kind, flags, normal, cut, contrast);
}

struct sd_text sd_cut_keep(struct sd_tokenizer *t, struct sd_text text)
{
	return sd_text_keep(&t->arena, text);
}

void sd_cut_add_as_typed(struct sd_tokenizer *t, size_t start, size_t end, enum sd_token_kind kind, unsigned flags,
			 enum sd_clause_cut cut)
{
	sd_str_clear(&t->scratch);
	sd_normal_add(&t->scratch, (struct sd_text){t->answer.data + start, end - start});
	sd_cut_add(t, start, end, kind, flags, sd_cut_keep(t, sd_str_text(&t->scratch)), cut);
}

/* Brings the letters of Latin-1 and Latin Extended-A whose first bytes are among the eight at `at`, where `high` has
 * the bits of bytes of 80 and above, to their normal form. */
static void fold_latin(char *at, uint64_t high)
{
	for (; high; high &= high - 1) {
		unsigned char *letter = (unsigned char *)at + __builtin_ctzll(high) / 8;
		unsigned lead = letter[0], second = letter[1];
		if (lead < 0xC3 || lead > 0xC5 || (second & 0xC0) != 0x80)
			continue;
		if (lead == 0xC3 && second == 0x9F) {
			letter[0] = letter[1] = 's';
			continue;
		}
		uint32_t form = sd_normal_simple((lead & 0x1F) << 6 | (second & 0x3F));
		if (form >> 6 == (lead & 0x1F))
			letter[1] = (unsigned char)(0x80 | (form & 0x3F));
	}
}

static void copy_in_lower_case(struct sd_tokenizer *t, struct sd_text answer)
{
	const uint64_t ones = 0x0101010101010101, high = 0x8080808080808080;
	size_t rounded = (answer.length + 7) / 8 * 8;
	if (t->plain_room < rounded + PLAIN_SLACK) {
		free(t->plain);
		t->plain_room = rounded + rounded / 2 + PLAIN_SLACK;
		t->plain = sd_alloc(t->plain_room, 1);
	}
	if (answer.length)
		memcpy(t->plain, answer.data, answer.length);
	memset(t->plain + answer.length, 0, rounded - answer.length + PLAIN_SLACK);
	for (size_t i = 0; i < rounded; i += 8) {
		uint64_t bytes;
		memcpy(&bytes, t->plain + i, sizeof bytes);
		uint64_t low = bytes & ~high;
		uint64_t upper = (low + (0x80 - 'A') * ones) & ~(low + (0x7F - 'Z') * ones) & ~bytes & high;
		bytes |= upper >> 2; /* 0x80 becomes the 0x20 between the cases */
		memcpy(t->plain + i, &bytes, sizeof bytes);
		if (bytes & high)
			fold_latin(t->plain + i, sd_load8(t->plain + i) & high);
	}
}

struct sd_tokens sd_tokenize_by(struct sd_tokenizer *t, struct sd_text answer,
				size_t (*cut)(struct sd_tokenizer *tokenizer, size_t at))
{
	t->answer = answer;
	t->length = 0;
	t->space = 0;
	t->segment_end = 0;
	t->sentence_end_can_wait = false;
	t->sentence = t->clause = 0;
	t->sentence_due = t->clause_due = t->clause_has_content = false;
	sd_arena_clear(&t->arena);
	copy_in_lower_case(t, answer);
	t->has_at_sign = answer.length && memchr(answer.data, '@', answer.length);
	t->sentence_from = 0;
	if (cut == sd_cut_quick && t->rules == SD_TOKEN_RULES_ALL)
		t->sentence_end = SD_SENTENCE_END_UNKNOWN;
	else
		t->sentence_end = answer.length ? sd_text_next_sentence(answer, 0) : 0;
	for (size_t at = 0; at < answer.length;)
		at = cut(t, at);
	return (struct sd_tokens){t->items, t->length};
}

struct sd_tokens sd_tokenize(struct sd_tokenizer *tokenizer, struct sd_text answer)
{
	return sd_tokenize_by(tokenizer, answer, sd_cut_quick);
}

const char *sd_token_kind_name(enum sd_token_kind kind)
{
	static const char *const names[] = {
		[SD_TOKEN_WORD] = "word",	[SD_TOKEN_NUMBER] = "number",	[SD_TOKEN_EMOJI] = "emoji",
		[SD_TOKEN_URL] = "url",		[SD_TOKEN_EMAIL] = "email",	[SD_TOKEN_MENTION] = "mention",
		[SD_TOKEN_HASHTAG] = "hashtag", [SD_TOKEN_PUNCTUATION] = "punctuation",
	};
	return (unsigned)kind < SD_TOKEN_KINDS ? names[kind] : "unknown";
}
