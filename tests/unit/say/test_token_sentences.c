/* SPDX-License-Identifier: MIT */
/* Sentences and clauses. What is expected: the tokens' normal forms between blanks, ‖ where a sentence begins, ¦ where
 * only a clause does; n: before a number, e: an emoji, u: a URL. */
#include "token_cases.h"

#include "say/words.h"

/* clang-format off */
static const struct token_case cases[] = {
	{"en", "I came. I saw. I left.", "i came . ‖ i saw . ‖ i left ."},
	{"en", "Dr. Jones was kind. He helped.", "dr . jones was kind . ‖ he helped ."},
	{"en", "Ask Mr. Smith, Dr. Who etc. They know.", "ask mr . smith , ¦ dr . who etc . they know ."},
	{"en", "See e.g. The manual.", "see e.g. the manual ."},
	{"en", "In the U.S. Government offices.", "in the u.s. government offices ."},
	{"en", "good.But slow", "good . ‖ but slow"},
	{"en", "Really?! Yes!", "really ? ! ‖ yes !"},
	{"en", "He said \"Stop.\" Then left.", "he said \" stop . \" ‖ then left ."},
	{"en", "(It rained.) We stayed.", "( it rained . ) ‖ we stayed ."},
	{"en", "Version 2.0 works. Fine.", "version n:2.0 works . ‖ fine ."},
	{"en", "First line", "first line"},
	{"en", "Great food! :) Slow service.", "great food ! e::) ‖ slow service ."},
	{"en", "Great food :) slow service", "great food e::) ¦ slow service"},
	{"en", "😀 lovely", "e:😀 lovely"},
	{"en", "Bad 😡😡 will not return", "bad e:😡 e:😡 ¦ will not return"},
	{"en", "The food was good but the service was slow", "the food was good ¦ but the service was slow"},
	{"en", "But it works", "but it works"},
	{"en", "Although late, it was good, however cold", "although late , ¦ it was good , ¦ however cold"},
	{"en", "cheap, fast; reliable: yes", "cheap , ¦ fast ; ¦ reliable : ¦ yes"},
	{"en", "nice (very nice) place", "nice ¦ ( very nice ) ¦ place"},
	{"en", "nice - but small", "nice - ¦ but small"},
	{"en", "nice—small", "nice - ¦ small"},
	{"en", "check-in fast, 2-3 days", "check-in fast , ¦ n:2 - n:3 days"},
	{"en", "wait... what", "wait ... ¦ what"},
	{"en", "He asked: why? Nobody knew.", "he asked : ¦ why ? ‖ nobody knew ."},
	{"en", "Costs 1,299.50 in total, fine", "costs n:1,299.50 in total , ¦ fine"},
	{"en", "So good!!! So bad???", "so good ! ! ! ‖ so bad ? ? ?"},
	{"en", "1. first 2. second", "n:1 . first n:2 . second"},
	{"en", "visit www.example.com. It rocks", "visit u:www.example.com . ‖ it rocks"},
	{"en", "why not?yes", "why not ? ‖ yes"},
	{"en", "no end", "no end"},
	{"en", ", and so", ", and so"},
	{"en", "hm, :) ok", "hm , e::) ¦ ok"},
	{"en", "Loved it. 😀 Will return.", "loved it . e:😀 ‖ will return ."},
	{"en", "etc. and more", "etc . and more"},
	{"de", "Das ist gut, aber teuer. Nie wieder!", "das ist gut , ¦ aber teuer . ‖ nie wieder !"},
	{"de", "Wir kamen z.B. Montags an. Gut.", "wir kamen z.b. montags an . ‖ gut ."},
	{"de", "Am 3. Mai war zu.", "am n:3 . mai war zu ."},
	{"es", "¡Hola! ¿Qué tal? Bien, pero caro.", "¡ hola ! ‖ ¿ qué tal ? ‖ bien , ¦ pero caro ."},
	{"fr", "C'est bon, mais cher. Voilà !", "c' est bon , ¦ mais cher . ‖ voilà !"},
	{"it", "Bello, ma caro. Torno!", "bello , ¦ ma caro . ‖ torno !"},
	{"pt", "Bom, mas caro. Volto!", "bom , ¦ mas caro . ‖ volto !"},
	{"nl", "Goed, maar duur. Ca. 5 euro.", "goed , ¦ maar duur . ‖ ca . n:5 euro ."},
	{"ja", "良い。悪い！", "良い 。 ‖ 悪い !"},
	{"zh", "好，但是贵。不错", "好 , ¦ 但是 是贵 。 ‖ 不错"},	{"en", "One\nTwo", "one ‖ two"},
	{"en", "One\r\nTwo\n\n\nThree", "one ‖ two ‖ three"},
	{"en", "Bad\n😀 fine", "bad ‖ e:😀 fine"},
};
/* clang-format on */

static const char contrast_words[] = "but\nalthough\nhowever\naber\npero\nmais\nmas\nma\nmaar\n";
static const char abbreviation_words[] = "dr.\nmr.\ne.g.\netc.\nu.s.\nz.b.\nca.\nud.\n";

static void describe(struct sd_str *out, struct sd_tokens tokens)
{
	for (size_t i = 0; i < tokens.length; i++) {
		const struct sd_token *token = &tokens.items[i], *before = i ? token - 1 : token;
		if (token->sentence != before->sentence)
			sd_str_adds(out, " ‖");
		else if (token->clause != before->clause)
			sd_str_adds(out, " ¦");
		if (i)
			sd_str_addc(out, ' ');
		if (token->kind == SD_TOKEN_NUMBER || token->kind == SD_TOKEN_EMOJI || token->kind == SD_TOKEN_URL)
			sd_str_addf(out, "%c:", sd_token_kind_name(token->kind)[0]);
		sd_str_add_text(out, token->normal);
	}
}

static void every_case(void **state)
{
	(void)state;
	struct sd_words *contrast = sd_words_new("contrast", SD_TEXT(contrast_words), NULL);
	struct sd_words *abbreviations = sd_words_new("abbreviations", SD_TEXT(abbreviation_words), NULL);
	const struct sd_token_options options = {
		.rules = SD_TOKEN_RULES_ALL, .contrast = contrast, .abbreviations = abbreviations};
	check_token_cases(cases, sizeof cases / sizeof *cases, options, describe);
	sd_words_free(contrast);
	sd_words_free(abbreviations);
}

/* Without the lists, a stop ends a sentence wherever UAX #29 says so, and no word cuts a clause. */
static void without_lists(void **state)
{
	(void)state;
	struct sd_token_options options = {.rules = SD_TOKEN_RULES_ALL};
	struct sd_tokenizer *tokenizer = sd_tokenizer_new(&options);
	struct sd_str got = SD_STR_INIT;
	describe(&got, sd_tokenize(tokenizer, SD_TEXT("Dr. Jones was late but kind")));
	assert_string_equal(got.data, "dr . ‖ jones was late but kind");
	sd_str_release(&got);
	sd_tokenizer_free(tokenizer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_case),
		cmocka_unit_test(without_lists),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
