# SPDX-License-Identifier: MIT
#
# Counts what a callee executes, from a trace of a program of caller.c:
#
#   qemu-ARCH -singlestep -d exec,nochain PROGRAM 2>&1 >/dev/null |
#	awk -v start=HEX -v size=HEX -v segments="HEX:HEX ..." \
#	    -f benchtests/count.awk
#
# start, size: of the section bench_caller; segments: the same of all that the
# program is loaded as. Prints the instructions of a call that succeeds and of
# one that fails. With -singlestep QEMU logs a line for each instruction that is
# executed. So a delay slot counts as what is in it; an annulled or nullified
# one, which is not executed, does not count; a packet of hexagon is one; a
# system call is its trap; what lies outside of the program (hppa's gateway page,
# i386's vDSO) is the kernel's. The second and third pair of calls must agree:
# status 1 and one line on stderr if not, or if the program has not come so far.

# The last 12 digits are enough, and exact in every awk's numbers.
function number(hex,	i, n)
{
	hex = tolower(substr(hex, length(hex) > 12 ? length(hex) - 11 : 1))
	for (i = 1; i <= length(hex); i++)
		n = n * 16 + index("0123456789abcdef", substr(hex, i, 1)) - 1
	return n
}

BEGIN {
	first = number(start)
	last = first + number(size)
	parts = split(segments, part, /[ :]/)
	for (i = 1; i < parts; i += 2) {
		from[i] = number(part[i])
		to[i] = from[i] + number(part[i + 1])
	}
}

function of_program(pc,	i)
{
	for (i in from)
		if (pc >= from[i] && pc < to[i])
			return 1
	return 0
}

/^Trace / {
	split($4, field, "/")
	pc = number(field[2])
	if (pc >= first && pc < last) {
		inside = 1
		if (outside)
			count[++calls] = outside
		outside = 0
	} else if (inside && of_program(pc)) {
		outside++
	}
	next
}

{ said = $0 }

END {
	if (calls >= 6 && count[3] == count[5] && count[4] == count[6]) {
		print count[3], count[4]
		exit
	}
	print (calls < 6 ? calls + 0 " calls of 6 came back" : \
		"the counts differ: " count[3] " " count[4] ", then " \
		count[5] " " count[6]) (said == "" ? "" : ": " said) \
		> "/dev/stderr"
	exit 1
}
