/* SPDX-License-Identifier: MIT */
#include "scoring.h"

#include "base/mem.h"
#include "say/lexicon_check.h"

enum { MOST_BYTES = 64 << 20, WEIGHT_MOST = 4 * SD_DECIMAL_UNIT };

const char *const front_given_names[] = {"questions", "labels", "languages", NULL};
const char *const front_rules_names[] = {"feedback", "vader", "none", NULL};

int front_lexicon_told(const struct sd_list *categories, const char *list_weight, bool adds,
		       struct sd_lexicon_told *told, struct sd_error *err)
{
	struct sd_lexicon_category *items = sd_calloc(categories->length + 1, sizeof *items);
	*told = (struct sd_lexicon_told){.categories = items, .categories_length = categories->length, .adds = adds};
	for (size_t i = 0; i < categories->length; i++)
		if (sd_lexicon_category_of(sd_text_of(categories->items[i]), &items[i], err))
			return -1;
	sd_decimal weight = 0;
	if (list_weight && (!sd_decimal_parse(sd_text_of(list_weight), SD_DECIMAL_POINT, &weight) || !weight ||
			    weight > WEIGHT_MOST || weight < -WEIGHT_MOST))
		return sd_fail(err, "--list-weight \"%s\" is no weight from -4 to 4 other than 0", list_weight);
	told->list_weight = (int32_t)weight;
	return 0;
}

static int read_without(const struct sd_list *names, unsigned *without, struct sd_error *err)
{
	for (size_t i = 0; i < names->length; i++) {
		unsigned rule = sd_sentiment_rule(sd_text_of(names->items[i]));
		struct sd_str known = SD_STR_INIT;
		for (size_t n = 0; !rule && sd_sentiment_rule_names[n]; n++)
			sd_str_addf(&known, "%s%s", n ? ", " : "", sd_sentiment_rule_names[n]);
		*without |= rule;
		if (!rule)
			sd_fail(err, "there is no rule \"%s\"; there are %s", names->items[i], known.data);
		sd_str_release(&known);
		if (!rule)
			return -1;
	}
	return 0;
}

static struct sd_vader_tables *read_vader(struct sd_inputs *lexicons, struct sd_inputs *inputs,
					  const struct sd_lexicon_told *told, struct sd_error *err)
{
	struct sd_vader_tables *tables = sd_vader_tables_new();
	int result = 0;
	for (size_t i = 0; !result && i < lexicons->length + inputs->length; i++) {
		struct sd_input *input =
			i < lexicons->length ? &lexicons->items[i] : &inputs->items[i - lexicons->length];
		struct sd_str content = SD_STR_INIT;
		result = sd_input_read_all(input, &content, MOST_BYTES, err);
		if (!result)
			result = sd_vader_tables_add(tables, input->name, sd_str_text(&content), told, err);
		sd_str_release(&content);
	}
	if (!result && !sd_vader_tables_whole(tables))
		result = sd_fail(err, "--rules vader wants VADER's own files: --lexicon vader_lexicon.txt, and "
				      "--rules-table with its negators and boosters");
	if (!result)
		return tables;
	sd_vader_tables_free(tables);
	return NULL;
}

static struct sd_lexicon *read_window(const char *words, struct sd_input *list, struct sd_error *err)
{
	struct sd_lexicon *terms = sd_lexicon_new();
	struct sd_str content = SD_STR_INIT;
	int result = 0;
	if (words) {
		for (const char *at = words; *at; at += *at == ',') {
			size_t length = strcspn(at, ",");
			struct sd_text word = sd_text_trim((struct sd_text){at, length});
			at += length;
			if (!word.length)
				continue;
			sd_str_add_text(&content, word);
			sd_str_adds(&content, "\t1\n");
		}
		result = content.length ? sd_lexicon_add(terms, "--window", sd_str_text(&content), err)
					: sd_fail(err, "--window names no word; write the words with commas between");
	}
	if (!result && list->fd >= 0) {
		const struct sd_lexicon_told told = {.list_weight = 1};
		sd_str_clear(&content);
		result = sd_input_read_all(list, &content, MOST_BYTES, err);
		if (!result)
			result = sd_lexicon_add_told(terms, list->name, sd_str_text(&content), &told, err);
	}
	sd_str_release(&content);
	if (!result)
		return terms;
	sd_lexicon_free(terms);
	return NULL;
}

