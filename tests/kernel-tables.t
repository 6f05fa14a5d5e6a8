#!/bin/sh
# SPDX-License-Identifier: MIT
# The kernel's side: our generators write what the kernel's own scripts write,
# for every system call table of each kernel source that is here; our rows go
# into a tree and out of it without a trace; what is wrong is refused by one
# line, and nothing is written then. Faults planted in our scripts show.
#
# CACHE is for what is unpacked: reading a kernel's tarball takes ten seconds.
# Kernels that are not here are skipped: apt-get install linux-source-6.1, and
#   scripts/foreign-packages --release sid $CACHE/linux-source-7.2 amd64 linux-source-7.2
#
# shellcheck disable=SC2317,SC2016 # functions that are arguments; sed's dollars
. tests/tap.sh

CACHE=${CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/libunshare}
versions="6.1 6.12 7.2"
mkdir -p "$CACHE" 2>/dev/null && [ -w "$CACHE" ] || CACHE=$tmp

# unpack VERSION: $tmp/VERSION is what a kernel's tree has of system call tables
unpack()
{
	for tarball in /usr/src "$CACHE" "$CACHE/linux-source-$1/usr/src"; do
		tarball=$tarball/linux-source-$1.tar.xz
		[ ! -r "$tarball" ] || break
	done
	[ -r "$tarball" ] || return 0
	kept=$CACHE/kernel-tables-$1-$(stat -L -c %s-%Y "$tarball")
	if [ ! -d "$kept" ]; then
		mkdir "$tmp/new-$1"
		tar -xf "$tarball" -C "$tmp/new-$1" --strip-components=1 \
			--wildcards --no-wildcards-match-slash \
			'linux*/arch/*/*/*.tbl' 'linux*/arch/*/*/*/*.tbl' \
			'linux*/arch/*/kernel/syscalls/syscalltbl' \
			'linux*/arch/*/include/uapi/asm/unistd.h' \
			'linux*/arch/*/include/asm/unistd32.h' \
			'linux*/arch/*/kernel/Makefile.syscalls' \
			'linux*/include/uapi/asm-generic/unistd.h' \
			'linux*/include/linux/syscalls.h' 'linux*/scripts/syscall*' \
			'linux*/Makefile' 2>"$tmp/tar-$1"
		cp -R "$tmp/new-$1" "$kept.$$"
		mv -T "$kept.$$" "$kept" 2>/dev/null || rm -rf "$kept.$$"
	fi
	[ ! -d "$kept/scripts" ] || cp -R "$kept" "$tmp/$1"
}
for v in $versions; do
	unpack "$v" &
done
wait

