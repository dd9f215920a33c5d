/* SPDX-License-Identifier: MIT */
/* Each rule of sentiment on sentences of our own: which way it goes with the rule, and that leaving the rule out
 * tells. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "say/sentiment.h"

static const char weights[] =
	"# calibration: -0.5 4\ngood\t2\ngreat\t3\nlovely\t2.6\nnice\t2\nfriendly\t2.6\nhelpful\t2.4\nclean\t2\n"
	"fast\t2\nbetter\t1\nquick\t2\n"
	"slow\t-2\nbad\t-2.5\nbroken\t-2.8\nrude\t-3\ndirty\t-2.6\nnoisy\t-2\nawful\t-3\nworse\t-2\nproblem*\t-2.2\n"
	"no problem*\t2.6\nfailed to\t-2.4\n"
	"complain\t-2\nfail*\t-2.5\nfault*\t-2\n:(\t-2.4\n:)\t2.2\nthanks\t2\nplease\t0.5\n";
static const char phrases[] =
	"# wish: -0.4 1\n# condition: 0.5 0.8\n# request: 0.3 0.8\n# question: 0.6 0.9\n# quotation: 0.5 0.8\n"
	"also\tnot only\naffirm\tnothing but\ndeny\tanything but\ndeny\tfar from\ndeny\tdon't think\n"
	"affirm\tnever been so\naffirm\tnever been this\naffirm\twithout a doubt\naffirm\tcan't * enough\n"
	"wish\twould be nice\nplain\twish you\nplain\ta while\nwish\twould be nice if\nwish\tshould have\n"
	"wish\tif only\nwish\ti wish\nwish\ti wish it had\t-0.5\nwish\tcould be\n"
	"condition\tif\ncondition\tunless\ncondition\tas long as\nrequest\tcan you\nrequest\tcould you\n"
	"request\tplease send\nrequest\thow do i\nrequest\tneed help\n"
	"plain\tfast\t@at-start not-before:of|porter\nplain\tquick\t@alone\nconcede\talthough\nconcede\tthough\n"
	"concede\twhile\nconcede\tdespite\nconcede\tin spite of\n"
	"expectation\tbetter than * expected\t2.6\nexpectation\tbetter than expected\t2.6\n"
	"expectation\tless than * hoped\t-2\nexpectation\tworse than expected\t-2.4\nexpectation\tas "
	"described\t1.2\nexpectation\tnot as described\t-2.4\n"
	"idiom\tnever fails\t2.2\nidiom\tcouldn't be better\t3.4\nidiom\tnothing to complain about\t2.4\n"
	"idiom\tnot the worst\t0.4\nidiom\t1 star\t-3\nidiom\t5 stars\t3.2\n";

static struct sd_words *words_of(const char *content)
{
	struct sd_words *words = sd_words_new("words.txt", sd_text_of(content), NULL);
	assert_non_null(words);
	return words;
}

static struct sd_sentiment_rules rules;
static struct sd_sentiment *all;

static int set_up(void **state)
{
	(void)state;
	struct sd_error err = SD_ERROR_INIT;
	struct sd_lexicon *lexicon = sd_lexicon_new();
	struct sd_phrases *table = sd_phrases_new("rules.tsv", SD_TEXT(phrases), "en", &err);
	if (!table || sd_lexicon_add(lexicon, "weights", SD_TEXT(weights), &err))
		fail_msg("%s", err.message.data);
	rules = (struct sd_sentiment_rules){
		.lexicon = lexicon,
		.negators = words_of("not\nno\nnever\ndon't\nisn't\nwasn't\ncouldn't\ncan't\nhardly\nnothing\n"
				     "without\nfailed\n"),
		.intensifiers = words_of("very\nso\nreally\n"),
		.diminishers = words_of("slightly\nbit\nrather\n"),
		.contrast = words_of("but\nhowever\nalthough\nthough\nwhile\ndespite\n"),
		.phrases = table,
	};
	all = sd_sentiment_new(&rules);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	sd_sentiment_free(all);
	sd_lexicon_free((struct sd_lexicon *)rules.lexicon);
	sd_phrases_free((struct sd_phrases *)rules.phrases);
	sd_words_free((struct sd_words *)rules.negators);
	sd_words_free((struct sd_words *)rules.intensifiers);
	sd_words_free((struct sd_words *)rules.diminishers);
	sd_words_free((struct sd_words *)rules.contrast);
	return 0;
}

struct example {
	const char *sentence;
	int64_t raw; /* with the rule */
};

