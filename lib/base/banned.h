/* SPDX-License-Identifier: MIT */
/* Included before everything else by the Makefile: calls that cannot be used safely become compile errors. */
#ifndef SD_BASE_BANNED_H
#define SD_BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SD_BANNED(name) sd_##name##_is_banned
#undef strcpy
#define strcpy(to, from) SD_BANNED(strcpy)
#undef strcat
#define strcat(to, from) SD_BANNED(strcat)
#undef strncpy
#define strncpy(to, from, n) SD_BANNED(strncpy)
#undef strncat
#define strncat(to, from, n) SD_BANNED(strncat)
#undef sprintf
#define sprintf(...) SD_BANNED(sprintf)
#undef vsprintf
#define vsprintf(to, format, arguments) SD_BANNED(vsprintf)
#undef gets
#define gets(to) SD_BANNED(gets)
#undef strtok
#define strtok(text, marks) SD_BANNED(strtok)
#undef atoi
#define atoi(text) SD_BANNED(atoi)
#undef atof
#define atof(text) SD_BANNED(atof)
#undef localtime
#define localtime(when) SD_BANNED(localtime)
#undef gmtime
#define gmtime(when) SD_BANNED(gmtime)
#undef rand
#define rand() SD_BANNED(rand)

#endif
