/* SPDX-License-Identifier: MIT */
/* How survey tools write their headers. Sources: the tools' own exports and help pages, as gathered in the manual. */
#include "read/shape_state.h"

#include <strings.h>

static bool has(const struct sd_head_records *head, size_t record, const char *name, size_t *column)
{
	for (size_t c = 0; record < head->length && c < head->items[record].length; c++) {
		struct sd_text cell = sd_head_cell(head, record, c);
		if (cell.length == strlen(name) && !strncasecmp(cell.data, name, cell.length)) {
			if (column)
				*column = c;
			return true;
		}
	}
	return false;
}

static size_t count_of(const struct sd_head_records *head, size_t record, const char *const *names)
{
	size_t found = 0;
	for (; *names; names++)
		found += has(head, record, *names, NULL);
	return found;
}

static bool cell_is(const struct sd_head_records *head, size_t record, size_t column, const char *const *names)
{
	return sd_is_one_of(sd_head_cell(head, record, column), names);
}

static size_t width(const struct sd_head_records *head, size_t record, size_t headers)
{
	size_t most = 0;
	for (size_t r = record; r < record + headers && r < head->length; r++)
		if (head->items[r].length > most)
			most = head->items[r].length;
	return most;
}

/* Columns about the response, of every tool, and their kinds. */
static const char *const ids[] = {"ResponseId", "ResponseID", "Respondent ID", "RespondentID", "respondent_id",
	"Response ID", "id", "#", "_id", "_uuid",
				  "KEY", "instanceID", "meta/instanceID", "meta-instanceID", "Network ID",
					"_submission_id", "ID", NULL};
static const char *const dates[] = {"StartDate", "EndDate", "RecordedDate", "Start Date", "End Date", "date_created",
	"date_modified", "submitdate", "startdate",
				    "datestamp", "Date submitted", "Date started", "Date last action", "Timestamp",
					"Submit Date (UTC)", "Start Date (UTC)", "start", "end",
				    "today", "_submission_time", "SubmissionDate", "starttime", "endtime",
					"CompletionDate", "Start time", "Completion time", "Last modified time", NULL};
static const char *const about[] = {"Status", "IPAddress", "IP Address", "Progress", "Duration (in seconds)",
	"Finished", "RecipientLastName", "RecipientFirstName",
				    "RecipientEmail", "ExternalReference", "ExternalDataReference", "EmailAddress",
					"LocationLatitude", "LocationLongitude",
				    "LocationAccuracy", "DistributionChannel", "UserLanguage", "ResponseSet", "Name",
					"Collector ID", "CollectorID", "collector_id", "Email Address",
				    "First Name", "Last Name", "Custom Data 1", "lastpage", "Last page",
					"startlanguage", "Start language", "seed", "Seed", "ipaddr", "refurl", "Tags",
				    "deviceid", "subscriberid", "simid", "devicephonenum", "username",
					"formdef_version", "__version__", "_version_", "_validation_status",
				    "_notes", "_status", "_submitted_by", "_tags", "_index", "Email", "Username",
					"Language", "Q_RecaptchaScore", "Q_BallotBoxStuffing",
				    "Q_RelevantIDDuplicate", "Q_RelevantIDFraudScore", "Q_DuplicateRespondent",
					"Recipient", "Token", "token", NULL};

static void mark_about(struct sd_shape_column *column)
{
	if (sd_is_one_of(column->name, ids))
		column->kind = SD_QUESTION_ID;
	else if (sd_is_one_of(column->name, dates))
		column->kind = SD_QUESTION_DATE;
	else if (!sd_is_one_of(column->name, about))
		return;
	column->about = true;
}

static bool ends_with(struct sd_text text, const char *end)
{
	size_t length = strlen(end);
	return text.length > length && !memcmp(text.data + text.length - length, end, length);
}

static struct sd_text dup_text(struct sd_shape *shape, struct sd_text text)
{
	return sd_label_clean(&shape->arena, text);
}

/* "question<mark>option" */
static void split(struct sd_shape *shape, struct sd_shape_column *column, struct sd_text question,
	struct sd_text option)
{
	column->group = dup_text(shape, question);
	column->option = dup_text(shape, option);
}

/* --- Qualtrics ---- */

static bool import_ids(const struct sd_head_records *head, size_t record)
{
	size_t found = 0;
	for (size_t c = 0; record < head->length && c < head->items[record].length; c++) {
		struct sd_text cell = sd_head_cell(head, record, c);
		if (!cell.length)
			continue;
		if (cell.length < 12 || cell.data[0] != '{' || memcmp(cell.data + 2, "ImportId", 8) != 0)
			return false;
		found++;
	}
	return found > 0;
}

