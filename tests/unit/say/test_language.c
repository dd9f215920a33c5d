/* SPDX-License-Identifier: MIT */
/* The lists are the house's own, read from lexicons/ below the present folder, the source's. The sentences are
 * invented. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/data.h"
#include "say/language.h"

enum { EN, DE, ES, FR, IT, NL, PT, LANGUAGES };

static const char *const english[] = {
	"The staff were lovely but the queue went out of the door.", "Coffee was cold again",
	"I waited twenty minutes and nobody came", "Great place, will come back", "very good", "too expensive",
	"nothing", "It's fine I suppose", "Don’t change a thing!", "We couldn't find a seat by the window",
	"Could be cleaner", "The die cast toy broke after a day", "Too many ads in the app",
	"My order came late and the box was damaged", "no complaints from me", "I ate a sandwich in the car",
	"Ask them to open a second till in the morning", "Super friendly team", "What a waste of money",
	"Prices went up", "They never answer the phone", "I love the new menu", "WORST SERVICE EVER",
	"where is my refund??", "all good", "On time and polite", "The nurse explained everything to me",
	"a bit noisy", "Fast delivery", "It was hard to park there", "Would recommend to a friend",
	"The music is way too loud", "I had to fill in the same form twice", "Nice but small rooms",
	"please bring back the lentil soup", "my son loved the slide", "cheap and cheerful",
	"has been slow since the update", "The man at the counter was rude", "not for me", "See you next week",
	"Battery died within an hour",
};
static const char *const german[] = {
	"Die Bedienung war freundlich, aber wir mussten lange warten.", "Der Kaffee war schon wieder kalt",
	"alles bestens", "sehr gut", "zu teuer", "nichts", "Mir hat es gut gefallen",
	"Die Schlange ging bis vor die Tür", "Bitte eine zweite Kasse öffnen", "Ich komme gerne wieder",
	"Das Personal ist immer nett", "Leider nicht mehr so gut wie früher",
	"Die Lieferung kam zwei Tage zu spät", "super Service und faire Preise", "Niemand geht ans Telefon",
	"Die App stürzt ständig ab", "ging schnell", "War okay",
	"Wir würden das Hotel nicht noch einmal buchen", "Es ist zu laut", "ÜBERHAUPT NICHT ZUFRIEDEN",
	"Man fühlt sich gut beraten", "Rückgabe ohne Probleme", "das Essen war lauwarm",
	"die Zimmer sind klein", "Preis stimmt", "Ich habe mein Geld bis heute nicht zurück", "keine",
	"Könnte sauberer sein", "Mehr vegetarische Gerichte wären schön", "Die Musik ist viel zu laut",
	"kein Parkplatz in der Nähe", "Der Akku hält nur eine Stunde", "Wartezeit zu lang",
	"Meine Tochter war begeistert", "Endlich ein Laden, der hilft", "nur mit Karte zahlen ist doof",
	"schnelle Lieferung", "War in Ordnung, mehr aber auch nicht", "Der Mann an der Kasse war unfreundlich",
	"Weiter so!", "Am Schalter stand keiner",
};
static const char *const spanish[] = {
	"El personal fue amable, pero la cola llegaba hasta la calle.", "El café estaba frío otra vez",
	"todo bien", "muy bueno", "demasiado caro", "nada", "No me gusta", "Me encanta el nuevo menú",
	"¿Por qué cierran tan pronto?", "Volveremos seguro", "Esperé veinte minutos y nadie vino",
	"La habitación era pequeña", "Llegó tarde y con la caja rota", "Nadie coge el teléfono",
	"La aplicación se cierra sola", "buen servicio", "No está mal", "Los precios han subido mucho",
	"Nos atendieron enseguida", "¡QUÉ DESASTRE!", "hay que mejorar la limpieza",
	"No lo recomiendo a nadie", "Todo llegó a tiempo", "La música está muy alta",
	"Mi hija estaba encantada", "No hay dónde aparcar", "El hombre de la caja fue grosero", "ninguno",
	"Podría estar más limpio", "Quiero que me devuelvan el dinero", "Rápido y barato", "Sin problemas",
	"la batería dura poco", "Un poco ruidoso", "Las camareras son muy simpáticas",
	"Ojalá abran otra caja por la mañana", "super bien todo, gracias", "Me hicieron esperar una hora",
	"Eso no se hace", "Con lo que cuesta, esperaba algo más", "Más opciones para niños",
	"Tardaron dos semanas en contestar",
};
static const char *const french[] = {
	"Le personnel était aimable, mais la file allait jusqu'à la rue.", "Le café était encore froid",
	"tout va bien", "très bien", "trop cher", "rien", "Je n'aime pas", "J'adore la nouvelle carte",
	"L'attente est trop longue", "On reviendra", "J'ai attendu vingt minutes et personne n'est venu",
	"La chambre était petite", "Le colis est arrivé en retard et abîmé", "Personne ne répond au téléphone",
	"L’application plante sans arrêt", "bon service", "Pas mal", "Les prix ont beaucoup augmenté",
	"On nous a servis tout de suite", "QUELLE HONTE", "il faut améliorer la propreté",
	"Je ne recommande pas", "Tout est arrivé à temps", "La musique est trop forte", "Ma fille était ravie",
	"Impossible de se garer", "Le monsieur à la caisse était désagréable", "aucune",
	"Pourrait être plus propre", "Je veux être remboursé", "Rapide et pas cher", "Sans problème",
	"la batterie ne tient pas", "Un peu bruyant", "Les serveuses sont très gentilles",
	"Ouvrez une deuxième caisse le matin", "super accueil, merci", "On m'a fait attendre une heure",
	"C'est n'importe quoi", "Pour ce prix, j'attendais mieux", "Plus de choix pour les enfants",
	"Deux semaines pour avoir une réponse",
};
static const char *const italian[] = {
	"Il personale era gentile, ma la fila arrivava fino alla strada.", "Il caffè era di nuovo freddo",
	"tutto bene", "molto buono", "troppo caro", "niente", "Non mi piace", "Adoro il nuovo menù",
	"L'attesa è troppo lunga", "Torneremo di sicuro", "Ho aspettato venti minuti e non è venuto nessuno",
	"La camera era piccola", "Il pacco è arrivato tardi e rotto", "Nessuno risponde al telefono",
	"L’applicazione si chiude da sola", "buon servizio", "Non male", "I prezzi sono aumentati molto",
	"Ci hanno serviti subito", "CHE VERGOGNA", "bisogna migliorare la pulizia",
	"Non lo consiglio a nessuno", "È arrivato tutto in tempo", "La musica è troppo alta",
	"Mia figlia era contenta", "Non si trova parcheggio", "L'uomo alla cassa era scortese", "nessuno",
	"Potrebbe essere più pulito", "Voglio indietro i miei soldi", "Veloce ed economico", "Senza problemi",
	"la batteria dura poco", "Un po' rumoroso", "Le cameriere sono molto simpatiche",
	"Aprite una seconda cassa la mattina", "super gentili, grazie", "Mi hanno fatto aspettare un'ora",
	"Così non si fa", "Per quello che costa mi aspettavo di più", "Più scelta per i bambini",
	"Due settimane per avere una risposta",
};
static const char *const dutch[] = {
	"Het personeel was vriendelijk, maar de rij stond tot op straat.", "De koffie was weer koud",
	"alles goed", "heel goed", "te duur", "niets", "Ik vind het niet mooi", "De nieuwe kaart is geweldig",
	"Wachten duurt te lang", "Wij komen zeker terug", "Ik heb twintig minuten gewacht en er kwam niemand",
	"De kamer was klein", "Het pakket kwam te laat en was kapot", "Niemand neemt de telefoon op",
	"De app loopt steeds vast", "goede service", "Niet slecht", "De prijzen zijn erg gestegen",
	"We werden meteen geholpen", "WAT EEN SCHANDE", "het moet schoner", "Ik raad het niemand aan",
	"Alles kwam op tijd", "De muziek staat veel te hard", "Mijn dochter was er blij mee",
	"Je kunt er niet parkeren", "De man achter de kassa was onbeleefd", "geen", "Het kan schoner",
	"Ik wil mijn geld terug", "Snel en goedkoop", "Geen problemen", "de batterij gaat maar een uur mee",
	"Een beetje lawaaiig", "De serveersters zijn erg aardig", "Open 's ochtends een tweede kassa",
	"super geholpen, bedankt", "Ze lieten me een uur wachten", "Zo doe je dat niet",
	"Voor die prijs had ik meer verwacht", "Meer keuze voor kinderen",
	"Twee weken op een antwoord gewacht",
};
static const char *const portuguese[] = {
	"O pessoal foi simpático, mas a fila ia até à rua.", "O café estava frio outra vez", "tudo bem",
	"muito bom", "caro demais", "nada", "Não gostei", "Adoro a nova carta", "A espera é muito longa",
	"Vamos voltar com certeza", "Esperei vinte minutos e ninguém veio", "O quarto era pequeno",
	"O pacote chegou tarde e com a caixa quebrada", "Ninguém atende o telefone",
	"O aplicativo fecha sozinho", "bom atendimento", "Nada mal", "Os preços subiram muito",
	"Fomos atendidos na hora", "QUE VERGONHA", "precisa melhorar a limpeza", "Não recomendo a ninguém",
	"Chegou tudo no prazo", "A música está muito alta", "Minha filha ficou feliz",
	"Não tem onde estacionar", "O homem do caixa foi grosseiro", "nenhum", "Podia estar mais limpo",
	"Quero o meu dinheiro de volta", "Rápido e barato", "Sem problemas", "a bateria dura pouco",
	"Um pouco barulhento", "As garçonetes são muito simpáticas", "Abram outro caixa de manhã",
	"super bem atendida, obrigada", "Fizeram-me esperar uma hora", "Isso não se faz",
	"Pelo preço eu esperava mais", "Mais opções para as crianças", "Duas semanas para terem uma resposta",
};
#define SENTENCES(list) {list, sizeof(list) / sizeof *(list)}
static const struct {
	const char *const *items;
	size_t length;
} sentences[LANGUAGES] = {[EN] = SENTENCES(english), [DE] = SENTENCES(german),	[ES] = SENTENCES(spanish),
			  [FR] = SENTENCES(french),  [IT] = SENTENCES(italian), [NL] = SENTENCES(dutch),
			  [PT] = SENTENCES(portuguese)};

/* What several languages write alike, and what none of them writes. */
static const char *const untold[] = {
	"", " ", "-", "...", "👍👍", "10/10", "super", "Super!", "SUPER SUPER", "no", "me", "a", "die", "ok",
	"OK.", "n/a", "N/A", "x", "no no", "a me", "hotel", "Hotel Post 4711",
	"www.example.com/de/die-und-der", "https://example.org/the/and", "info@der-und-die.example",
	"@the_and_of #undderdie", "Хороший сервис", "とても良い", "asdfgh", "B12 4G R2D2", "\xff\xfe",
};

