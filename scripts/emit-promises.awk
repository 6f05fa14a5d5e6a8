# SPDX-License-Identifier: MIT
# Makes the table that libunshare-abicheck reads: one promise or ABI a line,
# with tabs between the fields and "-" for none.
#
#   flag NAME VALUE SINCE TAKERS          as include/sched.h has them
#   abi NAME BITS ENDIAN NUMBER BASE TABLE TAGS LIBC_VERSION WIDENS SYSDEP
#       KARCH MACHINES CC EMULATOR SYSROOT PACKAGES LDFLAGS
# BASE is what the ABI adds to the number in TABLE; WIDENS says whether the stub has to
# extend an int.

function none(text)
{
	return text == "" ? "-" : text
}

END {
	ready()
	read_elf()
	read_flags()
	n = lines_of("abicheck/code.list")
	for (i = 1; i <= n; i++) {
		split(line[i], words, "\t")
		if (words[3] == "widen")
			widens[words[1]] = 1
	}
	OFS = "\t"
	for (i = 1; i <= flags; i++)
		print "flag", flag[i], flag_hex[i], flag_since[i], takers[i]
	for (i = 1; i <= abis; i++) {
		a = abi[i]
		b = a
		sub(/\+.*/, "", b)
		print "abi", a, row[a, "bits"], row[a, "endian"], \
		    number(a, "unshare"), row[a, "base"], row[a, "table"], \
		    row[a, "tags"], none(libc_version(a, "unshare")), \
		    (code_set[b] in widens) ? "yes" : "no", row[a, "sysdep"], \
		    row[a, "karch"], none(row[a, "machines"]), \
		    row[a, "cc"], none(row[a, "emulator"]), \
		    none(row[a, "sysroot"]), none(row[a, "packages"]), \
		    none(row[a, "ldflags"])
	}
}
