@NullMarked
package io.souk.graph;

import org.jspecify.annotations.NullMarked;
