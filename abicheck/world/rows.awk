# SPDX-License-Identifier: MIT
# The rows of a JSON report of libunshare-abicheck, as lines with tabs: -v group=,
# name= and version= first. Reads the layout that report.awk writes.

function member(name,	text)
{
	if (!match($0, "\"" name "\": \"([^\"\\\\]|\\\\.)*\""))
		return ""
	text = substr($0, RSTART + length(name) + 5, \
	    RLENGTH - length(name) - 6)
	gsub(/\\"/, "\"", text)
	gsub(/\\\\/, "\\", text)
	return text
}

/"subject": / {
	subject = member("subject")
	promise = member("promise")
}
/"expected": / {
	expected = member("expected")
	found = member("found")
}
/"verdict": / {
	verdict = member("verdict")
	why = member("why")
}
/"source": / {
	OFS = "\t"
	print group, name, version, subject, promise, expected, found, \
	    verdict (why == "" ? "" : ": " why)
}
