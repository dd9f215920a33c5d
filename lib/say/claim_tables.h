/* SPDX-License-Identifier: MIT */
/* Inside the reading of claims: the tables as they are held, and words, hits and matches of one answer. Only claim*.c
 * include it. */
#ifndef SD_SAY_CLAIM_TABLES_H
#define SD_SAY_CLAIM_TABLES_H

#include "base/mem.h"
#include "say/claim.h"

enum {
	CLAIM_CLASSES_MOST = 128,
	CLAIM_PHRASE_MOST = 12,	  /* words of a phrase */
	CLAIM_ELEMENTS_MOST = 16, /* of a pattern */
	CLAIM_GAPS_MOST = 3,
	CLAIM_GAP_MOST = 8,
	CLAIM_CAPTURES_MOST = 16,
};

/* Classes that the rules themselves ask for; a table may name further ones for its patterns. */
#define CLAIM_CLASS_LIST(X)                                                                                            \
	X(SELF, "self") X(OTHER, "other") X(THING, "thing") X(EITHER, "either") X(FINITE, "finite") X(CHAIN, "chain")  \
	X(JOIN, "join") X(CONDITION, "condition") X(UNCONDITION, "uncondition") X(NUMBER, "number") X(TIMES, "times")  \
	X(UNIT, "unit") X(PERIOD, "period") X(ACT, "act") X(IDLE, "idle") X(LIKING, "liking") X(PAST, "past")	      \
	X(THEN, "then") X(DETERMINER, "determiner") X(LEAST, "least") X(MOST, "most") X(ABOUT, "about")	      \
	X(AFTER, "after") X(CURRENCY, "currency") X(COMPETITOR, "competitor") X(AHEAD, "ahead") X(BACK, "back")       \
	X(NOT, "not") X(REQUEST, "request") X(IMPERATIVE, "imperative") X(COMMAND, "command")
enum claim_class {
#define X(id, name) CLAIM_##id,
	CLAIM_CLASS_LIST(X)
#undef X
		CLAIM_CLASSES_KNOWN,
	/* Elements of a pattern that are no class of words. */
	CLAIM_NAME = CLAIM_CLASSES_MOST, /* a word with a capital that does not begin the sentence */
	CLAIM_MONEY,			 /* £40 */
	CLAIM_START,			 /* nothing: a clause begins here */
	CLAIM_END,			 /* nothing: a clause ends here */
	CLAIM_WORD
};

/* What the words before a core say of it. */
enum {
	CLAIM_IS_CERTAIN = 1,
	CLAIM_IS_PROBABLE = 2,
	CLAIM_IS_POSSIBLE = 4,
	CLAIM_IS_WOULD = 8,
	CLAIM_IS_NOT = 16,
	CLAIM_IS_UNABLE = 32, /* cannot: no intention, not even to cancel */
	CLAIM_IS_PAST = 64,
	CLAIM_IS_FORMER = 128, /* used to */
	CLAIM_IS_WISH = 256,   /* want to */
	CLAIM_IS_PERFECT = 512, /* have been */
	CLAIM_IS_ABLE = 1024 /* can */
};

struct claim_entry {
	const uint32_t *words;
	uint8_t class, length;
	uint16_t features;
	double value, low, high; /* NAN where the class has none */
	struct sd_text text;	 /* the value as written */
};

enum {
	CLAIM_FLAG_FUTURE = 1,	 /* something must say that it is willed, or deny it */
	CLAIM_FLAG_LOOSE = 2,	 /* may follow any word */
	CLAIM_FLAG_FIXED = 4,	 /* a denial before it changes nothing */
	CLAIM_FLAG_PAST = 8,	 /* done */
	CLAIM_FLAG_QUESTION = 16, /* counts in a question too */
	CLAIM_FLAG_SELF = 32,	 /* says itself who: no subject is looked for */
	CLAIM_FLAG_STATED = 64,	 /* the subject must be spoken out */
	CLAIM_FLAG_NOT = 128,	 /* only where denied */
	CLAIM_FLAG_OPEN = 256,	 /* the subject is looked for as a frequency's is, anywhere before it */
	CLAIM_FLAG_WHOLE = 512,	 /* needs no condition looked for: holds under an if */
	CLAIM_FLAG_DENIES = 1024 /* its own words deny it */
};

struct claim_atom {
	uint8_t type; /* a class, CLAIM_NAME … CLAIM_WORD */
	uint32_t word;
};
struct claim_element {
	uint32_t first, atoms;
	uint8_t gap;	/* up to so many words of any kind instead */
	bool optional, divides;
	bool not_here, here; /* looks only, takes nothing */
};

