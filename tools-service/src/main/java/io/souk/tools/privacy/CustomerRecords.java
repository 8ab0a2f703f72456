package io.souk.tools.privacy;

import io.souk.kit.ErasedCustomers;
import io.souk.tools.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Everything that is kept of a customer in this service's tables. Orders, refunds, complaints and what was done about them are kept
 * for law: when their customer goes, they stay under a pseudonym, with goods, amounts, days and states, and the country, which
 * taxes depend on. The rest goes.
 */
@Component
class CustomerRecords implements ErasedCustomers.Store {
    /** One JSON array each; the placeholder is the customer. */
    private static final Map<String, String> SECTIONS = sections();

    /** Nobody has to keep these; the placeholder is the customer. */
    private static final Map<String, String> DELETED = deleted();

    private static final List<String> COLUMNS_OF_OURS = List.of("customerId", "version", "number", "position");

    private static final int BATCH = 200;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    CustomerRecords(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    private static Map<String, String> sections() {
        var orders = "select id from purchase_order where customer_id = ?";
        var sections = new LinkedHashMap<String, String>();
        sections.put(
                "profile",
                "select to_jsonb(r) from (select id, first_name, last_name, email from customer where id = ?) r");
        sections.put(
                "addresses",
                "select to_jsonb(r) from (select address1, address2, city, state, zip, country from customer where id = ?) r");
        sections.put(
                "paymentMethods", "select to_jsonb(r) from payment_method r where customer_id = ? order by position");
        sections.put("orders", """
                select to_jsonb(r) || jsonb_build_object(
                    'items', (select coalesce(jsonb_agg(to_jsonb(i) - 'order_id' order by line_no), '[]')
                        from order_line i where i.order_id = r.id),
                    'payments', (select coalesce(jsonb_agg(to_jsonb(p) - 'order_id' order by entry_no), '[]')
                        from payment_entry p where p.order_id = r.id),
                    'exchanges', (select coalesce(jsonb_agg(to_jsonb(e) - 'order_id' order by line_no), '[]')
                        from exchange_pair e where e.order_id = r.id))
                from purchase_order r where customer_id = ? order by placed_on desc nulls last, number desc""");
        sections.put("deliveries", """
                select to_jsonb(r) || jsonb_build_object(
                    'steps', (select coalesce(jsonb_agg(to_jsonb(s) - 'order_id' order by step_no), '[]')
                        from tracking_step s where s.order_id = r.order_id))
                from delivery r where order_id in (""" + orders + ") order by order_id");
        sections.put("refunds", """
                select to_jsonb(r) || jsonb_build_object(
                    'lines', (select coalesce(jsonb_agg(line_no order by line_no), '[]')
                        from refund_line l where l.refund_id = r.id))
                from refund r where customer_id = ? order by requested_at""");
        sections.put("complaints", "select to_jsonb(r) from complaint r where customer_id = ? order by opened_at");
        sections.put("tickets", "select to_jsonb(r) from ticket r where customer_id = ? order by id");
        sections.put("proposals", """
                select (to_jsonb(r) - 'terms_sha256') || jsonb_build_object('terms', r.terms::jsonb)
                from proposal r where customer_id = ? order by created_at""");
        sections.put("identifications", """
                select to_jsonb(r) - 'wish' from identification r where customer_id = ? order by updated_at""");
        sections.put("audit", "select to_jsonb(r) from audit_log r where customer_id = ? order by id");
        return sections;
    }

    private static Map<String, String> deleted() {
        var deleted = new LinkedHashMap<String, String>();
        deleted.put("proposals", "delete from proposal where customer_id = ?");
        deleted.put("tickets", "delete from ticket where customer_id = ?");
        deleted.put("identifications", "delete from identification where customer_id = ?");
        return deleted;
    }

    /** One JSON object, a list for each kind of thing; payment methods are masked everywhere. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public String export(String customer) {
        var methods = methods(customer);
        var export = Json.MAPPER.createObjectNode();
        var shape = new ExportShape(methods, COLUMNS_OF_OURS);
        SECTIONS.forEach((section, sql) -> {
            var list = export.putArray(section);
            jdbc.sql(sql)
                    .param(customer)
                    .query(String.class)
                    .list()
                    .forEach(row -> list.add(shape.of(Json.MAPPER.readTree(row))));
        });
        var requests = export.putArray("privacyRequests");
        jdbc.sql("""
                        select to_jsonb(r) from (select id, kind, requested_at, completed_at from privacy_request
                        where customer_hash = ?) r order by requested_at""")
                .param(ErasedCustomers.hash(customer))
                .query(String.class)
                .list()
                .forEach(row -> requests.add(shape.of(Json.MAPPER.readTree(row))));
        return Json.text(export);
    }

    @Override
    public Map<String, Long> erase(String customer, String pseudonym) {
        var counts = new LinkedHashMap<String, Long>();
        // Whoever changes an order has its row first.
        var orders = jdbc.sql("select id from purchase_order where customer_id = ? order by id for update")
                .param(customer)
                .query(String.class)
                .list()
                .toArray(String[]::new);
        var conversations = conversations(customer);
        var redaction = new Redaction(pseudonym);
        if (orders.length > 0) {
            jdbc.sql("""
                            insert into customer as known (id, first_name, last_name, email, address1, address2, city, state,
                                country, zip, order_ids, first_name_folded, last_name_folded, email_folded)
                            values (:name, :name, '', :name, '', '', '', '', '', '', :orders, :name, '', :name)
                            on conflict (id) do update set order_ids = known.order_ids || excluded.order_ids""").param("name", pseudonym).param("orders", orders).update();
        }
        renameMethods(customer, orders, pseudonym);
        if (orders.length > 0) {
            count(counts, "orders", pseudonymise(orders, pseudonym, redaction));
        } else {
            jdbc.sql("delete from payment_method where customer_id = ?")
                    .param(customer)
                    .update();
        }
        count(
                counts,
                "refunds",
                jdbc.sql("""
                        update refund set customer_id = :name, destination = :name, reason = null, conversation_id = null,
                            version = version + 1
                        where customer_id = :customer""")
                        .param("name", pseudonym)
                        .param("customer", customer)
                        .update());
        count(
                counts,
                "complaints",
                jdbc.sql("""
                        update complaint set customer_id = :name, reason = :name, conversation_id = null,
                            version = version + 1
                        where customer_id = :customer""")
                        .param("name", pseudonym)
                        .param("customer", customer)
                        .update());
        DELETED.forEach(
                (what, sql) -> count(counts, what, jdbc.sql(sql).param(customer).update()));
        count(
                counts,
                "answers",
                jdbc.sql("delete from idempotency_key where caller = ? or subject = ? or subject = any (?)")
                        .params(customer, customer, orders)
                        .update());
        count(counts, "auditEntries", pseudonymiseAudit(customer, pseudonym, redaction));
        count(
                counts,
                "profiles",
                jdbc.sql("delete from customer where id = ?").param(customer).update());
        jdbc.sql("update privacy_request set customer_id = null where customer_id = ? and kind = 'export'")
                .param(customer)
                .update();
        pseudonymiseOutbox(customer, pseudonym, conversations);
        return counts;
    }

    private int pseudonymise(String[] orders, String pseudonym, Redaction redaction) {
        var sent = jdbc.sql("select id, fulfillments from purchase_order where id = any (?)")
                .param(orders)
                .query((row, _) -> new Object[] {redaction.of(row.getString("fulfillments")), row.getString("id")})
                .list();
        inBatches("update purchase_order set fulfillments = cast(? as json) where id = ?", sent);
        jdbc.sql("update delivery set tracking_number = null where order_id = any (?)")
                .param(orders)
                .update();
        jdbc.sql("update tracking_step set place = '', text = '' where order_id = any (?)")
                .param(orders)
                .update();
        return jdbc.sql("""
                        update purchase_order set customer_id = :name, address1 = :name, address2 = '', city = '', state = '',
                            zip = '', version = version + 1
                        where id = any (:orders)""").param("name", pseudonym).param("orders", orders).update();
    }

    /** What was paid with the same method stays paid with the same; which it was can no longer be said. */
    private void renameMethods(String customer, String[] orders, String pseudonym) {
        var methods = new ArrayList<>(methods(customer));
        if (methods.isEmpty()) {
            return;
        }
        var former = jdbc.sql("select count(*) from payment_method where customer_id = ?")
                .param(pseudonym)
                .query(Integer.class)
                .single();
        for (var number = 0; number < methods.size(); number++) {
            var method = methods.get(number);
            var name = pseudonym + '-' + (former + number + 1);
            if (orders.length > 0) {
                jdbc.sql("""
                                update payment_method set customer_id = ?, id = ?, brand = null, last_four = null
                                where customer_id = ? and id = ?""").params(pseudonym, name, customer, method).update();
            }
            jdbc.sql(
                            "update payment_entry set payment_method_id = ? where payment_method_id = ? and order_id = any (?)")
                    .params(name, method, orders)
                    .update();
            jdbc.sql("""
                            update purchase_order set exchange_payment_method_id = ?
                            where exchange_payment_method_id = ? and id = any (?)""").params(name, method, orders).update();
            jdbc.sql("""
                            update purchase_order set return_payment_method_id = ?
                            where return_payment_method_id = ? and id = any (?)""").params(name, method, orders).update();
            jdbc.sql("update refund set payment_method_id = ? where payment_method_id = ? and customer_id = ?")
                    .params(name, method, customer)
                    .update();
        }
    }

    private int pseudonymiseAudit(String customer, String pseudonym, Redaction redaction) {
        // The trigger lets nobody else change an entry.
        jdbc.sql("select set_config('souk.pseudonymising', 'on', true)")
                .query(String.class)
                .single();
        var entries = jdbc.sql("select id, actor, before, after from audit_log where customer_id = ?")
                .param(customer)
                .query((row, _) -> {
                    var before = row.getString("before");
                    var actor = row.getString("actor");
                    return new Object[] {
                        pseudonym,
                        actor.equals("customer:" + customer) ? "customer:" + pseudonym : actor,
                        pseudonym,
                        before == null ? null : redaction.of(before),
                        redaction.of(row.getString("after")),
                        row.getLong("id")
                    };
                })
                .list();
        inBatches("""
                update audit_log set customer_id = ?, actor = ?, key = ?, before = cast(? as json), after = cast(? as json),
                    conversation_id = null, turn_id = null
                where id = ?""", entries);
        jdbc.sql("select set_config('souk.pseudonymising', 'off', true)")
                .query(String.class)
                .single();
        return entries.size();
    }

    /** What has been committed and not published yet; what is being published at this moment is on its way like all before it. */
    private void pseudonymiseOutbox(String customer, String pseudonym, String[] conversations) {
        jdbc.sql("""
                        delete from outbox where id in (
                            select id from outbox where topic like 'chat.%' and key = any (?) for update skip locked)""").param(conversations).update();
        jdbc.sql("""
                        update outbox set value = convert_to(replace(convert_from(value, 'UTF8'), :customer, :name), 'UTF8')
                        where id in (
                            select id from outbox
                            where topic <> 'customers.requests' and position(convert_to(:customer, 'UTF8') in value) > 0
                            for update skip locked)""")
                .param("customer", Json.text(customer))
                .param("name", Json.text(pseudonym))
                .update();
    }

    /** The customer's own methods, and those that are gone but still stand in orders. */
    private Set<String> methods(String customer) {
        return new TreeSet<>(
                jdbc
                        .sql("""
                        select id from payment_method where customer_id = :customer
                        union select payment_method_id from payment_entry
                            where order_id in (select id from purchase_order where customer_id = :customer)
                        union select unnest(array[exchange_payment_method_id, return_payment_method_id])
                            from purchase_order where customer_id = :customer
                        union select payment_method_id from refund where customer_id = :customer""")
                        .param("customer", customer)
                        .query((row, _) -> String.valueOf(row.getString(1)))
                        .list()
                        .stream()
                        .filter(method -> !method.equals("null"))
                        .toList());
    }

    private String[] conversations(String customer) {
        return jdbc.sql("""
                        select conversation_id from proposal where customer_id = :customer
                        union select conversation_id from refund where customer_id = :customer and conversation_id is not null
                        union select conversation_id from complaint
                            where customer_id = :customer and conversation_id is not null
                        union select conversation_id from audit_log
                            where customer_id = :customer and conversation_id is not null""")
                .param("customer", customer)
                .query(String.class)
                .list()
                .toArray(String[]::new);
    }

    /** Each well below the time that a statement has here. */
    private void inBatches(String sql, List<Object[]> rows) {
        for (var from = 0; from < rows.size(); from += BATCH) {
            batches.batchUpdate(sql, rows.subList(from, Math.min(rows.size(), from + BATCH)));
        }
    }

    private static void count(Map<String, Long> counts, String what, int rows) {
        if (rows > 0) {
            counts.put(what, (long) rows);
        }
    }
}
