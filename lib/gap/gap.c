/* SPDX-License-Identifier: MIT */
#include "gap/gap.h"

#include "gap/claimed.h"
#include "gap/hide.h"
#include "gap/intent.h"
#include "gap/windows.h"

void sd_gap_init(struct sd_gap *gap)
{
	*gap = (struct sd_gap){
		.windows = {SD_BEFORE_DAYS, 0, SD_NO_DAY}, .expects = true, .draws = SD_DRAWS, .jobs = 1,
		.scale = -1, .scale_shown = -1};
	struct sd_respondent_columns *columns = &gap->answers.columns;
	columns->date = columns->score = columns->consent = columns->group = columns->cluster = SIZE_MAX;
	gap->sources.names.prefix = "--ledger-";
	gap->sources.notes = &gap->notes;
}

void sd_gap_release(struct sd_gap *gap)
{
	sd_respondents_release(&gap->answers);
	sd_sources_release(&gap->sources);
	sd_expectation_release(&gap->expectation);
	sd_reraking_release(&gap->reraking);
	free(gap->matched.unasked);
	free(gap->keys);
	free(gap->classes);
	free(gap->did);
	sd_key_index_free(gap->index);
	sd_str_release(&gap->notes);
}

int sd_gap_key_rules(struct sd_gap *gap, const char *const *names, size_t length, struct sd_error *err)
{
	unsigned rules;
	if (sd_key_rules_parse(names, length, SD_KEY_USUAL, &rules, err) < 0)
		return -1;
	gap->answers.key_rules = gap->sources.key_rules = rules;
	return 0;
}

static void note_column(struct sd_gap *gap, const char *what, const struct sd_header *header, size_t column,
			const char *option)
{
	sd_str_addf(&gap->notes, "the %s: column \"", what);
	sd_str_add_printable(&gap->notes, header->names[column], 60);
	sd_str_addf(&gap->notes, "\" (%s says another)\n", option);
}

/* The columns named, or else the only one with the usual name, if there is such a name. */
static int find_list(struct sd_gap *gap, const struct sd_header *header, const struct sd_list *named,
		     const char *usual, const char *option, size_t **columns, size_t *length, struct sd_error *err)
{
	const char *const candidates[] = {usual, NULL};
	*columns = sd_alloc(named->length + 1, sizeof **columns);
	*length = named->length;
	for (size_t i = 0; i < named->length; i++)
		if (sd_header_find(header, named->items[i], *columns + i, err))
			return -1;
	if (!named->length && usual && sd_orders_among(header, candidates, *columns) == 1) {
		*length = 1;
		note_column(gap, usual, header, **columns, option);
	}
	return 0;
}

/* How each code is spoken of stands beside the codes, in CODES_sentiment, where `saydo codes --sentiment` was asked. */
static void find_feelings(struct sd_gap *gap, const struct sd_header *header)
{
	struct sd_respondent_columns *columns = &gap->answers.columns;
	struct sd_str name = SD_STR_INIT;
	columns->feelings = sd_alloc(columns->codes_length + 1, sizeof *columns->feelings);
	for (size_t i = 0; i < columns->codes_length; i++) {
		sd_str_clear(&name);
		sd_str_add_text(&name, header->names[columns->codes[i]]);
		sd_str_adds(&name, "_sentiment");
		for (size_t column = 0; column < header->length; column++)
			if (sd_text_equal(header->names[column], sd_str_text(&name))) {
				columns->feelings[columns->feelings_length++] = column;
				break;
			}
	}
	sd_str_release(&name);
}

const char *const sd_score_columns[] = {"score",	  "rating",	    "nps", "recommend",
					"recommendation", "satisfaction", NULL};

