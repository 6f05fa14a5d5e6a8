#!/bin/sh
# SPDX-License-Identifier: MIT
# The stubs of an ABI that nothing executes, followed instruction by instruction
# with what the two calling conventions and the instructions are, by
# tests/reading.list: number and arguments at the trap, what a success and an
# error return, and that nothing is lost that C's callers count on. What the
# list says is held to the compiler, to libc's own stub and to the kernel's
# source, where these are here, and the faults of tests/mutants/ must be seen.
#
# shellcheck disable=SC2086,SC2016,SC2317 # flags are words; awk's dollars; exits
. tests/tap.sh
: "${ABI:?}" "${SYSDEP:?}" "${TOOL_objdump:?}" "${NR_unshare:?}"

arch=${SYSDEP##*/}
list=tests/reading.list
if ! grep -q "^$arch | C | " $list; then
	check "$list has rows of $arch, which nothing executes" false
	finish
	exit
fi

only=	# of a large object, an option of GNU objdump that picks the function
follow()	# OBJECT FUNCTION [AWK-ASSIGNMENT...]
{
	follow_object=$1 follow_of=$2 follow_code=$tmp/${1##*/}.code
	shift 2
	[ -f "$follow_code" ] || "$TOOL_objdump" -dr --no-show-raw-insn $only \
		"$follow_object" >"$follow_code" 2>&1
	awk -v arch="$arch" -v of="$follow_of" -v number="$NR_unshare" -v arguments=1 \
		-v error=__libunshare_error "$@" -f tests/reading.awk $list "$follow_code"
}

# The stubs ---------------------------------------------------------------------

for object in unshare.o unshare-c.o unshare-cc2.o unshare-c-cc2.o libunshare.so.1; do
	[ ! -f "$BUILD/$object" ] ||
		same "$object: makes the call as kernel and C want it" "" \
			"$(follow "$BUILD/$object" unshare)"
done

# The list ----------------------------------------------------------------------

words()		# CONVENTION ROLE: the registers
{
	awk -F ' *[|] *' -v arch="$arch" -v convention="$1" -v role="$2 " '
	$1 == arch && $2 == convention {
		for (i = 3; i <= NF; i++)
			if (index($i, role) == 1)
				print substr($i, length(role) + 1)
	}' $list
}

# compile NAME: the source on stdin
compile()
{
	cat >"$tmp/$1.c"
	$CC $CFLAGS -O1 -ffreestanding -c "$tmp/$1.c" -o "$tmp/$1.o"
}

# The nth of a function's arguments, as the compiler returns it
n=0
parameters=
for register in $(words C arguments); do
	n=$((n + 1))
	parameters="$parameters${parameters:+, }long a$n"
	echo "long argument_$n($parameters); long argument_$n($parameters) { return a$n; }"
done | compile arguments
n=0
for register in $(words C arguments); do
	n=$((n + 1))
	same "the compiler has argument $n in $register" "@$register" \
		"$(follow "$tmp/arguments.o" argument_$n -v value=1)"
done

# A function that uses a register which is its caller's is longer: it keeps it.
for register in $(words C arguments) $(words C saved); do
	name=uses_$(echo "$register" | tr -d '$')
	echo "void $name(void); void $name(void) { __asm__ volatile(\"\" ::: \"$register\"); }"
done | compile uses
"$TOOL_objdump" -d --no-show-raw-insn "$tmp/uses.o" | awk '
	/^[0-9a-f]+ <.*>:$/ { name = $2; gsub(/[<>:]|uses_/, "", name); next }
	/^ *[0-9a-f]+:/ && !/nop/ { count[name]++ }
	END { for (name in count) print name, count[name] }' >"$tmp/lengths"
least=$(awk 'NR == 1 || $2 < n { n = $2 } END { print n }' "$tmp/lengths")
kept()
{
	awk -v n="$least" '$2 > n { print $1 }' "$tmp/lengths" | LC_ALL=C sort | paste -sd ' '
}
same "the compiler keeps the registers that are saved, and no argument" \
	"$(words C saved | tr -d '$' | tr ' ' '\n' | LC_ALL=C sort | paste -sd ' ')" "$(kept)"

# glibc's own stub of this call
libc=$($CC $CFLAGS -print-file-name=libc.so.6)
if [ -n "$LIBC" ] && [ -f "$libc" ]; then
	same "glibc's own stub follows the same rules" "" \
		"$(only=--disassemble=unshare
		follow "$libc" unshare -v error=__syscall_error)"
else
	skip "glibc's own stub follows the same rules" "Debian has no libc for $ABI"
fi

# The kernel's source, if its kernels were built here
tree=
for tree in "${CACHE:-/nonexistent}"/kernels/source-*; do
	[ -d "$tree/arch" ] && break
done
grep "^$arch | source | " $list >"$tmp/sources"
while IFS='|' read -r _ _ file text; do
	file=${file# }
	file=${file% }
	if [ -f "$tree/$file" ]; then
		check "the kernel's source:$text" awk -v text="${text# }" '
			{ gsub(/[ \t]+/, " ") }
			index($0, text) { found = 1 }
			END { exit !found }' "$tree/$file"
	else
		skip "the kernel's source:$text" \
			"not unpacked: make build-kernels does it"
	fi
done <"$tmp/sources"

# Planted faults ------------------------------------------------------------------

linux=sysdeps/unix/sysv/linux
faults="number-plus number-minus argument-lost register-clobbered stack-unbalanced"
faults="$faults error-path-lost c-number-plus c-argument-lost c-error-path-lost"
faults="$faults c-errno-on-success c-minus-one-lost"
awk -v abi="$ABI" -v number="$NR_unshare" -v only="$faults" \
	-f tests/mutants/expand.awk abi/abis.list tests/mutants/instructions.list \
	tests/mutants/mutants.list >"$tmp/mutants"
check "there are faults to plant" test "$(wc -l <"$tmp/mutants")" -eq 11
while IFS='|' read -r name file remade _ edit; do
	rm -rf "$tmp/linux" "$tmp/mutant.o.code"
	cp -R $linux "$tmp/linux"
	sed "$edit" "$file" >"$tmp/linux/${file#"$linux/"}"
	case $remade in
	unshare-c.o) template=syscall-template.c ;;
	*) template=syscall-template.S ;;
	esac
	if ! $CC $CFLAGS -O2 -std=gnu11 -ffreestanding -nostdinc -fno-stack-protector \
	    -I"$tmp/linux/$arch" -I"${BUILD%/*}/include" -I"$tmp/linux" -Iinclude \
	    -include "${BUILD%/*}/calls/unshare.h" -c "$tmp/linux/$template" \
	    -o "$tmp/mutant.o" 2>"$tmp/errors"; then
		skip "$name is seen" "it cannot be assembled here"
		continue
	fi
	seen=$(follow "$tmp/mutant.o" unshare)
	check "$name is seen: $(echo "$seen" | head -n 1)" test -n "$seen"
done <"$tmp/mutants"
finish
