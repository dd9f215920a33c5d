/* SPDX-License-Identifier: MIT */
/* What a quote may bear: no code, group or verdict of fewer than min_cell people, alone or with its codes, and in a
 * small group no wording that nobody else used. */
#include "base/count.h"
#include "gap/hide.h"
#include "guard/redact.h"
#include "show/report_tables.h"

struct sources {
	struct sd_report *report;
	struct sd_count *codes;	   /* (question, code) → n that the tables show */
	struct sd_count *groups;   /* (question, group, code) → n that the tables show */
	struct sd_count *bases;	   /* (question, group) → its base, where shown */
	struct sd_count *verdicts; /* (code, outcome) → answers; an absent code: all */
	struct sd_count *words;	   /* word → quotes */
	struct sd_str key, number;
};

static struct sd_text make_key(struct sources *sources, size_t question, struct sd_text first,
			       const struct sd_text *second)
{
	sd_str_clear(&sources->key);
	sd_str_clear(&sources->number);
	sd_str_add_int(&sources->number, (int64_t)question);
	sd_key_add(&sources->key, sd_str_text(&sources->number));
	sd_key_add(&sources->key, first);
	if (second)
		sd_key_add(&sources->key, *second);
	return sd_str_text(&sources->key);
}

/* The counts that a table shows: hidden ones are absent there. */
static void read_counts(struct sources *sources, const struct sd_report_table *table, bool grouped)
{
	struct sd_grid grid;
	sd_grid_read(&grid, sd_str_text(&table->tsv));
	for (size_t i = 0; i < grid.rows; i++) {
		struct sd_text n = sd_grid_cell(&grid, i, "n"), base = sd_grid_cell(&grid, i, "base"),
			       code = sd_grid_cell(&grid, i, "code"), group = sd_grid_cell(&grid, i, "group");
		if (grouped && group.data && base.data)
			*sd_count_at(sources->bases, make_key(sources, table->question, group, NULL)) =
				(int64_t)sd_number_of(base);
		if (!n.data)
			continue;
		struct sd_count *into = grouped ? sources->groups : sources->codes;
		*sd_count_at(into, grouped ? make_key(sources, table->question, group, &code)
					   : make_key(sources, table->question, code, NULL)) = (int64_t)sd_number_of(n);
	}
	sd_grid_release(&grid);
}

static void count_verdicts(struct sources *sources)
{
	const struct sd_report *report = sources->report;
	for (size_t i = 0; report->judged && i < report->gap.answers.length; i++) {
		const struct sd_respondent *answer = &report->gap.answers.items[i];
		struct sd_text rest = answer->codes, code,
			       outcome = sd_outcome_name(answer->outcome, report->gap.view.classes);
		if (!outcome.data)
			continue;
		++*sd_count_at(sources->verdicts, make_key(sources, 0, (struct sd_text){NULL, 0}, &outcome));
		while (sd_code_next(&rest, &code))
			++*sd_count_at(sources->verdicts, make_key(sources, 0, code, &outcome));
	}
}

/* Small letters of ASCII; all bytes beyond it count as letters. */
static bool next_word(struct sd_text *rest, struct sd_str *word)
{
	sd_str_clear(word);
	while (rest->length) {
		unsigned char c = (unsigned char)*rest->data;
		bool letter = c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		if (!letter && word->length)
			return true;
		if (letter)
			sd_str_addc(word, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : (char)c);
		rest->data++;
		rest->length--;
	}
	return word->length > 0;
}

static void count_words(struct sources *sources)
{
	struct sd_str word = SD_STR_INIT;
	const struct sd_verbatim_sample *quotes = &sources->report->quotes;
	for (size_t i = 0; i < quotes->length; i++) {
		struct sd_text rest = quotes->items[i].text;
		while (next_word(&rest, &word)) {
			/* The last quote that held it, so that each counts once. */
			int64_t *seen = sd_count_at(sources->words, sd_str_text(&word));
			seen[0] += seen[1] != (int64_t)i + 1;
			seen[1] = (int64_t)i + 1;
		}
	}
	sd_str_release(&word);
}

