# SPDX-License-Identifier: MIT
#
# make [ABI=<abi>] check-mutants plants faults in a copy of the library, on
# each ABI that runs, and demands that the tests find them: tests/mutants/.

mutated := $(foreach a,$(chosen),$(if $(filter runs,$($a.status)),$a))
## check-mutants: plants faults; the tests have to find them
check-mutants: programs
	@mkdir -p $(BUILD)/report
	@CACHE=$(CACHE) KERNEL_HEADERS=$(kernel_headers) $(call \
		progress,$@,$(words $(mutated)),^  MUTANTS ) tests/mutants/all $(BUILD) \
		$(JOBS) $(BUILD)/report/mutants.txt $(or $(mutated),$(error \
		make check-mutants: ABI=$(ABI) does not run, it $($(ABI).status)))
.PHONY: check-mutants
