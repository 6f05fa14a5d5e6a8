# SPDX-License-Identifier: MIT
# Makes the linker's version script for the ABI named by -v of=. A version of
# libc's is empty there: the stub's .symver puts the symbol into it.
END {
	ready()
	for (j = 1; j <= calls; j++) {
		libc = libc_version(of, call[j])
		if (libc != "" && !(libc in node)) {
			node[libc]
			print libc " { };"
		}
	}
	for (j = 1; j <= calls; j++)
		globals[version[call[j]]] = globals[version[call[j]]] \
		    " " symbol[call[j]] ";"
	for (v in globals)
		print v " { global:" globals[v] " local: *; };"
}
