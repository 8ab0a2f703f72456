package io.souk.tools.replay;

import io.souk.tools.json.Json;
import io.souk.tools.replay.Tasks.Task;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Replays recorded tasks: a full import once, then for each task its calls, a full export, and the comparison of every user, order
 * and product with what is expected; what differs from the baseline is put back before the next.
 */
public final class Replay {
    private static final List<String> KINDS = List.of("users", "products", "orders");
    private static final String USAGE = "usage: replay DATA_FOLDER TASKS_FILE URL [HEADER=VALUE ...]";

    private final Service service;
    private final ObjectNode baseline;

    Replay(Service service, ObjectNode baseline) {
        this.service = service;
        this.baseline = baseline;
    }

    /** What came out of one task; it has passed if there are no differences. */
    record Result(String taskId, List<String> differences) {
        boolean passed() {
            return differences.isEmpty();
        }
    }

    /** Ends with 0 if every task has passed. */
    public static void main(String[] args) {
        System.exit(run(args, System.out));
    }

    static int run(String[] args, PrintStream out) {
        if (args.length < 3) {
            out.println(USAGE);
            return 2;
        }
        var headers = new HashMap<String, String>();
        for (var i = 3; i < args.length; i++) {
            var parts = args[i].split("=", 2);
            headers.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        var started = System.nanoTime();
        var tasks = Json.MAPPER.readValue(Path.of(args[1]), new TypeReference<List<Task>>() {});
        var results = new Replay(new Service(args[2], headers), baseline(Path.of(args[0]))).all(tasks);
        results.stream().filter(result -> !result.passed()).forEach(result -> {
            out.println(result.taskId() + " failed");
            result.differences().forEach(difference -> out.println("    " + difference));
        });
        var passed = results.stream().filter(Result::passed).count();
        out.printf("%d of %d tasks passed, in %.1f s%n", passed, results.size(), (System.nanoTime() - started) / 1e9);
        return passed == results.size() ? 0 : 1;
    }

    List<Result> all(List<Task> tasks) {
        service.load(baseline, "replace");
        var results = new ArrayList<Result>();
        results.add(new Result("import and export", Differences.between(baseline, service.export())));
        if (results.getFirst().passed()) {
            results.clear();
        }
        tasks.forEach(task -> results.add(one(task)));
        return results;
    }

    private Result one(Task task) {
        var differences = new ArrayList<String>();
        for (var i = 0; i < task.actions().size(); i++) {
            var call = task.actions().get(i);
            var answer = service.call(
                    call.name(), call.arguments(), UUID.randomUUID().toString());
            var outcome = answer.outcome();
            var expected = task.expectedOutcomes().get(i);
            if (!outcome.equals(expected)) {
                differences.add("call " + (i + 1) + " " + call.name() + ": expected " + expected + ", is " + outcome);
            }
        }
        var state = service.export();
        differences.addAll(Differences.between(expected(task), state));
        putBack(state);
        return new Result(task.taskId(), differences);
    }

    /** The whole baseline, with the task's changes. */
    private ObjectNode expected(Task task) {
        var all = Json.MAPPER.createObjectNode();
        for (var kind : KINDS) {
            var entities = all.putObject(kind);
            entities.setAll(entries(baseline.get(kind)));
            var changes = task.expectedChanges().get(kind);
            if (changes != null) {
                entities.setAll(entries(changes));
            }
        }
        return all;
    }

    private void putBack(ObjectNode state) {
        var changed = Json.MAPPER.createObjectNode();
        var any = false;
        for (var kind : KINDS) {
            var entities = changed.putObject(kind);
            for (var entry : entries(baseline.get(kind)).entrySet()) {
                if (!Differences.none(entry.getValue(), state.path(kind).get(entry.getKey()))) {
                    entities.set(entry.getKey(), entry.getValue());
                    any = true;
                }
            }
        }
        if (any) {
            service.load(changed, "merge");
        }
    }

    private static Map<String, JsonNode> entries(@Nullable JsonNode map) {
        var entries = new LinkedHashMap<String, JsonNode>();
        if (map != null) {
            map.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        }
        return entries;
    }

    private static ObjectNode baseline(Path folder) {
        var data = Json.MAPPER.createObjectNode();
        for (var kind : KINDS) {
            data.set(kind, Json.MAPPER.readTree(folder.resolve(kind + ".json")));
        }
        return data;
    }
}
