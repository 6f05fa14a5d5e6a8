/* SPDX-License-Identifier: MIT */
/*
 * The running system and this process, as a situation for the model
 *
 * All from /proc and system calls. What nobody can see is taken to be as usual:
 * this user namespace is not 33 deep, no limit is nearly reached.
 */
#include "system.h"
#include <linux/capability.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

const struct ns_name ns_names[] = {
	{ "mnt", CLONE_NEWNS },
	{ "uts", CLONE_NEWUTS },
	{ "ipc", CLONE_NEWIPC },
	{ "pid_for_children", CLONE_NEWPID },
	{ "cgroup", CLONE_NEWCGROUP },
	{ "net", CLONE_NEWNET },
	{ "time_for_children", CLONE_NEWTIME },
	{ "user", CLONE_NEWUSER },
	{ "pid", 0 },
	{ "time", 0 },
};
const size_t ns_names_count = sizeof(ns_names) / sizeof(ns_names[0]);

static int version(void)
{
	struct utsname name;
	int a = 0, b = 0, c = 0;

	uname(&name);
	sscanf(name.release, "%d.%d.%d", &a, &b, &c);
	return MODEL_VERSION(a, b, c);
}

static bool capable(void)
{
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3,
		0 };
	struct __user_cap_data_struct data[2] = { { 0, 0, 0 }, { 0, 0, 0 } };

	syscall(SYS_capget, &header, data);
	return data[0].effective >> CAP_SYS_ADMIN & 1;
}

/* The number in a file, or the given one */
static unsigned long number(const char *path, unsigned long otherwise)
{
	unsigned long value = otherwise;
	FILE *file = fopen(path, "r");

	if (!file)
		return otherwise;
	if (fscanf(file, "%lu", &value) != 1)
		value = otherwise;
	fclose(file);
	return value;
}

static unsigned long full(void)
{
	static const struct ns_name limits[] = {
		{ "mnt", CLONE_NEWNS }, { "uts", CLONE_NEWUTS },
		{ "ipc", CLONE_NEWIPC }, { "pid", CLONE_NEWPID },
		{ "cgroup", CLONE_NEWCGROUP }, { "net", CLONE_NEWNET },
		{ "time", CLONE_NEWTIME }, { "user", CLONE_NEWUSER },
	};
	unsigned long flags = 0;
	char path[64];
	size_t i;

	for (i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
		snprintf(path, sizeof(path), "/proc/sys/user/max_%s_namespaces",
			limits[i].name);
		if (number(path, 1) == 0)
			flags |= limits[i].flag;
	}
	return flags;
}

static bool mapped(const char *path, unsigned long id)
{
	unsigned long inside, outside, count;
	FILE *file = fopen(path, "r");
	bool found = !file;	/* no such file, no user namespaces */

	while (file && fscanf(file, "%lu %lu %lu", &inside, &outside,
	    &count) == 3)
		found |= id >= inside && id - inside < count;
	if (file)
		fclose(file);
	return found;
}

/* No mount is at a root directory that chroot(2) made, unless it is one. */
static bool chrooted(void)
{
	FILE *file = fopen("/proc/self/mountinfo", "r");
	char line[4096], point[256];
	bool found = !file;

	while (file && fgets(line, sizeof(line), file))
		found |= sscanf(line, "%*s %*s %*s %*s %255s", point) == 1 &&
			!strcmp(point, "/");
	if (file)
		fclose(file);
	return !found;
}

static unsigned long built(void)
{
	unsigned long flags = CLONE_NEWNS | CLONE_NEWCGROUP;
	char path[64];
	size_t i;

	for (i = 0; i < ns_names_count; i++) {
		snprintf(path, sizeof(path), "/proc/self/ns/%s",
			ns_names[i].name);
		if (access(path, F_OK) == 0)
			flags |= ns_names[i].flag;
	}
	return flags;
}

static bool children_go_elsewhere(void)
{
	char mine[64] = "", theirs[64] = "";

	if (readlink("/proc/self/ns/pid", mine, sizeof(mine) - 1) < 0 ||
	    readlink("/proc/self/ns/pid_for_children", theirs,
	    sizeof(theirs) - 1) < 0)
		return false;
	return strcmp(mine, theirs) != 0;
}

struct model_situation running_system(void)
{
	return (struct model_situation) {
		.version = version(),
		.built = built(),
		.capable = capable(),
		.chrooted = chrooted(),
		.unmapped = !mapped("/proc/self/uid_map", geteuid()) ||
			!mapped("/proc/self/gid_map", getegid()),
		.pid_again = children_go_elsewhere(),
		.full = full(),
		.descriptors = 64,
		.nr_open = number("/proc/sys/fs/nr_open", 1048576),
		.switched_off = number(
			"/proc/sys/kernel/unprivileged_userns_clone", 1) == 0,
	};
}
