#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Programs as Debian has them, with libunshare.so.1 before libc: bubblewrap,
# crun, util-linux's unshare and nsenter. Each of tests/consumers/lines is run
# with it and without: what it prints, its status, and the calls that it makes
# are the same, and the linker says that unshare is ours.
#
# From the environment, with defaults: BUILDROOT, where the libraries are; ABI,
# this machine's. CONSUMERS_FOREIGN, pairs of Debian architecture and ABI, has
# util-linux of other architectures run, too, which is fetched to CACHE.

# bwrap --dev has a /dev of its own.
case ${TMPDIR-} in
/dev/*) TMPDIR=/tmp ;;
esac
. tests/tap.sh

BUILDROOT=${BUILDROOT:-build}
CACHE=${CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/libunshare}
native=${ABI:-$(uname -m)}
built=$BUILDROOT/$native/libunshare.so.1
if [ ! -e "$built" ]; then
	skip 'consumers' "no $built; make builds it"
	finish
elif ! command -v strace >/dev/null; then
	skip 'consumers' 'no strace; apt-get install strace'
	finish
elif in_chroot; then
	skip 'consumers' 'in a chroot nobody makes a mount namespace as usual'
	finish
fi
root=
[ "$(id -u)" -ne 0 ] || root=yes
# crun wants a machine with cgroup2 alone, and here it gets one.
if [ "$root" ] && [ ! "${CONSUMERS_MOUNTS-}" ]; then
	cgroups='mount -t cgroup2 none /sys/fs/cgroup 2>/dev/null; exec "$@"'
	rm -rf "$tmp"
	CONSUMERS_MOUNTS=own exec unshare --mount sh -c "$cgroups" - sh "$0"
fi

# Another user reads the library, and writes the trace.
chmod 711 "$tmp"
mkdir -m 1777 "$tmp/trace"
library=$tmp/libunshare.so.1
cp "$built" "$library"
chmod 755 "$library"

# What is seen inside, in as few processes as can be
names='user mnt net pid uts ipc cgroup time'
# shellcheck disable=SC2086 # words
links=$(printf '/proc/self/ns/%s ' $names)
# shellcheck disable=SC2086
outer=$(readlink $links | paste -sd ' ')
cat >"$tmp/look" <<EOF
#!/bin/sh
[ ! -d $tmp ] || echo the same /tmp
[ \$\$ -ne 1 ] || echo process 1
echo "in \$PWD"
readlink $links | awk -v outer='$outer' '
	/^[a-z_]+:\\[/ {
		if (!index(outer " ", \$0 " "))
			new = new " " substr(\$0, 1, index(\$0, ":") - 1)
		next
	}
	FILENAME ~ /hostname/ { print "host", \$0 }
	/^(Uid|Gid|CapPrm|CapEff|CapBnd):/ { print \$1, \$2, \$3 }
	FILENAME ~ /dev\$/ && NF > 1 && FNR > 2 { print "interface", \$1 }
	FILENAME ~ /mountinfo/ { print \$5, \$6 }
	END { print "new:" new }' - /proc/sys/kernel/hostname /proc/self/status \
		/proc/net/dev /proc/self/mountinfo
EOF
chmod 755 "$tmp/look"

# The other namespaces, of a process that lasts
target=
if [ "$root" ]; then
	unshare --mount --net --pid --uts --ipc --cgroup --fork --kill-child \
		sleep 1000 >/dev/null 2>&1 &
	holder=$!
	# (what was started last may be busy in there for a moment)
	# shellcheck disable=SC2064 # this one
	trap "kill -KILL $holder 2>/dev/null
		rm -rf '$tmp' 2>/dev/null || { sleep 1; rm -rf '$tmp'; }" EXIT
	for _ in $(seq 100); do
		target=$(cat "/proc/$holder/task/$holder/children")
		case $(cat "/proc/${target% }/comm" 2>/dev/null) in
		sleep) break ;;
		esac
		sleep 0.05
	done
	target=${target% }
fi

# bundle NAMESPACE...: a container of the system's own programs, that looks
bundle()
{
	rm -rf "$tmp/bundle"
	mkdir -p "$tmp/bundle/root/usr" "$tmp/bundle/root/proc" \
		"$tmp/bundle/root/dev" "$tmp/bundle/root/tmp"
	for directory in bin lib lib64; do
		ln -s usr/$directory "$tmp/bundle/root/$directory"
	done
	cp "$tmp/look" "$tmp/bundle/root/look"
	chmod -R a+rX "$tmp/bundle"
	spaces='' maps='' hostname=''
	for n; do
		spaces="$spaces${spaces:+, }{\"type\": \"$n\"}"
		case $n in
		user) maps='"uidMappings": [{"containerID": 0, "hostID": 0,
			"size": 1000}], "gidMappings": [{"containerID": 0,
			"hostID": 0, "size": 1000}],' ;;
		uts) hostname='"hostname": "inside",' ;;
		esac
	done
	cat >"$tmp/bundle/config.json" <<-END
	{"ociVersion": "1.0.0", $hostname
	"process": {"user": {"uid": 0, "gid": 0}, "args": ["/look"],
		"env": ["PATH=/usr/bin"], "cwd": "/"},
	"root": {"path": "root"},
	"mounts": [{"destination": "/proc", "type": "proc", "source": "proc"},
		{"destination": "/usr", "type": "none", "source": "/usr",
		"options": ["rbind", "ro"]}, {"destination": "/etc/alternatives",
		"type": "none", "source": "/etc/alternatives",
		"options": ["bind", "ro"]}],
	"linux": {$maps "namespaces": [$spaces]}}
	END
}

# outcome [LIBRARY] COMMAND: a shell's command: what it prints, its status, and
# its calls, without what another run has otherwise
outcome()
{
	preload=${2:+"-E LD_PRELOAD=$1"}
	[ ! "$preload" ] || shift
	[ "$emulator" ] || set -- "$preload $1"
	[ ! "$emulator" ] || set -- "$emulator $preload $1"
	rm -f "$tmp/trace/calls"
	status=0
	# shellcheck disable=SC2086 # words
	(cd /usr && eval "$user strace -f -qq --seccomp-bpf -e trace=unshare,setns \
		-e signal=none -o $tmp/trace/calls $1") \
		>"$tmp/out" 2>"$tmp/err" </dev/null || status=$?
	cat "$tmp/out"
	sed "${emulator:+/^ERROR: ld.so: object .* cannot be preloaded/d}" \
		"$tmp/err"
	echo "status: $status"
	sed 's/^[0-9]* *//; s/setns([0-9]*/setns(FD/' "$tmp/trace/calls"
}
bound()		# COMMAND: the library in which the program finds unshare
{
	# shellcheck disable=SC2086 # words
	LD_PRELOAD=$library LD_DEBUG=bindings $1 2>&1 >/dev/null </dev/null | sed -n \
	"s/.*binding file ${1%% *} .* to \([^ ]*\) .*symbol .unshare'.*/\1/p" |
		sort -u
}

newline='
'
# line NAME NEW STATUS COMMAND
line()
{
	without=$(outcome "$4")
	case $2:$without in
	-:*new:*)
		same "$1: it does not get there" '' "$without"
		return ;;
	-:*"status: $3"*) ;;
	*"status: $3"*)
		found=${without#*new: }
		same "$1: new namespaces" "$2" "${found%%"$newline"*}" ;;
	*)
		skip "$1" "without the library: $(echo "$without" |
			head -n 2 | paste -sd ' ')"
		return ;;
	esac
	same "$1: the same with it" "$without" "$(outcome "$library" "$4")"
}

