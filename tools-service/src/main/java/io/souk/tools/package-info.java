/**
 * Orders, deliveries, refunds and complaints: the one place that may change them, after its own checks and with the customer's
 * own identity, whatever a message or a model says.
 */
@NullMarked
package io.souk.tools;

import org.jspecify.annotations.NullMarked;
