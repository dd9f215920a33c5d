/* SPDX-License-Identifier: MIT */
/* Of what kind a question is, told by its cells, and by its words where cells are few. What somebody typed differs from
 * what somebody picked: it hardly ever comes again where it is long, and where it is short it comes again spelt
 * otherwise (nike, Nike, NIKE). */
#include "read/question.h"

#include <strings.h>

#include "read/amount.h"
#include "rows/form_words.h"

enum { SHORT_LABEL = 24 };

static bool letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (unsigned char)byte >= 0x80;
}

/* Where `word` stands in the label, ASCII case aside, as a whole word or, where it ends with `*`, as the beginning of
 * one; SIZE_MAX: nowhere. */
static size_t find_word(struct sd_text label, const char *word, size_t from)
{
	size_t length = strlen(word);
	bool any_end = length && word[length - 1] == '*';
	length -= any_end;
	for (size_t i = from; i + length <= label.length; i++)
		if (!strncasecmp(label.data + i, word, length) && (!i || !letter(label.data[i - 1])) &&
		    (any_end || i + length == label.length || !letter(label.data[i + length])))
			return i;
	return SIZE_MAX;
}

bool sd_question_says(struct sd_text label, enum sd_form_class class)
{
	for (const char *const *word = sd_form_words(class); *word; word++)
		if (find_word(label, *word, 0) != SIZE_MAX)
			return true;
	return false;
}

/* What forms say where several options may be ticked, or one is to be taken. */
static bool asks_to_choose(struct sd_text label)
{
	if (sd_question_says(label, SD_FORM_choose))
		return true;
	/* Imperatives; elsewhere in a sentence they tell of something else ("What made you choose us?"). */
	for (const char *const *word = sd_form_words(SD_FORM_choose_first); *word; word++)
		for (size_t at = find_word(label, *word, 0); at != SIZE_MAX; at = find_word(label, *word, at + 1)) {
			size_t before = at;
			while (before && label.data[before - 1] == ' ')
				before--;
			if (!before || memchr(".?!:;(-[", label.data[before - 1], 8))
				return true;
		}
	return false;
}

/* "Other (please specify)": where an answer is to be typed beside the options, by its name in the tools' languages. */
static bool asks_for_other(const struct sd_shape_column *column)
{
	struct sd_text text = column->option.length  ? column->option
			      : column->label.length ? column->label
						     : column->name;
	/* … or the last part of the label: `question - Other`, `question [Other]`. */
	for (size_t i = text.length; !column->option.length && i > 3; i--)
		if (!memcmp(text.data + i - 3, " - ", 3) || text.data[i - 1] == '[') {
			text = (struct sd_text){text.data + i, text.length - i};
			break;
		}
	while (text.length && !letter(*text.data))
		text = (struct sd_text){text.data + 1, text.length - 1};
	if (text.length > 48)
		return false;
	for (const char *const *word = sd_form_words(SD_FORM_other); *word; word++)
		if (find_word(text, *word, 0) == 0 && (text.length < 16 || sd_question_says(text, SD_FORM_specify)))
			return true;
	return false;
}

static bool asks_a_name(struct sd_text label)
{
	return sd_question_says(label, SD_FORM_person);
}

static bool asks_an_address(struct sd_text label)
{
	return sd_question_says(label, SD_FORM_address);
}

static bool is_called_id(struct sd_text label)
{
	return label.length <= SHORT_LABEL && sd_question_says(label, SD_FORM_identity);
}

/* Cells that hold a mark, one sort of it or two: Yes and No, 1 and 0, Checked, the option's own name. */
static bool is_flag(const struct sd_question *question)
{
	return !question->many && question->answers > 2 && sd_count_length(question->values) <= 2;
}

/* Only 0 and 1 are there. */
static bool is_binary(const struct sd_question *question)
{
	struct sd_count_entry *entries = sd_count_sorted(question->values);
	bool binary = !question->many;
	for (size_t i = 0; i < sd_count_length(question->values); i++)
		binary = binary && (sd_text_equals(entries[i].key, "0") || sd_text_equals(entries[i].key, "1"));
	free(entries);
	return binary;
}

