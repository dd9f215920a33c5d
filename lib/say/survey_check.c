/* SPDX-License-Identifier: MIT */
#include "say/survey_check.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/count.h"
#include "base/decimal.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "rows/form_words.h"

enum { SCALE_BYTES = 40, SCALE_VALUES = 3, UNTOLD_BYTES = 60, DAY_SECONDS = 86400, LANGUAGE_SURE = 8000 };

struct grid_part {
	struct sd_seen straight;
	uint64_t answered;
	size_t values;
	uint64_t hashes[SCALE_VALUES]; /* of different answers, until there are enough for a scale */
};

struct text_part {
	struct sd_repeats answers;
	struct sd_seen nonanswers[SD_NONANSWER_KINDS], languages[SD_LANGUAGES_MOST];
	uint64_t filled;
};

struct duration {
	uint64_t row;
	int64_t seconds;
};

/* What one worker gathers, and the whole. */
struct sd_check_part {
	const struct sd_survey_check *check;
	struct sd_column_check *columns;
	struct grid_part *grids;
	struct text_part *texts;
	struct sd_repeats ids;
	struct sd_seen no_id, headers, imports, seconds, not_utf8, backwards;
	struct duration *durations;
	size_t durations_length, durations_room;
	/* Of workers alone. */
	struct sd_redact_finder *finder;
	struct sd_answer_reader **readers;
	struct sd_str scratch;
};

static bool is_blank(const struct sd_cell *cell)
{
	return cell->kind == SD_CELL_ABSENT || !sd_text_trim(cell->text).length;
}

/* The name up to what tells the columns of a grid apart; the whole where nothing does. */
static size_t stem_length(struct sd_text name)
{
	/* `Question - option`, `Question >> option`, as survey tools and saydo import call them. */
	for (size_t i = name.length; i-- > 4;)
		if (!memcmp(name.data + i - 3, " - ", 3) || !memcmp(name.data + i - 4, " >> ", 4))
			return i;
	for (size_t i = name.length; i-- > 1;) {
		if (!strchr("_-.:[/ ", name.data[i - 1]) || !name.data[i - 1])
			continue;
		if (name.data[i - 1] != ' ' && name.data[i - 1] != '-' && name.data[i - 1] != '.')
			return i;
		if (name.data[i] >= '0' && name.data[i] <= '9')
			return i;
	}
	return name.length;
}

/* What stands behind the first colon: `Option:Question` is how Alchemer calls the columns of a grid. */
static struct sd_text behind_colon(struct sd_text name)
{
	const char *colon = memchr(name.data, ':', name.length);
	return colon ? sd_text_trim((struct sd_text){colon + 1, name.length - (size_t)(colon + 1 - name.data)})
		     : (struct sd_text){NULL, 0};
}

/* The column behind the run that begins at `from` and is called alike but for the end or, with a colon, the
 * beginning. */
static size_t run_end(const struct sd_header *header, size_t from)
{
	const struct sd_text name = header->names[from], tail = behind_colon(name);
	const size_t stem = stem_length(name);
	size_t next = from + 1;
	while (stem < name.length && next < header->length && stem_length(header->names[next]) == stem &&
	       header->names[next].length > stem && !memcmp(header->names[next].data, name.data, stem))
		next++;
	if (next == from + 1)
		while (tail.length && next < header->length && sd_text_equal(behind_colon(header->names[next]), tail))
			next++;
	return next;
}

void sd_survey_check_begin(struct sd_survey_check *check)
{
	const struct sd_header *header = check->header;
	for (size_t i = 0, next; i < header->length; i = next) {
		next = run_end(header, i);
		if (next - i < check->grid_least)
			continue;
		SD_GROW(check->grids, check->grids_length, check->grids_room);
		check->grids[check->grids_length++] = (struct sd_check_grid){i, next};
	}
}

static struct sd_check_part *part_new(const struct sd_survey_check *check)
{
	struct sd_check_part *part = sd_calloc(1, sizeof *part);
	part->check = check;
	part->columns = sd_calloc(check->header->length + 1, sizeof *part->columns);
	part->grids = sd_calloc(check->grids_length + 1, sizeof *part->grids);
	part->texts = sd_calloc(check->texts + 1, sizeof *part->texts);
	part->readers = sd_calloc(check->languages_length + 1, sizeof *part->readers);
	return part;
}

