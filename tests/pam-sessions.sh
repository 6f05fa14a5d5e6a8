# SPDX-License-Identifier: MIT
# shellcheck shell=sh
#
# Sessions of two users, good ones and refused ones: TAP. Run by pam.t, which
# says where.

. tests/tap.sh
. tests/pam-world.sh
world_setup
outside=$(cat /mnt/outside)
mounts()
{
	cat /proc/self/mountinfo
}
world=$(mounts)

# isolation NAME SERVICE: two users, one after the other and at the same time
isolation()
{
	name=$1 service=$2
	session "$service" alice
	first=$(seen alice open)
	same "$name: alice: the session is opened and closed" \
		'pamtester: successfully opened a session
pamtester: session has successfully been closed.' "$said"
	check "$name: in another namespace" \
		[ "$(echo "$first" | head -n 1)" != "$outside" ]
	same "$name: each directory is empty, and as the common one is" \
		'/tmp: 0:0 1777
/var/tmp: 0:0 1777' "$(echo "$first" | sed -n 2,3p)"
	session "$service" bob
	same "$name: bob does not see what alice left" '/tmp: 0:0 1777
/var/tmp: 0:0 1777' "$(seen bob open | sed -n 2,3p)"
	session "$service" alice
	same "$name: alice finds it again" '/tmp: 0:0 1777 of-alice
/var/tmp: 0:0 1777 of-alice' "$(seen alice open | sed -n 2,3p)"
	same "$name: afterwards the common ones are there" \
		'/tmp: 0:0 1777 common
/var/tmp: 0:0 1777 common' "$(seen alice close | sed -n 2,3p)"

	# bob's whole session while alice's is open
	mkfifo /mnt/hold.alice.open_session
	$with pamtester "$service" alice open_session close_session \
		>"$tmp/alice" 2>&1 &
	alice=$!
	exec 9>/mnt/hold.alice.open_session
	during=$(mounts)
	session "$service" bob
	same "$name: at the same time: bob has his own" \
		'/tmp: 0:0 1777 of-bob
/var/tmp: 0:0 1777 of-bob' "$(seen bob open | sed -n 2,3p)"
	same "$name: at the same time: the mounts outside are as they were" \
		"$world" "$during"
	exec 9>&-
	wait "$alice"
	rm /mnt/hold.alice.open_session
	same "$name: root, who is excepted, has the common ones" \
		"$outside
/tmp: 0:0 1777 common
/var/tmp: 0:0 1777 common" "$(session "$service" root; seen root open | sed -n 1,3p)"
	same "$name: nothing is in the common ones but what was" \
		'/tmp/common /var/tmp/common' "$(echo /tmp/* /var/tmp/*)"
	same "$name: the mounts outside are as they were" "$world" "$(mounts)"
}

with=
ours='/mnt/pam_polyinstantiate.so config=/mnt/etc/poly.conf'
conf=/mnt/etc/poly.conf
good='/tmp /mnt/inst/tmp root
/var/tmp /mnt/inst/var-tmp root'
fresh()		# the module's directories and configuration
{
	rm -rf /mnt/inst $conf
	mkdir /mnt/inst
	mkdir -m 000 /mnt/inst/tmp /mnt/inst/var-tmp
	echo "$good" >$conf
}
fresh
service ours "$ours"
isolation pam_polyinstantiate ours
session ours alice
same 'an instance has the restrictions of both' 'nodev,nosuid
nodev,noexec,nosuid' "$(seen alice open | sed -n 4,5p)"
same 'at the end, the process is where it came from' "$outside" \
	"$(seen alice close | head -n 1)"
(
	cd /usr || exit
	session ours alice
)
same 'and in the directory where it was' /usr "$(seen alice close | tail -n 1)"
session ours ../1001
same 'a user of an evil name has an instance by number' \
	'1001 1002 1003' "$(cd /mnt/inst/tmp && echo *)"
same 'and does not see that of another' '/tmp: 0:0 1777' \
	"$(seen 1001 open | sed -n 2p)"
same 'nobody but root can reach the instances' "ls: cannot open directory \
'/mnt/inst/tmp': Permission denied" "$(LC_ALL=C setpriv --reuid=1001 \
	--clear-groups ls /mnt/inst/tmp 2>&1)"

. tests/pam-refused.sh

# What applications and other modules may do in between

session ours alice open_session open_session
same 'a session is not opened twice' "$cannot
pamtester: successfully opened a session" "$said"
same 'and the log says so' 'the session is open already' \
	"$(logged | sed 's/.*: //')"
session ours alice close_session
same 'one that was not opened is closed in peace' \
	'pamtester: session has successfully been closed.' "$said"
# PAM's own module

theirs='pam_namespace.so unmount_on_close'
mkdir -p /mnt/inst2
mkdir -m 000 /mnt/inst2/tmp /mnt/inst2/var-tmp
printf '%s\n' '/tmp /mnt/inst2/tmp/ user root' \
	'/var/tmp /mnt/inst2/var-tmp/ user root' >/mnt/etc/namespace.conf
printf '#!/bin/sh\nexit 0\n' >/mnt/etc/namespace.init
chmod 755 /mnt/etc/namespace.init
for file in namespace.conf namespace.init; do
	[ ! -e /etc/security/$file ] ||
		mount --bind /mnt/etc/$file /etc/security/$file
done
world=$(mounts)
service theirs "$theirs"
[ -z "${XCHECK-}" ] || isolation 'pam_namespace, libc' theirs
rm -rf /mnt/inst2/*
mkdir -m 000 /mnt/inst2/tmp /mnt/inst2/var-tmp
mkdir -m 1777 /mnt/trace
with='env LD_PRELOAD=/mnt/libunshare.so.1 LD_DEBUG=bindings
	LD_DEBUG_OUTPUT=/mnt/trace/t'
isolation 'pam_namespace, libunshare' theirs
same 'pam_namespace: the call is the one of libunshare.so.1' \
	'/mnt/libunshare.so.1' "$(cat /mnt/trace/t.* | sed -n \
	"s/.*file [^ ]*pam_namespace.so .* to \([^ ]*\) .*symbol .unshare'.*/\1/p" |
	sort -u)"

# Both, ours first: at the end the process is in the other one's namespace.
with=
service both "$ours" "$theirs"
session both alice
same 'ours does not go back from the namespace of another module' \
	"$cannot
pamtester: successfully opened a session
yes" "$said
$(logged | grep -q "cannot go back: this is not the session's namespace$" && echo yes)"
same 'and the mounts outside are as they were' "$world" "$(mounts)"
finish