/* Letters and digits of a value, small ones; what spellings have in common. */
static struct sd_text folded(struct sd_arena *arena, struct sd_text value)
{
	char *kept = sd_arena_alloc(arena, value.length + 1);
	size_t length = 0;
	for (size_t i = 0; i < value.length; i++) {
		char byte = value.data[i];
		if (letter(byte) || (byte >= '0' && byte <= '9'))
			kept[length++] = byte >= 'A' && byte <= 'Z' ? (char)(byte + 32) : byte;
	}
	return (struct sd_text){kept, length};
}

/* Values that are one but for their spelling. */
struct spelling {
	struct sd_text folded;
	int64_t times, all; /* of this spelling; of all of them together, at the first one */
};

static int by_folded(const void *left, const void *right)
{
	const struct spelling *a = left, *b = right;
	int order = sd_text_compare(a->folded, b->folded);
	return order ? order : a->times < b->times ? 1 : a->times > b->times ? -1 : 0;
}

static int by_all(const void *left, const void *right)
{
	const struct spelling *a = left, *b = right;
	return a->all < b->all ? 1 : a->all > b->all ? -1 : by_folded(left, right);
}

/* Whether at least two of the five commonest values come in several spellings, so that they were typed (what somebody
 * wrote beside options comes seldom), and are no handful of categories all the same, as genders are: their effective
 * number (inverse Simpson) is 4 and more. */
static bool is_typed(const struct sd_question *question)
{
	enum { COMMONEST = 5 };
	const size_t length = sd_count_length(question->values);
	struct sd_count_entry *entries = sd_count_sorted(question->values);
	struct sd_arena arena = SD_ARENA_INIT;
	struct spelling *spellings = sd_calloc(length + 1, sizeof *spellings);
	for (size_t i = 0; i < length; i++)
		spellings[i] = (struct spelling){folded(&arena, entries[i].key), *entries[i].sums, 0};
	if (length)
		qsort(spellings, length, sizeof *spellings, by_folded);
	size_t groups = 0;
	double all = 0, squares = 0;
	for (size_t from = 0, to; from < length; from = to, groups++) {
		struct spelling group = spellings[from];
		for (to = from; to < length && (to == from || (group.folded.length &&
			sd_text_equal(spellings[to].folded, group.folded))); to++)
			group.all += spellings[to].times;
		all += (double)group.all;
		squares += (double)group.all * (double)group.all;
		spellings[groups] = group;
	}
	if (groups)
		qsort(spellings, groups, sizeof *spellings, by_all);
	size_t several = 0;
	for (size_t i = 0; i < groups && i < COMMONEST; i++)
		several += (spellings[i].all - spellings[i].times) * 20 >= spellings[i].all;
	free(spellings);
	free(entries);
	sd_arena_release(&arena);
	return several >= 2 && all * all >= 4 * squares;
}

/* Columns about the response: what tells of a person or a machine is an id. */
static enum sd_question_kind tell_about(const struct sd_question *question, struct sd_text label, double n,
					double distinct)
{
	enum { MANY = 5 };
	if ((double)question->addresses >= .9 * n ||
	    (asks_a_name(label) && (double)question->names >= .8 * n && distinct >= .8 * n && n > 1))
		return SD_QUESTION_ID;
	if ((double)question->numbers >= .95 * n)
		return is_binary(question) ? SD_QUESTION_CHOICE : SD_QUESTION_NUMBER;
	return distinct >= .9 * n && n >= MANY ? SD_QUESTION_ID : SD_QUESTION_CHOICE;
}

/* The one answer that there is stands in the question itself: an option's name. */
static bool is_own_name(const struct sd_question *question, const struct sd_shape_column *column)
{
	if (question->many || sd_count_length(question->values) != 1)
		return false;
	struct sd_count_entry *entries = sd_count_sorted(question->values);
	const struct sd_text label = column->label.length ? column->label : column->name;
	bool own = entries->key.length <= label.length &&
		   memmem(label.data, label.length, entries->key.data, entries->key.length);
	free(entries);
	return own;
}

/* Points from 0 to 10 whose labels are numbers themselves, or stand for half of the points or fewer: the ends are
 * named. */
static bool is_labelled_scale(const struct sd_question *question, const struct sd_shape_column *column, double distinct)
{
	if (!question->answers || (double)question->points < .95 * (double)question->answers || is_binary(question))
		return false;
	return column->options[0].code.length > 0 || (double)column->options_length * 2 <= distinct;
}

