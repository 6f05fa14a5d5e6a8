#!/bin/sh
# SPDX-License-Identifier: MIT
#
# scripts/kernel-boot must be able to fail: for each thing that can go wrong,
# with a QEMU that is a script, or on a real kernel where that takes one, what
# it says of it. XCHECK=1 has the real kernel go down as well, in each way, and
# asks Debian for a package that does not exist.
#
# shellcheck disable=SC2016,SC2086,SC2317 # for other shells, and sed; words of an
# option; fake_boot is called by its name
. tests/tap.sh

kernel=debian-amd64-6.1
boot=scripts/kernel-boot

# boot_fails DESCRIPTION PATTERN ARGUMENT...: kernel-boot runs to its own end,
# with status 1, and one of its lines is PATTERN
boot_fails()
{
	boot_description=$1
	boot_pattern=$2
	shift 2
	$boot "$@" >"$tmp/boot" 2>&1
	boot_status=$?
	check "$boot_description" sh -c \
		'[ "$1" = 1 ] && grep -q "^1\.\." "$3" && grep -Eq -e "$2" "$3"' \
		sh $boot_status "$boot_pattern" "$tmp/boot" || tap_diagnose "$tmp/boot"
}

# says DESCRIPTION PATTERN: so does the last one, too
says()
{
	check "$1" grep -Eq -e "$2" "$tmp/boot"
}

# kernel-boot on a QEMU that is a script ---------------------------------------

if ! command -v cpio >/dev/null; then
	skip 'what kernel-boot says' 'no cpio: apt-get install cpio'
	finish
fi
mkdir "$tmp/bin" "$tmp/abi"
echo 'cat "$FAKE"; ${HANG:+exec sleep 9}; exit 3' >"$tmp/bin/qemu-system-x86_64"
sed -i '1i #!/bin/sh' "$tmp/bin/qemu-system-x86_64"
chmod +x "$tmp/bin/qemu-system-x86_64"
: >"$tmp/abi/one"
: >"$tmp/abi/two"
good_stream='@@ kernel 6.1.0 x
@@ begin /abi/one
ok 1 - first
1..1

@@ end 0
@@ begin /abi/two a b
ok 1 - second
1..1

@@ end 0
@@ done'

# stream DESCRIPTION PATTERN SED: what comes of the good stream, edited
fake_boot()
{
	PATH=$tmp/bin:$PATH FAKE=$tmp/stream HANG=$hang scripts/kernel-boot ${hang:+-t 1} \
		-k "$tmp/abi/one" $kernel "$tmp/abi/one" "$tmp/abi/one" \
		"$tmp/abi/two a b"
}
stream()
{
	printf '%s\n' "$good_stream" | sed "$3" >"$tmp/stream"
	boot_fails "$1" "$2"
}
boot=fake_boot
hang=

printf '%s\n' "$good_stream" | sed 's/$/\r/' >"$tmp/stream"
check 'a good stream passes' fake_boot
cp "$tmp/tap.out" "$tmp/boot"
says '... with each test by kernel, ABI and program' \
	"^ok 2 - $kernel abi two a b: second"
says '... and two of its own' '^1\.\.4$'
stream 'a test that fails' "^not ok 1 - $kernel abi one: first" \
	'3s/^/not /; 6s/0/1/'
stream 'a status that the tests do not bear out' '^not ok 2 .*one: ran to its end' \
	'6s/0/1/'
stream 'a signal' '^# status 139, 1 tests' '6s/0/139/'
stream 'a program that is late' '^# ended by force after 300 s' '6s/0/late/'
stream 'a missing plan' '1 tests run of an unknown number' '4d'
stream 'a missing test' '0 tests run of 1' '3d'
stream 'a missing program' '^not ok .* abi two a b: ran to its end' '7,11d'
stream 'a program in the place of another' \
	'^not ok .* abi two a b: ran to its end' '7s/a b/a c/'
