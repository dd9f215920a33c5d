/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "say/learn_fit.h"
#include "say/lexicon_word.h"

enum { SHORTEST = 3, HELD = 3 /* answers of a domain before it has a say */, SCOPE = 4 };
static const double opposite = 2.5, denied = -0.74;

static unsigned flags_of(const struct sd_learn_options *options, struct sd_text word, bool emoji)
{
	const struct sd_sentiment_rules *rules = &options->rules;
	bool function = sd_words_has(options->function, word), negator = sd_words_has(rules->negators, word);
	bool shifts = sd_words_has(rules->intensifiers, word) || sd_words_has(rules->diminishers, word);
	bool contrast = sd_words_has(rules->contrast, word);
	unsigned flags = 0;
	if (emoji || (!function && !negator && !shifts && !contrast && word.length >= SHORTEST))
		flags |= SD_LEARN_WORD_TELLS;
	if ((negator || !function) && !contrast)
		flags |= SD_LEARN_WORD_BEGINS;
	if (negator)
		flags |= SD_LEARN_WORD_DENIES;
	if (sd_words_has(options->skip, word) || memchr(word.data, '*', word.length) || word.data[0] == '#')
		flags |= SD_LEARN_WORD_BARRED;
	return flags;
}

static uint32_t number_of(struct sd_learn_corpus *corpus, struct sd_text word, bool emoji)
{
	int64_t *number = sd_count_at(corpus->numbers, word);
	if (!*number) {
		SD_GROW(corpus->names, corpus->names_length, corpus->names_room);
		SD_GROW(corpus->flags, corpus->names_length, corpus->flags_room);
		corpus->names[corpus->names_length] = sd_text_keep(&corpus->arena, word);
		corpus->flags[corpus->names_length++] = (unsigned char)flags_of(corpus->options, word, emoji);
		*number = (int64_t)corpus->names_length;
	}
	return (uint32_t)*number;
}

static void add_word(struct sd_learn_corpus *corpus, uint32_t number)
{
	SD_GROW(corpus->words, corpus->words_length, corpus->words_room);
	corpus->words[corpus->words_length++] = number;
}

static void read_row(struct sd_learn_corpus *corpus, struct sd_learn_row *row, struct sd_tokenizer *tokenizer)
{
	struct sd_tokens tokens = sd_tokenize(tokenizer, row->answer);
	uint32_t clause = 0;
	row->first = corpus->words_length;
	row->told = 0;
	for (size_t i = 0; i < tokens.length; i++) {
		const struct sd_token *token = &tokens.items[i];
		bool emoji = token->kind == SD_TOKEN_EMOJI;
		if (token->clause != clause)
			add_word(corpus, 0);
		clause = token->clause;
		if (token->kind != SD_TOKEN_PUNCTUATION)
			row->told++;
		if (token->kind != SD_TOKEN_WORD && token->kind != SD_TOKEN_HASHTAG && !emoji) {
			add_word(corpus, 0);
			continue;
		}
		struct sd_text rest = sd_lexicon_word_form(token), word;
		while (sd_lexicon_next_word(&rest, &word))
			add_word(corpus, number_of(corpus, word, emoji));
	}
	row->length = corpus->words_length - row->first;
}

static int compare_rows(const void *a, const void *b)
{
	const struct sd_learn_row *x = a, *y = b;
	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	if (x->domain != y->domain)
		return x->domain < y->domain ? -1 : 1;
	if (x->score < y->score || x->score > y->score)
		return x->score < y->score ? -1 : 1;
	return sd_text_compare(x->answer, y->answer);
}

/* Whether a file that says `form` has the entry `text`. */
static bool reads_as(const struct sd_learn_corpus *corpus, struct sd_text form, struct sd_text text)
{
	struct sd_lexicon *lexicon = sd_lexicon_new();
	struct sd_str file = SD_STR_INIT;
	int32_t weight;
	sd_str_addf(&file, "# language: %s\n", corpus->options->language);
	sd_str_add_text(&file, form);
	sd_str_adds(&file, "\t1\n");
	bool same = !sd_lexicon_add(lexicon, "", sd_str_text(&file), NULL) && sd_lexicon_count(lexicon) == 1 &&
		    sd_text_equal(sd_lexicon_entry(lexicon, 0, &weight), text);
	sd_str_release(&file);
	sd_lexicon_free(lexicon);
	return same;
}

