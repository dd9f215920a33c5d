/* SPDX-License-Identifier: MIT */
#include "say/answer.h"

#include "base/mem.h"
#include "say/language.h"
#include "say/stem.h"

struct sd_answer_reader {
	struct sd_tokenizer *tokenizer;
	struct sd_stemmer *stemmer;
	const char *language;
	bool hyphen_parts, infinitives, stems_wanted;
	struct sd_answer_word *words;
	size_t room;
	struct sd_arena stems;
	struct sd_answer answer;
};

struct sd_answer_reader *sd_answer_reader_new(const struct sd_answer_options *options, struct sd_error *err)
{
	struct sd_stemmer *stemmer = sd_stemmer_new(options->language, err);
	if (!stemmer)
		return NULL;
	struct sd_token_options tokens = {.rules = SD_TOKEN_RULES_ALL,
					  .language = options->language,
					  .contrast = options->contrast,
					  .abbreviations = options->abbreviations};
	struct sd_answer_reader *reader = sd_calloc(1, sizeof *reader);
	reader->stemmer = stemmer;
	reader->language = options->language;
	reader->hyphen_parts = options->hyphen_parts;
	const char *code = sd_language_code(sd_text_of(options->language));
	reader->infinitives = code && strcmp(code, "pt") == 0;
	reader->tokenizer = sd_tokenizer_new(&tokens);
	return reader;
}

void sd_answer_reader_free(struct sd_answer_reader *reader)
{
	if (!reader)
		return;
	sd_tokenizer_free(reader->tokenizer);
	sd_stemmer_free(reader->stemmer);
	sd_arena_release(&reader->stems);
	free(reader->words);
	free(reader);
}

const char *sd_answer_reader_language(const struct sd_answer_reader *reader)
{
	return reader->language;
}

static size_t add_word(struct sd_answer_reader *reader, size_t length, const struct sd_token *token,
		       struct sd_text normal)
{
	if (normal.length == 0)
		return length;
	SD_GROW(reader->words, length, reader->room);
	struct sd_answer_word *word = &reader->words[length];
	word->token = *token;
	word->token.normal = word->stem = normal;
	if (!reader->stems_wanted) {
		word->stem = (struct sd_text){NULL, 0};
	} else if (token->kind == SD_TOKEN_WORD) {
		struct sd_text stem = sd_stem(reader->stemmer, normal);
		if (stem.data != normal.data)
			stem.data = sd_arena_dup(&reader->stems, stem.data, stem.length);
		word->stem = stem;
	}
	return length + 1;
}

static bool ends_in(struct sd_text text, const char *end)
{
	size_t length = strlen(end);
	return text.length > length && memcmp(text.data + text.length - length, end, length) == 0;
}

/* Before -lo, -la, -los and -las a Portuguese infinitive has lost its r: comprá-lo is comprar, vendê-los vender,
 * abri-la abrir. What is no infinitive stays as it is. */
static struct sd_text infinitive(struct sd_answer_reader *reader, struct sd_text verb, struct sd_text pronoun)
{
	static const char *const ends[][2] = {{"á", "ar"}, {"ê", "er"}, {"ô", "or"}, {"í", "ir"}, {"i", "ir"}};
	size_t length = pronoun.length;
	bool before = length > 1 && (length == 2 || (length == 3 && pronoun.data[2] == 's')) &&
		      pronoun.data[0] == 'l' && (pronoun.data[1] == 'o' || pronoun.data[1] == 'a');
	for (size_t i = 0; before && i < sizeof ends / sizeof *ends; i++) {
		if (!ends_in(verb, ends[i][0]))
			continue;
		size_t kept = verb.length - strlen(ends[i][0]);
		struct sd_str whole = SD_STR_INIT;
		sd_str_add_text(&whole, (struct sd_text){verb.data, kept});
		sd_str_adds(&whole, ends[i][1]);
		verb = sd_text_keep(&reader->stems, sd_str_text(&whole));
		sd_str_release(&whole);
		break;
	}
	return verb;
}

static const struct sd_answer *read_answer(struct sd_answer_reader *reader, struct sd_text text, bool stems)
{
	reader->stems_wanted = stems;
	sd_arena_clear(&reader->stems);
	struct sd_tokens tokens = sd_tokenize(reader->tokenizer, text);
	size_t length = 0;
	for (size_t i = 0; i < tokens.length; i++) {
		const struct sd_token *token = &tokens.items[i];
		struct sd_text rest = token->normal;
		if (token->kind == SD_TOKEN_PUNCTUATION)
			continue;
		while (reader->hyphen_parts && token->kind == SD_TOKEN_WORD) {
			const char *hyphen = memchr(rest.data, '-', rest.length);
			if (!hyphen)
				break;
			size_t part = (size_t)(hyphen - rest.data);
			struct sd_text first = {rest.data, part};
			rest = (struct sd_text){hyphen + 1, rest.length - part - 1};
			if (reader->infinitives)
				first = infinitive(reader, first, rest);
			length = add_word(reader, length, token, first);
		}
		length = add_word(reader, length, token, rest);
	}
	reader->answer = (struct sd_answer){text, tokens, reader->words, length};
	return &reader->answer;
}

const struct sd_answer *sd_answer_read(struct sd_answer_reader *reader, struct sd_text text)
{
	return read_answer(reader, text, true);
}

const struct sd_answer *sd_answer_read_words(struct sd_answer_reader *reader, struct sd_text text)
{
	return read_answer(reader, text, false);
}

struct sd_tokens sd_answer_tokens(struct sd_answer_reader *reader, struct sd_text text)
{
	return sd_tokenize(reader->tokenizer, text);
}

struct sd_text sd_answer_stem(struct sd_answer_reader *reader, struct sd_text normal)
{
	return sd_stem(reader->stemmer, normal);
}

bool sd_answer_in_one_sentence(const struct sd_answer *answer, size_t from, size_t to)
{
	return from < to && to <= answer->length &&
	       answer->words[from].token.sentence == answer->words[to - 1].token.sentence;
}
