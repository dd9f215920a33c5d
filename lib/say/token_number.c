/* SPDX-License-Identifier: MIT */
/* Numbers as people write them: signs, currency, groups and decimals, per cent, units, times, dates, ratings. */
#include <strings.h>

#include "say/normal.h"
#include "say/token_cut.h"
#include "say/token_data.h"

enum {
	STAR = 0x2605,
	EMOJI_STAR = 0x2B50,
	OPEN_STAR = 0x2606,
	HALF = 0xBD,
	EMOJI_STYLE = 0xFE0F,
	MINUS = 0x2212,
	BLANK_GROUPS_MOST = 8 /* of thousands behind no-break blanks */
};

static bool is_digit_at(struct sd_text answer, size_t at)
{
	return at < answer.length && answer.data[at] >= '0' && answer.data[at] <= '9';
}

static size_t digits_end(struct sd_text answer, size_t at)
{
	while (is_digit_at(answer, at))
		at++;
	return at;
}

static bool is_byte_at(struct sd_text answer, size_t at, char byte)
{
	return at < answer.length && answer.data[at] == byte;
}

/* The code point at `at` and its bytes; 0 and 0 at the end. */
static uint32_t code_at(struct sd_text answer, size_t at, size_t *length)
{
	uint32_t code = 0;
	*length = at < answer.length ? sd_char_read(answer, at, &code) : 0;
	return code;
}

static bool is_word_at(struct sd_text answer, size_t at)
{
	return at < answer.length && sd_char_is_word(sd_char_at(answer, at));
}

/* The bytes of one blank that does not end a line. */
static size_t blank_at(struct sd_text answer, size_t at)
{
	size_t length;
	uint32_t code = code_at(answer, at, &length);
	return code == ' ' || code == 0xA0 || code == 0x202F || code == 0x2009 ? length : 0;
}

/* ★★★☆☆ is 3/5, ★★★½ 3.5/5. Filled stars alone are of five, or of ten where there are more. */
static size_t scan_stars(struct sd_text answer, size_t at, struct sd_str *normal)
{
	size_t filled = 0, open = 0, length;
	bool half = false;
	for (uint32_t code; (code = code_at(answer, at, &length)) != 0; at += length) {
		if (!open && !half && (code == STAR || code == EMOJI_STAR))
			filled++;
		else if (!open && !half && filled && code == HALF)
			half = true;
		else if (code == OPEN_STAR)
			open++;
		else if (code != EMOJI_STYLE || !(filled + open))
			break;
	}
	size_t total = filled + open + half;
	if (filled + open + half < 2)
		return 0;
	if (!open)
		total = total <= 5 ? 5 : total <= 10 ? 10 : total;
	sd_str_addf(normal, half ? "%zu.5/%zu" : "%zu/%zu", filled, total);
	return at;
}

/* A currency sign, with the letters that some carry: R$, US$. */
static size_t currency_end(struct sd_text answer, size_t at)
{
	static const char *const lettered[] = {"US$", "R$", "A$", "AU$", "C$", "CA$", "NZ$", "HK$", "S$"};
	for (size_t i = 0; i < sizeof lettered / sizeof *lettered; i++) {
		size_t length = strlen(lettered[i]);
		if (answer.length - at > length && !memcmp(answer.data + at, lettered[i], length))
			return at + length;
	}
	size_t length;
	uint32_t code = code_at(answer, at, &length);
	return length && (sd_char_of(code)->flags & SD_CHAR_Sc) ? at + length : 0;
}

/* Digits in groups and with decimals: 1,299.50  1.299,50  1'000  1 000 with a no-break blank. */
static size_t figures_end(struct sd_text answer, size_t at)
{
	size_t end = digits_end(answer, at);
	for (int groups = 0;;) {
		size_t length;
		uint32_t code = code_at(answer, end, &length);
		bool mark = code == '.' || code == ',' || code == '\'' || code == 0x2019;
		if (mark && is_digit_at(answer, end + length)) {
			end = digits_end(answer, end + length);
			continue;
		}
		bool group = (code == 0xA0 || code == 0x202F || code == 0x2009) &&
			     digits_end(answer, end + length) == end + length + 3;
		if (!group || groups++ == BLANK_GROUPS_MOST)
			return end;
		end += length + 3;
	}
}