int sd_gap_find(struct sd_gap *gap, const struct sd_header *header, const struct sd_gap_names *names,
		struct sd_error *err)
{
	struct sd_respondent_columns *columns = &gap->answers.columns;
	gap->sources.survey = header;
	gap->sources.survey_id = columns->id;
	gap->sources.survey_ids = columns->ids;
	if (names->score) {
		if (sd_header_find(header, names->score, &columns->score, err))
			return -1;
	} else if (!names->sentiment->length) {
		size_t first = SIZE_MAX, found = sd_orders_among(header, sd_score_columns, &first);
		if (found > 1)
			return sd_header_guess(header, sd_score_columns, "score", "--score", &first, err);
		columns->score = first;
		if (found)
			note_column(gap, "score", header, first, "--score");
	}
	static const char *const consent[] = {"consent", NULL};
	const char *const named[] = {names->consent, NULL};
	size_t consents = SIZE_MAX, said = sd_orders_among(header, names->consent ? named : consent, &consents);
	if (said == 1) {
		columns->consent = consents;
		gap->sources.survey_consents = true;
		if (!names->consent)
			note_column(gap, "consent", header, consents, "--consent");
	} else if (names->consent && !names->roster) {
		return sd_header_find(header, names->consent, &columns->consent, err);
	}
	if (names->cluster && sd_header_find(header, names->cluster, &columns->cluster, err))
		return -1;
	if (names->group && sd_header_find(header, names->group, &columns->group, err))
		return -1;
	/* A score decides, so the sentiment is not looked for beside one; it is read where it was named. */
	const char *sentiment = columns->score == SIZE_MAX ? "sentiment" : NULL;
	if (find_list(gap, header, names->sentiment, sentiment, "--sentiment-column", &columns->sentiment,
		      &columns->sentiments, err))
		return -1;
	if (find_list(gap, header, names->codes, "codes", "--codes-column", &columns->codes, &columns->codes_length,
		      err))
		return -1;
	find_feelings(gap, header);
	return 0;
}

int sd_gap_check(const struct sd_gap *gap, const bool given[SD_SOURCE_LENGTH], struct sd_error *err)
{
	const struct sd_sources *sources = &gap->sources;
	bool orders = given[SD_SOURCE_ORDERS];
	if (orders == given[SD_SOURCE_OBSERVED])
		return sd_fail(err, "give what was done: --ledger FILE, or --observed FILE with --observed-column%s",
			       orders ? ", not both" : "");
	if (!orders && !sources->observed_column)
		return sd_fail(err, "--observed needs --observed-column COLUMN");
	if (orders && (sources->observed_column || sources->observed_kind != SD_KEYED_DATE))
		return sd_fail(err,
			       "--%s is of --observed FILE, and here --ledger FILE says what was done: give one of "
			       "them",
			       sources->observed_column ? "observed-column COLUMN" : "observed-kind KIND");
	if (gap->done && gap->done->length && (orders || sources->observed_kind != SD_KEYED_CLASS))
		return sd_fail(err, "--done CLASS is of --observed FILE with --observed-kind class");
	if (sources->group && (orders || sources->observed_kind != SD_KEYED_DATE))
		return sd_fail(err, "--log-end-by is of --observed FILE with --observed-kind last-date; --log-end DATE "
				    "says where orders end");
	if (sources->invited && !given[SD_SOURCE_ROSTER])
		return sd_fail(err, "--invited is a column of --customers FILE");
	if (given[SD_SOURCE_MAP] && gap->answers.columns.ids > 1)
		return sd_fail(err, "--map is for keys of one column");
	return 0;
}

static void note_cuts(struct sd_gap *gap, const char *what, const char *scale, const struct sd_cuts *cuts)
{
	int places = cuts->low % SD_DECIMAL_UNIT || cuts->high % SD_DECIMAL_UNIT ? 4 : 0;
	sd_str_addf(&gap->notes, "the %s's scale is %s: happy is ", what, scale);
	sd_decimal_add(&gap->notes, cuts->reversed ? cuts->low : cuts->high, places);
	sd_str_addf(&gap->notes, " or %s, unhappy ", cuts->reversed ? "less" : "more");
	sd_decimal_add(&gap->notes, cuts->reversed ? cuts->high : cuts->low, places);
	sd_str_addf(&gap->notes, " or %s (--cuts, --score-reversed)\n", cuts->reversed ? "more" : "less");
}

static void note_feeling(struct sd_gap *gap, bool scores, const struct sd_cuts *cuts)
{
	sd_str_addf(&gap->notes, "%ssentiment of ", scores ? "where there is no score, " : "");
	sd_decimal_add(&gap->notes, cuts->high, 2);
	sd_str_adds(&gap->notes, " or more is taken for happy, of ");
	sd_decimal_add(&gap->notes, cuts->low, 2);
	sd_str_adds(&gap->notes, " or less for unhappy\n");
}

