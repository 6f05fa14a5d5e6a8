/* SPDX-License-Identifier: MIT */
/*
 * Process 1 of the kernels that scripts/kernel-boot boots, from an initramfs
 * that has nothing but this, the test programs, and the list of them, /tests:
 * one command a line, its time limit before it,
 *
 *   SECONDS PATH [ARGUMENT...]
 *
 * Mounts /proc, /sys, /sys/fs/cgroup (version 2) and /tmp, each if the kernel
 * has it; runs one command after the other, with the console for input and
 * output; then switches the machine off. What it says about that stands on
 * lines of its own on the console:
 *
 *   @@ kernel RELEASE MACHINE        as of uname(2)
 *   @@ begin PATH [ARGUMENT...]
 *   @@ end STATUS                    the exit status; 128 + signal if killed
 *   @@ end late                      it was still there after SECONDS
 *   @@ done                          of all commands
 *
 * It makes /dev/console itself, and takes from the kernel only ELF, the
 * initramfs, the console's driver and proc.
 */
#include "../tests/rt.h"
#include <asm/ioctls.h>
#include <linux/fcntl.h>
#include <linux/posix_types.h>
#include <linux/reboot.h>

#define SIGKILL 9
#define CONSOLE_LEVEL 8		/* SYSLOG_ACTION_CONSOLE_LEVEL */

static char tests[65536];

static void directory(const char *path)
{
	CALL3(mkdirat, AT_FDCWD, ADDRESS(path), 0755);
}

static void mount(const char *type, const char *path)
{
	directory(path);
	CALL5(mount, ADDRESS("none"), ADDRESS(path), ADDRESS(type), 0, 0);
}

/* Character device 5, 1. The kernel may have it open for us, or may not. */
static void open_console(void)
{
	const char *path = "/dev/console";
	long fd, i;

	directory("/dev");
	CALL4(mknodat, AT_FDCWD, ADDRESS(path), 0020600, 5 << 8 | 1);
	fd = (long)CALL4(openat, AT_FDCWD, ADDRESS(path), O_RDWR, 0);
	for (i = 0; i < 3; i++)
		if (i != fd)
			CALL3(dup3, fd, i, 0);
}

/*
 * In a group of their own, so that the root that they see from inside a cgroup
 * namespace is another than before.
 */
static void make_group(void)
{
	mount("cgroup2", "/sys/fs/cgroup");
	directory("/sys/fs/cgroup/tests");
}

static void enter_group(void)
{
	rt_write("/sys/fs/cgroup/tests/cgroup.procs", "0");
}

static void say_kernel(void)
{
	static char name[6][65];	/* struct new_utsname */

	CALL1(uname, ADDRESS(name));
	put("@@ kernel ");
	put(name[2]);
	put(" ");
	put(name[4]);
	end_line();
}

static void sleep(unsigned long seconds)
{
#ifdef __NR_nanosleep
	__kernel_long_t time[2] = { (__kernel_long_t)seconds, 0 };

	CALL2(nanosleep, ADDRESS(time), 0);
#else
	long long time[2] = { (long long)seconds, 0 };

	CALL4(clock_nanosleep_time64, 1 /* CLOCK_MONOTONIC */, 0,
		ADDRESS(time), 0);
#endif
}

/*
 * A child that ends the command, if that is still there after its time, and
 * leaves a directory to tell of it.
 */
static long start_clock(long command, unsigned long seconds)
{
	long pid = rt_fork(0);

	if (pid == 0) {
		rt_alarm(0);	/* a command has its own limit */
		sleep(seconds);
		directory("/late");
		CALL2(kill, command, SIGKILL);
		rt_exit(0);
	}
	return pid;
}

static void become(char *command)
{
	static char *argument[64], *none[1];
	unsigned n = 0;
	long result;

	while (*command && n < COUNT(argument) - 1) {
		argument[n++] = command;
		while (*command && *command != ' ')
			command++;
		while (*command == ' ')
			*command++ = 0;
	}
	enter_group();
	rt_alarm(0);	/* a command has its own limit */
	result = (long)CALL3(execve, ADDRESS(argument[0]), ADDRESS(argument),
		ADDRESS(none));
	diag("cannot be run, error", result);
	rt_exit(127);
}

static void run(char *command, unsigned long seconds)
{
	long pid, clock, status;

	put("@@ begin ");
	put(command);
	end_line();
	pid = rt_fork(0);
	CHECK(pid >= 0, pid);
	if (pid == 0)
		become(command);
	clock = start_clock(pid, seconds);
	CHECK(clock >= 0, clock);
	status = rt_wait(pid);
	/* Whatever it left behind, and the clock: all but this process. */
	CALL2(kill, -1, SIGKILL);
	rt_wait(clock);
	put("@@ end ");
	if (CALL3(unlinkat, AT_FDCWD, ADDRESS("/late"), AT_REMOVEDIR) == 0)
		put("late");
	else
		put_number(status);
	end_line();
}

static void run_all(void)
{
	const char *command;
	char *line = tests, *end;
	unsigned long seconds;
	long length = rt_read("/tests", tests, sizeof(tests));

	CHECK(length > 0 && length < (long)sizeof(tests) - 1, length);
	while (*line) {
		for (end = line; *end && *end != '\n'; end++)
			;
		if (*end)
			*end++ = 0;
		seconds = rt_number(line, &command);
		CHECK(seconds && *command == ' ', seconds);
		run((char *)command + 1, seconds);
		line = end;
	}
}

int rt_main(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	open_console();
	mount("proc", "/proc");
	mount("sysfs", "/sys");
	mount("tmpfs", "/tmp");
	make_group();
	/* From here on the console is the programs', but for a panic. */
	CALL3(syslog, CONSOLE_LEVEL, 0, 1);
	say_kernel();
	run_all();
	put("@@ done");
	end_line();
	CALL3(ioctl, 1, TCSBRK, 1);	/* tcdrain() */
	CALL0(sync);
	CALL4(reboot, (int)LINUX_REBOOT_MAGIC1, LINUX_REBOOT_MAGIC2,
		LINUX_REBOOT_CMD_POWER_OFF, 0);
	return 1;
}
