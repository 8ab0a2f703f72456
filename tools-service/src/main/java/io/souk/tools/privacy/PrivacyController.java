package io.souk.tools.privacy;

import io.souk.kit.ProblemException;
import io.souk.kit.SoukHeaders;
import io.souk.tools.operations.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** For the gateway, which has made sure who is asking. */
@RestController
@RequestMapping("/v1")
class PrivacyController {
    private final CustomerRecords records;
    private final PrivacyRequests requests;

    PrivacyController(CustomerRecords records, PrivacyRequests requests) {
        this.records = records;
        this.requests = requests;
    }

    /** Everything that is kept of a customer here; of somebody unknown, empty lists. */
    @GetMapping(path = "/customers/{id}/data", produces = MediaType.APPLICATION_JSON_VALUE)
    String data(@PathVariable String id) {
        return records.export(id);
    }

    @GetMapping("/privacy/requests/{id}")
    PrivacyRequests.Seen request(
            @PathVariable String id,
            @RequestHeader(name = SoukHeaders.CUSTOMER, required = false) @Nullable String customer) {
        return requests.find(id, Problems.signedIn(customer))
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.NOT_FOUND, "request-not-found", "There is no such request of yours."));
    }
}
