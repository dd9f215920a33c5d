/* SPDX-License-Identifier: MIT */
#include "judging.h"

#include "common.h"

bool front_judging_wanted(const struct front *front)
{
	return front->ledger.fd >= 0 || front->judging.observed.fd >= 0;
}

void front_judging_ask(const struct front *front, struct sd_gap *gap)
{
	const struct front_judging *judging = &front->judging;
	struct sd_sources *sources = &gap->sources;
	sources->names = (struct sd_orders_names){front->ledger_id.items, front->ledger_id.length, front->ledger_date,
						  front->ledger_amount,	  front->ledger_category,  front->ledger_order,
						  "--ledger-"};
	sources->date_format = front->ledger_date_format;
	sources->decimal = (enum sd_decimal_mark)front->decimal;
	sources->observed_column = judging->observed_column;
	sources->observed_kind = (enum sd_keyed_kind)judging->observed_kind;
	sources->group = judging->log_end_by;
	sources->invited = judging->invited;
	sources->consent = judging->consent;
	gap->answers.date_format = front->date_format;
	gap->cuts = judging->cuts;
	gap->reversed = judging->reversed;
	gap->done = &judging->done;
	gap->windows = (struct sd_windows){(int)judging->before, (int)judging->horizon, judging->log_end};
	gap->min_cell = judging->min_cell;
	gap->draws = (unsigned)judging->draws;
	gap->jobs = (unsigned)front->jobs;
}

static void inputs_of(struct front *front, struct sd_input *inputs[SD_SOURCE_LENGTH])
{
	inputs[SD_SOURCE_ORDERS] = &front->ledger;
	inputs[SD_SOURCE_OBSERVED] = &front->judging.observed;
	inputs[SD_SOURCE_ROSTER] = &front->judging.customers;
	inputs[SD_SOURCE_MAP] = &front->judging.map;
}

int front_judging_find(struct front *front, struct sd_gap *gap, const struct sd_header *header,
		       const struct sd_list *sentiment, const struct sd_list *codes, struct sd_error *err)
{
	const struct front_judging *judging = &front->judging;
	const struct sd_gap_names names = {judging->score, judging->consent, judging->log_end_by,
					   sentiment,	   codes,	     judging->customers.fd >= 0,
					   judging->cluster};
	struct sd_respondent_columns *columns = &gap->answers.columns;
	struct sd_input *inputs[SD_SOURCE_LENGTH];
	bool given[SD_SOURCE_LENGTH];
	inputs_of(front, inputs);
	for (int i = 0; i < SD_SOURCE_LENGTH; i++) {
		given[i] = inputs[i]->fd >= 0;
		gap->sources.files[i] = inputs[i]->name;
	}
	if (front_id_columns(front, header, &columns->id, &columns->ids, err))
		return -1;
	/* Without a date there is still something to say. */
	bool dated = front->date || sd_orders_among(header, sd_date_columns, &(size_t){0});
	if (dated && front_date_column(front, header, &columns->date, err))
		return -1;
	if (sd_gap_check(gap, given, err) || sd_gap_find(gap, header, &names, err))
		return -1;
	return sd_gap_key_rules(gap, judging->key_rules.items, judging->key_rules.length, err);
}

int front_judging_read(struct front *front, struct sd_gap *gap, struct sd_error *err)
{
	struct sd_input *inputs[SD_SOURCE_LENGTH];
	inputs_of(front, inputs);
	for (int i = 0; i < SD_SOURCE_LENGTH; i++) {
		if (inputs[i]->fd < 0)
			continue;
		struct sd_reader *reader = front_reader_of(front, inputs[i], err);
		int status = -1;
		if (reader)
			status = sd_fail_in(err, inputs[i]->name,
					    sd_source_begin(&gap->sources, (enum sd_source)i, sd_reader_header(reader),
							    err));
		const struct sd_pass pass = sd_source_pass(&gap->sources, (enum sd_source)i);
		if (!status)
			status = front_pass(front, &pass, reader, NULL, err);
		sd_reader_free(reader);
		if (status || sd_source_end(&gap->sources, (enum sd_source)i, err))
			return -1;
	}
	return 0;
}

int front_judging_claims(struct front *front, struct sd_gap *gap, struct sd_input *input, struct sd_error *err)
{
	struct sd_claimed *claimed = gap->claimed;
	if (!claimed)
		return 0;
	claimed->key_rules = gap->answers.key_rules;
	claimed->ids = gap->answers.columns.ids;
	claimed->date_format = gap->answers.date_format;
	struct sd_reader *reader = front_reader_of(front, input, err);
	const struct sd_pass pass = sd_claimed_pass(claimed);
	int status =
		reader ? sd_fail_in(err, input->name, sd_claimed_find(claimed, sd_reader_header(reader), err)) : -1;
	if (!status)
		status = front_pass(front, &pass, reader, NULL, err);
	sd_reader_free(reader);
	return status;
}

int front_judging_idle(const struct front *front, struct sd_error *err)
{
	for (size_t c = 0; c < front_common_length; c++) {
		const struct front_common *common = &front_common[c];
		if (common->use != FRONT_JUDGING && common->use != FRONT_LEDGER)
			continue;
		for (size_t i = 0; i < common->length; i++) {
			const char *value = (const char *)front + common->options[i].offset;
			if (value != (const char *)&front->judging.min_cell &&
			    value != (const char *)&front->judging.score && sd_opt_given(&front->set, value))
				return sd_fail(err, "--%s is of no use without --ledger FILE or --observed FILE",
					       common->options[i].name);
		}
	}
	return 0;
}
