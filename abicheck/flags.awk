# SPDX-License-Identifier: MIT
# Holds flags that were found against those that are promised:
#   awk -v subject= -v source= -v version= -f flags.awk PROMISES FOUND NAMES
# FOUND has lines @ "NAME" VALUE, as the preprocessor leaves them; NAMES each name
# that is defined. A promise that came after the kernel's version, if that is
# given, is newer; so is a name that nothing here knows.

BEGIN {
	FS = "\t"
	OFS = "\t"
}

function digits(text, base,	i, digit, sum)
{
	sum = 0
	for (i = 1; i <= length(text); i++) {
		digit = index("0123456789abcdef", substr(text, i, 1)) - 1
		if (digit < 0 || digit >= base)
			return ""
		sum = sum * base + digit
	}
	return sum
}

# A constant, or one constant shifted by another: as exact as a double, which
# is more than 38 bits; "" for what is neither
function value(text,	n, parts, left, right)
{
	text = tolower(text)
	gsub(/[ ()]/, "", text)
	n = split(text, parts, /<</)
	left = constant(parts[1])
	if (n == 1 || left == "")
		return left
	right = constant(parts[2])
	return n > 2 || right == "" || right > 52 ? "" : left * 2 ^ right
}

function constant(text)
{
	sub(/[ul]+$/, "", text)
	if (text ~ /^0x./)
		return digits(substr(text, 3), 16)
	if (text ~ /^0./)
		return digits(text, 8)
	return text == "" ? "" : digits(text, 10)
}

function after(a, b,	x, y, i)
{
	split(a, x, ".")
	split(b, y, ".")
	for (i = 1; i <= 2; i++)
		if (x[i] + 0 != y[i] + 0)
			return x[i] + 0 > y[i] + 0
	return 0
}

FILENAME == ARGV[1] {
	if ($1 == "flag") {
		flag[++flags] = $2
		promised[$2] = $3
		since[$2] = $4
	}
	next
}
FILENAME == ARGV[2] {
	name = text = $0
	sub(/^@ "/, "", name)
	sub(/".*/, "", name)
	sub(/^@ "[^"]*" */, "", text)
	gsub(/\t/, " ", text)
	if (name in promised)
		found[name] = text
	next
}
!($0 in promised) && $0 != "" { unknown[++unknowns] = $0 }

END {
	for (i = 1; i <= flags; i++) {
		name = flag[i]
		got = "not defined"
		if (name in found) {
			got = found[name]
			number = value(got)
			verdict = number == "" ? \
			    "not checkable: not a constant" : \
			    number == value(promised[name]) ? "holds" : \
			    "differs"
		} else if (version != "" && after(since[name], version)) {
			verdict = "newer"
			got = "not yet: Linux " since[name] " has it first"
		} else {
			verdict = "missing"
		}
		print subject, name, promised[name], got, verdict, \
		    source ", Linux " since[name]
	}
	for (i = 1; i <= unknowns; i++)
		print subject, unknown[i], "unknown here", "defined", "newer", \
		    source
}
