# SPDX-License-Identifier: MIT
# Prints the rows of libunshare-abicheck as -v format=text, tap or json, and
# exits with its status. A row is: subject promise expected found verdict
# source, with tabs between.

BEGIN {
	FS = "\t"
}

function verdict_of(text)
{
	return text ~ /^not checkable/ ? "not checkable" : text
}

function bad(text) { return text == "differs" || text == "missing" }

function why(text)
{
	sub(/^not checkable:? */, "", text)
	return text
}

function quote(text)
{
	gsub(/\\/, "\\\\", text)
	gsub(/"/, "\\\"", text)
	gsub(/[^ -~]/, "?", text)
	return "\"" text "\""
}

function text_row()
{
	if ($1 != subject)
		print (subject == "" ? "" : "\n") $1
	subject = $1
	if ($5 == "holds")
		print "  holds    " $2 ($4 == "so" ? "" : ": " $4)
	else if (bad($5))
		printf "  %-8s %s: %s (%s)\n", $5, $2, $3 == "so" ? $4 : \
		    "expected " $3 ", found " $4, $6
	else if ($5 == "newer")
		printf "  newer    %s: %s (%s)\n", $2, $4, $6
	else
		print "  unknown  " $2 ": " ($4 == "-" ? "" : $4 ", ") $5
}

function tap_row(	name)
{
	name = $1 ": " $2
	gsub(/#/, "no.", name)
	if (bad($5)) {
		print "not ok " NR " - " name
		print "# verdict: " $5
		print "# expected: " $3
		print "# found: " $4
		print "# source: " $6
	} else {
		print "ok " NR " - " name (verdict_of($5) == "not checkable" ? \
		    " # SKIP " why($5) : "")
	}
}

function json_row()
{
	print (NR > 1 ? ",\n" : "") "\t\t{ \"subject\": " quote($1) \
	    ", \"promise\": " quote($2) ","
	print "\t\t\t\"expected\": " quote($3) ", \"found\": " quote($4) ","
	print "\t\t\t\"verdict\": " quote(verdict_of($5)) \
	    ", \"why\": " (verdict_of($5) == "not checkable" ? \
	    quote(why($5)) : "null") ","
	printf "\t\t\t\"source\": %s }", quote($6)
}

NR == 1 && format == "json" { print "{\n\t\"rows\": [" }
{
	count[verdict_of($5)]++
	if (format == "text")
		text_row()
	else if (format == "tap")
		tap_row()
	else
		json_row()
}

END {
	if (!NR)
		count["not checkable"] = 1
	status = count["differs"] + count["missing"] ? 1 : \
	    count["not checkable"] ? 2 : 0
	totals["holds"] = "hold"
	totals["differs"] = "differ"
	totals["missing"] = "missing"
	totals["newer"] = "newer"
	totals["not checkable"] = "not checkable"
	n = split("holds,differs,missing,newer,not checkable", words, ",")
	if (format == "json") {
		if (!NR)
			print "{\n\t\"rows\": ["
		print "\n\t],\n\t\"totals\": {"
		for (i = 1; i <= n; i++)
			print "\t\t" quote(words[i]) ": " \
			    count[words[i]] + 0 (i < n ? "," : "")
		print "\t},\n\t\"status\": " status "\n}"
	} else if (format == "tap") {
		print "1.." NR
	} else {
		for (i = 1; i <= n; i++)
			line = line (i > 1 ? ", " : "\n") \
			    count[words[i]] + 0 " " totals[words[i]]
		print line
	}
	exit status
}
