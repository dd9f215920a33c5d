/* SPDX-License-Identifier: MIT */
/* What was claimed, with quotes. A quote bears a claim's verdict only where table verdicts shows at least min_cell
 * people with that verdict on that kind of claim, as many of them to each code that the quote bears; where they are
 * fewer than SD_QUOTES_SMALL times that, it must not have a word that no other quote has. A group or an outcome that
 * fewer of the quotes with that verdict bear is taken away. */
#include <math.h>
#include <stdlib.h>

#include "base/count.h"
#include "gap/hide.h"
#include "guard/redact.h"
#include "show/claim_words.h"
#include "show/report_tables.h"
#include "stats/interval.h"

enum { TOLD = 3, SENTENCE_LONGEST = 600 }; /* quotes a row of claim-verdicts; bytes */

/* --- which verdicts are shown ------------------------------------------------------------------------------------- */

static bool is_same_group(const struct sd_claimed_row *x, const struct sd_claimed_row *y)
{
	return x->kind == y->kind && sd_text_equal(sd_claimed_class(x), sd_claimed_class(y));
}

/* Row `row` of table verdicts, which is of the group of `claim`. */
static void add_cells(struct sd_report *report, const struct sd_grid *grid, size_t row,
		      const struct sd_claimed_row *claim)
{
	static const char *const columns[SD_VERDICT_LENGTH] = {"kept", "broken", "too_early", "untestable"};
	double kept = sd_grid_number(grid, row, "kept"), broken = sd_grid_number(grid, row, "broken");
	bool rated = isfinite(sd_grid_number(grid, row, "share"));
	for (int verdict = 0; verdict < SD_VERDICT_LENGTH; verdict++) {
		double people = sd_grid_number(grid, row, columns[verdict]);
		if (!(people > 0))
			continue;
		SD_GROW(report->claim_cells, report->claim_cells_length, report->claim_cells_room);
		report->claim_cells[report->claim_cells_length++] = (struct sd_claim_cell){
			.kind = sd_claim_kind_name(claim->kind),
			.class = sd_claimed_class(claim),
			.verdict = (enum sd_verdict)verdict,
			.people = (uint64_t)people,
			.base = rated && verdict <= SD_VERDICT_BROKEN ? (uint64_t)(kept + broken) : 0,
		};
	}
}

void sd_report_find_claims(struct sd_report *report)
{
	const struct sd_report_table *table = sd_report_table(report, "verdicts");
	const struct sd_claimed *claimed = report->gap.claimed;
	struct sd_grid grid;
	size_t length, row = 0;
	if (!table || !claimed)
		return;
	sd_grid_read(&grid, sd_str_text(&table->tsv));
	size_t *counted = sd_claimed_counted(claimed, &length);
	/* The table has a row a group, in this order. */
	for (size_t i = 0; i < length; i++)
		if (!i || !is_same_group(&claimed->rows[counted[i - 1]], &claimed->rows[counted[i]]))
			add_cells(report, &grid, row++, &claimed->rows[counted[i]]);
	free(counted);
	sd_grid_release(&grid);
}

static size_t cell_of(const struct sd_report *report, const struct sd_claimed_row *claim)
{
	enum sd_verdict verdict = sd_claimed_verdict(claim);
	const char *kind = sd_claim_kind_name(claim->kind);
	for (size_t i = 0; i < report->claim_cells_length; i++)
		if (report->claim_cells[i].verdict == verdict && !strcmp(report->claim_cells[i].kind, kind) &&
		    sd_text_equal(report->claim_cells[i].class, sd_claimed_class(claim)))
			return i;
	return SIZE_MAX;
}

/* --- which quotes bear them --------------------------------------------------------------------------------------- */

/* A claim that is counted in a cell that is shown. */
struct claim {
	const struct sd_claimed_row *row;
	size_t cell;
};

struct bearing {
	struct sd_report *report;
	struct sd_redact_finder *finder; /* or NULL */
	struct sd_tokenizer *tokenizers[SD_LANGUAGES_MOST]; /* NULL until a quote is in that language */
	size_t column, start, end; /* of the claims' cells */
	struct claim *claims;	   /* by the survey's row */
	size_t length;
	struct sd_count *codes, *groups, *outcomes; /* (cell, code) → people; (cell, group or outcome) → quotes */
	struct sd_str key;
};

static int by_row(const void *a, const void *b)
{
	const struct claim *x = a, *y = b;
	if (x->row->said != y->row->said)
		return x->row->said < y->row->said ? -1 : 1;
	return x->row->row.number < y->row->row.number ? -1 : x->row->row.number > y->row->row.number;
}

