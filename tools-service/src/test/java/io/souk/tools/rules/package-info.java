@NullMarked
package io.souk.tools.rules;

import org.jspecify.annotations.NullMarked;