/* How many answers are what a form offers, a range, or nothing (No, none, -), and what is left of the others; of few
 * values, which are all kept. */
struct sorts {
	double offered, ranges, nothing, other, other_values, other_once, other_words;
};

static size_t words_in(struct sd_text text)
{
	size_t words = 0;
	for (size_t i = 0; i < text.length; i++)
		words += text.data[i] != ' ' && (!i || text.data[i - 1] == ' ');
	return words;
}

static struct sorts sort_values(const struct sd_question *question)
{
	struct sorts sorts = {.other = 0};
	struct sd_count_entry *entries = sd_count_sorted(question->values);
	for (size_t i = 0; i < sd_count_length(question->values); i++) {
		const struct sd_text value = entries[i].key;
		const double times = (double)*entries[i].sums;
		sorts.offered += sd_form_is_like(value, SD_FORM_answer) ? times : 0;
		sorts.ranges += sd_is_range(value) ? times : 0;
		if (sd_form_is(value, SD_FORM_nothing)) {
			sorts.nothing += times;
			continue;
		}
		sorts.other += times;
		sorts.other_values++;
		sorts.other_once += times == 1;
		sorts.other_words += times * (double)words_in(value);
	}
	free(entries);
	return sorts;
}

/* Few values: those of a scale of words, of ranges, or of what people write where most have nothing to say. */
static enum sd_question_kind tell_by_values(const struct sd_question *question, double n, double distinct)
{
	enum { MOST = 20 };
	if (question->many)
		return SD_QUESTION_UNKNOWN;
	const struct sorts sorts = sort_values(question);
	if (distinct <= MOST && n > 2 && (sorts.ranges >= .8 * n || (sorts.offered >= .8 * n && sorts.other >= .2 * n &&
							!is_typed(question))))
		return SD_QUESTION_CHOICE;
	if (sorts.nothing >= .3 * n && sorts.other_values >= 3 && sorts.other_once >= .6 * sorts.other &&
	    sorts.other_words >= 2 * sorts.other)
		return SD_QUESTION_OPEN;
	return SD_QUESTION_UNKNOWN;
}

static double of_looked(const struct sd_question *question, uint64_t some)
{
	return question->looked ? (double)some / (double)question->looked : 0;
}

