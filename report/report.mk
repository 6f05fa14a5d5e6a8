# SPDX-License-Identifier: MIT
#
# make report: one page of the last runs, $(BUILD)/report/index.html. It makes
# nothing but disassembles what is there.

report_env = $(wildcard $(BUILD)/*/env)
.SECONDEXPANSION:
$(BUILD)/%/disassembly: $(BUILD)/%/env report/disassemble \
		$$(wildcard $$(addprefix $$(@D)/,unshare.o unshare-c.o inline.o))
	@report/disassemble $< >$@.new && mv $@.new $@
## report: the page of the last runs, build/report/index.html
report: $(report_env:%/env=%/disassembly)
	@mkdir -p $(BUILD)/report
	@report/page $(BUILD)/report $(BUILD) $(VERSION) $(BUILD)/report/index.html
	@echo $(BUILD)/report/index.html
.PHONY: report

# In a browser; tests/report.t is the light form.
## check-report: that page in Chromium: light, dark, phone, paper
check-report:
	$(call need,chromium,$@,apt-get install chromium)$(call \
		need,chromedriver,$@,apt-get install chromium-driver)$(call \
		need,curl,$@,apt-get install curl)
	$(Q)unset MAKEFLAGS MFLAGS MAKELEVEL; \
	$(PROVE) --exec sh $(PROVEFLAGS) report/browser.t
.PHONY: check-report

# What the README shows of the ABIs: report/picture.awk
README.md: report/picture.svg
report/picture.svg: $(facts) kernels/kernels.list report/picture.awk
	@awk -f kernels/kernels.awk -f scripts/tables.awk -f report/picture.awk \
		$(tables) kernels/kernels.list >$@.new && mv $@.new $@
