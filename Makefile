# SPDX-License-Identifier: MIT
# The only entry to Géosocle: see "make help" and README.md.
#
#   O=build/asan SAN=1	another build folder, with sanitizers and fault points
.DEFAULT_GOAL := all
SHELL := /bin/bash
O	?= build
SAN	?=
CC	?= gcc
VERSION	:= 0.1.0

WORKERS	:= $(sort $(patsubst modules/%/main.c,%,$(wildcard modules/*/main.c)))
WARN	:= -Wall -Wextra -Werror -Wvla -Wshadow -Wformat=2 -Wpointer-arith \
	   -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings \
	   -Wimplicit-fallthrough
HARDEN	:= -fstack-protector-strong -fstack-clash-protection \
	   -fcf-protection -ftrivial-auto-var-init=zero -fPIE
ifdef SAN
OPT	:= -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
	   -fno-sanitize-recover=undefined -DGS_FAULTS -DGS_SANITIZE
LDOPT	:= -fsanitize=address,undefined -pie
else
OPT	:= -O2 -g -D_FORTIFY_SOURCE=3
LDOPT	:= -pie -Wl,-z,relro,-z,now
endif
PKGS	:= libpq libxml-2.0 yajl libsodium
CPPFLAGS += -Imodules -I$(O)/gen -DGS_VERSION='"$(VERSION)"' \
	   $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
CFLAGS	= -std=gnu17 $(OPT) $(WARN) $(HARDEN) -MMD -MP
LDLIBS	= $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lfcgi -lm

# What single modules need beyond that.
CPPFLAGS_render := -isystem /usr/include/mapserver -DPROJ_VERSION_MAJOR=9 \
	-DUSE_PROJ -DUSE_GDAL -DUSE_OGR $(shell pkg-config --cflags gdal 2>/dev/null)
LDLIBS_render	:= -lmapserver -ldeflate -lz
CPPFLAGS_reader	:= $(shell pkg-config --cflags gdal libarchive 2>/dev/null)
LDLIBS_reader	:= $(shell pkg-config --libs gdal libarchive 2>/dev/null) -lcsv
LDLIBS_geosoclectl := -lcurl

objects	= $(patsubst %.c,$(O)/obj/%.o,$(sort $(wildcard modules/$(1)/*.c \
	  modules/$(1)/*/*.c modules/$(1)/*/*/*.c)))
