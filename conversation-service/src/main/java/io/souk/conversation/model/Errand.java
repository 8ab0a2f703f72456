package io.souk.conversation.model;

import io.souk.conversation.model.ToolBox.AwayException;
import io.souk.conversation.model.ToolBox.Operation;
import io.souk.conversation.reply.Gathered;
import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding;
import io.souk.events.Meta;
import io.souk.events.Route;
import io.souk.kit.Masking;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a model does with tools for one reply. It looks up what the customer could look up, and changes nothing: what would is only
 * told, and the first of it becomes a proposal once the reply is finished. Whose things they are is said by us alone. Calls asked for
 * = calls answered, each counted once. Not shared between threads.
 */
final class Errand {
    private static final JsonMapper JSON = JsonMapper.shared();
    /** Who the customer is is known, and a conversation has its own way to people. */
    private static final Set<String> NOT_FOR_MODELS =
            Set.of("find_user_id_by_email", "find_user_id_by_name_zip", "transfer_to_human_agents");

    private static final String CUSTOMER = "user_id";
    private static final Set<String> HIDDEN = Set.of(CUSTOMER, "email");
    /** Stands for the customer's id where it is part of another. */
    private static final String SELF = "customer-self";

    private static final int MOST_ORDERS = 20;
    private static final int CHARS_PER_TOKEN = 4;

    private final ToolBox box;
    private final ToolProperties properties;
    private final List<ToolCallback> tools;
    private final List<Gathered> wishes;
    private final String customer;
    private final Briefing briefing;
    private int calls;
    private @Nullable Wanted wanted;

    /** Where a proposal belongs, and what names it. */
    record Place(String conversationId, String turnId, String cause) {}

    private record Wanted(Operation operation, ObjectNode arguments) {}

    Errand(
            ToolBox box,
            ToolProperties properties,
            List<Operation> operations,
            List<Gathered> wishes,
            String customer,
            @Nullable JsonNode orders,
            Briefing briefing) {
        this.box = box;
        this.properties = properties;
        this.wishes = wishes;
        this.customer = customer;
        this.briefing = briefing;
        this.tools = operations.stream()
                .filter(operation -> !NOT_FOR_MODELS.contains(operation.name()))
                .<ToolCallback>map(Tool::new)
                .toList();
        briefing.tellOrders(shown(newest(orders)));
    }

    /** What the model may ask for; calling one is ours. */
    List<ToolCallback> tools() {
        return tools;
    }

    boolean mayAsk() {
        return calls < properties.calls();
    }

    /** Does what was asked for, or says why not; either is an answer to the model. */
    ToolResponse answer(ToolCall call) {
        calls++;
        if (calls > properties.calls()) {
            return response(call, refused(call.name(), "too-many-calls", "Answer with what you know."));
        }
        var result = tools.stream()
                .filter(tool -> tool.getToolDefinition().name().equals(call.name()))
                .findFirst()
                .map(tool -> tool.call(call.arguments()))
                .orElseGet(() -> refused("unknown", "unknown-tool", "There is no such tool."));
        return response(call, result);
    }

    /**
     * Stores what the model called for first, so that it waits for the customer's yes.
     *
     * @return empty if it called for nothing of that kind
     * @throws AwayException if it can't be stored, or not any more
     */
    Optional<EvidenceGathered> propose() {
        if (wanted == null) {
            return Optional.empty();
        }
        var proposed = box.propose(wanted.operation(), wanted.arguments(), customer, place(), true);
        if (proposed.outcome() != Outcome.NEEDS_CONFIRMATION || proposed.pendingAction() == null) {
            throw new AwayException(null);
        }
        var intent = wishes.getFirst().intent();
        var wish = IntStream.range(0, wishes.size())
                .filter(at -> wishes.get(at).intent().routes().contains(Route.TOOLS))
                .findFirst()
                .orElse(0);
        return Optional.of(new EvidenceGathered(
                EvidenceGathered.metaFor(intent, Route.TOOLS, wish).next("proposed"),
                Route.TOOLS,
                proposed.outcome(),
                proposed.findings(),
                proposed.pendingAction(),
                wish));
    }

    boolean wantsSomethingDone() {
        return wanted != null;
    }

    private Place place() {
        var meta = wishes.getFirst().intent().meta();
        return new Place(meta.subject(), wishes.getFirst().turnId(), Meta.derivedId(meta.id(), "called"));
    }

    private static ToolResponse response(ToolCall call, String result) {
        return new ToolResponse(call.id(), call.name(), result);
    }

    private String refused(String tool, String code, String words) {
        box.count(tool, code);
        return JSON.createObjectNode().put("error", code).put("detail", words).toString();
    }

    /** One operation, for this customer. */
    private final class Tool implements ToolCallback {
        private final Operation operation;
        private final ToolDefinition definition;
        private final Set<String> names = new HashSet<>();
        private final boolean isOfCustomer;

