package io.souk.tools.desk;

import io.souk.tools.customers.Address;
import io.souk.tools.json.Json;
import io.souk.tools.orders.Purchase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The new address of an order or of a customer, part by part. */
@Component
class AddressSlot {
    private final Pad pad;

    AddressSlot(Pad pad) {
        this.pad = pad;
    }

    /**
     * Asks for the parts that are missing; empty if none is.
     *
     * @param order null if it is the customer's own
     * @param present what it replaces
     */
    Optional<Result> ask(Visit visit, String operation, @Nullable Purchase order, Draft draft, Address present) {
        var missing = AddressReader.missing(draft.address(), present);
        var terms = Terms.asking(Terms.SLOT_ADDRESS, List.of(), draft, null);
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(pad.ask(visit, operation, order, terms, missing, null));
    }

    Optional<Draft> answer(Visit visit, Draft draft, Address present) {
        var more = read(visit, draft, AddressReader.missing(draft.address(), present));
        return more.equals(draft) ? Optional.empty() : Optional.of(more);
    }

    Draft read(Visit visit, Draft draft) {
        return read(visit, draft, List.of());
    }

    private static Draft read(Visit visit, Draft draft, List<String> missing) {
        return draft.withAddress(AddressReader.read(visit.text(), draft.address(), missing));
    }

    Draft complete(Draft draft, Address address) {
        var said = new LinkedHashMap<>(parts(address));
        said.values().removeIf(String::isEmpty);
        return draft.withAddress(said);
    }

    /**
     * What the operation needs.
     *
     * @param key of the argument that says whose address it is
     */
    Map<String, Object> arguments(String key, String id, Address address) {
        var arguments = new LinkedHashMap<String, Object>();
        arguments.put(key, id);
        arguments.putAll(parts(address));
        return arguments;
    }

    private static Map<String, String> parts(Address address) {
        var parts = new LinkedHashMap<String, String>();
        JsonNode json = Json.MAPPER.valueToTree(address);
        json.properties()
                .forEach(part -> parts.put(part.getKey(), part.getValue().stringValue()));
        return parts;
    }
}
