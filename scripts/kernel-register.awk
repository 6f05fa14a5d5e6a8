# SPDX-License-Identifier: MIT
#
# One file of a kernel's tree, with our rows or without them: what
# scripts/kernel-register runs, behind scripts/kernel-table.awk, for each.
#
# The file comes on stdin and leaves on stdout. From the environment: FILE and
# TABLE, its name in the tree and in messages; ROWS, our table; MODE, apply or
# remove; REPORT, where a line "FILE: number name there|missing" is added for
# each of our rows. A .h is a header (#define __NR_name number, and behind it
# __SYSCALL(__NR_name, entry)), all else a table.
# Status 1 and one line on stderr if a row of ours does not fit.

BEGIN {
	while ((got = (getline text < ENVIRON["ROWS"])) > 0) {
		n = split(text, f, " ")
		if (text ~ /^[ \t]*(#|$)/)
			continue
		if (n < 4 || f[1] !~ /^[0-9]+$/)
			fault(ENVIRON["ROWS"], "'" text "' is no row of ours; " \
			    "write: number abi name entry")
		ours++
		our_nr[ours] = f[1]
		our_tag[ours] = f[2]
		our_name[ours] = f[3]
		our_entry[ours] = f[4]
		our_compat[ours] = f[5]
		our_text[ours] = text
	}
	if (got < 0 || !ours)
		fault(ENVIRON["ROWS"], "no rows")
	header = ENVIRON["FILE"] ~ /\.h$/
}

{ kept[NR] = $0 }

!header && read_row() {
	end[rows] = NR
	if (NF > columns)
		columns = NF
	next
}

# The preprocessor's depth behind each line: a row is not put between #if and
# #endif, unless all of them are.
header && /^#[ \t]*if/ { level++ }
header && /^#[ \t]*endif/ { level-- }
header { depth[NR] = level }

header && continued {
	end[rows] = NR
	continued = /\\$/
	next
}
header && /^#define[ \t]+__NR(3264)?_[a-z0-9_]+[ \t]+[0-9]+[ \t]*$/ {
	sub(/^__NR(3264)?_/, "", $2)
	if ($2 !~ /^(compat_)?syscalls$/)
		define($2, $3, "")
	next
}
header && /^__S[A-Z0-9_]+\(__NR(3264)?_[a-z0-9_]+,/ {
	split($0, f, /[(), \t]+/)
	sub(/^__NR(3264)?_/, "", f[2])
	if (rows && f[2] == name[rows]) {
		entry[rows] = f[3]
		end[rows] = NR
		continued = /\\$/
	}
	next
}
header && /^__SYSCALL\([0-9]+,/ {
	split($0, f, /[(), \t]+/)
	define("", f[2], f[3])
}

function define(what, number, where)
{
	rows++
	name[rows] = what
	nr[rows] = number
	entry[rows] = where
	tag[rows] = "common"
	line[rows] = end[rows] = NR
	if (rows == 1)
		base = level + 0
}

# Where field n of a line begins on a screen with tabs of 8
function column_of(s, n,	i, at, blank, c)
{
	blank = 1
	for (i = 1; i <= length(s); i++) {
		c = substr(s, i, 1)
		if (c != " " && c != "\t" && blank && --n == 0)
			return at + 0
		blank = c == " " || c == "\t"
		at = c == "\t" ? at - at % 8 + 8 : at + 1
	}
	return -1
}

# Our row as this file writes it: as it stands with us, unless the table has
# no column for a compat entry; then in columns of tabs.
function format(k,	s, i, c, seen, best)
{
	if (header)
		return "#define __NR_" our_name[k] " " our_nr[k] "\n" \
		    "__SYSCALL(__NR_" our_name[k] ", " our_entry[k] ")"
	if (our_compat[k] == "" || columns > 4)
		return our_text[k]
	for (i = 1; i <= rows; i++) {
		c = column_of(kept[line[i]], 4)
		if (c >= 0 && ++seen[c] > seen[best] + 0)
			best = c
	}
	s = our_nr[k] "\t" our_tag[k] "\t" our_name[k] "\t"
	while (column_of(s "x", 4) < best + 0)
		s = s "\t"
	return s our_entry[k]
}

# A table that is out of order, for an ABI that it serves, is not one that the
# kernel reads: our row would have no place.
function must_be_sorted(	i, t, last)
{
	for (i = 1; i <= rows; i++) {
		for (t in last)
			if ((t == tag[i] || t == "common" || \
			    tag[i] == "common") && nr[i] + 0 < last[t])
				fault(ENVIRON["TABLE"] ":" line[i], nr[i] \
				    " stands behind " last[t] "; sort the " \
				    "rows by number")
		last[tag[i]] = nr[i] + 0
	}
}

# Line of the row that is ours; 0 if there is none. Another row of the same
# number or name, on an ABI that sees both, leaves no place for it.
function find(k,	i, found, where)
{
	for (i = 1; i <= rows; i++) {
		if (tag[i] != our_tag[k] && tag[i] != "common" &&
		    our_tag[k] != "common" && !header)
			continue
		where = ENVIRON["TABLE"] ":" line[i]
		if (name[i] != our_name[k]) {
			if (nr[i] == our_nr[k] + 0)
				fault(where, nr[i] " is taken by '" \
				    (name[i] == "" ? entry[i] : name[i]) \
				    "'; it is the number of '" our_name[k] \
				    "', give that row another")
			continue
		}
		if (nr[i] != our_nr[k] + 0)
			fault(where, "'" name[i] "' has the number " nr[i] \
			    " here and not " our_nr[k] "; remove that row")
		if (found)
			fault(where, "a second row for '" name[i] \
			    "'; remove one")
		if (!header && tag[i] != our_tag[k])
			fault(where, "'" name[i] "' is for the abi '" tag[i] \
			    "' here and not '" our_tag[k] "'; remove that row")
		if (entry[i] != our_entry[k])
			fault(where, "'" name[i] "' enters at '" entry[i] \
			    "' here and not at '" our_entry[k] \
			    "'; remove that row")
		found = i
	}
	return found
}

# The line behind which a number has its place
function place(number,	i, best, at)
{
	for (i = 1; i <= rows; i++)
		if (nr[i] + 0 <= number + 0 && (!best || nr[i] + 0 >= nr[best] + 0))
			best = i
	if (!best)
		return line[1] - 1
	at = end[best]
	while (header && depth[at] > base && at < NR)
		at++
	return at
}

END {
	if (failed)
		exit 1
	if (!rows)
		fault(ENVIRON["TABLE"], "no system calls; is the tree whole?")
	if (!header)
		must_be_sorted()
	for (k = 1; k <= ours; k++) {
		i = find(k)
		print ENVIRON["FILE"] ": " our_nr[k], our_name[k], \
		    i ? "there" : "missing" >> ENVIRON["REPORT"]
		if (ENVIRON["MODE"] == "apply" && !i) {
			at = place(our_nr[k])
			insert[at] = insert[at] format(k) "\n"
		}
		if (ENVIRON["MODE"] == "remove" && i)
			for (at = line[i]; at <= end[i]; at++)
				dropped[at] = 1
	}
	printf "%s", insert[0]
	for (at = 1; at <= NR; at++) {
		if (!(at in dropped))
			print kept[at]
		printf "%s", insert[at]
	}
}
