/* SPDX-License-Identifier: MIT */
/* saydo import: an export of a survey tool as one table with one header. */
#include "front/importing.h"

static struct front_importing values = {.again = FRONT_AGAIN_INIT};

#define AT(member) offsetof(struct front_importing, member)
static const struct sd_opt options[] = {
	{"kind", 'k', SD_OPT_TEXT, AT(kind), "KIND", "what wrote the file, such as qualtrics, surveymonkey or table; told by its content where not given", 0, 1, 0, NULL},
	{"questions-out", 0, SD_OPT_OUT, AT(questions), "FILE", "write what each column asks: its name, question, kind, prompt and options", 0, 0, 0, NULL},
	{"drop-rows", 0, SD_OPT_TEXTS, AT(drop), "SORT", "set such responses aside: preview, spam or unfinished", 0, 0, 0, NULL},
	{"reshape", 0, SD_OPT_CHOICE, AT(reshape), "HOW", "grids and multiple answers: long, a row an answer; wide, a column an option", 0, 0, 0, front_reshapes},
	{"long-names", 0, SD_OPT_FLAG, AT(long_names), NULL, "name columns by their whole question", 0, 0, 0, NULL},
	{"encoding", 0, SD_OPT_TEXT, AT(encoding), "NAME", "how characters are written, such as UTF-8, UTF-16LE or Windows-1252; found out where not given", 0, 1, 0, NULL},
	{"delimiter", 0, SD_OPT_TEXT, AT(delimiter), "MARK", "what parts cells, such as ; or tab; found out where not given", 0, 1, 0, NULL},
	{"quote", 0, SD_OPT_TEXT, AT(quote), "MARK", "what cells are quoted by, or none; found out where not given", 0, 1, 0, NULL},
	{"escape", 0, SD_OPT_TEXT, AT(escape), "MARK", "what stands before a quote inside quotes: the quote itself, another character, or none", 0, 1, 0, NULL},
	{"skip", 0, SD_OPT_NUMBER, AT(skip), "N", "records before the header; found out where not given", -1, 0, 1000000, NULL},
	{"header-rows", 0, SD_OPT_NUMBER, AT(header_rows), "N", "records of the header, 0 where there is none; found out where not given", -1, 0, 100, NULL},
	{"sheet", 0, SD_OPT_TEXT, AT(sheet), "NAME", "of a workbook, the sheet's name or number; the first with rows where not given", 0, 1, 0, NULL},
	{"moderator", 0, SD_OPT_TEXTS, AT(moderators), "NAME", "of a transcript, who asks: their role is moderator, that of others participant", 0, 1, 0, NULL},
};

static int prepare(struct front *front, struct sd_error *err)
{
	return front_importing_prepare(front, &values, err);
}

static int run(struct front *front, struct sd_error *err)
{
	int result = front_importing_run(front, &values, err);
	front_importing_release(&values);
	return result;
}

static const struct tool tool = {
	.name = "import",
	.summary = "a survey tool's export as one table with one header",
	.kind = "long",
	.uses = FRONT_ROWS | FRONT_LANGUAGE,
	.options = options,
	.options_length = sizeof options / sizeof *options,
	.values = &values,
	.prepare = prepare,
	.run = run,
};

int main(int count, char **arguments)
{
	return front_main(&tool, count, arguments);
}
