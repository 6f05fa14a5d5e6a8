#!/bin/sh
# SPDX-License-Identifier: MIT
# A fault in a table, a name or a tool is refused by one line that says where
# and what to do, with a status other than 0, and nothing is built from it.
#
# shellcheck disable=SC2086,SC2317 # lists; functions that are arguments
. tests/tap.sh

mkdir "$tmp/tree" "$tmp/tree/tests"
cp -R Makefile install.mk abi arch include scripts sysdeps "$tmp/tree"
cp tests/*.mk "$tmp/tree/tests"
list=abi/abis.list
calls=sysdeps/unix/sysv/linux/syscalls.list
table=arch/x86/entry/syscalls/syscall_64.tbl

# Runs a command in a copy of the tree in which one file was edited by sed.
spoiled()	# FILE SED-SCRIPT COMMAND...
{
	file=$1
	sed "$2" "$file" >"$tmp/tree/$file"
	shift 2
	(cd "$tmp/tree" && "$@")
	spoiled_status=$?
	cp "$file" "$tmp/tree/$file"
	return "$spoiled_status"
}
world="make -s world ABI=x86_64 BUILD=$tmp/out"
# What make does with the tables before anything else. Each table's first fault is
# shown to make itself.
tables="$list $calls $(echo arch/*/*.tbl arch/*/*/*.tbl arch/*/*/*/*.tbl)"
bad()		# WHAT WHERE-AND-WHY FILE SED-SCRIPT
{
	refuse "$1" "$2" spoiled "$3" "$4" awk -f scripts/tables.awk \
		-f scripts/emit-make.awk $tables
}
bad_for_make()
{
	rm -rf "$tmp/out"
	refuse "$1" "$2" spoiled "$3" "$4" $world
	check "$1: nothing is built" test ! -d "$tmp/out/x86_64"
}
line=$(grep -n '^i386 ' "$list" | cut -d: -f1)

check "the tables as they are make a library" spoiled "$list" '' $world
bad_for_make "a row with a field too few" "$list:$line: .*19 fields.*this one 18" \
	"$list" '/^i386 /s/ | [^|]*$//'
bad "a row with a field too many" "$list:$line: .*this one 20" \
	"$list" '/^i386 /s/$/ | more/'
bad "an empty field" "$list:$line: .*empty; write -" \
	"$list" '/^i386 /s/| 32 |/|  |/'
bad "a name that is none" "$list:$line: 'i 386' is no name" \
	"$list" 's/^i386 /i 386/'
bad "a second row of the same name" "$list:$line: .*line $((line - 2)); remove" \
	"$list" 's/^i386 /x86_64 /'
bad "a sysdep that is not there" "$list:$line: no .*i387/sysdep.h" \
	"$list" 's/^i386  *| i386 /i386 | i387 /'
bad "a table that is not there" "$list:$line: no arch/x86/.*33.tbl" \
	"$list" '/^i386 /s/syscall_32/syscall_33/'
bad "tags of which the table has none" "syscall_32.tbl: no row for 'unshare'" \
	"$list" '/^i386 /s/ | i386  *| 0 / | i387 | 0 /'
bad "a base that is no number" "$list:$line: the base .*not a number" \
	"$list" '/^i386 /s/| 0 /| x /'
bad "a word of 33 bits" "$list:$line: the bits .*neither 32 nor 64" \
	"$list" '/^i386 /s/| 32 |/| 33 |/'
bad "a middle endian" "$list:$line: the endian .*neither little nor big" \
	"$list" '/^i386 /s/little/middle/'
bad "a glibc that is no version" "$list:$line: the glibc .*not a version" \
	"$list" '/^i386 /s/| 2\.0 /| two /'
bad "a status that is none" "$list:$line: the status .*not runs" \
	"$list" '/^i386 /s/| runs |/| walks |/'
bad "a library that is none" "$list:$line: the libraries" \
	"$list" '/^i386 /s/| a so |/| dll |/'
bad "an ABI without a compiler" "$list:$line: .*no compiler" \
	"$list" '/^i386 /s/| i686-linux-gnu-gcc [^|]*|/| - |/'
bad "an ABI that is built by no package" "$list:$line: .*no package" \
	"$list" '/^i386 /s/| gcc-[^|]*$/| -/'
bad "an ABI that runs on nothing" "$list:$line: .*no emulator" \
	"$list" '/^i386 /s/| qemu-i386 |/| - |/'
bad "a variant of nothing" "$list:$line: .*varies 'i386', which has no row" \
	"$list" 's/^i386 /i386+sse /'
bad "an ABI without a predicate" "$list:$line: .*no predicate" \
	"$list" '/^i386 /s/| defined __i386__ |/| - |/'
bad "a byte that is not ASCII" "$list:$line: a byte" \
	"$list" "/^i386 /s/little/l$(printf '\303\255')ttle/"
bad "a registry without rows" "$list: no rows" "$list" '/^[^#]/d'

bad_for_make "a call without a prototype" "$calls:[0-9]*: a row is: name" \
	"$calls" '/^unshare/s/int.*//'
