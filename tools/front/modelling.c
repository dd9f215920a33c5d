/* SPDX-License-Identifier: MIT */
#include "modelling.h"

const char *const front_models[] = {"mbg-nbd", "pareto-nbd", "bg-nbd", "none", NULL};
enum { MODEL_NONE = 3 };

int front_check_modelling(const struct front_modelling *modelling, const char *instead, struct sd_error *err)
{
	bool use = modelling->use_model.fd >= 0;
	if (modelling->save_model.fd >= 0 && (instead || use || modelling->model == MODEL_NONE))
		return sd_fail(err, "--save-model: no model is fitted with %s",
			       instead ? instead
			       : use   ? "--use-model"
				       : "--model none");
	if (use && modelling->model >= 0)
		return sd_fail(err, "--model and --use-model: give one of them; the file says which model it is");
	return 0;
}

static int read_model(struct sd_input *input, struct sd_model *model, struct sd_error *err)
{
	enum { BYTES_MOST = 100000 };
	struct sd_str content = SD_STR_INIT;
	int status = sd_input_read_all(input, &content, BYTES_MOST, err);
	if (!status)
		status = sd_model_read(model, input->name, sd_str_text(&content), err);
	sd_str_release(&content);
	return status;
}

int front_write_customers(struct front *front, struct front_modelling *modelling, struct sd_observe *observe,
			  struct sd_writer *writer, struct sd_error *err)
{
	struct sd_model model, used;
	struct sd_str notes = SD_STR_INIT;
	bool use = modelling->use_model.fd >= 0, save = modelling->save_model.fd >= 0;
	if (sd_rfm_cuts_parse(modelling->rfm_cuts, &observe->cuts, err) ||
	    (use && read_model(&modelling->use_model, &used, err)))
		return -1;
	observe->kind = use || modelling->model == MODEL_NONE ? -1
			: modelling->model < 0		      ? SD_MODEL_MBG_NBD
							      : modelling->model;
	observe->model = use ? &used : NULL;
	observe->model_needed = save || modelling->model >= 0;
	observe->horizon = (int32_t)modelling->horizon;
	observe->hiatus = (int32_t)modelling->hiatus;
	int status = sd_observe_customers(observe, writer, &model, &notes, err);
	if (!status && save) {
		struct sd_str text = SD_STR_INIT;
		sd_model_write(&model, &text);
		status = sd_output_write(&modelling->save_model, sd_str_text(&text), err);
		sd_str_release(&text);
	}
	front_note_lines(front, sd_str_text(&notes));
	sd_str_release(&notes);
	return status;
}
