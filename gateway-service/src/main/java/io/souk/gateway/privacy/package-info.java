/** Customers ask for all that is kept of them, or that it goes; and an account that was erased stays closed. */
@NullMarked
package io.souk.gateway.privacy;

import org.jspecify.annotations.NullMarked;
