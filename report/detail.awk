# SPDX-License-Identifier: MIT
#
# What the cells lead to: the logs, and for each ABI its facts and its stub,
# as report/disassemble printed it, beside those of the libcs.

FILENAME ~ /\/disassembly$/ {
	if (FNR == 1) {
		code_abi = FILENAME
		sub(/\/disassembly$/, "", code_abi)
		sub(/^.*\//, "", code_abi)
	}
	if (/^@ /)
		code_name[code_abi, ++codes[code_abi]] = substr($0, 3)
	else
		code[code_abi, codes[code_abi]] = \
		    code[code_abi, codes[code_abi]] $0 "\n"
	next
}

function marked(text)
{
	if (text ~ /^(not ok|Bail out!|survived:|error:)/)
		return "<mark>" escaped(text) "</mark>"
	if (text ~ /^== /)
		return "<b>" escaped(text) "</b>"
	return text ~ /# *SKIP|^equivalent:/ ? "<i>" escaped(text) "</i>" : \
	    escaped(text)
}

function print_log(a, check,	key, v, i, id)
{
	key = place(a, check)
	if (!(key in logs))
		return
	v = verdict(a, check)
	id = log_id(a, check)
	print "<section class=\"log " class(v) "\" tabindex=\"-1\"" is("id", id) \
	    is("aria-labelledby", "of." id) ">"
	print "<p class=\"bar\"><a class=\"close\"" \
	    is("href", "#" cell_id(a, check)) ">Close</a></p><h3" \
	    is("id", "of." id) ">" escaped(a == "-" ? "the whole" : a) ", " \
	    (check in heading ? heading[check] : escaped(check)) "</h3>"
	print "<p class=\"" class(v) " verdict\"><b>" sign(v) " " v "</b> " \
	    escaped(reason(a, check)) (ran_at[key] == "" ? "" : \
	    " <small>(" ran_at[key] " UTC)</small>") "</p><pre tabindex=\"0\">"
	for (i = 1; i <= logs[key]; i++)
		print marked(entry[key, i])
	print "</pre></section>"
}

function print_logs(	i, j)
{
	print "<div class=\"logs\">"
	for (i = 1; i <= wholes; i++)
		print_log("-", whole[i])
	for (i = 1; i <= abis; i++)
		for (j = 1; j <= columns; j++)
			print_log(abi[i], column[j])
	print "</div>"
}

function fact(name_of, text)
{
	if (text != "")
		print "<dt>" name_of "</dt><dd>" escaped(text) "</dd>"
}

function print_facts(a,	d, c)
{
	d = row[a, "sysdep"]
	c = call[1]
	read_sysdep(d)
	print "<dl class=\"facts\">"
	fact("number of " escaped(c), sprintf("%.0f", number(a, c)) ", from arch/" \
	    row[a, "table"])
	fact("number in", said[d, "number"])
	fact("trap", said[d, "trap"])
	fact("arguments", said[d, "arguments"])
	fact("result", said[d, "result"])
	fact("an error shows as", said[d, "error"])
	fact("clobbers", said[d, "clobbers"])
	fact("peculiar", said[d, "peculiar"])
	fact("in glibc since", libc_version(a, c))
	fact("compilers", row[a, "cc"] (row[a, "cc2"] == "" ? "" : \
	    "; " row[a, "cc2"]))
	fact("run by", row[a, "emulator"])
	print "</dl>"
}

function print_codes(a,	i)
{
	if (!codes[a]) {
		print "<p class=\"not-run\"><b>no code to show</b> " \
		    (row[a, "status"] == "" ? "no packaged compiler" : \
		    "not built: make " escaped("ABI=" a) " programs") "</p>"
		return
	}
	print "<div class=\"codes\">"
	for (i = 1; i <= codes[a]; i++)
		print "<figure><figcaption>" escaped(code_name[a, i]) \
		    "</figcaption><pre tabindex=\"0\">" escaped(code[a, i]) \
		    "</pre></figure>"
	print "</div>"
}

function print_abis(	i, a)
{
	print "<h2 id=\"stubs\">The ABIs and their stubs</h2>"
	print "<p>Each with the call as this package makes it, beside the libcs " \
	    "that are installed here for it.</p>"
	for (i = 1; i <= abis; i++) {
		a = abi[i]
		print "<details class=\"abi\"" is("id", "abi." a) \
		    is("data-abi", a) "><summary><b>" escaped(a) "</b> <span>" \
		    row[a, "bits"] " bits, " row[a, "endian"] " endian; " \
		    status_word(a) "</span></summary>"
		print_facts(a)
		print_codes(a)
		print "</details>"
	}
}
