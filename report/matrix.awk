# SPDX-License-Identifier: MIT
#
# The matrix of ABIs and checks, the summary above it, and the tests of the
# whole below. Columns: column[i], i = 1 .. columns; a topic's is its name.
# Each cell has a word, a reason, a colour, and leads to its log.

# -v topics='...' are the topics of tests/abi/; about[topic] tells of each
function set_columns(	n, i, topic)
{
	n = split(topics, topic, " ")
	for (i = 1; i <= n; i++)
		column[++columns] = topic[i]
	column[++columns] = "debian"
	column[++columns] = "own"
	column[++columns] = "mutants"
	column[++columns] = "fleet"
	heading["debian"] = "Debian&#8217;s kernel"
	heading["own"] = "our kernel"
	heading["fleet"] = "boards"
	about["debian"] = "Real kernels of Debian&#8217;s, booted under QEMU&#8217;s " \
	    "system mode (make check-kernel)."
	about["own"] = "Kernels that have the call from our rows, and without them " \
	    "do not (make check-kernel-source)."
	about["mutants"] = "Faults that are planted, and must be found (make " \
	    "check-mutants)."
	about["fleet"] = "Machines behind ssh (make check-fleet FLEET=file)."
}

# The first sentence of the comment that opens a topic's script
function read_about(topic,	path, text, out, begun)
{
	path = "tests/abi/" topic ".t"
	while ((getline text < path) > 0 && text ~ /^#/) {
		if (text ~ /^#!|SPDX/)
			continue
		sub(/^# ?/, "", text)
		if (text == "" && begun)
			break
		if (text != "")
			out = out (begun++ ? " " : "") text
	}
	close(path)
	if (match(out, /[.]( |$)/))
		out = substr(out, 1, RSTART - 1)
	return escaped(out) (out == "" ? "" : ".")
}

function tally(	i, j, v)
{
	for (i = 1; i <= abis; i++)
		for (j = 1; j <= columns; j++)
			cells[verdict(abi[i], column[j])]++
	for (i = 1; i <= wholes; i++)
		cells[verdict("-", whole[i])]++
	for (v in good)
		tests_good += good[v]
	for (v in bad)
		tests_bad += bad[v]
	for (v in left)
		tests_left += left[v]
	for (i = 1; i <= abis; i++)
		abis_that[row[abi[i], "status"]]++
}

function tile(n, text, what)
{
	print "<li class=\"" what "\"><b>" n + 0 "</b> " text "</li>"
}

function print_summary()
{
	print "<ul class=\"tiles\">"
	tile(abis_that["runs"], "ABIs run", "plain")
	tile(abis_that["boots"], "only boot", "plain")
	tile(abis_that["builds"], "only build", "plain")
	tile(tests_good, "tests passed", "passed")
	tile(tests_bad, "failed", tests_bad ? "failed" : "plain")
	tile(tests_left, "skipped", "skipped")
	tile(cells["not run"], "cells not run", "not-run")
	print "</ul>"
}

function print_failures_of(a, check)
{
	if (verdict(a, check) == "failed")
		print "<li>" link(log_id(a, check), escaped((a == "-" ? \
		    "the whole" : a) ", " check)) " <span>" \
		    escaped(reason(a, check)) "</span></li>"
}

function print_failures(	i, j)
{
	if (!cells["failed"])
		return
	print "<section class=\"failures\" aria-labelledby=\"failures\">" \
	    "<h2 id=\"failures\">What failed</h2><ul>"
	for (i = 1; i <= wholes; i++)
		print_failures_of("-", whole[i])
	for (i = 1; i <= abis; i++)
		for (j = 1; j <= columns; j++)
			print_failures_of(abi[i], column[j])
	print "</ul></section>"
}

function print_cell(a, check,	v, text, word)
{
	v = verdict(a, check)
	word = v == "passed" && check ~ /^(debian|own)$/ ? "boots" : v
	text = "<b>" sign(v) " " word "</b> <span>" escaped(reason(a, check)) \
	    "</span>"
	printf "<td class=\"%s\" data-is=\"%s\">", class(v), v
	if (place(a, check) in logs)
		text = "<a" is("id", cell_id(a, check)) is("href", "#" \
		    log_id(a, check)) ">" text "</a>"
	else
		text = "<div" is("id", cell_id(a, check)) " tabindex=\"-1\">" \
		    text "</div>"
	print text "</td>"
}

function status_word(a)
{
	return row[a, "status"] == "" ? "written" : row[a, "status"]
}

function status_reason(a)
{
	if (row[a, "status"] == "runs")
		return row[a, "machines"] ~ ("(^|,)" uname "(,|$)") ? \
		    "natively" : row[a, "emulator"]
	return row[a, "status"] == "boots" ? "on a real kernel only" : \
	    row[a, "status"] == "builds" ? "no emulator of it here" : \
	    "no packaged compiler"
}

function print_row(a,	j)
{
	print "<tr" is("data-abi", a) "><th scope=\"row\">" \
	    link("abi." a, escaped(a)) "</th>"
	print "<td class=\"status " status_word(a) "\"><div tabindex=\"-1\"><b>" \
	    status_word(a) "</b> <span>" escaped(status_reason(a)) \
	    "</span></div></td>"
	for (j = 1; j <= columns; j++)
		print_cell(a, column[j])
	print "</tr>"
}

function print_matrix(	i)
{
	print "<div class=\"scroll\" role=\"region\" tabindex=\"0\" " \
	    "aria-labelledby=\"matrix\"><table class=\"matrix\">"
	print "<thead><tr><th scope=\"col\">ABI</th>" \
	    "<th scope=\"col\">status</th>"
	for (i = 1; i <= columns; i++)
		print "<th scope=\"col\">" (column[i] in heading ? \
		    heading[column[i]] : escaped(column[i])) "</th>"
	print "</tr></thead><tbody>"
	for (i = 1; i <= abis; i++)
		print_row(abi[i])
	print "</tbody></table></div>"
}

function print_legend(	i, c)
{
	print "<details class=\"legend\"><summary>What each column is</summary><dl>"
	print "<dt>status</dt><dd>What the registry promises, and the tests hold " \
	    "it to: runs (natively or under QEMU&#8217;s user mode), boots (on a " \
	    "real kernel), builds (made and read), written.</dd>"
	for (i = 1; i <= columns; i++) {
		c = column[i]
		if (!(c in about))
			about[c] = read_about(c)
		print "<dt>" (c in heading ? heading[c] : escaped(c)) \
		    "</dt><dd>" about[c] "</dd>"
	}
	print "</dl></details>"
}

function print_whole(	i, v)
{
	print "<h2 id=\"whole\">Tests of the whole</h2>"
	if (!wholes)
		print "<p class=\"not-run\"><b>not run</b> make check</p>"
	else
		print "<ul class=\"whole\">"
	for (i = 1; i <= wholes; i++) {
		v = verdict("-", whole[i])
		print "<li class=\"" class(v) "\"><a" \
		    is("id", cell_id("-", whole[i])) \
		    is("href", "#" log_id("-", whole[i])) ">" \
		    escaped(whole[i]) ": <b>" sign(v) " " v "</b> <span>" \
		    escaped(reason("-", whole[i])) "</span></a></li>"
	}
	if (wholes)
		print "</ul>"
}
