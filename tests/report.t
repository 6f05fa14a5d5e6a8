#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The page of make report, from results that are planted: each cell says what
# came of it, a log cannot become markup, and what it links to is there. How it
# looks and works in a browser: make check-report.
#
# shellcheck disable=SC2016,SC2317 # for another shell; functions that are arguments
. tests/tap.sh

report=$tmp/report
page=$tmp/page.html
plant()	# FILE LINES
{
	mkdir -p "$(dirname "$tmp/$1")"
	printf '%b' "$2" >"$tmp/$1"
}

hostile='</pre></section><script>alert(1)</script><img src="x" onerror="y"/>&amp;'
plant report/build/x86_64/object.t 'ok 1 - a\nok 2 - b # SKIP no b\nok 3 - c\n1..3\n'
plant report/build/x86_64/number.t 'ok 1 - a\nnot ok 2 - second\n# why\n1..2\n'
plant report/build/x86_64/inline.t 'ok 1 - a\nok 2 - b\n1..4\n'
plant report/build/x86_64/header.t 'ok 1 - a\n'
plant report/build/x86_64/words.t ''
plant report/build/x86_64/bench.t 'ok 1 - a\nBail out! no\n1..1\n'
plant report/build/x86_64/conformance.t "ok 1 - $hostile\nnot ok 2 - $hostile\n1..2\n"
plant report/build/x86_64/explain.t '1..0 # SKIP x86_64 runs: \001\377"<i>\n'
plant report/build/mips-n64/absent.t '1..0 # SKIP no such-gcc: apt-get install it\n'
plant report/tests/link.t 'ok 1 - a\n1..1\n'
plant report/tests/install.t 'not ok 1 - a\n1..1\n'
plant report/tmp/x/mix.t 'not ok 1 - no test of ours\n'
boot='ok 1 - debian-amd64-6.1'
plant report-check-kernel/build/kernels/debian-amd64-6.1.t "# 12 s
$boot x86_64 words: a\nnot $boot i386 words: b\n# says why
$boot: boots and runs every program to its end\n1..3\n"
plant report-check-kernel/build/kernels/debian-amd64-7.2.t "ok 1 - debian-amd64-7.2 \
x86_64 words: a\nok 2 - debian-amd64-7.2 x32 words: a # SKIP no\n1..2\n"
plant report-check-kernel/build/kernels/debian-s390x-6.1.t '1..0 # SKIP no network\n'
plant report-check-kernel-source/build/kernels/own-m68k-6.12-without.t \
	'ok 1 - own-m68k-6.12 m68k nosys: a\nok 2 - own-m68k-6.12: boots\n1..2\n'
plant report/fleet/arm/shelf-1.t 'ok 1 - words: a\n1..1\n'
plant report/fleet/arm/shelf-2.t '1..0 # SKIP shelf-2 is down: no route\n'
plant report/mutants.txt "head\n\nx86_64\tone\tkilled\tobject: <b>\n\
x86_64\ttwo\tequivalent\tproof\nalpha\tone\tkilled\tx\nalpha\ttwo\tsurvived\t\n"
plant report/bench.json '{\n\t"peers": [\n\t\t{"name": "glibc", "version": "2<"}
\t],\n\t"insns": [\n\t\t{"abi": "x86_64", "form": "asm", "success": 7, "error": 9},
\t\t{"abi": "x86_64", "form": "glibc", "success": 5, "error": null}\n\t]\n}\n'
plant build/x86_64/disassembly '@ ours\n0 <unshare>:\n   0:\tendbr64\n'

touch -d '1969-12-31 20:00 UTC' "$report/build/x86_64/object.t"
check 'the page is made' env SOURCE_DATE_EPOCH=86400 \
	report/page "$report" "$tmp/build" 1.2.3 "$page"

# What the table says of an ABI and a check, as text
cell()
{
	grep -F "id=\"cell.$1.$2\"" "$page" | sed 's/<[^>]*>//g; s/&#39;/'\''/g
		s/&#[0-9]*; //; s/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&amp;/\&/g'
}
says()	# ABI CHECK WHAT
{
	same "$1, $2: $3" "$3" "$(cell "$1" "$2")"
}
says x86_64 object 'passed 2 tests, 1 skipped'
says x86_64 number 'failed 1 of 2: second'
says x86_64 inline 'failed 1 of 3: broke off after 2 of 4 tests'
says x86_64 header 'failed 1 of 2: broke off after 1 test'
says x86_64 words 'failed 1 of 1: broke off after 0 tests'
says x86_64 bench 'failed 1 of 2: Bail out! no'
says x86_64 explain 'skipped "<i>'
says x86_64 baseline 'not run make xcheck'
says x86_64 debian 'boots 6.1, 7.2: 2 tests'
says x86_64 own 'not run make check-kernel-source'
says x86_64 mutants 'passed 1 killed, 1 equivalent'
says x86_64 fleet 'not run make check-fleet FLEET=file'
says i386 debian 'failed 1 of 1: debian-amd64-6.1 i386 words: b'
says x32 debian 'skipped no'
says s390 debian 'skipped no network'
says sh4 debian "none no kernel of Debian's"
says m68k own 'boots 6.12: 1 test'
says arm fleet 'passed shelf-1: 1 test, 1 skipped'
says alpha mutants 'failed 1 of 2: two survived'
says mips-n64 number 'skipped no such-gcc: apt-get install it'
says mips-n64 mutants 'not run make check-mutants'
absent=$(awk -F ' *[|] *' '$18 == "-" { print $1; exit }' abi/abis.list)
if [ "$absent" ]; then
	says "$absent" number 'none no packaged compiler'
else
	skip 'no compiler' 'each ABI has one'
