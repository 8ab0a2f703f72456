package io.souk.tools.desk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Which matter something belongs to that waits, or that was done. */
@Component
class Matters {
    private final Map<String, Matter> byOperation = new HashMap<>();

    Matters(List<Matter> all) {
        all.forEach(matter -> matter.operations().forEach(operation -> byOperation.put(operation, matter)));
    }

    Matter of(String operation) {
        var matter = byOperation.get(operation);
        if (matter == null) {
            throw new IllegalArgumentException("nothing waits as " + operation);
        }
        return matter;
    }

    /** Of something that waits for a yes, or has had it. */
    Deed deed(String operation) {
        if (of(operation) instanceof Deed deed) {
            return deed;
        }
        throw new IllegalArgumentException(operation + " changes nothing");
    }
}
