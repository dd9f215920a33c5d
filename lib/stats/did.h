/* SPDX-License-Identifier: MIT */
/* Difference in differences of people seen before and after, some of whom something happened to between. */
#ifndef SD_STATS_DID_H
#define SD_STATS_DID_H

#include "base/error.h"
#include "stats/test.h"

struct sd_did {
	size_t treated, control;
	double treated_before, treated_after, control_before, control_after; /* means */
	double difference;
	double pooled_error;	/* of least squares over all 2n values, as if they were different people */
	double cluster_error;	/* with a person's two values as one cluster (CR0) */
	double corrected_error; /* the same × √(G/(G−1)·(N−1)/(N−K)) (CR1), G people, N = 2G values, K = 4 */
	struct sd_welch welch;	/* of the persons' own changes, treated − control: the one to print */
};
/* Values and groups are a person's each. -1 where a group has fewer than two people. */
int sd_did(const double *before, const double *after, const unsigned char *treated, size_t people, struct sd_did *did,
	   struct sd_error *err);

#endif