int front_scoring_settle(struct front_scoring *values, const struct front_languages *languages,
			 struct front_feeling *feelings, struct sd_sentiment_rules *rules, struct sd_error *err)
{
	struct sd_lexicon_told told = {.adds = false};
	unsigned without = values->rules == FRONT_RULES_NONE ? SD_RULE_SENTIMENT_ALL : 0;
	bool vader = values->rules == FRONT_RULES_VADER, windowed = values->window || values->window_list.fd >= 0;
	values->scoring = (struct sd_scoring){.unit = (enum sd_sentiment_unit)values->unit,
					      .explain = values->explain,
					      .probability = values->probability,
					      .answered = values->answered || values->table >= 0};
	int result = front_lexicon_told(&values->categories, NULL, values->adds, &told, err);
	if (!result)
		result = read_without(&values->without, &without, err);
	if (!result && vader &&
	    (values->unit != SD_UNIT_ANSWER || windowed || values->without.length || values->probability))
		result = sd_fail(err, "--rules vader scores whole answers by all of its rules: leave out --unit, "
				      "--window, --without and --probability");
	if (!result && values->scoring.answered && (windowed || values->unit != SD_UNIT_ANSWER))
		result = sd_fail(err, "--answered and --table are of whole answers: leave out --unit and --window");
	if (!result && values->table >= 0 && (values->explain || values->probability))
		result = sd_fail(err, "--table writes no rows: leave out --explain and --probability");
	if (!result && windowed && values->unit != SD_UNIT_ANSWER)
		result = sd_fail(err, "--window scores whole answers: leave out --unit");
	if (!result && vader &&
	    !(values->scoring.vader = values->vader = read_vader(&values->lexicons, &values->tables, &told, err)))
		result = -1;
	if (!result && !vader)
		result = front_feeling_add(feelings, languages->length, &values->lexicons, &told, err);
	if (!result && windowed &&
	    !(values->scoring.towards = values->towards = read_window(values->window, &values->window_list, err)))
		result = -1;
	for (size_t i = 0; i < languages->length; i++) {
		rules[i] = front_feeling_rules(&feelings[i]);
		rules[i].without = without;
		bool others = values->lexicons.length && !sd_lexicon_about(rules[i].lexicon, "calibration").length;
		if (!result && values->probability && !languages->bare[i] &&
		    (others || sd_sentiment_probability(&rules[i], 0) < 0))
			result = sd_fail(err,
					 "--probability wants a line \"# calibration: A B\" at the head of the lexicon "
					 "(%s)",
					 languages->kits[i].code);
	}
	free((void *)told.categories);
	return result;
}

void front_scoring_release(struct front_scoring *scoring)
{
	sd_lexicon_free(scoring->towards);
	sd_vader_tables_free(scoring->vader);
}

int front_lexicon_check(struct front *front, const struct sd_lexicon_told *told, struct sd_error *err)
{
	struct sd_lexicon_check *found = sd_lexicon_check_new();
	struct sd_writer *writer = front_writer(front, NULL);
	int result = 0;
	for (size_t i = 0; !result && i < front->inputs.length; i++) {
		struct sd_str content = SD_STR_INIT;
		result = sd_input_read_all(&front->inputs.items[i], &content, MOST_BYTES, err);
		if (!result)
			sd_lexicon_check_file(found, front->inputs.items[i].name, sd_str_text(&content), told);
		front_note(front, "%s: read as %s", front->inputs.items[i].name,
			   sd_lexicon_format_name(sd_lexicon_recognise(sd_str_text(&content))));
		sd_str_release(&content);
	}
	if (!result)
		result = sd_lexicon_check_write(found, writer, err);
	size_t findings = sd_lexicon_check_findings(found);
	front_note(front, "%zu entries, %zu finding%s", sd_lexicon_check_entries(found), findings,
		   findings == 1 ? "" : "s");
	result = result ? result : findings ? FRONT_FINDINGS : FRONT_DONE;
	sd_writer_free(writer);
	sd_lexicon_check_free(found);
	return result;
}
