/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/mem.h"
#include "guard/redact.h"

static const char words[] =
	"# a comment\n"
	"name\tmy name is\nclose\tregards\nname-capital\tspoke to\ntitle\tmr|dr\n"
	"not-name\ti|and|customer|service|on|wrong|from|for\nwithin\tde|la\n"
	"email\tmail|email|correo\nid\tnhs|nhs no|nhs number\nphone\tcall|tel|number is\n"
	"harmless\torder|order number\nstreet\tstreet|rue|*straße\nversion\tversion\n";

static struct sd_redactor *redactor_of(unsigned kinds)
{
	struct sd_redactor *redactor = sd_redactor_new(kinds);
	assert_int_equal(sd_redactor_add_words(redactor, "words", SD_TEXT(words), NULL), 0);
	return redactor;
}

static void masks_with(struct sd_redactor *redactor, enum sd_redact_mask mask, const char *text, const char *wanted)
{
	struct sd_redact_finder *finder = sd_redact_finder_new(redactor);
	struct sd_str masked = SD_STR_INIT;
	sd_redact_mask(finder, sd_text_of(text), mask, &masked);
	assert_string_equal(masked.data ? masked.data : "", wanted);
	sd_str_release(&masked);
	sd_redact_finder_free(finder);
}

static void masks(const char *text, const char *wanted)
{
	struct sd_redactor *redactor = redactor_of(SD_REDACT_USUAL);
	masks_with(redactor, SD_MASK_NAMED, text, wanted);
	sd_redactor_free(redactor);
}

/* As quotes are masked for strangers: every kind. */
static void quotes(const char *text, const char *wanted)
{
	static const char more[] = "name\tmy name's|my name’s|je m'appelle|ich heiße\ntitle\tmrs\nnot-name\tmerci\n"
				   "phone\tring\n";
	struct sd_redactor *redactor = redactor_of(SD_REDACT_QUOTES);
	assert_int_equal(sd_redactor_add_words(redactor, "more", SD_TEXT(more), NULL), 0);
	masks_with(redactor, SD_MASK_NAMED, text, wanted);
	sd_redactor_free(redactor);
}

static void what_tells_who_in_quotes(void **state)
{
	(void)state;
	quotes("write to ann.poe@example.org.", "write to [EMAIL].");
	quotes("(ann@example.org)", "([EMAIL])");
	quotes("thanks @larkspur_cafe!", "thanks [ACCOUNT]!");
	quotes("see https://example.org/a?b=1 and www.example.com", "see [LINK] and [LINK]");
	quotes("ring 020 7946 0958, please", "ring [PHONE], please");
	quotes("call +44 (0)20 7946-0958", "call [PHONE]");
	quotes("order 4711 was late", "order [NUMBER] was late");
	quotes("I am LK-01279.", "I am [NUMBER].");
	quotes("My name is bea Marlow and I wait", "My name is [NAME] and I wait");
	quotes("my name\xE2\x80\x99s Jo", "my name\xE2\x80\x99s [NAME]");
	quotes("je m'appelle Zoé Dupont, merci", "je m'appelle [NAME], merci");
	quotes("ich heiße Ödön", "ich heiße [NAME]");
	quotes("Mrs. Marlow at the till", "Mrs. [NAME] at the till");
	quotes("Dr Okoro Vance said", "Dr [NAME] said");
}

static void what_stays_in_quotes(void **state)
{
	(void)state;
	quotes("", "");
	quotes("12 minutes for 2 coffees, 10/10", "12 minutes for 2 coffees, 10/10");
	quotes("at 8.30 or 9.15", "at 8.30 or 9.15");
	quotes("I miss the old place", "I miss the old place");
	quotes("Drinks were cold. Mr nobody", "Drinks were cold. Mr nobody");
	quotes("a @ b, 50% off, e.g. this", "a @ b, 50% off, e.g. this");
	quotes("émigré naïve 日本語", "émigré naïve 日本語");
}

