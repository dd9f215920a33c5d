/* SPDX-License-Identifier: MIT */
/* Cells of a header by their names, and the names that survey tools give to what is about a response. */
#include "read/shape_state.h"

#include <strings.h>

bool sd_head_has(const struct sd_head_records *head, size_t record, const char *name, size_t *column)
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

size_t sd_head_count_of(const struct sd_head_records *head, size_t record, const char *const *names)
{
	size_t found = 0;
	for (; *names; names++)
		found += sd_head_has(head, record, *names, NULL);
	return found;
}

bool sd_head_cell_is(const struct sd_head_records *head, size_t record, size_t column, const char *const *names)
{
	return sd_is_one_of(sd_head_cell(head, record, column), names);
}

size_t sd_head_widest(const struct sd_head_records *head, size_t record, size_t headers)
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
					"_submission_id", "ID", "_submission__id", "_submission__uuid", "SubmissionID",
	"Antwort ID", "Antwort-ID", "ID de la r\xc3\xa9ponse", "ID de respuesta", "ID risposta", "Antwoord-ID", "ID da resposta", NULL};
static const char *const dates[] = {"StartDate", "EndDate", "RecordedDate", "Start Date", "End Date", "date_created",
	"date_modified", "submitdate", "startdate",
				    "datestamp", "Date submitted", "Date started", "Date last action", "Timestamp",
					"Submit Date (UTC)", "Start Date (UTC)", "start", "end",
				    "today", "_submission_time", "SubmissionDate", "starttime", "endtime",
					"CompletionDate", "Start time", "Completion time", "Last modified time",
	"Stage Date (UTC)", "_submission__submission_time", "Datum Abgeschickt", "Datum abgeschickt", "Date de soumission", "Fecha de env\xc3\xado",
	"Data di invio", "Data de envio", "Verzenddatum", "Startzeit", "Fertigstellungszeit", "Uhrzeit der letzten \xc3\x84nderung", "Heure de d\xc3\xa9""but",
	"Heure de fin", "Hora de inicio", "Hora de finalizaci\xc3\xb3n", "Ora di inizio", "Ora di completamento", "Hora de in\xc3\xad""cio",
	"Hora de conclus\xc3\xa3o", "Begintijd", "Tijd van voltooien", "\xe9\x96\x8b\xe5\xa7\x8b\xe6\x99\x82\xe5\x88\xbb", "\xe5\xae\x8c\xe4\xba\x86\xe6\x99\x82\xe5\x88\xbb", "Godzina rozpocz\xc4\x99""cia", "Godzina uko\xc5\x84""czenia", NULL};
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
					"Recipient", "Token", "token", "Response Type",
	"Ending", "Letzte Seite", "Start-Sprache", "Zufallsstartwert", "Derni\xc3\xa8re page", "Langue de d\xc3\xa9part", "\xc3\x9altima p\xc3\xa1gina",
	"Lenguaje inicial", "Idioma inicial", "Ultima pagina", "Lingua iniziale", "Laatste pagina", "Starttaal", "E-Mail",
	"Adresse de messagerie", "Nom", "Correo electr\xc3\xb3nico", "Nombre", "Posta elettronica", "Nome", "Naam", "\xe3\x83\xa1\xe3\x83\xbc\xe3\x83\xab", "\xe5\x90\x8d\xe5\x89\x8d",
	"Adres e-mail", "Nazwa", "Total points", "Quiz feedback", "SubmitterID", "SubmitterName", "AttachmentsPresent",
	"AttachmentsExpected", "ReviewState", "Edits", "FormVersion", "Nom d'utilisateur", "Adresse e-mail", "E-Mail-Adresse",
	"Nutzername", "Direcci\xc3\xb3n de correo electr\xc3\xb3nico", "Endere\xc3\xa7o de e-mail", "Indirizzo email", "E-mailadres", "\xe3\x83\xa1\xe3\x83\xbc\xe3\x83\xab\xe3\x82\xa2\xe3\x83\x89\xe3\x83\xac\xe3\x82\xb9",
	"_parent_table_name", "_parent_index", "_submission__validation_status", "_submission__notes", "_submission__status",
	"_submission__submitted_by", "_submission___version__", "_submission__tags", "caseid", "duration", NULL};

void sd_shape_mark_about(struct sd_shape_column *column)
{
	if (sd_is_one_of(column->name, ids))
		column->kind = SD_QUESTION_ID;
	else if (sd_is_one_of(column->name, dates))
		column->kind = SD_QUESTION_DATE;
	else if (!sd_is_one_of(column->name, about))
		return;
	column->about = true;
}

bool sd_ends_with(struct sd_text text, const char *end)
{
	size_t length = strlen(end);
	return text.length > length && !memcmp(text.data + text.length - length, end, length);
}

static struct sd_text dup_text(struct sd_shape *shape, struct sd_text text)
{
	return sd_label_clean(&shape->arena, text);
}

/* "question<mark>option" */
void sd_shape_split(struct sd_shape *shape, struct sd_shape_column *column, struct sd_text question,
	struct sd_text option)
{
	column->group = dup_text(shape, question);
	column->option = dup_text(shape, option);
}

