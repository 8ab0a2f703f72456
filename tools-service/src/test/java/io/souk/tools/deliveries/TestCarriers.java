package io.souk.tools.deliveries;

import io.souk.events.DeliveryEvent.ParcelTracked;
import io.souk.events.Meta;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.boot.test.context.TestComponent;
import tools.jackson.databind.JsonNode;

/** A carrier with words of its own, and the late check at a moment that a test chooses. */
@TestComponent
public class TestCarriers implements CarrierFeed {
    private static final Map<String, String> WORDS = Map.of("LADEN", "out_for_delivery", "DONE", "delivered");

    private final Parcels parcels;

    public TestCarriers(Parcels parcels) {
        this.parcels = parcels;
    }

    public void noticeLate() {
        parcels.noticeLate();
    }

    @Override
    public String name() {
        return "snailpost";
    }

    @Override
    public List<ParcelTracked> read(JsonNode body) {
        var number = body.path("nr").asString();
        var code = body.path("code").asString();
        return List.of(new ParcelTracked(
                Meta.first(Meta.derivedId("snailpost", number, code), number, null),
                number,
                "Snailpost",
                null,
                WORDS.getOrDefault(code, code),
                Instant.parse(body.path("ts").asString()),
                null,
                null,
                code,
                null));
    }
}
