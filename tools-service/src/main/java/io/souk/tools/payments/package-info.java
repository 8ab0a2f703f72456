/** What payment providers report of refunds: beside the order, which it never changes. */
@NullMarked
package io.souk.tools.payments;

import org.jspecify.annotations.NullMarked;
