/** Generations of the index: which one searches use, and with which model its vectors were made. */
@NullMarked
package io.souk.rag.index;

import org.jspecify.annotations.NullMarked;
