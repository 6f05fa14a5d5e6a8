# SPDX-License-Identifier: MIT
#
# Reads a complete system call table of the kernel's tree, as text in awk for
# scripts/syscallhdr, scripts/syscalltbl and scripts/kernel-register. A row is
#
#   number abi name [entry [compat-entry [noreturn]]]
#
# and what is blank or begins with # is none. The table comes on stdin, its
# name in the environment's TABLE. read_row() takes a line and leaves
#   nr[i], tag[i], name[i], entry[i], compat[i], noreturn[i], line[i]
# for i = 1 .. rows; choose(LIST), in END, leaves in pick[1 .. picked] those i
# whose tag is in LIST (tag,tag,...; all if it is empty), in the table's order.
#
# A fault is one line on stderr with file, line, reason and remedy, and status
# 1. Some of what is refused, the kernel's scripts pass over in silence: a
# hexadecimal number, blanks before a row, a tag that no row has. Four such
# tags must pass, since the kernel's own build names them: eabi (arm), hexagon,
# 32 (arm64, for the table of its 32-bit programs), and 64 (s390 since those
# are gone there).

function fault(where, message)
{
	print where ": " message > "/dev/stderr"
	failed = 1
	exit 1
}

function here() { return ENVIRON["TABLE"] ":" NR }

function read_row(	what)
{
	if ($0 ~ /[^\t -~]/)
		fault(here(), "a byte that is not printable ASCII; remove it")
	if ($0 ~ /^[ \t]*(#|$)/)
		return 0
	if ($0 ~ /^[ \t]/)
		fault(here(), "blanks before the number; remove them")
	if ($1 !~ /^(0|[1-9][0-9]*)$/)
		fault(here(), "'" $1 "' is no number; write it in decimal, " \
		    "without leading zeros")
	if (length($1) > 5 || $1 + 0 > 65535)
		fault(here(), $1 " is out of range; take a number from 0 to " \
		    "65535")
	if (NF < 3 || NF > 6)
		fault(here(), "a row has 3 to 6 fields, this one " NF \
		    "; write: number abi name entry compat-entry noreturn")
	if ($2 !~ /^[A-Za-z0-9_]+$/)
		fault(here(), "'" $2 "' is no abi; write letters, digits and _")
	if ($3 !~ /^[A-Za-z_][A-Za-z0-9_]*$/)
		fault(here(), "'" $3 "' is no name of a system call; write a " \
		    "C identifier")
	for (what = 4; what <= 5 && what <= NF; what++)
		if ($what !~ /^([A-Za-z_][A-Za-z0-9_]*|-)$/)
			fault(here(), "'" $what "' is no entry point; write a " \
			    "C identifier")
	if (NF == 6 && $6 != "noreturn")
		fault(here(), "'" $6 "' in the last column; only noreturn " \
		    "can stand there")
	rows++
	nr[rows] = $1
	tag[rows] = $2
	name[rows] = $3
	entry[rows] = $4 == "-" ? "" : $4
	compat[rows] = $5 == "-" ? "" : $5
	noreturn[rows] = $6
	line[rows] = NR
	return rows
}

function choose(list,	n, i, j, last, want, wanted, has, tags, by_nr, by_name)
{
	if (failed)
		exit 1
	if (!rows)
		fault(ENVIRON["TABLE"], "no rows; is it a system call table?")
	for (i = 1; i <= rows; i++) {
		if (!(tag[i] in has))
			tags = tags " " tag[i]
		has[tag[i]] = 1
	}
	n = split(list, want, ",")
	for (i = 1; i <= n; i++) {
		if (!(want[i] in has) && want[i] !~ /^(32|64|eabi|hexagon)$/)
			fault(ENVIRON["TABLE"], "no row has the abi '" want[i] \
			    "' of --abis; choose from" tags)
		wanted[want[i]] = 1
	}
	for (i = 1; i <= rows; i++) {
		if (n && !(tag[i] in wanted))
			continue
		j = ENVIRON["TABLE"] ":" line[i]
		if (nr[i] + 0 < last + 0)
			fault(j, nr[i] " stands behind " last "; sort the " \
			    "rows by number")
		last = nr[i]
		if (nr[i] in by_nr)
			fault(j, nr[i] " is '" name[by_nr[nr[i]]] "' already, " \
			    "line " line[by_nr[nr[i]]] "; give '" name[i] \
			    "' another number")
		if (name[i] in by_name)
			fault(j, "'" name[i] "' has a row already, line " \
			    line[by_name[name[i]]] "; remove one")
		by_nr[nr[i]] = by_name[name[i]] = i
		pick[++picked] = i
	}
	if (!picked)
		fault(ENVIRON["TABLE"], "no row has the abi '" list "' of " \
		    "--abis; choose from" tags)
}
