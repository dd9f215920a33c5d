/* SPDX-License-Identifier: MIT */
/* Any bytes as a codebook: refused with a message that says where, or read, the same way each time; then it codes its
 * own text and what it finds lies there. */
#include "base/mem.h"
#include "say/code.h"

static void require(bool holds)
{
	if (!holds)
		abort();
}

static void check_coding(const struct sd_coding *coding, struct sd_text text)
{
	size_t before = 0;
	for (size_t i = 0; i < coding->spans_length; i++) {
		const struct sd_code_span *span = &coding->spans[i];
		require(span->first < span->last && span->last <= coding->answer->length);
		require(span->start >= before && span->start < span->end && span->end <= text.length);
		require(span->code < sd_codebook_length(coding->book) && span->weight != 0);
		before = span->start;
	}
	for (size_t i = 0; i < coding->spans_length; i++)
		require(coding->spans[i].score <= SD_DECIMAL_UNIT && coding->spans[i].score >= -SD_DECIMAL_UNIT);
	for (size_t i = 0; i < coding->length; i++)
		require((!i || coding->codes[i] > coding->codes[i - 1]) &&
			coding->codes[i] < sd_codebook_length(coding->book));
	require(!coding->length || coding->nonanswer == SD_ANSWERED);
}

static void check_book(const struct sd_codebook *book, struct sd_answer_reader *reader, struct sd_text text)
{
	static struct sd_sentiment_rules rules;
	if (!rules.lexicon) {
		struct sd_lexicon *lexicon = sd_lexicon_new();
		require(!sd_lexicon_add(lexicon, "words", SD_TEXT("slow\t-2\nkind\t3\nhigh\t-1\nb\t2\n"), NULL));
		rules.contrast = sd_words_new("contrast", SD_TEXT("but\nor\n"), NULL);
		rules.lexicon = lexicon;
	}
	struct sd_coder *coder = sd_coder_new(book, NULL, reader, &rules);
	struct sd_str full = SD_STR_INIT, quick = SD_STR_INIT;
	for (size_t i = 0; i < sd_codebook_length(book); i++) {
		const struct sd_code *code = sd_codebook_code(book, i);
		require(code->name.length && code->threshold > 0 && (code->parent == SD_NO_CODE || code->parent < i));
	}
	for (uint32_t i = 0; i < sd_matcher_length(sd_codebook_matcher(book)); i++) {
		size_t uses;
		require(sd_codebook_uses(book, i, &uses) && sd_matcher_pattern(sd_codebook_matcher(book), i).length);
	}
	const struct sd_coding *coding = sd_code_answer(coder, text);
	check_coding(coding, text);
	sd_coding_add_codes(coding, &full);
	sd_coding_add_codes(sd_code_names(coder, text), &quick);
	require(sd_text_equal(sd_str_text(&full), sd_str_text(&quick)));
	sd_str_release(&full);
	sd_str_release(&quick);
	sd_coder_free(coder);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
	static struct sd_answer_reader *reader;
	if (!reader) {
		const struct sd_answer_options options = {.language = "en", .hyphen_parts = true};
		reader = sd_answer_reader_new(&options, NULL);
	}
	const struct sd_text text = {(const char *)data, length};
	struct sd_error err = SD_ERROR_INIT;
	struct sd_codebook *book = sd_codebook_new("book", text, reader, &err);
	require(!book == sd_error_is_set(&err));
	if (book) {
		size_t left_out = 0;
		struct sd_codebook *again = sd_codebook_new_further("book", text, reader, &left_out, &err);
		require(again && !left_out && !strcmp(sd_codebook_hash(book), sd_codebook_hash(again)));
		check_book(book, reader, text);
		sd_codebook_free(again);
		sd_codebook_free(book);
	}
	sd_error_release(&err);
	return 0;
}
