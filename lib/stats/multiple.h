/* SPDX-License-Identifier: MIT */
/* Many tests at once: p values to adjusted ones, in the order given. A p that is not a number was not tested: it stays
 * that, and is not among the `length`. */
#ifndef SD_STATS_MULTIPLE_H
#define SD_STATS_MULTIPLE_H

#include <stddef.h>

/* Benjamini and Hochberg 1995: the least rate of false discoveries at which each would be one. `q` may be `p`. */
void sd_benjamini_hochberg(const double *p, size_t length, double *q);
/* The same for tests that depend on one another in any way (Benjamini and Yekutieli 2001). */
void sd_benjamini_yekutieli(const double *p, size_t length, double *q);
/* Holm 1979: the least error rate over the whole family at which each is rejected. */
void sd_holm(const double *p, size_t length, double *adjusted);

#endif
