/* SPDX-License-Identifier: MIT */
/* saydo report: a survey, and what was done, as one page that opens anywhere. */
#include "front/reporting.h"

static struct front_reporting values;

static const char *const formats[] = {"html", "json", "md", NULL};
static const char *const periods[] = {"year", "quarter", "month", "week", NULL};
static const char *const quoting[] = {"none", "masked", "full", NULL};

#define AT(member) offsetof(struct front_reporting, member)
static const struct sd_opt options[] = {
	{"codebook", 'c', SD_OPT_IN, AT(codebook), "FILE", "the codes to look for; proposed from the answers where not given", 0, 0, 0, NULL},
	{"themes", 'k', SD_OPT_NUMBER, AT(themes), "N", "without a codebook, propose at most N codes", 10, 1, 100, NULL},
	{"prompt", 0, SD_OPT_TEXTS, AT(prompts), "COLUMN=KIND", "what a question asks for, like, improve or neutral; by its words where not given", 0, 0, 0, NULL},
	{"by", 'b', SD_OPT_COLUMN, AT(by), "COLUMN", "also count the codes of each of its values", 0, 0, 0, NULL},
	{"every", 0, SD_OPT_CHOICE, AT(every), "PERIOD", "the periods of --date", SD_PERIOD_MONTH, 0, 0, periods},
	{"quotes", 0, SD_OPT_CHOICE, AT(quoting), "HOW", "quote answers, with what tells who wrote them masked", SD_QUOTES_MASKED, 0, 0, quoting},
	{"focus-group", 0, SD_OPT_FLAG, AT(focus_group), NULL, "few people, chosen to talk: counts, no percentages, nothing hidden", 0, 0, 0, NULL},
	{"to", 0, SD_OPT_CHOICE, AT(to), "FORMAT", "the page, all of its numbers, or a text; as the name of -o ends where not given, else html", -1, 0, 0, formats},
	{"tables", 0, SD_OPT_DIR, AT(tables), "DIR", "also write each table as a CSV file into DIR", 0, 0, 0, NULL},
	{"print-pipeline", 0, SD_OPT_FLAG, AT(pipeline), NULL, "show the filters that give the same tables, in place of the report", 0, 0, 0, NULL},
	{"compare", 0, SD_OPT_IN, AT(last), "LAST.json", "hold the themes against those of an earlier report, made with --to json", 0, 0, 0, NULL},
	{"theme", 0, SD_OPT_IN, AT(look), "FILE", "colours, title and footer of the page", 0, 0, 0, NULL},
	{"logo", 0, SD_OPT_IN, AT(logo), "FILE", "a picture (PNG, JPEG or SVG) over the title", 0, 0, 0, NULL},
	{"title", 0, SD_OPT_TEXT, AT(title), "TEXT", "the page's title; the survey's name where not given", 0, 0, 0, NULL},
};

static int run(struct front *front, struct sd_error *err)
{
	return front_reporting_run(front, &values, err);
}

static const struct tool tool = {
	.name = "report",
	.summary = "a survey, and what was done, as one page that opens anywhere",
	.kind = "join",
	.uses = FRONT_ROWS | FRONT_TEXT | FRONT_ID | FRONT_DATE | FRONT_LANGUAGE | FRONT_LANGUAGES | FRONT_LEDGER |
		FRONT_JUDGING,
	.options = options,
	.options_length = sizeof options / sizeof *options,
	.values = &values,
	.prepare = front_reporting_prepare,
	.run = run,
};

int main(int count, char **arguments)
{
	return front_main(&tool, count, arguments);
}
