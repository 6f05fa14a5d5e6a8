# SPDX-License-Identifier: MIT
#
# For scripts/abi-baseline: the promises, of what compiler and binutils say.
#
#   awk -v own=FILE -v common=FILE -v stub=NAME -v whole=NAME -v endian=little|big \
#       -f abi-baseline.awk part=source FILE part=elf FILE part=machine FILE part=code FILE
#
# The parts are the headers as the preprocessor leaves them; what readelf prints
# of the archive, the stub, what is loaded (`whole`, which may be the stub), and
# the object of abi-probe.h; the two bytes of e_machine; the disassembled stub.
# Of what a linker makes up, by which code finds its tables, nothing is a need.

function hex(digits,	value, i)
{
	for (i = 1; i <= length(digits); i++)
		value = value * 16 + index("123456789abcdef", substr(digits, i, 1))
	return value
}

# One line of `list`, by lines; in the order of their keys, where they have some
function add(list, line, key)
{
	lines[list, ++count[list]] = line
	keys[list, count[list]] = key
}

function sort(list,	i, j, line, key)
{
	for (i = 2; i <= count[list]; i++) {
		line = lines[list, i]
		key = keys[list, i]
		for (j = i - 1; j && keys[list, j] > key; j--) {
			lines[list, j + 1] = lines[list, j]
			keys[list, j + 1] = keys[list, j]
		}
		lines[list, j + 1] = line
		keys[list, j + 1] = key
	}
}

# Each line once
function put(list, file,	i, last)
{
	for (i = 1; i <= count[list]; i++) {
		if (lines[list, i] != last)
			print lines[list, i] >>file
		last = lines[list, i]
	}
}

