/* SPDX-License-Identifier: MIT */
/*
 * abicheck-elf [--abi NAME] FILE - what an ELF file keeps of the ABI of
 * unshare: the part of libunshare-abicheck that reads binaries
 *
 * FILE is an object, a library (.so, .a) or a program, of any machine that the
 * registry knows; NAME is the ABI that it should be of. On standard output one
 * line for each promise, with tabs between its fields:
 *
 *   subject  promise  expected  found  verdict  source of the expectation
 *
 * The verdict is "holds", "differs", "missing" or "not checkable: why".
 * Status: 0 if the file could be read; else 2, one line on stderr and no other
 * output.
 *
 * Why C, and neither readelf nor a library: the file may be hostile. Here each
 * read passes one check of its bounds (elf.c), and all that is read is under
 * the sanitizers in tests/abicheck-corpus.t; readelf goes on after damage and
 * prints what is left, in words that change between versions, and libelf hands
 * out pointers and tables that its user must check all the same.
 */
#include "rows.h"
#include "code.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST 64		/* symbols of that name in one file */

static const char *wanted;	/* --abi */
static char *rows;
static size_t rows_size;
static FILE *out;		/* memory: printed if all of it could be read */
static char subject[200];
const struct abi *abi;

void row(const char *promise, const char *expected, const char *found,
	const char *verdict, const char *source)
{
	fprintf(out, "%s\t%s\t%s\t%s\t%s\t%s\n", subject, promise, expected,
		found, verdict, source);
}

void compare(const char *promise, const char *expected,
	const char *found, const char *source)
{
	row(promise, expected, found, strcmp(expected, found) == 0 ? "holds" :
		"differs", source);
}

/* Names are the file's: nothing in them may look like a row. */
static void plain(char *text)
{
	for (; *text; text++)
		if (*text < ' ' || *text > '~')
			*text = '?';
}

static const struct abi *abi_of(const struct elf *e)
{
	unsigned i;

	for (i = 0; i < abi_count; i++)
		if (abis[i].bits == e->bits && abis[i].big == e->big &&
		    (abis[i].machine[0] == e->machine ||
		    abis[i].machine[1] == e->machine) &&
		    (e->flags & abis[i].mask) == abis[i].flags)
			return &abis[i];
	fail("no ABI of the registry has machine %u, %d bits, %s endian, "
		"flags %#x", e->machine, e->bits, e->big ? "big" : "little",
		e->flags);
}

static const char *name_of(const char *const names[], unsigned count,
	unsigned number)
{
	return number < count ? names[number] : "unknown";
}

/* Returns which of them a program is linked to; count if none. */
static unsigned check_version(const struct elf *e, const struct symbol *symbols,
	unsigned count)
{
	const char *verdict = "differs";
	char version[64], found[600] = "", expected[200];
	struct section versions;
	int is_default = 0, used = 0;
	unsigned i, chosen = count;

	/* A libc without versions has promised none. */
	if (e->type == ET_REL ||
	    !elf_find_section(e, SHT_GNU_VERDEF, &versions))
		return 0;
	snprintf(expected, sizeof(expected), "%s%s%s", abi->libc_version,
		*abi->libc_version ? " or " : "", abi->version);
	for (i = 0; i < count && used < 500; i++) {
		elf_version(e, symbols[i].index, version, sizeof(version),
			&is_default);
		plain(version);
		used += snprintf(found + used, sizeof(found) - (size_t)used,
			"%s%s%s", i ? " " : "", *version && is_default ?
			"@@" : "@", *version ? version : "none");
		if (!is_default || !*version)
			continue;
		chosen = i;
		if (strcmp(version, abi->libc_version) == 0 ||
		    strcmp(version, abi->version) == 0)
			verdict = "holds";
	}
	row("version", expected, found, verdict,
		"abi/abis.list, syscalls.list");
	return chosen;
}

