/* SPDX-License-Identifier: MIT */
#include "common.h"

#define AT(member) offsetof(struct front, member)
#define LENGTH(options) (sizeof(options) / sizeof *(options))

static const char *const formats_in[] = {"csv", "tsv", "jsonl", NULL};
static const char *const formats_out[] = {"csv", "tsv", "jsonl", "table", NULL};
static const char *const reject_or_replace[] = {"reject", "replace", NULL};
static const char *const observed_kinds[] = {"last-date", "number", "class", NULL};
static const char *const decimal_marks[] = {"point", "comma", NULL};

static const struct sd_opt text[] = {
	{"text", 't', SD_OPT_COLUMNS, AT(text), "COLUMN", "the answers; the only column of a usual name where not given", 0, 0, 0, NULL},
	{"questions", 0, SD_OPT_IN, AT(asked.file), "FILE", "what saydo import told of the columns: without --text, the open ones are the answers", 0, 0, 0, NULL},
};
static const struct sd_opt id[] = {
	{"id", 'i', SD_OPT_COLUMNS, AT(id), "COLUMN", "who answered; several make a composite key", 0, 0, 0, NULL},
};
static const struct sd_opt date[] = {
	{"date", 'd', SD_OPT_COLUMN, AT(date), "COLUMN", "when it was answered", 0, 0, 0, NULL},
	{"date-format", 0, SD_OPT_DATE_FORMAT, AT(date_format), "FORMAT", "how dates are written, such as %d/%m/%Y; ISO 8601 where not given", 0, 0, 0, NULL},
};
static const struct sd_opt language[] = {
	{"language", 'l', SD_OPT_TEXT, AT(language), "CODE", "the language of the answers, such as en or de; en where not given", 0, 0, 0, NULL},
};
static const struct sd_opt languages[] = {
	{"language-column", 0, SD_OPT_COLUMN, AT(language_column), "COLUMN", "the language of each row's answers; --language auto tells it from the answer itself", 0, 0, 0, NULL},
	{"show-language", 0, SD_OPT_FLAG, AT(show_language), NULL, "add the language that each answer was read in, and how sure that is", 0, 0, 0, NULL},
};
static const struct sd_opt as[] = {
	{"as", 0, SD_OPT_TEXT, AT(as), "NAME", "begin the names of added columns with NAME, not the filter's", 0, 1, 0, NULL},
};
static const struct sd_opt partial[] = {
	{"partial", 0, SD_OPT_FLAG, AT(partial), NULL, "write mergeable counts; given partials as input, the filter finishes them", 0, 0, 0, NULL},
};
static const struct sd_opt ledger[] = {
	{"ledger", 0, SD_OPT_IN, AT(ledger), "FILE", "orders, one a row", 0, 0, 0, NULL},
	{"ledger-id", 0, SD_OPT_COLUMNS, AT(ledger_id), "COLUMN", "who ordered; several make a composite key", 0, 0, 0, NULL},
	{"ledger-date", 0, SD_OPT_COLUMN, AT(ledger_date), "COLUMN", "when it was ordered", 0, 0, 0, NULL},
	{"ledger-date-format", 0, SD_OPT_DATE_FORMAT, AT(ledger_date_format), "FORMAT", "how these dates are written; ISO 8601 where not given", 0, 0, 0, NULL},
	{"ledger-amount", 0, SD_OPT_COLUMN, AT(ledger_amount), "COLUMN", "for how much; refunds are negative", 0, 0, 0, NULL},
	{"ledger-category", 0, SD_OPT_COLUMN, AT(ledger_category), "COLUMN", "what was ordered", 0, 0, 0, NULL},
	{"ledger-order", 0, SD_OPT_COLUMN, AT(ledger_order), "COLUMN", "the order's number, by which a refund finds its order", 0, 0, 0, NULL},
	{"decimal", 0, SD_OPT_CHOICE, AT(decimal), "MARK", "the decimal mark of amounts", 0, 0, 0, decimal_marks},
};
static const struct sd_opt judging[] = {
	{"observed", 0, SD_OPT_IN, AT(judging.observed), "FILE", "in place of orders, one thing observed of each person", 0, 0, 0, NULL},
	{"observed-column", 0, SD_OPT_COLUMN, AT(judging.observed_column), "COLUMN", "where it stands there", 0, 0, 0, NULL},
	{"observed-kind", 0, SD_OPT_CHOICE, AT(judging.observed_kind), "KIND", "what it is", 0, 0, 0, observed_kinds},
	{"log-end", 0, SD_OPT_DATE, AT(judging.log_end), "DATE", "the last complete day of the orders, or the last of the events", 0, 0, 0, NULL},
	{"log-end-by", 0, SD_OPT_COLUMN, AT(judging.log_end_by), "COLUMN", "the events end with the latest said or done in each group of COLUMN, which both files have", 0, 0, 0, NULL},
	{"done", 0, SD_OPT_TEXTS, AT(judging.done), "CLASS", "with --observed-kind class, a class that is what was promised; several may be", 0, 0, 0, NULL},
	{"horizon", 0, SD_OPT_NUMBER, AT(judging.horizon), "DAYS", "how long after an answer to look; by the gaps between purchases where not given", 0, 1, 36500, NULL},
	{"before", 0, SD_OPT_NUMBER, AT(judging.before), "DAYS", "how long before an answer to look", FRONT_BEFORE_DAYS, 1, 36500, NULL},
	{"score", 0, SD_OPT_COLUMN, AT(judging.score), "COLUMN", "the score that says who is happy", 0, 0, 0, NULL},
	{"score-reversed", 0, SD_OPT_FLAG, AT(judging.reversed), NULL, "the lowest score is the best", 0, 0, 0, NULL},
	{"cuts", 0, SD_OPT_TEXT, AT(judging.cuts), "LOW,HIGH", "unhappy up to LOW, happy from HIGH on", 0, 0, 0, NULL},
	{"consent", 0, SD_OPT_COLUMN, AT(judging.consent), "COLUMN", "of the survey or the roster: whether answers may be matched (1, true, yes or y)", 0, 0, 0, NULL},
	{"customers", 0, SD_OPT_IN, AT(judging.customers), "FILE", "the roster: who is a customer", 0, 0, 0, NULL},
	{"invited", 0, SD_OPT_COLUMN, AT(judging.invited), "COLUMN", "the roster's column that says who was invited", 0, 0, 0, NULL},
	{"map", 0, SD_OPT_IN, AT(judging.map), "FILE", "which account a respondent orders by: columns contact and account", 0, 0, 0, NULL},
	{"key-normalise", 0, SD_OPT_TEXTS, AT(judging.key_rules), "RULE", "compare keys that differ by trim, case, email, phone or digits, or none; trim and case where not given", 0, 0, 0, NULL},
	{"cluster", 0, SD_OPT_COLUMN, AT(judging.cluster), "COLUMN", "resample those of one COLUMN of the survey together, for they are not independent", 0, 0, 0, NULL},
	{"draws", 0, SD_OPT_NUMBER, AT(judging.draws), "N", "resample so many times for the intervals of what was expected", 399, 40, 100000, NULL},
	{"min-cell", 0, SD_OPT_NUMBER, AT(judging.min_cell), "N", "show no count, share, mean or difference of fewer people", 10, 0, 1000000, NULL},
};
static const struct sd_opt rows[] = {
	{"from", 'f', SD_OPT_CHOICE, AT(from), "FORMAT", "the input's format; by its name where not given", -1, 0, 0, formats_in},
	{"to", 0, SD_OPT_CHOICE, AT(to), "FORMAT", "the output's format; as the name of -o ends, else the input's where rows pass through, else csv", -1, 0, 0, formats_out},
	{"jobs", 'j', SD_OPT_NUMBER, AT(jobs), "N", "threads that work; as many as there are processors where not given", 0, 1, 256, NULL},
	{"reject", 0, SD_OPT_PRIVATE, AT(reject), "FILE", "set bad rows aside in FILE, raw, with the reason, and go on", 0, 0, 0, NULL},
	{"max-field", 0, SD_OPT_NUMBER, AT(max_field), "BYTES", "the longest field; a row may be four times that", SD_MAX_FIELD, 1, 1 << 30, NULL},
	{"invalid-utf8", 0, SD_OPT_CHOICE, AT(invalid_utf8), "WHAT", "bytes that are not UTF-8; reject where not given (check: replace)", -1, 0, 0, reject_or_replace},
	{"for-spreadsheet", 0, SD_OPT_FLAG, AT(for_spreadsheet), NULL, "prefix cells that a spreadsheet would run with an apostrophe", 0, 0, 0, NULL},
	{"progress", 0, SD_OPT_FLAG, AT(progress_wanted), NULL, "tell how far it is, even where standard error is no terminal", 0, 0, 0, NULL},
	{"quiet", 'q', SD_OPT_FLAG, AT(quiet), NULL, "leave out counts and summaries; what was assumed is still told", 0, 0, 0, NULL},
	{"chunk", 0, SD_OPT_NUMBER, AT(chunk), "BYTES", "read so many bytes at once (the output is the same at any)", SD_CHUNK, 1, 1 << 28, NULL},
};
static const struct sd_opt basics[] = {
	{"output", 'o', SD_OPT_OUT, AT(output), "FILE", "write to FILE, which appears whole or not at all", 0, 0, 0, NULL},
	{"no-sandbox", 0, SD_OPT_FLAG, AT(no_sandbox), NULL, "do not lock the process in (for debuggers)", 0, 0, 0, NULL},
	{"options", 0, SD_OPT_FLAG, AT(listing), NULL, "list the options as TSV", 0, 0, 0, NULL},
	{"help", 'h', SD_OPT_FLAG, AT(help), NULL, "show this", 0, 0, 0, NULL},
	{"version", 0, SD_OPT_FLAG, AT(version), NULL, "show the version", 0, 0, 0, NULL},
};

const struct front_common front_common[] = {
	{FRONT_TEXT, "Columns", text, LENGTH(text)},	  {FRONT_ID, "Who", id, LENGTH(id)},
	{FRONT_DATE, "When", date, LENGTH(date)},	  {FRONT_LANGUAGE, "Language", language, LENGTH(language)},
	{FRONT_LANGUAGES, "Language of each answer", languages, LENGTH(languages)},
	{FRONT_AS, "Naming", as, LENGTH(as)},		  {FRONT_PARTIAL, "Counts", partial, LENGTH(partial)},
	{FRONT_LEDGER, "Orders", ledger, LENGTH(ledger)},
	{FRONT_JUDGING, "Said against did", judging, LENGTH(judging)},
	 {FRONT_ROWS, "Rows", rows, LENGTH(rows)},
	{0, "Every filter", basics, LENGTH(basics)},
};
const size_t front_common_length = LENGTH(front_common);
