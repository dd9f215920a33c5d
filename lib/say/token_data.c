/* SPDX-License-Identifier: MIT */
#include "say/token_data.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

const struct sd_emoticon sd_emoticons[] = {
	/* smiles */
	{":-)", ":)", false},	{":)", ":)", false},	{":o)", ":)", true},	{":^)", ":)", false},
	{":-]", ":)", false},	{":]", ":)", true},	{"=)", ":)", false},	{"=]", ":)", true},
	{"(:", ":)", true},	{"(-:", ":)", true},	{":-}", ":)", false},	{":}", ":)", true},
	{":')", ":')", false},	{":'-)", ":')", false}, {"^_^", "^_^", false},	{"^-^", "^_^", false},
	{"^^", "^_^", true},	{"^.^", "^_^", true},	{"\\o/", "\\o/", true}, {"(^^)", "^_^", true},
	{"(^_^)", "^_^", true},
	/* winks */
	{";-)", ";)", false},	{";)", ";)", false},	{";-]", ";)", false},	{";]", ";)", true},
	{"(;", ";)", true},	{";-D", ";d", false},	{";D", ";d", false},	{";-P", ";p", false},
	{";P", ";p", false},	{";p", ";p", false},
	/* laughter and tongues */
	{":-D", ":d", false},	{":D", ":d", false},	{"=D", ":d", false},	{"=-D", ":d", false},
	{"xD", "xd", true},	{"XD", "xd", true},	{"X-D", "xd", true},	{"x-D", "xd", true},
	{":'D", ":'d", false},	{":-P", ":p", false},	{":-p", ":p", false},	{":P", ":p", false},
	{":p", ":p", true},	{"=P", ":p", false},	{"xP", "xp", true},	{"XP", "xp", true},
	{":-b", ":p", true},	{":3", ":3", true},
	/* love */
	{"<3", "<3", false},	{"</3", "</3", false},	{":-*", ":*", false},	{":*", ":*", true},
	{";-*", ":*", false},	{";*", ":*", true},
	/* sadness and tears */
	{":-(", ":(", false},	{":(", ":(", false},	{":^(", ":(", false},	{":-[", ":(", false},
	{":[", ":(", true},	{"=(", ":(", false},	{"=[", ":(", true},	{"):", ":(", true},
	{")-:", ":(", true},	{":-{", ":(", false},	{":{", ":(", true},	{":'(", ":'(", false},
	{":'-(", ":'(", false}, {":,(", ":'(", false},	{";(", ":'(", false},	{";-(", ":'(", false},
	{"D:", "d:", true},	{"D-:", "d:", true},	{"T_T", "t_t", true},	{"T.T", "t_t", true},
	{";_;", "t_t", true},	{"Q_Q", "t_t", true},	{":-c", ":(", true},
	/* anger */
	{">:(", ">:(", false},	{">:-(", ">:(", false}, {">=(", ">:(", false},	{":@", ">:(", true},
	{":-@", ">:(", true},	{"D:<", ">:(", true},	{">.<", ">_<", true},	{">_<", ">_<", true},
	{">:)", ">:)", false},	{">:-)", ">:)", false}, {">:D", ">:d", false},
	/* doubt, surprise, no expression */
	{":-/", ":/", false},	{":/", ":/", false},	{":-\\", ":/", false},	{":\\", ":/", true},
	{"=/", ":/", true},	{"=\\", ":/", true},	{":-|", ":|", false},	{":|", ":|", true},
	{"=|", ":|", true},	{"-_-", "-_-", true},	{"-.-", "-_-", true},	{"-__-", "-_-", true},
	{":-O", ":o", false},	{":-o", ":o", false},	{":O", ":o", true},	{":o", ":o", true},
	{":-0", ":o", true},	{"o_O", "o_o", true},	{"O_o", "o_o", true},	{"o_o", "o_o", true},
	{"O_O", "o_o", true},	{"o.O", "o_o", true},	{"O.o", "o_o", true},	{":-S", ":s", true},
	{":-s", ":s", true},	{":S", ":s", true},	{":s", ":s", true},	{":-$", ":$", true},
	{":$", ":$", true},	{":-X", ":x", true},	{":-x", ":x", true},	{":X", ":x", true},
	{":x", ":x", true},	{"B-)", "b)", true},	{"\xC2\xAF\\_(\xE3\x83\x84)_/\xC2\xAF", "shrug", false},
};
const size_t sd_emoticon_count = COUNT(sd_emoticons);