/* A score decides where there is one, else the sentiment; --cuts is of the first of them that the survey has. */
static int find_moods(struct sd_gap *gap, struct sd_error *err)
{
	const struct sd_respondent_columns *columns = &gap->answers.columns;
	bool scores = columns->score != SIZE_MAX, texts = columns->sentiments > 0;
	struct sd_cuts score = {0, 0, gap->reversed}, sentiment = sd_cuts_of_sentiment();
	const char *scale = "as --cuts says";
	if (!scores && !texts) {
		sd_str_adds(&gap->notes,
			    "no score and no sentiment: nobody's mood is known (--score, --sentiment-column)\n");
		return 0;
	}
	if (gap->cuts && sd_cuts_parse(sd_text_of(gap->cuts), scores ? &score : &sentiment, err))
		return -1;
	if (scores && !gap->cuts && sd_cuts_of_scores(&gap->answers, gap->reversed, &score, &scale, err))
		return -1;
	gap->scale_shown = strcmp(scale, "0 to 10") ? -1 : SD_SCALE_NPS;
	sd_mood_all(&gap->answers, scores ? &score : NULL, texts ? &sentiment : NULL);
	if (scores)
		note_cuts(gap, "score", scale, &score);
	if (texts && (scores || !gap->cuts))
		note_feeling(gap, scores, &sentiment);
	else if (texts)
		note_cuts(gap, "sentiment", scale, &sentiment);
	return 0;
}

/* The keys of the log, and the index over them. */
static void index_customers(struct sd_gap *gap, struct sd_match_input *input)
{
	if (gap->observed) {
		input->customers = gap->observed->index;
		input->keys = gap->observed->keys;
		input->customers_length = gap->observed->length;
		return;
	}
	gap->keys = sd_alloc(gap->ledger->length + 1, sizeof *gap->keys);
	for (size_t i = 0; i < gap->ledger->length; i++)
		gap->keys[i] = gap->ledger->customers[i].key;
	gap->index = sd_key_index_new(gap->keys, gap->ledger->length, gap->answers.key_rules);
	input->customers = gap->index;
	input->keys = gap->keys;
	input->customers_length = gap->ledger->length;
}

/* Resampling so few clusters, or adding up their pulls, gives intervals that are too narrow (Cameron, Gelbach and
 * Miller 2008). */
enum { CLUSTERS_LEAST = 30 };

static void warn_of_clusters(struct sd_gap *gap)
{
	struct sd_count *clusters = sd_count_new(1);
	for (size_t i = 0; i < gap->expectation.asked_length; i++)
		++*sd_count_at(clusters, gap->expectation.asked[i].key);
	size_t length = sd_count_length(clusters);
	if (length < CLUSTERS_LEAST)
		sd_str_addf(&gap->notes,
			    "warning: respondents are of %zu clusters; under %d, intervals come out too narrow, and "
			    "more so the fewer there are\n",
			    length, CLUSTERS_LEAST);
	sd_count_free(clusters);
}

