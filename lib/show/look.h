/* SPDX-License-Identifier: MIT */
/* What a page may look like other than it does: a theme file and a logo, each checked, so that nothing of them can be
 * anything but a colour, a text or a picture. */
#ifndef SD_SHOW_LOOK_H
#define SD_SHOW_LOOK_H

#include "base/error.h"
#include "show/page.h"

/* Reads a theme file: one thing a line, a keyword, blanks, the rest; `#` begins a comment line.
 *
 *	title        Larkspur, spring wave
 *	accent       #1f5f8b      on white: a contrast of 3 to 1 at least (WCAG 2.1, 1.4.11)
 *	accent-dark  #8ecbf0      on near black, likewise
 *	footer       For the board only
 *
 * -1 with file, line and remedy where a line is another. */
int sd_look_read(struct sd_look *look, const char *name, struct sd_text content, struct sd_error *err);
/* Takes a PNG, JPEG or SVG of at most SD_LOGO_MOST bytes, told by its first bytes, as a data: address. The page shows
 * it as a picture, in which no script runs. */
enum { SD_LOGO_MOST = 500000 };
int sd_look_logo(struct sd_look *look, const char *name, struct sd_text bytes, struct sd_error *err);

#endif
