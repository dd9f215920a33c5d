/* SPDX-License-Identifier: MIT */
/* How survey tools write their headers. Sources: the tools' own exports and help pages, as gathered in the manual. */
#include "read/shape_state.h"

#include <strings.h>

#include "read/value.h"
#include "rows/form_words.h"

/* --- LimeSurvey ---- */

static bool any_is(const struct sd_head_records *head, size_t record, enum sd_form_class class, size_t *column)
{
	for (const char *const *name = sd_form_words(class); *name; name++)
		if (sd_head_has(head, record, *name, column))
			return true;
	return false;
}

/* `G1Q2[SQ001]. Question [option]`: code and text, as one of the headings that it offers; where the text begins, else
 * 0. */
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
	int texts = any_is(head, record, SD_FORM_lime_id, NULL) + any_is(head, record, SD_FORM_lime_date, NULL) +
		    any_is(head, record, SD_FORM_lime_page, NULL) + any_is(head, record, SD_FORM_lime_language, NULL);
	if (!by_code && texts < 3)
		return 0;
	sd_str_adds(why, by_code ? "the header holds submitdate, lastpage and startlanguage"
		: "the header holds Date submitted, Last page and Start language, or these in another language");
	return 1;
}

/* Question [option], with the last pair of brackets. */
static void split_brackets(struct sd_shape *shape, struct sd_shape_column *column)
{
	struct sd_text question, option;
	if (!column->about && sd_label_brackets(column->label, &question, &option))
		sd_shape_split(shape, column, question, option);
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
		if (!memcmp(column->name.data + at, "_SQ", 3) ||
		    sd_text_equals((struct sd_text){column->name.data + at, column->name.length - at}, "_other"))
			sd_shape_split(shape, column, (struct sd_text){column->name.data, at},
				       (struct sd_text){column->name.data + at + 1, column->name.length - at - 1});
}

static void bracket_columns(const struct sd_head_records *head, size_t record, size_t headers, struct sd_shape *shape)
{
	sd_plain_columns(head, record, headers, shape);
	for (size_t c = 0; c < shape->length; c++)
		split_brackets(shape, &shape->columns[c]);
}

static void limesurvey_columns(const struct sd_head_records *head, size_t record, size_t headers,
			       struct sd_shape *shape)
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
	if (sd_head_has(head, record, "submitdate", &submitted) || any_is(head, record, SD_FORM_lime_date, &submitted))
		shape->finished = submitted;
}

/* --- Google Forms, Typeform, Microsoft Forms ---- */

static size_t google(const struct sd_head_records *head, size_t record, struct sd_str *why)
{
	if (!sd_form_is(sd_head_cell(head, record, 0), SD_FORM_google_time) || sd_head_filled(head, record) < 2)
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
	sd_plain_columns(head, record, headers, shape);
	sd_mark_quiz(shape);
	for (size_t c = 0; c < shape->length; c++)
		split_brackets(shape, &shape->columns[c]);
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
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
	       (byte & 0x80);
}

/* Questions may hold *bold* and _italic_ words. */
static void typeform_columns(const struct sd_head_records *head, size_t record, size_t headers, struct sd_shape *shape)
{
	size_t finished;
	sd_plain_columns(head, record, headers, shape);
	if (sd_head_has(head, record, "Response Type", &finished))
		shape->finished = finished;
	for (size_t c = 1; c < shape->length; c++) {
		struct sd_str plain = SD_STR_INIT;
		struct sd_text label = shape->columns[c].label;
		char open = 0; /* the mark that a word in bold or italics began with */
		for (size_t i = 0; i < label.length; i++) {
			const char mark = label.data[i], next = i + 1 < label.length ? label.data[i + 1] : ' ';
			bool marks = mark == '*' || mark == '_';
			bool opens = marks && !open && (!i || label.data[i - 1] == ' ') && next != ' ' &&
				     memchr(label.data + i + 1, mark, label.length - i - 1);
			bool closes =
				marks && open == mark && label.data[i - 1] != ' ' && (mark == '*' || !is_letter(next));
			open = opens ? mark : closes ? 0 : open;
			if (!opens && !closes)
				sd_str_addc(&plain, label.data[i]);
		}
		if (plain.length < label.length)
			shape->columns[c].name = shape->columns[c].label =
				sd_label_clean(&shape->arena, sd_str_text(&plain));
		sd_str_release(&plain);
	}
}

/* What it has under its first columns in every language: a number, two dates with a time, an address or `anonymous`. */
static bool microsoft_records(const struct sd_head_records *head, size_t from)
{
	size_t records = 0;
	for (size_t r = from; r < head->length; r++) {
		struct sd_text who = sd_head_cell(head, r, 3);
		if (!sd_head_filled(head, r))
			continue;
		for (size_t c = 1; c < 3; c++) {
			struct sd_text time = sd_head_cell(head, r, c);
			if (sd_value_of(time) != SD_VALUE_DATE || !memchr(time.data, ':', time.length))
				return false;
		}
		if (sd_value_of(sd_head_cell(head, r, 0)) != SD_VALUE_NUMBER ||
		    (!sd_text_equals(who, "anonymous") && (!who.length || !memchr(who.data, '@', who.length))))
			return false;
		records++;
	}
	return records > 0;
}