# The calls of the generators for a table: "abis offset prefix", - for none.
# Those of the kernel's Makefiles, and some more.
uses()
{
	case $1 in
	scripts/* | */syscall_64.tbl:arm64)
		for own in arc,time32,renameat,stat64,rlimit csky,time32,stat64,rlimit \
			hexagon,time32,stat64,rlimit,renameat riscv,memfd_secret \
			nios2,time32,stat64,renameat,rlimit \
			or1k,time32,stat64,rlimit,renameat; do
			echo "common,32,$own - -"
		done
		echo "common,64 - -
			common,64,renameat,rlimit,memfd_secret - -
			common,64,riscv,rlimit,memfd_secret - -" ;;
	*arm/*) echo "common,oabi - -
			common,oabi __NR_SYSCALL_BASE -
			common,eabi __NR_SYSCALL_BASE -" ;;
	*arm64/*) echo "common - -
			common - compat32_" ;;
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
		sh "$tree/scripts/syscalltbl.sh" "$@" "$tree/$table" "$out/theirs" >"$out/log" 2>&1
		"$bin/syscalltbl" "$@" "$tree/$table" "$out/ours" >"$out/log" 2>&1
		cmp "$out/theirs" "$out/ours" 2>&1 || echo "dispatch $abis: $(cat "$out/log")"
		[ "$offset" = - ] || set -- "$@" --offset "$offset"
		if [ "$prefix" = - ]; then
			set -- "$@" --emit-nr
		else
			set -- "$@" --prefix "$prefix"
		fi
		mkdir -p "$out/k" "$out/o"
		sh "$tree/scripts/syscallhdr.sh" "$@" "$tree/$table" "$out/k/unistd__a-64.h"
		"$bin/syscallhdr" "$@" "$tree/$table" "$out/o/unistd__a-64.h" >"$out/log" 2>&1
		cmp "$out/k/unistd__a-64.h" "$out/o/unistd__a-64.h" 2>&1 ||
			echo "header $abis: $(cat "$out/log")"
		rm -f "$out"/?/* "$out/ours"
		files=$((files + 2))
		set -- "$tree" "$table"
	done <"$out/uses"
}

bin=scripts
compare_all()	# VERSION
{
	out=$tmp/out-$1
	mkdir "$out"
	(cd "$tmp/$1" && find arch scripts -name '*.tbl' -type f) | sort |
		while read -r table; do
			rm -rf "$out"/[ko]
			compare "$tmp/$1" "$table" >"$out/differ"
			rows=$(grep -c '^[0-9]' "$tmp/$1/$table")
			echo "$table $rows $files $(tr '\n\t' '  ' <"$out/differ")"
		done >"$tmp/compared-$1"
}
for v in $versions; do
	[ ! -d "$tmp/$v" ] || compare_all "$v" &
done
wait
for v in $versions; do
	if [ ! -d "$tmp/$v" ]; then
		skip "tables of Linux $v" \
			"no linux-source-$v.tar.xz in /usr/src; see the head of this script"
		continue
	fi
	while read -r table rows files differ; do
		same "$v: $table: $rows rows, $files files as the kernel's scripts write them" \
			"" "$differ"
	done <"$tmp/compared-$v"
	awk -v v="$v" '{ rows += $2; files += $3 } END { print "# Linux " v ": " \
		NR " tables, " rows " rows, " files " files compared" }' "$tmp/compared-$v"
done

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
	for generator in syscallhdr syscalltbl; do
		echo untouched >"$out/written"
		refuse "$generator: $1" "bad.tbl$2" "scripts/$generator" \
			--abis "${abis:-common,64}" "$out/bad.tbl" "$out/written"
		[ "$(cat "$out/written")" = untouched ] ||
			check "$generator: $1: nothing is written" false
	done
}
bad "a number twice" ":9: 5 is 'ptrace' already, line 8; give" 's/^7/5/'
bad "a name twice" ":9: 'read' has a row already, line 2; remove" 's/tuxcall/read/'
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
abis=common,32
bad "an ABI that no row has" ": no row has the abi '32' of --abis; choose from common" ''
abis='comm'
bad "the beginning of an ABI's name" ": no row has the abi 'comm'" ''
abis=eabi
bad "an ABI of the kernel's that leaves no row" ": no row has the abi 'eabi'" ''
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

# Our rows in each tree.
x86=arch/x86/entry/syscalls
register() { scripts/kernel-register "$@"; }
states() { register "$@" | awk '{ print $NF }' | sort | uniq -c | awk '{ print $1, $2 }'; }
status() { "$@" >"$tmp/log" 2>&1; echo $?; }
round_trip()	# TREE, which is $tree
{
	tap_count=0 tap_failed=0
	tmp=$1.round
	mkdir "$tmp"
	copy=$tmp/copy
	rows=$(states "$tree" | sed 's/ there//')
	cp -R "$tree" "$copy"
	same "all rows are there, $rows" 0 "$(status register "$copy" --check)"
	same "--apply finds nothing to do" "$rows there" "$(states "$copy" --apply)"
	check "and does nothing" diff -r "$tree" "$copy"
	same "--remove takes all out" "$rows removed" "$(states "$copy" --remove)"
	same "no row of it is left" "" "$(grep -rnE '(^[0-9].*[[:blank:]]|__NR_)unshare' \
		"$copy/arch" "$copy/scripts" "$copy/include" | grep -v /ia64/)"
	cp -R "$copy" "$tmp/stripped"
	same "--check says so" 1 "$(status register "$copy")"
	same "--remove finds nothing to do" "$rows missing" "$(states "$copy" --remove)"
	check "and does nothing" diff -r "$tmp/stripped" "$copy"
	same "--apply adds all" "$rows added" "$(states "$copy" --apply)"
	check "and gives the tree back, byte for byte" diff -r "$tree" "$copy"
	register "$copy" --remove >"$tmp/log"
	check "--remove gives the stripped one back" diff -r "$tmp/stripped" "$copy"
	register "$copy" --apply x86 riscv >"$tmp/log"
	same "of two ARCHs only those files" \
		"$(cd "$tree" && ls $x86/*.tbl scripts/*.tbl include/uapi/*/unistd.h 2>/dev/null)" \
		"$(diff -rq "$tmp/stripped" "$copy" | sed 's/.* and \(.*\) differ/\1/' |
			sed "s|^$copy/||" | grep -v '^arch/arm64/.*64' | sort)"
	finish
}
tree=
for v in $versions; do
	[ -d "$tmp/$v" ] || continue
	tree=$tmp/$v
	(round_trip "$tree") >"$tmp/trip-$v" 2>&1 &