/* Each sentence's sum with the rule; another one without it. */
static void check_rule(const char *name, const struct example *examples, size_t length)
{
	struct sd_sentiment_rules fewer = rules;
	fewer.without = sd_sentiment_rule(sd_text_of(name));
	assert_int_not_equal(fewer.without, 0);
	struct sd_sentiment *without = sd_sentiment_new(&fewer);
	assert_true(length >= 5);
	for (size_t i = 0; i < length; i++) {
		struct sd_text text = sd_text_of(examples[i].sentence);
		int64_t with_it = sd_sentiment_score(all, text)->whole.raw;
		int64_t without_it = sd_sentiment_score(without, text)->whole.raw;
		if (with_it != examples[i].raw || without_it == with_it)
			fail_msg("%s: \"%s\" is %lld, wanted %lld, without the rule %lld", name, examples[i].sentence,
				 (long long)with_it, (long long)examples[i].raw, (long long)without_it);
	}
	sd_sentiment_free(without);
}
#define CHECK(name, ...)                                                                                               \
	do {                                                                                                           \
		static const struct example examples[] = {__VA_ARGS__};                                                \
		check_rule(name, examples, sizeof examples / sizeof *examples);                                        \
	} while (0)

static void test_denied(void **state)
{
	(void)state;
	CHECK("denied", {"The porter was not friendly", -19240}, {"It wasn\xE2\x80\x99t a bad stay", 7500},
	      {"They hardly helped and were never nice", -14800}, {"I don't think it is clean", -14800},
	      {"not really so good", -23125}, {"no quick or friendly reply", -14800 - 19240},
	      /* Negators of several words; a word of degree takes no step. */
	      {"far from clean", -14800}, {"The stay was anything but good", -14800},
	      {"I don't think the lift was very clean", -18500});
}

static void test_faces_are_not_denied(void **state)
{
	(void)state;
	static const char *const sentences[] = {"nothing works :(", "no reply :(", "can't book :(", "never again :(",
						"not today :("};
	for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
		assert_int_equal(sd_sentiment_score(all, sd_text_of(sentences[i]))->whole.raw, -24000);
}

/* An entry of blame that holds a negator denies the praise behind it, one of praise nothing. */
static void test_entries_deny(void **state)
{
	(void)state;
	static const struct example examples[] = {{"They failed to make it clean", -24000 - 14800},
						  {"They failed to be rude", -24000 - 30000},
						  {"no problem, friendly", 26000 + 26000},
						  {"no problems and so nice", 26000 + 25000},
						  {"They failed to come. Lovely view", -24000 + 26000}};
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
		assert_int_equal(sd_sentiment_score(all, sd_text_of(examples[i].sentence))->whole.raw, examples[i].raw);
}

static void test_affirmed(void **state)
{
	(void)state;
	CHECK("affirmed", {"not only friendly", 26000}, {"It has never been so good", 25000},
	      {"never been this clean", 20000}, {"without a doubt a great stay", 30000},
	      {"never been so very friendly", 40625}, {"not only quick and nice", 40000}, {"nothing but good", 20000});
}

static void test_degrees(void **state)
{
	(void)state;
	CHECK("intensified", {"very good", 25000}, {"so dirty", -32500}, {"really nice", 25000},
	      {"so very rude", -46875}, {"a very slow lift", -25000});
	CHECK("diminished", {"slightly dirty", -18200}, {"rather good", 14000}, {"a bit slow", -14000},
	      {"a bit noisy here", -14000}, {"rather rude", -21000});
}

static void test_emphasis(void **state)
{
	(void)state;
	CHECK("capitals", {"it was GOOD", 21000}, {"the RUDE porter", -36000}, {"so it is GREAT here", 31500},
	      {"a SLOW lift", -24000}, {"not GOOD at all", -15540});
	CHECK("drawn-out", {"sloooow lift", -24000}, {"goooood", 24000}, {"looovely stay", 31200}, {"niiiice", 24000},
	      {"a baaaad day", -30000});
	CHECK("exclaimed", {"good!", 21000}, {"rude!!", -33000}, {"great!!!", 34500}, {"What a nice porter!", 21000},
	      {"So dirty! Good.", -34125 + 20000});
}

