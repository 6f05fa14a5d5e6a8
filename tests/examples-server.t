#!/bin/sh
# SPDX-License-Identifier: MIT
#
# examples/worker-server.c under the load of examples/worker-client.c, on this
# machine and under QEMU: each answer is the right client's and no descriptor is
# left open; and with -s, without the call, the same load shows what it prevents, on
# this machine or, with XCHECK=1, on each.
#
# From the environment, with defaults: BUILDROOT, where the programs are built;
# ABI, this machine's; REQUESTS to make; EXAMPLE_ABIS, others to run it as, with
# FOREIGN_REQUESTS each.

. tests/tap.sh

BUILDROOT=${BUILDROOT:-build}
native=${ABI:-$(uname -m)}
client=$BUILDROOT/$native/examples/worker-client
socket=$tmp/socket

server=
# shellcheck disable=SC2154 # tap.sh's
trap '[ ! "$server" ] || kill -KILL "$server"; rm -rf "$tmp"' EXIT

soon()		# COMMAND...: succeeds within some seconds
{
	for _ in $(seq 200); do
		! "$@" 2>/dev/null || return 0
		sleep 0.05
	done
	return 1
}

# shellcheck disable=SC2317 # soon calls it
reached()
{
	"$client" "$socket" 1 1 >"$tmp/first"
	[ $? -ne 2 ]
}
# start OPTION...: $run is the program
start()
{
	rm -rf "$tmp/data"
	for i in 0 1 2 3 4 5 6 7; do
		mkdir -p "$tmp/data/client$i"
		echo "data of client$i" >"$tmp/data/client$i/data"
	done
	# shellcheck disable=SC2086 # words
	env --default-signal $run "$@" "$socket" "$tmp/data" </dev/null \
		>"$tmp/said" 2>&1 &
	server=$!
	soon reached || return
	last=
	soon settled
}
stop()		# SIGNAL: ends the server; $stopped is its status and last line
{
	code=0
	kill "-$1" "$server"
	wait "$server" || code=$?
	server=
	stopped="$code $(tail -n 1 "$tmp/said")"
}
descriptors()
{
	set -- "/proc/$server/fd"/*
	echo $#
}
# Two looks show the same
# shellcheck disable=SC2317 # soon calls it
settled()
{
	previous=$last
	last=$(state)
	[ "$last" = "$previous" ]
}
# What the workers share with the process, and how many they are
state()
{
	set -- "/proc/$server/task"/*
	echo "$(descriptors) descriptors, $# threads," \
		"$(readlink "/proc/$server/cwd"), $(grep Umask "/proc/$server/status")"
}
# shellcheck disable=SC2317 # soon calls it
at_rest()
{
	[ "$(state)" = "$before" ]
}

load()		# ABI REQUESTS, and without the call; what the client then says
{
	if ! start; then
		stop KILL 2>/dev/null
		same "$1: starts" yes "no: $stopped"
		rm -f "$socket"
		return
	fi
	before=$(state)
	same "$1: $2 requests of 8 clients" "right $2, wrong 0, none 0" \
		"$(timeout 300 "$client" "$socket" 8 "$2")"
	soon at_rest
	same "$1: descriptors, directory and umask are as before" \
		"$before" "$(state)"
	stop TERM
	same "$1: SIGTERM: it ends, and has counted" \
		"0 worker-server: served $(($2 + 1)), refused 0" "$stopped"
	check "$1: the socket is gone" [ ! -e "$socket" ] || rm -f "$socket"
	[ "$1" = "$native" ] || [ -n "${XCHECK-}" ] || return

	start -s
	before=$(descriptors)
	for _ in 1 2 3 4 5 6 7 8 9 10; do	# it is a race
		"$client" "$socket" 8 "$3" >"$tmp/shared"
		! grep -Eq "$4" "$tmp/shared" || break
	done
	check "$1: without unshare, clients do not get their answers" \
		grep -E "$4" "$tmp/shared"
	check "$1: without unshare, descriptors are left open" \
		[ "$(descriptors)" -gt $((before + $3)) ]
	stop INT
}

run=$BUILDROOT/$native/examples/worker-server
if [ ! -x "$run" ]; then
	skip worker-server "no $run; make examples builds it"
	finish
fi
load "$native" "${REQUESTS:-1000}" 500 'wrong [1-9]'

# Clients of another kind: one that is "late" waits for a second, one that is "gone"
# does not wait for an answer. say TEXT [late|gone] prints it.
cat >"$tmp/say.pl" <<'END'
use Socket;
socket(my $s, PF_UNIX, SOCK_STREAM, 0) or die;
connect $s, pack_sockaddr_un($ARGV[0]) or die;
if ($ARGV[2] eq "late") { print STDERR "up\n"; sleep 1 }
syswrite $s, $ARGV[1];
exit if $ARGV[2] eq "gone";
shutdown $s, 1;
print while <$s>;
END
say()
{
	timeout 10 perl "$tmp/say.pl" "$socket" "$1" "${2-}"
}
start
refused=0
while IFS='|' read -r name request; do
	same "refused: $name" '' "$(say "$request
")"
	refused=$((refused + 1))
done <<'END'
a directory above|.. 022 file
a path|client0/../client1 022 file
another path|/etc 022 file
a file elsewhere|client0 022 ../file
a client that there is not|client9 022 file
no umask|client0 rwx file
two words|client0 022
the file of the service|client0 022 data
nothing|
END
same 'refused: a line without an end' '' "$(say 'client0 022 file')"
same 'refused: a line too long' '' "$(say "client0 022 $(printf '%0200d' 0)
")"
say 'client0 022 gone
' gone
same 'it goes on' 'client0 644 data of client0' "$(say 'client0 022 file
')"

# One that is connected, and says nothing for a second
say 'client3 027 ' >"$tmp/none"
say 'client3 027 late
' late >"$tmp/late" 2>"$tmp/up" &
late=$!
soon test -s "$tmp/up"
same 'meanwhile, another is served' 'client1 666 data of client1' \
	"$(say 'client1 000 file
')"
stop TERM
same 'SIGTERM: it ends when all have been served' \
	'0 worker-server: served' "${stopped% [0-9]*, *}"
wait "$late"
same 'who was connected then has an answer' 'client3 640 data of client3' \
	"$(cat "$tmp/late")"

# Where the call fails
if command -v strace >/dev/null; then
	run="strace -f -qq -o /dev/null -e trace=unshare -e inject=unshare:error=EMFILE \
setpriv --pdeathsig KILL $run"
	start
	same 'unshare fails: no answer' '' "$(say 'client1 000 file
')"
	pid=$(cat "/proc/$server/task/$server/children")
	kill -TERM "$pid"
	wait "$server"
	server=
	check 'unshare fails: it says why' \
		grep -E '^worker-server: .*[Dd]escriptor' "$tmp/said"
	check 'unshare fails: and that nobody was served' \
		grep 'served 0, refused [1-9]' "$tmp/said"
	run=${run##* }
else
	skip 'unshare fails' 'no strace; apt-get install strace'
fi

refuse 'usage' '^usage: worker-server' "$run" "$socket"
refuse 'an option' '^usage: worker-server' "$run" --help "$socket"
refuse 'no directory' "^worker-server: $tmp/none2: No such" \
	"$run" "$socket" "$tmp/none2"
refuse 'no place for the socket' ': No such file' "$run" "$tmp/no/socket" "$tmp"
: >"$tmp/taken"
refuse 'a path that is taken' ': Address already in use' \
	"$run" "$tmp/taken" "$tmp"
check 'which is not removed' [ -e "$tmp/taken" ]
refuse 'a path too long' ': File name too long' "$run" \
	"$tmp/$(printf '%0120d' 0)" "$tmp"
refuse 'client: usage' '^usage: worker-client' "$client" "$socket"
refuse 'client: no number' "'x' is not a number" "$client" "$socket" 8 x
refuse 'client: too many' "'9' is not a number from 1 to 8" "$client" "$socket" 9 1
refuse 'client: no server' 'No such file' "$client" "$socket" 8 1

starts()	# does it come to main?
{
	# shellcheck disable=SC2086 # words
	timeout 10 $run 2>&1 | grep -q "^usage:"
}
for abi in ${EXAMPLE_ABIS-aarch64}; do
	[ "$abi" != "$native" ] || continue
	emulator=$(sed -n "s/^RUN='\(.*\)'$/\1/p" "$BUILDROOT/$abi/env")
	run="$emulator${emulator:+ }$BUILDROOT/$abi/examples/worker-server"
	if [ ! -x "${run##* }" ]; then
		skip "$abi" "no ${run##* }; make ABI=$abi examples builds it"
	elif ! command -v "${run%% *}" >/dev/null; then
		skip "$abi" "no ${run%% *}; apt-get install qemu-user"
	elif starts; then
		load "$abi" "${FOREIGN_REQUESTS:-300}" 300 \
			'(wrong|none) [1-9]'
	else
		skip "$abi" "its libc does not come to main there"
	fi
done
finish
