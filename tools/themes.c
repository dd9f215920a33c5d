/* SPDX-License-Identifier: MIT */
/* saydo themes: what many answers speak of, as a codebook to start from. */
#include <inttypes.h>
#include "front/partials.h"
#include "front/readings.h"
#include "front/theming.h"

static struct values {
	struct sd_input vocabulary, codebook, stop;
	int64_t wanted, min_cell;
	bool summary;
	int method;
} values;

/* As enum sd_theme_method. */
static const char *const methods[] = {"nmf", "anchor", NULL};

#define AT(member) offsetof(struct values, member)
static const struct sd_opt options[] = {
	{"themes", 'k', SD_OPT_NUMBER, AT(wanted), "N", "propose at most N themes; with 0 as many as are most stable", 0, 0, 100, NULL},
	{"method", 0, SD_OPT_CHOICE, AT(method), "NAME", "how terms are brought together", 0, 0, 0, methods},
	{"codebook", 'c', SD_OPT_IN, AT(codebook), "FILE", "what is known: look only at answers that name no code of it", 0, 0, 0, NULL},
	{"stop", 's', SD_OPT_IN, AT(stop), "LIST", "words that name no theme, one a line, beside the language's own", 0, 0, 0, NULL},
	{"summary", 0, SD_OPT_FLAG, AT(summary), NULL, "write the table of themes, not the codebook", 0, 0, 0, NULL},
	{"min-cell", 0, SD_OPT_NUMBER, AT(min_cell), "N", "neither size nor quotes of themes of fewer answers", 10, 0, 1000000, NULL},
	{"vocabulary", 0, SD_OPT_IN, AT(vocabulary), "FILE", "the counts of a first --partial; count now which of their terms go together", 0, 0, 0, NULL},
};

static struct {
	struct front_readings readings;
	struct front_theming theming;
} state = {.theming = {.again = FRONT_AGAIN_INIT}};

static int prepare(struct front *front, struct sd_error *err)
{
	if (front_readings_load(front, &state.readings, true, err))
		return -1;
	front_readings_tell(front, &state.readings);
	return front_again_prepare(front, &state.theming.again, err);
}

static int write_result(struct front *front, const struct sd_theme_stages *stages, struct sd_error *err)
{
	if (values.summary) {
		struct sd_writer *writer = front_writer(front, NULL);
		int result = sd_theme_stages_write_summary(stages, values.min_cell, writer, err);
		sd_writer_free(writer);
		return result;
	}
	struct sd_str book = SD_STR_INIT;
	size_t codes;
	sd_theme_stages_add_book(stages, values.min_cell, &codes, &book);
	int result = sd_output_write(&front->output, sd_str_text(&book), err);
	sd_str_release(&book);
	return result;
}

static int work(struct front *front, struct sd_theme_stages *stages, struct sd_error *err)
{
	struct front_theming *theming = &state.theming;
	struct sd_str notes = SD_STR_INIT;
	if (sd_theme_stages_read(stages, &values.stop, sd_theme_stages_take_stop, err) ||
	    sd_theme_stages_read(stages, &values.codebook, sd_theme_stages_take_known, err))
		return -1;
	int finishing = front_read_partials(front, (struct sd_text){NULL, 0}, &stages->pairs, err);
	if (!finishing && !sd_theme_stages_check_lists(stages, err))
		theming->reader =
			front_text_reader(front, &stages->spelt, &theming->text, &stages->answers.text_length, err);
	if (finishing > 0 && values.summary && !front->partial)
		return sd_fail(err, "partials hold no sizes: apply the book to the rows by saydo codes");
	if (finishing > 0 && front->text.length)
		front_spell_names(&stages->spelt, "text", &front->text);
	if (theming->reader &&
	    front_languages_find_column(&state.readings.languages, sd_reader_header(theming->reader), err))
		return -1;
	if (finishing < 0 || (!finishing && !theming->reader) ||
	    sd_theme_stages_read(stages, &values.vocabulary, sd_theme_stages_take_vocabulary, err))
		return -1;
	stages->answers.text = theming->text;
	int result = finishing ? front_theming_finish(front, theming, err) : front_theming_count(front, theming, err);
	if (result)
		return result < 0 ? -1 : FRONT_DONE;
	state.readings.languages.counts = stages->answers.told;
	front_languages_tell(front, &state.readings.languages);
	sd_theme_stages_propose(stages, (enum sd_theme_method)values.method, (size_t)values.wanted);
	if (stages->languages[0].known)
		front_note(front, "%" PRId64 " answers name a code of %s; themes are of the other %" PRId64,
			   sd_theme_stages_known(stages), values.codebook.name, sd_theme_stages_answers(stages));
	sd_theme_stages_add_notes(stages, values.min_cell, &notes);
	front_note_lines(front, sd_str_text(&notes));
	sd_str_release(&notes);
	int wanted = finishing ? 0 : sd_theme_stages_size(stages, err);
	if (wanted < 0 || (wanted && front_theming_pass(front, theming, err)))
		return -1;
	return write_result(front, stages, err);
}

static int run(struct front *front, struct sd_error *err)
{
	struct sd_theme_stages *stages = &state.theming.stages;
	struct sd_str spelt = SD_STR_INIT;
	front_languages_spell(&state.readings.languages, &spelt);
	int result = sd_theme_stages_init(stages, &state.readings.languages.telling, state.readings.readings,
					  sd_str_text(&spelt), err);
	if (!result)
		result = work(front, stages, err);
	front_theming_release(&state.theming);
	front_readings_release(&state.readings);
	sd_str_release(&spelt);
	return result;
}

static const struct tool tool = {
	.name = "themes",
	.summary = "what many answers speak of, as a codebook to start from",
	.kind = "table",
	.uses = FRONT_ROWS | FRONT_TEXT | FRONT_LANGUAGE | FRONT_LANGUAGES | FRONT_PARTIAL,
	.options = options,
	.options_length = sizeof options / sizeof *options,
	.values = &values,
	.prepare = prepare,
	.run = run,
};

int main(int length, char **arguments)
{
	return front_main(&tool, length, arguments);
}
