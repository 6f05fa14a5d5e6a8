# SPDX-License-Identifier: MIT
#
# Follows the code of a function that makes a system call, twice: the kernel
# answers with success, and with an error. Prints a line for each thing that is
# not as tests/reading.list says, or that it cannot follow; nothing if all is.
#
#   awk -v arch=arc -v of=unshare -v number=97 -v arguments=1 \
#       -v error=__libunshare_error -f tests/reading.awk tests/reading.list CODE
#
# CODE is what objdump -dr --no-show-raw-insn prints. With -v value=1 nothing is
# expected of the function, and what it returns is printed: @r0 is what register
# r0 held when it was called, a number is a number.

function fault(text)
{
	print (answer == "" ? "" : answer ": ") (at == "" ? "" : \
	    sprintf("%s+0x%x: ", of, address[at])) text
	failed = stop = 1
}

function hex(s,	i, n)
{
	for (i = 1; i <= length(s); i++)
		n = n * 16 + index("0123456789abcdef", substr(s, i, 1)) - 1
	return n
}

# A number is one value, however it is written.
function value_of(s)
{
	if (s ~ /^0x[0-9a-f]+$/)
		return "" hex(substr(s, 3))
	if (s ~ /^-?[0-9]+$/)
		return "" s + 0
	return s in register ? register[s] : "@" s
}

BEGIN {
	FS = " *[|] *"
}

