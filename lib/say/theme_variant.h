/* SPDX-License-Identifier: MIT */
/* Spellings of one word that differ in more than their stem tells: café and cafe, devolução and devolucao, check-in and
 * checkin, the Dutch prijs and prijzen. As candidates of their own they would make two themes of one. */
#ifndef SD_SAY_THEME_VARIANT_H
#define SD_SAY_THEME_VARIANT_H

#include "base/count.h"
#include "say/answer.h"

/* Two terms are variants where forms they are met in (each in a tenth of the term's words at least) have one stem once
 * the marks above and below Latin letters are taken off, but for the tilde of ñ, and a Dutch z or v at a stem's end is
 * its s or f; a phrase of two words also where those written together do. In English, German, Spanish, French, Italian,
 * Dutch and Portuguese, where marks are often left out; elsewhere they make another letter, and no two are variants. */
struct sd_theme_variants;
/* `forms` are counts by stem and normal form, keys by sd_key_add(), of width 1. They and `reader` must outlive it. */
struct sd_theme_variants *sd_theme_variants_new(const struct sd_count *forms, struct sd_answer_reader *reader);
void sd_theme_variants_free(struct sd_theme_variants *variants);
/* The place of the first term added that the term of `key` is a variant of, or `none`. */
size_t sd_theme_variants_find(struct sd_theme_variants *variants, struct sd_text key, size_t none);
void sd_theme_variants_add(struct sd_theme_variants *variants, struct sd_text key, size_t place);

#endif