static struct sd_languages *languages;

static int add(size_t language)
{
	static const char *const names[] = {"function.txt", "common.txt", "letters.txt"};
	struct sd_error err = SD_ERROR_INIT;
	struct sd_str content = SD_STR_INIT;
	const char *code = sd_language_at(language);
	int failed = sd_languages_add(languages) != language;
	for (int i = 0; i < 3; i++) {
		int got = sd_data_read(".", code, names[i], &content, &err);
		failed |= got < 0 || (got == 0 && i < SD_LANGUAGE_LETTERS);
		enum sd_language_list list = (enum sd_language_list)i;
		if (got > 0)
			failed |= sd_languages_add_list(languages, list, names[i], sd_str_text(&content), &err);
		sd_str_clear(&content);
	}
	struct sd_lexicon *lexicon = sd_lexicon_new();
	failed |= sd_data_read(".", code, "feedback.tsv", &content, &err) != 1 ||
		  sd_lexicon_add(lexicon, "feedback.tsv", sd_str_text(&content), &err);
	sd_languages_add_lexicon(languages, lexicon);
	sd_lexicon_free(lexicon);
	sd_str_release(&content);
	sd_error_release(&err);
	return failed;
}

static int set_up(void **state)
{
	(void)state;
	int failed = 0;
	languages = sd_languages_new();
	for (size_t i = 0; i < LANGUAGES; i++)
		failed |= add(i);
	return failed;
}

