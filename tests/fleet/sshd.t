#!/bin/sh
# SPDX-License-Identifier: MIT
#
# make check-fleet with real servers: six machines, each a network namespace with
# an sshd of its own behind a bridge. Two are well, one is down, one slow, one
# full, and one's sshd is killed while programs run; then all are mended, and a
# second run takes up what is missing. Nothing of it is seen outside: it runs in
# network, mount and process namespaces of its own, with keys, host keys and
# configuration of its own. As root, from the top of the tree, with
#
#   BUILDROOT  where the programs of make are
#   MACHINE    the ABI of this machine
#   CACHE      where a copy of Debian's sshd is unpacked, if none is installed
#
# shellcheck disable=SC2317 # functions that are arguments

if [ -z "${FLEET_INSIDE-}" ]; then
	[ "$(id -u)" -eq 0 ] || {
		echo '1..0 # SKIP network namespaces of its own take root'
		exit
	}
	SSHD=$(command -v sshd || echo /usr/sbin/sshd)
	export SSHD
	[ -x "$SSHD" ] || why=$(scripts/foreign-packages "$CACHE/sshd" \
	    "$(dpkg --print-architecture)" openssh-server libwrap0 2>&1) || {
		skip_all "$why"
	}
	FLEET_INSIDE=1 exec unshare --mount --net --pid --fork --kill-child \
		--mount-proc --propagation private sh "$0"
fi
. tests/tap.sh
: "${BUILDROOT:?}" "${MACHINE:?}" "${CACHE:?}"

for program in ip:iproute2 ssh:openssh-client parallel:parallel; do
	command -v ${program%%:*} >/dev/null || {
		skip_all "no ${program%%:*}: apt-get install ${program#*:}"
	}
done
if [ ! -x "$SSHD" ]; then
	SSHD=$CACHE/sshd/usr/sbin/sshd
	LD_LIBRARY_PATH=$(dirname "$(find "$CACHE/sshd" -name 'libwrap.so.0')")
	export LD_LIBRARY_PATH
fi

# The network -----------------------------------------------------------------

trap 'umount /etc/passwd "$tmp/full"; rm -rf "$tmp"' EXIT
mount -t tmpfs tmpfs /run && mkdir /run/sshd /run/netns
cp /etc/passwd "$tmp/passwd"
grep -q '^sshd:' "$tmp/passwd" ||
	echo 'sshd:x:65533:65534::/run/sshd:/usr/sbin/nologin' >>"$tmp/passwd"
mount --bind "$tmp/passwd" /etc/passwd
chmod 755 "$tmp"
ssh-keygen -q -t ed25519 -N '' -f "$tmp/key"
ip link set lo up
ip link add bridge type bridge
ip address add 192.0.2.254/24 dev bridge
ip link set bridge up

hosts='well-1 well-2 down slow full killed'
number=0
for host in $hosts; do
	number=$((number + 1))
	mkdir "$tmp/$host"
	ip netns add "$host"
	ip link add veth$number type veth peer name eth0 netns "$host"
	ip link set veth$number master bridge up
	ip -n "$host" address add 192.0.2.$number/24 dev eth0
	ip -n "$host" link set eth0 up
	ssh-keygen -q -t ed25519 -N '' -f "$tmp/host-$host"
	echo "192.0.2.$number $(cut -d ' ' -f 1,2 "$tmp/host-$host.pub")" \
		>>"$tmp/known"
	printf 'Host %s\n\tHostName 192.0.2.%s\n' "$host" $number >>"$tmp/config"
	cat >"$tmp/sshd-$host" <<-END
		ListenAddress 192.0.2.$number
		HostKey $tmp/host-$host
		AuthorizedKeysFile $tmp/key.pub
		StrictModes no
		UsePAM no
		PidFile $tmp/pid-$host
		LogLevel INFO
		SetEnv TMPDIR=$tmp/$host
	END
done
cat >>"$tmp/config" <<END
Host *
	User root
	IdentityFile $tmp/key
	IdentitiesOnly yes
	IdentityAgent none
	UserKnownHostsFile $tmp/known
	GlobalKnownHostsFile /dev/null
	StrictHostKeyChecking yes
END
start()	# HOST
{
	ip netns exec "$1" "$SSHD" -f "$tmp/sshd-$1" -E "$tmp/log-$1"
}
cp "$tmp/sshd-slow" "$tmp/sshd-mended"
# shellcheck disable=SC2016 # for the machine
echo 'ForceCommand case $SSH_ORIGINAL_COMMAND in */run*) sleep 99 ;;
	*) eval "$SSH_ORIGINAL_COMMAND" ;; esac' | tr -d '\n' >>"$tmp/sshd-slow"