COMMON	:= $(O)/libgeosocle.a
TEMPLATES := $(sort $(wildcard nginx/portal/templates/*.html))
STRINGS	:= $(sort $(wildcard nginx/portal/i18n/*.json))

.PHONY: all
all: $(addprefix $(O)/,$(WORKERS))

$(COMMON): $(call objects,common)
	@rm -f $@; $(AR) rcs $@ $^

# One static library and one program per module; unit tests link the library.
define module
MOD_OBJ_$(1) := $$(filter-out %/main.o,$$(call objects,$(1)))
$(O)/lib/$(1).a: $$(MOD_OBJ_$(1))
	@mkdir -p $$(@D); rm -f $$@; $(AR) rcs $$@ $$^
$(O)/$(1): $(O)/obj/modules/$(1)/main.o $(O)/lib/$(1).a $(COMMON)
	@echo "  LINK  $$@"
	@$(CC) $(LDOPT) -o $$@ $$^ $(COMMON) $(LDLIBS_$(1)) $$(LDLIBS)
$(O)/obj/modules/$(1)/%.o: CPPFLAGS += $(CPPFLAGS_$(1))
endef
$(foreach m,$(WORKERS),$(eval $(call module,$(m))))

$(O)/obj/%.o: %.c | generated
	@mkdir -p $(@D); echo "  CC    $<"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

# Text of other languages, embedded.
QUERIES	:= $(notdir $(wildcard sql/queries/*))
GEN	:= $(foreach q,$(QUERIES),$(O)/gen/queries_$(q).h) \
	   $(O)/gen/templates.inc $(O)/gen/strings.inc $(O)/gen/migrations.inc \
	   $(O)/gen/render_documents.inc
.PHONY: generated
generated: $(GEN)
.SECONDEXPANSION:
$(O)/gen/queries_%.h: $$(wildcard sql/queries/$$*/*.sql) sql/queries/$$* tools/embed.sh
	@mkdir -p $(@D); tools/embed.sh queries $* sql/queries/$* > $@.tmp && mv $@.tmp $@
$(O)/gen/templates.inc: $(TEMPLATES) tools/embed.sh
	@mkdir -p $(@D); tools/embed.sh texts gs_templates $(TEMPLATES) > $@.tmp && mv $@.tmp $@
$(O)/gen/strings.inc: $(STRINGS) tools/embed.sh
	@mkdir -p $(@D); tools/embed.sh texts gs_strings $(STRINGS) > $@.tmp && mv $@.tmp $@

SCHEMA	:= $(sort $(wildcard sql/schema/*.sql))
FUNCTIONS := $(sort $(wildcard sql/functions/*.sql))
$(O)/gen/migrations.inc: sql/roles.sql $(SCHEMA) $(FUNCTIONS) sql/functions tools/embed.sh
	@mkdir -p $(@D); { tools/embed.sh texts gs_sql_roles sql/roles.sql && \
	    tools/embed.sh texts gs_sql_schema $(SCHEMA) && \
	    tools/embed.sh texts gs_sql_functions $(FUNCTIONS); } > $@.tmp && mv $@.tmp $@

DOCUMENTS := modules/render/ogcapi/openapi.json
$(O)/gen/render_documents.inc: $(DOCUMENTS) tools/embed.sh
	@mkdir -p $(@D); tools/embed.sh texts render_documents $(DOCUMENTS) > $@.tmp && mv $@.tmp $@

# Unit tests: tests/unit/test_common_str.c links libgeosocle.a alone,
# tests/unit/test_render_tile.c also $(O)/lib/render.a.
UNIT	:= $(patsubst tests/unit/%.c,$(O)/unit/%,$(wildcard tests/unit/test_*.c))
# libpng judges our own PNG writer.
UNIT_LIBS_test_render_png := -lpng
unit_module = $(word 2,$(subst _, ,$(notdir $(1))))
unit_lib = $(if $(filter common,$(call unit_module,$(1))),,$(O)/lib/$(call unit_module,$(1)).a)
$(O)/unit/%: tests/unit/%.c $$(call unit_lib,$$*) $(COMMON) | generated
	@mkdir -p $(@D); echo "  UNIT  $@"
	@$(CC) $(CPPFLAGS) $(CPPFLAGS_$(call unit_module,$*)) $(CFLAGS) $(LDOPT) -o $@ $< \
	    $(call unit_lib,$*) $(COMMON) -lcmocka $(UNIT_LIBS_$*) \
	    $(LDLIBS_$(call unit_module,$*)) $(LDLIBS)

.PHONY: unit
unit: $(UNIT)
	@fail=0; for t in $(UNIT); do $$t > $$t.log 2>&1 || { fail=1; cat $$t.log; }; done; exit $$fail

# The build's look at the templates and their strings (tools/template-check.c).
$(O)/template-check: $(O)/obj/tools/template-check.o $(COMMON)
	@echo "  LINK  $@"
	@$(CC) $(LDOPT) -o $@ $^ $(LDLIBS)
$(O)/gen/template-check.ok: $(O)/template-check $(TEMPLATES) $(STRINGS)
	@$(O)/template-check && touch $@
all: $(O)/gen/template-check.ok

# Fuzz targets of the parsers: tests/fuzz/fuzz.h. What they find goes to
# $(O)/fuzz/; FUZZ_SECONDS is for each. FUZZ_MORE_<target> are the sources it
# needs beyond common.
FUZZ_MORE_multipart := modules/upload/receive/multipart.c \
	   modules/upload/receive/filename.c
FUZZ_MORE_wms_params := modules/render/wms/params.c \
	   modules/render/wms/params_values.c modules/render/style.c \
	   modules/render/layer_model.c
FUZZ_MORE_items_params := modules/render/ogcapi/items_params.c \
	   modules/render/feature/values.c modules/render/feature/area.c \
	   modules/render/feature/sql.c modules/render/feature/sql_parts.c \
	   modules/render/layer_model.c
FUZZ_MORE_gtfs_csv := $(addprefix modules/reader/,archive.c csv.c date.c intern.c \
	   report.c rules.c table.c text.c $(addprefix gtfs/,days.c feed.c \
	   header.c lines.c load.c load_network.c load_services.c load_shapes.c \
	   load_stop_times.c load_stops.c load_trips.c row.c rules.c spec.c \
	   stats.c value.c zones.c)) modules/reader/wkb.c
FUZZ_LIBS_gtfs_csv := -lcsv -larchive
FUZZ_CC	?= clang-14
FUZZ_SECONDS ?= 10
FUZZ_OPT := -std=gnu17 -O1 -g -fno-omit-frame-pointer -DGS_SANITIZE -MMD -MP \
	   -fno-sanitize-recover=undefined
FUZZ	:= $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZ_OBJ := $(patsubst modules/common/%.c,$(O)/fuzz/obj/%.o,$(wildcard modules/common/*.c))
$(O)/fuzz/obj/%.o: modules/common/%.c | generated
	@mkdir -p $(@D)
	@$(FUZZ_CC) $(CPPFLAGS) $(FUZZ_OPT) -fsanitize=fuzzer-no-link,address,undefined -c -o $@ $<
$(O)/fuzz/fuzz_%: tests/fuzz/fuzz_%.c $$(FUZZ_MORE_$$*) $(FUZZ_OBJ)
	@echo "  FUZZ  $@"
	@$(FUZZ_CC) $(CPPFLAGS) $(FUZZ_OPT) -fsanitize=fuzzer,address,undefined -o $@ $< $(FUZZ_MORE_$*) $(FUZZ_OBJ) $(FUZZ_LIBS_$*) $(LDLIBS)
.SECONDARY: $(FUZZ_OBJ)
.PHONY: fuzz
fuzz: $(addprefix $(O)/fuzz/fuzz_,$(FUZZ))
	@for f in $(FUZZ); do \
	    mkdir -p $(O)/fuzz/corpus/$$f; echo "  RUN   fuzz_$$f"; \
	    $(O)/fuzz/fuzz_$$f -max_total_time=$(FUZZ_SECONDS) -timeout=10 \
	        -rss_limit_mb=2048 -artifact_prefix=$(O)/fuzz/ -verbosity=0 \
	        $$([ -e tests/fuzz/$$f.dict ] && echo -dict=tests/fuzz/$$f.dict) \
	        -print_final_stats=1 $(O)/fuzz/corpus/$$f tests/fuzz/corpus/$$f \
	        2> $(O)/fuzz/$$f.log || { tail -n 40 $(O)/fuzz/$$f.log; exit 1; }; \
	    grep -E 'number_of_executed_units' $(O)/fuzz/$$f.log; \
	done

# Each route names its end-to-end test, and that file is there.
$(O)/gen/routes.ok: $(addprefix $(O)/,$(WORKERS)) $(wildcard tests/e2e) tools/check-routes.sh
	@tools/check-routes.sh $(O) && touch $@
all: $(O)/gen/routes.ok

.PHONY: clean asan
asan: www
	@$(MAKE) --no-print-directory O=build/asan SAN=1 all
	@ln -sfn ../www build/asan/www
clean:
	rm -rf build

# How a second make builds for the targets below.
J	:= --no-print-directory -j$(shell nproc)

# -- The platform and its tests ------------------------------------------
# The front end: one style sheet, islands, fonts, icons under build/www.
WWW_SRC	:= $(wildcard nginx/portal/*.mjs nginx/portal/package-lock.json \
	   nginx/portal/tsconfig.json nginx/portal/licences.txt \
	   nginx/portal/templates/logo.html) \
	   $(shell find nginx/portal/src nginx/portal/css nginx/portal/assets \
	   -type f 2>/dev/null)
build/www/.built: $(WWW_SRC)
	@mkdir -p build/www; echo "  WWW   build/www"
	@cd nginx/portal && node build.mjs ../../build/www && touch ../../$@

.PHONY: www deps deps-test run start stop status reload
www: build/www/.built
deps:
	@tools/deps.sh run
deps-test:
	@tools/deps.sh test
# The libraries' flags are known once they are installed: hence a second make.
run start: deps
	@$(MAKE) $(J) all www
	@exec tools/platform.sh $@
stop status reload:
	@tools/platform.sh $@

.PHONY: test check fresh bench metrics fmt help
test: deps-test
	@$(MAKE) $(J) all www unit-programs
	@$(MAKE) $(J) asan
	@$(MAKE) $(J) O=build/asan SAN=1 unit-programs
	@tools/test.sh unit unit-asan static sql e2e browser
check: deps-test
	@$(MAKE) $(J) all www unit-programs asan
	@tools/test.sh unit static sql e2e-fast
.PHONY: unit-programs
unit-programs: $(UNIT)
fresh:
	@tools/fresh.sh
# What tests/bench/run.sh gives to the peers, made by our own code.
$(O)/bench-tool: tests/bench/tool.c $(O)/lib/render.a $(COMMON)
	@echo "  LINK  $@"
	@$(CC) $(CPPFLAGS) $(CFLAGS) $(LDOPT) -o $@ $^ $(LDLIBS_render) $(LDLIBS)
bench: deps-test
	@$(MAKE) $(J) all www
	@tests/bench/run.sh
metrics:
	@tools/metrics.sh
# Only lines that differ from the last commit: reformatting what one did not
# write hides what one did.
fmt:
	@git clang-format --extensions c,h || true

help:
	@echo 'make            build programs and front end checks into build/'
	@echo 'make run        a whole platform in the foreground; Ctrl-C stops it'
	@echo 'make start      the same in the background; make stop, make status'
	@echo 'make reload     re-read var/etc/geosocle.conf, losing no request'
	@echo 'make test       everything; ends with "N passed, N failed"'
	@echo 'make check      unit, SQL and the first end-to-end tests'
	@echo 'make fresh      both README commands on an empty Debian 12 (root)'
	@echo 'make bench      figures against peers, also in build/bench.json'
	@echo 'make asan       programs with sanitizers, in build/asan'
	@echo 'make fuzz       FUZZ_SECONDS=10 of fuzzing for each parser (clang-14)'
	@echo 'make metrics    sizes and complexity of the sources'
	@echo 'make fmt        clang-format of the lines changed since the last commit'
	@echo 'make clean      remove build/; the state in var/ stays'
	@echo
	@echo 'GEOSOCLE_VAR=var GEOSOCLE_HTTP_PORT=8080 GEOSOCLE_HTTPS_PORT=8443'
	@echo 'GEOSOCLE_PUBLIC_URL=http://localhost:8080 DEPS=yes  (environment)'

-include $(shell find $(O)/obj $(O)/unit $(O)/fuzz -name '*.d' 2>/dev/null)
