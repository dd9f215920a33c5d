/* SPDX-License-Identifier: MIT */
#include "read/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <strings.h>
#include <uchardet.h>

#include "base/utf8.h"

enum coding { UTF8, UTF16LE, UTF16BE, UTF32LE, UTF32BE, WINDOWS_1252, BY_ICONV };

struct sd_decoder {
	const struct sd_file *file;
	enum coding coding;
	char *name;
	iconv_t iconv;
	size_t mark; /* bytes of the byte order mark */
	size_t chunk;
	char *piece; /* `kept` bytes of the piece before, which are no whole character, then what is read */
	size_t kept;
	uint64_t at, repaired;
};

/* Windows-1252's 0x80 to 0x9F; the five it leaves open are the C1 controls of their number (WHATWG). */
static const uint16_t upper[32] = {0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030,
	0x160,
				   0x2039, 0x152,  0x8d,   0x17d,  0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d,
					0x2022,
				   0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};

static void add_code(struct sd_str *out, uint32_t code)
{
	char bytes[4];
	if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
		code = 0xfffd;
	sd_str_add(out, bytes, sd_utf8_encode(code, bytes));
}

void sd_windows_1252_add(struct sd_str *out, unsigned char byte)
{
	add_code(out, byte >= 0x80 && byte < 0xa0 ? upper[byte - 0x80] : byte);
}

static const struct {
	const char *name;
	enum coding coding;
} named[] = {{"UTF-8", UTF8},		    {"utf8", UTF8},
	     {"UTF-16LE", UTF16LE},	    {"UTF-16BE", UTF16BE},
	     {"UTF-16", UTF16LE},	    {"UTF-32LE", UTF32LE},
	     {"UTF-32BE", UTF32BE},	    {"Windows-1252", WINDOWS_1252},
	     {"cp1252", WINDOWS_1252},	    {"ISO-8859-1", WINDOWS_1252},
	     {"latin1", WINDOWS_1252},	    {"ASCII", UTF8}};

static const struct {
	const char *bytes;
	size_t length;
	const char *name;
} marks[] = {{"\xff\xfe\0\0", 4, "UTF-32LE"}, {"\0\0\xfe\xff", 4, "UTF-32BE"}, {"\xef\xbb\xbf", 3, "UTF-8"},
	     {"\xff\xfe", 2, "UTF-16LE"},      {"\xfe\xff", 2, "UTF-16BE"}};

static const char *by_mark(struct sd_text head, size_t *mark)
{
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (head.length >= marks[i].length && !memcmp(head.data, marks[i].bytes, marks[i].length)) {
			*mark = marks[i].length;
			return marks[i].name;
		}
	*mark = 0;
	return NULL;
}

/* Text in UTF-16 has its NUL bytes all at even or all at odd places, and many of them where it is of the West. */
static const char *by_nul(struct sd_text head)
{
	size_t nul[2] = {0, 0}, half = head.length / 2;
	for (size_t i = 0; i + 1 < head.length; i += 2) {
		nul[0] += !head.data[i];
		nul[1] += !head.data[i + 1];
	}
	if (half < 2)
		return NULL;
	if (nul[1] * 10 >= half * 4 && nul[0] * 20 <= half)
		return "UTF-16LE";
	return nul[0] * 10 >= half * 4 && nul[1] * 20 <= half ? "UTF-16BE" : NULL;
}

struct survey {
	uint64_t whole, bad; /* well-formed sequences of several bytes, bytes that are of none */
	struct sd_str foreign; /* lines that hold some, for uchardet */
};

static void look(struct survey *survey, const char *data, size_t length)
{
	enum { FOREIGN = 256 * 1024 };
	const char *line = data;
	if (sd_utf8_valid_prefix(data, length) == length) {
		uint64_t leads = 0;
		for (size_t i = 0; i < length; i++)
			leads += (unsigned char)data[i] >= 0xc0;
		survey->whole += leads;
		return;
	}
	for (size_t i = 0; i < length;) {
		unsigned char byte = (unsigned char)data[i];
		if (byte < 0x80) {
			line = byte == '\n' ? data + i + 1 : line;
			i++;
			continue;
		}
		uint32_t code;
		size_t bytes = sd_utf8_decode(data + i, length - i, &code);
		survey->whole += bytes > 0;
		survey->bad += bytes == 0;
		i += bytes ? bytes : 1;
		if (!bytes && survey->foreign.length < FOREIGN && line <= data + i) {
			const char *end = memchr(data + i, '\n', length - i);
			size_t stop = end ? (size_t)(end - data) + 1 : length;
			sd_str_add(&survey->foreign, line, (size_t)(data + stop - line));
			line = data + stop;
		}
	}
}

