# SPDX-License-Identifier: MIT
#
# Two outputs of situations.c, native and of another ABI: what differs.
#
#   awk -F '\t' -v emulated=1 -f tests/explain/same.awk NATIVE OTHER
#
# Situation, flags and sentence are the same; errno values have other numbers.
# Under an emulator, which has threads of its own and no seccomp filter, some
# situations cannot be had, and in others it is the reason, and said to be so:
# but not in those that do not ask for what it refuses.

BEGIN {
	split("nothing,unknown bits,user,second NEWPID,32 pids deep,hidepid," \
	    "AppArmor,switched off,not built,malformed", list, ",")
	for (i in list)
		alike[list[i]]
}

FNR == 1 { file++ }
/^#/ { next }
file == 1 {
	native[$1, ++count[$1]] = $2 " " $4
	if ($3 ~ /^- /)
		impossible[$1]
	next
}
{
	other[$1]
	found = $2 " " $4
	if (found == native[$1, ++seen[$1]] || $1 in impossible)
		next
	if (emulated && $1 == "threads" && $4 ~ /, with those of the emulator qemu-/)
		next
	if (emulated && !($1 in alike) && $1 != "threads" && ($3 ~ /^- / ||
	    $4 ~ /more than one thread|emulator/))
		next
	print $1 ": " found ", not " native[$1, seen[$1]]
}
END {
	for (name in count)
		if (!(name in other))
			print name ": nothing is said"
}
