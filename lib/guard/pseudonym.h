/* SPDX-License-Identifier: MIT */
/* Pseudonyms: ids replaced by a keyed hash of them, so that files still join and nobody without the key can tell, or
 * try out, whose they are.
 *
 * A pseudonym is BLAKE2b (RFC 7693) of 128 bits, in 32 hexadecimal digits, under the key, of: the label's length in one
 * byte, the label, the id. Another label gives another pseudonym, so that the same number as customer and as order do
 * not join. */
#ifndef SD_GUARD_PSEUDONYM_H
#define SD_GUARD_PSEUDONYM_H

#include "base/io.h"

enum { SD_PSEUDONYM_HEX = 33, SD_PSEUDONYM_LABEL_MOST = 64 };

/* Keeps the process from leaving a core file or being looked into by others of the same user; call before the key is
 * read. */
int sd_pseudonym_protect(struct sd_error *err);

/* A key in memory that is neither swapped out nor dumped. Read by any number of threads. */
struct sd_pseudonym_key;
/* Reads the file that sd_pseudonym_key_write() wrote. NULL with `err`, saying the remedy, where it is no regular file
 * of this user alone (mode 0600 or 0400) or holds something else. */
struct sd_pseudonym_key *sd_pseudonym_key_read(struct sd_input *input, struct sd_error *err);
/* A new key of 256 random bits into `output`. */
int sd_pseudonym_key_write(struct sd_output *output, struct sd_error *err);
/* Overwrites it. */
void sd_pseudonym_key_free(struct sd_pseudonym_key *key);

/* `hex` ends in a NUL. The label is of at most SD_PSEUDONYM_LABEL_MOST bytes. */
void sd_pseudonym(const struct sd_pseudonym_key *key, struct sd_text label, struct sd_text id,
		  char hex[SD_PSEUDONYM_HEX]);

#endif
