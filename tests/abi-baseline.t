#!/bin/sh
# SPDX-License-Identifier: MIT
# The frozen ABI has teeth: a copy of the tree, with a fault planted for every
# kind of promise, is red in make check-abi, with a line of the diff and a
# sentence for each; make update-abi takes what is new and nothing else.
#
# shellcheck disable=SC2016,SC2317 # awk and sed; functions that are arguments
. tests/tap.sh

abi=x86_64
[ -z "$(make -s ABI=$abi -n 2>&1 >"$tmp/found" | tee "$tmp/why")" ] || {
	echo "1..0 # SKIP $(head -n 1 "$tmp/why")"
	exit
}

mkdir -p "$tmp/tree/tests"
cp -R Makefile install.mk abi arch include scripts sysdeps "$tmp/tree"
cp tests/*.mk "$tmp/tree/tests"
cp -R "$tmp/tree/abi" "$tmp/frozen"

target()	# TARGET [VARIABLE=VALUE]
{
	make -s -C "$tmp/tree" ABI=$abi BUILD="$tmp/out" "$@" >"$tmp/said" 2>&1
}

# The same of what is built already
built()		# OPTION...
{
	(cd "$tmp/tree" && scripts/abi-check "$@" "$tmp/out" $abi) >"$tmp/said" 2>&1
}

edit()		# FILE SED-SCRIPT
{
	cp "$tmp/tree/$1" "$tmp/before"
	sed "$2" "$tmp/before" >"$tmp/tree/$1"
	if cmp -s "$tmp/before" "$tmp/tree/$1"; then
		check "the fault is planted in $1" false
	fi
}

unchanged()
{
	diff -r "$tmp/frozen" "$tmp/tree/abi"
}

# says WHAT GONE NEW SENTENCE: lines of the diff, "-" for none, and the meaning
says()
{
	check "$1" awk -v gone="-$2" -v new="+$3" -v sentence="$4" '
	$0 == gone { g = 1 }
	$0 == new { n = 1 }
	index($0, sentence) { s = 1 }
	END { exit !((g || gone == "--") && (n || new == "+-") && s) }
	' "$tmp/said"
}

check "the tree as it is keeps every promise" target check-abi

# One fault of each kind in the sources
linux=sysdeps/unix/sysv/linux
edit arch/x86/entry/syscalls/syscall_64.tbl 's/^272/273/'
edit include/sched.h '/define CLONE_NEWTIME/s/80$/40/
	/^#ifndef CLONE_PIDFD\t/,/^#endif/d
	s/^#define CLONE_IO.*/&LL/
	s/unshare(int __flags)/unshare(long __flags)/'
edit $linux/syscalls.list 's/LIBUNSHARE_1\.0/LIBUNSHARE_1.1/
	s/2\.4	int unshare(int flags)/2.5	int unshare(long flags)/'
edit $linux/x86_64/sysdep.h '/SYSDEP_PROPERTY/d; s/^	endbr64/&; nop; nop/'
edit $linux/inline-syscall.h 's/define LIBUNSHARE_WORD long/define LIBUNSHARE_WORD int/'
edit $linux/syscall-error.c 's/__errno_location/__error/'
edit Makefile 's/-Wl,-z,now//; s/-Wl,-z,relro/-Wl,-z,norelro/
	s/-Wl,-z,noexecstack/-Wl,-z,execstack/; s/^link_libc.*/link_libc :=/'

check "faults in the sources are not kept promises" \
	test "$(target check-abi; echo $?)" -ne 0
says "a wrong number" "number unshare 272" "number unshare 273" \
	"changed: number unshare: the kernel gave"
says "a wrong flag" "flag CLONE_NEWTIME 0x0000000000000080 int" \
	"flag CLONE_NEWTIME 0x0000000000000040 int" "the old value is in programs"
says "a flag that is gone" "flag CLONE_PIDFD 0x0000000000001000 int" - \
	"removed: flag CLONE_PIDFD: sources"
says "a flag of another type" "flag CLONE_IO 0x0000000080000000 unsigned" \
	"flag CLONE_IO 0x0000000080000000 long long" "flag CLONE_IO"
says "another prototype in <sched.h>" "declaration int unshare(int __flags)" \
	"declaration int unshare(long __flags)" "sources that compiled before do not"
says "another prototype of the inline call" \
	"declaration static inline int unshare_raw(int flags)" \
	"declaration static inline int unshare_raw(long flags)" \
	"declaration unshare_raw"
says "another type for libabigail" - - "types: callers compiled before"
says "a version that is gone" "symbol LIBUNSHARE_1.0 unshare F" \
	"symbol LIBUNSHARE_1.1 unshare F" "does not start"
says "libc's version that is gone" "symbol GLIBC_2.4 unshare F" \
	"symbol GLIBC_2.5 unshare F" "symbol GLIBC_2.4 unshare"