static void check_code(const struct elf *e, const struct symbol *symbol)
{
	char expected[32], found[32] = "-", why[200];
	const char *not = "not checkable: ";
	struct code code;

	code_read(e, abi, symbol, &code);
	snprintf(expected, sizeof(expected), "%u", abi->number);
	if (code.loaded)
		snprintf(found, sizeof(found), "%" PRIu64, code.number);
	snprintf(why, sizeof(why), "%s%s", not, code.why);
	if (code.trapped && code.loaded)
		compare("number", expected, found, abi->table);
	else
		row("number", expected, found, code.trapped ?
			"not checkable: a trap without a number before it" :
			why, abi->table);
	if (code_widens(abi))
		row("width", "an int is extended before the trap",
			!code.trapped ? "-" : code.widened ? "it is" :
			"it is not", !code.trapped ? why :
			code.widened ? "holds" : "differs", abi->sysdep);
}

static const char disagree[] =
	"damaged: the dynamic section and the section headers disagree";

/* What the loader reads must be what the section headers show. */
static void check_dynamic(const struct elf *e, const struct section *table)
{
	static const uint64_t tag[] = { DT_SYMTAB, DT_STRTAB, DT_VERSYM,
		DT_VERDEF };
	struct section s[4];
	uint64_t value;
	unsigned i;

	s[0] = *table;
	s[1] = elf_section(e, table->link);
	if (!elf_find_section(e, SHT_GNU_VERSYM, &s[2]))
		s[2].addr = 0;
	if (!elf_find_section(e, SHT_GNU_VERDEF, &s[3]))
		s[3].addr = 0;
	for (i = 0; i < 4; i++)
		if (!elf_dynamic(e, tag[i], &value) ? s[i].addr != 0 :
		    value != s[i].addr)
			fail("%s", disagree);
}

/* A library offers what its dynamic symbols say; a program may have the
   function without showing it to others. */
static int is_library(const struct elf *e)
{
	struct segment interpreter;
	uint64_t name;

	return e->type == ET_DYN && (elf_dynamic(e, DT_SONAME, &name) ||
		!elf_find_segment(e, PT_INTERP, &interpreter));
}

/* The symbols of that name which the file defines: how many */
static unsigned defined(const struct elf *e, struct symbol *found,
	int *dynamic)
{
	struct section table;
	uint64_t address;
	unsigned count = 0, kept = 0, i;

	*dynamic = elf_find_section(e, SHT_DYNSYM, &table);
	if (!*dynamic && elf_dynamic(e, DT_SYMTAB, &address))
		fail("%s", disagree);
	if (*dynamic) {
		check_dynamic(e, &table);
		count = elf_symbols(e, &table, abi->symbol, found, MOST);
	}
	for (i = 0; i < count; i++)
		if (found[i].shndx)
			found[kept++] = found[i];
	if (kept || (*dynamic && is_library(e)))
		return kept;
	*dynamic = 0;
	if (elf_find_section(e, SHT_SYMTAB, &table))
		count = elf_symbols(e, &table, abi->symbol, found, MOST);
	else if (e->type == ET_EXEC)
		fail("not checkable: a program without its symbols");
	else
		count = 0;
	for (i = 0; i < count; i++)
		if (found[i].shndx)
			found[kept++] = found[i];
	return kept;
}

/* The symbol's rows; 0 if the file does not define it. */

static int check_symbol(const struct elf *e)
{
	static const char *const types[] = { "NOTYPE", "OBJECT", "FUNC",
		"SECTION", "FILE", "COMMON", "TLS" };
	static const char *const bindings[] = { "LOCAL", "GLOBAL", "WEAK" };
	static const char *const visible[] = { "DEFAULT", "INTERNAL",
		"HIDDEN", "PROTECTED" };
	const char *elf = "ELF gABI, symbol table";
	struct symbol symbols[MOST], *symbol;
	unsigned count, chosen = 0;
	int dynamic;

	count = defined(e, symbols, &dynamic);
	if (!count)
		return 0;
	if (dynamic)
		chosen = check_version(e, symbols, count);
	if (chosen == count) {
		row("symbol", "defined", "no default version", "differs", elf);
		return 1;
	}
	row("symbol", "defined", "defined", "holds", "unshare(2)");
	symbol = &symbols[chosen];
	compare("type", "FUNC", name_of(types, 7, symbol->type), elf);
	row("binding", "GLOBAL or WEAK", name_of(bindings, 3, symbol->binding),
		symbol->binding <= 2 ? "holds" : "differs", elf);
	compare("visibility", "DEFAULT", visible[symbol->visibility], elf);
	check_code(e, symbol);
	return 1;
}