static void addresses_of_the_net(void **state)
{
	(void)state;
	masks("Mail ann.poe+x@mail.example.org, please.", "Mail [EMAIL], please.");
	masks("(ann@example.org)", "([EMAIL])");
	masks("\xE2\x80\x9C" "ann@example.org\xE2\x80\x9D", "\xE2\x80\x9C[EMAIL]\xE2\x80\x9D");
	masks("zo\xC3\xAB@b\xC3\xBC" "cher.example!", "[EMAIL]!");
	masks("ann (at) example (dot) org", "[EMAIL]");
	masks("ann[at]example.org", "[EMAIL]");
	masks("a @ b, 3@2, x@y and @home", "a @ b, 3@2, x@y and @home");
	masks("ann dot poe at example dot org", "[EMAIL]");
	masks("my email is ann @ example.org, bob AT example DOT org", "my email is [EMAIL], [EMAIL]");
	masks("correo poe arroba example punto com", "correo [EMAIL]");
	masks("we met at noon. At this point in time", "we met at noon. At this point in time");
	masks("look at example dot com", "look at example dot com");
	masks("ann@example ,com or ann@gmail or ann@web .de", "[EMAIL] or [EMAIL] or [EMAIL]");
	masks("lunch@noon, it was free@home .de", "lunch@noon, it was free@home .de");
	masks("poe(a)example.org, poe a example.org", "[EMAIL], poe a example.org");
	masks("https://de.linkedin.com/x/ann, tiktok.com/@ann, https://example.org/~ann", "[URL], [URL], [URL]");
	masks("https://example.org/perfil/ana, https://example.org/in/stock", "[URL], https://example.org/in/stock");
	masks("ann@example.org.Thanks", "[EMAIL].Thanks");
	masks("\xE9\x82\xAE\xE7\xAE\xB1" "ann@example.org\xE8\xB0\xA2", "\xE9\x82\xAE\xE7\xAE\xB1[EMAIL]\xE8\xB0\xA2");
	masks("see instagram.com/ann.poe", "see [URL]");
	masks("[url=https://example.org/users/ann]x[/url]", "[url=[URL]]x[/url]");
	masks("192.0.2.17:8080", "[IP]:8080");
	masks("see https://example.org/help?page=2.", "see https://example.org/help?page=2.");
	masks("see https://ann:pass@example.org/x.", "see [URL].");
	masks("https://www.facebook.com/ann.poe and https://example.org/users/ann", "[URL] and [URL]");
	masks("https://example.org/?email=ann&x=1", "[URL]");
	masks("from 192.0.2.17, 2001:db8::7", "from [IP], [IP]");
	masks("version 1.2.3.4, at 12:30:45, 999.1.1.1", "version 1.2.3.4, at 12:30:45, 999.1.1.1");
}