const char sd_emoticon_first[SD_EMOTICON_FIRST] = {':', ';', '=', '(', ')', '<', '>', '^', '-', '\\', 'x', 'X', 'D',
							 'T', 'Q', 'o', 'O', 'B', '\xC2'};

struct pair {
	const char *from, *to;
};

static int compare_pair(const void *key, const void *row)
{
	return sd_text_compare(*(const struct sd_text *)key, sd_text_of(((const struct pair *)row)->from));
}

static int compare_word(const void *key, const void *row)
{
	return sd_text_compare(*(const struct sd_text *)key, sd_text_of(*(const char *const *)row));
}

/* Whether a table in byte order holds the word. */
static bool listed(struct sd_text word, const char *const *table, size_t count)
{
	return bsearch(&word, table, count, sizeof *table, compare_word);
}

/* In byte order. Left out, for they are words: were, well, wed, shell, shed, hell, ill, id, its, lets. In, for answers
 * hardly mean the noun: cant, wont. */
static const struct pair contractions[] = {
		{"ai'nt", "ain't"}, {"aint", "ain't"}, {"are'nt", "aren't"}, {"arent", "aren't"}, {"ca'nt", "can't"},
		{"can'nt", "can't"}, {"cant", "can't"}, {"could'nt", "couldn't"}, {"couldnt", "couldn't"},
		{"couldntve", "couldn't've"}, {"couldve", "could've"}, {"dare'nt", "daren't"}, {"darent", "daren't"},
		{"did'nt", "didn't"}, {"didnt", "didn't"}, {"do'nt", "don't"}, {"does'nt", "doesn't"},
		{"doesnt", "doesn't"}, {"dont", "don't"}, {"had'nt", "hadn't"}, {"hadnt", "hadn't"},
		{"has'nt", "hasn't"}, {"hasnt", "hasn't"}, {"have'nt", "haven't"}, {"havent", "haven't"},
		{"heres", "here's"}, {"hes", "he's"}, {"hows", "how's"}, {"im", "i'm"}, {"is'nt", "isn't"},
		{"isnt", "isn't"}, {"itll", "it'll"}, {"ive", "i've"}, {"might'nt", "mightn't"},
		{"mightnt", "mightn't"}, {"mightve", "might've"}, {"must'nt", "mustn't"}, {"mustnt", "mustn't"},
		{"mustve", "must've"}, {"need'nt", "needn't"}, {"neednt", "needn't"}, {"ought'nt", "oughtn't"},
		{"oughtnt", "oughtn't"}, {"sha'nt", "shan't"}, {"shant", "shan't"}, {"shes", "she's"},
		{"should'nt", "shouldn't"}, {"shouldnt", "shouldn't"}, {"shouldve", "should've"},
		{"thatll", "that'll"}, {"thats", "that's"}, {"theres", "there's"}, {"theyd", "they'd"},
		{"theyll", "they'll"}, {"theyre", "they're"}, {"theyve", "they've"}, {"was'nt", "wasn't"},
		{"wasnt", "wasn't"}, {"were'nt", "weren't"}, {"werent", "weren't"}, {"weve", "we've"},
		{"whats", "what's"}, {"wheres", "where's"}, {"whos", "who's"}, {"wo'nt", "won't"}, {"wont", "won't"},
		{"would'nt", "wouldn't"}, {"wouldnt", "wouldn't"}, {"wouldve", "would've"}, {"yall", "y'all"},
		{"youd", "you'd"}, {"youll", "you'll"}, {"youre", "you're"}, {"youve", "you've"},
};

void sd_contraction_each(void (*each)(struct sd_text word, void *context), void *context)
{
	for (size_t i = 0; i < COUNT(contractions); i++)
		each(sd_text_of(contractions[i].from), context);
}

struct sd_text sd_contraction_of(struct sd_text word)
{
	const struct pair *row = bsearch(&word, contractions, COUNT(contractions), sizeof *contractions, compare_pair);
	return row ? sd_text_of(row->to) : (struct sd_text){NULL, 0};
}

