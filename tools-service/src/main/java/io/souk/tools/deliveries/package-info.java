/** Parcels: where they are, and what carriers report. */
@NullMarked
package io.souk.tools.deliveries;

import org.jspecify.annotations.NullMarked;