# Of the inline system calls names and the number of arguments are what all ABIs
# have in common.
function declaration(text)
{
	sub(/^ +/, "", text)
	sub(/ +$/, "", text)
	sub(/ *\( */, "(", text)
	sub(/ *\) */, ")", text)
	gsub(/ *, */, ", ", text)
	sub(/__inline__/, "inline", text)
	if (text ~ /^static inline .*libunshare_syscall[0-9]\(/)
		sub(/^static inline [a-z_ ]* /, "static inline ", text)
	else if (text !~ /^static inline .*_raw\(/ && text !~ /^int unshare/)
		return
	gsub(/libunshare_word a/, "a", text)
	gsub(/long a/, "a", text)
	add("declaration", "declaration " text, text)
}

BEGIN {
	type["4s"] = "int"
	type["4u"] = "unsigned"
	type["8s"] = "long long"
	type["8u"] = "unsigned long long"
	# The attributes that decide what may be linked to what
	n = split("Tag_ABI_VFP_args Tag_ABI_align_needed Tag_ABI_enum_size " \
		"Tag_ABI_PCS_wchar_t Tag_CPU_arch Tag_GNU_MIPS_ABI_FP " \
		"Tag_GNU_Power_ABI_FP Tag_GNU_S390_ABI_Vector Tag_RISCV_stack_align " \
		"Tag_ARC_PCS_config Tag_ARC_ABI_osver Tag_ARC_ABI_tls ISA GPR_size " \
		"FP_ABI", list, " ")
	for (i = 1; i <= n; i++)
		decides[list[i]]
}

part == "source" { if (!/^#/) source = source " " $0; next }
part == "machine" { machine = endian == "little" ? $2 * 256 + $1 : $1 * 256 + $2; next }
part == "code" {
	if (/^ *[0-9a-f]+:[ \t]/ && hex(substr($1, 1, length($1) - 1)) < size)
		instructions++
	next
}

# What readelf prints: in brackets a symbol may have a note, and a section's number
# a blank.
/^File: / { file = $0; sub(/^File: (.*\/)?/, "", file); table = ""; next }
/^Symbol table / { table = $3; next }
/^ *[0-9]+:/ { sub(/\[[^]]*\]/, "") }
{ sub(/^ *\[ */, "[") }

file == "probe.o" {
	if (!/^\[[0-9a-f]+\]  (flag|number|errno|type) /)
		next
	sub(/^[^ ]* */, "")
	if ($1 == "flag")
		add("flag", "flag " $2 " " $3 " " type[$4], $3 " " $2)
	else if ($1 == "type")
		add("answer", $0)
	else
		add($1 == "number" ? "number" : "answer", $1 " " $2 " " $3 + 0, $2)
	next
}

file ~ /^libunshare\.a\(/ {
	if ($1 !~ /^[0-9]+:$/ || $5 == "LOCAL" || NF != 8)
		next
	if ($7 != "UND")
		defined[$8] = $6
	else if ($8 !~ /^(_gp_disp|_GLOBAL_OFFSET_TABLE_|\.?TOC\.)$/ && $5 != "WEAK")
		needed[$8]
	next
}

# From here on the stub or what is loaded; the latter's exports
file == whole && table ~ /dynsym/ && $1 ~ /^[0-9]+:$/ && $5 != "LOCAL" &&
$7 != "UND" && $7 != "ABS" && split($8, name, "@+") == 2 {
	line = "symbol " name[2] " " name[1] " " \
		($4 == "FUNC" ? "F" : $4 == "OBJECT" ? "D " $3 : $4)
	add("symbol", line, line)
	if ($8 ~ /@@/)
		add("symbol", "default " name[1] " " name[2], "default " name[1])
}
file == stub && $NF == "unshare" && $1 ~ /^[0-9]+:$/ { size = $3 }
file == whole && /\((SONAME|NEEDED)\)/ {
	match($0, /\[.*\]/)
	add("dynamic", (/SONAME/ ? "soname " : "needed ") \
		substr($0, RSTART + 1, RLENGTH - 2))
}
file == whole && $1 == "Class:" { add("elf", "elf class " $2) }
file == whole && $1 == "Data:" { add("elf", "elf data " $4) }
$1 == "Flags:" && $2 ~ /^0x/ {
	sub(/,.*/, "", $2)
	add("flags", "elf flags " file " " $2)
}
file == whole && split($0, part_of, ": ") == 2 {
	sub(/^ */, "", part_of[1])
	gsub(/ /, "_", part_of[1])
	sub(/^ */, "")
	if (part_of[1] in decides)
		add("attribute", "elf attribute " $0)
}
file == whole {
	if (/GNU_STACK/)
		stack = $(NF - 1)
	relro = relro || /GNU_RELRO/
	now = now || /BIND_NOW|FLAGS.* NOW/
	relocated = relocated || /TEXTREL/
}
$2 == ".note.GNU-stack" && $1 ~ /^\[/ {
	add("note", "security stack-note " file " " ($8 ~ /X/ ? "X" : "-"))
}
sub(/.*feature: */, "") {
	gsub(/ /, "")
	add("note", "security property " file " " $0)
}

END {
	n = split(source, pieces, /[{};]/)
	for (i = 1; i <= n; i++) {
		gsub(/[ \t]+/, " ", pieces[i])
		declaration(pieces[i])
	}
	sort("flag")
	put("flag", common)
	sort("declaration")
	put("declaration", common)

	for (symbol in defined)
		if (defined[symbol] == "DEFAULT")
			add("archive", "archive defines " symbol, "defines " symbol)
	for (symbol in needed)
		if (!(symbol in defined))
			add("archive", "archive needs " symbol, "needs " symbol)
	add("machine", "elf machine " machine)
	if (whole != stub) {
		add("security", "security stack " stack)
		add("security", "security relro " (relro ? "yes" : "no"))
		add("security", "security bind-now " (now ? "yes" : "no"))
		add("security", "security text-relocations " (relocated ? "yes" : "no"))
	}
	add("stub", "stub bytes " size)
	add("stub", "stub instructions " instructions + 0)
	sort("symbol")
	sort("archive")
	sort("number")
	n = split("symbol dynamic archive number answer elf machine flags attribute " \
		"security note stub", list, " ")
	for (i = 1; i <= n; i++)
		put(list[i], own)
	if (count["flag"] && instructions)
		exit
	print count["flag"] ? "no instruction of " stub " is shown" : \
		"there is no .baseline in the object of abi-probe.h"
	exit 1
}
