/* SPDX-License-Identifier: MIT */
/* How survey tools write their headers. Sources: the tools' own exports and help pages, as gathered in the manual. */
#include "read/shape_state.h"

#include <strings.h>

/* --- LimeSurvey ---- */

/* The first columns of an export with full texts, in the survey's language. */
static const char *const lime_ids[] = {"Response ID", "Antwort ID", "Antwort-ID", "ID de la r\xc3\xa9ponse", "ID de respuesta", "ID risposta",
	"ID della risposta", "Antwoord-ID", "Antwoord ID", "ID da resposta", NULL};
static const char *const lime_dates[] = {"Date submitted", "Datum Abgeschickt", "Datum abgeschickt", "Abgeschickt am",
	"Date de soumission", "Fecha de env\xc3\xado", "Data di invio", "Data de envio", "Verzenddatum", "Datum ingezonden", NULL};
static const char *const lime_pages[] = {"Last page", "Letzte Seite", "Derni\xc3\xa8re page", "\xc3\x9altima p\xc3\xa1gina", "Ultima p\xc3\xa1gina",
	"Ultima pagina", "Laatste pagina", NULL};
static const char *const lime_languages[] = {"Start language", "Start-Sprache", "Startsprache", "Langue de d\xc3\xa9part", "Langue initiale",
	"Lenguaje inicial", "Idioma inicial", "Lingua iniziale", "Lingua di partenza", "Starttaal", "Start taal", NULL};

static bool any_is(const struct sd_head_records *head, size_t record, const char *const *names, size_t *column)
{
	for (; *names; names++)
		if (sd_head_has(head, record, *names, column))
			return true;
	return false;
}

/* `G1Q2[SQ001]. Question [option]`: code and text, as one of the headings that it offers; where the text begins, else 0. */
static size_t behind_code(struct sd_text cell)
{
	const char *end = cell.length ? memmem(cell.data, cell.length, ". ", 2) : NULL;
	if (!end || end == cell.data || memchr(cell.data, ' ', (size_t)(end - cell.data)))
		return 0;
	return (size_t)(end - cell.data) + 2;
}

static bool has_codes_and_texts(const struct sd_head_records *head, size_t record)
{
	static const char *const codes[] = {"id", "submitdate", "lastpage", "startlanguage", NULL};
	size_t found = 0;
	for (size_t c = 0; c < head->items[record].length; c++) {
		struct sd_text cell = sd_head_cell(head, record, c);
		size_t behind = behind_code(cell);
		found += behind && sd_is_one_of((struct sd_text){cell.data, behind - 2}, codes);
	}
	return found >= 3;
}

static size_t limesurvey(const struct sd_head_records *head, size_t record, struct sd_str *why)
{
	static const char *const codes[] = {"id", "submitdate", "lastpage", "startlanguage", NULL};
	bool by_code = sd_head_count_of(head, record, codes) >= 3 || has_codes_and_texts(head, record);
	int texts = any_is(head, record, lime_ids, NULL) + any_is(head, record, lime_dates, NULL) +
		    any_is(head, record, lime_pages, NULL) + any_is(head, record, lime_languages, NULL);
	if (!by_code && texts < 3)
		return 0;
	sd_str_adds(why, by_code ? "the header holds submitdate, lastpage and startlanguage"
		: "the header holds Date submitted, Last page and Start language, or these in another language");
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
	sd_shape_split(shape, column, sd_text_trim((struct sd_text){label.data, at}), (struct sd_text){label.data + at + 1,
		label.length - at - 2});
}

void sd_plain_columns(const struct sd_head_records *head, size_t record, size_t headers, struct sd_shape *shape)
{
	size_t columns = sd_head_widest(head, record, headers);
	for (size_t c = 0; c < columns; c++) {
		struct sd_text name = sd_head_cell(head, record, c);
		sd_shape_mark_about(sd_shape_add(shape, name, name));
	}
}

