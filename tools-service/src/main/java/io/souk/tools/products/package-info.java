/** What can be bought: products and their variants, as sellers describe them. */
@NullMarked
package io.souk.tools.products;

import org.jspecify.annotations.NullMarked;
