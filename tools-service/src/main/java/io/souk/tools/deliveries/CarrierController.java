package io.souk.tools.deliveries;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.souk.events.DeliveryEvent.ParcelTracked;
import io.souk.kit.Events;
import io.souk.kit.ProblemException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Where carriers call us. What they say goes to the topic before they get their answer, so that it is safe there, and in order
 * per parcel, whatever the database does; whether it can be true is found out behind it.
 */
@RestController
@RequestMapping("/v1/deliveries/events")
class CarrierController {
    private static final int MAX_EVENTS = 1_000;

    private final Map<String, CarrierFeed> feeds;
    private final Events events;

    CarrierController(List<CarrierFeed> feeds, Events events) {
        this.feeds = feeds.stream().collect(toMap(CarrierFeed::name, identity()));
        this.events = events;
    }

    /** @param ids of the events, in the order of the call */
    record Accepted(List<String> ids) {}

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    Accepted generic(@RequestBody JsonNode body) {
        return accept(GenericFeed.NAME, body);
    }

    @PostMapping("/{carrier}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Accepted accept(@PathVariable String carrier, @RequestBody JsonNode body) {
        var feed = feeds.get(carrier);
        if (feed == null) {
            throw new ProblemException(HttpStatus.NOT_FOUND, "unknown-carrier", "There is no feed of this name.");
        }
        var said = read(feed, body);
        events.publishAll(said);
        return new Accepted(said.stream().map(event -> event.meta().id()).toList());
    }

    private static List<ParcelTracked> read(CarrierFeed feed, JsonNode body) {
        try {
            var said = feed.read(body);
            if (said.isEmpty() || said.size() > MAX_EVENTS) {
                throw new IllegalArgumentException("1 to " + MAX_EVENTS + " events at a time");
            }
            return said;
        } catch (IllegalArgumentException e) {
            throw invalid(e.getMessage());
        }
    }

    private static ProblemException invalid(@Nullable String detail) {
        return new ProblemException(
                HttpStatus.BAD_REQUEST, "invalid-arguments", detail == null ? "That can't be read." : detail);
    }
}
