# SPDX-License-Identifier: MIT
# Makes libunshare.json: the registry, for programs in other languages. Its
# form is abicheck/libunshare.schema.json, a JSON Schema that says what each
# member means. -v version_of_package=x.y.z is the package's.

function string(text)
{
	gsub(/\\/, "\\\\", text)
	gsub(/"/, "\\\"", text)
	gsub(/\t/, " ", text)
	return "\"" text "\""
}

function or_null(text)
{
	return text == "" ? "null" : string(text)
}

function member(name, value)
{
	return string(name) ": " value
}

function strings(text, separator,	n, parts, k, out)
{
	n = split(text, parts, separator)
	for (k = 1; k <= n; k++)
		out = out (k > 1 ? ", " : "") string(parts[k])
	return "[" out "]"
}

function takers_of(text)
{
	return strings((text ~ /C/ ? "clone " : "") \
	    (text ~ /3/ ? "clone3 " : "") \
	    (text ~ /[Uu]/ ? "unshare " : ""), " ")
}

function print_call(c, comma,	k)
{
	print "\t\t{"
	print "\t\t\t" member("name", string(c)) ","
	print "\t\t\t" member("symbol", string(symbol[c])) ","
	print "\t\t\t" member("prototype", string(prototype[c])) ","
	print "\t\t\t" member("result", string(result[c])) ","
	print "\t\t\t" member("arguments", "[")
	for (k = 1; k <= nargs[c]; k++)
		print "\t\t\t\t{ " member("name", string(arg_name[c, k])) ", " \
		    member("type", string(arg_type[c, k])) ", " \
		    member("class", string(arg_class[c, k])) " }" \
		    (k < nargs[c] ? "," : "")
	print "\t\t\t],"
	print "\t\t\t" member("version", string(version[c]))
	print "\t\t}" comma
}

function print_flag(k, comma)
{
	print "\t\t{"
	print "\t\t\t" member("name", string(flag[k])) ","
	print "\t\t\t" member("value", sprintf("%.0f", flag_dec[k])) ","
	print "\t\t\t" member("hex", string(flag_hex[k])) ","
	print "\t\t\t" member("since", string(flag_since[k])) ","
	print "\t\t\t" member("taken_by", takers_of(takers[k])) ","
	print "\t\t\t" member("unshare_since", or_null(unshare_since[k])) ","
	print "\t\t\t" member("unshare_changes", \
	    takers[k] ~ /U/ ? "true" : "false") ","
	print "\t\t\t" member("meaning", string(flag_text[k]))
	print "\t\t}" comma
}

function print_abi(a, comma,	d, b, j, k, m, words, registers)
{
	d = row[a, "sysdep"]
	read_sysdep(d)
	b = a
	sub(/\+.*/, "", b)
	m = machine[b]
	gsub(/,/, ", ", m)
	for (k = 1; k <= 6; k++)
		registers = registers (k > 1 ? ", " : "") \
		    string(register[d, k])
	print "\t\t{"
	print "\t\t\t" member("name", string(a)) ","
	print "\t\t\t" member("variant_of", a == b ? "null" : string(b)) ","
	print "\t\t\t" member("bits", row[a, "bits"]) ","
	print "\t\t\t" member("endian", string(row[a, "endian"])) ","
	print "\t\t\t" member("kernel", "{ " member("architecture", \
	    string(row[a, "karch"])) ", " member("table", \
	    string(row[a, "table"])) ", " member("tags", \
	    strings(row[a, "tags"], ",")) ", " \
	    member("base", row[a, "base"]) " }") ","
	print "\t\t\t" member("elf", "{ " member("machine", "[" m "]") ", " \
	    member("flags_mask", elf_mask[b]) ", " \
	    member("flags", elf_flags[b]) " }") ","
	print "\t\t\t" member("registers", "{ " \
	    member("number", string(register[d, "NR"])) ", " \
	    member("arguments", "[" registers "]") ", " \
	    member("result", string(register[d, "RESULT"])) " }") ","
	m = split("number trap arguments result error clobbers peculiar " \
	    "source", words, " ")
	print "\t\t\t" member("convention", "{")
	for (k = 1; k <= m; k++)
		print "\t\t\t\t" member(words[k], \
		    string(said[d, words[k]])) (k < m ? "," : "")
	print "\t\t\t},"
	print "\t\t\t" member("calls", "[")
	for (j = 1; j <= calls; j++)
		print "\t\t\t\t{ " member("name", string(call[j])) ", " \
		    member("number", sprintf("%.0f", number(a, call[j]))) \
		    ", " member("libc_version", \
		    or_null(libc_version(a, call[j]))) " }" \
		    (j < calls ? "," : "")
	print "\t\t\t],"
	print "\t\t\t" member("compiler", string(row[a, "cc"])) ","
	print "\t\t\t" member("emulator", or_null(row[a, "emulator"])) ","
	print "\t\t\t" member("machines", strings(row[a, "machines"], ",")) ","
	print "\t\t\t" member("status", or_null(row[a, "status"]))
	print "\t\t}" comma
}

END {
	ready()
	read_elf()
	read_flags()
	print "{"
	print "\t" member("$schema", string("libunshare.schema.json")) ","
	print "\t" member("license", string("MIT")) ","
	print "\t" member("version", string(version_of_package)) ","
	print "\t" member("calls", "[")
	for (j = 1; j <= calls; j++)
		print_call(call[j], j < calls ? "," : "")
	print "\t],"
	print "\t" member("flags", "[")
	for (i = 1; i <= flags; i++)
		print_flag(i, i < flags ? "," : "")
	print "\t],"
	print "\t" member("abis", "[")
	for (i = 1; i <= abis; i++)
		print_abi(abi[i], i < abis ? "," : "")
	print "\t]"
	print "}"
}