        Tool(Operation operation) {
            this.operation = operation;
            var schema = operation.schema().deepCopy();
            isOfCustomer = schema.path("properties").has(CUSTOMER);
            if (schema.path("properties") instanceof ObjectNode properties) {
                properties.remove(CUSTOMER);
                properties.properties().forEach(property -> names.add(property.getKey()));
            }
            if (schema.path("required") instanceof ArrayNode required) {
                required.removeIf(name -> name.asString("").equals(CUSTOMER));
            }
            definition = ToolDefinition.builder()
                    .name(operation.name())
                    .description(operation.description()
                            + (operation.consequential() ? " Only shows the customer what a yes would do." : ""))
                    .inputSchema(schema.toString())
                    .build();
        }

        @Override
        public ToolDefinition getToolDefinition() {
            return definition;
        }

        @Override
        public String call(String said) {
            JsonNode read;
            try {
                read = JSON.readTree(said.isBlank() ? "{}" : said.replace(SELF, customer));
            } catch (JacksonException e) {
                return refused(operation.name(), "invalid-arguments", "The arguments are not JSON.");
            }
            if (!(read instanceof ObjectNode arguments)) {
                return refused(operation.name(), "invalid-arguments", "The arguments must be an object.");
            }
            if (arguments.propertyNames().stream().anyMatch(Errand::namesSomebody)) {
                return refused(operation.name(), "not-yours-to-say", "Tools act for this customer only.");
            }
            if (!names.containsAll(arguments.propertyNames())) {
                return refused(operation.name(), "invalid-arguments", "Arguments that this tool does not have.");
            }
            if (operation.name().equals("calculate")
                    && !briefing.mayCalculate(arguments.path("expression").asString(""))) {
                return refused(
                        operation.name(), "unknown-figures", "Only sums and multiples of figures from the data.");
            }
            if (isOfCustomer) {
                arguments.put(CUSTOMER, customer);
            }
            try {
                return operation.consequential() ? wouldDo(arguments) : lookedUp(arguments);
            } catch (AwayException e) {
                return refused(operation.name(), "away", "This can't be looked up right now.");
            }
        }

        private String lookedUp(ObjectNode arguments) {
            var called = box.call(operation, arguments, customer);
            if (called.code() != null) {
                return refused(operation.name(), called.code(), called.body().asString(""));
            }
            box.count(operation.name(), "done");
            var shown = shown(called.body());
            if (operation.name().equals("calculate")) {
                briefing.learnSum(arguments.path("expression").asString(""), shown.asString(""));
            } else {
                briefing.learn(shown);
            }
            var text = Masking.mask(shown.toString());
            var most = properties.resultTokens() * CHARS_PER_TOKEN;
            return text.length() > most ? text.substring(0, most) + "…" : text;
        }

        private String wouldDo(ObjectNode arguments) {
            if (!Steps.mayWantChange(wishes)) {
                return refused(operation.name(), "not-asked-for", "The customer did not ask for a change.");
            }
            var told = box.propose(operation, arguments, customer, place(), false);
            var finding = told.findings().isEmpty() ? null : told.findings().getFirst();
            if (finding instanceof Finding.Refusal(var code, var detail)) {
                briefing.learn(JSON.createObjectNode().put("detail", detail));
                return refused(operation.name(), code, detail);
            }
            if (!(finding instanceof Finding.Proposal proposal)) {
                return refused(operation.name(), "not-possible", "This can't be done so.");
            }
            var isFirst = wanted == null;
            if (isFirst) {
                wanted = new Wanted(operation, arguments);
            }
            box.count(operation.name(), isFirst ? "proposed" : "told");
            var node = JSON.<ObjectNode>valueToTree(proposal);
            node.remove("action");
            var would = shown(node);
            briefing.learn(would);
            var result = JSON.createObjectNode().put("done", false);
            result.put(
                    "note",
                    isFirst
                            ? "Nothing was done. The shop asks the customer for a yes after your reply."
                            : "Nothing was done, and this is not asked now: one thing at a time, the first comes first.");
            result.set("would", would);
            return Masking.mask(result.toString());
        }
    }

    private static boolean namesSomebody(String argument) {
        var name = argument.toLowerCase(Locale.ROOT);
        return name.contains("user") || name.contains("customer") || name.contains("owner") || name.contains("souk");
    }

    private static JsonNode newest(@Nullable JsonNode orders) {
        var newest = new ArrayList<JsonNode>();
        if (orders != null) {
            orders.path("orders").valueStream().limit(MOST_ORDERS).forEach(newest::add);
        }
        return JSON.createArrayNode().addAll(newest);
    }

    /** Without what says who the customer is. */
    private JsonNode shown(JsonNode result) {
        return switch (result) {
            case ObjectNode object -> {
                var copy = JSON.createObjectNode();
                object.properties().forEach(field -> {
                    if (!HIDDEN.contains(field.getKey()) && !field.getValue().isNull()) {
                        copy.set(field.getKey().replace(customer, SELF), shown(field.getValue()));
                    }
                });
                yield copy;
            }
            case ArrayNode array -> {
                var copy = JSON.createArrayNode();
                array.forEach(item -> copy.add(shown(item)));
                yield copy;
            }
            default ->
                result.isString()
                        ? JSON.getNodeFactory()
                                .stringNode(Checks.visible(result.asString()).replace(customer, SELF))
                        : result;
        };
    }
}