/* Folding case makes :d of :D, which is no emoticon, and an elided word is cut off what it belongs to. */
static struct sd_text spell(struct sd_learn_corpus *corpus, struct sd_text text)
{
	if (reads_as(corpus, text, text))
		return text;
	char *form = sd_arena_dup(&corpus->arena, text.data, text.length);
	for (size_t i = 0; i < text.length; i++)
		form[i] = form[i] >= 'a' && form[i] <= 'z' ? (char)(form[i] - 32) : form[i];
	if (reads_as(corpus, (struct sd_text){form, text.length}, text))
		return (struct sd_text){form, text.length};
	size_t length = 0;
	for (size_t i = 0; i < text.length; i++)
		if (!(text.data[i] == ' ' && i && text.data[i - 1] == '\''))
			form[length++] = text.data[i];
	return reads_as(corpus, (struct sd_text){form, length}, text) ? (struct sd_text){form, length}
								       : (struct sd_text){NULL, 0};
}

static void spell_start(struct sd_learn_corpus *corpus)
{
	const struct sd_lexicon *start = corpus->options->rules.lexicon;
	int32_t weight;
	corpus->written = sd_calloc((start ? sd_lexicon_count(start) : 0) + 1, sizeof *corpus->written);
	for (size_t i = 0; start && i < sd_lexicon_count(start); i++)
		corpus->written[i] = spell(corpus, sd_lexicon_entry(start, i, &weight));
}

void sd_learn_read(struct sd_learn_corpus *corpus)
{
	const struct sd_learn_options *options = corpus->options;
	const struct sd_token_options how = {.rules = SD_TOKEN_RULES_ALL,
					     .contrast = options->rules.contrast,
					     .abbreviations = options->rules.abbreviations,
					     .language = options->language};
	int64_t *taken = sd_calloc(corpus->domains + 1, sizeof *taken);
	size_t kept = 0;
	if (corpus->length)
		qsort(corpus->rows, corpus->length, sizeof *corpus->rows, compare_rows);
	for (size_t i = 0; i < corpus->length; i++)
		if (options->most == 0 || taken[corpus->rows[i].domain]++ < options->most)
			corpus->rows[kept++] = corpus->rows[i];
	corpus->length = kept;
	free(taken);
	spell_start(corpus);
	struct sd_tokenizer *tokenizer = sd_tokenizer_new(&how);
	corpus->numbers = sd_count_new(1);
	for (size_t i = 0; i < corpus->length; i++)
		read_row(corpus, &corpus->rows[i], tokenizer);
	sd_tokenizer_free(tokenizer);
}

void sd_learn_corpus_release(struct sd_learn_corpus *corpus)
{
	free(corpus->rows);
	free(corpus->words);
	free(corpus->names);
	free(corpus->flags);
	free(corpus->written);
	sd_count_free(corpus->numbers);
	sd_arena_release(&corpus->arena);
}

/* --- candidates --------------------------------------------------------------------------------------------------- */

/* What is known of a candidate in one domain. */
struct told {
	double slope, square;
	int64_t answers;
};

struct proposing {
	const struct sd_learn_corpus *corpus;
	const double *residual;
	size_t length;
	struct sd_count *known[SD_LEARN_WORDS]; /* terms of 1, 2, 3 words: answers, the last one (from 1), its place */
	struct told *told;			/* a domain of a place each */
	size_t places;
};

static struct sd_text key_of(const uint32_t *words, size_t length)
{
	return (struct sd_text){(const char *)words, length * sizeof *words};
}

static bool frequent(const struct proposing *p, const uint32_t *words, size_t length)
{
	const int64_t *sums = sd_count_find(p->known[length - 1], key_of(words, length));
	return sums && sums[0] >= p->corpus->options->least;
}