/* `Q2_SQ001`, as exports for R and SPSS have it, where `_other` may stand too. */
static void split_codes(struct sd_shape *shape, struct sd_shape_column *column)
{
	for (size_t at = 1; at + 3 < column->name.length && !column->group.length && !column->about; at++)
		if (!memcmp(column->name.data + at, "_SQ", 3) || sd_text_equals((struct sd_text){column->name.data + at, column->name.length - at}, "_other"))
			sd_shape_split(shape, column, (struct sd_text){column->name.data, at},
				       (struct sd_text){column->name.data + at + 1, column->name.length - at - 1});
}

static void bracket_columns(const struct sd_head_records *head, size_t record, size_t headers, struct sd_shape *shape)
{
	sd_plain_columns(head, record, headers, shape);
	for (size_t c = 0; c < shape->length; c++)
		split_brackets(shape, &shape->columns[c]);
}

static void limesurvey_columns(const struct sd_head_records *head, size_t record, size_t headers, struct sd_shape *shape)
{
	size_t submitted;
	bool both = has_codes_and_texts(head, record);
	for (size_t c = 0; both && c < sd_head_widest(head, record, headers); c++) {
		struct sd_text cell = sd_head_cell(head, record, c), code = cell;
		size_t behind = behind_code(cell);
		if (behind) {
			code.length = behind - 2;
			cell = (struct sd_text){cell.data + behind, cell.length - behind};
		}
		struct sd_shape_column *column = sd_shape_add(shape, code, cell);
		sd_shape_mark_about(column);
		split_brackets(shape, column);
		if (sd_text_equals(code, "submitdate"))
			shape->finished = c;
	}
	if (both)
		return;
	bracket_columns(head, record, headers, shape);
	for (size_t c = 0; c < shape->length; c++)
		split_codes(shape, &shape->columns[c]);
	if (sd_head_has(head, record, "submitdate", &submitted) || any_is(head, record, lime_dates, &submitted))
		shape->finished = submitted;
}

/* --- Google Forms, Typeform, Microsoft Forms ---- */

static size_t google(const struct sd_head_records *head, size_t record, struct sd_str *why)
{
	static const char *const first[] = {"Timestamp", "Horodateur", "Zeitstempel", "Marca temporal",
		"Carimbo de data/hora", "Informazioni cronologiche", "Tijdstempel",
					    "Tidst\xc3\xa4mpel", "Tidsstempel", "Aikaleima", "Sygnatura czasowa",
						"\xd0\x9e\xd1\x82\xd0\xbc\xd0\xb5\xd1\x82\xd0\xba\xd0\xb0 \xd0\xb2\xd1\x80\xd0\xb5\xd0\xbc\xd0\xb5\xd0\xbd\xd0\xb8",
					    "\xe3\x82\xbf\xe3\x82\xa4\xe3\x83\xa0\xe3\x82\xb9\xe3\x82\xbf\xe3\x83\xb3\xe3\x83\x97", "Zaman damgas\xc4\xb1", "\xed\x83\x80\xec\x9e\x84\xec\x8a\xa4\xed\x83\xac\xed\x94\x84", "\xe6\x97\xb6\xe9\x97\xb4\xe6\x88\xb3\xe8\xae\xb0", "\xe6\x97\xb6\xe9\x97\xb4\xe6\x88\xb3", "\xe6\x99\x82\xe9\x96\x93\xe6\x88\xb3\xe8\xa8\x98", "Tidsmerke", "Tidsstempel", "\xc4\x8c""asov\xc3\xa1 zna\xc4\x8dka", "\xc4\x8c""asov\xc3\xa1 pe\xc4\x8diatka",
		"Id\xc5\x91""b\xc3\xa9lyeg", "\xd0\x9f\xd0\xbe\xd0\xb7\xd0\xbd\xd0\xb0\xd1\x87\xd0\xba\xd0\xb0 \xd1\x87\xd0\xb0\xd1\x81\xd1\x83", "Stempel waktu", "Marca de temps", "\xce\xa7\xcf\x81\xce\xbf\xce\xbd\xce\xb9\xce\xba\xce\xae \xcf\x83\xce\xae\xce\xbc\xce\xb1\xce\xbd\xcf\x83\xce\xb7", "D\xe1\xba\xa5u th\xe1\xbb\x9di gian", "Marcaj de timp",
		"Cap waktu", "Denbora-zigilua", "Selo temporal", NULL};
	if (!sd_head_cell_is(head, record, 0, first) || sd_head_filled(head, record) < 2)
		return 0;
	sd_str_adds(why, "the first column is the time stamp that it writes");
	return 1;
}

