package io.souk.conversation;

import io.souk.events.Focus;
import io.souk.events.Offer;
import io.souk.events.PendingAction;
import io.souk.events.ReplyEvent;
import io.souk.events.TurnEvent.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** One conversation while its row is locked: what it remembers, and what is said in it now. Not shared between threads. */
final class Conversation {
    private final String id;
    private @Nullable String owner;
    private boolean identified;
    private final List<ReplyEvent> said = new ArrayList<>();
    private long nextSeq;
    private @Nullable String currentTurn;
    private Focus focus;
    private @Nullable PendingAction pending;
    private @Nullable Topic topic;
    private @Nullable Offer offer;
    private int misunderstood;
    private @Nullable String title;
    private boolean withPerson;

    Conversation(
            String id,
            @Nullable String owner,
            boolean identified,
            long nextSeq,
            @Nullable String currentTurn,
            Focus focus,
            @Nullable PendingAction pending,
            @Nullable Topic topic,
            @Nullable Offer offer,
            int misunderstood,
            @Nullable String title,
            boolean withPerson) {
        this.id = id;
        this.owner = owner;
        this.identified = identified;
        this.nextSeq = nextSeq;
        this.currentTurn = currentTurn;
        this.focus = focus;
        this.pending = pending;
        this.topic = topic;
        this.offer = offer;
        this.misunderstood = misunderstood;
        this.title = title;
        this.withPerson = withPerson;
    }

    /** Adds what the customer sees next, at the next place. */
    void say(LongFunction<ReplyEvent> event) {
        said.add(event.apply(nextSeq));
        nextSeq++;
    }

    /**
     * Whether this customer (null: a guest) may write here.
     *
     * @param mayIdentify whether the channel leaves it to us to know who it is
     */
    boolean isOpenTo(@Nullable String customerId, boolean mayIdentify) {
        return owner == null || owner.equals(customerId) || (identified && mayIdentify);
    }

    /** The customer who was identified here, for whom the channel cannot name one. */
    @Nullable
    String identifiedCustomer() {
        return identified ? owner : null;
    }

    /** Its customer is known from now on; one who was known stays. */
    boolean identify(String customerId) {
        if (owner != null) {
            return false;
        }
        owner = customerId;
        identified = true;
        return true;
    }

    /** What waits for the customer's answer, unless it has expired. */
    @Nullable
    PendingAction pendingAt(Instant now) {
        return pending != null && pending.expiresAt().isAfter(now) ? pending : null;
    }

    /** What a plain yes would ask for, unless that has expired. */
    @Nullable
    Offer offerAt(Instant now) {
        return offer != null && offer.expiresAt().isAfter(now) ? offer : null;
    }

    /** Whether a person has taken it over, and the assistant is to be quiet. */
    boolean isWithPerson() {
        return withPerson;
    }

    void handOff() {
        withPerson = true;
    }

    void handBack() {
        withPerson = false;
    }

    void begin(String turnId) {
        currentTurn = turnId;
    }

    void end() {
        currentTurn = null;
    }

    /** What a turn leaves behind. */
    void remember(
            Focus newFocus,
            @Nullable PendingAction newPending,
            @Nullable Topic newTopic,
            @Nullable Offer newOffer,
            boolean understood) {
        focus = newFocus;
        pending = newPending;
        topic = newTopic;
        offer = newOffer;
        misunderstood = understood ? 0 : misunderstood + 1;
    }

    void entitle(String newTitle) {
        if (title == null) {
            title = newTitle;
        }
    }

    boolean isBusy() {
        return currentTurn != null;
    }

    String id() {
        return id;
    }

    @Nullable
    String owner() {
        return owner;
    }

    long nextSeq() {
        return nextSeq;
    }

    @Nullable
    String currentTurn() {
        return currentTurn;
    }

    Focus focus() {
        return focus;
    }

    @Nullable
    PendingAction pending() {
        return pending;
    }

    @Nullable
    Topic topic() {
        return topic;
    }

    @Nullable
    Offer offer() {
        return offer;
    }

    int misunderstood() {
        return misunderstood;
    }

    @Nullable
    String title() {
        return title;
    }

    List<ReplyEvent> said() {
        return said;
    }
}