/* Kinds of patterns that make no claim. */
enum { CLAIM_PATTERN_NONE = SD_CLAIM_KINDS, CLAIM_PATTERN_AHEAD, CLAIM_PATTERN_BACK };
struct claim_pattern {
	uint8_t kind;
	uint16_t flags;
	struct sd_text value;
	uint32_t first, elements;
};

struct claim_list {
	uint32_t *items;
	size_t length, room;
};

struct sd_claim_tables {
	struct sd_arena arena;
	/* Words, each once; open addressing, 0 is no word. */
	struct sd_text *words;
	size_t words_length, words_room;
	uint32_t *slots;
	size_t slots_length;
	struct sd_text classes[CLAIM_CLASSES_MOST];
	size_t classes_length;
	struct claim_entry *entries;
	size_t entries_length, entries_room;
	struct claim_pattern *patterns;
	size_t patterns_length, patterns_room;
	struct claim_element *elements;
	size_t elements_length, elements_room;
	struct claim_atom *atoms;
	size_t atoms_length, atoms_room;
	/* Entries by their first word; patterns by the word or class that they may begin with. */
	struct claim_list *entries_of;
	size_t entries_of_length;
	struct claim_list *patterns_of_word;
	struct claim_list patterns_of_class[CLAIM_WORD];
};

uint32_t claim_word_find(const struct sd_claim_tables *tables, struct sd_text normal);
uint32_t claim_word_add(struct sd_claim_tables *tables, struct sd_text normal);
/* The class of that name; CLAIM_CLASSES_MOST where there are too many. */
size_t claim_class_find(struct sd_claim_tables *tables, struct sd_text name, bool add);
/* Reads one pattern's text into elements and atoms: NULL, or what is wrong with `at` pointing there. */
const char *claim_pattern_read(struct sd_claim_tables *tables, struct sd_text text, struct claim_pattern *pattern,
			       size_t *at);
void claim_tables_index(struct sd_claim_tables *tables);

/* --- one answer --------------------------------------------------------------------------------------------------- */

struct claim_hit {
	uint32_t entry;
	uint8_t class, length;
};
struct claim_word {
	uint32_t id;
	uint32_t token, sentence, clause;
	double number; /* NAN where it is none; `2x` is 2 and times */
	bool times, money, capital;
	bool comma;   /* a mark stands before it */
	bool mention; /* @name: where it begins a sentence, that begins behind it */
	size_t start, end;
	size_t hits, hits_end;
};
struct claim_capture {
	double value, low, high;
	uint8_t class;
	bool divides;
	uint32_t first, last;
	struct sd_text text;
};
struct claim_match {
	uint32_t pattern, first, last;
	uint8_t captures;
	struct claim_capture capture[CLAIM_CAPTURES_MOST];
};

struct sd_claim_reader {
	const struct sd_claim_tables *tables;
	struct sd_tokenizer *tokenizer;
	struct sd_text answer;
	struct sd_tokens tokens;
	struct claim_word *words;
	size_t length, room;
	struct claim_hit *hits;
	size_t hits_length, hits_room;
	struct claim_match *matches;
	size_t matches_length, matches_room;
	struct sd_claim *claims;
	size_t claims_length, claims_room;
	struct sd_arena texts;
	struct sd_str scratch;
};

/* The words of the answer with the classes that begin at each. */
void claim_words(struct sd_claim_reader *reader, struct sd_text answer);
/* The entry of `class` that begins at word `at`, the longest; NULL. */
const struct claim_entry *claim_at(const struct sd_claim_reader *reader, size_t at, unsigned class);
/* The one that ends before word `at` and begins at `from` or later; NULL. */
const struct claim_entry *claim_before(const struct sd_claim_reader *reader, size_t at, size_t from, unsigned class);
/* Every pattern that stands in the sentence of words [from, to). */
void claim_find(struct sd_claim_reader *reader, size_t from, size_t to);

/* Whose a core is, and how it is meant. */
struct claim_context {
	enum { CLAIM_NOBODY, CLAIM_MINE, CLAIM_SOMEONES } whose;
	unsigned features;
	size_t first; /* the word that subject and chain begin with, the core's first where there is none */
	bool elided;
};
struct claim_sentence {
	size_t from, to;
	bool question, condition, first; /* first: of the answer */
};
/* Of a verb: by the chain of words before it. */
struct claim_context claim_context_of_verb(const struct sd_claim_reader *reader, const struct claim_sentence *sentence,
					   size_t first, size_t last, unsigned flags);
/* Of what stands anywhere beside a verb. */
struct claim_context claim_context_of_adverb(const struct sd_claim_reader *reader,
					     const struct claim_sentence *sentence, size_t first, size_t last);
bool claim_sentence_has(const struct sd_claim_reader *reader, const struct claim_sentence *sentence, unsigned class);

#endif