sed '/^#/d; /^$/d; s/ *| */|/g' tests/consumers/lines >"$tmp/lines"
lines()		# PROGRAM LABEL [ITS PATH]: its lines
{
	while IFS='|' read -r who new code command; do
		case $command in
		"$1 "*) ;;
		*) continue ;;
		esac
		case $who in
		-*)
			[ -n "${XCHECK-}" ] || continue
			who=${who#-} ;;
		esac
		user=
		# Below CACHE another user may not get at the program.
		[ ! "$emulator" ] || [ "$who" = root ] || continue
		if [ ! "$root" ] && [ "$who" = root ]; then
			skip "$2$command" 'takes root'
			continue
		elif [ "$root" ] && [ "$who" = nobody ]; then
			user='setpriv --reuid=65534 --regid=65534 --clear-groups'
		fi
		name="$2$who: ${command%% LOOK}"
		case $command in
		*BUNDLE*)
			# shellcheck disable=SC2086 # names
			bundle ${command#*BUNDLE}
			command="crun --root $tmp/state --cgroup-manager=disabled \
run --bundle $tmp/bundle libunshare-test-$$" ;;
		esac
		line "$name" "$new" "$code" "$(echo "${3-$1} ${command#* }" |
			sed "s|LOOK|$tmp/look|; s|TARGET|$target|g")"
	done <"$tmp/lines"
	user=
}

emulator='' user=''
for program in bwrap crun unshare nsenter; do
	if ! command -v $program >/dev/null; then
		package=$program
		[ $program != bwrap ] || package=bubblewrap
		skip $program "no $program; apt-get install $package"
		continue
	fi
	lines $program ''
	[ $program = nsenter ] || same "$program: unshare is ours" "$library" \
		"$(bound "$program --version")"
done

for pair in ${CONSUMERS_FOREIGN-}; do
	abi=${pair#*:}
	sysroot=$CACHE/consumers-${pair%%:*}
	emulator=$(sed -n "s/^RUN='\(.*\)'$/\1/p" "$BUILDROOT/$abi/env")
	emulator=${emulator%% -L *}
	built=$BUILDROOT/$abi/libunshare.so.1
	if ! scripts/foreign-packages "$sysroot" "${pair%%:*}" util-linux libc6 \
	    libselinux1 libpcre2-8-0 2>"$tmp/fetch"; then
		skip "$abi: util-linux" "$(cat "$tmp/fetch")"
	elif [ ! -e "$built" ]; then
		skip "$abi: util-linux" "no $built; make ABI=$abi builds it"
	elif ! command -v "${emulator%% *}" >/dev/null; then
		skip "$abi: util-linux" "no ${emulator%% *}; apt-get install qemu-user"
	else
		cp "$built" "$library"
		emulator="$emulator -L $sysroot"
		for program in nsenter unshare; do
			lines $program "$abi: " "$sysroot/usr/bin/$program"
		done
	fi
done
finish