stream 'an end that breaks off' '^# status 126, 1 tests' '11,$d'
says '... and the whole is red' '^not ok .*boots and runs every program to its end'
says "... with QEMU's status" "^# it went down before .*; QEMU's status is 3"
says '... and the end of the console' '^# ok 1 - second'
stream 'a panic' '^# .*Kernel panic - not syncing: Attempted to' \
	'6s/.*/[    2.1] Kernel panic - not syncing: Attempted to kill init!/; 7,$d'
hang=yes
stream 'no end, and no more' '^# nothing more, and not done after 1 s' '11,$d'
hang=
stream 'another version of the kernel' '^not ok .* uname says 6.1: 5.10.0 x' \
	'1s/6.1.0/5.10.0/'
stream 'a version that begins like it' '^not ok .* uname says 6.1: 6.12.0 x' \
	'1s/6.1.0/6.12.0/'

refuse 'an unknown kernel' "no row 'vax-6.1'; make list-kernels prints" \
	scripts/kernel-boot vax-6.1 "$tmp/abi/one" "$tmp/abi/one"
refuse 'nothing to run' '^kernel-boot: usage: ' scripts/kernel-boot $kernel
refuse 'kernel-image: an unknown kernel' "no row 'vax-6.1'" \
	scripts/kernel-image vax-6.1
refuse 'kernel-image: nothing' '^kernel-image: usage: ' scripts/kernel-image

# What is missing is a skip that says what.
mkdir "$tmp/few"
for program in sh awk mktemp rm sed cksum cut dirname basename grep mkdir tail; do
	ln -s "$(command -v $program)" "$tmp/few/"
done
PATH=$tmp/few scripts/kernel-boot $kernel "$tmp/abi/one" "$tmp/abi/one" \
	>"$tmp/boot" 2>&1
same 'without QEMU all is skipped' \
	'1..0 # SKIP no qemu-system-x86_64: apt-get install qemu-system-x86' \
	"$(cat "$tmp/boot")"
for program in cpio setpriv; do
	ln -s "$(command -v $program || command -v true)" "$tmp/few/$program"
done
PATH=$tmp/bin:$tmp/few CACHE=$tmp/cache scripts/kernel-boot $kernel \
	"$tmp/abi/one" "$tmp/abi/one" >"$tmp/boot" 2>&1
check 'without an image all is skipped' \
	grep -q '^1\.\.0 # SKIP foreign-packages: no apt-get' "$tmp/boot"
same 'nothing is left of that' '' "$(find "$tmp/cache" -type f)"

# Debian's lists are several MB: but for XCHECK=1 they are of one package.
mkdir "$tmp/apt"
cat >"$tmp/apt/apt-get" <<'END'
#!/bin/sh
case $* in
indextargets*) echo 'stable http://debian.invalid' ;;
*update) : >../state/lists/of_Packages ;;
esac
END
printf '#!/bin/sh\necho such-a-package\n' >"$tmp/apt/apt-cache"
chmod +x "$tmp/apt/apt-get" "$tmp/apt/apt-cache"
PATH=$([ "${XCHECK-}" ] || echo "$tmp/apt:")$PATH scripts/foreign-packages "$tmp/none" \
	amd64 '/no-such-[pP]ackage/' 2>"$tmp/why"
same 'a package that does not exist is one that cannot be had' 2 $?
check '... and it says so in a line' \
	grep -q '^foreign-packages: .* no package is no-such-' "$tmp/why"
scripts/kernel-boot -n i386 -n arm $kernel >"$tmp/boot"
same 'without a compiler all is skipped' \
	'1..0 # SKIP no compiler for i386 arm' "$(cat "$tmp/boot")"

# kernel-boot on a kernel ------------------------------------------------------

boot=scripts/kernel-boot
CACHE=${CACHE-} scripts/kernel-image $kernel >"$tmp/image" 2>"$tmp/why" || {
	skip 'faults on a real kernel' "$(cat "$tmp/why")"
	finish
}
if ! command -v qemu-system-x86_64 >/dev/null; then
	skip 'faults on a real kernel' \
		'no qemu-system-x86_64: apt-get install qemu-system-x86'
	finish
