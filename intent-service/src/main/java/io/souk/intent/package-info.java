/** What the customer wants, about which things, and who must bring evidence for the answer. */
@NullMarked
package io.souk.intent;

import org.jspecify.annotations.NullMarked;
