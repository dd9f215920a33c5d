/* SPDX-License-Identifier: MIT */
#include "say/token_cells.h"

const char *const sd_token_columns[] = {"row",	 "id",	       "column",   "sentence", "clause", "position", "start",
					"end",	 "start_char", "end_char", "kind",     "token",	 "normal",   NULL};

int sd_token_kinds_read(const char *names, unsigned *kinds, struct sd_error *err)
{
	*kinds = 0;
	for (const char *at = names;;) {
		size_t length = strcspn(at, ",");
		struct sd_text name = {at, length};
		int kind = 0;
		while (kind < SD_TOKEN_KINDS && !sd_text_equals(name, sd_token_kind_name((enum sd_token_kind)kind)))
			kind++;
		if (kind == SD_TOKEN_KINDS)
			return sd_fail(err,
				       "'%.*s' is no kind of token; those are word, number, emoji, url, email, "
				       "mention, hashtag and punctuation",
				       (int)length, at);
		*kinds |= 1u << kind;
		if (!at[length])
			return 0;
		at += length + 1;
	}
}

static size_t characters(const char *data, size_t length)
{
	size_t count = 0;
	for (size_t i = 0; i < length; i++)
		count += ((unsigned char)data[i] & 0xc0) != 0x80;
	return count;
}

static bool is_kept(const struct sd_token *token, const struct sd_token_choice *choice)
{
	if (!(choice->kinds >> token->kind & 1) || token->normal.length == 0)
		return false;
	if (choice->least_length > 1 && token->kind == SD_TOKEN_WORD &&
	    characters(token->normal.data, token->normal.length) < choice->least_length)
		return false;
	return !choice->stop || !sd_words_has(choice->stop, token->normal);
}

/* Whether a gram begins at token `first`: so many kept tokens, none left out between, in one sentence. */
static bool is_gram(struct sd_tokens tokens, size_t first, const struct sd_token_choice *choice)
{
	if (choice->grams > tokens.length - first)
		return false;
	for (size_t i = first; i < first + choice->grams; i++)
		if (!is_kept(&tokens.items[i], choice) || tokens.items[i].sentence != tokens.items[first].sentence)
			return false;
	return true;
}

static void add_gram(struct sd_str *str, const struct sd_token *first, uint32_t grams)
{
	for (uint32_t i = 0; i < grams; i++) {
		if (i)
			sd_str_addc(str, '_');
		sd_str_add_text(str, first[i].normal);
	}
}

/* The kept tokens' normal forms, joined by blanks. Most stand beside one another with a blank between in the
 * tokenizer's own copy of the answer, and such runs are copied at once. */
static void add_tokens(struct sd_str *str, struct sd_tokens tokens, const struct sd_token_choice *choice)
{
	struct sd_text run = {NULL, 0};
	for (size_t i = 0; i < tokens.length; i++) {
		if (!is_kept(&tokens.items[i], choice))
			continue;
		struct sd_text normal = tokens.items[i].normal;
		if (run.length && normal.data == run.data + run.length + 1 && run.data[run.length] == ' ') {
			run.length += 1 + normal.length;
			continue;
		}
		if (run.length) {
			sd_str_add_text(str, run);
			sd_str_addc(str, ' ');
		}
		run = normal;
	}
	sd_str_add_text(str, run);
}

void sd_token_write(struct sd_tokenizer *tokenizer, struct sd_cell answer, const struct sd_token_choice *choice,
		    struct sd_str *scratch, struct sd_out *out)
{
	if (answer.kind == SD_CELL_ABSENT) {
		sd_out_absent(out);
		return;
	}
	struct sd_tokens tokens = sd_tokenize(tokenizer, answer.text);
	sd_str_clear(scratch);
	if (choice->grams == 1)
		add_tokens(scratch, tokens, choice);
	for (size_t i = 0; choice->grams > 1 && i < tokens.length; i++) {
		if (!is_gram(tokens, i, choice))
			continue;
		if (scratch->length)
			sd_str_addc(scratch, ' ');
		add_gram(scratch, &tokens.items[i], choice->grams);
	}
	sd_out_text(out, sd_str_text(scratch));
}

