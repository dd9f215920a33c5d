/* SPDX-License-Identifier: MIT */
/* The property values of Unicode that the text engine knows, by the names Unicode's files give them. The generator of
 * the tables and the engine both read this list, so that a number means one thing. How to add one: a line here, and
 * for a flag the file that holds it in tables/generate.c. */
#ifndef SD_SAY_TEXT_CLASSES_H
#define SD_SAY_TEXT_CLASSES_H

/* WordBreakProperty.txt (UAX #29, table 3) */
#define SD_WORD_CLASSES(X)                                                                                             \
	X(Other)                                                                                                       \
	X(CR)                                                                                                          \
	X(LF)                                                                                                          \
	X(Newline)                                                                                                     \
	X(Extend)                                                                                                      \
	X(ZWJ)                                                                                                         \
	X(Format)                                                                                                      \
	X(ALetter)                                                                                                     \
	X(Hebrew_Letter)                                                                                               \
	X(Katakana)                                                                                                    \
	X(MidLetter)                                                                                                   \
	X(MidNum)                                                                                                      \
	X(MidNumLet)                                                                                                   \
	X(Single_Quote)                                                                                                \
	X(Double_Quote)                                                                                                \
	X(Numeric)                                                                                                     \
	X(ExtendNumLet)                                                                                                \
	X(Regional_Indicator)                                                                                          \
	X(WSegSpace)

/* SentenceBreakProperty.txt (UAX #29, table 4) */
#define SD_SENTENCE_CLASSES(X)                                                                                         \
	X(Other)                                                                                                       \
	X(CR)                                                                                                          \
	X(LF)                                                                                                          \
	X(Sep)                                                                                                         \
	X(Extend)                                                                                                      \
	X(Format)                                                                                                      \
	X(Sp)                                                                                                          \
	X(Lower)                                                                                                       \
	X(Upper)                                                                                                       \
	X(OLetter)                                                                                                     \
	X(Numeric)                                                                                                     \
	X(ATerm)                                                                                                       \
	X(STerm)                                                                                                       \
	X(SContinue)                                                                                                   \
	X(Close)

/* GraphemeBreakProperty.txt (UAX #29, table 2) */
#define SD_GRAPHEME_CLASSES(X)                                                                                         \
	X(Other)                                                                                                       \
	X(CR)                                                                                                          \
	X(LF)                                                                                                          \
	X(Control)                                                                                                     \
	X(Extend)                                                                                                      \
	X(ZWJ)                                                                                                         \
	X(Prepend)                                                                                                     \
	X(SpacingMark)                                                                                                 \
	X(Regional_Indicator)                                                                                          \
	X(L)                                                                                                           \
	X(V)                                                                                                           \
	X(T)                                                                                                           \
	X(LV)                                                                                                          \
	X(LVT)

/* Scripts written without blanks between words (Scripts.txt), each a class of runs to be cut into bigrams. Han,
 * Hiragana, Katakana and Bopomofo make one: Japanese words go across them. */
#define SD_RUN_CLASSES(X)                                                                                              \
	X(None)                                                                                                        \
	X(Han)                                                                                                         \
	X(Thai)                                                                                                        \
	X(Lao)                                                                                                         \
	X(Khmer)                                                                                                       \
	X(Myanmar)

/* Binary properties, each a bit. Dash and White_Space are PropList.txt's, Sc and Nd general categories, InCB_ the
 * values of Indic_Conjunct_Break, which Unicode has since 15.1: with older files no character bears one. */
#define SD_CHAR_FLAGS(X)                                                                                               \
	X(White_Space)                                                                                                 \
	X(Default_Ignorable_Code_Point)                                                                                \
	X(Alphabetic)                                                                                                  \
	X(Uppercase)                                                                                                   \
	X(Lowercase)                                                                                                   \
	X(Extended_Pictographic)                                                                                       \
	X(Emoji)                                                                                                       \
	X(Emoji_Presentation)                                                                                          \
	X(Emoji_Modifier)                                                                                              \
	X(Dash)                                                                                                        \
	X(Sc)                                                                                                          \
	X(Nd)                                                                                                          \
	X(InCB_Consonant)                                                                                              \
	X(InCB_Extend)                                                                                                 \
	X(InCB_Linker)

#endif
