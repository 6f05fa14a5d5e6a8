/* SPDX-License-Identifier: MIT */
/*
 * libunshare-explain in one piece: to compile its parts apart takes five times
 * as long, on each of the ABIs. The numbers come from the kernel's headers,
 * which a compiler may have for another ABI than its own.
 */
#include <libunshare/abi.h>
#include <asm/unistd.h>
#if __NR_unshare != LIBUNSHARE_NR_unshare
#error "<asm/unistd.h> is not of this ABI"
#endif
#include "names.h"
#include "rules.c"
#include "conditions.c"
#include "contexts.c"
#include "task.c"
#include "unshare.c"
#include "ask.c"
#include "system.c"
#include "text.c"
#include "view.c"
#include "reason.c"
#include "explain.c"
