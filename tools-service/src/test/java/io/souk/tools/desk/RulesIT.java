package io.souk.tools.desk;

import static io.souk.tools.desk.Says.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.souk.events.DocumentEvent.DocumentUpserted;
import io.souk.events.Finding.Done;
import io.souk.events.Intent;
import io.souk.events.Meta;
import io.souk.events.Variants;
import io.souk.tools.rules.Citation;
import io.souk.tools.rules.Citations;
import io.souk.tools.rules.Rule;
import io.souk.tools.rules.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;

/** The rules as the database has them, the documents of the sample marketplace, and what the desk does. */
class RulesIT extends ToolsIT {
    private static final Path DOCUMENTS = Path.of("../deploy/sample/data/documents");
    /** What a document would say of a window for returns or exchanges. */
    private static final Pattern WINDOW =
            Pattern.compile("(?i)(?:return|exchang|trying|come back)[^.\\n]*?\\d+ days after delivery");

    private static final Pattern MARK = Pattern.compile("\\[[^\\[\\]]+]\\(rule:[^)]+\\)");

    @Autowired
    Rules rules;

    @Autowired
    Citations citations;

    @Test
    void thePoliciesOfTheSampleMarketplaceSayWhatTheTableSays() {
        var cited = documents().stream()
                .flatMap(file -> Citation.in(file.getFileName().toString(), text(file)).stream())
                .toList();

        assertThat(cited)
                .hasSizeGreaterThan(15)
                .allSatisfy(citation -> assertThat(citation.contradiction(rules.current()))
                        .as(citation.documentId())
                        .isNull());
        for (var rule : Rule.values()) {
            assertThat(cited)
                    .as("documents cite it")
                    .anyMatch(citation -> citation.name().equals(rule.wireName()));
        }
        assertThat(cited.stream().map(citation -> citation.words().toLowerCase(Locale.ROOT)))
                .contains("germany", "austria", "gift cards");
    }

    @Test
    void noWindowForReturnsIsStatedWithoutItsRule() {
        assertThat(documents())
                .allSatisfy(file -> assertThat(
                                WINDOW.matcher(MARK.matcher(text(file)).replaceAll(""))
                                        .results())
                        .as(file.toString())
                        .isEmpty());
    }

    @Test
    void aDocumentThatContradictsARuleIsKnownUntilItIsRight() {
        var id = "policy-" + UUID.randomUUID();

        publish(id, "You have [31 days](rule:return-window-days).");
        await().untilAsserted(() -> assertThat(contradicting(id)).containsExactly("31 days"));

        publish(id, "You have [30 days](rule:return-window-days).");
        await().untilAsserted(() -> assertThat(contradicting(id)).isEmpty());
    }

    @Test
    void aRuleIsNeverEdited() {
        assertThatThrownBy(() -> jdbc.sql("update rule set value = '31' where name = 'return-window-days'")
                        .update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> jdbc.sql(
                                "insert into rule (version, name, value) values (1, 'return-window-days', 'ever')")
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void aYesToWhatWasShownUnderOtherRulesIsNotRun() {
        var order = boughtHeadphones();
        var shown = hearsAsCustomer(refund(order));
        newVersion("s-nobody", "return-window-days", "7");

        var refused = hearsAsCustomer(Says.yes().answering(pendingOf(shown)));

        assertThat(refusalCode(refused)).isEqualTo("rules-changed");
        assertThat(count("refund")).isZero();
        var shownAnew = hearsAsCustomer(refund(order));
        var done = hearsAsCustomer(Says.yes().answering(pendingOf(shownAnew)));
        assertThat(finding(done, Done.class).status()).isEqualTo("requested");
        assertThat(jdbc.sql("select rules_version from audit_log where order_id = ?")
                        .param(order)
                        .query(Integer.class)
                        .list())
                .isNotEmpty()
                .containsOnly(rules.current().version());
    }

    @Test
    void aSellersOwnWindowHoldsForItsItemsOnly() {
        var seller = "s-" + UUID.randomUUID();
        newVersion(seller, "return-window-days", "3");
        var order = boughtHeadphones();
        jdbc.sql("update product set seller_id = ? where id = 'sonara-calm-700'")
                .param(seller)
                .update();
        try {
            assertThat(refusalCode(hearsAsCustomer(refund(order)))).isEqualTo("return-window-over");
        } finally {
            jdbc.sql("update product set seller_id = null where id = 'sonara-calm-700'")
                    .update();
        }
        assertThat(pendingOf(hearsAsCustomer(refund(order))).operation()).isEqualTo("refund");
    }

    @Test
    void aLargeRefundIsLeftToAPerson() {
        var order = bought(Purchases.delivered(
                newOrderId(),
                customer,
                Purchases.today().minusDays(6),
                Purchases.item("dear", "Dear Thing", "2500.01")));

        var evidence = hearsAsCustomer(refund(order));

        assertThat(refusalCode(evidence)).isEqualTo("needs-person");
        assertThat(evidence.pendingAction()).isNull();
    }

    private static Says refund(String order) {
        return says("I want a refund", Intent.REFUND, Variants.REQUEST).about(order);
    }

    private void newVersion(String seller, String name, String value) {
        var version = rules.current().version() + 1;
        jdbc.sql(
                        "insert into rule_version (version, effective_from, note) values (?, now() - interval '1 s', 'a test')")
                .param(version)
                .update();
        jdbc.sql("insert into rule (version, seller_id, name, value) values (?, ?, ?, ?)")
                .params(version, seller, name, value)
                .update();
        await().atMost(Duration.ofSeconds(5)).until(() -> rules.current().version() == version);
    }

    private List<String> contradicting(String document) {
        return citations.contradictions().stream()
                .filter(found -> found.documentId().equals(document))
                .map(Citations.Contradiction::words)
                .toList();
    }

    private static void publish(String id, String text) {
        var meta = Meta.first(UUID.randomUUID().toString(), id, null);
        probe.publish(new DocumentUpserted(meta, id, "A policy", "policy", null, text));
    }

    private static List<Path> documents() {
        try (var files = Files.walk(DOCUMENTS)) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
