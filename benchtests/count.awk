# SPDX-License-Identifier: MIT
#
# Counts what a callee executes, from a trace of a program of caller.c:
#
#   qemu-ARCH -singlestep -d exec,nochain PROGRAM 2>&1 >/dev/null |
#	awk -v start=HEX -v size=HEX -f benchtests/count.awk
#
# start, size: of the section bench_caller. Prints the instructions of a call
# that succeeds and of one that fails. With -singlestep QEMU logs a line for
# each instruction that is executed. So a delay slot counts as what is in it; an
# annulled or nullified one, which is not executed, does not count; a packet of
# hexagon is one; a system call is its trap; what lies in page 0 (hppa's gateway
# page) is the kernel's. The second and third pair of calls must agree: status 1
# and one line on stderr if not, or if the program has not come so far.

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
}

/^Trace / {
	split($4, field, "/")
	pc = number(field[2])
	if (pc >= first && pc < last) {
		inside = 1
		if (outside)
			count[++calls] = outside
		outside = 0
	} else if (inside && pc >= 4096) {
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
