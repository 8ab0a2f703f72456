/** What a product's seller may say, and the measures in it as numbers that compare; the same at the gateway's door and in the graph. */
@NullMarked
package io.souk.kit.catalogue;

import org.jspecify.annotations.NullMarked;
