# SPDX-License-Identifier: MIT
#
# What the parts of the page share: every text of a log, a table or a name goes
# through escaped() before it is markup. What is no printable character is
# taken out behind awk, in report/page.

function escaped(text)
{
	gsub(/&/, "\\&amp;", text)
	gsub(/</, "\\&lt;", text)
	gsub(/>/, "\\&gt;", text)
	gsub(/"/, "\\&quot;", text)
	gsub(/'/, "\\&#39;", text)
	return text
}

# A verdict as the name of a class
function class(v)
{
	gsub(/ /, "-", v)
	return v
}

function link(to, text)
{
	return "<a href=\"#" escaped(to) "\">" text "</a>"
}

# An attribute
function is(name_of, value_of_it)
{
	return " " name_of "=\"" escaped(value_of_it) "\""
}

function cell_id(a, check) { return "cell." a "." check }
function log_id(a, check) { return "log." a "." check }

# What stands in front of a verdict, for who does not see colours
function sign(v)
{
	return v == "passed" ? "&#10003;" : v == "failed" ? "&#10007;" : \
	    v == "skipped" ? "&#8631;" : v == "not run" ? "&#8230;" : "&#8211;"
}

# Of the 64 digits that sha256sum prints: three are two of base64, one is left
function base64(digits,	i, n, out, of)
{
	of = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	for (i = 1; i <= 64; i += 3) {
		n = hex_digit(digits, i) * 256 + hex_digit(digits, i + 1) * 16 + \
		    hex_digit(digits, i + 2)
		out = out substr(of, int(n / 64) + 1, 1) \
		    (i < 64 ? substr(of, n % 64 + 1, 1) : "=")
	}
	return out
}

function hex_digit(digits, i)
{
	return i > length(digits) ? 0 : \
	    index("0123456789abcdef", substr(digits, i, 1)) - 1
}
