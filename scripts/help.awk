# SPDX-License-Identifier: MIT
#
# Prints what make can be asked for, from the comments of the makefiles:
#
#   awk -f scripts/help.awk MAKEFILE...
#
# A line "## TARGET [VARIABLE=...]: SENTENCE" tells of a target, where its rule
# is; one that begins with a VARIABLE= is printed below the others. "## :" is
# make without a target. Status 1 and one line on stderr if a line is neither.

function fault(message)
{
	print FILENAME ":" FNR ": " message > "/dev/stderr"
	failed = 1
	exit 1
}

# What is too long for its column has a line of its own; sentences are folded.
function columns(left,	n, i, word, line, out)
{
	if (length(left) >= 29) {
		out = left "\n"
		left = ""
	}
	line = sprintf("%-28s", left)
	n = split(sentence, word, " ")
	for (i = 1; i <= n; i++) {
		if (length(line " " word[i]) > 79) {
			out = out line "\n"
			line = sprintf("%28s", "")
		}
		line = line " " word[i]
	}
	return out line "\n"
}

/^## / {
	text = substr($0, 4)
	if (!match(text, /^[^:]*: /) || length(text) == RLENGTH)
		fault("a target, what it takes, a colon, a blank and a sentence")
	what = substr(text, 1, RLENGTH - 2)
	sentence = substr(text, RLENGTH + 1)
	split(what, word, " ")
	if (word[1] in told)
		fault("'" word[1] "' has a sentence already: " told[word[1]])
	told[word[1]] = FILENAME ":" FNR
	if (word[1] ~ /=/)
		variables = variables columns(what)
	else
		printf "%s", columns("make" (what == "" ? "" : " ") what)
}

END {
	if (!failed)
		printf "\n%s", variables
}