static void test_contrast(void **state)
{
	(void)state;
	CHECK("contrast", {"good food but slow lift", 15000 - 25000},
	      {"Nice view, but noisy, but clean", 15000 - 15000 + 25000},
	      {"The room was great but the lift was broken and the tap was broken", 22500 - 35000 - 35000},
	      {"Bad start, however a lovely end", -18750 + 32500}, {"clean but rude", 15000 - 37500},
	      /* "but" twice around equal words: each is shifted by where it stands. */
	      {"good but slow but good", 15000 - 15000 + 25000}, {"rude but good, and rude", -22500 + 25000 - 37500});
	CHECK("conceded", {"Although the room was dirty, the porter was friendly", -19500 + 32500},
	      {"The porter was friendly although the room was dirty", 32500 - 19500},
	      {"Though slow, it is good", -15000 + 25000}, {"While the food was good, the lift was broken", 15000 - 35000},
	      {"Lovely place, though noisy", 32500 - 15000});
	CHECK("conceded", {"Although the room was dirty, the porter was friendly", -19500 + 32500},
	      {"The porter was friendly even though it was slow", 32500 - 15000},
	      {"Lovely in spite of the slow lift", 32500 - 15000},
	      /* Without a comma: to where praise and blame change. */
	      {"Despite the slow lift a lovely stay", -15000 + 32500},
	      {"Although it was slow the food was good and nice", -15000 + 25000 + 25000},
	      {"While the food was good the lift was slow and broken", 15000 - 25000 - 35000});
	/* What adds does not turn; nor do the words of a phrase. */
	static const struct example adding[] = {{"not only slow but rude", -20000 - 30000},
						{"It is not only good but also clean", 40000},
						{"Although slow it is good but rude", -15000 + 15000 - 37500},
						{"not only slow but rude but clean", -15000 - 22500 + 25000},
						{"nice, nothing but nice", 40000}, {"slow, anything but nice", -20000 - 14800},
						{"I was here a while and it is good", 20000}, {"good for a while", 20000}};
	for (size_t i = 0; i < sizeof adding / sizeof *adding; i++) {
		int64_t raw = sd_sentiment_score(all, sd_text_of(adding[i].sentence))->whole.raw;
		if (raw != adding[i].raw)
			fail_msg("\"%s\" is %lld, wanted %lld", adding[i].sentence, (long long)raw,
				 (long long)adding[i].raw);
	}
	/* It concedes nothing that says nothing. */
	assert_int_equal(sd_sentiment_score(all, SD_TEXT("The food was good, though."))->whole.raw, 20000);
}

static void test_wished(void **state)
{
	(void)state;
	CHECK("wished", {"It would be nice if the staff were friendly", -8000 - 10400}, {"I wish it was clean", -8000},
	      {"They should have been quick", -8000}, {"If only the porter was helpful", -9600},
	      {"It could be better, but the view is great", -3000 + 37500});
	/* A wish goes on into what it is wished if; and may weigh by itself. */
	assert_int_equal(sd_sentiment_score(all, SD_TEXT("It would be nice, if the staff were friendly"))->whole.raw,
			 -8000 - 10400);
	assert_int_equal(sd_sentiment_score(all, SD_TEXT("I wish it had a lovely view"))->whole.raw, -5000 - 10400);
	/* What stands before the wish, or is wished to someone, is meant. */
	assert_int_equal(sd_sentiment_score(all, SD_TEXT("The friendly porter should have more hands"))->whole.raw,
			 26000);
	assert_int_equal(sd_sentiment_score(all, SD_TEXT("I wish you a good year"))->whole.raw, -8000);
}

static void test_conditional(void **state)
{
	(void)state;
	CHECK("conditional", {"if you want good food", 10000}, {"unless it is clean", 10000},
	      {"as long as they are friendly", 13000}, {"if the lift is broken", -22400},
	      {"It is great if the porter is nice", 30000 + 10000});
}

static void test_requested(void **state)
{
	(void)state;
	CHECK("requested", {"can you make it fast", 6000}, {"could you be so helpful and call", 9000},
	      {"please send a good one, thanks", 1500 + 6000 + 6000}, {"How do I get a better room", 3000},
	      {"I need help with a slow lift", -16000});
}

