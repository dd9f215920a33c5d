/* SPDX-License-Identifier: MIT */
/* Any bytes as lists and as a text: lists are read or refused with a message; spans lie in the text, ascend and do not
 * overlap; all that stands between them stays. The first byte says
 * where list and text part. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "guard/redact.h"

static const char words[] = "name\tmy name is\nname-capital\tspoke to\ntitle\tdr\nnot-name\tthe\nphone\tcall\n"
			    "harmless\torder\n"
			    "street\tstreet|*weg\nversion\tversion\nclose\tregards\ngreet\thi\nthanks\tthanks\n"
			    "perhaps\ti'm\nrole\tname\n"
			    "title-whole\therr\ntitle-point\tm\ngiven\tann\nemail\tmail\nwithin\tflat|de\n"
			    "postcode\tin\nid\tsocial\nid-number\tssn|ni number|ein\nplate\tplate\nbooking\tpnr\n"
			    "postcode-number\tzip|cap\nstreet-first\tam|in\nstreet-last\tlanes\nhouse\tflat|suite\n"
			    "counted\tpeople\nbefore-given\tphoned\nstreet\tv|zza\n";

static void check(const struct sd_redactor *redactor, struct sd_text text)
{
	struct sd_redact_finder *finder = sd_redact_finder_new(redactor);
	struct sd_str masked = SD_STR_INIT;
	size_t length, end = 0, same = 0;
	const struct sd_redact_span *spans = sd_redact_find(finder, text, &length);
	for (size_t i = 0; i < length; i++) {
		if (spans[i].start < end || spans[i].start >= spans[i].end || spans[i].end > text.length)
			abort();
		same += spans[i].start - end;
		end = spans[i].end;
	}
	same += text.length - end;
	if (sd_redact_mask(finder, text, SD_MASK_NAMED, &masked) != length || masked.length < same)
		abort();
	sd_redact_finder_free(finder);
	sd_str_release(&masked);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
	static struct sd_redactor *known;
	if (length < 2)
		return 0;
	if (!known) {
		sd_hash_init();
		known = sd_redactor_new(SD_REDACT_QUOTES);
		sd_redactor_add_words(known, "words", SD_TEXT(words), NULL);
	}
	size_t rest = length - 1, part = rest * data[0] / 512;
	/* From blocks of their own size, so that a byte read behind them is found. */
	char *list = sd_alloc(part + 1, 1), *exact = sd_alloc(rest - part + 1, 1);
	memcpy(list, data + 1, part);
	char *text = exact + 1; /* and one before */
	memcpy(text, data + 1 + part, rest - part);
	int (*const add[])(struct sd_redactor *, const char *, struct sd_text, struct sd_error *) = {
		sd_redactor_add_words, sd_redactor_add_names, sd_redactor_add_patterns};
	for (size_t i = 0; i < sizeof add / sizeof *add; i++) {
		struct sd_error err = SD_ERROR_INIT;
		struct sd_redactor *redactor = sd_redactor_new(SD_REDACT_USUAL);
		if ((add[i](redactor, "list", (struct sd_text){list, part}, &err) < 0) != sd_error_is_set(&err))
			abort();
		check(redactor, (struct sd_text){text, rest - part});
		sd_redactor_free(redactor);
		sd_error_release(&err);
	}
	check(known, (struct sd_text){text, rest - part});
	free(list);
	free(exact);
	return 0;
}
