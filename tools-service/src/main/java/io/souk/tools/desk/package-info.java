/**
 * The dialogue: what a message wants, which order it means, what still has to be asked, and the proposal that a yes runs. It is read
 * from {@code IntentListener} by way of {@code Reception} and {@code Desk} to the {@code Matter} that a wish is about.
 */
@NullMarked
package io.souk.tools.desk;

import org.jspecify.annotations.NullMarked;
