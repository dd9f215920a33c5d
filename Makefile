# SPDX-License-Identifier: MIT
# saydo: what people say, held against what they do. `make help` lists the verbs.

VERSION = 0.1.0
FILTERS = import check redact tokens stems sentiment lexicon codes claims tally keyness themes learn observe gap report merge

# The rooms of lib, lowest first: a room never includes a later one (tests/suite/rooms.sh).
ROOMS = base rows stats guard say do read gap show
modules = $(sort $(wildcard lib/$(1)/*.c))
SOURCES = $(foreach room,$(ROOMS),$(call modules,$(room)))

PREFIX = /usr/local
DESTDIR =
BUILD = build
CC = gcc
FUZZ_CC = clang
CFLAGS = -O2 -g
SANITIZE =
FUZZ_SECONDS = 10
WORLDS = 2000
SAYDO_TEST_DATA ?= ../shared/data
UNICODE = /usr/share/unicode

# Debian's names. libcsv, libstemmer and libreadstat have no .pc file; the others are asked of pkg-config.
PACKAGES = gcc libc6-dev pkg-config libcsv-dev libstemmer-dev libutf8proc-dev libsodium-dev libuchardet-dev \
	libexpat1-dev libzip-dev libreadstat-dev unicode-data lowdown
PACKAGES_TEST = libcmocka-dev clang libclang-rt-dev
# What only some tests want, asked for by `make deps check`: where one cannot be had, its tests are skipped, loudly.
PACKAGES_WISHED = chromium nodejs poppler-utils libreoffice-calc-nogui pspp
PKG = libsodium libutf8proc uchardet expat libzip
LIBS = -lcsv -lstemmer -lreadstat

STRICT = -std=c17 -D_GNU_SOURCE -Wall -Wextra -Wshadow -Wconversion -Wformat=2 -Wimplicit-fallthrough -Wvla \
	-Werror=format-security -ffp-contract=off -pthread
HARDEN = -D_FORTIFY_SOURCE=3 -fstack-clash-protection -fstack-protector-strong -fcf-protection=full
HARDEN_LINK = -Wl,-z,nodlopen -Wl,-z,noexecstack -Wl,-z,relro -Wl,-z,now -pie
INCLUDES = -Ilib -I$(BUILD)/gen -include lib/base/banned.h

OBJECTS = $(SOURCES:%.c=$(BUILD)/obj/%.o)
LIBRARY = $(BUILD)/libsaydo.a
FRONT = $(patsubst %.c,$(BUILD)/obj/%.o,$(sort $(wildcard tools/front/*.c)))
PROGRAMS = $(BUILD)/bin/saydo $(FILTERS:%=$(BUILD)/bin/saydo-%)
MANUALS = $(BUILD)/man/saydo.1 $(FILTERS:%=$(BUILD)/man/saydo-%.1)
COMPLETION = $(BUILD)/completion/saydo
TESTS = $(patsubst tests/%.c,$(BUILD)/tests/%,$(sort $(wildcard tests/unit/*/*.c tests/known/*.c)))
BENCHES = $(patsubst tests/%.c,$(BUILD)/tests/%,$(sort $(wildcard tests/bench/*.c)))
PRELOADS = $(patsubst tests/suite/%.c,$(BUILD)/tests/%.so,$(sort $(wildcard tests/suite/*.c)))
FUZZERS = $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(sort $(wildcard tests/fuzz/*.c)))
FLAGS = $(BUILD)/flags
TABLES = $(BUILD)/gen/text_tables.h
PAGE_PARTS = $(BUILD)/gen/page_parts.h
FORM_TABLES = $(BUILD)/gen/form_tables.h
LANGUAGE_TABLE = $(BUILD)/gen/language_table.h
FORMS = $(sort $(wildcard lexicons/*/forms.tsv))
# What `make deps demo` and `make deps check` install comes before anything is built.
AFTER_DEPS = $(if $(filter deps,$(MAKECMDGOALS)),deps)

