#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The page of make report in Chromium, from results that are planted: it loads
# and asks for nothing, the filter and the keys work, a red cell leads to its
# log and back, it fits a phone and paper, and its text can be read, light and
# dark. PICTURES=DIRECTORY keeps what was seen.
#
# shellcheck disable=SC2016,SC2317 # JavaScript; functions that are arguments
. tests/tap.sh
. report/browser-lib.sh

needs=$(browser_needs | head -n 1)
[ -z "$needs" ] || {
	skip_all "$needs"
}

report=$tmp/report
plant()	# FILE LINES
{
	mkdir -p "$(dirname "$tmp/$1")"
	printf '%b' "$2" >"$tmp/$1"
}
awk -F ' *[|] *' '/^[^#]/ && $18 != "-" { print $1, $18 }' abi/abis.list |
	while read -r abi status; do
		plant "report/b/$abi/object.t" 'ok 1 - one\nok 2 - two\n1..2\n'
		plant "report/b/$abi/words.t" "1..0 # SKIP $abi $status: why not\n"
	done
plant report/b/sparc/object.t "ok 1 - one\nnot ok 2 - <script>document.title =
\"owned\"</script>\n# the reason\n1..2\n"
plant report/tests/link.t 'ok 1 - one\n1..1\n'
plant report/mutants.txt '\nalpha\tone\tkilled\tx\nalpha\ttwo\tequivalent\tx\n'
plant report/bench.json '{\n\t"peers": [\n\t\t{"name": "glibc", "version": "2"}
\t],\n\t"insns": [\n\t\t{"abi": "sparc", "form": "asm", "success": 7, "error": 9},
\t\t{"abi": "sparc", "form": "glibc", "success": 5, "error": null}\n\t]\n}\n'
plant b/sparc/disassembly '@ ours\n0 <unshare>:\n   0:\tta 0x10\n'
page=$tmp/page.html
check 'the page is made' report/page "$report" "$tmp/b" 1.2.3 "$page"

check 'Chromium starts' browser_start || {
	cat "$tmp/driver" "$tmp/answer"
	finish
}
picture()	# NAME
{
	[ -z "${PICTURES-}" ] || browser_picture "$PICTURES/$1.png"
}
js()	# DESCRIPTION EXPECTED CODE
{
	same "$1" "$2" "$(browser_js "$3")"
}
escape=$(printf '\356\200\214')
enter=$(printf '\356\200\207')
right=$(printf '\356\200\224')
down=$(printf '\356\200\225')

browser_size 1280 900
browser_media prefers-color-scheme=light prefers-reduced-motion=reduce
browser_log performance >"$tmp/said"
check 'it loads' browser_open "file://$page"
js 'a log runs no script' 'libunshare 1.2.3: report' 'return document.title'
picture light

# The filter
shown='return Array.from(document.querySelectorAll(".matrix tbody tr")).filter(
r => r.offsetParent).map(r => r.dataset.abi).join(" ")'
mips=$(awk -F ' *[|] *' '/^mips/ { print $1 }' abi/abis.list | paste -sd ' ')
js 'the box has a label' ABI 'document.getElementById("filter").focus();
return document.activeElement.labels[0].textContent.trim()'
browser_keys 'MIPS'
js 'the filter finds ABIs' "$mips" "$shown"
rows=$(grep -c '^[a-z]' abi/abis.list)
counted='return document.getElementById("count").textContent.split(" ")[0]'
js 'and counts them' "$(echo "$mips" | wc -w)" "$counted"
browser_keys "$escape"
js 'Escape empties it' '' 'return document.getElementById("filter").value'
choose='var s = document.getElementById("with"); s.value = arguments_of;
s.dispatchEvent(new Event("change")); '
js 'those with a failure' sparc "$(echo "$choose" | sed 's/arguments_of/"failed"/')$shown"
js 'and all of them again' "$rows" "$(echo "$choose" | sed 's/arguments_of/""/')
$counted"

# A red cell, by keys alone
browser_js 'document.querySelector("td.failed a").focus(); return ""' >"$tmp/said"
browser_keys "$enter"
js 'a red cell leads to its log' '#log.sparc.object' 'return location.hash'
js 'which is seen, and has the focus' 'flex log.sparc.object' \
	'var e = document.querySelector(":target"); return getComputedStyle(e).display +
