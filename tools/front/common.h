/* SPDX-License-Identifier: MIT */
/* The options that mean one thing in every tool, group by group; their values lie in `struct front`. */
#ifndef SD_FRONT_COMMON_H
#define SD_FRONT_COMMON_H

#include "front.h"

struct front_common {
	unsigned use; /* FRONT_…; 0: always there */
	const char *title;
	const struct sd_opt *options;
	size_t length;
};
extern const struct front_common front_common[];
extern const size_t front_common_length;

#endif