# Say what is done in a word; `make V=1` shows the commands. Work on as many files at once as there are processors.
V = 0
ifneq ($(V),1)
say = @echo '  $(1)	$@';
endif
MAKEFLAGS += --no-print-directory
ifeq ($(MAKELEVEL)$(filter -j%,$(MAKEFLAGS)),0)
MAKEFLAGS += -j$(shell nproc 2>/dev/null || echo 1)
endif

all: $(PROGRAMS) $(LIBRARY) $(COMPLETION) $(if $(SANITIZE),,man)

help:
	@echo 'make all        build everything into $(BUILD)/'
	@echo 'make demo       the main job on the sample corpus; says where the report is'
	@echo 'make check      every test, sanitizer builds and fuzz smoke runs included'
	@echo 'make deps       install what is missing'
	@echo 'make asan       programs and tests with address and undefined-behaviour sanitizers, in $(BUILD)/asan'
	@echo 'make fuzz       fuzz every reader, FUZZ_SECONDS=$(FUZZ_SECONDS) each'
	@echo 'make quality    figures of sentiment, language, claims and themes on the real data sets, and of loading CSV'
	@echo 'make bench      speed of every filter beside libcsv and wc -w; memory; growth with jobs'
	@echo 'make worlds     whether the intervals of gap hold what was planted, in WORLDS=$(WORLDS) worlds of each of 7 kinds'
	@echo 'make man        manuals into $(BUILD)/man'
	@echo 'make install    into PREFIX=$(PREFIX) (DESTDIR is honoured); make uninstall takes it away'
	@echo 'make dist       $(BUILD)/saydo-$(VERSION).tar.gz'

# --- what is needed -------------------------------------------------------------------------------------------------

WANTED = $(PACKAGES) $(if $(filter check asan fuzz bench,$(MAKECMDGOALS)),$(PACKAGES_TEST))
WISHED = $(if $(filter check,$(MAKECMDGOALS)),$(PACKAGES_WISHED))
deps:
	@if command -v dpkg-query >/dev/null 2>&1; then \
		missing() { for p in "$$@"; do \
			dpkg-query -W -f='$${db:Status-Status}' $$p 2>/dev/null | grep -qx installed || echo $$p; done; }; \
		sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
		get() { DEBIAN_FRONTEND=noninteractive $$sudo apt-get -qq install -y --no-install-recommends "$$@" >/dev/null; }; \
		wanted=$$(missing $(WANTED)); wished=$$(missing $(WISHED)); \
		[ -z "$$wanted$$wished" ] || $$sudo apt-get -qq update || [ -z "$$wanted" ] || exit 1; \
		if [ -n "$$wanted" ]; then echo "deps: installing" $$wanted; get $$wanted || exit 1; fi; \
		for p in $$wished; do \
			echo "deps: installing $$p, which some tests want"; \
			get $$p || echo "deps: $$p cannot be had here: its tests will be skipped"; \
		done; \
	else \
		echo 'deps: no dpkg here. Install what your system calls these: $(WANTED) $(WISHED)'; \
		for l in $(PKG); do pkg-config --exists $$l || exit 1; done; \
	fi

# Which of the hardening flags this compiler and linker take; what pkg-config says. Line 1: compiling, line 2: linking.
# Told by a stamp of its own, so that a Makefile of other words but the same flags compiles nothing anew.
$(FLAGS): $(FLAGS).made ; @true
$(FLAGS).made: Makefile | $(AFTER_DEPS)
	@mkdir -p $(@D)
	@pkg-config --exists $(PKG) || { echo 'libraries are missing: run "make deps"' >&2; exit 1; }
	@echo 'int main(void) { return 0; }' > $(BUILD)/probe.c
	@compile="$(STRICT)"; link=; \
	if [ -n "$(SANITIZE)" ]; then compile="$$compile -fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer"; \
		link="-fsanitize=$(SANITIZE)"; \
	else for flag in $(HARDEN) -fPIE; do \
		$(CC) -O2 -Werror $$flag -c $(BUILD)/probe.c -o $(BUILD)/probe.o 2>/dev/null && compile="$$compile $$flag"; done; \
	for flag in $(HARDEN_LINK); do \
		$(CC) -O2 -Werror -fPIE $$flag $(BUILD)/probe.c -o $(BUILD)/probe 2>/dev/null && link="$$link $$flag"; done; fi; \
	echo "$$compile $$(pkg-config --cflags $(PKG))" > $@; \
	echo "$$link -Wl,--as-needed $$(pkg-config --libs $(PKG)) $(LIBS) -pthread -lm" >> $@; \
	cmp -s $@ $(FLAGS) || cp $@ $(FLAGS)

