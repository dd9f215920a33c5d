/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/data.h"
#include "base/mem.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* The current folder of each test: prefix/bin, prefix/share/saydo, source/build/bin. */
static char *folder;
static char *self;

static int make_folders(void **state)
{
	(void)state;
	static const char *const folders[] = {"prefix",	      "prefix/bin", "prefix/share", "prefix/share/saydo",
					      "source",	      "source/build", "source/build/bin", "named",
					      "named/lexicons", "named/lexicons/en"};
	folder = strdup("/tmp/saydo-test-data-XXXXXX");
	if (!mkdtemp(folder) || chdir(folder))
		return -1;
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		if (mkdir(folders[i], 0700))
			return -1;
	FILE *file = fopen("named/lexicons/en/words.tsv", "w");
	return file && fputs("good\t1\n", file) >= 0 && !fclose(file) ? 0 : -1;
}

static int remove_folders(void **state)
{
	(void)state;
	static const char *const all[] = {"named/lexicons/en/words.tsv", "named/lexicons/en", "named/lexicons", "named",
					  "source/build/bin/program", "source/build/bin", "source/build",
					  "source/lexicons", "source", "prefix/share/saydo/lexicons",
					  "prefix/share/saydo", "prefix/share", "prefix/bin/program", "prefix/bin",
					  "prefix"};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		(void)remove(all[i]);
	int failed = chdir("/") || rmdir(folder);
	free(folder);
	return failed;
}

/* What this program says when it runs as `path`: its data folder or the message; see main. */
static char *folder_as_seen_by(const char *path)
{
	struct sd_str command = SD_STR_INIT, said = SD_STR_INIT;
	sd_str_addf(&command, "env -u SAYDO_DATA %s --tell", path);
	FILE *from = popen(command.data, "r");
	assert_non_null(from);
	char piece[256];
	for (size_t got; (got = fread(piece, 1, sizeof piece, from)) > 0;)
		sd_str_add(&said, piece, got);
	assert_int_equal(pclose(from), 0);
	sd_str_release(&command);
	return sd_str_take(&said);
}

static void install(const char *path)
{
	struct sd_str command = SD_STR_INIT;
	sd_str_addf(&command, "cp '%s' %s", self, path);
	assert_int_equal(system(command.data), 0);
	sd_str_release(&command);
}

static void expect_seen(const char *path, const char *format)
{
	struct sd_str right = SD_STR_INIT;
	for (const char *at = format; *at; at++) {
		if (*at == '@')
			sd_str_adds(&right, folder);
		else
			sd_str_addc(&right, *at);
	}
	char *seen = folder_as_seen_by(path);
	assert_string_equal(seen, right.data);
	free(seen);
	sd_str_release(&right);
}

static void found_beside_an_installed_program(void **state)
{
	(void)state;
	install("prefix/bin/program");
	expect_seen("prefix/bin/program",
		    "no folder 'lexicons' in '@/prefix/bin/../share/saydo' or '@/prefix/bin/../..'; set SAYDO_DATA to "
		    "the folder that holds it");
	assert_int_equal(mkdir("prefix/share/saydo/lexicons", 0700), 0);
	expect_seen("prefix/bin/program", "@/prefix/share/saydo");
	assert_int_equal(symlink("prefix/bin/program", "link"), 0);
	expect_seen("./link", "@/prefix/share/saydo");
	assert_int_equal(unlink("link"), 0);
}

static void found_beside_a_built_program(void **state)
{
	(void)state;
	install("source/build/bin/program");
	assert_int_equal(mkdir("source/lexicons", 0700), 0);
	expect_seen("source/build/bin/program", "@/source");
}

