/* SPDX-License-Identifier: MIT */
#include "spelling.h"

#include "common.h"
#include "show/report.h"

static void spell_word(struct sd_str *command, const char *option, const char *word)
{
	sd_str_addf(command, "%s--%s", command->length ? " " : "", option);
	if (!word)
		return;
	sd_str_addc(command, ' ');
	sd_report_quote_word(command, sd_text_of(word));
}

static void spell(const struct sd_opt *option, const char *value, struct sd_str *command)
{
	struct sd_str word = SD_STR_INIT;
	const struct sd_list *list = (const void *)value;
	switch (option->kind) {
	case SD_OPT_FLAG:
		spell_word(command, option->name, NULL);
		break;
	case SD_OPT_TEXTS:
	case SD_OPT_COLUMNS:
		for (size_t i = 0; i < list->length; i++)
			spell_word(command, option->name, list->items[i]);
		break;
	case SD_OPT_NUMBER:
		sd_str_add_int(&word, *(const int64_t *)(const void *)value);
		spell_word(command, option->name, word.data);
		break;
	case SD_OPT_CHOICE:
		spell_word(command, option->name, option->choices[*(const int *)(const void *)value]);
		break;
	case SD_OPT_DATE:
		sd_day_add_iso(&word, *(const sd_day *)(const void *)value);
		spell_word(command, option->name, word.data);
		break;
	case SD_OPT_IN:
		spell_word(command, option->name, ((const struct sd_input *)(const void *)value)->name);
		break;
	default:
		spell_word(command, option->name, *(const char *const *)(const void *)value);
		break;
	}
	sd_str_release(&word);
}

static void spell_of(const struct front *front, unsigned uses, struct sd_str *command)
{
	for (size_t c = 0; c < front_common_length; c++) {
		const struct front_common *common = &front_common[c];
		if (!(common->use & uses))
			continue;
		for (size_t i = 0; i < common->length; i++) {
			const char *value = (const char *)front + common->options[i].offset;
			if (sd_opt_given(&front->set, value))
				spell(&common->options[i], value, command);
		}
	}
}

void front_judging_spell(const struct front *front, struct sd_str *command)
{
	spell_of(front, FRONT_JUDGING | FRONT_LEDGER | FRONT_ID | FRONT_DATE, command);
}

void front_judging_spell_who(const struct front *front, struct sd_str *command)
{
	spell_of(front, FRONT_ID | FRONT_DATE, command);
}
