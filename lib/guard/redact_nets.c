/* SPDX-License-Identifier: MIT */
/* Addresses of the net: e-mail (the shapes of RFC 5322's dot-atoms), links (RFC 3986) and IPs. */
#include <arpa/inet.h>
#include <string.h>

#include "guard/redact_state.h"

enum { EMAIL_MOST = 254, ADDRESS_MOST = 45 };

static bool is_local(char c)
{
	return redact_is_letter(c) || redact_is_digit(c) || (unsigned char)c >= 0x80 || (c && strchr("._%+-'&", c));
}

/* Read from left to right: what goes on a letter beyond ASCII counts as that did. */
static bool is_label(struct sd_text text, size_t at)
{
	const char c = text.data[at];
	if ((unsigned char)c >= 0x80)
		return ((unsigned char)c & 0xC0) == 0x80 || sd_redact_goes_on(text, at);
	return redact_is_letter(c) || redact_is_digit(c) || c == '-';
}

static bool begins(struct sd_text text, size_t at, const char *small)
{
	for (; *small; small++, at++) {
		if (at >= text.length)
			return false;
		char c = text.data[at];
		if ((redact_is_capital(c) ? (char)(c - 'A' + 'a') : c) != *small)
			return false;
	}
	return true;
}

/* Where a domain that begins at `at` ends; 0 where there is none: labels, points between, the last of two letters. */
static size_t domain_end(struct sd_text text, size_t at)
{
	size_t label = at, end = 0, i = at;
	for (; i < text.length && i - at <= EMAIL_MOST; i++) {
		if (is_label(text, i))
			continue;
		if (text.data[i] != '.' || i == label || i + 1 >= text.length || !is_label(text, i + 1))
			break;
		/* "example.com.Thanks": a sentence begins without a blank. */
		if (end && i - label >= 2 && redact_is_capital(text.data[i + 1]) &&
		    !redact_is_capital(text.data[i - 1]))
			break;
		label = i + 1;
		end = label;
	}
	if (!end || i - label < 2 || i - at > EMAIL_MOST)
		return 0;
	for (size_t k = label; k < i; k++)
		if (redact_is_digit(text.data[k]) &&
		    memcmp(text.data + label, "xn--", i - label < 4 ? i - label : 4) != 0)
			return 0;
	while (i > label && text.data[i - 1] == '-')
		i--;
	return i - label < 2 ? 0 : i;
}

/* Whether the bytes are one of the words, in any case. */
static bool is_any(struct sd_text text, size_t from, size_t to, const char *const *words)
{
	for (size_t i = 0; words[i]; i++)
		if (strlen(words[i]) == to - from && begins(text, from, words[i]))
			return true;
	return false;
}

/* A domain with a slip of the hand: "@example ,com", "@example. com", and without its end where the house is known to
 * give out addresses: "@gmail", "@gmail com"; where it ends, or 0. */
static size_t mistyped_end(struct sd_text text, size_t at)
{
	/* The first are no words of a language, and stand behind a blank too. */
	static const char *const sure_tops[] = {"com", "org", "net", "edu", "fr", "uk", "nl", "br", NULL};
	static const char *const tops[] = {"de", "es", "it", "pt", "at", "ch", "be", "ie", "ca", NULL};
	static const char *const sure_houses[] = {
		"gmail", "googlemail", "hotmail", "yahoo", "icloud", "gmx", "outlook", "wanadoo", "laposte",
		"btinternet", "ymail", "protonmail", "t-online", "hetnet", "kpnmail", NULL};
	static const char *const houses[] = {
		"aol", "msn", "web", "freenet", "live", "orange", "sfr", "free", "libero", "tiscali", "virgilio",
		"alice", "ziggo", "planet", "uol", "terra", "bol", "sapo", "telefonica", "virginmedia", "rocketmail",
		"comcast", "verizon", NULL};
	size_t label = at;
	while (label < text.length && is_label(text, label))
		label++;
	if (label - at < 2 || (unsigned char)text.data[label - 1] >= 0x80)
		return 0;
	const bool sure = is_any(text, at, label, sure_houses), known = sure || is_any(text, at, label, houses);
	size_t end = label, marks = 0;
	while (end < text.length && end - label < 3 && strchr(" .,", text.data[end])) {
		marks += text.data[end] != ' ';
		end++;
	}
	size_t top = end;
	while (top < text.length && is_label(text, top))
		top++;
	if (end > label && marks <= 1 && (marks || known) && !sd_redact_goes_on(text, top) &&
	    (is_any(text, end, top, sure_tops) || (known && text.data[end - 1] != ' ' && is_any(text, end, top, tops))))
		return top;
	return sure && !sd_redact_goes_on(text, label) ? label : 0;
}

