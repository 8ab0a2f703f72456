/** Keeps manuals, FAQs and policies as searchable chunks, and brings the passages that answer a question. */
@NullMarked
package io.souk.rag;

import org.jspecify.annotations.NullMarked;
