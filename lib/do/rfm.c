/* SPDX-License-Identifier: MIT */
#include "do/rfm.h"

#include "base/mem.h"
#include "do/rhythm.h"

enum { SCORES = 5 };

static int bad_cuts(struct sd_error *err)
{
	return sd_fail(err, "--rfm-cuts takes four rising numbers each for recency, frequency and money, as in "
			    "30,90,180,365/2,4,8,16/20,50,100,250");
}

/* Four rising numbers, all of `text`. */
static bool parse_part(struct sd_text text, bool whole, sd_decimal *at)
{
	sd_decimal unit = whole ? SD_DECIMAL_UNIT : 1;
	for (size_t i = 0; i < SD_RFM_CUTS; i++) {
		const char *comma = text.length ? memchr(text.data, ',', text.length) : NULL;
		if (!comma != (i == SD_RFM_CUTS - 1))
			return false;
		struct sd_text number = {text.data, comma ? (size_t)(comma - text.data) : text.length};
		if (!sd_decimal_parse(number, SD_DECIMAL_POINT, at + i) || at[i] % unit)
			return false;
		at[i] /= unit;
		if (i && at[i] <= at[i - 1])
			return false;
		text.data += number.length + 1;
		text.length -= number.length + (comma ? 1 : 0);
	}
	return true;
}

int sd_rfm_cuts_parse(const char *text, struct sd_rfm_cuts *cuts, struct sd_error *err)
{
	*cuts = (struct sd_rfm_cuts){.given = {false}};
	struct sd_text rest = text ? sd_text_of(text) : (struct sd_text){NULL, 0};
	for (size_t part = 0; rest.length; part++) {
		const char *slash = memchr(rest.data, '/', rest.length);
		struct sd_text here = {rest.data, slash ? (size_t)(slash - rest.data) : rest.length};
		if (part == SD_RFM_LENGTH)
			return bad_cuts(err);
		cuts->given[part] = here.length > 0;
		if (here.length && !parse_part(here, part != SD_RFM_MONEY, cuts->at[part]))
			return bad_cuts(err);
		size_t taken = here.length + (slash ? 1 : 0);
		rest = (struct sd_text){rest.data + taken, rest.length - taken};
	}
	return 0;
}

static void add_value(struct sd_str *notes, enum sd_rfm what, int64_t value)
{
	if (what == SD_RFM_MONEY)
		sd_decimal_add(notes, value, 2);
	else
		sd_str_add_int(notes, value);
}

static void tell(struct sd_str *notes, enum sd_rfm what, bool given, const int64_t *values, const int *scores,
		 size_t length)
{
	static const char *const names[] = {"r", "f", "m"}, *const units[] = {" days", " purchase days", ""};
	int64_t least[SCORES], most[SCORES];
	bool there[SCORES] = {false};
	for (size_t i = 0; i < length; i++) {
		int at = scores[i] - 1;
		least[at] = there[at] && least[at] < values[i] ? least[at] : values[i];
		most[at] = there[at] && most[at] > values[i] ? most[at] : values[i];
		there[at] = true;
	}
	sd_str_addf(notes, "%s by %s:", names[what], given ? "the cuts given" : "fifths of rank");
	bool first = true;
	for (int at = SCORES - 1; at >= 0; at--) {
		if (!there[at])
			continue;
		sd_str_addf(notes, "%s %d is ", first ? "" : ",", at + 1);
		first = false;
		add_value(notes, what, least[at]);
		if (most[at] > least[at]) {
			sd_str_adds(notes, " to ");
			add_value(notes, what, most[at]);
		}
	}
	sd_str_addf(notes, "%s\n", units[what]);
}

void sd_rfm_score(enum sd_rfm what, const int64_t *values, size_t length, const struct sd_rfm_cuts *cuts, int *scores,
		  struct sd_str *notes)
{
	bool given = cuts->given[what], recency = what == SD_RFM_RECENCY;
	if (!given)
		sd_quintiles(values, length, scores);
	for (size_t i = 0; i < length; i++) {
		if (given) {
			int passed = 0;
			for (size_t cut = 0; cut < SD_RFM_CUTS; cut++)
				passed += recency ? values[i] > cuts->at[what][cut] : values[i] >= cuts->at[what][cut];
			scores[i] = 1 + passed;
		}
		/* Few days ago is good. */
		if (recency)
			scores[i] = SCORES + 1 - scores[i];
	}
	if (length)
		tell(notes, what, given, values, scores, length);
}