bad "a call that is there twice" "$calls:[0-9]*: 'unshare' has a row" \
	"$calls" '/^unshare/{p;}'
bad "a prototype of something else" "$calls:[0-9]*: .*no prototype" \
	"$calls" '/^unshare/s/int unshare/int unshared/'
bad "a type for which there is no rule" "$calls:[0-9]*: .*type 'loff_t'" \
	"$calls" '/^unshare/s/(int/(loff_t/'
bad "seven arguments" "$calls:[0-9]*: .*takes 7 arguments" "$calls" \
	'/^unshare/s/(.*/(int a, int b, int c, int d, int e, int f, int g)/'
bad "a version of somebody else" "$calls:[0-9]*: the version" \
	"$calls" '/^unshare/s/LIBUNSHARE_1/GLIBC_2/'
bad "a call that no kernel table has" "no row for 'unshared'" \
	"$calls" 's/^unshare	/unshared	/'

bad_for_make "a number that is none" "$table:[0-9]*: '2x2' is not a number" \
	"$table" 's/^272/2x2/'
bad "a kernel row without its name" "$table:[0-9]*: a row is: number" \
	"$table" 's/^272.*/272	common/'
bad "a kernel row that is there twice" "$table:[0-9]*: 'unshare' has a row" \
	"$table" '/^272/p'
bad "a number that is taken" "$table:[0-9]*: 272 is 'unshare' already" \
	"$table" '/^272/{p;s/unshare/setns/;}'
bad "rows out of order" "$table:[0-9]*: 271 stands behind 272" \
	"$table" '/^272/{p;s/272/271/;s/unshare/setns/;}'
bad "an entry point that is none" "$table:[0-9]*: .*no entry point" \
	"$table" '/^272/s/sys_unshare/unshare()/'

refuse "an ABI that is not in the registry" "ABI=vax.*make list-abis" \
	make -s ABI=vax BUILD="$tmp/out"
refuse "make env for an ABI that is not in the registry" "ABI=vax" \
	make -s ABI=vax env BUILD="$tmp/out"
mkdir "$tmp/bin"
for command in awk cmp cp mkdir mv nproc rm sed sh touch tail tr uname; do
	ln -s "$(command -v "$command")" "$tmp/bin"
done
refuse "a compiler that is not there" \
	"$list:[0-9]+: alpha needs alpha-linux-gnu-gcc.*apt-get install gcc-alpha" \
	env PATH="$tmp/bin" "$(command -v make)" -s ABI=alpha BUILD="$tmp/out"
refuse "no compiler at all" "no C compiler.*apt-get install gcc" \
	env PATH="$tmp/bin" "$(command -v make)" -s BUILD="$tmp/out"
refuse "a compiler that is given and not there" "CC=/no/such/cc: no such" \
	make -s ABI=alpha CC=/no/such/cc BUILD="$tmp/out"
refuse "a compiler of another ABI" \
	"CC=cc makes code for $(uname -m).*, not alpha" \
	make -s ABI=alpha CC=cc BUILD="$tmp/out"
refuse "two ABIs at once" "ABI=alpha i386: no such row" \
	make -s ABI="alpha i386" BUILD="$tmp/out"
finish