done
wait
for v in $versions; do
	[ ! -d "$tmp/$v" ] || relay "$v" sh -c 'cat "$1"; ! grep -q "^not ok" "$1"' - "$tmp/trip-$v"
done
if [ ! "$tree" ]; then
	skip "kernel-register" "no kernel's source; see this script's head"
	finish
fi

# What is wrong with a tree, shown with the newest that is here.
copy=$tmp/copy
cp -R "$tree" "$tmp/bare"
register "$tmp/bare" --remove >"$tmp/log"
cp -R "$tmp/bare" "$tmp/bare.copy"
cp -R "$tree" "$copy"

# spoilt WHAT WHY SED-SCRIPT FILE OPTION [ARCH...]: with one file spoilt the tree
# (without our rows, for --apply) is refused, and stays what it was
spoilt()
{
	what=$1 why=$2 script=$3 file=$4
	from=$tree to=$copy
	[ "$5" != --apply ] || from=$tmp/bare to=$tmp/bare.copy
	shift 4
	sed "$script" "$from/$file" >"$tmp/spoilt"
	cp "$tmp/spoilt" "$to/$file"
	refuse "register: $what" "$why" register "$to" "$@"
	if cmp -s "$tmp/spoilt" "$to/$file"; then
		cp "$from/$file" "$to/$file"
		diff -r "$from" "$to" >"$tmp/log"
	fi || check "register: $what: the tree is as it was" false
}
spoilt "a number that is taken" "syscall_64.tbl:[0-9]+: 272 is taken by 'unsure'" \
	's/^273.*/272	common	unsure	sys_unsure/' $x86/syscall_64.tbl --apply
spoilt "a number that is taken on one of the ABIs" "272 is taken by 'unsure'" \
	's/^273.*/272	x32	unsure	sys_unsure/' $x86/syscall_64.tbl --apply x86
spoilt "the name elsewhere" "'unshare' has the number 999 here and not 272" \
	'$s/.*/&\n999	common	unshare	sys_unshare/' $x86/syscall_64.tbl --apply x86
spoilt "the name elsewhere, and a check" "'unshare' has the number 274 here" \
	'/^27[34]/d;/unshare/s/272/274/' $x86/syscall_64.tbl --check x86
spoilt "another entry point" "'unshare' enters at 'sys_ni_syscall' here" \
	'/unshare/s/sys_unshare/sys_ni_syscall/' $x86/syscall_32.tbl --remove x86
spoilt "another ABI" "'unshare' is for the abi '64' here and not 'common'" \
	'/unshare/s/common/64/' $x86/syscall_64.tbl --remove x86
spoilt "the row twice" "a second row for 'unshare'; remove" \
	'/unshare/p' $x86/syscall_64.tbl --remove x86
spoilt "a row of other blanks" ":[0-9]+: --apply would not undo --remove; give" \
	'/unshare/s/	/ /' $x86/syscall_64.tbl --remove
spoilt "a row in another place" "--apply would not undo --remove" \
	'/unshare/s/^/# new\n/' $x86/syscall_64.tbl --remove x86
spoilt "a table that is none" ":1: 'int' is no number" \
	'1s/.*/int main(void)/' $x86/syscall_32.tbl --apply x86
