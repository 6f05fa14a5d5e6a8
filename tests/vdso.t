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

case " ${NATIVE_ABIS-} " in
*' i386 '*) ;;
*)	skip_all "i386 is not tested here, or not natively" ;;
esac
# shellcheck source=/dev/null # what `make programs` knows of the ABI
. "$BUILDROOT/i386/env"
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

# compile OBJECT SOURCE FLAG...
compile()
{
	compiled=$1
	shift
	# shellcheck disable=SC2086 # flags
	$CC $CFLAGS -O2 -std=gnu11 -fPIE -Wall -Wextra -Werror "-I$linux/i386" \
		"-I$linux" "-DNR=$NR_unshare" -DBASE=0x7ff0 -c "$@" -o "$tmp/$compiled"
}
compile stubs.o "$tmp/stubs.S" && compile program.o tests/entry/vdso.c &&
	compile fake.o -DFAKE=0 tests/entry/vdso.c || exit 1

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
