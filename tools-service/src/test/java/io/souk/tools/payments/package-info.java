@NullMarked
package io.souk.tools.payments;

import org.jspecify.annotations.NullMarked;
