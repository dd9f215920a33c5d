/* SPDX-License-Identifier: MIT */
/* Any bytes as an export: imported or refused with a message, the same in pieces as whole; what comes out is CSV that
 * the strict reader takes, in UTF-8; each record is written or counted as set aside. */
#include "../unit/read/reading.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "rows/cut.h"
#include "rows/parse.h"

static void require(bool holds)
{
	if (!holds)
		abort();
}

static void check_table(struct sd_text table, uint64_t responses)
{
	struct sd_parser *parser = sd_parser_new(&(struct sd_parser_options){SD_FORMAT_CSV, 1 << 24, false});
	struct sd_cutter cutter;
	struct sd_cut cut;
	uint64_t rows = 0;
	size_t width = 0;
	require(sd_utf8_valid_prefix(table.data, table.length) == table.length);
	sd_cutter_init(&cutter, SD_FORMAT_CSV, 1 << 24);
	for (size_t at = 0; sd_cut(&cutter, table.data, table.length, at, true, &cut) != SD_CUT_END; at = cut.next) {
		const struct sd_cell *cells;
		size_t length, repaired;
		struct sd_bad bad = SD_BAD_INIT;
		require(!cut.reason || at == table.length);
		require(!sd_parser_cells(parser, (struct sd_text){table.data + at, cut.end - at}, &cells, &length,
			&repaired, &bad));
		require(!rows++ || length == width);
		width = length;
		sd_str_release(&bad.reason);
	}
	require(rows == responses + 1);
	sd_parser_free(parser);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool ready;
	if (!ready)
		require(!sd_hash_init());
	ready = true;
	if (size > 8192)
		return 0;
	struct sd_text bytes = {(const char *)data, size};
	struct reading whole, pieces;
	struct sd_source_options options = reading_options();
	reading_begin(&whole, bytes, NULL, NULL);
	options.chunk = 16 + (size ? data[0] % 64U : 0);
	reading_begin(&pieces, bytes, &options, NULL);
	require(whole.result == pieces.result && (whole.result == 0) != sd_error_is_set(&whole.error));
	require(whole.result || sd_text_equal(sd_str_text(&whole.table), sd_str_text(&pieces.table)));
	require(whole.result || sd_text_equal(sd_str_text(&whole.notes), sd_str_text(&pieces.notes)));
	if (!whole.result) {
		const struct sd_import_counts *counts = &whole.counts;
		require(counts->records == counts->responses + counts->header + counts->before + counts->blank +
						   counts->behind + counts->other + counts->dropped + counts->refused);
		check_table(sd_str_text(&whole.table), counts->responses);
	}
	reading_end(&whole);
	reading_end(&pieces);
	return 0;
}