static void part_free(void *state)
{
	struct sd_check_part *part = state;
	if (!part)
		return;
	for (size_t i = 0; i < part->check->texts; i++)
		sd_repeats_release(&part->texts[i].answers);
	for (size_t i = 0; i < part->check->languages_length; i++)
		sd_answer_reader_free(part->readers[i]);
	sd_repeats_release(&part->ids);
	sd_redact_finder_free(part->finder);
	sd_str_release(&part->scratch);
	free(part->columns);
	free(part->grids);
	free(part->texts);
	free(part->readers);
	free(part->durations);
	free(part);
}

static void *worker_new(void *context)
{
	struct sd_survey_check *check = context;
	struct sd_check_part *part = part_new(check);
	if (check->redactor)
		part->finder = sd_redact_finder_new(check->redactor);
	return part;
}

/* The second header of SurveyMonkey, the first record below the first: nothing under what it asked no one, "Response"
 * or an answer's name under each question. Qualtrics' older exports say the columns' names below V1, V2, …. */
static bool is_second_header(const struct sd_header *header, const struct sd_row *row)
{
	static const char id[] = "ResponseID";
	struct sd_text first = row->length ? sd_text_trim(row->cells[0].text) : (struct sd_text){NULL, 0};
	size_t said = 0, unnamed = 0;
	if (row->number != 1 || !row->length)
		return false;
	if (sd_text_equals(header->names[0], "V1") && first.length == strlen(id) &&
	    !strncasecmp(first.data, id, first.length))
		return true;
	if (!is_blank(&row->cells[0]))
		return false;
	for (size_t i = 0; i < row->length; i++) {
		said += sd_form_is(sd_text_trim(row->cells[i].text), SD_FORM_response);
		unnamed += !sd_text_trim(header->names[i]).length && !is_blank(&row->cells[i]);
	}
	return said || unnamed > 1;
}

/* A record that says the header again, or that an exporting tool put below it. */
static bool check_header(struct sd_check_part *part, const struct sd_row *row)
{
	size_t same = 0, filled = 0;
	if (is_second_header(part->check->header, row)) {
		sd_seen_add(&part->seconds, row->number);
		return true;
	}
	for (size_t i = 0; i < row->length; i++) {
		if (is_blank(&row->cells[i]))
			continue;
		filled++;
		same += sd_text_equal(sd_text_trim(row->cells[i].text), part->check->header->names[i]);
		if (row->cells[i].text.length > 12 && !memcmp(row->cells[i].text.data, "{\"ImportId\":", 12)) {
			sd_seen_add(&part->imports, row->number);
			return true;
		}
	}
	if (filled < 2 || same * 2 <= filled)
		return false;
	sd_seen_add(&part->headers, row->number);
	return true;
}

static void check_ids(struct sd_check_part *part, const struct sd_row *row)
{
	const struct sd_survey_check *check = part->check;
	bool any = false;
	sd_str_clear(&part->scratch);
	for (size_t i = 0; i < check->ids; i++) {
		any |= !is_blank(&row->cells[check->id[i]]);
		sd_key_add(&part->scratch, sd_text_trim(row->cells[check->id[i]].text));
	}
	if (any)
		sd_repeats_add(&part->ids, sd_str_text(&part->scratch), row->number);
	else if (check->ids)
		sd_seen_add(&part->no_id, row->number);
}

static void add_value(struct grid_part *grid, uint64_t hash)
{
	for (size_t i = 0; i < grid->values; i++)
		if (grid->hashes[i] == hash)
			return;
	if (grid->values < SCALE_VALUES)
		grid->hashes[grid->values++] = hash;
}

/* Every item answered, and all with the same. */
static void check_grid(struct sd_check_part *part, size_t at, const struct sd_row *row)
{
	const struct sd_check_grid *grid = &part->check->grids[at];
	bool straight = true;
	for (size_t i = grid->from; i < grid->to; i++) {
		struct sd_text value = sd_text_trim(row->cells[i].text);
		if (is_blank(&row->cells[i]) || value.length > SCALE_BYTES)
			return;
		straight &= sd_text_equal(value, sd_text_trim(row->cells[grid->from].text));
	}
	part->grids[at].answered++;
	for (size_t i = grid->from; i < grid->to; i++) {
		struct sd_text value = sd_text_trim(row->cells[i].text);
		add_value(&part->grids[at], sd_hash_sample(value.data, value.length, 0));
	}
	if (straight)
		sd_seen_add(&part->grids[at].straight, row->number);
}

