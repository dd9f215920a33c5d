/* SPDX-License-Identifier: MIT */
/*
 * Makes the tables of the Larkspur corpus from answers.tsv: survey.csv, orders.csv and roster.csv.
 *
 *     cc -std=c17 -O2 recipe.c truths.c -o /tmp/recipe && /tmp/recipe [--truths] answers.tsv OUTDIR
 *
 * Integers only, one seed, no clock and no libm, so that any machine writes the same bytes. --truths prints what was
 * planted, counted in the tables themselves by the definitions that ORIGIN repeats.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "larkspur.h"

#define SEED UINT64_C(162)

static const char *const store_names[STORES] = {"Harbour Street", "Mill Lane", "Old Station", "Canal Row",
	"Beacon Hill", "Tanner's Yard"};
static const char *const category_names[CATEGORIES] = {"coffee", "food", "beans", "merchandise"};
static const int month_lengths[18] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31, 30, 31, 30};

/* Percent of an ordinary day's visits, by month from January and by weekday from Monday. */
static const int season[12] = {94, 96, 100, 101, 102, 100, 96, 92, 101, 104, 106, 110};
static const int weekday[7] = {98, 98, 100, 101, 106, 117, 80};

/*
 * Visits in ten years at the 2.5th, 7.5th ... 97.5th percentile: of respondents, gamma of shape 2.5 and mean 40 a year;
 * of the silent, shape 1 and mean 14.
 */
static const int respondent_rates[20] = {67, 111, 144, 173, 200, 227, 252, 279, 306, 333, 363, 394, 428,
	466, 507, 556, 613, 691, 800, 1029};
static const int silent_rates[20] = {4, 11, 19, 27, 35, 45, 55, 65, 77, 91, 105, 119, 137,
	157, 180, 208, 244, 290, 363, 516};
/* Days that a customer who does not answer stays on average: four kinds in equal parts. */
static const int lifetimes[4] = {120, 260, 600, 1500};

static const char *const theme_names[] = {"wait", "staff", "coffee", "food", "price", "seats", "app", "closing",
	"clean", "noise", "loyalty", "place", "choice"};

static const char *const claim_names[] = {"leave", "switch", "cancel", "stay", "more", "less", "moved", "habit:daily",
	"habit:twice-weekly", "habit:weekly", "habit:monthly", "third-person", "conditional", "recommend", "again"};

static struct answer *answers;
static int answer_count, person_count;
static struct customer customers[CUSTOMERS];
static struct line *lines;
static size_t line_count, line_room;
static int *order_customer, *order_day;
static int64_t *order_net;
static int order_count, order_room;
static unsigned char bought[CUSTOMERS][DAYS]; /* 1 on a purchase day: an order of net value above zero */
static int64_t spent[CUSTOMERS][DAYS];        /* net pence of the orders placed that day, refunds taken off */

static void fail(const char *what)
{
	fprintf(stderr, "recipe: %s\n", what);
	exit(2);
}

static void *grow(void *old, size_t size)
{
	void *new = realloc(old, size);
	if (new == NULL)
		fail("out of memory");
	return new;
}

/* splitmix64 (Steele, Lea and Flood 2014); each customer and each purpose draws from a stream of its own. */
struct stream {
	uint64_t state;
};