static size_t microsoft(const struct sd_head_records *head, size_t record, struct sd_str *why)
{
	static const char *const first[] = {"ID", NULL};
	bool named = sd_form_is(sd_head_cell(head, record, 1), SD_FORM_microsoft_start) &&
		     sd_form_is(sd_head_cell(head, record, 2), SD_FORM_microsoft_end);
	if (!sd_head_cell_is(head, record, 0, first) || (!named && !microsoft_records(head, record + 1)))
		return 0;
	sd_str_adds(why, named ? "the header begins with ID and the times of beginning and end, as it names them"
			       : "the header begins with ID, and below it stand numbers, two times and who answered");
	return 1;
}

/* `Points - Question`, a blank or one that does not break before the dash. */
static bool is_of_quiz(struct sd_text label)
{
	for (const char *const *word = sd_form_words(SD_FORM_quiz); *word; word++) {
		struct sd_text rest = label;
		size_t length = strlen(*word);
		if (rest.length <= length || memcmp(rest.data, *word, length) != 0)
			continue;
		rest = (struct sd_text){rest.data + length, rest.length - length};
		size_t blank = *rest.data == ' ' ? 1 : rest.length > 2 && !memcmp(rest.data, "\xc2\xa0", 2) ? 2 : 0;
		if (blank && rest.length > blank + 2 && !memcmp(rest.data + blank, "- ", 2))
			return true;
	}
	return false;
}

static void microsoft_columns(const struct sd_head_records *head, size_t record, size_t headers, struct sd_shape *shape)
{
	enum { WHO = 3, NAME = 4 };
	sd_plain_columns(head, record, headers, shape);
	for (size_t c = 0; c < shape->length; c++) {
		struct sd_shape_column *column = &shape->columns[c];
		column->about = column->about || c < WHO || (c == WHO && microsoft_records(head, record + headers)) ||
				(c == NAME && shape->columns[WHO].about);
		if (c < WHO)
			column->kind = c ? SD_QUESTION_DATE : SD_QUESTION_ID;
		column->about = column->about || (c > NAME && is_of_quiz(column->label));
	}
	sd_mark_quiz(shape);
}

/* --- Alchemer ---- */

static const char *const alchemer_names[] = {
	"Response ID", "Time Started", "Date Submitted", "Status", "Contact ID", "Legacy Comments", "Comments",
	"Language", "Referer", "SessionID", "User Agent", "Extended Referer", "Longitude", "Latitude", "Country",
	"City", "State/Region", "Postal", "Tags", "IP Address", NULL};

static size_t alchemer(const struct sd_head_records *head, size_t record, struct sd_str *why)
{
	static const char *const own[] = {
		"Time Started", "Contact ID", "Legacy Comments", "SessionID", "Extended Referer", NULL};
	if (!sd_head_has(head, record, "Response ID", NULL) || sd_head_count_of(head, record, own) < 3)
		return 0;
	sd_str_adds(why, "the header holds Time Started, Legacy Comments and SessionID");
	return 1;
}

/* `Option:Question` are options of a question; columns about the response come before all questions. */
static void alchemer_columns(const struct sd_head_records *head, size_t record, size_t headers, struct sd_shape *shape)
{
	sd_plain_columns(head, record, headers, shape);
	for (size_t c = 0; c < shape->length && sd_head_cell_is(head, record, c, alchemer_names); c++)
		shape->columns[c].about = true;
	size_t finished;
	if (sd_head_has(head, record, "Status", &finished))
		shape->finished = finished;
	sd_group_by_tail(shape, ":");
}

const struct sd_vendor sd_vendors[] = {
	{"qualtrics", "Qualtrics", sd_recognise_qualtrics, sd_qualtrics_columns},
	{"qualtrics-legacy", "Qualtrics, legacy", sd_recognise_qualtrics_legacy, sd_qualtrics_legacy_columns},
	{"surveymonkey", "SurveyMonkey", sd_recognise_surveymonkey, sd_surveymonkey_columns},
	{"alchemer", "Alchemer", alchemer, alchemer_columns},
	{"typeform", "Typeform", typeform, typeform_columns},
	{"surveycto", "SurveyCTO", sd_recognise_surveycto, sd_odk_columns},
	{"kobo", "KoboToolbox or ODK", sd_recognise_kobo, sd_odk_columns},
	{"limesurvey", "LimeSurvey", limesurvey, limesurvey_columns},
	{"microsoft-forms", "Microsoft Forms", microsoft, microsoft_columns},
	{"google-forms", "Google Forms", google, google_columns},
};
const size_t sd_vendors_length = sizeof sd_vendors / sizeof *sd_vendors;
