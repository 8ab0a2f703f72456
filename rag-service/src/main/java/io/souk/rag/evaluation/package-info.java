/** How good retrieval is on a corpus and questions that somebody brings. */
@NullMarked
package io.souk.rag.evaluation;

import org.jspecify.annotations.NullMarked;
