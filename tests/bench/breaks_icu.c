/* SPDX-License-Identifier: MIT */
/* Where words and sentences end by say/text.h and by ICU: `breaks_icu FILE [COLUMN [LOCALE]]` compares both on the
 * cells of a CSV file's column, or on every line, and tells each kind of difference: who breaks where the other does
 * not, between which classes, how often, with the code points of the first.
 *
 * ICU 72 tailors UAX #29 for words (CLDR 42), and these are all kinds that were found on 25,000 film reviews (13.0
 * million segments), 22,044 reviews of games (4.9 million), 20,837 of a shop and 2,049 posts in German:
 *
 *	ALetter | MidLetter and MidLetter | ALetter, ICU breaks: the colon is no MidLetter there, but in Finnish and
 *		Swedish ("fi" for LOCALE shows none of these); UAX #29 has it in MidLetter (table 3, WB6 and WB7)
 *	Other | ALetter, Numeric, ExtendNumLet, Single_Quote or Other and back, saydo breaks: the @ is a letter
 *		there; UAX #29 has it in Other (WB999)
 *	Han, Katakana, Thai and their like on one side or both: ICU finds words by dictionary where UAX #29 breaks
 *		between all characters, and within runs of Katakana and Hangul that UAX #29 keeps whole (WB13, WB5)
 *
 * ICU's sentences are those of UAX #29. "words, untailored" is ICU's engine with ICU's properties on the rules WB1 to
 * WB999 as the standard has them, below: there, as between all sentences, no difference was found in any of the files.
 * Where the tailoring of say/token.h wants what ICU does (a colon between letters, addresses, runs without blanks), it
 * does so by rules of its own. */
#include <stdio.h>

#ifndef SD_WITH_ICU

int main(void)
{
	fprintf(stderr, "breaks_icu: built without ICU; where libicu-dev is installed, build with -DSD_WITH_ICU "
			"-licuuc\n");
	return 77;
}

#else

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>
#include <unicode/uversion.h>

#include "known/cells.h"
#include "say/text.h"

#define CLASS_NAME(name) #name,
static const char *const word_names[] = {SD_WORD_CLASSES(CLASS_NAME)};
static const char *const sentence_names[] = {SD_SENTENCE_CLASSES(CLASS_NAME)};
static const char *const run_names[] = {SD_RUN_CLASSES(CLASS_NAME)};
#undef CLASS_NAME

/* WB1 to WB999 in ICU's language of rules: a match goes on where its last character begins another (!!chain), so that
 * each begins with a character and all that WB4 attaches to it, and ends with a character alone. */
static const char plain_rules[] =
	"!!chain; !!quoted_literals_only;"
	"$CR = [\\p{Word_Break = CR}]; $LF = [\\p{Word_Break = LF}]; $Newline = [\\p{Word_Break = Newline}];"
	"$X = [\\p{Word_Break = Extend}\\p{Word_Break = Format}\\p{Word_Break = ZWJ}];"
	"$L = [\\p{Word_Break = ALetter}\\p{Word_Break = Hebrew_Letter}];"
	"$Hebrew = [\\p{Word_Break = Hebrew_Letter}]; $Katakana = [\\p{Word_Break = Katakana}];"
	"$MidL = [\\p{Word_Break = MidLetter}\\p{Word_Break = MidNumLet}\\p{Word_Break = Single_Quote}];"
	"$MidN = [\\p{Word_Break = MidNum}\\p{Word_Break = MidNumLet}\\p{Word_Break = Single_Quote}];"
	"$Quote = [\\p{Word_Break = Single_Quote}]; $Quotes = [\\p{Word_Break = Double_Quote}];"
	"$N = [\\p{Word_Break = Numeric}]; $Line = [\\p{Word_Break = ExtendNumLet}];"
	"$Flag = [\\p{Word_Break = Regional_Indicator}]; $Space = [\\p{Word_Break = WSegSpace}];"
	"$ZWJ = [\\p{Word_Break = ZWJ}]; $Pictograph = [\\p{Extended_Pictographic}];"
	"$CR $LF;"			       /* WB3 */
	"$ZWJ $Pictograph;"		       /* WB3c */
	"$Space $Space;"		       /* WB3d */
	"[^$CR $LF $Newline] $X*;"	       /* WB4; by it nothing joins a line's end: WB3a, WB3b */
	"$L $X* $L;"			       /* WB5 */
	"$L $X* $MidL $X* $L;"		       /* WB6, WB7 */
	"$Hebrew $X* $Quote;"		       /* WB7a */
	"$Hebrew $X* $Quotes $X* $Hebrew;"     /* WB7b, WB7c */
	"$N $X* $N; $L $X* $N; $N $X* $L;"     /* WB8, WB9, WB10 */
	"$N $X* $MidN $X* $N;"		       /* WB11, WB12 */
	"$Katakana $X* $Katakana;"	       /* WB13 */
	"[$L $N $Katakana $Line] $X* $Line;"   /* WB13a */
	"$Line $X* [$L $N $Katakana];"	       /* WB13b */
	"^$Flag $X* $Flag;";		       /* WB15, WB16: pairs from the segment's beginning */

enum { LEVELS = 3, RULES_ROOM = 4096 };

/* Differences of one kind: who breaks where the other does not, between characters of which classes. */
enum { KINDS_MOST = 512, NAME_BYTES = 160 };
struct kind {
	char name[NAME_BYTES];
	size_t count;
	uint32_t before, after; /* of the first one seen */
};

