/* SPDX-License-Identifier: MIT */
#include "source_checks.h"

#include "read/transcript.h"

static const struct sd_source_options plain = {.quote = -1, .escape = -1};

static void check_with(const struct sd_source_kind *kind, const struct sd_source_options *options, const char *content,
		       const char *wanted)
{
	struct sd_str said = SD_STR_INIT;
	struct sd_file file = file_of("group.txt", sd_text_of(content));
	struct sd_source *source = open_files(NULL, &file, 1, options, &said);
	if (!source)
		fail_msg("%s", said.data);
	assert_string_equal(source->kind->name, kind->name);
	assert_records(source, wanted);
	close(file.fd);
	sd_str_release(&said);
}

static void check(const struct sd_source_kind *kind, const char *content, const char *wanted)
{
	check_with(kind, &plain, content, wanted);
}

/* Voice tags, an id of its own for each cue, the close left out, a cue that goes on. */
static void webvtt_of_teams(void **state)
{
	(void)state;
	check(&sd_source_webvtt,
	      "\xEF\xBB\xBFWEBVTT\r\n\r\n6f1e2a34-0b7c-4d21-9e55-1a2b3c4d5e6f/11-0\r\n00:00:03.120 --> 00:00:05.900\r\n"
	      "<v Nadia Frost>Shall we begin</v>\r\n\r\n6f1e2a34-0b7c-4d21-9e55-1a2b3c4d5e6f/11-1\r\n"
	      "00:00:05.900 --> 00:00:07.000\r\n<v Nadia Frost>with you,\r\nOmar?</v>\r\n\r\n"
	      "6f1e2a34-0b7c-4d21-9e55-1a2b3c4d5e6f/14-0\r\n00:00:08.000 --> 00:00:09.500 align:start\r\n"
	      "<v.loud Omar O&apos;Dea>Fish &amp; chips: &lt;3\r\n",
	      "4: #1|Nadia Frost|~|00:00:03.120|00:00:07.000|Shall we begin with you, Omar?\n"
	      "13: #2|Omar O'Dea|~|00:00:08.000|00:00:09.500|Fish & chips: <3\n");
}

static void webvtt_of_zoom(void **state)
{
	(void)state;
	check(&sd_source_webvtt,
	      "WEBVTT\n\n1\n00:01.000 --> 00:03.000\nNadia Frost: How was the queue?\n\n2\n00:03.500 --> 00:05.000\n"
	      "Omar: Long. At 10:30 it\n\n3\n00:05.000 --> 00:06.000\nreached the door.\n\n4\n00:06.000 --> 00:07.000\n"
	      "10:30 Meeting: that is when\n\n5\n00:07.500 --> 00:08.000\nNadia Frost: I see.\n",
	      "4: #1|Nadia Frost|~|00:00:01.000|00:00:03.000|How was the queue?\n"
	      "8: #2|Omar|~|00:00:03.500|00:00:07.000|Long. At 10:30 it reached the door. 10:30 Meeting: that is when\n"
	      "20: #3|Nadia Frost|~|00:00:07.500|00:00:08.000|I see.\n");
}

static void webvtt_of_other_kinds(void **state)
{
	(void)state;
	/* Nobody is named; comments, styles and the header's lines are no cues. */
	check(&sd_source_webvtt,
	      "WEBVTT - spring\nKind: captions\n\nNOTE made by hand\nover two lines\n\nSTYLE\n::cue { color: red }\n\n"
	      "00:01.000 --> 00:02.000\n<i>One</i> <00:01.500><c.x>two</c>\n\n01:00:02.000 --> 01:00:03.000\n"
	      "three <four>\n",
	      "10: #1|~|~|00:00:01.000|00:00:02.000|One two\n13: #2|~|~|01:00:02.000|01:00:03.000|three <four>\n");
	/* Two voices in one cue. */
	check(&sd_source_webvtt, "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Tea?</v> <v Ben>Please.</v>\n",
	      "3: #1|Ana|~|00:00:01.000|00:00:02.000|Tea?\n3: #2|Ben|~|00:00:01.000|00:00:02.000|Please.\n");
	/* No times, no blank line between cues. */
	check(&sd_source_webvtt, "WEBVTT\n\n00:61 --> soon\nlost?\n\n1\n00:01.000 --> 00:02.000\na\n2\n"
				 "00:02.000 --> 00:03.000\nb\n",
	      "3: #1|~|~|~|~|00:61 --> soon lost? !0\n7: #2|~|~|00:00:01.000|00:00:02.000|a\n"
	      "10: #3|~|~|00:00:02.000|00:00:03.000|b\n");
}

