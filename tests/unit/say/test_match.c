/* SPDX-License-Identifier: MIT */
/* The automaton against a matcher that knows nothing but the definitions: random patterns, random answers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/hash.h"
#include "base/mem.h"
#include "say/pattern.h"

enum { BOOKS = 300, PATTERNS = 12, ANSWERS = 40, PLACES = 4096 };

static uint64_t drawn; /* the state of the generator */
static uint32_t draw(uint32_t below)
{
	drawn = drawn * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(drawn >> 33) % below;
}

static const char *const words[] = {
	"wait", "waits", "waiting", "slow", "slower", "tea", "check-in", "late", "12", "caf\xc3\xa9",
				    "wandering-through-the-longest-of-corridors"};
static const char *const forms[] = {
	"wait", "waited", "slow", "tea", "late", "wa*", "*er", "*a*", "s*w", "\"waits\"", "\"slow tea\"", "'slow wait'",
	"check-in", "\"late * tea\"", "\"tea * * late\"", "12", "\"wait tea wait\"", "caf\xc3\xa9", "wander*",
	"check-*", "\"tea wandering-*-the\""};
static const char *const marks[] = {" ", " ", " ", " ", ", ", ". ", "! ", "; ", " - "};

static void add_answer(struct sd_str *answer)
{
	uint32_t length = draw(30);
	sd_str_adds(answer, "");
	for (uint32_t i = 0; i < length; i++) {
		sd_str_adds(answer, words[draw(sizeof words / sizeof *words)]);
		sd_str_adds(answer, marks[draw(sizeof marks / sizeof *marks)]);
		if (draw(8) == 0)
			sd_str_adds(answer, "But ");
	}
}

/* Every operator in brackets of its own. */
static void add_pattern(struct sd_str *pattern, unsigned depth)
{
	static const char *const operators[] = {
		" OR ", " ", " NEAR ", " BEFORE ", " AND ", " AND/clause ", " NOT ", " NOT/sentence "};
	if (depth == 0 || draw(3) == 0) {
		sd_str_adds(pattern, forms[draw(sizeof forms / sizeof *forms)]);
		return;
	}
	uint32_t operator = draw(10);
	sd_str_addc(pattern, '(');
	add_pattern(pattern, depth - 1);
	if (operator < 8)
		sd_str_adds(pattern, operators[operator]);
	else
		sd_str_addf(pattern, " %s/%u ", operator == 8 ? "NEAR" : "BEFORE", (unsigned)draw(5));
	add_pattern(pattern, depth - 1);
	sd_str_addc(pattern, ')');
}

/* --- by the definitions ------------------------------------------------------------------------------------------- */

struct place {
	size_t first, last;
};
struct places {
	struct place items[PLACES];
	size_t length;
};

static void add(struct places *places, size_t first, size_t last)
{
	for (size_t i = 0; i < places->length; i++)
		if (places->items[i].first == first && places->items[i].last == last)
			return;
	assert_true(places->length < PLACES);
	places->items[places->length++] = (struct place){first, last};
}

static bool fits(const char *form, size_t form_length, const char *word, size_t length)
{
	if (form_length == 0)
		return length == 0;
	if (*form == '*')
		return fits(form + 1, form_length - 1, word, length) ||
		       (length && fits(form, form_length, word + 1, length - 1));
	return length && *form == *word && fits(form + 1, form_length - 1, word + 1, length - 1);
}

/* Whether the element is the word, of which `before` is the one before it in the pattern. */
static bool is(const struct sd_match_element *element, const struct sd_answer_word *word,
	       const struct sd_answer_word *before)
{
	if (element->by == SD_MATCH_WILD && sd_text_equals(element->form, "-*"))
		return before->token.start == word->token.start;
	struct sd_text text = element->by == SD_MATCH_STEM ? word->stem : word->token.normal;
	return element->by == SD_MATCH_WILD ? fits(element->form.data, element->form.length, text.data, text.length)
					    : sd_text_equal(element->form, text);
}

static uint32_t clause_of(const struct sd_answer *answer, size_t word)
{
	return answer->words[word].token.clause;
}

static uint32_t sentence_of(const struct sd_answer *answer, size_t word)
{
	return answer->words[word].token.sentence;
}

