/** Who buys: name, default address, e-mail, and what they pay with. */
@NullMarked
package io.souk.tools.customers;

import org.jspecify.annotations.NullMarked;