static void subrip(void **state)
{
	(void)state;
	check(&sd_source_srt,
	      "1\r\n00:00:01,000 --> 00:00:02,500\r\nHost: Why <i>this</i> shop?\r\n\r\n2\r\n"
	      "00:00:02,500 --> 00:00:04,000\r\n"
	      "Ines: It is near.\r\n\r\n3\r\n00:00:04,000 --> 00:00:05,000\r\nInes: And cheap.\r\n",
	      "2: #1|Host|~|00:00:01.000|00:00:02.500|Why this shop?\n"
	      "6: #2|Ines|~|00:00:02.500|00:00:05.000|It is near. And cheap.\n");
}

static void otter(void **state)
{
	(void)state;
	check(&sd_source_otter,
	      "Nadia Frost  0:05  \nWhat did you try?\nAnything new?\n\nSpeaker 2  1:02:07\nThe soup.\n\n"
	      "Left at  9:15\n\nTranscribed by machine\n",
	      "1: #1|Nadia Frost|~|00:00:05|~|What did you try? Anything new?\n5: #2|Speaker 2|~|01:02:07|~|The soup.\n"
	      "8: #3|~|~|~|~|Left at  9:15\n10: #4|~|~|~|~|Transcribed by machine\n");
}

static void zoom_text(void **state)
{
	(void)state;
	check(&sd_source_zoom,
	      "00:00:05\tNadia Frost\tWelcome.\n00:00:09\t From Omar to Everyone:\tHello: all\nand a second line\n\n"
	      "00:00:12\tNadia Frost\tGood.\n",
	      "1: #1|Nadia Frost|~|00:00:05|~|Welcome.\n2: #2|Omar|~|00:00:09|~|Hello: all and a second line\n"
	      "5: #3|Nadia Frost|~|00:00:12|~|Good.\n");
}

static const char group[] = "10:30 Meeting: spring, upstairs\nPresent: four customers\n\nNote: voices overlap\n\n"
			    "Moderator: Who starts? One thing: be brief.\nInes de Vries: I do.\nHonest: no.\n"
			    "and I mean it.\n\n[00:02:10] Moderator: Thanks.\nNote: phone rings\n"
			    "INT-2: Yes; \"well\": fine.\n"
			    "http://example.org is where\nModerator:\n\nGo on.\n";

static void labelled_text(void **state)
{
	static const char *const moderators[] = {"moderator"};
	struct sd_source_options options = plain;
	(void)state;
	options.moderators = moderators;
	options.moderators_length = 1;
	check_with(&sd_source_labelled, &options, group,
		   "1: #1|~|~|~|~|10:30 Meeting: spring, upstairs Present: four customers\n"
		   "4: #2|~|~|~|~|Note: voices overlap\n"
		   "6: #3|Moderator|moderator|~|~|Who starts? One thing: be brief.\n"
		   "7: #4|Ines de Vries|participant|~|~|I do.\n"
		   "8: #5|Honest|participant|~|~|no. and I mean it.\n"
		   "11: #6|Moderator|moderator|00:02:10|~|Thanks.\n"
		   "12: #7|~|~|~|~|Note: phone rings\n"
		   "13: #8|INT-2|participant|~|~|Yes; \"well\": fine. http://example.org is where\n"
		   "15: #9|Moderator|moderator|~|~|Go on.\n");
}