FNR == 1 { file++ }
file == 1 && ($0 ~ /^#/ || $1 != arch) { next }
file == 1 && ($2 == "C" || $2 == "kernel") {
	for (i = 3; i <= NF; i++) {
		n = split($i, word, " ")
		count[$2, word[1]] = n - 1
		for (j = 2; j <= n; j++)
			role[$2, word[1], j - 1] = word[j]
	}
	next
}
file == 1 && $2 != "source" {
	pattern[++patterns] = $2
	effect[patterns] = $3
	next
}
file == 1 { next }

# The code: address, instruction and destination of each line
/^[0-9a-f]+ <.*>:$/ {
	name = $0
	sub(/^[0-9a-f]+ </, "", name)
	sub(/>:$/, "", name)
	sub(/@.*/, "", name)
	inside = name == of
	if (inside)
		match($0, /^[0-9a-f]+/)
	if (inside)
		start = hex(substr($0, 1, RLENGTH))
	next
}
!inside { next }
/^[ \t]+[0-9a-f]+:[ \t]+R_/ {
	sub(/^[ \t]+[0-9a-f]+:[ \t]+R_[A-Z0-9a-z_]+[ \t]+/, "")
	if ($0 !~ /ABS/)
		target[lines] = $0
	next
}
/^[ \t]*[0-9a-f]+:[ \t]/ {
	line = $0
	sub(/^[ \t]*/, "", line)
	address[++lines] = hex(substr(line, 1, index(line, ":") - 1)) - start
	line_at[address[lines]] = lines
	sub(/^[0-9a-f]+:[ \t]+/, "", line)
	if (match(line, /<[^>]*>/)) {
		target[lines] = substr(line, RSTART + 1, RLENGTH - 2)
		sub(/@[@A-Z0-9a-z_.]*/, "", target[lines])
	}
	sub(/[ \t]*(;|#|<|\/\/).*/, "", line)
	gsub(/[][(){},\t]+/, " ", line)
	gsub(/  +/, " ", line)
	sub(/ $/, "", line)
	instruction[lines] = line
}

# Which row describes the line; its operands go to operand[letter]
function row_of(line,	i, j, n, m, want, have)
{
	m = split(instruction[line], have, " ")
	if (line in target)
		have[m] = "->"
	for (i = 1; i <= patterns; i++) {
		n = split(pattern[i], want, " ")
		if (n != m)
			continue
		for (j = 1; j <= n; j++) {
			if (want[j] ~ /^[A-Z]$/)
				operand[want[j]] = have[j]
			else if (want[j] != have[j])
				break
		}
		if (j > n)
			return i
	}
	return 0
}

function is(what, found, wanted)
{
	if (found != wanted)
		fault(what " is " found ", not " wanted)
}

function preserved(	i, r)
{
	for (i = 1; i <= count["C", "saved"]; i++) {
		r = role["C", "saved", i]
		is(r, value_of(r), "@" r)
	}
	is("the stack pointer", depth, 0)
}

function trap(	i)
{
	if (value)
		return
	traps++
	is("the number, in " role["kernel", "number", 1], \
	    value_of(role["kernel", "number", 1]), number)
	for (i = 1; i <= arguments; i++)
		is("argument " i, value_of(role["kernel", "arguments", i]), \
		    "@" role["C", "arguments", i])
	register[role["kernel", "result", 1]] = "the answer"
	for (i = 1; i <= count["kernel", "lost"]; i++)
		register[role["kernel", "lost", i]] = "lost"
}

# To the error path, which does the rest if it is jumped to
function error_path(called,	i)
{
	if (answer != "error")
		fault("a success goes to the error path")
	is("the error path's argument", \
	    value_of(role["C", "arguments", 1]), "the answer")
	if (!called) {
		is("the return address", value_of(role["C", "link", 1]), \
		    "@" role["C", "link", 1])
		preserved()
		stop = 1
		return
	}
	if (depth % role["C", "align", 1])
		fault("the stack is not aligned")
	for (i = 1; i <= count["C", "arguments"]; i++)
		register[role["C", "arguments", i]] = "lost"
	register[role["C", "link", 1]] = "lost"
	register[role["C", "result", 1]] = "-1 of the error path"
}

function leave(register_name)
{
	stop = 1
	is("the address that it returns to", value_of(register_name), \
	    "@" role["C", "link", 1])
	if (value)
		print value_of(role["C", "result", 1])
	else
		is("the result", value_of(role["C", "result", 1]), \
		    answer == "success" ? "the answer" : "-1 of the error path")
	preserved()
}

function go(called,	to)
{
	to = target[at]
	if (to == error && !value)
		error_path(called)
	else if (!called && to == of)
		next_at = line_at[0]
	else if (!called && index(to, of "+0x") == 1 && \
	    hex(substr(to, length(of) + 4)) in line_at)
		next_at = line_at[hex(substr(to, length(of) + 4))]
	else
		fault("it goes to " to)
}

function letter(s) { return s in operand ? operand[s] : s }

function take(text,	w, n)
{
	n = split(text, w, " ")
	if (w[1] == "ge" || w[1] == "lt") {
		if (flagged != "the answer")
			fault("the branch is on " flagged)
		if ((w[1] == "lt") != (answer == "error"))
			return
		sub(/^(ge|lt) /, "", text)
		n = split(text, w, " ")
	}
	if (text == "slot done")
		return
	if (w[1] == "set")
		register[letter(w[2])] = value_of(letter(w[3]))
	else if (w[1] == "flag")
		flagged = value_of(letter(w[2]))
	else if (w[1] == "trap")
		trap()
	else if (w[1] == "go" || w[1] == "call")
		go(w[1] == "call")
	else if (w[1] == "return")
		leave(letter(w[2]))
	else if (w[1] == "push")
		stack[depth -= 4] = value_of(letter(w[2]))
	else if (w[1] == "pop") {
		register[letter(w[2])] = depth in stack ? stack[depth] : "lost"
		depth += 4
	} else if (w[1] == "up")
		depth += value_of(letter(w[2]))
	else if (w[1] == "down")
		depth -= value_of(letter(w[2]))
	else if (w[1] == "store")
		stack[depth + value_of(letter(w[3]))] = value_of(letter(w[2]))
	else if (w[1] == "load") {
		w[3] = depth + value_of(letter(w[3]))
		register[letter(w[2])] = w[3] in stack ? stack[w[3]] : "lost"
	} else
		fault("reading.list: no effect '" text "'")
}

# What stands behind a branch, and comes before it
function slot(line,	row, effects, kept, c)
{
	for (c in operand)
		kept[c] = operand[c]
	row = row_of(line)
	if (!row)
		fault("no row of tests/reading.list for '" instruction[line] "'")
	else
		take(effect[row])
	for (c in kept)
		operand[c] = kept[c]
}

function follow(the_answer,	i, n, steps, row, effects)
{
	answer = the_answer
	split("", register)
	split("", stack)
	depth = traps = stop = 0
	flagged = "nothing"
	for (at = line_at[0]; !stop; at = next_at) {
		if (at == "" || at > lines || ++steps > 100) {
			fault("no way out of it")
			break
		}
		next_at = at + 1
		split("", operand)
		row = row_of(at)
		if (!row) {
			fault("no row of tests/reading.list for '" \
			    instruction[at] "'")
			break
		}
		n = split(effect[row], effects, /; */)
		if (effects[1] == "slot") {
			slot(at + 1)
			effects[1] = "slot done"
			next_at++
		}
		for (i = 1; i <= n && !stop; i++)
			take(effects[i])
	}
	at = ""
	if (!value)
		is("the number of traps", traps, 1)
}

END {
	if (!patterns) {
		fault("tests/reading.list has no rows of " arch)
	} else if (!lines) {
		fault("no code of " of)
	} else if (value) {
		follow("")
	} else {
		follow("success")
		follow("error")
	}
	exit failed
}
