/** Words, word lists and placeholders: what every reading of a text begins with. */
@NullMarked
package io.souk.intent.text;

import org.jspecify.annotations.NullMarked;
