# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2034,SC2086,SC2154,SC2317
#
# What examples/pam_polyinstantiate refuses: hostile instances and directories,
# and faults of its configuration. Each time the session is refused, the log says
# why, and the process is in the namespace that it came from.

touch /mnt/brief	# where the session is, and no more
cannot='pamtester: Cannot make/remove an entry for the specified session'

# refused NAME LOG COMMAND...: COMMAND makes the fault; LOG is an extended
# regular expression for the only line in the log
refused()
{
	name="refused: $1" pattern=$2
	shift 2
	fresh
	"$@"
	session ours "${user:-alice}"
	log=$(logged)
	if grep -Exq "<[0-9]+>.* pamtester(\[[0-9]*\])?: \
pam_polyinstantiate\(ours:session\): $pattern" /mnt/log && [ "$log" = "${log%
*}" ]; then
		log=yes
	fi
	there=
	read -r there <"/mnt/seen/${user:-alice}.open_session"
	same "$name" "$cannot
log: yes
$outside
$world" "$said
log: $log
$there
$(mounts)"
}

# Instances that the module did not make
instance=/mnt/inst/tmp/1001
refused 'an instance that is a link' "$instance: a link, or no directory" \
	ln -s /mnt/etc $instance
refused 'a link to another instance' "$instance: a link, or no directory" \
	ln -s 1002 $instance
refused 'an instance that is a file' "$instance: a link, or no directory" \
	touch $instance
refused "an instance that is the user's own" \
	"$instance: belongs to user 1001, and was not made here; remove it" \
	install -d -o 1001 $instance
refused "another user's" \
	"$instance: belongs to user 1002, and was not made here; remove it" \
	install -d -o 1002 -m 777 $instance
refused 'the second of two, when the first is mounted' \
	'/mnt/inst/var-tmp/1001: a link, or no directory' \
	ln -s /mnt/etc /mnt/inst/var-tmp/1001

# Where the instances are
parent=/mnt/inst/tmp
refused 'the directory of the instances is not there' \
	"$parent: No such file or directory" rmdir $parent
refused 'it has a mode' \
	"$parent: must be root's, with mode 000 \(owner 0, mode 700\)" \
	chmod 700 $parent
refused 'it is sticky, as /tmp is' \
	"$parent: must be root's, with mode 000 \(owner 0, mode 1000\)" \
	chmod 1000 $parent
refused "it is a user's" \
	"$parent: must be root's, with mode 000 \(owner 1001, mode 000\)" \
	chown 1001 $parent
moved()
{
	mv $parent $parent.moved
	ln -s tmp.moved $parent
}
refused 'it is a link' "$parent: a link, or no directory" moved
refused 'the one above it is writable to a group' \
	"$parent: others than root may write to /mnt/inst \(owner 0, mode 775\)" \
	chmod 775 /mnt/inst
refused "the one above it is a user's" \
	"$parent: others than root may write to /mnt/inst \(owner 1002, mode 755\)" \
	chown 1002 /mnt/inst
moved_above()
{
	rm -rf /mnt/inst.moved
	mv /mnt/inst /mnt/inst.moved
	ln -s inst.moved /mnt/inst
}
refused 'the one above it is a link' '/mnt/inst: a link, or no directory' \
	moved_above
rm -rf /mnt/inst /mnt/inst.moved

# conf TEXT: instead of the first line
conf()
{
	echo "$1" >$conf
	echo "$good" | sed 1d >>$conf
}
in_tmp()
{
	mkdir -m 000 /var/tmp/inst
	echo '/tmp /var/tmp/inst' >$conf
}
refused 'it is below one that everybody may write to' \
	'/var/tmp/inst: others than root may write to /var/tmp \(owner 0, mode 777\)' \
	in_tmp
rmdir /var/tmp/inst

# What is to be covered
refused 'the directory is not there' '/none: No such file or directory' \
	conf '/none /mnt/inst/tmp'
refused 'nor the one above it' '/none: No such file or directory' \
	conf '/none/tmp /mnt/inst/tmp'
