# The two commands to know: `make up` starts the hub, `make test` runs every test.

PREFIX ?= /usr/local
SWIFT ?= swift
# Flags for every build, so that one never throws away the work of another.
SWIFTFLAGS ?=
CONFIG ?= batteries.yaml
RELEASE = .build/release/batteries

.PHONY: up build test install uninstall format lint bench clean requirements

up: build
	@test -e "$(CONFIG)" || $(RELEASE) init --config "$(CONFIG)"
	@exec $(RELEASE) up --config "$(CONFIG)"

build: requirements
	@$(SWIFT) build -c release --product batteries $(SWIFTFLAGS)

requirements:
	@SWIFT="$(SWIFT)" Scripts/requirements

test: requirements
	@SWIFT="$(SWIFT)" SWIFTFLAGS="$(SWIFTFLAGS)" Scripts/test

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 $(RELEASE) "$(DESTDIR)$(PREFIX)/bin/batteries"

uninstall:
	rm -f "$(DESTDIR)$(PREFIX)/bin/batteries"

format:
	@$(SWIFT) format -i -r Sources Tests Benchmarks Package.swift

lint:
	@$(SWIFT) format lint --strict -r Sources Tests Benchmarks Package.swift

bench: requirements
	@$(SWIFT) run -c release benchmarks $(NAME)

clean:
	@$(SWIFT) package clean
