package io.souk.conversation.privacy;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** For the gateway, which has made sure who is asking. */
@RestController
@RequestMapping("/v1/customers")
class PrivacyController {
    private final CustomerRecords records;

    PrivacyController(CustomerRecords records) {
        this.records = records;
    }

    /** Everything that is kept of a customer here; of somebody unknown, empty lists. */
    @GetMapping(path = "/{id}/data", produces = MediaType.APPLICATION_JSON_VALUE)
    String data(@PathVariable String id) {
        return records.export(id);
    }
}
