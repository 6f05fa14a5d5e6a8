# SPDX-License-Identifier: MIT
# Prints number and entry point of unshare in a kernel's table, of the rows with
# one of the environment's TAGS; stands behind scripts/kernel-table.awk, which
# reads the table and refuses what is none. Not every kernel has all tags.
{
	if (read_row())
		seen[tag[rows]] = 1
}
END {
	if (failed)
		exit 1
	n = split(ENVIRON["TAGS"], wanted, ",")
	list = ""
	for (i = 1; i <= n; i++)
		if (wanted[i] in seen)
			list = list (list == "" ? "" : ",") wanted[i]
	if (list == "")
		fault(ENVIRON["TABLE"], "no row has one of the tags " \
		    ENVIRON["TAGS"])
	choose(list)
	for (i = 1; i <= picked; i++)
		if (name[pick[i]] == "unshare")
			print nr[pick[i]], entry[pick[i]]
}
