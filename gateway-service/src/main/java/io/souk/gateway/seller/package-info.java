/** The sellers' way in: their products, one at a time or many, onto the topic that is the catalogue. */
@NullMarked
package io.souk.gateway.seller;

import org.jspecify.annotations.NullMarked;
