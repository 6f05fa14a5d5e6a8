# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154 # tmp is of tests/tap.sh
# Chromium without a window, for tests: chromedriver, spoken to by curl in the
# protocol of https://www.w3.org/TR/webdriver2/. After tests/tap.sh:
#
#   browser_needs     prints what is missing, if anything is
#   browser_start     starts both; status 1 if they do not come up
#   browser_open URL  loads a page
#   browser_size WIDTH HEIGHT  of the page, as a phone of that width has it
#   browser_media FEATURE...   name=value pairs, such as
#                     prefers-color-scheme=dark; or type=print
#   browser_js CODE   runs it; prints the string that it returns
#   browser_keys TEXT types at what has the focus; keys have the code points
#                     of WebDriver: Escape is U+E00C
#   browser_picture FILE  of what is seen
#   browser_pdf FILE
#   browser_log browser|performance  the entries since the last time, as JSON
#   browser_stop      which the end of the script does, too
#
# Code and text take no tab and no control character.

browser_needs()
{
	for browser_word in chromium chromedriver:chromium-driver curl; do
		command -v "${browser_word%%:*}" >/dev/null ||
			echo "no ${browser_word%%:*}: apt-get install" \
				"${browser_word#*:}"
	done
}

# A text as JSON has it
browser_quoted()
{
	printf '%s' "$1" | awk '
	{
		gsub(/[\\"]/, "\\\\&")
		gsub(/\t/, " ")
		out = out (NR > 1 ? "\\n" : "") $0
	}
	END { printf "\"%s\"", out }'
}

browser_post()	# PATH JSON
{
	curl -s -m 60 -H 'Content-Type: application/json' -d "$2" \
		"$browser_at$1"
}

browser_start()
{
	mkdir -p "$tmp/profile"
	# A port of 0 is one that is free; it says which.
	TMPDIR=$tmp chromedriver --port=0 >"$tmp/driver" 2>&1 &
	browser_driver=$!
	trap 'browser_stop; rm -rf "$tmp"' EXIT
	browser_tries=100
	until browser_port=$(sed -n 's/.*successfully on port \([0-9][0-9]*\)\.*$/\1/p' \
	    "$tmp/driver") && [ -n "$browser_port" ]; do
		browser_tries=$((browser_tries - 1))
		[ $browser_tries -gt 0 ] || return 1
		sleep 0.1
	done
	browser_at=http://127.0.0.1:$browser_port/session
	browser_post '' '{"capabilities": {"alwaysMatch": {
		"browserName": "chrome",
		"goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
		"goog:chromeOptions": {"binary": "'"$(command -v chromium)"'",
		"args": ["--headless", "--no-sandbox", "--disable-gpu",
		"--disable-quic", "--no-first-run", "--hide-scrollbars",
		"--disable-background-networking", "--disable-sync",
		"--disable-component-update", "--disable-dev-shm-usage",
		"--user-data-dir='"$tmp"'/profile"]}}}}' >"$tmp/answer"
	browser_session=$(sed -n 's/.*"sessionId":"\([0-9a-f]*\)".*/\1/p' "$tmp/answer")
	[ -n "$browser_session" ] || return 1
	browser_at=$browser_at/$browser_session
}

browser_stop()
{
	[ -z "${browser_driver-}" ] || {
		[ -z "${browser_session-}" ] ||
			curl -s -m 10 -X DELETE "$browser_at" >"$tmp/answer"
		kill "$browser_driver" 2>/dev/null
		wait "$browser_driver" 2>/dev/null
		browser_driver=
	}
}

browser_open()
{
	browser_post /url "{\"url\": $(browser_quoted "$1")}" >"$tmp/answer"
	grep -q '"value":null' "$tmp/answer"
}

browser_cdp()	# COMMAND JSON
{
	browser_post /goog/cdp/execute "{\"cmd\": \"$1\", \"params\": $2}"
}

browser_size()
{
	browser_cdp Emulation.setDeviceMetricsOverride "{\"width\": $1,
		\"height\": $2, \"deviceScaleFactor\": 1,
		\"mobile\": $([ "$1" -lt 600 ] && echo true || echo false)}" \
		>"$tmp/answer"
}

browser_media()
{
	browser_type=
	browser_list=
	for browser_word; do
		case $browser_word in
		type=*)	browser_type=${browser_word#*=} ;;
		*)	browser_list="$browser_list${browser_list:+, }{\"name\":
			\"${browser_word%%=*}\", \"value\": \"${browser_word#*=}\"}" ;;
		esac
	done
	browser_cdp Emulation.setEmulatedMedia "{\"media\": \"$browser_type\",
		\"features\": [$browser_list]}" >"$tmp/answer"
}

browser_js()
{
	browser_post /execute/sync "{\"script\": $(browser_quoted "$1"),
		\"args\": []}" | sed 's/^{"value":"\(.*\)"}$/\1/; s/\\n/\
/g'
}

browser_keys()
{
	browser_element=$(browser_post /execute/sync \
		'{"script": "return document.activeElement", "args": []}' |
		sed -n 's/.*"value":{"[^"]*":"\([^"]*\)".*/\1/p')
	browser_post "/element/$browser_element/value" \
		"{\"text\": $(browser_quoted "$1")}" >"$tmp/answer"
}

browser_saved()	# FILE
{
	sed -n 's/^{"value":"\(.*\)"}$/\1/p' | base64 -d >"$1"
}

browser_picture()
{
	curl -s -m 60 "$browser_at/screenshot" | browser_saved "$1"
}

browser_pdf()
{
	browser_post /print '{"background": true, "orientation": "landscape",
		"page": {"width": 21.0, "height": 29.7},
		"margin": {"top": 1, "bottom": 1, "left": 1, "right": 1}}' |
		browser_saved "$1"
}

browser_log()
{
	browser_post /se/log "{\"type\": \"$1\"}"
}
