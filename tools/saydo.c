/* SPDX-License-Identifier: MIT */
/* saydo NAME … runs saydo-NAME; alone it lists the filters by family; saydo help NAME opens the manual. */
#include <errno.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/data.h"
#include "base/io.h"
#include "base/suggest.h"

enum { DONE = 0, FAILED = 2 };

static const struct {
	const char *family, *name, *summary;
} filters[] = {
	{"What comes in", "import", "a survey tool's export as one table with one header"},
	{"What comes in", "check", "what is wrong with a survey, before it is believed"},
	{"What must not get out", "redact", "what tells of a person masked, pseudonymised or left out"},
	{"What they say", "tokens", "words, numbers, emoji of each answer"},
	{"What they say", "stems", "their stems, and which words they stand for"},
	{"What they say", "sentiment", "how each answer feels, and which words say so"},
	{"What they say", "lexicon", "lexicons checked, converted, and what they leave unweighed"},
	{"What they say", "codes", "which codes of a codebook each answer names"},
	{"What they say", "claims", "how often, whether to come back, where else: what a log could bear out"},
	{"What they say", "themes", "a codebook proposed from the answers themselves"},
	{"What they say", "learn", "a lexicon or a codebook learned from answers that have a score or codes"},
	{"What they say", "tally", "codes counted, by group and period, with intervals"},
	{"What they say", "keyness", "what one group says more than the others do"},
	{"What they do", "observe", "orders summed up per customer or per day"},
	{"Said against did", "gap", "what was said held against what was done"},
	{"Said against did", "report", "all of it as one page that opens anywhere"},
	{"Counts", "merge", "partial counts added up"},
};
enum { FILTERS = sizeof filters / sizeof *filters };

static int no_such(const char *what, const char *word)
{
	struct sd_str shown = SD_STR_INIT;
	sd_str_add_printable(&shown, sd_text_of(word), 200);
	fprintf(stderr, "saydo: there is no %s \"%s\"; saydo alone lists the filters\n", what,
		shown.length ? shown.data : "");
	sd_str_release(&shown);
	return FAILED;
}

static int list(void)
{
	const char *family = "";
	printf("saydo holds what people say against what they do.\n\nUsage: saydo FILTER [OPTION]... [FILE]...\n");
	for (int i = 0; i < FILTERS; i++) {
		if (strcmp(family, filters[i].family) != 0)
			printf("\n%s\n", family = filters[i].family);
		printf("  %-10s  %s\n", filters[i].name, filters[i].summary);
	}
	printf("\nsaydo FILTER --help lists a filter's options; saydo help FILTER opens its manual.\n");
	if (fflush(stdout) || ferror(stdout)) {
		fprintf(stderr, "saydo: standard output: %s\n", strerror(errno));
		return FAILED;
	}
	return DONE;
}

/* The path of this program's folder plus `tail`; free() it. NULL where it cannot be known. */
static char *beside(const char *tail)
{
	char path[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
	if (length <= 0)
		return NULL;
	path[length] = '\0';
	*(strrchr(path, '/') + 1) = '\0';
	struct sd_str whole = SD_STR_INIT;
	sd_str_adds(&whole, path);
	sd_str_adds(&whole, tail);
	return sd_str_take(&whole);
}

static bool is_plain(const char *name)
{
	return *name && !name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-")];
}

static int no_filter(const char *name)
{
	struct sd_str near = SD_STR_INIT;
	for (int i = 0; i < FILTERS; i++)
		if (sd_suggest_is_near(sd_text_of(name), sd_text_of(filters[i].name)))
			sd_str_addf(&near, "%s%s", near.length ? ", " : "; did you mean ", filters[i].name);
	fprintf(stderr, "saydo: there is no filter \"%s\"%s%s\n", name, near.length ? near.data : "; saydo lists them",
		near.length ? "?" : "");
	sd_str_release(&near);
	return FAILED;
}

static int run(const char *name, char **arguments)
{
	struct sd_str program = SD_STR_INIT;
	sd_str_addf(&program, "saydo-%s", name);
	char *path = beside(program.data);
	if (path)
		execv(path, arguments);
	free(path);
	execvp(program.data, arguments);
	sd_str_release(&program);
	return no_filter(name);
}

/* The manual by man(1): the installed one, or the one that was built beside this program. */
static int manual(const char *name)
{
	bool itself = !strcmp(name, "saydo"), known = itself;
	for (int i = 0; i < FILTERS; i++)
		known = known || !strcmp(name, filters[i].name);
	if (!known)
		return no_filter(name);
	struct sd_str page = SD_STR_INIT, place = SD_STR_INIT;
	sd_str_adds(&page, itself ? "saydo" : "saydo-");
	sd_str_adds(&page, itself ? "" : name);
	static const char *const folders[] = {"../man/", "../share/man/man1/"};
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		sd_str_clear(&place);
		sd_str_addf(&place, "%s%s.1", folders[i], page.data);
		char *path = beside(place.data);
		struct stat status;
		if (path && !stat(path, &status))
			execlp("man", "man", path, (char *)NULL);
		free(path);
	}
	execlp("man", "man", page.data, (char *)NULL);
	fprintf(stderr, "saydo: man(1) is not installed; the manual's text is tools/%s.md of the source\n", name);
	sd_str_release(&place);
	sd_str_release(&page);
	return FAILED;
}

int main(int count, char **arguments)
{
	sd_io_guard();
	if (count < 2 || !strcmp(arguments[1], "--help") || !strcmp(arguments[1], "-h"))
		return list();
	const char *word = arguments[1];
	if (!strcmp(word, "--version")) {
		printf("saydo %s\n", SD_VERSION);
		return fflush(stdout) || ferror(stdout) ? FAILED : DONE;
	}
	if (!strcmp(word, "--options"))
		return printf("name\tletter\tkind\targument\tchoices\thelp\tgroup\n") < 0 || fflush(stdout) ? FAILED
													    : DONE;
	if (word[0] == '-')
		return no_such("option", word);
	if (!strcmp(word, "help"))
		return count < 3 ? list()
		       : is_plain(arguments[2]) ? manual(arguments[2])
						: no_such("filter", arguments[2]);
	if (!is_plain(word))
		return no_such("filter", word);
	return run(word, arguments + 1);
}
