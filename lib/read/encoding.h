/* SPDX-License-Identifier: MIT */
/* Encodings: which one a file of text is in, and its content as UTF-8, piece by piece.
 *
 * In this order: a byte order mark (UTF-8, UTF-16, UTF-32); UTF-16 by where its NUL bytes lie; UTF-8 where the whole
 * file is well formed, or where well-formed sequences outnumber ill-formed bytes ten to one; what uchardet tells where
 * that is no Latin alphabet or a central European one; else Windows-1252, of which ISO 8859-1 is a part (WHATWG
 * Encoding). */
#ifndef SD_READ_ENCODING_H
#define SD_READ_ENCODING_H

#include "read/source.h"

struct sd_decoder;
/* Finds the encoding (`name` NULL) or takes the one named, and readies what decodes it; call it before the process is
 * locked in, for iconv opens files. Reads the whole file once where it is not told by its beginning. What was taken for
 * granted is added to `notes` as lines. NULL with `err` where the name is not known or the file cannot be read. */
struct sd_decoder *sd_decoder_new(const struct sd_file *file, const char *name, size_t chunk, struct sd_str *notes,
				  struct sd_error *err);
void sd_decoder_free(struct sd_decoder *decoder);
/* Adds the next piece to `out` as well-formed UTF-8 without its byte order mark: 1, 0 at the end, -1. */
int sd_decoder_read(struct sd_decoder *decoder, struct sd_str *out, struct sd_error *err);
void sd_decoder_rewind(struct sd_decoder *decoder);
/* "UTF-8", "Windows-1252" … */
const char *sd_decoder_name(const struct sd_decoder *decoder);
/* Bytes that could not be decoded as the rest were, so far: in UTF-8 read as Windows-1252, else U+FFFD. */
uint64_t sd_decoder_repaired(const struct sd_decoder *decoder);
/* Adds a byte of Windows-1252 as UTF-8. */
void sd_windows_1252_add(struct sd_str *out, unsigned char byte);

#endif
