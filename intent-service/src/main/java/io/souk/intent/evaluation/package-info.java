/** Measures the classifier on labelled data. */
@NullMarked
package io.souk.intent.evaluation;

import org.jspecify.annotations.NullMarked;