void sd_token_write_long(struct sd_tokenizer *tokenizer, struct sd_cell answer, const struct sd_token_choice *choice,
			 uint64_t row, struct sd_cell id, struct sd_text column, struct sd_str *scratch,
			 struct sd_out *out)
{
	struct sd_tokens tokens = sd_tokenize(tokenizer, answer.text);
	size_t counted = 0, characters_before = 0; /* of the answer's beginning */
	for (size_t i = 0; i < tokens.length; i++) {
		if (!is_gram(tokens, i, choice))
			continue;
		const struct sd_token *first = &tokens.items[i], *last = first + choice->grams - 1;
		characters_before += characters(answer.text.data + counted, first->start - counted);
		counted = first->start;
		struct sd_text typed = {answer.text.data + first->start, last->end - first->start};
		sd_str_clear(scratch);
		add_gram(scratch, first, choice->grams);
		sd_out_int(out, (int64_t)row);
		sd_out_cell(out, id);
		sd_out_text(out, column);
		sd_out_int(out, first->sentence);
		sd_out_int(out, first->clause);
		sd_out_int(out, (int64_t)i);
		sd_out_int(out, (int64_t)first->start);
		sd_out_int(out, (int64_t)last->end);
		sd_out_int(out, (int64_t)characters_before);
		sd_out_int(out, (int64_t)(characters_before + characters(typed.data, typed.length)));
		sd_out_string(out, choice->grams > 1 ? "ngram" : sd_token_kind_name((enum sd_token_kind)first->kind));
		sd_out_text(out, typed);
		sd_out_text(out, sd_str_text(scratch));
		sd_out_end(out);
	}
}

/* memcpy() of a text that is most often a few bytes long, and then not worth the call. */
static inline void add_short(char *to, struct sd_text text)
{
	size_t length = text.length;
	if (length > 16) {
		memcpy(to, text.data, length);
	} else if (length >= 8) {
		memcpy(to, text.data, 8);
		memcpy(to + length - 8, text.data + length - 8, 8);
	} else if (length >= 4) {
		memcpy(to, text.data, 4);
		memcpy(to + length - 4, text.data + length - 4, 4);
	} else if (length) { /* up to three, without a loop whose end would be guessed wrong */
		char middle = text.data[length / 2], last = text.data[length - 1];
		to[0] = text.data[0];
		to[length / 2] = middle;
		to[length - 1] = last;
	}
}

void sd_stem_write(struct sd_answer_reader *reader, struct sd_cell answer, struct sd_str *scratch, struct sd_out *out)
{
	if (answer.kind == SD_CELL_ABSENT) {
		sd_out_absent(out);
		return;
	}
	struct sd_tokens tokens = sd_answer_tokens(reader, answer.text);
	sd_str_clear(scratch);
	for (size_t i = 0; i < tokens.length; i++) {
		const struct sd_token *token = &tokens.items[i];
		if (token->kind == SD_TOKEN_PUNCTUATION || !token->normal.length)
			continue;
		bool word = token->kind == SD_TOKEN_WORD;
		struct sd_text stem = word ? sd_answer_stem(reader, token->normal) : token->normal;
		/* The blank goes behind, for there is one call less to make then. */
		sd_str_reserve(scratch, stem.length + 1);
		add_short(scratch->data + scratch->length, stem);
		scratch->length += stem.length;
		scratch->data[scratch->length++] = ' ';
	}
	scratch->length -= scratch->length > 0;
	sd_out_text(out, sd_str_text(scratch));
}

void sd_stem_count(struct sd_answer_reader *reader, struct sd_text answer, struct sd_count *map)
{
	const struct sd_answer *read = sd_answer_read(reader, answer);
	struct sd_count *seen = sd_count_new(0);
	struct sd_str key = SD_STR_INIT;
	for (size_t i = 0; i < read->length; i++) {
		const struct sd_answer_word *word = &read->words[i];
		if (word->token.kind != SD_TOKEN_WORD)
			continue;
		sd_str_clear(&key);
		sd_key_add(&key, word->stem);
		sd_key_add(&key, word->token.normal);
		size_t before = sd_count_length(seen);
		sd_count_at(seen, sd_str_text(&key));
		int64_t *sums = sd_count_at(map, sd_str_text(&key));
		sums[SD_STEM_COUNT]++;
		sums[SD_STEM_ANSWERS] += sd_count_length(seen) > before;
	}
	sd_str_release(&key);
	sd_count_free(seen);
}

int sd_stem_write_map(const struct sd_count *map, struct sd_writer *writer, struct sd_error *err)
{
	static const char *const columns[] = {"stem", "surface", "count", "answers", NULL};
	sd_writer_columns(writer, columns);
	int result = sd_writer_begin(writer, err);
	struct sd_count_entry *entries = sd_count_sorted(map);
	struct sd_str part = SD_STR_INIT;
	struct sd_out *out = sd_writer_out(writer);
	for (size_t i = 0; i < sd_count_length(map) && !result; i++) {
		struct sd_text rest = entries[i].key;
		for (int p = 0; p < 2; p++) {
			sd_key_next(&rest, &part, NULL);
			sd_out_text(out, sd_str_text(&part));
		}
		sd_out_int(out, entries[i].sums[SD_STEM_COUNT]);
		sd_out_int(out, entries[i].sums[SD_STEM_ANSWERS]);
		sd_out_end(out);
		result = sd_writer_flush(writer, err);
	}
	sd_str_release(&part);
	free(entries);
	return result ? result : sd_writer_end(writer, err);
}
