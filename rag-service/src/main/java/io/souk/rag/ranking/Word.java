package io.souk.rag.ranking;

import org.jspecify.annotations.Nullable;

/**
 * A word of a question as the index knows words.
 *
 * @param lexeme its stem
 * @param meant the known stem that an unknown one is probably a misspelling of; else null
 * @param rarity how much it tells that a passage has it
 */
public record Word(String lexeme, @Nullable String meant, double rarity) {}