/* Latin letters of the West: what is told apart badly, and what Windows-1252 holds. */
static bool western(const char *name)
{
	static const char *const names[] = {"ASCII",	   "WINDOWS-1252", "ISO-8859-1", "ISO-8859-15", "ISO-8859-3",
					    "ISO-8859-9",  "ISO-8859-10",  "ISO-8859-13", "ISO-8859-16",
						"MAC-CENTRALEUROPE",
					    "IBM852",	   "IBM865",	   "VISCII",	 "ISO-8859-4",	"UTF-8",
					    "WINDOWS-1258", "WINDOWS-1257", "GEORGIAN-ACADEMY", "GEORGIAN-PS"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcasecmp(name, names[i]))
			return true;
	return !*name;
}

/* Capitals are many of a text's first letters: in Windows-1251 they are bytes of C0 to DF, in MacCyrillic, which is
 * written hardly any more and taken for the other, of 80 to 9F. */
static bool rather_windows(struct sd_text foreign)
{
	size_t windows = 0, mac = 0;
	for (size_t i = 0; i < foreign.length; i++) {
		unsigned char byte = (unsigned char)foreign.data[i];
		windows += byte >= 0xc0 && byte < 0xdf;
		mac += byte >= 0x80 && byte < 0xa0;
	}
	return windows >= mac;
}

static char *by_letters(const struct survey *survey)
{
	enum { LEAST = 24 }; /* fewer foreign bytes say nothing */
	uchardet_t detector = uchardet_new();
	if (!detector)
		return NULL;
	char *found = NULL;
	if (survey->bad >= LEAST && !uchardet_handle_data(detector, survey->foreign.data, survey->foreign.length)) {
		uchardet_data_end(detector);
		const char *name = uchardet_get_charset(detector);
		struct sd_str copy = SD_STR_INIT;
		if (!strcasecmp(name, "MAC-CYRILLIC") && rather_windows(sd_str_text(&survey->foreign)))
			name = "WINDOWS-1251";
		if (!western(name)) {
			sd_str_adds(&copy, name);
			found = sd_str_take(&copy);
		}
	}
	uchardet_delete(detector);
	return found;
}

/* Reads the whole file, in pieces of one size whatever the decoder's is: what is foreign is gathered by piece, and the
 * name must not hang on where they end. Names what it is in; free() it. */
static char *by_content(struct sd_decoder *decoder, struct sd_str *notes, struct sd_error *err)
{
	struct survey survey = {0, 0, SD_STR_INIT};
	struct sd_str name = SD_STR_INIT;
	enum { OVERLAP = 3, PIECE = 256 * 1024 };
	char *piece = sd_alloc(PIECE + OVERLAP, 1);
	size_t kept = 0;
	uint64_t at = 0;
	for (;;) {
		int64_t got = sd_file_read(decoder->file, at, piece + kept, PIECE, err);
		if (got < 0) {
			free(piece);
			sd_str_release(&survey.foreign);
			return NULL;
		}
		size_t length = kept + (size_t)got, use = length;
		/* What could be a sequence cut in two waits for its rest. */
		for (size_t back = 1; got && back <= OVERLAP && back <= length; back++)
			if ((unsigned char)piece[length - back] >= 0xc0) {
				use = length - back;
				break;
			}
		look(&survey, piece, use);
		kept = length - use;
		memmove(piece, piece + use, kept);
		at += (uint64_t)got;
		if (!got)
			break;
	}
	free(piece);
	if (survey.whole >= 10 * survey.bad) {
		sd_str_adds(&name, "UTF-8");
		if (survey.bad)
			sd_str_addf(notes,
				    "encoding: UTF-8, but for %llu bytes, which are read as Windows-1252 (--encoding "
				    "says another)\n",
				    (unsigned long long)survey.bad);
	} else {
		char *other = by_letters(&survey);
		sd_str_adds(&name, other ? other : "Windows-1252");
		sd_str_addf(notes, "encoding: %s, %s (--encoding says another)\n", name.data,
			    other ? "as its letters suggest" : "taken for granted, as it is not UTF-8");
		free(other);
	}
	sd_str_release(&survey.foreign);
	return sd_str_take(&name);
}