/* Fits the model on the log before the wave's first answer, and holds everyone with a complete window against it. */
static void expect(struct sd_gap *gap, const struct sd_expectation_input *base)
{
	struct sd_expectation_input input = *base;
	struct sd_error err = SD_ERROR_INIT;
	struct sd_str notes = SD_STR_INIT;
	bool valued = gap->sources.valued;
	if (gap->expects && input.ledger) {
		sd_day wave = gap->matched.first_answer, end = gap->windows.log_end;
		/* Of days behind the log's end nobody knows whether there were orders. */
		bool ended = end != SD_NO_DAY && end + 1 < wave;
		if (!sd_model_fit_ledger(&gap->model, SD_MODEL_MBG_NBD, gap->ledger, valued, ended ? end + 1 : wave,
					 &notes, &err)) {
			input.model = &gap->model;
			if (ended)
				sd_str_adds(&gap->notes, "fitted on the whole log\n");
			else
				sd_windows_note_day(&gap->notes, "fitted on the log before ", wave,
						    ", the first answer");
			sd_str_add_text(&gap->notes, sd_str_text(&notes));
		} else {
			sd_str_addf(&gap->notes, "what was to be expected is not known: before the first answer, %s\n",
				    err.message.data);
			/* How rarely people buy at all can still be seen from the whole log. */
			input.rarity_only = !sd_model_fit_ledger(&gap->model, SD_MODEL_MBG_NBD, gap->ledger, false,
								 gap->windows.log_end + 1, &notes, &err);
			input.model = input.rarity_only ? &gap->model : NULL;
			sd_str_addf(&gap->notes, "who buys too rarely to tell is %s\n",
				    input.rarity_only ? "judged by a model of the whole log" : "not known");
		}
	}
	sd_expectation_init(&gap->expectation, &input);
	gap->view.expectation = &gap->expectation;
	if (gap->answers.columns.cluster != SIZE_MAX)
		warn_of_clusters(gap);
	gap->view.input = input;
	if (input.rarity_only) {
		sd_expectation_tell(&gap->expectation, &gap->answers);
	} else if (input.model && gap->expectation.cells) {
		sd_expectation_tell(&gap->expectation, &gap->answers);
		sd_str_addf(&gap->notes, "forecasts are recentred on %zu customers who %s, in %zu cell%s\n",
			    gap->expectation.unasked_length,
			    gap->matched.invited ? "were not invited"
						 : "did not answer (who was invited is not known: --invited)",
			    gap->expectation.cells, gap->expectation.cells == 1 ? "" : "s");
	} else if (input.model) {
		sd_expectation_tell(&gap->expectation, &gap->answers);
		sd_str_addf(&gap->notes,
			    "under %d customers who were not asked bought before: what was to be expected cannot be "
			    "recentred, so expected_value and gap are absent and only differences between groups are "
			    "told\n",
			    SD_RECENTRE_LEAST);
	}
	sd_str_release(&notes);
	sd_error_release(&err);
}

/* Weights respondents to the customers; the frame stays, so that `who` shows both. */
static int weigh(struct sd_gap *gap, struct sd_error *err)
{
	gap->view.windows = gap->windows;
	if (!gap->rake)
		return 0;
	if (sd_frame_rake(&gap->frame, &gap->view, &gap->answers, gap->rake_cap, &gap->reraking, &gap->notes, err))
		return -1;
	gap->view.frame = &gap->frame;
	return 0;
}

/* Judges by orders. */
static int judge_orders(struct sd_gap *gap, struct sd_error *err)
{
	if (gap->matched.first_answer == SD_NO_DAY) {
		sd_str_adds(&gap->notes, "the answers have no dates: nothing before or after an answer can be told "
					 "(--date COLUMN)\n");
		return gap->rake ? sd_fail(err, "--rake weights respondents by the orders before the first answer, and "
						"there are no dates")
				 : 0;
	}
	sd_windows_find(&gap->windows, gap->ledger, gap->matched.first_answer, &gap->notes);
	if (weigh(gap, err))
		return -1;
	sd_outcome_of_orders(&gap->answers, gap->ledger, gap->sources.valued, &gap->windows);
	if (gap->windows.horizon && gap->windows.log_end != SD_NO_DAY)
		expect(gap, &(struct sd_expectation_input){.answers = &gap->answers,
							   .matched = &gap->matched,
							   .ledger = gap->ledger,
							   .windows = gap->windows,
							   .valued = gap->sources.valued,
							   .reraking = gap->rake ? &gap->reraking : NULL});
	return 0;
}

/* Judges by what was observed of each. */
static void judge_observed(struct sd_gap *gap, const struct sd_count *ends, sd_day last)
{
	if (gap->observed->kind == SD_KEYED_NUMBER)
		sd_outcome_of_numbers(&gap->answers, gap->observed);
	if (gap->observed->kind == SD_KEYED_CLASS)
		gap->classes = sd_outcome_of_classes(&gap->answers, gap->observed, &gap->view.classes_length);
	if (gap->observed->kind != SD_KEYED_DATE) {
		sd_str_adds(&gap->notes,
			    "what was observed bears no date: it is taken to be complete and to follow the answer\n");
		return;
	}
	if (gap->matched.first_answer == SD_NO_DAY || !gap->windows.horizon) {
		sd_str_addf(&gap->notes, "%s: nothing after an answer can be told (%s)\n",
			    gap->windows.horizon ? "the answers have no dates" : "how long to wait is not known",
			    gap->windows.horizon ? "--date COLUMN" : "--horizon DAYS");
		return;
	}
	if (!gap->sources.group && gap->windows.log_end == SD_NO_DAY && last != SD_NO_DAY) {
		gap->windows.log_end = last;
		sd_windows_note_day(&gap->notes, "the log ends on the last day seen, ", last,
				    " (--log-end, --log-end-by)");
	}
	sd_outcome_of_dates(&gap->answers, gap->observed, ends, &gap->windows);
}