static void test_asked(void **state)
{
	(void)state;
	CHECK("asked", {"Is the food good?", 12000}, {"Was it clean?", 12000}, {"Why is it slow?", -18000},
	      {"A friendly porter?", 15600}, {"It is good. Is it clean?", 20000 + 12000});
}

static void test_quoted(void **state)
{
	(void)state;
	CHECK("quoted", {"The \"good\" room", 10000}, {"They call it \"lovely and clean\" here", 13000 + 10000},
	      {"He said \"it is broken\" and left", -22400}, {"\xE2\x80\x9CNice\xE2\x80\x9D they say", 10000},
	      {"a \"great\" start and a good end", 15000 + 20000});
	/* Who quotes all of an answer quotes nobody. */
	assert_int_equal(sd_sentiment_score(all, SD_TEXT("\"good food\""))->whole.raw, 20000);
	assert_int_equal(sd_sentiment_score(all, SD_TEXT("a 5\" screen is good"))->whole.raw, 20000);
}

static void test_expected(void **state)
{
	(void)state;
	CHECK("expected", {"It was better than expected", 26000}, {"better than we expected", 26000},
	      {"It gave less than I hoped", -20000}, {"worse than expected", -24000},
	      {"The room was as described", 12000}, {"not as described", -24000});
}

static void test_idioms(void **state)
{
	(void)state;
	CHECK("idiom", {"The lift never fails", 22000}, {"It couldn\xE2\x80\x99t be better", 34000},
	      {"nothing to complain about", 24000}, {"not the worst", 4000}, {"I give it 5 stars", 32000},
	      {"1 star", -30000});
}

static void test_rated(void **state)
{
	(void)state;
	CHECK("rated", {"10 out of 10", 30000}, {"2/10", -26000},
	      {"\xE2\x98\x85\xE2\x98\x85\xE2\x98\x86\xE2\x98\x86\xE2\x98\x86", -12000}, {"4.5/5 from me", 23000},
	      {"85/100", 19500}, {"I gave it 0/5", -40000});
	/* Hours, halves and dates rate nothing. */
	static const char *const none[] = {"open 24/7", "1/2 a room", "on 7/12", "12/10", "page 3/7"};
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		assert_int_equal(sd_sentiment_score(all, sd_text_of(none[i]))->span_count, 0);
}

/* A phrase with a condition comes before a term of the same length. */
static void test_conditions(void **state)
{
	(void)state;
	static const struct example examples[] = {
		{"fast, the porter was rude", -30000}, {"so fast", 25000}, {"fast of them", 20000},
						  {"quick", 0}, {"quick, good", 40000}, {"good, quick one", 20000 + 20000}};
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
		int64_t raw = sd_sentiment_score(all, sd_text_of(examples[i].sentence))->whole.raw;
		if (raw != examples[i].raw)
			fail_msg("\"%s\" is %lld, wanted %lld", examples[i].sentence, (long long)raw,
				 (long long)examples[i].raw);
	}
}

