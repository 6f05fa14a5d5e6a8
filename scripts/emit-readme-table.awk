# SPDX-License-Identifier: MIT
# Makes the README's table of ABIs, from the registry and kernels.list. Both
# say what is done, and the tests fail where it is not reached.

# The versions of the kernels of that origin which run the ABI, as a list
function boots(a, origin,	i, j, k, v, n, seen, version, list)
{
	for (i = 1; i <= kernels; i++) {
		k = kernel[i]
		v = kernel_version[k]
		if (v in seen || kernel_row[k, "origin"] !~ "^" origin " " || \
		    index(" " kernel_row[k, "abis"] " ", " " a " ") == 0)
			continue
		seen[v]
		for (j = ++n; j > 1 && after(version[j - 1], v); j--)
			version[j] = version[j - 1]
		version[j] = v
	}
	for (j = 1; j <= n; j++)
		list = list (j == 1 ? "" : ", ") version[j]
	return n ? list : "-"
}
END {
	ready()
	print "| ABI | bits | endian | number | glibc's version | compilers " \
	    "| status | Debian's kernel | our kernel |"
	print "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
	for (i = 1; i <= abis; i++) {
		a = abi[i]
		split(row[a, "cc"], cc, " ")
		split(row[a, "cc2"], cc2, " ")
		compilers = cc[1] (row[a, "cc2"] == "" ? "" : ", " cc2[1])
		if (row[a, "status"] == "runs")
			status = "runs (" (row[a, "machines"] ~ /x86_64/ ? \
			    "natively" : row[a, "emulator"]) ")"
		else if (row[a, "status"] != "")
			status = row[a, "status"]
		else {
			status = "written; nothing compiles for it"
			compilers = "-"
		}
		if (row[a, "packages"] == "toolchain")
			compilers = compilers " (`make toolchain`)"
		print "| " a " | " row[a, "bits"] " | " row[a, "endian"] " | " \
		    number(a, "unshare") " | " \
		    (libc_version(a, "unshare") == "" ? "-" : \
		    libc_version(a, "unshare")) " | " compilers " | " status \
		    " | " boots(a, "packaged") " | " boots(a, "source") " |"
	}
}
