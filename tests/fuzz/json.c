/* SPDX-License-Identifier: MIT */
/* The JSON reader and writer on any bytes: reading, walking and writing must agree on what they saw. */
#include "base/json.h"
#include "base/mem.h"
#include "base/utf8.h"

static void require(bool holds)
{
	if (!holds)
		abort();
}

/* What a string says, written anew and read again, says the same. */
static void check_string(struct sd_text raw)
{
	struct sd_str said = SD_STR_INIT, written = SD_STR_INIT, again = SD_STR_INIT;
	sd_json_add_decoded(&said, raw);
	require(sd_utf8_valid_prefix(said.data, said.length) == said.length);
	sd_json_add_string(&written, sd_str_text(&said), true);
	require(!memchr(written.data, '<', written.length));
	struct sd_text at = sd_str_text(&written);
	struct sd_json_value value;
	require(!sd_json_read(&at, &value, NULL, NULL) && !at.length && value.kind == SD_JSON_STRING);
	sd_json_add_decoded(&again, value.raw);
	require(sd_text_equal(sd_str_text(&said), sd_str_text(&again)));
	sd_str_release(&said);
	sd_str_release(&written);
	sd_str_release(&again);
}

/* Walks what was read: it must go to the end with no error. One level only, for the walk below is the same. */
static void check_value(struct sd_json_value value)
{
	struct sd_str key = SD_STR_INIT;
	struct sd_text rest = {value.raw.data + 1, value.raw.length - 1};
	struct sd_json_value inner;
	int more = 1;
	require(value.raw.length > 0);
	require((value.kind == SD_JSON_NUMBER) == sd_json_is_number(value.raw));
	if (value.kind == SD_JSON_STRING)
		check_string(value.raw);
	if (value.kind < SD_JSON_ARRAY)
		return;
	for (bool first = true; more == 1; first = false) {
		more = value.kind == SD_JSON_OBJECT ? sd_json_next_member(&rest, first, &key, &inner, NULL, NULL)
						    : sd_json_next_item(&rest, first, &inner, NULL, NULL);
		if (more == 1 && inner.kind == SD_JSON_STRING)
			check_string(inner.raw);
	}
	require(more == 0 && rest.length == 0);
	sd_str_release(&key);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
	const struct sd_text input = {(const char *)data, length};
	struct sd_text at = input;
	struct sd_json_value value;
	struct sd_error err = SD_ERROR_INIT;
	size_t where = SIZE_MAX;
	int status = 0;
	while (at.length && !status) {
		size_t before = at.length;
		status = sd_json_read(&at, &value, &where, &err);
		if (status) {
			require(where <= at.length && at.length == before && sd_error_is_set(&err));
		} else {
			require(at.length < before);
			check_value(value);
		}
	}
	sd_error_release(&err);

	/* Any bytes at all, written, are one string by our own reader. */
	struct sd_str written = SD_STR_INIT;
	sd_json_add_string(&written, input, length % 2);
	at = sd_str_text(&written);
	require(!sd_json_read(&at, &value, NULL, NULL) && value.kind == SD_JSON_STRING && !at.length);
	sd_str_release(&written);

	/* A walk into bytes that nobody has read before ends, in an error or not, and never goes past them. */
	struct sd_str key = SD_STR_INIT;
	at = input;
	for (bool first = true; sd_json_next_member(&at, first, &key, &value, NULL, NULL) == 1; first = false)
		check_value(value);
	at = input;
	for (bool first = true; sd_json_next_item(&at, first, &value, NULL, NULL) == 1; first = false)
		check_value(value);
	sd_str_release(&key);
	return 0;
}
