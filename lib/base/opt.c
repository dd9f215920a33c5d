/* SPDX-License-Identifier: MIT */
#include "base/opt.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <errno.h>

#include "base/mem.h"
#include "base/suggest.h"
#include "base/time.h"

enum { HELP_COLUMN = 30, HELP_WIDTH = 78 };

static void *member(const struct sd_opt_group *group, const struct sd_opt *option)
{
	return (char *)group->values + option->offset;
}

static bool is_list(enum sd_opt_kind kind)
{
	return kind == SD_OPT_TEXTS || kind == SD_OPT_COLUMNS;
}

/* Calls `visit` for every option; stops at the first that returns other than 0. */
static int each(const struct sd_opt_set *set,
		int (*visit)(const struct sd_opt_group *, const struct sd_opt *, void *, struct sd_error *),
		void *context, struct sd_error *err)
{
	for (size_t g = 0; g < set->length; g++)
		for (size_t i = 0; i < set->groups[g].length; i++) {
			int result = visit(&set->groups[g], &set->groups[g].options[i], context, err);
			if (result)
				return result;
		}
	return 0;
}

static int preset_one(const struct sd_opt_group *group, const struct sd_opt *option, void *context,
		      struct sd_error *err)
{
	void *value = member(group, option);
	(void)context;
	(void)err;
	switch (option->kind) {
	case SD_OPT_FLAG:
		*(bool *)value = false;
		break;
	case SD_OPT_TEXT:
	case SD_OPT_DATE_FORMAT:
	case SD_OPT_COLUMN:
		*(const char **)value = NULL;
		break;
	case SD_OPT_TEXTS:
	case SD_OPT_COLUMNS:
		*(struct sd_list *)value = (struct sd_list){0};
		break;
	case SD_OPT_NUMBER:
		*(int64_t *)value = option->preset;
		break;
	case SD_OPT_CHOICE:
		*(int *)value = (int)option->preset;
		break;
	case SD_OPT_DATE:
		*(sd_day *)value = SD_NO_DAY;
		break;
	case SD_OPT_IN:
		*(struct sd_input *)value = (struct sd_input)SD_INPUT_INIT;
		break;
	case SD_OPT_INS:
		*(struct sd_inputs *)value = (struct sd_inputs){0};
		break;
	case SD_OPT_OUT:
	case SD_OPT_PRIVATE:
		*(struct sd_output *)value = (struct sd_output)SD_OUTPUT_INIT;
		break;
	case SD_OPT_DIR:
		*(struct sd_directory *)value = (struct sd_directory){NULL, -1};
		break;
	}
	return 0;
}

void sd_opt_preset(const struct sd_opt_set *set)
{
	each(set, preset_one, NULL, NULL);
	if (set->operands)
		*set->operands = (struct sd_list){0};
}

static void list_add(struct sd_list *list, const char *item)
{
	SD_GROW(list->items, list->length, list->room);
	list->items[list->length++] = item;
}

static int not_a_choice(const struct sd_opt *option, const char *argument, struct sd_error *err)
{
	struct sd_str list = SD_STR_INIT;
	for (size_t i = 0; option->choices[i]; i++) {
		sd_str_adds(&list, i ? ", " : "");
		sd_str_adds(&list, option->choices[i]);
	}
	struct sd_str shown = SD_STR_INIT;
	sd_str_add_printable(&shown, sd_text_of(argument), 60);
	sd_fail(err, "--%s takes one of %s, not \"%s\"", option->name, list.data, shown.length ? shown.data : "");
	sd_str_release(&shown);
	sd_str_release(&list);
	return -1;
}

static int take_number(const struct sd_opt *option, int64_t *value, const char *argument, struct sd_error *err)
{
	char *end;
	errno = 0;
	long long number = strtoll(argument, &end, 10);
	if (errno || end == argument || *end || number < option->low || number > option->high)
		return sd_fail(err, "--%s takes a whole number from %lld to %lld", option->name, (long long)option->low,
			       (long long)option->high);
	*value = number;
	return 0;
}

