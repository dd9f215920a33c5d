/* SPDX-License-Identifier: MIT */
#include "gap/intent.h"

#include <math.h>

#include "stats/calibration.h"

#define X(name, text, low, high) [SD_SCALE_##name] = text,
const char *const sd_scale_names[SD_SCALE_LENGTH + 1] = {SD_SCALES(X)};
#undef X

static const struct {
	int low, high;
} ends[SD_SCALE_LENGTH] = {
#define X(name, text, low, high) [SD_SCALE_##name] = {low, high},
	SD_SCALES(X)
#undef X
};

int sd_scale_low(enum sd_scale scale)
{
	return ends[scale].low;
}

size_t sd_scale_levels(enum sd_scale scale)
{
	return (size_t)(ends[scale].high - ends[scale].low + 1);
}

int sd_scale_level(enum sd_scale scale, sd_decimal score, bool reversed)
{
	sd_decimal low = (sd_decimal)ends[scale].low * SD_DECIMAL_UNIT,
		   high = (sd_decimal)ends[scale].high * SD_DECIMAL_UNIT;
	if (score < low || score > high || score % SD_DECIMAL_UNIT)
		return -1;
	return (int)((reversed ? high - score : score - low) / SD_DECIMAL_UNIT);
}

int sd_respondent_did(const struct sd_gap_view *view, const struct sd_respondent *answer)
{
	/* Against orders a whole window tells, also of those who buy too rarely to be called leavers. */
	if (answer->after && answer->before)
		return answer->after_count > 0;
	if (answer->outcome >= SD_OUTCOME_CLASS)
		return view->did ? view->did[answer->outcome - SD_OUTCOME_CLASS] : -1;
	return answer->outcome == SD_OUTCOME_STAYS ? 1 : answer->outcome == SD_OUTCOME_LEAVES ? 0 : -1;
}

void sd_intent_curves(const struct sd_intent *intent, struct sd_intent_curves *curves)
{
	size_t levels = sd_scale_levels(intent->scale), steps = levels - 1, length = 0;
	double x[SD_LEVELS_MOST], y[SD_LEVELS_MOST], weight[SD_LEVELS_MOST], counts[SD_LEVELS_MOST];
	double n = 0, stated = 0, done = 0;
	*curves = (struct sd_intent_curves){.alpha = NAN, .beta = NAN, .bias = NAN};
	for (size_t i = 0; i < levels; i++) {
		curves->stated[i] = (double)i / (double)steps;
		curves->isotonic[i] = curves->true_intent[i] = NAN;
		counts[i] = (double)intent->n[i];
		n += counts[i];
		stated += counts[i] * curves->stated[i];
		done += (double)intent->done[i];
		if (!intent->n[i])
			continue;
		x[length] = (double)i;
		y[length] = (double)intent->done[i] / counts[i];
		weight[length++] = counts[i];
	}
	if (!length)
		return;
	struct sd_isotonic isotonic;
	sd_isotonic_fit(&isotonic, x, y, weight, length);
	for (size_t i = 0; i < levels; i++)
		curves->isotonic[i] = sd_isotonic_at(&isotonic, (double)i);
	sd_isotonic_release(&isotonic);
	curves->bias = (stated - done) / n;
	struct sd_beta_binomial fit;
	struct sd_error err = SD_ERROR_INIT;
	if (!sd_beta_binomial_fit(&fit, counts, steps, &err)) {
		curves->alpha = fit.alpha;
		curves->beta = fit.beta;
		for (size_t i = 0; i < levels; i++)
			curves->true_intent[i] =
				fmin(fmax(sd_beta_binomial_expected(&fit, (double)i, steps) - curves->bias, 0), 1);
	}
	sd_error_release(&err);
}

static const char head[] = "#saydo-calibration\t1\t";

void sd_intent_write(const struct sd_intent *intent, struct sd_str *out)
{
	sd_str_addf(out, "%s%s\nhorizon\t%d\nfirst\t", head, sd_scale_names[intent->scale], (int)intent->horizon);
	sd_day_add_iso(out, intent->first);
	sd_str_adds(out, "\nlast\t");
	sd_day_add_iso(out, intent->last);
	sd_str_addc(out, '\n');
	for (size_t i = 0; i < sd_scale_levels(intent->scale); i++)
		sd_str_addf(out, "level\t%d\t%ju\t%ju\n", (int)i + sd_scale_low(intent->scale), (uintmax_t)intent->n[i],
			    (uintmax_t)intent->done[i]);
	sd_str_adds(out, "#end\n");
}

