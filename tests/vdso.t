#!/bin/sh
# SPDX-License-Identifier: MIT
#
# i386's stubs enter the kernel through the vDSO where libc says where it is, and
# by int $0x80 where it does not, and either way as the system call wants it.
#
# The evidence is the kernel's, as in link.t: a seccomp filter answers the call
# with SIGSYS, whose signal frame has the address that the kernel was entered at,
# and the registers. Besides unshare there are stubs of 0 to 6 arguments, made of
# sysdep.h, for numbers that no call has.
# shellcheck disable=SC2317 # functions that check calls
. tests/tap.sh

unset MAKEFLAGS MFLAGS MAKELEVEL
case " ${NATIVE_ABIS-} " in
*' i386 '*) ;;
*)	skip_all "i386 is not tested here, or not natively" ;;
esac
# (a build directory of its own: make writes there, and so do other tests)
facts=$(make -s --no-print-directory ABI=i386 env BUILD="$tmp/facts") || exit 1
eval "$facts"
: "${CC:?} ${CFLAGS?} ${NR_unshare:?}"
build=$(cd "$BUILDROOT/i386" && pwd) || exit 1
linux=sysdeps/unix/sysv/linux

{
	cat <<-END
	#include <sysdep.h>
	#include <asm-common.h>
	END
	for n in 0 1 2 3 4 5 6; do
		cat <<-END
		FUNCTION args$n
		SYSCALL_STUB BASE+$n, $n
		END_FUNCTION args$n
		END
	done
	# long long keeps(stub, six arguments): what it answers; the upper half is not
	# 0 if a register that C preserves is another then, or the stack is elsewhere
	cat <<-END
	FUNCTION keeps
		pushl %ebp
		pushl %ebx
		pushl %esi
		pushl %edi
		movl 20(%esp), %eax
		movl 24(%esp), %ecx
		pushl 20(%ecx)
		pushl 16(%ecx)
		pushl 12(%ecx)
		pushl 8(%ecx)
		pushl 4(%ecx)
		pushl (%ecx)
		movl \$0x1b1b1b1b, %ebx
		movl \$0x1c1c1c1c, %esi
		movl \$0x1d1d1d1d, %edi
		movl \$0x1e1e1e1e, %ebp
		call *%eax
		cmpl \$0x1b1b1b1b, %ebx
		jne 1f
		cmpl \$0x1c1c1c1c, %esi
		jne 1f
		cmpl \$0x1d1d1d1d, %edi
		jne 1f
		cmpl \$0x1e1e1e1e, %ebp
		jne 1f
		xorl %edx, %edx
		cmpl \$11, (%esp)
		je 2f
	1:	movl \$1, %edx
	2:	addl \$24, %esp
		popl %edi
		popl %esi
		popl %ebx
		popl %ebp
		ret
	END_FUNCTION keeps
	END
} >"$tmp/stubs.S"

# program N...: calls the stub of N arguments, with success and with an error, each
# in turn, and unshare for N of 9. Prints where the kernel was entered, once if it
# was always there.
cat >"$tmp/program.c" <<'END'
#define _GNU_SOURCE
#include <sched.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <ucontext.h>

long args0(), args1(), args2(), args3(), args4(), args5(), args6();
long long keeps(long (*stub)(), const long *arguments);
static long (*const stubs[])() = { args0, args1, args2, args3, args4, args5,
	args6 };
static long given[6] = { 11, -22, 33, -44, 55, -66 };
static long got[6], number, answer;
static unsigned long vdso_from, vdso_to;
static const char *entered = "nowhere", *before, *wrong;

#ifdef FAKE
/* What getauxval does where there is no vDSO */
unsigned long getauxval(unsigned long type);
unsigned long getauxval(unsigned long type)
{
	static int times;
	unsigned long frame = (unsigned long)__builtin_frame_address(0);

	if (type != 32)
		return 0;
	if (times++ || (frame + 8) % 16)
		wrong = "asked again, or with the stack not aligned";
	errno = ENOENT;
	return FAKE;
}
#endif

static void on_sigsys(int sig, siginfo_t *info, void *context)
{
	greg_t *reg = ((ucontext_t *)context)->uc_mcontext.gregs;
	unsigned long at = (unsigned long)info->si_call_addr;

	(void)sig;
	number = info->si_syscall;
	got[0] = reg[REG_EBX];
	got[1] = reg[REG_ECX];
	got[2] = reg[REG_EDX];
	got[3] = reg[REG_ESI];
	got[4] = reg[REG_EDI];
	got[5] = reg[REG_EBP];
	reg[REG_EAX] = answer;
	if (at >= vdso_from && at < vdso_to)
		entered = "vdso";
	else
		entered = memcmp((void *)(at - 2), "\xcd\x80", 2) ?
			"elsewhere" : "int80";
}

static int trap_calls(void)
{
	static struct {
		unsigned short code;
		unsigned char jt, jf;
		unsigned k;
	} filter[] = {
		{ 0x20, 0, 0, 0 },		/* load the number */
		{ 0x15, 2, 0, NR },		/* unshare */
		{ 0x35, 0, 2, BASE },		/* or one of ours */
		{ 0x35, 1, 0, BASE + 7 },
		{ 0x06, 0, 0, 0x00030000 },	/* SECCOMP_RET_TRAP */
		{ 0x06, 0, 0, 0x7fff0000 },	/* SECCOMP_RET_ALLOW */
	};
	struct {
		unsigned short len;
		void *filter;
	} program = { 6, filter };
	struct sigaction action;

	memset(&action, 0, sizeof action);
	action.sa_sigaction = on_sigsys;
	action.sa_flags = SA_SIGINFO;
	sigaction(SIGSYS, &action, NULL);
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
	    prctl(PR_SET_SECCOMP, 2, &program, 0, 0);
}

