# Souk: `make up` and open the page; `make test` proves all of it. All the work is done by deploy/local/souk and Maven.
.DEFAULT_GOAL := help
.PHONY: help up foreground down reset status logs setup build test unit fmt bench

SOUK := deploy/local/souk

help: ## What there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

up: ## Install what is missing, build, start everything, load the sample marketplace (goes on in the background)
	@$(SOUK) up

foreground: ## The same, attached: Ctrl-C stops everything
	@SOUK_FOREGROUND=1 $(SOUK) up

down: ## Stop everything that `make up` started; the data stays
	@$(SOUK) down

reset: ## Stop and delete all data
	@$(SOUK) reset

status: ## What runs
	@$(SOUK) status

logs: ## Follow all logs (one: deploy/local/souk logs gateway)
	@$(SOUK) logs

setup: ## Install what building and testing need, nothing else
	@$(SOUK) setup browser

build: ## All jars, without tests
	@$(SOUK) run ./mvnw -T1C package -DskipTests

test: setup ## Every test: unit, integration against real stores, system, browser (aims at 10 minutes on 2 cores)
	@deploy/local/test/run
	@$(SOUK) run ./mvnw verify

unit: ## The tests that need no store: seconds
	@$(SOUK) run ./mvnw -T1C test

fmt: ## Format the code
	@$(SOUK) run ./mvnw -q spotless:apply

bench: ## Turn latency and throughput next to bare Kafka's, on the running stack
	@$(SOUK) run ./mvnw -q -pl benchmarks -am package -DskipTests
	@$(SOUK) run sh -c '"$$JAVA_HOME/bin/java" -jar benchmarks/target/souk-benchmarks.jar'
