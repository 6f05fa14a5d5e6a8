/* SPDX-License-Identifier: MIT */
/*
 * i386: where its stubs enter the kernel. Part of syscall-error.c, so that a
 * library has it once, whatever number of stubs.
 *
 * The vDSO's entry is faster than int $0x80 on a 64-bit kernel, by 27 times in
 * a virtual machine where that is not emulated well. Its address is AT_SYSINFO
 * of the auxiliary vector (vdso(7)), and the first call asks libc for it, by
 * getauxval(3). That is a weak reference: where there is no such function or
 * no vDSO (klibc, a program without libc; QEMU before 8.2, valgrind, vdso32=0),
 * int $0x80 it is. glibc's and musl's archives have the function, but a weak
 * reference takes nothing out of an archive: a static program has it if
 * something else of it wants it, or if it is linked with -Wl,-u,getauxval.
 *
 * Not taken:
 *   %gs:0x10       where glibc and musl keep the same address, one instruction
 *                  without any data of ours. It is nobody's interface: bionic
 *                  has something else there, and klibc and a program without
 *                  libc no thread block, so that the call would crash.
 *   PR_GET_AUXV    of prctl(2) asks the kernel (from 6.4 on), which tells what
 *                  valgrind hides on purpose: the program crashes at the entry
 *                  (seen with 3.19). A filter of system calls may kill for it.
 *   /proc/self/auxv takes a descriptor, and environ may have been moved.
 *
 * The address is in a word of data that is written once. It cannot be in what
 * the linker makes read-only: that would take an IFUNC, which musl has not.
 * libc's own copy, in the thread block, is as writable. All threads that find
 * it unset, and signal handlers, and the child of vfork, store the same value.
 *
 *   __libunshare_trap    for up to two arguments: the registers are the system
 *                        call's, and %edx, which has the third, is lost. Within
 *                        the stub it would take a jump and 0.6 of 175 ns less,
 *                        but make the stub 36 bytes, and libc's has 32.
 *   __libunshare_entry   for more, where no register is left at the trap: gives
 *                        the address of what to call, in %eax
 *
 * notrack: the kernel's entry has no endbr32. Only its return is a return, so
 * that shadow stacks agree.
 */
#define AT_SYSINFO 32

extern unsigned long getauxval(unsigned long type) __attribute__((weak));

/* In text and data, by names that only this library sees */
extern const void *__libunshare_vsyscall
	__attribute__((visibility("hidden")));
extern const char __libunshare_int80[] __attribute__((visibility("hidden")));

const void *__libunshare_find(void)
	__attribute__((visibility("hidden"), used));

/* The first call's: getauxval sets errno if there is none. */
const void *__libunshare_find(void)
{
	const void *entry = 0;
	int *number, before;

	if (getauxval) {
		number = __errno_location();
		before = *number;
		entry = (const void *)getauxval(AT_SYSINFO);
		*number = before;
	}
	if (!entry)
		entry = __libunshare_int80;
	__libunshare_vsyscall = entry;
	return entry;
}

#define FUNCTION(name)							\
	"	.p2align 4\n"						\
	"	.globl	" name "\n"					\
	"	.hidden	" name "\n"					\
	"	.type	" name ", @function\n"				\
	name ":\n"							\
	"	.cfi_startproc\n"
#define END_FUNCTION(name)						\
	"	.cfi_endproc\n"						\
	"	.size	" name ", . - " name "\n"

/* Call and pop, not a function that returns: the shorter way to an address, and
   processors, shadow stacks too, know that it is no call. */
#define OWN_ADDRESS(reg)						\
	"	call	1f\n"						\
	"1:	.cfi_adjust_cfa_offset 4\n"				\
	"	popl	" reg "\n"					\
	"	.cfi_adjust_cfa_offset -4\n"

__asm__(
	"	.data\n"
	"	.balign	4\n"
	"	.globl	__libunshare_vsyscall\n"
	"	.hidden	__libunshare_vsyscall\n"
	"	.type	__libunshare_vsyscall, @object\n"
	"	.size	__libunshare_vsyscall, 4\n"
	"__libunshare_vsyscall:\n"
	"	.long	__libunshare_first\n"
	"	.text\n"
	FUNCTION("__libunshare_trap")
	OWN_ADDRESS("%edx")
	"	notrack jmp *__libunshare_vsyscall - 1b(%edx)\n"
	END_FUNCTION("__libunshare_trap")
	FUNCTION("__libunshare_entry")
	OWN_ADDRESS("%eax")
	"	movl	__libunshare_vsyscall - 1b(%eax), %eax\n"
	"	ret\n"
	END_FUNCTION("__libunshare_entry")
	FUNCTION("__libunshare_int80")
	"	int	$0x80\n"
	"	ret\n"
	END_FUNCTION("__libunshare_int80")
	/* All registers are the system call's: the address stays on the stack
	   while they are what they were again. */
	FUNCTION("__libunshare_first")
	"	subl	$4, %esp\n"
	"	.cfi_adjust_cfa_offset 4\n"
	"	pushal\n"
	"	.cfi_adjust_cfa_offset 32\n"
	"	.cfi_rel_offset ebx, 16\n"
	"	.cfi_rel_offset ebp, 8\n"
	"	.cfi_rel_offset esi, 4\n"
	"	.cfi_rel_offset edi, 0\n"
	"	movl	%esp, %ebp\n"
	"	.cfi_def_cfa_register ebp\n"
	"	andl	$-16, %esp\n"
	"	call	__libunshare_find\n"
	"	movl	%ebp, %esp\n"
	"	.cfi_def_cfa_register esp\n"
	"	movl	%eax, 32(%esp)\n"
	"	popal\n"
	"	.cfi_adjust_cfa_offset -32\n"
	"	.cfi_restore ebx\n"
	"	.cfi_restore ebp\n"
	"	.cfi_restore esi\n"
	"	.cfi_restore edi\n"
	"	notrack call *(%esp)\n"
	"	leal	4(%esp), %esp\n"
	"	.cfi_adjust_cfa_offset -4\n"
	"	ret\n"
	END_FUNCTION("__libunshare_first"));
