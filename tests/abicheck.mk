# SPDX-License-Identifier: MIT
#
# What the tests of libunshare-abicheck need beside those of tests.mk: the
# command itself, and for each ABI the program that asks what emulators get
# wrong.
# make check-abicheck-corpus [CORPUS_COUNT= CORPUS_SEED=]; make findings

CORPUS_COUNT := 10000
CORPUS_SEED := 5

define abicheck_probe
$(BUILD)/$(1)/probe: abicheck/probe.c $(BUILD)/$(1)/start.o $$(inputs.$(1)) \
		| $(kernel_headers)/include
	$$(call say,LINK)
	$(Q)$$(call program_free,$(1))
endef
$(foreach a,$(tested),$(eval $(call abicheck_probe,$a)))

abicheck_needs := abicheck json $(tested:%=$(BUILD)/%/probe)
$(if $(given_abi),,$(eval check: $(abicheck_needs)))

abicheck_env = unset MAKEFLAGS MFLAGS MAKELEVEL; BUILDROOT=$(BUILD) \
	ABI=$(ABI) CACHE=$(CACHE) KERNEL_HEADERS=$(kernel_headers)
## check-abicheck-corpus: libunshare-abicheck on files with faults
check-abicheck-corpus: programs $(abicheck_needs)
	@mkdir -p $(BUILD)/report
	$(Q)$(abicheck_env) CORPUS_COUNT=$(CORPUS_COUNT) \
		CORPUS_SEED=$(CORPUS_SEED) $(PROVE) --exec sh -v \
		tests/abicheck-corpus.t
## findings: what libunshare-abicheck says of all that is here
findings: programs $(abicheck_needs)
	$(Q)$(abicheck_env) PROGRAMS=$(BUILD) abicheck/world/findings \
		$(BUILD)/bin/libunshare-abicheck $(BUILD)/report/findings
	@cp $(BUILD)/report/findings/findings.md $(BUILD)/report/findings.md
.PHONY: check-abicheck-corpus findings
