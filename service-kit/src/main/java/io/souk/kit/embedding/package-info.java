/** Texts to vectors, in this process and without a network: one encoder for all services, so that their vectors compare. */
@NullMarked
package io.souk.kit.embedding;

import org.jspecify.annotations.NullMarked;