/* Whatever the bytes: the spans lie within, in order, and add up to the sum; so do the clauses; nothing hangs. */
static void test_any_bytes(void **state)
{
	(void)state;
	static const char *const pieces[] = {
		"not", "but", "although", "\"", "\xE2\x80\x9C", "\xC2\xAB", "good", "BAD", "!", "?", "...",
		"\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD", "\xE2\x80\x8B", "\xCC\x81", "-", "'", "\xE2\x80\x99", "l'", "5/5",
		"/5", "99999999999999999999/5", "no problem", "nothing but", "far from", "soooo", "\xC2\xA0",
		"https://a.b/c?bad=1", "#good", "i wish", "if", "could you", ",", ":(", "(", "\xFF", "\xE2\x80\xAE",
		"fast", "quick", "despite", "anything but", "not only", "better than we expected", "failed to"};
	enum { PIECES = sizeof pieces / sizeof *pieces };
	struct sd_lexicon *terms = sd_lexicon_new();
	assert_int_equal(sd_lexicon_add(terms, "terms", SD_TEXT("*\t1\nnot only*\t1\n"), NULL), 0);
	struct sd_str text = SD_STR_INIT;
	uint32_t random = 1;
	for (int round = 0; round < 3000; round++) {
		sd_str_clear(&text);
		/* A few are long: what takes the square of their length would be felt. */
		for (int n = round % 1000 ? round % 40 : 60000; n > 0; n--) {
			random = random * 1664525u + 1013904223u;
			sd_str_adds(&text, pieces[(random >> 16) % PIECES]);
			if (random >> 30)
				sd_str_addc(&text, ' ');
		}
		struct sd_text answer = sd_str_text(&text);
		const struct sd_sentiment_result *result = sd_sentiment_score(all, answer);
		int64_t spans = 0, clauses = 0;
		for (size_t i = 0; i < result->span_count; i++) {
			const struct sd_sentiment_span *span = &result->spans[i];
			assert_true(span->start < span->end && span->end <= answer.length);
			assert_true(!i || span[-1].start <= span->start);
			spans += span->weight;
		}
		for (size_t i = 0; i < result->clause_count; i++)
			clauses += result->clauses[i].part.raw;
		assert_int_equal(spans, result->whole.raw);
		assert_int_equal(clauses, result->whole.raw);
		assert_true(result->whole.score >= -10000 && result->whole.score <= 10000);
		assert_int_equal(sd_sentiment_range(all, 0, answer.length).raw, result->whole.raw);
		sd_sentiment_towards(all, terms);
	}
	/* One word of many elisions, or hyphens. */
	static const char *const links[] = {"l'", "a-", "'", "-"};
	for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
		sd_str_clear(&text);
		for (int n = 0; n < 200000; n++)
			sd_str_adds(&text, links[i]);
		sd_str_adds(&text, "good");
		sd_sentiment_score(all, sd_str_text(&text));
	}
	sd_str_release(&text);
	sd_lexicon_free(terms);
}

/* A negator with a weight of its own, and a lexicon that asks more of praise. */
static void test_negators_that_weigh(void **state)
{
	(void)state;
	struct sd_lexicon *lexicon = sd_lexicon_new();
	struct sd_sentiment_rules weighed = rules;
	assert_int_equal(sd_lexicon_add(lexicon, "weights", SD_TEXT("# positive-from: 0.30\ngood\t2\nfine\t1\n"
								    "clean\t1.3\nrude\t-3\nnot\t-0.5\n"
								    "no\t-0.5\n"), NULL), 0);
	weighed.lexicon = lexicon;
	struct sd_sentiment *sentiment = sd_sentiment_new(&weighed);
	static const struct example examples[] = {{"it did not load", -5000},	 {"not good", -5000 - 14800},
						  {"not rude", 9000},		 {"no, not rude", -5000 + 9000},
						  {"not only good", 20000},	 {"not rude, not good", 9000 - 5000 - 14800},
						  {"not no good", -5000 - 5000 - 14800}};
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
		const struct sd_sentiment_part *whole =
			&sd_sentiment_score(sentiment, sd_text_of(examples[i].sentence))->whole;
		if (whole->raw != examples[i].raw)
			fail_msg("%s: %lld, not %lld", examples[i].sentence, (long long)whole->raw,
				 (long long)examples[i].raw);
	}
	assert_int_equal(sd_sentiment_score(sentiment, SD_TEXT("fine"))->whole.label, SD_SENTIMENT_NEUTRAL);
	assert_int_equal(sd_sentiment_score(sentiment, SD_TEXT("clean"))->whole.label, SD_SENTIMENT_POSITIVE);
	assert_int_equal(sd_sentiment_score(sentiment, SD_TEXT("no"))->whole.label, SD_SENTIMENT_NEGATIVE);
	sd_sentiment_free(sentiment);
	sd_lexicon_free(lexicon);
}