/* 10:30, 10:30:15; 2024-05-31, 31-05-2024; 31/05/2024, 5/5, 24/7 behind the figures [at, end); `end` otherwise. */
static size_t joined_figures_end(struct sd_text answer, size_t at, size_t end)
{
	size_t width = end - at;
	if (digits_end(answer, at) != end) { /* 4.5/5 */
		if (is_byte_at(answer, end, '/') && is_digit_at(answer, end + 1))
			end = figures_end(answer, end + 1);
		return end;
	}
	if (width <= 2 && is_byte_at(answer, end, ':') && digits_end(answer, end + 1) == end + 3) {
		end += 3;
		if (is_byte_at(answer, end, ':') && digits_end(answer, end + 1) == end + 3)
			end += 3;
		return end;
	}
	if (is_byte_at(answer, end, '-') && (width <= 2 || width == 4)) {
		size_t second = digits_end(answer, end + 1);
		size_t third = is_byte_at(answer, second, '-') ? digits_end(answer, second + 1) : second;
		size_t second_width = second - end - 1, third_width = third > second ? third - second - 1 : 0;
		bool year_first = width == 4 && third_width >= 1 && third_width <= 2;
		bool year_last = width <= 2 && (third_width == 2 || third_width == 4);
		bool month = second_width >= 1 && second_width <= 2;
		if (month && (year_first || year_last) && !is_byte_at(answer, third, '-'))
			return third;
	}
	if (is_byte_at(answer, end, '/') && is_digit_at(answer, end + 1)) {
		end = figures_end(answer, end + 1);
		if (is_byte_at(answer, end, '/') && is_digit_at(answer, end + 1))
			end = digits_end(answer, end + 1);
	}
	return end;
}

/* Whether "of" in its languages joins a mark to its scale: only where it reads as one. */
static bool is_scale(struct sd_text left, struct sd_text right)
{
	char *stop;
	double mark = strtod(left.data, &stop);
	long scale = strtol(right.data, &stop, 10);
	bool usual = scale == 5 || scale == 6 || scale == 7 || scale == 10 || scale == 20 || scale == 100;
	return usual && mark <= (double)scale;
}

/* "10 out of 10", "8 von 10", "4 / 5" behind the plain figures [at, end). */
static size_t scan_rating(struct sd_text answer, size_t at, size_t end, struct sd_str *normal)
{
	static const struct {
		const char *words;
		bool any_scale;
	} joints[] = {
		{"out of", true}, {"of", false}, {"/", false},	{"von", false},	   {"sur", false},
		{"su", false},	  {"de", false}, {"em", false}, {"uit", false}, {"van de", false},
	};
	size_t next = end + blank_at(answer, end);
	if (next == end)
		return 0;
	for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
		size_t length = strlen(joints[i].words);
		if (answer.length - next <= length || strncasecmp(answer.data + next, joints[i].words, length) != 0)
			continue;
		size_t blank = blank_at(answer, next + length);
		size_t right = next + length + blank;
		size_t right_end = digits_end(answer, right);
		if (!blank || right_end == right || right_end - right > 3 || is_word_at(answer, right_end) ||
		    is_byte_at(answer, right_end, '%'))
			continue;
		bool figures = (is_byte_at(answer, right_end, '.') || is_byte_at(answer, right_end, ',') ||
				is_byte_at(answer, right_end, '/') || is_byte_at(answer, right_end, ':')) &&
			       is_digit_at(answer, right_end + 1);
		if (figures)
			continue;
		sd_normal_add(normal, (struct sd_text){answer.data + at, end - at});
		sd_str_addc(normal, '/');
		size_t slash = normal->length;
		sd_str_add(normal, answer.data + right, right_end - right);
		/* Both are copied, so that reading them as numbers stops where they do. */
		bool scale = is_scale((struct sd_text){normal->data, slash - 1},
				      (struct sd_text){normal->data + slash, normal->length - slash});
		if (joints[i].any_scale || scale)
			return right_end;
		sd_str_clear(normal);
	}
	return 0;
}

/* Letters right behind figures: their end where they are a unit, 0 where the whole is a word (4everyone). */
static size_t unit_end(struct sd_text answer, size_t end)
{
	size_t stop = end;
	while (stop < answer.length && is_word_at(answer, stop) && !is_digit_at(answer, stop)) {
		size_t length;
		code_at(answer, stop, &length);
		stop = sd_past_marks(answer, stop + length);
	}
	if (stop - end > 16)
		return 0;
	struct sd_str letters = SD_STR_INIT;
	sd_normal_add(&letters, (struct sd_text){answer.data + end, stop - end});
	bool unit = sd_is_unit(sd_str_text(&letters));
	bool hour = letters.length == 1 && letters.data[0] == 'h';
	sd_str_release(&letters);
	if (hour && digits_end(answer, stop) == stop + 2) /* 10h30 */
		stop += 2;
	return unit && !is_word_at(answer, stop) && !is_byte_at(answer, stop, '_') ? stop : 0;
}

