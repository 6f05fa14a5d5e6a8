# SPDX-License-Identifier: MIT
#
# Reads kernels/kernels.list, whose head says what is in it, and refuses what
# it does not understand. To be given before scripts/tables.awk, whose
# functions it takes, and with the registry before the list:
#
#   awk -f kernels/kernels.awk -f scripts/tables.awk -f kernels/emit-<what>.awk \
#       abi/abis.list kernels/kernels.list
#
# Leaves, for the END rule of emit-<what>.awk, which first ends if failed is
# set:
#   kernel[i]             names in the order of the list, i = 1 .. kernels
#   kernel_row[name, f]   a field of its row, f as in kernel_fields below
#   kernel_version[name]  what its uname -r begins with

BEGIN {
	kernel_count = split("name origin qemu append abis packages", \
	    kernel_fields, " ")
}

FILENAME ~ /kernels\.list$/ {
	if (/[^\t -~]/)
		fault(here(), "a byte that is not printable ASCII; remove it")
	if (/^[ \t]*(#|$)/)
		next
	if (/'/)
		fault(here(), "a quote; the fields go to sh in quotes")
	read_kernel(split($0, got, "|"))
	next
}

function read_kernel(count,	f, name, value)
{
	if (count != kernel_count)
		fault(here(), "a row has " kernel_count " fields between |, " \
		    "this one " count "; see the comment above the rows")
	name = trim(got[1])
	for (f = 1; f <= kernel_count; f++) {
		value = trim(got[f])
		if (value == "")
			fault(here(), "the " kernel_fields[f] " of '" name \
			    "' is empty" (kernel_fields[f] == "append" ? \
			    "; write - for none" : ""))
		kernel_row[name, kernel_fields[f]] = value
	}
	if (name !~ /^[a-z][a-z0-9_]*(-[a-z][a-z0-9_]*)*-[0-9]+\.[0-9]+$/)
		fault(here(), "'" name "' is no name of a kernel: " \
		    "<what>-<version>, such as arm64-7.2")
	if (name in kernel_line)
		fault(here(), "'" name "' has a row already, line " \
		    kernel_line[name] "; remove one")
	kernel_line[name] = FNR
	kernel[++kernels] = name
	kernel_version[name] = name
	sub(/^.*-/, "", kernel_version[name])
	if (kernel_row[name, "append"] == "-")
		kernel_row[name, "append"] = ""
	check_origin(name, kernel_row[name, "origin"])
	if (kernel_row[name, "qemu"] !~ /^qemu-system-[a-z0-9_]+( |$)/)
		fault(here(), "the qemu of '" name "' is '" \
		    kernel_row[name, "qemu"] "', not a qemu-system-... command")
	check_abis(name, kernel_row[name, "abis"])
}

function check_origin(name, origin,	n, word)
{
	n = split(origin, word, " ")
	if (!(word[1] == "packaged" && n == 4) && \
	    !(word[1] == "source" && n == 2))
		fault(here(), "the origin of '" name "' is '" origin \
		    "', neither packaged RELEASE ARCH PATTERN nor source CONFIG")
}

function check_abis(name, abis,	n, i, a, seen)
{
	n = split(abis, a, " ")
	for (i = 1; i <= n; i++) {
		if (!(a[i] in line_of))
			fault(here(), "'" name "' is said to run '" a[i] \
			    "', which has no row in the registry")
		if (row[a[i], "status"] == "")
			fault(here(), "'" name "' is said to run '" a[i] \
			    "', which has no compiler to make programs with")
		if (a[i] in seen)
			fault(here(), "'" name "' names '" a[i] "' twice")
		seen[a[i]]
	}
}