static enum sd_question_kind tell_by_cells(const struct sd_question *question, const struct sd_shape_column *column)
{
	const double n = (double)question->answers, distinct = sd_question_distinct(question);
	const struct sd_text label = column->label.length ? column->label : column->name;
	if (column->options_length)
		return is_labelled_scale(question, column, distinct) ? SD_QUESTION_SCALE : SD_QUESTION_CHOICE;
	if (column->kind != SD_QUESTION_UNKNOWN)
		return column->kind;
	if (!question->answers)
		return SD_QUESTION_UNKNOWN;
	/* Amounts in letters are like dates at times (EUR 1250,00). */
	if ((double)question->dates >= .9 * n && of_looked(question, question->measures) < .9)
		return SD_QUESTION_DATE;
	if (column->about)
		return tell_about(question, label, n, distinct);
	if ((double)question->addresses >= .8 * n && (distinct >= .8 * n || asks_an_address(label)))
		return SD_QUESTION_ID;
	if ((double)question->numbers >= .95 * n && distinct >= .95 * n && n > 2 &&
	    (is_called_id(label) || is_called_id(column->name)))
		return SD_QUESTION_ID;
	if (!column->typed && (double)question->points >= .95 * n && distinct <= 11)
		return (column->group.length && distinct <= 1) ||
				       ((n > 2 || column->group.length) && is_binary(question))
			       ? SD_QUESTION_CHOICE
			       : SD_QUESTION_SCALE;
	const double named = of_looked(question, question->ends),
		     rated = of_looked(question, question->ratings) + named;
	if (!column->typed && rated > 0 && (double)question->points / n + rated >= .95 && distinct <= 11 && n > 2 &&
	    named < .8)
		return SD_QUESTION_SCALE;
	if ((double)question->objects >= .9 * n)
		return distinct * 2 >= n ? SD_QUESTION_ID : SD_QUESTION_CHOICE;
	if ((double)question->codes >= .95 * n && distinct >= .95 * n && n > 2 &&
	    question->shortest == question->longest)
		return SD_QUESTION_ID;
	if ((double)question->numbers >= .95 * n)
		return asks_an_address(label) && distinct >= .8 * n ? SD_QUESTION_ID : SD_QUESTION_NUMBER;
	if ((double)question->numbers / n + of_looked(question, question->measures) >= .95 && n > 2)
		return SD_QUESTION_NUMBER;
	if (!column->typed && is_own_name(question, column))
		return SD_QUESTION_CHOICE;
	if (asks_for_other(column) && !is_flag(question))
		return SD_QUESTION_OPEN;
	enum sd_question_kind by_values =
		column->typed || is_flag(question) ? SD_QUESTION_UNKNOWN : tell_by_values(question, n, distinct);
	if (by_values != SD_QUESTION_UNKNOWN)
		return by_values;
	const double words = (double)question->words / n;
	const struct sd_text part = column->option.length ? column->option : label;
	if ((double)question->names >= .8 * n && distinct >= .8 * n && (n > 2 || part.length <= SHORT_LABEL) &&
	    asks_a_name(part) && words < 4)
		return SD_QUESTION_ID;
	if (column->typed)
		return SD_QUESTION_OPEN;
	if (!question->many && (distinct <= 2 || distinct * 3 <= n) && !is_typed(question))
		return n >= 4 || words < 2 ? SD_QUESTION_CHOICE : SD_QUESTION_OPEN;
	if (asks_to_choose(label) && column->option.length == 0)
		return SD_QUESTION_CHOICE;
	/* Long answers that come again, word for word: nobody types them so. */
	if (question->longer_again >= 2 && question->longer_again * 5 >= question->longer && distinct < .9 * n)
		return SD_QUESTION_CHOICE;
	/* Several options in a cell: the same few parts over and over. */
	if (question->joined.seen > 20 && (double)question->joined.kept >= .8 * (double)question->joined.seen &&
	    distinct < .9 * n && !is_typed(question))
		return SD_QUESTION_CHOICE;
	if ((double)question->spaced < .1 * n && distinct >= .95 * n && n > 2 &&
	    ((double)question->codes >= .8 * n || (question->shortest == question->longest && question->shortest >= 6)))
		return SD_QUESTION_ID;
	if (words >= 2 || is_typed(question))
		return SD_QUESTION_OPEN;
	if (!question->many && words < 1.5 && distinct < n)
		return SD_QUESTION_CHOICE;
	return distinct * 2 <= n ? SD_QUESTION_CHOICE : SD_QUESTION_OPEN;
}

enum sd_question_kind sd_question_tell(const struct sd_question *question, const struct sd_shape_column *column)
{
	enum sd_question_kind kind = tell_by_cells(question, column);
	bool typed = kind == SD_QUESTION_OPEN || kind == SD_QUESTION_ID || kind == SD_QUESTION_NUMBER;
	return typed && column->closed && column->kind == SD_QUESTION_UNKNOWN ? SD_QUESTION_CHOICE : kind;
}

/* --- columns that belong together ---- */

struct member {
	struct sd_text stem;
	size_t column;
};

/* What the columns of a grid have in common: the group's text, or the label without its last part in brackets or behind
 * a dash; digits aside, for tools number the parts. */
static struct sd_text stem_of(struct sd_arena *arena, const struct sd_shape_column *column)
{
	struct sd_text text = column->group.length ? column->group : column->label;
	bool cut = column->group.length > 0;
	while (text.length && text.data[text.length - 1] == ']') {
		const char *open = memrchr(text.data, '[', text.length);
		text.length = open ? (size_t)(open - text.data) : 0;
		cut = true;
	}
	for (size_t i = text.length; !cut && i > 3; i--)
		if (!memcmp(text.data + i - 3, " - ", 3)) {
			text.length = i - 3;
			break;
		}
	struct sd_text stem = folded(arena, text);
	char *to = sd_arena_alloc(arena, stem.length + 1);
	size_t length = 0;
	for (size_t i = 0; i < stem.length; i++)
		if (stem.data[i] < '0' || stem.data[i] > '9')
			to[length++] = stem.data[i];
	return (struct sd_text){to, length};
}

