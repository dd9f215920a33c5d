/* SPDX-License-Identifier: MIT */
#include "guard/pseudonym.h"

#include <errno.h>
#include <sodium.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEY_BYTES = 32, HASH_BYTES = 16, LINE = 10 + 2 * KEY_BYTES + 1 };
static const char mark[] = "saydo-key ";

struct sd_pseudonym_key {
	unsigned char bytes[KEY_BYTES];
};

int sd_pseudonym_protect(struct sd_error *err)
{
	const struct rlimit none = {0, 0};
	if (setrlimit(RLIMIT_CORE, &none) < 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0)
		return sd_fail_errno(err, errno, "the key could not be kept out of core files");
	return 0;
}

static int check_owner(const struct sd_input *input, struct sd_error *err)
{
	struct stat file;
	if (fstat(input->fd, &file) < 0)
		return sd_fail_errno(err, errno, "%s", input->name);
	if (!S_ISREG(file.st_mode))
		return sd_fail(err, "%s: is no regular file; keep the key in one of your own (--new-key FILE makes it)",
			       input->name);
	if (file.st_uid != geteuid())
		return sd_fail(err, "%s: belongs to another user; a key counts only where it is your own", input->name);
	if (file.st_mode & 077)
		return sd_fail(err,
			       "%s: others may read or write it (mode %04o); chmod 600 it, and make a new key if they "
			       "did",
			       input->name, (unsigned)(file.st_mode & 07777));
	return 0;
}

struct sd_pseudonym_key *sd_pseudonym_key_read(struct sd_input *input, struct sd_error *err)
{
	if (check_owner(input, err) < 0)
		return NULL;
	char *line = sodium_malloc(LINE + 1);
	struct sd_pseudonym_key *key = sodium_malloc(sizeof *key);
	if (!line || !key) {
		sodium_free(line);
		sodium_free(key);
		sd_fail(err, "%s: there is no guarded memory for the key", input->name);
		return NULL;
	}
	size_t length = 0, bytes = 0;
	int64_t got = 1;
	while (length <= LINE && (got = sd_input_read(input, line + length, LINE + 1 - length, err)) > 0)
		length += (size_t)got;
	bool whole =
		got >= 0 && length == LINE && !memcmp(line, mark, sizeof mark - 1) && line[LINE - 1] == '\n' &&
		!sodium_hex2bin(key->bytes, KEY_BYTES, line + sizeof mark - 1, 2 * KEY_BYTES, NULL, &bytes, NULL) &&
		bytes == KEY_BYTES;
	sodium_free(line);
	if (whole)
		return key;
	sodium_free(key);
	if (got >= 0)
		sd_fail(err, "%s: holds no key; --new-key FILE makes one", input->name);
	return NULL;
}

int sd_pseudonym_key_write(struct sd_output *output, struct sd_error *err)
{
	unsigned char *bytes = sodium_malloc(KEY_BYTES);
	char *line = sodium_malloc(LINE + 1);
	int result = -1;
	if (bytes && line) {
		randombytes_buf(bytes, KEY_BYTES);
		memcpy(line, mark, sizeof mark - 1);
		sodium_bin2hex(line + sizeof mark - 1, 2 * KEY_BYTES + 1, bytes, KEY_BYTES);
		line[LINE - 1] = '\n';
		result = sd_output_write(output, (struct sd_text){line, LINE}, err);
	} else {
		sd_fail(err, "there is no guarded memory for the key");
	}
	sodium_free(bytes);
	sodium_free(line);
	return result;
}

void sd_pseudonym_key_free(struct sd_pseudonym_key *key)
{
	sodium_free(key);
}

void sd_pseudonym(const struct sd_pseudonym_key *key, struct sd_text label, struct sd_text id,
		  char hex[SD_PSEUDONYM_HEX])
{
	crypto_generichash_state state;
	unsigned char hash[HASH_BYTES];
	const unsigned char length = (unsigned char)label.length;
	crypto_generichash_init(&state, key->bytes, KEY_BYTES, HASH_BYTES);
	crypto_generichash_update(&state, &length, 1);
	crypto_generichash_update(&state, (const unsigned char *)label.data, label.length);
	crypto_generichash_update(&state, (const unsigned char *)id.data, id.length);
	crypto_generichash_final(&state, hash, HASH_BYTES);
	/* The state holds the key's block. */
	sodium_memzero(&state, sizeof state);
	sodium_bin2hex(hex, SD_PSEUDONYM_HEX, hash, HASH_BYTES);
}