# --- building -------------------------------------------------------------------------------------------------------

COMPILE = $(CC) $$(sed -n 1p $(FLAGS)) $(CFLAGS) $(INCLUDES) -DSD_VERSION='"$(VERSION)"'
LINK = $$(sed -n 2p $(FLAGS))

$(BUILD)/obj/%.o: %.c $(FLAGS) | $(TABLES) $(PAGE_PARTS) $(FORM_TABLES) $(LANGUAGE_TABLE)
	@mkdir -p $(@D)
	$(call say,CC)$(COMPILE) $(if $(filter tools/%,$<),-Itools -Itools/front) -MMD -MP -c $< -o $@

# Unicode's properties become tables at build time.
$(TABLES): tools/tables/generate.c lib/say/text.h lib/say/text_classes.h $(FLAGS)
	@mkdir -p $(@D)
	$(call say,CC)$(CC) $$(sed -n 1p $(FLAGS)) -O1 -Ilib -include lib/base/banned.h $< -o $(BUILD)/generate-tables
	@$(BUILD)/generate-tables $(UNICODE) > $@.new && mv $@.new $@

# The report's style sheet and script, as the page has them, become strings.
$(PAGE_PARTS): lib/show/page.css lib/show/page.js
	@mkdir -p $(@D)
	@for part in css js; do \
		echo "static const char page_$$part[] ="; \
		sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^\t*//' -e 's/.*/"&\\n"/' lib/show/page.$$part; echo ';'; done > $@.new && mv $@.new $@

# What forms say in each language, and the languages' names, become tables.
$(FORM_TABLES): tools/tables/forms.awk lib/rows/form_words.h $(FORMS)
	@mkdir -p $(@D)
	@LC_ALL=C awk -f $^ > $@.new && mv $@.new $@
$(LANGUAGE_TABLE): lexicons/tools/languages.tsv
	@mkdir -p $(@D)
	@awk -F '\t' '!/^#/ { if (NF != 4) { print FILENAME ":" FNR ": wants four cells" > "/dev/stderr"; exit 1 } \
		printf "{\"%s\", \"%s\", \"%s\", \"%s\"},\n", $$1, $$2, $$3, $$4 }' $< > $@.new && mv $@.new $@

$(LIBRARY): $(OBJECTS)
	@rm -f $@
	$(call say,AR)ar rcs $@ $^

$(BUILD)/bin/saydo: $(BUILD)/obj/tools/saydo.o $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LD)$(CC) $< $(LIBRARY) $(LINK) -o $@

$(BUILD)/bin/saydo-%: $(BUILD)/obj/tools/%.o $(FRONT) $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LD)$(CC) $< $(FRONT) $(LIBRARY) $(LINK) -o $@

$(BUILD)/tests/%: tests/%.c $(LIBRARY) $(FLAGS)
	@mkdir -p $(@D)
	$(call say,CC)$(COMPILE) -Itests -MMD -MP -MF $@.d $< $(LIBRARY) $(LINK) $(if $(filter tests/bench/%,$<),,-lcmocka) -o $@

# Held against ICU's breaks where ICU is there; nothing else needs it.
ifeq ($(shell pkg-config --exists icu-uc icu-i18n 2>/dev/null && echo yes),yes)
$(BUILD)/tests/bench/breaks_icu: COMPILE += -DSD_WITH_ICU
$(BUILD)/tests/bench/breaks_icu: LINK += $$(pkg-config --libs icu-uc)
endif

$(BUILD)/tests/%.so: tests/suite/%.c | $(FLAGS)
	@mkdir -p $(@D)
	$(call say,CC)$(CC) -std=c17 -D_GNU_SOURCE -O1 -Wall -Wextra -fPIC -shared $< -ldl -o $@

