/* SPDX-License-Identifier: MIT */
/* Check digits against the examples that those who issue the numbers, or describe their test, have published. */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <string.h>

#include "guard/checkdigit.h"

/* Each holds, and no longer does once any one of its digits is another: every test here finds single errors. */
static void holds(bool (*test)(struct sd_text), const char *number, bool finds_errors)
{
	char changed[40];
	size_t length = strlen(number);
	assert_true(test((struct sd_text){number, length}));
	assert_false(test((struct sd_text){number, length - 1}));
	for (size_t i = 0; finds_errors && i < length; i++)
		for (char c = '0'; c <= '9'; c++) {
			memcpy(changed, number, length);
			if (changed[i] < '0' || changed[i] > '9' || changed[i] == c)
				continue;
			changed[i] = c;
			if (test((struct sd_text){changed, length}))
				fail_msg("%s: also with %c as character %zu", number, c, i + 1);
		}
}

/* ISO/IEC 7812-1 and the test numbers of Visa, Mastercard, American Express, Discover, Diners, JCB, UnionPay. */
static void cards(void **state)
{
	static const char *const numbers[] = {"4111111111111111", "5555555555554444", "378282246310005",
					      "371449635398431",  "6011111111111117", "30569309025904",
					      "3530111333300000", "4012888888881881", "4222222222222",
					      "5105105105105100", "2223003122003222", "6200000000000005"};
	(void)state;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		holds(sd_is_card, numbers[i], true);
	assert_true(sd_luhn_holds(SD_TEXT("79927398713"))); /* the usual example */
	assert_false(sd_luhn_holds(SD_TEXT("79927398710")));
	assert_false(sd_luhn_holds(SD_TEXT("")));
	assert_false(sd_is_card(SD_TEXT("0000000000000000")));
}

/* The examples of the IBAN registry (SWIFT, ISO 13616). */
static void ibans(void **state)
{
	static const char *const numbers[] = {
		"AD1200012030200359100100",	    "AE070331234567890123456",	    "AT611904300234573201",
		"BE68539007547034",		    "BG80BNBG96611020345678",	    "BR1800360305000010009795493C1",
		"CH9300762011623852957",	    "CY17002001280000001200527600", "CZ6508000000192000145399",
		"DE89370400440532013000",	    "DK5000400440116243",	    "EE382200221020145685",
		"ES9121000418450200051332",	    "FI2112345600000785",	    "FR1420041010050500013M02606",
		"GB29NWBK60161331926819",	    "GR1601101250000000012300695",  "HR1210010051863000160",
		"HU42117730161111101800000000",	    "IE29AIBK93115212345678",	    "IL620108000000099999999",
		"IS140159260076545510730339",	    "IT60X0542811101000000123456",  "LI21088100002324013AA",
		"LT121000011101001000",		    "LU280019400644750000",	    "LV80BANK0000435195001",
		"MT84MALT011000012345MTLCAST001S", "NL91ABNA0417164300",	    "NO9386011117947",
		"PL61109010140000071219812874",	    "PT50000201231234567890154",    "RO49AAAA1B31007593840000",
		"SE4550000000058398257466",	    "SI56191000000123438",	    "SK3112000000198742637541",
		"SM86U0322509800000000270100",	    "TR330006100519786457841326",   "SA0380000000608010167519",
	};
	(void)state;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		holds(sd_is_iban, numbers[i], true);
	assert_true(sd_is_iban(SD_TEXT("gb29nwbk60161331926819")));
	assert_false(sd_is_iban(SD_TEXT("ZZ29NWBK60161331926819")));
}

static void national_ids(void **state)
{
	(void)state;
	holds(sd_is_uk_nhs, "9434765919", true);	  /* NHS Data Dictionary's example */
	holds(sd_is_uk_nhs, "9434765870", true);
	holds(sd_is_uk_ni, "AB123456C", false);		  /* HMRC: NIM39110's form */
	assert_false(sd_is_uk_ni(SD_TEXT("QQ123456C")));  /* the same page: never given out */
	assert_false(sd_is_uk_ni(SD_TEXT("GB123456C")));
	assert_false(sd_is_uk_ni(SD_TEXT("AO123456C")));
	assert_false(sd_is_uk_ni(SD_TEXT("AB123456E")));
	holds(sd_is_us_ssn, "078051120", false);	  /* Social Security Administration: Woolworth's */
	assert_false(sd_is_us_ssn(SD_TEXT("000051120")));
	assert_false(sd_is_us_ssn(SD_TEXT("666051120")));
	assert_false(sd_is_us_ssn(SD_TEXT("987651120")));
	assert_false(sd_is_us_ssn(SD_TEXT("078001120")));
	assert_false(sd_is_us_ssn(SD_TEXT("078050000")));
	holds(sd_is_de_tax, "86095742719", true);	  /* Bundeszentralamt für Steuern, examples of its test */
	holds(sd_is_de_tax, "47036892816", true);
	holds(sd_is_de_tax, "65929970489", true);	  /* a digit three times */
	holds(sd_is_fr_nir, "255081416802538", false);	  /* INSEE's form: 2 55 08 14 168 025, key 38 */
	assert_false(sd_is_fr_nir(SD_TEXT("255081416802539")));
	holds(sd_is_es_dni, "12345678Z", true);		  /* Ministerio del Interior's example */
	holds(sd_is_es_dni, "X1234567L", false);
	assert_true(sd_is_es_dni(SD_TEXT("z1234567r")));
	holds(sd_is_nl_bsn, "111222333", true);		  /* RvIG's test numbers */
	holds(sd_is_nl_bsn, "123456782", true);
	holds(sd_is_br_cpf, "11144477735", true);	  /* the usual example of the test */
	assert_false(sd_is_br_cpf(SD_TEXT("11111111111")));
}

