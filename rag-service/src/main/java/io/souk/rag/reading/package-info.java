/** Documents of all formats to Markdown, the one form in which they are kept and cut. */
@NullMarked
package io.souk.rag.reading;

import org.jspecify.annotations.NullMarked;
