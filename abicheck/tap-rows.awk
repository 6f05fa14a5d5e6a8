# SPDX-License-Identifier: MIT
# Makes rows of what the conformance suite printed: a test is a promise. -v
# subject=, status= of the program, widens=yes where the ABI leaves what is above
# an int to the function.

BEGIN { OFS = "\t" }

function result(name, found, verdict)
{
	rows++
	gsub(/\t/, " ", name)
	gsub(/\t/, " ", found)
	print subject, name, "so", found, verdict, "kernel fork.c; unshare(2)"
}

/^# / {
	said = said (said == "" ? "" : ", ") substr($0, 3)
	next
}
/^(not )?ok [0-9]+/ {
	ran++
	name = $0
	sub(/^(not )?ok [0-9]+( - )?/, "", name)
	skipped = ""
	if (match(name, / # SKIP /)) {
		skipped = substr(name, RSTART + 8)
		name = substr(name, 1, RSTART - 1)
	}
	if ($1 == "not")
		result(name, "not so" (said == "" ? "" : ": " said), "differs")
	else if (skipped == "")
		result(name, "so", "holds")
	else if (widens == "yes" || skipped !~ /the caller extends it/)
		result(name, "-", "not checkable: " skipped)
	said = ""
	next
}
/^1\.\.[0-9]+$/ {
	plan = substr($0, 4)
	next
}
NF { last = $0 }

END {
	if (plan == "" || plan != ran + 0)
		result("the suite runs to its end", "-", "not checkable: status " \
		    status " after " ran + 0 " tests" \
		    (last == "" ? "" : ": " last))
}
