/** A message as it was meant: typing errors are mended once, before anything reads it. */
@NullMarked
package io.souk.intent.spelling;

import org.jspecify.annotations.NullMarked;
