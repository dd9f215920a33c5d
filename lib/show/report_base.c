/* SPDX-License-Identifier: MIT */
/* The table `base`: what was read, from when to when, of how many people, and what was set aside for what; and the same
 * in words. Its people are sums of the table `ledger`, which shows its n always; the rest is counted while files are
 * read. */
#include "show/report_tables.h"

enum { REASONS_TOLD = 5 };

static void put_row(struct sd_out *out, const char *of, struct sd_text what, uint64_t n, sd_day first, sd_day last)
{
	struct sd_str day = SD_STR_INIT;
	sd_out_string(out, of);
	sd_out_text(out, what);
	sd_out_int(out, (int64_t)n);
	for (int end = 0; end < 2; end++) {
		sd_str_clear(&day);
		sd_day_add_iso(&day, end ? last : first);
		if (day.length)
			sd_out_text(out, sd_str_text(&day));
		else
			sd_out_absent(out);
	}
	sd_out_end(out);
	sd_str_release(&day);
}

static void put_count(struct sd_out *out, const char *of, const char *what, uint64_t n)
{
	put_row(out, of, sd_text_of(what), n, SD_NO_DAY, SD_NO_DAY);
}

/* Why rows of a source were set aside: its own file's, and for the survey those of every file that is no other
 * source's. */
static bool is_of(const struct sd_report *report, size_t source, struct sd_text file)
{
	for (size_t i = 1; i < report->sources_length; i++)
		if (sd_text_equals(file, report->sources[i].name))
			return i == source;
	return !source;
}

struct reason {
	struct sd_str words;
	uint64_t n;
};

static int compare_reasons(const void *a, const void *b)
{
	const struct reason *x = a, *y = b;
	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return sd_text_compare(sd_str_text(&x->words), sd_str_text(&y->words));
}

/* The most frequent first. Yours, with their words. */
static struct reason *reasons_of(const struct sd_report *report, size_t source, size_t *length)
{
	size_t all = report->why ? sd_count_length(report->why) : 0;
	struct sd_count_entry *entries = report->why ? sd_count_sorted(report->why) : NULL;
	struct reason *reasons = sd_calloc(all + 1, sizeof *reasons);
	struct sd_str file = SD_STR_INIT, column = SD_STR_INIT, words = SD_STR_INIT;
	*length = 0;
	for (size_t i = 0; i < all; i++) {
		struct sd_text rest = entries[i].key;
		bool no_column = false;
		sd_key_next(&rest, &file, NULL);
		sd_key_next(&rest, &column, &no_column);
		sd_key_next(&rest, &words, NULL);
		if (!is_of(report, source, sd_str_text(&file)))
			continue;
		struct reason *reason = &reasons[*length];
		if (!no_column)
			sd_str_addf(&reason->words, "%s: ", column.length ? column.data : "(no name)");
		sd_str_add_text(&reason->words, sd_str_text(&words));
		reason->n = (uint64_t)entries[i].sums[0];
		++*length;
	}
	if (*length)
		qsort(reasons, *length, sizeof *reasons, compare_reasons);
	sd_str_release(&file);
	sd_str_release(&column);
	sd_str_release(&words);
	free(entries);
	return reasons;
}

static void release_reasons(struct reason *reasons, size_t length)
{
	for (size_t i = 0; i < length; i++)
		sd_str_release(&reasons[i].words);
	free(reasons);
}

static void put_set_aside(const struct sd_report *report, size_t source, struct sd_out *out)
{
	const char *of = report->sources[source].of;
	size_t length;
	struct reason *reasons = reasons_of(report, source, &length);
	struct sd_str what = SD_STR_INIT;
	put_count(out, of, "rows set aside", report->sources[source].rejected);
	for (size_t i = 0; i < length; i++) {
		sd_str_clear(&what);
		sd_str_adds(&what, "set aside for ");
		sd_str_add_text(&what, sd_str_text(&reasons[i].words));
		put_row(out, of, sd_str_text(&what), reasons[i].n, SD_NO_DAY, SD_NO_DAY);
	}
	sd_str_release(&what);
	release_reasons(reasons, length);
}

/* People with a key that can be used and who consented, each once; how many of them were found. */
static uint64_t people_of(const struct sd_report *report, uint64_t *found)
{
	const uint64_t *answers = report->gap.matched.answers;
	uint64_t people = answers[SD_MATCH_AMBIGUOUS] + answers[SD_MATCH_ROSTER_ONLY] + answers[SD_MATCH_NOT_IN_ORDERS];
	*found = answers[SD_MATCH_SHARED] + answers[SD_MATCH_NORMALISED] + answers[SD_MATCH_EXACT];
	return people + *found;
}

static void put_people(const struct sd_report *report, struct sd_out *out)
{
	uint64_t found, people = people_of(report, &found);
	put_count(out, "survey", "people who answered", people);
	put_count(out, "survey", "people found among the customers", found);
}

/* The days of what was observed. */
static void put_observed(const struct sd_report *report, struct sd_out *out)
{
	const struct sd_keyed *observed = report->gap.observed;
	sd_day first = SD_NO_DAY, last = SD_NO_DAY;
	for (size_t i = 0; i < observed->length && observed->kind == SD_KEYED_DATE; i++) {
		const struct sd_keyed_value *value = &observed->rows[i];
		if (!value->there)
			continue;
		first = first == SD_NO_DAY || value->day < first ? value->day : first;
		last = value->day > last ? value->day : last;
	}
	put_row(out, "observed", SD_TEXT("people"), observed->length, first, last);
}