/* `7 / 10`: what a quiz was worth. */
static bool is_score(struct sd_text text)
{
	const char *slash = text.length ? memmem(text.data, text.length, " / ", 3) : NULL;
	for (size_t i = 0; i < text.length && slash; i++)
		if ((text.data[i] < '0' || text.data[i] > '9') && !strchr(" /.,", text.data[i]))
			return false;
	return slash != NULL;
}

static void google_columns(const struct sd_head_records *head, size_t record, size_t headers, struct sd_shape *shape)
{
	bracket_columns(head, record, headers, shape);
	if (shape->length) {
		shape->columns[0].kind = SD_QUESTION_DATE;
		shape->columns[0].about = true;
	}
	for (size_t c = 1; c < shape->length && c < 4; c++)
		if (is_score(sd_head_cell(head, record + headers, c))) {
			shape->columns[c].kind = SD_QUESTION_NUMBER;
			shape->columns[c].about = true;
		}
}

static size_t typeform(const struct sd_head_records *head, size_t record, struct sd_str *why)
{
	static const char *const first[] = {"#", NULL}, *const ends[] = {"Submit Date (UTC)", "Network ID", "Tags",
		"Start Date (UTC)", "Response Type", NULL};
	if (!sd_head_cell_is(head, record, 0, first) || sd_head_count_of(head, record, ends) < 2)
		return 0;
	sd_str_adds(why, "the header begins with # and ends with Submit Date (UTC) and Network ID");
	return 1;
}

static bool is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || (byte & 0x80);
}

/* Questions may hold *bold* and _italic_ words. */
static void typeform_columns(const struct sd_head_records *head, size_t record, size_t headers, struct sd_shape *shape)
{
	sd_plain_columns(head, record, headers, shape);
	for (size_t c = 1; c < shape->length; c++) {
		struct sd_str plain = SD_STR_INIT;
		struct sd_text label = shape->columns[c].label;
		char open = 0; /* the mark that a word in bold or italics began with */
		for (size_t i = 0; i < label.length; i++) {
			const char mark = label.data[i], next = i + 1 < label.length ? label.data[i + 1] : ' ';
			bool marks = mark == '*' || mark == '_';
			bool opens = marks && !open && (!i || label.data[i - 1] == ' ') && next != ' ' &&
				     memchr(label.data + i + 1, mark, label.length - i - 1);
			bool closes = marks && open == mark && label.data[i - 1] != ' ' && (mark == '*' || !is_letter(next));
			open = opens ? mark : closes ? 0 : open;
			if (!opens && !closes)
				sd_str_addc(&plain, label.data[i]);
		}
		if (plain.length < label.length)
			shape->columns[c].name = shape->columns[c].label = sd_label_clean(&shape->arena, sd_str_text(&plain));
		sd_str_release(&plain);
	}
}