static bool read_moments_as(struct sd_text from, struct sd_text to, const char *format, struct sd_moment *start,
			    struct sd_moment *end)
{
	return sd_moment_parse_as(from, format, start) && start->seconds >= 0 && sd_moment_parse_as(to, format, end) &&
	       end->seconds >= 0;
}

/* As --date-format says, else in ISO 8601, else as both are written. Where that could be day first and month first, a
 * row's own two dates decide, and where they do not, the day is first: the time between is then too long and never too
 * short. */
static bool read_moments(const struct sd_survey_check *check, struct sd_text from, struct sd_text to,
			 struct sd_moment *start, struct sd_moment *end)
{
	if (read_moments_as(from, to, check->date_format, start, end))
		return true;
	for (size_t i = 0; i < SD_DATE_FORMATS && !check->date_format; i++)
		if (read_moments_as(from, to, sd_date_formats[i], start, end))
			return true;
	return false;
}

static void check_duration(struct sd_check_part *part, const struct sd_row *row)
{
	const struct sd_survey_check *check = part->check;
	int64_t seconds;
	sd_decimal value;
	struct sd_moment start, end;
	if (check->duration != SIZE_MAX) {
		if (!sd_decimal_parse(row->cells[check->duration].text, SD_DECIMAL_POINT, &value))
			return;
		seconds = value / SD_DECIMAL_UNIT;
	} else if (check->start != SIZE_MAX && check->end != SIZE_MAX &&
		   read_moments(check, row->cells[check->start].text, row->cells[check->end].text, &start, &end)) {
		seconds = (int64_t)(end.day - start.day) * DAY_SECONDS + end.seconds - start.seconds;
	} else {
		return;
	}
	if (seconds < 0) {
		sd_seen_add(&part->backwards, row->number);
		return;
	}
	SD_GROW(part->durations, part->durations_length, part->durations_room);
	part->durations[part->durations_length++] = (struct duration){row->number, seconds};
}

static enum sd_nonanswer nonanswer_in(struct sd_check_part *part, size_t language, struct sd_text text)
{
	const struct sd_check_language *of = &part->check->languages[language];
	if (!part->readers[language])
		part->readers[language] = sd_answer_reader_new(&of->answers, NULL);
	if (!part->readers[language])
		return SD_ANSWERED;
	return sd_nonanswer_kind(of->nonanswers, sd_answer_read_words(part->readers[language], text));
}

static void check_text(struct sd_check_part *part, size_t at, const struct sd_row *row)
{
	const struct sd_survey_check *check = part->check;
	struct text_part *of = &part->texts[at];
	const struct sd_cell *cell = &row->cells[check->text[at]];
	struct sd_language_vote vote = {.told = false};
	if (is_blank(cell))
		return;
	struct sd_text text = sd_text_trim(cell->text);
	of->filled++;
	if (text.length >= check->repeated_least)
		sd_repeats_add(&of->answers, text, row->number);
	if (check->voters)
		sd_language_vote(check->voters, text, &part->scratch, &vote);
	if (vote.told && vote.sure >= LANGUAGE_SURE)
		sd_seen_add(&of->languages[vote.language], row->number);
	enum sd_nonanswer kind =
		check->languages_length ? nonanswer_in(part, vote.told ? vote.language : 0, text) : SD_ANSWERED;
	/* A short answer often tells no language: then that of any counts. */
	for (size_t i = 1;
	     !vote.told && kind == SD_ANSWERED && text.length <= UNTOLD_BYTES && i < check->languages_length; i++)
		kind = nonanswer_in(part, i, text);
	if (kind != SD_ANSWERED)
		sd_seen_add(&of->nonanswers[kind], row->number);
}

static int check_row(void *state, const struct sd_row *row, struct sd_out *out, struct sd_error *err)
{
	struct sd_check_part *part = state;
	const struct sd_survey_check *check = part->check;
	(void)out, (void)err;
	if (check_header(part, row))
		return 0;
	const bool utf8 = row->raw_fits || sd_utf8_valid_prefix(row->raw.data, row->raw.length) == row->raw.length;
	if (!utf8)
		sd_seen_add(&part->not_utf8, row->number);
	for (size_t i = 0; i < row->length; i++) {
		if (is_blank(&row->cells[i]))
			continue;
		const struct sd_seen before = part->columns[i].replaced;
		sd_column_check_add(&part->columns[i], &check->columns[i], part->finder, row->cells[i].text,
				    row->number);
		/* Those that stand for bytes of this file were not lost before. */
		if (!utf8)
			part->columns[i].replaced = before;
	}
	check_ids(part, row);
	for (size_t i = 0; i < check->grids_length; i++)
		check_grid(part, i, row);
	check_duration(part, row);
	for (size_t i = 0; i < check->texts; i++)
		check_text(part, i, row);
	return 0;
}