/* Whether `length` words lie at `at` in one clause, and the parts are frequent. */
static bool stands(const struct proposing *p, const struct sd_learn_row *row, size_t at, size_t length)
{
	const uint32_t *words = p->corpus->words + row->first + at;
	if (at + length > row->length)
		return false;
	for (size_t i = 0; i < length; i++)
		if (!words[i] || (p->corpus->flags[words[i] - 1] & SD_LEARN_WORD_BARRED))
			return false;
	return length == 1 || (frequent(p, words, length - 1) && frequent(p, words + 1, length - 1));
}

static void count_terms(struct proposing *p, size_t length)
{
	struct sd_count *known = p->known[length - 1] = sd_count_new(3);
	for (size_t r = 0; r < p->corpus->length; r++) {
		const struct sd_learn_row *row = &p->corpus->rows[r];
		for (size_t at = 0; at < row->length && p->residual[r] != 0; at++) {
			if (!stands(p, row, at, length))
				continue;
			int64_t *sums = sd_count_at(known, key_of(p->corpus->words + row->first + at, length));
			sums[0] += sums[1] != (int64_t)r + 1;
			sums[1] = (int64_t)r + 1;
		}
	}
}

/* As a word list has a term of several words. */
static struct sd_text joined(const struct sd_text *texts, size_t length, struct sd_str *into)
{
	sd_str_clear(into);
	for (size_t i = 0; i < length; i++) {
		sd_str_adds(into, i ? "_" : "");
		sd_str_add_text(into, texts[i]);
	}
	return sd_str_text(into);
}

static bool eligible(const struct proposing *p, const uint32_t *words, const struct sd_lexicon *lexicon,
		     struct sd_str *scratch)
{
	const struct sd_learn_corpus *corpus = p->corpus;
	struct sd_text texts[SD_LEARN_WORDS];
	struct sd_lexicon_match match;
	bool tells = false;
	for (size_t i = 0; i < p->length; i++) {
		texts[i] = corpus->names[words[i] - 1];
		tells |= corpus->flags[words[i] - 1] & SD_LEARN_WORD_TELLS;
	}
	if (p->length > 1 && sd_words_has(corpus->options->skip, joined(texts, p->length, scratch)))
		return false;
	return tells && (corpus->flags[words[0] - 1] & SD_LEARN_WORD_BEGINS) &&
	       !(sd_lexicon_match(lexicon, texts, p->length, &match) && match.length == p->length);
}

/* What an occurrence counts: nearly what the rules of sentiment make of it, the term being the only one there. */
static double factor_of(const struct proposing *p, const struct sd_learn_row *row, size_t at)
{
	const uint32_t *words = p->corpus->words + row->first;
	for (size_t i = at; i < at + p->length; i++)
		if (p->corpus->flags[words[i] - 1] & SD_LEARN_WORD_DENIES)
			return 1;
	for (size_t steps = 1; steps <= SCOPE && steps <= at && words[at - steps]; steps++)
		if (p->corpus->flags[words[at - steps] - 1] & SD_LEARN_WORD_DENIES)
			return denied;
	return 1;
}

static void tell_candidates(struct proposing *p, const struct sd_lexicon *lexicon)
{
	struct sd_count *known = p->known[p->length - 1];
	struct sd_count_entry *entries = sd_count_sorted(known);
	struct sd_str scratch = SD_STR_INIT;
	size_t length = sd_count_length(known);
	for (size_t i = 0; i < length; i++) {
		uint32_t words[SD_LEARN_WORDS];
		memcpy(words, entries[i].key.data, p->length * sizeof *words);
		if (entries[i].sums[0] >= p->corpus->options->least && eligible(p, words, lexicon, &scratch)) {
			int64_t *sums = sd_count_at(known, entries[i].key);
			sums[1] = 0;
			sums[2] = (int64_t)++p->places;
		}
	}
	free(entries);
	sd_str_release(&scratch);
	p->told = sd_calloc(p->places * p->corpus->domains + 1, sizeof *p->told);
	for (size_t r = 0; r < p->corpus->length; r++) {
		const struct sd_learn_row *row = &p->corpus->rows[r];
		double value = row->told ? p->residual[r] / sqrt(row->told) : 0;
		for (size_t at = 0; at < row->length && value != 0; at++) {
			if (!stands(p, row, at, p->length))
				continue;
			int64_t *sums = sd_count_at(known, key_of(p->corpus->words + row->first + at, p->length));
			if (!sums[2] || sums[1] == (int64_t)r + 1)
				continue;
			sums[1] = (int64_t)r + 1;
			struct told *told = &p->told[((size_t)sums[2] - 1) * p->corpus->domains + row->domain];
			double told_here = value * factor_of(p, row, at);
			told->slope += told_here;
			told->square += told_here * told_here;
			told->answers++;
		}
	}
}