static size_t qualtrics(const struct sd_head_records *head, size_t record, struct sd_str *why)
{
	if (!import_ids(head, record + 2))
		return 0;
	sd_str_adds(why, "the third record of the header holds an ImportId in each cell");
	return 3;
}

/* A grid or multiple answer: Q3_1, Q3_2 under "question - option"; the group is what the labels share. */
static void group_by_labels(struct sd_shape *shape)
{
	for (size_t i = 0; i < shape->length; i++) {
		struct sd_shape_column *column = &shape->columns[i];
		if (column->about || column->group.length || ends_with(column->name, "_TEXT"))
			continue;
		for (size_t at = column->label.length; at-- > 3;) {
			if (memcmp(column->label.data + at - 3, " - ", 3) != 0)
				continue;
			struct sd_text question = {column->label.data, at - 3};
			bool shared = false;
			for (size_t other = i ? i - 1 : 0; other <= i + 1 && other < shape->length; other++)
				shared |= other != i && shape->columns[other].label.length > at &&
					  !memcmp(shape->columns[other].label.data, column->label.data, at);
			if (!shared)
				continue;
			split(shape, column, question, (struct sd_text){column->label.data + at,
				column->label.length - at});
			break;
		}
	}
}

static void qualtrics_columns(const struct sd_head_records *head, size_t record, size_t headers, struct sd_shape *shape)
{
	size_t columns = width(head, record, headers);
	for (size_t c = 0; c < columns; c++) {
		struct sd_text name = sd_head_cell(head, record, c), label = sd_head_cell(head, record + 1, c);
		struct sd_shape_column *column = sd_shape_add(shape, name.length ? name : label, label);
		mark_about(column);
		struct sd_text id = sd_head_cell(head, record + 2, c);
		if (memmem(id.data ? id.data : "", id.length, "_TEXT", 5) && !column->about)
			column->kind = SD_QUESTION_OPEN;
		if (ends_with(column->name, " - Topics"))
			column->kind = SD_QUESTION_CHOICE; /* Text iQ's, not an answer */
		if (sd_text_equals(column->name, "Status"))
			shape->status = c;
		if (sd_text_equals(column->name, "Finished"))
			shape->finished = c;
	}
	group_by_labels(shape);
}

static size_t qualtrics_legacy(const struct sd_head_records *head, size_t record, struct sd_str *why)
{
	static const char *const first[] = {"V1", NULL}, *const below[] = {"ResponseID", "Response ID", NULL};
	if (!cell_is(head, record, 0, first) || !cell_is(head, record + 1, 0, below))
		return 0;
	sd_str_adds(why, "the header begins with V1 over ResponseID");
	return 2;
}

static bool is_variable(struct sd_text name)
{
	if (name.length < 2 || name.data[0] != 'V')
		return false;
	for (size_t i = 1; i < name.length; i++)
		if (name.data[i] < '0' || name.data[i] > '9')
			return false;
	return true;
}

static void legacy_columns(const struct sd_head_records *head, size_t record, size_t headers, struct sd_shape *shape)
{
	size_t columns = width(head, record, headers);
	for (size_t c = 0; c < columns; c++) {
		struct sd_text name = sd_head_cell(head, record, c), label = sd_head_cell(head, record + 1, c);
		struct sd_shape_column *column = sd_shape_add(shape, is_variable(name) && label.length ? label : name,
			label);
		mark_about(column);
		if (sd_text_equals(column->name, "Status"))
			shape->status = c;
		if (sd_text_equals(column->name, "Finished"))
			shape->finished = c;
	}
	group_by_labels(shape);
}

/* --- SurveyMonkey ---- */

static const char *const respondent[] = {"Respondent ID", "RespondentID", "respondent_id", NULL};
static const char *const answer_words[] = {"Response", "Open-Ended Response", "R\xc3\xa9ponse",
	"R\xc3\xa9ponse ouverte", "Antwort", "Beantwortung mit offenem Ende",
					   "Respuesta", "Respuesta abierta", "Risposta", "Resposta", "Antwoord",
						"Svar", NULL};
static const char *const open_words[] = {"Open-Ended Response", "R\xc3\xa9ponse ouverte",
	"Beantwortung mit offenem Ende", "Respuesta abierta", NULL};

