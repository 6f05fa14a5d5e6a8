/* SPDX-License-Identifier: MIT */
/*
 * The running system and this process, as a situation for the model
 *
 * All from /proc and system calls. What nobody can see is taken to be as usual:
 * this user namespace is not 33 deep, no limit is nearly reached, all is built.
 */
#include "system.h"
#include "look.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))
#define UTSNAME 65		/* bytes of each of its six strings */

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
const size_t ns_names_count = LENGTH(ns_names);

const struct ns_name ns_limits[] = {
	{ "mnt", CLONE_NEWNS }, { "uts", CLONE_NEWUTS },
	{ "ipc", CLONE_NEWIPC }, { "pid", CLONE_NEWPID },
	{ "cgroup", CLONE_NEWCGROUP }, { "net", CLONE_NEWNET },
	{ "time", CLONE_NEWTIME }, { "user", CLONE_NEWUSER },
};
const size_t ns_limits_count = LENGTH(ns_limits);

/* 6.18.44-name; what is not there is 0 */
static int version(void)
{
	char name[6][UTSNAME];
	int part[3] = { 0, 0, 0 };
	const char *at;
	unsigned i;

	memset(name, 0, sizeof(name));
	LOOK1(uname, LOOK_ADDRESS(name));
	at = name[2];
	for (i = 0; i < LENGTH(part); i++) {
		for (; *at >= '0' && *at <= '9' && part[i] < 100; at++)
			part[i] = part[i] * 10 + (*at - '0');
		if (*at++ != '.')
			break;
	}
	return MODEL_VERSION(part[0], part[1], part[2]);
}

/* capget(2): version 3; effective, permitted, inheritable, twice 32 of each */
static bool capable(void)
{
	unsigned header[2] = { 0x20080522, 0 };
	unsigned sets[6] = { 0, 0, 0, 0, 0, 0 };

	LOOK2(capget, LOOK_ADDRESS(header), LOOK_ADDRESS(sets));
	return sets[0] >> 21 /* CAP_SYS_ADMIN */ & 1;
}

static unsigned long full(void)
{
	unsigned long flags = 0;
	char path[LOOK_PATH];
	size_t i;

	for (i = 0; i < ns_limits_count; i++)
		if (look_at_number(look_path(path, "/proc/sys/user/max_",
		    ns_limits[i].name, "_namespaces"), 1) == 0)
			flags |= ns_limits[i].flag;
	return flags;
}

/* Real, effective and saved id. Where there are two calls, the older one has
   ids of 16 bits. */
static unsigned effective_user(void)
{
	unsigned id[3] = { 0, 0, 0 };

#if defined __NR_getresuid32
	LOOK3(getresuid32, LOOK_ADDRESS(&id[0]), LOOK_ADDRESS(&id[1]),
		LOOK_ADDRESS(&id[2]));
#else
	LOOK3(getresuid, LOOK_ADDRESS(&id[0]), LOOK_ADDRESS(&id[1]),
		LOOK_ADDRESS(&id[2]));
#endif
	return id[1];
}

static unsigned effective_group(void)
{
	unsigned id[3] = { 0, 0, 0 };

#if defined __NR_getresgid32
	LOOK3(getresgid32, LOOK_ADDRESS(&id[0]), LOOK_ADDRESS(&id[1]),
		LOOK_ADDRESS(&id[2]));
#else
	LOOK3(getresgid, LOOK_ADDRESS(&id[0]), LOOK_ADDRESS(&id[1]),
		LOOK_ADDRESS(&id[2]));
#endif
	return id[1];
}

static bool mapped(const char *map, unsigned long id)
{
	char path[LOOK_PATH];
	unsigned long inside, outside, count;
	struct look look;
	bool found = false;

	if (look_open(&look, look_self(path, map, "")))
		return true;	/* no such file, no user namespaces */
	while (look_number(&look, &inside) && look_number(&look, &outside) &&
	    look_number(&look, &count))
		found |= id >= inside && id - inside < count;
	look_close(&look);
	return found;
}

/* If a mount is seen at the root directory */
static bool mount_at_root(void)
{
	char path[LOOK_PATH];
	struct look look;
	bool found = false;
	unsigned i;

	if (look_open(&look, look_self(path, "mountinfo", "")))
		return true;
	do {
		for (i = 0; i < 4 && look_behind(&look, ' '); i++)
			;
		found |= look_next(&look) == '/' && look_peek(&look) == ' ';
	} while (look_behind(&look, '\n'));
	look_close(&look);
	return found;
}

/*
 * A root directory that chroot(2) made is the root of no mount, unless that is
 * where it went: from there on it looks like any other. Linux 5.8 and later say
 * so; before them no mount is at "/", the fifth word of its line.
 */
static bool root_is_no_mount(void)
{
#ifdef __NR_statx
	/* struct statx: the 8th byte begins the attributes, the 56th says
	   which of them are known; this one is STATX_ATTR_MOUNT_ROOT. */
	unsigned long long status[32];
	const unsigned long long mount_root = 0x2000;

	memset(status, 0, sizeof(status));
	LOOK5(statx, LOOK_HERE, LOOK_ADDRESS("/"), 0, 0, LOOK_ADDRESS(status));
	if (status[7] & mount_root)
		return !(status[1] & mount_root);
#endif
	return !mount_at_root();
}

static unsigned long built(void)
{
	unsigned long flags = CLONE_NEWNS | CLONE_NEWCGROUP;
	char path[LOOK_PATH];
	size_t i;

	for (i = 0; i < ns_names_count; i++)
		if (look_exists(look_self(path, "ns/", ns_names[i].name)))
			flags |= ns_names[i].flag;
	/* That of the children is not there before the first of them. */
	if (look_exists(look_self(path, "ns/pid", "")))
		flags |= CLONE_NEWPID;
	return look_exists(look_self(path, "ns", "")) ? flags : ~0UL;
}

/* Linux 4.12 and later tell, unless no child is there yet. */
static bool children_go_elsewhere(void)
{
	char path[LOOK_PATH], mine[64], theirs[64];
	long length = look_link(look_self(path, "ns/pid", ""), mine,
		sizeof(mine));
	long other = look_link(look_self(path, "ns/pid_for_children", ""),
		theirs, sizeof(theirs));

	if (length < 0)
		return false;
	if (other < 0)
		return other == -ENOENT && version() >= MODEL_VERSION(4, 12, 0);
	while (length > 0 && other > 0 && mine[length - 1] == theirs[other - 1])
		length--, other--;
	return length || other;
}

struct model_situation running_system(void)
{
	struct model_situation situation;

	memset(&situation, 0, sizeof(situation));
	situation.version = version();
	situation.built = built();
	situation.threaded = look_at_status("Threads", 1) > 1;
	situation.capable = capable();
	situation.chrooted = root_is_no_mount();
	situation.unmapped = !mapped("uid_map", effective_user()) ||
		!mapped("gid_map", effective_group());
	situation.pid_again = children_go_elsewhere();
	situation.full = full();
	situation.descriptors = 64;
	situation.nr_open = (unsigned)look_at_number("/proc/sys/fs/nr_open",
		1048576);
	situation.switched_off = look_at_number(
		"/proc/sys/kernel/unprivileged_userns_clone", 1) == 0;
	return situation;
}
