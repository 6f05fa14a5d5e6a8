# SPDX-License-Identifier: MIT
# Makes what the Makefile needs of kernels.list: KERNELS, and for each its
# fields as <name>.<field>. What the registry says of booting is kept here.
END {
	if (failed)
		exit 1
	for (i = 1; i <= kernels; i++) {
		n = split(kernel_row[kernel[i], "abis"], booted, " ")
		for (j = 1; j <= n; j++)
			boots[booted[j]]
	}
	for (i = 1; i <= abis; i++)
		if (row[abi[i], "status"] == "boots" && !(abi[i] in boots))
			fault(registry ":" line_of[abi[i]], "'" abi[i] "' is " \
			    "said to boot, and no kernel of kernels.list runs it")
	printf "KERNELS :="
	for (i = 1; i <= kernels; i++)
		printf " %s", kernel[i]
	print ""
	for (i = 1; i <= kernels; i++)
		for (f = 2; f <= kernel_count; f++)
			print kernel[i] "." kernel_fields[f] " := " \
			    kernel_row[kernel[i], kernel_fields[f]]
}