static int tear_down(void **state)
{
	(void)state;
	sd_languages_free(languages);
	return 0;
}

static struct sd_language_vote vote_on(const char *answer)
{
	struct sd_str scratch = SD_STR_INIT;
	struct sd_language_vote vote;
	sd_language_vote(languages, sd_text_of(answer), &scratch, &vote);
	sd_str_release(&scratch);
	return vote;
}

static void sentences_are_told(void **state)
{
	(void)state;
	size_t wrong = 0, quiet = 0, all = 0;
	for (size_t language = 0; language < LANGUAGES; language++)
		for (size_t i = 0; i < sentences[language].length; i++) {
			struct sd_language_vote vote = vote_on(sentences[language].items[i]);
			all++;
			quiet += !vote.told;
			if (!vote.told || vote.language == language)
				continue;
			print_error("%s: %s: %s\n", sd_language_at(language), sentences[language].items[i],
				    sd_language_at(vote.language));
			wrong++;
		}
	assert_int_equal(wrong, 0);
	/* Short ones are such as two languages share: "nada". */
	assert_true(quiet * 100 <= all * 3);
}

static void what_tells_nothing_is_untold(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof untold / sizeof *untold; i++) {
		struct sd_language_vote vote = vote_on(untold[i]);
		if (vote.told)
			print_error("%s: %s\n", untold[i], sd_language_at(vote.language));
		assert_false(vote.told);
		assert_int_equal(vote.language, 0);
		assert_int_equal(vote.sure, 0);
	}
}

