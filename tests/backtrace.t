#!/bin/sh
# SPDX-License-Identifier: MIT
#
# A backtrace from anywhere inside the call reaches the caller, for a debugger
# and for a signal handler. By three ways, because each sees what others do
# not:
#
#   gdb     stops at each instruction of the call, as a user would; it guesses
#           where call-frame information is missing
#   SIGSYS  a seccomp filter stops the call in the kernel; libgcc's unwinder
#           guesses nothing
#   SIGTRAP the processor's trap flag (x86) stops at each instruction; the same
#           unwinder, and it must also find the caller's stack pointer, return
#           address and preserved registers the same each time
# shellcheck disable=SC2317 # functions that check calls
. tests/tap.sh

cat >"$tmp/program.c" <<'END'
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unwind.h>

#if defined __x86_64__
# define CHANGE_FLAGS(how) "lea -128(%%rsp), %%rsp; pushfq; " how \
	", (%%rsp); popfq; lea 128(%%rsp), %%rsp"
# define SET_TF CHANGE_FLAGS("orq $256")
# define CLEAR_TF CHANGE_FLAGS("andq $~256")
# define PRESERVED { 3, 6, 12, 13, 14, 15 }	/* rbx rbp r12 - r15 */
#elif defined __i386__
# define SET_TF "pushfl; orl $256, (%%esp); popfl"
# define CLEAR_TF "pushfl; andl $~256, (%%esp); popfl"
# define PRESERVED { 3, 5, 6, 7 }		/* ebx ebp esi edi */
#else
# define SET_TF ""
# define CLEAR_TF ""
# define PRESERVED { 0 }
#endif

int main(int argc, char **argv);
int (*volatile target)(int) = unshare;	/* for gdb, and the address itself */
static volatile int stepping;

__attribute__((noinline, noclone)) int caller(int flags)
{
	int result;

	if (stepping)
		__asm__ volatile(SET_TF ::: "cc", "memory");
	result = unshare(flags);
	if (stepping)
		__asm__ volatile(CLEAR_TF ::: "cc", "memory");
	return result + 1;
}

struct trace {
	int depth, found;		/* of the caller with main behind it */
	uintptr_t frame[64];		/* where each function starts */
	uintptr_t state[8];		/* the caller's */
};

static _Unwind_Reason_Code step(struct _Unwind_Context *context, void *data)
{
	static const int preserved[] = PRESERVED;
	struct trace *t = data;
	size_t i;

	if (t->depth == 64)
		return _URC_END_OF_STACK;
	t->frame[t->depth] = _Unwind_GetRegionStart(context);
	if (t->depth && t->frame[t->depth] == (uintptr_t)main &&
	    t->frame[t->depth - 1] == (uintptr_t)caller)
		t->found++;
	if (t->frame[t->depth++] == (uintptr_t)caller && stepping) {
		t->state[0] = _Unwind_GetCFA(context);
		t->state[1] = _Unwind_GetIP(context);
		for (i = 0; i < sizeof preserved / sizeof *preserved; i++)
			t->state[2 + i] = _Unwind_GetGR(context, preserved[i]);
	}
	return _URC_NO_REASON;
}

static uintptr_t size;			/* the stub's */
static unsigned char seen[256];		/* its bytes that were stopped at */
static int stops, faults;
static struct trace first;			/* of this call */

/* frame[0] is this, [1] the trampoline, [2] what was interrupted */
static void on_signal(int sig, siginfo_t *info, void *context)
{
	struct trace t;
	uintptr_t pc;
	int i;

	(void)context;
	memset(&t, 0, sizeof t);
	_Unwind_Backtrace(step, &t);
	pc = (uintptr_t)info->si_addr;		/* SIGSYS: si_call_addr */
	if (stepping && t.depth > 2 && t.frame[2] == (uintptr_t)caller)
		return;
	pc -= (uintptr_t)target;
	if (pc < size)
		seen[pc] = 1;
	else if (stepping && t.depth < 4)
		return;		/* libc's, without a word: i386's get_pc_thunk */
	stops++;
	if (!first.depth)
		first = t;
	if (t.found == 1 && !memcmp(t.state, first.state, sizeof t.state))
		return;
	faults++;
	printf("signal %d at unshare+%#lx: ", sig, (long)pc);
	if (t.found == 1)
		puts("the caller's frame or registers differ");
	else
		puts("caller and main are not found");
	for (i = 0; i < t.depth; i++)
		printf("\t%p%s\n", (void *)t.frame[i],
		    t.frame[i] == (uintptr_t)target ? " unshare" :
		    t.frame[i] == (uintptr_t)caller ? " caller" :
		    t.frame[i] == (uintptr_t)main ? " main" : "");
}

