/** What no seller writes down: standards and what they connect, what specs mean, what things are for. */
@NullMarked
package io.souk.graph.knowledge;

import org.jspecify.annotations.NullMarked;
