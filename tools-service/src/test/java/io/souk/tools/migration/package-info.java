@NullMarked
package io.souk.tools.migration;

import org.jspecify.annotations.NullMarked;