static int by_stem(const void *left, const void *right)
{
	const struct member *a = left, *b = right;
	int order = sd_text_compare(a->stem, b->stem);
	return order ? order : a->column < b->column ? -1 : a->column > b->column;
}

/* Columns of one stem: where at least four are told and most of them are of one kind, those with few answers follow. */
static void agree(struct sd_shape *shape, const struct sd_question *questions, const struct member *members,
		  size_t length)
{
	enum { FEW = 30, LEAST = 4 };
	size_t open = 0, choice = 0;
	for (size_t i = 0; i < length; i++) {
		const struct sd_shape_column *column = &shape->columns[members[i].column];
		open += column->kind == SD_QUESTION_OPEN && !asks_for_other(column);
		choice += column->kind == SD_QUESTION_CHOICE;
	}
	enum sd_question_kind kind = open * 5 >= (open + choice) * 3	 ? SD_QUESTION_OPEN
				     : choice * 4 >= (open + choice) * 3 ? SD_QUESTION_CHOICE
									 : SD_QUESTION_UNKNOWN;
	for (size_t i = 0; i < length && open + choice >= LEAST && kind != SD_QUESTION_UNKNOWN; i++) {
		struct sd_shape_column *column = &shape->columns[members[i].column];
		const struct sd_question *question = &questions[members[i].column];
		if (question->answers >= FEW || asks_for_other(column) || column->options_length || is_flag(question) ||
		    question->words > 8 * question->answers)
			continue;
		if (column->kind == SD_QUESTION_OPEN || column->kind == SD_QUESTION_CHOICE)
			column->kind = kind;
	}
}

/* Those who were led past a question are asked it again elsewhere in other words: where most of few answers are options
 * of a column close by, this is a choice too. */
static void share_options(struct sd_shape *shape, const struct sd_question *questions, size_t c)
{
	enum { FEW = 30, LEAST_OPTIONS = 3, CLOSE = 60 };
	struct sd_count_entry *entries = sd_count_sorted(questions[c].values);
	size_t length = sd_count_length(questions[c].values),
	       end = c + CLOSE < shape->length ? c + CLOSE : shape->length;
	for (size_t other = c > CLOSE ? c - CLOSE : 0; other < end; other++) {
		uint64_t shared = 0;
		if (shape->columns[other].kind != SD_QUESTION_CHOICE || questions[other].answers < FEW ||
		    sd_count_length(questions[other].values) < LEAST_OPTIONS)
			continue;
		for (size_t i = 0; i < length; i++) {
			const int64_t *times = sd_count_find(questions[other].values, entries[i].key);
			shared += times && *times > 1 ? (uint64_t)*entries[i].sums : 0;
		}
		if (shared >= 3 && shared * 2 > questions[c].answers) {
			shape->columns[c].kind = SD_QUESTION_CHOICE;
			break;
		}
	}
	free(entries);
}

void sd_questions_tell(struct sd_shape *shape, const struct sd_question *questions)
{
	enum { STEM_LEAST = 12 };
	struct sd_arena arena = SD_ARENA_INIT;
	struct member *members = sd_calloc(shape->length + 1, sizeof *members);
	bool *given = sd_calloc(shape->length + 1, sizeof *given);
	size_t length = 0;
	for (size_t c = 0; c < shape->length; c++) {
		struct sd_shape_column *column = &shape->columns[c];
		given[c] = column->kind != SD_QUESTION_UNKNOWN || column->about || column->typed;
		column->kind = sd_question_tell(&questions[c], column);
		struct sd_text stem = given[c] ? (struct sd_text){0} : stem_of(&arena, column);
		if (stem.length >= STEM_LEAST)
			members[length++] = (struct member){stem, c};
	}
	if (length)
		qsort(members, length, sizeof *members, by_stem);
	for (size_t from = 0, to; from < length; from = to) {
		for (to = from + 1; to < length && sd_text_equal(members[to].stem, members[from].stem);)
			to++;
		agree(shape, questions, members + from, to - from);
	}
	free(members);
	sd_arena_release(&arena);
	enum { FEW = 30 };
	for (size_t c = 0; c < shape->length; c++)
		if (shape->columns[c].kind == SD_QUESTION_OPEN && !given[c] && questions[c].answers < FEW &&
		    !asks_for_other(&shape->columns[c]))
			share_options(shape, questions, c);
	free(given);
}