fi
same 'the whole' 'install: failed 1 of 1: a' "$(cell - install)"
same 'what a test left behind is no result' '' "$(grep 'no test of ours' "$page")"
same 'failures are counted' '9 failed' "$(grep -A 99 'class="tiles"' "$page" |
	sed -n 's/^<li class="failed"><b>\(.*\)<\/b> \(.*\)<\/li>$/\1 \2/p')"
same 'and listed' 9 "$(grep -c '^<li><a href="#log\.' "$page")"
same 'each kernel tells of its own' '== debian-amd64-6.1
not ok 1 - debian-amd64-6.1 i386 words: b
# says why
ok 1 - debian-amd64-6.1: boots and runs every program to its end
== debian-amd64-7.2' "$(awk '/id="log.i386.debian"/ { on = 1 } /<\/section>/ { on = 0 }
	on' "$page" | sed 's/<[^>]*>//g' | grep -e ^== -e ok -e why)"
same 'the stub is shown' '   0:	endbr64' "$(grep endbr64 "$page")"
same 'when it was made' 1 "$(grep -c 'Made 1970-01-02 00:00 UTC' "$page")"
same 'from what' 1 "$(grep -c 'results of 1969-12-31 20:00 to 2' "$page")"
same 'each log has its time' 1 "$(grep -c '(1969-12-31 20:00 UTC)' "$page")"

# A log is text ---------------------------------------------------------------

same 'one script, and no picture' '1 0' "$(grep -o '<script' "$page" | wc -l |
	tr -d ' ') $(grep -c '<img' "$page")"
escaped=$(printf '%s' "$hostile" | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g
	s/"/\&quot;/g')
check 'a log is escaped' grep -qF "<mark>not ok 2 - $escaped</mark>" "$page"
if command -v xmllint >/dev/null; then
	check 'the page is well-formed' xmllint --noout "$page"
	same 'and a parser reads what the log said' "not ok 2 - $hostile" "$(xmllint \
		--xpath 'string(//*[@id="log.x86_64.conformance"]//*[name()="mark"])' \
		"$page")"
else
	skip 'the page is well-formed' 'no xmllint: apt-get install libxml2-utils'
fi
policy=$(sed -n 's/.*Content-Security-Policy" content="\([^"]*\)".*/\1/p' "$page")
for part in style script; do
	digest=$(perl -MDigest::SHA=sha256_base64 -0777 -ne \
		"print sha256_base64(\$1), '=' if m|<$part>(.*)</$part>|s" "$page")
	same "the policy names the $part" "'sha256-$digest'" "$(echo "$policy" |
		sed "s/.*$part-src \([^;]*\);.*/\1/")"
done
same 'and nothing else' "default-src 'none'" "${policy%%;*}"

# What is linked is there -------------------------------------------------------

grep -o ' id="[^"]*"' "$page" | sed 's/.*="//; s/"//' | sort >"$tmp/ids"
grep -o ' href="[^"]*"' "$page" | sed 's/.*="//; s/"//' | sort -u >"$tmp/links"
same 'each name once' '' "$(uniq -d "$tmp/ids")"
same 'links stay in the page' data:, "$(grep -v '^#' "$tmp/links")"
same 'and lead somewhere' '' "$(sed -n 's/^#//p' "$tmp/links" |
	sort | comm -23 - "$tmp/ids")"
same 'nothing is fetched' '' "$(grep -oE ' (src|srcset|data|action)="|@import|url\(' \
	"$page")"

# What goes wrong -----------------------------------------------------------------

check 'nothing was run: also a page' report/page "$tmp/none" "$tmp/none" 1 "$tmp/2.html"
same 'which says so' "$(grep -c . abi/abis.list | awk '{ print "none" }')" "$(grep -o \
	'data-is="passed"' "$tmp/2.html" || echo none)"
refuse 'an argument is missing' usage: report/page "$report"
cp "$page" "$tmp/before"
mkdir "$tmp/tree"
for part in arch kernels report scripts sysdeps tests; do
	ln -s "$PWD/$part" "$tmp/tree"
done
cp -R abi "$tmp/tree"
echo 'broken | row' >>"$tmp/tree/abi/abis.list"
refuse 'a fault in a table' 'abis.list:[0-9]+: ' sh -c 'cd "$1" &&
	report/page "$2" "$3" 1 "$4"' sh "$tmp/tree" "$report" "$tmp/build" "$page"
check 'leaves the page as it was' cmp "$tmp/before" "$page"
same 'and nothing else' '' "$(find "$tmp" -maxdepth 1 -name 'page.html.*')"
mkdir "$tmp/tmp"
TMPDIR=$tmp/tmp report/page "$report" "$tmp/build" 1 "$tmp/2.html"
same 'no file is left behind' '' "$(ls "$tmp/tmp")"
check 'make report, where nothing is made' make -s report BUILD="$tmp/b"
check 'has the page there' test -s "$tmp/b/report/index.html"
refuse 'no such ABI to disassemble' 'make programs' report/disassemble "$tmp/none"

# The README's picture ------------------------------------------------------------

make_picture()
{
	awk -f kernels/kernels.awk -f scripts/tables.awk -f report/picture.awk \
		abi/abis.list sysdeps/unix/sysv/linux/syscalls.list \
		arch/*/*.tbl arch/*/*/*.tbl arch/*/*/*/*.tbl \
		kernels/kernels.list >"$tmp/picture.svg"
}
check "the picture can be made" make_picture
check "it is the one that is there: make README.md" \
	cmp report/picture.svg "$tmp/picture.svg"
same "it shows each ABI that runs" \
	"$(awk -F " *[|] *" '$18 == "runs" { n++ } END { print n }' abi/abis.list)" \
	"$(grep -cE ">(QEMU|natively)<" "$tmp/picture.svg")"
finish
