# SPDX-License-Identifier: MIT
#
# Prints the rows of the benchmarks, those that table.awk reads, as one JSON
# object: "peers", an array of names and versions, and for each kind of rows an
# array of objects, with null where a row has "-".

function quoted(text)
{
	gsub(/["\\]/, "\\\\&", text)
	return "\"" text "\""
}

# What is no number is a name; one may look like a number.
function value(name, text)
{
	if (text == "-")
		return "null"
	return name ~ /^(abi|form|libc|linked|call)$/ ? quoted(text) : text
}

BEGIN {
	fields["bound"] = "abi success"
	fields["insns"] = "abi form success error"
	fields["size"] = "abi form stub archive shared program"
	fields["ns"] = "abi libc linked call form median quartile1 quartile3"
}

$1 == "peer" {
	name = $2
	sub(/^peer [^ ]+ /, "")
	peers = peers (peers == "" ? "" : ",") "\n\t\t{\"name\": " \
		quoted(name) ", \"version\": " quoted($0) "}"
	next
}

$1 in fields {
	n = split(fields[$1], field, " ")
	object = ""
	for (i = 1; i <= n; i++)
		object = object (i > 1 ? ", " : "") "\"" field[i] "\": " \
			value(field[i], $(i + 1))
	rows[$1] = rows[$1] (rows[$1] == "" ? "" : ",") "\n\t\t{" object "}"
}

END {
	printf "{\n\t\"peers\": [%s\n\t]", peers
	n = split("bound insns size ns", kind, " ")
	for (i = 1; i <= n; i++)
		printf ",\n\t\"%s\": [%s\n\t]", kind[i], rows[kind[i]]
	print "\n}"
}
