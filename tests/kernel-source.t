#!/bin/sh
# SPDX-License-Identifier: MIT
# scripts/kernel-build, on a source that is a kernel's only as far as it has to
# be: its image is its dispatch table. Then, that what kernels/ has for each
# kernel of ours is whole.
#
# shellcheck disable=SC1091,SC2154,SC2317,SC2016 # sourced; arguments; sed's
. tests/tap.sh

version=6.12
name=own-x86_64-$version
for tool in flex bison bc patch; do
	command -v $tool >/dev/null || {
		skip_all "no $tool: apt-get install $tool"
	}
done

# The kernel's Makefile, as far as kernel-build takes it
tree=$tmp/tree/linux
x86=arch/x86/entry/syscalls
mkdir -p "$tree/$x86" "$tree/include/linux" "$tree/scripts"
cat >"$tree/Makefile" <<'END'
PATCHLEVEL = 12
generated := $(O)/arch/x86/include/generated
allnoconfig:
	cp $(KCONFIG_ALLCONFIG) $(O)/.config
$(generated)/asm/syscalls_64.h: arch/x86/entry/syscalls/syscall_64.tbl
	mkdir -p $(@D)
	sh $(systbl) --abis common,64 $< $@
$(generated)/asm/unistd_64.h: arch/x86/entry/syscalls/syscall_64.tbl
	mkdir -p $(@D)
	sh $(syshdr) --abis common,64 $< $@
archprepare: $(generated)/asm/syscalls_64.h $(generated)/asm/unistd_64.h
# What includes the numbers takes long to make.
$(O)/slow: $(generated)/asm/unistd_64.h
	@echo compiled >>$(O)/../times
	@[ ! -e $(O)/../stop ] || sleep 60
	@[ ! -e $(O)/../broken ] || { echo 'x.c:1: error: it is broken'; exit 1; }
	touch $@
bzImage: archprepare $(O)/slow
	mkdir -p $(O)/arch/x86/boot
	cp $(generated)/asm/syscalls_64.h $(O)/arch/x86/boot/bzImage
END
echo 'asmlinkage long sys_unshare(unsigned long unshare_flags);' \
	>"$tree/include/linux/syscalls.h"
rows() { for nr; do printf '%s\t%s\tcall%s\tsys_call%s\n' "$nr" "$tag" "$nr" "$nr"; done; }
tag=common
{
	rows 270 271
	printf '272\tcommon\tunshare\t\t\tsys_unshare\n'
	rows 273
} >"$tree/$x86/syscall_64.tbl"
tag=i386 rows 309 311 >"$tree/$x86/syscall_32.tbl"
tag=common rows 96 98 >"$tree/scripts/syscall.tbl"
tarball=$tmp/linux-source-$version.tar.xz
tar -cJf "$tarball" -C "$tmp/tree" linux

export CACHE="$tmp/cache" KERNEL_SOURCE="$tarball"
kernels=$CACHE/kernels
build() { scripts/kernel-build "$@" 2>"$tmp/err"; }
compiled() { if [ -f "$kernels/times" ]; then wc -l <"$kernels/times"; else echo 0; fi; }

image=$(build $name)
check "a kernel is built" test -f "$image"
same "with our row" "__SYSCALL(272, sys_unshare)" "$(grep '(272' "$image")"
without=$(build --without $name)
same "and before that without, though the source has it" \
	"__SYSCALL(272, sys_ni_syscall)" "$(grep '(272' "$without")"
same "they do not differ in anything else" 1 "$(diff "$without" "$image" | grep -c '^>')"
same "what only includes the numbers is compiled once" 1 "$(compiled)"
check "the configuration is kept" grep -q '^CONFIG_X86_X32_ABI=y' "${image%/*}/config"
same "and the time that it took" "without kernel" \
	"$(cut -d ' ' -f 2 "${image%/*}/seconds" | paste -sd ' ')"
same "nothing is left of building" "" "$(find "$kernels" -name 'building-*')"
same "a second time there is nothing to do" "$image 1" "$(build $name) $(compiled)"
same "and nothing is said" "" "$(cat "$tmp/err")"

# Another row, configuration or source is another kernel.
copy=$tmp/copy
mkdir "$copy"
cp -R Makefile scripts arch kernels abi sysdeps include "$copy"
other() { (cd "$copy" && scripts/kernel-build $name 2>"$tmp/err"); }
same "from another directory it is the same kernel" "$image" "$(other)"
echo '# more' >>"$copy/arch/x86/entry/syscalls/syscall_64.tbl"
with_row=$(other)
check "another row makes another" test "$with_row" != "$image" -a -f "$with_row"
echo 'CONFIG_MORE=y' >>"$copy/kernels/x86_64.config"
with_option=$(other)
check "another configuration makes another" test "$with_option" != "$with_row" \
	-a -f "$with_option"
touch -d '2001-01-01' "$tarball"
check "another source makes another" test "$(build $name)" != "$image"
same "four were built" 4 "$(compiled)"

# What goes wrong is one line at the end, and leaves no kernel.
last() { "$@" >"$tmp/out" 2>"$tmp/err"; status=$?; tail -n 1 "$tmp/err" >&2; return "$status"; }
touch -d '2002-02-02' "$tarball"
touch "$kernels/broken"
refuse "a compiler's error is said" "$name: x.c:1: error: it is broken \(see .*/log\)" \
	last scripts/kernel-build $name
