# SPDX-License-Identifier: MIT
#
# The page, from what the other parts have read. -v style= and script= are files
# that are put in; the policy names both by their digests, so that nothing else
# is applied or run, and nothing is loaded. -v release= when= uname= ran_on= say
# what of, when and where.

function include(path,	text)
{
	while ((getline text < path) > 0)
		print text
	close(path)
}

function print_head()
{
	print "<!DOCTYPE html>"
	print "<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\"><head>"
	print "<meta charset=\"utf-8\"/>"
	print "<meta http-equiv=\"Content-Security-Policy\" content=\"" \
	    "default-src 'none'; img-src data:; style-src 'sha256-" \
	    base64(style_digest) "'; script-src 'sha256-" base64(script_digest) \
	    "'; base-uri 'none'; form-action 'none'\"/>"
	print "<meta name=\"viewport\" content=\"width=device-width, " \
	    "initial-scale=1\"/>"
	print "<meta name=\"color-scheme\" content=\"light dark\"/>"
	print "<title>libunshare " escaped(release) ": report</title>"
	print "<link rel=\"icon\" href=\"data:,\"/>"
	printf "<style>"
	include(style)
	print "</style></head><body>"
}

function print_filter()
{
	print "<form class=\"filter\" role=\"search\" hidden=\"hidden\">" \
	    "<label>ABI <input id=\"filter\" type=\"search\" autocomplete=\"off\" " \
	    "spellcheck=\"false\" placeholder=\"mips, s390\"/></label>" \
	    "<label>with a cell <select id=\"with\"><option value=\"\">" \
	    "of any kind</option><option>failed</option><option>skipped</option>" \
	    "<option>not run</option><option>passed</option></select></label>" \
	    "<output id=\"count\" aria-live=\"polite\"></output></form>"
}

END {
	if (failed)
		exit 1
	end_results()
	ready()
	set_columns()
	tally()
	print_head()
	print "<header><h1>libunshare <span>" escaped(release) "</span></h1>" \
	    "<p>What was done for each ABI that Linux has, and what came of it. " \
	    "Made " escaped(when) " UTC on " escaped(ran_on) (last_at == "" ? \
	    "" : ", from results of " (first_at == last_at ? "" : \
	    first_at " to ") last_at " UTC") ".</p>"
	print "<nav aria-label=\"parts\">" link("matrix", "matrix") " " \
	    link("whole", "the whole") " " link("figures", "figures") " " \
	    link("stubs", "stubs") "</nav></header><main>"
	print_summary()
	print_failures()
	print "<h2 id=\"matrix\">ABIs and checks</h2>"
	print_filter()
	print_matrix()
	print_legend()
	print_whole()
	print_plots()
	print_abis()
	print_logs()
	printf "</main><script>"
	include(script)
	print "</script></body></html>"
}
