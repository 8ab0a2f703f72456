package io.souk.tools.customers;

import io.souk.tools.customers.Customer.Name;
import io.souk.tools.customers.Customer.Profile;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All customers. */
@Repository
public class Customers {
    private static final String SELECT = """
            select id, first_name, last_name, email, address1, address2, city, state, country, zip, order_ids
            from customer""";

    private static final String METHODS = """
            select customer_id, id, source, brand, last_four, balance
            from payment_method""";

    private final JdbcClient jdbc;

    Customers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The customer with this id. */
    public Optional<Customer> find(String id) {
        return complete(jdbc.sql(SELECT + " where id = ?").param(id), "").stream()
                .findFirst();
    }

    /** As {@link #find}; nobody else can use up or fill the gift cards before this transaction ends. */
    public Optional<Customer> findWithGiftCardsLocked(String id) {
        jdbc.sql("select id from payment_method where customer_id = ? and source = 'gift_card' order by id for update")
                .param(id)
                .query(String.class)
                .list();
        return find(id);
    }

    /** All with these ids. */
    public List<Customer> findAll(Collection<String> ids) {
        return complete(jdbc.sql(SELECT + " where id = any (?)").param(ids.toArray(String[]::new)), "");
    }

    /** Everybody, for an export. */
    public List<Customer> all() {
        return complete(jdbc.sql(SELECT + " order by id"), "all");
    }

    /** Whose e-mail address this is, in capitals or not. */
    public Optional<String> idByEmail(String email) {
        return jdbc.sql("select id from customer where email_folded = ? order by id limit 1")
                .param(folded(email))
                .query(String.class)
                .optional();
    }

    /** Who is called this, in capitals or not, and has this zip in the default address. */
    public Optional<String> idByNameAndZip(String firstName, String lastName, String zip) {
        return jdbc.sql("""
                        select id from customer where last_name_folded = ? and first_name_folded = ? and zip = ?
                        order by id limit 1""")
                .params(folded(lastName), folded(firstName), zip)
                .query(String.class)
                .optional();
    }

    /** As {@link #idByEmail}, unless several have it: who it is would be a guess. */
    public Optional<String> onlyOneByEmail(String email) {
        return onlyOne(jdbc.sql("select id from customer where email_folded = ? limit 2")
                .param(folded(email))
                .query(String.class)
                .list());
    }

    /**
     * Who is called this and has this zip; nobody if several are.
     *
     * @param name first name, then last name; either may be of several words
     */
    public Optional<String> onlyOneByNameAndZip(String name, String zip) {
        var words = folded(name).strip().split("\\s+", -1);
        var first = new String[Math.max(0, words.length - 1)];
        var last = new String[first.length];
        for (var split = 1; split < words.length; split++) {
            first[split - 1] = String.join(" ", Arrays.copyOfRange(words, 0, split));
            last[split - 1] = String.join(" ", Arrays.copyOfRange(words, split, words.length));
        }
        return onlyOne(
                jdbc.sql("""
                        select c.id from unnest(cast(? as text[]), cast(? as text[])) as n (first, last)
                        join customer c on c.last_name_folded = n.last and c.first_name_folded = n.first and c.zip = ?
                        limit 2""").params(first, last, zip).query(String.class).list());
    }

    private static Optional<String> onlyOne(List<@Nullable String> ids) {
        return ids.size() == 1 ? Optional.ofNullable(ids.getFirst()) : Optional.empty();
    }

    /** Replaces the default address as a whole; false if there is no such customer. */
    public boolean changeAddress(String id, Address address) {
        return jdbc.sql("""
                        update customer set address1 = ?, address2 = ?, city = ?, state = ?, country = ?, zip = ?
                        where id = ?""")
                        .params(
                                address.address1(),
                                address.address2(),
                                address.city(),
                                address.state(),
                                address.country(),
                                address.zip(),
                                id)
                        .update()
                == 1;
    }

    /** Adds to a gift card's balance, or takes from it; a balance below zero fails in the database whatever the code does. */
    public void addToBalance(String customerId, String methodId, BigDecimal amount) {
        jdbc.sql("update payment_method set balance = balance + ? where customer_id = ? and id = ?")
                .params(amount, customerId, methodId)
                .update();
    }

    /** How names and addresses are compared. */
    public static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private List<Customer> complete(JdbcClient.StatementSpec customers, String scope) {
        var heads = customers.query((row, _) -> head(row)).list();
        if (heads.isEmpty()) {
            return List.of();
        }
        var methods = new LinkedHashMap<String, Map<String, PaymentMethod>>();
        var select = scope.isEmpty()
                ? jdbc.sql(METHODS + " where customer_id = any (?) order by customer_id, position")
                        .param(heads.stream().map(Customer::id).toArray(String[]::new))
                : jdbc.sql(METHODS + " order by customer_id, position");
        select.query(row -> {
            var method = method(row);
            methods.computeIfAbsent(row.getString("customer_id"), _ -> new LinkedHashMap<>())
                    .put(method.id(), method);
        });
        return heads.stream()
                .map(head -> new Customer(
                        head.id(),
                        new Profile(
                                head.profile().name(),
                                head.profile().address(),
                                head.profile().email(),
                                methods.getOrDefault(head.id(), Map.of()),
                                head.profile().orders())))
                .toList();
    }

    private static Customer head(ResultSet row) throws SQLException {
        return new Customer(
                row.getString("id"),
                new Profile(
                        new Name(row.getString("first_name"), row.getString("last_name")),
                        address(row),
                        row.getString("email"),
                        Map.of(),
                        strings(row.getArray("order_ids"))));
    }

    private static PaymentMethod method(ResultSet row) throws SQLException {
        return new PaymentMethod(
                row.getString("source"),
                row.getString("id"),
                row.getString("brand"),
                row.getString("last_four"),
                row.getBigDecimal("balance"));
    }

    /** The address columns of a row. */
    public static Address address(ResultSet row) throws SQLException {
        return new Address(
                row.getString("address1"),
                row.getString("address2"),
                row.getString("city"),
                row.getString("state"),
                row.getString("country"),
                row.getString("zip"));
    }

    private static List<String> strings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