bool sd_has_doubled_letter(struct sd_text word)
{
	/* In byte order: words of the seven languages that people draw out and that hold a doubled letter. */
	static const char *const doubled[] = {
		"abbastanza", "accept", "acceptable", "accepter", "access", "acción", "accogliente", "accoglienza",
		"accommodate", "accommodating", "accommodation", "according", "account", "accueil", "accueillant",
		"accueillante", "accurate", "accès", "acesso", "actually", "add", "added", "adding", "addition",
		"additional", "address", "adesso", "adresse", "affaire", "afford", "affordable", "affreux",
		"aggressive", "agree", "agreed", "all", "alle", "alleen", "allemaal", "allen", "aller", "alles",
		"allora", "allow", "allowed", "amarillo", "angekommen", "anni", "anno", "annoy", "annoyed",
		"annoying", "annoys", "année", "app", "appartamento", "appel", "appeler", "appelé", "appena",
		"apple", "appreciate", "appreciated", "approve", "apprécier", "apprécié", "apps", "arriba",
		"arrival", "arrive", "arrived", "arriver", "arrivé", "arrumado", "arrumar", "aspettare",
		"aspettato", "aspetto", "assez", "assim", "assist", "assistance", "assistência", "assume",
		"attend", "attendre", "attendu", "attente", "attention", "attentive", "attitude", "aussi",
		"awfully", "baggage", "ball", "barra", "barrio", "basically", "bassin", "beautifully", "been",
		"beer", "beers", "beginner", "bekommen", "bella", "belle", "bellen", "bellezza", "belli",
		"bellissima", "bellissime", "bellissimi", "bellissimo", "bello", "belly", "benissimo", "berry",
		"besser", "bestellen", "bestelling", "bestellt", "bestellung", "better", "betty", "between",
		"beurre", "bigger", "biggest", "bill", "billing", "bitte", "bitter", "bless", "blessed", "bocca",
		"boisson", "bonne", "bonnes", "bonnet", "boo", "book", "booked", "booking", "books", "boos",
		"boot", "boots", "borrar", "borrow", "boss", "bottle", "bottom", "bravissima", "bravissimo",
		"brillante", "brille", "brilliant", "brutta", "bruttissima", "bruttissimo", "brutto", "bubble",
		"buddy", "buff", "bugger", "buggy", "bunny", "buonissima", "buonissimo", "butter", "buzz", "caffè",
		"call", "calla", "calle", "called", "calling", "calls", "cannot", "carefully", "careless",
		"carissimo", "carried", "carro", "carros", "carry", "cavallo", "cerrada", "cerrado", "cerrar",
		"cette", "challenge", "channel", "cheer", "cheers", "cheese", "cherry", "chill", "chilled",
		"chilly", "choose", "class", "classe", "classic", "classy", "coffee", "coffees", "coffre", "colla",
		"command", "commande", "commandé", "comme", "comment", "comments", "common", "communicate",
		"communication", "community", "comodissima", "comodissimo", "connect", "connected", "connection",
		"cook", "cooked", "cooking", "cool", "coolest", "correct", "correcta", "correcto", "corregir",
		"correio", "correios", "corrente", "correr", "correta", "correto", "corretto", "crappy", "cree",
		"creer", "current", "cutting", "daar", "daddy", "dann", "deep", "deeply", "denn", "desarrollo",
		"dessa", "desse", "detalle", "detalles", "different", "difficile", "difficult", "différent",
		"dinner", "dirección", "disappointed", "disappointing", "disappointment", "discuss", "dizzy",
		"dollar", "dollars", "domme", "dommer", "donna", "donne", "donner", "doof", "door", "doors",
		"dress", "dritte", "dull", "dumm", "dumme", "dummy", "duur", "duurr", "ecco", "een", "effective",
		"effet", "efficace", "efficient", "effort", "effortless", "egg", "eggs", "ella", "ellas", "elle",
		"ellos", "employee", "endless", "errada", "errado", "erreur", "erro", "error", "errore", "errores",
		"errors", "erros", "especially", "essa", "essas", "esse", "essen", "essere", "esses", "exceed",
		"excellent", "excellente", "excellently", "express", "fall", "falling", "falls", "famille",
		"fatta", "fatto", "fausse", "fee", "feed", "feel", "feeling", "feelings", "feels", "fees", "femme",
		"ferrocarril", "fiamma", "fille", "finally", "floor", "follow", "food", "foods", "foot", "fredda",
		"freddo", "free", "full", "fully", "funny", "fuss", "fuzzy", "gaaf", "gaan", "geen", "gefallen",
		"gefällt", "gekkenhuis", "gelukkig", "gentilissima", "gentilissimi", "gentilissimo", "gepasst",
		"getting", "gewonnen", "geöffnet", "giallo", "glass", "gobble", "goedkoop", "goo", "good", "goods",
		"green", "greet", "grill", "grossa", "grosse", "grosso", "guerra", "haar", "haare", "hall",
		"hammer", "happen", "happened", "happens", "happier", "happiest", "happily", "happy", "hatte",
		"hebbe", "hebben", "heel", "hell", "hello", "helpfully", "herr", "hidden", "hilly", "hitting",
		"hobby", "hoffe", "hoffentlich", "homme", "hood", "hopefully", "horrible", "horribly", "horrific",
		"horror", "horrível", "hotter", "hurry", "hätte", "idee", "ill", "immediately", "immer",
		"immerhin", "impossibile", "impossible", "impossível", "impress", "impressed", "impressionante",
		"impressionnant", "impressive", "incorrect", "indeed", "inner", "innovative", "interessant",
		"interessante", "intéressant", "irre", "isso", "issue", "issues", "jaar", "jazz", "jelly",
		"joyfully", "kaffee", "kann", "keep", "keeping", "keeps", "keller", "kennen", "kill", "killed",
		"killing", "kiss", "kisses", "klaar", "klasse", "knee", "komma", "komme", "kommen", "kommt",
		"konnte", "koop", "kuss", "kwaad", "können", "küsse", "laat", "laisse", "lassen", "lección", "lee",
		"leeg", "leer", "lees", "leggero", "lekker", "lekkere", "less", "lesson", "letti", "letting",
		"letto", "literally", "little", "llamada", "llamado", "llamar", "llave", "llega", "llegado",
		"llegar", "llegó", "llena", "lleno", "llevar", "lluvia", "look", "looked", "looking", "looks",
		"loop", "loose", "loss", "luggage", "maar", "maggiore", "makkelijk", "makkelijke", "malissimo",
		"mamma", "mamme", "manner", "maravilla", "maravillosa", "maravilloso", "massa", "massage",
		"matter", "matters", "mee", "meer", "meet", "meeting", "mejillón", "merveille", "merveilleuse",
		"merveilleux", "mess", "message", "messe", "messed", "messy", "mettre", "middle", "mille",
		"millones", "millón", "miss", "missed", "missing", "mitte", "molla", "moo", "mood", "mooi",
		"mooie", "mooier", "moon", "morrer", "mousse", "muddy", "mummy", "muss", "muur", "männer",
		"narrow", "nass", "necessary", "necessário", "need", "needed", "needs", "nennen", "nessa", "nesse",
		"nett", "nette", "netter", "nettes", "nettoyage", "nimmt", "nonna", "noon", "nossa", "nosso",
		"notte", "notti", "nourriture", "nulle", "occasion", "odd", "off", "offen", "offer", "offered",
		"offers", "offert", "offerta", "office", "official", "offre", "oggi", "ongelukkig", "ook", "oops",
		"orrendo", "orribile", "orrore", "ottimissimo", "paar", "pakket", "pakketje", "palla", "pass",
		"passado", "passar", "passe", "passed", "passen", "passion", "passou", "passt", "password",
		"passé", "pazzesca", "pazzesco", "peggio", "peggiore", "peggiori", "perfetta", "perfetto", "perra",
		"perro", "perros", "personeel", "personnel", "personnels", "pessima", "pessimi", "pessimo",
		"pessoa", "pessoas", "piatti", "piatto", "pill", "pizza", "pizze", "planned", "planning",
		"pointless", "poisson", "pollo", "pomme", "pool", "poor", "possibile", "possible", "possível",
		"pourri", "press", "pressed", "pressé", "prettier", "pretty", "prezzi", "prezzo", "process",
		"processo", "professional", "professionale", "professor", "puff", "pull", "pulled", "puppy",
		"purtroppo", "putting", "puzzle", "péssima", "péssimas", "péssimo", "péssimos", "queen", "quella",
		"quello", "ragazza", "ragazzi", "ragazzo", "rappeler", "really", "recommande", "recommandé",
		"recommend", "recommended", "recommending", "recommends", "ricca", "ricco", "robbed", "rommel",
		"room", "rooms", "root", "roots", "rossa", "rosso", "rubbish", "running", "réussi",
		"rücksichtsvoll", "satt", "schifezza", "schlimm", "schnell", "schneller", "schnellste", "school",
		"secco", "see", "seeing", "seem", "seems", "seen", "sell", "selling", "sencilla", "sencillo",
		"session", "settle", "shabby", "shell", "shitty", "shoot", "shopper", "shopping", "silla",
		"sillas", "silly", "simpaticissimo", "sinn", "sinnvoll", "sitting", "skill", "skillful", "sleep",
		"sleeping", "slimme", "slipped", "sloppy", "small", "smell", "smelled", "smells", "smelly",
		"smooth", "snelle", "soggiorno", "soll", "sollte", "sommer", "sommes", "sonne", "soon", "sorry",
		"souffrir", "speed", "spell", "spesso", "staan", "staat", "staff", "steeds", "steep", "stell",
		"stelle", "stessa", "stesso", "stiff", "still", "stimmt", "stopped", "straat", "street", "stress",
		"stressed", "stressful", "struggle", "stuff", "success", "successful", "sucesso", "sudden",
		"suddenly", "suffer", "suffered", "sufficient", "suffisant", "suggest", "suggested", "suggestion",
		"suggère", "summer", "sunny", "supper", "supply", "support", "supported", "sweet", "sweeter",
		"sweetest", "tall", "tantissimi", "tantissimo", "tee", "tell", "tellement", "teller", "telling",
		"tells", "terra", "terrasse", "terrazza", "terribile", "terrible", "terribly", "terrific",
		"terrível", "thee", "three", "thrill", "thrilled", "tierra", "toilettes", "toll", "tolle",
		"toller", "tolles", "tomorrow", "too", "took", "tool", "tools", "tortilla", "toss", "totally",
		"traffic", "tree", "trees", "troppa", "troppo", "tutta", "tutte", "tutti", "tutto", "twee",
		"unhappy", "unnecessary", "unprofessional", "useless", "usually", "uur", "uurtje", "valle", "veel",
		"velocissima", "velocissimo", "verre", "verschrikkelijk", "verwirrt", "viaggio", "ville", "voll",
		"volle", "voor", "vooraad", "völlig", "waar", "wall", "wann", "wasser", "week", "weekend", "weeks",
		"weer", "well", "wenn", "wetter", "will", "willen", "winner", "winning", "wirr", "wissen",
		"wollen", "wollte", "wonderfully", "woo", "wood", "woohoo", "wool", "worried", "worries", "worry",
		"yahoo", "yell", "yellow", "yippee", "yummy", "yuppie", "yuppy", "zakken", "zee", "zeer", "zetten",
		"zimmer", "zitten", "zoo", "zulle", "zullen", "zusammen", "öffnen",
	};
	return listed(word, doubled, COUNT(doubled));
}

