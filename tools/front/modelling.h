/* SPDX-License-Identifier: MIT */
/* The model behind what customers are expected to do: which one, saved or from a file, and what it is told with. */
#ifndef SD_FRONT_MODELLING_H
#define SD_FRONT_MODELLING_H

#include "do/observe.h"
#include "front.h"

/* As sd_model_names, and none. */
extern const char *const front_models[];

struct front_modelling {
	const char *rfm_cuts;
	int model; /* an index into front_models, -1 where not given */
	int64_t horizon, hiatus;
	struct sd_input use_model;
	struct sd_output save_model;
};
/* Refuses what would leave a file empty or an option without effect. `instead`: what is written in place of a row a
 * customer ("--days"), or NULL. */
int front_check_modelling(const struct front_modelling *modelling, const char *instead, struct sd_error *err);
/* Fills what the options say into `observe`, writes the customers, saves the model, and notes what there is to know. */
int front_write_customers(struct front *front, struct front_modelling *modelling, struct sd_observe *observe,
			  struct sd_writer *writer, struct sd_error *err);

#endif
