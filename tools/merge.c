/* SPDX-License-Identifier: MIT */
/* saydo merge: adds partials of one kind up. */
#include "base/partial.h"
#include "front/front.h"

static int run(struct front *front, struct sd_error *err)
{
	struct sd_partial *partial = NULL;
	int result = 0;
	for (size_t i = 0; i < front->inputs.length && !result; i++) {
		struct sd_str content = SD_STR_INIT;
		struct sd_input *input = &front->inputs.items[i];
		result = sd_input_read_all(input, &content, SIZE_MAX, err);
		if (!result)
			result = sd_partial_read(&partial, input->name, sd_str_text(&content), err);
		sd_str_release(&content);
	}
	if (!result) {
		struct sd_str out = SD_STR_INIT;
		front->output.mode = 0600; /* as the partials it adds up */
		sd_partial_write(partial, &out);
		result = sd_output_write(&front->output, sd_str_text(&out), err);
		sd_str_release(&out);
	}
	sd_partial_free(partial);
	return result;
}

static const struct tool tool = {
	.name = "merge",
	.summary = "add up partials of one kind",
	.kind = "join",
	.uses = FRONT_FILES,
	.run = run,
};

int main(int count, char **arguments)
{
	return front_main(&tool, count, arguments);
}
