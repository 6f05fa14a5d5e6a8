# SPDX-License-Identifier: MIT
# Makes the tables that abicheck/promises.h declares, of the registry,
# abicheck/elf.list and abicheck/code.list.

function quote(text)
{
	gsub(/[\\"]/, "\\\\&", text)
	return "\"" text "\""
}

function binary(text,	parts, n, i, j, bits, digit)
{
	n = split(text, parts, "_")
	bits = ""
	for (i = 1; i <= n; i++) {
		if (i > 1 || parts[1] !~ /^=/) {
			bits = bits parts[i]
			continue
		}
		for (j = 2; j <= length(parts[1]); j++) {
			digit = substr(parts[1], j, 1)
			bits = bits (digit == "?" ? "xxxx" : substr( \
			    "0000000100100011010001010110011110001001" \
			    "101010111100110111101111", \
			    4 * index("0123456789abcdef", digit) - 3, 4))
		}
	}
	return bits
}

function instruction(where, text,	words, bits, n)
{
	if (split(text, words, "\t") != 5)
		fault(where, "a row has five fields; see above")
	bits = binary(words[4])
	if (bits !~ /^[01xA-D]+$/ || length(bits) % 8)
		fault(where, "'" words[4] "' is no whole number of bytes")
	if (words[3] !~ /^(number|literal|widen|pass|trap|slot|leave)$/)
		fault(where, "'" words[3] "' is no kind")
	n = "0, 0, 0"
	if (words[3] == "literal") {
		n = words[5]
		if (!sub(/ .*/, "", n) || n !~ /^(16|32),[0-9]+,[0-9]+$/)
			fault(where, "a literal begins with bits,from,scale")
	}
	print "\t{ " quote(words[1]) ", " (words[2] == "all" ? 0 : words[2]) \
	    ", " toupper(words[3]) ", " quote(bits) ", " n " },"
}

END {
	ready()
	read_elf()
	print "/* SPDX-License-Identifier: MIT */"
	print "/* Made from abi/abis.list and abicheck/: do not edit. */"
	print "#include \"promises.h\""
	print "const struct abi abis[] = {"
	c = "unshare"
	for (i = 1; i <= abis; i++) {
		a = abi[i]
		if (a ~ /\+/)
			continue
		read_sysdep(row[a, "sysdep"])
		d = row[a, "sysdep"]
		m = machine[a]
		m = m ~ /,/ ? m : m "," m
		sub(/,/, ", ", m)
		print "\t{ " quote(a) ", " quote("arch/" row[a, "table"]) ", " \
		    row[a, "bits"] ", " (row[a, "endian"] == "big") ", { " m \
		    " }, " elf_mask[a] ", " elf_flags[a] ", " number(a, c) \
		    ", " quote(symbol[c]) ", " quote(version[c]) ", " \
		    quote(libc_version(a, c)) ", " \
		    (property[d] == "" ? "0, 0" : property[d] ", " \
		    property_value[d]) ", " quote(code_set[a]) ", " \
		    quote("sysdeps/.../" d "/sysdep.h") " },"
	}
	print "};"
	print "const unsigned abi_count = sizeof(abis) / sizeof(abis[0]);"
	print "const struct instruction instructions[] = {"
	n = lines_of("abicheck/code.list")
	for (i = 1; i <= n; i++)
		if (line[i] !~ /^#/)
			instruction("abicheck/code.list:" i, line[i])
	print "};"
	print "const unsigned instruction_count ="
	print "\tsizeof(instructions) / sizeof(instructions[0]);"
}