static size_t surveymonkey(const struct sd_head_records *head, size_t record, struct sd_str *why)
{
	if (!cell_is(head, record, 0, respondent))
		return 0;
	bool two = record + 1 < head->length && !sd_head_cell(head, record + 1, 0).length && sd_head_filled(head,
		record + 1) > 0;
	sd_str_addf(why, two ? "the header begins with Respondent ID, and a record of answers' names stands below it"
			     : "the header begins with Respondent ID, one record");
	return two ? 2 : 1;
}

static void surveymonkey_columns(const struct sd_head_records *head, size_t record, size_t headers,
	struct sd_shape *shape)
{
	size_t columns = width(head, record, headers);
	struct sd_text question = {NULL, 0};
	for (size_t c = 0; c < columns; c++) {
		struct sd_text here = sd_head_cell(head, record, c), below = headers > 1 ? sd_head_cell(head,
			record + 1, c) : (struct sd_text){NULL, 0};
		if (here.length)
			question = here;
		bool alone = !below.length || (sd_is_one_of(below, answer_words) && here.length);
		struct sd_text label = sd_label_join(&shape->arena, headers > 1 && below.length ? question : here,
			alone ? (struct sd_text){NULL, 0} : below);
		struct sd_shape_column *column = sd_shape_add(shape, label, label);
		mark_about(column);
		bool shared = !alone && (!here.length || (c + 1 < columns && !sd_head_cell(head, record,
			c + 1).length));
		if (shared && !column->about)
			split(shape, column, question, below);
		if (sd_is_one_of(below, open_words))
			column->kind = SD_QUESTION_OPEN;
	}
	if (headers == 1)
		group_by_labels(shape);
}

/* --- LimeSurvey ---- */

static size_t limesurvey(const struct sd_head_records *head, size_t record, struct sd_str *why)
{
	static const char *const codes[] = {"id", "submitdate", "lastpage", "startlanguage", NULL};
	static const char *const texts[] = {"Response ID", "Date submitted", "Last page", "Start language", NULL};
	bool by_code = count_of(head, record, codes) >= 3;
	if (!by_code && count_of(head, record, texts) < 3)
		return 0;
	sd_str_adds(why, by_code ? "the header holds submitdate, lastpage and startlanguage"
		: "the header holds Date submitted, Last page and Start language");
	return 1;
}

/* Question [option], with the last pair of brackets. */
static void split_brackets(struct sd_shape *shape, struct sd_shape_column *column)
{
	struct sd_text label = column->label;
	if (column->about || label.length < 4 || label.data[label.length - 1] != ']')
		return;
	size_t at = label.length - 1, depth = 0;
	while (at > 0) {
		depth += label.data[at] == ']';
		depth -= label.data[at] == '[';
		if (!depth)
			break;
		at--;
	}
	if (!at)
		return;
	split(shape, column, sd_text_trim((struct sd_text){label.data, at}), (struct sd_text){label.data + at + 1,
		label.length - at - 2});
}

static void plain_columns(const struct sd_head_records *head, size_t record, size_t headers, struct sd_shape *shape)
{
	size_t columns = width(head, record, headers);
	for (size_t c = 0; c < columns; c++) {
		struct sd_text name = sd_head_cell(head, record, c);
		mark_about(sd_shape_add(shape, name, name));
	}
}

static void bracket_columns(const struct sd_head_records *head, size_t record, size_t headers, struct sd_shape *shape)
{
	plain_columns(head, record, headers, shape);
	for (size_t c = 0; c < shape->length; c++)
		split_brackets(shape, &shape->columns[c]);
	size_t submitted;
	if (shape->name && !strcmp(shape->name, "limesurvey") && (has(head, record, "submitdate", &submitted) ||
		has(head, record, "Date submitted", &submitted)))
		shape->finished = submitted;
}

/* --- Google Forms, Typeform, Microsoft Forms ---- */

static size_t google(const struct sd_head_records *head, size_t record, struct sd_str *why)
{
	static const char *const first[] = {"Timestamp", "Horodateur", "Zeitstempel", "Marca temporal",
		"Carimbo de data/hora", "Informazioni cronologiche", "Tijdstempel",
					    "Tidst\xc3\xa4mpel", "Tidsstempel", "Aikaleima", "Sygnatura czasowa",
						"\xd0\x9e\xd1\x82\xd0\xbc\xd0\xb5\xd1\x82\xd0\xba\xd0\xb0 \xd0\xb2\xd1\x80\xd0\xb5\xd0\xbc\xd0\xb5\xd0\xbd\xd0\xb8",
					    "\xe3\x82\xbf\xe3\x82\xa4\xe3\x83\xa0\xe3\x82\xb9\xe3\x82\xbf\xe3\x83\xb3\xe3\x83\x97", "Zaman damgas\xc4\xb1", NULL};
	if (!cell_is(head, record, 0, first) || sd_head_filled(head, record) < 2)
		return 0;
	sd_str_adds(why, "the first column is the time stamp that it writes");
	return 1;
}

