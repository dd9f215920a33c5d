/* SPDX-License-Identifier: MIT */
#include "base/json.h"

#include "base/utf8.h"

/* A place in a text that is being read, and what is wrong at `i` once something is. */
struct scan {
	const unsigned char *data;
	size_t length, i;
	const char *fault;
};

static bool refuse(struct scan *scan, const char *fault)
{
	scan->fault = fault;
	return false;
}

static void skip_blanks(struct scan *scan)
{
	while (scan->i < scan->length) {
		unsigned char byte = scan->data[scan->i];
		if (byte != ' ' && byte != '\n' && byte != '\r' && byte != '\t')
			break;
		scan->i++;
	}
}

static bool is_digit(unsigned char byte)
{
	return byte >= '0' && byte <= '9';
}

/* Eight bytes at once: not 0 where one of them is `byte`, by the borrow that passes its high bit (Warren, Hacker's
 * Delight, 6-1). A borrow may mark the next byte too, never one where none is due. */
static uint64_t marks_of(uint64_t word, unsigned char byte)
{
	const uint64_t ones = 0x0101010101010101u;
	word ^= ones * byte;
	return (word - ones) & ~word & ones * 0x80;
}

/* The same for a control, `"` or `\`. */
static uint64_t marks_in(uint64_t word)
{
	const uint64_t ones = 0x0101010101010101u;
	return ((word - ones * 0x20) & ~word & ones * 0x80) | marks_of(word, '"') | marks_of(word, '\\');
}

/* The first byte at or behind `i` that a string cannot hold as it is, or `length`. */
static size_t plain_end(const unsigned char *data, size_t i, size_t length, bool *ascii)
{
	uint64_t seen = 0;
	while (length - i >= sizeof seen) {
		uint64_t word;
		memcpy(&word, data + i, sizeof word);
		if (marks_in(word))
			break;
		seen |= word;
		i += sizeof word;
	}
	unsigned char high = 0;
	while (i < length && data[i] >= 0x20 && data[i] != '"' && data[i] != '\\')
		high |= data[i++];
	*ascii = !((seen & 0x8080808080808080u) | (high & 0x80));
	return i;
}

