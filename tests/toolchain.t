#!/bin/sh
# SPDX-License-Identifier: MIT
# scripts/toolchain, on sources that take no time: what it makes and in which
# order, that a second call costs nothing, that what was interrupted goes on and
# leaves no process, and what it refuses. And what make says of an ABI whose
# compiler is made by it.
#
# shellcheck disable=SC2317,SC2016 # functions that are arguments; make's dollars
. tests/tap.sh

cache=$tmp/cache
mkdir "$tmp/bin" "$tmp/scripts" "$tmp/packed"
cp scripts/toolchain "$tmp/scripts"
PATH=$tmp/bin:$PATH
for program in bison flex g++ patch; do
	echo "#!/bin/sh" >"$tmp/bin/$program"
	chmod +x "$tmp/bin/$program"
done
toolchain()
{
	"$tmp/scripts/toolchain" "$@"
}

# Sources of two Makefiles, which say in $tmp/did what they do. Where there is a
# file $tmp/fault, gcc fails, and where there is $tmp/slow, it takes long.
cat >"$tmp/packed/configure" <<END
#!/bin/sh
for option; do
	case \$option in --target=*) target=\${option#*=} ;; esac
done
sed "s/TARGET/\$target/" "\$(dirname "\$0")/Makefile.in" >Makefile
cp -RT "\$(dirname "\$0")" "$tmp/seen-\$(basename "\$(dirname "\$0")")"
echo "configure \$(basename "\$(dirname "\$0")")" >>'$tmp/did'
END
chmod +x "$tmp/packed/configure"
printf '%s\n' 'all:' "	echo binutils >>'$tmp/did'" 'install-strip:' \
	'	mkdir -p $(DESTDIR)/bin $(DESTDIR)/share/man' \
	'	echo as >$(DESTDIR)/bin/TARGET-as' >"$tmp/packed/Makefile.binutils"
printf '%s\n' 'all-gcc:' "	test ! -e '$tmp/fault' || { echo it broke; exit 1; }" \
	"	test ! -e '$tmp/slow' || { : >'$tmp/slept'; sleep 1234567; }" \
	"	echo gcc >>'$tmp/did'" 'all-target-libgcc:' \
	"	echo libgcc\$(if \$(SUFFIXES),, without the rules of make) >>'$tmp/did'" \
	'install-strip-gcc install-target-libgcc:' '	mkdir -p $(DESTDIR)/bin' \
	'	echo "#!/bin/sh" >$(DESTDIR)/bin/TARGET-gcc' \
	'	chmod +x $(DESTDIR)/bin/TARGET-gcc' >"$tmp/packed/Makefile.gcc"
mkdir "$tmp/packed/bfd" "$tmp/packed/include"
printf '#define %s\n' "XCHAL_HAVE_BE 1" "XCHAL_HAVE_L32R 1" \
	>"$tmp/packed/include/xtensa-config.h"
: >"$tmp/packed/bfd/xtensa-modules.c"
cat >"$tmp/scripts/foreign-packages" <<END
#!/bin/sh
if [ "\$1" = --source ]; then
	core=\${3#*core-}
	core=\$4/usr/src/qemu/target/xtensa/core-\${core%/*}
	mkdir -p "\$core"
	echo "#define XCHAL_HAVE_BE 0 /* little */" >"\$core/core-isa.h"
	printf "%s\n" "#include \"qemu/osdep.h\"" "static xtensa_isa_internal xtensa_modules = {" \
		>"\$core/xtensa-modules.c.inc"
	exit
fi
root=\$1/usr
[ ! -d "\$root" ] || exit 0
echo fetch >>'$tmp/did'
mkdir -p "\$root/lib/here" "\$root/include" "\$root/src/binutils" \
	"\$root/src/gcc-12/patches"
: >"\$root/lib/here/libgmp.a"
: >"\$root/include/gmp.h"
: >"\$root/src/gcc-12/patches/gcc-gfdl-build.diff"
cd '$tmp/packed'
for source in binutils/binutils-2.40 gcc-12/gcc-12.2.0-dfsg; do
	cp Makefile.\${source%%[/-]*} Makefile.in
	tar -cJf "\$root/src/\$source.tar.xz" --transform "s|^|\${source#*/}/|" \
		configure Makefile.in include bfd
done
END
chmod +x "$tmp/scripts/foreign-packages"

# Refused -----------------------------------------------------------------------

refuse 'no arguments' '^toolchain: usage: toolchain TARGET DIRECTORY$' toolchain
refuse 'a target that is none' "no toolchain is made for 'vax-linux-gnu'" \
	toolchain vax-linux-gnu "$cache"
: >"$tmp/file"
refuse 'a directory that cannot be' "cannot make the directory $tmp/file/x" \
	toolchain nios2-linux-gnu "$tmp/file/x"
mkdir "$tmp/few"
for program in dirname make mkdir xz; do
	ln -s "$(command -v $program)" "$tmp/few"
done
refuse 'a machine without a tool' 'no bison: apt-get install bison flex g\+\+' \
	env PATH="$tmp/few" "$(command -v sh)" scripts/toolchain nios2-linux-gnu "$cache"
refuse 'a compiler that is to serve, and is not there' \
	'no sh4-linux-gnu-gcc: apt-get install gcc-sh4-linux-gnu' env PATH="$tmp/bin:$tmp/few" \
	"$(command -v sh)" scripts/toolchain sh4eb-linux-gnu "$tmp/none"

# Made, with a failure and an interruption on the way ------------------------------

: >"$tmp/fault"
check 'a step that fails is a failure' eval '! toolchain nios2-linux-gnu "$cache" \
	>"$tmp/out" 2>"$tmp/err"'
same 'the end of its log is shown, and where all of it is' \
	"it broke
toolchain: nios2-linux-gnu, 6 of 8, makes gcc, some 700 files: failed; \
the whole log is $cache/work/nios2-linux-gnu/gcc.log" \
	"$(grep -e 'it broke$' -e '^toolchain' "$tmp/err" | grep -v 'echo it broke')"
check 'nothing is there that looks complete' test ! -e "$cache/nios2-linux-gnu"
same 'what it did so far' 'fetch
configure binutils
binutils
configure gcc' "$(cat "$tmp/did")"

mv "$tmp/fault" "$tmp/slow"
"$tmp/scripts/toolchain" nios2-linux-gnu "$cache" >"$tmp/out" 2>"$tmp/err" &
maker=$!
tries=0
until [ -e "$tmp/slept" ] || [ $((tries += 1)) -gt 200 ]; do
	sleep 0.1
done
refuse 'two at once' 'another run makes nios2-linux-gnu' \
	toolchain nios2-linux-gnu "$cache"
sleeper=$(pgrep -f '^sleep 1234567$')
check 'one that is in the midst of it' test -n "$sleeper"
kill -TERM $maker
wait $maker
same 'is ended by a signal' 1 $?
tries=0
while kill -0 "$sleeper" 2>/dev/null && [ $((tries += 1)) -le 200 ]; do
	sleep 0.1
done
check 'with all that it started' eval '! kill -0 "$sleeper" 2>/dev/null'
rm "$tmp/slow"
: >"$tmp/did"
check 'the next call completes it' toolchain nios2-linux-gnu "$cache"
same 'and takes up where it was' 'gcc
libgcc' "$(cat "$tmp/did")"
same 'what there is then' './bin/nios2-linux-gnu-as
./bin/nios2-linux-gnu-gcc' "$(cd "$cache/nios2-linux-gnu" && find . -type f | sort)"
check 'what it took to make it is gone' test ! -e "$cache/work/nios2-linux-gnu"
: >"$tmp/did"
check 'a call that finds it done needs nothing' env PATH=/nonexistent \
	"$(command -v sh)" "$tmp/scripts/toolchain" nios2-linux-gnu "$cache"
same 'and does nothing' '' "$(cat "$tmp/did")"

# A compiler for the other byte order, from the one that is there
printf '#!/bin/sh\necho "$@"\n' >"$tmp/bin/sh4-linux-gnu-gcc"
chmod +x "$tmp/bin/sh4-linux-gnu-gcc"
header=$cache/sources/libraries/include/gmp.h
touch -d 2001-02-03 "$header"
check 'another target' toolchain sh4eb-linux-gnu "$cache"
check 'leaves alone what another may be building with' \
	test "$header" -ot scripts/toolchain
same 'takes the sources that are there' 'configure binutils
binutils' "$(cat "$tmp/did")"
bin=$cache/sh4eb-linux-gnu/bin
ln -s "$bin/sh4eb-linux-gnu-gcc" "$tmp/bin/linked"
same 'and is the compiler there, with its own binutils' \
	"-mb -B$bin/../sh4eb-linux-gnu/bin/ -c x.c" "$("$tmp/bin/linked" -c x.c)"

# A compiler for one processor of a family, as QEMU describes it
before=$(cat "$cache/sources/gcc/include/xtensa-config.h")
check 'a target with a processor in its name' env MAKEFLAGS=rR \
	"$tmp/scripts/toolchain" xtensa-this_le-linux-gnu "$cache"
same 'is made without the options of a make around it' libgcc "$(tail -n 1 "$tmp/did")"
same 'is made for that processor' '#define XCHAL_HAVE_BE 0
#define XCHAL_HAVE_L32R 1' "$(cat "$tmp/seen-gcc/include/xtensa-config.h")"
same 'with the instructions of it' '#include "ansidecl.h"
xtensa_isa_internal xtensa_modules = {' "$(cat "$tmp/seen-binutils/bfd/xtensa-modules.c")"
same 'and the sources that all share stay as they are' "$before" \
	"$(cat "$cache/sources/gcc/include/xtensa-config.h")"

# The source of a package, from a mirror of one, by an apt that is none

printf '%s\n' '#!/bin/sh' 'case $* in' \
	'*indextargets*) echo "stable http://localhost/" ;;' \
	'*" update") grep -q "^deb-src .*targets=Sources" ../etc/sources.list &&' \
	'	: >../state/lists/localhost_Sources ;;' \
	'*" source --download-only greeting")' '	mkdir greeting-1.0' \
	'	echo hello >greeting-1.0/hello' '	echo bye >greeting-1.0/bye' \
	'	tar -czf greeting_1.0.orig.tar.gz greeting-1.0' \
	'	: >greeting_1.0-1.dsc >greeting_1.0-1.debian.tar.xz ;;' \
	'*) echo "E: nothing of that name" && exit 1 ;;' 'esac' >"$tmp/bin/apt-get"
chmod +x "$tmp/bin/apt-get"
if [ -r /usr/share/keyrings/debian-archive-keyring.gpg ]; then
	check 'a source package is fetched' scripts/foreign-packages --source \
		--only '*/hello' "$tmp/source" any greeting
	same 'and of what upstream made, what was asked for' 'usr/src/greeting/hello:hello' \
		"$(cd "$tmp/source" && grep -r . usr)"
	refuse 'a source package that is none' 'stable, any: nothing of that name' \
		scripts/foreign-packages --source "$tmp/source2" any farewell
else
	skip 'a source package' 'takes debian-archive-keyring'
fi
rm "$tmp/bin/apt-get"

# make's part ---------------------------------------------------------------------

refuse 'make toolchain without an ABI' 'make toolchain: say ABI=' env -u ABI make -s toolchain
refuse 'make toolchain for what is packaged' \
	"alpha's compiler is packaged: apt-get install gcc-alpha-linux-gnu" \
	make -s ABI=alpha BUILD="$tmp/build" toolchain
# The make that runs this may have put those that were made into PATH.
packaged=$(echo "$PATH" | tr : '\n' | grep -v -- '-gnu/bin$' | paste -sd :)
refuse 'an ABI whose toolchain was not made' \
	'sh4eb needs sh4eb-linux-gnu-gcc, .*: make toolchain ABI=sh4eb\.' \
	env PATH="$packaged" make -s ABI=sh4eb BUILD="$tmp/build" TOOLCHAINS="$tmp/none"
check 'bootstrap installs no package of that name' eval \
	'./bootstrap packages >"$tmp/packages" && ! grep -x toolchain "$tmp/packages"'
same 'make env says where it is' "$bin/sh4eb-linux-gnu-gcc" "$(eval "$(make -s \
	ABI=sh4eb env BUILD="$tmp/build" TOOLCHAINS="$cache")" && echo "$CC")"
finish
