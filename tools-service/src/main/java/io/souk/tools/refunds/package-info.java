/** Money on its way back to customers: recorded where it arises, beside the order. */
@NullMarked
package io.souk.tools.refunds;

import org.jspecify.annotations.NullMarked;
