/* SPDX-License-Identifier: MIT */
#include "source_checks.h"

static const struct sd_source_options plain = {.quote = -1, .escape = -1};

static const char definition[] =
	/* 1.x names its document type, which is never fetched. */
	"<?xml version=\"1.0\"?><!DOCTYPE sss PUBLIC \"-//triple-s//DTD Survey Interchange v1.2//EN\" "
	"\"http://example.org/sss.dtd\"><sss version=\"2.0\"><survey><record ident=\"V\" format=\"csv\" "
	"skip=\"1\"><variable ident=\"1\" type=\"single\"><name>q1</name><label>Come<br/>again?</label><position "
	"start=\"1\"/><values><value code=\"1\">Yes</value><value code=\"2\">No<text "
	"xml:lang=\"de\">Nein</text></value></values></variable><variable ident=\"2\" "
	"type=\"multiple\"><name>q2</name><label>Tried</label><position start=\"2\"/><values><value "
	"code=\"1\">Tea</value><value code=\"3\">Bun</value></values></variable><variable ident=\"3\" "
	"type=\"character\"><name>q3</name><label>Why?</label><position "
	"start=\"3\"/></variable></record></survey></sss>";

static void data_in_csv(void **state)
{
	struct sd_str said = SD_STR_INIT;
	const struct sd_file files[] = {
		file_of("in.sss", sd_text_of(definition)),
		file_of("in.csv", sd_text_of("a,b,c\n1,101,\"tea, hot\"\n2,001,\n,,\n9,010,x\n")),
	};
	(void)state;
	struct sd_source *source = open_files(NULL, files, 2, &plain, &said);
	if (!source)
		fail_msg("%s", said.data);
	assert_int_equal(source->columns_length, 4);
	assert_true(sd_text_equals(source->columns[0].label, "Come again?"));
	assert_true(sd_text_equals(source->columns[2].name, "q2_3") && sd_text_equals(source->columns[2].group, "q2"));
	assert_records(source, "2: Yes|#1|#1|tea, hot\n3: No|#0|#1|~\n4: ~|~|~|~\n5: 9|#0|#0|x !1\n");
	close(files[0].fd);
	close(files[1].fd);
	sd_str_release(&said);
}

static void what_is_no_survey(void **state)
{
	static const struct {
		const char *content, *said;
	} cases[] = {{"<sss/>", "without variables"},
		     {"<sss><record><variable type=\"odd\"/></record></sss>", "no known type"},
		     {"<sss><record><variable type=\"single\"><position start=\"0\"/></variable></record></sss>", "a position that is none"},
		     {"<!DOCTYPE sss [<!ENTITY a \"b\">]><sss><record/></sss>", "a document type"},
		     {"<!DOCTYPE sss SYSTEM \"sss.dtd\"><sss><record>&a;</record></sss>", "an entity that is defined elsewhere"},
		     {"<sss><record>", "no well-formed XML"}};
	struct sd_str said = SD_STR_INIT;
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct sd_file files[] = {file_of("in.sss", sd_text_of(cases[i].content)),
						file_of("in.asc", SD_TEXT("1\n"))};
		assert_null(open_files(&sd_source_triple_s, files, 1, &plain, &said));
		assert_non_null(strstr(said.data, "name the file of its data"));
		assert_null(open_files(&sd_source_triple_s, files, 2, &plain, &said));
		if (!strstr(said.data, cases[i].said))
			fail_msg("%s", said.data);
		close(files[0].fd);
		close(files[1].fd);
	}
	sd_str_release(&said);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(data_in_csv),
		cmocka_unit_test(what_is_no_survey),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
