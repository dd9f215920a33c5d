/* SPDX-License-Identifier: MIT */
#include "base/count.h"
#include "base/mem.h"
#include "say/lexicon_check.h"
#include "say/lexicon_word.h"

enum { TOKENS, ANSWERS, LAST, WIDTH }; /* LAST: the number of the answer that was counted last */

struct sd_lexicon_cover {
	const struct sd_lexicon *lexicon;
	const struct sd_words *function;
	struct sd_tokenizer *tokenizer;
	struct sd_text *words;
	bool *counts; /* beside words: no function word, number or link */
	size_t word_room, count_room;
	struct sd_count *missing; /* by word */
	struct sd_lexicon_covered sums;
	int64_t answer;
};

struct sd_lexicon_cover *sd_lexicon_cover_new(const struct sd_lexicon *lexicon, const struct sd_words *function,
					      const char *language)
{
	struct sd_lexicon_cover *cover = sd_calloc(1, sizeof *cover);
	const struct sd_token_options options = {.rules = SD_TOKEN_RULES_ALL, .language = language};
	cover->lexicon = lexicon;
	cover->function = function;
	cover->tokenizer = sd_tokenizer_new(&options);
	cover->missing = sd_count_new(WIDTH);
	return cover;
}

void sd_lexicon_cover_free(struct sd_lexicon_cover *cover)
{
	if (!cover)
		return;
	sd_tokenizer_free(cover->tokenizer);
	sd_count_free(cover->missing);
	free(cover->words);
	free(cover->counts);
	free(cover);
}

/* One run of words between marks. */
static bool cover_run(struct sd_lexicon_cover *cover, size_t length)
{
	bool found = false;
	for (size_t i = 0; i < length;) {
		struct sd_lexicon_match match = {1, 0, 0};
		bool held = sd_lexicon_match(cover->lexicon, cover->words + i, length - i, &match);
		for (size_t end = i + (held ? match.length : 1); i < end; i++) {
			cover->sums.words += cover->counts[i];
			cover->sums.weighed += cover->counts[i] && held;
			if (held || !cover->counts[i])
				continue;
			int64_t *sums = sd_count_at(cover->missing, cover->words[i]);
			sums[TOKENS]++;
			sums[ANSWERS] += sums[LAST] != cover->answer;
			sums[LAST] = cover->answer;
		}
		found = found || held;
	}
	return found;
}

void sd_lexicon_cover_answer(struct sd_lexicon_cover *cover, struct sd_text answer)
{
	struct sd_tokens tokens = sd_tokenize(cover->tokenizer, answer);
	size_t length = 0;
	bool found = false;
	cover->answer++;
	for (size_t i = 0; i < tokens.length; i++) {
		const struct sd_token *token = &tokens.items[i];
		if (token->kind == SD_TOKEN_PUNCTUATION) {
			found = cover_run(cover, length) || found;
			length = 0;
			continue;
		}
		struct sd_text rest = sd_lexicon_word_form(token), word;
		while (sd_lexicon_next_word(&rest, &word)) {
			SD_GROW(cover->words, length, cover->word_room);
			SD_GROW(cover->counts, length, cover->count_room);
			cover->words[length] = word;
			cover->counts[length++] = (token->kind == SD_TOKEN_WORD || token->kind == SD_TOKEN_EMOJI ||
						   token->kind == SD_TOKEN_HASHTAG) &&
						  !sd_words_has(cover->function, word);
		}
	}
	found = cover_run(cover, length) || found;
	cover->sums.answers += tokens.length > 0;
	cover->sums.answers_weighed += found;
}

int sd_lexicon_cover_add(struct sd_lexicon_cover *into, const struct sd_lexicon_cover *from, struct sd_error *err)
{
	into->sums.words += from->sums.words;
	into->sums.weighed += from->sums.weighed;
	into->sums.answers += from->sums.answers;
	into->sums.answers_weighed += from->sums.answers_weighed;
	return sd_count_add(into->missing, from->missing, err);
}

struct sd_lexicon_covered sd_lexicon_cover_sums(const struct sd_lexicon_cover *cover)
{
	return cover->sums;
}

/* By falling answers, then by word, as sd_count_sorted has them. */
static int compare(const void *a, const void *b)
{
	const struct sd_count_entry *one = a, *other = b;
	if (one->sums[ANSWERS] != other->sums[ANSWERS])
		return one->sums[ANSWERS] < other->sums[ANSWERS] ? 1 : -1;
	return sd_text_compare(one->key, other->key);
}

int sd_lexicon_cover_write(const struct sd_lexicon_cover *cover, int64_t least, int64_t most, struct sd_writer *writer,
			   struct sd_error *err)
{
	static const char *const names[] = {"word", "count", "answers", "share", NULL};
	sd_writer_columns(writer, names);
	if (sd_writer_begin(writer, err))
		return -1;
	struct sd_out *out = sd_writer_out(writer);
	struct sd_count_entry *entries = sd_count_sorted(cover->missing);
	size_t length = sd_count_length(cover->missing);
	if (length)
		qsort(entries, length, sizeof *entries, compare);
	for (size_t i = 0; i < length && (!most || (int64_t)i < most) && entries[i].sums[ANSWERS] >= least; i++) {
		sd_out_text(out, entries[i].key);
		sd_out_int(out, entries[i].sums[TOKENS]);
		sd_out_int(out, entries[i].sums[ANSWERS]);
		sd_out_double(out, (double)entries[i].sums[ANSWERS] / (double)cover->sums.answers, 4);
		sd_out_end(out);
	}
	free(entries);
	return sd_writer_end(writer, err);
}