mount -t tmpfs -o size=8k tmpfs "$tmp/full"
for host in well-1 well-2 slow full killed; do
	check "$host has an sshd" start $host
done

# The first run -----------------------------------------------------------------

mkdir -p "$tmp/build/$MACHINE"
cp "$BUILDROOT/$MACHINE/conformance-asm" "$tmp/build/$MACHINE"
# This one waits where it is told to.
cat >"$tmp/build/$MACHINE/hold" <<'END'
#!/bin/sh
: >"$TMPDIR/running"
[ ! -e "$TMPDIR/hold" ] || sleep 99
echo ok 1 - went on
echo 1..1
END
chmod +x "$tmp/build/$MACHINE/hold"
printf '%s\n' conformance-asm hold >"$tmp/build/$MACHINE/fleet"
for host in $hosts; do
	echo "$MACHINE $host"
done >"$tmp/fleet"
export FLEET_SSH="ssh -F $tmp/config"
fleet()
{
	scripts/fleet -t 8 "$tmp/fleet" "$tmp/build" "$tmp/report" >"$tmp/said" 2>&1
}
says()	# HOST PATTERN
{
	check "$1: $2" grep -qE "^  FLEET   $1, $MACHINE: $2" "$tmp/said" ||
		tap_diagnose "$tmp/said"
}
# Of a directory of ours, that it is gone, in some seconds
emptied()
{
	left=50
	while [ -n "$(find "$tmp"/*/libunshare-fleet.* 2>/dev/null)" ]; do
		left=$((left - 1))
		[ "$left" -gt 0 ] || {
			find "$tmp"/*/libunshare-fleet.*
			return 1
		}
		sleep 0.1
	done
}

: >"$tmp/killed/hold"
(
	until [ -e "$tmp/killed/running" ]; do
		sleep 0.1
	done
	# The server with its sessions; not what they run
	for pid in $(ip netns pids killed); do
		[ "$(cat "/proc/$pid/comm" 2>/dev/null)" != sshd ] || kill -9 "$pid"
	done
) &
fleet
same 'the first run: some do not finish' 1 $?
says well-1 '[0-9]+ passed, 0 failed'
says well-2 '[0-9]+ passed, 0 failed'
says down 'is down: ssh: connect to host 192.0.2.3 port 22: '
says slow 'is slow: not done after 8 s'
says full 'is full: tar: .*No space left on device'
says killed 'went away: '
check 'its tests are in the report' \
	grep -q '^ok .* - conformance-asm: errno is' "$tmp/report/$MACHINE/well-1.t"
check 'nothing of ours stays, also where the server was killed' emptied

# The second ----------------------------------------------------------------------

rm "$tmp/killed/hold"
start killed
start down
mount -o remount,size=1m "$tmp/full"
kill "$(cat "$tmp/pid-slow")"
cp "$tmp/sshd-mended" "$tmp/sshd-slow"
until start slow 2>/dev/null; do
	sleep 0.1
done
asked()
{
	grep -c 'Accepted publickey' "$tmp/log-well-1"
}
before=$(asked)
fleet
same 'the second run: all finish' 0 $?
says well-1 '[0-9]+ passed before'
for host in down slow full killed; do
	says $host '[0-9]+ passed, 0 failed'
done
same 'who had passed is not asked again' "$before" "$(asked)"
check 'nothing of ours stays' emptied

# Interrupted -----------------------------------------------------------------------

for host in $hosts; do
	rm -f "$tmp/$host/running"
	: >"$tmp/$host/hold"
done
rm -r "$tmp/report"
scripts/fleet -t 60 "$tmp/fleet" "$tmp/build" "$tmp/report" >"$tmp/said" 2>&1 &
fleet=$!
left=100
until [ "$(find "$tmp" -name running | wc -l)" -eq 6 ] || [ $left -eq 0 ]; do
	left=$((left - 1))
	sleep 0.1
done
kill -INT $fleet || kill -TERM $fleet
kill -TERM $fleet 2>/dev/null
wait $fleet
check 'interrupted, nothing of ours stays there' emptied
same 'nor an ssh here' '' "$(pgrep -x ssh)"

# The rule, with the suite's programs ---------------------------------------------

rm -f "$tmp"/*/hold
printf '%s well-1\n%s well-2\n' "$MACHINE" "$MACHINE" >"$tmp/fleet"
# Part 5 counts pid namespaces, of which this is one.
check 'make check-fleet' make -s check-fleet BUILD="$BUILDROOT" PARTS='1 2' \
	FLEET="$tmp/fleet" FLEET_SSH="$FLEET_SSH" FLEET_REPORT="$tmp/report"
check 'has the words' grep -q '^ok .* - words: ' "$tmp/report/$MACHINE/well-2.t"
for host in $hosts; do
	kill "$(cat "$tmp/pid-$host")"
done
finish
