# SPDX-License-Identifier: MIT
#
# Reads the project's tables and refuses what it does not understand:
#
#   awk -f scripts/tables.awk -f scripts/emit-<what>.awk \
#       abi/abis.list sysdeps/unix/sysv/linux/syscalls.list arch/.../*.tbl
#
# Leaves, for the END rule of emit-<what>.awk, which calls ready() first:
#   abi[i]          names in the order of the registry, i = 1 .. abis
#   row[name, f]    a field of its row, f as in field_names below; "" for none
#   call[j]         system calls in the order of syscalls.list, j = 1 .. calls
#   symbol[c], version[c], since[c], prototype[c], result[c]
#   nargs[c], arg_type[c, k], arg_class[c, k], arg_name[c, k]   k = 1 .. nargs
# and the functions number(name, c), libc_version(name, c), invocation(c).
#
# A fault is one line on stderr, with file, line and remedy, and status 1;
# the emitters then print nothing.

function fault(where, message)
{
	print where ": " message > "/dev/stderr"
	failed = 1
	exit 1
}

function here() { return FILENAME ":" FNR }

function trim(s)
{
	gsub(/^[ \t]+|[ \t]+$/, "", s)
	return s
}

function exists(path, line)
{
	return (getline line < path) >= 0 && close(path) == 0
}

function after(a, b,	x, y, i)	# is version a newer than b?
{
	split(a, x, ".")
	split(b, y, ".")
	for (i = 1; i <= 3; i++)
		if (x[i] + 0 != y[i] + 0)
			return x[i] + 0 > y[i] + 0
	return 0
}

BEGIN {
	fields = split("name sysdep table tags base bits endian glibc " \
	    "predicate cc cc2 ldflags libraries sysroot emulator machines karch " \
	    "status packages", field_names, " ")
	top = "sysdeps/unix/sysv/linux/"
}