/* Cut points of the lexicon's head, and answers that ask. */
static void test_labels_that_ask_for_more(void **state)
{
	(void)state;
	struct sd_lexicon *lexicon = sd_lexicon_new();
	struct sd_sentiment_rules asking = rules;
	assert_int_equal(sd_lexicon_add(lexicon, "weights", SD_TEXT("# positive-from: 0.30\n# negative-from: -0.20\n"
								    "good\t2\nslow\t-1\nsticky\t-0.7\n"
								    "rude\t-3\n"), NULL), 0);
	asking.lexicon = lexicon;
	struct sd_sentiment *with = sd_sentiment_new(&asking);
	asking.without = SD_SHIFT_ASKED;
	struct sd_sentiment *without = sd_sentiment_new(&asking);
	static const struct {
		const char *answer;
		enum sd_sentiment_label with, without;
	} examples[] = {
		{"sticky", SD_SENTIMENT_NEUTRAL, SD_SENTIMENT_NEUTRAL},
		{"slow", SD_SENTIMENT_NEGATIVE, SD_SENTIMENT_NEGATIVE},
		{"slow?", SD_SENTIMENT_NEUTRAL, SD_SENTIMENT_NEGATIVE},
		{"Why so rude?", SD_SENTIMENT_NEGATIVE, SD_SENTIMENT_NEGATIVE},
		{"good and good?", SD_SENTIMENT_NEUTRAL, SD_SENTIMENT_POSITIVE},
		{"Very good, good indeed. Where is it?", SD_SENTIMENT_POSITIVE, SD_SENTIMENT_POSITIVE},
		{"It was slow. It was. It was. Was it?", SD_SENTIMENT_NEUTRAL, SD_SENTIMENT_NEGATIVE},
		{"It was slow. It was. It was. It was. Was it?", SD_SENTIMENT_NEGATIVE, SD_SENTIMENT_NEGATIVE},
	};
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
		struct sd_text answer = sd_text_of(examples[i].answer);
		assert_string_equal(sd_sentiment_label_name(sd_sentiment_score(with, answer)->whole.label),
				    sd_sentiment_label_name(examples[i].with));
		assert_int_equal(sd_sentiment_range(with, 0, answer.length).label, examples[i].with);
		assert_int_equal(sd_sentiment_score(without, answer)->whole.label, examples[i].without);
	}
	/* Each sentence by itself. */
	sd_sentiment_score(with, SD_TEXT("It was slow. Was it slow?"));
	assert_int_equal(sd_sentiment_range(with, 0, 13).label, SD_SENTIMENT_NEGATIVE);
	assert_int_equal(sd_sentiment_range(with, 13, 25).label, SD_SENTIMENT_NEUTRAL);
	sd_sentiment_free(with);
	sd_sentiment_free(without);
	sd_lexicon_free(lexicon);
}

static void test_none(void **state)
{
	(void)state;
	struct sd_sentiment_rules bare = rules;
	bare.without = SD_RULE_SENTIMENT_ALL;
	struct sd_sentiment *none = sd_sentiment_new(&bare);
	static const struct example examples[] = {
		{"not very good!", 20000}, {"I wish it was CLEAN", 20000}, {"good but slow", 0},
						  {"never fails, 5/5", -25000}, {"Is it \"nice\"?", 20000}};
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
		assert_int_equal(sd_sentiment_score(none, sd_text_of(examples[i].sentence))->whole.raw,
				 examples[i].raw);
	sd_sentiment_free(none);
}

static void test_vaders_slips_are_mended(void **state)
{
	(void)state;
	/* "so" and "this" do not keep a negator from denying; a "but" shifts each word once. */
	assert_true(sd_sentiment_score(all, SD_TEXT("The lift isn't really so good"))->whole.raw < 0);
	assert_true(sd_sentiment_score(all, SD_TEXT("I don't find this good"))->whole.raw < 0);
	assert_true(sd_sentiment_score(all, SD_TEXT("not here so clean"))->whole.raw < 0);
	const struct sd_sentiment_result *result =
		sd_sentiment_score(all, SD_TEXT("great food but a rude porter and a rude cook and better soup"));
	assert_int_equal(result->spans[1].weight, -37500);
	assert_int_equal(result->spans[2].weight, -37500);
	assert_int_equal(result->spans[3].weight, 12500);
	assert_int_equal(result->whole.raw, 22500 - 37500 - 37500 + 12500);
}

