/* SPDX-License-Identifier: MIT */
/*
 * What unshare_explain looks at beside the model's situation: who may answer
 * in the kernel's place, and how many threads there are.
 */
#include "view.h"
#include "look.h"

/*
 * QEMU user mode gives the program's name for that of the process (or none, in
 * a chroot), but not if it is asked for by another path.
 */
static void view_emulator(struct view *view)
{
	char name[256], other[sizeof(name)];
	long length = look_link("/proc/self/exe", name, sizeof(name));
	long at = look_link("/proc/thread-self/exe", other, sizeof(other));
	long end = at;
	size_t i = 0;

	while (at > 0 && at <= length && other[at - 1] == name[at - 1])
		at--;
	if (end <= 0 || (length == end && at == 0))
		return;
	for (at = end; at > 0 && other[at - 1] != '/'; at--)
		;
	for (; at < end && i < sizeof(view->emulator) - 1; at++)
		view->emulator[i++] = other[at];
}

static void view_modules(struct view *view)
{
	struct look look;
	size_t i = 0;
	int byte;

	if (look_open(&look, "/sys/kernel/security/lsm"))
		return;
	while ((byte = look_next(&look)) > ' ' && byte < 127 &&
	    i < sizeof(view->modules) - 1)
		view->modules[i++] = (char)byte;
	look_close(&look);
}

void view_all(struct view *view)
{
	memset(view, 0, sizeof(*view));
	view->situation = running_system();
	view->threads = (unsigned)look_at_status("Threads", 0);
	view->blind = !view->threads;
	view->filtered = look_at_status("Seccomp", 0) == 2;
	view->restricted = look_at_number("/proc/sys/kernel/"
		"apparmor_restrict_unprivileged_userns", 0) == 1;
	view_emulator(view);
	view_modules(view);
}
