/* SPDX-License-Identifier: MIT */
/*
 * step ADDRESS PROGRAM [ARGUMENT...]
 *
 * Runs a program of this machine, from ADDRESS (hexadecimal) on one instruction
 * at a time, and prints the address of each before it is executed, on standard
 * error, in the form of QEMU's log of -singlestep -d exec,nochain, which
 * benchtests/count.awk reads. A system call is one step.
 *
 * Exit status: the program's; 125 if it cannot be traced.
 */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#define BREAKPOINT 0xcc	/* int3 */
#ifdef __x86_64__
#define PC rip		/* also of a 32-bit program */
#elif defined __i386__
#define PC eip
#else
#error "no name for this machine's program counter here: add it"
#endif

static void die(const char *what)
{
	fprintf(stderr, "step: %s: %s\n", what, strerror(errno));
	exit(125);
}

/* By a breakpoint; the program has just been loaded. */
static void run_to(pid_t child, unsigned long address)
{
	struct user_regs_struct regs;
	int status;
	long code;

	errno = 0;
	if (waitpid(child, &status, 0) != child || !WIFSTOPPED(status))
		exit(125);
	ptrace(PTRACE_SETOPTIONS, child, 0, (long)PTRACE_O_EXITKILL);
	code = ptrace(PTRACE_PEEKTEXT, child, address, 0);
	if (errno || ptrace(PTRACE_POKETEXT, child, address,
	    (code & ~0xffL) | BREAKPOINT) ||
	    ptrace(PTRACE_CONT, child, 0, 0) ||
	    waitpid(child, &status, 0) != child || !WIFSTOPPED(status) ||
	    ptrace(PTRACE_POKETEXT, child, address, code) ||
	    ptrace(PTRACE_GETREGS, child, 0, &regs))
		die("cannot run to the address");
	regs.PC = address;
	if (ptrace(PTRACE_SETREGS, child, 0, &regs) ||
	    ptrace(PTRACE_SINGLESTEP, child, 0, 0))
		die("ptrace");
}

int main(int argc, char **argv)
{
	int status;
	pid_t child;

	if (argc < 3) {
		fprintf(stderr,
			"usage: step ADDRESS PROGRAM [ARGUMENT...]\n");
		return 2;
	}
	child = fork();
	if (child < 0)
		die("fork");
	if (child == 0) {
		if (ptrace(PTRACE_TRACEME, 0, 0, 0))
			die("ptrace");
		execv(argv[2], argv + 2);
		die(argv[2]);
	}
	run_to(child, strtoul(argv[1], 0, 16));
	while (waitpid(child, &status, 0) == child && WIFSTOPPED(status)) {
		struct user_regs_struct regs;
		int signal = WSTOPSIG(status);

		if (ptrace(PTRACE_GETREGS, child, 0, &regs))
			die("ptrace");
		fprintf(stderr, "Trace 0: 0 [0/%llx/0/0]\n",
			(unsigned long long)regs.PC);
		if (ptrace(PTRACE_SINGLESTEP, child, 0,
		    (long)(signal == SIGTRAP ? 0 : signal)))
			die("ptrace");
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