spoilt "a table without rows" "no system calls" '/^[0-9]/d' $x86/syscall_32.tbl --apply x86
spoilt "a table with carriage returns" "syscall_32.tbl:1: a byte that is not" \
	"s/\$/$(printf '\r')/" $x86/syscall_32.tbl --check x86
spoilt "a number that a header gives away" "unistd.h:[0-9]+: 97 is taken by 'unsure'" \
	's/^#define __NR_futex 98/#define __NR_unsure 97/' \
	include/uapi/asm-generic/unistd.h --apply riscv
spoilt "a row in another place of a header" "unistd.h:.*would not undo" \
	's/^#define __NR_unshare/\n&/' include/uapi/asm-generic/unistd.h --remove riscv
spoilt "a kernel without sys_unshare" "no sys_unshare\(\); this kernel has not" \
	'/sys_unshare/d' include/linux/syscalls.h --apply x86
spoilt "a Makefile of something else" "no kernel's source" '/^PATCHLEVEL/d' Makefile --apply

printf '#\n0	common	read	sys_read' >"$copy/$x86/syscall_64.tbl"
refuse "register: no newline at the end" "syscall_64.tbl: does not end in a newline" \
	register "$copy" --apply x86
rm "$copy/$x86/syscall_64.tbl"
refuse "register: a table that is not there" "no $x86/syscall_64.tbl; take Linux 6" \
	register "$copy" --check
ln -s "$tree/$x86/syscall_64.tbl" "$copy/$x86/syscall_64.tbl"
refuse "register: a link out of the tree" "syscall_64.tbl: a link that leads out" \
	register "$copy" --remove x86
ln -sf nowhere "$copy/$x86/syscall_64.tbl"
refuse "register: a link to nothing" "syscall_64.tbl: No such file" \
	register "$copy" --remove x86
cp "$tree/$x86/syscall_64.tbl" "$copy/$x86/real.tbl"
ln -sf real.tbl "$copy/$x86/syscall_64.tbl"
register "$copy" --remove x86 >"$tmp/log" 2>&1
check "register: a link within the tree stays one" test -L "$copy/$x86/syscall_64.tbl"
check "register: and what it leads to changes" eval \
	"! grep -q unshare '$copy/$x86/real.tbl'"
refuse "register: no such tree" "no such directory" register "$tmp/none"
refuse "register: no tree" "usage: kernel-register" register --check
refuse "register: no kernel" "no kernel's source" register tests
refuse "register: an ARCH that is none" "no arch/vax in this tree" register "$copy" vax
mkdir "$copy/arch/um"
refuse "register: an ARCH without a row" "no row for 'um' below arch/" register "$copy" um
refuse "register: no name" "'../x' is no architecture" register "$copy" ../x
refuse "register: an option that is none" "no option --undo" register "$copy" --undo
refuse "register: two options" "not two of them" register "$copy" --apply --remove
same "register: what is refused has status 2" 2 "$(status register "$tmp/none")"

# All files or none: the third replacement fails, or the run is killed there.
rm -rf "$copy"
cp -R "$tree" "$copy"
mkdir "$tmp/bin"
cat >"$tmp/bin/mv" <<END
#!/bin/sh
case \$* in
*/new.3\ *) [ -e "$tmp/kill" ] && kill -9 \$PPID; exit 1 ;;
esac
exec $(command -v mv) "\$@"
END
chmod 755 "$tmp/bin/mv"
crippled() { PATH=$tmp/bin:$PATH scripts/kernel-register "$@" 2>&1; }
check "register: a replacement that fails is an error" eval \
	'crippled "$copy" --remove >"$tmp/log"; [ $? -eq 2 ]'
check "register: and the tree is as it was" diff -r "$tree" "$copy"
touch "$tmp/kill"
crippled "$copy" --remove >"$tmp/log" 2>&1
check "register: a run that is killed leaves two files changed" test \
	"$(diff -rq "$tree" "$copy" | grep -c differ)" -ge 2