static int worker_done(void *context, void *state, struct sd_error *err)
{
	struct sd_survey_check *check = context;
	const struct sd_check_part *from = state;
	(void)err;
	if (!check->whole)
		check->whole = part_new(check);
	struct sd_check_part *into = check->whole;
	for (size_t i = 0; i < check->header->length; i++)
		sd_column_check_merge(&into->columns[i], &from->columns[i]);
	for (size_t i = 0; i < check->grids_length; i++) {
		sd_seen_merge(&into->grids[i].straight, &from->grids[i].straight);
		into->grids[i].answered += from->grids[i].answered;
		for (size_t k = 0; k < from->grids[i].values; k++)
			add_value(&into->grids[i], from->grids[i].hashes[k]);
	}
	for (size_t i = 0; i < check->texts; i++) {
		sd_repeats_merge(&into->texts[i].answers, &from->texts[i].answers);
		into->texts[i].filled += from->texts[i].filled;
		for (size_t k = 0; k < SD_NONANSWER_KINDS; k++)
			sd_seen_merge(&into->texts[i].nonanswers[k], &from->texts[i].nonanswers[k]);
		for (size_t k = 0; k < SD_LANGUAGES_MOST; k++)
			sd_seen_merge(&into->texts[i].languages[k], &from->texts[i].languages[k]);
	}
	sd_repeats_merge(&into->ids, &from->ids);
	sd_seen_merge(&into->no_id, &from->no_id);
	sd_seen_merge(&into->headers, &from->headers);
	sd_seen_merge(&into->imports, &from->imports);
	sd_seen_merge(&into->seconds, &from->seconds);
	sd_seen_merge(&into->not_utf8, &from->not_utf8);
	sd_seen_merge(&into->backwards, &from->backwards);
	for (size_t i = 0; i < from->durations_length; i++) {
		SD_GROW(into->durations, into->durations_length, into->durations_room);
		into->durations[into->durations_length++] = from->durations[i];
	}
	return 0;
}

struct sd_pass sd_survey_check_pass(struct sd_survey_check *check)
{
	return (struct sd_pass){check, worker_new, check_row, worker_done, part_free};
}

static void find_header(const struct sd_survey_check *check, struct sd_faults *findings)
{
	const struct sd_header *header = check->header;
	for (size_t i = 0; i < header->length; i++) {
		struct sd_text name = header->names[i];
		if (!sd_text_trim(name).length)
			sd_faults_add(findings, SD_SEVERITY_ERROR, i, NULL, "column %zu has no name", i + 1);
		else if (memmem(name.data, name.length, "\xEF\xBF\xBD", 3))
			sd_faults_add(findings, SD_SEVERITY_ERROR, i, NULL,
				      "its name has letters that are not UTF-8, or were lost: saydo import tells the "
				      "encoding and converts");
		else if (sd_text_trim(name).length != name.length)
			sd_faults_add(findings, SD_SEVERITY_NOTE, i, NULL,
				      "its name has blanks around it, which belong to it");
		for (size_t before = 0; before < i; before++)
			if (name.length && sd_text_equal(header->names[before], name)) {
				sd_faults_add(findings, SD_SEVERITY_ERROR, i, NULL,
					      "columns %zu and %zu bear one name: neither can be asked for", before + 1,
					      i + 1);
				break;
			}
	}
}

static int by_seconds(const void *left, const void *right)
{
	const struct duration *a = left, *b = right;
	return a->seconds < b->seconds ? -1 : a->seconds > b->seconds;
}

static void find_fast(const struct sd_survey_check *check, struct sd_check_part *whole, struct sd_faults *findings)
{
	size_t column = check->duration != SIZE_MAX ? check->duration : check->end, length = whole->durations_length;
	struct sd_seen fast = {0};
	sd_faults_add(findings, SD_SEVERITY_ERROR, column, &whole->backwards, "ends before it begins");
	if (length < 10)
		return;
	qsort(whole->durations, length, sizeof *whole->durations, by_seconds);
	int64_t median = whole->durations[(length - 1) / 2].seconds;
	for (size_t i = 0; i < length && whole->durations[i].seconds * 100 < median * check->fast; i++)
		sd_seen_add(&fast, whole->durations[i].row);
	sd_faults_add(findings, SD_SEVERITY_WARNING, column, &fast, "faster than %lld %% of the median of %lld seconds",
			(long long)check->fast, (long long)median);
}

