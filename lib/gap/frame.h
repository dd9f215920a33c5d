/* SPDX-License-Identifier: MIT */
/* Who answered, held against everyone who might have: the frame, which is everyone with a purchase in the b days before
 * the wave's first answer. Respondents and frame are compared by classes of spend (purchase days where there is no
 * money) and of days since the last purchase, and respondents may be weighted so that both look alike in them. */
#ifndef SD_GAP_FRAME_H
#define SD_GAP_FRAME_H

#include "gap/rerake.h"
#include "gap/tables.h"

enum sd_frame_measure { SD_FRAME_VALUE, SD_FRAME_RECENCY, SD_FRAME_ORDERS, SD_FRAME_MEASURES };
/* The first two measures have classes. */
enum { SD_FRAME_CLASSES = SD_RERAKE_CLASSES, SD_FRAME_RAKED = SD_RERAKE_MARGINS };

struct sd_frame_class {
	int64_t low, high;   /* above low (INT64_MIN: from the lowest on), up to high (INT64_MAX: to the highest) */
	size_t frame, asked; /* customers; those of them whose answers are matched */
	double weight;	     /* sum of their weights */
};
struct sd_frame_means {
	double frame, frame_deviation, asked, asked_deviation, raked;
};
struct sd_frame {
	size_t length, asked; /* people in the frame, and matched among them */
	struct sd_frame_class classes[SD_FRAME_RAKED][SD_FRAME_CLASSES];
	size_t classes_length[SD_FRAME_RAKED];
	struct sd_frame_means means[SD_FRAME_MEASURES];
	bool valued, raked;
	double effective_n, design_effect, most; /* Kish's, and the largest weight over the mean */
	size_t capped;
};

/* Looks at the frame; nothing where there are no orders or no dates (length 0). Classes are quarters of the frame by
 * nearest rank, equal ones and those without respondents joined to the next. */
void sd_frame_init(struct sd_frame *frame, const struct sd_gap_view *view);
/* The same, and sets the weight of each matched answer: raked to the classes of value and of recency (Deming and
 * Stephan 1940, stats/rake.h), mean 1, none above `cap` times the mean (0: no bound). Who is not in the frame has
 * weight 1. -1 where there is no frame or the margins cannot be met. A line for `notes`; `reraking` gets what raking
 * anew needs, and is to be released. */
int sd_frame_rake(struct sd_frame *frame, const struct sd_gap_view *view, struct sd_respondents *answers, double cap,
		  struct sd_reraking *reraking, struct sd_str *notes, struct sd_error *err);

/* The standardised difference of two shares, and of two means: over the root of the mean variance (Austin 2009). Not a
 * number where neither varies. */
double sd_share_difference(double first, double second);
double sd_mean_difference(double first, double first_deviation, double second, double second_deviation);

#endif