static int check_date_format(const struct sd_opt *option, const char *format, struct sd_error *err)
{
	struct sd_error why = SD_ERROR_INIT;
	int result = sd_date_format_check(format, &why);
	if (result)
		sd_fail(err, "--%s: %s", option->name, why.message.data);
	sd_error_release(&why);
	return result;
}

static int take(const struct sd_opt_group *group, const struct sd_opt *option, const char *argument,
		struct sd_error *err)
{
	void *value = member(group, option);
	struct sd_moment moment;
	switch (option->kind) {
	case SD_OPT_FLAG:
		*(bool *)value = true;
		return 0;
	case SD_OPT_DATE_FORMAT:
		if (check_date_format(option, argument, err))
			return -1;
		*(const char **)value = argument;
		return 0;
	case SD_OPT_TEXT:
	case SD_OPT_COLUMN:
		if ((int64_t)strlen(argument) < option->low)
			return sd_fail(err, "--%s takes a %s that is not empty", option->name, option->argument);
		*(const char **)value = argument;
		return 0;
	case SD_OPT_TEXTS:
	case SD_OPT_COLUMNS:
		list_add(value, argument);
		return 0;
	case SD_OPT_NUMBER:
		return take_number(option, value, argument, err);
	case SD_OPT_CHOICE:
		for (int i = 0; option->choices[i]; i++)
			if (!strcmp(option->choices[i], argument)) {
				*(int *)value = i;
				return 0;
			}
		return not_a_choice(option, argument, err);
	case SD_OPT_DATE:
		if (!sd_moment_parse(sd_text_of(argument), &moment))
			return sd_fail(err, "--%s takes a date, YYYY-MM-DD", option->name);
		*(sd_day *)value = moment.day;
		return 0;
	case SD_OPT_IN:
		((struct sd_input *)value)->name = argument;
		return 0;
	case SD_OPT_INS: {
		struct sd_inputs *inputs = value;
		SD_GROW(inputs->items, inputs->length, inputs->room);
		inputs->items[inputs->length++] = (struct sd_input){.name = argument, .fd = -1};
		return 0;
	}
	case SD_OPT_OUT:
	case SD_OPT_PRIVATE:
		((struct sd_output *)value)->name = argument;
		return 0;
	case SD_OPT_DIR:
		((struct sd_directory *)value)->name = argument;
		return 0;
	}
	return 0;
}

struct search {
	struct sd_text wanted;
	char letter;
	const struct sd_opt_group *group;
	const struct sd_opt *option;
	size_t matches; /* names that begin so */
	struct sd_str list;
	size_t nearest;
};

static int search_name(const struct sd_opt_group *group, const struct sd_opt *option, void *context,
		       struct sd_error *err)
{
	struct search *search = context;
	(void)err;
	size_t length = strlen(option->name);
	if (length < search->wanted.length || memcmp(option->name, search->wanted.data, search->wanted.length) != 0)
		return 0;
	if (length != search->wanted.length) {
		sd_str_addf(&search->list, "%s--%s", search->matches ? ", " : "", option->name);
		if (search->matches++)
			return 0;
	}
	search->group = group;
	search->option = option;
	if (length == search->wanted.length) {
		search->matches = 1;
		return 1; /* the name in full beats all that it begins */
	}
	return 0;
}

static int search_near(const struct sd_opt_group *group, const struct sd_opt *option, void *context,
		       struct sd_error *err)
{
	struct search *search = context;
	(void)group;
	(void)err;
	if (sd_suggest_is_near(search->wanted, sd_text_of(option->name)))
		sd_str_addf(&search->list, "%s--%s", search->list.length ? ", " : "", option->name);
	return 0;
}

static int search_letter(const struct sd_opt_group *group, const struct sd_opt *option, void *context,
			 struct sd_error *err)
{
	struct search *search = context;
	(void)err;
	if (option->letter != search->letter)
		return 0;
	search->group = group;
	search->option = option;
	return 1;
}