same "and no kernel is there" "" "$(cat "$tmp/out")"
rm "$kernels/broken"
touch "$kernels/stop"
scripts/kernel-build $name >"$tmp/out" 2>"$tmp/err" &
begun=$!
for i in 1 2 3 4 5 6 7 8 9 10; do
	[ "$(compiled)" -lt 6 ] || break
	sleep "0.$i"
done
kill $begun
wait $begun
same "a build that is ended ends" 1 $?
# What was killed may take a moment to be gone.
gone()
{
	for _ in $(seq 100); do
		pgrep -f "O=$kernels" >/dev/null || return 0
		sleep 0.1
	done
	pgrep -af "O=$kernels"
	return 1
}
check "with all that it started" gone
rm "$kernels/stop"
check "and goes on when it is asked again" test -f "$(build $name)"

sed 's/^CONFIG_64BIT=y/CONFIG_64BIT=n/' kernels/x86_64.config >"$copy/kernels/x86_64.config"
sed -i 's|^	cp $(KCONFIG.*|	grep -v ^CONFIG_64BIT $(KCONFIG_ALLCONFIG) >$(O)/.config|' \
	"$tree/Makefile"
tar -cJf "$tarball" -C "$tmp/tree" linux
refuse "an option that the kernel does not take" \
	"kernels/x86_64.config: this kernel has not 'CONFIG_64BIT=y'" \
	last scripts/kernel-build $name
echo not a tarball >"$tarball"
refuse "a source that is none" "cannot unpack $tarball" last scripts/kernel-build $name
same "leaves no source" "" "$(find "$kernels" -maxdepth 1 -name 'source-*' -newer "$tarball")"

# What is not here is told with status 2, and what to do.
lacks()		# PATTERN COMMAND...
{
	pattern=$1
	shift
	refuse "what is not here: $pattern" "$pattern" "$@"
	"$@" >/dev/null 2>&1
	same "that is status 2" 2 $?
}
rm "$tarball"
lacks "no $tarball; apt-get install linux-source-$version" scripts/kernel-build $name
mkdir "$tmp/bin"
for tool in awk sed find cat dirname basename sort; do
	ln -s "$(command -v $tool)" "$tmp/bin"
done
lacks "no x86_64-linux-gnu-gcc; apt-get install gcc" env PATH="$tmp/bin" \
	"$(command -v sh)" scripts/kernel-build $name
refuse "no name" "usage: kernel-build" scripts/kernel-build
refuse "two names" "usage: kernel-build" scripts/kernel-build $name $name
refuse "an option that is none" "no option --with" scripts/kernel-build --with
refuse "a name that is none" "no row 'vax'" scripts/kernel-build vax
refuse "a kernel that is packaged" "its image is had by kernel-image" scripts/kernel-build \
	"$(awk -F ' *[|] *' '$2 ~ /^packaged/ { print $1; exit }' kernels/kernels.list)"

# kernels/: every row has its configuration, and every file its row.
sed -n 's/^\([^# ]*\) *| *source \([^ ]*\).*/\1 \2/p' kernels/kernels.list >"$tmp/rows"
check "there are kernels of ours" test -s "$tmp/rows"
same "each has a configuration, and each configuration a kernel" \
	"$(cut -d ' ' -f 2 "$tmp/rows" | sort)" \
	"$(cd kernels && printf '%s\n' *.config | sed "s/[.]config//" | grep -vx common | sort)"
same "whose head names an image" "" "$(grep -L '^# image: [^ ]*$' kernels/*.config |
	grep -v common)"
same "the patches are those that the heads name" \
	"$(sed -n 's/^# patch: //p' kernels/*.config | tr ' ' '\n' | sort -u)" \
	"$(find kernels -name "*.patch" | sed "s,.*/,," | sort)"
same "an option stands once in a file" "" "$(for file in kernels/*.config; do
	sed -n 's/^# \(CONFIG_[A-Z0-9_]*\) is not set$/\1/p;s/^\(CONFIG_[A-Za-z0-9_]*\)=.*/\1/p' \
		"$file" | sort | uniq -d | sed "s|^|$file: |"
done)"
finish
