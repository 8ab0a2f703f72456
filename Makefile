# Souk: `make up` and open the page; `make test` proves all of it. All the work is done by deploy/local/souk and Maven.
.DEFAULT_GOAL := help
.PHONY: help up foreground down reset status logs setup build test unit fmt bench bench-graph bench-orders bench-retrieval rebuild-graph eval-retrieval eval-intents review tools-import replay-retail

SOUK := deploy/local/souk

help: ## What there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

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

test: setup ## Every test: unit, integration against real stores, system, browser (12 to 13 minutes on 2 cores)
	@deploy/local/test/run
	@$(SOUK) run ./mvnw verify

unit: ## The tests that need no store: seconds
	@$(SOUK) run ./mvnw -T1C test

fmt: ## Format the code
	@$(SOUK) run ./mvnw -q spotless:apply

bench: ## Turn latency and throughput next to bare Kafka's, on the running stack
	@$(SOUK) run ./mvnw -q -pl benchmarks -am package -DskipTests
	@$(SOUK) run sh -c '"$$JAVA_HOME/bin/java" -jar benchmarks/target/souk-benchmarks.jar'

bench-graph: ## The product graph at 50,000 products: import, compare, compatible, recommend; on a stack of its own
	@deploy/local/bench-graph

bench-retrieval: ## Search among 100,000 passages beside Spring AI's PgVectorStore; on a PostgreSQL of its own
	@deploy/local/bench-retrieval

bench-orders: ## Orders at 100,000 customers and a million orders: import, look-ups, changes, plans; on a scratch database
	@deploy/local/bench-orders

rebuild-graph: ## Build the product graph anew from its topic while the old one serves
	@curl -sS -f -X POST -H "X-Souk-Service-Token: $(SOUK_SERVICE_TOKEN)" \
		$${SOUK_GRAPH_URL:-http://localhost:$${SOUK_GRAPH_PORT:-8083}}/v1/admin/rebuild && echo

tools-import: ## A tools-service alone with profile import, a scratch database, port 18084; Ctrl-C ends it
	@$(SOUK) tools-import

replay-retail: ## Replay recorded tasks against it: DATA=folder TASKS=file [URL=...]
	@$(SOUK) replay-retail "$(DATA)" "$(TASKS)" $(URL)

eval-intents: ## Measure the intent classifier on DATA=file.csv (utterance,intent) [MAPPING=map.csv (theirs,ours)] [REPORT=folder]
	@$(SOUK) run ./mvnw -q -pl intent-service -am package -DskipTests
	@$(SOUK) run sh -c '"$$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -Dloader.main=io.souk.intent.evaluation.EvaluateIntents \
		-cp intent-service/target/intent-service-1.0.0-SNAPSHOT.jar org.springframework.boot.loader.launch.PropertiesLauncher \
		"$$0" "$$1" "$$2"' '$(DATA)' '$(MAPPING)' '$(REPORT)'

review: ## Label turns the classifier was not sure of, or customers unhappy with [DAYS=7 BELOW=0.6 MOST=50 LIST=1]
	@$(SOUK) run ./mvnw -q -pl intent-service -am package -DskipTests >&2
	@DAYS='$(or $(DAYS),7)' BELOW='$(or $(BELOW),0.6)' MOST='$(or $(MOST),50)' LIST='$(LIST)' $(SOUK) run sh -c '"$$JAVA_HOME/bin/java" \
		-cp intent-service/target/intent-service-1.0.0-SNAPSHOT.jar -Dloader.main=io.souk.intent.review.ReviewTurns \
		--enable-native-access=ALL-UNNAMED org.springframework.boot.loader.launch.PropertiesLauncher'

eval-retrieval: ## How well CORPUS=sections.json is searched with QUESTIONS=questions.csv [REPORT=folder]; without them: the formats
	@$(SOUK) run ./mvnw -q -pl rag-service -am package -DskipTests
	@$(SOUK) run sh -c '"$$JAVA_HOME/bin/java" -jar rag-service/target/rag-service-1.0.0-SNAPSHOT.jar evaluate "$$@"' sh \
	    "$(CORPUS)" "$(QUESTIONS)" "$(REPORT)"