static int find_name(const struct sd_opt_set *set, struct search *search, struct sd_error *err)
{
	each(set, search_name, search, NULL);
	if (search->matches == 1)
		return 0;
	struct sd_str shown = SD_STR_INIT;
	sd_str_add_printable(&shown, search->wanted, 60);
	const char *name = shown.length ? shown.data : "";
	if (search->matches) {
		sd_fail(err, "--%s could be %s; write it out", name, search->list.data);
	} else {
		each(set, search_near, search, NULL);
		if (search->list.length)
			sd_fail(err, "there is no option --%s; did you mean %s?", name, search->list.data);
		else
			sd_fail(err, "there is no option --%s; --help lists them", name);
	}
	sd_str_release(&shown);
	return -1;
}

static int parse_long(const struct sd_opt_set *set, const char *word, int count, char *const *arguments, int *at,
		      struct sd_error *err)
{
	const char *equals = strchr(word, '=');
	struct search search = {.wanted = {word, equals ? (size_t)(equals - word) : strlen(word)}};
	int result = find_name(set, &search, err);
	sd_str_release(&search.list);
	if (result < 0)
		return -1;
	const char *argument = equals ? equals + 1 : NULL;
	if (search.option->kind == SD_OPT_FLAG) {
		if (argument)
			return sd_fail(err, "--%s takes no value", search.option->name);
	} else if (!argument) {
		if (*at + 1 >= count)
			return sd_fail(err, "--%s wants a value: --%s %s", search.option->name, search.option->name,
				       search.option->argument);
		argument = arguments[++*at];
	}
	return take(search.group, search.option, argument, err);
}

static int parse_letters(const struct sd_opt_set *set, const char *letters, int count, char *const *arguments, int *at,
			 struct sd_error *err)
{
	for (; *letters; letters++) {
		struct search search = {.letter = *letters};
		if (!each(set, search_letter, &search, NULL)) {
			struct sd_str shown = SD_STR_INIT;
			sd_str_add_printable(&shown, sd_text_of(letters), 1);
			sd_fail(err, "there is no option -%s; --help lists them", shown.data);
			sd_str_release(&shown);
			return -1;
		}
		if (search.option->kind == SD_OPT_FLAG) {
			take(search.group, search.option, NULL, err);
			continue;
		}
		if (letters[1])
			return take(search.group, search.option, letters + 1, err);
		if (*at + 1 >= count)
			return sd_fail(err, "-%c wants a value: -%c %s", *letters, *letters, search.option->argument);
		return take(search.group, search.option, arguments[++*at], err);
	}
	return 0;
}

int sd_opt_parse(const struct sd_opt_set *set, int count, char *const *arguments, struct sd_error *err)
{
	bool only_operands = false;
	for (int at = 1; at < count; at++) {
		const char *word = arguments[at];
		int result = 0;
		if (!only_operands && !strcmp(word, "--")) {
			only_operands = true;
		} else if (!only_operands && word[0] == '-' && word[1] == '-') {
			result = parse_long(set, word + 2, count, arguments, &at, err);
		} else if (!only_operands && word[0] == '-' && word[1]) {
			result = parse_letters(set, word + 1, count, arguments, &at, err);
		} else if (set->operands) {
			list_add(set->operands, word);
		} else {
			struct sd_str shown = SD_STR_INIT;
			sd_str_add_printable(&shown, sd_text_of(word), 60);
			result = sd_fail(err, "\"%s\" is one word too many; no files are taken here",
					 shown.length ? shown.data : "");
			sd_str_release(&shown);
		}
		if (result < 0)
			return -1;
	}
	return 0;
}

