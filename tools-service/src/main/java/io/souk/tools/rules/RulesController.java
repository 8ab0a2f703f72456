package io.souk.tools.rules;

import io.souk.tools.rules.Citations.Contradiction;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What holds, and which documents say something else: for whoever edits policies. */
@RestController
@RequestMapping("/v1/rules")
class RulesController {
    private final Rules rules;
    private final Citations citations;

    RulesController(Rules rules, Citations citations) {
        this.rules = rules;
        this.citations = citations;
    }

    /** @param bySeller values by seller and name; the marketplace's own under "" */
    record InForce(int version, Map<String, Map<String, String>> bySeller, List<Contradiction> contradictions) {}

    @GetMapping
    InForce inForce() {
        var now = rules.current();
        return new InForce(now.version(), now.bySeller(), citations.contradictions());
    }
}
