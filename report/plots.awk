# SPDX-License-Identifier: MIT
#
# The figures of the last benchmarks and of the planted faults, as plots and, for
# who cannot see these, as tables. Reads .../bench.json, in the layout that
# benchtests/json.awk writes, one object a line.

FILENAME ~ /\.json$/ {
	if (/^\t"[a-z]+": \[/) {
		bench_kind = $0
		gsub(/[^a-z]/, "", bench_kind)
	} else if (/^\t\t\{/) {
		read_object($0)
	}
	next
}

function read_object(text,	n, i, pair, part)
{
	split("", object)
	gsub(/^\t\t\{|\},?$/, "", text)
	n = split(text, pair, /, "/)
	for (i = 1; i <= n; i++) {
		split(pair[i], part, /": /)
		gsub(/"/, "", part[1])
		gsub(/"/, "", part[2])
		object[part[1]] = part[2]
	}
	if (bench_kind == "peers")
		peers = peers (peers == "" ? "" : ", ") object["name"] " " \
		    object["version"]
	else if (bench_kind == "bound")
		point("insns", object["abi"], "bound", object["success"])
	else if (bench_kind == "insns")
		point("insns", object["abi"], object["form"], object["success"])
	else if (bench_kind == "size")
		point("size", object["abi"], object["form"], object["program"])
	else if (bench_kind == "ns" && object["form"] ~ /^(inline|ours|libc)$/)
		point("ns", object["abi"] " " object["libc"] " " \
		    object["linked"] ", " object["call"], object["form"], \
		    object["median"])
}

# plot: what is shown; a line of it, a series, and the number
function point(plot, of, series, number_of)
{
	if (number_of !~ /^[0-9.]+$/)
		return
	if (!((plot, of) in at_line)) {
		line_name[plot, ++lines[plot]] = of
		at_line[plot, of] = lines[plot]
	}
	if (!((plot, series) in at_series)) {
		series_name[plot, ++serieses[plot]] = series
		at_series[plot, series] = serieses[plot]
	}
	shown[plot, at_line[plot, of], at_series[plot, series]] = number_of + 0
	if (number_of + 0 > most[plot])
		most[plot] = number_of + 0
	if (!(plot in least) || number_of + 0 < least[plot])
		least[plot] = number_of + 0
}

# A mark is told by its form, too, and is the same in all plots.
BEGIN {
	marks = split("asm bound c inline nolibc glibc syscall musl dietlibc", \
	    mark_name, " ")
	for (mark = 1; mark <= marks; mark++)
		mark_of[mark_name[mark]] = mark
	mark_of["ours"] = mark_of["asm"]
	mark_of["libc"] = mark_of["glibc"]
}

function shape(f, x, y,	attributes)
{
	attributes = is("class", "s" f)
	if (f == 1)
		return sprintf("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\"%s/>", \
		    x, y, attributes)
	if (f == 2)
		return sprintf("<path d=\"M%.1f %.1fv12\"%s/>", x, y - 6, attributes)
	if (f == 3)
		return sprintf("<path d=\"M%.1f %.1fl5 5-5 5-5-5z\"%s/>", x, \
		    y - 5, attributes)
	if (f == 4)
		return sprintf("<path d=\"M%.1f %.1fh8v8h-8z\"%s/>", x - 4, \
		    y - 4, attributes)
	if (f == 5)
		return sprintf("<path d=\"M%.1f %.1fl5 9h-10z\"%s/>", x, y - 5, \
		    attributes)
	if (f == 6)
		return sprintf("<path d=\"M%.1f %.1fl8 8m0-8l-8 8\"%s/>", x - 4, \
		    y - 4, attributes)
	if (f == 7)
		return sprintf("<path d=\"M%.1f %.1fl5-9h-10z\"%s/>", x, y + 5, \
		    attributes)
	if (f == 8)
		return sprintf("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\"%s/>", \
		    x, y, attributes)
	return sprintf("<path d=\"M%.1f %.1fh10m-5-5v10\"%s/>", x - 5, y, \
	    attributes)
}

function place_of(plot, number_of)
{
	if (logarithmic)
		return left_edge + wide * (log(number_of) / log(10) - low) / \
		    (high - low)
	return left_edge + wide * number_of / high
}

function text_at(x, y, how, text)
{
	printf "<text x=\"%.1f\" y=\"%.1f\"%s>%s</text>\n", x, y, how, \
	    escaped(text)
}

function round_up(n) { return int(n) + (n > int(n)) }

function print_axis(plot, height,	tick, step)
{
	if (logarithmic) {
		low = int(log(least[plot]) / log(10) + 0.000001)
		high = round_up(log(most[plot]) / log(10))
		high += high == low
	} else {
		step = most[plot] > 40 ? 10 : 5
		low = 0
		high = step * round_up(most[plot] / step)
	}
	for (tick = low; tick <= high; tick += logarithmic ? 1 : step) {
		x = place_of(plot, logarithmic ? 10 ^ tick : tick)
		printf "<path class=\"grid\" d=\"M%.1f 30V%d\"/>\n", x, height - 18
		text_at(x, height - 4, " text-anchor=\"middle\"", \
		    logarithmic ? sprintf("%.0f", 10 ^ tick) : tick)
	}
}

function print_table(plot,	i, j)
{
	print "<details><summary>The same as a table</summary>" \
	    "<div class=\"scroll\" role=\"region\" tabindex=\"0\" " \
	    "aria-label=\"figures\"><table><thead><tr><th></th>"
	for (j = 1; j <= serieses[plot]; j++)
		print "<th scope=\"col\">" escaped(series_name[plot, j]) "</th>"
	print "</tr></thead><tbody>"
	for (i = 1; i <= lines[plot]; i++) {
		print "<tr><th scope=\"row\">" escaped(line_name[plot, i]) "</th>"
		for (j = 1; j <= serieses[plot]; j++)
			print "<td>" ((plot, i, j) in shown ? \
			    shown[plot, i, j] : "&#8211;") "</td>"
		print "</tr>"
	}
	print "</tbody></table></div></details>"
}

# One line for each ABI, one mark for each series
function print_plot(plot, title, is_log, edge,	i, j, height, y)
{
	if (!lines[plot]) {
		print "<p class=\"not-run\"><b>not run</b> " escaped(title) \
		    ": make bench</p>"
		return
	}
	logarithmic = is_log
	left_edge = edge
	wide = 640 - edge - 24
	height = 30 + 17 * lines[plot] + 26
	print "<figure><figcaption>" escaped(title) "</figcaption>" \
	    "<div class=\"scroll\" role=\"region\" tabindex=\"0\"" \
	    is("aria-label", title) "><svg role=\"img\" viewBox=\"0 0 640 " \
	    height "\"" is("aria-label", title ": the table below has the figures") ">"
	x = 4
	for (j = 1; j <= serieses[plot]; j++) {
		print shape(mark_of[series_name[plot, j]], x + 5, 12)
		text_at(x + 14, 16, "", series_name[plot, j])
		x += 26 + 7 * length(series_name[plot, j])
	}
	print_axis(plot, height)
	for (i = 1; i <= lines[plot]; i++) {
		y = 30 + 17 * i - 6
		printf "<path class=\"rule\" d=\"M%d %dH%d\"/>\n", left_edge, y, \
		    left_edge + wide
		text_at(left_edge - 8, y + 4, " text-anchor=\"end\"", \
		    line_name[plot, i])
		for (j = serieses[plot]; j > 0; j--)
			if ((plot, i, j) in shown)
				print shape(mark_of[series_name[plot, j]], \
				    place_of(plot, shown[plot, i, j]), y)
	}
	print "</svg></div>"
	print_table(plot)
	print "</figure>"
}

function bar(x, y, width, f)
{
	printf "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"11\" " \
	    "class=\"%s\"/>\n", x, y - 6, width, f
}

function print_mutants(	i, j, n, a, all, kind, x, y, height, width, title)
{
	title = "Planted faults, by ABI"
	n = split("killed equivalent survived error", kind, " ")
	for (i = 1; i <= abis; i++)
		for (j = 1; j <= n; j++)
			if ((abi[i], kind[j]) in mutant) {
				point("mutants", abi[i], kind[j], \
				    mutant[abi[i], kind[j]])
				all[abi[i]] += mutant[abi[i], kind[j]]
				if (all[abi[i]] > most["all"])
					most["all"] = all[abi[i]]
			}
	if (!lines["mutants"]) {
		print "<p class=\"not-run\"><b>not run</b> " title \
		    ": make check-mutants</p>"
		return
	}
	height = 34 + 17 * lines["mutants"]
	print "<figure><figcaption>" title "</figcaption><div class=\"scroll\" " \
	    "role=\"region\" tabindex=\"0\"" is("aria-label", title) \
	    "><svg role=\"img\" viewBox=\"0 0 640 " height "\"" is("aria-label", \
	    title ": the table below has the figures") ">"
	x = 4
	for (j = 1; j <= n; j++) {
		bar(x, 12, 11, kind[j])
		text_at(x + 16, 16, "", kind[j])
		x += 36 + 7 * length(kind[j])
	}
	for (i = 1; i <= lines["mutants"]; i++) {
		a = line_name["mutants", i]
		y = 28 + 17 * i - 6
		text_at(112, y + 4, " text-anchor=\"end\"", a)
		x = 120
		for (j = 1; j <= n; j++) {
			width = 470 * mutant[a, kind[j]] / most["all"]
			if (width)
				bar(x, y, width, kind[j])
			x += width
		}
		text_at(x + 6, y + 4, "", all[a])
	}
	print "</svg></div>"
	print_table("mutants")
	print "</figure>"
}

function print_plots()
{
	print "<h2 id=\"figures\">Figures</h2>"
	if (peers != "")
		print "<p>Compared with: " escaped(peers) ". Marks in " \
		    "one place cover each other: the tables have them all.</p>"
	print_plot("insns", "Instructions that a successful call executes", 0, 120)
	print_plot("size", "Bytes of the smallest program that unshares", 1, 120)
	print_plot("ns", "Nanoseconds of a call, median", 1, 250)
	print_mutants()
}
