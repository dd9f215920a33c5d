/* SPDX-License-Identifier: MIT */
#include "say/tally.h"

#include "base/json.h"

void sd_tally_init(struct sd_tally *tally)
{
	tally->codes = sd_count_new(SD_TALLY_WIDTH);
	tally->bases = sd_count_new(SD_TALLY_WIDTH);
}

void sd_tally_init_weighted(struct sd_tally *tally)
{
	tally->codes = sd_count_new(SD_TALLY_WEIGHTED_WIDTH);
	tally->bases = sd_count_new(SD_TALLY_WEIGHTED_WIDTH);
}

bool sd_tally_is_weighted(const struct sd_tally *tally)
{
	return sd_count_width(tally->bases) == SD_TALLY_WEIGHTED_WIDTH;
}

void sd_tally_release(struct sd_tally *tally)
{
	sd_count_free(tally->codes);
	sd_count_free(tally->bases);
}

int sd_tally_add(struct sd_tally *into, const struct sd_tally *from, struct sd_error *err)
{
	if (sd_count_add(into->codes, from->codes, err))
		return -1;
	return sd_count_add(into->bases, from->bases, err);
}

void sd_tally_answer_clear(struct sd_tally_answer *answer)
{
	answer->length = answer->scores_length = 0;
	answer->scored = false;
	answer->weight = SD_DECIMAL_UNIT;
	sd_arena_clear(&answer->names);
}

void sd_tally_answer_release(struct sd_tally_answer *answer)
{
	free(answer->codes);
	free(answer->scores);
	sd_arena_release(&answer->names);
}

static int by_name(const void *left, const void *right)
{
	const struct sd_tally_code *a = left, *b = right;
	return sd_text_compare(a->name, b->name);
}

/* Beyond -1 to 1 it is no score; of what is within, no sum of 64 bits overflows. */
static bool read_score(struct sd_text text, sd_decimal *score)
{
	return sd_decimal_parse(text, SD_DECIMAL_POINT, score) && *score >= -SD_DECIMAL_UNIT &&
	       *score <= SD_DECIMAL_UNIT;
}

bool sd_tally_answer_weight(struct sd_tally_answer *answer, struct sd_text cell)
{
	return sd_decimal_parse(cell, SD_DECIMAL_POINT, &answer->weight) && answer->weight >= 0 &&
	       answer->weight <= SD_TALLY_WEIGHT_MOST;
}

static bool read_scores(struct sd_tally_answer *answer, struct sd_text rest)
{
	struct sd_str key = SD_STR_INIT;
	struct sd_json_value value;
	size_t where;
	int got;
	rest = (struct sd_text){rest.data + 1, rest.length - 1};
	while ((got = sd_json_next_member(&rest, answer->scores_length == 0, &key, &value, &where, NULL)) > 0) {
		sd_decimal score;
		if (value.kind != SD_JSON_NUMBER || !read_score(value.raw, &score)) {
			got = -1;
			break;
		}
		struct sd_text name = sd_text_keep(&answer->names, sd_str_text(&key));
		SD_GROW(answer->scores, answer->scores_length, answer->scores_room);
		answer->scores[answer->scores_length++] = (struct sd_tally_code){name, score, true};
	}
	sd_str_release(&key);
	if (answer->scores_length > 1)
		qsort(answer->scores, answer->scores_length, sizeof *answer->scores, by_name);
	return got == 0 && sd_text_trim(rest).length == 0;
}

bool sd_tally_answer_score(struct sd_tally_answer *answer, struct sd_text cell)
{
	cell = sd_text_trim(cell);
	if (cell.length == 0)
		return true;
	if (cell.data[0] == '{')
		return read_scores(answer, cell);
	answer->scored = read_score(cell, &answer->score);
	return answer->scored;
}