static struct sd_text make_key(struct bearing *bearing, size_t cell, struct sd_text text)
{
	struct sd_str number = SD_STR_INIT;
	sd_str_clear(&bearing->key);
	sd_str_add_int(&number, (int64_t)cell);
	sd_key_add(&bearing->key, sd_str_text(&number));
	sd_key_add(&bearing->key, text);
	sd_str_release(&number);
	return sd_str_text(&bearing->key);
}

static bool is_few(struct bearing *bearing, const struct sd_count *counts, size_t cell, struct sd_text text)
{
	const int64_t *n = sd_count_find(counts, make_key(bearing, cell, text));
	return !n || sd_is_few((uint64_t)*n, bearing->report->min_cell);
}

static void gather(struct bearing *bearing)
{
	const struct sd_claimed *claimed = bearing->report->gap.claimed;
	size_t length, *counted = sd_claimed_counted(claimed, &length);
	bearing->claims = sd_alloc(length + 1, sizeof *bearing->claims);
	for (size_t i = 0; i < length; i++) {
		const struct sd_claimed_row *row = &claimed->rows[counted[i]];
		size_t cell = cell_of(bearing->report, row);
		if (cell == SIZE_MAX || row->answer == SIZE_MAX)
			continue;
		bearing->claims[bearing->length++] = (struct claim){row, cell};
		struct sd_text rest = bearing->report->gap.answers.items[row->answer].codes, code;
		while (sd_code_next(&rest, &code))
			++*sd_count_at(bearing->codes, make_key(bearing, cell, code));
	}
	if (bearing->length)
		qsort(bearing->claims, bearing->length, sizeof *bearing->claims, by_row);
	free(counted);
}

static bool may_bear(struct bearing *bearing, const struct sd_verbatim *quote, size_t cell)
{
	const struct sd_report *report = bearing->report;
	struct sd_text rest = quote->codes, code;
	uint64_t people = report->claim_cells[cell].people;
	if (sd_is_few(people, report->min_cell) ||
	    (quote->rare && (int64_t)people < SD_QUOTES_SMALL * report->min_cell))
		return false;
	while (sd_code_next(&rest, &code))
		if (is_few(bearing, bearing->codes, cell, code))
			return false;
	return true;
}

static size_t number_at(const struct sd_claimed_row *claim, size_t column)
{
	double number = sd_number_of(claim->row.cells[column].text);
	return number >= 0 ? (size_t)number : SIZE_MAX;
}

/* Bytes `from` to `to` of a text, what is masked in it masked: a mask that reaches over an end is shown whole. */
static void add_masked(struct bearing *bearing, struct sd_text text, size_t from, size_t to, struct sd_str *into)
{
	size_t length = 0;
	const struct sd_redact_span *spans = bearing->finder ? sd_redact_find(bearing->finder, text, &length) : NULL;
	for (size_t i = 0; i < length && from < to; i++) {
		if (spans[i].end <= from || spans[i].start >= to)
			continue;
		if (spans[i].start > from)
			sd_str_add_text(into, (struct sd_text){text.data + from, spans[i].start - from});
		sd_str_addc(into, '[');
		sd_str_add_text(into, spans[i].mask);
		sd_str_addc(into, ']');
		from = spans[i].end;
	}
	if (from < to)
		sd_str_add_text(into, (struct sd_text){text.data + from, to - from});
}

static struct sd_tokenizer *tokenizer_of(struct bearing *bearing, size_t language)
{
	const struct sd_answer_options *answers = &bearing->report->survey.readings[language].answers;
	const struct sd_token_options tokens = {.rules = SD_TOKEN_RULES_ALL,
						.contrast = answers->contrast,
						.abbreviations = answers->abbreviations,
						.language = answers->language};
	if (!bearing->tokenizers[language])
		bearing->tokenizers[language] = sd_tokenizer_new(&tokens);
	return bearing->tokenizers[language];
}

