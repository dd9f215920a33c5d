/* SPDX-License-Identifier: MIT */
/* Any bytes, as any format, at a chunk size of their own choosing: no byte of a record is lost, rows in are rows out
 * and rows rejected, what is written can be read again and comes out the same. */
#include <unistd.h>

#include "base/hash.h"
#include "rows/batch.h"
#include "rows/cut.h"
#include "rows/format.h"

static void must(bool holds)
{
	if (!holds)
		abort();
}

/* Cut and parsed; good rows are written to `out` in format `to`. */
static void convert(struct sd_text data, enum sd_format from, enum sd_format to, size_t step, struct sd_str *out,
		    size_t *good, size_t *bad)
{
	const struct sd_parser_options options = {.format = from, .max_field = 4096};
	struct sd_parser *parser = sd_parser_new(&options);
	struct sd_cutter cutter;
	struct sd_cut cut;
	size_t start = 0, there = 0, width = 0;
	sd_cutter_init(&cutter, from, options.max_field);
	*good = *bad = 0;
	for (;;) {
		enum sd_cut_result result = sd_cut(&cutter, data.data, there, start, there == data.length, &cut);
		if (result == SD_CUT_MORE) {
			must(there < data.length);
			there = data.length - there < step ? data.length : there + step;
			sd_cutter_reset(&cutter);
			continue;
		}
		if (result == SD_CUT_END || result == SD_CUT_LONG)
			break;
		must(cut.next > start && cut.next <= there && cut.end >= start && cut.end <= cut.next);
		for (size_t i = cut.end; i < cut.next; i++)
			must(data.data[i] == '\n' || data.data[i] == '\r');
		const struct sd_cell *cells;
		size_t length = 0, repaired;
		struct sd_bad why = SD_BAD_INIT;
		struct sd_text raw = {data.data + start, cut.end - start};
		start = cut.next;
		if (result == SD_CUT_BAD || sd_parser_cells(parser, raw, &cells, &length, &repaired, &why) < 0 ||
		    (*good && length != width)) {
			must(result == SD_CUT_BAD || !length || why.reason.length || length != width);
			sd_str_release(&why.reason);
			++*bad;
			continue;
		}
		width = length;
		++*good;
		for (size_t i = 0; i < length; i++) {
			if (i)
				sd_str_addc(out, to == SD_FORMAT_CSV ? ',' : '\t');
			if (to == SD_FORMAT_CSV)
				sd_csv_add(out, cells[i], false);
			else
				sd_tsv_add(out, cells[i], false);
		}
		sd_str_addc(out, '\n');
	}
	sd_parser_free(parser);
}

static void fuzz_jsonl(struct sd_text data)
{
	const struct sd_parser_options options = {.format = SD_FORMAT_JSONL, .max_field = 4096};
	struct sd_parser *parser = sd_parser_new(&options);
	struct sd_header header = SD_HEADER_INIT;
	struct sd_bad bad = SD_BAD_INIT;
	if (!sd_parser_keys(parser, data, &header, &bad)) {
		const struct sd_cell *cells;
		bool in_order;
		size_t repaired;
		struct sd_bad why = SD_BAD_INIT;
		if (sd_parser_members(parser, data, &header, &cells, &in_order, &repaired, &why) < 0)
			must(why.reason.length > 0);
		sd_str_release(&why.reason);
	} else {
		must(bad.reason.length > 0);
	}
	sd_str_release(&bad.reason);
	sd_header_release(&header);
	sd_parser_free(parser);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	if (size < 2)
		return 0;
	enum sd_format from = bytes[0] % 2 ? SD_FORMAT_CSV : SD_FORMAT_TSV;
	size_t step = bytes[1] + 1u;
	struct sd_text data = {(const char *)bytes + 2, size - 2};
	if (bytes[0] % 3 == 0) {
		fuzz_jsonl(data);
		return 0;
	}
	for (int to = SD_FORMAT_CSV; to <= SD_FORMAT_TSV; to++) {
		struct sd_str once = SD_STR_INIT, whole = SD_STR_INIT, again = SD_STR_INIT;
		size_t good, bad, good_whole, bad_whole, good_again, bad_again;
		convert(data, from, (enum sd_format)to, step, &once, &good, &bad);
		convert(data, from, (enum sd_format)to, data.length + 1, &whole, &good_whole, &bad_whole);
		must(good == good_whole && bad == bad_whole && sd_text_equal(sd_str_text(&once), sd_str_text(&whole)));
		convert(sd_str_text(&once), (enum sd_format)to, (enum sd_format)to, step, &again, &good_again,
			&bad_again);
		must(good == good_again && !bad_again && sd_text_equal(sd_str_text(&once), sd_str_text(&again)));
		sd_str_release(&once);
		sd_str_release(&whole);
		sd_str_release(&again);
	}
	return 0;
}