static void case_and_apostrophes_change_nothing(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {
		{"L'attente est longue", "l’attente EST longue"}, {"ÜBER DIE STRASSE", "über die strasse"},
		{"I don't know", "I DON`T KNOW"}, {"ação", "ac\xCC\xA7" "a\xCC\x83o"},
	};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		struct sd_language_vote one = vote_on(pairs[i][0]), other = vote_on(pairs[i][1]);
		assert_memory_equal(one.votes, other.votes, sizeof one.votes);
		assert_int_equal(one.sure, other.sure);
	}
}

/* Lists of our own, to follow the formula to the last digit. */
static void votes_are_shared_out(void **state)
{
	(void)state;
	struct sd_str scratch = SD_STR_INIT;
	struct sd_language_vote vote;
	struct sd_languages *few = sd_languages_new();
	assert_int_equal(sd_languages_add(few), 0);
	assert_int_equal(sd_languages_add_list(few, SD_LANGUAGE_FUNCTION, "a", SD_TEXT("the\nno\nnt\n"), NULL), 0);
	assert_int_equal(sd_languages_add_list(few, SD_LANGUAGE_COMMON, "a", SD_TEXT("tea\nthe\n"), NULL), 0);
	assert_int_equal(sd_languages_add(few), 1);
	assert_int_equal(sd_languages_add_list(few, SD_LANGUAGE_FUNCTION, "b", SD_TEXT("no\nder\n"), NULL), 0);
	const struct sd_text letters = SD_TEXT("# marks\nß\n\nü\r\n¿");
	assert_int_equal(sd_languages_add_list(few, SD_LANGUAGE_LETTERS, "b", letters, NULL), 0);
	assert_int_equal(sd_languages_add(few), 2);
	assert_int_equal(sd_languages_add_list(few, SD_LANGUAGE_FUNCTION, "c", SD_TEXT("no\n"), NULL), 0);
	assert_int_equal(sd_languages_add_list(few, SD_LANGUAGE_COMMON, "c", SD_TEXT("tea\nder\n"), NULL), 0);

	sd_language_vote(few, SD_TEXT("The no-tea"), &scratch, &vote);
	assert_int_equal(vote.votes[0], 10000 + 3333 + 2500);
	assert_int_equal(vote.votes[1], 3333);
	assert_int_equal(vote.votes[2], 3333 + 2500);
	assert_true(vote.told);
	assert_int_equal(vote.language, 0);
	assert_int_equal(vote.sure, 10000 * 10000 / 15000);

	/* der: function word of b, common of c; and so is a tie of the first two resolved against both. */
	sd_language_vote(few, SD_TEXT("der Fuß, GRÜN ¿"), &scratch, &vote);
	assert_int_equal(vote.votes[1], 5000 + 3 * 5000);
	assert_int_equal(vote.votes[2], 2500);
	sd_language_vote(few, SD_TEXT("the der der"), &scratch, &vote);
	assert_int_equal(vote.votes[0], 10000);
	assert_int_equal(vote.votes[1], 10000);
	assert_false(vote.told);
	assert_int_equal(vote.sure, 0);

	/* A lead of a quarter is too little, of a half enough. */
	sd_language_vote(few, SD_TEXT("tea no no no"), &scratch, &vote);
	assert_false(vote.told);
	sd_language_vote(few, SD_TEXT("ü"), &scratch, &vote);
	assert_true(vote.told);
	assert_int_equal(vote.sure, 5000);

	/* No vote: with a digit, an underscore, behind a stop, in links, addresses, mentions, hashtags. */
	sd_language_vote(few, SD_TEXT("the1 2the _the a.the @the #the x://the/der the@der WWW.the/the"), &scratch,
			 &vote);
	for (int i = 0; i < 3; i++)
		assert_int_equal(vote.votes[i], 0);
	/* An apostrophe that ends a word is none of it; one inside it cuts what is in no list. */
	sd_language_vote(few, SD_TEXT("'the' der'tea"), &scratch, &vote);
	assert_int_equal(vote.votes[0], 10000 + 2500);
	sd_languages_free(few);
	sd_str_release(&scratch);
}

