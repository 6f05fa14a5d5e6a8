# SPDX-License-Identifier: MIT
# One row of kernels.list, -v of=NAME, as assignments for sh.
END {
	if (failed)
		exit 1
	if (!(of in kernel_line))
		fault("kernels/kernels.list", "no row '" of "'; make " \
		    "list-kernels prints the names")
	print "KERNEL='" of "'"
	print "VERSION='" kernel_version[of] "'"
	for (f = 2; f <= kernel_count; f++)
		print toupper(kernel_fields[f]) "='" \
		    kernel_row[of, kernel_fields[f]] "'"
}