static int trap_unshare(void)
{
	/* linux/filter.h, linux/seccomp.h: load the number; if it is
	   unshare's, SECCOMP_RET_TRAP; else SECCOMP_RET_ALLOW */
	static struct {
		unsigned short code;
		unsigned char jt, jf;
		unsigned k;
	} filter[] = { { 0x20, 0, 0, 0 }, { 0x15, 0, 1, NR },
		{ 0x06, 0, 0, 0x00030000 }, { 0x06, 0, 0, 0x7fff0000 } };
	struct {
		unsigned short len;
		void *filter;
	} program = { 4, filter };

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
	    prctl(PR_SET_SECCOMP, 2, &program, 0, 0);
}

int main(int argc, char **argv)
{
	struct sigaction action;
	int i, wrong;

	size = argc > 2 ? strtoul(argv[2], NULL, 16) : 0;
	if (size > sizeof seen)
		return puts("a stub too long"), 1;
	memset(&action, 0, sizeof action);
	action.sa_sigaction = on_signal;
	action.sa_flags = SA_SIGINFO;
	sigaction(SIGSYS, &action, NULL);
	sigaction(SIGTRAP, &action, NULL);
	stepping = argc > 1 && !strcmp(argv[1], "SIGTRAP");
	wrong = caller(0) != 1;
	first.depth = 0;
	wrong |= caller(CLONE_PTRACE) != 0;
	stepping = 0;
	if (wrong)
		return puts("wrong results"), 1;
	if (argc > 1 && !strcmp(argv[1], "SIGSYS")) {
		if (trap_unshare())
			return 77;
		caller(0);
		if (stops != 1)
			return printf("%d signals\n", stops), 1;
	}
	for (i = 0; i < (int)size; i++)
		if (seen[i])
			printf("%x\n", i);
	return faults != 0;
}
END

# Where the return address is when a function is entered, for gdb
# shellcheck disable=SC2016 # they are gdb's
return_address()	# ABI
{
	case $1 in
	x86_64|i386)	echo '*(unsigned long *)$sp';;
	aarch64)	echo '$x30';;
	riscv64)	echo '$ra';;
	esac
}

gdb_walks()		# PROGRAM ABI: every instruction of two calls
{
	cat >"$tmp/gdb" <<-END
	set pagination off
	set confirm off
	set width 0
	set startup-with-shell off
	set debuginfod enabled off
	break main
	run
	END
	for path in success error; do
		cat >>"$tmp/gdb" <<-END
		tbreak *target
		continue
		set \$back = $(return_address "$2")
		while \$pc != \$back
		echo path $path\n
		bt
		stepi
		end
		END
	done
	gdb -nx -batch -x "$tmp/gdb" "$1" >"$tmp/gdb.out" 2>&1
	# One line for each stop: the names of its frames
	awk '/^path / { if (line) print line; line = $2 ":" }
		/^#[0-9]/ { sub(/^#[0-9]+ +(0x[0-9a-f]+ in )?/, "")
			sub(/@.*/, "", $1); line = line " " $1 }
		END { if (line) print line }' "$tmp/gdb.out" >"$tmp/walk"
	[ -s "$tmp/walk" ] || tail "$tmp/gdb.out"
	# What a walk must have: both paths, the stub on each, its error
	# function on the second; and everywhere the caller, and main last
	for stop in 'success: unshare caller main' \
			'error: unshare caller main' \
			'error: __libunshare_error .*caller main'; do
		grep -qx "$stop" "$tmp/walk" || { echo "not seen: $stop"; return 1; }
	done
	! grep -v ' caller main$' "$tmp/walk"
}

