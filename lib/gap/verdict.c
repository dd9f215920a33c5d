/* SPDX-License-Identifier: MIT */
#include "gap/verdict.h"

#include <math.h>

#include "stats/interval.h"

#define X(name, text) [SD_VERDICT_##name] = text,
const char *const sd_verdict_names[SD_VERDICT_LENGTH] = {SD_VERDICTS(X)};
#undef X
#define X(name, text) [SD_REASON_##name] = text,
const char *const sd_reason_names[SD_REASON_LENGTH] = {SD_REASONS(X)};
#undef X

/* How far off a number may be and still be kept, and how far its interval may reach. */
#define NEAR 1.25
#define FAR 3.0
#define DAYS_OF_A_YEAR 365.25
enum { MONTHS_OF_A_YEAR = 12, DAYS_OF_A_WEEK = 7 };

struct sd_finding sd_untestable(enum sd_reason reason)
{
	return (struct sd_finding){.verdict = SD_VERDICT_UNTESTABLE,
				   .reason = reason,
				   .observed = NAN,
				   .low = NAN,
				   .high = NAN,
				   .from = SD_NO_DAY,
				   .to = SD_NO_DAY};
}

static struct sd_finding counted(int64_t count)
{
	struct sd_finding finding = sd_untestable(SD_REASON_NONE);
	finding.observed = (double)count;
	finding.unit = "purchase-days";
	return finding;
}

struct sd_finding sd_judge_size(double low, double high, double observed, double observed_low, double observed_high)
{
	struct sd_finding finding = sd_untestable(SD_REASON_UNCLEAR);
	finding.observed = observed;
	finding.low = observed_low;
	finding.high = observed_high;
	if (observed_high < low / NEAR) {
		finding.verdict = SD_VERDICT_BROKEN;
		finding.reason = SD_REASON_OVERSTATED;
	} else if (observed_low > high * NEAR) {
		finding.verdict = SD_VERDICT_BROKEN;
		finding.reason = SD_REASON_UNDERSTATED;
	} else if (observed >= low / NEAR && observed <= high * NEAR && observed_low >= low / FAR &&
		   observed_high <= high * FAR) {
		finding.verdict = SD_VERDICT_KEPT;
		finding.reason = SD_REASON_NONE;
	}
	return finding;
}

struct sd_finding sd_judge_rate(double low, double high, int64_t count, double years)
{
	struct sd_interval counts = sd_garwood((double)count);
	low = fmin(low, DAYS_OF_A_YEAR);
	high = isinf(high) ? high : fmin(high, DAYS_OF_A_YEAR);
	struct sd_finding finding;
	if (high <= 0) {
		finding = sd_untestable(SD_REASON_NONE);
		finding.verdict = count > 0 ? SD_VERDICT_BROKEN : SD_VERDICT_KEPT;
		finding.reason = count > 0 ? SD_REASON_UNDERSTATED : SD_REASON_NONE;
	} else if (!(years > 0)) {
		return sd_untestable(SD_REASON_NO_PURCHASE);
	} else {
		finding = sd_judge_size(low, high, (double)count / years, counts.low / years, counts.high / years);
	}
	if (years > 0) {
		finding.observed = (double)count / years;
		finding.low = counts.low / years;
		finding.high = counts.high / years;
	}
	finding.unit = "per-year";
	return finding;
}

struct sd_finding sd_judge_stay(int64_t within, bool whole)
{
	struct sd_finding finding = counted(within);
	finding.verdict = within > 0 ? SD_VERDICT_KEPT : whole ? SD_VERDICT_BROKEN : SD_VERDICT_TOO_EARLY;
	finding.complete = whole;
	return finding;
}

struct sd_finding sd_judge_leave(int64_t late, bool whole)
{
	struct sd_finding finding = counted(late);
	finding.verdict = late > 0 ? SD_VERDICT_BROKEN : whole ? SD_VERDICT_KEPT : SD_VERDICT_TOO_EARLY;
	finding.complete = whole;
	return finding;
}

struct sd_finding sd_judge_change(bool more, int64_t after, int64_t before, double after_days, double before_days,
				  bool whole)
{
	struct sd_finding finding = sd_untestable(SD_REASON_NONE);
	finding.complete = whole;
	finding.unit = "share";
	if (!whole) {
		finding.verdict = SD_VERDICT_TOO_EARLY;
		return finding;
	}
	if (after + before == 0) {
		finding.reason = SD_REASON_NO_PURCHASE;
		return finding;
	}
	double even = after_days / (after_days + before_days);
	struct sd_interval share = sd_clopper_pearson((double)after, (double)(after + before));
	finding.observed = (double)after / (double)(after + before);
	finding.low = share.low;
	finding.high = share.high;
	if (share.low > even)
		finding.verdict = more ? SD_VERDICT_KEPT : SD_VERDICT_BROKEN;
	else if (share.high < even)
		finding.verdict = more ? SD_VERDICT_BROKEN : SD_VERDICT_KEPT;
	else
		finding.reason = SD_REASON_UNCLEAR;
	return finding;
}

struct sd_finding sd_judge_category(bool never, int64_t inside, int64_t all)
{
	struct sd_finding finding = sd_untestable(SD_REASON_NONE);
	struct sd_interval share = sd_clopper_pearson((double)inside, (double)all);
	if (all <= 0)
		return sd_untestable(SD_REASON_NO_PURCHASE);
	finding.observed = (double)inside / (double)all;
	finding.low = share.low;
	finding.high = share.high;
	finding.unit = "share";
	if (never)
		finding.verdict = inside > 0 ? SD_VERDICT_BROKEN : SD_VERDICT_KEPT;
	else if (share.high < 0.5)
		finding.verdict = SD_VERDICT_BROKEN;
	else if (share.low > 0.5)
		finding.verdict = SD_VERDICT_KEPT;
	else
		finding.reason = SD_REASON_UNCLEAR;
	return finding;
}

int32_t sd_duration_days(struct sd_text duration)
{
	double days = 0, number = 0;
	bool digits = false, any = false;
	if (duration.length < 3 || duration.data[0] != 'P')
		return 0;
	for (size_t i = 1; i < duration.length; i++) {
		char byte = duration.data[i];
		if (byte >= '0' && byte <= '9') {
			number = number * 10 + (byte - '0');
			digits = true;
			continue;
		}
		if (byte == 'T')
			return !digits && i + 2 < duration.length ? (int32_t)fmin(fmax(round(days), 1), INT32_MAX / 4)
								  : 0;
		if (!digits)
			return 0;
		if (byte == 'Y')
			days += number * DAYS_OF_A_YEAR;
		else if (byte == 'M')
			days += number * DAYS_OF_A_YEAR / MONTHS_OF_A_YEAR;
		else if (byte == 'W')
			days += number * DAYS_OF_A_WEEK;
		else if (byte == 'D')
			days += number;
		else
			return 0;
		number = 0;
		digits = false;
		any = true;
	}
	/* Of some thousand years and more no log tells. */
	return any && !digits ? (int32_t)fmin(fmax(round(days), 1), INT32_MAX / 4) : 0;
}
