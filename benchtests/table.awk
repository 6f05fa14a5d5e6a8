# SPDX-License-Identifier: MIT
#
# Prints the rows of the benchmarks as a table; -v what= says which:
#
#   insns, size, ns  one kind of rows, whole
#   ratios           all of them, as ratios
#
# A row: its kind, ABI and what benchtests/insns, size or ns print behind that;
# "bound ABI number" and "peer NAME VERSION...".

function add(list, item)
{
	return index(" " list " ", " " item " ") ? list : \
		list (list == "" ? "" : " ") item
}

function ratio(a, b)
{
	return a == "" || b == "" || a == "-" || b == "-" || b == 0 ? "-" : \
		sprintf("%.3f", a / b)
}

# A cell, or "-"; the columns of a line are gathered, then printed aligned.
function cell(text)
{
	line = line "\t" (text == "" ? "-" : text)
}

function end_line(	n, i, part, out)
{
	n = split(substr(line, 2), part, "\t")
	out = sprintf("%-14s", part[1])
	for (i = 2; i <= n; i++)
		out = out sprintf(" %" width "s", part[i])
	print out
	line = ""
}

function heading(text, words,	n, i, word)
{
	print (begun++ ? "\n" : "") text
	n = split(words, word, " ")
	for (i = 1; i <= n; i++)
		cell(word[i])
	end_line()
}

$1 == "peer" {
	sub(/^peer /, "")
	peers = peers (peers == "" ? "" : ", ") $0
	next
}
{ abis = add(abis, $2) }
$1 == "bound" { bound[$2] = $3 }
$1 == "insns" { good[$2, $3] = $4; bad[$2, $3] = $5 }
$1 == "size" {
	stub[$2, $3] = $4
	archive[$2, $3] = $5
	shared[$2, $3] = $6
	program[$2, $3] = $7
}
$1 == "ns" {
	key = $2 " " $3 " " $4 " " $5
	timed = timed (key in seen ? "" : (timed == "" ? "" : "\n") key)
	seen[key]
	median[key, $6] = $7
	quartiles[key, $6] = $8 "-" $9
}

function rounded(time)
{
	return time == "" ? "" : sprintf("%.1f", time)
}

function counts(abi, form)
{
	return (abi, form) in good ? good[abi, form] "/" bad[abi, form] : "-"
}

function print_insns(	i, j)
{
	heading("Instructions of a call, success/error", \
		"ABI bound " forms)
	for (i = 1; i <= abi_count; i++) {
		if (!((abi[i], "asm") in good))
			continue
		cell(abi[i])
		cell(bound[abi[i]])
		for (j = 1; j <= form_count; j++)
			cell(counts(abi[i], form[j]))
		end_line()
	}
}

function print_size(	i, a)
{
	heading("Bytes: the stub, the archive, the shared library, a program", \
		"ABI asm c glibc musl diet .a .so glibc.so inline nolibc " \
		"glibc musl diet")
	for (i = 1; i <= abi_count; i++) {
		a = abi[i]
		if (!((a, "asm") in stub))
			continue
		cell(a)
		cell(stub[a, "asm"])
		cell(stub[a, "c"])
		cell(stub[a, "glibc"])
		cell(stub[a, "musl"])
		cell(stub[a, "dietlibc"])
		cell(archive[a, "asm"])
		cell(shared[a, "asm"])
		cell(shared[a, "glibc"])
		cell(program[a, "inline"])
		cell(program[a, "nolibc"])
		cell(program[a, "glibc"])
		cell(program[a, "musl"])
		cell(program[a, "dietlibc"])
		end_line()
	}
}

function print_ns(	n, i, key, part)
{
	heading("Nanoseconds, median of the rounds, and ratios with quartiles", \
		"ABI libc linked call raw inline ours libc inline/raw " \
		"quartiles ours/libc quartiles")
	n = split(timed, key, "\n")
	for (i = 1; i <= n; i++) {
		split(key[i], part, " ")
		cell(part[1]); cell(part[2]); cell(part[3]); cell(part[4])
		cell(rounded(median[key[i], "raw"]))
		cell(rounded(median[key[i], "inline"]))
		cell(rounded(median[key[i], "ours"]))
		cell(rounded(median[key[i], "libc"]))
		cell(median[key[i], "inline/raw"])
		cell(quartiles[key[i], "inline/raw"])
		cell(median[key[i], "ours/libc"])
		cell(quartiles[key[i], "ours/libc"])
		end_line()
	}
}

function print_ratios(	i, a, n, key)
{
	heading("Ours to theirs: instructions on success, bytes of the stub " \
		"and of a program", "ABI bound glibc syscall musl dietlibc " \
		"inl/nolibc stub/glibc prg/nolibc prg/glibc prg/musl prg/diet")
	for (i = 1; i <= abi_count; i++) {
		a = abi[i]
		cell(a)
		cell(ratio(good[a, "asm"], bound[a]))
		cell(ratio(good[a, "asm"], good[a, "glibc"]))
		cell(ratio(good[a, "asm"], good[a, "syscall"]))
		cell(ratio(good[a, "asm"], good[a, "musl"]))
		cell(ratio(good[a, "asm"], good[a, "dietlibc"]))
		cell(ratio(good[a, "inline"], good[a, "nolibc"]))
		cell(ratio(stub[a, "asm"], stub[a, "glibc"]))
		cell(ratio(program[a, "inline"], program[a, "nolibc"]))
		cell(ratio(program[a, "inline"], program[a, "glibc"]))
		cell(ratio(program[a, "inline"], program[a, "musl"]))
		cell(ratio(program[a, "inline"], program[a, "dietlibc"]))
		end_line()
	}
	n = split(timed, key, "\n")
	if (n)
		print_ns()
}

END {
	forms = "asm c inline nolibc glibc syscall musl dietlibc"
	form_count = split(forms, form, " ")
	abi_count = split(abis, abi, " ")
	width = 11
	if (peers != "")
		print "Beside " peers "\n"
	if (what == "insns")
		print_insns()
	else if (what == "size")
		print_size()
	else if (what == "ns")
		print_ns()
	else
		print_ratios()
}
