/* SPDX-License-Identifier: MIT */
/* Within match*.c: the automaton, and what finds with it. */
#ifndef SD_SAY_MATCH_STATE_H
#define SD_SAY_MATCH_STATE_H

#include "base/count.h"
#include "base/mem.h"
#include "say/match.h"

#define NOTHING UINT32_MAX

/* A state of the automaton: so many elements have been seen, one after the other. State 0 is the start. */
struct state {
	uint32_t depth;
	uint32_t any;	   /* the state behind one more word of any kind, or NOTHING */
	uint32_t part;	   /* the same behind a further part of the same hyphenated word */
	uint32_t sequence; /* of a pattern with operators that is complete here, or NOTHING */
	uint32_t pattern;  /* that is this sequence and nothing else, or NOTHING */
	bool goes_on;
};

/* Words beside one another: what patterns with operators are made of. */
struct sequence {
	uint32_t trees, room; /* patterns that are asked for wherever it stands */
	uint32_t *tree;
};

struct node {
	enum sd_match_kind kind;
	bool clause;
	uint32_t between, left, right;
	uint32_t sequence; /* WORDS */
};

struct pattern {
	struct sd_text key;
	struct node *nodes; /* NULL where the pattern is one sequence */
	uint32_t length;
};

/* Wild cards that begin with one byte, or with a *. */
struct wild {
	struct sd_text form;
	uint32_t element;
};
struct wilds {
	struct wild *items;
	size_t length, room;
};

struct sd_matcher {
	struct sd_arena arena;
	struct sd_count *stems, *normals, *wild_forms; /* form → element + 1 */
	struct wilds wilds[256], wilds_any;
	uint32_t elements;
	struct state *states;
	size_t states_length, states_room;
	uint32_t *start; /* by element: the state behind the start, or NOTHING */
	size_t start_room;
	struct sd_count *moves; /* state and element → state + 1, but for the start */
	struct sequence *sequences;
	size_t sequences_length, sequences_room;
	struct pattern *patterns;
	size_t patterns_length, patterns_room;
	struct sd_count *keys; /* → pattern + 1 */
};

/* Whether a form with * fits a word. */
bool sd_match_wild(struct sd_text form, struct sd_text word);

struct interval {
	size_t first, last;
};
struct intervals {
	size_t from, length; /* of the scratch */
};

/* Where the sequences of one sentence stand, and room to work in. */
struct match_scratch {
	const struct sd_answer *answer;
	struct interval *items;
	size_t length, room;
	struct intervals *of_sequence; /* by sequence; length 0 where it does not stand in the sentence */
	struct intervals *of_node;
	size_t nodes_room;
};
/* What a pattern with operators finds in the sentence, in order, none twice; in the scratch, above what is there. */
struct intervals sd_match_evaluate(const struct pattern *pattern, struct match_scratch *scratch);

#endif
