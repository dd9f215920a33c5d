/* SPDX-License-Identifier: MIT */
#include "base/data.h"

#include "base/io.h"
#include "base/mem.h"

#include <errno.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

/* No word list comes near; what does is not one. */
enum { FILE_LIMIT = 1 << 28 };

/* `path` without links; NULL with errno. The C library's own memory would be asked for where it cannot tell that there
 * is none. */
static char *resolved(const char *path)
{
	char *place = sd_alloc(PATH_MAX, 1);
	if (realpath(path, place))
		return place;
	const int number = errno;
	free(place);
	errno = number;
	return NULL;
}

static bool is_nowhere(int number)
{
	return number == ENOENT || number == ENOTDIR;
}

/* `folder` without links where it holds `lexicons/`, else NULL: with `err` where the system does not let that be
 * known. */
static char *if_it_counts(const char *folder, struct sd_error *err)
{
	struct sd_str path = SD_STR_INIT;
	struct stat status;
	char *found = NULL;
	sd_str_addf(&path, "%s/lexicons", folder);
	bool known = !stat(path.data, &status);
	if (known && S_ISDIR(status.st_mode))
		known = (found = resolved(folder)) != NULL;
	if (!known && !is_nowhere(errno))
		sd_fail_errno(err, errno, "%s", path.data);
	sd_str_release(&path);
	return found;
}

/* The folder of the running program, added to `folder`; false where the system does not tell (no /proc). */
static bool add_program_folder(struct sd_str *folder, struct sd_error *err)
{
	char *path = resolved("/proc/self/exe");
	if (!path && !is_nowhere(errno) && errno != EACCES)
		sd_fail_errno(err, errno, "/proc/self/exe");
	char *slash = path ? strrchr(path, '/') : NULL;
	if (slash)
		sd_str_add(folder, path, (size_t)(slash - path));
	free(path);
	return slash != NULL;
}

char *sd_data_folder(struct sd_error *err)
{
	static const char *const beside[] = {"../share/saydo", "../.."};
	const char *named = secure_getenv("SAYDO_DATA");
	if (named && named[0]) {
		char *found = if_it_counts(named, err);
		if (!found && !sd_error_is_set(err))
			sd_fail(err, "no folder 'lexicons' in '%s', which SAYDO_DATA names", named);
		return found;
	}
	struct sd_str program = SD_STR_INIT, tried = SD_STR_INIT;
	char *found = NULL;
	if (add_program_folder(&program, err)) {
		for (size_t i = 0; i < sizeof beside / sizeof *beside && !found && !sd_error_is_set(err); i++) {
			struct sd_str place = SD_STR_INIT;
			sd_str_addf(&place, "%s/%s", program.data ? program.data : "", beside[i]);
			sd_str_addf(&tried, "%s'%s'", i ? " or " : "", place.data);
			found = if_it_counts(place.data, err);
			sd_str_release(&place);
		}
	} else {
		sd_str_adds(&tried, "the program's folder, which /proc does not tell");
	}
	if (!found && !sd_error_is_set(err))
		sd_fail(err, "no folder 'lexicons' in %s; set SAYDO_DATA to the folder that holds it", tried.data);
	sd_str_release(&program);
	sd_str_release(&tried);
	return found;
}

static bool is_single_name(const char *name)
{
	return name[0] && name[0] != '.' && !strchr(name, '/');
}

int sd_data_read(const char *folder, const char *language, const char *name, struct sd_str *content,
		 struct sd_error *err)
{
	if (!is_single_name(language))
		return sd_fail(err, "'%s' is no language: expected a code such as 'en'", language);
	if (!is_single_name(name))
		return sd_fail(err, "'%s' is no name of a lexicon: expected one without '/' or a leading '.'", name);
	struct sd_str path = SD_STR_INIT;
	struct sd_input input = SD_INPUT_INIT;
	sd_str_addf(&path, "%s/lexicons/%s/%s", folder, language, name);
	int status = 1;
	if (access(path.data, F_OK) && errno == ENOENT)
		status = 0;
	else if (sd_input_open(&input, path.data, err) || sd_input_read_all(&input, content, FILE_LIMIT, err))
		status = -1;
	sd_input_close(&input);
	sd_str_release(&path);
	return status;
}
