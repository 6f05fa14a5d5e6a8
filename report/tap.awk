# SPDX-License-Identifier: MIT
#
# Reads results for the page, and sorts them into the cells of its matrix. Before
# kernels/kernels.awk and scripts/tables.awk on awk's command line; the registry
# and the list of kernels come before the results among the files:
#
#   .../<abi>/<topic>.t, .../<abi>/absent.t    TAP of make check
#   .../tests/<name>.t                         the same, of the whole
#   .../kernels/<kernel>[-without].t           of check-kernel, -source
#   .../fleet/<abi>/<machine>.t                of check-fleet
#   .../mutants.txt                            of check-mutants
#
# A cell's key is an ABI (or "-", for the whole) and a check: a topic, "debian"
# and "own" for the kernels, "fleet", "mutants". Leaves
#
#   good[key] bad[key] left[key]   tests that passed, failed, were skipped
#   first_bad[key] first_left[key] the first failure; the first reason to skip
#   logs[key], entry[key, i]       the lines of it, i = 1 .. logs[key]
#   origins[key]                   kernels or machines that ran something
#   ran_at[key]                    when its newest file was written
#   whole[i]                       tests of the whole, i = 1 .. wholes
#
# first_at and last_at, the oldest and the newest of -v times=, a file with a line
# for each result, of its time, a tab and its name; and verdict(abi, check),
# reason(abi, check). What is no valid TAP, broken off or empty, is a failure.

BEGIN {
	while ((getline < times) > 0) {
		split($0, part, "\t")
		at[part[2]] = part[1]
		if (first_at == "" || part[1] < first_at)
			first_at = part[1]
		if (part[1] > last_at)
			last_at = part[1]
	}
	close(times)
}

FILENAME ~ /\.t$/ {
	if (FILENAME != tap_file)
		begin_tap()
	read_tap($0)
	next
}

FILENAME ~ /mutants\.txt$/ {
	if (split($0, part, "\t") < 3)
		next
	key = part[1] SUBSEP "mutants"
	keep(key, part[3] ": " part[2] (part[4] == "" ? "" : ": " part[4]))
	if (part[3] == "killed")
		good[key]++
	else if (part[3] == "equivalent")
		left[key]++
	else
		fails(key, part[2] " " part[3])
	mutant[part[1], part[3]]++
	next
}

function keep(key, text)
{
	entry[key, ++logs[key]] = text
}

function fails(key, what)
{
	bad[key]++
	if (!(key in first_bad))
		first_bad[key] = what
}

# The keys that a file's lines go to: key_of[i], i = 1 .. keys
function for_key(key)
{
	key_of[keys = 1] = key
}

function for_kernel(k,	n, a, i)
{
	tap_origin = k
	column_of_kernel = kernel_row[k, "origin"] ~ /^source/ ? "own" : "debian"
	keys = n = split(kernel_row[k, "abis"], a, " ")
	for (i = 1; i <= n; i++)
		key_of[i] = a[i] SUBSEP column_of_kernel
}

# What a file is, by the end of its name
function begin_tap(	n, part, base)
{
	end_tap()
	tap_file = FILENAME
	tap_tests = 0
	tap_plan = tap_origin = ""
	of_all = 0
	n = split(FILENAME, part, "/")
	base = part[n]
	sub(/\.t$/, "", base)
	keys = 0
	if (part[n - 1] == "kernels") {
		sub(/-without$/, "", base)
		if ((base, "abis") in kernel_row)
			for_kernel(base)
	} else if (n > 2 && part[n - 2] == "fleet") {
		for_key(part[n - 1] SUBSEP "fleet")
		tap_origin = base
	} else if (part[n - 1] == "tests" && exists("tests/" base ".t")) {
		for_key("-" SUBSEP base)
		whole[++wholes] = base
	} else if (part[n - 1] in line_of) {
		if (base == "absent")
			for_key(part[n - 1] SUBSEP "*")
		else
			for_key(part[n - 1] SUBSEP base)
	}
	# A log that is of several begins with whose it is.
	for (n = 1; n <= keys; n++) {
		if (at[FILENAME] > ran_at[key_of[n]])
			ran_at[key_of[n]] = at[FILENAME]
		if (tap_origin != "")
			keep(key_of[n], "== " tap_origin \
			    (FILENAME ~ /-without\.t$/ ? ", without the call" : ""))
	}
}

# In a kernel's file each test begins with the kernel and the ABI, and what tells
# more of it follows; what is true of the kernel itself counts only if it is not.
function whose(text,	word)
{
	if (!((tap_origin, "abis") in kernel_row))
		return
	split(text, word, " ")
	of_all = !(word[1] == tap_origin && word[2] in line_of)
	if (of_all)
		for_kernel(tap_origin)
	else
		for_key(word[2] SUBSEP column_of_kernel)
}

function came(key, origin)
{
	if (origin != "" && \
	    index(" " origins[key] " ", " " origin " ") == 0)
		origins[key] = origins[key] (key in origins ? " " : "") origin
}

