# SPDX-License-Identifier: MIT
#
# The benchmarks, beside what users would pick instead:
#
#   make [ABI=<abi>] bench-insns  instructions, on the ABIs that run here
#   make [ABI=<abi>] bench-size   bytes, on the ABIs that are built here
#   make [ABI=<abi>] bench-ns     nanoseconds, on those this machine runs itself
#   make bench-build              CPU seconds and bytes, as ABIs and calls grow
#   make [ABI=<abi>] bench        the first three, as one table of ratios, and as JSON in
#                                 $(BUILD)/report/bench.json
#
# No figure of a peer is an expectation anywhere, because they vary with its
# packages: tests/abi/bench.t holds ours against the bounds.

bench_forms := asm c inline nolibc glibc syscall musl dietlibc
size_forms := asm c inline nolibc glibc musl dietlibc
bench_scripts := $(wildcard benchtests/*)

# The kernel's nolibc, which is only in its source
nolibc = $(kernel_headers)-nolibc
$(CACHE)/%-nolibc/nolibc.h:
	$(if $(wildcard $(KERNEL_SOURCE)),,$(error no $(KERNEL_SOURCE): \
		apt-get install linux-source-6.12))$(call say,UNPACK)
	@mkdir -p $(CACHE)
	$(Q)new=$$(mktemp -d $(@D).XXXXXX) && trap 'rm -rf $$new' EXIT && \
	trap 'exit 1' HUP INT TERM && chmod 755 $$new && \
	tar -xf $(KERNEL_SOURCE) -C $$new --strip-components=4 \
		--wildcards '*/tools/include/nolibc/*' && mv -T $$new $(@D)

$(BUILD)/step: benchtests/step.c
	$(call say,CC)
	$(Q)cc -O2 -Wall -Wextra -Werror -o $@ $<

# $(call bench,program of benchtests/,its arguments): the rows of an ABI. The
# environment is the tests'.
define bench
	$(call say,BENCH)
	$(Q)set -a && . $(@D)/env && NOLIBC=$(nolibc) STEP=$(BUILD)/step \
	SHARED_FLAGS='$(shared_flags.$*)' && \
	benchtests/$(1) $(@D)/bench-$(2) >$@.new && \
	sed 's/^/$(1) /' $@.new >$@ && rm $@.new
endef
bench_parts = $(addprefix $(BUILD)/%/,env start.o unshare.o unshare-c.o \
	syscall-error.o)
.SECONDEXPANSION:
$(BUILD)/%/insns.rows: $(bench_parts) $(bench_scripts) $(BUILD)/step \
		$$(nolibc)/nolibc.h
	$(call bench,insns, $(bench_forms))
	@echo "bound $* $$(benchtests/bound $* $(linux)/$($*.sysdep))" >>$@
$(BUILD)/%/size.rows: $(bench_parts) $(bench_scripts) $$(nolibc)/nolibc.h \
		$$(call libraries,$$*)
	$(call bench,size,small- $(size_forms))
# These vary: taken anew each time
$(BUILD)/%/ns.rows: $(bench_parts) $(bench_scripts) \
		$(BUILD)/%/libunshare.so.1 force
	$(call bench,ns,ns-)
$(BUILD)/peers.rows: $(bench_scripts) force
	$(Q)benchtests/peers $(nolibc) $(sort $(foreach a,\
		$(tested),$(call cc,$a))) >$@.new && mv $@.new $@

insns_abis = $(foreach a,$(tested),$(if $(filter runs,$($a.status)),$a))
ns_abis = $(foreach a,$(tested),$(if $(call native,$a),$a))
insns_rows = $(insns_abis:%=$(BUILD)/%/insns.rows)
size_rows = $(tested:%=$(BUILD)/%/size.rows)
ns_rows = $(ns_abis:%=$(BUILD)/%/ns.rows)
peers_rows = $(BUILD)/peers.rows
## bench-insns: counts instructions, ours and the libcs'
bench-insns: $$(peers_rows) $$(insns_rows)
	@awk -v what=insns -f benchtests/table.awk $^
## bench-size: counts bytes
bench-size: $$(peers_rows) $$(size_rows)
	@awk -v what=size -f benchtests/table.awk $^
## bench-ns: takes the time, on the ABIs of this machine
bench-ns: $$(peers_rows) $$(ns_rows)
	@awk -v what=ns -f benchtests/table.awk $^
## bench: all three, as ratios
bench: $$(peers_rows) $$(insns_rows) $$(size_rows) $$(ns_rows)
	@mkdir -p $(BUILD)/report
	@awk -f benchtests/json.awk $^ >$(BUILD)/report/bench.json
	@awk -v what=ratios -f benchtests/table.awk $^
## bench-build: how the build grows with ABIs and with calls
bench-build:
	@BUILD=$(BUILD) benchtests/growth
.PHONY: bench bench-build bench-insns bench-size bench-ns
