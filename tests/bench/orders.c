/* SPDX-License-Identifier: MIT */
/* `orders ROWS CUSTOMERS SEED` writes a shop's log to standard output: id,date,amount,category, in the order of a till
 * (by day, customers mixed), over two years. Customers differ in how often they come, in what they spend and in when
 * they come for the last time; one row in sixty-four is a refund. The same numbers give the same bytes. 5,000,000 rows
 * of 100,000 customers are some 157 MB. */
#include <inttypes.h>

static uint64_t bits(uint64_t *state)
{
	uint64_t z = *state += 0x9E3779B97F4A7C15u; /* splitmix64 */
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

int main(int count, char **arguments)
{
	static const char *const categories[] = {
		"bread", "dairy", "fruit", "household", "meat", "sweets", "tea", "wine"};
	enum { DAYS = 730 };
	if (count != 4) {
		fprintf(stderr, "usage: orders ROWS CUSTOMERS SEED\n");
		return 2;
	}
	uint64_t rows = strtoull(arguments[1], NULL, 10), customers = strtoull(arguments[2], NULL, 10);
	uint64_t state = strtoull(arguments[3], NULL, 10);
	puts("id,date,amount,category");
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	for (uint64_t row = 0; row < rows; row++) {
		int day = (int)(row * DAYS / rows), year = 2023 + day / 365, month = 0;
		for (day %= 365; day >= lengths[month]; month++)
			day -= lengths[month];
		uint64_t customer, kind, draw = bits(&state);
		do {
			/* The smaller of two even draws: the first customers come about twice as often as the mean
			 * one. */
			uint64_t one = bits(&state) % customers, other = bits(&state) % customers;
			customer = one < other ? one : other;
			kind = customer;
			kind = bits(&kind);
		} while (kind % 3 == 0 && row > (kind >> 8) % rows); /* a third stops some day */
		uint64_t cents = 100 + (draw % 1000 + (draw >> 32) % 1000) * (1 + (kind >> 40) % 16) / 2;
		printf("id%06" PRIu64 ",%d-%02d-%02d,%s%" PRIu64 ".%02" PRIu64 ",%s\n", customer, year, month + 1,
		       day + 1, draw >> 50 & 63 ? "" : "-", cents / 100, cents % 100, categories[draw >> 56 & 7]);
	}
	return fflush(stdout) || ferror(stdout) ? 2 : 0;
}