says "another default version" "default unshare LIBUNSHARE_1.0" \
	"default unshare LIBUNSHARE_1.1" "linked from now on"
says "a note that is gone" "security property unshare.o IBT,SHSTK" - \
	"a protection is other"
says "relocated data that stays writable" "security relro yes" \
	"security relro no" "a protection is other"
says "symbols that are bound late" "security bind-now yes" \
	"security bind-now no" "security bind-now"
says "a stack that is executable" "security stack RW" "security stack RWE" \
	"security stack"
says "a register of another size" "type register 8 8" "type register 4 4" \
	"callers compiled before"
says "another name of errno" "archive needs __errno_location" \
	"archive needs __error" "a static program"
says "a library that is needed no more" "needed libc.so.6" - \
	"other libraries"
# The argument is not widened any more, and there are two nops.
length=$(sed -n 's/^stub instructions //p' abi/$abi/baseline)
says "an instruction more" "stub instructions $length" \
	"stub instructions $((length + 1))" "an instruction more"

check "update-abi refuses that" test "$(target update-abi; echo $?)" -ne 0
says "update-abi says that nothing was written" - - "nothing was written"
check "update-abi refuses the old soname as the new one" test \
	"$(target update-abi SONAME=libunshare.so.1; echo $?)" -ne 0
says "update-abi says why" - - "x86_64 has already"
check "update-abi refuses a soname that the library has not" test \
	"$(built -u -s libunshare.so.2; echo $?)" -ne 0
says "update-abi says what to do" - - "change it in the Makefile"
check "nothing was written" unchanged
edit Makefile 's/soname,libunshare.so.1/soname,libunshare.so.2/'
check "a new soname is no kept promise" \
	test "$(target check-abi; echo $?)" -ne 0
says "a new soname" "soname libunshare.so.1" "soname libunshare.so.2" \
	"the loader looks for"
ln -s /no/such/directory "$tmp/tree/abi/common/header.new"
check "update-abi fails where a file cannot be written" \
	test "$(built -u -s libunshare.so.2; echo $?)" -ne 0
rm -f "$tmp/tree/abi/common/header.new"
check "then none is" unchanged
check "update-abi takes the new soname" target update-abi SONAME=libunshare.so.2
check "the promises are the new ones" built

# What no source of ours says, and what is missing, in the frozen files
own=abi/$abi/baseline
edit $own 's/^errno EINVAL 22/errno EINVAL 23/; s/^elf machine 62/elf machine 3/
	s/^elf class .*/elf class ELF32/; s/^elf data .*/elf data big/
	s/^elf flags unshare.o 0x0/&1/; /^elf flags libunshare/d
	s/^type int 4 4/type int 4 2/; $a\
archive defines unshared'
mkdir "$tmp/tree/abi/vax"
cp "$tmp/tree/$own" "$tmp/tree/abi/vax"
check "faults in the frozen files are seen" \
	test "$(built; echo $?)" -ne 0
says "another errno" "errno EINVAL 23" "errno EINVAL 22" "errno EINVAL: the kernel"
says "another machine" "elf machine 3" "elf machine 62" "linker or loader"
says "another class" "elf class ELF32" "elf class ELF64" "elf class"
says "another byte order" "elf data big" "elf data little" "elf data"
says "other flags" "elf flags unshare.o 0x01" "elf flags unshare.o 0x0" \
	"elf flags unshare.o"
says "flags where there were none" - "elf flags libunshare.so.1 0x0" \
	"elf flags libunshare.so.1"
says "another alignment" "type int 4 2" "type int 4 4" "type int"
says "a static symbol that is gone" "archive defines unshared" - \
	"removed: archive defines unshared"
says "an ABI that is gone" - - "vax: removed: "
rm -r "$tmp/tree/abi/vax"

cp -R "$tmp/frozen/." "$tmp/tree/abi"
for file in Makefile include sysdeps arch; do
	cp -R "$file" "$tmp/tree"
done
edit $own '/^symbol GLIBC/d; /^errno ENOSYS/d; s/^stub bytes .*/stub bytes 1/'
edit abi/common/header '/ CLONE_NNP /d'
check "what is new is no kept promise either" \
	test "$(target check-abi; echo $?)" -ne 0
says "a version more" - "symbol GLIBC_2.4 unshare F" \
	"added: symbol GLIBC_2.4 unshare: no program of before"
says "a flag more" - "flag CLONE_NNP 0x0000000800000000 unsigned long long" \
	"added: flag CLONE_NNP"
check "update-abi takes it" built -u
check "that is what was frozen" unchanged
rm -r "$tmp/tree/abi/$abi"
check "an ABI without a baseline is red" \
	test "$(built; echo $?)" -ne 0
says "what to do then" - - "make update-abi ABI=$abi"
check "update-abi gives it one" built -u
check "the same one" unchanged
finish
