/* SPDX-License-Identifier: MIT */
/* `answers ROWS CUSTOMERS SEED` writes a survey to standard output: id,date,store,score,answer, one row in twenty of a
 * customer who answered before, over the months of the orders of `orders` but the last three. Answers have one clause
 * to forty, most of them few; one in three names something that hardly anyone else names, so that the vocabulary grows
 * with the rows. The same numbers give the same bytes. */
#include <inttypes.h>
#include <stdbool.h>

static uint64_t bits(uint64_t *state)
{
	uint64_t z = *state += 0x9E3779B97F4A7C15u; /* splitmix64 */
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

static size_t pick(uint64_t *state, size_t length)
{
	return (size_t)(bits(state) % length);
}

#define PICK(list) list[pick(state, sizeof list / sizeof *list)]

static const char *const things[] = {
	"the staff", "the queue", "the coffee", "the bread", "the parking", "the app", "the delivery", "the prices",
	"the opening hours", "the toilets", "the music", "the seats", "the choice", "the fruit", "the till",
	"the website", "the packaging", "the vouchers", "the refund", "the phone line", "the cakes", "the lighting",
	"the car park", "the trolleys", "the fish counter", "the manager", "the self checkout", "the loyalty card",
	"the newsletter", "the opening offer", "the garden", "the heating", "the lift", "the labels", "the receipt",
	"the return desk", "the wine", "the soup", "the pavement outside", "the air",
};
static const char *const praise[] = {
	"was lovely", "is great", "never lets me down", "was quick", "is friendly", "was a nice surprise",
				     "is excellent", "was fresh", "is worth the trip", "was easy"};
static const char *const blame[] = {
	"was awful", "is too slow", "was dirty", "is far too expensive", "let me down", "was rude",
				    "is confusing", "was cold", "never works", "was broken again"};
static const char *const plain[] = {
	"is what it is", "has moved", "was there", "comes on Tuesdays", "is round the corner",
				    "is the same as before"};
static const char *const links[] = {", and ", ", but ", ". ", "; ", " because ", ". Also "};
static const char *const syllables[] = {
	"ba", "ko", "li", "mu", "ta", "ren", "sol", "ve", "dri", "no", "pel", "gar", "fi", "zu", "chen", "wo"};
static const char *const stores[] = {"Harbour", "Station", "Market", "Bridge", "Mill", "Park", "Hill", "Airport"};

static void write_clause(uint64_t *state, bool happy)
{
	fputs(PICK(things), stdout);
	if (pick(state, 3) == 0) {
		/* A product's name that was made up. */
		fputs(" of the ", stdout);
		for (size_t i = 2 + pick(state, 3); i; i--)
			fputs(PICK(syllables), stdout);
	}
	putchar(' ');
	fputs(pick(state, 4) == 0 ? PICK(plain) : happy == (pick(state, 5) != 0) ? PICK(praise) : PICK(blame), stdout);
}

int main(int count, char **arguments)
{
	enum { MONTHS = 21, LONGEST = 40 };
	if (count != 4) {
		fprintf(stderr, "usage: answers ROWS CUSTOMERS SEED\n");
		return 2;
	}
	uint64_t rows = strtoull(arguments[1], NULL, 10), customers = strtoull(arguments[2], NULL, 10), seed,
		 *state = &seed;
	seed = strtoull(arguments[3], NULL, 10);
	puts("id,date,store,score,answer");
	for (uint64_t row = 0; row < rows; row++) {
		uint64_t customer = pick(state, 20) == 0 ? pick(state, 1 + (size_t)row) % customers : row % customers;
		size_t month = 3 + (size_t)(row * (MONTHS - 3) / rows), score = pick(state, 11);
		size_t length = pick(state, 10) ? 1 + pick(state, 3) : 1 + pick(state, LONGEST);
		printf("id%06" PRIu64 ",%zu-%02zu-%02zu,%s,%zu,\"", customer, 2023 + month / 12, 1 + month % 12,
		       1 + pick(state, 28), PICK(stores), score);
		for (size_t i = 0; i < length; i++) {
			if (i)
				fputs(PICK(links), stdout);
			write_clause(state, score > 6);
		}
		puts("\"");
	}
	return fflush(stdout) || ferror(stdout) ? 2 : 0;
}