/* The sign of a candidate that tells enough, else 0. */
static int sign_of(const struct proposing *p, const struct told *told, double least_z)
{
	double slope = 0, square = 0;
	size_t held = 0, domains = p->corpus->domains;
	for (size_t d = 0; d < domains; d++) {
		slope += told[d].slope;
		square += told[d].square;
		held += told[d].answers >= HELD;
	}
	if (square <= 0 || fabs(slope) < least_z * sqrt(square) || (domains > 1 && held < 2))
		return 0;
	int sign = slope > 0 ? 1 : -1;
	for (size_t d = 0; d < domains && domains > 1; d++)
		if (told[d].answers >= HELD && -sign * told[d].slope > opposite * sqrt(told[d].square))
			return 0;
	return sign;
}

/* Adds the term where a lexicon would cut it as answers are cut. */
static void add_term(const struct proposing *p, const uint32_t *words, int sign, struct sd_tokenizer *tokenizer,
		     struct sd_learn_fitted *fitted)
{
	struct sd_str text = SD_STR_INIT, cut = SD_STR_INIT;
	for (size_t i = 0; i < p->length; i++) {
		struct sd_text name = p->corpus->names[words[i] - 1];
		sd_str_adds(&text, i ? " " : "");
		sd_str_add_text(&text, name);
		struct sd_tokens tokens = sd_tokenize(tokenizer, name);
		for (size_t t = 0; t < tokens.length; t++) {
			sd_str_adds(&cut, cut.length ? " " : "");
			sd_str_add_text(&cut, sd_lexicon_word_form(&tokens.items[t]));
		}
	}
	if (sd_text_equal(sd_str_text(&text), sd_str_text(&cut))) {
		SD_GROW(fitted->terms, fitted->length, fitted->room);
		struct sd_text term = sd_text_keep(&fitted->arena, sd_str_text(&text));
		fitted->terms[fitted->length++] = (struct sd_learn_term){.text = term, .written = term, .weight = sign};
	}
	sd_str_release(&text);
	sd_str_release(&cut);
}

void sd_learn_propose(const struct sd_learn_corpus *corpus, const double *residual, size_t length, double least_z,
		      const struct sd_lexicon *lexicon, struct sd_learn_fitted *fitted)
{
	struct proposing p = {.corpus = corpus, .residual = residual, .length = length};
	struct sd_tokenizer *tokenizer = sd_tokenizer_new(
		&(struct sd_token_options){.rules = SD_TOKEN_RULES_ALL, .language = corpus->options->language});
	for (size_t n = 1; n <= length; n++)
		count_terms(&p, n);
	tell_candidates(&p, lexicon);
	struct sd_count_entry *entries = sd_count_sorted(p.known[length - 1]);
	for (size_t i = 0; i < sd_count_length(p.known[length - 1]); i++) {
		uint32_t words[SD_LEARN_WORDS];
		int64_t place = entries[i].sums[2];
		int sign = place ? sign_of(&p, &p.told[(size_t)(place - 1) * corpus->domains], least_z) : 0;
		memcpy(words, entries[i].key.data, length * sizeof *words);
		if (sign)
			add_term(&p, words, sign, tokenizer, fitted);
	}
	free(entries);
	for (size_t n = 0; n < length; n++)
		sd_count_free(p.known[n]);
	free(p.told);
	sd_tokenizer_free(tokenizer);
}
