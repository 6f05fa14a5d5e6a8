# SPDX-License-Identifier: MIT
# Makes <libunshare/calls.h>: the inline call <symbol>_raw of each row of
# syscalls.list.
END {
	ready()
	print "/* SPDX-License-Identifier: MIT */"
	print "/*"
	print " * Made from syscalls.list: do not edit. The inline calls: the"
	print " * arguments of the function that they are named after; the"
	print " * kernel's answer, or -errno; errno itself is not touched."
	print " */"
	print "#ifndef LIBUNSHARE_CALLS_H"
	print "#define LIBUNSHARE_CALLS_H"
	print "#if defined __GNUC__"
	print "# pragma GCC system_header"
	print "#endif"
	print "#include <libunshare/inline-syscall.h>"
	for (j = 1; j <= calls; j++) {
		c = call[j]
		name = prototype[c]
		sub(/\(/, "_raw(", name)
		print ""
		print "static __inline__ " name
		print "{"
		print "\treturn (" result[c] ")" invocation(c) ";"
		print "}"
	}
	print "#endif"
}
