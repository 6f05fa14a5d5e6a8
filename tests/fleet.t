#!/bin/sh
# SPDX-License-Identifier: MIT
#
# make check-fleet without a network: lines that are refused, and what is said
# of machines that are well, down, slow, full or gone, by an ssh that is none. With
# real ones: make check-fleet-sshd.
#
# shellcheck disable=SC2016,SC2317 # for another shell; by refuse
. tests/tap.sh

if ! command -v parallel >/dev/null; then
	echo '1..0 # SKIP no parallel: apt-get install parallel'
	exit
fi
build=$tmp/build
report=$tmp/report
mkdir -p "$build/x86_64" "$build/arm" "$tmp/boards"
cat >"$build/x86_64/good" <<'END'
#!/bin/sh
echo "ok 1 - said $1"
echo 1..1
END
cat >"$build/arm/bad" <<'END'
#!/bin/sh
echo 'not ok 1 - <b>'
echo 1..1
exit 1
END
cat >"$build/arm/killed" <<'END'
#!/bin/sh
echo 'ok 1 - fine'
echo 1..1
kill -9 $$
END
cat >"$build/arm/short" <<'END'
#!/bin/sh
echo 'ok 1 - first'
echo 1..2
END
chmod +x "$build"/*/*
echo 'good hello' >"$build/x86_64/fleet"
printf '%s\n' bad killed short >"$build/arm/fleet"

# The machine is a directory here; its name says how it is.
cat >"$tmp/ssh" <<'END'
#!/bin/sh
while [ "$1" = -o ]; do
	shift 2
done
machine=$1
shift
mkdir -p "$BOARDS/$machine"
echo "$machine" >>"$BOARDS/asked"
case $machine in
down)	echo 'ssh: connect to host down port 22: No route to host' >&2
	exit 255 ;;
full)	case $* in
	*tar*)	echo 'tar: ./good: Cannot write: No space left on device' >&2
		exit 2 ;;
	esac ;;
slow)	case $* in
	*/run*)	exec sleep 60 ;;
	esac ;;
gone)	case $* in
	*/run*)	echo '@@ begin good'
		echo 'Connection to gone closed by remote host.' >&2
		exit 255 ;;
	esac ;;
esac
TMPDIR=$BOARDS/$machine exec sh -c "$*"
END
chmod +x "$tmp/ssh"
export BOARDS="$tmp/boards"

fleet()	# LINES
{
	printf '%b' "$1" >"$tmp/fleet"
	: >"$BOARDS/asked"
	FLEET_SSH="$tmp/ssh" scripts/fleet -t 3 "$tmp/fleet" "$build" "$report"
}
status_of()
{
	"$@" >"$tmp/said" 2>&1
	echo $?
}
said()	# MACHINE
{
	sed -n "s/^  FLEET   $1, //p" "$tmp/said"
}

refuse 'no file' "no file ''" scripts/fleet '' "$build" "$report"
refuse 'no machine' 'no machine in it' fleet '# none\n\n'
refuse 'a word too few' 'fleet:2: .* ABI MACHINE, this one has 1' fleet \
	'# first\nx86_64\n'
refuse 'a word too many' 'fleet:1: .* this one has 3' fleet 'arm a b\n'
refuse 'an ABI that is none' 'fleet:1: no ABI "vax"' fleet 'vax a\n'
refuse 'an ABI without programs' 'fleet:1: no programs of sh4' fleet 'sh4 a\n'
refuse 'a name that is an option' 'fleet:1: "-oProxyCommand=x" is no name' \
	fleet 'arm -oProxyCommand=x\n'
refuse 'a name that is a command' 'is no name for ssh' fleet 'arm a;reboot\n'
refuse 'a line twice' 'fleet:3: the same as line 1' fleet 'arm a\narm b\narm a\n'
same 'and no machine was asked' '' "$(cat "$BOARDS/asked")"

all='x86_64 shelf-1 # the first\nx86_64 down\nx86_64 slow\nx86_64 full\nx86_64 gone
arm shelf-1\n'
same 'some do not finish' 1 "$(status_of fleet "$all")"
same 'one passes, and fails' 'x86_64: 1 passed, 0 failed, 0 skipped
arm: 2 passed, 3 failed, 0 skipped' "$(said shelf-1 | sort -r)"
same 'one is down' 'x86_64: is down: ssh: connect to host down port 22: No route to host' \
	"$(said down)"
same 'one is slow' 'x86_64: is slow: not done after 3 s' "$(said slow)"
same 'one is full' \
	'x86_64: is full: tar: ./good: Cannot write: No space left on device' \
	"$(said full)"
same 'one goes away' \
	'x86_64: went away: Connection to gone closed by remote host.' "$(said gone)"
same 'which is counted' 'fleet: 4 of 6 did not finish; run it again for those' \
	"$(tail -n 1 "$tmp/said")"
same 'nothing stays there' '' "$(find "$BOARDS" -mindepth 2)"
same 'what passed is TAP' 'ok 1 - good: said hello
1..1' "$(grep -v '^#' "$report/x86_64/shelf-1.t")"
same 'what failed, too' 'not ok 1 - bad: <b>
ok 2 - killed: fine
not ok 3 - killed: ran to its end
ok 4 - short: first
not ok 5 - short: ran to its end
1..5' "$(grep -v '^#' "$report/arm/shelf-1.t")"
same 'what is down is a skip' '1..0 # SKIP down is down: ssh: connect to host down
port 22: No route to host' "$(grep -v '^#' "$report/x86_64/down.t" |
	fold -s -w 52 | sed 's/ $//')"

status=$(status_of fleet 'x86_64 shelf-1\nx86_64 shelf-2\narm shelf-1\n')
same 'what passed is not run again, what failed is' 'shelf-1 shelf-2' \
	"$(sort -u "$BOARDS/asked" | paste -sd ' ')"
same 'and says so' 'x86_64: 1 passed before' "$(said shelf-1 | grep before)"
same 'status 1: it fails still' 1 "$status"
echo '# another' >>"$build/x86_64/good"
same 'other programs are run' 0 "$(status_of fleet 'x86_64 shelf-1\n')"
same 'and pass' 'x86_64: 1 passed, 0 failed, 0 skipped' "$(said shelf-1)"
same 'twice, not' 'x86_64: 1 passed before' \
	"$(status_of fleet 'x86_64 shelf-1\n' >"$tmp/status"; said shelf-1)"

# Interrupted, nothing is left: neither there nor here.
cat >"$build/x86_64/good" <<'END'
#!/bin/sh
echo $$ >"$BOARDS/running"
exec sleep 60
END
mkdir "$tmp/tmp"
printf 'x86_64 shelf-3\n' >"$tmp/fleet"
TMPDIR=$tmp/tmp FLEET_SSH="$tmp/ssh" scripts/fleet -t 50 "$tmp/fleet" "$build" \
	"$report" >"$tmp/said" 2>&1 &
fleet=$!
tries=100
until [ -s "$BOARDS/running" ] || [ $tries -eq 0 ]; do
	tries=$((tries - 1))
	sleep 0.1
done
kill -TERM $fleet
wait $fleet
same 'interrupted' 143 $?
same 'nothing stays there' '' "$(ls "$BOARDS/shelf-3")"
same 'nothing stays here' '' "$(ls "$tmp/tmp")"
same 'no program goes on' gone "$(kill -0 "$(cat "$BOARDS/running")" 2>/dev/null ||
	echo gone)"
finish