" " + document.activeElement.id'
js 'and shows what failed, as text' true 'return "" + document.querySelector(
":target mark").textContent.startsWith("not ok 2 - <script>document")'
picture log
browser_keys "$escape"
js 'Escape leads back to the cell' 'cell.sparc.object none' \
	'return document.activeElement.id + " " +
getComputedStyle(document.getElementById("log.sparc.object")).display'
browser_keys "$down"
js 'arrows go down' cell.sparc64.object 'return document.activeElement.id'
browser_keys "$right"
next=$(basename "$(printf '%s\n' tests/abi/*.t | grep -A 1 '/object\.t' | tail -n 1)" .t)
js 'and right' "cell.sparc64.$next" 'return document.activeElement.id'
browser_js 'document.querySelector("tr[data-abi=sparc] th a").click(); return ""' >"$tmp/said"
js "an ABI's name opens its stub" true \
	'return "" + document.getElementById("abi.sparc").open'
picture stub

# Names, for who hears the page
js 'all that can be used has a name' '' 'return Array.from(document.querySelectorAll(
"a, input, select, summary, [role=region], [role=img], section")).filter(e =>
!(e.textContent.trim() || e.getAttribute("aria-label") || e.labels)).map(
e => e.outerHTML).join()'

# The least contrast of text, of all that is seen
contrast='function parts(c) { return c.match(/[0-9.]+/g).map(Number); }
function light(c) { var v = parts(c).slice(0, 3).map(x => { x /= 255;
return x > 0.04045 ? Math.pow((x + 0.055) / 1.055, 2.4) : x / 12.92; });
return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]; }
function back(e) { for (; e; e = e.parentElement) {
var c = getComputedStyle(e).backgroundColor, p = parts(c);
if (p.length === 3 || p[3] > 0) return c; } return "rgb(255, 255, 255)"; }
var least = 99, what = "", n = 0;
location.hash = "#log.sparc.object";
document.querySelectorAll("body *").forEach(e => {
if (!e.getClientRects().length || !Array.from(e.childNodes).some(c =>
c.nodeType === 3 ? c.data.trim() : false)) return;
var ink = e.closest("svg") ? getComputedStyle(e).fill : getComputedStyle(e).color;
var a = light(ink), b = light(back(e)); n++;
var r = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
if (least > r) { least = r; what = e.tagName + "." + e.className + " " + ink; } });
location.hash = "#";
return n > 500 ? least >= 4.5 ? "at least 4.5" : least + " " + what : "only " + n;'
for scheme in light dark; do
	browser_media prefers-color-scheme=$scheme prefers-reduced-motion=reduce
	js "$scheme: contrast" 'at least 4.5' "$contrast"
done
browser_js 'scrollTo(0, 0); return ""' >"$tmp/said"
picture dark
browser_media prefers-color-scheme=light prefers-reduced-motion=reduce

# A phone
for width in 360 768; do
	browser_size $width 780
	js "$width wide: only the table scrolls" "$width" \
		'return "" + document.documentElement.scrollWidth'
done
browser_size 360 780
js 'a row keeps its name in sight' true 'document.getElementById("matrix").scrollIntoView();
var t = document.querySelector(".scroll"), h = document.querySelector("tbody th");
t.scrollLeft = 500; return "" + (t.scrollLeft > 400 &&
Math.abs(h.getBoundingClientRect().left - t.getBoundingClientRect().left) < 4)'
picture phone

# Paper
browser_size 1280 900
browser_media type=print
js 'on paper: no filter, but what failed' 'none block none' \
	'return [".filter", ".log.failed", ".log.passed"].map(s =>
getComputedStyle(document.querySelector(s)).display).join(" ")'
browser_media prefers-color-scheme=light
browser_pdf "$tmp/page.pdf"
same 'it prints' '%PDF' "$(head -c 4 "$tmp/page.pdf")"
[ -z "${PICTURES-}" ] || cp "$tmp/page.pdf" "$PICTURES/page.pdf"

# What it said, and what it asked for
same 'the console is silent' '{"value":[]}' "$(browser_log browser)"
browser_log performance | sed 's/{"level"/\
&/g' | grep 'Network.requestWillBeSent\\"' |
	grep -o '"request\\":{.*' | sed 's/.*\\"url\\":\\"\([^\\"]*\).*/\1/' |
	sort -u >"$tmp/asked"
same 'nothing but the page is asked for' "file://$page" "$(cat "$tmp/asked")"
browser_stop
finish