bool sd_has_tripled_letter(struct sd_text word)
{
	/* Beginnings or inner parts of German compounds. */
	static const char *const tripled[] = {
		"abschlussstand", "armeeeinheit", "auspuffflamme", "balletttänzer", "betttuch", "betttüch",
		"brennnessel", "businessstil", "eisschnelllauf", "eisschnellläufer", "essstäbchen", "essstörung",
		"fallleit", "fitnessstudio", "fitnessstudios", "fitnessstunde", "flussschiff", "fussballliga",
		"fußballlehrer", "fußballliga", "geschirrregal", "geschirrreiniger", "grellleuchtend", "grifffest",
		"haselnussstrudel", "helllicht", "imbissstand", "imbissstände", "innnenn", "kaffeeecke",
		"kaffeeernte", "kaffeeersatz", "kammmacher", "kennnummer", "klasssieger", "kongresssaal",
		"kongressstadt", "kontrolllampe", "kontrollleuchte", "kristallleuchter", "kunststofffenster",
		"kunststofffolie", "metalllegier", "metallleist", "missstand", "missstimmung", "missständ",
		"nulllinie", "nussschale", "nussschoko", "pappplakat", "pappplatte", "passstelle", "passstrasse",
		"passstraße", "programmmusik", "rollladen", "rollläden", "sauerstoffflasche", "schifffahrt",
		"schlammmasse", "schlusssatz", "schlussstrich", "schnellladen", "schnellladung", "schnelllauf",
		"schnelllieferung", "schnellläuf", "schritttempo", "schwimmmeister", "seeelefant",
		"stickstofffrei", "stillleg", "stilllieg", "stofffetzen", "stoffflicken", "stresssituation",
		"stresssymptom", "teeei", "teeernte", "vollladen", "volllast", "wellnessstudio", "wetttrinken",
		"wollladen", "wolllust", "zooorchester",
	};
	for (size_t i = 0; i < COUNT(tripled); i++)
		if (word.length && memmem(word.data, word.length, tripled[i], strlen(tripled[i])))
			return true;
	return false;
}

