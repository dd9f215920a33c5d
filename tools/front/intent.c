/* SPDX-License-Identifier: MIT */
#include "intent.h"

int front_check_intent(const struct front_intent *intent, bool wanted, bool claims, struct sd_error *err)
{
	bool save = intent->save.fd >= 0, use = intent->use.fd >= 0;
	if (!wanted && (intent->scale >= 0 || save || use))
		return sd_fail(err, "--scale, --save-calibration and --use-calibration are of --table intent");
	if (wanted && intent->scale < 0 && !claims && !use)
		return sd_fail(err, "--table intent needs --scale SCALE, which says what the score means, or --claims "
				    "FILE");
	if (save && (use || intent->scale < 0))
		return sd_fail(err, "--save-calibration: give the --scale of a score, and no --use-calibration");
	return 0;
}

enum { BYTES_MOST = 100000 };

int front_intent_use(struct front_intent *intent, struct sd_gap *gap, struct sd_error *err)
{
	gap->scale = intent->scale;
	if (intent->use.fd < 0)
		return 0;
	struct sd_str content = SD_STR_INIT;
	int status = sd_input_read_all(&intent->use, &content, BYTES_MOST, err);
	if (!status)
		status = sd_intent_read(&intent->used, intent->use.name, sd_str_text(&content), err);
	sd_str_release(&content);
	if (status)
		return -1;
	if (intent->scale >= 0 && (int)intent->used.scale != intent->scale)
		return sd_fail(err, "%s: the calibration is of the scale %s, not of %s", intent->use.name,
			       sd_scale_names[intent->used.scale], sd_scale_names[intent->scale]);
	gap->scale = (int)intent->used.scale;
	gap->calibration = &intent->used;
	return 0;
}

static uint64_t people_of(const struct sd_intent *intent)
{
	uint64_t n = 0;
	for (size_t i = 0; i < SD_LEVELS_MOST; i++)
		n += intent->n[i];
	return n;
}

int front_intent_save(struct front_intent *intent, const struct sd_gap_view *view, struct sd_str *notes,
		      struct sd_error *err)
{
	if (view->calibration) {
		sd_str_addf(notes, "calibrated on %ju respondents", (uintmax_t)people_of(view->calibration));
		if (view->calibration->first != SD_NO_DAY) {
			sd_str_adds(notes, " of ");
			sd_day_add_iso(notes, view->calibration->first);
			sd_str_adds(notes, " to ");
			sd_day_add_iso(notes, view->calibration->last);
		}
		sd_str_addf(notes,
			    " over %d days; it holds for people who were asked alike, not for those who were not\n",
			    (int)view->calibration->horizon);
		if (view->windows.horizon && view->calibration->horizon &&
		    view->windows.horizon != view->calibration->horizon)
			sd_str_addf(notes,
				    "warning: this wave is judged over %d days, the calibration over %d (--horizon)\n",
				    view->windows.horizon, (int)view->calibration->horizon);
	}
	if (intent->save.fd < 0)
		return 0;
	struct sd_intent found;
	struct sd_str text = SD_STR_INIT;
	sd_intent_of(view, &found);
	int status = people_of(&found) ? 0 : sd_fail(err, "--save-calibration: of nobody is it known what they did");
	if (!status) {
		sd_intent_write(&found, &text);
		status = sd_output_write(&intent->save, sd_str_text(&text), err);
	}
	sd_str_release(&text);
	return status;
}
