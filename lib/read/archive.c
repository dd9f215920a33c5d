/* SPDX-License-Identifier: MIT */
#include "read/archive.h"

#include <zip.h>

struct sd_archive {
	const struct sd_file *file;
	zip_t *zip;
	uint64_t at; /* libzip's place in the file */
	zip_error_t error;
	struct sd_error read;
};

struct sd_archive_part {
	struct sd_archive *archive;
	zip_file_t *file;
	char *name;
	uint64_t most, size, packed, done;
};

/* What libzip asks of the file (zip_source_function(3)). */
static zip_int64_t answer(void *state, void *data, zip_uint64_t length, zip_source_cmd_t command)
{
	struct sd_archive *archive = state;
	switch (command) {
	case ZIP_SOURCE_SUPPORTS:
		return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
						      ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
						      ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_SUPPORTS, -1);
	case ZIP_SOURCE_OPEN:
		archive->at = 0;
		return 0;
	case ZIP_SOURCE_READ: {
		int64_t got = sd_file_read(archive->file, archive->at, data, (size_t)length, &archive->read);
		if (got < 0)
			zip_error_set(&archive->error, ZIP_ER_READ, 0);
		else
			archive->at += (uint64_t)got;
		return got;
	}
	case ZIP_SOURCE_SEEK: {
		zip_int64_t to =
			zip_source_seek_compute_offset(archive->at, archive->file->size, data, length, &archive->error);
		if (to < 0)
			return -1;
		archive->at = (uint64_t)to;
		return 0;
	}
	case ZIP_SOURCE_TELL:
		return (zip_int64_t)archive->at;
	case ZIP_SOURCE_STAT: {
		zip_stat_t *stat = data;
		zip_stat_init(stat);
		stat->valid = ZIP_STAT_SIZE;
		stat->size = archive->file->size;
		return sizeof *stat;
	}
	case ZIP_SOURCE_ERROR:
		return zip_error_to_data(&archive->error, data, length);
	case ZIP_SOURCE_CLOSE:
	case ZIP_SOURCE_FREE:
		return 0;
	default:
		zip_error_set(&archive->error, ZIP_ER_OPNOTSUPP, 0);
		return -1;
	}
}

/* What was amiss when the file itself was read comes first. */
static int refuse(struct sd_archive *archive, zip_error_t *error, const char *what, struct sd_error *err)
{
	if (sd_error_is_set(&archive->read))
		return sd_fail(err, "%s", archive->read.message.data);
	return sd_fail(err, "%s: %s (%s): the file is damaged or cut off; fetch or save it again", archive->file->name,
		       what, zip_error_strerror(error));
}

struct sd_archive *sd_archive_open(const struct sd_file *file, struct sd_error *err)
{
	struct sd_archive *archive = sd_calloc(1, sizeof *archive);
	zip_error_t error;
	archive->file = file;
	zip_error_init(&archive->error);
	zip_error_init(&error);
	zip_source_t *source = zip_source_function_create(answer, archive, &error);
	if (source) {
		archive->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
		if (!archive->zip)
			zip_source_free(source);
	}
	if (!archive->zip) {
		(void)refuse(archive, &error, "no whole ZIP archive", err);
		sd_archive_free(archive);
		archive = NULL;
	}
	zip_error_fini(&error);
	return archive;
}

void sd_archive_free(struct sd_archive *archive)
{
	if (!archive)
		return;
	if (archive->zip)
		zip_discard(archive->zip);
	zip_error_fini(&archive->error);
	sd_error_release(&archive->read);
	free(archive);
}

bool sd_archive_has(const struct sd_archive *archive, const char *part)
{
	return zip_name_locate(archive->zip, part, ZIP_FL_NOCASE) >= 0;
}

struct sd_archive_part *sd_archive_part_open(struct sd_archive *archive, const char *name, uint64_t most,
					     struct sd_error *err)
{
	zip_stat_t stat;
	zip_int64_t index = zip_name_locate(archive->zip, name, ZIP_FL_NOCASE);
	if (index < 0 || zip_stat_index(archive->zip, (zip_uint64_t)index, 0, &stat)) {
		sd_fail(err, "%s: the part %s is missing: the file is damaged; save it again", archive->file->name,
			name);
		return NULL;
	}
	if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE) {
		sd_fail(err, "%s: is locked with a password: save it without one", archive->file->name);
		return NULL;
	}
	if (!(stat.valid & ZIP_STAT_SIZE) || !(stat.valid & ZIP_STAT_COMP_SIZE) ||
	    stat.comp_size > archive->file->size || stat.size > most) {
		sd_fail(err, "%s: the part %s says it holds %llu bytes, which is more than can be right: refused",
			archive->file->name, name, (unsigned long long)stat.size);
		return NULL;
	}
	zip_file_t *file = zip_fopen_index(archive->zip, (zip_uint64_t)index, 0);
	if (!file) {
		(void)refuse(archive, zip_get_error(archive->zip), name, err);
		return NULL;
	}
	struct sd_archive_part *part = sd_calloc(1, sizeof *part);
	struct sd_str copy = SD_STR_INIT;
	sd_str_adds(&copy, name);
	*part = (struct sd_archive_part){archive, file, sd_str_take(&copy), most, stat.size, stat.comp_size, 0};
	return part;
}

int64_t sd_archive_part_read(struct sd_archive_part *part, char *buffer, size_t room, struct sd_error *err)
{
	const char *file = part->archive->file->name;
	zip_int64_t got = zip_fread(part->file, buffer, room);
	if (got < 0)
		return refuse(part->archive, zip_file_get_error(part->file), part->name, err);
	part->done += (uint64_t)got;
	if (part->done > part->size || (!got && part->done < part->size))
		return sd_fail(err,
			       "%s: the part %s is not as long as the archive says: the file is damaged; save it again",
			       file, part->name);
	if (part->done > part->most ||
	    (part->done > SD_ARCHIVE_FREE && part->done / SD_ARCHIVE_RATIO > part->packed))
		return sd_fail(err, "%s: the part %s unpacks to more than %d times its size: refused", file, part->name,
			       SD_ARCHIVE_RATIO);
	return got;
}

const char *sd_archive_part_name(const struct sd_archive_part *part)
{
	return part->name;
}

void sd_archive_part_free(struct sd_archive_part *part)
{
	if (!part)
		return;
	(void)zip_fclose(part->file);
	free(part->name);
	free(part);
}
