/* SPDX-License-Identifier: MIT */
#include "read/xml.h"

#include "base/mem.h"

#include <expat.h>

struct sd_xml {
	XML_Parser parser;
	const char *name;
	sd_xml_read *read;
	void *from;
	const struct sd_xml_events *events;
	void *state;
	uint64_t fed;
	size_t depth;
	bool paused, ended;
	struct sd_error refused;
};

static const char *local(const char *name)
{
	const char *colon = strrchr(name, ':');
	return colon ? colon + 1 : name;
}

const char *sd_xml_attribute(const char **attributes, const char *name)
{
	for (; *attributes; attributes += 2)
		if (!strcmp(local(*attributes), name))
			return attributes[1];
	return NULL;
}

void sd_xml_pause(struct sd_xml *xml)
{
	(void)XML_StopParser(xml->parser, XML_TRUE);
}

void sd_xml_refuse(struct sd_xml *xml, const char *format, ...)
{
	struct sd_str why = SD_STR_INIT;
	va_list arguments;
	va_start(arguments, format);
	sd_str_vaddf(&why, format, arguments);
	va_end(arguments);
	sd_fail(&xml->refused, "%s, line %llu: %s", xml->name,
		(unsigned long long)XML_GetCurrentLineNumber(xml->parser), why.data);
	sd_str_release(&why);
	(void)XML_StopParser(xml->parser, XML_FALSE);
}

static void XMLCALL on_start(void *state, const XML_Char *name, const XML_Char **attributes)
{
	struct sd_xml *xml = state;
	if (sd_error_is_set(&xml->refused))
		return;
	if (++xml->depth > SD_XML_DEPTH)
		sd_xml_refuse(xml, "more than %d elements within each other", SD_XML_DEPTH);
	else
		xml->events->start(xml, xml->state, local(name), attributes);
}

static void XMLCALL on_end(void *state, const XML_Char *name)
{
	struct sd_xml *xml = state;
	if (sd_error_is_set(&xml->refused))
		return;
	xml->depth--;
	xml->events->end(xml, xml->state, local(name));
}

static void XMLCALL on_text(void *state, const XML_Char *text, int length)
{
	struct sd_xml *xml = state;
	if (!sd_error_is_set(&xml->refused))
		xml->events->text(xml, xml->state, text, (size_t)length);
}

static void XMLCALL on_doctype(void *state, const XML_Char *name, const XML_Char *system, const XML_Char *public,
			       int internal)
{
	(void)name;
	(void)system;
	(void)public;
	if (internal)
		sd_xml_refuse(state, "holds definitions of a document type, which such files never do: refused");
}

/* With a document type elsewhere (Triple-S 1.x names one), which is never read, expat passes over what that may
 * define. */
static void XMLCALL on_skipped(void *state, const XML_Char *name, int parameter)
{
	(void)name;
	if (!parameter)
		sd_xml_refuse(state, "holds an entity that is defined elsewhere: refused");
}

static void *take(size_t size)
{
	return sd_alloc(size, 1);
}

static void *take_again(void *old, size_t size)
{
	return sd_realloc(old, size, 1);
}

struct sd_xml *sd_xml_new(const char *name, sd_xml_read *read, void *from, const struct sd_xml_events *events,
			  void *state)
{
	static const XML_Memory_Handling_Suite memory = {take, take_again, free};
	struct sd_xml *xml = sd_calloc(1, sizeof *xml);
	*xml = (struct sd_xml){.name = name, .read = read, .from = from, .events = events, .state = state};
	xml->parser = XML_ParserCreate_MM(NULL, &memory, NULL);
	XML_SetUserData(xml->parser, xml);
	XML_SetElementHandler(xml->parser, on_start, on_end);
	XML_SetCharacterDataHandler(xml->parser, on_text);
	XML_SetStartDoctypeDeclHandler(xml->parser, on_doctype);
	XML_SetSkippedEntityHandler(xml->parser, on_skipped);
	return xml;
}

void sd_xml_free(struct sd_xml *xml)
{
	if (!xml)
		return;
	XML_ParserFree(xml->parser);
	sd_error_release(&xml->refused);
	free(xml);
}

static enum XML_Status feed(struct sd_xml *xml, struct sd_error *err)
{
	enum { PIECE = 64 * 1024 };
	char *buffer = XML_GetBuffer(xml->parser, PIECE);
	if (!buffer)
		return XML_STATUS_ERROR;
	int64_t got = xml->read(xml->from, buffer, PIECE, err);
	if (got < 0)
		return XML_STATUS_ERROR;
	xml->fed += (uint64_t)got;
	xml->ended = !got;
	return XML_ParseBuffer(xml->parser, (int)got, !got);
}

int sd_xml_run(struct sd_xml *xml, struct sd_error *err)
{
	struct sd_error own = SD_ERROR_INIT;
	for (;;) {
		if (xml->ended && !xml->paused)
			return 0;
		enum XML_Status status = xml->paused ? XML_ResumeParser(xml->parser) : feed(xml, &own);
		xml->paused = status == XML_STATUS_SUSPENDED;
		if (xml->paused)
			return 1;
		if (status == XML_STATUS_ERROR)
			break;
		XML_Index at = XML_GetCurrentByteIndex(xml->parser);
		if (at >= 0 && xml->fed > (uint64_t)at && xml->fed - (uint64_t)at > SD_XML_TAG) {
			sd_fail(&own, "%s: a tag of more than %d bytes: refused", xml->name, SD_XML_TAG);
			break;
		}
	}
	if (sd_error_is_set(&own))
		sd_fail(err, "%s", own.message.data);
	else if (sd_error_is_set(&xml->refused))
		sd_fail(err, "%s", xml->refused.message.data);
	else
		sd_fail(err, "%s, line %llu: no well-formed XML (%s)", xml->name,
			(unsigned long long)XML_GetCurrentLineNumber(xml->parser),
			XML_ErrorString(XML_GetErrorCode(xml->parser)));
	sd_error_release(&own);
	return -1;
}
