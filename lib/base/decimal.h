/* SPDX-License-Identifier: MIT */
/* Money and scores as 64-bit integers of 1/10,000, so that sums do not depend on their order. */
#ifndef SD_BASE_DECIMAL_H
#define SD_BASE_DECIMAL_H

#include "base/str.h"

typedef int64_t sd_decimal;
enum { SD_DECIMAL_UNIT = 10000 };

enum sd_decimal_mark { SD_DECIMAL_POINT, SD_DECIMAL_COMMA };

/* Reads an amount as people export it: blanks around, a sign before or behind, parentheses for minus, a currency sign
 * (with its country's letters before a dollar: R$) or ISO 4217 code at either end, the thousands mark (comma or point,
 * whichever is not the decimal mark, blank, no-break blank or apostrophe, the same between all groups of three digits,
 * none behind a first 0), the decimal mark, exponents not. Fractions beyond 1/10,000 round half to even. False where
 * the text is something else or leaves 64 bits; *value is then as before. */
bool sd_decimal_parse(struct sd_text text, enum sd_decimal_mark mark, sd_decimal *value);
/* Rounds exactly what the double is, half to even; saturates, infinities too. What is not a number is 0. */
sd_decimal sd_decimal_of_double(double value);
double sd_decimal_to_double(sd_decimal value);
/* Adds with `places` (0 to 4) digits behind the point, rounded half to even; "-0.00" is never written. */
void sd_decimal_add(struct sd_str *str, sd_decimal value, int places);
/* Sums that leave 64 bits saturate and set *overflow, which else stays as it is. */
sd_decimal sd_decimal_sum(sd_decimal a, sd_decimal b, bool *overflow);
/* Adds a double with a fixed number of digits behind the point ("nan" and infinities as nothing), "-0.00" as "0.00". */
void sd_double_add(struct sd_str *str, double value, int places);

#endif
