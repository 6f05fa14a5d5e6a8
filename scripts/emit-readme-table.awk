# SPDX-License-Identifier: MIT
# Makes the README's table of ABIs. The status is the registry's; the tests
# fail where it is not reached.
END {
	ready()
	print "| ABI | bits | endian | number | glibc's version | compilers | status |"
	print "| --- | --- | --- | --- | --- | --- | --- |"
	for (i = 1; i <= abis; i++) {
		a = abi[i]
		split(row[a, "cc"], cc, " ")
		split(row[a, "cc2"], cc2, " ")
		compilers = cc[1] (row[a, "cc2"] == "" ? "" : ", " cc2[1])
		if (row[a, "status"] == "runs")
			status = "runs (" (row[a, "machines"] ~ /x86_64/ ? \
			    "natively" : row[a, "emulator"]) ")"
		else if (row[a, "status"] == "builds")
			status = "builds"
		else {
			status = "written; no packaged compiler"
			compilers = "-"
		}
		print "| " a " | " row[a, "bits"] " | " row[a, "endian"] " | " \
		    number(a, "unshare") " | " \
		    (libc_version(a, "unshare") == "" ? "-" : \
		    libc_version(a, "unshare")) " | " compilers " | " status " |"
	}
}