/* Beside the survey's rows there is nothing to hide; beside a table, what it hides. */
static void note_count(struct sd_gap *gap, uint64_t n)
{
	if (!gap->answers.keep_rows && sd_is_few(n, gap->min_cell))
		sd_str_addf(&gap->notes, "under %lld", (long long)gap->min_cell);
	else
		sd_str_addf(&gap->notes, "%ju", (uintmax_t)n);
}

/* How many answers found their customer, and whether that differs by mood. */
static void note_matches(struct sd_gap *gap)
{
	uint64_t matched = 0, early = 0, rare = 0, dateless = 0, all[SD_MOOD_LENGTH] = {0}, lost[SD_MOOD_LENGTH] = {0};
	for (size_t i = 0; i < gap->answers.length; i++) {
		const struct sd_respondent *answer = gap->answers.items + i;
		bool found = sd_respondent_is_matched(answer);
		matched += found;
		early += answer->outcome == SD_OUTCOME_TOO_EARLY;
		rare += answer->outcome == SD_OUTCOME_TOO_RARE;
		dateless += found && answer->day == SD_NO_DAY;
		if (answer->match == SD_MATCH_DUPLICATE)
			continue;
		all[answer->mood]++;
		lost[answer->mood] += !found;
	}
	sd_str_addf(&gap->notes, "%ju of %zu answers matched", (uintmax_t)matched, gap->answers.length);
	if (early) {
		sd_str_adds(&gap->notes, ", of which ");
		note_count(gap, early);
		sd_str_adds(&gap->notes, " too early to tell");
	}
	if (rare) {
		sd_str_adds(&gap->notes, early ? ", and " : ", of which ");
		note_count(gap, rare);
		sd_str_adds(&gap->notes, " buy too rarely to tell");
	}
	if (dateless && gap->answers.columns.date != SIZE_MAX)
		sd_str_addf(&gap->notes, ", of which %ju without a date", (uintmax_t)dateless);
	sd_str_addc(&gap->notes, '\n');
	if (!lost[SD_MOOD_HAPPY] && !lost[SD_MOOD_UNHAPPY])
		return;
	for (int mood = SD_MOOD_HAPPY; mood < SD_MOOD_LENGTH; mood++) {
		if (mood == SD_MOOD_MIDDLE)
			continue;
		sd_str_adds(&gap->notes, mood == SD_MOOD_HAPPY ? "not matched: " : ", ");
		note_count(gap, lost[mood]);
		sd_str_adds(&gap->notes, " of ");
		note_count(gap, all[mood]);
		sd_str_addf(&gap->notes, " %s", sd_mood_names[mood]);
	}
	sd_str_adds(&gap->notes, " respondents\n");
}

static bool is_number(struct sd_text key)
{
	key = sd_text_trim(key);
	for (size_t i = 0; i < key.length; i++)
		if (key.data[i] < '0' || key.data[i] > '9')
			return false;
	return key.length > 0;
}

/* Spreadsheets take the zeros off numbers: how many who were not found differ from a customer in nothing else. */
static void note_zeros(struct sd_gap *gap, const struct sd_match_input *input)
{
	if (gap->answers.columns.ids != 1 || input->map || gap->answers.key_rules & ~(unsigned)SD_KEY_USUAL)
		return;
	struct sd_key_index *index = sd_key_index_new(input->keys, input->customers_length, SD_KEY_DIGITS);
	struct sd_str normal = SD_STR_INIT;
	uintmax_t lost = 0, found = 0;
	for (size_t i = 0; i < gap->answers.length; i++) {
		const struct sd_respondent *answer = gap->answers.items + i;
		size_t at;
		if (answer->match != SD_MATCH_NOT_IN_ORDERS)
			continue;
		lost++;
		sd_str_clear(&normal);
		if (is_number(answer->key) && sd_key_normalise(&normal, answer->key, SD_KEY_DIGITS) &&
		    sd_key_index_find(index, answer->key, sd_str_text(&normal), &at) == SD_KEY_NORMALISED &&
		    is_number(input->keys[at]))
			found++;
	}
	if (found)
		sd_str_addf(&gap->notes,
			    "warning: of %ju answers whose id was not found, %ju would be but for zeros before the "
			    "number: --key-normalise digits finds them\n",
			    lost, found);
	sd_str_release(&normal);
	sd_key_index_free(index);
}