static struct places *evaluate(const struct sd_match_pattern *pattern, uint32_t at, const struct sd_answer *answer)
{
	const struct sd_match_node *node = &pattern->nodes[at];
	struct places *found = sd_calloc(1, sizeof *found);
	for (size_t i = 0; node->kind == SD_MATCH_WORDS && i + node->length <= answer->length; i++) {
		size_t fit = 0;
		while (fit < node->length &&
		       is(&pattern->elements[node->first + fit], &answer->words[i + fit],
			  &answer->words[i + fit - (fit > 0)]) &&
		       sentence_of(answer, i + fit) == sentence_of(answer, i))
			fit++;
		if (fit == node->length)
			add(found, i, i + fit);
	}
	if (node->kind == SD_MATCH_WORDS)
		return found;
	struct places *left = evaluate(pattern, node->left, answer), *right = evaluate(pattern, node->right, answer);
	struct places *all = sd_calloc(1, sizeof *all);
	for (size_t i = 0; i < left->length; i++) {
		struct place a = left->items[i];
		bool kept = true;
		for (size_t j = 0; j < right->length; j++) {
			struct place b = right->items[j];
			if (sentence_of(answer, a.first) != sentence_of(answer, b.first))
				continue;
			bool before = b.first >= a.last && b.first - a.last <= node->between;
			bool behind = a.first >= b.last && a.first - b.last <= node->between;
			size_t first = a.first < b.first ? a.first : b.first, last = a.last > b.last ? a.last : b.last;
			if ((node->kind == SD_MATCH_BEFORE && before) ||
			    (node->kind == SD_MATCH_NEAR && (before || behind)) || node->kind == SD_MATCH_AND)
				add(all, first, last);
			for (size_t v = a.first; v < a.last; v++)
				for (size_t w = b.first; w < b.last; w++)
					kept = kept && node->clause && clause_of(answer, v) != clause_of(answer, w);
			/* A clause between the words of one of them is one of its own, too. */
			kept = kept && !(clause_of(answer, a.first) <= clause_of(answer, b.last - 1) &&
					 clause_of(answer, b.first) <= clause_of(answer, a.last - 1));
		}
		if (node->kind == SD_MATCH_OR || (node->kind == SD_MATCH_NOT && kept))
			add(found, a.first, a.last);
	}
	for (size_t j = 0; node->kind == SD_MATCH_OR && j < right->length; j++)
		add(found, right->items[j].first, right->items[j].last);
	for (size_t i = 0; i < all->length; i++) {
		struct place one = all->items[i];
		bool shortest = true;
		for (size_t j = 0; j < all->length; j++)
			if (j != i && all->items[j].first >= one.first && all->items[j].last <= one.last)
				shortest = false;
		if (shortest && (!node->clause || clause_of(answer, one.first) == clause_of(answer, one.last - 1)))
			add(found, one.first, one.last);
	}
	free(left);
	free(right);
	free(all);
	return found;
}

/* --- one against the other ---------------------------------------------------------------------------------------- */

struct book {
	struct sd_matcher *matcher;
	struct sd_pattern_parser parsers[PATTERNS];
	struct sd_str sources[PATTERNS];
	uint32_t index[PATTERNS];
	size_t length;
};

static void draw_book(struct book *book, struct sd_answer_reader *reader)
{
	*book = (struct book){.matcher = sd_matcher_new()};
	for (size_t i = 0; i < PATTERNS; i++) {
		struct sd_str *source = &book->sources[book->length];
		struct sd_pattern_parser *parser = &book->parsers[book->length];
		sd_str_clear(source);
		add_pattern(source, draw(4));
		sd_pattern_parser_init(parser, sd_str_text(source), reader);
		int got = sd_pattern_next(parser);
		if (got != 1) { /* a NOT of what is looked for: the only fault there can be */
			assert_non_null(strstr(parser->problem, "never match"));
			sd_pattern_parser_release(parser);
			continue;
		}
		const struct sd_match_pattern pattern = sd_pattern_read(parser);
		book->index[book->length++] = sd_matcher_add(book->matcher, &pattern);
	}
}

static void release_book(struct book *book)
{
	sd_matcher_free(book->matcher);
	for (size_t i = 0; i < book->length; i++)
		sd_pattern_parser_release(&book->parsers[i]);
	for (size_t i = 0; i < PATTERNS; i++)
		sd_str_release(&book->sources[i]);
}

