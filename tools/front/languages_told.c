/* SPDX-License-Identifier: MIT */
/* What the workers counted of languages, added up and told. */
#include "languages.h"

int front_teller_done(void *context, void *worker, struct sd_error *err)
{
	struct front_languages *languages = context;
	const struct sd_teller *teller = worker;
	(void)err;
	sd_told_counts_add(&languages->counts, &teller->counts);
	return 0;
}

void front_languages_tell(struct front *front, const struct front_languages *languages)
{
	struct sd_str line = SD_STR_INIT;
	if (languages->doubt) {
		size_t seen = sd_language_doubted(&languages->counts, languages->doubt_length);
		if (seen)
			front_note(front,
				   "most answers seem to be in %s, and are read as %s: say --language %s, or auto "
				   "where there are several",
				   languages->doubt_codes[seen], languages->codes[0], languages->doubt_codes[seen]);
		return;
	}
	for (size_t i = 0; i < languages->length; i++)
		if (languages->counts.answers[i])
			sd_str_addf(&line, "%s%s %llu", line.length ? ", " : "", languages->kits[i].code,
				    (unsigned long long)languages->counts.answers[i]);
	if (line.length && !front->quiet)
		front_note(front, "the answers' languages: %s", line.data);
	sd_str_clear(&line);
	for (size_t i = 0; i < languages->length; i++)
		if (languages->bare[i] && languages->counts.answers[i])
			sd_str_addf(&line, "%s%s %llu", line.length ? ", " : "", languages->kits[i].code,
				    (unsigned long long)languages->counts.answers[i]);
	if (line.length)
		front_note(front, "%s: %s", languages->bare_told, line.data);
	const char *fallback = languages->kits[0].code;
	if (languages->counts.untold)
		front_note(front, "answers that tell no language, read as %s: %llu", fallback,
			   (unsigned long long)languages->counts.untold);
	if (languages->counts.unnamed)
		front_note(front, "answers without a language in column \"%s\", read as %s: %llu",
			   languages->column_name, fallback, (unsigned long long)languages->counts.unnamed);
	if (languages->counts.unknown)
		front_note(front,
			   "answers with an unknown language in column \"%s\", read as %s: %llu, the first in row "
			   "%llu; write ISO 639-1 codes, such as de",
			   languages->column_name, fallback, (unsigned long long)languages->counts.unknown,
			   (unsigned long long)languages->counts.unknown_row);
	sd_str_release(&line);
}
