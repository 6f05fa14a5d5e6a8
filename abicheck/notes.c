/* SPDX-License-Identifier: MIT */
/* What an ELF file says of its stack, and of branch and return protection. */
#include "rows.h"

#include <string.h>

#define MOST_NOTES 65536	/* bytes: they take some dozens */

enum { EM_PPC64 = 21 };	/* no stack is executable there by default */

void check_stack(const struct elf *e)
{
	const char *source = "kernel fs/binfmt_elf.c, PT_GNU_STACK";
	const char *promise = "stack", *expected = "not executable";
	struct section names, s;
	struct segment segment;
	unsigned i;

	if (e->type != ET_REL) {
		if (elf_find_segment(e, PT_GNU_STACK, &segment))
			compare(promise, expected, segment.flags & PF_X ?
				"executable" : expected, source);
		else if (e->machine == EM_PPC64)
			compare(promise, expected, expected, source);
		else
			row(promise, expected, "no note", "missing", source);
		return;
	}
	names = elf_section(e, e->shstrndx);
	for (i = 1; i < e->shnum; i++) {
		s = elf_section(e, i);
		if (!elf_string_is(e, &names, s.name, ".note.GNU-stack"))
			continue;
		compare(promise, expected, s.flags & SHF_EXECINSTR ?
			"executable" : expected, source);
		return;
	}
	if (e->machine == EM_PPC64)
		compare(promise, expected, expected, source);
	else
		row(promise, expected, "no note", "missing", source);
}

/* The property of that type in the notes of a range: its bits */
static unsigned property(const struct elf *e, uint64_t offset, uint64_t size)
{
	const char *what = "the property note";
	unsigned align = e->bits / 8, names, length, kind, datasz;
	uint64_t at = 0, end;

	if (size > MOST_NOTES)
		fail("damaged or cut off: %s", what);
	while (size - at >= 12) {
		names = (unsigned)elf_number(e, offset + at, 4, what);
		length = (unsigned)elf_number(e, offset + at + 4, 4, what);
		kind = (unsigned)elf_number(e, offset + at + 8, 4, what);
		at += 12;
		if (names > size - at || ((names + 3) & ~3u) > size - at ||
		    length > size - at - ((names + 3) & ~3u))
			fail("damaged or cut off: %s", what);
		at += (names + 3) & ~3u;
		end = at + length;
		while (kind == 5 && end - at >= 8) {
			kind = (unsigned)elf_number(e, offset + at, 4, what);
			datasz = (unsigned)elf_number(e, offset + at + 4, 4,
				what);
			if (kind == abi->property && datasz == 4)
				return (unsigned)elf_number(e, offset + at + 8,
					4, what);
			kind = 5;
			at += 8 + (((uint64_t)datasz + align - 1) &
				~(uint64_t)(align - 1));
			if (at > end)
				break;
		}
		at = (end + align - 1) & ~(uint64_t)(align - 1);
		if (at > size)
			break;
	}
	return 0;
}

void check_property(const struct elf *e)
{
	static const char *const x86[] = { "none", "IBT", "SHSTK",
		"IBT, SHSTK" };
	static const char *const arm64[] = { "none", "BTI", "PAC", "BTI, PAC" };
	const char *const *names = abi->property == 0xc0000000 ? arm64 : x86;
	struct section names_of, s;
	struct segment segment;
	unsigned bits = 0, i;

	if (!abi->property)
		return;
	if (e->type != ET_REL) {
		if (elf_find_segment(e, PT_GNU_PROPERTY, &segment))
			bits = property(e, segment.offset, segment.filesz);
	} else {
		names_of = elf_section(e, e->shstrndx);
		for (i = 1; i < e->shnum; i++) {
			s = elf_section(e, i);
			if (s.type == SHT_NOTE && elf_string_is(e, &names_of,
			    s.name, ".note.gnu.property"))
				bits |= property(e, s.offset, s.size);
		}
	}
	bits &= abi->property_value;
	row("property", names[abi->property_value], names[bits],
		bits == abi->property_value ? "holds" : bits ? "differs" :
		"missing", abi->sysdep);
}