static void numbers_that_vouch_for_themselves(void **state)
{
	(void)state;
	masks("card 4111 1111 1111 1111.", "card [CARD].");
	masks("card 4111111111111111.", "card [CARD].");
	masks("card 4111 1111 1111 1112.", "card 4111 1111 1111 1112.");
	masks("378282246310005 or 3782-822463-10005", "[CARD] or [CARD]");
	masks("I bought 2 4111 1111 1111 1111", "I bought 2 [CARD]");
	masks("to DE89 3704 0044 0532 0130 00, now", "to [IBAN], now");
	masks("to gb29nwbk60161331926819, now", "to [IBAN], now");
	masks("to DE89 3704 0044 0532 0130 01, now", "to DE89 3704 0044 0532 0130 01, now");
	masks("NI QQ 12 34 56 C or AB123456C or AB 12 34 56 C", "NI QQ 12 34 56 C or [NATIONAL-ID] or [NATIONAL-ID]");
	masks("NHS 943 476 5919", "NHS [NATIONAL-ID]");
	masks("SSN 123-45-6789, not 666-45-6789", "SSN [NATIONAL-ID], not 666-45-6789");
	masks("Steuer-ID 86 095 742 719", "Steuer-ID [NATIONAL-ID]");
	masks("DNI 12345678Z, NIE X-1234567-L, 12.345.678-Z", "DNI [NATIONAL-ID], NIE [NATIONAL-ID], [NATIONAL-ID]");
	masks("BSN 111222333", "BSN [NATIONAL-ID]");
	masks("CPF 111.444.777-35", "CPF [NATIONAL-ID]");
	masks("order number 111222333", "order number 111222333");
	/* What the number is called decides, and may touch it. */
	masks("my NHS number is 943 476 5919, nhs no9434765919", "my NHS number is [NATIONAL-ID], nhs no[NATIONAL-ID]");
	masks("my number is 943 476 5919", "my number is [PHONE]");
	masks("+234 943 476 5919", "[PHONE]");
	masks("our AB 123456C part, code (0006000037)", "our AB 123456C part, code (0006000037)");
	masks("depot 4140371450004190946", "depot 4140371450004190946");
	masks("4111111111111111/4111 1111 1111 1111", "[CARD]/[CARD]");
	masks("card 4111 1111\n1111 1111", "card [CARD]");
}

/* Ids in any grouping behind the word that names them, their check digits right or not; plates and bookings
 * likewise. */
