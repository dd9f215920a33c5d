/* SPDX-License-Identifier: MIT */
#include "gap/hide.h"

bool sd_is_few(uint64_t n, int64_t least)
{
	return n > 0 && least > 0 && n < (uint64_t)least;
}

size_t *sd_counts_line(struct sd_counts *counts, size_t length)
{
	SD_GROW(counts->lines, counts->lines_length, counts->room);
	struct sd_count_line *line = &counts->lines[counts->lines_length++];
	*line = (struct sd_count_line){sd_calloc(length, sizeof *line->at), length};
	return line->at;
}

void sd_counts_release(struct sd_counts *counts)
{
	for (size_t i = 0; i < counts->lines_length; i++)
		free(counts->lines[i].at);
	free(counts->lines);
	counts->lines = NULL;
	counts->lines_length = counts->room = 0;
}

void sd_hide_few(struct sd_counts *counts)
{
	for (size_t i = 0; i < counts->length; i++)
		counts->hidden[i] = counts->hidden[i] || sd_is_few(counts->n[i], counts->least);
}

static size_t hidden_in(const struct sd_counts *counts, const struct sd_count_line *line, uint64_t *people)
{
	size_t hidden = 0;
	*people = 0;
	for (size_t i = 0; i < line->length; i++) {
		if (!counts->hidden[line->at[i]])
			continue;
		hidden++;
		*people += counts->n[line->at[i]];
	}
	return hidden;
}

/* The count of the line to hide next, or SIZE_MAX; `lies_in` tells of each count in how many lines with hidden ones. */
static size_t next_of(const struct sd_counts *counts, const struct sd_count_line *line, const size_t *lies_in)
{
	size_t best = SIZE_MAX;
	for (size_t i = 0; i < line->length; i++) {
		size_t at = line->at[i];
		if (counts->hidden[at] || !counts->n[at])
			continue;
		if (best == SIZE_MAX || lies_in[at] > lies_in[best] ||
		    (lies_in[at] == lies_in[best] && counts->n[at] < counts->n[best]))
			best = at;
	}
	return best;
}

/* Hides one count; false where no line needs any. */
static bool hide_one(struct sd_counts *counts, size_t *lies_in)
{
	uint64_t people;
	memset(lies_in, 0, counts->length * sizeof *lies_in);
	for (size_t l = 0; l < counts->lines_length; l++) {
		const struct sd_count_line *line = &counts->lines[l];
		if (hidden_in(counts, line, &people))
			for (size_t i = 0; i < line->length; i++)
				lies_in[line->at[i]]++;
	}
	for (size_t l = 0; l < counts->lines_length; l++) {
		size_t hidden = hidden_in(counts, &counts->lines[l], &people);
		if (!hidden || (hidden > 1 && !sd_is_few(people, counts->least)))
			continue;
		size_t next = next_of(counts, &counts->lines[l], lies_in);
		if (next == SIZE_MAX)
			continue;
		counts->hidden[next] = true;
		return true;
	}
	return false;
}

void sd_hide_lines(struct sd_counts *counts)
{
	size_t *lies_in = sd_calloc(counts->length + 1, sizeof *lies_in);
	while (hide_one(counts, lies_in))
		;
	free(lies_in);
}
