package io.souk.conversation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.souk.events.EventCodec;
import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding;
import io.souk.events.HandoffEvent.CustomerWrote;
import io.souk.events.HandoffEvent.HandoffEnded;
import io.souk.events.HandoffEvent.HandoffRequested;
import io.souk.events.Intent;
import io.souk.events.MessageEvent.AgentReplied;
import io.souk.events.MessageEvent.FeedbackGiven;
import io.souk.events.MessageEvent.HandedBack;
import io.souk.events.MessageEvent.MessageReceived;
import io.souk.events.Meta;
import io.souk.events.OrderEvent.DeliveryUpdated;
import io.souk.events.OrderEvent.RefundUpdated;
import io.souk.events.PendingAction;
import io.souk.events.ReplyEvent;
import io.souk.events.ReplyEvent.EvidenceAnnounced;
import io.souk.events.ReplyEvent.IntentAnnounced;
import io.souk.events.ReplyEvent.MessageRefused;
import io.souk.events.ReplyEvent.NoticePosted;
import io.souk.events.ReplyEvent.ReplyCompleted;
import io.souk.events.ReplyEvent.ReplyDelta;
import io.souk.events.ReplyEvent.Rung;
import io.souk.events.ReplyEvent.TurnAcknowledged;
import io.souk.events.Route;
import io.souk.events.Topics;
import io.souk.events.TurnEvent.Author;
import io.souk.events.TurnEvent.Source;
import io.souk.events.TurnEvent.Topic;
import io.souk.events.TurnEvent.TurnPrepared;
import io.souk.kit.SoukHeaders;
import io.souk.test.EventProbe;
import io.souk.test.RealServers;
import io.souk.test.RealServers.Server;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatusCode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/** Closes its context when it is done: another test starts and stops services of its own on the same topics. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "souk.conversation.turn-limit=8s")
@RealServers({Server.KAFKA, Server.POSTGRES})
@DirtiesContext
class TurnsIT {
    private static final String ALICE = "u-alice";
    private static final JsonMapper JSON = JsonMapper.shared();

    @RegisterExtension
    private static final EventProbe probe = EventProbe.ofTheClass();

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private Retention retention;

    @LocalServerPort
    private int port;

    @Test
    void walksATurnFromAcknowledgementToReplyWithoutGaps() {
        var talk = new Talk(probe, ALICE);

        var message = talk.say("Track ORD-1001");
        var intent = talk.understand(message, Intent.ORDER_STATUS, Route.TOOLS);
        probe.await(IntentAnnounced.class, seen -> seen.turnId().equals(message.turnId()));
        probe.publish(talk.evidence(intent.meta(), Route.TOOLS, Outcome.FOUND, Talk.order("ORD-1001")));
        var reply = talk.reply(message);

        assertThat(reply.text()).contains("in transit with DHL");
        assertThat(reply.rung()).isEqualTo(Rung.COMPOSED);
        assertThat(reply.customerId()).isEqualTo(ALICE);
        assertThat(reply.messageId()).isEqualTo(message.messageId());
        var replies = talk.replies();
        assertThat(replies.subList(0, 3).stream().map(Object::getClass))
                .containsExactly(TurnAcknowledged.class, IntentAnnounced.class, EvidenceAnnounced.class);
        assertThat(replies.getLast()).isEqualTo(reply);
        var deltas = replies.stream().filter(ReplyDelta.class::isInstance).map(event -> ((ReplyDelta) event).text());
        assertThat(deltas.collect(Collectors.joining())).isEqualTo(reply.text());
        assertThat(((EvidenceAnnounced) replies.get(2)).card())
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(Talk.order("ORD-1001"));
        assertThat(replies).allSatisfy(event -> assertThat(event.turnId()).isEqualTo(message.turnId()));
        talk.hasNoGaps();
    }

    @Test
    void theAssistantIsQuietWhileAPersonHasTheConversation() {
        var talk = new Talk(probe, ALICE);
        talk.exchange("I want a person", Intent.HUMAN_AGENT);
        var handoff = probe.await(
                HandoffRequested.class, event -> event.meta().subject().equals(talk.id));
        assertThat(handoff.reason()).isEqualTo("requested");

        var message = talk.say("Are you there? I want my money back");
        var reply = talk.reply(message);

        assertThat(reply.rung()).isEqualTo(Rung.HANDOFF);
        assertThat(reply.intent()).isEqualTo(Intent.HUMAN_AGENT);
        var wrote =
                probe.await(CustomerWrote.class, event -> event.meta().subject().equals(talk.id));
        assertThat(wrote.text()).isEqualTo("Are you there? I want my money back");
        assertThat(probe.seen(TurnPrepared.class)
                        .filter(turn -> turn.conversationId().equals(talk.id)))
                .hasSize(1);

        probe.publish(new AgentReplied(
                Meta.first(UUID.randomUUID().toString(), talk.id, null), "Hello, I am Dana.", "u-dana", "Dana"));
        var said = probe.await(
                NoticePosted.class, notice -> notice.conversationId().equals(talk.id));
        assertThat(said.text()).isEqualTo("Hello, I am Dana.");
        assertThat(said.author()).isEqualTo("Dana");

        var back = new HandedBack(Meta.first(UUID.randomUUID().toString(), talk.id, null), "u-dana");
        probe.publish(back);
        probe.publish(back);
        probe.await(HandoffEnded.class, event -> event.meta().subject().equals(talk.id));
        assertThat(talk.exchange("Hello again", Intent.GREETING).rung()).isEqualTo(Rung.COMPOSED);
        assertThat(talk.replies().stream().filter(NoticePosted.class::isInstance))
                .hasSize(2);
        talk.hasNoGaps();
    }

    @Test
    void whatWasSaidWhileTheHandoffWasOnItsWayGoesToThePersonToo() {
        var talk = new Talk(probe, ALICE);
        var first = talk.say("I want a person");
        var second = talk.say("and quickly");
        var third = talk.say("please");
        talk.understand(first, Intent.HUMAN_AGENT);

        assertThat(talk.reply(second).rung()).isEqualTo(Rung.HANDOFF);
        assertThat(talk.reply(third).rung()).isEqualTo(Rung.HANDOFF);

        assertThat(probe.seen(TurnPrepared.class)
                        .filter(turn -> turn.conversationId().equals(talk.id)))
                .hasSize(1);
        talk.hasNoGaps();
    }

    @Test
    void aPersonHasNoSayInAConversationThatWasNotHandedOff() {
        var talk = new Talk(probe, ALICE);
        talk.exchange("Hello", Intent.GREETING);

        probe.publish(new AgentReplied(
                Meta.first(UUID.randomUUID().toString(), talk.id, null), "Buy this!", "u-mallory", "Mallory"));
        talk.exchange("Thanks", Intent.THANKS);

        assertThat(talk.replies()).noneMatch(NoticePosted.class::isInstance);
    }

    @Test
    void theDeskSeesWhoWaitsAndWhatWasSaid() {
        var talk = new Talk(probe, ALICE);
        talk.exchange("I want a person", Intent.HUMAN_AGENT);

        assertThat(handoffs("")).contains(talk.id, "Signed-in customer");
        assertThat(handoffs("/" + talk.id + "/messages")).contains("I want a person");
        assertThatThrownBy(() -> handoffs("/" + UUID.randomUUID() + "/messages"))
                .hasMessageContaining("404");
    }

    @Test
    void afterTwoQuestionsBackAPersonTakesOver() {
        var talk = new Talk(probe, ALICE);
        for (var round = 0; round < 2; round++) {
            var unclear = talk.say("blarg " + round);
            probe.publish(Talk.doubtful(talk.intent(talk.prepared(unclear), Intent.GENERAL)));
            assertThat(talk.reply(unclear).rung()).isEqualTo(Rung.COMPOSED);
        }
        var unclear = talk.say("blarg!!");
        probe.publish(Talk.doubtful(talk.intent(talk.prepared(unclear), Intent.GENERAL)));

        assertThat(talk.reply(unclear).rung()).isEqualTo(Rung.HANDOFF);
        var handoff = probe.await(
                HandoffRequested.class, event -> event.meta().subject().equals(talk.id));
        assertThat(handoff.reason()).isEqualTo("not-understood");
    }

    @Test
    void conversationsThatNobodyWroteInForLongAreForgotten() {
        var old = new Talk(probe, ALICE);
        old.exchange("Hello", Intent.GREETING);
        var recent = new Talk(probe, ALICE);
        recent.exchange("Hello", Intent.GREETING);
        jdbc.sql("update conversation set last_message_at = now() - interval '91 days' where id = ?")
                .param(old.id)
                .update();
        jdbc.sql("update conversation set last_message_at = now() - interval '89 days' where id = ?")
                .param(recent.id)
                .update();

        assertThat(retention.sweep()).isPositive();

        assertThat(status(old.id + "/messages", ALICE)).isEqualTo(404);
        assertThat(messages(recent.id, ALICE)).contains("Hello");
        assertThat(jdbc.sql("select count(*) from journal where conversation_id = ?")
                        .param(old.id)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void waitsForTheEvidenceOfEveryWishAndAnswersThemInOrder() {
        var talk = new Talk(probe, ALICE);
        var message = talk.say("Track ORD-1001 and is ORD-1002 on its way?");
        var first = talk.intent(talk.prepared(message), Intent.ORDER_STATUS, Route.TOOLS);
        var intent = Talk.with(first, "is ORD-1002 on its way?", Intent.ORDER_STATUS, Route.TOOLS);
        probe.publish(intent);

        probe.publish(talk.evidence(intent.meta(), Route.TOOLS, Outcome.FOUND, Talk.order("ORD-1002"))
                .forWish(intent, 1));
        probe.await(EvidenceAnnounced.class, seen -> seen.turnId().equals(message.turnId()));
        probe.publish(talk.evidence(intent.meta(), Route.TOOLS, Outcome.FOUND, Talk.order("ORD-1001")));
        var reply = talk.reply(message);

        assertThat(reply.text()).containsSubsequence("ORD-1001", "ORD-1002");
        assertThat(reply.rung()).isEqualTo(Rung.COMPOSED);
        assertThat(talk.prepared(talk.say("and that one?")).focus().orderIds()).containsExactly("ORD-1002", "ORD-1001");
        talk.hasNoGaps();
    }

    @Test
    void answersEveryMessageOfManyConversationsExactlyOnce() {
        var talks = new ArrayList<Talk>();
        var messages = new ArrayList<MessageReceived>();
        for (var i = 0; i < 15; i++) {
            var talk = new Talk(probe, null);
            talks.add(talk);
            messages.add(talk.say("first"));
            messages.add(talk.say("second"));
        }

        for (var i = 0; i < messages.size(); i++) {
            talks.get(i / 2).understand(messages.get(i), Intent.GREETING);
        }

        messages.forEach(message -> talks.getFirst().reply(message));
        for (var talk : talks) {
            assertThat(talk.replies().stream().filter(ReplyCompleted.class::isInstance))
                    .hasSize(2);
            talk.hasNoGaps();
        }
    }

    @Test
    void answersTwoQuickMessagesOneAfterTheOther() {
        var talk = new Talk(probe, ALICE);
        var first = talk.say("What laptops do you have?");
        var second = talk.say("Thanks");
        probe.await(TurnAcknowledged.class, ack -> ack.turnId().equals(second.turnId()));

        var intent = talk.understand(first, Intent.PRODUCT_INFO, Route.GRAPH);
        assertThat(probe.seen(TurnPrepared.class).map(TurnPrepared::turnId)).doesNotContain(second.turnId());
        probe.publish(talk.evidence(intent.meta(), Route.GRAPH, Outcome.NOTHING));
        var firstReply = talk.reply(first);
        var turn = talk.prepared(second);
        talk.understand(second, Intent.THANKS);
        var secondReply = talk.reply(second);

        assertThat(firstReply.seq()).isLessThan(secondReply.seq());
        assertThat(turn.history())
                .satisfiesExactly(
                        asked -> {
                            assertThat(asked.author()).isEqualTo(Author.CUSTOMER);
                            assertThat(asked.text()).isEqualTo("What laptops do you have?");
                        },
                        answered -> {
                            assertThat(answered.author()).isEqualTo(Author.ASSISTANT);
                            assertThat(answered.text()).isEqualTo(firstReply.text());
                        });
        talk.hasNoGaps();
    }

    @Test
    void sendsTheLastTenMessagesAlong() {
        var talk = new Talk(probe, ALICE);
        talk.exchange("hello 1", Intent.ORDER_CHANGE);
        for (var i = 2; i <= 5; i++) {
            talk.exchange("hello " + i, Intent.GREETING);
        }
        var last = talk.say("hello 6");
        var before = talk.prepared(last).summary();
        talk.understand(last, Intent.GREETING);

        var turn = talk.prepared(talk.say("and now?"));

        assertThat(before).isNull();
        assertThat(turn.summary()).isEqualTo("So far the customer: wanted an order changed or cancelled.");

        assertThat(turn.history()).hasSize(10);
        assertThat(turn.history().getFirst().text()).isEqualTo("hello 2");
        assertThat(turn.history().get(8).text()).isEqualTo("hello 6");
    }

    @Test
    void changesNothingWhenEventsComeTwice() {
        var talk = new Talk(probe, ALICE);
        var message = talk.say("Track ORD-1001");
        probe.publish(message);
        var intent = talk.understand(message, Intent.ORDER_STATUS, Route.TOOLS);
        probe.publish(intent);
        // Evidence may overtake its intent; here the order of what is seen is looked at.
        probe.await(IntentAnnounced.class, seen -> seen.turnId().equals(message.turnId()));
        var evidence = talk.evidence(intent.meta(), Route.TOOLS, Outcome.FOUND, Talk.order("ORD-1001"));
        probe.publish(evidence);
        probe.publish(evidence);
        talk.reply(message);
        probe.publish(message);
        probe.publish(intent);
        probe.publish(evidence);
        // The same turn from another event, as a careless publisher would repeat it.
        probe.publish(new MessageReceived(
                Meta.first(UUID.randomUUID().toString(), talk.id, message.turnId()), "again", ALICE, null, null));

        // Behind the repetitions on the same partitions: when this is answered, they have been handled.
        var sentinel = talk.say("Track it again");
        var again = talk.understand(sentinel, Intent.ORDER_STATUS, Route.TOOLS);
        probe.publish(talk.evidence(again.meta(), Route.TOOLS, Outcome.NOTHING));
        talk.reply(sentinel);

        assertThat(talk.replies().stream().filter(event -> event.turnId().equals(message.turnId())))
                .filteredOn(event -> !(event instanceof ReplyDelta))
                .hasExactlyElementsOfTypes(
                        TurnAcknowledged.class, IntentAnnounced.class, EvidenceAnnounced.class, ReplyCompleted.class);
        assertThat(probe.seen(TurnPrepared.class).filter(turn -> turn.turnId().equals(message.turnId())))
                .hasSize(1);
        talk.hasNoGaps();
    }

    @Test
    void usesEvidenceThatOvertookItsIntent() {
        var talk = new Talk(probe, ALICE);
        var message = talk.say("Track ORD-1001");
        var intent = talk.intent(talk.prepared(message), Intent.ORDER_STATUS, Route.TOOLS);

        probe.publish(talk.evidence(intent.meta(), Route.TOOLS, Outcome.FOUND, Talk.order("ORD-1001")));
        probe.await(EvidenceAnnounced.class, seen -> seen.turnId().equals(message.turnId()));
        probe.publish(intent);

        assertThat(talk.reply(message).text()).contains("ORD-1001");
    }

    @Test
    void answersWithinTheLimitWithoutEvidenceAndSaysWhatIsMissing() {
        var talk = new Talk(probe, ALICE);
        var message = talk.say("Track ORD-1001");
        var turn = talk.prepared(message);
        var asked = Instant.now();
        var intent = talk.intent(turn, Intent.ORDER_STATUS, Route.TOOLS);
        probe.publish(intent);

        var reply = talk.reply(message);

        assertThat(Duration.between(asked, Instant.now())).isBetween(Duration.ofMillis(1500), Duration.ofMillis(3500));
        assertThat(reply.rung()).isEqualTo(Rung.PARTIAL);
        assertThat(reply.text()).contains("can't reach the order system");

        assertThat(meters.counter("souk.turns", "rung", "partial", "intent", "order_status")
                        .count())
                .isPositive();
        assertThat(meters.counter("souk.evidence.missing", "from", "tools").count())
                .isPositive();
        assertThat(meters.get("souk.turn.duration")
                        .tag("rung", "partial")
                        .timer()
                        .max(TimeUnit.SECONDS))
                .isGreaterThan(1.5);
        assertThat(meters.get("souk.turn.stage").tag("stage", "gather").timer().max(TimeUnit.SECONDS))
                .isGreaterThan(1.5);

        probe.publish(talk.evidence(intent.meta(), Route.TOOLS, Outcome.FOUND, Talk.order("ORD-1001")));
        talk.exchange("Hi", Intent.GREETING);
        assertThat(probe.seen(EvidenceAnnounced.class))
                .noneMatch(seen -> seen.turnId().equals(message.turnId()));
        talk.hasNoGaps();
    }

    @Test
    void apologisesWhenNobodyUnderstandsInTime() {
        var talk = new Talk(probe, ALICE);
        var message = talk.say("Hello?");
        talk.prepared(message);
        var left = jdbc.sql("""
                        with before as (select deadline from turn where id = :turn)
                        update turn set deadline = now(), answer_by = now() where id = :turn
                        returning extract(epoch from (select deadline from before) - now())""")
                .param("turn", message.turnId())
                .query(Double.class)
                .single();

        var reply = talk.reply(message);

        assertThat(reply.rung()).isEqualTo(Rung.PARTIAL);
        assertThat(reply.text()).contains("try again");
        assertThat(left).isBetween(4.0, 8.0);
        assertThat(talk.exchange("Hello again", Intent.GREETING).rung()).isEqualTo(Rung.COMPOSED);
    }

    @Test
    void refusesAnEmptyMessageAndAnEndlessOne() {
        var talk = new Talk(probe, ALICE);
        var empty = talk.say("  \n ");
        var endless = talk.say("x".repeat(4_001));
        var longest = talk.say("x".repeat(4_000));

        var emptyRefusal =
                probe.await(MessageRefused.class, refused -> refused.turnId().equals(empty.turnId()));
        var endlessRefusal =
                probe.await(MessageRefused.class, refused -> refused.turnId().equals(endless.turnId()));
        talk.understand(longest, Intent.GREETING);
        talk.reply(longest);

        assertThat(emptyRefusal.code()).isEqualTo("message-empty");
        assertThat(endlessRefusal.code()).isEqualTo("message-too-long");
        assertThat(endlessRefusal.messageId()).isEqualTo(endless.messageId());
        assertThat(probe.seen(TurnPrepared.class).map(TurnPrepared::turnId))
                .doesNotContain(empty.turnId(), endless.turnId());
        talk.hasNoGaps();
    }

    @Test
    void refusesAnotherCustomerWithoutTheOwnerSeeingIt() {
        var talk = new Talk(probe, ALICE);
        talk.exchange("Hi", Intent.GREETING);
        var intruder = talk.message("u-bob", "What did she say?");
        var guest = talk.message(null, "And I?");

        probe.publish(intruder);
        probe.publish(guest);

        for (var message : List.of(intruder, guest)) {
            var refused =
                    probe.await(MessageRefused.class, event -> event.turnId().equals(message.turnId()));
            assertThat(refused.code()).isEqualTo("not-your-conversation");
            assertThat(refused.seq()).isZero();
        }
        assertThat(events(talk.id, 0, ALICE)).noneMatch(event -> event instanceof MessageRefused);
    }

    @Test
    void letsAGuestSignInAndThenKeepsOthersOut() {
        var talk = new Talk(probe, null);
        talk.exchange("Hi", Intent.GREETING);
        assertThat(status(talk.id + "/state", null)).isEqualTo(200);

        probe.publish(talk.message(ALICE, "It is me"));
        probe.await(
                TurnPrepared.class,
                turn -> turn.text().equals("It is me") && turn.conversationId().equals(talk.id));

        assertThat(status(talk.id + "/state", null)).isEqualTo(404);
        assertThat(status(talk.id + "/state", ALICE)).isEqualTo(200);
    }

    @Test
    void carriesTheCustomerWhoWasIdentifiedThroughTheConversation() {
        var talk = new Talk(probe, null);
        var first = talk.sayUnsigned("email", null, "I am alice@example.com");
        assertThat(talk.prepared(first).customerId()).isNull();
        assertThat(talk.prepared(first).mayIdentify()).isTrue();

        talk.identify(first, Route.TOOLS, ALICE);

        var second = talk.sayUnsigned("email", null, "Where is my order?");
        assertThat(talk.prepared(second).customerId()).isEqualTo(ALICE);
        assertThat(status(talk.id + "/state", ALICE)).isEqualTo(200);
        assertThat(status(talk.id + "/state", null)).isEqualTo(404);
    }

    @Test
    void keepsAnIdentifiedConversationFromGuestsAndOthers() {
        var talk = new Talk(probe, null);
        talk.identify(talk.sayUnsigned("voice", null, "I am Alice"), Route.TOOLS, ALICE);
        var again = talk.sayUnsigned("voice", null, "And now I am Bob");
        talk.identify(again, Route.TOOLS, "u-bob");

        var guest = talk.message(null, "Where is my order?");
        var bob = talk.message("u-bob", "Where is my order?");
        probe.publish(guest);
        probe.publish(bob);

        for (var message : List.of(guest, bob)) {
            assertThat(probe.await(MessageRefused.class, event -> event.turnId().equals(message.turnId()))
                            .code())
                    .isEqualTo("not-your-conversation");
        }
        var next = talk.sayUnsigned("voice", null, "Hello");
        assertThat(talk.prepared(next).customerId()).isEqualTo(ALICE);
    }

    @Test
    void believesNoCustomerWhoIsNamedBesideWordsThatAreToIdentify() {
        var talk = new Talk(probe, null);

        var message = talk.sayUnsigned("email", ALICE, "Where is my order?");

        assertThat(talk.prepared(message).customerId()).isNull();
    }

    @Test
    void letsNobodyBeIdentifiedByWordsWhereOneCanSignIn() {
        var talk = new Talk(probe, null);
        var message = talk.sayUnsigned("web", null, "I am alice@example.com");
        assertThat(talk.prepared(message).mayIdentify()).isNull();

        talk.identify(message, Route.TOOLS, ALICE);

        var next = talk.say("Where is my order?");
        assertThat(talk.prepared(next).customerId()).isNull();
    }

    @Test
    void believesToolsServiceOnly() {
        var talk = new Talk(probe, null);

        talk.identify(talk.sayUnsigned("email", null, "I am Alice"), Route.RAG, ALICE);

        assertThat(talk.prepared(talk.sayUnsigned("email", null, "Where is it?"))
                        .customerId())
                .isNull();
    }

    @Test
    void tellsTheNextMessageWhatWasAskedAndWhatAYesWouldAskFor() {
        var talk = new Talk(probe, ALICE);
        var wish = talk.say("I want to return my headphones");
        var intent = talk.understand(wish, Intent.REFUND, Route.TOOLS);
        var over = new Finding.Refusal("return-window-over", "The time to return this item is over.");
        probe.publish(talk.evidence(intent.meta(), Route.TOOLS, Outcome.FOUND, over));
        talk.reply(wish);

        var answered = talk.prepared(talk.say("yes"));

        assertThat(answered.topic())
                .isEqualTo(new Topic(Intent.REFUND, null, "I want to return my headphones", Source.ORDERS));
        assertThat(answered.offer()).satisfies(offer -> {
            assertThat(offer).isNotNull();
            assertThat(offer.intent()).isEqualTo(Intent.COMPLAINT);
            assertThat(offer.expiresAt())
                    .isBetween(Instant.now().plusSeconds(500), Instant.now().plusSeconds(600));
        });
        probe.publish(talk.intent(answered, Intent.GREETING));
        assertThat(talk.prepared(talk.say("yes")).offer()).isNull();
    }

    @Test
    void theNextMessageIsToldWhichDocumentsAnsweredUntilSomethingElseDoes() {
        var talk = new Talk(probe, ALICE);
        var asked = talk.say("How long is a gift card valid?");
        var classified = talk.understand(asked, Intent.GENERAL, Route.RAG);
        probe.publish(talk.evidence(
                classified.meta(),
                Route.RAG,
                Outcome.FOUND,
                new Finding.Passage(
                        "policy-gift-cards",
                        "1",
                        "policy-gift-cards#1",
                        "Gift cards",
                        "Validity",
                        "A gift card is valid for 3 years.",
                        "policy",
                        null,
                        0.9)));
        assertThat(talk.reply(asked).citations()).isNotEmpty();

        var next = talk.say("thanks. and what did I order?");
        var afterAnswer = talk.prepared(next);
        assertThat(afterAnswer.focus().documents()).containsExactly("policy-gift-cards");
        var order = talk.intent(afterAnswer, Intent.ORDER_STATUS, Route.TOOLS);
        probe.publish(order);
        probe.publish(talk.evidence(order.meta(), Route.TOOLS, Outcome.FOUND, Talk.order("ORD-1001")));
        talk.reply(next);

        assertThat(talk.prepared(talk.say("how long does it take?")).focus().documents())
                .isEmpty();
    }

    @Test
    void keepsThePendingActionThroughADigressionUntilItIsDone() {
        var talk = new Talk(probe, ALICE);
        var wish = talk.say("I want to return my headphones");
        var action = new PendingAction(
                "p-1",
                "refund",
                PendingAction.Awaiting.CONFIRMATION,
                "ORD-1002",
                Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.MICROS));
        var intent = talk.understand(wish, Intent.REFUND, Route.TOOLS);
        probe.publish(talk.evidence(
                intent.meta(),
                Route.TOOLS,
                action,
                new Finding.Proposal(
                        action, "ORD-1002", List.of(), new BigDecimal("329.00"), "EUR", "Visa ending 4242", null)));
        assertThat(talk.reply(wish).text()).contains("€329.00", "Visa ending 4242");

        var digression = talk.exchange("Hello", Intent.GREETING);
        assertThat(digression.text()).contains("ORD-1002");

        var yes = talk.say("yes");
        assertThat(talk.prepared(yes).pendingAction()).isEqualTo(action);
        assertThat(talk.prepared(yes).focus().orderIds()).containsExactly("ORD-1002");
        var affirm = talk.understand(yes, Intent.AFFIRM, Route.TOOLS);
        probe.publish(talk.evidence(
                affirm.meta(),
                Route.TOOLS,
                Outcome.FOUND,
                new Finding.Done("refund", "RF-1", "ORD-1002", "requested", null, null, null, false)));
        assertThat(talk.reply(yes).text()).contains("RF-1");

        assertThat(talk.prepared(talk.say("thanks")).pendingAction()).isNull();
    }

    @Test
    void handsOverToAPerson() {
        var talk = new Talk(probe, ALICE);

        var reply = talk.exchange("I want to talk to a person", Intent.HUMAN_AGENT);

        assertThat(reply.rung()).isEqualTo(Rung.HANDOFF);
        var handoff = probe.await(
                HandoffRequested.class, event -> event.meta().subject().equals(talk.id));
        assertThat(handoff.customerId()).isEqualTo(ALICE);
        assertThat(handoff.summary()).contains("Signed-in customer");
    }

    @Test
    void thePersonIsToldOfWhatIsTooLongAgoToTravelWithATurn() {
        var talk = new Talk(probe, ALICE);
        talk.exchange("How can I pay?", Intent.PAYMENT);
        for (var turn = 0; turn < 6; turn++) {
            talk.exchange("Hello " + turn, Intent.GREETING);
        }

        var last = talk.say("I want to talk to a person");
        assertThat(talk.prepared(last).history())
                .noneMatch(message -> message.text().contains("pay?"));
        talk.understand(last, Intent.HUMAN_AGENT);

        var handoff = probe.await(
                HandoffRequested.class, event -> event.meta().subject().equals(talk.id));
        assertThat(handoff.summary()).endsWith("So far the customer: asked about payment.");
    }

    @Test
    void tellsOfADeliveryOnceInEachOpenConversation() {
        var customer = "u-" + UUID.randomUUID();
        var older = new Talk(probe, customer);
        older.exchange("Hi", Intent.GREETING);
        var newer = new Talk(probe, customer);
        newer.exchange("Hi", Intent.GREETING);
        var update = new DeliveryUpdated(
                Meta.first(UUID.randomUUID().toString(), "ORD-1001", null),
                "ORD-1001",
                customer,
                "out_for_delivery",
                "Loaded into the delivery van",
                LocalDate.of(2031, 11, 25));

        probe.publish(update);
        probe.publish(update);
        for (var status : List.of("in_transit", "out_for_delivery")) { // no news: a mile on the way, and a second scan
            probe.publish(new DeliveryUpdated(
                    Meta.first(UUID.randomUUID().toString(), "ORD-1001", null),
                    "ORD-1001",
                    customer,
                    status,
                    "Seen again",
                    null,
                    true));
        }
        var second = new DeliveryUpdated(
                Meta.first(UUID.randomUUID().toString(), "ORD-1001", null),
                "ORD-1001",
                customer,
                "delivered",
                "Handed to the recipient",
                null);
        probe.publish(second);
        var late = new DeliveryUpdated(
                Meta.first(UUID.randomUUID().toString(), "ORD-1001", null),
                "ORD-1001",
                customer,
                "late",
                "",
                LocalDate.of(2031, 11, 24));
        probe.publish(late);
        var said = probe.await(
                NoticePosted.class,
                notice -> late.meta().id().equals(notice.meta().causeId()));
        assertThat(said.text()).contains("is late", "24 November");

        for (var open : List.of(older, newer)) {
            probe.await(
                    NoticePosted.class,
                    notice -> update.meta().id().equals(notice.meta().causeId())
                            && notice.conversationId().equals(open.id));
        }
        var notices = probe.seen(NoticePosted.class)
                .filter(notice -> update.meta().id().equals(notice.meta().causeId()))
                .toList();
        assertThat(notices)
                .extracting(NoticePosted::conversationId)
                .as("once in each open conversation")
                .containsExactlyInAnyOrder(older.id, newer.id);
        assertThat(notices)
                .extracting(NoticePosted::text)
                .allSatisfy(text -> assertThat(text).contains("ORD-1001", "is out for delivery", "25 November"));
        newer.hasNoGaps();
        older.hasNoGaps();
        assertThat(messages(newer.id, customer)).contains("\"role\":\"notice\"").doesNotContain("Seen again");
    }

    @Test
    void saysHowFarARefundIs() {
        var customer = "u-" + UUID.randomUUID();
        var talk = new Talk(probe, customer);
        talk.exchange("Hi", Intent.GREETING);
        var paid = new RefundUpdated(
                Meta.first(UUID.randomUUID().toString(), "ORD-1002", null),
                "ORD-1002",
                customer,
                "RF-100001",
                "paid",
                new BigDecimal("249.00"),
                "EUR");

        probe.publish(paid);
        probe.publish(paid);
        talk.exchange("Hi", Intent.GREETING);

        var said = probe.await(
                NoticePosted.class,
                notice -> paid.meta().id().equals(notice.meta().causeId()));
        assertThat(said.conversationId()).isEqualTo(talk.id);
        assertThat(said.text()).contains("RF-100001", "ORD-1002", "has been paid", "€249.00");
        talk.hasNoGaps();
    }

    @Test
    void keepsWhatTheOwnerThoughtOfAReplyAndNobodyElses() {
        var talk = new Talk(probe, ALICE);
        var reply = talk.exchange("Hi", Intent.GREETING);
        probe.publish(feedback(talk, reply, false, "u-bob"));
        var given = feedback(talk, reply, true, ALICE);
        probe.publish(given);
        probe.publish(given);
        talk.exchange("Thanks", Intent.THANKS);

        var helpful = jdbc.sql("select helpful from turn where conversation_id = ? and id = ?")
                .params(talk.id, reply.turnId())
                .query(Boolean.class)
                .single();

        assertThat(helpful).isTrue();
    }

    @Test
    void givesBackWhatAClientMissedToItsOwnerOnly() {
        var talk = new Talk(probe, ALICE);
        talk.exchange("Hello\nthere", Intent.GREETING);
        talk.exchange("Thanks", Intent.THANKS);

        var all = events(talk.id, 0, ALICE);
        assertThat(all).isEqualTo(talk.replies());
        assertThat(events(talk.id, 4, ALICE)).isEqualTo(all.subList(4, all.size()));
        assertThat(status(talk.id + "/events?after=0", "u-bob")).isEqualTo(404);
        assertThat(status(talk.id + "/events?after=0", null)).isEqualTo(404);
        assertThat(status(talk.id + "/messages", "u-bob")).isEqualTo(404);
        assertThat(status("unknown/events", ALICE)).isEqualTo(404);
        assertThat(messages(talk.id, ALICE)).contains("\"role\":\"customer\"", "\"role\":\"assistant\"");
        assertThat(get("", ALICE)).contains(talk.id, "\"title\":\"Hello there\"");
        assertThat(get("/" + talk.id + "/state", ALICE)).contains("\"lastSeq\":" + all.size());
    }

    @Test
    void forgetsAConversationThatItsOwnerDeletes() {
        var talk = new Talk(probe, ALICE);
        talk.exchange("Hi", Intent.GREETING);

        assertThat(delete(talk.id, "u-bob")).isEqualTo(404);
        assertThat(delete(talk.id, ALICE)).isEqualTo(204);

        assertThat(status(talk.id + "/messages", ALICE)).isEqualTo(404);
        assertThat(jdbc.sql("select count(*) from journal where conversation_id = ?")
                        .param(talk.id)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {Topics.MESSAGES, Topics.INTENTS, Topics.EVIDENCE, Topics.ORDERS})
    void setsPoisonAsideAndGoesOn(String topic) {
        var customer = "u-" + UUID.randomUUID();
        var talk = new Talk(probe, customer);
        var poison = ("not an event " + talk.id).getBytes(UTF_8);

        probe.publishRaw(topic, talk.id, poison, Map.of());
        probe.awaitDeadLetter(topic, poison);

        var message = talk.say("Track ORD-1001");
        var intent = talk.understand(message, Intent.ORDER_STATUS, Route.TOOLS);
        probe.publish(talk.evidence(intent.meta(), Route.TOOLS, Outcome.FOUND, Talk.order("ORD-1001")));
        assertThat(talk.reply(message).text()).contains("ORD-1001");
        // On the partition that the poison was on.
        var update = new DeliveryUpdated(
                Meta.first(UUID.randomUUID().toString(), talk.id, null), "ORD-1001", customer, "delivered", "", null);
        probe.publish(update);
        probe.await(NoticePosted.class, notice -> notice.conversationId().equals(talk.id));
    }

    private static FeedbackGiven feedback(Talk talk, ReplyCompleted reply, boolean helpful, String customer) {
        return new FeedbackGiven(Meta.first(UUID.randomUUID().toString(), talk.id, reply.turnId()), helpful, customer);
    }

    private List<ReplyEvent> events(String id, long after, @Nullable String customer) {
        var codec = new EventCodec("/souk/test");
        return JSON.readTree(get("/" + id + "/events?after=" + after, customer))
                .valueStream()
                .map(node -> (ReplyEvent)
                        codec.decodeStructured(Topics.REPLIES, node.toString().getBytes(UTF_8)))
                .toList();
    }

    private String messages(String id, @Nullable String customer) {
        return get("/" + id + "/messages", customer);
    }

    private String get(String path, @Nullable String customer) {
        return client(customer).get().uri("/v1/conversations" + path).retrieve().body(String.class);
    }

    private String handoffs(String path) {
        return client(null).get().uri("/v1/handoffs" + path).retrieve().body(String.class);
    }

    private int status(String path, @Nullable String customer) {
        return client(customer)
                .get()
                .uri("/v1/conversations/" + path)
                .exchange((_, response) -> response.getStatusCode().value());
    }

    private int delete(String id, String customer) {
        return client(customer)
                .delete()
                .uri("/v1/conversations/" + id)
                .exchange((_, response) -> response.getStatusCode().value());
    }

    private RestClient client(@Nullable String customer) {
        var client = RestClient.builder()
                .baseUrl("http://localhost:" + port)
                .defaultStatusHandler(HttpStatusCode::isError, (_, response) -> {
                    throw new AssertionError(response.getStatusCode());
                });
        return customer == null
                ? client.build()
                : client.defaultHeader(SoukHeaders.CUSTOMER, customer).build();
    }
}
