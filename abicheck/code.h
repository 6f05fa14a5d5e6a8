/* SPDX-License-Identifier: MIT */
/* The code of a stub, read as code.list says. */
#ifndef ABICHECK_CODE_H
#define ABICHECK_CODE_H

#include "elf.h"
#include "promises.h"

struct code {
	int trapped;		/* a trap was reached, all before is known */
	int loaded;		/* a number was loaded before it */
	uint64_t number;
	int widened;
	char why[120];		/* not trapped: why not */
};

/* Does the ABI leave what is above an int to the stub? */
int code_widens(const struct abi *abi);
void code_read(const struct elf *e, const struct abi *abi,
	const struct symbol *symbol, struct code *code);

#endif
