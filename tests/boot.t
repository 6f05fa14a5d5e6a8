#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The suite on a real kernel, Debian's for amd64, with the programs of x86_64
# and i386: what stays of `make check-kernel` in `make check`.
exec sh "$BUILDROOT/kernels/debian-amd64-6.1.t"
