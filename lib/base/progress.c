/* SPDX-License-Identifier: MIT */
#include "base/progress.h"

static const double seconds_between = 0.2;

static double seconds_now(void)
{
	struct timespec now = {0};
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void sd_progress_begin(struct sd_progress *progress, uint64_t total, void (*show)(void *, struct sd_text),
		       void *context)
{
	double now = seconds_now();
	*progress = (struct sd_progress){.total = total, .began = now, .shown = now, .show = show, .context = context};
}

static void add_megabytes(struct sd_str *line, double bytes)
{
	sd_str_addf(line, "%.1f MB", bytes / 1e6);
}

static void add_time(struct sd_str *line, uint64_t seconds)
{
	unsigned long long hours = seconds / 3600, minutes = seconds / 60 % 60;
	if (hours)
		sd_str_addf(line, "%llu:%02llu", hours, minutes);
	else
		sd_str_addf(line, "%llu", minutes);
	sd_str_addf(line, ":%02llu", (unsigned long long)(seconds % 60));
}

void sd_progress_describe(struct sd_str *line, uint64_t done, uint64_t total, double seconds)
{
	if (done > total)
		total = 0; /* the input grew: its end is not known any more */
	add_megabytes(line, (double)done);
	if (total) {
		sd_str_adds(line, " of ");
		add_megabytes(line, (double)total);
		sd_str_addf(line, " (%d %%)", (int)(100.0 * (double)done / (double)total));
	}
	if (!done || !(seconds > 0))
		return;
	double rate = (double)done / seconds;
	sd_str_adds(line, ", ");
	add_megabytes(line, rate);
	sd_str_adds(line, "/s");
	double left = total ? (double)(total - done) / rate : 0;
	if (total && left < 360000) {
		sd_str_adds(line, ", ");
		add_time(line, (uint64_t)(left + 0.5));
		sd_str_adds(line, " left");
	}
}

void sd_progress_add(struct sd_progress *progress, uint64_t bytes)
{
	if (!progress)
		return;
	progress->done += bytes;
	double now = seconds_now();
	if (!progress->show || now - progress->shown < seconds_between)
		return;
	progress->shown = now;
	struct sd_str line = SD_STR_INIT;
	sd_progress_describe(&line, progress->done, progress->total, now - progress->began);
	progress->show(progress->context, sd_str_text(&line));
	sd_str_release(&line);
}

void sd_progress_end(struct sd_progress *progress)
{
	if (!progress)
		return;
	if (progress->show && progress->shown > progress->began)
		progress->show(progress->context, SD_TEXT(""));
	progress->show = NULL;
}
