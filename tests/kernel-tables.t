#!/bin/sh
# SPDX-License-Identifier: MIT
# Our generators write what the kernel's own scripts write, for every system
# call table of the newest kernel source that is here, and with XCHECK=1 of each;
# what is wrong is refused by one line, and nothing is written then. Faults
# planted in them show.
#
# shellcheck disable=SC1091,SC2317,SC2016 # sourced; arguments; sed's dollars
. tests/tap.sh
. tests/kernel-lib.sh

kernel_trees

# The calls of the generators for a table: "abis offset prefix", - for none.
# Those of the kernel's Makefiles, and some more; of the many for the table that
# architectures share, four without XCHECK=1.
uses()
{
	case $1 in
	scripts/* | */syscall_64.tbl:arm64)
		echo "common,32,arc,time32,renameat,stat64,rlimit - -
			common,32,hexagon,time32,stat64,rlimit,renameat - -
			common,32,riscv,memfd_secret - -
			common,64,riscv,rlimit,memfd_secret - -"
		[ ! "${XCHECK-}" ] || echo "common,64 - -
			common,32,csky,time32,stat64,rlimit - -
			common,32,nios2,time32,stat64,renameat,rlimit - -
			common,32,or1k,time32,stat64,rlimit,renameat - -
			common,64,memfd_secret - -
			common,32,memfd_secret - -
			common,64,renameat,rlimit,memfd_secret - -" ;;
	*arm/*) echo "common,oabi - -
			common,oabi __NR_SYSCALL_BASE -
			common,eabi __NR_SYSCALL_BASE -" ;;
	*arm64/*) echo "common,32 - -
			common,32 - compat32_" ;;
	*mips/*) echo "- __NR_Linux -
			- - -" ;;
	*powerpc/*) echo "common,nospu,32 - -
			common,nospu,64 - -
			common,spu - -" ;;
	*parisc/* | *sparc/*) echo "common,32 - -
			common,64 - -" ;;
	*s390/*) echo "common,64 - -" ;;
	*syscall_32.tbl) echo "i386 - -
			i386 - ia32_" ;;
	*x86/*) echo "common,64 - -
			common,x32 __X32_SYSCALL_BIT -
			x32 - x32_" ;;
	*) echo "- - -" ;;
	esac
}

# s390 has a generator of its own up to 6.12: the same numbers and entry points,
# in another form
s390_numbers() { sed -n 's/^#define __NR_/__NR_/p' "$1" | sort; }
s390_theirs()
{
	sh "${1%.tbl}tbl" -S -i "$1" | sed -n 's/^NI_SYSCALL.*/sys_ni_syscall sys_ni_syscall/p
		s/^SYSCALL(\(.*\),\(.*\))$/\1 \2/p'
}
s390_ours()	# TABLE
{
	"$bin/syscalltbl" --abis common,64 "$1" "$out/64" || return
	"$bin/syscalltbl" --abis common,32 "$1" "$out/32" || return
	awk '{
		split($0, f, /[(), ]+/)
		if (f[2] + 0 > top)
			top = f[2]
		if (FILENAME ~ /64$/)
			e64[f[2] + 0] = f[3]
		else if (f[4] != "")
			e32[f[2] + 0] = f[4]
	}
	END {
		ni = "sys_ni_syscall"
		for (i = 0; i <= top + 0; i++)
			print i in e64 ? e64[i] : ni, i in e32 ? e32[i] : ni
	}' "$out/64" "$out/32"
}

