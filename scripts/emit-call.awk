# SPDX-License-Identifier: MIT
# Makes the header that the build includes before a stub's template: what the
# row of the call named by -v of= says, in the preprocessor's words.
END {
	ready()
	print "#define SYSCALL_SYMBOL " symbol[of]
	print "#define SYSCALL_LOCAL __libunshare_" symbol[of]
	print "#define SYSCALL_LOCAL_COMPAT __libunshare_compat_" symbol[of]
	print "#define SYSCALL_DEFAULT " symbol[of] "@@" version[of]
	print "#define SYSCALL_NR LIBUNSHARE_NR_" of
	print "#define SYSCALL_NARGS " nargs[of]
	types = ""
	for (k = 1; k <= nargs[of]; k++)
		types = types (k > 1 ? ", " : "") arg_class[of, k]
	print "#define SYSCALL_TYPES " types
	print "#define SYSCALL_PROTOTYPE " prototype[of]
	print "#define SYSCALL_RETURN " result[of]
	print "#define SYSCALL_CALL " invocation(of)
}
