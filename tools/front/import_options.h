/* SPDX-License-Identifier: MIT */
/* What saydo import was told, as its reading rooms take it. */
#ifndef SD_FRONT_IMPORT_OPTIONS_H
#define SD_FRONT_IMPORT_OPTIONS_H

#include "importing.h"

/* Fills `options` and `told`. */
int front_importing_options(struct front *front, struct front_importing *importing, struct sd_error *err);

#endif
