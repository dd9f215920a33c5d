/* SPDX-License-Identifier: MIT */
#include "say/code.h"

#include "base/json.h"
#include "base/mem.h"

struct sd_coder {
	const struct sd_codebook *book;
	const struct sd_nonanswers *nonanswers;
	struct sd_answer_reader *reader;
	struct sd_matches matches;
	struct sd_code_span *spans;
	size_t spans_room;
	bool *named;	 /* a flag a code, all false between calls */
	uint32_t *codes; /* room for every code */
	struct sd_coding coding;
};

struct sd_coder *sd_coder_new(const struct sd_codebook *book, const struct sd_nonanswers *nonanswers,
			      struct sd_answer_reader *reader)
{
	struct sd_coder *coder = sd_calloc(1, sizeof *coder);
	*coder = (struct sd_coder){.book = book, .nonanswers = nonanswers, .reader = reader};
	coder->named = sd_calloc(sd_codebook_length(book) + 1, sizeof *coder->named);
	coder->codes = sd_calloc(sd_codebook_length(book) + 1, sizeof *coder->codes);
	return coder;
}

void sd_coder_free(struct sd_coder *coder)
{
	if (!coder)
		return;
	free(coder->matches.items);
	free(coder->spans);
	free(coder->named);
	free(coder->codes);
	free(coder);
}

const struct sd_coding *sd_code_answer(struct sd_coder *coder, struct sd_text text)
{
	const struct sd_answer *answer = sd_answer_read(coder->reader, text);
	sd_matcher_find(sd_codebook_matcher(coder->book), answer, &coder->matches);
	size_t length = 0;
	for (size_t i = 0; i < coder->matches.length; i++) {
		const struct sd_match *match = &coder->matches.items[i];
		const struct sd_token *first = &answer->words[match->first].token;
		SD_GROW(coder->spans, length, coder->spans_room);
		coder->spans[length++] = (struct sd_code_span){
			match->owner, first->start, answer->words[match->last - 1].token.end, first->sentence, first->clause};
		for (uint32_t code = match->owner; code != SD_NO_CODE && !coder->named[code];
		     code = sd_codebook_code(coder->book, code)->parent)
			coder->named[code] = true;
	}
	struct sd_coding *coding = &coder->coding;
	*coding = (struct sd_coding){.text = text, .spans = coder->spans, .spans_length = length, .codes = coder->codes};
	coding->answer = answer;
	for (uint32_t code = 0; length && code < sd_codebook_length(coder->book); code++) {
		if (coder->named[code])
			coder->codes[coding->length++] = code;
		coder->named[code] = false;
	}
	coding->nonanswer = length ? SD_ANSWERED : sd_nonanswer_kind(coder->nonanswers, answer);
	return coding;
}

void sd_coding_add_codes(const struct sd_coding *coding, const struct sd_codebook *book, struct sd_str *cell)
{
	sd_str_adds(cell, sd_nonanswer_name(coding->nonanswer));
	for (size_t i = 0; i < coding->length; i++) {
		if (i)
			sd_str_addc(cell, ';');
		sd_str_add_text(cell, sd_codebook_code(book, coding->codes[i])->name);
	}
}

void sd_coding_add_spans(const struct sd_coding *coding, const struct sd_codebook *book, struct sd_str *cell)
{
	sd_str_addc(cell, '[');
	for (size_t i = 0; i < coding->spans_length; i++) {
		const struct sd_code_span *span = &coding->spans[i];
		sd_str_addf(cell, "%s{\"start\":%zu,\"end\":%zu,\"code\":", i ? "," : "", span->start, span->end);
		sd_json_add_string(cell, sd_codebook_code(book, span->code)->name, false);
		sd_str_adds(cell, ",\"text\":");
		sd_json_add_string(cell, (struct sd_text){coding->text.data + span->start, span->end - span->start}, false);
		sd_str_addc(cell, '}');
	}
	sd_str_addc(cell, ']');
}
