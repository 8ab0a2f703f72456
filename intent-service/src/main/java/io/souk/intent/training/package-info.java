/** What the classifier learns from: texts that people wrote, and a grammar that makes more. */
@NullMarked
package io.souk.intent.training;

import org.jspecify.annotations.NullMarked;
