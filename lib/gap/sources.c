/* SPDX-License-Identifier: MIT */
#include "gap/sources.h"

static struct sd_keyed *keyed_of(struct sd_sources *sources, enum sd_source source)
{
	if (source == SD_SOURCE_OBSERVED)
		return &sources->observed;
	return source == SD_SOURCE_ROSTER ? &sources->roster : &sources->map;
}

static int begin_orders(struct sd_sources *sources, const struct sd_header *header, const struct sd_text *like,
			struct sd_error *err)
{
	struct sd_orders *orders = &sources->orders;
	*orders = (struct sd_orders)SD_ORDERS_INIT;
	orders->date_format = sources->date_format;
	orders->decimal = sources->decimal;
	orders->days = sd_count_new(SD_ORDERS_WIDTH);
	orders->about = sd_count_new(1);
	if (sd_orders_find(orders, header, &sources->names, like, sources->survey_ids, sources->notes, err))
		return -1;
	return 0;
}

/* A column of the roster: as named, else called as usual. */
static int flag_column(struct sd_sources *sources, const struct sd_header *header, const char *name, const char *usual,
		       size_t *column, struct sd_error *err)
{
	const char *const candidates[] = {usual, NULL};
	if (name)
		return sd_header_find(header, name, column, err);
	size_t first;
	if (sd_orders_among(header, candidates, &first) == 1) {
		*column = first;
		sd_str_addf(sources->notes, "the roster's column \"%s\" is read (--%s says another)\n", usual, usual);
	}
	return 0;
}

static int begin_keyed(struct sd_sources *sources, enum sd_source source, const struct sd_header *header,
		       const struct sd_text *like, struct sd_error *err)
{
	static const char *const contact[] = {"contact"};
	struct sd_keyed *keyed = keyed_of(sources, source);
	const char *const *names = source == SD_SOURCE_MAP ? contact : sources->names.id;
	size_t length = source == SD_SOURCE_MAP ? 1 : sources->names.ids;
	const char *value = source == SD_SOURCE_MAP ? "account" : sources->observed_column;
	*keyed = (struct sd_keyed)SD_KEYED_INIT;
	keyed->kind = SD_KEYED_CLASS;
	if (source == SD_SOURCE_OBSERVED)
		keyed->kind = sources->observed_kind;
	if (source == SD_SOURCE_ROSTER) {
		value = NULL;
		keyed->kind = SD_KEYED_ROSTER;
		if (flag_column(sources, header, sources->invited, "invited", &keyed->invited, err))
			return -1;
		if (!sources->survey_consents &&
		    flag_column(sources, header, sources->consent, "consent", &keyed->consent, err))
			return -1;
	}
	keyed->file = sources->files[source];
	keyed->date_format = sources->date_format;
	keyed->rules = sources->key_rules;
	keyed->id = sd_orders_id_columns(header, names, length, like, sources->survey_ids, "--ledger-id",
					 sources->notes, &keyed->ids, err);
	if (!keyed->id || (value && sd_header_find(header, value, &keyed->value, err)))
		return -1;
	if (source == SD_SOURCE_OBSERVED && sources->group)
		return sd_header_find(header, sources->group, &keyed->group, err);
	return 0;
}

int sd_source_begin(struct sd_sources *sources, enum sd_source source, const struct sd_header *header,
		    struct sd_error *err)
{
	struct sd_text *like = sd_alloc(sources->survey_ids + 1, sizeof *like);
	for (size_t i = 0; i < sources->survey_ids; i++)
		like[i] = sources->survey->names[sources->survey_id[i]];
	sources->there[source] = true;
	int status = source == SD_SOURCE_ORDERS ? begin_orders(sources, header, like, err)
						: begin_keyed(sources, source, header, like, err);
	free(like);
	return status;
}

struct sd_pass sd_source_pass(struct sd_sources *sources, enum sd_source source)
{
	return source == SD_SOURCE_ORDERS ? sd_orders_pass(&sources->orders) : sd_keyed_pass(keyed_of(sources, source));
}

static int end_orders(struct sd_sources *sources, struct sd_error *err)
{
	struct sd_orders *orders = &sources->orders;
	int64_t anonymous = sd_orders_about(orders, "anonymous");
	if (anonymous)
		sd_str_addf(sources->notes, "%lld order rows have no id and belong to no customer\n",
			    (long long)anonymous);
	sources->valued = sd_orders_about(orders, "valued") > 0;
	sources->ledger = sd_ledger_new_from(orders->days, SD_NO_DAY, err);
	sd_count_free(orders->days);
	orders->days = NULL;
	return sources->ledger ? 0 : -1;
}

int sd_source_end(struct sd_sources *sources, enum sd_source source, struct sd_error *err)
{
	static const char *const names[] = {NULL, "observed", "roster", "map"};
	if (source == SD_SOURCE_ORDERS)
		return end_orders(sources, err);
	struct sd_keyed *keyed = keyed_of(sources, source);
	if (keyed->anonymous)
		sd_str_addf(sources->notes, "%ju rows of the %s have no id\n", (uintmax_t)keyed->anonymous,
			    names[source]);
	return source == SD_SOURCE_OBSERVED ? 0 : sd_keyed_finish(keyed, err);
}

void sd_sources_release(struct sd_sources *sources)
{
	sd_orders_release(&sources->orders);
	sd_count_free(sources->orders.days);
	sd_count_free(sources->orders.about);
	sd_ledger_free(sources->ledger);
	sd_keyed_release(&sources->observed);
	sd_keyed_release(&sources->roster);
	sd_keyed_release(&sources->map);
}
