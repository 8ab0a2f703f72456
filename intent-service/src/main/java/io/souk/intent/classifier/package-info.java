/**
 * From a text to what it wants, with probabilities: encoders, the mixture of models on their vectors, and the
 * language model where it is not sure.
 */
@NullMarked
package io.souk.intent.classifier;

import org.jspecify.annotations.NullMarked;
