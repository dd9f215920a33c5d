/* SPDX-License-Identifier: MIT */
/* Stems: Snowball's algorithms (libstemmer) behind a cache of fixed size. */
#ifndef SD_SAY_STEM_H
#define SD_SAY_STEM_H

#include "base/error.h"

/* One stemmer serves one thread. */
struct sd_stemmer;
/* `language` is an ISO 639 code or an English name of a language libstemmer has an algorithm for: "en", "deu",
 * "french"; a region behind - or _ ("pt-BR") and the case are ignored, "porter" is the first English algorithm. NULL
 * with `err` set, listing the names known, where there is none. */
struct sd_stemmer *sd_stemmer_new(const char *language, struct sd_error *err);
void sd_stemmer_free(struct sd_stemmer *stemmer);
/* The stem of a word in normal form (sd_normal_add). Where it is the beginning of the word, it is that part of `normal`
 * itself, else valid until the next call with this stemmer: copy what is to stay. A word longer than 255 bytes is its
 * own stem. Never fails. */
struct sd_text sd_stem(struct sd_stemmer *stemmer, struct sd_text normal);

#endif