static int hex_value(unsigned char byte)
{
	if (is_digit(byte))
		return byte - '0';
	byte |= 0x20;
	return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* The UTF-16 unit in the four digits at `data`, or -1. */
static int32_t hex_unit(const unsigned char *data, size_t length)
{
	int32_t unit = 0;
	if (length < 4)
		return -1;
	for (size_t i = 0; i < 4; i++) {
		int digit = hex_value(data[i]);
		if (digit < 0)
			return -1;
		unit = unit * 16 + digit;
	}
	return unit;
}

static bool is_high_surrogate(int32_t unit)
{
	return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool is_low_surrogate(int32_t unit)
{
	return unit >= 0xDC00 && unit <= 0xDFFF;
}

/* Reads the escape whose `\` stands at scan->i; a fault is told at that `\`. */
static bool scan_escape(struct scan *scan)
{
	const unsigned char *data = scan->data + scan->i;
	size_t length = scan->length - scan->i;
	if (length < 2)
		return refuse(scan, "a string that is not closed");
	switch (data[1]) {
	case '"':
	case '\\':
	case '/':
	case 'b':
	case 'f':
	case 'n':
	case 'r':
	case 't':
		scan->i += 2;
		return true;
	case 'u':
		break;
	default:
		return refuse(scan, "an escape that JSON does not know");
	}
	int32_t unit = hex_unit(data + 2, length - 2);
	if (unit < 0)
		return refuse(scan, "\\u without four hexadecimal digits");
	if (is_low_surrogate(unit))
		return refuse(scan, "half of a surrogate pair");
	if (is_high_surrogate(unit)) {
		if (length < 8 || data[6] != '\\' || data[7] != 'u' ||
		    !is_low_surrogate(hex_unit(data + 8, length - 8)))
			return refuse(scan, "half of a surrogate pair");
		scan->i += 6;
	}
	scan->i += 6;
	return true;
}

/* Reads the string whose `"` stands at scan->i. */
static bool scan_string(struct scan *scan)
{
	scan->i++;
	for (;;) {
		bool ascii;
		size_t end = plain_end(scan->data, scan->i, scan->length, &ascii);
		if (!ascii) {
			/* The byte that ends a run is below 0x80, so it never stands within a sequence. */
			size_t good = sd_utf8_valid_prefix((const char *)scan->data + scan->i, end - scan->i);
			if (good < end - scan->i) {
				scan->i += good;
				return refuse(scan, "bytes that are not UTF-8");
			}
		}
		scan->i = end;
		if (end == scan->length)
			return refuse(scan, "a string that is not closed");
		if (scan->data[end] == '"') {
			scan->i++;
			return true;
		}
		if (scan->data[end] != '\\')
			return refuse(scan, "a control character in a string");
		if (!scan_escape(scan))
			return false;
	}
}

static bool scan_digits(struct scan *scan)
{
	size_t start = scan->i;
	while (scan->i < scan->length && is_digit(scan->data[scan->i]))
		scan->i++;
	return scan->i > start || refuse(scan, "a number that lacks a digit");
}

/* Whether a number or a word must not stand directly before what comes at scan->i. */
static bool runs_on(const struct scan *scan)
{
	if (scan->i == scan->length)
		return false;
	unsigned char byte = scan->data[scan->i], letter = byte | 0x20;
	return is_digit(byte) || (letter >= 'a' && letter <= 'z') || byte == '.' || byte == '+' || byte == '-' ||
	       byte == '_' || byte >= 0x80;
}

static bool scan_number(struct scan *scan)
{
	const unsigned char *data = scan->data;
	if (data[scan->i] == '-')
		scan->i++;
	if (scan->i < scan->length && data[scan->i] == '0')
		scan->i++;
	else if (!scan_digits(scan))
		return false;
	if (scan->i < scan->length && data[scan->i] == '.') {
		scan->i++;
		if (!scan_digits(scan))
			return false;
	}
	if (scan->i < scan->length && (data[scan->i] == 'e' || data[scan->i] == 'E')) {
		scan->i++;
		if (scan->i < scan->length && (data[scan->i] == '+' || data[scan->i] == '-'))
			scan->i++;
		if (!scan_digits(scan))
			return false;
	}
	return !runs_on(scan) || refuse(scan, "a number that JSON does not know");
}

static bool scan_word(struct scan *scan, const char *word)
{
	size_t length = strlen(word);
	if (scan->length - scan->i < length || memcmp(scan->data + scan->i, word, length) != 0)
		return refuse(scan, "something else where a value is expected");
	scan->i += length;
	return !runs_on(scan) || refuse(scan, "something else where a value is expected");
}

/* Reads a value that holds no other, and says its kind; an opening brace or bracket is only taken. */
static bool scan_plain(struct scan *scan, enum sd_json_kind *kind)
{
	if (scan->i == scan->length)
		return refuse(scan, "the end where a value is expected");
	switch (scan->data[scan->i]) {
	case '"':
		*kind = SD_JSON_STRING;
		return scan_string(scan);
	case '{':
		*kind = SD_JSON_OBJECT;
		scan->i++;
		return true;
	case '[':
		*kind = SD_JSON_ARRAY;
		scan->i++;
		return true;
	case 'n':
		*kind = SD_JSON_NULL;
		return scan_word(scan, "null");
	case 'f':
		*kind = SD_JSON_FALSE;
		return scan_word(scan, "false");
	case 't':
		*kind = SD_JSON_TRUE;
		return scan_word(scan, "true");
	case '-':
	case '0':
	case '1':
	case '2':
	case '3':
	case '4':
	case '5':
	case '6':
	case '7':
	case '8':
	case '9':
		*kind = SD_JSON_NUMBER;
		return scan_number(scan);
	default:
		return refuse(scan, "something else where a value is expected");
	}
}

/* Reads `"key" :` and the blanks around. */
static bool scan_key(struct scan *scan, struct sd_text *raw)
{
	skip_blanks(scan);
	if (scan->i == scan->length || scan->data[scan->i] != '"')
		return refuse(scan, "no key where one is expected");
	size_t start = scan->i;
	if (!scan_string(scan))
		return false;
	*raw = (struct sd_text){(const char *)scan->data + start, scan->i - start};
	skip_blanks(scan);
	if (scan->i == scan->length || scan->data[scan->i] != ':')
		return refuse(scan, "no colon behind a key");
	scan->i++;
	skip_blanks(scan);
	return true;
}

static bool take(struct scan *scan, unsigned char byte)
{
	skip_blanks(scan);
	if (scan->i == scan->length || scan->data[scan->i] != byte)
		return false;
	scan->i++;
	return true;
}

/* Reads the rest of the object or array just opened. Which of the containers around are objects is kept as bits. */
static bool scan_nested(struct scan *scan, enum sd_json_kind kind)
{
	uint64_t objects[(SD_JSON_DEPTH + 63) / 64] = {0};
	size_t depth = 0;
	bool opened = true;
	bool in_object = kind == SD_JSON_OBJECT;
	struct sd_text key;
	for (;;) {
		if (opened) {
			if (depth == SD_JSON_DEPTH) {
				scan->i--;
				return refuse(scan, "nesting that is too deep");
			}
			uint64_t bit = (uint64_t)1 << depth % 64;
			objects[depth / 64] = in_object ? objects[depth / 64] | bit : objects[depth / 64] & ~bit;
			depth++;
		}
		if (take(scan, in_object ? '}' : ']')) {
			if (--depth == 0)
				return true;
			in_object = objects[(depth - 1) / 64] >> (depth - 1) % 64 & 1;
			opened = false;
			continue;
		}
		if (!opened && !take(scan, ','))
			return refuse(scan, scan->i == scan->length ? "the end within an object or array"
								    : "no comma between two values");
		skip_blanks(scan);
		if (in_object && !scan_key(scan, &key))
			return false;
		enum sd_json_kind inner;
		if (!scan_plain(scan, &inner))
			return false;
		opened = inner == SD_JSON_OBJECT || inner == SD_JSON_ARRAY;
		if (opened)
			in_object = inner == SD_JSON_OBJECT;
	}
}

static bool scan_value(struct scan *scan, struct sd_json_value *value)
{
	skip_blanks(scan);
	size_t start = scan->i;
	if (!scan_plain(scan, &value->kind))
		return false;
	if (value->kind >= SD_JSON_ARRAY && !scan_nested(scan, value->kind))
		return false;
	value->raw = (struct sd_text){(const char *)scan->data + start, scan->i - start};
	return true;
}

static struct scan scan_from(struct sd_text at)
{
	return (struct scan){(const unsigned char *)at.data, at.length, 0, NULL};
}

static void advance(struct sd_text *at, size_t length)
{
	if (length)
		at->data += length;
	at->length -= length;
}

static int fail_at(const struct scan *scan, size_t *where, struct sd_error *err)
{
	if (where)
		*where = scan->i;
	return sd_fail(err, "not JSON: %s", scan->fault);
}

int sd_json_read(struct sd_text *at, struct sd_json_value *value, size_t *where, struct sd_error *err)
{
	struct scan scan = scan_from(*at);
	if (!scan_value(&scan, value))
		return fail_at(&scan, where, err);
	advance(at, scan.i);
	return 0;
}

/* What both walks do before a member or item: 0 at the end, 1 where one comes, -1 where neither does. */
static int step(struct scan *scan, bool first, unsigned char closing)
{
	if (take(scan, closing))
		return 0;
	if (!first && !take(scan, ',')) {
		refuse(scan, scan->i == scan->length ? "the end within an object or array"
						     : "no comma between two values");
		return -1;
	}
	return 1;
}

int sd_json_next_member(struct sd_text *at, bool first, struct sd_str *key, struct sd_json_value *value, size_t *where,
			struct sd_error *err)
{
	struct scan scan = scan_from(*at);
	struct sd_text raw = {NULL, 0};
	int stepped = step(&scan, first, '}');
	if (stepped < 0 || (stepped && !(scan_key(&scan, &raw) && scan_value(&scan, value))))
		return fail_at(&scan, where, err);
	if (stepped) {
		sd_str_clear(key);
		sd_json_add_decoded(key, raw);
	}
	advance(at, scan.i);
	return stepped;
}

int sd_json_next_item(struct sd_text *at, bool first, struct sd_json_value *value, size_t *where, struct sd_error *err)
{
	struct scan scan = scan_from(*at);
	int stepped = step(&scan, first, ']');
	if (stepped < 0 || (stepped && !scan_value(&scan, value)))
		return fail_at(&scan, where, err);
	advance(at, scan.i);
	return stepped;
}

/* Adds what the escape at `data` (already read, so well formed) stands for; returns its bytes. */
static size_t add_escape(struct sd_str *str, const unsigned char *data)
{
	switch (data[1]) {
	case 'b':
		sd_str_addc(str, '\b');
		return 2;
	case 'f':
		sd_str_addc(str, '\f');
		return 2;
	case 'n':
		sd_str_addc(str, '\n');
		return 2;
	case 'r':
		sd_str_addc(str, '\r');
		return 2;
	case 't':
		sd_str_addc(str, '\t');
		return 2;
	case 'u':
		break;
	default:
		sd_str_addc(str, (char)data[1]);
		return 2;
	}
	uint32_t code = (uint32_t)hex_unit(data + 2, 4);
	size_t used = 6;
	if (is_high_surrogate((int32_t)code)) {
		code = 0x10000 + ((code - 0xD800) << 10) + ((uint32_t)hex_unit(data + 8, 4) - 0xDC00);
		used = 12;
	}
	char bytes[4];
	sd_str_add(str, bytes, sd_utf8_encode(code, bytes));
	return used;
}

void sd_json_add_decoded(struct sd_str *str, struct sd_text raw)
{
	const char *data = raw.data + 1, *end = raw.data + raw.length - 1;
	for (;;) {
		const char *escape = memchr(data, '\\', (size_t)(end - data));
		sd_str_add(str, data, (size_t)((escape ? escape : end) - data));
		if (!escape)
			return;
		data = escape + add_escape(str, (const unsigned char *)escape);
	}
}

/* What the writer must look at: controls, `"`, `\`, `<`, and the lead byte of U+0080 to U+009F. */
static bool needs_care(unsigned char byte)
{
	return byte < 0x20 || byte == '"' || byte == '\\' || byte == '<' || byte == 0x7F || byte == 0xC2;
}

static void add_unit(struct sd_str *str, unsigned code)
{
	static const char digits[] = "0123456789abcdef";
	char escape[] = {'\\', 'u', '0', '0', digits[code >> 4 & 15], digits[code & 15]};
	sd_str_add(str, escape, sizeof escape);
}

static size_t careless_end(const unsigned char *data, size_t i, size_t length)
{
	while (length - i >= 8) {
		uint64_t word;
		memcpy(&word, data + i, sizeof word);
		if (marks_in(word) | marks_of(word, '<') | marks_of(word, 0x7F) | marks_of(word, 0xC2))
			break;
		i += sizeof word;
	}
	while (i < length && !needs_care(data[i]))
		i++;
	return i;
}

/* Adds well-formed UTF-8. */
static void add_escaped(struct sd_str *str, const unsigned char *data, size_t length, bool for_html)
{
	size_t done = 0;
	for (size_t i = careless_end(data, 0, length); i < length; i = careless_end(data, i + 1, length)) {
		unsigned char byte = data[i];
		if ((byte == '<' && !for_html) || (byte == 0xC2 && data[i + 1] >= 0xA0))
			continue;
		sd_str_add(str, (const char *)data + done, i - done);
		switch (byte) {
		case '"':
			sd_str_add(str, "\\\"", 2);
			break;
		case '\\':
			sd_str_add(str, "\\\\", 2);
			break;
		case '\b':
			sd_str_add(str, "\\b", 2);
			break;
		case '\f':
			sd_str_add(str, "\\f", 2);
			break;
		case '\n':
			sd_str_add(str, "\\n", 2);
			break;
		case '\r':
			sd_str_add(str, "\\r", 2);
			break;
		case '\t':
			sd_str_add(str, "\\t", 2);
			break;
		case 0xC2:
			add_unit(str, data[++i]);
			break;
		default:
			add_unit(str, byte);
		}
		done = i + 1;
	}
	sd_str_add(str, (const char *)data + done, length - done);
}

void sd_json_add_string(struct sd_str *str, struct sd_text text, bool for_html)
{
	sd_str_reserve(str, text.length + 2);
	sd_str_addc(str, '"');
	while (text.length) {
		size_t good = sd_utf8_valid_prefix(text.data, text.length);
		add_escaped(str, (const unsigned char *)text.data, good, for_html);
		advance(&text, good);
		if (text.length) {
			sd_str_adds(str, "\xEF\xBF\xBD");
			advance(&text, sd_utf8_bad_length(text.data, text.length));
		}
	}
	sd_str_addc(str, '"');
}

bool sd_json_is_number(struct sd_text text)
{
	struct scan scan = scan_from(text);
	return text.length && scan_number(&scan) && scan.i == scan.length;
}
