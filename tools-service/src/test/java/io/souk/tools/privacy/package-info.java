/** Data of customers: exported, erased, and not coming back. */
@NullMarked
package io.souk.tools.privacy;

import org.jspecify.annotations.NullMarked;
