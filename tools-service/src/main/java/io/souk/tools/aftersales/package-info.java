/** Refunds, complaints and hand-off tickets: ours beside the order, never part of it. */
@NullMarked
package io.souk.tools.aftersales;

import org.jspecify.annotations.NullMarked;