static void numbers_that_words_announce(void **state)
{
	static const char more[] =
		"id\tsocial\nid-number\tni number|ssn|cpf|cf|bsn|passport number|svnr|nif|ein\n"
		"plate\tplate|reg|kennzeichen\nbooking\tbooking reference|pnr|locator\n"
		"phone\tcall|number is\npostcode-number\tplz|zip|postal code|cep|eircode";
	static const char *const cases[][2] = {
		{"my NI number is QQ 12 34 56 C.", "my NI number is [NATIONAL-ID]."},
		{"ni number: jg 10 37 59 a, thanks", "ni number: [NATIONAL-ID], thanks"},
		{"SSN: 123456789 and 4 more", "SSN: [NATIONAL-ID] and 4 more"},
		{"CPF 123.456.789-00 e 2 dias", "CPF [NATIONAL-ID] e 2 dias"},
		{"cf RSS MRA 85T 10A 562S", "cf [NATIONAL-ID]"},
		{"passport number C01X00T47", "passport number [NATIONAL-ID]"},
		{"svnr 1237 010180, NIF 501 964 843", "svnr [NATIONAL-ID], NIF [NATIONAL-ID]"},
		{"my ssn ends in 6789, ssn of order number 123456789, the ssn took 12345678 tries", NULL},
		{"our EIN 12-3456781, ein 12-3456781", "our EIN [NATIONAL-ID], ein 12-3456781"},
		{"ssn? call 5550187", "ssn? call [PHONE]"},
		{"social media posts 12345678", NULL},
		/* Forms that speak for themselves. */
		{"RSSMRA85T10A562S, 756.9217.0769.85, 85.07.30-033.28", "[NATIONAL-ID], [NATIONAL-ID], [NATIONAL-ID]"},
		{"15 070649 C 103, 912-70-1234", "[NATIONAL-ID], [NATIONAL-ID]"},
		{"RSSMRA85T10A562T, 756.9217.0769.86, 85.07.30-033.29", NULL},
		{"001 943 476 5919", NULL},
		{"my plate is AB12 CDE, reg kx65dfo, plate 8XYZ123", "my plate is [PLATE], reg [PLATE], plate [PLATE]"},
		{"Kennzeichen M-KT 4821, B-MW 12E", "Kennzeichen [PLATE], B-MW 12E"},
		{"a plate of 12 cakes, reg is fine 24 hours, plate recognition AB-100", NULL},
		{"booking reference QX7R2M, PNR ZLKWPT, locator LK-20417", "booking reference [BOOKING], PNR [BOOKING], locator [BOOKING]"},
		{"booking reference 9876543, locator never came 3 times, PNR was not ABCDEF1", NULL},
		{"order AB123CD, AB12 CDE", NULL},
		{"PLZ 22767, postal code 1010, ZIP 60614-1234, CEP 22.041-001, CEP: 04538133",
		 "PLZ [POSTCODE], postal code [POSTCODE], ZIP [POSTCODE], CEP [POSTCODE], CEP: [POSTCODE]"},
		{"plz hold 4438, zip 20000 files, PLZ gibt es 8000 Leute", NULL},
		{"M4W 1A4, eircode a65f4e2, D02 X285, part M4W1A4", "[POSTCODE], eircode [POSTCODE], [POSTCODE], part M4W1A4"},
		{"Denver, CO 80203 and in OK 80203", "Denver, CO [POSTCODE] and in OK 80203"},
	};
	(void)state;
	struct sd_redactor *redactor = redactor_of(SD_REDACT_USUAL);
	assert_int_equal(sd_redactor_add_words(redactor, "more", SD_TEXT(more), NULL), 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		masks_with(redactor, SD_MASK_NAMED, cases[i][0], cases[i][1] ? cases[i][1] : cases[i][0]);
	sd_redactor_free(redactor);
}

/* Streets as seven languages write them. */
static void streets(void **state)
{
	static const char more[] = "street\tv\xC3\xAD" "a|zza|ave|ctra\nstreet-last\tcrescent|lanes\n"
						       "street-first\tam|unter|in\nstreet\t*weg\n"
						       "within\tn|gran|conj|van|den|apt\n"
				   "house\tcottage|flat\ncounted\tpeople|leute\nnot-name\tjuly";
	static const char *const cases[][2] = {
		{"at Rose Cottage, 3 Mill Street, WR14 2XX", "at [POSTCODE]"},
		{"at Flat 2B, 118-120 Green Lanes, London, N16 9EH", "at [POSTCODE]"},
		{"1234 NW 5th Ave, Portland, OR 97209", "[POSTCODE]"},
		{"3 rue de l'\xC3\x89glise, 67000 Strasbourg", "[POSTCODE] Strasbourg"},
		{"Unter den Linden 77, 10117 Berlin", "[POSTCODE] Berlin"},
		{"P.zza Dante 4, 80142 Napoli", "[POSTCODE] Napoli"},
		{"Gran V\xC3\xAD" "a n\xC2\xB0 32, 28013 Madrid", "[POSTCODE] Madrid"},
		{"Van Mosweg 12, 1073 LL", "[POSTCODE]"},
		{"Mosstr.25, 10243 Berlin", "Mosstr.25, 10243 Berlin"},
		{"Mosweg.25, 10243 Berlin", "[POSTCODE] Berlin"},
		{"rue Augusta 700, conj. 12, 01418-002", "[POSTCODE]"},
		{"Rue de Street, 88, 18004 Granada", "[POSTCODE] Granada"},
		{"Hohe Bleichen 12, 20354 Hamburg; Hofje 2, 2312 AB", "[POSTCODE] Hamburg; [POSTCODE]"},
		{"Flat 3/1, 45 Mill Street, G11 5RG; 27, rue Mirabeau \xE2\x80\x93 13100 Aix", "[POSTCODE]; [POSTCODE] Aix"},
		{"2200 Yonge Street, Flat 1700, Toronto ON M4S 2C6", "[POSTCODE]"},
		{"2312 AB nr. 12", "[POSTCODE]"},
		{"Bleichen 12, 20000 Hamburger; Bleichen 12, 20354 leute; wagon 12, 20354 Hamburger", NULL},
		/* A street has a name; people are counted; a date is no house. */
		{"Street 30, 50000 fans; Hale Street 12, 20000 people", NULL},
		{"In July 4, 1776. In Leeds 12/23125 it stopped", NULL},
	};
	(void)state;
	struct sd_redactor *redactor = redactor_of(SD_REDACT_USUAL);
	assert_int_equal(sd_redactor_add_words(redactor, "more", SD_TEXT(more), NULL), 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		masks_with(redactor, SD_MASK_NAMED, cases[i][0], cases[i][1] ? cases[i][1] : cases[i][0]);
	sd_redactor_free(redactor);
}

static void telephones(void **state)
{
	(void)state;
	masks("+44 20 7946 0958, or (020) 7946 0958", "[PHONE], or [PHONE]");
	masks("+44 (0)20 7946 0958 2 times", "[PHONE] 2 times");
	masks("0044 20 7946 0958", "[PHONE]");
	masks("(212) 555-0187, 1-212-555-0187", "[PHONE], [PHONE]");
	masks("06 12 34 56 78", "[PHONE]");
	masks("030/1234567", "[PHONE]");
	masks("612 345 678 and (11) 91234-5678", "[PHONE] and [PHONE]");
	masks("tel: 5550187", "tel: [PHONE]");
	masks("on 03.04.2024 12:30, 2024-01-02 10:15, 0.123456789, 1.234.567", "on 03.04.2024 12:30, 2024-01-02 10:15, "
									       "0.123456789, 1.234.567");
	masks("from 02/01/12 - 02/05/12, since 27/02/18.", "from 02/01/12 - 02/05/12, since 27/02/18.");
	masks("06.12.34.56.78", "[PHONE]");
	masks("on 03. 08. 2015 - 22:06, see news-063122186--x", "on 03. 08. 2015 - 22:06, see news-063122186--x");
	masks("order no 02-650084157", "order no 02-650084157");
	masks("01632 960011/01632 960012", "[PHONE]/[PHONE]");
	masks("07700\n900123", "[PHONE]");
	masks("tel07700900123", "tel[PHONE]");
	masks("07700 \xE2\x80\x93 900 \xE2\x80\x93 123, 07700\xC2\xB7"
	      "900\xC2\xB7"
	      "123, + 44 7700 900123",
	      "[PHONE], [PHONE], [PHONE]");
	masks("(11)912345678, 600 000 000, on 06 12 2023 08 30", "[PHONE], 600 000 000, on 06 12 2023 08 30");
	/* Full-width digits, Arabic ones, marks of direction as address books copy them, scripts without blanks. */
	masks("\xEF\xBC\x90\xEF\xBC\x97\xEF\xBC\x97\xEF\xBC\x90\xEF\xBC\x90 "
	      "\xEF\xBC\x99\xEF\xBC\x90\xEF\xBC\x90\xEF\xBC\x91\xEF\xBC\x92\xEF\xBC\x93!",
	      "[PHONE]!");
	masks("\xE2\x80\xAA+44 20 7946\xE2\x80\x8B" "0958\xE2\x80\xAC.", "\xE2\x80\xAA[PHONE]\xE2\x80\xAC.");
	masks("\xE9\x9B\xBB" "03-5555-0123\xE3\x81\xA7", "\xE9\x9B\xBB[PHONE]\xE3\x81\xA7");
	masks("0", "0");
	masks("00", "00");
	masks("+", "+");
}

static void post_codes(void **state)
{
	(void)state;
	masks("I live at 12 High Street, SW1A 1AA.", "I live at [POSTCODE].");
	masks("in M1 1AE now", "in [POSTCODE] now");
	masks("1234 AB 56 in Utrecht", "[POSTCODE] in Utrecht");
	masks("in 1066 AD, 2000 MB", "in 1066 AD, 2000 MB");
	masks("Hauptstra\xC3\x9F" "e 12, 10115 Berlin", "[POSTCODE] Berlin");
	masks("at Hauptstra\xC3\x9F" "e 12b\n10115 Berlin", "at [POSTCODE] Berlin");
	/* What real answers hold that has the form of a code or of a house. */
	masks("from 3rd street, in 1972. On 4 May 1985, 300 per night, for 4500 miles", "from 3rd street, in 1972. On "
											"4 May 1985, 300 per night, "
											"for 4500 miles");
	masks("the street (1984), The rest (1989)", "the street (1984), The rest (1989)");
	masks("flight N559JB, the 7 5th gen, in 2011 ON RELEASE", "flight N559JB, the 7 5th gen, in 2011 ON RELEASE");
	masks("area ZZ1 1AA", "area ZZ1 1AA");
	masks("12 rue de la Paix, 75002 Paris", "[POSTCODE] Paris");
	masks("12345 people came", "12345 people came");
	masks("to 6723 Hale Street, 200 Marlow, VA 22101", "to [POSTCODE]");
}

/* What may be a name where more tells of one. */
static void names_perhaps(void **state)
{
	static const char more[] = "close\tregards|sincerely|thanks|lg\ngreet\thi|dear\nthanks\tthanks|thank you\n"
				   "perhaps\ti'm|this is|ask for\n"
				   "role\tmanager\ntitle-whole\therr|se\xC3\xB1or\ntitle-point\tm\n"
				   "given\tjulia|salma\nnot-name\tthanks|game|well|all|there|great|hotel\n"
				   "name-capital\tmy son|thanks to\nbefore-given\ttechnician|phoned\n"
				   "not-name\tmr bean|sister act\nplace\tboston\n";
	static const char *const cases[][2] = {
		{"I sincerely hope so. They hope sincerely", NULL},
		{"Great visit. Regards, Tom Hale", "Great visit. Regards, [NAME]"},
		{"Bye.\nSincerely\nTom Hale, Leeds", "Bye.\nSincerely\n[NAME], Leeds"},
		{"Who regards it as closed", NULL},
		{"a signed contract, lg screens, LG Screen works", NULL},
		{"Thanks. Followed.", NULL},
		{"Thanks,\nTom", "Thanks,\n[NAME]"},
		{"thanks Tom for the help", "thanks [NAME] for the help"},
		{"Thanks Great game", NULL},
		{"Thank you Drake Hotel! My son, I'd say", NULL},
		{"Hi Tom, it is late", "Hi [NAME], it is late"},
		{"Hi there, it is late", NULL},
		{"say Hi Resolution, please", NULL},
		{"I'm Julia and I wait", "I'm [NAME] and I wait"},
		{"I'm Swedish, I'm Done", NULL},
		{"This is Tom from Leeds", "This is [NAME] from Leeds"},
		{"ask for Salma, she knows; ask for Ketchup!", "ask for [NAME], she knows; ask for Ketchup!"},
		{"Manager: Tom Hale", "Manager: [NAME]"},
		{"ein feiner Herr. Leider kalt; Herr Hale", "ein feiner Herr. Leider kalt; Herr [NAME]"},
		{"el se\xC3\xB1or Hale", "el se\xC3\xB1or [NAME]"},
		{"1M Fine, FUM R, M.M. Rare, M. Hale", "1M Fine, FUM R, M.M. Rare, M. [NAME]"},
		{"technician Julia came, phoned Salma twice", "technician [NAME] came, phoned [NAME] twice"},
		{"Technician Visits are late, phoned Support; technician julia", NULL},
		{"M. P. Hale, M. Hale", "M. [NAME], M. [NAME]"},
		{"Bye.\nRegards, Tom & Mary Hale", "Bye.\nRegards, [NAME]"},
		{"Bye.\nRegards,\nTom and Mary", "Bye.\nRegards,\n[NAME] and [NAME]"},
		{"Hi Julia and all, manager : Tom Hale", "Hi [NAME] and all, manager : [NAME]"},
		{"This is Tom speaking; mr de Hale, Mr de los Hales", "This is [NAME] speaking; mr [NAME], Mr de los Hales"},
		{"Thanks, Julia Boston", "Thanks, [NAME]"},
		{"My son Boston, phoned Boston; thanks to Tom Boston again", "My son Boston, phoned Boston; thanks to [NAME] again"},
		{"Mr Bean on telly, Mr. Bean, Mr. Hale too", "Mr Bean on telly, Mr. Bean, Mr. [NAME] too"},
		{"MR HALE WAS RUDE TO ALL", "MR [NAME] WAS RUDE TO ALL"},
		{"My son LOVES it", NULL},
		{"Thanks to Julia and Tom!", "Thanks to [NAME] and [NAME]!"},
		{"was thanks http://example.org", NULL},
	};
	(void)state;
	struct sd_redactor *redactor = redactor_of(SD_REDACT_USUAL);
	assert_int_equal(sd_redactor_add_words(redactor, "more", SD_TEXT(more), NULL), 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		masks_with(redactor, SD_MASK_NAMED, cases[i][0], cases[i][1] ? cases[i][1] : cases[i][0]);
	sd_redactor_free(redactor);
}

static void names(void **state)
{
	(void)state;
	masks("My name is bea marlow", "My name is [NAME]");
	masks("my name is Bea Marlow and I wait", "my name is [NAME] and I wait");
	masks("my name is wrong on the bill", "my name is wrong on the bill");
	masks("I spoke to Anne-Marie O'Neill from sales", "I spoke to [NAME] from sales");
	masks("I spoke to Customer Service", "I spoke to Customer Service");
	masks("Dr. Vance's room", "Dr. [NAME]'s room");
	masks("spoke to Mr J. van Dyke", "spoke to Mr [NAME]");
	masks("regards,\nTom", "regards,\n[NAME]");
	masks("Spoke to \xC3\x96" "d\xC3\xB6n", "Spoke to [NAME]");
	struct sd_redactor *redactor = redactor_of(SD_REDACT_USUAL);
	assert_int_equal(sd_redactor_add_names(redactor, "names", SD_TEXT("Grace\nMaria del Mar\n"
									  "zoltan\tany\n"), NULL), 0);
	masks_with(redactor, SD_MASK_NAMED, "Grace gave grace to Maria del Mar, and zoltan",
		   "[NAME] gave grace to [NAME], and [NAME]");
	sd_redactor_free(redactor);
}

static void patterns(void **state)
{
	(void)state;
	struct sd_redactor *redactor = sd_redactor_new(SD_REDACT_USUAL);
	struct sd_error err = SD_ERROR_INIT;
	assert_int_equal(sd_redactor_add_patterns(redactor, "patterns",
						  SD_TEXT("PLATE\tAA99 AAA\nBOOKING\tLK-9{4,6}\n"
							  "SEAT\t9{1,2}[a]?\n"), NULL), 0);
	masks_with(redactor, SD_MASK_NAMED, "AB12 CDE, AB12CDE, ab12 cde, LK-12345, LK-123, LK-1234567",
		   "[PLATE], [PLATE], ab12 cde, [BOOKING], LK-123, LK-1234567");
	static const char *const wrong[] = {
		"x", "plate\tA9", "P\tA", "P\t?9", "P\t9{", "P\t9{0}9", "P\t9{3,2}9", "P\tA9\\"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		assert_int_equal(sd_redactor_add_patterns(redactor, "patterns", sd_text_of(wrong[i]), &err), -1);
		assert_non_null(strstr(err.message.data, "patterns: line 1"));
		sd_error_clear(&err);
	}
	sd_error_release(&err);
	/* What was refused is not looked for, and a text without finds is no trouble. */
	masks_with(redactor, SD_MASK_NAMED, "nothing", "nothing");
	sd_redactor_free(redactor);
}

static void as_long_as_before(void **state)
{
	(void)state;
	struct sd_redactor *redactor = redactor_of(SD_REDACT_USUAL);
	masks_with(redactor, SD_MASK_SAME_LENGTH, "to zo\xC3\xAB@example.org!", "to xxxxxxxxxxxxxxx!");
	sd_redactor_free(redactor);
}

static void kinds_asked_for(void **state)
{
	(void)state;
	struct sd_redactor *redactor = redactor_of(SD_REDACT_QUOTES);
	masks_with(redactor, SD_MASK_NAMED, "see www.example.com, @ann, LK-01279 of 2024",
		   "see [LINK], [ACCOUNT], [NUMBER] of [NUMBER]");
	sd_redactor_free(redactor);
	redactor = redactor_of(1u << SD_REDACT_EMAIL);
	masks_with(redactor, SD_MASK_NAMED, "ann@example.org, +44 20 7946 0958", "[EMAIL], +44 20 7946 0958");
	sd_redactor_free(redactor);
}

static void lists_that_are_wrong(void **state)
{
	static const char *const wrong[] = {
		"name", "nome\tx", "name\t", "name\ta|", "name\tone two three four five six seven", "name\t\xFF"};
	(void)state;
	struct sd_error err = SD_ERROR_INIT;
	struct sd_redactor *redactor = sd_redactor_new(SD_REDACT_USUAL);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		if (i == 2 || i == 3)
			continue; /* an empty list at a line's end is one of none */
		assert_int_equal(sd_redactor_add_words(redactor, "words", sd_text_of(wrong[i]), &err), -1);
		assert_non_null(strstr(err.message.data, "words: line 1"));
		sd_error_clear(&err);
	}
	assert_int_equal(sd_redactor_add_names(redactor, "names", SD_TEXT("Ann\tsome"), &err), -1);
	sd_error_release(&err);
	sd_redactor_free(redactor);
}

/* Each link within a link, each number of a row of them: half a minute and more where each looks at all the others. */
static void long_rows_take_no_long(void **state)
{
	static const char *const pieces[] = {"http://a/", "1 "};
	enum { MANY = 400000 };
	struct sd_redactor *redactor = redactor_of(SD_REDACT_USUAL);
	struct sd_redact_finder *finder = sd_redact_finder_new(redactor);
	(void)state;
	alarm(20);
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct sd_str text = SD_STR_INIT, masked = SD_STR_INIT;
		for (int k = 0; k < MANY; k++)
			sd_str_adds(&text, pieces[i]);
		sd_redact_mask(finder, sd_str_text(&text), SD_MASK_NAMED, &masked);
		assert_true(sd_text_equal(sd_str_text(&masked), sd_str_text(&text)));
		sd_str_release(&text);
		sd_str_release(&masked);
	}
	alarm(0);
	masks("http://web.example.org/http://example.com/users/ann", "[URL]");
	masks("http://example.com/users/1/http://example.org/b", "[URL]");
	masks("http://example.org/a http://ann@example.org/ http://example.org/b", "http://example.org/a [URL] "
										   "http://example.org/b");
	sd_redact_finder_free(finder);
	sd_redactor_free(redactor);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_tells_who_in_quotes),
		cmocka_unit_test(what_stays_in_quotes),
		cmocka_unit_test(addresses_of_the_net), cmocka_unit_test(numbers_that_vouch_for_themselves),
		cmocka_unit_test(numbers_that_words_announce), cmocka_unit_test(streets),
		cmocka_unit_test(telephones),		cmocka_unit_test(post_codes),
		cmocka_unit_test(names),		cmocka_unit_test(patterns),
		cmocka_unit_test(names_perhaps),
		cmocka_unit_test(as_long_as_before),	cmocka_unit_test(kinds_asked_for),
		cmocka_unit_test(lists_that_are_wrong),
		cmocka_unit_test(long_rows_take_no_long),
	};
	sd_hash_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
