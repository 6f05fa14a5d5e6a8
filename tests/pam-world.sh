# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2034,SC2154,SC2317
#
# A machine with two users, for the tests of PAM: sourced after tap.sh, in a
# mount namespace of its own where /mnt is empty but for what is to be tested.
#
#   world_setup         users alice (1001), bob (1002) and ../1001 (1003), /tmp and
#                       /var/tmp with a file each, a log; mounts are shared, so
#                       that one which a session does not keep to itself shows
#   service NAME LINE...
#                       a PAM service: these modules, and a look around at both
#                       ends of the session, in /mnt/seen/USER.open_session and
#                       .close_session
#   session NAME USER [OPERATION...]
#                       opens and closes one, or does OPERATIONs; $said is what
#                       pamtester said
#   seen USER WHEN      what was seen
#   logged              what was logged since the last session began: something,
#                       which may take a moment

world_setup()
{
	umask 022
	mkdir -p /mnt/etc/pam.d /mnt/seen /mnt/dev
	printf '%s\n' root:x:0:0::/root:/bin/sh alice:x:1001:1001::/:/bin/sh \
		bob:x:1002:1002::/:/bin/sh ../1001:x:1003:1003::/:/bin/sh \
		>/mnt/etc/passwd
	printf '%s\n' root:x:0: alice:x:1001: bob:x:1002: >/mnt/etc/group
	echo 'passwd: files' >/mnt/etc/nsswitch.conf
	for file in passwd group nsswitch.conf; do
		[ ! -e "/etc/$file" ] || mount --bind "/mnt/etc/$file" "/etc/$file"
	done
	echo "session required pam_deny.so" >/mnt/etc/pam.d/other
	readlink /proc/self/ns/mnt >/mnt/outside
	mount --bind /mnt/etc/pam.d /etc/pam.d

	mount -t tmpfs -o mode=1777 tmp /tmp
	mount -t tmpfs -o mode=1777,noexec tmp /var/tmp
	touch /tmp/common /var/tmp/common

	# /dev, for a log of its own
	mount --rbind /dev /mnt/dev
	mount -t tmpfs -o mode=755 dev /dev
	for device in null zero full random urandom tty; do
		: >"/dev/$device"
		mount --bind "/mnt/dev/$device" "/dev/$device"
	done
	umount -l /mnt/dev
	cat >/mnt/log.pl <<-'END'
	use IO::Socket::UNIX;
	my $s = IO::Socket::UNIX->new(Type => SOCK_DGRAM,
		Local => "/dev/log") or die;
	$| = 1;
	print "$_\n" while defined $s->recv($_, 8192);
	END
	: >/mnt/log
	perl /mnt/log.pl >>/mnt/log 2>/mnt/log.err &
	logger=$!
	# shellcheck disable=SC2064 # this one
	trap "kill $logger 2>/dev/null; rm -rf '$tmp'" EXIT
	for _ in $(seq 100); do
		[ ! -S /dev/log ] || break
		sleep 0.05
	done
	world_probe
	mount --make-rshared /
}

# pam_exec runs it as root, with little in the environment.
world_probe()
{
	cat >/mnt/probe <<-'END'
	#!/bin/sh
	PATH=/usr/sbin:/usr/bin:/sbin:/bin
	exec >"/mnt/seen/${PAM_USER##*/}.$PAM_TYPE" 2>&1
	here=$(readlink /proc/self/ns/mnt)
	echo "$here"
	[ ! -e /mnt/brief ] || exit 0
	read -r outside </mnt/outside
	as_user="setpriv --reuid=$PAM_USER --clear-groups"
	for d in /tmp /var/tmp; do
		echo $d: $(stat -c '%u:%g %a' $d) $($as_user ls -A $d)
		[ "$here" = "$outside" ] || [ "$PAM_TYPE" != open_session ] ||
			$as_user touch "$d/of-${PAM_USER##*/}"
	done
	awk '{ options[$5] = "," $6 "," }
	function restrictions(of,	list, i)
	{
		for (i = 1; i <= 3; i++)
			if (index(options[of], "," kind[i] ","))
				list = list "," kind[i]
		print substr(list, 2)
	}
	BEGIN { split("nodev noexec nosuid", kind, " ") } END {
		restrictions("/tmp")
		restrictions("/var/tmp")
	}' /proc/self/mountinfo
	pwd
	if [ -p "/mnt/hold.$PAM_USER.$PAM_TYPE" ]; then
		cat "/mnt/hold.$PAM_USER.$PAM_TYPE" >/dev/null
	fi
	exit 0
	END
	chmod 755 /mnt/probe
}

service()
{
	name=$1
	shift
	{
		printf 'session required %s\n' "$@"
		echo 'session optional pam_exec.so /mnt/probe'
	} >"/mnt/etc/pam.d/$name"
}

session()
{
	rm -f /mnt/seen/*
	: >/mnt/log
	[ $# -gt 2 ] || set -- "$@" open_session close_session
	said=$($with pamtester "$@" 2>&1)
}
seen()
{
	cat "/mnt/seen/$1.$2_session" 2>/dev/null
}
logged()
{
	tries=0
	until [ -s /mnt/log ] || [ $((tries += 1)) -gt 60 ]; do
		sleep 0.05
	done
	cat /mnt/log
}
