/** The products of the shop as customers speak of them. */
@NullMarked
package io.souk.intent.catalogue;

import org.jspecify.annotations.NullMarked;
