/* SPDX-License-Identifier: MIT */
#include "theming.h"

#include "language.h"
#include "partials.h"

int front_theming_pass(struct front *front, struct front_theming *theming, struct sd_error *err)
{
	struct sd_reader *reader = theming->reader;
	theming->reader = NULL;
	if (!reader && !front_again_rewind(front, &theming->again, err))
		reader = front_reader(front, err);
	const struct sd_pass stage = sd_theme_pass(&theming->stages.answers);
	int result = reader ? front_again_pass(front, &theming->again, &stage, reader, err) : -1;
	sd_reader_free(reader);
	return result;
}

int front_theming_count(struct front *front, struct front_theming *theming, struct sd_error *err)
{
	struct sd_theme_stages *stages = &theming->stages;
	if (!stages->vocabulary) {
		sd_theme_stages_begin(stages);
		if (front_theming_pass(front, theming, err))
			return -1;
		if (front->partial)
			return front_write_partial(front, stages->vocabulary, err) ? -1 : 1;
	}
	sd_theme_stages_pair(stages);
	if (front_theming_pass(front, theming, err))
		return -1;
	return front->partial ? (front_write_partial(front, stages->pairs, err) ? -1 : 1) : 0;
}

int front_theming_finish(struct front *front, struct front_theming *theming, struct sd_error *err)
{
	if (front->partial)
		return front_write_partial(front, theming->stages.pairs, err) ? -1 : 1;
	return sd_theme_stages_take_pairs(&theming->stages, err);
}

void front_theming_release(struct front_theming *theming)
{
	sd_theme_stages_release(&theming->stages);
	sd_reader_free(theming->reader);
	free(theming->text);
	front_again_release(&theming->again);
}
