# SPDX-License-Identifier: MIT
# Makes <libunshare/abi.h>: which ABI the compiler makes code for, where its
# description is, and its numbers.
END {
	ready()
	print "/* SPDX-License-Identifier: MIT */"
	print "/*"
	print " * Made from abi/abis.list and the kernel's tables: do not edit."
	print " * LIBUNSHARE_ABI          the name of the ABI, a string"
	print " * LIBUNSHARE_SYSDEP       the header that describes it"
	print " * LIBUNSHARE_NR_<name>    the number of a system call"
	print " */"
	print "#ifndef LIBUNSHARE_ABI"
	for (i = 1; i <= abis; i++) {
		if (row[abi[i], "predicate"] == "")
			continue
		print (i == 1 ? "#if " : "#elif ") row[abi[i], "predicate"]
		print "# define LIBUNSHARE_ABI \"" abi[i] "\""
		print "# define LIBUNSHARE_SYSDEP \"" row[abi[i], "sysdep"] \
		    "/syscall.h\""
		for (j = 1; j <= calls; j++)
			print "# define LIBUNSHARE_NR_" call[j] " " \
			    number(abi[i], call[j])
	}
	print "#else"
	print "# error \"libunshare: no row of abi/abis.list describes this " \
	    "compiler and its flags\""
	print "#endif"
	print "#endif"
}