static size_t microsoft(const struct sd_head_records *head, size_t record, struct sd_str *why)
{
	static const char *const first[] = {"ID", NULL};
	static const char *const starts[] = {"Start time", "Startzeit", "Heure de d\xc3\xa9""but", "Hora de inicio", "Ora di inizio",
		"Hora de in\xc3\xad""cio", "Begintijd", "\xe9\x96\x8b\xe5\xa7\x8b\xe6\x99\x82\xe5\x88\xbb", "\xe5\xbc\x80\xe5\xa7\x8b\xe6\x97\xb6\xe9\x97\xb4", "\xe9\x96\x8b\xe5\xa7\x8b\xe6\x99\x82\xe9\x96\x93", "Godzina rozpocz\xc4\x99""cia", "Starttid", "Starttidspunkt",
		"\xd0\x92\xd1\x80\xd0\xb5\xd0\xbc\xd1\x8f \xd0\xbd\xd0\xb0\xd1\x87\xd0\xb0\xd0\xbb\xd0\xb0", "\xec\x8b\x9c\xec\x9e\x91 \xec\x8b\x9c\xea\xb0\x84", "Ba\xc5\x9flang\xc4\xb1\xc3\xa7 zaman\xc4\xb1", NULL};
	static const char *const stops[] = {"Completion time", "Fertigstellungszeit", "Heure de fin", "Hora de finalizaci\xc3\xb3n",
		"Ora di completamento", "Hora de conclus\xc3\xa3o", "Tijd van voltooien", "\xe5\xae\x8c\xe4\xba\x86\xe6\x99\x82\xe5\x88\xbb", "\xe5\xae\x8c\xe6\x88\x90\xe6\x97\xb6\xe9\x97\xb4", "\xe5\xae\x8c\xe6\x88\x90\xe6\x99\x82\xe9\x96\x93", "Godzina uko\xc5\x84""czenia",
		"Slutf\xc3\xb6randetid", "Fuldf\xc3\xb8relsestidspunkt", "\xd0\x92\xd1\x80\xd0\xb5\xd0\xbc\xd1\x8f \xd0\xb7\xd0\xb0\xd0\xb2\xd0\xb5\xd1\x80\xd1\x88\xd0\xb5\xd0\xbd\xd0\xb8\xd1\x8f", "\xec\x99\x84\xeb\xa3\x8c \xec\x8b\x9c\xea\xb0\x84", "Tamamlanma zaman\xc4\xb1", NULL};
	if (!sd_head_cell_is(head, record, 0, first) || !sd_head_cell_is(head, record, 1, starts) ||
	    !sd_head_cell_is(head, record, 2, stops))
		return 0;
	sd_str_adds(why, "the header begins with ID and the times of beginning and end, as it names them");
	return 1;
}

static void microsoft_columns(const struct sd_head_records *head, size_t record, size_t headers, struct sd_shape *shape)
{
	static const char *const quiz[] = {"Points - ", "Feedback - ", "Punkte - ", "Points\xc2\xa0- ", NULL};
	enum { ABOUT = 5 };
	sd_plain_columns(head, record, headers, shape);
	for (size_t c = 0; c < shape->length; c++) {
		struct sd_shape_column *column = &shape->columns[c];
		column->about = column->about || c < 3;
		if (c == 0 || c == 1 || c == 2)
			column->kind = c ? SD_QUESTION_DATE : SD_QUESTION_ID;
		for (const char *const *mark = quiz; *mark && c >= ABOUT; mark++)
			column->about = column->about || (column->label.length > strlen(*mark) &&
				!memcmp(column->label.data, *mark, strlen(*mark)));
	}
}

const struct sd_vendor sd_vendors[] = {
	{"qualtrics", "Qualtrics", sd_recognise_qualtrics, sd_qualtrics_columns},
	{"qualtrics-legacy", "Qualtrics, legacy", sd_recognise_qualtrics_legacy, sd_qualtrics_legacy_columns},
	{"surveymonkey", "SurveyMonkey", sd_recognise_surveymonkey, sd_surveymonkey_columns},
	{"typeform", "Typeform", typeform, typeform_columns},
	{"surveycto", "SurveyCTO", sd_recognise_surveycto, sd_odk_columns},
	{"kobo", "KoboToolbox or ODK", sd_recognise_kobo, sd_odk_columns},
	{"limesurvey", "LimeSurvey", limesurvey, limesurvey_columns},
	{"microsoft-forms", "Microsoft Forms", microsoft, microsoft_columns},
	{"google-forms", "Google Forms", google, google_columns},
};
const size_t sd_vendors_length = sizeof sd_vendors / sizeof *sd_vendors;