each_instruction()	# PROGRAM OBJECT: all of the stub's were stopped at
{
	"$1" SIGTRAP "$size" >"$tmp/stops" || { cat "$tmp/stops"; return 1; }
	# After the trap, the flag takes hold one instruction late: that place
	# is SIGSYS's.
	"$1" SIGSYS "$size" >>"$tmp/stops" || { cat "$tmp/stops"; return 1; }
	sort -u "$tmp/stops" >"$tmp/stopped"
	objdump -d --no-show-raw-insn "$2" | awk '/^$/ { on = 0 }
		/^[0-9a-f]+ <unshare>:/ { on = 1; next }
		/nop|xchg +%ax,%ax|data16|lea +0x0\(%esi/ { next } # padding
		on { sub(/:/, ""); print $1 }' |
		sort -u >"$tmp/instructions"
	[ -s "$tmp/instructions" ] || return
	# Left: not stopped at. Right: in the middle of an instruction.
	! comm -3 "$tmp/instructions" "$tmp/stopped" | grep .
}

may_trace()	# PROGRAM, asked once
{
	refused=${refused:-$(gdb -nx -batch -ex 'set startup-with-shell off' -ex run \
		--args "$1" 2>&1 | grep -c ptrace)}
	[ "$refused" -eq 0 ]
}

of_form()		# ABI NAME OBJECT LINKER-FLAG...: build it, try it
{
	abi=$1 name="$1, $2" object=$3
	program=$tmp/$1-$2
	shift 3
	size=$(readelf -sW "$object" | awk '$8 == "unshare" { printf "%x", $3 }')
	# shellcheck disable=SC2086,SC2154 # flags; sourced
	check "$name: is linked" $CC $CFLAGS $LDFLAGS "$tmp/program.o" -o "$program" \
		"$@" || return
	"$program" SIGSYS "$size" >/dev/null
	if [ $? -eq 77 ]; then
		skip "$name: from a signal in the kernel" \
			"$(uname -sr) refuses a seccomp filter here"
	else
		check "$name: from a signal in the kernel the backtrace has the caller" \
			"$program" SIGSYS "$size"
	fi
	case $abi in
	x86_64|i386)
		check "$name: from a signal at each instruction it has the caller" \
			each_instruction "$program" "$object";;
	*)
		skip "$name: from a signal at each instruction" \
			'no trap flag that a program can set';;
	esac
	if ! command -v gdb >/dev/null; then
		skip "$name: gdb at each instruction" 'no gdb: install gdb'
	elif [ -z "$(return_address "$abi")" ]; then
		skip "$name: gdb at each instruction" \
			"where the return address is on $abi is not known here"
	elif ! may_trace "$program"; then
		skip "$name: gdb at each instruction" \
			'no process may be traced here'
	else
		check "$name: gdb at each instruction sees the caller" \
			gdb_walks "$program" "$abi"
	fi
}

abis=${NATIVE_ABIS:-$ABI}
case $abis in
x86_64)	[ ! -e "$BUILDROOT/i386/libunshare.a" ] || abis='x86_64 i386';;
esac
for abi in $abis; do
	build=$(cd "$BUILDROOT/$abi" && pwd) || exit 1
	# shellcheck source=/dev/null # what `make programs` knows of the ABI
	. "$BUILDROOT/$abi/env"
	: "${CC:?} ${CFLAGS?} ${LDFLAGS?} ${NR_unshare:?}"
	# shellcheck disable=SC2086 # flags
	check "$abi: the program compiles" $CC $CFLAGS -g -O2 -std=gnu11 -fPIE -Wall \
		-Wextra -Werror "-DNR=$NR_unshare" -Iinclude -c "$tmp/program.c" \
		-o "$tmp/program.o" || continue
	# The stub in the archive has the name that the others are known by
	of_form "$abi" archive "$build/unshare.o" \
		-static "$build/libunshare.a"
	if [ -e "$build/unshare-c.o" ]; then
		of_form "$abi" 'C stub' "$build/unshare-c.o" \
			-static "$build/unshare-c.o" "$build/libunshare.a"
	else
		skip "$abi, C stub" "no $BUILDROOT/$abi/unshare-c.o: make check makes it"
	fi
	if [ -e "$build/libunshare.so.1" ]; then
		# A cross compiler's libc, with the loader that belongs to it
		set --
		loader=$($CC -print-file-name=ld-linux.so.2)
		case $abi,$loader in
		i386,/*) set -- "-Wl,--dynamic-linker=$loader" \
				"-Wl,-rpath,${loader%/*}";;
		esac
		of_form "$abi" 'shared library' "$build/unshare.o" -pie \
			"$build/libunshare.so.1" "-Wl,-rpath,$build" "$@"
	else
		skip "$abi, shared library" "no $BUILDROOT/$abi/libunshare.so.1"
	fi
done
finish