covered_link()
{
	ln -sfn /tmp /mnt/link
	conf '/mnt/link /mnt/inst/tmp'
}
refused 'the directory is a link' '/mnt/link: a link, or no directory' \
	covered_link
refused 'the directory is a file' '/mnt/etc/passwd: a link, or no directory' \
	conf '/mnt/etc/passwd /mnt/inst/tmp'
home()
{
	install -d -o 1001 /mnt/home
	install -d -o 1001 /mnt/home/tmp
	conf '/mnt/home/tmp /mnt/inst/tmp'
}
refused 'a user may move the directory' \
	'/mnt/home/tmp: others than root may write to /mnt/home \(owner 1001, mode 755\)' \
	home

# The configuration
refused 'no file' "$conf: No such file or directory" rm $conf
refused 'a file that a user can write to' \
	"$conf: others than root can write to it" chmod 666 $conf
refused "a user's file" "$conf: others than root can write to it" \
	chown 1001 $conf
directory()
{
	rm $conf
	mkdir $conf
}
refused 'a directory as file' "$conf: is not a regular file" directory
pipe()
{
	rm $conf
	mkfifo $conf
}
refused 'a pipe as file' "$conf: is not a regular file" pipe
while IFS='|' read -r name fault line; do
	refused "line: $name" "$conf:1: $fault" conf "$line"
done <<END
one directory only|takes a directory and one for its instances|/tmp
no absolute path|tmp is not absolute|tmp /mnt/inst/tmp
no absolute path for the instances|inst/tmp is not absolute|/tmp inst/tmp
a way up|/mnt/inst/../inst/tmp has a part \. or \.\.|/tmp /mnt/inst/../inst/tmp
a way to itself|/mnt/./tmp has a part \. or \.\.|/mnt/./tmp /mnt/inst/tmp
two slashes|//tmp has an empty part|//tmp /mnt/inst/tmp
a slash at the end|/tmp/ has an empty part|/tmp/ /mnt/inst/tmp
the root|/ has an empty part|/ /mnt/inst/tmp
instances in what is covered|/tmp would cover its own instances|/tmp /tmp/inst
a path too long|/0+ is too long|/$(printf '%0256d' 0) /mnt/inst/tmp
a line too long|the line is too long|/tmp /mnt/inst/tmp $(printf '%01100d' 0)
END
add()
{
	echo "$1" >>$conf
}
while IFS='|' read -r name fault line; do
	refused "third line: $name" "$conf:3: $fault" add "$line"
done <<'END'
the same directory|/tmp covers another directory, or is in one|/tmp /mnt/inst/other
one inside|/tmp/inside covers another directory, or is in one|/tmp/inside /mnt/inst/other
one around|/var covers another directory, or is in one|/var /mnt/inst/other
instances in one that is covered|/mnt/t covers another.*|/mnt/t /var/tmp/inst
instances are covered|/mnt/inst covers another.s instances, or the reverse|/mnt/inst /mnt/other
END
many()
{
	for i in $(seq 15); do
		echo "/mnt/many$i /mnt/inst/tmp # comment"
	done >>$conf
}
refused 'too many lines' "$conf:17: /mnt/many15 is one directory too many" many
user=root
refused 'a fault is one for who is excepted, too' \
	"$conf:3: tmp is not absolute" add 'tmp inst'
user=
fresh
service ours "$ours debug"
refused 'an option' 'no option debug: config=/FILE is the only one' :
service ours '/mnt/pam_polyinstantiate.so config=poly.conf'
refused 'a path that is not absolute' \
	'no option config=poly\.conf: config=/FILE is the only one' :
service ours "$ours"

# Privileges, and a kernel that says no
fresh
with='setpriv --bounding-set=-sys_admin --inh-caps=-sys_admin'
refused 'no CAP_SYS_ADMIN' 'CLONE_NEWNS: .*CAP_SYS_ADMIN.*' :
with=
fresh
rm /mnt/brief
