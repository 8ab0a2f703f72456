package io.souk.tools.products;

import io.souk.tools.Values;
import io.souk.tools.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/** All products. No operation ever changes them; only the catalogue does. */
@Repository
public class Products {
    private static final TypeReference<LinkedHashMap<String, String>> OPTIONS = new TypeReference<>() {};
    private static final String VARIANTS = "select item_id, product_id, options, available, price from variant";

    private final JdbcClient jdbc;

    Products(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A variant and the product it is one of. */
    public record Item(String productId, Variant variant) {}

    /**
     * What the catalogue says of a product beside its variants; null where it does not.
     */
    public record Offer(@Nullable String category, @Nullable String sellerId) {
        /** Of a product that the catalogue does not have. */
        public static final Offer UNKNOWN = new Offer(null, null);
    }

    /**
     * What people say for a product besides its name.
     *
     * @param category of the catalogue
     * @param called words for what it is, in which it differs from others of its category ("mouse"); may be empty
     */
    public record Kind(String category, String called) {}

    /** The product with all its variants. */
    public Optional<Product> find(String productId) {
        return findAll(List.of(productId)).stream().findFirst();
    }

    /** Those of these ids that exist. */
    public List<Product> findAll(Collection<String> productIds) {
        var ids = productIds.toArray(String[]::new);
        var variants = new LinkedHashMap<String, Map<String, Variant>>();
        jdbc.sql(VARIANTS + " where product_id = any (?) order by product_id, position")
                .param(ids)
                .query(row -> {
                    put(variants, row);
                });
        return jdbc.sql("select id, name from product where id = any (?) order by id")
                .param(ids)
                .query((row, _) -> product(row, variants))
                .list();
    }

    /** Everything, for an export. */
    public List<Product> all() {
        var variants = new LinkedHashMap<String, Map<String, Variant>>();
        jdbc.sql(VARIANTS + " order by product_id, position").query(row -> {
            put(variants, row);
        });
        return jdbc.sql("select id, name from product order by id")
                .query((row, _) -> product(row, variants))
                .list();
    }

    /** The variant of this item id. */
    public Optional<Item> item(String itemId) {
        return Optional.ofNullable(items(List.of(itemId)).get(itemId));
    }

    /** Those of these item ids that exist. */
    public Map<String, Item> items(Collection<String> itemIds) {
        var items = new LinkedHashMap<String, Item>();
        jdbc.sql(VARIANTS + " where item_id = any (?)")
                .param(itemIds.stream().distinct().toArray(String[]::new))
                .query(row -> {
                    items.put(row.getString("item_id"), new Item(row.getString("product_id"), variant(row)));
                });
        return items;
    }

    /** Product ids by name. */
    public Map<String, String> types() {
        var types = new LinkedHashMap<String, String>();
        jdbc.sql("select name, id from product order by name, id").query(row -> {
            types.put(row.getString("name"), row.getString("id"));
        });
        return types;
    }

    /** What kind of thing each is, by product id; of those that the catalogue has. */
    public Map<String, Kind> kinds(Collection<String> productIds) {
        var kinds = new LinkedHashMap<String, Kind>();
        jdbc.sql("select id, category, called from product where id = any (?) and category is not null")
                .param(productIds.toArray(String[]::new))
                .query(row -> {
                    kinds.put(
                            row.getString("id"),
                            new Kind(
                                    row.getString("category"),
                                    Objects.requireNonNullElse(row.getString("called"), "")));
                });
        return kinds;
    }

    /** What is known of these products, by id. */
    public Map<String, Offer> offers(Collection<String> productIds) {
        var offers = new LinkedHashMap<String, Offer>();
        jdbc.sql("select id, category, seller_id from product where id = any (?)")
                .param(productIds.stream().distinct().toArray(String[]::new))
                .query(row -> {
                    offers.put(row.getString("id"), new Offer(row.getString("category"), row.getString("seller_id")));
                });
        return offers;
    }

    /**
     * Writes a product as the catalogue has it now, with exactly these variants.
     *
     * @param called as in {@link Kind}
     */
    public void save(Product product, Offer offer, String called) {
        jdbc.sql("""
                        insert into product (id, name, category, seller_id, called) values (?, ?, ?, ?, ?)
                        on conflict (id) do update set name = excluded.name, category = excluded.category,
                            seller_id = excluded.seller_id, called = excluded.called""")
                .params(Values.of(product.productId(), product.name(), offer.category(), offer.sellerId(), called))
                .update();
        jdbc.sql("delete from variant where product_id = ? and not item_id = any (?)")
                .params(product.productId(), product.variants().keySet().toArray(String[]::new))
                .update();
        var position = 0;
        for (var variant : product.variants().values()) {
            jdbc.sql("""
                            insert into variant (item_id, product_id, position, options, available, price)
                            values (?, ?, ?, cast(? as json), ?, ?)
                            on conflict (item_id) do update set product_id = excluded.product_id,
                                position = excluded.position, options = excluded.options,
                                available = excluded.available, price = excluded.price""")
                    .params(
                            variant.itemId(),
                            product.productId(),
                            position++,
                            variant.optionsJson(),
                            variant.available(),
                            variant.price())
                    .update();
        }
    }

    /** Forgets a product; orders keep what they say of it. */
    public void delete(String productId) {
        jdbc.sql("delete from product where id = ?").param(productId).update();
    }

    private static void put(Map<String, Map<String, Variant>> variants, ResultSet row) throws SQLException {
        variants.computeIfAbsent(row.getString("product_id"), _ -> new LinkedHashMap<>())
                .put(row.getString("item_id"), variant(row));
    }

    private static Product product(ResultSet row, Map<String, Map<String, Variant>> variants) throws SQLException {
        var id = row.getString("id");
        return new Product(row.getString("name"), id, variants.getOrDefault(id, Map.of()));
    }

    private static Variant variant(ResultSet row) throws SQLException {
        return new Variant(
                row.getString("item_id"),
                Json.MAPPER.readValue(row.getString("options"), OPTIONS),
                row.getBoolean("available"),
                row.getBigDecimal("price"));
    }
}
