#!/bin/sh
# SPDX-License-Identifier: MIT
# Each row of a kernel table against the kernel's source: <asm/unistd.h> as its
# own `make headers` has it, read by the machine's preprocessor under the names
# that tell the ABIs of an architecture apart. So an ABI without a compiler is
# held too; with the compiler, tests/abi/number.t does.
. tests/tap.sh

# What of an ABI's predefined macros its kernel headers ask for
macros()
{
	case $1 in
	x86_64) echo -D__x86_64__ -D__LP64__ ;;
	x32) echo -D__x86_64__ -D__ILP32__ ;;
	i386) echo -D__i386__ ;;
	arm*) echo -D__ARM_EABI__ ;;
	mips*-o32*) echo -D_ABIO32=1 -D_MIPS_SIM=1 ;;
	mips*-n32*) echo -D_ABIN32=2 -D_MIPS_SIM=2 ;;
	mips*-n64*) echo -D_ABI64=3 -D_MIPS_SIM=3 ;;
	powerpc64*) echo -D__powerpc64__ ;;
	s390x) echo -D__s390x__ ;;
	sparc64) echo -D__sparc__ -D__arch64__ ;;
	riscv64 | loongarch64) echo -D__LP64__ -D__riscv_xlen=64 ;;
	esac
}

make -s list-abis >"$tmp/abis"
while read -r abi; do
	number=$(sed -n "s/^$abi\.nr\.unshare := //p" "$BUILDROOT/registry.mk")
	karch=$(sed -n "s/^$abi\.karch := //p" "$BUILDROOT/registry.mk")
	# shellcheck disable=SC2046 # the macros are words
	found=$(printf '#include <asm/unistd.h>\n__NR_unshare\n' |
		cpp -undef -nostdinc -P $(macros "$abi") \
		-isystem "$KERNEL_HEADERS/$karch" \
		2>"$tmp/errors" | tail -n 1)
	# It may be a sum, which sh then adds.
	# shellcheck disable=SC2004
	same "$abi: number of unshare is that of the kernel's source" \
		"$(($found))" "$number"
done <"$tmp/abis"
finish
