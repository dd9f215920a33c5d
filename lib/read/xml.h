/* SPDX-License-Identifier: MIT */
/* XML, piece by piece, from wherever bytes come, for readers that want elements one after the other.
 *
 * Refused: a document type (so there are no entities to expand), more than SD_XML_DEPTH elements within each other, a
 * tag longer than SD_XML_TAG bytes. Names come without their namespace's prefix. */
#ifndef SD_READ_XML_H
#define SD_READ_XML_H

#include "base/error.h"

enum { SD_XML_DEPTH = 256, SD_XML_TAG = 16 * 1024 * 1024 };

struct sd_xml;
/* Up to `room` bytes: how many, 0 at the end, -1. */
typedef int64_t sd_xml_read(void *from, char *buffer, size_t room, struct sd_error *err);
struct sd_xml_events {
	void (*start)(struct sd_xml *xml, void *state, const char *name, const char **attributes);
	void (*end)(struct sd_xml *xml, void *state, const char *name);
	void (*text)(struct sd_xml *xml, void *state, const char *text, size_t length); /* in any number of pieces */
};
/* `name`: for messages. `from` and `state` outlive it. */
struct sd_xml *sd_xml_new(const char *name, sd_xml_read *read, void *from, const struct sd_xml_events *events,
			  void *state);
void sd_xml_free(struct sd_xml *xml);
/* Goes on until an event asked for a pause (1), the end (0), or what is wrong (-1). */
int sd_xml_run(struct sd_xml *xml, struct sd_error *err);
/* From within an event: sd_xml_run() returns 1 after it. */
void sd_xml_pause(struct sd_xml *xml);
/* From within an event: sd_xml_run() returns -1 with this message, behind the name and line. */
void sd_xml_refuse(struct sd_xml *xml, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The value of an attribute without regard to its prefix, or NULL. */
const char *sd_xml_attribute(const char **attributes, const char *name);

#endif
