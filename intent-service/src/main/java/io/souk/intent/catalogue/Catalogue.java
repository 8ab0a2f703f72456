package io.souk.intent.catalogue;

import io.souk.events.ProductEvent.ProductUpserted;
import io.souk.intent.catalogue.CatalogueIndex.Product;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The products of the catalogue at this moment. Whoever changes it makes the index anew; readers use the one there is and never wait.
 */
@Component
public class Catalogue {
    /** A large catalogue under steady change shall not keep a core busy with indexing. */
    private static final int REST_PER_WORK = 5;

    private final Map<String, Product> products = new HashMap<>();
    private volatile CatalogueIndex index = CatalogueIndex.EMPTY;
    private boolean changed;
    private long notBefore = System.nanoTime();

    public synchronized void put(ProductUpserted event) {
        var product = new Product(
                event.id(),
                event.name(),
                event.brand(),
                event.category(),
                event.price(),
                event.aliases(),
                DataSheet.words(event),
                DataSheet.options(event));
        changed |= !product.equals(products.put(product.id(), product));
    }

    public synchronized void remove(String productId) {
        changed |= products.remove(productId) != null;
    }

    public CatalogueIndex index() {
        return index;
    }

    /** Takes in the changes so far. */
    public synchronized void refresh() {
        if (changed) {
            var started = System.nanoTime();
            index = new CatalogueIndex(products.values());
            changed = false;
            notBefore = System.nanoTime() + REST_PER_WORK * (System.nanoTime() - started);
        }
    }

    /** As {@link #refresh}, unless the last time is too near for what it cost: then a later call does it. */
    public synchronized void refreshInTime() {
        if (System.nanoTime() - notBefore >= 0) {
            refresh();
        }
    }
}
