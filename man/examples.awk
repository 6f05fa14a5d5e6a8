# SPDX-License-Identifier: MIT
#
# The examples of a manual page, as files that can be compiled and run:
#
#   awk -v to=DIRECTORY -f man/examples.awk PAGE
#
# A literal display says in a comment before it what it is:
#
#   .\" file NAME              a file: DIRECTORY/NAME
#   .\" session [NEED...]      what one types behind "$ ", and what comes of it:
#                              DIRECTORY/session.N, to be what the script
#                              DIRECTORY/session.N.sh prints
#
# Prints "N NEED..." for each session. Status 1 and one line on stderr for a
# display that does not say what it is, and for roff that is not undone here.

function fault(message)
{
	print FILENAME ":" FNR ": " message > "/dev/stderr"
	failed = 1
	exit 1
}

# Literal text has few escapes: those for a backslash, and for nothing at all.
function plain(line,    rest)
{
	gsub(/\\&/, "", line)
	rest = line
	gsub(/\\e/, "", rest)
	if (rest ~ /\\/)
		fault("no such escape is known here: " line)
	gsub(/\\e/, "\\", line)
	return line
}

/^\.\\" (file|session)( |$)/ {
	kind = $2
	if (kind == "file") {
		if (NF != 3 || $3 !~ /^[A-Za-z0-9.-]+$/)
			fault("a file has a name")
		name = to "/" $3
		printf "" >name
		next
	}
	name = to "/session." ++sessions
	needs = $0
	sub(/^[^ ]+ session/, "", needs)
	print sessions needs
	printf "" >name
	printf "" >(name ".sh")
	next
}
/^\.Bd -literal/ {
	if (kind == "")
		fault("this display is neither a file nor a session")
	open = 1
	next
}
/^\.Ed/ && open {
	if (typed)
		fault("a command that goes on, to nowhere")
	close(name)
	if (kind == "session")
		close(name ".sh")
	open = 0
	kind = ""
	next
}
!open {
	if (kind != "")
		fault("no display follows the comment")
	next
}
/^[.']/ {
	fault("no request can stand in an example: " $0)
}
{
	line = plain($0)
	print line >name
}
kind == "session" && (typed || line ~ /^\$ /) {
	if (!typed) {
		print "cat <<\\END_OF_LINE" >(name ".sh")
		command = substr(line, 3)
	} else {
		command = command "\n" line
	}
	print line >(name ".sh")
	typed = line ~ /[\\|]$/
	if (!typed)
		print "END_OF_LINE\n{ " command "\n} 2>&1" >(name ".sh")
}
END {
	if (!failed && (open || kind != ""))
		fault("an example without an end")
}