/* The examples that describe each test where it is published; python-stdnum's documentation gathers them. */
static void further_national_ids(void **state)
{
	(void)state;
	assert_true(sd_is_it_cf(SD_TEXT("RSSMRA85T10A562S"))); /* the usual example */
	assert_true(sd_is_it_cf(SD_TEXT("MRTMTT91D08F205J"))); /* Wikipedia, Codice fiscale */
	assert_true(sd_is_it_cf(SD_TEXT("mrtmtt91d08f205j")));
	assert_false(sd_is_it_cf(SD_TEXT("RSSMRA85T10A562T")));
	assert_false(sd_is_it_cf(SD_TEXT("RSSMRA85T10A56S")));
	assert_false(sd_is_it_cf(SD_TEXT("RSSMRA85F10A562S"))); /* F is no month */
	holds(sd_is_pt_nif, "501964843", false);		/* 0 stands for 10 and 11: not every error is found */
	holds(sd_is_pt_nif, "123456789", false);
	assert_false(sd_is_pt_nif(SD_TEXT("123456788")));
	assert_false(sd_is_pt_nif(SD_TEXT("401964843")));
	holds(sd_is_ch_ahv, "7569217076985", true);	  /* Zentrale Ausgleichsstelle's example */
	assert_false(sd_is_ch_ahv(SD_TEXT("7610000000001")));
	holds(sd_is_at_svnr, "1237010180", true);	  /* Hauptverband's example, 1 January 1980 */
	assert_false(sd_is_at_svnr(SD_TEXT("1237320180")));
	holds(sd_is_be_nn, "85073003328", false);	  /* Rijksregister's example: 97 less the rest of 850730033 */
	assert_false(sd_is_be_nn(SD_TEXT("85073003327")));
	assert_true(sd_is_be_nn(SD_TEXT("17073003384")));  /* the same, born 2017 */
	assert_false(sd_is_be_nn(SD_TEXT("17133003384")));
	holds(sd_is_de_rvnr, "15070649C103", false);	  /* Deutsche Rentenversicherung's example */
	assert_false(sd_is_de_rvnr(SD_TEXT("15070649C104")));
	assert_false(sd_is_de_rvnr(SD_TEXT("15470649C103")));
	holds(sd_is_ie_pps, "6433435F", true);
	assert_true(sd_is_ie_pps(SD_TEXT("6433435OA")));   /* with A behind it: nine more */
	assert_false(sd_is_ie_pps(SD_TEXT("6433435E")));
	holds(sd_is_ca_sin, "123456782", true); /* Employment and Social Development Canada's example of the test */
	assert_false(sd_is_ca_sin(SD_TEXT("046454286"))); /* holds, and was never given out */
	assert_true(sd_is_us_itin(SD_TEXT("912701234"))); /* 9xx-70-xxxx, IRS */
	assert_false(sd_is_us_itin(SD_TEXT("912491234")));
	assert_false(sd_is_us_itin(SD_TEXT("812701234")));
}

/* Corsica: 2A counts as 19, 2B as 18; so the key is that of the number written so. */
static void corsica(void **state)
{
	(void)state;
	/* 1 84 12 19 451 089 and 1 84 12 18 451 089 by 97. */
	unsigned long long a = 1841219451089ULL % 97, b = 1841218451089ULL % 97;
	char number[16] = "184122A45108900";
	number[13] = (char)('0' + (97 - a) / 10), number[14] = (char)('0' + (97 - a) % 10);
	assert_true(sd_is_fr_nir((struct sd_text){number, 15}));
	number[6] = 'b', number[13] = (char)('0' + (97 - b) / 10), number[14] = (char)('0' + (97 - b) % 10);
	assert_true(sd_is_fr_nir((struct sd_text){number, 15}));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cards),
		cmocka_unit_test(ibans),
		cmocka_unit_test(national_ids), cmocka_unit_test(further_national_ids),
		cmocka_unit_test(corsica),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