/* The sentence around a claim, or of a long one the part from the claim on. */
static void find_sentence(struct bearing *bearing, const struct sd_verbatim *quote, size_t *start, size_t *end)
{
	const struct sd_text text = quote->text;
	const struct sd_tokens tokens = sd_tokenize(tokenizer_of(bearing, quote->language), text);
	size_t from = 0, to = text.length, claim = *start;
	for (size_t i = 0; i < tokens.length; i++) {
		bool begins = i && tokens.items[i].sentence != tokens.items[i - 1].sentence;
		if (begins && tokens.items[i].start <= claim)
			from = tokens.items[i].start;
		if (begins && tokens.items[i].start >= *end && tokens.items[i].start < to)
			to = tokens.items[i].start;
	}
	if (to - from > SENTENCE_LONGEST) {
		from = claim;
		if (to - from > SENTENCE_LONGEST)
			to = from + SENTENCE_LONGEST;
		while (to > from && to < text.length && ((unsigned char)text.data[to] & 0xC0) == 0x80)
			to--;
	}
	struct sd_text sentence = sd_text_trim((struct sd_text){text.data + from, to - from});
	*start = (size_t)(sentence.data - text.data);
	*end = *start + sentence.length;
}

static void bear(struct bearing *bearing, struct sd_verbatim *quote, const struct claim *claim)
{
	size_t start = number_at(claim->row, bearing->start), end = number_at(claim->row, bearing->end);
	struct sd_str words = SD_STR_INIT;
	/* Behind what is quoted of a long answer. */
	if (start >= end || end > quote->text.length || !may_bear(bearing, quote, claim->cell))
		return;
	SD_GROW(quote->claims, quote->claims_length, quote->claims_room);
	struct sd_quoted_claim *borne = &quote->claims[quote->claims_length++];
	*borne = (struct sd_quoted_claim){claim->cell, SD_STR_INIT, SD_STR_INIT, SD_STR_INIT};
	add_masked(bearing, quote->text, start, end, &words);
	sd_claim_add_said(&borne->said, claim->row, sd_str_text(&words));
	sd_claim_add_observed(&borne->observed, claim->row, &bearing->report->gap);
	find_sentence(bearing, quote, &start, &end);
	add_masked(bearing, quote->text, start, end, &borne->quote);
	bearing->report->claim_cells[claim->cell].quoted++;
	if (quote->group.data)
		++*sd_count_at(bearing->groups, make_key(bearing, claim->cell, quote->group));
	if (quote->verdict.data)
		++*sd_count_at(bearing->outcomes, make_key(bearing, claim->cell, quote->verdict));
	sd_str_release(&words);
}

static void bear_all(struct bearing *bearing, struct sd_verbatim *quote)
{
	const struct sd_report *report = bearing->report;
	struct sd_text question = report->survey.header->names[report->survey.questions[quote->question].column];
	size_t low = 0, high = bearing->length;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (bearing->claims[middle].row->said < quote->row)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < bearing->length && bearing->claims[low].row->said == quote->row; low++)
		if (sd_text_equal(bearing->claims[low].row->row.cells[bearing->column].text, question))
			bear(bearing, quote, &bearing->claims[low]);
}

/* Group and outcome, where few quotes bear them together with the claim. */
static void take_away(struct bearing *bearing, struct sd_verbatim *quote)
{
	for (size_t i = 0; i < quote->claims_length; i++) {
		size_t cell = quote->claims[i].cell;
		if (quote->group.data && is_few(bearing, bearing->groups, cell, quote->group))
			quote->group = (struct sd_text){NULL, 0};
		if (quote->verdict.data && is_few(bearing, bearing->outcomes, cell, quote->verdict))
			quote->verdict = (struct sd_text){NULL, 0};
	}
}

void sd_report_bear_claims(struct sd_report *report, struct sd_redact_finder *finder)
{
	struct bearing bearing = {.report = report, .finder = finder};
	if (!report->claim_cells_length)
		return;
	const struct sd_header *header = &report->gap.claimed->header;
	if (sd_header_find(header, "column", &bearing.column, NULL) ||
	    sd_header_find(header, "start", &bearing.start, NULL) || sd_header_find(header, "end", &bearing.end, NULL))
		return;
	bearing.codes = sd_count_new(1);
	bearing.groups = sd_count_new(1);
	bearing.outcomes = sd_count_new(1);
	gather(&bearing);
	for (size_t i = 0; i < report->quotes.length; i++)
		bear_all(&bearing, &report->quotes.items[i]);
	for (size_t i = 0; i < report->quotes.length; i++)
		take_away(&bearing, &report->quotes.items[i]);
	sd_count_free(bearing.codes);
	sd_count_free(bearing.groups);
	sd_count_free(bearing.outcomes);
	sd_str_release(&bearing.key);
	for (size_t i = 0; i < SD_LANGUAGES_MOST; i++)
		sd_tokenizer_free(bearing.tokenizers[i]);
	free(bearing.claims);
}

/* --- the tables --------------------------------------------------------------------------------------------------- */

