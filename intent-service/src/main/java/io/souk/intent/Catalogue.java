package io.souk.intent;

import io.souk.events.ProductEvent.ProductUpserted;
import io.souk.intent.CatalogueIndex.Product;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The products of the catalogue at this moment. Changes are cheap; the index is made anew when it is next asked for. */
@Component
class Catalogue {
    private final Map<String, Product> products = new HashMap<>();
    private volatile CatalogueIndex index = CatalogueIndex.EMPTY;
    private volatile boolean changed;

    synchronized void put(ProductUpserted event) {
        var product = new Product(event.id(), event.name(), event.brand(), event.category(), event.aliases());
        changed |= !product.equals(products.put(product.id(), product));
    }

    synchronized void remove(String productId) {
        changed |= products.remove(productId) != null;
    }

    CatalogueIndex index() {
        if (changed) {
            rebuild();
        }
        return index;
    }

    private synchronized void rebuild() {
        if (changed) {
            index = new CatalogueIndex(products.values());
            changed = false;
        }
    }
}
