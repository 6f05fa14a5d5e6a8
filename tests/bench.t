#!/bin/sh
# SPDX-License-Identifier: MIT
# The benchmarks' own tools, on input made for them: what is counted and what
# is not, what they refuse, and the rows as a table and as JSON.
. tests/tap.sh

count()	# TRACE
{
	awk -v start=1000 -v size=100 \
		-v segments="1000:100 9000:100 ffffffff00002000:100 " \
		-f benchtests/count.awk "$1"
}

# calls A B...: the trace of a program that calls as many times, the callee
# executing A instructions, B ...; the caller is at 1000 to 10ff.
calls()
{
	echo "Trace 0: 0x7f00 [00000000/00009000/00000001/00000201] start"
	for n; do
		echo 'Trace 0: 0x7f00 [00000000/00001000/00000001/00000201] '
		while [ "$n" -gt 0 ]; do
			echo 'Trace 0: 0x7f00 [0/ffffffff00002000/0/0] callee'
			n=$((n - 1))
		done
		echo 'Trace 0: 0x7f00 [00000000/000010fc/00000001/00000201] '
	done
	echo "Trace 0: 0x7f00 [00000000/00009004/00000001/00000201] start"
}

calls 9 9 2 5 2 5 >"$tmp/trace"
same "the second and third pair of calls count" "2 5" "$(count "$tmp/trace")"
awk '{ print } /1000\// { sub("1000/", "0100/"); print }' "$tmp/trace" \
	>"$tmp/gateway"
same "what lies in page 0 is the kernel's" "2 5" "$(count "$tmp/gateway")"
awk '{ print } /1000\// { sub("1000/", "f7ff05e0/"); print }' "$tmp/trace" \
	>"$tmp/vdso"
same "so is what lies in none of the program's segments" "2 5" "$(count "$tmp/vdso")"
calls 2 5 2 5 3 5 >"$tmp/trace"
refuse "counts that differ are no counts" 'differ: 2 5, then 3 5' \
	count "$tmp/trace"
calls 2 5 2 5 2 >"$tmp/trace"
echo 'Segmentation fault' >>"$tmp/trace"
refuse "nor is what a program says that dies" \
	'^5 calls of 6 came back: Segmentation fault$' count "$tmp/trace"

mkdir "$tmp/arch"
echo ' * forced     6 (+r6 5, s390 4): one, two' >"$tmp/arch/sysdep.h"
same "the bound of most ABIs" 6 "$(benchtests/bound mips-o32 "$tmp/arch")"
same "of those whose name ends so" 5 \
	"$(benchtests/bound mipsel-o32+r6 "$tmp/arch")"
same "of the one that is named" 4 "$(benchtests/bound s390 "$tmp/arch")"
same "not of another that begins so" 6 "$(benchtests/bound s390x "$tmp/arch")"
echo ' * forced     the trap' >"$tmp/arch/sysdep.h"
refuse "an architecture without a number is told" 'no number behind forced' \
	benchtests/bound s390 "$tmp/arch"

refuse "a form that is not known is told" 'no form other$' env BUILD=x ABI=x \
	KHEADERS_FLAGS='' LDFLAGS='' benchtests/program caller other "$tmp/out"

cat >"$tmp/rows" <<'END'
peer musl 1.2 "x"
insns x asm 6 20
insns x glibc 12 -
bound x 6
size x asm 10 - 30 -
size x glibc 40 50 60 70
ns x musl static 0 ours/libc 0.990 0.980 1.000
END
same "rows as ratios" "x 1.000 0.500 - - - - 0.250 - - - -" \
	"$(awk -f benchtests/table.awk "$tmp/rows" | grep '^x' | head -n 1 |
	tr -s ' ')"
# A line that ends in \ goes on.
sed -e :a -e '/\\$/{N; s/\\\n[[:space:]]*//; ba}' >"$tmp/json" <<'END'
{
	"peers": [
		{"name": "musl", "version": "1.2 \"x\""}
	],
	"bound": [
		{"abi": "x", "success": 6}
	],
	"insns": [
		{"abi": "x", "form": "asm", "success": 6, "error": 20},
		{"abi": "x", "form": "glibc", "success": 12, "error": null}
	],
	"size": [
		{"abi": "x", "form": "asm", "stub": 10, \
			"archive": null, "shared": 30, "program": null},
		{"abi": "x", "form": "glibc", "stub": 40, \
			"archive": 50, "shared": 60, "program": 70}
	],
	"ns": [
		{"abi": "x", "libc": "musl", "linked": "static", "call": "0", \
			"form": "ours/libc", "median": 0.990, \
			"quartile1": 0.980, "quartile3": 1.000}
	]
}
END
awk -f benchtests/json.awk "$tmp/rows" >"$tmp/json.got"
check "rows as JSON" diff -u "$tmp/json" "$tmp/json.got"
finish
