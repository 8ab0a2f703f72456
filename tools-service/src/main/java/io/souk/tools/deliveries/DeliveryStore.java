package io.souk.tools.deliveries;

import io.souk.tools.Values;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All parcels. Whoever writes one has locked its order. */
@Repository
public class DeliveryStore {
    private final JdbcClient jdbc;

    DeliveryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The parcel of this order. */
    public Optional<Delivery> find(String orderId) {
        return Optional.ofNullable(findAll(List.of(orderId)).get(orderId));
    }

    /** By order id. */
    public Map<String, Delivery> findAll(Collection<String> orderIds) {
        var ids = orderIds.toArray(String[]::new);
        var steps = new HashMap<String, List<TrackingStep>>();
        jdbc.sql("""
                        select order_id, at, status, place, text, sequence, expected_on from tracking_step
                        where order_id = any (?) order by order_id, at, sequence nulls first, step_no""").param(ids).query(row -> {
            steps.computeIfAbsent(row.getString("order_id"), _ -> new ArrayList<>())
                    .add(new TrackingStep(
                            row.getObject("at", OffsetDateTime.class).toInstant(),
                            row.getString("status"),
                            row.getString("place"),
                            row.getString("text"),
                            row.getObject("sequence", Long.class),
                            row.getObject("expected_on", LocalDate.class)));
        });
        var found = new LinkedHashMap<String, Delivery>();
        jdbc.sql("select order_id, carrier, tracking_number, state, expected_on, delivered_on from delivery"
                        + " where order_id = any (?)")
                .param(ids)
                .query(row -> {
                    found.put(row.getString("order_id"), delivery(row, steps));
                });
        return found;
    }

    /** The order whose parcel has this number. */
    Optional<String> orderOf(String trackingNumber) {
        return jdbc.sql("select order_id from delivery where tracking_number = ?")
                .param(trackingNumber)
                .query(String.class)
                .optional();
    }

    /**
     * Orders whose parcels should have arrived before this day and have not, and for which nobody has noticed that yet; those
     * that wait longest first.
     */
    List<String> newlyLate(LocalDate today, int most) {
        return jdbc.sql("""
                        select order_id from delivery join purchase_order on id = order_id
                        where expected_on < ? and late_for is distinct from expected_on and delivery.state not in ('delivered', 'returned')
                            and status in ('pending', 'pending (item modified)', 'processed')
                        order by expected_on, order_id limit ?""")
                .params(today, most)
                .query((row, _) -> row.getString("order_id"))
                .list();
    }

    /** Notices that the expected date has passed; false if that was noticed before. */
    boolean markLate(String orderId) {
        return jdbc.sql("update delivery set late_for = expected_on"
                                + " where order_id = ? and late_for is distinct from expected_on")
                        .param(orderId)
                        .update()
                == 1;
    }

    /** Writes a parcel with all its steps. */
    public void save(Delivery delivery) {
        saveHead(delivery);
        delivery.steps().forEach(step -> add(delivery.orderId(), step));
    }

    /** Writes where a parcel is now, and the step that brought it there. */
    void save(Delivery delivery, TrackingStep step) {
        saveHead(delivery);
        add(delivery.orderId(), step);
    }

    private void saveHead(Delivery delivery) {
        jdbc.sql("""
                        insert into delivery (order_id, carrier, tracking_number, state, expected_on, delivered_on)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict (order_id) do update set carrier = excluded.carrier, state = excluded.state,
                            tracking_number = excluded.tracking_number, expected_on = excluded.expected_on,
                            delivered_on = excluded.delivered_on""")
                .params(Values.of(
                        delivery.orderId(),
                        delivery.carrier(),
                        delivery.trackingNumber(),
                        delivery.state(),
                        delivery.expectedOn(),
                        delivery.deliveredOn()))
                .update();
    }

    private void add(String orderId, TrackingStep step) {
        jdbc.sql("""
                        insert into tracking_step (order_id, step_no, at, status, place, text, sequence, expected_on)
                        values (?, (select count(*) from tracking_step where order_id = ?), ?, ?, ?, ?, ?, ?)""")
                .params(Values.of(
                        orderId,
                        orderId,
                        step.at().atOffset(ZoneOffset.UTC),
                        step.status(),
                        step.place(),
                        step.text(),
                        step.sequence(),
                        step.expectedOn()))
                .update();
    }

    private static Delivery delivery(ResultSet row, Map<String, List<TrackingStep>> steps) throws SQLException {
        var id = row.getString("order_id");
        return new Delivery(
                id,
                row.getString("carrier"),
                row.getString("tracking_number"),
                row.getString("state"),
                row.getObject("expected_on", LocalDate.class),
                row.getObject("delivered_on", LocalDate.class),
                steps.getOrDefault(id, List.of()));
    }
}