enum { FEW_ANSWERS = 30, FEW_TIMES = 10 };

static void warn_of_few(struct sd_gap *gap)
{
	size_t matched = 0, all = gap->answers.length;
	for (size_t i = 0; i < all; i++)
		matched += sd_respondent_is_matched(&gap->answers.items[i]);
	if (matched && all >= FEW_ANSWERS && matched < all / FEW_TIMES)
		sd_str_addf(&gap->notes,
			    "warning: fewer than one answer in %d was matched: does each file stand in its place, and "
			    "do both call people by the same ids? (--id, --ledger-id, --map, --key-normalise)\n",
			    FEW_TIMES);
	if (!matched && all)
		sd_str_adds(&gap->notes, "warning: no answer was matched, so nothing is told of what respondents did: "
					 "do both files call them by the same ids? (--id, --ledger-id, --map, "
					 "--key-normalise)\n");
}

/* Which classes are what was asked after. */
static void find_done(struct sd_gap *gap)
{
	size_t length = gap->view.classes_length;
	if (!length || !gap->done || !gap->done->length)
		return;
	gap->did = sd_calloc(length, sizeof *gap->did);
	for (size_t i = 0; i < length; i++)
		for (size_t name = 0; name < gap->done->length; name++)
			gap->did[i] = gap->did[i] || sd_text_equals(gap->classes[i], gap->done->items[name]);
	gap->view.did = gap->did;
}

int sd_gap_judge(struct sd_gap *gap, struct sd_error *err)
{
	struct sd_count *ends = NULL;
	sd_day last = SD_NO_DAY;
	const struct sd_sources *sources = &gap->sources;
	gap->ledger = sources->ledger;
	gap->observed = sources->there[SD_SOURCE_OBSERVED] ? &gap->sources.observed : NULL;
	sd_respondents_sort(&gap->answers);
	if (gap->observed) {
		if (sources->group)
			ends = sd_group_ends(&gap->answers, gap->observed);
		last = sd_last_day(&gap->answers, gap->observed);
	}
	int status = gap->observed ? sd_keyed_finish(gap->observed, err) : 0;
	if (!status)
		status = find_moods(gap, err);
	if (!status) {
		struct sd_match_input input = {.roster = sources->there[SD_SOURCE_ROSTER] ? &sources->roster : NULL,
					       .map = sources->there[SD_SOURCE_MAP] ? &sources->map : NULL,
					       .scored = gap->answers.columns.score != SIZE_MAX,
					       .key_rules = gap->answers.key_rules};
		index_customers(gap, &input);
		if (!gap->observed)
			sd_windows_strays(&gap->answers, &gap->notes);
		sd_match(&gap->answers, &input, &gap->matched);
		gap->view = (struct sd_gap_view){.answers = &gap->answers,
						 .ledger = &gap->matched,
						 .min_cell = gap->min_cell,
						 .hidden = &gap->hidden,
						 .by_follow_up = gap->by_follow_up,
						 .orders = gap->ledger,
						 .valued = sources->valued};
		if (gap->observed)
			judge_observed(gap, ends, last);
		else
			status = judge_orders(gap, err);
		if (gap->observed)
			expect(gap, &(struct sd_expectation_input){.answers = &gap->answers, .matched = &gap->matched});
		find_done(gap);
		gap->view.scale = gap->scale;
		gap->view.reversed = gap->reversed;
		gap->view.calibration = gap->calibration;
		gap->view.clustered = gap->answers.columns.cluster != SIZE_MAX;
		gap->view.draws = gap->draws;
		gap->view.jobs = gap->jobs;
		gap->view.notes = &gap->notes;
		gap->view.windows = gap->windows;
		gap->view.classes = gap->classes;
		note_matches(gap);
		note_zeros(gap, &input);
		warn_of_few(gap);
		if (gap->claimed) {
			sd_claimed_judge(gap->claimed, gap);
			sd_claimed_note(gap->claimed, gap, &gap->notes);
			gap->view.claimed = gap->claimed;
		}
	}
	sd_count_free(ends);
	return status;
}