static void a_moderator_whom_nobody_is_called_by(void **state)
{
	static const char *const moderators[] = {"Moderater"};
	struct sd_source_options options = plain;
	struct sd_str said = SD_STR_INIT;
	struct sd_file file = file_of("group.txt", sd_text_of(group));
	(void)state;
	options.moderators = moderators;
	options.moderators_length = 1;
	assert_null(open_files(&sd_source_labelled, &file, 1, &options, &said));
	assert_non_null(strstr(said.data, "nobody called \"Moderater\" speaks"));
	close(file.fd);
	sd_str_release(&said);
}

static void labels(void **state)
{
	static const struct {
		const char *line, *name; /* NULL: none */
		bool remark;
	} cases[] = {
		{"Ana: yes", "Ana", false},	    {"10:30 Meeting: x", NULL, false}, {"Note: x", "Note", true},
		{"PRESENT: x", "PRESENT", true},    {"Dr. J. Ali (chair): x", "Dr. J. Ali (chair)", false},
		{"Ana:yes", NULL, false},	    {"Is it so? Yes: no", NULL, false}, {"Nom : oui", "Nom", false},
		{"\xE7\x94\xB0\xE4\xB8\xAD\xEF\xBC\x9A\xE3\x81\xAF", "\xE7\x94\xB0\xE4\xB8\xAD", false},
		{"one two three four five six seven: x", NULL, false}, {">> Ana: x", "Ana", false},
		{"00:12:01 Ana: x", "Ana", false},  {"(1:05) Ana: x", "Ana", false}, {"", NULL, false}, {":", NULL, false},
		{"Ana:", "Ana", false},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sd_label label;
		bool found = sd_label_parse(sd_text_of(cases[i].line), &label);
		if (found != (cases[i].name != NULL))
			fail_msg("%s: %d", cases[i].line, found);
		if (found && (!sd_text_equals(label.name, cases[i].name) || label.remark != cases[i].remark))
			fail_msg("%s: %.*s", cases[i].line, (int)label.name.length, label.name.data);
	}
}

static void clocks(void **state)
{
	static const struct {
		const char *text, *iso;
	} cases[] = {{"0:05", "00:00:05"},
		     {"1:02:07", "01:02:07"},
		     {"00:00:01,5", "00:00:01.500"},
		     {"61:02.250", "01:01:02.250"},
		     {"10:3", ""},
		     {"1:2:3", ""},
		     {"12", ""},
		     {"0:00.1234", ""}};
	struct sd_arena arena = SD_ARENA_INIT;
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sd_text text = sd_text_of(cases[i].text);
		text.length = sd_clock_length(text);
		struct sd_text iso = sd_clock_iso(&arena, text);
		if (!sd_text_equals(iso, cases[i].iso))
			fail_msg("%s: %.*s", cases[i].text, (int)iso.length, iso.data);
	}
	sd_arena_release(&arena);
}

/* A table, a list of keys and prose are no transcripts. */
static void other_texts(void **state)
{
	static const char *const texts[] = {
		"id,comment\n1,Tea: good\n2,Bun: good\n", "name: Ana\nage: 30\ncity: Porto\n",
		"It was late.\nOne thing: the queue.\nWe left.\n", "WEBVTTX\n", "1\n2\n3\n",
		"time\tname\ttext\n00:01:00\tAna\thello\n", "", "\n\n\n"};
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct sd_text head = sd_text_of(texts[i]);
		if (sd_webvtt_recognise(head) || sd_srt_recognise(head) || sd_otter_recognise(head) ||
		    sd_zoom_recognise(head) || sd_labelled_recognise(head))
			fail_msg("taken for a transcript: %s", texts[i]);
	}
}