# The option table of each program gives its manual's synopsis and options and the shell's completion.
$(BUILD)/man/%.1: $(BUILD)/bin/% tools/manual.awk
	@mkdir -p $(@D)
	@$(BUILD)/bin/$* --options > $(BUILD)/man/$*.options
	@awk -v name=$* -v version=$(VERSION) -f tools/manual.awk $(BUILD)/man/$*.options tools/$(patsubst saydo-%,%,$*).md \
		| lowdown -sTman --out-no-smarty -o $@
$(foreach f,$(FILTERS),$(eval $(BUILD)/man/saydo-$(f).1: tools/$(f).md))
$(BUILD)/man/saydo.1: tools/saydo.md
man: $(MANUALS)

$(COMPLETION): $(PROGRAMS) tools/completion.awk
	@mkdir -p $(@D)
	@for f in $(FILTERS); do $(BUILD)/bin/saydo-$$f --options | sed "s/^/$$f\t/"; done | awk -f tools/completion.awk > $@

# Made anew each time, for PREFIX may be another.
always:
$(BUILD)/saydo.pc: always
	@mkdir -p $(@D)
	@printf 'prefix=%s\nName: saydo\nDescription: what people say, held against what they do\nVersion: %s\nRequires: %s\nCflags: -I$${prefix}/include/saydo\nLibs: -L$${prefix}/lib -lsaydo %s -pthread -lm\n' \
		'$(PREFIX)' '$(VERSION)' '$(PKG)' '$(LIBS)' > $@

# --- the main job ---------------------------------------------------------------------------------------------------

demo: all
	@$(BUILD)/bin/saydo report corpora/larkspur/survey.csv --title 'Larkspur' \
		--text 'What did you like?' --text 'What could be better?' --codebook corpora/larkspur/codebook.txt --by store \
		--ledger corpora/larkspur/orders.csv --customers corpora/larkspur/roster.csv -o $(BUILD)/larkspur.html
	@echo "The report: $(CURDIR)/$(BUILD)/larkspur.html"

# --- tests ----------------------------------------------------------------------------------------------------------

check: all man asan-build $(TESTS) $(PRELOADS) $(BENCHES) fuzz-build
	@SAYDO_TEST_DATA='$(SAYDO_TEST_DATA)' BUILD='$(BUILD)' FILTERS='$(FILTERS)' tests/run

asan-build: | $(AFTER_DEPS)
	@$(MAKE) BUILD=$(BUILD)/asan SANITIZE=address,undefined CFLAGS='-O1 -g -DSD_NO_SANDBOX' all tests

tests: $(TESTS)

asan: asan-build
	@SAYDO_TEST_DATA='$(SAYDO_TEST_DATA)' BUILD='$(BUILD)' FILTERS='$(FILTERS)' tests/run asan

# The fuzzers are libFuzzer's, so they want clang; without it they are skipped, loudly.
fuzz-build: | $(AFTER_DEPS)
	@if command -v $(FUZZ_CC) >/dev/null 2>&1; then \
		$(MAKE) BUILD=$(BUILD)/fuzz CC=$(FUZZ_CC) SANITIZE=fuzzer-no-link,address,undefined \
			CFLAGS='-O1 -g -DSD_NO_SANDBOX' fuzzers; \
	fi
