/* SPDX-License-Identifier: MIT */
#include "reporting_files.h"

#include "show/look.h"

static int read_look(struct front_reporting *asked, struct sd_report *report, struct sd_error *err)
{
	struct sd_str content = SD_STR_INIT;
	struct sd_input *look = &asked->look, *logo = &asked->logo;
	int result = 0;
	if (look->fd >= 0)
		result = sd_input_read_all(look, &content, SIZE_MAX, err) ||
			 sd_look_read(&report->look, look->name, sd_str_text(&content), err);
	sd_str_clear(&content);
	if (!result && logo->fd >= 0)
		result = sd_input_read_all(logo, &content, SIZE_MAX, err) ||
			 sd_look_logo(&report->look, logo->name, sd_str_text(&content), err);
	sd_str_release(&content);
	if (report->look.title.data && !asked->title)
		report->title = report->look.title;
	return result ? -1 : 0;
}

int front_reporting_read(struct front_reporting *asked, struct sd_report *report, struct sd_str *last,
			 struct sd_error *err)
{
	int result = read_look(asked, report, err);
	if (result || asked->last.fd < 0)
		return result;
	report->last_name = asked->last.name;
	result = sd_input_read_all(&asked->last, last, SIZE_MAX, err);
	report->last = sd_str_text(last);
	return result;
}

static int write_tables(const struct front *front, const struct front_reporting *asked, const struct sd_report *report,
			struct sd_error *err)
{
	int result = 0;
	for (size_t i = 0; i < report->tables_length && !result && asked->tables.fd >= 0; i++) {
		struct sd_str csv = SD_STR_INIT, name = SD_STR_INIT;
		sd_report_add_csv(&report->tables[i], front->for_spreadsheet, &csv);
		sd_str_addf(&name, "%s.csv", report->tables[i].id.data);
		result = sd_file_write(asked->tables.fd, name.data, sd_str_text(&csv), err);
		sd_str_release(&csv);
		sd_str_release(&name);
	}
	return result;
}

/* Nobody reads a page's source on a terminal. */
static void add_screenful(const struct sd_report *report, struct sd_str *text)
{
	sd_report_add_summary(report, text);
	sd_str_adds(text, "\nThe page goes to a file: -o report.html\n");
}

/* As --to says, else as the name of -o ends. */
static int form_asked(const struct front *front, const struct front_reporting *asked)
{
	const char *end = strrchr(front->output.name, '.');
	if (asked->to >= 0 || !end)
		return asked->to < 0 ? FRONT_TO_HTML : asked->to;
	return !strcmp(end, ".json") ? FRONT_TO_JSON : !strcmp(end, ".md") ? FRONT_TO_MARKDOWN : FRONT_TO_HTML;
}

int front_reporting_write(struct front *front, const struct front_reporting *asked, const struct sd_report *report,
			  struct sd_output *terminal, struct sd_error *err)
{
	struct sd_str text = SD_STR_INIT;
	const int to = form_asked(front, asked);
	if (asked->pipeline)
		sd_report_add_pipeline(report, &text);
	else if (to == FRONT_TO_JSON)
		sd_report_add_json(report, &text);
	else if (to == FRONT_TO_MARKDOWN)
		sd_report_add_markdown(report, &text);
	else if (sd_output_is_terminal(&front->output))
		add_screenful(report, &text);
	else
		sd_report_add_page(report, &text);
	int result = sd_output_write(&front->output, sd_str_text(&text), err);
	sd_str_clear(&text);
	if (!result)
		result = write_tables(front, asked, report, err);
	if (!result && terminal->fd >= 0 && !asked->pipeline) {
		sd_report_add_summary(report, &text);
		result = sd_output_write(terminal, sd_str_text(&text), err);
	}
	sd_str_release(&text);
	return result || terminal->fd < 0 ? result : sd_output_commit(terminal, err);
}