# compare TREE TABLE: one line for each file of ours that is not theirs
compare()
{
	files=0
	if [ -f "$1/${2%.tbl}tbl" ]; then
		files=2
		s390_theirs "$1/$2" >"$out/a" 2>/dev/null
		s390_ours "$1/$2" >"$out/b" 2>&1
		cmp -s "$out/a" "$out/b" || echo "dispatch: $(diff "$out/a" "$out/b" | head -n 3)"
		sh "$1/${2%.tbl}tbl" -H -a common,64 -f h -i "$1/$2" >"$out/a"
		"$bin/syscallhdr" --abis common,64 "$1/$2" "$out/b"
		[ "$(s390_numbers "$out/a")" = "$(s390_numbers "$out/b")" ] || echo "numbers"
		return
	fi
	uses "$2" >"$out/uses"
	while read -r abis offset prefix; do
		set -- "$1" "$2"
		[ "$abis" = - ] || set -- "$@" --abis "$abis"
		tree=$1 table=$2
		shift 2
		sh "$tree/scripts/syscalltbl.sh" "$@" "$tree/$table" "$out/k/table" >"$out/log" 2>&1
		"$bin/syscalltbl" "$@" "$tree/$table" "$out/o/table" 2>&1
		[ "$offset" = - ] || set -- "$@" --offset "$offset"
		if [ "$prefix" = - ]; then
			set -- "$@" --emit-nr
		else
			set -- "$@" --prefix "$prefix"
		fi
		sh "$tree/scripts/syscallhdr.sh" "$@" "$tree/$table" "$out/k/unistd__a-64.h"
		"$bin/syscallhdr" "$@" "$tree/$table" "$out/o/unistd__a-64.h" 2>&1
		diff -r "$out/k" "$out/o" || echo "of $abis"
		files=$((files + 2))
		set -- "$tree" "$table"
	done <"$out/uses"
}

# s390's own generator, which the newest has no more, is seen of the others.
bin=scripts
compare_all()	# VERSION
{
	out=$tmp/out-$1
	mkdir "$out" "$out/k" "$out/o"
	part=arch/s390
	if [ "${XCHECK-}" ] || [ "$1" = "${versions##* }" ]; then
		part='arch scripts'
	fi
	# shellcheck disable=SC2086 # a list
	(cd "$tmp/$1" && find $part -name '*.tbl' -type f) | sort |
		while read -r table; do
			compare "$tmp/$1" "$table" >"$out/differ"
			rows=$(grep -c '^[0-9]' "$tmp/$1/$table")
			echo "$table $rows $files $(tr '\n\t' '  ' <"$out/differ" | cut -c 1-500)"
		done >"$tmp/compared-$1"
}
for v in $versions; do
	compare_all "$v" &
done
wait
for v in $versions; do
	while read -r table rows files differ; do
		same "$v: $table: $rows rows, $files files as the kernel's scripts write them" \
			"" "$differ"
	done <"$tmp/compared-$v"
	awk -v v="$v" '{ rows += $2; files += $3 } END { print "# Linux " v ": " \
		NR " tables, " rows " rows, " files " files compared" }' "$tmp/compared-$v"
done
kernel_lacking "tables"

# A small table, and what becomes of it when it is spoilt.
out=$tmp/small
mkdir "$out"
cat >"$out/good.tbl" <<'END'
# comment
0	common	read	sys_read
1	64	write	sys_write
1	x32	write	compat_sys_write

2	common	open	sys_open	compat_sys_open
4	common	exit	sys_exit	-	noreturn
5	common	ptrace	sys_ptrace	compat_sys_ptrace	noreturn
7	common	tuxcall
END
scripts/syscalltbl --abis common,64 "$out/good.tbl" "$out/dispatch"
same "the dispatch table of a small table" "__SYSCALL(0, sys_read)
__SYSCALL(1, sys_write)
__SYSCALL_WITH_COMPAT(2, sys_open, compat_sys_open)
__SYSCALL(3, sys_ni_syscall)
__SYSCALL_NORETURN(4, sys_exit)
__SYSCALL_COMPAT_NORETURN(5, sys_ptrace, compat_sys_ptrace)
__SYSCALL(6, sys_ni_syscall)
__SYSCALL(7, sys_ni_syscall)" "$(cat "$out/dispatch")"
scripts/syscallhdr --abis x32 --emit-nr --offset BIT --prefix x_ "$out/good.tbl" "$out/a__b-c.h"
same "its header for one ABI" "#ifndef _UAPI_ASM_A_B_C_H
#define _UAPI_ASM_A_B_C_H