static void found_where_the_environment_says(void **state)
{
	(void)state;
	struct sd_error err = SD_ERROR_INIT;
	struct sd_str right = SD_STR_INIT;
	sd_str_addf(&right, "%s/named", folder);
	assert_int_equal(setenv("SAYDO_DATA", "./named", 1), 0);
	char *found = sd_data_folder(&err);
	assert_non_null(found);
	assert_string_equal(found, right.data);
	free(found);
	/* A wrong one is told, not passed over. */
	assert_int_equal(setenv("SAYDO_DATA", "prefix", 1), 0);
	assert_null(sd_data_folder(&err));
	assert_string_equal(err.message.data, "no folder 'lexicons' in 'prefix', which SAYDO_DATA names");
	/* So is one of which the system does not say whether it is there. */
	assert_int_equal(symlink("loop", "loop"), 0);
	assert_int_equal(setenv("SAYDO_DATA", "loop", 1), 0);
	sd_error_clear(&err);
	assert_null(sd_data_folder(&err));
	assert_non_null(strstr(err.message.data, "loop/lexicons: "));
	assert_null(strstr(err.message.data, "no folder"));
	assert_int_equal(unlink("loop"), 0);
	assert_int_equal(unsetenv("SAYDO_DATA"), 0);
	sd_error_release(&err);
	sd_str_release(&right);
}

static void files_are_read(void **state)
{
	(void)state;
	struct sd_error err = SD_ERROR_INIT;
	struct sd_str content = SD_STR_INIT;
	sd_str_adds(&content, "# ");
	assert_int_equal(sd_data_read("named", "en", "words.tsv", &content, &err), 1);
	assert_string_equal(content.data, "# good\t1\n");
	assert_int_equal(sd_data_read("named", "en", "absent.tsv", &content, &err), 0);
	assert_int_equal(sd_data_read("named", "xx", "words.tsv", &content, &err), 0);
	assert_string_equal(content.data, "# good\t1\n");
	assert_false(sd_error_is_set(&err));
	assert_int_equal(mkdir("named/lexicons/en/sub", 0700), 0);
	assert_int_equal(sd_data_read("named", "en", "sub", &content, &err), -1);
	assert_string_equal(err.message.data, "named/lexicons/en/sub: is a directory");
	assert_int_equal(rmdir("named/lexicons/en/sub"), 0);
	sd_error_release(&err);
	sd_str_release(&content);
}

static void names_lead_nowhere_else(void **state)
{
	(void)state;
	static const char *const bad[] = {"", ".", "..", ".hidden", "../en", "en/../en", "/etc"};
	struct sd_str content = SD_STR_INIT;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct sd_error err = SD_ERROR_INIT;
		assert_int_equal(sd_data_read("named", bad[i], "words.tsv", &content, &err), -1);
		assert_non_null(strstr(err.message.data, "is no language"));
		sd_error_clear(&err);
		assert_int_equal(sd_data_read("named", "en", bad[i], &content, &err), -1);
		assert_non_null(strstr(err.message.data, "is no name of a lexicon"));
		sd_error_release(&err);
	}
	assert_int_equal(content.length, 0);
	sd_str_release(&content);
}

static int tell(void)
{
	struct sd_error err = SD_ERROR_INIT;
	char *found = sd_data_folder(&err);
	fputs(found ? found : err.message.data, stdout);
	free(found);
	sd_error_release(&err);
	return 0;
}

#define IN_FOLDERS(test) cmocka_unit_test_setup_teardown(test, make_folders, remove_folders)

/* Copied elsewhere and called with --tell, it says where it finds its data. */
int main(int count, char **arguments)
{
	if (count == 2 && !strcmp(arguments[1], "--tell"))
		return tell();
	const struct CMUnitTest tests[] = {
		IN_FOLDERS(found_beside_an_installed_program),
		IN_FOLDERS(found_beside_a_built_program),
		IN_FOLDERS(found_where_the_environment_says),
		IN_FOLDERS(files_are_read),
		IN_FOLDERS(names_lead_nowhere_else),
	};
	self = realpath("/proc/self/exe", NULL);
	if (!self || unsetenv("SAYDO_DATA"))
		return 1;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	free(self);
	return failed;
}