fuzzers: $(patsubst tests/fuzz/%.c,$(BUILD)/%,$(sort $(wildcard tests/fuzz/*.c)))
$(patsubst tests/fuzz/%.c,$(BUILD)/%,$(sort $(wildcard tests/fuzz/*.c))): $(BUILD)/%: tests/fuzz/%.c $(LIBRARY)
	$(call say,CC)$(COMPILE) -fsanitize=fuzzer $< $(LIBRARY) $(LINK) -o $@

fuzz: fuzz-build
	@BUILD='$(BUILD)' FUZZ_SECONDS='$(FUZZ_SECONDS)' tests/run fuzz

bench: all $(BENCHES)
	@SAYDO_TEST_DATA='$(SAYDO_TEST_DATA)' BUILD='$(BUILD)' FILTERS='$(FILTERS)' tests/bench/run

# Whether intervals hold what was planted: 2,000 worlds a family, some ten minutes on one processor.
worlds: $(BENCHES)
	@$(BUILD)/tests/bench/gap_worlds $(WORLDS)

# Figures of sentiment and of learned codes on real sets, how sure each answer's language is told, and how well claims are
# found, and how well polluted CSV files are loaded.
quality: all $(BUILD)/tests/unit/read/test_loading $(BUILD)/tests/unit/read/test_pollution
	@SAYDO_TEST_DATA='$(SAYDO_TEST_DATA)' BUILD='$(BUILD)' tests/quality/run
	@SAYDO_TEST_DATA='$(SAYDO_TEST_DATA)' BUILD='$(BUILD)' tests/quality/language.sh
	@SAYDO_TEST_DATA='$(SAYDO_TEST_DATA)' BUILD='$(BUILD)' tests/quality/codes.sh
	@SAYDO_TEST_DATA='$(SAYDO_TEST_DATA)' BUILD='$(BUILD)' tests/quality/aspects.sh
	@SAYDO_TEST_DATA='$(SAYDO_TEST_DATA)' BUILD='$(BUILD)' tests/quality/airline.sh
	@SAYDO_TEST_DATA='$(SAYDO_TEST_DATA)' BUILD='$(BUILD)' tests/quality/claims.sh
	@BUILD='$(BUILD)' tests/quality/redact.sh
	@BUILD='$(BUILD)' tests/quality/questions.sh
	@SAYDO_TEST_DATA='$(SAYDO_TEST_DATA)' BUILD='$(BUILD)' tests/quality/themes.sh
	@SAYDO_TEST_DATA='$(SAYDO_TEST_DATA)' BUILD='$(BUILD)' tests/quality/lateness.sh
	@BUILD='$(BUILD)' tests/quality/loading.sh

# --- installing -----------------------------------------------------------------------------------------------------

BINDIR = $(DESTDIR)$(PREFIX)/bin
DATADIR = $(DESTDIR)$(PREFIX)/share/saydo
MANDIR = $(DESTDIR)$(PREFIX)/share/man/man1
COMPDIR = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
LIBDIR = $(DESTDIR)$(PREFIX)/lib
INCDIR = $(DESTDIR)$(PREFIX)/include/saydo

install: all man $(BUILD)/saydo.pc
	install -d $(BINDIR) $(MANDIR) $(COMPDIR) $(LIBDIR)/pkgconfig $(DATADIR)
	install -m 755 $(PROGRAMS) $(BINDIR)
	install -m 644 $(MANUALS) $(MANDIR)
	install -m 644 $(COMPLETION) $(COMPDIR)
	install -m 644 $(LIBRARY) $(LIBDIR)
	install -m 644 $(BUILD)/saydo.pc $(LIBDIR)/pkgconfig
	for room in $(ROOMS); do install -d $(INCDIR)/$$room; \
		for header in lib/$$room/*.h; do [ ! -e $$header ] || install -m 644 $$header $(INCDIR)/$$room; done; done
	cp -R lexicons $(DATADIR)
	chmod -R u=rwX,go=rX $(DATADIR)

uninstall:
	rm -f $(patsubst $(BUILD)/bin/%,$(BINDIR)/%,$(PROGRAMS)) $(patsubst $(BUILD)/man/%,$(MANDIR)/%,$(MANUALS))
	rm -f $(COMPDIR)/saydo $(LIBDIR)/libsaydo.a $(LIBDIR)/pkgconfig/saydo.pc
	rm -rf $(DATADIR) $(INCDIR)

dist:
	@mkdir -p $(BUILD)
	git archive --format=tar.gz --prefix=saydo-$(VERSION)/ -o $(BUILD)/saydo-$(VERSION).tar.gz HEAD

clean:
	rm -rf $(BUILD)

.PHONY: always worlds quality all help deps man demo check tests asan asan-build fuzz fuzz-build fuzzers bench install uninstall dist clean
.DELETE_ON_ERROR:
.SECONDARY:
-include $(OBJECTS:.o=.d) $(FRONT:.o=.d) $(BUILD)/obj/tools/saydo.d $(FILTERS:%=$(BUILD)/obj/tools/%.d)
-include $(TESTS:=.d) $(BENCHES:=.d)