static bool has_rare_word(struct sources *sources, const struct sd_verbatim *quote)
{
	struct sd_str word = SD_STR_INIT;
	struct sd_text rest = quote->text;
	bool rare = false;
	while (!rare && next_word(&rest, &word)) {
		const int64_t *seen = sd_count_find(sources->words, sd_str_text(&word));
		rare = !seen || seen[0] < 2;
	}
	sd_str_release(&word);
	return rare;
}

/* Leaves the codes that the tables show. */
static void keep_codes(struct sources *sources, struct sd_verbatim *quote)
{
	struct sd_text rest = quote->codes, code;
	char *into = quote->memory + quote->text.length;
	size_t length = 0;
	while (sd_code_next(&rest, &code)) {
		const int64_t *n = sd_count_find(sources->codes, make_key(sources, quote->question, code, NULL));
		if (code.data[0] == '-' || !n || sd_is_few((uint64_t)*n, sources->report->min_cell))
			continue;
		if (length)
			into[length++] = ';';
		memmove(into + length, code.data, code.length);
		length += code.length;
	}
	quote->codes = (struct sd_text){into, length};
}

static bool may_bear_group(struct sources *sources, const struct sd_verbatim *quote)
{
	int64_t least = sources->report->min_cell;
	if (!quote->group.data)
		return false;
	const int64_t *base = sd_count_find(sources->bases, make_key(sources, quote->question, quote->group, NULL));
	if (!base || sd_is_few((uint64_t)*base, least))
		return false;
	bool small = *base < SD_QUOTES_SMALL * least;
	struct sd_text rest = quote->codes, code;
	while (sd_code_next(&rest, &code)) {
		const int64_t *n =
			sd_count_find(sources->groups, make_key(sources, quote->question, quote->group, &code));
		if (!n || sd_is_few((uint64_t)*n, least))
			return false;
	}
	return !small || !quote->rare;
}

static const struct sd_respondent *respondent_of(const struct sd_report *report, uint64_t row)
{
	size_t low = 0, high = report->gap.answers.length;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (report->gap.answers.items[middle].row.number < row)
			low = middle + 1;
		else
			high = middle;
	}
	bool found = low < report->gap.answers.length && report->gap.answers.items[low].row.number == row;
	return found ? &report->gap.answers.items[low] : NULL;
}

static struct sd_text verdict_of(struct sources *sources, const struct sd_verbatim *quote)
{
	const struct sd_report *report = sources->report;
	const struct sd_text none = {NULL, 0};
	const struct sd_respondent *answer = report->judged ? respondent_of(report, quote->row) : NULL;
	struct sd_text outcome = answer ? sd_outcome_name(answer->outcome, report->gap.view.classes) : none;
	if (!outcome.data)
		return none;
	struct sd_text rest = quote->codes, code = none;
	do {
		const int64_t *n = sd_count_find(sources->verdicts, make_key(sources, 0, code, &outcome));
		if (!n || sd_is_few((uint64_t)*n, report->min_cell))
			return none;
	} while (sd_code_next(&rest, &code));
	return outcome;
}

static void mask(struct sd_verbatim *quote, struct sd_redact_finder *finder)
{
	struct sd_str masked = SD_STR_INIT;
	sd_redact_mask(finder, quote->text, SD_MASK_NAMED, &masked);
	size_t length = masked.length;
	quote->masked = sd_str_take(&masked);
	quote->text = (struct sd_text){quote->masked, length};
}

static bool is_quoted(const struct sd_report *report, size_t question)
{
	const struct sd_report_table *table = sd_report_table(report, "questions");
	struct sd_grid grid;
	sd_grid_read(&grid, sd_str_text(&table->tsv));
	double answered = sd_grid_number(&grid, question, "answered");
	sd_grid_release(&grid);
	return answered >= (double)report->min_cell;
}

