package io.souk.tools.audit;

import io.souk.kit.ProblemException;
import io.souk.kit.SoukHeaders;
import io.souk.tools.audit.AuditLog.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit log for the people of the shop. Customers don't read it: a call on behalf of one is refused. */
@RestController
@RequestMapping("/v1/audit")
class AuditController {
    private static final int PAGE = 200;

    private final AuditLog log;

    AuditController(AuditLog log) {
        this.log = log;
    }

    /** @param next where the next page begins; null on the last one */
    record Page(
            String orderId, List<Entry> entries, @Nullable Long next) {}

    @GetMapping("/orders/{id}")
    Page ofOrder(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") long after,
            @RequestHeader(name = SoukHeaders.CUSTOMER, required = false) @Nullable String customer) {
        if (customer != null) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN, "agents-only", "The audit log is for the people who work here.");
        }
        var entries = log.ofOrder(id, after, PAGE);
        return new Page(id, entries, entries.size() == PAGE ? entries.getLast().id() : null);
    }
}
