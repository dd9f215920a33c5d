# SPDX-License-Identifier: MIT
# What is installed works by itself, from any folder, and goes away again.
. "$(dirname "$0")/lib.sh"
to=$S/to

make_it() {
	(cd "$root" && make -s "$@" BUILD="$BUILD" FILTERS="$FILTERS" DESTDIR="$to" PREFIX=/usr) >"$S/made" 2>&1
}

installs() {
	command -v lowdown >/dev/null || skip 'lowdown, which makes the manuals, is not here'
	make_it install || fail "make install: $(tail -n 20 "$S/made")"
	local name
	for name in saydo $(printf 'saydo-%s ' $FILTERS); do
		[ -x "$to/usr/bin/$name" ] || fail "there is no bin/$name"
		[ -s "$to/usr/share/man/man1/$name.1" ] || fail "there is no manual $name.1"
	done
	[ -d "$to/usr/share/saydo/lexicons/en" ] || fail 'there are no lexicons'
	[ -f "$to/usr/lib/libsaydo.a" ] && [ -f "$to/usr/lib/pkgconfig/saydo.pc" ] || fail 'there is no library'
	! grep -rlI "$root\|$BUILD" "$to" >found || fail "these name the folder they were built in: $(cat found)"
}

need_it() { [ -x "$to/usr/bin/saydo" ] || skip 'nothing was installed'; }

# Run from elsewhere, by its own path, by a link and by PATH, with no folder of the source in sight.
runs() {
	need_it
	local filter name
	ln -s "$to/usr/bin/saydo" linked
	unset SAYDO_DATA
	for filter in $FILTERS; do
		filter_line "$filter" || continue
		(cd / && "$to/usr/bin/saydo" "$filter" "${arguments[@]}" "${inputs[@]}") >out 2>err
		expect 0 $? "the installed saydo $filter"
		"$program" "${arguments[@]}" "${inputs[@]}" >built 2>err
		same built out "saydo $filter, built and installed"
		./linked "$filter" "${arguments[@]}" "${inputs[@]}" >out 2>err
		same built out "saydo $filter by a link"
		PATH=$to/usr/bin:$PATH saydo "$filter" "${arguments[@]}" "${inputs[@]}" >out 2>err
		same built out "saydo $filter by PATH"
	done
}

links() {
	need_it
	command -v pkg-config >/dev/null || skip 'pkg-config is not here'
	local pkg=(env PKG_CONFIG_PATH="$to/usr/lib/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$to" pkg-config)
	[ "$("${pkg[@]}" --modversion saydo 2>&1)" = "$(sed -n 's/^VERSION = //p' "$root/Makefile")" ] ||
		fail "pkg-config: $("${pkg[@]}" --modversion saydo 2>&1)"
	grep -qx 'prefix=/usr' "$to/usr/lib/pkgconfig/saydo.pc" ||
		fail "saydo.pc has $(head -n 1 "$to/usr/lib/pkgconfig/saydo.pc")"
	cat >uses.c <<-'END'
		#include <stdio.h>
		#include <base/decimal.h>
		#include <rows/pass.h>
		#include <stats/interval.h>
		int main(void)
		{
			struct sd_interval share = sd_wilson(50, 100);
			printf("%.4f %.4f\n", share.low, share.high);
			return 0;
		}
	END
	# shellcheck disable=SC2046
	gcc -std=c17 -D_GNU_SOURCE -Wall -Werror uses.c $("${pkg[@]}" --cflags --libs saydo) -o uses 2>err ||
		fail "a program does not link: $(head -n 20 err)"
	[ "$(./uses)" = '0.4038 0.5962' ] || fail "it says $(./uses)"
	# Every installed header stands by itself.
	local header
	(cd "$to/usr/include/saydo" && ls */*.h) | grep -v 'base/banned.h' | while IFS= read -r header; do
		echo "#include <$header>" | gcc -std=c17 -D_GNU_SOURCE -Werror -fsyntax-only -I"$to/usr/include/saydo" -x c - 2>err ||
			fail "$header does not stand by itself: $(head -n 5 err)"
	done
}

completes() {
	need_it
	local page=$to/usr/share/bash-completion/completions/saydo
	bash -n "$page" || fail 'the completion is no bash'
	complete_at() {
		bash -c '. "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _saydo 2>/dev/null
			echo "${COMPREPLY[*]}"' - "$page" "$@"
	}
	local first=${FILTERS%% *}
	case " $(complete_at saydo '') " in *" $first "*) ;; *) fail "no filters: $(complete_at saydo '')" ;; esac
	[ "$(complete_at saydo "$first" --versi)" = --version ] || fail "of --versi: $(complete_at saydo "$first" --versi)"
	[ "$(complete_at saydo "$first" --to js)" = jsonl ] || fail "of --to js: $(complete_at saydo "$first" --to js)"
}

# Pages that man(1) can show: their sections, and options as they are typed.
pages() {
	need_it
	local page name
	for page in "$to"/usr/share/man/man1/*.1; do
		name=$(basename "$page" .1)
		grep -q '^\.TH' "$page" || fail "$name.1 has no title"
		# [...] (`--option`) in a page's source reads as a link, and is shown as <--option>.
		! grep -nE '<(\\f.)?(\\\(ga|`|--|\\-)' "$page" >links || fail "$name.1 has links that are none: $(cat links)"
		tr '\n' ' ' <"$page" >flat
		says "\.SH \"?Name\"? (\.[A-Z]+ )*${name//-/\\\\?-} (-|\\\\-) " flat "$name.1 has no name and summary"
		says '\.SH "?Description"?' flat "$name.1 has no description"
		[ "$name" = saydo ] && continue
		says '\.SH "?Examples"?' flat "$name.1 has no examples"
		says '(-|\\-)(-|\\-)version' flat "$name.1 has no options as they are typed"
	done
}

uninstalls() {
	need_it
	make_it uninstall || fail "make uninstall: $(tail -n 20 "$S/made")"
	find "$to" ! -type d | sed "s#^$to##" >left
	[ ! -s left ] || fail "left behind: $(cat left)"
	! find "$to" -type d | grep -E 'saydo/' || fail 'folders of its own were left behind'
}

# A saydo.pc made for this prefix is not to be what the next `make install` finds.
rm -f "$BUILD/saydo.pc"
for step in installs runs links completes pages uninstalls; do verdict $step $step; done
rm -f "$BUILD/saydo.pc"