static void fail(const char *what, int n, long value)
{
	printf("%s: %d arguments, %ld\n", what, n, value);
	exit(1);
}

static void call(int n, long (*stub)(), long result)
{
	int i, arguments = n == 9 ? 1 : n;
	long long kept;

	answer = result;
	errno = 4242;
	kept = keeps(stub, given);
	result = (long)kept;
	if (result != (answer < 0 ? -1 : answer))
		fail("the result", n, result);
	if (errno != (answer < 0 ? -answer : 4242))
		fail("errno", n, errno);
	if (kept >> 32 & 1)
		fail("a register is not preserved, or the stack", n, 0);
	if (number != (n == 9 ? NR : BASE + n))
		fail("the number", n, number);
	for (i = 0; i < arguments; i++)
		if (got[i] != given[i])
			fail("an argument", n, i + 1);
	if (wrong)
		fail(wrong, n, 0);
	if (before && strcmp(before, entered))
		fail(entered, n, 0);
	before = entered;
}

int main(int argc, char **argv)
{
	char line[200];
	FILE *maps = fopen("/proc/self/maps", "r");
	int i;

	while (maps && fgets(line, sizeof line, maps))
		if (strstr(line, "[vdso]"))
			sscanf(line, "%lx-%lx", &vdso_from, &vdso_to);
	if (trap_calls())
		return 77;
	for (i = 1; i < argc; i++) {
		int n = atoi(argv[i]);
		long (*stub)() = n == 9 ? (long (*)())unshare : stubs[n];

		call(n, stub, 1234);
		call(n, stub, -77);
		call(n, stub, -4095);
		if (n != 9)
			call(n, stub, 0x7fffffff);
	}
	puts(entered);
	return 0;
}
END

# compile OBJECT SOURCE FLAG...
compile()
{
	compiled=$1
	shift
	# shellcheck disable=SC2086 # flags
	$CC $CFLAGS -O2 -std=gnu11 -fPIE -Wall -Wextra -Werror "-I$linux/i386" \
		"-I$linux" "-DNR=$NR_unshare" -DBASE=0x7ff0 -c "$@" -o "$tmp/$compiled"
}
compile stubs.o "$tmp/stubs.S" && compile program.o "$tmp/program.c" &&
	compile fake.o -DFAKE=0 "$tmp/program.c" || exit 1

# link OBJECT FLAG...
link()
{
	# shellcheck disable=SC2086 # flags
	$CC $CFLAGS "$tmp/stubs.o" "$@" $LDFLAGS -o "$tmp/program"
}

# entered DESCRIPTION WHERE OBJECT FLAG...: whichever stub is the first to be called
entered()
{
	description=$1 where=$2 object=$tmp/$3
	shift 3
	if ! link "$object" "$@" >"$tmp/said" 2>&1; then
		same "$description" '' "$(cat "$tmp/said")"
		return
	fi
	same "$description: $where" "$where
$where
$where
$where" "$(for order in '9 0 1 2 3 4 5 6' '6 5 4 3 2 1 0 9' 3 2; do
		# shellcheck disable=SC2086 # numbers
		"$tmp/program" $order || echo "status $?"
	done)"
}

# Does the kernel of this machine map one, and tell programs?
cat >"$tmp/auxv.c" <<'END'
#include <sys/auxv.h>
int main(void) { return getauxval(32) == 0; }
END
# shellcheck disable=SC2086 # flags
$CC $CFLAGS -static "$tmp/auxv.c" -o "$tmp/auxv" || exit 1
here=int80
! "$tmp/auxv" || here=vdso

archive=$build/libunshare.a
link "$tmp/fake.o" -static "$archive" || exit 1
"$tmp/program" 9 >/dev/null
[ $? -ne 77 ] || skip_all "$(uname -sr) refuses a seccomp filter here"
[ $here = vdso ] || skip 'the vDSO is taken' "$(uname -sr) has none for i386"

# A cross compiler's libc, with the loader that belongs to it
loader=$($CC -print-file-name=ld-linux.so.2)
set --
case $loader in
/*) set -- "-Wl,--dynamic-linker=$loader" "-Wl,-rpath,${loader%/*}" ;;
esac
entered 'no vDSO, and errno is not touched' int80 fake.o -static "$archive"
entered 'archive, PIE' $here program.o -pie "$archive" "$@"
entered 'archive, no PIE' $here program.o -no-pie "$archive" "$@"
entered 'archive, static, nothing asks for getauxval' int80 program.o -static "$archive"
static=-Wl,-u,getauxval
entered 'archive, static, with getauxval' $here program.o -static $static "$archive"
entered 'archive, static PIE, with getauxval' $here program.o \
	-static-pie $static "$archive"
entered 'shared library' $here program.o -pie "$build/libunshare.so.1" \
	"-Wl,-rpath,$build" "$archive" "$@"

cat >"$tmp/alone.c" <<'END'
int unshare(int flags);
int *__errno_location(void);
int *__errno_location(void) { static int number; return &number; }
void _start(void);
void _start(void)
{
	int status = unshare(0) || unshare(-1) != -1;

	__asm__ volatile("int $0x80" : : "a"(1), "b"(status));
}
END
# shellcheck disable=SC2086 # flags
check 'without libc: nothing is missing' $CC $CFLAGS -O2 -fno-pie \
	-ffreestanding -nostdlib -static "$tmp/alone.c" "$archive" \
	-o "$tmp/alone" && check 'and works' "$tmp/alone"
finish