static void put_cell(const struct sd_claim_cell *cell, struct sd_out *out)
{
	sd_out_string(out, cell->kind);
	if (cell->class.length)
		sd_out_text(out, cell->class);
	else
		sd_out_absent(out);
	sd_out_string(out, sd_verdict_names[cell->verdict]);
}

static void put_counts(const struct sd_report *report, const struct sd_claim_cell *cell, struct sd_out *out)
{
	struct sd_interval interval = {NAN, NAN};
	if (cell->base)
		interval = sd_wilson((double)cell->people, (double)cell->base);
	put_cell(cell, out);
	sd_out_int(out, (int64_t)cell->people);
	if (cell->base)
		sd_out_int(out, (int64_t)cell->base);
	else
		sd_out_absent(out);
	sd_out_double(out, cell->base ? (double)cell->people / (double)cell->base : NAN, 4);
	sd_out_double(out, interval.low, 4);
	sd_out_double(out, interval.high, 4);
	if (report->quoting == SD_QUOTES_NONE)
		sd_out_absent(out);
	else
		sd_out_int(out, (int64_t)cell->quoted);
	sd_out_end(out);
}

/* A claim of a quote. */
struct told {
	const struct sd_verbatim *quote;
	const struct sd_quoted_claim *claim;
};

/* The quotes of one cell that are told: those drawn first. */
static size_t choose(const struct sd_report *report, size_t cell, struct told told[TOLD])
{
	size_t length = 0;
	for (size_t i = 0; i < report->quotes.length; i++) {
		const struct sd_verbatim *quote = &report->quotes.items[i];
		for (size_t k = 0; k < quote->claims_length; k++) {
			if (quote->claims[k].cell != cell)
				continue;
			size_t at = length < TOLD ? length++ : TOLD;
			/* Those of one draw are of one text; the quotes are by question and draw. */
			for (; at > 0 && told[at - 1].quote->draw > quote->draw; at--)
				if (at < TOLD)
					told[at] = told[at - 1];
			if (at < TOLD)
				told[at] = (struct told){quote, &quote->claims[k]};
		}
	}
	return length;
}

static int add_counts(struct sd_report *report, struct sd_error *err)
{
	static const char *const names[] = {"kind", "value", "verdict", "people",
					    "base", "share", "low", "high", "quoted", NULL};
	struct sd_writer *writer = sd_report_new_table(report, "claim-verdicts", "claims", SIZE_MAX,
						       SD_TEXT("What was claimed, verdict by verdict"));
	for (size_t i = 0; names[i]; i++)
		sd_writer_column(writer, sd_text_of(names[i]));
	int result = sd_writer_begin(writer, err);
	for (size_t i = 0; i < report->claim_cells_length && !result; i++)
		put_counts(report, &report->claim_cells[i], sd_writer_out(writer));
	if (!result)
		result = sd_writer_end(writer, err);
	sd_writer_free(writer);
	return result;
}

static int add_quotes(struct sd_report *report, struct sd_error *err)
{
	static const char *const names[] = {"kind", "value", "verdict", "quote", "said", "observed", NULL};
	struct sd_writer *writer = sd_report_new_table(report, "claim-quotes", "claims", SIZE_MAX,
						       SD_TEXT("In their own words: what was said, and what was "
							       "observed"));
	for (size_t i = 0; names[i]; i++)
		sd_writer_column(writer, sd_text_of(names[i]));
	int result = sd_writer_begin(writer, err);
	for (size_t cell = 0; cell < report->claim_cells_length && !result; cell++) {
		struct told told[TOLD];
		size_t length = choose(report, cell, told);
		for (size_t i = 0; i < length; i++) {
			struct sd_out *out = sd_writer_out(writer);
			put_cell(&report->claim_cells[cell], out);
			sd_out_text(out, sd_str_text(&told[i].claim->quote));
			sd_out_text(out, sd_str_text(&told[i].claim->said));
			sd_out_text(out, sd_str_text(&told[i].claim->observed));
			sd_out_end(out);
		}
	}
	if (!result)
		result = sd_writer_end(writer, err);
	sd_writer_free(writer);
	return result;
}

int sd_report_add_claims(struct sd_report *report, struct sd_error *err)
{
	size_t quoted = 0;
	for (size_t i = 0; i < report->claim_cells_length; i++)
		quoted += report->claim_cells[i].quoted;
	if (!report->claim_cells_length)
		return 0;
	int result = add_counts(report, err);
	return result || !quoted ? result : add_quotes(report, err);
}
