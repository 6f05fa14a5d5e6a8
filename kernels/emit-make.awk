# SPDX-License-Identifier: MIT
# Makes what the Makefile needs of kernels.list: KERNELS, and for each its
# fields as <name>.<field>.
END {
	if (failed)
		exit 1
	for (i = 1; i <= kernels; i++) {
		print "KERNELS += " kernel[i]
		for (f = 2; f <= kernel_count; f++)
			print kernel[i] "." kernel_fields[f] " := " \
			    kernel_row[kernel[i], kernel_fields[f]]
	}
}