static int ready(struct sd_decoder *decoder, struct sd_error *err)
{
	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		if (!strcasecmp(decoder->name, named[i].name)) {
			decoder->coding = named[i].coding;
			return 0;
		}
	decoder->coding = BY_ICONV;
	decoder->iconv = iconv_open("UTF-8", decoder->name);
	if (decoder->iconv == (iconv_t)-1)
		return sd_fail(err, "--encoding: there is none called \"%s\"; `iconv -l` lists those there are",
			decoder->name);
	return 0;
}

struct sd_decoder *sd_decoder_new(const struct sd_file *file, const char *name, size_t chunk, struct sd_str *notes,
				  struct sd_error *err)
{
	enum { HEAD = 4096, SPARE = 16 };
	struct sd_decoder *decoder = sd_calloc(1, sizeof *decoder);
	struct sd_str chosen = SD_STR_INIT;
	char head[HEAD];
	decoder->file = file;
	decoder->iconv = (iconv_t)-1;
	decoder->chunk = chunk > SPARE ? chunk : SPARE;
	decoder->piece = sd_alloc(decoder->chunk + SPARE, 1);
	int64_t got = 0;
	size_t length = 0;
	while (length < HEAD && (got = sd_file_read(file, length, head + length, HEAD - length, err)) > 0)
		length += (size_t)got;
	const char *marked = by_mark((struct sd_text){head, length}, &decoder->mark);
	const char *guess = name ? name : marked;
	if (got >= 0 && name && marked && strncasecmp(name, marked, strlen(name)) != 0)
		decoder->mark = 0; /* the user knows better */
	if (got >= 0 && name && marked && !strcasecmp(name, "UTF-16"))
		guess = marked;
	if (got >= 0 && !guess && (guess = by_nul((struct sd_text){head, length})))
		sd_str_addf(notes, "encoding: %s, by its NUL bytes (--encoding says another)\n", guess);
	else if (got >= 0 && !name && marked && strcmp(marked, "UTF-8") != 0)
		sd_str_addf(notes, "encoding: %s, by its byte order mark\n", marked);
	if (guess) {
		sd_str_adds(&chosen, guess);
		decoder->name = sd_str_take(&chosen);
	} else if (got >= 0) {
		decoder->name = by_content(decoder, notes, err);
	}
	if (got < 0 || !decoder->name || ready(decoder, err) < 0) {
		sd_decoder_free(decoder);
		return NULL;
	}
	sd_decoder_rewind(decoder);
	return decoder;
}

void sd_decoder_free(struct sd_decoder *decoder)
{
	if (!decoder)
		return;
	if (decoder->iconv != (iconv_t)-1)
		iconv_close(decoder->iconv);
	free(decoder->piece);
	free(decoder->name);
	free(decoder);
}

void sd_decoder_rewind(struct sd_decoder *decoder)
{
	decoder->at = decoder->mark;
	decoder->kept = 0;
	decoder->repaired = 0;
	if (decoder->iconv != (iconv_t)-1)
		iconv(decoder->iconv, NULL, NULL, NULL, NULL);
}

const char *sd_decoder_name(const struct sd_decoder *decoder)
{
	return decoder->name;
}

uint64_t sd_decoder_repaired(const struct sd_decoder *decoder)
{
	return decoder->repaired;
}

/* Each of these decodes what is whole of `length` bytes and returns how many that was. */

static size_t decode_utf8(struct sd_decoder *decoder, const char *data, size_t length, bool last, struct sd_str *out)
{
	size_t at = 0;
	for (;;) {
		size_t good = sd_utf8_valid_prefix(data + at, length - at);
		sd_str_add(out, data + at, good);
		at += good;
		if (at == length)
			return at;
		/* A sequence may go on behind what there is: its beginning is well formed and its rest is missing. */
		size_t bad = sd_utf8_bad_length(data + at, length - at);
		unsigned char lead = (unsigned char)data[at];
		size_t wants = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1;
		if (!last && at + bad == length && bad < wants)
			return at;
		for (size_t i = 0; i < bad; i++)
			sd_windows_1252_add(out, (unsigned char)data[at + i]);
		decoder->repaired += bad;
		at += bad;
	}
}