bool sd_follows_german_ordinal(struct sd_text word)
{
	/* In byte order. */
	static const char *const nouns[] = {
		"April", "August", "Dezember", "Etage", "Feber", "Februar", "Geburtstag", "Halbjahr", "Jahrestag",
		"Jahrhundert", "Januar", "Juli", "Juni", "Jänner", "Klasse", "Liga", "Mai", "Mal", "März",
		"November", "Oktober", "Platz", "Quartal", "Reihe", "September", "Stock", "Stockwerk", "Tag",
		"Woche",
	};
	return listed(word, nouns, COUNT(nouns));
}

bool sd_is_unit(struct sd_text letters)
{
	/* In byte order, in normal form. */
	static const char *const units[] = {
		"a", "am", "aud", "b", "bar", "bn", "brl", "c", "cad", "cal", "cent", "cents", "chf", "cl", "cm",
		"ct", "cts", "d", "day", "days", "de", "dkk", "dl", "dm", "dpi", "e", "eme", "er", "eur", "euro",
		"euros", "f", "fps", "ft", "g", "gal", "gb", "gbp", "gbps", "ghz", "h", "hp", "hr", "hrs", "hz",
		"in", "inch", "inr", "k", "kb", "kbps", "kcal", "kg", "khz", "km", "kmh", "kn", "kpa", "kph", "kv",
		"kw", "kwh", "l", "lb", "lbs", "ltr", "m", "ma", "mah", "mb", "mbps", "mg", "mhz", "mi", "mile",
		"miles", "min", "mins", "mio", "ml", "mm", "mn", "mo", "month", "months", "mp", "mph", "mrd",
		"mth", "mths", "mv", "nd", "nok", "o", "oz", "p", "pax", "pcs", "pence", "pln", "pm", "ppm", "ps",
		"psi", "px", "rd", "re", "rpm", "s", "sec", "secs", "sek", "sqft", "sqm", "st", "std", "ste",
		"stk", "stone", "t", "tb", "ter", "th", "tsd", "uhr", "usd", "v", "w", "week", "weeks", "wh", "wk",
		"wks", "x", "yd", "year", "years", "yr", "yrs", "ª", "º", "ème", "ère",
	};
	return listed(letters, units, COUNT(units));
}