#define __NR_x_write (BIT + 1)

#ifdef __KERNEL__
#define __NR_x_syscalls 2
#endif

#endif /* _UAPI_ASM_A_B_C_H */" "$(cat "$out/a__b-c.h")"

bad()		# WHAT WHERE-AND-WHY SED-SCRIPT
{
	sed "$3" "$out/good.tbl" >"$out/bad.tbl"
	for generator in $generators; do
		echo untouched >"$out/written"
		refuse "$generator: $1" "bad.tbl$2" "scripts/$generator" \
			--abis "${abis:-common,64}" "$out/bad.tbl" "$out/written"
		read -r left <"$out/written"
		[ "$left" = untouched ] ||
			check "$generator: $1: nothing is written" false
	done
}
# Both read by the same functions.
generators="syscallhdr syscalltbl"
bad "a number twice" ":9: 5 is 'ptrace' already, line 8; give" 's/^7/5/'
bad "a name twice" ":9: 'read' has a row already, line 2; remove" 's/tuxcall/read/'
[ "${XCHECK-}" ] || generators=syscallhdr
bad "a row twice" ":3: 0 is 'read' already" '/read/p'
bad "a number out of order" ":9: 3 stands behind 5; sort" 's/^7/3/'
bad "a number that is hexadecimal" ":9: '0x7' is no number" 's/^7/0x7/'
bad "a number with leading zeros" ":9: '07' is no number" 's/^7/07/'
bad "a number with a sign" ":2: '-1' is no number" 's/^0/-1/'
bad "a number that is too large" ":9: 65536 is out of range" 's/^7/65536/'
bad "a number of ten digits" ":9: 4294967303 is out of range" 's/^7/4294967303/'
bad "no number" ":9: 'common' is no number" 's/^7	//'
bad "no name" ":9: a row has 3 to 6 fields, this one 2" 's/	tuxcall//'
bad "a field too many" ":7: a row has 3 to 6 fields, this one 7" '7s/noreturn$/& now/'
bad "an ABI that is none" ":9: 'com-mon' is no abi" 's/^7	common/7	com-mon/'
bad "a name that is none" ":9: '64read' is no name" 's/tuxcall/64read/'
bad "an entry point that is none" ":2: 'sys_read\(\)' is no entry" 's/sys_read/&()/'
bad "a compat entry point that is none" ":6: '#' is no entry" 's/compat_sys_open/#/'
bad "a last column that is none" ":7: 'no-return' in the last" '7s/noreturn/no-return/'
bad "blanks before a row" ":9: blanks before the number" 's/^7/ 7/'
bad "a carriage return" ":2: a byte that" "2s/\$/$(printf '\r')/"
bad "a byte of another alphabet" ":1: a byte that" "1s/o/$(printf '\303\266')/"
bad "a table without rows" ": no rows; is it" '/^[0-9]/d'
abis=common,oabi
bad "an ABI that no row has" ": no row has the abi 'oabi' of --abis; choose from common" ''
abis='comm'
bad "the beginning of an ABI's name" ": no row has the abi 'comm'" ''
abis=32
bad "an ABI of the kernel's that leaves no row" ": no row has the abi '32'" ''
abis=
printf '0\tcommon\tre\000ad\tsys_read\n' >"$out/bad.tbl"
refuse "a zero byte" "bad.tbl:1: a byte that" scripts/syscallhdr "$out/bad.tbl" "$out/written"
refuse "a row for each of two ABIs, and no --abis" ":4: 1 is 'write' already" \
	scripts/syscallhdr "$out/good.tbl" "$out/written"

refuse "no table" "/none: no such table" scripts/syscalltbl "$out/none" "$out/written"
refuse "a directory for a header" "is a directory" scripts/syscallhdr \
	--abis x32 "$out/good.tbl" "$out"