static uint32_t unit16(const unsigned char *at, bool big)
{
	return big ? (uint32_t)at[0] << 8 | at[1] : (uint32_t)at[1] << 8 | at[0];
}

static size_t decode_utf16(struct sd_decoder *decoder, const char *data, size_t length, bool last, struct sd_str *out)
{
	bool big = decoder->coding == UTF16BE;
	size_t at = 0;
	while (length - at >= 2) {
		const unsigned char *bytes = (const unsigned char *)data + at;
		uint32_t code = unit16(bytes, big);
		if (code >= 0xd800 && code < 0xdc00) {
			if (length - at < 4 && !last)
				return at;
			uint32_t low = length - at < 4 ? 0 : unit16(bytes + 2, big);
			if (low >= 0xdc00 && low < 0xe000) {
				add_code(out, 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00));
				at += 4;
				continue;
			}
		}
		decoder->repaired += code >= 0xd800 && code < 0xe000;
		add_code(out, code);
		at += 2;
	}
	if (last && at < length) {
		add_code(out, 0xfffd);
		decoder->repaired++;
		at = length;
	}
	return at;
}

static size_t decode_utf32(struct sd_decoder *decoder, const char *data, size_t length, bool last, struct sd_str *out)
{
	bool big = decoder->coding == UTF32BE;
	size_t at = 0;
	for (; length - at >= 4; at += 4) {
		const unsigned char *bytes = (const unsigned char *)data + at;
		uint32_t code = big ? unit16(bytes, true) << 16 | unit16(bytes + 2, true)
				    : unit16(bytes + 2, false) << 16 | unit16(bytes, false);
		decoder->repaired += code > 0x10ffff || (code >= 0xd800 && code < 0xe000);
		add_code(out, code);
	}
	if (last && at < length) {
		add_code(out, 0xfffd);
		decoder->repaired++;
		at = length;
	}
	return at;
}

static size_t decode_iconv(struct sd_decoder *decoder, char *data, size_t length, bool last, struct sd_str *out)
{
	char *from = data;
	size_t left = length;
	while (left) {
		char bytes[4096], *to = bytes;
		size_t room = sizeof bytes;
		size_t result = iconv(decoder->iconv, &from, &left, &to, &room);
		sd_str_add(out, bytes, sizeof bytes - room);
		if (result != (size_t)-1 || errno == E2BIG)
			continue;
		if (errno == EINVAL && !last && left < 8)
			break;
		add_code(out, 0xfffd);
		decoder->repaired++;
		from++;
		left--;
	}
	return length - left;
}

int sd_decoder_read(struct sd_decoder *decoder, struct sd_str *out, struct sd_error *err)
{
	int64_t got = sd_file_read(decoder->file, decoder->at, decoder->piece + decoder->kept, decoder->chunk, err);
	if (got < 0)
		return -1;
	if (!got && !decoder->kept)
		return 0;
	bool last = got == 0;
	size_t length = decoder->kept + (size_t)got, used = length;
	decoder->at += (uint64_t)got;
	switch (decoder->coding) {
	case UTF8:
		used = decode_utf8(decoder, decoder->piece, length, last, out);
		break;
	case UTF16LE:
	case UTF16BE:
		used = decode_utf16(decoder, decoder->piece, length, last, out);
		break;
	case UTF32LE:
	case UTF32BE:
		used = decode_utf32(decoder, decoder->piece, length, last, out);
		break;
	case WINDOWS_1252:
		for (size_t i = 0; i < length; i++)
			sd_windows_1252_add(out, (unsigned char)decoder->piece[i]);
		break;
	case BY_ICONV:
		used = decode_iconv(decoder, decoder->piece, length, last, out);
		break;
	}
	decoder->kept = length - used;
	memmove(decoder->piece, decoder->piece + used, decoder->kept);
	return 1;
}