fi
# shellcheck disable=SC1091 # made by make
. "$BUILDROOT/x86_64/env"
cat >"$tmp/abi/faulty.c" <<'END'
#include <stdio.h>
#include <string.h>
#include <sys/reboot.h>
#include <unistd.h>

/* Process 1 of this name restarts the machine, or ends. */
int main(int argc, char **argv)
{
	const char *fault = argc > 1 ? argv[1] : "";

#ifdef RESTART
	reboot(RB_AUTOBOOT);
#endif
	setvbuf(stdout, NULL, _IOLBF, 0);
	printf("ok 1 - began\n");
	if (!strcmp(fault, "hang"))
		pause();
	if (!strcmp(fault, "crash"))
		__builtin_trap();
	if (!strcmp(fault, "daemon") && fork() == 0) {
		pause();
		return 0;
	}
	if (!strcmp(fault, "fail"))
		printf("not ok 2 - fails\n1..2\n");
	else if (strcmp(fault, "cut"))
		printf("1..1\n");
	return !strcmp(fault, "fail");
}
END
# shellcheck disable=SC2086 # flags
check 'the faulty program is made' \
	$CC $CFLAGS -static -o "$tmp/abi/faulty" "$tmp/abi/faulty.c"
init=$BUILDROOT/x86_64/init
faulty=$tmp/abi/faulty

boot_fails 'a program that hangs' '^# ended by force after 2 s' -l 2 $kernel \
	"$init" "$faulty hang" "$faulty crash" "$faulty fail" "$faulty cut" \
	"$tmp/abi/one" "$faulty daemon" "$faulty"
says '... is red' '^not ok 2 .* faulty hang: ran to its end'
says 'one that crashes' '^not ok 4 .* faulty crash: ran to its end'
says '... by its signal' '^# status 132, 1 tests run'
says 'one whose test fails' '^not ok 6 .* faulty fail: fails'
says 'one without plan' '^not ok 8 .* faulty cut: ran to its end'
says 'a file that is no program' '^# cannot be run, error: -8'
says 'one that leaves a child behind does not stop the next' \
	'^ok 11 - .* faulty: began'
says '... and all of them ended' '^ok 13 .* boots and runs every program'

goes_down()
{
	boot_fails 'a process 1 that ends' \
		'^# .*Kernel panic - not syncing: Attempted to' $kernel "$faulty" "$faulty"
	# shellcheck disable=SC2086 # flags
	check 'a process 1 that restarts the machine is made' \
		$CC $CFLAGS -static -DRESTART -o "$tmp/abi/restart" "$tmp/abi/faulty.c"
	boot_fails 'a restart' "^# it went down before .*; QEMU's status is 0" \
		$kernel "$tmp/abi/restart" "$faulty"
	boot_fails 'a boot that takes too long' \
		'^# nothing more, and not done after 1 s' -t 1 $kernel "$init" "$faulty hang"
}
if [ "${XCHECK-}" ]; then
	goes_down
fi
echo 'this is no kernel' >"$tmp/abi/kernel"
boot_fails 'a file that is no kernel' '^not ok .*boots and runs every program' \
	-k "$tmp/abi/kernel" -t 3 $kernel "$init" "$faulty"

# Killed, in whatever way, it leaves no QEMU: the initramfs's name is in its
# command line.
qemu_of()
{
	pgrep -f -- "-initrd $1/" >/dev/null
}
for signal in TERM KILL; do
	mkdir "$tmp/$signal"
	TMPDIR=$tmp/$signal scripts/kernel-boot $kernel "$init" "$faulty hang" \
		>/dev/null 2>&1 &
	victim=$!
	tries=0
	until qemu_of "$tmp/$signal" || [ $tries -ge 100 ]; do
		tries=$((tries + 1))
		sleep 0.1
	done
	check "$signal: there is a QEMU" qemu_of "$tmp/$signal"
	kill -$signal $victim
	tries=0
	while qemu_of "$tmp/$signal" && [ $tries -lt 100 ]; do
		tries=$((tries + 1))
		sleep 0.1
	done
	check "$signal: there is none" sh -c '! pgrep -f -- "-initrd $1/"' sh \
		"$tmp/$signal"
done
finish
