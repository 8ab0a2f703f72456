package io.souk.tools.replay;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Recorded calls and the end state they must lead to. */
final class Tasks {
    private Tasks() {}

    /**
     * Calls that belong together.
     *
     * @param expectedOutcomes {@code ok}, or the code of the refusal, for each call
     */
    record Task(
            String taskId,
            List<Call> actions,
            List<String> expectedOutcomes,
            Map<String, ObjectNode> expectedChanges) {}

    record Call(String name, JsonNode arguments) {}
}
