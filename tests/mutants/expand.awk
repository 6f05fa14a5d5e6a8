# SPDX-License-Identifier: MIT
#
# The mutants of one ABI, each as a line name|files|remade|seen|edit:
#
#   awk -v abi=ABI -v number=N -v only='NAME ...' -f expand.awk \
#       abi/abis.list instructions.list mutants.list
#
# number is that of the call; only names the mutants, and is empty for all. A
# fault in a list is one line on stderr, and status 1.

function fault(message)
{
	print FILENAME ":" FNR ": " message > "/dev/stderr"
	failed = 1
	exit 1
}

function fill(text, name, value,	i)
{
	name = "@" name "@"
	while (i = index(text, name))
		text = substr(text, 1, i - 1) value \
		    substr(text, i + length(name))
	return text
}

# Does a mutant with this second field concern the ABI?
function applies(where,	word, n, i, named, is)
{
	if (where == "*")
		return 1
	n = split(where, word, " ")
	named = where ~ /^(so|libc|so libc)$/ || where ~ /!/
	for (i = 1; i <= n; i++) {
		if (word[i] == "so" && libraries !~ /so/ ||
		    word[i] == "libc" && sysroot == "-" ||
		    word[i] == "!" sysdep)
			return 0
		named = named || word[i] == sysdep
	}
	return named
}

BEGIN { instructions = split("ZERO CLOBBER STACK INVERT", name, " ") }
/^ *(#|$)/ { next }
{
	fields = split($0, field, / *\| +/)
	sub(/ +$/, "", field[fields])
}
FILENAME ~ /abis\.list$/ {
	if (field[1] == abi) {
		sysdep = field[2]
		variant = abi
		sub(/^[^+]*/, "", variant)
		table = field[3]
		number -= field[5]
		libraries = field[13]
		sysroot = field[14]
	}
	next
}
FILENAME ~ /instructions\.list$/ {
	if (fields != instructions + 1)
		fault("a row has " instructions + 1 " fields, this one " \
		    fields)
	if (field[1] == sysdep || field[1] == sysdep variant) {
		described = 1
		for (i = 1; i <= instructions; i++)
			value[name[i]] = field[i + 1]
	}
	next
}
/^\[.*]$/ {
	gsub(/^\[|]$/, "")
	if (split($0, about, / *\| +/) != 3)
		fault("files, remade, seen belong into the brackets")
	next
}
!(1 in about) { fault("no line in brackets stands above") }
fields != 3 {
	fault("a row has 3 fields, this one " fields)
}
(only == "" || index(" " only " ", " " field[1] " ")) && applies(field[2]) {
	if (!described)
		fault("instructions.list has no row for " sysdep)
	value["LINUX"] = "sysdeps/unix/sysv/linux"
	value["SYSDEP"] = "sysdeps/unix/sysv/linux/" sysdep
	value["TABLE"] = table
	value["ABI"] = abi
	value["NR"] = number
	value["NEXT"] = number + 1
	value["PREVIOUS"] = number - 1
	value["OTHER"] = number == 272 ? 97 : 272
	line = field[1] "|" about[1] "|" about[2] "|" about[3] "|" field[3]
	for (v in value)
		line = fill(line, v, value[v])
	if (match(line, /@[A-Z]+@/))
		fault("unknown: " substr(line, RSTART, RLENGTH))
	print line
	found++
}
END {
	if (!failed && only != "" && !found) {
		print "no mutant of " abi " is named " only > "/dev/stderr"
		exit 1
	}
}
