# SPDX-License-Identifier: MIT
# The rows of all findings as three tables for the documentation, in Markdown.

BEGIN { FS = "\t" }

function seen(group, name)
{
	if (!((group, name) in index_of)) {
		index_of[group, name] = ++count[group]
		title[group, count[group]] = name
	}
}

# a flag's name, or a list's end
function add(list, item) { return list (list == "" ? "" : ", ") item }

function is_suite() { return $6 == "so" }

{
	key = $1 SUBSEP $2
	seen($1, $2)
	version[key] = $3
	verdict = $8
	sub(/:.*/, "", verdict)
	total[key, verdict]++
	all[verdict]++
	rows++
}
is_suite() {
	ran[key]++
	passed[key] += verdict == "holds"
	left[key] += verdict == "not checkable"
	if (verdict == "differs")
		wrong[key] = add(wrong[key], $5)
}
!is_suite() && $5 ~ /^(CSIGNAL|(CLONE|UNSHARE)_)/ {
	from[key] = $4 ~ /<linux\/sched.h>/ ? "kernel" : "libc"
	if (verdict == "missing" && from[key] == "libc" && \
	    !lacked[key, $5]++) {
		lacks[key] = add(lacks[key], $5)
		lack_count[key]++
	}
	if (verdict == "newer" && $7 ~ /^not yet/ && !late[key, $5]++)
		younger[key] = add(younger[key], $5)
	if (verdict == "newer" && $7 !~ /^not yet/)
		more[key] = add(more[key], $5)
	if (verdict == "differs")
		other[key] = add(other[key], $5)
	if (from[key] == "kernel" && verdict == "holds")
		kernel_flags[key]++
}
!is_suite() && $5 !~ /^(CSIGNAL|(CLONE|UNSHARE)_)/ {
	said[key, $5] = verdict == "holds" ? "yes" : verdict == "not checkable" ? \
	    "?" : verdict == "missing" ? "none" : $7
	if ($5 == "readable" || $5 == "behaviour")
		why[key] = $8
	if ($5 ~ /: (number|entry point)$/ && verdict == "holds")
		right[key]++
	if ($5 ~ /: (number|entry point)$/ && verdict != "holds" && \
	    verdict != "newer")
		bad[key] = add(bad[key], $5 " " $7)
}
$5 == "what is above an int does not matter" {
	width[key] = verdict == "holds" ? "yes" : verdict == "differs" ? "no" : "?"
}

function cell(key, promise)
{
	return ((key, promise) in said) ? said[key, promise] : "-"
}

function or_dash(text) { return text == "" ? "-" : text }

function suite(key)
{
	return passed[key] + 0 " pass" (left[key] ? ", " left[key] \
	    " not checkable" : "")
}

function short(text,	n)
{
	sub(/^not checkable: /, "", text)
	gsub(/\|/, "/", text)
	return text
}

END {
	print "<!-- SPDX-License-Identifier: MIT -->"
	print "<!-- Made by make findings: do not edit. -->"
	print "# What libunshare-abicheck found on this machine\n"
	print "yes: the promise holds; none: it is not there; ?: not " \
	    "checkable; -: it is not promised.\n"
	print "## C libraries\n"
	print "The width rule is that what a register holds above an int " \
	    "does not reach the kernel:\nread in the code, and run. The " \
	    "suite is the number of its tests that pass, of those that\n" \
	    "ran or had to be left out.\n"
	print "| libc | version | symbol | its version | number | width, read | " \
	    "width, run | stack | property | suite | fails | flags missing |"
	print "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
	for (i = 1; i <= count["libc"]; i++) {
		k = "libc" SUBSEP title["libc", i]
		print "| " title["libc", i] " | " or_dash(version[k]) " | " \
		    cell(k, "symbol") " | " cell(k, "version") " | " \
		    cell(k, "number") " | " cell(k, "width") " | " \
		    or_dash(width[k]) " | " cell(k, "stack") " | " \
		    cell(k, "property") " | " \
		    (ran[k] ? suite(k) : short(or_dash(why[k]))) " | " or_dash(wrong[k]) \
		    " | " (lack_count[k] > 20 ? "all " lack_count[k] : \
		    or_dash(lacks[k])) " |"
	}
	print "\n## Kernels\n"
	print "Numbers and entry points of unshare in the system call " \
	    "tables; flags of <linux/sched.h>,\nin a source or in the headers " \
	    "that come with a libc.\n"
	print "| kernel | version | right in the tables | wrong | flags | " \
	    "flags that came later |"
	print "| --- | --- | --- | --- | --- | --- |"
	for (g = 1; g <= 2; g++) {
		group = g == 1 ? "kernel" : "libc"
		for (i = 1; i <= count[group]; i++) {
			k = group SUBSEP title[group, i]
			if (!kernel_flags[k])
				continue
			print "| " (g == 1 ? "" : "headers with ") \
			    title[group, i] " | " or_dash(version[k]) " | " \
			    (g == 1 ? right[k] + 0 : cell(k, "number")) \
			    " | " or_dash(bad[k]) " | " kernel_flags[k] \
			    " | " or_dash(younger[k]) " |"
		}
	}
	print "\n## Emulators\n"
	print "QEMU's user mode, with the suite's own call.\n"
	print "| ABI | version | suite | fails | a bit above 31 | one thread: THREAD " \
	    "| SIGHAND | VM | NEWUSER |"
	print "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
	for (i = 1; i <= count["emulator"]; i++) {
		k = "emulator" SUBSEP title["emulator", i]
		print "| " title["emulator", i] " | " or_dash(version[k]) \
		    " | " (ran[k] ? suite(k) : \
		    short(or_dash(why[k]))) " | " or_dash(wrong[k]) " | " \
		    cell(k, "a bit above 31") " | " \
		    cell(k, "THREAD with one thread") " | " \
		    cell(k, "SIGHAND with one thread") " | " \
		    cell(k, "VM with one thread") " | " \
		    cell(k, "NEWUSER with one thread, or forbidden") " |"
	}
	print "\n## In all\n"
	print rows " promises checked: " all["holds"] + 0 " hold, " \
	    all["differs"] + 0 " differ, " all["missing"] + 0 \
	    " are missing, " all["newer"] + 0 " are newer, " \
	    all["not checkable"] + 0 " could not be checked."
}