static void find_email(struct sd_redact_finder *finder, size_t at)
{
	struct sd_text text = finder->text;
	size_t start = at, end = domain_end(text, at + 1);
	const bool slip = !end;
	if (slip && !(end = mistyped_end(text, at + 1)))
		return;
	while (start && at - start < EMAIL_MOST && is_local(text.data[start - 1]) && !finder->taken[start - 1] &&
	       ((unsigned char)text.data[start - 1] < 0x80 || sd_redact_goes_before(text, start)))
		start--;
	while (start < at && ((unsigned char)text.data[start] & 0xC0) == 0x80)
		start++;
	while (start < at && strchr(".-'&", text.data[start]))
		start++;
	if (start + (slip ? 2 : 0) < at && text.data[at - 1] != '.')
		sd_redact_take(finder, start, end, SD_REDACT_EMAIL, NULL);
}

/* Quotation marks beyond ASCII, and what other scripts write behind a sentence. */
static bool ends_link(struct sd_text text, size_t at)
{
	static const char *const marks[] = {"\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x99", "\xE2\x80\xA6",
					    "\xC2\xBB", "\xE3\x80\x82", "\xE3\x80\x8D", NULL};
	for (size_t i = 0; (unsigned char)text.data[at] >= 0x80 && marks[i]; i++)
		if (text.length - at >= strlen(marks[i]) && !memcmp(text.data + at, marks[i], strlen(marks[i])))
			return true;
	return false;
}

static size_t link_end(struct sd_text text, size_t at)
{
	size_t end = at;
	while (end < text.length && (unsigned char)text.data[end] > ' ' && !strchr("<>\"`{}|^]", text.data[end]) &&
	       !ends_link(text, end))
		end++;
	while (end > at && strchr(".,;:!?)]'*", text.data[end - 1]))
		end--;
	return end;
}

static const char *const networks[] = {
	"facebook.com", "fb.com", "instagram.com", "twitter.com", "x.com", "linkedin.com", "tiktok.com", "t.me",
	"wa.me", "xing.com", "threads.net", "threads.com", "snapchat.com", "pinterest.com", "twitch.tv", "github.com",
	"vk.com", NULL};

/* Bytes without a blank, in which one link or several begin that all end where they do. */
struct run {
	size_t end;
	size_t at, account; /* behind the last @, behind the last mark of an account's page or key; 0: none */
};

/* Whether an account's page or key begins at the mark. */
static bool is_account(struct sd_text text, size_t at)
{
	static const char *const accounts[] = {
		"user", "users", "u", "profile", "profiles", "member", "members", "account", "accounts", "customer",
		"customers", "id", "athletes", "author", "benutzer", "nutzer", "mitglied", "mitglieder", "profil",
		"profils", "profile", "usuario", "usuarios", "perfil", "perfiles", "perfis", "utilisateur",
		"utilisateurs", "membre", "membres", "utente", "utenti", "profilo", "profili", "gebruiker",
		"gebruikers", "profiel", "utilizador", "utilizadores", "membro", "membros", "miembro", "miembros",
		"socio", "socios", "membro", NULL};
	static const char *const keys[] = {
		"user", "username", "userid", "user_id", "email", "e-mail", "mail", "name", "firstname", "lastname",
		"phone", "tel", "token", "access_token", "uid", "customer", "customerid", "customer_id", "account",
		"accountid", "account_id", "session", "sessionid", "session_id", "sid", "key", "apikey", "api_key",
		"password", "pass", "pwd", "login", "memberid", "member_id", "vorname", "nachname", "benutzer", "kunde",
		"kundennr", "nombre", "usuario", "correo", "cliente", "telefono", "nom", "prenom", "utilisateur",
		"client", "nome", "utente", "gebruiker", "naam", "klant", "utilizador", NULL};
	const bool query = text.data[at] == '?' || text.data[at] == '&';
	const char *const *names = query ? keys : accounts;
	for (size_t i = 0; (query || text.data[at] == '/') && names[i]; i++) {
		size_t end = at + 1 + strlen(names[i]);
		if (begins(text, at + 1, names[i]) && end + 1 < text.length && text.data[end] == (query ? '=' : '/'))
			return true;
	}
	return false;
}

static void read_run(struct sd_text text, size_t at, struct run *run)
{
	*run = (struct run){.end = link_end(text, at)};
	text.length = run->end;
	for (; at < run->end; at++) {
		if (text.data[at] == '@')
			run->at = at + 1;
		else if (is_account(text, at))
			run->account = at + 1;
	}
}

/* Whether the link speaks of one person: a user before the host, @ in its path, an account's page or key. */
static bool is_personal(struct sd_text text, size_t host, const struct run *run)
{
	const struct sd_text link = {text.data, run->end};
	size_t path = host;
	while (path < link.length && !strchr("/?#", link.data[path]))
		path++;
	if (run->at > host || run->account > path)
		return true;
	/* "example.org/~ann" */
	if (path + 2 < link.length && link.data[path + 1] == '~')
		return true;
	for (size_t i = 0; networks[i]; i++) {
		const size_t length = strlen(networks[i]);
		if (path - host >= length && begins(link, path - length, networks[i]) &&
		    (path - length == host || link.data[path - length - 1] == '.') && path + 1 < link.length)
			return true;
	}
	return false;
}

