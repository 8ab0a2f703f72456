package io.souk.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Entities;
import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding;
import io.souk.events.Finding.DeliveryView;
import io.souk.events.Finding.OrderView;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.IntentEvent.Wish;
import io.souk.events.MessageEvent.MessageReceived;
import io.souk.events.Meta;
import io.souk.events.PendingAction;
import io.souk.events.RankedIntent;
import io.souk.events.ReplyEvent;
import io.souk.events.ReplyEvent.ReplyCompleted;
import io.souk.events.Route;
import io.souk.events.TurnEvent.TurnPrepared;
import io.souk.test.EventProbe;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** One conversation, with this test in the place of all other services. */
final class Talk {
    final String id = UUID.randomUUID().toString();
    private final EventProbe probe;
    private final @Nullable String customerId;

    Talk(EventProbe probe, @Nullable String customerId) {
        this.probe = probe;
        this.customerId = customerId;
    }

    /** Publishes a message and returns the event. */
    MessageReceived say(String text) {
        var message = message(customerId, text);
        probe.publish(message);
        return message;
    }

    MessageReceived message(@Nullable String customer, String text) {
        var turnId = UUID.randomUUID().toString();
        return new MessageReceived(
                Meta.first(UUID.randomUUID().toString(), id, turnId), text, customer, "m-" + turnId, "web");
    }

    /** In a channel that has no sign-in, with whatever its publisher says of the customer. */
    MessageReceived sayUnsigned(String channel, @Nullable String customer, String text) {
        var turnId = UUID.randomUUID().toString();
        var message = new MessageReceived(
                Meta.first(UUID.randomUUID().toString(), id, turnId), text, customer, "m-" + turnId, channel, true);
        probe.publish(message);
        return message;
    }

    /** Says who it is, in the place of tools-service. */
    void identify(MessageReceived message, Route by, String customer) {
        var intent = understand(message, Intent.GENERAL, by);
        probe.publish(new EvidenceGathered(
                intent.meta().next("evidence/" + by),
                by,
                Outcome.FOUND,
                List.of(order("ORD-1001")),
                null,
                0,
                customer));
        reply(message);
    }

    TurnPrepared prepared(MessageReceived message) {
        return probe.await(TurnPrepared.class, turn -> turn.turnId().equals(message.turnId()));
    }

    IntentClassified intent(TurnPrepared turn, Intent intent, Route... routes) {
        return new IntentClassified(
                turn.meta().next("intent"),
                turn.text(),
                turn.text(),
                List.of(new RankedIntent(intent, null, 0.9)),
                Entities.NONE,
                Set.of(routes),
                null,
                turn.customerId(),
                turn.focus(),
                turn.pendingAction(),
                "rules");
    }

    /** The same, by somebody who is not sure of it. */
    static IntentClassified doubtful(IntentClassified turn) {
        var intents =
                List.of(new RankedIntent(turn.top().intent(), null, 0.2), new RankedIntent(Intent.PAYMENT, null, 0.19));
        return turn.wanting(
                new Wish(turn.text(), turn.question(), intents, turn.entities(), turn.routes(), null), List.of());
    }

    /** The same message with another wish after its first. */
    static IntentClassified with(IntentClassified turn, String text, Intent intent, Route... routes) {
        var intents = List.of(new RankedIntent(intent, null, 0.9));
        return turn.wanting(turn.first(), List.of(new Wish(text, text, intents, Entities.NONE, Set.of(routes), null)));
    }

    /** Publishes what the intent service would, once the turn is prepared. */
    IntentClassified understand(MessageReceived message, Intent intent, Route... routes) {
        var classified = intent(prepared(message), intent, routes);
        probe.publish(classified);
        return classified;
    }

    EvidenceGathered evidence(Meta cause, Route from, Outcome outcome, Finding... findings) {
        return new EvidenceGathered(cause.next("evidence/" + from), from, outcome, List.of(findings), null);
    }

    EvidenceGathered evidence(Meta cause, Route from, PendingAction action, Finding... findings) {
        return new EvidenceGathered(
                cause.next("evidence/" + from), from, Outcome.NEEDS_CONFIRMATION, List.of(findings), action);
    }

    ReplyCompleted reply(MessageReceived message) {
        return probe.await(ReplyCompleted.class, reply -> reply.turnId().equals(message.turnId()));
    }

    /** A whole turn that needs no evidence. */
    ReplyCompleted exchange(String text, Intent intent) {
        var message = say(text);
        understand(message, intent);
        return reply(message);
    }

    List<ReplyEvent> replies() {
        return probe.seen(ReplyEvent.class)
                .filter(event -> event.conversationId().equals(id))
                .sorted(Comparator.comparingLong(ReplyEvent::seq))
                .toList();
    }

    void hasNoGaps() {
        var replies = replies();
        assertThat(replies.stream().map(ReplyEvent::seq))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, replies.size()).boxed().toList());
    }

    static Finding.Order order(String id) {
        return new Finding.Order(new OrderView(
                id,
                "IN_TRANSIT",
                LocalDate.of(2026, 11, 18),
                List.of(new Finding.OrderLine("portage-tb4-dock", "Portage TB4 Dock", 1, new BigDecimal("219.00"))),
                new BigDecimal("219.00"),
                "EUR",
                new DeliveryView("DHL", "JD01", LocalDate.of(2031, 11, 25), null, false, List.of())));
    }
}
