/* SPDX-License-Identifier: MIT */
#include "gap/match.h"

#define X(name, text) [SD_CUSTOMER_##name] = text,
const char *const sd_customer_names[SD_CUSTOMER_LENGTH] = {SD_CUSTOMERS(X)};
#undef X

/* What is known of an answer while it is matched. */
struct person {
	struct sd_respondent *answer;
	struct sd_text identity; /* answers of equal identity are one person's */
	bool complete;
};

struct matching {
	const struct sd_match_input *input;
	struct person *people; /* those with a key that may be used */
	size_t length;
	bool *answered; /* by row of the roster, or without one by customer of the log */
	struct sd_arena arena;
	struct sd_str text, normal;
};

static struct sd_text keep(struct matching *matching, const struct sd_str *str)
{
	return sd_text_keep(&matching->arena, sd_str_text(str));
}

/* The key that the log knows the person by: their account, where a map has one. */
static void account_of(struct matching *matching, const struct sd_respondent *answer, struct sd_text *key,
		       struct sd_text *normal)
{
	*key = answer->key;
	*normal = answer->normal;
	const struct sd_keyed *map = matching->input->map;
	size_t at;
	enum sd_key_found found = map ? sd_key_index_find(map->index, answer->key, answer->normal, &at) : SD_KEY_NONE;
	if ((found != SD_KEY_EXACT && found != SD_KEY_NORMALISED) || !map->rows[at].there)
		return;
	sd_str_clear(&matching->text);
	sd_key_add(&matching->text, map->rows[at].text);
	*key = keep(matching, &matching->text);
	sd_str_clear(&matching->normal);
	sd_key_normalise(&matching->normal, *key, matching->input->key_rules);
	*normal = keep(matching, &matching->normal);
}

/* Finds the person in the log and in the roster, and says who they are. */
static void resolve(struct matching *matching, struct person *person)
{
	struct sd_respondent *answer = person->answer;
	const struct sd_match_input *input = matching->input;
	struct sd_text key, normal;
	account_of(matching, answer, &key, &normal);
	size_t at = SIZE_MAX;
	enum sd_key_found found = sd_key_index_find(input->customers, key, normal, &at), enrolled = SD_KEY_NONE;
	size_t roster = SIZE_MAX;
	if (input->roster)
		enrolled = sd_key_index_find(input->roster->index, normal, normal, &roster);
	if (found == SD_KEY_EXACT || found == SD_KEY_NORMALISED)
		answer->responded = at;
	/* Whoever refused to be matched has answered nonetheless, and is not silent. */
	size_t row = input->roster ? roster : answer->responded;
	if (row != SIZE_MAX)
		matching->answered[row] = true;
	if (!answer->consented || (roster != SIZE_MAX && !input->roster->rows[roster].consented)) {
		answer->match = SD_MATCH_NO_CONSENT;
		return;
	}
	char kind = 'n';
	struct sd_text name = answer->normal;
	if (found == SD_KEY_EXACT || found == SD_KEY_NORMALISED) {
		answer->customer = at;
		answer->match = found == SD_KEY_EXACT ? SD_MATCH_EXACT : SD_MATCH_NORMALISED;
		if (!input->map) {
			kind = 'c';
			name = (struct sd_text){(const char *)&answer->customer, sizeof answer->customer};
		}
	} else if (found == SD_KEY_AMBIGUOUS || enrolled == SD_KEY_AMBIGUOUS) {
		answer->match = SD_MATCH_AMBIGUOUS;
		kind = 'k';
		name = answer->key;
	} else {
		answer->match = enrolled == SD_KEY_NONE ? SD_MATCH_NOT_IN_ORDERS : SD_MATCH_ROSTER_ONLY;
	}
	sd_str_clear(&matching->text);
	sd_str_addc(&matching->text, kind);
	sd_str_add_text(&matching->text, name);
	person->identity = keep(matching, &matching->text);
}

static int compare_people(const void *a, const void *b)
{
	const struct person *x = a, *y = b;
	int order = sd_text_compare(x->identity, y->identity);
	if (order)
		return order;
	if (x->complete != y->complete)
		return x->complete ? -1 : 1;
	if (x->answer->day != y->answer->day)
		return x->answer->day > y->answer->day ? -1 : 1;
	return x->answer->row.number > y->answer->row.number ? -1 : 1;
}

static int compare_sharers(const void *a, const void *b)
{
	const struct person *x = a, *y = b;
	if (x->answer->customer != y->answer->customer)
		return x->answer->customer < y->answer->customer ? -1 : 1;
	return x->answer->row.number < y->answer->row.number ? -1 : 1;
}

/* Leaves one answer a person among `people`; the others become duplicates. */
static void drop_duplicates(struct matching *matching)
{
	size_t kept = 0;
	if (matching->length)
		qsort(matching->people, matching->length, sizeof *matching->people, compare_people);
	for (size_t i = 0; i < matching->length; i++) {
		struct person *person = matching->people + i;
		if (kept && sd_text_equal(matching->people[kept - 1].identity, person->identity)) {
			person->answer->match = SD_MATCH_DUPLICATE;
			person->answer->customer = SD_NO_CUSTOMER;
		} else {
			matching->people[kept++] = *person;
		}
	}
	matching->length = kept;
}