static void check(const struct book *book, struct sd_pattern_matches found, const struct sd_answer *answer,
		  size_t *places)
{
	for (size_t p = 0; p < book->length; p++) {
		const struct sd_match_pattern pattern = sd_pattern_read(&book->parsers[p]);
		struct places *expected = evaluate(&pattern, (uint32_t)pattern.nodes_length - 1, answer);
		size_t same = 0, all = 0;
		for (size_t i = 0; i < found.length; i++) {
			if (found.items[i].pattern != book->index[p])
				continue;
			all++;
			for (size_t j = 0; j < expected->length; j++)
				same += expected->items[j].first == found.items[i].first &&
					expected->items[j].last == found.items[i].last;
		}
		if (all != expected->length || same != all)
			fail_msg("%s: %zu places by the automaton, %zu by the definition, %zu the same, in: %.*s",
				 book->sources[p].data, all, expected->length, same, (int)answer->text.length,
				 answer->text.data);
		*places += expected->length;
		free(expected);
	}
}

static void finds_what_the_definitions_say(void **state)
{
	const struct sd_answer_options options = {.language = "en", .hyphen_parts = true};
	struct sd_answer_reader *reader = sd_answer_reader_new(&options, NULL),
				*other = sd_answer_reader_new(&options, NULL);
	size_t places = 0;
	(void)state;
	drawn = 20240601;
	for (int b = 0; b < BOOKS; b++) {
		struct book book;
		draw_book(&book, reader);
		struct sd_match_finder *finder = sd_match_finder_new(book.matcher);
		for (int a = 0; a < ANSWERS; a++) {
			struct sd_str text = SD_STR_INIT;
			add_answer(&text);
			const struct sd_answer *answer = sd_answer_read(other, sd_str_text(&text));
			check(&book, sd_match_find(finder, answer, NULL), answer, &places);
			sd_str_release(&text);
		}
		sd_match_finder_free(finder);
		release_book(&book);
	}
	assert_true(places > 10000);
	sd_answer_reader_free(reader);
	sd_answer_reader_free(other);
}

static uint32_t add_to(struct sd_matcher *matcher, const char *source, struct sd_answer_reader *reader)
{
	struct sd_pattern_parser parser;
	sd_pattern_parser_init(&parser, sd_text_of(source), reader);
	assert_int_equal(sd_pattern_next(&parser), 1);
	const struct sd_match_pattern pattern = sd_pattern_read(&parser);
	uint32_t index = sd_matcher_add(matcher, &pattern);
	sd_pattern_parser_release(&parser);
	return index;
}

static void the_same_meaning_has_one_index(void **state)
{
	static const char *const same[][2] = {
		{"wait", "waiting"},		 {"(late)", "late"},		     {"late NEAR tea", "tea NEAR/10 late"},
		{"a OR b OR c", "(c b a)"},	 {"a AND (b AND c)", "(c AND a) AND b"}, {"a OR a", "a"},
		{"a NOT b", "a NOT/clause b"},	 {"a AND b", "b AND/sentence a"},
	};
	static const char *const different[][2] = {
		{"a BEFORE b", "b BEFORE a"},	    {"a NEAR b", "a BEFORE b"}, {"a NEAR/3 b", "a NEAR/4 b"}, {"a NOT b", "b NOT a"},
		{"a AND b", "a AND/clause b"},	    {"wait", "\"wait\""},	{"\"a b\" NEAR c", "a NEAR \"b c\""},
		{"a NEAR b NEAR c", "a NEAR (b NEAR c)"},
	};
	const struct sd_answer_options options = {.language = "en", .hyphen_parts = true};
	struct sd_answer_reader *reader = sd_answer_reader_new(&options, NULL);
	struct sd_matcher *matcher = sd_matcher_new();
	(void)state;
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		assert_int_equal(add_to(matcher, same[i][0], reader), add_to(matcher, same[i][1], reader));
	for (size_t i = 0; i < sizeof different / sizeof *different; i++)
		assert_int_not_equal(add_to(matcher, different[i][0], reader),
				     add_to(matcher, different[i][1], reader));
	uint32_t near = add_to(matcher, "late NEAR/5 deliver*", reader);
	assert_true(sd_text_equals(sd_matcher_pattern(matcher, near), "[NEAR/5 stem:late | wild:deliver* ]"));
	sd_matcher_free(matcher);
	sd_answer_reader_free(reader);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_what_the_definitions_say),
		cmocka_unit_test(the_same_meaning_has_one_index),
	};
	if (sd_hash_init())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