static void google_columns(const struct sd_head_records *head, size_t record, size_t headers, struct sd_shape *shape)
{
	bracket_columns(head, record, headers, shape);
	if (shape->length) {
		shape->columns[0].kind = SD_QUESTION_DATE;
		shape->columns[0].about = true;
	}
}

static size_t typeform(const struct sd_head_records *head, size_t record, struct sd_str *why)
{
	static const char *const first[] = {"#", NULL}, *const ends[] = {"Submit Date (UTC)", "Network ID", "Tags",
		"Start Date (UTC)", "Response Type", NULL};
	if (!cell_is(head, record, 0, first) || count_of(head, record, ends) < 2)
		return 0;
	sd_str_adds(why, "the header begins with # and ends with Submit Date (UTC) and Network ID");
	return 1;
}

static size_t microsoft(const struct sd_head_records *head, size_t record, struct sd_str *why)
{
	static const char *const first[] = {"ID", NULL}, *const names[] = {"Start time", "Completion time", "Email",
		"Name", NULL};
	if (!cell_is(head, record, 0, first) || count_of(head, record, names) < 3)
		return 0;
	sd_str_adds(why, "the header begins with ID, Start time, Completion time");
	return 1;
}

/* --- ODK and its kin ---- */

static void odk_columns(const struct sd_head_records *head, size_t record, size_t headers, struct sd_shape *shape)
{
	plain_columns(head, record, headers, shape);
	/* `q/a` is one answer of `q` where `q` is a column too, or where another column is `q/…`. */
	for (size_t c = 0; c < shape->length; c++) {
		struct sd_shape_column *column = &shape->columns[c];
		const char *slash = memrchr(column->name.data, '/', column->name.length);
		if (!slash || column->about)
			continue;
		struct sd_text question = {column->name.data, (size_t)(slash - column->name.data)};
		for (size_t other = 0; other < c; other++)
			if (sd_text_equal(shape->columns[other].name, question)) {
				split(shape, column, question, (struct sd_text){slash + 1,
					column->name.length - question.length - 1});
				break;
			}
	}
}

static size_t surveycto(const struct sd_head_records *head, size_t record, struct sd_str *why)
{
	static const char *const names[] = {"KEY", "instanceID", "formdef_version", "SubmissionDate", NULL};
	if (!has(head, record, "formdef_version", NULL) || count_of(head, record, names) < 3)
		return 0;
	sd_str_adds(why, "the header holds KEY, formdef_version and SubmissionDate");
	return 1;
}

static size_t kobo(const struct sd_head_records *head, size_t record, struct sd_str *why)
{
	static const char *const names[] = {"_id", "_uuid", "_submission_time", "__version__", "_index", NULL};
	static const char *const odk[] = {"meta/instanceID", "meta-instanceID", "instanceID", "SubmissionDate", "KEY",
		"DeviceID", NULL};
	bool theirs = count_of(head, record, names) >= 3;
	if (!theirs && count_of(head, record, odk) < 3)
		return 0;
	sd_str_adds(why, theirs ? "the header holds _id, _uuid and _submission_time"
		: "the header holds SubmissionDate, KEY and an instanceID");
	return 1;
}

const struct sd_vendor sd_vendors[] = {
	{"qualtrics", "Qualtrics", qualtrics, qualtrics_columns},
	{"qualtrics-legacy", "Qualtrics, legacy", qualtrics_legacy, legacy_columns},
	{"surveymonkey", "SurveyMonkey", surveymonkey, surveymonkey_columns},
	{"typeform", "Typeform", typeform, plain_columns},
	{"surveycto", "SurveyCTO", surveycto, odk_columns},
	{"kobo", "KoboToolbox or ODK", kobo, odk_columns},
	{"limesurvey", "LimeSurvey", limesurvey, bracket_columns},
	{"microsoft-forms", "Microsoft Forms", microsoft, plain_columns},
	{"google-forms", "Google Forms", google, google_columns},
};
const size_t sd_vendors_length = sizeof sd_vendors / sizeof *sd_vendors;
