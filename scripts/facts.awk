# SPDX-License-Identifier: MIT
#
# What emitters need beside the tables that scripts/tables.awk reads; stands
# between it and them on awk's command line. Each function reads a file once.
#
# read_flags()  include/sched.h. Leaves, in its order, i = 1 .. flags:
#   flag[i], flag_value[i] as the header writes it, flag_hex[i] and flag_dec[i],
#   flag_since[i] the kernel that brought it, takers[i] of "C3Uu" (see there),
#   unshare_since[i], flag_text[i] what it does
# read_elf()    abicheck/elf.list. Leaves machine[abi], elf_mask[abi],
#   elf_flags[abi], code_set[abi]
# read_sysdep(DIR)  the opening list of DIR's sysdep.h, and the registers that
#   its syscall.h names. Leaves said[DIR, word], register[DIR, n], where n is NR,
#   RESULT or 1 to 6, and property[DIR] with property_value[DIR], "" for none

function lines_of(path,	n, text)
{
	n = 0
	while ((getline text < path) > 0)
		line[++n] = text
	close(path)
	if (!n)
		fault(path, "cannot be read; run this from the top of the tree")
	return n
}

# mawk's printf %x and integers end at 2^31; powers of two do not.
function hex(n,	digits, digit)
{
	digits = ""
	do {
		digit = n % 16
		digits = substr("0123456789abcdef", digit + 1, 1) digits
		n = (n - digit) / 16
	} while (n > 0)
	return "0x" digits
}

function value_of(text,	i, sum, parts)
{
	if (text ~ /^\(1ULL << [0-9]+\)$/) {
		split(text, parts, /[ )]/)
		return 2 ^ parts[3]
	}
	if (text !~ /^0x[0-9a-f]+$/)
		return ""
	sum = 0
	for (i = 3; i <= length(text); i++)
		sum = sum * 16 - 1 + \
		    index("0123456789abcdef", substr(text, i, 1))
	return sum
}

function read_flags(	n, i, text, what, path, words)
{
	if (flags)
		return
	path = "include/sched.h"
	n = lines_of(path)
	for (i = 1; i <= n; i++) {
		if (line[i] !~ /^#ifndef (CSIGNAL|CLONE_|UNSHARE_)/)
			continue
		if (line[i] !~ /^#ifndef [A-Z_]+[ \t]+\/\* [0-9.]+ [C3Uu][C3Uu0-9. ]*: .*\*\/$/)
			fault(path ":" i, "not a flag with its comment: first " \
			    "kernel, who takes it, colon, what it does")
		split(line[i], words, " ")
		what = line[i]
		sub(/^[^*]*\* /, "", what)
		sub(/ *\*\/$/, "", what)
		flag[++flags] = words[2]
		split(what, words, " ")
		flag_since[flags] = words[1]
		takers[flags] = what
		sub(/^[^ ]* /, "", takers[flags])
		sub(/:.*/, "", takers[flags])
		gsub(/ /, "", takers[flags])
		unshare_since[flags] = ""
		if (match(takers[flags], /[Uu]/)) {
			unshare_since[flags] = substr(takers[flags], RSTART + 1)
			if (unshare_since[flags] == "")
				unshare_since[flags] = words[1]
			takers[flags] = substr(takers[flags], 1, RSTART)
		}
		sub(/^[^:]*: /, "", what)
		flag_text[flags] = what
		if (line[i + 1] !~ "^#define " flag[flags] "[ \t]")
			fault(path ":" i + 1, "no #define of '" flag[flags] \
			    "' here; put it below its #ifndef")
		text = line[i + 1]
		sub(/^#define [A-Z_]+[ \t]+/, "", text)
		flag_value[flags] = text
		flag_dec[flags] = value_of(text)
		if (flag_dec[flags] == "")
			fault(path ":" i + 1, "'" text "' is no value: write " \
			    "0x... or (1ULL << n)")
		flag_hex[flags] = hex(flag_dec[flags])
	}
	if (!flags)
		fault(path, "no flags: each is an #ifndef with a comment")
}

function read_elf(	n, i, words, path)
{
	path = "abicheck/elf.list"
	n = lines_of(path)
	for (i = 1; i <= n; i++) {
		if (line[i] ~ /^#/)
			continue
		if (split(line[i], words, /\t+/) != 5)
			fault(path ":" i, "a row has five fields; see above")
		if (!(words[1] in line_of))
			fault(path ":" i, "'" words[1] "' is no ABI of " \
			    registry)
		machine[words[1]] = words[2]
		elf_mask[words[1]] = words[3]
		elf_flags[words[1]] = words[4]
		code_set[words[1]] = words[5] == "-" ? "" : words[5]
	}
	for (i = 1; i <= abis; i++)
		if (abi[i] !~ /\+/ && !(abi[i] in machine))
			fault(path, "no row for '" abi[i] "'; write one")
}

function read_sysdep(dir,	n, i, word, words, text, key)
{
	if (dir in property)
		return
	property[dir] = property_value[dir] = ""
	n = lines_of(top dir "/sysdep.h")
	for (i = 1; i <= n && line[i] != " */"; i++) {
		if (match(line[i], /^ \* [a-z]+  +/)) {
			split(line[i], words, " ")
			word = words[2]
			said[dir, word] = substr(line[i], RLENGTH + 1)
		} else if (line[i] ~ /^ \*     / && word != "") {
			text = line[i]
			sub(/^ \* +/, "", text)
			said[dir, word] = said[dir, word] " " text
		} else {
			word = ""
		}
	}
	for (; i <= n; i++)
		if (line[i] ~ /^#define SYSDEP_PROPERTY /) {
			split(line[i], words, /[ ,\t]+/)
			property[dir] = words[3]
			property_value[dir] = words[5]
		}
	n = lines_of(top dir "/syscall.h")
	for (i = 1; i <= n; i++)
		if (line[i] ~ /^# ?define LIBUNSHARE_REG_/) {
			key = line[i]
			sub(/.*LIBUNSHARE_REG_/, "", key)
			split(key, words, /[ "]+/)
			register[dir, words[1]] = words[2]
		}
}