refuse "a header that cannot be written" "/none/h: cannot write" scripts/syscallhdr \
	--abis x32 "$out/good.tbl" "$out/none/h"
refuse "an option that is none" "no option --abi; usage" scripts/syscallhdr --abi x32
refuse "an option without its value" "--abis needs a value" scripts/syscalltbl --abis
refuse "an empty list of ABIs" "--abis '' is no list" scripts/syscalltbl --abis '' a b
refuse "a list of ABIs with a hole" "'a,,b' is no list" scripts/syscallhdr --abis a,,b c d
refuse "an offset that is none" "'1;2' is neither" scripts/syscallhdr --offset '1;2' c d
refuse "a prefix that is none" "'a-' cannot be part" scripts/syscallhdr --prefix a- c d
refuse "one file" "usage: syscalltbl" scripts/syscalltbl "$out/good.tbl"

mkfifo "$out/fifo"
(cat "$out/fifo" >"$out/through") &
scripts/syscalltbl --abis common,64 "$out/good.tbl" "$out/fifo"
wait
check "a pipe is written to" cmp "$out/dispatch" "$out/through"
ln -s target "$out/link"
echo untouched >"$out/target"
scripts/syscalltbl --abis common,64 "$out/good.tbl" "$out/link"
check "and so is what a link leads to" cmp "$out/dispatch" "$out/target"
check "the link remains" test -L "$out/link"
check "nothing else is left beside" eval '[ "$(ls "$out" | grep -c "\.[0-9]*$")" -eq 0 ]'

# Faults planted in the generators, each of which must show.
small=$out
out=$tmp/planted
mkdir "$out"
healthy()
{
	"$ill/scripts/syscalltbl" --abis common,64 "$small/good.tbl" "$out/h" 2>"$out/log"
	cmp -s "$small/dispatch" "$out/h" || return
	"$ill/scripts/syscallhdr" --abis x32 --emit-nr --offset BIT --prefix x_ \
		"$small/good.tbl" "$out/a__b-c.h" 2>"$out/log"
	cmp -s "$small/a__b-c.h" "$out/a__b-c.h" || return
	for spoil in 's/^7/5/' 's/^7/3/' 's/tuxcall/read/' 's/^7/ 7/' 's/^7/0x7/'; do
		sed "$spoil" "$small/good.tbl" >"$out/bad.tbl"
		! "$ill/scripts/syscallhdr" --abis common,64 "$out/bad.tbl" "$out/h" \
			2>"$out/log" || return
	done
}
check "before a fault is planted all is well" healthy
plant scripts/syscallhdr 's/nr\[i\] + 1/nr[i]/'
plant scripts/syscallhdr 's/guard = toupper(guard)//'
plant scripts/syscallhdr 's/gsub(.__.*//'
plant scripts/syscallhdr 's/base " + "/base "+"/'
plant scripts/syscallhdr 's/ENVIRON\["PREFIX"\]/""/'
plant scripts/syscalltbl 's/slot++$//'
plant scripts/syscalltbl 's/slot < nr/slot <= nr/'
plant scripts/syscalltbl 's/_WITH_COMPAT//'
plant scripts/syscalltbl 's/_NORETURN//'
plant scripts/syscalltbl 's/"sys_ni_syscall" : entry/"" : entry/'
plant scripts/kernel-table.awk 's/if (nr\[i\] in by_nr)/if (0)/'
plant scripts/kernel-table.awk 's/if (name\[i\] in by_name)/if (0)/'
plant scripts/kernel-table.awk 's/nr\[i\] + 0 < last + 0/0/'
plant scripts/kernel-table.awk 's/if (\$0 ~ \/^\[ .t\]\/)/if (0)/'
plant scripts/kernel-table.awk 's/(0|\[1-9\]\[0-9\]\*)/[0-9a-fx]*/'
plant scripts/kernel-table.awk 's/n && !(tag/0 \&\& !(tag/'
finish