/* Several people of one account share it. */
static void find_sharers(struct matching *matching)
{
	struct person *people = matching->people;
	if (matching->length)
		qsort(people, matching->length, sizeof *people, compare_sharers);
	for (size_t i = 0; i < matching->length;) {
		size_t end = i + 1, customer = people[i].answer->customer;
		if (customer != SD_NO_CUSTOMER)
			while (end < matching->length && people[end].answer->customer == customer)
				end++;
		for (size_t at = i; at < end; at++) {
			people[at].answer->sharing = end - i;
			people[at].answer->sharer = at - i;
			if (end - i > 1)
				people[at].answer->match = SD_MATCH_SHARED;
		}
		i = end;
	}
}

static void count_customers(const struct matching *matching, struct sd_match_ledger *ledger)
{
	const struct sd_match_input *input = matching->input;
	const struct sd_keyed *roster = input->roster;
	size_t length = roster ? roster->length : input->customers_length;
	for (size_t i = 0; i < length; i++) {
		enum sd_customer category = SD_CUSTOMER_NOT_ANSWERED;
		if (matching->answered[i])
			category = SD_CUSTOMER_ANSWERED;
		else if (roster && roster->invited != SIZE_MAX)
			category = roster->rows[i].invited ? SD_CUSTOMER_INVITED_SILENT : SD_CUSTOMER_NOT_INVITED;
		ledger->customers[category]++;
	}
	ledger->customers_total = length;
}

static void find_unasked(struct matching *matching, const struct sd_respondents *answers,
			 struct sd_match_ledger *ledger)
{
	const struct sd_match_input *input = matching->input;
	const struct sd_keyed *roster = input->roster;
	ledger->invited = roster && roster->invited != SIZE_MAX;
	ledger->unasked = sd_calloc(input->customers_length + 1, sizeof *ledger->unasked);
	for (size_t i = 0; i < input->customers_length; i++) {
		size_t at = i;
		if (roster) {
			sd_str_clear(&matching->normal);
			sd_key_normalise(&matching->normal, input->keys[i], input->key_rules);
			struct sd_text normal = sd_str_text(&matching->normal);
			enum sd_key_found found = sd_key_index_find(roster->index, normal, normal, &at);
			if (found != SD_KEY_EXACT && found != SD_KEY_NORMALISED)
				continue;
		}
		ledger->unasked[i] = !matching->answered[at] && !(ledger->invited && roster->rows[at].invited);
	}
	for (size_t i = 0; i < answers->length; i++)
		if (answers->items[i].responded != SD_NO_CUSTOMER)
			ledger->unasked[answers->items[i].responded] = false;
}

/* Bytes beyond ASCII may be digits of another script. */
static bool may_hold_digit(struct sd_text key)
{
	for (size_t i = 0; i < key.length; i++)
		if ((key.data[i] >= '0' && key.data[i] <= '9') || (unsigned char)key.data[i] >= 0x80)
			return true;
	return false;
}

void sd_match(struct sd_respondents *answers, const struct sd_match_input *input, struct sd_match_ledger *ledger)
{
	struct matching matching = {.input = input};
	*ledger = (struct sd_match_ledger){.first_answer = SD_NO_DAY};
	bool numbered = input->customers_length > 0;
	for (size_t i = 0; i < input->customers_length && numbered; i++)
		numbered = may_hold_digit(input->keys[i]);
	matching.people = sd_calloc(answers->length + 1, sizeof *matching.people);
	size_t customers = input->roster ? input->roster->length : input->customers_length;
	matching.answered = sd_calloc(customers + 1, sizeof *matching.answered);
	for (size_t i = 0; i < answers->length; i++) {
		struct sd_respondent *answer = answers->items + i;
		answer->customer = answer->responded = SD_NO_CUSTOMER;
		answer->sharing = 1;
		answer->sharer = 0;
		if (!answer->key.length)
			answer->match = SD_MATCH_NO_KEY;
		else if (!answer->usable || (numbered && !may_hold_digit(answer->key)))
			answer->match = SD_MATCH_BAD_KEY;
		else
			matching.people[matching.length++] = (struct person){
				answer, {NULL, 0}, answer->day != SD_NO_DAY && (!input->scored || answer->scored)};
	}
	size_t asked = matching.length;
	matching.length = 0;
	for (size_t i = 0; i < asked; i++) {
		struct person *person = matching.people + i;
		resolve(&matching, person);
		if (person->answer->match == SD_MATCH_NO_CONSENT)
			continue;
		sd_day day = person->answer->day;
		if (day != SD_NO_DAY && (ledger->first_answer == SD_NO_DAY || day < ledger->first_answer))
			ledger->first_answer = day;
		matching.people[matching.length++] = *person;
	}
	drop_duplicates(&matching);
	find_sharers(&matching);
	for (size_t i = 0; i < answers->length; i++)
		ledger->answers[answers->items[i].match]++;
	count_customers(&matching, ledger);
	find_unasked(&matching, answers, ledger);
	free(matching.people);
	free(matching.answered);
	sd_arena_release(&matching.arena);
	sd_str_release(&matching.text);
	sd_str_release(&matching.normal);
}
