/* SPDX-License-Identifier: MIT */
/* Any bytes as tables and as an answer: tables are read or refused with a message; claims lie in the answer and ascend;
 * whatever was read, time stays within libFuzzer's limit. The first two bytes say where words, patterns and answer
 * part. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "say/claim.h"

static const char words[] = "self\t-\ti|we\nother\t-\tmy wife\nthing\t-\tthey\nchain\tcertain\twill\n"
			    "chain\tcertain,not\twon't\n"
			    "condition\t-\tif\nnumber\t2\ttwo\ntimes\t3:2..4\ta few times\nunit\t365.25/7\tweek\n"
			    "act\t-\tcome\n";
static const char patterns[] = "frequency\trate\t-\t<times> a <unit>\nfrequency\trate\t-\tevery /<number>? <unit>\n"
			       "intent\trebuy\tfuture\tbe ..2 back\nnone\t-\t-\tback pain\nswitch\t-\t-\tto <name> $\n";

static void check(const struct sd_claim_tables *tables, struct sd_text answer)
{
	const struct sd_token_options options = {.rules = SD_TOKEN_RULES_ALL, .language = "en"};
	struct sd_tokenizer *tokenizer = sd_tokenizer_new(&options);
	struct sd_claim_reader *reader = sd_claim_reader_new(tables, tokenizer);
	struct sd_claims claims = sd_claims_read(reader, answer);
	for (size_t i = 0; i < claims.length; i++)
		if (claims.items[i].start >= claims.items[i].end || claims.items[i].end > answer.length ||
		    (i && claims.items[i].start < claims.items[i - 1].start)) {
			fprintf(stderr, "claim %zu: %zu to %zu of %zu\n", i, claims.items[i].start, claims.items[i].end,
				answer.length);
			abort();
		}
	sd_claim_reader_free(reader);
	sd_tokenizer_free(tokenizer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
	static struct sd_claim_tables *known;
	if (length < 3)
		return 0;
	if (!known) {
		sd_hash_init();
		known = sd_claim_tables_new("words", SD_TEXT(words), "patterns", SD_TEXT(patterns), NULL);
	}
	size_t rest = length - 2, first = rest * data[0] / 512, second = first + (rest - first) * data[1] / 256;
	/* From a block of its own size, so that a byte read behind it is found. */
	char *exact = sd_alloc(rest, 1);
	memcpy(exact, data + 2, rest);
	struct sd_text answer = {exact + second, rest - second};
	struct sd_error err = SD_ERROR_INIT;
	struct sd_claim_tables *tables = sd_claim_tables_new("words", (struct sd_text){exact, first}, "patterns",
							     (struct sd_text){exact + first, second - first}, &err);
	if (!tables != sd_error_is_set(&err))
		abort();
	if (tables)
		check(tables, answer);
	check(known, (struct sd_text){exact, rest});
	sd_claim_tables_free(tables);
	sd_error_release(&err);
	free(exact);
	return 0;
}
