#!/bin/sh
# SPDX-License-Identifier: MIT
# Our rows go into a kernel's tree and out of it without a trace, for the newest
# kernel source that is here, and with XCHECK=1 for each; a tree that they do not
# fit is refused by one line and stays what it was. Faults planted in
# scripts/kernel-register show.
#
# shellcheck disable=SC1091,SC2317,SC2016 # sourced; arguments; sed's dollars
. tests/tap.sh
. tests/kernel-lib.sh

kernel_trees

# Our rows in each tree.
x86=arch/x86/entry/syscalls
register() { scripts/kernel-register "$@"; }
states() { register "$@" | awk '{ n[$NF]++ } END { for (state in n) print n[state], state }'; }
status() { "$@" >"$tmp/log" 2>&1; echo $?; }
round_trip()	# TREE, which is $tree
{
	tap_count=0 tap_failed=0
	tmp=$1.round
	mkdir "$tmp"
	copy=$tmp/copy
	cp -R "$tree/." "$copy"
	same "all rows are there" 0 "$(status register "$copy" --check)"
	rows=$(wc -l <"$tmp/log")
	same "--apply finds nothing to do with $rows rows" "$rows there" "$(states "$copy" --apply)"
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
	rm -r "$copy"
	cp -R "$tmp/stripped" "$copy"
	register "$copy" --apply x86 riscv >"$tmp/log"
	same "of two ARCHs only those files" \
		"$(cd "$tree" && ls $x86/*.tbl scripts/*.tbl include/uapi/*/unistd.h 2>/dev/null)" \
		"$(diff -rq "$tmp/stripped" "$copy" | sed 's/.* and \(.*\) differ/\1/' |
			sed "s|^$copy/||" | grep -v '^arch/arm64/.*64' | sort)"
	finish
}
[ "${XCHECK-}" ] || versions=${versions##* }
tree=
for v in $versions; do
	tree=$tmp/$v
	(round_trip "$tree") >"$tmp/trip-$v" 2>&1 &
done
wait
for v in $versions; do
	relay "$v" sh -c 'cat "$1"; ! grep -q "^not ok" "$1"' - "$tmp/trip-$v"
done
kernel_lacking "our rows go in and out"
[ "$tree" ] || finish

# What is wrong with a tree, shown with three architectures of the newest.
mkdir -p "$tmp/small/arch"
cp -R "$tree/Makefile" "$tree/include" "$tree/scripts" "$tmp/small"
cp -R "$tree/arch/x86" "$tree/arch/s390" "$tree/arch/riscv" "$tmp/small/arch"
tree=$tmp/small
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
spoilt "a table out of order" "syscall_64.tbl:[0-9]+: 0 stands behind 999; sort" \
	'1i 999	common	last	sys_last' $x86/syscall_64.tbl --apply x86
spoilt "a table out of order for one of the ABIs" "500 stands behind [0-9]+; sort" \
	'$a 500	x32	last	sys_last' $x86/syscall_64.tbl --remove x86
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
mkfifo "$copy/$x86/syscall_64.tbl"
refuse "register: a pipe for a table" "syscall_64.tbl: not a file" \
	register "$copy" --remove x86
rm "$copy/$x86/syscall_64.tbl"
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
refuse "register: an empty argument" "an empty argument; usage" register "$copy" --remove ""
refuse "register: two options" "not two of them" register "$copy" --apply --remove
same "register: what is refused has status 2" 2 "$(status register "$tmp/none")"

# All files or none: the third replacement fails, or the run is killed there.
rm -rf "$copy"
cp -R "$tree" "$copy"
mkdir "$tmp/bin"
cat >"$tmp/bin/mv" <<END
#!/bin/sh
case \$* in
*/new/arch/x86/*_64.tbl\ *) [ -e "$tmp/kill" ] && kill -9 \$PPID; exit 1 ;;
esac
exec $(command -v mv) "\$@"
END
chmod 755 "$tmp/bin/mv"
crippled() { TMPDIR=$tmp PATH=$tmp/bin:$PATH scripts/kernel-register "$@" 2>&1; }
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

# Faults planted in the scripts and in our rows, each of which must show.
healthy()
{
	rm -rf "$copy"
	cp -R "$tree" "$copy"
	"$ill/scripts/kernel-register" "$copy" --remove >"$tmp/log" 2>&1 || return
	! grep -qw unshare "$copy/$x86/syscall_32.tbl" || return
	"$ill/scripts/kernel-register" "$copy" --apply >"$tmp/log" 2>&1 || return
	diff -r "$tree" "$copy" >"$tmp/log" || return
	sed 's/^311/310/' "$tree/$x86/syscall_32.tbl" >"$copy/$x86/syscall_32.tbl"
	! "$ill/scripts/kernel-register" "$copy" --check x86 >"$tmp/log" 2>&1
}
check "before a fault is planted all is well" healthy
plant scripts/kernel-table.awk 's/line\[rows\] = NR/line[rows] = NR - 1/'
plant scripts/kernel-register.awk 's/<= number + 0/< number - 1/'
plant scripts/kernel-register.awk 's/at = end\[best\]/at = line[best] - 1/'
plant scripts/kernel-register.awk 's/at <= end\[i\]/at < end[i]/'
[ ! -d "$tmp/7.2" ] || plant scripts/kernel-register.awk 's/columns > 4/1/'
plant scripts/kernel-register.awk 's/nr\[i\] == our_nr\[k\] + 0/0/'
plant scripts/kernel-register 's/^remove) forth=remove/remove) forth=apply/'
plant scripts/kernel-register.awk 's/^	header = .*/	header = 0/'
plant arch/x86/entry/syscalls/syscall_32.tbl 's/^310/311/'
plant arch/s390/kernel/syscalls/syscall.tbl 's/	*sys_unshare$//'
finish