void sd_tally_answer_codes(struct sd_tally_answer *answer, struct sd_text cell)
{
	for (size_t at = 0; at < cell.length;) {
		const char *mark = memchr(cell.data + at, ';', cell.length - at);
		size_t end = mark ? (size_t)(mark - cell.data) : cell.length;
		struct sd_tally_code code = {sd_text_trim((struct sd_text){cell.data + at, end - at}), answer->score,
					     answer->scored};
		at = end + 1;
		if (code.name.length == 0)
			continue;
		if (answer->scores_length) {
			const struct sd_tally_code *own =
				bsearch(&code, answer->scores, answer->scores_length, sizeof code, by_name);
			code.scored = own != NULL;
			code.score = own ? own->score : 0;
		}
		SD_GROW(answer->codes, answer->length, answer->room);
		answer->codes[answer->length++] = code;
	}
}

/* Adds a × b to two sums: how often `unit` goes into it and the rest, from 0 on, so that neither leaves 64 bits. */
static void add_product(int64_t *whole, int64_t *rest, sd_decimal a, sd_decimal b, int64_t unit)
{
	__int128 product = (__int128)a * b, low = product % unit;
	if (low < 0)
		low += unit;
	*whole += (int64_t)((product - low) / unit);
	*rest += (int64_t)low;
}

static void count_one(struct sd_count *count, struct sd_text key, sd_decimal score, bool scored, sd_decimal weight)
{
	int64_t *sums = sd_count_at(count, key);
	sums[SD_TALLY_ANSWERS]++;
	if (scored) {
		sums[SD_TALLY_SCORE_SUM] += score;
		sums[SD_TALLY_SCORED]++;
	}
	if (sd_count_width(count) != SD_TALLY_WEIGHTED_WIDTH)
		return;
	sums[SD_TALLY_WEIGHT] += weight;
	add_product(&sums[SD_TALLY_SQUARES], &sums[SD_TALLY_SQUARES_REST], weight, weight, SD_TALLY_SQUARE_UNIT);
	if (scored) {
		sums[SD_TALLY_SCORED_WEIGHT] += weight;
		add_product(&sums[SD_TALLY_WEIGHTED_SCORE], &sums[SD_TALLY_WEIGHTED_SCORE_REST], weight, score,
			    SD_DECIMAL_UNIT);
	}
}

void sd_tally_count(struct sd_tally *tally, struct sd_text group, struct sd_text period, struct sd_tally_answer *answer)
{
	struct sd_str key = SD_STR_INIT;
	sd_key_add(&key, group);
	sd_key_add(&key, period);
	count_one(tally->bases, sd_str_text(&key), answer->score, answer->scored, answer->weight);
	size_t stem = key.length;
	if (answer->length > 1)
		qsort(answer->codes, answer->length, sizeof *answer->codes, by_name);
	for (size_t i = 0; i < answer->length; i++) {
		const struct sd_tally_code *code = &answer->codes[i];
		if (i && sd_text_equal(code->name, answer->codes[i - 1].name))
			continue;
		key.length = stem;
		sd_key_add(&key, code->name);
		count_one(tally->codes, sd_str_text(&key), code->score, code->scored, answer->weight);
	}
	sd_str_release(&key);
}

void sd_period_add(struct sd_str *str, sd_day day, enum sd_period every)
{
	int year, month, day_of_month;
	if (every == SD_PERIOD_WEEK) {
		sd_day thursday = day - sd_day_weekday(day) + 3;
		sd_day_split(thursday, &year, &month, &day_of_month);
		int week = (thursday - sd_day_of(year, 1, 1)) / 7 + 1;
		sd_str_addf(str, "%04d-W%02d", year, week);
		return;
	}
	sd_day_split(day, &year, &month, &day_of_month);
	sd_str_addf(str, "%04d", year);
	if (every == SD_PERIOD_QUARTER)
		sd_str_addf(str, "-Q%d", (month + 2) / 3);
	if (every == SD_PERIOD_MONTH)
		sd_str_addf(str, "-%02d", month);
}