refuse "register: --check says so" "a run was killed there; --apply" register "$copy"
register "$copy" --apply >"$tmp/log" 2>&1
check "register: the next --apply puts them back" diff -r "$tree" "$copy"
mkdir "$copy/.kernel-register"
echo $$ >"$copy/.kernel-register/pid"
refuse "register: two runs at once" "another run is at work" register "$copy" --remove

# 2.6.16 as the messages that scripts/kernel-patch names have it.
old=$tmp/old
mkdir -p "$old/arch/i386/kernel" "$old/arch/powerpc/kernel" \
	"$old/include/asm-i386" "$old/include/asm-x86_64" "$old/include/asm-powerpc"
printf 'ENTRY(sys_call_table)\n\t.long %s\n\t.long %s\n\t.long %s\n\t.long %s\n' \
	sys_fchmodat sys_faccessat sys_pselect6 sys_ppoll >"$old/arch/i386/kernel/syscall_table.S"
numbers() { for n; do printf '#define __NR_%s\t\t%d\n' "${n%=*}" "${n#*=}"; done; }
{
	numbers fchmodat=306 faccessat=307 pselect6=308 ppoll=309
	printf '\n#define NR_syscalls 310\n\n/*\n%s\n' \
		' * user-visible error numbers are in the range -1 - -128: see'
} >"$old/include/asm-i386/unistd.h"
{
	printf '__SYSCALL(__NR_pselect6, sys_ni_syscall)\t/* for now */\n'
	numbers ppoll=271
	printf '__SYSCALL(__NR_ppoll,\tsys_ni_syscall)\t\t/* for now */\n'
	printf '\n#define __NR_syscall_max __NR_ppoll\n\n#ifndef __NO_STUBS\n\n'
} >"$old/include/asm-x86_64/unistd.h"
printf 'SYSCALL(spu_run)\nSYSCALL(spu_create)\nCOMPAT_SYS(pselect6)\nCOMPAT_SYS(ppoll)\n' \
	>"$old/arch/powerpc/kernel/systbl.S"
{
	numbers spu_create=279 pselect6=280 ppoll=281
	printf '\n#define __NR_syscalls\t\t282\n\n#ifdef __KERNEL__\n'
	printf '#define __NR__exit __NR_exit\n'
} >"$old/include/asm-powerpc/unistd.h"
scripts/kernel-patch --kernel=2.6.16 i386 x86_64 powerpc >"$tmp/patch"
if command -v patch >/dev/null; then
	check "patch: applies to 2.6.16" patch -s -p1 -d "$old" -i "$tmp/patch"
	same "patch: i386's table" "	.long sys_unshare		/* 310 */" \
		"$(tail -n 1 "$old/arch/i386/kernel/syscall_table.S")"
	same "patch: powerpc's table" "SYSCALL(unshare)" \
		"$(tail -n 1 "$old/arch/powerpc/kernel/systbl.S")"
	same "patch: x86_64's table" "__SYSCALL(__NR_unshare,	sys_unshare)" \
		"$(grep 'SYSCALL(__NR_unshare' "$old/include/asm-x86_64/unistd.h")"
	same "patch: the numbers and the counts" \
		"310 272 282 #define NR_syscalls 311 __NR_unshare 283" \
		"$(cd "$old/include" && for a in i386 x86_64 powerpc; do
			sed -n 's/^#define __NR_unshare		//p' asm-$a/unistd.h
		done | tr '\n' ' '
		grep '^#define NR_sys' asm-i386/unistd.h | tr '\n' ' '
		sed -n 's/^#define __NR_syscall_max //p' asm-x86_64/unistd.h | tr '\n' ' '
		sed -n 's/^#define __NR_syscalls		//p' asm-powerpc/unistd.h)"
else
	skip "patch: applies to 2.6.16" "no patch: apt-get install patch"
fi
same "patch: one ARCH, its file only" "+++ b/include/asm-x86_64/unistd.h" \
	"$(scripts/kernel-patch --kernel=2.6.16 x86_64 | grep '^+++')"
refuse "patch: another kernel" "nothing is known of 2.6.15" \
	scripts/kernel-patch --kernel=2.6.15 i386