/* %, ‰, °, °C or a currency's sign behind figures, also behind one blank; `end` where there is none. */
static size_t sign_end(struct sd_text answer, size_t end, bool has_currency)
{
	size_t at = end + blank_at(answer, end), length;
	uint32_t code = code_at(answer, at, &length);
	if (code == '%' || code == 0x2030)
		return at + length;
	if (code == 0xB0) {
		bool scale = is_byte_at(answer, at + length, 'C') || is_byte_at(answer, at + length, 'F');
		return at + length + (scale && !is_word_at(answer, at + length + 1));
	}
	if (!has_currency && length && (sd_char_of(code)->flags & SD_CHAR_Sc) && !is_digit_at(answer, at + length))
		return at + length;
	return end;
}

/* ½ ¼ ¾ behind whole figures, or alone, as decimals; their bytes, 0 where there is none. */
static size_t fraction_at(struct sd_text answer, size_t at, const char **decimals)
{
	size_t length;
	switch (code_at(answer, at, &length)) {
	case 0xBC:
		*decimals = ".25";
		return length;
	case HALF:
		*decimals = ".5";
		return length;
	case 0xBE:
		*decimals = ".75";
		return length;
	default:
		return 0;
	}
}

size_t sd_scan_number(struct sd_text answer, size_t at, unsigned rules, struct sd_str *normal)
{
	size_t length, start = at;
	uint32_t code = code_at(answer, at, &length);
	if (code == STAR || code == EMOJI_STAR || code == OPEN_STAR)
		return scan_stars(answer, at, normal);
	const struct sd_char *before = sd_char_before(answer, at);
	if (sd_char_is_word(before))
		return 0;
	if (code == '+' || code == '-' || code == MINUS || code == 0xB1)
		at += length;
	size_t currency = at < answer.length ? currency_end(answer, at) : 0;
	size_t figures = currency ? currency : at;
	if (currency && (is_byte_at(answer, figures, '-') || is_digit_at(answer, figures + blank_at(answer, figures))))
		figures += is_byte_at(answer, figures, '-') ? 1 : blank_at(answer, figures); /* $-5, R$ 20 */
	const char *decimals = NULL;
	size_t end = figures;
	bool point_first = is_byte_at(answer, figures, '.') && is_digit_at(answer, figures + 1) &&
			   (figures > start || !is_byte_at(answer, figures - 1, '.') || !figures);
	if (is_digit_at(answer, figures))
		end = figures_end(answer, figures);
	else if (point_first)
		end = digits_end(answer, figures + 1);
	bool plain_figures = figures == start && end > figures;
	size_t fraction = point_first ? 0 : fraction_at(answer, end, &decimals);
	if (fraction) {
		sd_str_add(normal, answer.data + start, end - start);
		if (end == figures)
			sd_str_addc(normal, '0');
		sd_str_adds(normal, decimals);
		struct sd_text typed = sd_str_text(normal);
		end += fraction;
		/* A sign or currency typed in Unicode is brought to its plain form with the rest. */
		struct sd_str plain = SD_STR_INIT;
		sd_normal_add(&plain, typed);
		sd_str_clear(normal);
		sd_str_add_text(normal, sd_str_text(&plain));
		sd_str_release(&plain);
		return sd_past_marks(answer, end);
	}
	if (end == figures)
		return 0;
	if (!point_first) {
		size_t joined = joined_figures_end(answer, figures, end);
		plain_figures = plain_figures && joined == end;
		end = joined;
	}
	if (is_byte_at(answer, end, '_'))
		return 0;
	if (is_word_at(answer, end) && sd_char_at(answer, end)->run == SD_RUN_None) {
		size_t unit = unit_end(answer, end);
		if (!unit)
			return 0;
		end = unit;
		plain_figures = false;
	} else if (is_byte_at(answer, end, '\'') && is_byte_at(answer, end + 1, 's') && !is_word_at(answer, end + 2)) {
		return end + 2; /* the 90's */
	} else {
		size_t sign = sign_end(answer, end, currency != 0);
		plain_figures = plain_figures && sign == end;
		end = sign;
	}
	/* 5-star, 10-minute: a word. */
	if ((rules & SD_RULE_HYPHENS) && figures == start && is_byte_at(answer, end, '-') &&
	    is_word_at(answer, end + 1) && !is_digit_at(answer, end + 1))
		return 0;
	if (plain_figures) {
		size_t rating = scan_rating(answer, figures, end, normal);
		if (rating)
			return rating;
	}
	return sd_past_marks(answer, end);
}