/* Times and names as other programs place them. */
static void other_places(void **state)
{
	(void)state;
	check(&sd_source_labelled, "Nadia: [00:01] How was it?\nOmar: (0:00:04) Long.\nNadia: (laughs) I see.\n",
	      "1: #1|Nadia|~|00:00:01|~|How was it?\n2: #2|Omar|~|00:00:04|~|Long.\n"
	      "3: #3|Nadia|~|~|~|(laughs) I see.\n");
	check(&sd_source_labelled, "00:00:01 - Nadia: How was it?\n00:00:04 \xE2\x80\x93 Omar: Long.\n"
				   "00:00:09 - Nadia: I see.\n",
	      "1: #1|Nadia|~|00:00:01|~|How was it?\n2: #2|Omar|~|00:00:04|~|Long.\n3: #3|Nadia|~|00:00:09|~|I see.\n");
	/* On a line of its own it is the next speaker's; before anything else it is text. */
	check(&sd_source_labelled, "[00:01]\nNadia: How was it?\n\n00:00:04\n\nOmar: Long.\n[00:05]\nlonger\n"
				   "Nadia: I see.\n",
	      "2: #1|Nadia|~|00:00:01|~|How was it?\n6: #2|Omar|~|00:00:04|~|Long. [00:05] longer\n"
	      "9: #3|Nadia|~|~|~|I see.\n");
	check(&sd_source_srt,
	      "1\n00:00:01,000 --> 00:00:02,000\n[Nadia Frost] How was it?\n\n2\n00:00:03,000 --> 00:00:04,000\n"
	      "[Omar] Long.\n\n"
	      "3\n00:00:05,000 --> 00:00:06,000\n[Nadia Frost]\nI see.\n",
	      "2: #1|Nadia Frost|~|00:00:01.000|00:00:02.000|How was it?\n"
	      "6: #2|Omar|~|00:00:03.000|00:00:04.000|Long.\n"
	      "10: #3|Nadia Frost|~|00:00:05.000|00:00:06.000|I see.\n");
	check(&sd_source_srt,
	      "1\n00:00:01,000 --> 00:00:02,000\n[Music] lalala\n\n2\n00:00:03,000 --> 00:00:04,000\nHow was it?\n\n"
	      "3\n00:00:05,000 --> 00:00:06,000\nLong.\n\n4\n00:00:07,000 --> 00:00:08,000\n[Music] lalala\n\n"
	      "5\n00:00:09,000 --> 00:00:10,000\nI see.\n",
	      "2: #1|~|~|00:00:01.000|00:00:02.000|[Music] lalala\n6: #2|~|~|00:00:03.000|00:00:04.000|How was it?\n"
	      "10: #3|~|~|00:00:05.000|00:00:06.000|Long.\n14: #4|~|~|00:00:07.000|00:00:08.000|[Music] lalala\n"
	      "18: #5|~|~|00:00:09.000|00:00:10.000|I see.\n");
}

static void in_utf16(void **state)
{
	static const char plain_text[] = "Nadia: How was it?\r\nOmar: Long.\r\nNadia: I see.\r\n";
	(void)state;
	for (int big = 0; big < 2; big++) {
		struct sd_str bytes = SD_STR_INIT, said = SD_STR_INIT;
		sd_str_add(&bytes, big ? "\xFE\xFF" : "\xFF\xFE", 2);
		for (const char *c = plain_text; *c; c++) {
			sd_str_addc(&bytes, big ? 0 : *c);
			sd_str_addc(&bytes, big ? *c : 0);
		}
		struct sd_file file = file_of("group.txt", sd_str_text(&bytes));
		struct sd_source *source = open_files(NULL, &file, 1, &plain, &said);
		if (!source)
			fail_msg("%s", said.data);
		assert_string_equal(source->kind->name, "labelled");
		assert_records(source, "1: #1|Nadia|~|~|~|How was it?\n2: #2|Omar|~|~|~|Long.\n"
				       "3: #3|Nadia|~|~|~|I see.\n");
		close(file.fd);
		sd_str_release(&bytes);
		sd_str_release(&said);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(webvtt_of_teams),
		cmocka_unit_test(webvtt_of_zoom),
		cmocka_unit_test(webvtt_of_other_kinds),
		cmocka_unit_test(subrip),
		cmocka_unit_test(otter),
		cmocka_unit_test(zoom_text),
		cmocka_unit_test(labelled_text),
		cmocka_unit_test(a_moderator_whom_nobody_is_called_by),
		cmocka_unit_test(labels),
		cmocka_unit_test(clocks),
		cmocka_unit_test(other_places), cmocka_unit_test(in_utf16), cmocka_unit_test(other_texts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