/[^\t -~]/ { fault(here(), "a byte that is not printable ASCII; remove it") }
/^[ \t]*(#|$)/ { next }

FILENAME ~ /abis\.list$/ {
	if (split($0, got, "|") != fields)
		fault(here(), "a row has " fields " fields between |, this one " \
		    split($0, got, "|") "; see the comment above the rows")
	name = trim(got[1])
	for (i = 1; i <= fields; i++) {
		value = trim(got[i])
		if (value == "")
			fault(here(), "the " field_names[i] " of '" name \
			    "' is empty; write - for none")
		row[name, field_names[i]] = value == "-" ? "" : value
	}
	if (name !~ /^[a-z][a-z0-9_-]*(\+[a-z0-9]+)?$/)
		fault(here(), "'" name "' is no name: letters, digits, _ and " \
		    "-, then +variant")
	if (name in line_of)
		fault(here(), "'" name "' has a row already, line " \
		    line_of[name] "; remove one")
	line_of[name] = FNR
	registry = FILENAME
	abi[++abis] = name

	if (!exists(top row[name, "sysdep"] "/sysdep.h") ||
	    !exists(top row[name, "sysdep"] "/syscall.h"))
		fault(here(), "no " top row[name, "sysdep"] "/sysdep.h and " \
		    "syscall.h; write them, or mend the sysdep of '" name "'")
	if (!exists("arch/" row[name, "table"]))
		fault(here(), "no arch/" row[name, "table"] "; write it, or " \
		    "mend the table of '" name "'")
	if (row[name, "base"] !~ /^[0-9]+$/)
		fault(here(), "the base of '" name "' is '" row[name, "base"] \
		    "', not a number")
	if (row[name, "bits"] !~ /^(32|64)$/)
		fault(here(), "the bits of '" name "' are '" row[name, "bits"] \
		    "', neither 32 nor 64")
	if (row[name, "endian"] !~ /^(little|big)$/)
		fault(here(), "the endian of '" name "' is '" \
		    row[name, "endian"] "', neither little nor big")
	if (row[name, "glibc"] !~ /^([0-9]+\.[0-9.]+)?$/)
		fault(here(), "the glibc of '" name "' is '" \
		    row[name, "glibc"] "', not a version")
	if (row[name, "status"] !~ /^(runs|boots|builds)?$/)
		fault(here(), "the status of '" name "' is '" \
		    row[name, "status"] "', not runs, boots, builds or -")
	if (row[name, "libraries"] !~ /^a( so)?$/)
		fault(here(), "the libraries of '" name "' are '" \
		    row[name, "libraries"] "', neither a nor a so")
	if (row[name, "cc"] == "")
		fault(here(), "'" name "' has no compiler")
	if (row[name, "status"] != "" && row[name, "packages"] == "")
		fault(here(), "'" name "' is said to be built, and no package " \
		    "to build it with is named")
	if (row[name, "status"] == "runs" && row[name, "emulator"] == "")
		fault(here(), "'" name "' is said to run, and has no emulator")
	base_abi = name
	if (sub(/\+.*/, "", base_abi)) {
		if (!(base_abi in line_of))
			fault(here(), "'" name "' varies '" base_abi \
			    "', which has no row above it")
		if (row[name, "predicate"] != "")
			fault(here(), "'" name "' is a variant: its predicate " \
			    "is that of '" base_abi "', write -")
	} else if (row[name, "predicate"] == "") {
		fault(here(), "'" name "' has no predicate")
	}
	next
}

FILENAME ~ /syscalls\.list$/ {
	list = FILENAME
	if (NF < 5 || !match($0, /[^ \t]+[ \t]+[^ \t]+[ \t]+[^ \t]+[ \t]+[^ \t]+[ \t]+/))
		fault(here(), "a row is: name symbol version since prototype")
	if ($1 in symbol)
		fault(here(), "'" $1 "' has a row already; remove one")
	if ($1 !~ /^[a-z_][a-z0-9_]*$/ || $2 !~ /^[a-z_][a-z0-9_]*$/)
		fault(here(), "'" $1 "' and '" $2 "' must be C names")
	if ($3 !~ /^LIBUNSHARE_[0-9]+\.[0-9]+$/)
		fault(here(), "the version of '" $1 "' is '" $3 \
		    "', not LIBUNSHARE_x.y")
	if ($4 !~ /^([0-9]+\.[0-9.]+|-)$/)
		fault(here(), "the glibc that brought '" $1 "' is '" $4 \
		    "', not a version or -")
	call[++calls] = $1
	symbol[$1] = $2
	version[$1] = $3
	since[$1] = $4 == "-" ? "" : $4
	parse_prototype($1, substr($0, RSTART + RLENGTH))
	next
}

function parse_prototype(c, text,	n, k, parts, type, id)
{
	prototype[c] = text
	if (!match(text, /\(.*\)$/) ||
	    text !~ "^(int|long) " symbol[c] "\\(")
		fault(here(), "'" text "' is no prototype of '" symbol[c] \
		    "': int or long " symbol[c] "(type name, ...)")
	result[c] = text
	sub(/ .*/, "", result[c])
	text = substr(text, RSTART + 1, RLENGTH - 2)
	nargs[c] = n = text == "void" ? 0 : split(text, parts, ",")
	if (text == "" || n > 6)
		fault(here(), "'" symbol[c] "' takes " n " arguments; a " \
		    "system call has 0 (void) to 6")
	for (k = 1; k <= n; k++) {
		type = trim(parts[k])
		if (!match(type, /[A-Za-z_][A-Za-z0-9_]*$/) || RSTART == 1)
			fault(here(), "argument " k " of '" symbol[c] "' is '" \
			    type "': a type and a name are needed")
		id = substr(type, RSTART)
		type = trim(substr(type, 1, RSTART - 1))
		arg_name[c, k] = id
		arg_type[c, k] = type
		if (type ~ /\*$/)
			arg_class[c, k] = "pointer"
		else if (type == "int")
			arg_class[c, k] = "int"
		else if (type ~ /^unsigned( int)?$/)
			arg_class[c, k] = "unsigned"
		else if (type ~ /^(unsigned )?long$|^s?size_t$/)
			arg_class[c, k] = "long"
		else
			fault(here(), "argument " k " of '" symbol[c] \
			    "' is of type '" type "': only int, unsigned, " \
			    "long, size_t and pointers have a rule")
	}
}

FILENAME ~ /\.tbl$/ {
	tbl = FILENAME
	sub(/^arch\//, "", tbl)
	if (NF < 3 || NF > 6)
		fault(here(), "a row is: number abi name entry-point, " \
		    "as in the kernel's tables")
	if ($1 !~ /^[0-9]+$/)
		fault(here(), "'" $1 "' is not a number")
	if ($3 !~ /^[a-z_][a-z0-9_]*$/)
		fault(here(), "'" $3 "' is no name of a system call")
	if (NF > 3 && $4 !~ /^sys_[a-z0-9_]+$/)
		fault(here(), "'" $4 "' is no entry point: sys_...")
	if ((tbl, $2, $3) in nr)
		fault(here(), "'" $3 "' has a row for " $2 " already; " \
		    "remove one")
	if ((tbl, $2, $1) in taken)
		fault(here(), $1 " is '" taken[tbl, $2, $1] "' already; " \
		    "mend the number of '" $3 "'")
	if ($1 + 0 < last[tbl] + 0)
		fault(here(), $1 " stands behind " last[tbl] "; the rows are " \
		    "sorted by number")
	last[tbl] = $1
	taken[tbl, $2, $1] = $3
	nr[tbl, $2, $3] = $1
	next
}

{ fault(here(), "neither abis.list nor syscalls.list nor a .tbl") }

# The number of call c on an ABI, with what the ABI adds to its table's.
function number(name, c,	n, i, tag)
{
	n = split(row[name, "tags"], tag, ",")
	for (i = 1; i <= n; i++)
		if ((row[name, "table"], tag[i], c) in nr)
			return row[name, "base"] + \
			    nr[row[name, "table"], tag[i], c]
	fault("arch/" row[name, "table"], "no row for '" c "' with one of the " \
	    "tags " row[name, "tags"] ", which '" name "' needs")
}

# The version under which glibc has the call there; "" if it has not.
function libc_version(name, c)
{
	if (row[name, "glibc"] == "" || since[c] == "")
		return ""
	return "GLIBC_" (after(since[c], row[name, "glibc"]) ? \
	    since[c] : row[name, "glibc"])
}

# The C expression that makes system call c, for the emitters that need it.
function invocation(c,	text, k)
{
	text = "libunshare_syscall" nargs[c] "(LIBUNSHARE_NR_" c
	for (k = 1; k <= nargs[c]; k++)
		text = text ", " (arg_class[c, k] == "pointer" ? \
		    "(libunshare_word)(unsigned long)" : "") arg_name[c, k]
	return text ")"
}

function ready(	i, j)
{
	if (failed)
		exit 1
	if (!abis)
		fault("abi/abis.list", "no rows")
	if (!calls)
		fault("syscalls.list", "no rows")
	for (i = 1; i <= abis; i++)
		for (j = 1; j <= calls; j++)
			if (number(abi[i], call[j]) == "")
				exit 1
}
