/* SPDX-License-Identifier: MIT */
/* The quick cutter, for text that is mostly ASCII. */
#include "say/token_cut.h"

size_t sd_cut_quick(struct sd_tokenizer *tokenizer, size_t at)
{
	return sd_cut_full(tokenizer, at);
}
