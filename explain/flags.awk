# SPDX-License-Identifier: MIT
#
# The names of all flags, from include/sched.h and the comments there:
#
#   awk -f explain/flags.awk include/sched.h
#
# A line FLAG(name) each or, of what is above an int, FLAG64(name). Where a bit
# has two names, that of a flag which unshare takes (U, u) comes first. CSIGNAL,
# a mask, is left out. Status 1 and one line on stderr if there is a flag whose
# comment does not say who takes it.

function fault(message)
{
	print FILENAME ":" FNR ": " message > "/dev/stderr"
	failed = 1
	exit 1
}

/^#ifndef [A-Z].*\/\* / {
	name = $2
	sub(/^[^*]*\* [0-9.]+ /, "")
	if (!match($0, /^[C3U]+( [Uu][0-9.]+)?:/))
		fault(name " does not say since when and by whom: 5.6 3U: ...")
	takers = substr($0, 1, RLENGTH)
	next
}
$1 == "#define" && $2 == name && name != "CSIGNAL" {
	line = "FLAG" (/<</ ? "64" : "") "(" name ")"
	if (takers ~ /[Uu]/)
		first[++firsts] = line
	else
		rest[++rests] = line
}
END {
	if (failed)
		exit 1
	if (!firsts || !rests)
		fault("no flags here")
	print "#ifndef FLAG64\n#define FLAG64(name)\n#endif"
	for (i = 1; i <= firsts; i++)
		print first[i]
	for (i = 1; i <= rests; i++)
		print rest[i]
	print "#undef FLAG64"
}
