# SPDX-License-Identifier: MIT
#
# What situations.c printed, against what reasons says:
#
#   awk -v linux=VERSION -v nr_open=NUMBER -f tests/explain/compare.awk \
#       VALUES tests/explain/reasons OUTPUT
#
# VALUES has the number of each name that stands in reasons: a flag's, an errno
# value's. One test of the Test Anything Protocol for each line of either, and
# the plan; status 1 if one failed. A situation that cannot be had is skipped,
# and one of which nothing is printed has failed.

function trim(text)
{
	gsub(/^[ \t]+|[ \t]+$/, "", text)
	return text
}

# 0x20000 and 131072 alike
function value(name,	i, number)
{
	return name in numbers ? numbers[name] : name + 0
}

function result(passed, name, why)
{
	print (passed ? "ok " : "not ok ") ++count " - " name
	if (!passed) {
		failed = 1
		print "# " why
	}
}

FILENAME == ARGV[1] {
	numbers[$1] = $2
	next
}
FILENAME == ARGV[2] && /^[^#\t]/ {
	split($0, field, "|")
	name = trim(field[1])
	words = split(trim(field[2]), word, " ")
	for (flags = i = 0; ++i <= words; )
		flags += value(word[i])
	lines[name]++
	of[name, lines[name]] = trim(field[2])
	key[name, lines[name]] = sprintf("%.0f %d", flags, \
	    value(trim(field[3])))
	if (lines[name] == 1)
		order[++situations] = name
	next
}
FILENAME == ARGV[2] && /^\t/ {
	pattern = trim($0)
	gsub(/LINUX/, linux, pattern)
	gsub(/NR_OPEN/, nr_open, pattern)
	wanted[name, lines[name]] = pattern
	next
}
FILENAME == ARGV[2] { next }
/^#/ {
	print
	complaints++
	next
}
{
	split($0, field, "\t")
	name = field[1]
	if (field[3] ~ /^- /) {
		impossible[name] = substr(field[3], 3)
		next
	}
	got[name, ++seen[name]] = field[2] " " field[3]
	sentence[name, seen[name]] = field[4]
}
END {
	for (s = 1; s <= situations; s++) {
		name = order[s]
		if (name in impossible) {
			print "ok " ++count " - " name " # SKIP " impossible[name]
			continue
		}
		# The last line of the table stands for all that follow.
		for (i = 1; i <= lines[name] || i <= seen[name]; i++) {
			j = i > lines[name] ? lines[name] : i
			result(got[name, i] == key[name, j] &&
			    sentence[name, i] ~ wanted[name, j],
			    name ": " of[name, j],
			    "wanted " key[name, j] " " wanted[name, j] ", got " \
			    got[name, i] " " sentence[name, i])
		}
	}
	result(!complaints, "all sizes, errno and descriptors", "see above")
	print "1.." count
	exit failed
}
