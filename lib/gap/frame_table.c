/* SPDX-License-Identifier: MIT */
#include "gap/frame_table.h"

#include <math.h>

#include "gap/frame.h"
#include "gap/hide.h"
#include "gap/tables_out.h"

static void add_bound(struct sd_str *text, const struct sd_frame *frame, int measure, int64_t bound)
{
	if (measure == SD_FRAME_VALUE && frame->valued)
		sd_decimal_add(text, bound, 2);
	else
		sd_str_add_int(text, bound);
}

static void put_label(struct sd_out *out, const struct sd_frame *frame, int measure, const struct sd_frame_class *class)
{
	struct sd_str text = SD_STR_INIT;
	if (class->low == INT64_MIN && class->high == INT64_MAX) {
		sd_str_adds(&text, "all");
	} else if (class->high == INT64_MAX) {
		sd_str_adds(&text, "over ");
		add_bound(&text, frame, measure, class->low);
	} else {
		if (class->low != INT64_MIN) {
			sd_str_adds(&text, "over ");
			add_bound(&text, frame, measure, class->low);
			sd_str_addc(&text, ' ');
		}
		sd_str_adds(&text, "up to ");
		add_bound(&text, frame, measure, class->high);
	}
	sd_out_text(out, sd_str_text(&text));
	sd_str_release(&text);
}

static double part(double n, double base)
{
	return base > 0 ? n / base : NAN;
}

static void put_classes(const struct sd_gap_view *view, const struct sd_frame *frame, int measure, struct sd_out *out)
{
	const char *name = measure == SD_FRAME_RECENCY ? "recency" : frame->valued ? "value" : "orders";
	size_t length = frame->classes_length[measure];
	const struct sd_frame_class *classes = frame->classes[measure];
	/* Those of the frame, those who answered, and those who did not, which anyone can work out. */
	uint64_t n[3 * SD_FRAME_CLASSES] = {0};
	bool hidden[3 * SD_FRAME_CLASSES] = {false};
	struct sd_counts counts = {.n = n, .hidden = hidden, .length = 3 * SD_FRAME_CLASSES, .least = view->min_cell};
	double weights = 0;
	for (size_t i = 0; i < length; i++) {
		n[i] = classes[i].asked;
		n[SD_FRAME_CLASSES + i] = classes[i].frame - classes[i].asked;
		n[2 * SD_FRAME_CLASSES + i] = classes[i].frame;
		weights += classes[i].weight;
		size_t *line = sd_counts_line(&counts, 3);
		for (size_t part_of = 0; part_of < 3; part_of++)
			line[part_of] = part_of * SD_FRAME_CLASSES + i;
	}
	for (size_t of = 0; of < 3; of++) {
		size_t *line = sd_counts_line(&counts, SD_FRAME_CLASSES);
		for (size_t i = 0; i < SD_FRAME_CLASSES; i++)
			line[i] = of * SD_FRAME_CLASSES + i;
	}
	sd_hide_few(&counts);
	sd_hide_lines(&counts);
	sd_counts_release(&counts);
	for (size_t i = 0; i < length; i++) {
		bool shown = !hidden[i] && !hidden[2 * SD_FRAME_CLASSES + i];
		double share = part((double)classes[i].asked, (double)frame->asked);
		double whole = part((double)classes[i].frame, (double)frame->length);
		double raked = frame->raked ? part(classes[i].weight, weights) : NAN;
		sd_out_string(out, name);
		sd_put_count(view, out, n[i], !shown);
		sd_out_double(out, shown ? share : NAN, 4);
		sd_put_absent(out, 3);
		put_label(out, frame, measure, classes + i);
		sd_out_double(out, hidden[2 * SD_FRAME_CLASSES + i] ? NAN : whole, 4);
		sd_out_double(out, shown ? sd_share_difference(share, whole) : NAN, 4);
		sd_out_double(out, shown ? raked : NAN, 4);
		sd_out_double(out, shown && frame->raked ? sd_share_difference(raked, whole) : NAN, 4);
		sd_out_end(out);
	}
}

static void put_mean(const struct sd_gap_view *view, const struct sd_frame *frame, int measure, struct sd_out *out)
{
	static const char *const names[] = {"value", "recency", "orders"};
	const struct sd_frame_means *means = &frame->means[measure];
	bool few = sd_is_few(frame->asked, view->min_cell) || !frame->asked ||
		   sd_is_few(frame->length - frame->asked, view->min_cell);
	if (measure == SD_FRAME_VALUE && !frame->valued)
		return;
	sd_out_string(out, "mean");
	sd_put_absent(out, 5);
	sd_out_string(out, names[measure]);
	sd_put_absent(out, 1);
	sd_out_double(out,
		      few ? NAN
			  : sd_mean_difference(means->asked, means->asked_deviation, means->frame,
					       means->frame_deviation),
		      4);
	sd_put_absent(out, 1);
	sd_out_double(out,
		      few || !frame->raked ? NAN
					   : sd_mean_difference(means->raked, means->asked_deviation, means->frame,
								means->frame_deviation),
		      4);
	sd_out_end(out);
}

void sd_frame_put(const struct sd_gap_view *view, struct sd_out *out)
{
	struct sd_frame looked;
	const struct sd_frame *frame = view->frame;
	if (!frame) {
		sd_frame_init(&looked, view);
		frame = &looked;
	}
	if (!frame->length)
		return;
	for (int measure = 0; measure < SD_FRAME_RAKED; measure++)
		put_classes(view, frame, measure, out);
	for (int measure = 0; measure < SD_FRAME_MEASURES; measure++)
		put_mean(view, frame, measure, out);
}
