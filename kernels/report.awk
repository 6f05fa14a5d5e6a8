# SPDX-License-Identifier: MIT
#
# What boots came to, and whether that is what kernels.list promises:
#
#   awk -f kernels/kernels.awk -f kernels/report.awk -f scripts/tables.awk \
#       -v asked='KERNEL...' -v only=ABI abi/abis.list kernels/kernels.list TAP...
#
# TAP is what scripts/kernel-boot said of each kernel that was asked for, in a
# file <kernel>.t; only, if not empty, the one ABI that was. Prints a line for
# each kernel and ABI. Status 1 if one that is promised ran no test and was not
# skipped, or failed.

FNR == 1 && FILENAME ~ /\.t$/ {
	now = FILENAME
	sub(/^.*\//, "", now)
	sub(/(-without)?\.t$/, "", now)
}
FILENAME ~ /\.t$/ && /^1\.\.0 # SKIP / {
	whole[now] = substr($0, 13)
	next
}
FILENAME ~ /\.t$/ && /^(not )?ok / {
	verdict = $1 == "ok" ? "passed" : "failed"
	sub(/^(not )?ok [0-9]+ - /, "")
	split($0, word, " ")
	if (word[1] == now ":") {
		if (verdict == "failed")
			broken[now]
		next
	}
	if (word[1] != now)
		fault(here(), "'" word[1] "' in the report of '" now "'")
	where = now SUBSEP word[2]
	if (match($0, / # SKIP .*/)) {
		verdict = "skipped"
		if ($0 !~ /: .* # SKIP/)
			why[where] = substr($0, RSTART + 8)
	}
	count[where, verdict]++
	next
}
FILENAME ~ /\.t$/ { next }

function say(k, a, result)
{
	printf "%-22s %-14s %s\n", k, a, result
}

function of_abi(k, a,	where, passed, bad)
{
	where = k SUBSEP a
	passed = count[where, "passed"] + 0
	bad = count[where, "failed"] || (k in broken)
	if (passed || bad)
		say(k, a, passed " passed, " count[where, "failed"] + 0 \
		    " failed, " count[where, "skipped"] + 0 " skipped" \
		    (k in broken ? "; did not run to its end" : ""))
	else if (k in whole)
		say(k, a, "skipped: " whole[k])
	else if (where in why)
		say(k, a, "skipped: " why[where])
	else {
		say(k, a, "promised, and no test passed")
		bad = 1
	}
	return bad
}

function all(	n, m, i, j, k, a, wrong)
{
	n = split(asked, k, " ")
	for (i = 1; i <= n; i++) {
		m = split(kernel_row[k[i], "abis"], a, " ")
		for (j = 1; j <= m; j++)
			if (only == "" || only == a[j])
				wrong += of_abi(k[i], a[j])
	}
	return wrong > 0
}

END { exit failed ? 1 : all() }