int sd_report_add_base_table(struct sd_report *report, struct sd_error *err)
{
	static const char *const columns[] = {"of", "what", "n", "first", "last", NULL};
	const struct sd_ledger *orders = report->gap.ledger;
	struct sd_writer *writer = sd_report_new_table(report, "base", "base", SIZE_MAX,
						       SD_TEXT("What was read, and what of it was set aside"));
	sd_writer_columns(writer, columns);
	if (sd_writer_begin(writer, err)) {
		sd_writer_free(writer);
		return -1;
	}
	struct sd_out *out = sd_writer_out(writer);
	for (size_t i = 0; i < report->sources_length; i++) {
		const struct sd_report_source *source = &report->sources[i];
		bool is_orders = report->judged && orders && !strcmp(source->of, "orders");
		put_row(out, source->of, SD_TEXT("rows"), source->rows, is_orders ? orders->first : SD_NO_DAY,
			is_orders ? orders->last : SD_NO_DAY);
		put_set_aside(report, i, out);
		if (!i && report->date != SIZE_MAX)
			put_row(out, source->of, SD_TEXT("rows with a date"), report->dated.rows, report->dated.first,
				report->dated.last);
		if (!i && report->judged)
			put_people(report, out);
		if (is_orders)
			put_count(out, source->of, "customers", orders->length);
		if (report->judged && report->gap.observed && !strcmp(source->of, "observed"))
			put_observed(report, out);
		if (report->judged && !strcmp(source->of, "roster"))
			put_count(out, source->of, "people", report->gap.sources.roster.length);
	}
	int result = sd_writer_end(writer, err);
	sd_writer_free(writer);
	return result;
}

/* --- in words ----------------------------------------------------------------------------------------------------- */

const char *sd_report_file(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash && slash[1] ? slash + 1 : path;
}

static void add_days(struct sd_str *words, sd_day first, sd_day last)
{
	if (first == SD_NO_DAY)
		return;
	sd_str_adds(words, ", ");
	sd_day_add_iso(words, first);
	if (last != first) {
		sd_str_adds(words, " to ");
		sd_day_add_iso(words, last);
	}
}

static void add_why(const struct sd_report *report, struct sd_page *page)
{
	for (size_t i = 0; i < report->sources_length; i++) {
		size_t length;
		struct reason *reasons = reasons_of(report, i, &length);
		struct sd_str words = SD_STR_INIT;
		for (size_t k = 0; k < length && k < REASONS_TOLD; k++)
			sd_str_addf(&words, "%s%llu for %s", k ? "; " : "", (unsigned long long)reasons[k].n,
				    reasons[k].words.data);
		if (length > REASONS_TOLD)
			sd_str_addf(&words, "; %zu further reasons stand in table base", length - REASONS_TOLD);
		if (length)
			sd_page_pair(page, "Set aside", "of %s: %s", sd_report_file(report->sources[i].name),
				     words.data);
		sd_str_release(&words);
		release_reasons(reasons, length);
	}
}

static void add_people(const struct sd_report *report, struct sd_page *page)
{
	static const struct {
		enum sd_match match;
		const char *words;
	} unused[] = {{SD_MATCH_NO_KEY, "without an id"},
		      {SD_MATCH_BAD_KEY, "with an id that cannot be one"},
		      {SD_MATCH_NO_CONSENT, "without consent"},
		      {SD_MATCH_DUPLICATE, "of somebody who answered again"}};
	struct sd_str words = SD_STR_INIT;
	uint64_t found, people = people_of(report, &found);
	sd_page_pair(page, "Who answered", "%llu people, of whom %llu were found among the customers",
		     (unsigned long long)people, (unsigned long long)found);
	for (size_t i = 0; i < sizeof unused / sizeof *unused; i++) {
		uint64_t n = report->gap.matched.answers[unused[i].match];
		if (n)
			sd_str_addf(&words, "%s%llu%s %s", words.length ? ", " : "", (unsigned long long)n,
				    words.length ? ""
				    : n == 1	 ? " row of the survey"
						 : " rows of the survey",
				    unused[i].words);
	}
	if (words.length)
		sd_page_pair(page, "Left out there", "%s", words.data);
	sd_str_release(&words);
}

void sd_report_add_base_pairs(const struct sd_report *report, struct sd_page *page)
{
	const struct sd_ledger *orders = report->gap.ledger;
	struct sd_str words = SD_STR_INIT;
	if (report->date != SIZE_MAX) {
		sd_str_addf(&words, "%llu rows bear a date", (unsigned long long)report->dated.rows);
		add_days(&words, report->dated.first, report->dated.last);
		sd_page_pair(page, "When", "%s", words.data);
	}
	if (report->judged)
		add_people(report, page);
	for (size_t i = 1; i < report->sources_length; i++) {
		const struct sd_report_source *source = &report->sources[i];
		bool held = !strcmp(source->of, "orders") || !strcmp(source->of, "observed");
		sd_str_clear(&words);
		sd_str_addf(&words, "%s: %llu rows", sd_report_file(source->name), (unsigned long long)source->rows);
		if (orders && !strcmp(source->of, "orders")) {
			sd_str_addf(&words, " of %zu customers", orders->length);
			add_days(&words, orders->first, orders->last);
		}
		if (source->rejected)
			sd_str_addf(&words, ", %llu set aside", (unsigned long long)source->rejected);
		sd_page_pair(page,
			     held			     ? "Held against"
			     : !strcmp(source->of, "roster") ? "Roster"
							     : "Accounts",
			     "%s", words.data);
	}
	add_why(report, page);
	sd_str_release(&words);
}