static int check_elf(const struct elf *e)
{
	abi = abi_of(e);
	return check_symbol(e);
}

static void check_abi(void)
{
	compare("ABI", wanted ? wanted : abi->name, abi->name, wanted ?
		"--abi" : "abicheck/elf.list");
}

static void check_rest(const struct elf *e)
{
	check_abi();
	check_stack(e);
	check_property(e);
}

static void missing(void)
{
	row("symbol", "defined", "not defined", "missing", "unshare(2)");
}

static uint64_t decimal(const unsigned char *text, unsigned n)
{
	uint64_t number = 0;

	while (n-- && *text >= '0' && *text <= '9')
		number = number * 10 + (*text++ - '0');
	return number;
}

/* Members have a header of 60 bytes: 16 of name, 10 of size at 48, and its end
   is marked. Each starts at an even place. */
static void check_archive(uint64_t size)
{
	const char *what = "an archive's member";
	const struct elf whole = { .size = size };
	const unsigned char *header;
	uint64_t at = 8, length;
	struct elf e;
	char name[17], path[sizeof(subject)];
	int found = 0, objects = 0;

	snprintf(path, sizeof(path), "%s", subject);
	while (size - at >= 60) {
		header = elf_bytes(&whole, at, 60, what);
		if (memcmp(header + 58, "`\n", 2) != 0)
			fail("damaged or cut off: %s", what);
		memcpy(name, header, 16);
		name[16] = 0;
		name[strcspn(name, "/ ")] = 0;
		length = decimal(header + 48, 10);
		at += 60;
		if (length > size - at)
			fail("damaged or cut off: %s", what);
		if (elf_open(&e, at, length)) {
			objects++;
			plain(name);
			snprintf(subject, sizeof(subject), "%.100s(%s)", path,
				name);
			if (check_elf(&e)) {
				check_rest(&e);
				found++;
			}
		}
		at += length + (length & 1);
		if (at > size)
			break;
	}
	if (!objects)
		fail("an archive without ELF objects");
	if (!found) {
		snprintf(subject, sizeof(subject), "%s", path);
		missing();
		check_abi();
	}
}

static int begins(const struct elf *e, const char *magic)
{
	return e->size >= 8 && memcmp(elf_bytes(e, 0, 8, "its start"), magic,
		8) == 0;
}

int main(int argc, char **argv)
{
	const char *path = argv[argc - 1], *name;
	struct elf e = { 0 };
	uint64_t size;

	if (argc == 4 && strcmp(argv[1], "--abi") == 0) {
		wanted = argv[2];
	} else if (argc != 2) {
		fprintf(stderr, "usage: abicheck-elf [--abi NAME] FILE\n");
		return 2;
	}
	size = elf_file(path);
	name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	snprintf(subject, sizeof(subject), "%.100s", name);
	plain(subject);
	out = open_memstream(&rows, &rows_size);
	if (!out)
		fail("no memory");
	e.size = size;
	if (size == 0)
		fail("it is empty");
	if (begins(&e, "!<thin>\n"))
		fail("a thin archive, whose objects are elsewhere");
	if (begins(&e, "!<arch>\n")) {
		check_archive(size);
	} else if (!elf_open(&e, 0, size)) {
		fail("neither an ELF file nor an archive");
	} else {
		if (!check_elf(&e))
			missing();
		check_rest(&e);
	}
	if (fclose(out) != 0 || fwrite(rows, 1, rows_size, stdout) !=
	    rows_size || fflush(stdout) != 0)
		fail("cannot write what was found");
	free(rows);
	return 0;
}