static void test_towards(void **state)
{
	(void)state;
	struct sd_lexicon *terms = sd_lexicon_new();
	assert_int_equal(sd_lexicon_add(terms, "terms", SD_TEXT("porter*\t1\nfront desk\t1\nview\t1\n"), NULL), 0);
	static const struct example examples[] = {{"Great food, rude porters", -30000},
						  {"Great food. The front desk was slow.", -20000},
						  {"Lovely, what a view", 26000},
						  {"The porter, who was rude, took the bag. Good food.", -30000},
						  {"The view. Rude porter", -30000}};
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
		sd_sentiment_score(all, sd_text_of(examples[i].sentence));
		assert_int_equal(sd_sentiment_towards(all, terms).raw, examples[i].raw);
	}
	sd_sentiment_score(all, SD_TEXT("Great food"));
	assert_int_equal(sd_sentiment_towards(all, terms).label, SD_SENTIMENT_EMPTY);
	sd_sentiment_score(all, SD_TEXT(""));
	assert_int_equal(sd_sentiment_towards(all, terms).label, SD_SENTIMENT_EMPTY);
	sd_lexicon_free(terms);
}

static void test_probability(void **state)
{
	(void)state;
	/* 1 / (1 + exp(0.5)), 1 / (1 + exp(-3.5)), 1 / (1 + exp(4.5)) */
	assert_int_equal(sd_sentiment_probability(&rules, 0), 3775);
	assert_int_equal(sd_sentiment_probability(&rules, 10000), 9707);
	assert_int_equal(sd_sentiment_probability(&rules, -10000), 110);
	struct sd_lexicon *untold = sd_lexicon_new();
	struct sd_sentiment_rules other = {.lexicon = untold};
	assert_int_equal(sd_sentiment_probability(&other, 0), -1);
	/* The phrases' own stands where the lexicon has none. */
	struct sd_phrases *told = sd_phrases_new("rules.tsv", SD_TEXT("# calibration: 0 1\n"), NULL, NULL);
	other.phrases = told;
	assert_int_equal(sd_sentiment_probability(&other, 0), 5000);
	sd_phrases_free(told);
	sd_lexicon_free(untold);
}

static void test_names_of_rules(void **state)
{
	(void)state;
	unsigned every = 0;
	for (size_t i = 0; sd_sentiment_rule_names[i]; i++) {
		unsigned bits = sd_sentiment_rule(sd_text_of(sd_sentiment_rule_names[i]));
		assert_int_not_equal(bits, 0);
		assert_int_equal(every & bits, 0);
		every |= bits;
	}
	assert_int_equal(every, SD_RULE_SENTIMENT_ALL);
	assert_int_equal(sd_sentiment_rule(SD_TEXT("irony")), 0);
}

static void test_broken_tables(void **state)
{
	(void)state;
	static const struct {
		const char *content, *said;
	} cases[] = {
		{"wish\tif only\nhope\tmaybe\n", "line 2, column 1: no kind of phrase: \"hope\""},
		{"wish\n", "not kind and phrase"},
		{"idiom\tnever fails\n", "not kind, phrase and weight"},
		{"idiom\tnever fails\t5\n", "not a weight: \"5\""},
		{"# wish: 1\n", "not two factors: \"1\""},
		{"wish\tif only\naffirm\tIf  only\n", "line 2, column 1: a term for the second time: \"if only\""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sd_error err = SD_ERROR_INIT;
		assert_null(sd_phrases_new("rules.tsv", sd_text_of(cases[i].content), NULL, &err));
		if (!strstr(err.message.data, cases[i].said))
			fail_msg("%s", err.message.data);
		sd_error_release(&err);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_denied),
		cmocka_unit_test(test_faces_are_not_denied),
		cmocka_unit_test(test_entries_deny),
		cmocka_unit_test(test_affirmed),
		cmocka_unit_test(test_degrees),
		cmocka_unit_test(test_emphasis),
		cmocka_unit_test(test_contrast),
		cmocka_unit_test(test_wished),
		cmocka_unit_test(test_conditional),
		cmocka_unit_test(test_requested),
		cmocka_unit_test(test_asked),
		cmocka_unit_test(test_quoted),
		cmocka_unit_test(test_expected),
		cmocka_unit_test(test_idioms),
		cmocka_unit_test(test_rated),
		cmocka_unit_test(test_conditions),
		cmocka_unit_test(test_any_bytes),
		cmocka_unit_test(test_negators_that_weigh),
		cmocka_unit_test(test_labels_that_ask_for_more),
		cmocka_unit_test(test_none),
		cmocka_unit_test(test_vaders_slips_are_mended),
		cmocka_unit_test(test_towards),
		cmocka_unit_test(test_probability),
		cmocka_unit_test(test_names_of_rules),
		cmocka_unit_test(test_broken_tables),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
