/**
 * What services tell each other: topics, event records, CloudEvents headers and the JSON codec. No Spring.
 *
 * <p>Changes are additive within {@code v1}: new nullable fields or new records; anything else is a new {@code .v2} type.
 */
@NullMarked
package io.souk.events;

import org.jspecify.annotations.NullMarked;
