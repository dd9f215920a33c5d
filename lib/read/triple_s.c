/* SPDX-License-Identifier: MIT */
#include "read/triple_s.h"

#include "read/xml.h"
#include "rows/reader.h"

enum { MOST_POSITION = 10 * 1000 * 1000, MOST_OPTIONS = 1000 * 1000, MOST_LABEL = 1024 * 1024 };

struct reading {
	struct sd_triple_s *survey;
	const struct sd_file *file;
	uint64_t at;
	bool root, in_record, in_variable;
	size_t nested;	      /* elements within the one whose text is wanted */
	const char *wanted;   /* name, label, value; NULL: no text is */
	struct sd_str text, code;
};

static int64_t read_file(void *state, char *buffer, size_t room, struct sd_error *err)
{
	struct reading *reading = state;
	int64_t got = sd_file_read(reading->file, reading->at, buffer, room, err);
	if (got > 0)
		reading->at += (uint64_t)got;
	return got;
}

/* A position or width: 1 and up; 0 where the attribute is missing or something else. */
static uint32_t number_of(const char **attributes, const char *name)
{
	const char *text = sd_xml_attribute(attributes, name);
	char *end = NULL;
	unsigned long value = text && *text >= '0' && *text <= '9' ? strtoul(text, &end, 10) : 0;
	return end && !*end && value <= MOST_POSITION ? (uint32_t)value : 0;
}

static struct sd_triple_s_variable *current(struct reading *reading)
{
	return &reading->survey->variables[reading->survey->length - 1];
}

static void start_variable(struct sd_xml *xml, struct reading *reading, const char **attributes)
{
	static const char *const types[] = {"single", "multiple", "quantity", "character", "logical", "date", "time"};
	const char *type = sd_xml_attribute(attributes, "type");
	size_t found = 0;
	while (found < 7 && (!type || strcmp(type, types[found]) != 0))
		found++;
	if (found == 7 || reading->survey->length == SD_MAX_COLUMNS) {
		sd_xml_refuse(xml, "a variable of no known type, or more than %d variables", SD_MAX_COLUMNS);
		return;
	}
	SD_GROW(reading->survey->variables, reading->survey->length, reading->survey->room);
	reading->survey->variables[reading->survey->length++] =
		(struct sd_triple_s_variable){.type = (enum sd_triple_s_type)found};
	reading->in_variable = true;
}

static void on_start(struct sd_xml *xml, void *state, const char *name, const char **attributes)
{
	struct reading *reading = state;
	if (reading->wanted) {
		/* Texts for other languages and modes stand within; the first is taken where there is no other. */
		reading->nested++;
		if (!strcmp(name, "br"))
			sd_str_addc(&reading->text, ' ');
		return;
	}
	if (!strcmp(name, "sss")) {
		reading->root = true;
	} else if (!strcmp(name, "record")) {
		const char *format = sd_xml_attribute(attributes, "format");
		reading->in_record = true;
		reading->survey->csv = format && !strcmp(format, "csv");
		reading->survey->skip = number_of(attributes, "skip");
	} else if (!reading->in_record) {
		return;
	} else if (!strcmp(name, "variable")) {
		start_variable(xml, reading, attributes);
	} else if (!reading->in_variable) {
		return;
	} else if (!strcmp(name, "position")) {
		struct sd_triple_s_variable *variable = current(reading);
		variable->start = number_of(attributes, "start");
		variable->finish = number_of(attributes, "finish");
		if (!variable->finish)
			variable->finish = variable->start;
		if (!variable->start || variable->finish < variable->start)
			sd_xml_refuse(xml, "a position that is none");
	} else if (!strcmp(name, "spread")) {
		current(reading)->subfields = number_of(attributes, "subfields");
		current(reading)->width = number_of(attributes, "width");
	} else if (!strcmp(name, "name") || !strcmp(name, "label") || !strcmp(name, "value")) {
		const char *code = sd_xml_attribute(attributes, "code");
		reading->wanted = !strcmp(name, "name") ? "name" : !strcmp(name, "label") ? "label" : "value";
		reading->nested = 0;
		sd_str_clear(&reading->text);
		sd_str_clear(&reading->code);
		sd_str_adds(&reading->code, code ? code : "");
	}
}

static void on_text(struct sd_xml *xml, void *state, const char *text, size_t length)
{
	struct reading *reading = state;
	if (!reading->wanted || (reading->nested && sd_text_trim(sd_str_text(&reading->text)).length))
		return;
	sd_str_add(&reading->text, text, length);
	if (reading->text.length > MOST_LABEL)
		sd_xml_refuse(xml, "a label of more than %d bytes", MOST_LABEL);
}

static struct sd_text kept(struct reading *reading, struct sd_text text)
{
	text = sd_text_trim(text);
	return (struct sd_text){sd_arena_dup(&reading->survey->arena, text.length ? text.data : "", text.length),
				text.length};
}

static void on_end(struct sd_xml *xml, void *state, const char *name)
{
	struct reading *reading = state;
	if (reading->wanted && reading->nested) {
		reading->nested--;
		return;
	}
	if (reading->wanted) {
		struct sd_triple_s_variable *variable = current(reading);
		struct sd_text text = kept(reading, sd_str_text(&reading->text));
		if (*reading->wanted == 'n') {
			variable->name = text;
		} else if (*reading->wanted == 'l') {
			variable->label = text;
		} else if (++reading->survey->options > MOST_OPTIONS) {
			sd_xml_refuse(xml, "more than %d codes", MOST_OPTIONS);
		} else {
			SD_GROW(variable->options, variable->length, variable->room);
			variable->options[variable->length++] =
				(struct sd_source_option){.value = text,
							  .code = kept(reading, sd_str_text(&reading->code))};
		}
		reading->wanted = NULL;
	} else if (!strcmp(name, "variable") && reading->in_variable) {
		reading->in_variable = false;
		if (!current(reading)->start)
			sd_xml_refuse(xml, "a variable without a position");
	} else if (!strcmp(name, "record")) {
		reading->in_record = false;
	}
}

int sd_triple_s_read(struct sd_triple_s *survey, const struct sd_file *file, struct sd_error *err)
{
	static const struct sd_xml_events events = {on_start, on_end, on_text};
	*survey = (struct sd_triple_s){0};
	struct reading reading = {.survey = survey, .file = file};
	struct sd_xml *xml = sd_xml_new(file->name, read_file, &reading, &events, &reading);
	int status = sd_xml_run(xml, err);
	if (!status && (!reading.root || !survey->length))
		status = sd_fail(err, "%s: no Triple-S definition, or one without variables", file->name);
	sd_xml_free(xml);
	sd_str_release(&reading.text);
	sd_str_release(&reading.code);
	if (status)
		sd_triple_s_release(survey);
	return status;
}

void sd_triple_s_release(struct sd_triple_s *survey)
{
	for (size_t i = 0; i < survey->length; i++)
		free(survey->variables[i].options);
	free(survey->variables);
	sd_arena_release(&survey->arena);
	*survey = (struct sd_triple_s){0};
}
