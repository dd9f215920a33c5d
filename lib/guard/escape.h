/* SPDX-License-Identifier: MIT */
/* Text is untrusted: what must happen to it before it stands in a page. */
#ifndef SD_GUARD_ESCAPE_H
#define SD_GUARD_ESCAPE_H

#include "base/str.h"

/* Adds `text` so that it is text in HTML, within elements and within quoted attributes, and nothing else: & < > " ' are
 * escaped; control characters but TAB and LF, bytes that are not UTF-8 and noncharacters become U+FFFD; the controls of
 * the bidirectional algorithm are left out (what shows foreign text isolates it by dir="auto"). */
void sd_html_add(struct sd_str *html, struct sd_text text);

#endif