static void long_answers_are_surer(void **state)
{
	(void)state;
	int64_t before = 0;
	struct sd_str answer = SD_STR_INIT;
	for (int i = 0; i < 200; i++) {
		sd_str_adds(&answer, "und der Rest ");
		struct sd_language_vote vote = vote_on(answer.data);
		assert_int_equal(vote.language, DE);
		assert_true(vote.sure > before || (i > 50 && vote.sure == before));
		assert_true(vote.sure < 10000);
		before = vote.sure;
	}
	sd_str_release(&answer);
}

static void hostile_answers_end(void **state)
{
	(void)state;
	struct sd_str answer = SD_STR_INIT;
	for (int byte = 0; byte < 256; byte++)
		for (int i = 0; i < 300; i++)
			sd_str_addc(&answer, (char)byte);
	struct sd_str scratch = SD_STR_INIT;
	struct sd_language_vote vote;
	for (size_t from = 0; from < answer.length; from += 97)
		sd_language_vote(languages, (struct sd_text){answer.data + from, answer.length - from}, &scratch,
				 &vote);
	sd_language_vote(languages, (struct sd_text){NULL, 0}, &scratch, &vote);
	assert_false(vote.told);
	sd_str_release(&scratch);
	sd_str_release(&answer);
}

static void bad_lists_are_named(void **state)
{
	(void)state;
	struct sd_error err = SD_ERROR_INIT;
	struct sd_languages *few = sd_languages_new();
	sd_languages_add(few);
	assert_int_equal(sd_languages_add_list(few, SD_LANGUAGE_LETTERS, "letters.txt", SD_TEXT("ñ\nnj\n"), &err), -1);
	assert_non_null(strstr(err.message.data, "letters.txt: line 2"));
	sd_error_clear(&err);
	assert_int_equal(sd_languages_add_list(few, SD_LANGUAGE_LETTERS, "letters.txt", SD_TEXT("\xF1"), &err), -1);
	assert_non_null(strstr(err.message.data, "letters.txt: line 1"));
	sd_error_clear(&err);
	assert_int_equal(sd_languages_add_list(few, SD_LANGUAGE_FUNCTION, "function.txt", SD_TEXT("\xF1"), &err), -1);
	assert_non_null(strstr(err.message.data, "function.txt: line 1"));
	sd_error_release(&err);
	sd_languages_free(few);
}

static void codes_of_languages(void **state)
{
	(void)state;
	static const char *const known[][2] = {
		{"en", "en"},	 {"EN", "en"},	{"en-GB", "en"},    {"en_us", "en"},	  {" English ", "en"},
		{"eng", "en"},	 {"de", "de"},	{"ger", "de"},	    {"deu", "de"},	  {"GERMAN", "de"},
		{"pt-BR", "pt"}, {"por", "pt"}, {"Portuguese", "pt"}, {"sv-SE-x-a", "sv"}, {"nl-", "nl"},
		{"dut", "nl"},	 {"fi", "fi"},
	};
	static const char *const unknown[] = {
		"", "-", "xx", "e", "engl", "Englisch, US", "auto", "indonesianindonesian",
					      "zh-Hans", "deutsch"};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		assert_string_equal(sd_language_code(sd_text_of(known[i][0])), known[i][1]);
	for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
		assert_null(sd_language_code(sd_text_of(unknown[i])));
	assert_null(sd_language_code((struct sd_text){"en\0x", 4}));
	assert_string_equal(sd_language_name("nl"), "Dutch");
	assert_string_equal(sd_language_name("xx"), "xx");
	size_t length = 0;
	for (; sd_language_at(length); length++)
		assert_string_equal(sd_language_code(sd_text_of(sd_language_at(length))), sd_language_at(length));
	assert_true(length <= SD_LANGUAGES_MOST - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sentences_are_told),
		cmocka_unit_test(what_tells_nothing_is_untold),
		cmocka_unit_test(case_and_apostrophes_change_nothing),
		cmocka_unit_test(votes_are_shared_out),
		cmocka_unit_test(long_answers_are_surer),
		cmocka_unit_test(hostile_answers_end),
		cmocka_unit_test(bad_lists_are_named),
		cmocka_unit_test(codes_of_languages),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