struct level {
	const char *name;
	size_t (*next)(struct sd_text text, size_t from);
	bool words;
	UBreakIterator *icu;
	size_t ours, theirs, differences;
	struct kind kinds[KINDS_MOST];
	size_t kinds_length;
};

static void name_character(char *name, size_t room, const struct sd_char *c, bool words)
{
	snprintf(name, room, "%s%s%s", words ? word_names[c->word] : sentence_names[c->sentence],
		 c->run == SD_RUN_None ? "" : "/", c->run == SD_RUN_None ? "" : run_names[c->run]);
}

static void note(struct level *level, struct sd_text text, size_t at, bool ours)
{
	uint32_t before, after;
	char left[64], right[64], name[NAME_BYTES];
	sd_char_read_before(text, at, &before);
	sd_char_read(text, at, &after);
	name_character(left, sizeof left, sd_char_of(before), level->words);
	name_character(right, sizeof right, sd_char_of(after), level->words);
	snprintf(name, sizeof name, "%s breaks: %s | %s", ours ? "saydo" : "ICU", left, right);
	level->differences++;
	size_t i = 0;
	while (i < level->kinds_length && strcmp(level->kinds[i].name, name) != 0)
		i++;
	if (i == KINDS_MOST)
		return;
	if (i == level->kinds_length) {
		level->kinds_length++;
		snprintf(level->kinds[i].name, NAME_BYTES, "%s", name);
		level->kinds[i].before = before;
		level->kinds[i].after = after;
	}
	level->kinds[i].count++;
}

static void compare(struct level *level, struct sd_text text)
{
	UErrorCode status = U_ZERO_ERROR;
	UText utext = UTEXT_INITIALIZER;
	utext_openUTF8(&utext, text.data, (int64_t)text.length, &status);
	ubrk_setUText(level->icu, &utext, &status);
	if (U_FAILURE(status)) {
		fprintf(stderr, "breaks_icu: %s\n", u_errorName(status));
		exit(2);
	}
	size_t ours = level->next(text, 0), theirs = (size_t)ubrk_next(level->icu);
	level->ours++;
	level->theirs++;
	while (ours < text.length || theirs < text.length) {
		size_t at = ours < theirs ? ours : theirs;
		if (ours != theirs)
			note(level, text, at, ours == at);
		if (ours == at) {
			ours = level->next(text, ours);
			level->ours++;
		}
		if (theirs == at) {
			theirs = (size_t)ubrk_next(level->icu);
			level->theirs++;
		}
	}
	utext_close(&utext);
}

static void compare_cell(struct sd_text cell, void *context)
{
	struct level *levels = context;
	for (int i = 0; cell.length && i < LEVELS; i++)
		compare(&levels[i], cell);
}

static int by_count(const void *a, const void *b)
{
	const struct kind *left = a, *right = b;
	return (left->count < right->count) - (left->count > right->count);
}

int main(int count, char **arguments)
{
	struct sd_str content = SD_STR_INIT;
	if (count < 2 || !read_bytes(arguments[1], &content)) {
		fprintf(stderr, "usage: breaks_icu FILE [COLUMN [LOCALE]]: a column of a CSV file, or every line\n");
		return 2;
	}
	static struct level levels[LEVELS] = {
		{.name = "words", .next = sd_text_next_word, .words = true},
		{.name = "words, untailored", .next = sd_text_next_word, .words = true},
		{.name = "sentences", .next = sd_text_next_sentence},
	};
	const char *locale = count > 3 ? arguments[3] : "";
	UErrorCode status = U_ZERO_ERROR;
	levels[0].icu = ubrk_open(UBRK_WORD, locale, NULL, 0, &status);
	UChar rules[RULES_ROOM];
	UParseError where;
	int32_t length;
	u_strFromUTF8(rules, RULES_ROOM, &length, plain_rules, -1, &status);
	levels[1].icu = ubrk_openRules(rules, length, NULL, 0, &where, &status);
	levels[2].icu = ubrk_open(UBRK_SENTENCE, locale, NULL, 0, &status);
	if (U_FAILURE(status)) {
		fprintf(stderr, "breaks_icu: %s\n", u_errorName(status));
		return 2;
	}
	size_t cells = count > 2 && *arguments[2]
			       ? each_cell(sd_str_text(&content), SD_FORMAT_CSV, arguments[2], compare_cell, levels)
			       : each_line(sd_str_text(&content), compare_cell, levels);
	printf("ICU %s, Unicode %s; %zu texts\n", U_ICU_VERSION, U_UNICODE_VERSION, cells);
	for (int i = 0; i < LEVELS; i++) {
		struct level *level = &levels[i];
		printf("%s: saydo %zu, ICU %zu, differences %zu\n", level->name, level->ours, level->theirs,
		       level->differences);
		qsort(level->kinds, level->kinds_length, sizeof *level->kinds, by_count);
		for (size_t j = 0; j < level->kinds_length; j++)
			printf("%10zu  %s  (U+%04X | U+%04X)\n", level->kinds[j].count, level->kinds[j].name,
			       (unsigned)level->kinds[j].before, (unsigned)level->kinds[j].after);
		ubrk_close(level->icu);
	}
	sd_str_release(&content);
	return 0;
}

#endif
