/* SPDX-License-Identifier: MIT */
/* How fast the text engine is in memory, on one thread: `tokens FILE [COLUMN [LANGUAGE]]` reads the column (`text`
 * where none is given) of a CSV file into memory, then takes the time of the tokenizer, of the tokenizer and the
 * stemmer, and of memcpy for a measure of the machine. A line each: MB/s (10^6 bytes of the cells), median of 5. */
#include <time.h>

#include "known/cells.h"
#include "say/stem.h"
#include "say/token.h"

enum { RUNS = 5 };

struct cells {
	struct sd_str bytes;
	size_t *ends, length, room;
};

static void keep(struct sd_text cell, void *context)
{
	struct cells *cells = context;
	sd_str_add_text(&cells->bytes, cell);
	SD_GROW(cells->ends, cells->length, cells->room);
	cells->ends[cells->length++] = cells->bytes.length;
}

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

struct engine {
	struct sd_tokenizer *tokenizer;
	struct sd_stemmer *stemmer; /* NULL: tokens alone */
	char *copy;		    /* memcpy's */
};

/* A number that depends on all that was done, so that nothing is left out. */
static uint64_t run(const struct engine *engine, const struct cells *cells)
{
	uint64_t sum = 0;
	for (size_t i = 0, start = 0; i < cells->length; start = cells->ends[i++]) {
		struct sd_text answer = {cells->bytes.data + start, cells->ends[i] - start};
		if (!engine->tokenizer) {
			memcpy(engine->copy + start, answer.data, answer.length);
			continue;
		}
		struct sd_tokens tokens = sd_tokenize(engine->tokenizer, answer);
		sum += tokens.length;
		for (size_t j = 0; engine->stemmer && j < tokens.length; j++)
			if (tokens.items[j].kind == SD_TOKEN_WORD)
				sum += sd_stem(engine->stemmer, tokens.items[j].normal).length;
	}
	return sum;
}

static int by_value(const void *a, const void *b)
{
	const double *left = a, *right = b;
	return (*left > *right) - (*left < *right);
}

static void measure(const char *what, const struct engine *engine, const struct cells *cells)
{
	double took[RUNS];
	uint64_t sum = 0;
	for (int i = 0; i < RUNS; i++) {
		double begin = seconds();
		sum = run(engine, cells);
		took[i] = seconds() - begin;
	}
	qsort(took, RUNS, sizeof *took, by_value);
	printf("%-16s %8.1f MB/s  (%llu)\n", what, (double)cells->bytes.length / took[RUNS / 2] / 1e6,
	       (unsigned long long)sum);
}

int main(int count, char **arguments)
{
	struct sd_str content = SD_STR_INIT;
	if (count < 2 || !read_bytes(arguments[1], &content)) {
		fprintf(stderr, "usage: tokens FILE.csv [COLUMN [LANGUAGE]]\n");
		return 2;
	}
	struct cells cells = {SD_STR_INIT, NULL, 0, 0};
	each_cell(sd_str_text(&content), SD_FORMAT_CSV, count > 2 ? arguments[2] : "text", keep, &cells);
	if (!cells.bytes.length) {
		fprintf(stderr, "tokens: nothing in that column\n");
		return 2;
	}
	const char *language = count > 3 ? arguments[3] : "en";
	const struct sd_token_options options = {.rules = SD_TOKEN_RULES_ALL, .language = language};
	struct engine copying = {.copy = sd_alloc(cells.bytes.length, 1)};
	struct engine cutting = {.tokenizer = sd_tokenizer_new(&options)}, stemming = cutting;
	stemming.stemmer = sd_stemmer_new(language, NULL);
	printf("%zu cells, %zu bytes, %s\n", cells.length, cells.bytes.length, language);
	measure("memcpy", &copying, &cells);
	measure("tokens", &cutting, &cells);
	if (stemming.stemmer)
		measure("tokens and stems", &stemming, &cells);
	sd_tokenizer_free(cutting.tokenizer);
	sd_stemmer_free(stemming.stemmer);
	free(copying.copy);
	free(cells.ends);
	sd_str_release(&cells.bytes);
	sd_str_release(&content);
	return 0;
}
