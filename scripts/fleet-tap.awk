# SPDX-License-Identifier: MIT
#
# Makes one TAP of what scripts/fleet-run printed: each test is named after its
# program, whose plan and exit status must agree with the tests that ran.

/^@@ begin / {
	label = substr($0, 10)
	sub(/ .*/, "", label)
	plan = ""
	ran = wrong = 0
	next
}
/^@@ end / {
	if (plan == "" || plan != ran || !wrong != !$3) {
		print "not ok", ++count, "-", label ": ran to its end"
		print "# status " $3 ", " ran " tests run of " \
		    (plan == "" ? "an unknown number" : plan)
	}
	next
}
/^@@ done/ { next }
/^(not )?ok [0-9]+/ {
	ran++
	verdict = $1 == "ok" ? "ok" : "not ok"
	wrong += verdict != "ok"
	sub(/^(not )?ok [0-9]+( - )?/, "")
	print verdict, ++count, "-", label ": " $0
	next
}
/^1\.\.[0-9]+$/ {
	plan = substr($0, 4)
	next
}
NF { print (/^#/ ? "" : "# ") $0 }
END { print "1.." count + 0 }
