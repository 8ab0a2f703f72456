/** Products as they are: found, listed, put side by side, asked for one line of their data sheet. */
@NullMarked
package io.souk.graph.products;

import org.jspecify.annotations.NullMarked;
