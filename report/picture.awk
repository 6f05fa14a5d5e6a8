# SPDX-License-Identifier: MIT
# Makes the README's picture of the ABIs, from what its table is made of: what
# is built, what runs it, and the newest kernel of each origin that it boots on.

# The newest version of the kernels of that origin which run the ABI, or ""
function newest(a, origin,	i, k, v)
{
	v = ""
	for (i = 1; i <= kernels; i++) {
		k = kernel[i]
		if (kernel_row[k, "origin"] ~ "^" origin " " && \
		    index(" " kernel_row[k, "abis"] " ", " " a " ") && \
		    (v == "" || after(kernel_version[k], v)))
			v = kernel_version[k]
	}
	return v
}

# One cell: a class, a width, a word; the next one is to its right.
function cell(kind, width, word)
{
	if (word == "")
		kind = "no"
	printf "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"16\" " \
	    "rx=\"3\"/>\n", kind, x, y, width
	if (word != "")
		printf "<text class=\"%s\" x=\"%.1f\" y=\"%d\">%s</text>\n", kind, \
		    x + width / 2, y + 12, word
	x += width + 3
}

function head(width, word)
{
	printf "<text class=\"head\" x=\"%.1f\" y=\"%d\">%s</text>\n", \
	    x + width / 2, y, word
	x += width + 3
}

function heads()
{
	head(62, "built by")
	head(54, "runs")
	y -= 11
	head(87, "boots a kernel,")
	y += 11
	x -= 90
	head(44, "Debian&#8217;s")
	head(40, "ours")
}

function compilers(a,	word, out)
{
	if (row[a, "status"] == "")
		return ""
	out = row[a, "cc"] ~ /gcc/ ? "gcc" : "clang"
	return row[a, "cc2"] == "" ? out : out " clang"
}

function print_abi(a)
{
	printf "<text class=\"name\" x=\"%d\" y=\"%d\">%s</text>\n", x + 98, \
	    y + 12, a
	x += 105
	cell("built", 62, compilers(a))
	cell("runs", 54, row[a, "status"] != "runs" ? "" : \
	    row[a, "machines"] ~ /x86_64/ ? "natively" : "QEMU")
	cell("boots", 44, newest(a, "packaged"))
	cell("boots", 40, newest(a, "source"))
}

function style()
{
	print "<style>"
	print "text { font: 10px system-ui, \"DejaVu Sans\", sans-serif; " \
	    "text-anchor: middle; fill: #56606b }"
	print ".name { font-size: 11px; font-weight: 600; text-anchor: end; " \
	    "fill: #1d2126 }"
	print ".head { font-weight: 600 }"
	print "rect.built { fill: #ece6fa } text.built { fill: #48308a }"
	print "rect.runs { fill: #d8f0de } text.runs { fill: #14532d }"
	print "rect.boots { fill: #dbe9fa } text.boots { fill: #0c447c }"
	print "rect.no { fill: #f0f1f3 }"
	print "@media (prefers-color-scheme: dark) {"
	print "text { fill: #a3adb8 } .name { fill: #e6e9ed }"
	print "rect.built { fill: #2c2350 } text.built { fill: #cbbcff }"
	print "rect.runs { fill: #12321f } text.runs { fill: #9fe3b5 }"
	print "rect.boots { fill: #14304d } text.boots { fill: #a5d0ff }"
	print "rect.no { fill: #20252b }"
	print "}"
	print "</style>"
}

END {
	ready()
	blocks = 3
	lines = int((abis + blocks - 1) / blocks)
	for (i = 1; i <= abis; i++)
		count[row[abi[i], "status"]]++
	height = 34 + 19 * lines
	printf "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" " \
	    "aria-labelledby=\"title\" viewBox=\"0 0 %d %d\">\n", \
	    322 * blocks, height
	print "<!-- SPDX-License-Identifier: MIT; made by `make README.md` -->"
	printf "<title id=\"title\">Of %d ABIs %d run, natively or under QEMU," \
	    "\n%d only boot on a real kernel, %d only build; the README's table " \
	    "has each</title>\n", abis, count["runs"], count["boots"], \
	    count["builds"]
	style()
	for (i = 0; i < abis; i++) {
		x = 322 * int(i / lines)
		y = 24
		if (i % lines == 0) {
			x += 105
			heads()
		}
		x = 322 * int(i / lines)
		y = 31 + 19 * (i % lines)
		print_abi(abi[i + 1])
	}
	print "</svg>"
}
