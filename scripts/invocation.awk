# SPDX-License-Identifier: MIT
# The C expression that makes system call c, for the emitters that need it.
function invocation(c,	text, k)
{
	text = "libunshare_syscall" nargs[c] "(LIBUNSHARE_NR_" c
	for (k = 1; k <= nargs[c]; k++)
		text = text ", " (arg_class[c, k] == "pointer" ? \
		    "(libunshare_word)(unsigned long)" : "") arg_name[c, k]
	return text ")"
}