static void find_link(struct sd_redact_finder *finder, size_t at, size_t host, bool links, struct run *run)
{
	if (at >= run->end)
		read_run(finder->text, at, run);
	if (run->end > at + host + 3 && (links || is_personal(finder->text, at + host, run)))
		sd_redact_take(finder, at, run->end, links ? SD_REDACT_LINK : SD_REDACT_URL, NULL);
}

/* The bytes before a link's host: "https://"; with "www." alone there are none. SIZE_MAX where no link begins. */
static size_t link_begin(struct sd_text text, size_t at)
{
	static const char *const schemes[] = {"https://", "http://", "ftp://", "sftp://", "ssh://", NULL};
	for (size_t i = 0; schemes[i]; i++)
		if (begins(text, at, schemes[i]))
			return strlen(schemes[i]);
	for (size_t i = 0; networks[i]; i++) { /* "instagram.com/ann" */
		if (!begins(text, at, networks[i]))
			continue;
		size_t end = at + strlen(networks[i]);
		if (end + 1 < text.length && text.data[end] == '/' &&
		    (text.data[end + 1] == '@' || sd_redact_goes_on(text, end + 1)))
			return 0;
	}
	return begins(text, at, "www.") ? 0 : SIZE_MAX;
}

void sd_redact_find_nets(struct sd_redact_finder *finder, bool links)
{
	struct sd_text text = finder->text;
	const unsigned kinds = finder->redactor->kinds;
	const bool accounts = links && (kinds >> SD_REDACT_ACCOUNT & 1);
	struct run run = {0};
	if (kinds >> (links ? SD_REDACT_LINK : SD_REDACT_URL) & 1)
		for (size_t i = 0; i < finder->words_length; i++) {
			const size_t at = finder->words[i].start, behind = finder->words[i].end;
			/* "https:/", "www.e", "x.c": most words end elsewise. */
			if (behind + 1 >= text.length ||
			    !(text.data[behind] == ':'
				      ? text.data[behind + 1] == '/'
				      : text.data[behind] == '.' && redact_is_letter(text.data[behind + 1])))
				continue;
			if (!strchr("hHfFsSwWiItTxXlLpPgGvV", text.data[at]) || sd_redact_goes_before(text, at) ||
			    (at && text.data[at - 1] == '.'))
				continue;
			size_t host = link_begin(text, at);
			if (host != SIZE_MAX)
				find_link(finder, at, host, links, &run);
		}
	for (size_t at = 0; at < text.length; at++) {
		const char c = text.data[at];
		if (c == '@' && !links && at && is_local(text.data[at - 1]) && (kinds >> SD_REDACT_EMAIL & 1)) {
			find_email(finder, at);
		} else if (c == '@' && accounts && !sd_redact_goes_before(text, at)) {
			size_t end = at + 1;
			while (end < text.length &&
			       (sd_redact_goes_on(text, end) || ((unsigned char)text.data[end] & 0xC0) == 0x80))
				end++;
			if (end > at + 1)
				sd_redact_take(finder, at, end, SD_REDACT_ACCOUNT, NULL);
		}
	}
}

/* 1.3.0.8: a version, as the first number is below 10 and none reaches 100; few such addresses are anybody's. */
static bool is_version(const unsigned char bytes[4])
{
	return bytes[0] < 10 && bytes[1] < 100 && bytes[2] < 100 && bytes[3] < 100;
}

static bool is_address(char c)
{
	return redact_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
}

void sd_redact_find_ips(struct sd_redact_finder *finder)
{
	struct sd_text text = finder->text;
	for (size_t at = 0; at < text.length; at++) {
		size_t end = at;
		if (!is_address(text.data[at]))
			continue;
		size_t points = 0, colons = 0;
		for (; end < text.length && is_address(text.data[end]); end++) {
			points += text.data[end] == '.';
			colons += text.data[end] == ':';
		}
		size_t next = end;
		while (end > at && (text.data[end - 1] == '.' || (text.data[end - 1] == ':' &&
			(end - at < 2 || text.data[end - 2] != ':'))))
			end--;
		/* "192.0.2.1:8080": what stands behind an IPv4 is its port. */
		if (points == 3 && colons == 1 && memchr(text.data + at, ':', end - at))
			end = (size_t)((const char *)memchr(text.data + at, ':', end - at) - text.data);
		char address[ADDRESS_MOST + 1];
		unsigned char bytes[16];
		if (end - at <= ADDRESS_MOST && end - at >= 6 && (points >= 3 || colons >= 2) &&
		    !sd_redact_goes_on(text, end) && !sd_redact_goes_before(text, at)) {
			memcpy(address, text.data + at, end - at);
			address[end - at] = '\0';
			bool four = inet_pton(AF_INET, address, bytes) == 1;
			if ((four && !is_version(bytes) && !sd_redact_said_before(finder, at, WORD_VERSION, 1, 3)) ||
			    (!four && colons >= 3 && inet_pton(AF_INET6, address, bytes) == 1))
				sd_redact_take(finder, at, end, SD_REDACT_IP, NULL);
		}
		at = next;
	}
}