static bool next_cell(struct sd_text *rest, char mark, struct sd_text *cell)
{
	if (!rest->data)
		return false;
	const char *end = rest->length ? memchr(rest->data, mark, rest->length) : NULL;
	size_t length = end ? (size_t)(end - rest->data) : rest->length;
	*cell = (struct sd_text){rest->data, length};
	*rest = end ? (struct sd_text){end + 1, rest->length - length - 1} : (struct sd_text){NULL, 0};
	return true;
}

static bool next_count(struct sd_text *rest, uint64_t *count)
{
	struct sd_text cell;
	*count = 0;
	if (!next_cell(rest, '\t', &cell) || !cell.length || cell.length > 15)
		return false;
	for (size_t i = 0; i < cell.length; i++) {
		if (cell.data[i] < '0' || cell.data[i] > '9')
			return false;
		*count = *count * 10 + (uint64_t)(cell.data[i] - '0');
	}
	return true;
}

static bool read_day(struct sd_text rest, sd_day *day)
{
	struct sd_moment moment;
	*day = SD_NO_DAY;
	if (!rest.length)
		return true;
	if (!sd_moment_parse(rest, &moment))
		return false;
	*day = moment.day;
	return true;
}

/* One line behind the head; false where it is none of a calibration. */
static bool read_line(struct sd_intent *intent, struct sd_text line, size_t *levels, bool *ended)
{
	struct sd_text name;
	uint64_t count, n, done;
	if (*ended)
		return line.length == 0;
	*ended = sd_text_equals(line, "#end");
	if (*ended)
		return *levels == sd_scale_levels(intent->scale);
	if (!next_cell(&line, '\t', &name))
		return false;
	if (sd_text_equals(name, "first"))
		return read_day(line, &intent->first);
	if (sd_text_equals(name, "last"))
		return read_day(line, &intent->last);
	if (sd_text_equals(name, "horizon")) {
		if (!next_count(&line, &count) || count > 36500)
			return false;
		intent->horizon = (int32_t)count;
		return true;
	}
	if (!sd_text_equals(name, "level") || *levels == sd_scale_levels(intent->scale) || !next_count(&line, &count) ||
	    !next_count(&line, &n) || !next_count(&line, &done) || line.data || done > n ||
	    count != *levels + (size_t)sd_scale_low(intent->scale))
		return false;
	intent->n[*levels] = n;
	intent->done[(*levels)++] = done;
	return true;
}

int sd_intent_read(struct sd_intent *intent, const char *name, struct sd_text content, struct sd_error *err)
{
	struct sd_text line;
	size_t levels = 0, number = 1;
	bool ended = false;
	*intent = (struct sd_intent){.first = SD_NO_DAY, .last = SD_NO_DAY};
	if (!content.length || !next_cell(&content, '\n', &line) || line.length < sizeof head - 1 ||
	    memcmp(line.data, head, sizeof head - 1) != 0)
		return sd_fail(err, "%s:1: not a calibration that --save-calibration wrote", name);
	line = (struct sd_text){line.data + sizeof head - 1, line.length - (sizeof head - 1)};
	int scale = 0;
	while (scale < SD_SCALE_LENGTH && !sd_text_equals(line, sd_scale_names[scale]))
		scale++;
	if (scale == SD_SCALE_LENGTH)
		return sd_fail(err, "%s:1: a scale that is not known", name);
	intent->scale = (enum sd_scale)scale;
	while (next_cell(&content, '\n', &line)) {
		number++;
		if (!read_line(intent, line, &levels, &ended))
			return sd_fail(err,
				       "%s:%zu: not a line of a calibration; write it anew with --save-calibration",
				       name, number);
	}
	return ended ? 0 : sd_fail(err, "%s: the calibration is cut off; write it anew with --save-calibration", name);
}
