# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# What every test script sources: the Test Anything Protocol
# (https://testanything.org/tap-version-13-specification.html) for sh.
#
#   check DESCRIPTION COMMAND...   passes if the command does; else its output
#                                  is printed as a diagnostic; it remains in
#                                  $tmp/tap.out
#   refuse DESCRIPTION PATTERN COMMAND...
#                                  passes if the command fails with exactly one
#                                  line on stderr, and that line matches the
#                                  extended regular expression
#   same DESCRIPTION EXPECTED GOT  passes if both strings are equal, else says
#                                  how they differ
#   skip DESCRIPTION REASON        counts a test that cannot run here
#   skip_all REASON                ends a script none of whose tests can run here
#   relay LABEL COMMAND...         counts the tests of a command that speaks TAP
#                                  as this script's own, each named after LABEL;
#                                  what it printed remains in $tmp/tap.relay
#   in_chroot                      true in a chroot, where NEWUSER is refused and no
#                                  mount is at /
#   finish                         prints the plan; the exit status says whether
#                                  all passed
#
# $tmp is a directory of the script's own, removed when it ends or is killed.

tap_count=0
tap_failed=0
tmp=$(mktemp -d "${TMPDIR:-/tmp}/libunshare.XXXXXX") || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 141' PIPE
trap 'exit 143' TERM

tap_result()
{
	tap_count=$((tap_count + 1))
	[ "$1" = ok ] || tap_failed=$((tap_failed + 1))
	printf '%s %d - %s\n' "$1" "$tap_count" "$2"
}

tap_diagnose()
{
	sed 's/^/# /' "$1"
}

check()
{
	tap_description=$1
	shift
	if "$@" >"$tmp/tap.out" 2>&1; then
		tap_result ok "$tap_description"
	else
		tap_result 'not ok' "$tap_description"
		printf '# failed: %s\n' "$*"
		tap_diagnose "$tmp/tap.out"
		return 1
	fi
}

refuse()
{
	tap_description=$1
	tap_pattern=$2
	shift 2
	if "$@" >"$tmp/tap.out" 2>"$tmp/tap.err"; then
		tap_result 'not ok' "$tap_description"
		printf '# accepted: %s\n' "$*"
	elif { read -r _ && ! read -r _; } <"$tmp/tap.err" &&
	    grep -Eq -e "$tap_pattern" "$tmp/tap.err"; then
		tap_result ok "$tap_description"
	else
		tap_result 'not ok' "$tap_description"
		printf '# wanted one line that matches: %s\n' "$tap_pattern"
		tap_diagnose "$tmp/tap.err"
	fi
}

same()
{
	if [ "$2" = "$3" ]; then
		tap_result ok "$1"
	else
		tap_result 'not ok' "$1"
		printf '%s\n' "$2" >"$tmp/tap.want"
		printf '%s\n' "$3" >"$tmp/tap.got"
		diff -U0 "$tmp/tap.want" "$tmp/tap.got" >"$tmp/tap.out"
		tap_diagnose "$tmp/tap.out"
	fi
}

skip()
{
	tap_count=$((tap_count + 1))
	printf 'ok %d - %s # SKIP %s\n' "$tap_count" "$1" "$2"
}

skip_all()
{
	echo "1..0 # SKIP $*"
	exit
}

in_chroot()
{
	! awk '$5 == "/" { seen = 1 } END { exit !seen }' /proc/self/mountinfo
}

# The program's plan and its exit status must agree with the tests that ran: a
# program that is killed half-way has not passed.
relay()
{
	tap_label=$1
	shift
	timeout -k 5 "${TAP_TIMEOUT:-60}" "$@" >"$tmp/tap.relay" 2>&1 </dev/null
	awk -v label="$tap_label" -v count="$tap_count" -v status=$? \
	    -v sum="$tmp/tap.sum" '
	/^(not )?ok [0-9]+/ {
		ran++
		verdict = $1 == "ok" ? "ok" : "not ok"
		failed += verdict != "ok"
		sub(/^(not )?ok [0-9]+( - )?/, "")
		print verdict, ++count, "-", label ": " $0
		next
	}
	/^1\.\.[0-9]+$/ {
		plan = substr($0, 4)
		next
	}
	{
		print (/^#/ ? "" : "# ") $0
	}
	END {
		if (plan == "" || plan != ran + 0 || !failed != !status) {
			failed++
			print "not ok", ++count, "-", label ": ran to its end"
			print "# status " status ", " ran + 0 " tests run of " \
				(plan == "" ? "an unknown number" : plan)
		}
		print count, failed + 0 >sum
	}' "$tmp/tap.relay"
	read -r tap_count tap_new <"$tmp/tap.sum"
	tap_failed=$((tap_failed + tap_new))
	[ "$tap_new" -eq 0 ]
}

finish()
{
	printf '1..%d\n' "$tap_count"
	[ "$tap_failed" -eq 0 ]
	exit
}
