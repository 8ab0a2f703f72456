package io.souk.graph.neo4j;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.springframework.core.io.ClassPathResource;

/** Every statement this service knows, each a file in {@code cypher/queries}. Nothing is ever put together from text. */
public enum Cypher {
    APPLIED_MIGRATIONS,
    AWAIT_INDEXES,
    BEGIN_GENERATION,
    CANDIDATES,
    CATEGORY_PARENTS,
    CLEAR_PRODUCTS,
    CLEAR_REST,
    CLEAR_SPECS,
    DROP_INCLUSIONS,
    DROP_RELATIONS,
    FACTS,
    FORGET_CUSTOMER,
    GENERATION,
    GIVE_UP_GENERATION,
    IN_CATEGORY,
    IS_CLOSED,
    KEEP_BUILDING,
    KNOWLEDGE_DIGEST,
    LOCK,
    MARK_NEEDS,
    MARK_PROVISIONS,
    MIGRATION_CONSTRAINT,
    NEW_ORDER,
    OWNED,
    PAGE,
    PAGE_ALL,
    PAIR,
    POSITIONS,
    PRODUCTS_BY_ID,
    PURCHASES,
    RECOMMEND,
    REMOVE_PRODUCTS,
    SAVE_BELONGING,
    SAVE_BOUGHT_TOGETHER,
    SAVE_CATEGORY_PARENTS,
    SAVE_INCLUSIONS,
    SAVE_KNOWLEDGE_DIGEST,
    SAVE_MIGRATION,
    SAVE_NEEDS,
    SAVE_POSITIONS,
    SAVE_PRODUCTS,
    SAVE_PROVISIONS,
    SAVE_PURCHASE,
    SAVE_SELLERS,
    SAVE_SPECS,
    SAVE_STANDARDS,
    SAVE_STATEMENTS,
    SAVE_SUCCESSORS,
    SCOPE,
    SEARCH,
    SELLERS,
    SHEETS,
    SIMILAR,
    SPREADS,
    STALE_GENERATIONS,
    STANDARDS,
    SUBCATEGORIES,
    SUGGEST,
    SWITCH_GENERATION,
    TELLING_WORDS;

    private final String text;

    Cypher() {
        var file = new ClassPathResource("cypher/queries/" + name().toLowerCase(Locale.ROOT) + ".cypher");
        try {
            text = file.getContentAsString(UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String text() {
        return text;
    }
}
