package io.souk.rag;

import io.souk.events.ProductEvent;
import io.souk.events.ProductEvent.ProductUpserted;
import io.souk.events.Topics;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.stereotype.Component;

/** A product that leaves the catalogue takes its documents out of every search, and brings them back when it returns. */
@Component
class ProductListener {
    private final JdbcClient jdbc;

    ProductListener(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @KafkaListener(topics = Topics.PRODUCTS)
    void on(@Payload(required = false) @Nullable ProductEvent event, @Header(KafkaHeaders.RECEIVED_KEY) String id) {
        switch (event) {
            case null ->
                jdbc.sql("insert into removed_product (id) values (?) on conflict do nothing")
                        .param(id)
                        .update();
            case ProductUpserted product ->
                jdbc.sql("delete from removed_product where id = ?")
                        .param(product.id())
                        .update();
            case ProductEvent.Unknown _ -> {} // a newer catalogue's type: not ours
        }
    }
}
