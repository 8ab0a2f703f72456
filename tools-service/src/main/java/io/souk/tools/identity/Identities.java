package io.souk.tools.identity;

import io.souk.events.Entities;
import io.souk.tools.ToolsProperties;
import io.souk.tools.Values;
import io.souk.tools.customers.Customers;
import io.souk.tools.json.Hashes;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Learns who writes in a conversation whose channel has no sign-in. Must run in a transaction: a try counts with what it led to, and
 * two tries in one conversation take turns. Whatever is wrong with a try, the answer is the same.
 */
@Component
public class Identities {
    private static final int FORGOTTEN_AT_ONCE = 100;

    private final Customers customers;
    private final JdbcClient jdbc;
    private final int triesPerConversation;
    private final int triesPerIdentity;
    private final long window;
    private final long retention;

    Identities(Customers customers, JdbcClient jdbc, ToolsProperties properties) {
        this.customers = customers;
        this.jdbc = jdbc;
        this.triesPerConversation = properties.identity().triesPerConversation();
        this.triesPerIdentity = properties.identity().triesPerIdentity();
        this.window = properties.identity().window().toSeconds();
        this.retention = properties.identity().retention().toSeconds();
    }

    /** What a message comes to. */
    public sealed interface Outcome {
        /**
         * It is this customer.
         *
         * @param wish what was wanted before that was known, as it was remembered; null if nothing waits
         */
        record Known(String customer, @Nullable String wish) implements Outcome {}

        /** It is this customer's conversation, and somebody else claims to be writing. */
        record Another() implements Outcome {}

        /** Not known, and nothing was said that could tell. */
        record Unsaid() implements Outcome {}

        /** Half of it was said. */
        record Incomplete() implements Outcome {}

        /** No customer is like this. */
        record Wrong() implements Outcome {}

        /** Too many tries: for a person. */
        record Locked() implements Outcome {}
    }

    private record Row(
            @Nullable String customer,
            int failed,
            @Nullable String name,
            @Nullable String postcode,
            @Nullable String wish) {}

    /**
     * Whether the message tells who writes.
     *
     * @param known whom the conversation belongs to, as far as its events say
     */
    public Outcome read(String conversation, @Nullable String known, Entities entities) {
        var row = lock(conversation);
        var customer = row.customer() == null ? known : row.customer();
        var said = Claim.of(entities);
        if (customer != null) {
            return said.isComplete() && !customer.equals(find(said).orElse(null))
                    ? new Outcome.Another()
                    : new Outcome.Known(customer, null);
        }
        if (row.failed() >= triesPerConversation) {
            return new Outcome.Locked();
        }
        var claim = said.after(row.name(), row.postcode());
        if (said.isEmpty()) {
            return new Outcome.Unsaid();
        }
        if (!claim.isComplete()) {
            update(conversation, new Row(null, row.failed(), claim.name(), claim.postcode(), row.wish()));
            return new Outcome.Incomplete();
        }
        return decide(conversation, row, claim);
    }

    /** Keeps what is wanted until it is known of whom. */
    public void remember(String conversation, String wish) {
        jdbc.sql("update identification set wish = ?, updated_at = now() where conversation_id = ?")
                .params(wish, conversation)
                .update();
    }

    /**
     * Who never said who they are is forgotten, with what they wanted. Who they are stays, so that a conversation never gets another
     * customer. In parts, so that nobody waits for it.
     */
    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
    public void forget() {
        int gone;
        do {
            gone = jdbc.sql("""
                            delete from identification where conversation_id in (
                                select conversation_id from identification
                                where customer_id is null and updated_at < now() - make_interval(secs => ?)
                                limit ? for update skip locked)""").params(retention, FORGOTTEN_AT_ONCE).update();
        } while (gone == FORGOTTEN_AT_ONCE);
    }

    private Outcome decide(String conversation, Row row, Claim claim) {
        var subject = subject(claim);
        var open = failures(subject) < triesPerIdentity;
        var found = find(claim); // looked up in any case: a locked identity takes as long as a wrong one
        if (open && found.isPresent()) {
            update(conversation, new Row(found.get(), row.failed(), null, null, null));
            return new Outcome.Known(found.get(), row.wish());
        }
        jdbc.sql("update identity_claim set failed = failed + 1 where subject = ?")
                .param(subject)
                .update();
        update(conversation, new Row(null, row.failed() + 1, null, null, row.wish()));
        return row.failed() + 1 >= triesPerConversation ? new Outcome.Locked() : new Outcome.Wrong();
    }

    private Optional<String> find(Claim claim) {
        return claim.email() != null
                ? customers.onlyOneByEmail(claim.email())
                : customers.onlyOneByNameAndZip(
                        Objects.requireNonNull(claim.name()), Objects.requireNonNull(claim.postcode()));
    }

    /** Postcodes are tried for a name, so a name is what tries are counted for. */
    private static String subject(Claim claim) {
        var email = claim.email();
        return Hashes.sha256(
                email != null
                        ? "email " + Customers.folded(email)
                        : "name " + Customers.folded(Objects.requireNonNull(claim.name())));
    }

    /** Wrong tries of late; others who claim to be the same wait until this transaction ends. */
    private int failures(String subject) {
        jdbc.sql("""
                        delete from identity_claim where subject in (
                            select subject from identity_claim where since < now() - make_interval(secs => ?) and subject <> ?
                            limit ? for update skip locked)""").params(window, subject, FORGOTTEN_AT_ONCE).update();
        return jdbc.sql("""
                        insert into identity_claim as c (subject, failed, since) values (?, 0, now())
                        on conflict (subject) do update set
                            failed = case when c.since < now() - make_interval(secs => ?) then 0 else c.failed end,
                            since = case when c.since < now() - make_interval(secs => ?) then now() else c.since end
                        returning failed""")
                .params(subject, window, window)
                .query(Integer.class)
                .single();
    }

    private Row lock(String conversation) {
        return jdbc.sql("""
                        insert into identification as i (conversation_id) values (?)
                        on conflict (conversation_id) do update set updated_at = now()
                        returning customer_id, failed, name, postcode, wish""")
                .param(conversation)
                .query((row, _) -> new Row(
                        row.getString("customer_id"),
                        row.getInt("failed"),
                        row.getString("name"),
                        row.getString("postcode"),
                        row.getString("wish")))
                .single();
    }

    private void update(String conversation, Row row) {
        jdbc.sql("""
                        update identification set customer_id = ?, failed = ?, name = ?, postcode = ?, wish = ?,
                            updated_at = now()
                        where conversation_id = ?""")
                .params(Values.of(row.customer(), row.failed(), row.name(), row.postcode(), row.wish(), conversation))
                .update();
    }
}