/* Takes out the quotes of questions that too few answered, and settles what the others bear. */
static void settle(struct sources *sources)
{
	struct sd_report *report = sources->report;
	struct sd_verbatim_sample *quotes = &report->quotes;
	size_t kept = 0;
	for (size_t i = 0; i < quotes->length; i++) {
		if (!is_quoted(report, quotes->items[i].question)) {
			free(quotes->items[i].memory);
			continue;
		}
		struct sd_verbatim *quote = &quotes->items[kept++];
		*quote = quotes->items[i];
		keep_codes(sources, quote);
		quote->rare = has_rare_word(sources, quote);
		if (!may_bear_group(sources, quote))
			quote->group = (struct sd_text){NULL, 0};
		quote->verdict = verdict_of(sources, quote);
	}
	quotes->length = kept;
	bool masks = report->quoting == SD_QUOTES_MASKED;
	struct sd_redact_finder *finder = masks ? sd_redact_finder_new(report->redactor) : NULL;
	sd_report_bear_claims(report, finder);
	for (size_t i = 0; i < kept && masks; i++)
		mask(&quotes->items[i], finder);
	sd_redact_finder_free(finder);
}

/* The rows of one question: its codes with an n, in their order, then all. */
static void write_counts(const struct sd_report *report, const struct sd_report_table *table, struct sd_out *out)
{
	struct sd_grid grid;
	struct sd_text question = report->survey.header->names[report->survey.questions[table->question].column];
	sd_grid_read(&grid, sd_str_text(&table->tsv));
	for (size_t i = 0; i < grid.rows; i++) {
		struct sd_text code = sd_grid_cell(&grid, i, "code"), n = sd_grid_cell(&grid, i, "n");
		size_t quoted = 0;
		if (!n.data || !code.length || code.data[0] == '-')
			continue;
		for (size_t k = 0; k < report->quotes.length; k++) {
			struct sd_text rest = report->quotes.items[k].codes, borne;
			while (report->quotes.items[k].question == table->question && sd_code_next(&rest, &borne))
				quoted += sd_text_equal(borne, code);
		}
		sd_out_text(out, question);
		sd_out_text(out, code);
		sd_out_int(out, (int64_t)sd_number_of(n));
		sd_out_int(out, (int64_t)quoted);
		sd_out_end(out);
	}
	sd_grid_release(&grid);
}

int sd_report_add_quoted(struct sd_report *report, struct sd_error *err)
{
	static const char *const names[] = {"question", "code", "n", "quoted", NULL};
	struct sources sources = {report,	   sd_count_new(1), sd_count_new(1), sd_count_new(1),
				  sd_count_new(1), sd_count_new(2), SD_STR_INIT,     SD_STR_INIT};
	size_t tables = report->tables_length;
	for (size_t i = 0; i < tables; i++)
		if (!strcmp(report->tables[i].kind, "themes") || !strcmp(report->tables[i].kind, "groups"))
			read_counts(&sources, &report->tables[i], !strcmp(report->tables[i].kind, "groups"));
	count_verdicts(&sources);
	count_words(&sources);
	settle(&sources);
	struct sd_writer *writer =
		sd_report_new_table(report, "quotes", "quotes", SIZE_MAX, SD_TEXT("How many answers are quoted"));
	for (size_t i = 0; names[i]; i++)
		sd_writer_column(writer, sd_text_of(names[i]));
	int result = sd_writer_begin(writer, err);
	for (size_t i = 0; i < tables && !result; i++)
		if (!strcmp(report->tables[i].kind, "themes"))
			write_counts(report, &report->tables[i], sd_writer_out(writer));
	if (!result)
		result = sd_writer_end(writer, err);
	sd_writer_free(writer);
	sd_count_free(sources.codes);
	sd_count_free(sources.groups);
	sd_count_free(sources.bases);
	sd_count_free(sources.verdicts);
	sd_count_free(sources.words);
	sd_str_release(&sources.key);
	sd_str_release(&sources.number);
	return result;
}
