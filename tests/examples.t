#!/bin/sh
# SPDX-License-Identifier: MIT
#
# examples/sandbox.c, as root and as another user, where namespaces are
# forbidden, and under an emulator, which cannot make a user namespace: what is
# said, and that the command does not run then.
#
# From the environment, with defaults: BUILDROOT, where the programs are built;
# ABI, this machine's; EXAMPLE_ABIS, others to run it as.
# shellcheck disable=SC2016 # scripts for other shells

. tests/tap.sh

built=${BUILDROOT:-build}/${ABI:-$(uname -m)}/examples/sandbox
if [ ! -x "$built" ]; then
	skip sandbox "no $built; make examples builds it"
	finish
fi
# The tree may be closed to another user, who reads this much of it.
chmod 711 "$tmp"
mkdir "$tmp/test"
cp "$built" tests/tap.sh tests/examples-sandbox.sh "$tmp/test"
chmod -R a+rX "$tmp/test"
sandbox=$tmp/test/sandbox

cat >"$tmp/listen.pl" <<'END'
use IO::Socket::INET;
$| = 1;
my $s = IO::Socket::INET->new(Listen => 5, LocalAddr => "127.0.0.1") or die;
print $s->sockport, "\n";
while (my $c = $s->accept) { close $c }
END
perl "$tmp/listen.pl" >"$tmp/port" &
listener=$!
# shellcheck disable=SC2064 # this one
trap "kill $listener 2>/dev/null; rm -rf '$tmp'" EXIT
for _ in $(seq 100); do
	[ ! -s "$tmp/port" ] || break
	sleep 0.05
done

# all_of DESCRIPTION OPTIONS COMMAND...: OPTIONS make a mount namespace where
# COMMAND, which ends in the user's own words, has a place to write to.
suite="$tmp/test/examples-sandbox.sh $sandbox $(cat "$tmp/port")"
all_of()
{
	description=$1 options=$2
	shift 2
	if ! "$@" unshare --user --map-root-user true 2>"$tmp/refused"; then
		skip "$description" "$(head -n 1 "$tmp/refused")"
		return
	fi
	# shellcheck disable=SC2086 # words
	TMPDIR=/tmp relay "$description" unshare --mount $options sh -c '
		mount -t tmpfs -o mode=1777 place /mnt && exec "$@"' - \
		"$@" sh $suite /mnt
}
nobody='setpriv --reuid=65534 --regid=65534 --clear-groups'
if [ "$(id -u)" -eq 0 ]; then
	all_of root '' env
	# shellcheck disable=SC2086
	all_of 'another user' '' $nobody
else
	nobody=
	all_of 'this user' '--map-current-user --keep-caps' \
		setpriv --ambient-caps=-all --inh-caps=-all
fi

# In a user namespace that allows none below it
forbid='echo 0 >/proc/sys/user/max_user_namespaces
	exec setpriv --bounding-set=-all --ambient-caps=-all --inh-caps=-all "$@"'
forbidden()	# COMMAND...
{
	# shellcheck disable=SC2086
	$nobody unshare --map-current-user --keep-caps sh -c "$forbid" - "$@"
}
if forbidden true 2>"$tmp/refused"; then
	refuse 'forbidden: the sysctl is named, and what to do' \
		'^sandbox: .*max_user_namespaces.*; ' forbidden "$sandbox" touch "$tmp/ran"
	code=0
	forbidden "$sandbox" true 2>/dev/null || code=$?
	same 'forbidden: status' 125 "$code"
	check 'forbidden: the command does not run' [ ! -e "$tmp/ran" ]
else
	skip 'forbidden' "$(head -n 1 "$tmp/refused")"
fi

starts()	# does it come to main?
{
	# shellcheck disable=SC2086 # words
	timeout 10 $emulator "$foreign" 2>&1 | grep -q "^usage:"
}
for abi in ${EXAMPLE_ABIS-aarch64}; do
	[ "$abi" != "${ABI-}" ] || continue
	emulator=$(sed -n "s/^RUN='\(.*\)'$/\1/p" "${BUILDROOT:-build}/$abi/env")
	foreign=${BUILDROOT:-build}/$abi/examples/sandbox
	case $emulator in
	qemu-*) ;;
	*) continue ;;
	esac
	if [ ! -x "$foreign" ]; then
		skip "$abi" "no $foreign; make ABI=$abi examples builds it"
	elif ! command -v "${emulator%% *}" >/dev/null; then
		skip "$abi" "no ${emulator%% *}; apt-get install qemu-user"
	elif ! starts; then
		skip "$abi" "its libc does not come to main there"
	else
		# shellcheck disable=SC2086
		refuse "$abi: it says that the emulator stands in the way" \
			"^sandbox: .*emulator ${emulator%% *}; run it without" \
			$emulator "$foreign" touch "$tmp/ran"
	fi
done
check 'and the command does not run' [ ! -e "$tmp/ran" ]
finish
