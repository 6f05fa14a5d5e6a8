# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC1091,SC2016,SC2154,SC2317
#
# What a command in examples/sandbox.c sees, can and cannot do, as whoever runs
# this: sh examples-sandbox.sh PROGRAM PORT PLACE. PORT is of a listener on
# 127.0.0.1, PLACE a directory to write to that is not below /tmp.
# Prints TAP. Run by examples.t, as several users.

. "${0%/*}/tap.sh"
sandbox=$1 port=$2 place=$3

# What is new, and what is not there

spaces='user mnt net pid uts ipc cgroup'
links='for n in '$spaces'; do readlink /proc/self/ns/$n; done'
sh -c "$links" >"$tmp/outside"
"$sandbox" sh -c "$links" >"$tmp/inside"
same 'each namespace of it is new' "$(echo "$spaces" | wc -w) 0" \
	"$(sort -u "$tmp/inside" | wc -l) $(grep -cFxf "$tmp/outside" "$tmp/inside")"
same 'process 1 is its own, and there are no others' 'sandbox /proc/1 /proc/2' \
	"$("$sandbox" sh -c 'read -r comm </proc/1/comm; echo $comm /proc/[0-9]*')"
same 'interfaces: lo alone, without a route' 'lo 0' \
	"$("$sandbox" awk -F : 'FILENAME ~ /dev$/ && NF > 1 {
		gsub(/ /, "", $1); printf "%s ", $1 }
		FILENAME ~ /route$/ && FNR > 1 { routes++ }
		END { print routes + 0 }' /proc/net/dev /proc/net/route)"
connect='use IO::Socket::INET;
	exit !IO::Socket::INET->new(PeerAddr => "127.0.0.1:'$port'")'
no_network()
{
	perl -e "$connect" && ! "$sandbox" perl -e "$connect"
}
check 'a port that is open outside cannot be reached' no_network
same 'it is the caller, or nobody for root' \
	"$(id -u | sed 's/^0$/65534/')" "$("$sandbox" id -u)"

# Files

grep -v ' /proc/' /proc/self/mountinfo >"$tmp/before"
mounts_while()	# the mounts out here, while there are some inside
{
	mkfifo "$tmp/hold"
	"$sandbox" sh -c 'echo up; read -r _' <"$tmp/hold" >"$tmp/up" &
	exec 8>"$tmp/hold"
	for _ in $(seq 100); do
		[ ! -s "$tmp/up" ] || break
		sleep 0.05
	done
	grep -v ' /proc/' /proc/self/mountinfo >"$tmp/during"
	exec 8>&-
	wait $!
	cmp "$tmp/before" "$tmp/during"
}
check 'the mounts outside are what they were, meanwhile' mounts_while
same 'what may be written to is empty, and not the one outside' \
	'/tmp: written /var/tmp: written /dev/shm: written /run: written' \
	"$("$sandbox" sh -c 'for d in /tmp /var/tmp /dev/shm /run; do
		[ -z "$(ls -A $d)" ] && echo 1 >$d/libunshare-inside.'$$' &&
			echo $d: written
	done' | paste -sd ' ')"
check 'and what is written there stays there' sh -c \
	'! ls -d /tmp/*.'$$' /var/tmp/*.'$$' /dev/shm/*.'$$' /run/*.'$$' 2>/dev/null'
read_only()
{
	touch "$place/outside" &&
		! "$sandbox" sh -c "echo >$place/inside" 2>"$tmp/said" &&
		grep 'Read-only file system' "$tmp/said" &&
		[ ! -e "$place/inside" ]
}
no_descriptor()
{
	"$sandbox" [ ! -e /proc/self/fd/9 ] 9<"$place"
}
remount()	# [COMMAND...]
{
	"$@" unshare --user --map-root-user --mount \
		mount -o remount,bind,rw "$place"
}
locked()
{
	remount && ! remount "$sandbox"
}
if [ "$place" ]; then
	check 'what the caller may write is read-only inside' read_only
	check 'a directory that the caller has open is closed' no_descriptor
	check 'another user namespace does not make it writable' locked
else
	skip 'what the caller may write' 'no place that is not below /tmp'
fi
same 'no rights, and no way to any' 'CapPrm: 0 CapEff: 0 NoNewPrivs: 1' \
	"$("$sandbox" awk '/^(CapPrm|CapEff|NoNewPrivs)/ { sub(/^0+/, "0", $2)
		print $1, $2 }' /proc/self/status | paste -sd ' ')"
same 'the working directory stays' /usr "$(cd /usr && "$sandbox" pwd)"
same 'one that is covered becomes the one above it' /tmp \
	"$(cd /tmp && "$sandbox" pwd)"

# Status and signals

status_of()	# COMMAND...
{
	code=0
	"$sandbox" "$@" >"$tmp/out" 2>"$tmp/err" || code=$?
	echo "$code"
}
for code in 0 1 42 255; do
	same "the status of the command: $code" "$code" \
		"$(status_of sh -c "exit $code")"
done
same 'killed by a signal: 128 and the signal' 143 \
	"$(status_of sh -c 'kill -TERM $$')"
same 'no such command: 127' 127 "$(status_of /nonexistent)"
refuse 'no such command: a line' '^sandbox: cannot run /nonexistent: No such' \
	"$sandbox" /nonexistent
same 'not a command: 126' 126 "$(status_of /etc/passwd)"
same 'a caller that ignores SIGCHLD' 7 "$(code=0; timeout 10 env \
	--ignore-signal=CHLD "$sandbox" sh -c 'exit 7' || code=$?; echo $code)"
same 'an orphan is reaped, and does not end it' 0 \
	"$("$sandbox" sh -c '(sh -c "exit 3" & exec true); sleep 0.2
		cat /proc/[0-9]*/status 2>/dev/null | grep -c "^State:.Z"')"

over()		# PID: it ends, or has ended, within some seconds
{
	for _ in $(seq 100); do
		grep -qs '^State:.[^Z]' "/proc/$1/status" || return 0
		sleep 0.05
	done
	return 1
}
start()		# SCRIPT: of a shell inside, that has said that it is up
{
	rm -f "$tmp/up"
	env --default-signal "$sandbox" sh -c "$1"'; echo up
		while :; do sleep 0.05; done' >"$tmp/up" 2>&1 &
	outer=$!
	for _ in $(seq 100); do
		[ ! -s "$tmp/up" ] || break
		sleep 0.05
	done
}
ended()		# with which status
{
	over "$outer" || kill -KILL "$outer"
	code=0
	wait "$outer" 2>/dev/null || code=$?
	echo "$code"
}
for signal in HUP INT TERM USR1; do
	start "trap 'exit 42' $signal"
	kill -$signal "$outer"
	ended >"$tmp/code"
	same "SIG$signal reaches the command" 42 "$(cat "$tmp/code")"
done
start ':'
kill -TERM "$outer"
ended >"$tmp/code"
same 'SIGTERM kills who does not handle it' 143 "$(cat "$tmp/code")"
start ':'
init=$(cat "/proc/$outer/task/$outer/children")
kill -KILL "$outer"
ended >"$tmp/code"
check 'SIGKILL of sandbox: nothing of it is left' over "${init% }"

# Bad usage

refuse 'no command' '^usage: sandbox command' "$sandbox"
refuse 'an option' '^usage: sandbox command' "$sandbox" --share-net true
same 'bad usage: 125' 125 "$(status_of --share-net)"
finish