function read_tap(text,	i, said_so, kind, why)
{
	kind = ""
	if (text ~ /^(not )?ok/) {
		tap_tests++
		said_so = text
		sub(/^(not )?ok *[0-9]* *(- )?/, "", said_so)
		whose(said_so)
		kind = text !~ /^ok/ ? "bad" : of_all ? "" : "good"
		if (match(said_so, / *# *SKIP ?/)) {
			why = substr(said_so, RSTART + RLENGTH)
			kind = kind == "good" ? "left" : kind
		}
	} else if (text ~ /^1\.\.0/) {
		tap_plan = 0
		kind = "left"
		why = text
		sub(/^1\.\.0 *(# *SKIP *)?/, "", why)
	} else if (text ~ /^1\.\.[0-9]+ *$/) {
		tap_plan = substr(text, 4) + 0
	} else if (text ~ /^Bail out!/) {
		kind = "bad"
		said_so = text
	}
	for (i = 1; i <= keys; i++) {
		keep(key_of[i], text)
		if (kind == "good") {
			good[key_of[i]]++
			came(key_of[i], tap_origin)
		} else if (kind == "bad") {
			fails(key_of[i], said_so)
		} else if (kind == "left") {
			left[key_of[i]]++
			if (!(key_of[i] in first_left))
				first_left[key_of[i]] = why
		}
	}
}

function end_tap(	i, text)
{
	if (tap_file == "" || tap_plan != "" && tap_plan == tap_tests)
		return
	if (tap_origin != "" && (tap_origin, "abis") in kernel_row)
		for_kernel(tap_origin)
	text = "broke off after " (tap_plan == "" ? \
	    count_of(tap_tests, "test") : tap_tests " of " tap_plan " tests")
	for (i = 1; i <= keys; i++) {
		keep(key_of[i], "not ok: " text)
		fails(key_of[i], text)
	}
}

# A file without a line is seen by no rule.
function end_results(	i, file)
{
	end_tap()
	tap_file = ""
	for (i = 1; i < ARGC; i++)
		if (ARGV[i] ~ /\.t$/ && (getline file < ARGV[i]) <= 0) {
			FILENAME = ARGV[i]
			begin_tap()
		}
	end_tap()
}

function join_versions(names,	n, i, name_of, version_of, out)
{
	n = split(names, name_of, " ")
	for (i = 1; i <= n; i++) {
		version_of = kernel_version[name_of[i]]
		if (version_of == "")
			version_of = name_of[i]
		if (index(", " out ",", ", " version_of ",") == 0)
			out = out (out == "" ? "" : ", ") version_of
	}
	return out
}

function promised(a, check,	i, k, n)
{
	for (i = 1; i <= kernels; i++) {
		k = kernel[i]
		if ((kernel_row[k, "origin"] ~ /^source/) == (check == "own") && \
		    index(" " kernel_row[k, "abis"] " ", " " a " "))
			n++
	}
	return n
}

# Results of an ABI without compiler are those of its one file.
function place(a, check)
{
	return (a, "*") in left && !((a, check) in logs) && \
	    check !~ /^(debian|own|fleet|mutants)$/ ? a SUBSEP "*" : \
	    a SUBSEP check
}

# passed, failed, skipped, not run, or none: nothing could be run
function verdict(a, check,	key)
{
	key = place(a, check)
	if (bad[key])
		return "failed"
	if (good[key])
		return "passed"
	if (left[key])
		return "skipped"
	if (a != "-" && row[a, "status"] == "" || \
	    check ~ /^(debian|own)$/ && !promised(a, check) || \
	    check == "mutants" && row[a, "status"] != "runs")
		return "none"
	return "not run"
}

function count_of(n, what)
{
	return n " " what (n == 1 ? "" : "s")
}

function reason(a, check,	key, v, why)
{
	key = place(a, check)
	v = verdict(a, check)
	if (v == "failed")
		return bad[key] " of " good[key] + bad[key] ": " first_bad[key]
	if (v == "passed" && check == "mutants")
		return good[key] " killed" \
		    (left[key] ? ", " left[key] " equivalent" : "")
	if (v == "passed")
		return (origins[key] == "" ? "" : \
		    join_versions(origins[key]) ": ") \
		    count_of(good[key], "test") \
		    (left[key] ? ", " left[key] " skipped" : "")
	if (v == "skipped") {
		why = first_left[key]
		if (a != "-" && index(why, a " " row[a, "status"] ": ") == 1)
			why = substr(why, length(a " " row[a, "status"]) + 3)
		return why
	}
	if (v == "not run")
		return "make " (check == "own" ? "check-kernel-source" : \
		    check == "debian" ? "check-kernel" : \
		    check == "mutants" ? "check-mutants" : \
		    check == "fleet" ? "check-fleet FLEET=file" : "xcheck")
	if (row[a, "status"] == "")
		return "no packaged compiler"
	if (check == "mutants")
		return "it " row[a, "status"] ": nothing runs the tests"
	return check == "own" ? "no kernel of ours" : "no kernel of Debian's"
}