enum sd_domain_end sd_domain_end_of(struct sd_text label)
{
	/* In byte order. The second table's ends are words in one language or another. */
	static const char *const plain[] = {
		"biz", "br", "cn", "com", "cz", "dk", "edu", "fi", "gov", "hk", "info", "jp", "kr", "mil", "net",
		"nl", "nz", "org", "pl", "tv", "uk",
	};
	static const char *const country[] = {
		"ac", "ae", "ag", "ai", "am", "app", "ar", "as", "at", "au", "ba", "be", "bg", "blog", "bo", "by",
		"ca", "cc", "ch", "cl", "cloud", "club", "co", "cr", "cu", "cy", "de", "dev", "do", "ec", "ee",
		"eg", "es", "eu", "fm", "fr", "gg", "gl", "gr", "gt", "hr", "hu", "id", "ie", "il", "in", "io",
		"ir", "is", "it", "ke", "kz", "la", "li", "live", "lk", "lt", "lu", "lv", "ma", "md", "me", "mk",
		"mt", "mx", "my", "ng", "no", "nu", "online", "pa", "pe", "ph", "pk", "pr", "pt", "py", "qa", "ro",
		"rs", "ru", "sa", "se", "sg", "shop", "si", "site", "sk", "sn", "store", "su", "sv", "th", "tk",
		"tn", "to", "tr", "tt", "tw", "ua", "ug", "us", "uy", "uz", "ve", "vn", "web", "ws", "xyz", "za",
	};
	if (listed(label, plain, COUNT(plain)))
		return SD_DOMAIN_PLAIN;
	return listed(label, country, COUNT(country)) ? SD_DOMAIN_COUNTRY : SD_DOMAIN_NONE;
}

bool sd_is_file_end(struct sd_text label)
{
	/* In byte order. */
	static const char *const ends[] = {
		"apk", "avi", "csv", "dmg", "doc", "docx", "exe", "gif", "htm", "html", "jpeg", "jpg", "js",
		"json", "md", "mov", "mp3", "mp4", "pdf", "php", "png", "ppt", "pptx", "py", "svg", "txt", "xls",
		"xlsx", "xml", "zip",
	};
	return listed(label, ends, COUNT(ends));
}