refuse "patch: another ARCH" "'sparc' is not known" scripts/kernel-patch --kernel=2.6.16 sparc
refuse "patch: no ARCH" "usage: kernel-patch" scripts/kernel-patch --kernel=2.6.16
refuse "patch: no kernel" "usage: kernel-patch" scripts/kernel-patch i386
refuse "patch: an ARCH twice" "i386 twice" scripts/kernel-patch --kernel=2.6.16 i386 i386
refuse "patch: an option that is none" "no option -k" scripts/kernel-patch -k

# Faults planted in our scripts, each of which must show.
ill=$tmp/ill
mkdir "$ill"
cp -R scripts arch "$ill"
bin=$ill/scripts
out=$tmp/planted
mkdir "$out"
generators_work()
{
	"$bin/syscalltbl" --abis common,64 "$tmp/small/good.tbl" "$out/h" 2>"$out/log"
	cmp -s "$tmp/small/dispatch" "$out/h" || return
	"$bin/syscallhdr" --abis x32 --emit-nr --offset BIT --prefix x_ \
		"$tmp/small/good.tbl" "$out/a__b-c.h" 2>"$out/log"
	cmp -s "$tmp/small/a__b-c.h" "$out/a__b-c.h" || return
	for spoil in 's/^7/5/' 's/^7/3/' 's/tuxcall/read/' 's/^7/ 7/' 's/^7/0x7/'; do
		sed "$spoil" "$tmp/small/good.tbl" >"$out/bad.tbl"
		! "$bin/syscallhdr" --abis common,64 "$out/bad.tbl" "$out/h" 2>"$out/log" || return
	done
}
register_works()
{
	rm -rf "$copy"
	cp -R "$tree" "$copy"
	"$bin/kernel-register" "$copy" --remove x86 s390 riscv >"$out/log" 2>&1 || return
	! grep -qw unshare "$copy/$x86/syscall_32.tbl" || return
	"$bin/kernel-register" "$copy" --apply x86 s390 riscv >"$out/log" 2>&1 || return
	diff -r "$tree" "$copy" >"$out/log" || return
	sed 's/^311/310/' "$tree/$x86/syscall_32.tbl" >"$copy/$x86/syscall_32.tbl"
	! "$bin/kernel-register" "$copy" --check x86 >"$out/log" 2>&1
}
patch_works()
{
	"$bin/kernel-patch" --kernel=2.6.16 i386 x86_64 powerpc >"$out/patch" 2>&1 &&
		cmp -s "$tmp/patch" "$out/patch"
}
healthy()	# FILE: what depends on it works
{
	case $1 in
	*/syscallhdr | */syscalltbl) generators_work ;;
	*/kernel-table.awk) generators_work && register_works ;;
	*/kernel-register*) register_works ;;
	*/kernel-patch) patch_works ;;
	*) patch_works && register_works ;;
	esac
}
check "our generators work before a fault is planted" healthy scripts/kernel-table.awk
check "and our rows" healthy arch
plant()		# FILE SED-SCRIPT
{
	file=$1
	sed "$2" "$1" >"$ill/$1"
	if cmp -s "$1" "$ill/$1"; then
		check "planted: $2: changes $1" false
	else
		check "planted: $1: $2" eval '! healthy "$file"'
	fi
	cp "$1" "$ill/$1"
}
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
plant scripts/kernel-register.awk 's/<= number + 0/< number - 1/'
plant scripts/kernel-register.awk 's/at = end\[best\]/at = line[best] - 1/'
plant scripts/kernel-register.awk 's/at <= end\[i\]/at < end[i]/'
[ ! -d "$tmp/7.2" ] || plant scripts/kernel-register.awk 's/columns > 4/1/'
plant scripts/kernel-register.awk 's/nr\[i\] == our_nr\[k\] + 0/0/'
plant scripts/kernel-register 's/^remove) forth=remove/remove) forth=apply/'
plant scripts/kernel-register.awk 's/^	header = .*/	header = 0/'
plant scripts/kernel-patch 's/nr + 1/nr/'
plant arch/x86/entry/syscalls/syscall_32.tbl 's/^310/311/'
plant arch/s390/kernel/syscalls/syscall.tbl 's/	*sys_unshare$//'
finish