static void find_texts(const struct sd_survey_check *check, struct sd_check_part *whole, struct sd_faults *findings)
{
	static const char *const kinds[SD_NONANSWER_KINDS] = {[SD_NONANSWER_NONE] = "nothing to say",
							      [SD_NONANSWER_DONT_KNOW] = "do not know",
							      [SD_NONANSWER_NOISE] = "keys struck at random",
							      [SD_NONANSWER_REFUSAL] = "will not say",
							      [SD_NONANSWER_NOTHING] = "nothing, which is an answer "
										       "where praise or blame was "
										       "asked for"};
	for (size_t i = 0; i < check->texts; i++) {
		struct text_part *of = &whole->texts[i];
		struct sd_seen repeated;
		uint64_t texts;
		sd_repeats_find(&of->answers, &repeated, &texts);
		sd_faults_add(findings, SD_SEVERITY_WARNING, check->text[i], &repeated,
			      "answers of %zu bytes or more that an earlier row has: of %llu different texts",
			      check->repeated_least, (unsigned long long)texts);
		for (size_t kind = 1; kind < SD_NONANSWER_KINDS; kind++)
			sd_faults_add(findings, kind == SD_NONANSWER_NOISE ? SD_SEVERITY_WARNING : SD_SEVERITY_NOTE,
				      check->text[i], &of->nonanswers[kind], "answers that say nothing: %s, of %llu",
				      kinds[kind], (unsigned long long)of->filled);
		size_t most = 0;
		for (size_t k = 0; k < check->languages_length; k++)
			most = of->languages[k].n > of->languages[most].n ? k : most;
		for (size_t k = 0; check->voters && k < check->languages_length; k++)
			if (k != most)
				sd_faults_add(findings, SD_SEVERITY_NOTE, check->text[i], &of->languages[k],
					      "answers in %s, where most are in %s", check->languages[k].code,
					      check->languages[most].code);
	}
}

void sd_survey_check_find(struct sd_survey_check *check, uint64_t rows, struct sd_faults *findings)
{
	struct sd_check_part *whole = check->whole ? check->whole : (check->whole = part_new(check));
	struct sd_seen repeated;
	uint64_t texts;
	find_header(check, findings);
	sd_faults_add(findings, SD_SEVERITY_ERROR, SIZE_MAX, &whole->headers, "rows that say the header again");
	sd_faults_add(findings, SD_SEVERITY_ERROR, SIZE_MAX, &whole->imports,
			"rows that are further headers of the survey tool: saydo import reads them");
	sd_faults_add(findings, SD_SEVERITY_ERROR, SIZE_MAX, &whole->seconds,
		      "a second header, as SurveyMonkey and older Qualtrics exports have: saydo import makes one of "
		      "both");
	sd_faults_add(findings, SD_SEVERITY_ERROR, SIZE_MAX, &whole->not_utf8,
		      "rows that are not UTF-8: saydo import tells the encoding and converts; their letters are read "
		      "here as \xEF\xBF\xBD");
	sd_repeats_find(&whole->ids, &repeated, &texts);
	sd_faults_add(findings, SD_SEVERITY_ERROR, check->ids ? check->id[0] : SIZE_MAX, &repeated,
			"ids that an earlier row has: of %llu different ids", (unsigned long long)texts);
	sd_faults_add(findings, SD_SEVERITY_ERROR, check->ids ? check->id[0] : SIZE_MAX, &whole->no_id,
		      "rows without an id");
	rows -= whole->headers.n + whole->imports.n + whole->seconds.n;
	for (size_t i = 0; i < check->header->length; i++)
		sd_column_check_find(&whole->columns[i], &check->columns[i], i, rows, findings);
	for (size_t i = 0; i < check->grids_length; i++)
		if (whole->grids[i].values >= SCALE_VALUES)
			sd_faults_add(findings, SD_SEVERITY_WARNING, check->grids[i].from, &whole->grids[i].straight,
				      "the same answer to all %zu of this grid, of %llu that answered all",
				      check->grids[i].to - check->grids[i].from,
				      (unsigned long long)whole->grids[i].answered);
	find_fast(check, whole, findings);
	find_texts(check, whole, findings);
}

void sd_survey_check_release(struct sd_survey_check *check)
{
	part_free(check->whole);
	free(check->grids);
	check->whole = NULL;
	check->grids = NULL;
	check->grids_length = check->grids_room = 0;
}
