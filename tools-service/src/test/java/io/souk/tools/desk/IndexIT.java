package io.souk.tools.desk;

import static io.souk.tools.desk.Says.says;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.souk.events.Entities.Kind;
import io.souk.events.Entities.Mention;
import io.souk.events.Intent;
import io.souk.events.Variants;
import io.souk.kit.SoukHeaders;
import io.souk.tools.json.Json;
import io.souk.tools.operations.ShopIT;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;

/** The statements that really run while customers are served, and how PostgreSQL would find their rows in large tables. */
class IndexIT extends ShopIT {
    private static final Pattern LOGGED = Pattern.compile("(?s)Executing prepared SQL statement \\[(.*)]");
    private static final Pattern STATEMENT = Pattern.compile("(?is)\\s*(?:select|insert|update|delete|with)\\b.*");
    /** A handful of rows, read as a whole. */
    private static final Set<String> SMALL = Set.of("rule", "rule_version");

    @Autowired
    IntentListener listener;

    @Autowired
    DataSource database;

    @Test
    void everyStatementOfATurnAndOfACallFindsItsRowsByAnIndex() throws Exception {
        load();
        var statements = statementsOf(this::serve);
        assertThat(statements).hasSizeGreaterThan(35);

        var wholesale = new ArrayList<String>();
        try (var connection = database.getConnection()) {
            var one = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            one.sql("set enable_seqscan = off").update();
            one.sql("set plan_cache_mode = force_generic_plan").update();
            for (var statement : statements) {
                readsAll(plan(one, statement)).forEach(way -> wholesale.add(way + ": " + statement));
            }
            one.sql("reset all").update();
        }
        assertThat(wholesale).isEmpty();
    }

    private void serve() {
        call("get_order_details", "{\"order_id\": \"#W1000001\"}");
        call("get_user_details", "{\"user_id\": \"mira_castellan_1001\"}");
        call("find_user_id_by_email", "{\"email\": \"ines@example.com\"}");
        call("find_user_id_by_name_zip", "{\"first_name\": \"Ines\", \"last_name\": \"Okoro\", \"zip\": \"31201\"}");
        for (var user : shop().get("users").propertyNames()) {
            send(request("/v1/orders").header(SoukHeaders.CUSTOMER, user).GET());
            for (var order : shop().get("users").get(user).get("orders")) {
                var id = order.stringValue();
                call("cancel_pending_order", "{\"order_id\": \"%s\", \"reason\": \"no longer needed\"}".formatted(id));
                turn(
                        user,
                        says("Where is it", Intent.ORDER_STATUS, Variants.TRACK).about(id));
                turn(
                        user,
                        says("I want a refund", Intent.REFUND, Variants.REQUEST).about(id));
                turn(
                        user,
                        says("It is broken", Intent.COMPLAINT, Variants.REQUEST).about(id));
                turn(user, says("My refund?", Intent.REFUND, Variants.STATUS).about(id));
            }
        }
        var email = new Mention(Kind.EMAIL, "nobody@example.com", "nobody@example.com", 0);
        listener.on(
                says("nobody@example.com", Intent.GENERAL, null).unsigned(email).turn());
        var person = new Mention(Kind.PERSON, "No Body Atall", "No Body Atall", 0);
        var postcode = new Mention(Kind.POSTCODE, "10001", "10001", 0);
        listener.on(
                says("it's me", Intent.GENERAL, null).unsigned(person, postcode).turn());
    }

    private void turn(String customer, Says says) {
        listener.on(says.by(customer).turn());
    }

    private static Set<String> statementsOf(Runnable work) {
        // Sweeps and checks run beside it on threads of their own: nobody waits for them, and which do is chance.
        var appender = new ListAppender<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent event) {
                if (!Thread.currentThread().getName().startsWith("scheduling-")) {
                    super.append(event);
                }
            }
        };
        appender.start();
        var loggers = List.of("org.springframework.jdbc.core.JdbcTemplate", "org.hibernate.SQL").stream()
                .map(name -> (Logger) LoggerFactory.getLogger(name))
                .toList();
        loggers.forEach(logger -> {
            logger.setAdditive(false);
            logger.setLevel(Level.DEBUG);
            logger.addAppender(appender);
        });
        try {
            work.run();
        } finally {
            loggers.forEach(logger -> {
                logger.detachAppender(appender);
                logger.setLevel(null);
                logger.setAdditive(true);
            });
        }
        return List.copyOf(appender.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .map(message -> {
                    var logged = LOGGED.matcher(message);
                    return logged.matches() ? logged.group(1) : message;
                })
                .filter(text -> STATEMENT.matcher(text).matches())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static JsonNode plan(JdbcClient jdbc, String statement) {
        var parts = statement.split("\\?", -1);
        var numbered = new StringBuilder(parts[0]);
        for (var number = 1; number < parts.length; number++) {
            numbered.append('$').append(number).append(parts[number]);
        }
        var nothing = IntStream.range(1, parts.length).mapToObj(_ -> "null").collect(Collectors.joining(", "));
        jdbc.sql("prepare statement as " + numbered).update();
        try {
            var json = jdbc.sql(
                            "explain (format json) execute statement" + (nothing.isEmpty() ? "" : "(" + nothing + ")"))
                    .query(String.class)
                    .single();
            return Json.MAPPER.readTree(json).get(0).get("Plan");
        } finally {
            jdbc.sql("deallocate statement").update();
        }
    }

    private static List<String> readsAll(JsonNode plan) {
        var found = new ArrayList<String>();
        var type = plan.path("Node Type").asString("");
        var isWhole = type.equals("Seq Scan") || (type.contains("Index") && !plan.has("Index Cond"));
        if (isWhole && !SMALL.contains(plan.path("Relation Name").asString(""))) {
            found.add(type + " "
                    + plan.path("Relation Name")
                            .asString(plan.path("Index Name").asString("")));
        }
        plan.path("Plans").forEach(part -> found.addAll(readsAll(part)));
        return found;
    }
}