static uint64_t draw(struct stream *stream)
{
	uint64_t z = (stream->state += UINT64_C(0x9e3779b97f4a7c15));
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static struct stream stream_for(int purpose, int index)
{
	struct stream stream = {SEED + ((uint64_t)purpose << 40) + ((uint64_t)index << 8)};
	stream.state = draw(&stream);
	return stream;
}

static int below(struct stream *stream, int bound)
{
	return (int)((draw(stream) >> 32) * (uint64_t)bound >> 32);
}

static bool chance(struct stream *stream, int percent)
{
	return below(stream, 100) < percent;
}

static int month_of(int day, int *day_of_month)
{
	int month = 0;
	while (day >= month_lengths[month])
		day -= month_lengths[month++];
	*day_of_month = day + 1;
	return month;
}

static void print_date(FILE *out, int day)
{
	int day_of_month, month = month_of(day, &day_of_month);
	fprintf(out, "%d-%02d-%02d", 2024 + month / 12, month % 12 + 1, day_of_month);
}

static uint64_t marks_of(const char *list, const char *const *names, int count, bool claims)
{
	uint64_t marks = 0;
	while (*list != '\0') {
		size_t length = strcspn(list, ";");
		size_t name_length = claims ? length : length - 1;
		int found = -1;
		for (int i = 0; i < count; i++)
			if (strlen(names[i]) == name_length && memcmp(names[i], list, name_length) == 0)
				found = i;
		if (found < 0)
			fail("a theme or claim in answers.tsv that the recipe does not know");
		marks |= claims ? CLAIM(found) : list[length - 1] == '-' ? BLAME(found) : PRAISE(found);
		list += length + (list[length] == ';');
	}
	return marks;
}

/* answers.tsv stays in memory, cut in place; \n is put back where two characters stand for it. */
static void read_answers(const char *name)
{
	FILE *in = fopen(name, "rb");
	if (in == NULL)
		fail("cannot open answers.tsv");
	size_t size = 0, room = 1 << 16;
	char *text = grow(NULL, room);
	for (size_t got; (got = fread(text + size, 1, room - size - 1, in)) > 0;) {
		size += got;
		if (room - size < 2)
			text = grow(text, room *= 2);
	}
	if (ferror(in) || fclose(in) != 0)
		fail("cannot read answers.tsv");
	text[size] = '\0';
	char *next = strchr(text, '\n');
	for (next = next == NULL ? text + size : next + 1; *next != '\0';) {
		char *line = next, *end = strchr(line, '\n');
		if (end == NULL)
			fail("answers.tsv does not end with a newline");
		*end = '\0';
		next = end + 1;
		answers = grow(answers, (size_t)(answer_count + 1) * sizeof *answers);
		struct answer *answer = &answers[answer_count];
		for (int field = 0; field < FIELDS; field++) {
			answer->field[field] = line;
			line += strcspn(line, "\t");
			if ((*line == '\0') != (field == FIELDS - 1))
				fail("a line of answers.tsv has not eight columns");
			*line++ = '\0';
		}
		answer->marks = marks_of(answer->field[THEMES_FIELD], theme_names, THEMES, false) |
			marks_of(answer->field[CLAIMS_FIELD], claim_names, CLAIMS, true);
		if (!(answer->marks & CLAIM(AGAIN)))
			person_count++;
		answer->person = person_count - 1;
		answer_count++;
	}
	if (person_count < 1 || person_count > CUSTOMERS)
		fail("answers.tsv has no people or too many");
}

/* Waves: September 2024 (days 245-272), 13 January to 16 February 2025 (378-412), 9 to 22 June 2025 (525-538). */
static void date_answers(void)
{
	static const int first[WAVES] = {245, 378, 525}, length[WAVES] = {28, 35, 14};
	for (int i = 0; i < answer_count; i++) {
		struct answer *answer = &answers[i];
		struct stream stream = stream_for(1, i);
		int roll = below(&stream, 100);
		/* The app was new in November: fewer spoke of it in the first wave. */
		int early = answer->marks & (BLAME(APP) | PRAISE(APP)) ? 14 : 27;
		answer->wave = roll < early ? 0 : roll < 92 ? 1 : 2;
		bool again = answer->marks & CLAIM(AGAIN);
		if (i + 1 < answer_count && answers[i + 1].marks & CLAIM(AGAIN))
			answer->wave = 0;
		if (again)
			answer->wave = 1;
		/* Most answer soon after the invitation (the earlier of two draws); a second time in February. */
		int one = below(&stream, length[answer->wave]), two = below(&stream, length[answer->wave]);
		answer->day = first[answer->wave] + (again ? 21 + one % 14 : one < two ? one : two);
		answer->shuffle = draw(&stream);
	}
}

static int store_for(struct stream *stream, uint64_t marks)
{
	static const int plain[STORES] = {22, 18, 14, 18, 15, 13};
	if (marks & BLAME(WAIT) && chance(stream, 38))
		return 2;
	if (marks & PRAISE(STAFF) && chance(stream, 24))
		return 1;
	int roll = below(stream, 100), store = 0;
	while (roll >= plain[store])
		roll -= plain[store++];
	return store;
}

static int64_t per_day(int64_t visits_in_ten_years)
{
	return visits_in_ten_years * 1000000 / 3652;
}

/* What the answer foretells: the rate before it, and whether and how the customer goes on after it. */
static void plant(struct customer *customer, struct stream *stream, uint64_t marks)
{
	int64_t rate = respondent_rates[below(stream, 20)] * (int64_t)(88 + below(stream, 25)) / 100;
	if (marks & PRAISE(STAFF))
		rate = rate * 140 / 100;
	if (marks & CLAIM(WEEKLY)) /* 520 in ten years would be true */
		rate = chance(stream, 25) ? 480 + below(stream, 80) : 190 + below(stream, 100);
	if (marks & CLAIM(DAILY))
		rate = chance(stream, 30) ? 2900 + below(stream, 700) : 900 + below(stream, 900);
	if (marks & CLAIM(TWICE))
		rate = chance(stream, 40) ? 950 + below(stream, 150) : 450 + below(stream, 200);
	if (marks & CLAIM(MONTHLY))
		rate = 110 + below(stream, 60);
	customer->rate = per_day(rate);
	int leaving = 5;
	if (marks & BLAME(WAIT))
		leaving = 44;
	if (marks & CLAIM(LEAVE))
		leaving = 55;
	else if (marks & CLAIM(SWITCH))
		leaving = 50;
	else if (marks & CLAIM(CANCEL))
		leaving = 35;
	else if (marks & CLAIM(MOVED))
		leaving = 94;
	if (chance(stream, leaving))
		customer->leaves = customer->last_answer;
	customer->after_percent = marks & CLAIM(LESS) ? 65 : 100;
	if (marks & BLAME(CLOSING))
		customer->after_percent = customer->after_percent * 55 / 100;
}

static void make_customers(void)
{
	for (int c = 0; c < CUSTOMERS; c++) {
		struct customer *customer = &customers[c];
		struct stream stream = stream_for(2, c);
		*customer = (struct customer){.answered = -1, .last_answer = DAYS, .leaves = DAYS, .after_percent = 100,
			.answer = -1};
		customer->level = 80 + below(&stream, 46);
		customer->consent = chance(&stream, 94);
		customer->invited = chance(&stream, 40);
		customer->joined = below(&stream, 100) < 45 ? below(&stream, 50) : below(&stream, 500);
		customer->never = below(&stream, 1000) < 18;
		customer->rate = per_day(silent_rates[below(&stream, 20)] * (int64_t)(88 + below(&stream, 25)) / 100);
		customer->hazard = 1000000 / lifetimes[below(&stream, 4)];
		customer->store = store_for(&stream, 0);
	}
	for (int i = 0; i < answer_count; i++) {
		struct answer *answer = &answers[i];
		struct customer *customer = &customers[answer->person];
		struct stream stream = stream_for(3, answer->person);
		if (customer->answered < 0)
			customer->answered = answer->day;
		customer->last_answer = answer->day;
		customer->answer = i;
		customer->leaves = DAYS;
		customer->invited = true;
		customer->consent = below(&stream, 100) >= 2;
		customer->hazard = 1000000 / 2500;
		customer->joined = chance(&stream, 70) ? below(&stream, 45) : below(&stream, customer->answered - 100);
		customer->never = chance(&stream, 1);
		uint64_t marks = answer->marks;
		customer->store = store_for(&stream, marks);
		int unknown = answer->field[MOOD][0] == 'u' ? 8 : answer->field[MOOD][0] == 'm' ? 3 : 2;
		int roll = below(&stream, 100);
		customer->spelling = roll < unknown ? UNKNOWN_ID : roll < 91 ? CLEAN_ID : roll < 97 ? VARIANT_ID :
			roll < 99 ? LOOKALIKE_ID : BLANK_ID;
		if (marks & CLAIM(AGAIN))
			customer->spelling = roll % 2 == 0 ? CLEAN_ID : VARIANT_ID;
		plant(customer, &stream, marks);
	}
}

/* Numbers rise with the day of joining, with gaps. */
static int by_joining(const void *one, const void *two)
{
	int a = *(const int *)one, b = *(const int *)two;
	if (customers[a].joined != customers[b].joined)
		return customers[a].joined < customers[b].joined ? -1 : 1;
	return (a > b) - (a < b);
}

static void number_customers(int *order)
{
	struct stream stream = stream_for(4, 0);
	for (int c = 0; c < CUSTOMERS; c++)
		order[c] = c;
	qsort(order, CUSTOMERS, sizeof *order, by_joining);
	int number = 100;
	for (int i = 0; i < CUSTOMERS; i++)
		customers[order[i]].number = number += 1 + below(&stream, 5);
}

static void add_line(struct line line)
{
	if (line_count == line_room)
		lines = grow(lines, (line_room = line_room * 2 + 1024) * sizeof *lines);
	lines[line_count++] = line;
	order_net[line.order] += line.pence;
}

static int64_t price_of(struct stream *stream, int category, int level)
{
	static const int base[CATEGORIES] = {270, 310, 950, 600}, step[CATEGORIES] = {10, 5, 50, 50};
	static const int steps[CATEGORIES] = {23, 120, 10, 40};
	int64_t pence = (base[category] + step[category] * below(stream, steps[category])) * (int64_t)level / 100;
	return pence / 5 * 5;
}

static void add_order(struct stream *stream, int c, int day)
{
	const struct customer *customer = &customers[c];
	if (order_count == order_room) {
		order_room = order_room * 2 + 1024;
		order_customer = grow(order_customer, (size_t)order_room * sizeof *order_customer);
		order_day = grow(order_day, (size_t)order_room * sizeof *order_day);
		order_net = grow(order_net, (size_t)order_room * sizeof *order_net);
	}
	int order = order_count++;
	order_customer[order] = c;
	order_day[order] = day;
	order_net[order] = 0;
	int roll = below(stream, 100);
	struct line line = {.customer = c, .order = order, .day = day, .store = customer->store};
	line.category = roll < 64 ? 0 : roll < 90 ? 1 : roll < 96 ? 2 : 3;
	line.second = 24600 + below(stream, 19000) + below(stream, 19000); /* 06:50 to 17:23, fullest about noon */
	if (chance(stream, 8))
		line.store = below(stream, STORES);
	line.pence = price_of(stream, line.category, customer->level);
	add_line(line);
	struct line refund = line;
	if (line.category == 0 && chance(stream, 18)) {
		line.category = 1;
		line.pence = price_of(stream, 1, customer->level);
		add_line(line);
	}
	if (below(stream, 1000) < 12) {
		refund.pence = -refund.pence;
		if (chance(stream, 30))
			refund.pence = refund.pence / 10 * 5;
		if (chance(stream, 60) || day + 7 >= DAYS)
			refund.second += 300 + below(stream, 2700);
		else
			refund.day += 1 + below(stream, 6);
		add_line(refund);
	}
}

static void make_orders(void)
{
	for (int c = 0; c < CUSTOMERS; c++) {
		const struct customer *customer = &customers[c];
		struct stream stream = stream_for(5, c);
		if (customer->never)
			continue;
		for (int day = customer->joined; day < DAYS; day++) {
			int day_of_month, month = month_of(day, &day_of_month) % 12;
			int64_t rate = customer->rate * season[month] / 100 * weekday[day % 7] / 100;
			if (day > customer->last_answer)
				rate = rate * customer->after_percent / 100;
			bool visit = below(&stream, 1000000) < rate || day == customer->joined;
			if (day == customer->answered || day == customer->last_answer)
				visit = visit || chance(&stream, 25);
			bool second = chance(&stream, 4), gone = below(&stream, 1000000) < customer->hazard;
			if (day > customer->leaves)
				break;
			if (visit)
				add_order(&stream, c, day);
			if (visit && second)
				add_order(&stream, c, day);
			/* Whoever answered was still a customer on the day of answering. */
			if (gone && (customer->answer < 0 || day >= customer->last_answer))
				break;
		}
	}
	for (int order = 0; order < order_count; order++) {
		int c = order_customer[order], day = order_day[order];
		spent[c][day] += order_net[order];
		if (order_net[order] > 0)
			bought[c][day] = 1;
	}
}

static int by_time(const void *one, const void *two)
{
	const struct line *a = one, *b = two;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	if (a->second != b->second)
		return a->second < b->second ? -1 : 1;
	if (a->order != b->order)
		return a->order < b->order ? -1 : 1;
	return (a->category > b->category) - (a->category < b->category);
}

static FILE *create(const char *folder, const char *name)
{
	size_t size = strlen(folder) + strlen(name) + 2;
	char *path = grow(NULL, size);
	snprintf(path, size, "%s/%s", folder, name);
	FILE *out = fopen(path, "wb");
	if (out == NULL)
		fail("cannot create a table in OUTDIR");
	free(path);
	return out;
}

static void finish(FILE *out)
{
	bool bad = ferror(out) != 0;
	if (fclose(out) != 0 || bad)
		fail("cannot write a table in OUTDIR");
}

static void write_orders(const char *folder)
{
	/* Order numbers rise with time, so they are given out after sorting; a refund keeps its order's. */
	qsort(lines, line_count, sizeof *lines, by_time);
	int *numbers = grow(NULL, (size_t)order_count * sizeof *numbers), next = 0;
	for (int order = 0; order < order_count; order++)
		numbers[order] = 0;
	FILE *out = create(folder, "orders.csv");
	fprintf(out, "customer_id,order_id,time,amount,category,store\n");
	for (size_t i = 0; i < line_count; i++) {
		const struct line *line = &lines[i];
		if (numbers[line->order] == 0)
			numbers[line->order] = ++next;
		int64_t pence = line->pence < 0 ? -line->pence : line->pence;
		fprintf(out, "LK-%05d,R%06d,", customers[line->customer].number, numbers[line->order]);
		print_date(out, line->day);
		fprintf(out, "T%02d:%02d:%02d,%s%" PRId64 ".%02d,%s,%s\n", line->second / 3600, line->second / 60 % 60,
			line->second % 60, line->pence < 0 ? "-" : "", pence / 100, (int)(pence % 100),
			category_names[line->category], store_names[line->store]);
	}
	free(numbers);
	finish(out);
}

static void write_member(FILE *out, const struct customer *customer, const char *prefix, bool consent)
{
	fprintf(out, "%s-%05d,", prefix, customer->number);
	print_date(out, customer->joined);
	fprintf(out, ",%s,%s,%s\n", store_names[customer->store], customer->invited ? "yes" : "no",
		consent ? "yes" : "no");
}

static void write_roster(const char *folder, const int *order)
{
	FILE *out = create(folder, "roster.csv");
	fprintf(out, "customer_id,joined,store,invited,consent\n");
	for (int i = 0; i < CUSTOMERS; i++) {
		const struct customer *customer = &customers[order[i]];
		write_member(out, customer, "LK", customer->consent);
		/* Entered twice: word for word, in small letters, or (never a respondent) differing on consent. */
		if (i % 400 == 37)
			write_member(out, customer, "LK", customer->consent);
		if (i % 700 == 211)
			write_member(out, customer, "lk", customer->consent);
		if (i % 900 == 530 && customer->answer < 0)
			write_member(out, customer, "LK", !customer->consent);
	}
	finish(out);
}

/* The id as the respondent typed it, or as some form made of it. */
static void write_id(FILE *out, const struct answer *answer)
{
	static const char *const words[4] = {"no card", "lost it", "LK-", "don't have one"};
	const struct customer *customer = &customers[answer->person];
	struct stream stream = stream_for(6, (int)(answer - answers));
	int kind = below(&stream, 5), number = customer->number;
	switch (customer->spelling) {
	case CLEAN_ID:
		fprintf(out, "LK-%05d", number);
		break;
	case VARIANT_ID:
		fprintf(out, kind == 0 ? "lk-%05d" : kind == 1 ? "LK-%05d " : kind == 2 ? " LK-%05d" : kind == 3 ?
			"lk-%05d " : "Lk-%05d", number);
		break;
	case LOOKALIKE_ID:
		/* A Cyrillic K; an en dash; all of it full-width. */
		kind = number % 3;
		if (kind == 0)
			fprintf(out, "L\xd0\x9a-%05d", number);
		else if (kind == 1)
			fprintf(out, "LK\xe2\x80\x93%05d", number);
		else
			for (int power = 10000 * 1000, i = 0; i < 8; i++, power /= 10)
				fprintf(out, "\xef\xbc%c", i == 0 ? 0xac : i == 1 ? 0xab : i == 2 ? 0x8d :
					0x90 + number / power % 10);
		break;
	case UNKNOWN_ID:
		if (kind == 0)
			fputs(words[below(&stream, 4)], out);
		else
			fprintf(out, "LK-%05d", 20000 + below(&stream, 70000));
		break;
	case BLANK_ID:
		fputs(kind < 3 ? "" : "\"\"", out);
		break;
	}
}

static void write_cell(FILE *out, const char *text)
{
	if (strcmp(text, "\\N") == 0)
		return;
	bool quote = *text == '\0' || strpbrk(text, ",\"") != NULL || strstr(text, "\\n") != NULL;
	if (quote)
		putc('"', out);
	for (; *text != '\0'; text++) {
		if (text[0] == '\\' && text[1] == 'n') {
			putc('\n', out);
			text++;
		} else {
			if (*text == '"')
				putc('"', out);
			putc(*text, out);
		}
	}
	if (quote)
		putc('"', out);
}

static int by_answer_day(const void *one, const void *two)
{
	const struct answer *a = &answers[*(const int *)one], *b = &answers[*(const int *)two];
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return (a->shuffle > b->shuffle) - (a->shuffle < b->shuffle);
}

static void write_survey(const char *folder)
{
	int *order = grow(NULL, (size_t)answer_count * sizeof *order);
	for (int i = 0; i < answer_count; i++)
		order[i] = i;
	qsort(order, (size_t)answer_count, sizeof *order, by_answer_day);
	FILE *out = create(folder, "survey.csv");
	fprintf(out, "respondent_id,date,store,recommend,\"What did you like?\",\"What could be better?\"\n");
	for (int i = 0; i < answer_count; i++) {
		const struct answer *answer = &answers[order[i]];
		write_id(out, answer);
		putc(',', out);
		print_date(out, answer->day);
		fprintf(out, ",%s,", store_names[customers[answer->person].store]);
		write_cell(out, answer->field[SCORE]);
		putc(',', out);
		write_cell(out, answer->field[LIKED]);
		putc(',', out);
		write_cell(out, answer->field[IMPROVE]);
		putc('\n', out);
	}
	free(order);
	finish(out);
}

int main(int argc, char **argv)
{
	static int order[CUSTOMERS];
	bool truths = argc == 4 && strcmp(argv[1], "--truths") == 0;
	if (argc != 3 && !truths)
		fail("usage: recipe [--truths] answers.tsv OUTDIR");
	read_answers(argv[argc - 2]);
	date_answers();
	make_customers();
	number_customers(order);
	make_orders();
	write_orders(argv[argc - 1]);
	write_roster(argv[argc - 1], order);
	write_survey(argv[argc - 1]);
	if (truths)
		print_truths(&(struct corpus){answers, answer_count, person_count, customers,
			(const unsigned char(*)[DAYS])bought, (const int64_t(*)[DAYS])spent, theme_names, store_names});
	if (fflush(stdout) != 0)
		fail("cannot write to standard output");
	return 0;
}
