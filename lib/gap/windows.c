/* SPDX-License-Identifier: MIT */
#include "gap/windows.h"

#include "do/rhythm.h"
#include "stats/stray.h"

enum { WEEK = 7, SLUMP_WEEKS = 4, SLUMP_ORDERS = 40, HOLE = 31 };

void sd_windows_note_day(struct sd_str *notes, const char *before, sd_day day, const char *behind)
{
	sd_str_adds(notes, before);
	sd_day_add_iso(notes, day);
	sd_str_addf(notes, "%s\n", behind);
}

/* Warns where the last week has less than half the orders of an average one of the four before. */
static void warn_of_slump(const struct sd_ledger *ledger, sd_day end, struct sd_str *notes)
{
	int64_t last = 0, earlier = 0;
	for (size_t i = 0; i < ledger->length; i++) {
		struct sd_ledger_sums sums;
		sd_ledger_between(ledger, i, end - WEEK + 1, end, &sums);
		last += sums.orders;
		sd_ledger_between(ledger, i, end - WEEK * (SLUMP_WEEKS + 1) + 1, end - WEEK, &sums);
		earlier += sums.orders;
	}
	if (earlier >= SLUMP_ORDERS && last * SLUMP_WEEKS * 2 < earlier)
		sd_str_addf(notes,
			    "warning: the log's last week has %lld orders, the four before it %lld: if it is not whole "
			    "yet, give an earlier --log-end\n",
			    (long long)last, (long long)earlier);
}

/* The orders' first and last days, those left out that stand far from all others, of which it warns; of the last only
 * where the log's end is not given. */
static struct sd_stray span(const struct sd_ledger *ledger, bool given, struct sd_str *notes)
{
	sd_day *days = sd_alloc(ledger->entries_length + 1, sizeof *days);
	for (size_t i = 0; i < ledger->entries_length; i++)
		days[i] = ledger->entries[i].day;
	struct sd_stray stray = sd_stray_find(days, ledger->entries_length, HOLE);
	free(days);
	if (stray.late && !given)
		sd_windows_note_day(notes, "warning: the log's last day, ", ledger->last,
				    ", lies far behind all others: mistyped, most likely; the log is taken to end "
				    "before (--log-end says where)");
	if (stray.early)
		sd_windows_note_day(notes, "warning: the log's first day, ", ledger->first,
				    ", lies far before all others: mistyped, most likely; mend the orders");
	return stray;
}

void sd_windows_find(struct sd_windows *windows, const struct sd_ledger *ledger, sd_day wave, struct sd_str *notes)
{
	const struct sd_stray log = span(ledger, windows->log_end != SD_NO_DAY, notes);
	if (windows->log_end == SD_NO_DAY && log.last != SD_NO_DAY) {
		windows->log_end = log.last - 1;
		sd_windows_note_day(notes, "the log's last complete day: ", windows->log_end,
				    ", the one before its last (--log-end says another)");
	}
	if (windows->horizon) {
		sd_str_addf(notes, "windows: %d days before an answer, %d after\n", windows->before, windows->horizon);
	} else {
		windows->horizon = sd_rhythm_horizon(ledger, wave);
		if (windows->horizon)
			sd_str_addf(notes,
				    "windows: %d days before an answer, %d after, by the gaps between purchase days "
				    "before the first one (--before, --horizon)\n",
				    windows->before, windows->horizon);
		else
			sd_str_adds(notes, "nobody bought on two days before the first answer, so how long to "
					   "wait is not known and nothing after it is told: --horizon DAYS\n");
	}
	if (log.first > wave)
		sd_windows_note_day(notes, "warning: the log begins ", log.first,
				    ", behind the first answer: what was done between is not in it, and who bought "
				    "then is taken to have left");
	else if (log.first != SD_NO_DAY && wave - windows->before < log.first)
		sd_windows_note_day(notes, "the log begins ", log.first, ", within the days before the first answers");
	if (windows->log_end != SD_NO_DAY && windows->log_end < wave)
		sd_windows_note_day(notes, "warning: the log ends before the first answer, ", wave,
				    ": nothing after an answer can be told yet");
	if (windows->log_end != SD_NO_DAY)
		warn_of_slump(ledger, windows->log_end, notes);
}

void sd_windows_strays(struct sd_respondents *answers, struct sd_str *notes)
{
	sd_day *days = sd_alloc(answers->length + 1, sizeof *days), first = SD_NO_DAY;
	for (size_t i = 0; i < answers->length; i++)
		days[i] = answers->items[i].day;
	struct sd_stray stray = sd_stray_find(days, answers->length, SD_BEFORE_DAYS);
	free(days);
	if (!stray.early)
		return;
	for (size_t i = 0; i < answers->length; i++) {
		sd_day *day = &answers->items[i].day;
		if (*day == SD_NO_DAY || *day >= stray.first)
			continue;
		first = first == SD_NO_DAY || *day < first ? *day : first;
		*day = SD_NO_DAY;
	}
	sd_str_addf(notes, "warning: %zu answer%s more than %d days before all others, ", stray.early,
		    stray.early == 1 ? " was given" : "s were given", SD_BEFORE_DAYS);
	sd_windows_note_day(notes, "the first on ", first,
			    ": mistyped, most likely; taken to have no date, mend the survey");
}