static int open_one(const struct sd_opt_group *group, const struct sd_opt *option, void *context, struct sd_error *err)
{
	void *value = member(group, option);
	(void)context;
	if (option->kind == SD_OPT_IN) {
		struct sd_input *input = value;
		return input->name ? sd_input_open(input, input->name, err) : 0;
	}
	if (option->kind == SD_OPT_INS) {
		struct sd_inputs *inputs = value;
		for (size_t i = 0; i < inputs->length; i++)
			if (sd_input_open(&inputs->items[i], inputs->items[i].name, err) < 0)
				return -1;
	}
	if (option->kind == SD_OPT_OUT || option->kind == SD_OPT_PRIVATE) {
		struct sd_output *output = value;
		return output->name ? sd_output_open(output, output->name, option->kind == SD_OPT_PRIVATE, err) : 0;
	}
	if (option->kind == SD_OPT_DIR) {
		struct sd_directory *directory = value;
		if (!directory->name)
			return 0;
		if (mkdir(directory->name, 0777) < 0 && errno != EEXIST)
			return sd_fail_errno(err, errno, "%s", directory->name);
		directory->fd = open(directory->name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (directory->fd < 0)
			return sd_fail_errno(err, errno, "%s", directory->name);
	}
	return 0;
}

int sd_opt_open(const struct sd_opt_set *set, struct sd_error *err)
{
	return each(set, open_one, NULL, err);
}

struct given {
	const void *value;
	bool given;
};

static int given_one(const struct sd_opt_group *group, const struct sd_opt *option, void *context, struct sd_error *err)
{
	struct given *given = context;
	const void *value = member(group, option);
	(void)err;
	if (value != given->value)
		return 0;
	switch (option->kind) {
	case SD_OPT_FLAG:
		given->given = *(const bool *)value;
		break;
	case SD_OPT_TEXT:
	case SD_OPT_DATE_FORMAT:
	case SD_OPT_COLUMN:
		given->given = *(const char *const *)value != NULL;
		break;
	case SD_OPT_TEXTS:
	case SD_OPT_COLUMNS:
		given->given = ((const struct sd_list *)value)->length > 0;
		break;
	case SD_OPT_NUMBER:
		given->given = *(const int64_t *)value != option->preset;
		break;
	case SD_OPT_CHOICE:
		given->given = *(const int *)value != (int)option->preset;
		break;
	case SD_OPT_DATE:
		given->given = *(const sd_day *)value != SD_NO_DAY;
		break;
	case SD_OPT_IN:
		given->given = ((const struct sd_input *)value)->name != NULL;
		break;
	case SD_OPT_INS:
		given->given = ((const struct sd_inputs *)value)->length > 0;
		break;
	case SD_OPT_OUT:
	case SD_OPT_PRIVATE:
		given->given = ((const struct sd_output *)value)->name != NULL;
		break;
	case SD_OPT_DIR:
		given->given = ((const struct sd_directory *)value)->name != NULL;
		break;
	}
	return 1;
}

bool sd_opt_given(const struct sd_opt_set *set, const void *value)
{
	struct given given = {value, false};
	each(set, given_one, &given, NULL);
	return given.given;
}

static int release_one(const struct sd_opt_group *group, const struct sd_opt *option, void *context,
		       struct sd_error *err)
{
	void *value = member(group, option);
	(void)context;
	(void)err;
	if (is_list(option->kind)) {
		struct sd_list *list = value;
		free(list->items);
		*list = (struct sd_list){0};
	} else if (option->kind == SD_OPT_IN) {
		sd_input_close(value);
	} else if (option->kind == SD_OPT_INS) {
		struct sd_inputs *inputs = value;
		for (size_t i = 0; i < inputs->length; i++)
			sd_input_close(&inputs->items[i]);
		free(inputs->items);
		*inputs = (struct sd_inputs){0};
	} else if (option->kind == SD_OPT_OUT || option->kind == SD_OPT_PRIVATE) {
		sd_output_abandon(value);
	} else if (option->kind == SD_OPT_DIR) {
		struct sd_directory *directory = value;
		if (directory->fd >= 0)
			close(directory->fd);
		directory->fd = -1;
	}
	return 0;
}

void sd_opt_release(const struct sd_opt_set *set)
{
	each(set, release_one, NULL, NULL);
	if (set->operands) {
		free(set->operands->items);
		*set->operands = (struct sd_list){0};
	}
}

static void add_choices(struct sd_str *text, const struct sd_opt *option, const char *between)
{
	for (size_t i = 0; option->choices && option->choices[i]; i++) {
		sd_str_adds(text, i ? between : "");
		sd_str_adds(text, option->choices[i]);
	}
}

/* Adds what the option is where it is not given; nothing where that cannot be said in a word. */
static void add_default(struct sd_str *text, const struct sd_opt *option)
{
	if (option->choices && option->preset >= 0)
		sd_str_adds(text, option->choices[option->preset]);
	else if (option->kind == SD_OPT_NUMBER && option->preset >= option->low)
		sd_str_add_int(text, option->preset);
}

/* Adds `words` wrapped to the help's width; the line stands at `column` now. */
static void add_wrapped(struct sd_str *text, const char *words, size_t column)
{
	while (*words) {
		size_t length = strcspn(words, " ");
		if (column > HELP_COLUMN && column + 1 + length > HELP_WIDTH) {
			sd_str_addf(text, "\n%*s", HELP_COLUMN, "");
			column = HELP_COLUMN;
		} else if (column > HELP_COLUMN) {
			sd_str_addc(text, ' ');
			column++;
		}
		sd_str_add(text, words, length);
		column += length;
		words += length + (words[length] == ' ');
	}
	sd_str_addc(text, '\n');
}

void sd_opt_add_help(const struct sd_opt_set *set, struct sd_str *text)
{
	for (size_t g = 0; g < set->length; g++) {
		const struct sd_opt_group *group = &set->groups[g];
		if (group->length)
			sd_str_addf(text, "\n%s\n", group->title);
		for (size_t i = 0; i < group->length; i++) {
			const struct sd_opt *option = &group->options[i];
			struct sd_str head = SD_STR_INIT, body = SD_STR_INIT, standing = SD_STR_INIT;
			if (option->letter)
				sd_str_addf(&head, "  -%c, --%s", option->letter, option->name);
			else
				sd_str_addf(&head, "      --%s", option->name);
			if (option->argument)
				sd_str_addf(&head, " %s", option->argument);
			sd_str_adds(&body, option->help);
			if (option->choices) {
				sd_str_adds(&body, ": ");
				add_choices(&body, option, ", ");
			}
			add_default(&standing, option);
			if (standing.length)
				sd_str_addf(&body, " (default %s)", standing.data);
			if (is_list(option->kind) || option->kind == SD_OPT_INS)
				sd_str_adds(&body, "; may be repeated");
			sd_str_add_text(text, sd_str_text(&head));
			if (head.length + 2 > HELP_COLUMN)
				sd_str_addf(text, "\n%*s", HELP_COLUMN, "");
			else
				sd_str_addf(text, "%*s", (int)(HELP_COLUMN - head.length), "");
			add_wrapped(text, body.data, HELP_COLUMN);
			sd_str_release(&head);
			sd_str_release(&body);
			sd_str_release(&standing);
		}
	}
}

void sd_opt_add_listing(const struct sd_opt_set *set, struct sd_str *text)
{
	static const char *const kinds[] = {"flag",   "text", "date-format", "texts", "column", "columns", "number",
					    "choice", "date", "in",	     "ins",   "out",	"private", "dir"};
	sd_str_adds(text, "name\tletter\tkind\targument\tchoices\tdefault\thelp\tgroup\n");
	for (size_t g = 0; g < set->length; g++)
		for (size_t i = 0; i < set->groups[g].length; i++) {
			const struct sd_opt *option = &set->groups[g].options[i];
			sd_str_addf(text, "%s\t", option->name);
			if (option->letter)
				sd_str_addc(text, option->letter);
			sd_str_addf(text, "\t%s\t%s\t", kinds[option->kind], option->argument ? option->argument : "");
			add_choices(text, option, " ");
			sd_str_addc(text, '\t');
			add_default(text, option);
			sd_str_addf(text, "\t%s\t%s\n", option->help, set->groups[g].title);
		}
}
