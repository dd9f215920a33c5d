/* SPDX-License-Identifier: MIT */
#include "guard/coarsen.h"

#include <string.h>

#include "base/time.h"

int sd_coarsening_parse(struct sd_text written, struct sd_coarsening *coarsening, struct sd_error *err)
{
	static const char *const names[] = {"month", "quarter", "year"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (sd_text_equals(written, names[i])) {
			coarsening->to = (enum sd_coarse)i;
			return 0;
		}
	int64_t width = 0;
	for (size_t i = 0; i < written.length && width >= 0; i++)
		width = written.data[i] >= '0' && written.data[i] <= '9' && i < 10
				? width * 10 + (written.data[i] - '0')
				: -1;
	if (width < 1 || width > 1000000000)
		return sd_fail(err, "values become month, quarter, year or ranges as wide as a whole number such as 10 "
				    "says");
	coarsening->to = SD_COARSE_RANGE;
	coarsening->width = width;
	return 0;
}

static bool add_range(int64_t width, struct sd_text value, struct sd_str *into)
{
	sd_decimal number;
	if (!sd_decimal_parse(value, SD_DECIMAL_POINT, &number))
		return false;
	int64_t whole = number / SD_DECIMAL_UNIT - (number % SD_DECIMAL_UNIT < 0);
	int64_t low = whole / width * width - (whole % width < 0 ? width : 0);
	sd_str_add_int(into, low);
	if (width > 1) {
		sd_str_addc(into, '-');
		sd_str_add_int(into, low + width - 1);
	}
	return true;
}

bool sd_coarsen(const struct sd_coarsening *coarsening, struct sd_text value, struct sd_str *into)
{
	struct sd_moment moment;
	int year, month, day;
	if (coarsening->to == SD_COARSE_RANGE)
		return add_range(coarsening->width, value, into);
	if (!sd_moment_parse_as(value, coarsening->date_format, &moment))
		return false;
	sd_day_split(moment.day, &year, &month, &day);
	if (coarsening->to == SD_COARSE_MONTH)
		sd_str_addf(into, "%04d-%02d", year, month);
	else if (coarsening->to == SD_COARSE_QUARTER)
		sd_str_addf(into, "%04d-Q%d", year, (month + 2) / 3);
	else
		sd_str_addf(into, "%04d", year);
	return true;
}
