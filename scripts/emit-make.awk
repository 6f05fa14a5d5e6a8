# SPDX-License-Identifier: MIT
# Makes what the Makefile needs of the tables: ABIS, CALLS, and for each ABI
# its fields as <abi>.<field>, its line, <abi>.nr.<call>, <abi>.libc.<call>.
END {
	# Of that name there may be something in the environment.
	print "CALLS :="
	print "ABIS :="
	ready()
	for (j = 1; j <= calls; j++)
		print "CALLS += " call[j]
	for (i = 1; i <= abis; i++) {
		a = abi[i]
		print "ABIS += " a
		print a ".where := " registry ":" line_of[a]
		for (f = 1; f <= fields; f++)
			print a "." field_names[f] " := " row[a, field_names[f]]
		for (j = 1; j <= calls; j++) {
			print a ".nr." call[j] " := " number(a, call[j])
			print a ".libc." call[j] " := " libc_version(a, call[j])
		}
	}
	for (j = 1; j <= calls; j++)
		print "symbol." call[j] " := " symbol[call[j]]
}
