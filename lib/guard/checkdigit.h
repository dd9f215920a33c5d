/* SPDX-License-Identifier: MIT */
/* Numbers that vouch for themselves: whether the check digits of cards, accounts and national ids are right.
 *
 * Each takes the number's characters alone, without blanks, points or hyphens; letters in either case. False where the
 * length or a character is another than the number's. */
#ifndef SD_GUARD_CHECKDIGIT_H
#define SD_GUARD_CHECKDIGIT_H

#include "base/str.h"

/* ISO/IEC 7812-1, annex B (Luhn), over one digit or more. */
bool sd_luhn_holds(struct sd_text digits);
/* A payment card: 13 to 19 digits of an issuer's range and a length that it issues, and Luhn. */
bool sd_is_card(struct sd_text digits);
/* ISO 13616: the length of its country, digits where they must be, and ISO 7064 mod 97-10. */
bool sd_is_iban(struct sd_text characters);
/* How long the IBANs of a country are (the registry of ISO 13616); 0 where there is none. */
size_t sd_iban_length(const char country[2]);
/* UK: the NHS number's modulus 11; the National Insurance number's letters (it has no check digit). */
bool sd_is_uk_nhs(struct sd_text digits);
bool sd_is_uk_ni(struct sd_text characters);
/* US: the numbers that were given out as social security numbers (it has no check digit). */
bool sd_is_us_ssn(struct sd_text digits);
/* DE: Steuerliche Identifikationsnummer: ISO 7064 mod 11,10 and how often digits may be repeated. */
bool sd_is_de_tax(struct sd_text digits);
/* FR: numéro d'inscription au répertoire with its key, 97 less the rest by 97; Corsica's 2A and 2B count as 19, 18. */
bool sd_is_fr_nir(struct sd_text characters);
/* ES: DNI and NIE, whose letter is the rest by 23. */
bool sd_is_es_dni(struct sd_text characters);
/* NL: burgerservicenummer, the test by 11 with a last weight of -1. */
bool sd_is_nl_bsn(struct sd_text digits);
/* BR: cadastro de pessoas físicas, two digits by 11. */
bool sd_is_br_cpf(struct sd_text digits);
/* IT: codice fiscale, sixteen characters; digits may stand as the letters L M N P Q R S T U V (omocodia). */
bool sd_is_it_cf(struct sd_text characters);
/* PT: número de identificação fiscal of a person or firm, by 11. */
bool sd_is_pt_nif(struct sd_text digits);
/* CH: AHV number, 756 and the check digit of EAN-13. */
bool sd_is_ch_ahv(struct sd_text digits);
/* AT: Sozialversicherungsnummer: three digits, one that checks by 11, and a date of birth. */
bool sd_is_at_svnr(struct sd_text digits);
/* BE: rijksregisternummer, a date of birth, and 97 less the rest by 97; for those born from 2000 on with a 2 before. */
bool sd_is_be_nn(struct sd_text digits);
/* DE: Versicherungsnummer of the pension insurance: area, date of birth, a letter, a serial number, a sum of digits. */
bool sd_is_de_rvnr(struct sd_text characters);
/* IE: Personal Public Service number, seven digits and a letter by 23, or two letters. */
bool sd_is_ie_pps(struct sd_text characters);
/* CA: social insurance number, nine digits and Luhn; none begins with 0 or 8. */
bool sd_is_ca_sin(struct sd_text digits);
/* US: individual taxpayer numbers, 9xx, 50 to 99 (it has no check digit). */
bool sd_is_us_itin(struct sd_text digits);

#endif
