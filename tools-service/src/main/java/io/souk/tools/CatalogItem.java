package io.souk.tools;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The little that is known here of a product: enough to tell which item "my headphones" are. */
@Entity
@Table(name = "catalog_item")
@SuppressWarnings("UnusedVariable") // read by queries only
class CatalogItem {
    @Id
    private String id;

    private String name;
    private String category;

    @SuppressWarnings("NullAway.Init")
    protected CatalogItem() {}

    CatalogItem(String id, String name, String category) {
        this.id = id;
        this.name = name;
        this.category = category;
    }

    String id() {
        return id;
    }

    String category() {
        return category;
    }
}
