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
        jdbc.sql("select order_id, at, status, place, text from tracking_step where order_id = any (?)"
                        + " order by order_id, step_no")
                .param(ids)
                .query(row -> {
                    steps.computeIfAbsent(row.getString("order_id"), _ -> new ArrayList<>())
                            .add(new TrackingStep(
                                    row.getObject("at", OffsetDateTime.class).toInstant(),
                                    row.getString("status"),
                                    row.getString("place"),
                                    row.getString("text")));
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

    /** Writes it as it is now; steps are only ever added. */
    public void save(Delivery delivery) {
        jdbc.sql("""
                        insert into delivery (order_id, carrier, tracking_number, state, expected_on, delivered_on)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict (order_id) do update set state = excluded.state,
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
        for (var number = 0; number < delivery.steps().size(); number++) {
            var step = delivery.steps().get(number);
            jdbc.sql("insert into tracking_step (order_id, step_no, at, status, place, text)"
                            + " values (?, ?, ?, ?, ?, ?) on conflict do nothing")
                    .params(
                            delivery.orderId(),
                            number,
                            step.at().atOffset(ZoneOffset.UTC),
                            step.status(),
                            step.place(),
                            step.text())
                    .update();
        }
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
